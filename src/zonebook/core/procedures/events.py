"""Case events: what happened to an item, when, by whom, on what paper; nothing is ever changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zonebook.core.catalog import Catalog
from zonebook.core.procedures.procedure import Name
from zonebook.core.say import plain
from zonebook.core.values import Reason, Ref

DECISIONS = frozenset({"approved", "approved_with_gaps", "rejected"})
GRANTS = frozenset({"approved", "approved_with_gaps", "waived"})  # items that wait may begin
ENCODE = json.JSONEncoder(ensure_ascii=True, sort_keys=True, check_circular=False).encode
TEXT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, check_circular=False).encode
SPELT_OTHERWISE = (b"\\x", b"\\U", b"\x7f")
QUOTE = json.encoder.encode_basestring_ascii  # what `ENCODE` writes of a text


@dataclass(frozen=True)
class EventKind:
    """A kind of event: its national state code, the paper it is made with, whether it closes.

    `words` are the beginnings by which an office's list names it as a result.
    """

    key: str
    name: Name
    state: int | None
    paper: Name | None
    closes: bool
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """One event of a case; `number` is its place in the case, `on` its legal (local) day.

    `at` is the moment where it is known; `recorded_at` the moment of the book. A correction is an
    event that `voids` an earlier one and says `why`. `args` hold what its kind needs: `pause`,
    `material`, `days`, `approver`, `reason`, `due_on`, `department`, `untrue` …
    """

    number: int
    kind: str
    on: date
    item: str
    actor: str = ""
    document: str = ""
    at: datetime | None = None
    recorded_at: datetime | None = None
    args: Mapping[str, Any] = field(default_factory=dict)
    voids: int | None = None
    why: str = ""

    def changed(self, changes: Mapping[str, Any]) -> Event:
        """The event with some of its fields changed; `replace` would ask for each of the others."""
        found = object.__new__(Event)
        found.__dict__.update(self.__dict__)
        found.__dict__.update(changes)
        return found

    @property
    def ref(self) -> Ref:
        """A reference to the event."""
        return Ref("record", f"event {self.number}")


def read_events(catalog: Catalog) -> dict[str, EventKind]:
    """The kinds of event of the catalogue."""
    kinds: dict[str, EventKind] = {}
    for entry in catalog.kind("procedures").values():
        if entry.get("kind") == "events":
            for key, row in entry["events"].items():
                state, paper = row.get("state"), row.get("paper")
                closes, words = row.get("closes", False), tuple(row.get("words", ()))
                kinds[key] = EventKind(key, row["name"], state, paper, closes, words)
    return kinds


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that stand, in order of their days; voided and voiding ones do not."""
    events = list(events)
    gone = {event.voids for event in events if event.voids is not None}
    alive = [event for event in events if event.number not in gone and event.voids is None]
    return sorted(alive, key=lambda event: (event.on, event.number))


def chained(events: Sequence[Event], start: str = "") -> list[str]:
    """The hash of each event over the one before it: a changed past changes every later hash."""
    hashes, last = [], start
    for event in events:
        last = hashed(last, event, TEXT(plain(dict(event.args))))
        hashes.append(last)
    return hashes


def hashed(before: str, event: Event, args: str) -> str:
    """The hash of an event, whose arguments are given as `TEXT` writes them.

    It is over `[before, [number, kind, …, arguments, voids, why]]` as `ENCODE` would write it:
    the arguments are by far the longest part, and are written once for the hash and the book.
    """
    at = QUOTE(event.at.isoformat()) if event.at else "null"
    head = (
        f'[{QUOTE(before)}, [{event.number}, {QUOTE(event.kind)}, "{event.on.isoformat()}",'
        f" {QUOTE(event.item)}, {QUOTE(event.actor)}, {QUOTE(event.document)}, {at}, "
    )
    voids = "null" if event.voids is None else event.voids
    tail = f", {voids}, {QUOTE(event.why)}]]"
    return hashlib.sha256(head.encode() + in_ascii(args) + tail.encode()).hexdigest()


def in_ascii(text: str) -> bytes:
    """What `TEXT` wrote as `ENCODE` would have written it."""
    found = text.encode("ascii", "backslashreplace")
    # Python spells otherwise what is below U+0100 or above U+FFFF, and DEL not at all.
    # `in` would first try to take each of them for a number, and fail with an exception of its own.
    if max(map(found.find, SPELT_OTHERWISE)) >= 0:
        return ENCODE(json.loads(text)).encode()
    return found


@dataclass(frozen=True)
class Unsound:
    """An event that contradicts those before it, and why."""

    event: Event
    reason: Reason
