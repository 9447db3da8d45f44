"""Beside a figure that states a stage's limit: its rule versions, and the days really taken."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from zonebook.core.procedures.procedure import Procedure, Stage
from zonebook.desk.beside import Line
from zonebook.desk.language import say
from zonebook.systems.approvals import book


def beside(key: str, nouns: set[str]) -> Iterator[Line]:
    """Each version of the limit that a figure states; what was measured for who may see cases."""
    for procedure, stage in stated(key):
        for one in stage.promised:
            text = say("limits.version", on=one.since, days=one.days)
            note = str(one.source) + (f" {say('limits.assumed')}" if one.assumed else "")
            yield Line(say("limits.rule"), text, reverse("guide", args=[procedure.key]), note)
        if "approval_case" in nouns:
            address = f"{reverse('approvals-limits')}#{procedure.key}-{stage.key}"
            yield Line(say("limits.measured"), say("limits.see", stage=stage.name), address)


def stated(key: str) -> Iterator[tuple[Procedure, Stage]]:
    """The stages whose limit a figure states."""
    for procedure in book.procedures().procedures.values():
        for stage in procedure.stages:
            if key in stage.figures:
                yield procedure, stage
