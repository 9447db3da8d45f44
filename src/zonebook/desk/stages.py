"""The stage that a project has reached: the latest standing row of its log."""

from __future__ import annotations

from datetime import date
from typing import Any


def stage_of(project: Any, on: date) -> str:
    """The kind of the last event up to a day; nothing where the log is empty."""
    events = [
        one
        for one in project.events.all()
        if one.voids_id is None and not hasattr(one, "voided_by") and one.occurred_on <= on
    ]
    last = max(events, key=lambda one: (one.occurred_on, one.pk), default=None)
    return str(last.kind) if last else ""
