"""延长审批: an officer asks, the head of the office answers; never one person both (art. 42)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zonebook.core.procedures.state import Asked, ItemCase
from zonebook.core.values import Reason, Refused
from zonebook.records.models import ApprovalCase, CaseEvent, Person
from zonebook.systems.approvals import standing
from zonebook.systems.approvals.step import Step

HEADS = ("extended", "extension_refused")  # what the head of the office does


def filled(step: Step, state: ItemCase | None, by: Person) -> Step:
    """A step of an extension with who asks or answers; Refused where one person would be both."""
    if step.kind == "extension_asked":
        return replace(step, args={**step.args, "person": by.key})
    if step.kind not in HEADS:
        return step
    asked = state.asked if state else None
    if asked is None:
        raise Refused(Reason("case.extension_not_asked"))
    if asked.person == by.key:
        raise Refused(Reason("approvals.extension_own", {"by": asked.by}))
    if step.kind != "extended":
        return step
    args = {"days": asked.days, "reason": asked.reason, **step.args, "approver": by.name}
    if args["days"] > asked.days:
        told = {"asked": asked.days, "days": args["days"]}
        raise Refused(Reason("approvals.extension_longer", told))
    return replace(step, args=args)


def waiting(on: date) -> Iterator[tuple[ApprovalCase, Asked]]:
    """The cases whose extension waits for the head, the one asked for first before the others."""
    asked = CaseEvent.objects.filter(kind="extension_asked", occurred_on__lte=on)
    found = asked.order_by("occurred_on", "pk").values_list("case_id", flat=True)
    cases = ApprovalCase.objects.filter(withdrawn_on=None).in_bulk(set(found))
    for pk in dict.fromkeys(found):
        if (case := cases.get(pk)) is None:
            continue
        rows = CaseEvent.objects.filter(case=case).order_by("place")
        state = standing.folded(case, rows, on)[0].items.get(case.item)
        if state is not None and state.asked is not None and not state.is_closed:
            yield case, state.asked
