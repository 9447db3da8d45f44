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
from zonebook.core.procedures.procedure import DatedLimit, Stage
from zonebook.core.procedures.replay import Replay, Run, one_replay, quantile, replay
from zonebook.core.procedures.state import ItemCase, Rules
from zonebook.core.values import Reason, Refused, printed
from zonebook.desk.language import say
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import book, live, reads

QUANTILES = {"median": Fraction(1, 2), "p80": Fraction(4, 5), "p90": Fraction(9, 10)}
MOST, SHOWN = 6, 12


@dataclass(frozen=True)
class Took:
    """The items of a stage accepted under one promise: how many days of the promise they took."""

    promise: str
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
    open: int
    in_time: str
    missing: int
    breached: tuple[tuple[str, str], ...]
    more: int

    @property
    def over(self) -> int:
        """How many would have been late."""
        return len(self.breached) + self.more


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
    for case, state, rules in live.every(today):
        run = run_of(case, state, rules, today)
        if run is not None and (year is None or run.accepted_on.year == year):
            found.setdefault((case.procedure, run.group), []).append((run, case.item))
    return [block(*key, found[key], limits, today) for key in sorted(found, key=place)]


def place(key: tuple[str, str]) -> tuple[int, int, int]:
    """Where a stage comes: those whose promise has changed first, then as the catalogue lists them."""
    procedure, wanted = key
    known = book.procedures()
    stage = next(one for one in known.procedure(procedure).stages if one.key == wanted)
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
    known = book.procedures().procedure(procedure)
    stage = next(one for one in known.stages if one.key == key)
    runs = [run for run, _ in rows]
    return Block(
        f"{procedure}-{key}",
        reads.named_in(known.name),
        reads.named_in(stage.name),
        tuple(took(stage, runs, today)),
        tuple(would(one) for one in replay(runs, limits, reads.calendar(), today)),
        tuple(bottlenecks(procedure, rows, limits, today)),
    )


def took(stage: Stage, runs: Sequence[Run], today: date) -> Iterator[Took]:
    """The days that items took, by the promise in force on the day of their acceptance."""
    promises = stage.promised or ()
    ends = [*(one.since for one in promises[1:]), date.max]
    for promise, end in zip(promises, ends, strict=True):
        own = [run for run in runs if promise.since <= run.accepted_on < end]
        if own:
            yield took_under(promise, own, today)


def took_under(promise: DatedLimit, runs: Sequence[Run], today: date) -> Took:
    """The days that items took under one promise; open items count as not yet decided."""
    rows = [(run, run.used(reads.calendar(), today)) for run in runs]
    used = [(count, run.decided_on is not None) for run, count in rows]
    return Took(
        str(promise.days),
        str(promise.source),
        promise.assumed,
        len(runs),
        sum(decided for _, decided in used),
        tuple(number(quantile(used, share)) for share in QUANTILES.values()),
        share(one_replay("", rows, promise.days)),
    )


def would(one: Replay) -> Would:
    """A replayed limit for the page: the late ones by name, as far as they fit."""
    titles = dict(
        ApprovalCase.objects.filter(number__in=one.breached[:SHOWN]).values_list("number", "title")
    )
    named = tuple(
        (titles[number], reverse("approval-case", args=[number])) for number in one.breached[:SHOWN]
    )
    more = len(one.breached) - len(named)
    return Would(one.limit, one.kept, one.open, share(one), one.missing, named, more)


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
