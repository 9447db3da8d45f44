"""Plays the applications of a demonstration: every step through the same actions, on its own day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from zonebook.core.catalog import parse
from zonebook.records import write
from zonebook.records import zone as zones
from zonebook.records.models import (
    Application,
    ApprovalCase,
    AreaAssessment,
    Entity,
    Person,
)
from zonebook.systems.approvals import actions, applying, book, slips
from zonebook.systems.approvals.actions import Step

Row = Mapping[str, Any]
FACTS = ("title", "procedure", "applicant", "filed_on", "parcel", "window", "officer")


def play(text: str, by: Person, on: date) -> dict[str, int]:
    """Assessments and applications as they went, day by day; answers how many there are."""
    told = parse(text, "applications.yaml")
    for row in told.get("assessments", ()):
        with write.batch(by=by, on=on, kind="edit", why=row["area"]) as writing:
            writing.add(AreaAssessment, dict(row))
    made: dict[str, Application] = {}
    for row, step in in_order(told["applications"]):
        day = step.get("recorded", step["on"])
        if row["title"] not in made:
            made[row["title"]] = filed(row, by, day)
        one_step(made[row["title"]], step, by, day)
    for row in told["applications"]:
        if row.get("person"):
            invite(made[row["title"]], row["person"], by, on)
    return {"new": len(made), "changed": 0, "same": 0, "refused": 0}


def in_order(rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Every step with its application, in the order of the days on which they were recorded."""
    steps = [(row, step) for row in rows for step in row["steps"]]
    return sorted(steps, key=lambda pair: pair[1].get("recorded", pair[1]["on"]))


def filed(row: Mapping[str, Any], by: Person, on: date) -> Application:
    """An application on the day of its first step."""
    values = {name: row[name] for name in FACTS if name in row}
    entity = Entity.objects.filter(withdrawn_on=None, credit_code=row.get("credit_code")).first()
    asked = applying.questions(book.procedures().procedure(row["procedure"]))
    answers = {key: key in row["yes"] for key, _ in asked}
    return applying.file(by=by, on=on, values={**values, "answers": answers, "entity": entity})


def one_step(application: Application, row: Mapping[str, Any], by: Person, on: date) -> None:
    """One step of one item, as an officer would record it that day."""
    args = dict(row.get("args", {}))
    at = moment(row["at"]) if row.get("at") else None
    step = Step(row["kind"], row["on"], row.get("paper", ""), args, at)
    given: dict[str, Any] = {"by": by, "on": on, "application": application}
    match row["kind"]:
        case "received":
            applying.receive(item=row["item"], step=step, **given)
        case "waived":
            applying.waive(item=row["item"], step=step, **given)
        case "mandate_given":
            applying.mandate(items=[row["item"]], step=step, **given)
        case "mandate_ended":
            applying.hand_back(step=step, **given)
        case _:
            found = ApprovalCase.objects.get(application=application, item=row["item"])
            last = applying.state_last(found)
            actions.record(by=by, on=on, case=found, step=step, expected=last)


def moment(text: str) -> datetime:
    """A moment of the zone's clock."""
    zone = zones.zone().source.get("time_zone", "Asia/Shanghai")
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def invite(application: Application, key: str, by: Person, on: date) -> None:
    """Let a demonstration's applicant in by the role button: the slip belongs to that person."""
    slip, _ = slips.issue(by=by, on=on, application=application)
    with write.batch(by=by, on=on, kind="case", why=application.title) as writing:
        writing.change(slip, {"person": Person.objects.get(key=key)})
