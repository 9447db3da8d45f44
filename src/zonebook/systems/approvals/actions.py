"""What officers do with cases: every step an event, guarded, on paper, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError

from zonebook.core.procedures.case import check, fold
from zonebook.core.procedures.events import Event
from zonebook.core.procedures.guards import refusal_of
from zonebook.core.procedures.state import ItemCase
from zonebook.core.values import Reason, Refused
from zonebook.records import permissions, write
from zonebook.records.models import ApprovalCase, CaseEvent, Person
from zonebook.systems.approvals import book

ACCEPTED_WITH = (
    "window_accepted"  # the national rows want the window's step before the department's
)


@dataclass(frozen=True)
class Step:
    """What somebody wants to record of a case; `kind` of the catalogue, `on` the legal day."""

    kind: str
    on: date
    paper: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    note: str = ""


def open_case(
    *, by: Person, on: date, values: Mapping[str, Any], received_on: date
) -> ApprovalCase:
    """A new case with its receipt; Refused where procedure and item do not fit or it is future."""
    permissions.demand(by, "write", "approvals", on=on)
    judged = book.rules(values["procedure"], papers=True)
    told = Event(1, "received", received_on, values["item"], by.name)
    not_in_future(told, on)
    check([], told, judged)
    with write.batch(by=by, on=on, kind="case", why=values.get("title", "")) as writing:
        case = writing.add(ApprovalCase, {"officer": by.name, **values})
        writing.add(CaseEvent, book.values(told, case, ""))
    return case


def record(
    *, by: Person, on: date, case: ApprovalCase, step: Step, expected: int
) -> list[CaseEvent]:
    """Add a step to a case; `expected` is the last event that the officer has seen.

    Refused, with the reason and nothing written, where a guard says no or somebody was faster.
    """
    permissions.demand(by, "write", "approvals", case, on=on)
    return written(by, on, case, expected, [step])


def void(
    *, by: Person, on: date, case: ApprovalCase, place: int, why: str, expected: int
) -> list[CaseEvent]:
    """Void an event by a later one that says why; Refused where later events rest on it."""
    permissions.demand(by, "write", "approvals", case, on=on)
    try:
        with write.batch(by=by, on=on, kind="case", why=why) as writing:
            rows = locked(case, expected)
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
            check(told, new, lenient(case, rows))
            assert target is not None
            more = {"voids": target, "void_why": why}
            return [writing.add(CaseEvent, book.values(new, case, rows[-1].sha, **more))]
    except IntegrityError:
        raise faster(case, expected) from None


def written(
    by: Person, on: date, case: ApprovalCase, expected: int, steps: list[Step]
) -> list[CaseEvent]:
    """Write steps at the end of a case's chain, all or none."""
    try:
        with write.batch(by=by, on=on, kind="case", why=steps[0].note) as writing:
            rows = locked(case, expected)
            told, last, made = book.events(rows), rows[-1], []
            for step in with_window(steps):
                new = Event(
                    told[-1].number + 1, step.kind, step.on, case.item, by.name,
                    step.paper.strip(), step.at, args=step.args,
                )  # fmt: skip
                guard(told, new, case, rows, on)
                values = book.values(new, case, last.sha, note=step.note)
                last = writing.add(CaseEvent, values)
                told.append(new)
                made.append(last)
            return made
    except IntegrityError:  # the place was taken between our look and our word
        raise faster(case, expected) from None


def with_window(steps: list[Step]) -> list[Step]:
    """The steps with the window's acceptance before the department's."""
    found: list[Step] = []
    for step in steps:
        if step.kind == "accepted":
            found.append(Step(ACCEPTED_WITH, step.on, at=step.at))
        found.append(step)
    return found


def locked(case: ApprovalCase, expected: int) -> list[CaseEvent]:
    """The case's events while nobody else can add one; Refused where somebody has meanwhile."""
    ApprovalCase.objects.select_for_update().get(pk=case.pk)
    rows = list(CaseEvent.objects.filter(case=case).order_by("place"))
    if rows[-1].place != expected:
        raise faster(case, expected)
    return rows


def faster(case: ApprovalCase, expected: int) -> Refused:
    """Somebody else was faster: who, and what they did."""
    later = CaseEvent.objects.filter(case=case, place__gt=expected).order_by("place").first()
    if later is None:
        return Refused(Reason("approvals.somebody_was_faster"))
    name = book.event_kinds()[later.kind].name
    args = {"by": later.recorded_by.name, "event": name, "day": later.occurred_on}
    return Refused(Reason("approvals.changed_meanwhile", args))


def guard(
    told: list[Event], new: Event, case: ApprovalCase, rows: list[CaseEvent], on: date
) -> None:
    """Refuse a step that may not follow, lacks its paper or lies in the future."""
    not_in_future(new, on)
    if new.kind == "answered" and not new.args.get("answer"):
        raise Refused(Reason("approvals.empty_answer"))
    mild = lenient(case, rows)
    before = fold(told, mild)
    state = before.items.get(new.item, ItemCase(new.item))
    reason = refusal_of(state, before.items, new, book.rules(case.procedure, papers=True))
    if reason is not None:
        raise Refused(reason)
    check(told, new, mild)


def not_in_future(told: Event, on: date) -> None:
    """Nothing is recorded before it happens."""
    if told.on > on:
        raise Refused(Reason("approvals.in_future", {"day": told.on, "today": on}))


def lenient(case: ApprovalCase, rows: list[CaseEvent]) -> Any:
    """The rules for what stands already: events from an office's list may lack their papers."""
    from_list = any(row.extra.get("roll") for row in rows)
    return book.rules(case.procedure, papers=not from_list)
