"""时限压减测算: how long items really took under each promise, and what another would have meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.urls import reverse

from zonebook.core.procedures.clock import Span
from zonebook.core.procedures.clocks import pauses_of
from zonebook.core.procedures.pauses import spans
from zonebook.core.procedures.procedure import DatedLimit, Stage, in_force
from zonebook.core.procedures.replay import (
    Outcome,
    Replay,
    Run,
    one_replay,
    outcome,
    quantile,
    replay,
)
from zonebook.core.procedures.state import ItemCase, Rules
from zonebook.core.values import Reason, Refused, printed
from zonebook.desk.language import say
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import book, live, reads

QUANTILES = {"median": Fraction(1, 2), "p80": Fraction(4, 5), "p90": Fraction(9, 10)}
MOST = 6


@dataclass(frozen=True)
class Took:
    """The items of a stage accepted under one promise: how many days of the promise they took."""

    promise: str
    since: date
    source: str
    assumed: bool
    count: int
    decided: int
    quantiles: tuple[str, ...]
    in_time: str


@dataclass(frozen=True)
class Would:
    """One limit on the items of a stage, as if it had been in force."""

    limit: int
    kept: int
    over: int
    open: int
    in_time: str
    missing: int


@dataclass(frozen=True)
class Block:
    """A stage of a procedure: what its limits were, and what others would have meant."""

    key: str
    name: str
    stage: str
    took: tuple[Took, ...]
    would: tuple[Would, ...]
    bottlenecks: tuple[str, ...]


def asked_limits(text: str) -> list[int]:
    """The limits typed, such as `11 7 5`; Refused where one is not a day count."""
    words = text.replace("，", " ").replace(",", " ").replace("、", " ").split()
    if (
        not words
        or len(words) > MOST
        or not all(w.isdecimal() and 0 < int(w) <= 200 for w in words)
    ):
        raise Refused(Reason("limits.unreadable", {"text": text, "most": str(MOST)}))
    return sorted({int(one) for one in words}, reverse=True)


def blocks(today: date, limits: Sequence[int], year: int | None) -> list[Block]:
    """Every stage with accepted items, of one year of acceptance or of all."""
    found: dict[tuple[str, str], list[tuple[Run, str]]] = {}
    for case, run in runs_of(today, year):
        found.setdefault((case.procedure, run.group), []).append((run, case.item))
    return [block(*key, found[key], limits, today) for key in sorted(found, key=place)]


def runs_of(today: date, year: int | None) -> Iterator[tuple[ApprovalCase, Run]]:
    """Every accepted item's run, of one year of acceptance or of all."""
    for case, state, rules in live.every(today):
        run = run_of(case, state, rules, today)
        if run is not None and (year is None or run.accepted_on.year == year):
            yield case, run


@dataclass(frozen=True)
class Line:
    """One accepted item: the days of the promised clock that it used, against a limit."""

    number: str
    title: str
    item: str
    accepted_on: date
    decided_on: date | None
    used: int
    outcome: Outcome
    over: int  # days beyond the limit

    @property
    def address(self) -> str:
        """Its case page."""
        return reverse("approval-case", args=[self.number])

    @property
    def said(self) -> str:
        """How it stands to the limit, in words."""
        if self.outcome == "breached":
            return say("limits.was_over", days=self.over)
        return say(f"limits.was_{self.outcome}")


def lines(today: date, year: int | None, stage: str, since: date | None, limit: int) -> list[Line]:
    """The items behind the counts of a stage, the longest first; `since` is that of their promise."""
    procedure, _, key = stage.rpartition("-")
    found = []
    for case, run in runs_of(today, year):
        if (case.procedure, run.group) != (procedure, key):
            continue
        promise = in_force(stage_of(procedure, key).promised, run.accepted_on)
        if since is None or (promise is not None and promise.since == since):
            used = run.used(reads.calendar(), today)
            told = outcome(used, limit, run.decided_on is None)
            over = max(used - limit, 0)
            item = reads.named_in(book.procedures().items[case.item].name)
            days = run.accepted_on, run.decided_on
            found.append(Line(case.number, case.title, item, *days, used, told, over))
    return sorted(found, key=lambda one: (-one.used, one.number))


def stage_of(procedure: str, key: str) -> Stage:
    """A stage of a procedure."""
    return next(one for one in book.procedures().procedure(procedure).stages if one.key == key)


def place(key: tuple[str, str]) -> tuple[int, int, int]:
    """Where a stage comes: those whose promise has changed first, then as the catalogue lists them."""
    procedure, wanted = key
    known, stage = book.procedures(), stage_of(procedure, wanted)
    return -len(stage.promised), list(known.procedures).index(procedure), stage.number


def run_of(case: ApprovalCase, state: ItemCase, rules: Rules, today: date) -> Run | None:
    """An item's run on the promised clock; none before acceptance or after it was given up."""
    if state.accepted_on is None or (state.is_closed and state.decided_on is None):
        return None
    stage, _ = rules.procedure.find(case.item)
    pauses = rules.pauses.stopping(pauses_of(state), "promised")
    taken: tuple[Span, ...] = tuple(spans(pauses, rules.procedure.conventions, today))
    return Run(case.number, stage.key, state.accepted_on, state.decided_on, taken)


def block(
    procedure: str, key: str, rows: list[tuple[Run, str]], limits: Sequence[int], today: date
) -> Block:
    """One stage."""
    stage = stage_of(procedure, key)
    runs = [run for run, _ in rows]
    return Block(
        f"{procedure}-{key}",
        reads.named_in(book.procedures().procedure(procedure).name),
        reads.named_in(stage.name),
        tuple(took(stage, runs, today)),
        tuple(would(one) for one in replay(runs, limits, reads.calendar(), today)),
        tuple(bottlenecks(procedure, rows, limits, today)),
    )


def took(stage: Stage, runs: Sequence[Run], today: date) -> Iterator[Took]:
    """The days that items took, by the promise in force on the day of their acceptance."""
    for promise in stage.promised or ():
        own = [run for run in runs if in_force(stage.promised, run.accepted_on) == promise]
        if own:
            yield took_under(promise, own, today)


def took_under(promise: DatedLimit, runs: Sequence[Run], today: date) -> Took:
    """The days that items took under one promise; open items count as not yet decided."""
    rows = [(run, run.used(reads.calendar(), today)) for run in runs]
    used = [(count, run.decided_on is not None) for run, count in rows]
    return Took(
        str(promise.days),
        promise.since,
        str(promise.source),
        promise.assumed,
        len(runs),
        sum(decided for _, decided in used),
        tuple(number(quantile(used, share)) for share in QUANTILES.values()),
        share(one_replay("", rows, promise.days)),
    )


def would(one: Replay) -> Would:
    """A replayed limit for the page."""
    return Would(one.limit, one.kept, len(one.breached), one.open, share(one), one.missing)


def bottlenecks(
    procedure: str, rows: Iterable[tuple[Run, str]], limits: Sequence[int], today: date
) -> Iterator[str]:
    """The items that would miss the shortest limit by most days, in words."""
    runs = [replace(run, group=item) for run, item in rows]
    known = book.procedures().procedure(procedure)
    for one in replay(runs, [min(limits)], reads.calendar(), today)[:3]:
        if one.breached:
            name = reads.named_in(known.find(one.group)[1].item.name)
            count = len(one.breached)
            yield say("limits.bottleneck_said", name=name, count=count, days=one.missing)


def number(value: int | None) -> str:
    """A count of days; a dash where too many items are still open to tell."""
    return "—" if value is None else str(value)


def share(one: Replay) -> str:
    """The share in time among those whose outcome is known."""
    found = one.share_in_time
    return "—" if found is None else f"{printed(found * 100, 1):f}%"
