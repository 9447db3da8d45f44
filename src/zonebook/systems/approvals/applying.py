"""A project's application: filed on its answers, its items received one by one or spared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from zonebook.core.procedures.areas import Assessment, Point, Relief, reliefs
from zonebook.core.procedures.procedure import Procedure
from zonebook.core.procedures.state import Mandate
from zonebook.core.values import Reason, Refused
from zonebook.records import permissions, write
from zonebook.records.models import (
    Application,
    ApprovalCase,
    AreaAssessment,
    Entity,
    Person,
    Project,
)
from zonebook.records.models.base import alive
from zonebook.systems.approvals import actions, book, standing
from zonebook.systems.approvals.actions import Step

MOST_CORNERS = 200


def entity_of(text: str) -> Entity | None:
    """The enterprise of a credit code or a name that only one has."""
    known = alive(Entity)
    found = list(known.filter(credit_code=text)[:2]) or list(known.filter(name=text)[:2])
    return found[0] if text and len(found) == 1 else None


def project_of(title: str) -> Project | None:
    """The project of the book that bears the title of an application."""
    found: Project | None = alive(Project).filter(name=title).first() if title else None
    return found


def file(*, by: Person, on: date, values: Mapping[str, Any]) -> Application:
    """A new application; Refused where a question is open, the parcel no land, or it is future."""
    permissions.demand(by, "write", "approvals", on=on)
    procedure = book.procedures().procedure(values["procedure"])
    procedure.needed(values["answers"])
    procedure.version(values["filed_on"])
    if not values["title"].strip():
        raise Refused(Reason("approvals.no_title"))
    if values["filed_on"] > on:
        raise Refused(Reason("approvals.in_future", {"day": values["filed_on"], "today": on}))
    corners(values.get("parcel", ""))
    with write.batch(by=by, on=on, kind="case", why=values["title"]) as writing:
        return writing.add(Application, {"officer": by.name, **values})


def receive(
    *, by: Person, on: date, application: Application, item: str, step: Step
) -> ApprovalCase:
    """Take an item's papers in: its case begins with the receipt and any running mandate."""
    permissions.demand(by, "write", "approvals", application, on=on)
    return taken_in(by, on, application, item, [step])


def taken_in(
    by: Person, on: date, application: Application, item: str, steps: Sequence[Step]
) -> ApprovalCase:
    """The case of an item, begun with some steps; who may do it is settled before."""
    demand_needed(application, item)
    with transaction.atomic():
        Application.objects.select_for_update().get(pk=application.pk)
        beside = standing.kin([application.pk]).of(application)
        if item in beside:
            args = {"item": book.procedures().items[item].name, "number": beside[item][0].number}
            raise Refused(Reason("approvals.item_begun", args))
        steps = [*steps, *mandates(beside.values(), steps[0].on)]
        return actions.opened(by, on, case_values(application, item), steps)


def demand_needed(application: Application, item: str) -> None:
    """Refused where the application does not need the item."""
    keys = [row.item.key for rows in standing.needed(application).values() for row in rows]
    if item not in keys:
        name = book.procedures().procedure(application.procedure).name
        raise Refused(Reason("case.unknown_item", {"item": item, "name": name}))


def case_values(application: Application, item: str) -> dict[str, Any]:
    """The facts of an item's case, which are those of its application."""
    names = ("title", "procedure", "entity", "applicant", "project", "window", "officer")
    facts = {name: getattr(application, name) for name in names}
    return {**facts, "item": item, "application": application}


def mandates(beside: Any, on: date) -> list[Step]:
    """The mandates that run for the application, to be carried to another of its items."""
    found: dict[str, Mandate] = {}
    for _, state in beside:
        for one in state.mandates:
            if one.holds(on):
                found[one.assistant] = one
    return [Step("mandate_given", on, one.document, mandate_args(one)) for one in found.values()]


def mandate_args(one: Mandate) -> dict[str, Any]:
    """What a mandate says, for another item."""
    more = {"until": one.until, "person": one.person}
    return {"assistant": one.assistant} | {name: value for name, value in more.items() if value}


def waive(*, by: Person, on: date, application: Application, item: str, step: Step) -> ApprovalCase:
    """Spare an item that an assessment of the area covers; Refused where none does that day."""
    permissions.demand(by, "write", "approvals", application, on=on)
    demand_needed(application, item)
    relief = next((one for one in spared(application, step.on)
                   if one.item == item and one.effect == "waived"), None)  # fmt: skip
    if relief is None:
        raise Refused(Reason("case.no_topic", {"item": book.procedures().items[item].name}))
    if not relief.holds:
        raise Refused(relief.reason)
    assessment = by_number(relief.reason.refs[0].key)
    args = {
        "assessment": f"{assessment.area}，{assessment.number}",
        "topic": assessment.topic,
        "conditions": assessment.conditions,
    }
    told = Step(step.kind, step.on, step.paper, {**args, **step.args})
    with transaction.atomic():
        Application.objects.select_for_update().get(pk=application.pk)
        if item in standing.kin([application.pk]).of(application):
            name = book.procedures().items[item].name
            raise Refused(Reason("approvals.item_begun", {"item": name, "number": "—"}))
        return actions.opened(by, on, case_values(application, item), [told])


def by_number(number: str) -> AreaAssessment:
    """An assessment by its number."""
    return AreaAssessment.objects.get(number=number)


def spared(application: Application, filing_on: date) -> list[Relief]:
    """What finished assessments spare the application's parcel when an item is filed on a day."""
    parcel = corners(application.parcel)
    if not parcel:
        return []
    rows = AreaAssessment.objects.filter(withdrawn_on=None).order_by("pk")
    topics = book.procedures().topics
    known = [assessment(one) for one in rows if one.topic in topics]
    names = {key: one.name for key, one in book.procedures().items.items()}
    wanted = {row.item.key for rows in standing.needed(application).values() for row in rows}
    found = reliefs(parcel, known, topics, names, filing_on)
    return [one for one in found if one.item in wanted]


def assessment(row: AreaAssessment) -> Assessment:
    """A row of the register as the core reads it."""
    conditions = tuple(part for part in row.conditions.split("；") if part.strip())
    return Assessment(
        row.topic, corners(row.boundary), row.valid_from, row.valid_to, row.number, conditions
    )


def corners(text: str) -> tuple[Point, ...]:
    """The corners of a boundary written x,y x,y x,y in whole metres; none where it is empty."""
    parts = text.replace("，", ",").replace("；", " ").replace(";", " ").split()
    found = []
    for part in parts:
        numbers = part.split(",")
        if len(numbers) != 2 or not all(one.lstrip("-").isdecimal() for one in numbers):
            raise Refused(Reason("approvals.no_boundary", {"text": part}))
        found.append((int(numbers[0]), int(numbers[1])))
    if found and not 3 <= len(found) <= MOST_CORNERS:
        raise Refused(Reason("approvals.no_boundary", {"text": text[:40]}))
    return tuple(found)


def mandate(
    *, by: Person, on: date, application: Application, items: Sequence[str], step: Step
) -> list[ApprovalCase]:
    """Give an assistant a mandate for items that have begun; later ones get it with their receipt."""
    permissions.demand(by, "write", "approvals", application, on=on)
    return to_each(by, on, application, items, step)


def hand_back(*, by: Person, on: date, application: Application, step: Step) -> list[ApprovalCase]:
    """End the mandates of an application: the papers go back to the applicant."""
    permissions.demand(by, "write", "approvals", application, on=on)
    beside = standing.kin([application.pk]).of(application)
    running = [item for item, (_, state) in beside.items()
               if any(one.ended_on is None for one in state.mandates)]  # fmt: skip
    if not running:
        raise Refused(Reason("case.no_mandate"))
    return to_each(by, on, application, running, step)


def to_each(
    by: Person, on: date, application: Application, items: Sequence[str], step: Step
) -> list[ApprovalCase]:
    """One step for several items of an application, all or none."""
    beside = standing.kin([application.pk]).of(application)
    open_items = [beside[item] for item in items if item in beside]
    if not open_items:
        raise Refused(Reason("approvals.nothing_begun"))
    with transaction.atomic():
        for case, _ in open_items:
            actions.written(by, on, case, state_last(case), [step])
    return [case for case, _ in open_items]


def state_last(case: ApprovalCase) -> int:
    """The place of a case's last event."""
    return int(case.events.order_by("-place").values_list("place", flat=True)[0])


def questions(procedure: Procedure) -> list[tuple[str, Mapping[str, str]]]:
    """The questionnaire of a procedure."""
    return list(procedure.questions.items())
