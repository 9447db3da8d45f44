"""Investment promotion: leads, signings of two groups, and what became of the projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.codes import SECTIONS
from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.registry import Entity, Registry

YI = 10_000  # 万元 in 亿元
GROUPS = ("招商一组", "招商二组", "招商三组")
INTENT, FRAMEWORK, CONTRACT = "意向协议", "框架协议", "正式合同"
OCCASIONS = ("洽谈会现场签约", "赴外招商签约", "集中签约仪式", "管委会会议室签约")
PRODUCTS = {
    "2720": "制剂车间", "2740": "中药配方颗粒生产线", "2750": "动物疫苗扩能",
    "2761": "血液制品生产线", "2762": "重组疫苗中试基地", "2770": "医用敷料生产基地",
    "3985": "电子专用材料产线", "4011": "工业控制器生产基地", "4014": "分析仪器产业园",
    "3824": "功率器件封装线", "3240": "高纯合金材料项目", "6513": "工业软件研发中心",
    "6531": "智慧园区集成项目", "6550": "区域数据中心", "7452": "检验检测平台",
    "7320": "先进工艺研究院", "7340": "新药临床前研究中心", "5990": "医药冷链物流园",
}  # fmt: skip
STEPS = ("registered", "formalities", "started", "in_statistics", "topped_out", "completed",
         "in_use", "in_production")  # fmt: skip


@dataclass
class Signing:
    """One agreement as a group reported it."""

    kind: str
    signed_on: date
    amount_wan: int
    group: str
    name: str  # the project's name in that group's sheet
    investor: str
    occasion: str


@dataclass
class Project:
    """One project from first report on; `steps` are the days of its later stages."""

    name: str
    investor: str
    industry: str
    amount_wan: int
    group: str
    lead_on: date
    talks_on: date | None = None
    signed_on: date | None = None
    dropped_on: date | None = None
    dropped_why: str = ""
    company: Entity | None = None
    steps: dict[str, date] = field(default_factory=dict)
    source: str = ""


class Promotion:
    """All projects and signings of the zone."""

    def __init__(self, dice: Dice, registry: Registry, targets: Mapping[str, Any]) -> None:
        self.dice, self.registry, self.targets = dice, registry, targets
        self.projects: list[Project] = []
        self.signings: list[Signing] = []
        self.twins: list[tuple[str, str, str]] = []  # name, the other name, why they are one
        self.story_a()
        self.signed_before(2021, given=self.signings[-1].amount_wan)
        self.signed_before(2022)
        self.signed_2023()
        self.signed_before(2024)
        self.one_completed()
        self.dropped()
        self.open_leads()

    # ---- 签约 ---------------------------------------------------------------------------------

    def story_a(self) -> None:
        """From the lead of 2021-02-24 to production: reported twice, signed twice, counted once."""
        company = self.registry.entities[0]
        name, investor = "澄源生物重组蛋白原液生产线一期", "澄源生物集团有限公司"
        project = Project(
            name, investor, company.industry, 68_000, GROUPS[0], date(2021, 2, 24),
            date(2021, 3, 16), date(2021, 7, 30), company=company, source="企业来访",
            steps={
                "registered": company.established_on, "formalities": date(2021, 9, 15),
                "started": date(2022, 3, 15), "in_statistics": date(2022, 4, 20),
                "topped_out": date(2022, 11, 8), "completed": date(2023, 8, 25),
                "in_production": date(2023, 11, 20),
            },
        )  # fmt: skip
        self.projects.append(project)
        again = Project("澄源生物蛋白原液项目", investor, company.industry, 68_000, GROUPS[2],
                        date(2021, 4, 14), source="产业协会推荐")  # fmt: skip
        self.projects.append(again)
        self.twins.append(
            (name, again.name, "投资方相同，首报在先（2021年2月24日，招商一组），为同一线索")
        )
        for kind, day in ((INTENT, date(2021, 5, 12)), (CONTRACT, date(2021, 7, 30))):
            self.signings.append(
                Signing(kind, day, 68_000, GROUPS[0], name, investor, OCCASIONS[3])
            )

    def signed_before(self, year: int, given: int = 0) -> None:
        """The contracts of a year beside 2023, some of them after an intent."""
        count = self.targets[f"signed_{year}"] - (1 if given else 0)
        total = self.dice.within(self.targets[f"amount_{year}"], YI) - given
        amounts = self.dice.split_below(total, count, 0.7, 4_000, 16 * YI)
        for index, amount in enumerate(amounts):
            day = days.working_day_of(self.dice, year)
            project = self.sign(day, amount, GROUPS[index % 2])
            early = day - timedelta(self.dice.whole(40, 90))
            if year < 2023 and early.year == year and self.dice.chance(0.3):
                self.agree_before(project, INTENT, days.on_or_after(early), amount)

    def signed_2023(self) -> None:
        """The year of the report, with one framework agreement and one signing reported twice."""
        plan = self.targets
        total = self.dice.within(plan["amount_2023"], YI)
        bound = int(plan["big_from"] * YI)
        twin, framework = int(plan["twin"] * YI), int(plan["framework"] * YI)
        followed = framework + 2_000  # what the framework agreement became
        rest = plan["signed_2023"] - plan["big_2023"] - 2
        big = [bound] + [bound + self.dice.whole(5, 60) * 100 for _ in range(plan["big_2023"] - 1)]
        small = self.dice.split_below(
            total - sum(big) - twin - followed, rest, 0.6, 5_000, bound - 1_000
        )
        for amount in self.dice.shuffled(big + small):
            self.sign(days.working_day_of(self.dice, 2023), amount)
        self.one_investor_twice()
        self.story_c(twin, framework, followed)

    def one_investor_twice(self) -> None:
        """Two of the year's projects have the same investor: 家 and 个 are not the same number."""
        first, second = [one for one in self.projects if one.signed_on][-2:]
        for signing in self.signings:
            if signing.name == second.name:
                signing.investor = first.investor
        second.investor = first.investor

    def story_c(self, twin: int, framework: int, followed: int) -> None:
        """The two rows that do not count: a framework agreement and a second report."""
        first = self.sign(date(2023, 9, 21), followed, GROUPS[0])
        self.agree_before(first, FRAMEWORK, date(2023, 3, 16), framework)
        second = self.sign(date(2023, 6, 15), twin, GROUPS[0])
        parent = second.investor.replace("科技集团", "控股集团")
        other = f"{parent[:3]}控股西北生产基地"
        self.signings.append(
            Signing(CONTRACT, date(2023, 6, 19), twin, GROUPS[1], other, parent, OCCASIONS[0])
        )
        why = f"{parent}为投资方母公司，金额相同、签约日期相差4天，为同一项目"
        self.twins.append((second.name, other, why))

    def sign(self, day: date, amount: int, group: str | None = None) -> Project:
        """A project that was a lead, was talked about and is signed that day."""
        lead = days.on_or_after(max(days.FIRST, day - timedelta(self.dice.whole(60, 300))))
        lead = min(lead, day - timedelta(20)) if day - timedelta(20) >= days.FIRST else day
        project = self.project(amount, group or self.dice.one(GROUPS[:2]), lead, day)
        project.talks_on = min(days.on_or_after(lead + timedelta(self.dice.whole(7, 30))), day)
        project.signed_on = day
        self.signings.append(self.signing(project, CONTRACT, day, amount))
        self.after_signing(project, day)
        return project

    def agree_before(self, project: Project, kind: str, day: date, amount: int) -> None:
        """An agreement that binds nobody yet; the lead and the talks are older than it."""
        project.lead_on = max(min(project.lead_on, day - timedelta(45)), days.FIRST)
        project.talks_on = max(project.lead_on, day - timedelta(20))
        self.signings.append(self.signing(project, kind, day, amount))

    def signing(self, project: Project, kind: str, day: date, amount: int) -> Signing:
        """An agreement on this project."""
        return Signing(kind, day, amount, project.group, project.name, project.investor,
                       self.dice.one(OCCASIONS))  # fmt: skip

    def project(self, amount: int, group: str, lead_on: date, signed: date | None) -> Project:
        """A project under an invented investor; where it is signed, its company is a new one."""
        industry = self.dice.one(list(PRODUCTS))
        company = self.company_for(industry, signed) if signed else None
        brand = company.brand if company else self.registry.names.brand()
        investor = f"{brand}科技集团有限公司"
        name = f"{brand}{PRODUCTS[industry]}"
        source = self.dice.one(("企业来访", "产业协会推荐", "赴外招商", "推介会", "在地企业介绍"))
        found = Project(name, investor, industry, amount, group, lead_on, company=company,
                        source=source)  # fmt: skip
        self.projects.append(found)
        return found

    def company_for(self, industry: str, signed: date) -> Entity | None:
        """The company registered for it within some months, where one was."""
        until = signed + timedelta(120)
        if until > days.TODAY or self.dice.chance(0.15):
            return None
        since = signed + timedelta(5)
        section = next(key for key, (_, _, classes) in SECTIONS.items() if industry in classes)
        bounds: dict[str, Any] = {"sections": section, "since": since, "before": until}
        if not self.registry.fitting("project", **bounds):
            return None
        company = self.registry.pick(1, "project", **bounds)[0]
        company.industry = industry
        return company

    def after_signing(self, project: Project, day: date) -> None:
        """The stages that followed, as far as they lie before the day of the demonstration."""
        if project.company is None:
            return
        project.steps["registered"] = at = project.company.established_on
        pace = self.dice.bell(1.0, 0.25)
        for step, months in zip(STEPS[1:], (2, 5, 1, 8, 9, 2, 2), strict=True):
            at = days.on_or_after(at + timedelta(max(10, int(months * 30 * max(pace, 0.5)))))
            if at > days.TODAY:
                return
            project.steps[step] = at

    def one_completed(self) -> None:
        """Exactly as many projects completed but not yet in use at the end of 2023 as reported."""
        end, wanted = date(2023, 12, 31), self.targets["completed_2023"]
        waiting = [one for one in self.projects if waits_for_use(one, end)]
        for one in waiting[wanted:]:
            one.steps["completed"] = min(one.steps["completed"], date(2023, 11, 24))
            one.steps["in_use"] = date(2023, 12, 22)
        for one in self.projects:
            if len(waiting) >= wanted:
                return
            near = one.steps.get("topped_out", end) < date(2023, 10, 1)
            if near and not {"in_use", "in_production"} & set(one.steps):
                one.steps["completed"] = date(2023, 12, 12)
                waiting.append(one)

    # ---- 线索 ---------------------------------------------------------------------------------

    def dropped(self) -> None:
        """Leads that came to nothing; those of 2024 were still open at the end of 2023."""
        why = ("用地指标不匹配", "投资方调整布局", "融资未落实", "环保要求不符", "落户其他地区")
        for year, count in self.targets["dropped"].items():
            for _ in range(count):
                end = days.working_day_of(self.dice, year)
                lead = days.on_or_after(max(days.FIRST, end - timedelta(self.dice.whole(60, 400))))
                lead = min(lead, date(2023, 11, 30)) if year == 2024 else min(lead, end)
                project = self.lead(lead)
                project.dropped_on, project.dropped_why = end, self.dice.one(why)
                if project.talks_on and project.talks_on > end:
                    project.talks_on = None

    def open_leads(self) -> None:
        """Fill up to the reserve at the end of 2023; then the new leads of 2024."""
        closing = date(2023, 12, 31)
        doubled = {other for _, other, _ in self.twins}
        already = sum(open_on(one, closing) for one in self.projects if one.name not in doubled)
        for _ in range(self.targets["leads_2023"] - already):
            self.lead(days.working_day(self.dice, date(2022, 3, 1), date(2023, 12, 25)))
        for _ in range(self.targets["new_2024"]):
            self.lead(days.working_day(self.dice, date(2024, 1, 2), days.TODAY))

    def lead(self, day: date) -> Project:
        """A lead reported that day, in talks a little later for four in ten."""
        amount = self.dice.one((3_000, 5_000, 8_000, 10_000, 12_000, 20_000, 30_000, 50_000))
        project = self.project(amount, self.dice.weighted(GROUPS, (40, 38, 22)), day, None)
        talks = days.on_or_after(day + timedelta(self.dice.whole(10, 60)))
        if self.dice.chance(0.4) and talks <= days.TODAY:
            project.talks_on = talks
        return project

    def of_year(self, year: int) -> list[Signing]:
        """The signings of a year, by day."""
        return sorted(
            (one for one in self.signings if one.signed_on.year == year),
            key=lambda one: (one.signed_on, one.name),
        )


def waits_for_use(project: Project, day: date) -> bool:
    """Whether it is completed that day and neither in use nor in production."""
    steps = project.steps
    later = [steps[step] for step in ("in_use", "in_production") if step in steps]
    return "completed" in steps and steps["completed"] <= day and all(one > day for one in later)


def open_on(project: Project, day: date) -> bool:
    """Whether it is a lead or under negotiation that day."""
    ends = [one for one in (project.signed_on, project.dropped_on) if one is not None]
    return project.lead_on <= day and all(end > day for end in ends)


def yi(amount_wan: int) -> float:
    """万元 as 亿元; four decimals hold every whole 万元."""
    return float(Decimal(amount_wan) / YI)
