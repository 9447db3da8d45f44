"""The approvals bureau: cases from 2022 to the day of the demonstration, as their days fell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from zonebook.core.catalog import Catalog
from zonebook.core.procedures.clock import Span, due
from zonebook.core.procedures.procedure import Book
from zonebook.core.procedures.reading import read_procedures
from zonebook.core.workdays import Calendar, read_calendar
from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.world import World

OFFICERS = ("李科员", "冯科员", "魏科员")
WINDOWS = ("综合窗口1号", "综合窗口2号", "综合窗口3号")
GOVERNMENT, FILING = "government_investment", "enterprise_filing"
TYPES = {GOVERNMENT: "政府投资类项目", FILING: "企业投资备案类项目"}
BUILDER = "兰州高新区筠苒建设事务中心（模拟）"
WORKS = (
    "市政道路", "雨污分流管网", "标准厂房", "人才公寓", "小学扩建", "社区卫生服务站", "污水提升泵站",
    "公共停车场", "园区绿道", "消防站", "幼儿园", "检验检测楼", "智慧路灯", "220千伏线路迁改",
)  # fmt: skip
PLACES = ("砚池", "霁川", "泓谷", "麓野", "朔云", "岚桥", "澄河", "筠庭", "泠澜", "璟原")
ITEMS = {
    GOVERNMENT: ("project_proposal", "feasibility_report", "social_risk", "site_and_land",
                 "land_planning_permit", "design_scheme", "engineering_permit",
                 "preliminary_design", "drawing_review", "energy_review", "soil_water", "eia"),
    FILING: ("project_filing", "land_planning_permit", "design_scheme", "engineering_permit",
             "drawing_review", "construction_permit", "eia", "soil_water", "planning_check"),
}  # fmt: skip
REVIEWED = ("专家评审", "expert_review")
PAUSES = (REVIEWED, ("向社会公示", "public_notice"), ("检验、检测、检疫", "inspection"))
CASES = 600
REASONS = ("与控制性详细规划不符", "申请材料内容不实", "不符合产业准入条件")


@dataclass
class PauseDrawn:
    """One special procedure of a case."""

    kind: str
    key: str
    opened_on: date
    ended_on: date | None
    paper: str = ""
    until: date | None = None
    began_on: date | None = None


@dataclass
class CaseDrawn:
    """One case as the bureau's list tells it."""

    title: str
    procedure: str
    item: str
    applicant: str
    credit_code: str | None
    officer: str
    window: str
    received_on: date
    asked_on: date | None = None
    made_on: date | None = None
    accepted_on: date | None = None
    pauses: list[PauseDrawn] = field(default_factory=list)
    decided_on: date | None = None
    decision: str = ""
    delivered_on: date | None = None
    gaps: tuple[str, ...] = ()
    gap_due_on: date | None = None
    gap_cured_on: date | None = None
    reason: str = ""


class Approvals:
    """All cases of the bureau; deadlines come from the same catalogue that judges them."""

    def __init__(self, world: World) -> None:
        self.world, self.dice = world, world.dice(31)
        self.cases: list[CaseDrawn] = []
        self.planted()
        self.live()
        self.past()
        self.cases.sort(key=lambda one: (one.received_on, one.title, one.item))

    def case(self, title: str, procedure: str, item: str, officer: str, on: date) -> CaseDrawn:
        """A case that is received; government projects are the building centre's."""
        entity = self.company(on) if procedure == FILING else None
        case = CaseDrawn(
            title, procedure, item, entity.name_on(on) if entity else BUILDER,
            entity.credit_code if entity else None, officer, self.dice.one(WINDOWS), on,
        )  # fmt: skip
        self.cases.append(case)
        return case

    def company(self, on: date) -> Any:
        """An enterprise that is in the zone that day."""
        pool = self.companies
        while True:
            found = self.dice.one(pool)
            if found.from_on <= on and (found.to_on is None or found.to_on > on):
                return found

    @property
    def companies(self) -> list[Any]:
        """The enterprises that build: manufacturers, the same order every time."""
        return [one for one in self.world.registry.entities
                if one.kind == "enterprise" and one.section == "C" and not one.branch]  # fmt: skip

    def title(self, procedure: str) -> str:
        """The name of a project that nobody has."""
        place = self.dice.one(PLACES) + self.dice.one("东西南北中")
        if procedure == GOVERNMENT:
            return f"{place}{self.dice.one(WORKS)}工程（{self.dice.whole(1, 3)}期）"
        return f"{place}{self.dice.one(('厂房', '研发楼', '生产线', '仓储中心'))}建设项目"

    def past(self) -> None:
        """Cases that are over, more often in the busy months."""
        seen = {(one.title, one.item) for one in self.cases}
        while len(self.cases) < self.world.calibration.get("cases", CASES):
            procedure = GOVERNMENT if self.dice.chance(0.45) else FILING
            item, title = self.dice.one(ITEMS[procedure]), self.title(procedure)
            if (title, item) in seen:
                continue
            seen.add((title, item))
            received = days.working_day(self.dice, date(2022, 1, 4), date(2024, 1, 5))
            self.run(self.case(title, procedure, item, self.dice.one(OFFICERS), received))

    def run(self, case: CaseDrawn) -> None:
        """Let a case take its course to the end."""
        dice = self.dice
        if dice.chance(0.04):
            case.decided_on, case.decision = later(case.received_on, 1), "不予受理"
            return
        ready = case.received_on
        if dice.chance(0.18):
            case.asked_on = later(ready, dice.whole(1, 3))
            case.made_on = ready = later(case.asked_on, dice.whole(1, 9))
        case.accepted_on = later(ready, dice.whole(0, 2))
        if case.item != "project_filing" and dice.chance(0.3):
            self.pause(case)
        if dice.chance(0.16):
            self.gap(case)
        self.decide(case)

    def pause(self, case: CaseDrawn) -> None:
        """One special procedure or two overlapping ones, on a written notice."""
        dice, start = self.dice, case.accepted_on
        assert start is not None
        opened = later(start, dice.whole(1, 4))
        for kind, key in dice.some(PAUSES, 2 if dice.chance(0.3) else 1):
            ended = later(opened, dice.whole(4, 12))
            case.pauses.append(PauseDrawn(kind, key, opened, ended))
            opened = later(opened, dice.whole(1, 3))

    def gap(self, case: CaseDrawn) -> None:
        """One material follows within some days, of those that the item lets follow."""
        may = follow(case.procedure, case.item)
        if not may:
            return
        case.gaps = (self.dice.one(may),)
        case.gap_due_on = later(case.accepted_on, self.dice.whole(3, 6))
        case.gap_cured_on = later(case.accepted_on, self.dice.whole(1, 6))

    def decide(self, case: CaseDrawn) -> None:
        """Most within the promise, some on its last day, a few late; then delivered."""
        dice, accepted = self.dice, case.accepted_on
        assert accepted is not None
        limit = promised(case.procedure, case.item, accepted)
        last = due(calendar(), accepted, limit, spans(case.pauses))
        used = min(limit, max(0, round(dice.bell(0.72 * limit, 0.2 * limit))))
        day = due(calendar(), accepted, max(used, 1), spans(case.pauses)) if limit else accepted
        if dice.chance(0.05):
            day = calendar().add(last, dice.whole(1, 4))
        ends = [one.ended_on for one in case.pauses if one.ended_on]
        if case.gap_cured_on:
            ends.append(case.gap_cured_on)
        case.decided_on = max([day, *ends])
        case.decision = dice.weighted(("准予许可", "不予许可"), (94, 6))
        if case.decision == "不予许可":
            case.reason = dice.one(REASONS)
        case.delivered_on = calendar().add(case.decided_on, dice.whole(0, 4))

    def planted(self) -> None:
        """Patterns that deserve a question, each beside a twin without it."""
        for year, month in ((2022, 6), (2022, 11), (2023, 4), (2023, 8)):
            for clean in (False, True):
                for make in (self.untold_review, self.late_review, self.same_day, self.on_sunday,
                             self.long_review, self.early_review):  # fmt: skip
                    make(date(year, month, 6), clean)
        for clean in (False, True):
            self.endless_review(date(2023, 11, 6) if not clean else date(2024, 2, 1))

    def planted_case(self, on: date, item: str) -> CaseDrawn:
        """A government case accepted on the second working day after a day."""
        case = self.case(self.title(GOVERNMENT), GOVERNMENT, item, self.dice.one(OFFICERS),
                         days.on_or_after(on))  # fmt: skip
        case.accepted_on = later(case.received_on, 1)
        return case

    def untold_review(self, on: date, clean: bool) -> None:
        """A review without a written notice; its twin has one."""
        case = self.planted_case(on, "land_planning_permit")
        start = later(case.accepted_on, 1)
        case.pauses = [PauseDrawn(*REVIEWED, start, later(start, 5), "" if clean else "无")]
        self.decide(case)

    def late_review(self, on: date, clean: bool) -> None:
        """An expert review that was opened on the last day."""
        case = self.planted_case(on, "design_scheme")
        assert case.accepted_on is not None
        limit = promised(case.procedure, case.item, case.accepted_on)
        start = due(calendar(), case.accepted_on, 2 if clean else limit)
        case.pauses = [PauseDrawn(*REVIEWED, start, later(start, 6))]
        self.decide(case)

    def same_day(self, on: date, clean: bool) -> None:
        """A correction that was asked for and made on one day."""
        case = self.planted_case(on, "energy_review")
        case.asked_on = case.received_on
        case.made_on = later(case.received_on, 3) if clean else case.received_on
        case.accepted_on = later(case.made_on, 1)
        self.decide(case)

    def on_sunday(self, on: date, clean: bool) -> None:
        """A decision on a day on which nobody works."""
        case = self.planted_case(on, "engineering_permit")
        self.decide(case)
        assert case.decided_on is not None
        if not clean:
            case.decided_on += timedelta((6 - case.decided_on.weekday()) % 7 or 7)
            while calendar().is_working(case.decided_on):
                case.decided_on += timedelta(7)
            case.delivered_on = later(case.decided_on, 1)

    def long_review(self, on: date, clean: bool) -> None:
        """A review that lasted longer than its notice said."""
        case = self.planted_case(on, "site_and_land")
        start = later(case.accepted_on, 1)
        ended = later(start, 9)
        case.pauses = [
            PauseDrawn(*REVIEWED, start, ended, until=ended if clean else later(start, 4))
        ]
        self.decide(case)

    def early_review(self, on: date, clean: bool) -> None:
        """A review meeting that was held before the case was accepted."""
        case = self.planted_case(on, "preliminary_design")
        start = later(case.accepted_on, 1)
        held = later(start, 1) if clean else case.received_on - timedelta(5)
        case.pauses = [PauseDrawn(*REVIEWED, start, later(start, 5), began_on=held)]
        self.decide(case)

    def endless_review(self, on: date) -> None:
        """A review without an end; of the twin it is too early to ask."""
        case = self.planted_case(on, "eia")
        case.officer = OFFICERS[2]
        case.pauses = [PauseDrawn(*REVIEWED, later(case.accepted_on, 1), None)]

    def live(self) -> None:
        """Each officer's desk on the day: due today, soon, late, in a special procedure, waiting."""
        for index, officer in enumerate(OFFICERS):
            for number in ON_DESK[index]:
                self.live_case(officer, LIVE[number])

    def live_case(self, officer: str, make: Mapping[str, Any]) -> None:
        """One live case by its recipe."""
        procedure = make.get("procedure", GOVERNMENT)
        received = make["received"]
        case = self.case(self.title(procedure), procedure, make["item"], officer, received)
        case.accepted_on = make.get("accepted")
        case.asked_on, case.made_on = make.get("asked"), make.get("made")
        for kind, opened, ended in make.get("pauses", ()):
            case.pauses.append(PauseDrawn(*kind, opened, ended))
        case.decided_on, case.decision = make.get("decided"), make.get("decision", "")
        if make.get("gap_due"):
            case.gaps, case.gap_due_on = follow(procedure, make["item"])[:1], make["gap_due"]


def day(text: str) -> date:
    """A day of the first weeks of 2024: 1-29."""
    month, _, number = text.partition("-")
    return date(2024, int(month), int(number))


def recipe(item: str, received: str, accepted: str = "", **more: Any) -> dict[str, Any]:
    """A live case in one line."""
    found: dict[str, Any] = {"item": item, "received": day(received)}
    if accepted:
        found["accepted"] = day(accepted)
    return found | {k: day(v) if k in DAYS else v for k, v in more.items()}


DAYS = ("asked", "made", "decided", "gap_due")
OVER_THE_FESTIVAL = ((REVIEWED, day("2-5"), None),)
NOTICE_OPEN = ((PAUSES[1], day("2-7"), None),)
LIVE = (
    recipe("project_proposal", "1-26", "1-29"),  # 11 days: due on the day itself
    recipe("drawing_review", "1-25", "1-26", procedure=FILING),  # day 12 of 15, due 02-21
    recipe("social_risk", "1-18", "1-22"),  # late by some days
    recipe("feasibility_report", "1-29", "1-30", pauses=OVER_THE_FESTIVAL),
    recipe("site_and_land", "2-5", asked="2-6"),  # waits for the applicant, not yet accepted
    recipe("design_scheme", "1-31", "2-2", procedure=FILING),  # due in two days
    recipe("engineering_permit", "2-6", "2-7", gap_due="2-19"),  # a material is to follow
    recipe("land_planning_permit", "2-2", "2-4", pauses=NOTICE_OPEN),
    recipe("construction_permit", "2-7", "2-8", procedure=FILING, gap_due="2-9"),  # and has not
    recipe("preliminary_design", "2-9"),  # received, waits for the window
    recipe("soil_water", "1-24", "1-25", decided="2-7", decision="准予许可"),  # to be delivered
)

ON_DESK = ((0, 1, 2, 3, 5, 8, 9, 10), range(10), (0, 1, 2, 3, 4, 6, 7, 8))  # beside the projects


def later(start: date | None, working_days: int) -> date:
    """A working day some working days later; the first one from the day on where it is 0."""
    assert start is not None
    known = calendar()
    if working_days == 0:
        return start if known.is_working(start) else known.add(start, 1)
    return known.add(start, working_days)


def spans(pauses: list[PauseDrawn]) -> list[Span]:
    """The pauses as the promised clock takes them."""
    return [(one.opened_on, one.ended_on) for one in pauses if one.ended_on is not None]


@cache
def catalog() -> Catalog:
    """The catalogue under this zone's own limits."""
    return Catalog(Path(__file__).resolve().parent.parent / "catalog")


@cache
def calendar() -> Calendar:
    """The calendar of the State Council's notices."""
    return read_calendar(catalog())


@cache
def procedures() -> Book:
    """The procedures of the zone."""
    return read_procedures(catalog())


@cache
def promised(procedure: str, item: str, on: date) -> int:
    """The promised limit of an item on a day, in working days."""
    found = procedures().procedure(procedure).limits(item, on)
    return next(one.days for one in found if one.clock == "promised")


@cache
def follow(procedure: str, item: str) -> tuple[str, ...]:
    """The materials of an item that may follow, as the bureau calls them."""
    found = procedures().procedure(procedure).find(item)[1].item
    return tuple(one.name["zh"] for one in found.materials if one.required and one.may_follow)


def item_name(procedure: str, item: str) -> str:
    """What the bureau calls an item."""
    return str(procedures().procedure(procedure).find(item)[1].item.name["zh"])
