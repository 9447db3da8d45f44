"""The stage that a project has reached: the latest standing row of its log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zonebook.records.models import ProjectEvent
from zonebook.records.models.base import alive


def stages_of(projects: Iterable[int], on: date) -> dict[int, str]:
    """The kind of the last event up to a day, by project; none where the log is empty."""
    standing = alive(ProjectEvent).filter(occurred_on__lte=on)
    rows = standing.filter(project_id__in=list(projects)).order_by("occurred_on", "pk")
    return dict(rows.values_list("project_id", "kind"))
