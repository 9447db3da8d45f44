"""A government project's application, written as an office would file it."""

from __future__ import annotations

from datetime import date
from typing import Any

from zonebook.records import write
from zonebook.records.models import Application, ApprovalCase, AreaAssessment
from zonebook.systems.approvals import actions, applying, book
from zonebook.systems.approvals.actions import Step

TODAY = date(2024, 2, 18)
QUESTIONS = ("needs_new_land", "uses_much_energy", "listed_for_impact", "disturbs_soil",
             "near_heritage", "civil_building", "special_fire")  # fmt: skip
PARCEL = "100,100 300,100 300,300 100,300"
AREA = "0,0 1000,0 1000,1000 0,1000"


def filed(by: Any, **changes: Any) -> Application:
    """A project on new land, filed on 8 January 2024."""
    yes = changes.pop("yes", ("needs_new_land",))
    values = {
        "title": "砚池东检验检测楼工程",
        "procedure": "government_investment",
        "applicant": "园区建设中心",
        "filed_on": date(2024, 1, 8),
        "answers": {key: key in yes for key in QUESTIONS},
        "parcel": PARCEL,
    }
    return applying.file(by=by, on=TODAY, values={**values, **changes})


def materials(item: str) -> list[str]:
    """Every material of an item."""
    return [one.key for one in book.procedures().items[item].materials]


def received(by: Any, application: Application, item: str, on: date, **more: Any) -> ApprovalCase:
    """An item taken in with all its materials, or with those that are named."""
    keys = more.pop("materials", materials(item))
    step = Step("received", on, "回执1号", {"materials": keys})
    return applying.receive(by=by, on=TODAY, application=application, item=item, step=step)


def step(by: Any, case: ApprovalCase, kind: str, on: date = TODAY, **more: Any) -> Any:
    """A step at the end of a case."""
    last = applying.state_last(case)
    told = Step(kind, on, **more)
    return actions.record(by=by, on=TODAY, case=case, step=told, expected=last)


def through(by: Any, application: Application, item: str, on: date) -> ApprovalCase:
    """An item from its receipt to its decision, all on one day."""
    case = received(by, application, item, on)
    step(by, case, "accepted", on, paper="受1号")
    step(by, case, "approved", on, paper="许准1号")
    return case


def assessed(by: Any, **changes: Any) -> AreaAssessment:
    """A finished assessment of geological hazards around the parcel."""
    values = {
        "area": "生物医药产业园片区",
        "topic": "geological_hazard",
        "boundary": AREA,
        "valid_from": date(2022, 6, 1),
        "valid_to": date(2027, 6, 1),
        "conditions": "不改变场地标高",
    }
    with write.batch(by=by, on=TODAY, kind="edit", why="test") as writing:
        return writing.add(AreaAssessment, {**values, **changes})
