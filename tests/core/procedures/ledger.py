"""A case written as an officer's list: `day | item | kind | what`, one event a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import zonebook.zones
from zonebook.core.catalog import Catalog, shipped
from zonebook.core.procedures.case import fold
from zonebook.core.procedures.events import Event, read_events
from zonebook.core.procedures.pauses import read_pauses
from zonebook.core.procedures.reading import read_procedures
from zonebook.core.procedures.state import Case, Rules
from zonebook.core.workdays import read_calendar

LANZHOU = Catalog(Path(zonebook.zones.__file__).parent / "lanzhou" / "catalog")
BOOK = read_procedures(LANZHOU)
CALENDAR = read_calendar(shipped())
LOCAL = timezone(timedelta(hours=8))


def rules(procedure: str = "government_investment", **changes: bool) -> Rules:
    kinds = read_events(shipped())
    return Rules(BOOK.procedure(procedure), kinds, read_pauses(shipped()), **changes)


def value(text: str) -> object:
    """A day, a number, a list a+b, or a word."""
    if text[:4].isdigit() and text.count("-") == 2:
        return date.fromisoformat(text)
    if text.isdigit():
        return int(text)
    return text.split("+") if "+" in text else text


def event(number: int, line: str) -> Event:
    """One line: `2023-10-09 14:05 | item | kind | document=… name=…`; the hour may be left out."""
    when, item, kind, *rest = (part.strip() for part in line.split("|"))
    words = dict(word.split("=", 1) for word in (rest[0].split() if rest else []))
    day, _, hour = when.partition(" ")
    on = date.fromisoformat(day)
    at = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=LOCAL) if hour else None
    recorded = words.pop("recorded", None)
    return Event(
        number,
        kind,
        on,
        item,
        document=words.pop("document", ""),
        at=at,
        recorded_at=datetime.fromisoformat(recorded).replace(tzinfo=LOCAL) if recorded else None,
        voids=int(words["voids"]) if "voids" in words else None,
        why=words.pop("why", ""),
        args={name: value(text) for name, text in words.items() if name != "voids"},
    )


def ledger(text: str) -> list[Event]:
    """The events of a list, numbered in their order."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return [event(number, line) for number, line in enumerate(lines, 1)]


def case(text: str, **changes: bool) -> Case:
    """The case that a list amounts to."""
    return fold(ledger(text), rules(**changes))


def keys(found: Case) -> Sequence[str]:
    """The reasons of the events that could not be taken."""
    return [one.reason.key for one in found.unsound]
