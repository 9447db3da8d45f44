"""What officers do with cases: every step an event, guarded, on paper, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.db import IntegrityError

from zonebook.core.procedures import clocks
from zonebook.core.procedures.case import check, fold, follow
from zonebook.core.procedures.deadline import Deadline
from zonebook.core.procedures.events import Event
from zonebook.core.procedures.guards import refusal_of
from zonebook.core.procedures.state import Case, ItemCase, Rules, untouched
from zonebook.core.values import Reason, Refused
from zonebook.desk import context
from zonebook.records import links, permissions, write
from zonebook.records.models import ApprovalCase, CaseEvent, Person
from zonebook.systems.approvals import book, chains, extensions, papers, standing
from zonebook.systems.approvals.chains import Chain
from zonebook.systems.approvals.step import Step

ACCEPTED_WITH = (
    "window_accepted"  # the national rows want the window's step before the department's
)


def open_case(
    *, by: Person, on: date, values: Mapping[str, Any], received_on: date
) -> ApprovalCase:
    """A new case with its receipt; Refused where procedure and item do not fit or it is future."""
    permissions.demand(by, "write", "approvals", on=on)
    return opened(by, on, values, [Step("received", received_on)])


def opened(by: Person, on: date, values: Mapping[str, Any], steps: Sequence[Step]) -> ApprovalCase:
    """A case with its first steps, all or none."""
    first = {"officer": by.name, **values}
    item_known(first)
    chain = Chain()

    def links_of(case: ApprovalCase) -> list[dict[str, Any]]:
        nonlocal chain
        rows, chain = following(by, on, case, chain, steps)
        return rows

    told = {"by": by, "on": on, "kind": "case", "why": values.get("title", "")}
    case, _ = write.begin(ApprovalCase, first, CaseEvent, links_of, **told)
    chains.keep(case, chain)
    return case


def item_known(values: Mapping[str, Any]) -> None:
    """Refused where the procedure has no such item."""
    known = book.rules(values["procedure"], papers=True)
    told = Event(1, "received", date.max, values["item"])
    reason = refusal_of(untouched(values["item"]), {}, told, known)
    if reason is not None:
        raise Refused(reason)


def record(
    *, by: Person, on: date, case: ApprovalCase, step: Step, expected: int
) -> list[CaseEvent]:
    """Add a step to a case; `expected` is the last event that the officer has seen.

    Refused, with the reason and nothing written, where a guard says no or somebody was faster.
    """
    permissions.demand(by, verb_of(step.kind), "approvals", case, on=on)
    return written(by, on, case, expected, [step])


def verb_of(kind: str) -> str:
    """What a step asks of whoever takes it: the head of the office answers for an extension."""
    return "review" if kind in extensions.HEADS else "write"


def written(
    by: Person, on: date, case: ApprovalCase, expected: int, steps: Sequence[Step]
) -> list[CaseEvent]:
    """Write steps at the end of a case's chain, all or none; who may do it is settled before."""
    try:
        found = hung(by, on, case, expected, steps)
        if found is not None:
            return found
        with write.batch(by=by, on=on, kind="case", why=steps[0].note) as writing:
            return added(writing, by, on, case, chains.held(case, expected), steps)
    except IntegrityError:  # the place was taken between our look and our word
        raise chains.faster(case, expected) from None


def hung(
    by: Person, on: date, case: ApprovalCase, expected: int, steps: Sequence[Step]
) -> list[CaseEvent] | None:
    """The steps behind what this process knows of a case that stands alone, if that still holds.

    None where it does not, or where a guard says no: who was faster is said before that.
    """
    chain = None if case.application_id else chains.known(case, expected)
    if chain is None:
        return None
    try:
        rows, after = following(by, on, case, chain, steps)
    except Refused:
        return None
    last = links.Last("case_id", case.pk, chain.sha)
    found = write.append(CaseEvent, rows, last, by=by, on=on, kind="case", why=steps[0].note)
    if found is not None:
        chains.keep(case, after)
    return found


def added(
    writing: write.Writing,
    by: Person,
    on: date,
    case: ApprovalCase,
    chain: Chain,
    steps: Iterable[Step],
) -> list[CaseEvent]:
    """The rows of some steps after those that stand, each guarded and with its papers."""
    rows, after = following(by, on, case, chain, steps)
    found = writing.add_many(CaseEvent, rows)
    chains.keep(case, after)
    return found


def following(
    by: Person, on: date, case: ApprovalCase, chain: Chain, steps: Iterable[Step]
) -> tuple[list[dict[str, Any]], Chain]:
    """What some steps are as rows behind a chain, and the chain with them."""
    strict, mild = judged(case, chain.from_list, on)
    told, state, last = list(chain.told), chain.state(mild), chain.sha
    made: list[dict[str, Any]] = []
    for step in with_window(steps):
        step = extensions.filled(step, state.items.get(case.item), by)
        number = told[-1].number + 1 if told else 1
        new = Event(
            number, step.kind, step.on, case.item, by.name, step.paper.strip(), step.at,
            args=step.args,
        )  # fmt: skip
        state = guard(state, told, new, on, strict, mild)
        kept = papers_of(case, new, state, mild, step.note)
        made.append(book.values(new, case, last, papers=kept, note=step.note))
        last = made[-1]["sha"]
        told.append(new)
    return made, Chain(tuple(told), last, chain.from_list, mild, state)


def with_window(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps with the window's acceptance before the department's, and its gaps behind it."""
    for step in steps:
        if step.kind == "accepted":
            yield Step(ACCEPTED_WITH, step.on, at=step.at)
        yield step
        if step.kind == "accepted":
            for key in step.args.get("gaps", ()):
                args: dict[str, Any] = {"material": key, "with_acceptance": True}
                if step.args.get("due_on"):
                    args["due_on"] = step.args["due_on"]
                yield Step("gap_opened", step.on, step.paper, args, step.at)


def papers_of(
    case: ApprovalCase, new: Event, after: Case, known: Rules, note: str
) -> list[dict[str, Any]]:
    """The papers that an event makes; its row keeps them, and its hash is over them."""
    if new.kind not in papers.TITLES:
        return []
    clock = partial(promised, after, new.item, known, new.on)
    facts = papers.Facts(case, new, book.item(case), after.items[new.item], clock, note)
    return [one.to_json() for one in papers.papers(facts)]


def promised(whole: Case, item: str, known: Rules, on: date) -> Deadline | None:
    """The promised clock of an item as it stands at the end of a day."""
    return clocks.promised(whole, item, known, context.calendar(), on)


def void(
    *, by: Person, on: date, case: ApprovalCase, place: int, why: str, expected: int
) -> list[CaseEvent]:
    """Void an event by a later one that says why; Refused where later events rest on it."""
    permissions.demand(by, "write", "approvals", case, on=on)
    try:
        with write.batch(by=by, on=on, kind="case", why=why) as writing:
            rows = chains.held_rows(case, expected)
            target = next((row for row in rows if row.place == place), None)
            told = book.events(rows)
            new = Event(
                rows[-1].place + 1,
                target.kind if target else "",
                target.occurred_on if target else on,
                target.item if target else case.item,
                by.name,
                voids=place,
                why=why,
            )
            after = check(told, new, judged(case, chains.from_list(rows), on)[1])
            others_hold(case, after, on)
            assert target is not None
            more = {"voids": target, "void_why": why}
            return [writing.add(CaseEvent, book.values(new, case, rows[-1].sha, **more))]
    except IntegrityError:
        raise chains.faster(case, expected) from None


def others_hold(case: ApprovalCase, after: Case, on: date) -> None:
    """Refused where an item of the same application rests on what would be gone."""
    if case.application is None:
        return
    beside = standing.kin([case.application_id])
    left = after.items.get(case.item, ItemCase(case.item))
    for other, state in beside.of(case.application).values():
        if other.pk == case.pk:
            continue
        known = standing.rules(other, on, beside, papers=False)
        changed = replace(known, others={**known.others, case.item: left})
        before = {one.event.number for one in fold(state.events, known).unsound}
        broken = [one for one in fold(state.events, changed).unsound
                  if one.event.number not in before]  # fmt: skip
        if broken:
            args = {"item": book.item(other).name, "why": broken[0].reason}
            raise Refused(Reason("approvals.void_breaks_other", args))


def guard(
    before: Case, told: list[Event], new: Event, on: date, strict: Rules, mild: Rules
) -> Case:
    """The case after a step; Refused where it may not follow, lacks its paper or is future."""
    not_in_future(new, on)
    if new.kind == "answered" and not new.args.get("answer"):
        raise Refused(Reason("approvals.empty_answer"))
    state = before.items.get(new.item) or untouched(new.item)
    reason = refusal_of(state, before.items, new, strict)
    if reason is not None:
        raise Refused(reason)
    after = follow(before, told, new, mild, is_let=strict is mild)
    if new.kind == "gap_opened" and isinstance(new.args.get("due_on"), date):
        within_promise(after, new, mild)
    return after


def within_promise(after: Case, new: Event, known: Rules) -> None:
    """A missing material is to come after the acceptance and within the promised limit."""
    due_on, accepted_on = new.args["due_on"], after.items[new.item].accepted_on
    if accepted_on is not None and due_on <= accepted_on:
        raise Refused(Reason("case.gap_due_early", {"due": due_on}))
    clock = promised(after, new.item, known, new.on)
    last = clock and (clock.due_on or clock.due_if_ended_on)
    if last and due_on > last:
        raise Refused(Reason("case.gap_due_late", {"due": due_on, "last": last}))


def not_in_future(told: Event, on: date) -> None:
    """Nothing is recorded before it happens."""
    if told.on > on:
        raise Refused(Reason("approvals.in_future", {"day": told.on, "today": on}))


def judged(case: ApprovalCase, from_list: bool, on: date) -> tuple[Rules, Rules]:
    """The rules for a new step, and those for what stands: a list may lack its papers."""
    strict = standing.rules(case, on)
    mild = replace(strict, papers_required=False, checks_materials=False) if from_list else strict
    return strict, mild
