"""What a case's events amount to: the item with its pauses, debts, opinions and mandates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from zonebook.core.procedures.deadline import Extension
from zonebook.core.procedures.events import GRANTS, Event, EventKind, Unsound
from zonebook.core.procedures.pauses import Pause, PauseKinds
from zonebook.core.procedures.procedure import Procedure, Track


@dataclass(frozen=True)
class Gap:
    """A material that may follow (容缺): an obligation of its own, until it is supplied."""

    material: str
    opened_on: date
    due_on: date | None
    cured_on: date | None = None


@dataclass(frozen=True)
class Opinion:
    """A department asked for its opinion, and when it answered."""

    department: str
    asked_on: date
    days: int
    given_on: date | None = None


@dataclass(frozen=True)
class Mandate:
    """An assistant who acts for the applicant, in a scope, on a proof."""

    assistant: str
    given_on: date
    ended_on: date | None = None
    document: str = ""
    until: date | None = None
    person: str = ""

    def holds(self, day: date) -> bool:
        """Whether the assistant may act on a day: the last day of the mandate included."""
        ends = [one for one in (self.ended_on, self.until) if one is not None]
        return self.given_on <= day and all(day <= one for one in ends)


@dataclass(frozen=True)
class Pledge:
    """A commitment (告知承诺): materials it replaces or the track it follows, and its inspection."""

    made_on: date
    track: str = ""
    materials: tuple[str, ...] = ()
    document: str = ""


@dataclass(frozen=True)
class Asked:
    """An extension that an officer has asked for and the head has not answered."""

    days: int
    reason: str
    by: str
    person: str
    on: date


@dataclass(frozen=True)
class ItemCase:
    """One item as its events leave it; everything here is derived and nothing is stored."""

    item: str
    state: int | None = None
    received_on: date | None = None
    received_at: datetime | None = None
    accepted_on: date | None = None
    decided_on: date | None = None
    decision: str = ""
    closed_on: date | None = None
    delivered_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    corrections: tuple[Pause, ...] = ()
    corrected: frozenset[str] = frozenset()
    gaps: tuple[Gap, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    extension: Extension | None = None
    asked: Asked | None = None
    supplied: frozenset[str] = frozenset()
    pledges: tuple[Pledge, ...] = ()
    inspected_on: date | None = None
    is_untrue: bool = False
    granted_on: date | None = None
    ungranted_on: date | None = None
    events: tuple[Event, ...] = field(default=(), repr=False)

    def changed(self, changes: Mapping[str, Any]) -> ItemCase:
        """The item with some of its fields changed; `replace` would ask for each of the others."""
        found = object.__new__(ItemCase)
        found.__dict__.update(self.__dict__)
        found.__dict__.update(changes)
        return found

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can happen but delivery, inspection, withdrawal and rating."""
        return self.closed_on is not None

    @property
    def is_granted(self) -> bool:
        """Whether items that wait for this one may begin."""
        return self.decision in GRANTS

    def stood_on(self, day: date) -> bool:
        """Whether the item was granted, and not yet taken back, at the end of a day."""
        if self.granted_on is None or self.granted_on > day:
            return False
        return self.ungranted_on is None or self.ungranted_on > day

    @property
    def promised_instead(self) -> frozenset[str]:
        """The materials in whose place a commitment stands."""
        return frozenset(key for one in self.pledges for key in one.materials)

    @property
    def open_pause(self) -> Pause | None:
        """The pause that is open, if any."""
        return next((pause for pause in self.pauses if pause.ended_on is None), None)

    @property
    def open_correction(self) -> Pause | None:
        """The correction that the applicant still owes, if any."""
        return next((one for one in self.corrections if one.ended_on is None), None)

    @property
    def open_gaps(self) -> tuple[Gap, ...]:
        """The materials that are still owed."""
        return tuple(gap for gap in self.gaps if gap.cured_on is None)


@lru_cache(1000)
def untouched(item: str) -> ItemCase:
    """An item to which nothing has happened yet; one for all, as it never changes."""
    return ItemCase(item)


@dataclass(frozen=True)
class Case:
    """All items of a project's application, and the events that could not be taken."""

    items: Mapping[str, ItemCase]
    unsound: tuple[Unsound, ...] = ()


@dataclass(frozen=True)
class Rules:
    """What a case is judged by: its procedure, the kinds of event and of pause.

    `papers_required` is off for cases taken from an office's own list, which lacks document
    numbers: what is missing there is a regularity hit, not a refusal. `others` are the items of the
    same application that are kept as cases of their own; `shared` the materials that need not be
    handed in because an earlier item or the register has them; materials are only demanded where
    `checks_materials` says that they are kept here at all.
    """

    procedure: Procedure
    events: Mapping[str, EventKind]
    pauses: PauseKinds
    has_bad_credit: bool = False
    papers_required: bool = True
    others: Mapping[str, ItemCase] = field(default_factory=dict)
    checks_materials: bool = False
    shared: frozenset[str] = frozenset()
    track: Track | None = None
