"""Pauses of the clock (特别程序): their kinds as data, and one pause of one case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from zonebook.core.catalog import Catalog, Located, refusal
from zonebook.core.procedures.clock import Conventions, Span
from zonebook.core.values import Finding, Reason, Ref, Refused


@dataclass(frozen=True)
class PauseKind:
    """What a kind of pause does: which clocks it stops, on what basis, and what it needs."""

    key: str
    name: Mapping[str, str]
    stops: frozenset[str]
    basis: Mapping[str, str]
    national_code: str
    needs_notice: bool
    needs_rule: bool
    longest: int | None
    approver: Mapping[str, str]
    holder: str
    where: Ref
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pause:
    """One pause: its notice was served on `opened_on`; None as `ended_on` means still open."""

    kind: str
    opened_on: date
    ended_on: date | None = None
    document: str = ""

    def __post_init__(self) -> None:
        if self.ended_on is not None and self.ended_on < self.opened_on:
            args = {"opened": self.opened_on, "ended": self.ended_on}
            raise Refused(Reason("clock.pause_reversed", args))


class PauseKinds:
    """All kinds of pause by key."""

    def __init__(self, kinds: Iterable[PauseKind]) -> None:
        self.by_key = {kind.key: kind for kind in kinds}

    def __getitem__(self, key: str) -> PauseKind:
        """The kind; Refused with the list of kinds where there is none of that key."""
        if key not in self.by_key:
            known = ", ".join(self.by_key)
            raise Refused(Finding(Reason("clock.no_such_pause", {"kind": key, "known": known})))
        return self.by_key[key]

    def stopping(self, pauses: Iterable[Pause], clock: str) -> list[Pause]:
        """The pauses that stop a clock, in order of time."""
        found = [pause for pause in pauses if clock in self[pause.kind].stops]
        return sorted(found, key=lambda pause: (pause.opened_on, pause.ended_on or date.max))


def spans(pauses: Iterable[Pause], conventions: Conventions, open_until: date) -> list[Span]:
    """The pauses as the clock takes them; an open one as if it ended on `open_until`."""
    return [
        conventions.span(pause.opened_on, pause.ended_on or max(open_until, pause.opened_on))
        for pause in pauses
    ]


def read_pauses(catalog: Catalog) -> PauseKinds:
    """The kinds of pause of the catalogue; a zone's file may add kinds or restate one."""
    kinds: dict[str, PauseKind] = {}
    for entry in catalog.kind("procedures").values():
        if entry.get("kind") == "pauses":
            for key, row in entry["pauses"].items():
                kinds[key] = kind_of(key, row)
    return PauseKinds(kinds.values())


def kind_of(key: str, row: Located) -> PauseKind:
    """One kind; Refused where it stops the legal clock without an article of law."""
    stops = frozenset(row["stops"])
    if "legal" in stops and "law" not in row["basis"]:
        raise refusal("clock.pause_without_law", row.where(), kind=key)
    return PauseKind(
        key,
        row["name"],
        stops,
        row["basis"],
        row["national_code"],
        row["needs_notice"],
        row.get("needs_rule", False),
        row.get("longest"),
        row.get("approver", {}),
        row.get("holder", "department"),
        Ref("catalogue", key, row.where()),
        tuple(row.get("words", ())),
    )
