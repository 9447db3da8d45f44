"""Limit replay (时限压减测算) and honest statistics of how long items take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from zonebook.core.procedures.clock import Span, counted
from zonebook.core.workdays import Calendar

Outcome = Literal["kept", "breached", "open"]


@dataclass(frozen=True)
class Run:
    """One item's run: from acceptance to decision, or still open; its pauses as the clock takes them."""

    case: str
    group: str
    accepted_on: date
    decided_on: date | None
    pauses: tuple[Span, ...] = ()

    def used(self, calendar: Calendar, on: date) -> int:
        """Counted days to the decision, or to the end of `on` while it is open."""
        end = self.decided_on if self.decided_on is not None else on
        return counted(calendar, self.accepted_on, end, self.pauses)


@dataclass(frozen=True)
class Replay:
    """What a limit would have meant for a group: kept, breached, not yet known, days missing.

    `missing` are the counted days by which the breaching runs exceed the limit, so far.
    """

    group: str
    limit: int
    kept: int
    breached: tuple[str, ...]
    open: int
    missing: int

    @property
    def share_in_time(self) -> Fraction | None:
        """Kept among those whose outcome is known; None where none is."""
        known = self.kept + len(self.breached)
        return Fraction(self.kept, known) if known else None


def outcome(used: int, limit: int, is_open: bool) -> Outcome:
    """Whether a run kept a limit; an open one that has not used it up is not known yet."""
    if used > limit:
        return "breached"
    return "open" if is_open else "kept"


def replay(
    runs: Iterable[Run], limits: Sequence[int], calendar: Calendar, on: date
) -> list[Replay]:
    """Each limit on each group of runs, as if it had been in force; the worst bottleneck first."""
    used: dict[str, list[tuple[Run, int]]] = defaultdict(list)
    for run in runs:
        used[run.group].append((run, run.used(calendar, on)))
    found = [one_replay(group, rows, limit) for limit in limits for group, rows in used.items()]
    return sorted(found, key=lambda one: (limits.index(one.limit), -one.missing, one.group))


def one_replay(group: str, rows: Sequence[tuple[Run, int]], limit: int) -> Replay:
    """One limit on one group."""
    judged = [(run, days, outcome(days, limit, run.decided_on is None)) for run, days in rows]
    breached = tuple(run.case for run, _, found in judged if found == "breached")
    missing = sum(days - limit for _, days, found in judged if found == "breached")
    kept = sum(found == "kept" for _, _, found in judged)
    waiting = sum(found == "open" for _, _, found in judged)
    return Replay(group, limit, kept, breached, waiting, missing)


def quantile(durations: Iterable[tuple[int, bool]], share: Fraction) -> int | None:
    """The days within which a share of the items was decided, open items counted as censored.

    `durations` are pairs of counted days and whether the item was decided; Kaplan-Meier: the first
    day on which the estimated share still open is at most 1 − `share`. None where it is not
    reached, because too many are still open.
    """
    rows = sorted(durations, key=lambda row: (row[0], not row[1]))
    at_risk, still_open = len(rows), Fraction(1)
    place = 0
    while place < len(rows):
        day = rows[place][0]
        same = [decided for days, decided in rows[place:] if days == day]
        still_open *= Fraction(at_risk - sum(same), at_risk)
        if still_open <= 1 - share:
            return day
        at_risk -= len(same)
        place += len(same)
    return None
