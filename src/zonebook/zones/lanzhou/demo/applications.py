"""Projects that run at the bureau's own window: story B, live ones, and patterns with their twins."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from zonebook.zones.lanzhou.demo.approvals import (
    BUILDER,
    FILING,
    GOVERNMENT,
    OFFICERS,
    WINDOWS,
    later,
    procedures,
)
from zonebook.zones.lanzhou.demo.world import World

DOCUMENT = "高新审{short}〔{year}〕P{number}号"
SHORT = {"received": "收", "accepted": "受", "correction_asked": "补告", "pause_opened": "特告",
         "approved": "许准", "delivered": "送", "committed": "承", "waived": "区评",
         "mandate_given": "代", "opinion_asked": "征", "extended": "延告"}  # fmt: skip
PARCEL = "1200,800 1500,800 1500,1100 1200,1100"
BIO_AREA = "1000,500 3000,500 3000,2500 1000,2500"
EAST_AREA = "4000,0 6000,0 6000,2000 4000,2000"
EAST_PARCEL = "4200,300 4500,300 4500,600 4200,600"
ASSISTANT = {"assistant": "马专员", "person": "ma"}
Row = dict[str, Any]


class Project:
    """One application with its steps in the order of their days."""

    def __init__(
        self, number: int, title: str, procedure: str, filed_on: date, **more: Any
    ) -> None:
        self.number, self.count = number, 0
        self.row: Row = {
            "title": title, "procedure": procedure, "applicant": BUILDER, "filed_on": filed_on,
            "window": WINDOWS[number % 3], "officer": OFFICERS[number % 3], "yes": [], "steps": [],
            **more,
        }  # fmt: skip

    def step(self, item: str, kind: str, on: date, **more: Any) -> None:
        """One step with the number of its paper."""
        self.count += 1
        if kind in SHORT:
            number = f"{self.number}-{self.count}"
            more.setdefault(
                "paper", DOCUMENT.format(short=SHORT[kind], year=on.year, number=number)
            )
        self.row["steps"].append({"on": on, "item": item, "kind": kind, **more})

    def receive(self, item: str, on: date, without: tuple[str, ...] = ()) -> None:
        """An item's papers are taken in, all but some."""
        keys = [one.key for one in procedures().items[item].materials if one.key not in without]
        self.step(item, "received", on, args={"materials": keys})

    def through(self, item: str, on: date, days: int) -> None:
        """An item from its receipt to its delivery, decided so many working days later."""
        self.receive(item, on)
        self.step(item, "accepted", on)
        self.step(item, "approved", later(on, days))
        self.step(item, "delivered", later(on, days + 1))


def story_b(number: int) -> Project:
    """Eleven working days: a review and a notice that overlap, a gap, an assistant, a spared item."""
    one = Project(number, "生物医药中试平台", GOVERNMENT, date(2023, 7, 10), officer=OFFICERS[0],
                  yes=["needs_new_land"], parcel=PARCEL, person="applicant")  # fmt: skip
    one.through("project_proposal", date(2023, 7, 10), 0)
    one.step("geological_hazard", "waived", date(2023, 7, 12))
    one.step("mineral_overlap", "waived", date(2023, 7, 12))
    one.through("social_risk", date(2023, 7, 17), 0)
    one.through("site_and_land", date(2023, 8, 7), 0)
    item = "feasibility_report"
    one.receive(item, date(2023, 9, 18), without=("tender_plan", "study"))
    one.step(
        item, "mandate_given", date(2023, 9, 18), args=ASSISTANT | {"until": date(2024, 6, 30)}
    )
    one.step(item, "correction_asked", date(2023, 9, 19), args={"materials": ["study"]})
    one.step(
        item, "assisted", date(2023, 9, 20), args={"note": "陪同设计单位核对投资估算，代取补正材料"}
    )
    one.step(item, "supplied", date(2023, 9, 21), args={"materials": ["study"]})
    one.step(item, "correction_made", date(2023, 9, 21))
    one.step(item, "accepted", date(2023, 9, 22),
             args={"gaps": ["tender_plan"], "due_on": date(2023, 10, 12)})  # fmt: skip
    one.step(item, "pause_opened", date(2023, 10, 9), paper="高新审特告〔2023〕B1号",
             args={"pause": "expert_review", "until": date(2023, 10, 20)})  # fmt: skip
    one.step(item, "gap_cured", date(2023, 10, 11), args={"material": "tender_plan"})
    one.step(item, "pause_opened", date(2023, 10, 13), paper="高新审特告〔2023〕B2号",
             args={"pause": "public_notice", "until": date(2023, 10, 25),
                   "rule": "模拟高新管规〔2022〕3号"})  # fmt: skip
    one.step(
        item, "assisted", date(2023, 10, 16), args={"note": "协助评审会材料装订和专家意见回复"}
    )
    one.step(item, "pause_ended", date(2023, 10, 20), args={"pause": "expert_review"})
    one.step(item, "pause_ended", date(2023, 10, 25), args={"pause": "public_notice"})
    one.step(item, "approved", date(2023, 10, 30), args={"result_no": "模拟高新发改〔2023〕57号"})
    one.receive("land_allocation", date(2023, 10, 30))
    one.step("land_allocation", "accepted", date(2023, 10, 30))
    one.step("land_allocation", "approved", date(2023, 10, 31))
    one.receive("land_planning_permit", date(2023, 10, 31))
    for kind in ("accepted", "approved"):
        one.step("land_planning_permit", kind, date(2023, 10, 31))
    for key in (item, "land_allocation", "land_planning_permit"):
        one.step(key, "delivered", date(2023, 11, 1))
    one.step(item, "rated", date(2023, 11, 2), args={"grade": "very_satisfied"})
    one.through("design_scheme", date(2023, 11, 13), 1)
    one.receive("engineering_permit", date(2024, 2, 4), without=("land_certificate",))
    one.step("engineering_permit", "accepted", date(2024, 2, 5),
             args={"gaps": ["land_certificate"], "due_on": date(2024, 2, 20)})  # fmt: skip
    return one


def commitment(number: int, entity: Any) -> Project:
    """An enterprise that promised instead of a material; the inspection is still to come."""
    one = Project(number, "砚池研发中试楼建设项目", FILING, date(2024, 1, 8),
                  yes=["uses_much_energy"], applicant=entity.name_on(date(2024, 1, 8)),
                  credit_code=entity.credit_code)  # fmt: skip
    one.receive("project_filing", date(2024, 1, 8))
    one.step("project_filing", "accepted", date(2024, 1, 8))
    one.step("project_filing", "approved", date(2024, 1, 8))
    one.step("project_filing", "delivered", date(2024, 1, 8))
    one.receive("energy_review", date(2024, 1, 10), without=("energy_report",))
    one.step("energy_review", "committed", date(2024, 1, 10), args={"materials": ["energy_report"]})
    one.step("energy_review", "accepted", date(2024, 1, 11))
    one.step("energy_review", "approved", date(2024, 1, 18))
    one.step("energy_review", "delivered", date(2024, 1, 19))
    one.receive("land_transfer", date(2024, 2, 5))
    one.step("land_transfer", "accepted", date(2024, 2, 6))
    one.step("land_transfer", "opinion_asked", date(2024, 2, 7),
             args={"department": "生态环境部门", "days": 5, "reason": "用地是否涉及生态敏感区"})  # fmt: skip
    return one


def waits(number: int) -> Project:
    """A project in the east whose assessment ends before it files; its applicant has to correct."""
    one = Project(number, "泓谷东污水提升泵站改扩建", GOVERNMENT, date(2024, 1, 22),
                  yes=["needs_new_land"], parcel=EAST_PARCEL, person="applicant")  # fmt: skip
    one.through("project_proposal", date(2024, 1, 22), 5)
    one.receive("site_and_land", date(2024, 2, 5), without=("boundary",))
    one.step("site_and_land", "correction_asked", date(2024, 2, 6),
             args={"materials": ["application", "boundary"]})  # fmt: skip
    one.receive("social_risk", date(2024, 2, 9))
    return one


def minutes(number: int, is_clean: bool) -> Project:
    """Accepted and decided within minutes; the twin took its days."""
    day = date(2023, 5, 8) if is_clean else date(2023, 5, 15)
    title = "澄河西公共停车场" if is_clean else "澄河东公共停车场"
    one = Project(number, title, GOVERNMENT, day)
    one.receive("project_proposal", day)
    one.step("project_proposal", "accepted", later(day, 1), at=f"{later(day, 1)}T09:12")
    end = later(day, 6) if is_clean else later(day, 1)
    one.step("project_proposal", "approved", end, at=f"{end}T{'15:40' if is_clean else '09:31'}")
    one.step("project_proposal", "delivered", later(end, 1))
    return one


def belated(number: int, is_clean: bool) -> Project:
    """Recorded weeks after it happened; the twin on the day itself."""
    day = date(2023, 7, 3) if is_clean else date(2023, 7, 17)
    title = "璟原南智慧路灯" if is_clean else "璟原北智慧路灯"
    one = Project(number, title, GOVERNMENT, day)
    one.receive("project_proposal", day)
    one.step("project_proposal", "accepted", later(day, 1))
    decided = later(day, 5)
    more = {} if is_clean else {"recorded": decided + timedelta(21)}
    one.step("project_proposal", "approved", decided, **more)
    one.step(
        "project_proposal", "delivered", decided + timedelta(22) if more else later(decided, 1)
    )
    return one


def turned(number: int, is_clean: bool) -> Project:
    """Corrected twice, then decided on the day of its acceptance; the twin once, and with time."""
    day = date(2023, 3, 6) if is_clean else date(2023, 3, 20)
    title = "麓野中社区卫生服务站" if is_clean else "麓野西社区卫生服务站"
    one, item = Project(number, title, GOVERNMENT, day), "project_proposal"
    one.receive(item, day, without=("funding_opinion",))
    for _ in range(1 if is_clean else 2):
        day = later(day, 1)
        one.step(item, "correction_asked", day, args={"materials": ["funding_opinion"]})
        day = later(day, 2)
        one.step(item, "supplied", day, args={"materials": ["funding_opinion"]})
        one.step(item, "correction_made", day)
    accepted = later(day, 1)
    one.step(item, "accepted", accepted)
    one.step(item, "approved", later(accepted, 5) if is_clean else accepted)
    one.step(item, "delivered", later(accepted, 6))
    return one


def assessments() -> list[Row]:
    """What the zone has assessed for whole areas."""
    bio = {"area": "生物医药产业园片区（模拟）", "boundary": BIO_AREA,
           "valid_from": date(2022, 6, 1), "valid_to": date(2027, 6, 1)}  # fmt: skip
    east = {"area": "东部拓展片区（模拟）", "boundary": EAST_AREA,
            "valid_from": date(2019, 3, 1), "valid_to": date(2024, 3, 1)}  # fmt: skip
    kept = "场地设计标高与评估一致；不在隐患点避让范围内"
    return [
        {**bio, "topic": "geological_hazard", "conditions": kept},
        {**bio, "topic": "mineral_overlap"},
        {**bio, "topic": "environment", "conditions": "符合规划环评准入清单"},
        {**east, "topic": "geological_hazard", "conditions": kept},
        {**east, "topic": "soil_water"},
    ]


def write(folder: Path, world: World) -> None:
    """Write `applications.yaml` for the loader, which plays it through the bureau's own actions."""
    dice = world.dice(37)
    pool = [one for one in world.registry.entities
            if one.kind == "enterprise" and one.section == "C" and not one.branch
            and one.credit_code and one.from_on <= date(2023, 1, 1) and one.to_on is None]  # fmt: skip
    twins = [make(10 + 2 * n + clean, bool(clean)) for n, make in enumerate((minutes, belated, turned))
             for clean in (0, 1)]  # fmt: skip
    projects = [story_b(1), commitment(2, dice.one(pool)), waits(3), *twins]
    (folder / "applications.yaml").write_text(text_of(projects), "utf-8")


def text_of(projects: list[Project]) -> str:
    """Assessments and projects as the loader reads them."""
    told = {"assessments": assessments(), "applications": [one.row for one in projects]}
    return days_bare(json.dumps(told, ensure_ascii=False, indent=1, default=date.isoformat)) + "\n"


def days_bare(text: str) -> str:
    """Days without quotation marks, so that a reader of YAML takes them for days."""
    return re.sub(r'"(\d{4}-\d{2}-\d{2})"', r"\1", text)
