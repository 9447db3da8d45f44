"""What approvals reads: the calendar and the kinds of pause."""

from __future__ import annotations

from functools import cache

from zonebook.core.procedures.pauses import PauseKinds, read_pauses
from zonebook.core.workdays import Calendar
from zonebook.desk import context
from zonebook.desk.language import named, say
from zonebook.records import zone as zones


def calendar() -> Calendar:
    """The zone's calendar."""
    return context.calendar()


@cache
def kinds() -> PauseKinds:
    """The kinds of pause that hold in the zone."""
    return read_pauses(zones.catalog())


def kind_names() -> list[tuple[str, str, bool]]:
    """Every kind of pause: key, name, whether it stops the legal clock too."""
    return [(key, named(kind.name), "legal" in kind.stops) for key, kind in kinds().by_key.items()]


def years(found: Calendar) -> tuple[str, str]:
    """The first and the last year of which the calendar is known."""
    return str(found.first.year), str(found.last.year)


def given() -> str:
    """Where the limit of the public sheet comes from: its asker."""
    return say("clock.ask.given")
