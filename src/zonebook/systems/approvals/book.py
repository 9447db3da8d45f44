"""Cases between the book and the core: rows as events, and the rules that judge them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from zonebook.core.procedures import events as core
from zonebook.core.procedures.events import Event, EventKind, read_events
from zonebook.core.procedures.pauses import PauseKinds, read_pauses
from zonebook.core.procedures.procedure import Book, Item
from zonebook.core.procedures.reading import read_procedures
from zonebook.core.procedures.state import Rules
from zonebook.core.say import plain
from zonebook.records import zone as zones
from zonebook.records.bulk import Encoded
from zonebook.records.models import ApprovalCase, CaseEvent

DAYS = ("due_on", "until", "began_on")  # arguments that are days


@cache
def procedures() -> Book:
    """The procedures that hold in the zone."""
    return read_procedures(zones.catalog())


@cache
def event_kinds() -> Mapping[str, EventKind]:
    """The kinds of event."""
    return read_events(zones.catalog())


@cache
def pause_kinds() -> PauseKinds:
    """The kinds of pause."""
    return read_pauses(zones.catalog())


@cache
def departments() -> Mapping[str, Mapping[str, str]]:
    """The departments that decide items."""
    found: Mapping[str, Mapping[str, str]] = zones.catalog().table("codes/departments")
    return found


@cache
def rules(procedure: str, *, papers: bool) -> Rules:
    """What a case is judged by; cases from an office's own list lack document numbers."""
    found = procedures().procedure(procedure)
    return Rules(found, event_kinds(), pause_kinds(), papers_required=papers)


def item(case: ApprovalCase) -> Item:
    """The item that a case is about."""
    return procedures().procedure(case.procedure).find(case.item)[1].item


def event(row: CaseEvent, places: Mapping[int, int]) -> Event:
    """A row as the core's event; `places` are the places of the rows by their ids."""
    return Event(
        row.place,
        row.kind,
        row.occurred_on,
        row.item,
        row.actor,
        row.paper,
        row.occurred_at and row.occurred_at.astimezone(local()),
        row.recorded_at,
        {name: read_day(name, value) for name, value in row.args.items()},
        places.get(row.voids_id) if row.voids_id else None,
        row.void_why,
    )


@cache
def local() -> ZoneInfo:
    """The zone's time, in which moments are read, compared with office hours and sent on."""
    return ZoneInfo(zones.zone().time_zone)


def read_day(name: str, value: Any) -> Any:
    """An argument as the core wants it."""
    return date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value


def events(rows: Iterable[CaseEvent]) -> list[Event]:
    """The rows of one case as events, in the order of their places."""
    ordered = sorted(rows, key=lambda row: row.place)
    places = {row.pk: row.place for row in ordered}
    return [event(row, places) for row in ordered]


def values(
    told: Event, case: ApprovalCase, before: str, *, papers: Sequence[Any] = (), **more: Any
) -> dict[str, Any]:
    """An event with its papers as a row of the book, hung on the hash of the one before it."""
    at = told.at.astimezone(UTC) if told.at else None
    if at is not None:
        told = told.changed({"at": at})  # the hash is over what the book keeps
    args = Encoded({name: plain(one) for name, one in told.args.items()})
    if papers:
        args["papers"] = papers  # as JSON carries them already
    args.text = core.TEXT(args) if args else "{}"
    return {
        "case_id": case.pk,
        "place": told.number,
        "kind": told.kind,
        "item": told.item,
        "occurred_on": told.on,
        "occurred_at": at,
        "actor": told.actor,
        "paper": told.document,
        "args": args,
        "before": before,
        "sha": core.hashed(before, told, args.text),
        **more,
    }


def broken_links(rows: Iterable[CaseEvent]) -> list[int]:
    """The places of a case's chain that do not hang together: a changed past shows here."""
    last, broken = "", []
    for row, told in zip(sorted(rows, key=lambda row: row.place), events(rows), strict=True):
        kept = told.changed({"at": told.at and told.at.astimezone(UTC)})
        if row.before != last or core.chained([kept], last)[0] != row.sha:
            broken.append(row.place)
        last = row.sha
    return broken
