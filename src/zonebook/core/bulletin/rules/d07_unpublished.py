"""D07: a figure that its office has not released yet may not be told."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.against import Case
from zonebook.core.bulletin.findings import DraftFinding, Say

say = Say("D07")


def unpublished(case: Case) -> Iterator[DraftFinding]:
    """Numbers bound to a figure whose release is still to come."""
    for one in case.judged:
        if one.figure is None or one.figure.exact is not None:
            continue
        why = case.facts.unpublished(one.place)
        if why is not None:
            formula = f"{one.place[0]}@{one.place[1]}"
            yield say("early", "error", [one.claim], formula, name=one.figure.name, why=why)
