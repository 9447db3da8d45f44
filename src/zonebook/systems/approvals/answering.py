"""What applicants and their assistants do: apply, hand in, make good, rate, keep a log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zonebook.core.procedures.state import ItemCase
from zonebook.core.values import Reason, Refused
from zonebook.records import write
from zonebook.records.models import Application, ApprovalCase, Person, Rating
from zonebook.systems.approvals import actions, applying, chains, slips, standing
from zonebook.systems.approvals.actions import Step

GRADES = ("very_satisfied", "satisfied", "fair", "dissatisfied", "very_dissatisfied")
CHANNEL = "online"


def apply(
    *, by: Person, on: date, application: Application, item: str, kept: Mapping[str, dict[str, Any]]
) -> ApprovalCase:
    """Apply for an item with the files of its materials; the receipt names what came."""
    slips.demand_application(by, application, on)
    keys = sorted(kept)
    if not keys:
        raise Refused(Reason("approvals.nothing_handed_in"))
    first = Step("received", on, receipt_no(application, on), {"materials": keys})
    files = [Step("supplied", on, args={"materials": [key], **kept[key]}) for key in keys]
    return applying.taken_in(by, on, application, item, [first, *files])


def receipt_no(application: Application, on: date) -> str:
    """The number of a receipt that nobody at the window writes."""
    tail = application.number.rpartition("-")[2].lstrip("0")
    return f"高新审收〔{on.year}〕{tail}-{application.cases.count() + 1}号"


def hand_in(
    *,
    by: Person,
    on: date,
    case: ApprovalCase,
    material: str,
    file: Mapping[str, Any],
    expected: int,
) -> None:
    """Hand a material in: it cures its gap, or completes the correction once all has come."""
    slips.demand_case(by, case, on)
    if not file:
        raise Refused(Reason("approvals.nothing_handed_in"))
    rows = list(case.events.order_by("place"))
    state = standing.folded(case, rows, on)[0].items.get(case.item, ItemCase(case.item))
    actions.written(by, on, case, expected, steps_for(state, material, on, file))


def steps_for(state: ItemCase, material: str, on: date, file: Mapping[str, Any]) -> Sequence[Step]:
    """The steps that a handed in material makes, by what the case waits for."""
    if material in {one.material for one in state.open_gaps}:
        return [Step("gap_cured", on, args={"material": material, **file})]
    steps = [Step("supplied", on, args={"materials": [material], **file})]
    if state.open_correction is not None:
        if not state.corrected - state.supplied - {material}:
            steps.append(Step("correction_made", on))
        return steps
    if state.accepted_on is not None:
        raise Refused(Reason("approvals.not_asked_for"))
    return steps


def rate(*, by: Person, on: date, case: ApprovalCase, grade: str, note: str, expected: int) -> None:
    """Rate a finished case, once; the rating stands in the register of ratings too."""
    slips.demand_case(by, case, on)
    if grade not in GRADES:
        raise Refused(Reason("approvals.no_grade"))
    step = Step("rated", on, args={"grade": grade} | ({"note": note} if note else {}))
    values = {
        "code": case.number, "grade": grade, "given_on": on, "entity": case.entity,
        "case_no": case.code or case.number, "office": case.window, "channel": CHANNEL,
        "content": note,
    }  # fmt: skip
    with write.batch(by=by, on=on, kind="case", why=case.title) as writing:
        actions.added(writing, by, on, case, chains.held(case, expected), [step])
        writing.add(Rating, values)


def log(*, by: Person, on: date, case: ApprovalCase, note: str, expected: int) -> None:
    """A line of the assistant's log."""
    slips.demand_case(by, case, on)
    actions.written(by, on, case, expected, [Step("assisted", on, args={"note": note.strip()})])
