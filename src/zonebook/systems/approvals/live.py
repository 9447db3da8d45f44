"""Cases as they stand on a day: the officer's desk in groups, by the promised or the legal clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import QuerySet

from zonebook.core.procedures.ball import holder_on
from zonebook.core.procedures.case import fold
from zonebook.core.procedures.clocks import clocks
from zonebook.core.procedures.clocks import overdue as used_up
from zonebook.core.procedures.deadline import Deadline
from zonebook.core.procedures.events import DECISIONS
from zonebook.core.procedures.state import ItemCase, Rules
from zonebook.core.values import Finding, Reason, Ref
from zonebook.desk.language import lang
from zonebook.records import bulk
from zonebook.records.models import ApprovalCase, Batch, CaseEvent
from zonebook.records.models.base import alive
from zonebook.records.stamp import until_written
from zonebook.systems.approvals import book, reads, replying, sheets, standing

GROUPS = ("over", "due", "soon", "stopped", "applicant", "window", "running", "delivery")
CLOCKS = ("promised", "legal")


@dataclass(frozen=True)
class Live:
    """A case that somebody still has to act on, with the clock by which it is listed."""

    case: ApprovalCase
    state: ItemCase
    item: str
    group: str
    clock: Deadline | None
    holder: str
    debts: tuple[Deadline, ...] = ()
    waits: str = ""  # since when and until when a correction is waited for
    is_late: bool = False

    @property
    def order(self) -> tuple[int, str]:
        """The most urgent first."""
        left = self.clock.left if self.clock and self.clock.left is not None else 9_999
        return left, self.case.number


def open_cases() -> list[tuple[ApprovalCase, list[CaseEvent]]]:
    """The cases that are not over, with their events: not closed, or decided and not delivered."""
    closing = [key for key, kind in book.event_kinds().items() if kind.closes]
    stands = alive(CaseEvent)
    closed = dict(stands.filter(kind__in=closing).order_by("place").values_list("case_id", "kind"))
    given = set(stands.filter(kind="delivered").values_list("case_id", flat=True))
    over = {pk for pk, kind in closed.items() if kind not in DECISIONS or pk in given}
    cases = {one.pk: one for one in ApprovalCase.objects.filter(withdrawn_on=None)
             .select_related("application", "entity") if one.pk not in over}  # fmt: skip
    rows = by_case(CaseEvent.objects.filter(case_id__in=list(cases)))
    return [(cases[pk], found) for pk, found in rows.items()]


def by_case(events: QuerySet[CaseEvent]) -> dict[int, list[CaseEvent]]:
    """Events by the case that they belong to, each case's in their order."""
    rows: dict[int, list[CaseEvent]] = {}
    for row in bulk.instances(events.order_by("place")):
        rows.setdefault(row.case_id, []).append(row)
    return rows


def live(today: date, clock: str) -> list[Live]:
    """Every case that somebody has to act on, as it stands at the end of the day."""
    return list(live_in(today, clock, lang()))


@until_written
def live_in(today: date, clock: str, tongue: str) -> tuple[Live, ...]:
    """The same, each with its name in the language of the page, which is `tongue`."""
    pairs = open_cases()
    beside = standing.kin_of(case for case, _ in pairs)
    found = [one for case, rows in pairs if (one := live_case(case, rows, today, clock, beside))]
    return tuple(sorted(found, key=lambda one: one.order))


def live_case(
    case: ApprovalCase, rows: Iterable[CaseEvent], today: date, clock: str, beside: standing.Kin
) -> Live | None:
    """One case on the desk; None where its events say nothing of its item."""
    whole, rules = standing.folded(case, rows, today, beside)
    state = whole.items.get(case.item)
    if state is None:
        return None
    wanted = "delivery" if state.decided_on is not None else clock
    wanted = "intake" if state.accepted_on is None else wanted
    every = clocks(whole, case.item, rules, reads.calendar(), today)
    found = next((one for one in every if one.limit.clock == wanted), None)
    debts = tuple(one for one in every if one.limit.clock == "gap")
    holder = holder_on(state, today, rules.pauses)
    name = book.item(case).name
    return Live(case, state, reads.named_in(name), group_of(state, found), found,
                holder[0] if holder else "", debts, *replying.told(state, today))  # fmt: skip


def overdue(today: date) -> list[tuple[Live, Deadline]]:
    """Every clock of an open case that is used up at the end of a day, the longest first."""
    found = []
    pairs = open_cases()
    beside = standing.kin_of(case for case, _ in pairs)
    for case, rows in pairs:
        whole, rules = standing.folded(case, rows, today, beside)
        one = live_case(case, rows, today, "promised", beside)
        if one is not None and not one.state.is_closed:
            known = clocks(whole, case.item, rules, reads.calendar(), today)
            late = [clock for clock in used_up(known) if clock.limit.clock != "stage"]
            found += [(one, clock) for clock in late]
    return sorted(found, key=lambda pair: (pair[1].left or 0, pair[0].case.number))


def asked(today: date) -> list[reads.Question]:
    """Every question of a clock-regularity check, the latest cases first."""
    rows = by_case(CaseEvent.objects.all())
    writings = Batch.objects.filter(pk__in=CaseEvent.objects.values("batch"))
    batches = {one.pk: one for one in bulk.instances(writings)}
    for row in chain.from_iterable(rows.values()):
        row._state.fields_cache["batch"] = batches[row.batch_id]
    found: list[reads.Question] = []
    for case in bulk.instances(ApprovalCase.objects.filter(withdrawn_on=None).order_by("-number")):
        whole = fold(book.events(rows.get(case.pk, ())), book.rules(case.procedure, papers=False))
        if case.item in whole.items:
            found += reads.questions(case, whole.items[case.item], rows[case.pk], today)
    return found


def every(today: date) -> Iterator[tuple[ApprovalCase, ItemCase, Rules]]:
    """Every case whose events say something of its item, as it stands at the end of a day."""
    rows = by_case(CaseEvent.objects.all())
    for case in bulk.instances(ApprovalCase.objects.filter(withdrawn_on=None).order_by("number")):
        rules = book.rules(case.procedure, papers=False)
        told = [one for one in book.events(rows.get(case.pk, ())) if one.on <= today]
        state = fold(told, rules).items.get(case.item)
        if state is not None:
            yield case, state, rules


def broken_chains() -> list[Finding]:
    """The cases whose chain of events does not hang together."""
    rows = by_case(CaseEvent.objects.all())
    numbers = dict(ApprovalCase.objects.values_list("pk", "number"))
    return [
        Finding(
            Reason("approvals.chain_broken", {"number": numbers[pk], "places": broken}),
            Ref("record", numbers[pk]),
        )
        for pk, found in rows.items()
        if (broken := book.broken_links(found))
    ]


def group_of(state: ItemCase, clock: Deadline | None) -> str:
    """Where a case lies on the desk."""
    if state.open_correction is not None:
        return "applicant"
    if state.decided_on is not None:
        return "delivery"
    if state.accepted_on is None:
        return "window"
    if clock is None:
        return "running"
    found = sheets.state_of(clock)
    return "running" if found == "unknown" else found
