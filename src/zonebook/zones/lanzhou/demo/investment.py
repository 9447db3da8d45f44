"""Major projects: who is on the list, the plan and its versions, what was done each month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.numbers import Dice, share_out
from zonebook.zones.lanzhou.demo.promotion import Project
from zonebook.zones.lanzhou.demo.workbook import (
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    workbook,
)  # fmt: skip
from zonebook.zones.lanzhou.demo.world import World

YI = 10_000  # 万元 in 亿元
LISTED, APPLIED, DROPPED = "列入", "申报", "调出"
LIST = (
    Column("序号", "number", width=7),
    Column("项目名称", width=32),
    Column("年度", "text", width=8),
    Column("清单名称", width=20),
    Column("级别", width=9),
    Column("类型", width=9),
    Column("列入状态", width=10),
    Column("日期", "zh", width=16),
    Column("文号", width=22),
    Column("数据性质", width=9),
)
PLAN = (
    Column("序号", "number", width=7),
    Column("项目名称", width=32),
    Column("年度", "text", width=8),
    Column("计划版本", "number"),
    Column("年度计划投资（万元）", "number", width=14),
    Column("下达日期", "zh", width=16),
    Column("调整依据", width=24),
    Column("数据性质", width=9),
)
MONTH = (
    Column("序号", "number", width=7),
    Column("项目名称", width=32),
    Column("月份", "month"),
    Column("本月完成投资（万元）", "number", width=14),
    Column("自年初累计（万元）", "number", width=14),
    Column("形象进度", width=22),
    Column("存在问题及原因", width=26),
    Column("数据性质", width=9),
)
STEP = (
    Column("序号", "number", width=7),
    Column("项目名称", width=32),
    Column("节点", width=10),
    Column("计划完成日期", "day", width=14),
    Column("实际完成日期", "day", width=14),
    Column("数据性质", width=9),
)
SPONSORED = (
    Column("序号", "number", width=7),
    Column("项目名称", width=32),
    Column("包抓领导", width=16),
    Column("责任单位", width=22),
    Column("起始日期", "zh", width=16),
    Column("截止日期", "zh", width=16),
    Column("文号", width=22),
    Column("数据性质", width=9),
)
WHOLES = (
    Column("序号", "number", width=7),
    Column("项目名称", width=36),
    Column("投资方", width=28),
    Column("总投资（万元）", "number"),
    Column("数据性质", width=9),
)
PHASE = (
    Column("序号", "number", width=7),
    Column("项目名称", width=36),
    Column("所属总项目", width=30),
    Column("期次", width=8),
    Column("数据性质", width=9),
)
FIXED = (
    Column("序号", "number", width=7),
    Column("项目名称", width=36),
    Column("建设单位", width=34),
    Column("项目类别", width=12),
    Column("月份", "month"),
    Column("本月完成投资（万元）", "number", width=14),
    Column("自年初累计（万元）", "number", width=14),
    Column("数据性质", width=9),
)
WHOLE = "重组蛋白产业园（总项目）"
LEADERS = ("管委会副主任", "管委会主任", "管委会副主任", "党工委副书记", "管委会总经济师")  # roles
UNITS = ("规划建设局（项目办）", "投资促进局", "科技创新局")
BEHIND = (  # a step that should have been reached long ago, and what the units say of their delays
    ("completed", date(2023, 11, 6), "消防验收整改未完成"),
    ("topped_out", None, "主体施工受冬歇期影响"),
)
NODES = {"started": "开工", "topped_out": "主体封顶", "completed": "竣工", "in_production": "投产"}


class Major:
    """The lists of 2022 and 2023 with their plans and months."""

    def __init__(self, world: World) -> None:
        self.world, self.dice, self.plan = world, world.dice(10), world.calibration["projects"]
        count = self.plan["major_2023"]
        self.story = world.promotion.projects[0]
        rest = self.candidates(count + 3)
        self.listed = [self.story, *rest[: count - 1]]
        self.out, self.asked = rest[count - 1], rest[count : count + 3]
        before = [one for one in rest if one.signed_on and one.signed_on < date(2022, 2, 1)]
        self.earlier = [self.story, *before[:4]]
        self.spent: dict[str, int] = {}
        self.lists: list[tuple[Any, ...]] = []
        self.plans: list[tuple[Any, ...]] = []
        self.months: list[tuple[Any, ...]] = []
        self.done_out = 0
        self.year_2022()
        self.year_2023()
        self.late = self.delayed()

    def candidates(self, count: int) -> list[Project]:
        """The largest signed projects with a company, those first on which work began early."""
        fitting = [
            one
            for one in self.world.promotion.projects[1:]
            if one.company
            and one.signed_on
            and one.signed_on < date(2023, 7, 1)
            and one.steps.get("in_production", date.max) > date(2023, 6, 30)
        ]
        if len(fitting) < count:
            raise ValueError(f"{len(fitting)} projects for a list of {count}")
        fitting.sort(key=lambda one: (-one.amount_wan, one.name))
        return sorted(
            fitting[:count], key=lambda one: (one.steps.get("started", date.max), one.name)
        )

    def enter(self, project: Project, year: int, state: str, day: date, number: int) -> None:
        """Put a project on the list, apply for it, or take it off."""
        level = "省列" if number % 3 == 0 else "市列"
        kind = "续建" if project.steps.get("started", date.max) < date(year, 1, 1) else "新开工"
        doc_no = None if state == APPLIED else f"模拟重大〔{year}〕{day.month}号"
        self.lists.append((project.name, str(year), "省市列重大项目", level, kind, state, day,
                           doc_no, SIMULATED))  # fmt: skip

    def planned(self, project: Project, year: int, version: int, amount: int, why: str) -> None:
        """A version of a year's plan."""
        day = date(year, 2, 20) if version == 1 else date(year, 8, 15)
        self.plans.append((project.name, str(year), version, amount, day, why, SIMULATED))

    def year_2022(self) -> None:
        """Last year's list; story A's plan is revised once, on a document."""
        done = [one.amount_wan * self.dice.whole(26, 40) // 100 for one in self.earlier]
        for number, (project, amount) in enumerate(zip(self.earlier, done, strict=True)):
            self.enter(project, 2022, LISTED, date(2022, 2, 18), number)
            first = amount * 100 // self.dice.whole(96, 108)
            if project is self.story:
                self.planned(project, 2022, 1, first + 4_000, "年初计划")
                self.planned(project, 2022, 2, first, "模拟重大调〔2022〕1号")
            else:
                self.planned(project, 2022, 1, first, "年初计划")
            self.report(project, 2022, amount)

    def year_2023(self) -> None:
        """The list of the report's year: listed, taken off, only applied for."""
        total = self.dice.within(self.plan["invested_2023"], YI)
        left = [one.amount_wan - self.spent.get(one.name, 0) for one in self.listed]
        done = share_out(total, left)
        plan = self.year_plan(total)
        noise = [amount * self.dice.whole(85, 115) for amount in done]
        latest = share_out(plan, noise, 500)
        for number, (project, amount) in enumerate(zip(self.listed, done, strict=True)):
            self.enter(project, 2023, LISTED, date(2023, 2, 17), number)
            if number in (2, 5):  # adjusted in mid-year
                change = 1_500 if number == 2 else -min(1_500, latest[number] // 4)
                self.planned(project, 2023, 1, latest[number] + change, "年初计划")
                self.planned(project, 2023, 2, latest[number], "模拟重大调〔2023〕1号")
            else:
                self.planned(project, 2023, 1, latest[number], "年初计划")
            self.report(project, 2023, amount)
        self.taken_off()
        for number, project in enumerate(self.asked):
            self.enter(project, 2023, APPLIED, date(2023, 1, 12), number)

    def year_plan(self, done: int) -> int:
        """A plan that this completion prints as the published rate of."""
        rate = self.plan["rate_2023"]
        for _ in range(1_000):
            plan = done * 1_000 // self.dice.whole(rate * 10 - 4, rate * 10 + 4)
            share = (Decimal(done) * 100 / plan).quantize(Decimal(1), ROUND_HALF_UP)
            if share == rate:
                return plan
        raise ValueError("no plan gives the rate")

    def taken_off(self) -> None:
        """One project left the list in July; its first half-year counts in no list."""
        self.enter(self.out, 2023, LISTED, date(2023, 2, 17), 1)
        self.enter(self.out, 2023, DROPPED, date(2023, 7, 21), 1)
        self.planned(self.out, 2023, 1, 9_000, "年初计划")
        self.done_out = 2_400
        self.report(self.out, 2023, self.done_out, last=6)

    def report(self, project: Project, year: int, amount: int, last: int = 12) -> None:
        """The monthly reports of a year: none in January, February holds both months."""
        self.spent[project.name] = self.spent.get(project.name, 0) + amount
        weights = {month: self.dice.roll() + 0.3 for month in range(2, last + 1)}
        resting = {(2022, 12), (2023, 2)} if project is self.story else set()
        for month in weights:
            if (year, month) in resting:
                weights[month] = 0.05
        so_far = 0
        for month, part in zip(weights, share_out(amount, list(weights.values())), strict=True):
            so_far += part
            why = "冬歇期，土建停工" if (year, month) in resting else None
            progress = state(project, date(year + month // 12, month % 12 + 1, 1))
            row = (project.name, date(year, month, 1), part, so_far, progress, why, SIMULATED)
            self.months.append(row)

    def steps(self) -> list[tuple[Any, ...]]:
        """Milestones of listed projects, planned and actual."""
        found = []
        for project in self.listed:
            at = project.steps.get("registered", date(2022, 6, 1))
            for step, label in NODES.items():
                actual = project.steps.get(step)
                at = (actual or max(at + timedelta(150), days.TODAY)) + timedelta(
                    self.dice.whole(-20, 25)
                )
                day = self.late.get((project.name, step)) or at
                found.append((project.name, label, day, actual, SIMULATED))
        return found

    def delayed(self) -> dict[tuple[str, str], date]:
        """Two projects that lag, with the reason in their last report: a red and a yellow light."""
        found = {}
        for step, day, why in BEHIND:
            name = next((one.name for one in self.listed if self.waits_for(one, step)), None)
            if name is None:
                continue  # another seed may have none
            if day:
                found[name, step] = day
            last = max(i for i, row in enumerate(self.months) if row[0] == name)
            self.months[last] = (*self.months[last][:5], why, SIMULATED)
        return found

    @staticmethod
    def waits_for(project: Project, step: str) -> bool:
        """Whether this is the next step of a project."""
        before, steps = True, list(NODES)
        for one in steps[: steps.index(step)]:
            before = before and project.steps.get(one) is not None
        return before and project.steps.get(step) is None

    def sponsored(self) -> list[tuple[Any, ...]]:
        """Who answers for each listed project; story A's sponsor changed with the year 2023."""
        end, first, doc = date(2022, 12, 31), date(2023, 2, 20), "模拟包抓〔2023〕1号"
        rows: list[tuple[Any, ...]] = [
            (self.story.name, LEADERS[1], UNITS[1], date(2022, 2, 21), end,
             "模拟包抓〔2022〕1号", SIMULATED)
        ]  # fmt: skip
        late = {name for name, _ in self.late}
        for number, project in enumerate(self.listed):
            mine = project is self.story or project.name in late
            leader = LEADERS[0] if mine else LEADERS[number % len(LEADERS)]
            unit = UNITS[number % len(UNITS)]
            rows.append((project.name, leader, unit, first, None, doc, SIMULATED))
        gone = date(2023, 7, 20)  # the day before it left the list
        rows.append((self.out.name, LEADERS[3], UNITS[0], first, gone, doc, SIMULATED))
        return rows

    def wholes(self) -> list[tuple[Any, ...]]:
        """The larger project of story A, and its second phase, which is still a plan."""
        investor, first = self.story.investor, self.story.amount_wan
        second = first * 5 // 4
        return [
            (WHOLE, None, first + second, SIMULATED),
            (self.second(), investor, second, SIMULATED),
        ]

    def second(self) -> str:
        """The name of story A's second phase."""
        return self.story.name.replace("一期", "二期")

    def phases(self) -> list[tuple[Any, ...]]:
        """Story A's project is phase one of a larger one."""
        return [
            (self.story.name, WHOLE, "一期", SIMULATED),
            (self.second(), WHOLE, "二期", SIMULATED),
        ]


def state(project: Project, day: date) -> str:
    """The physical progress that a monthly report would name."""
    words = {"started": "基础施工", "topped_out": "主体封顶，二次结构", "completed": "竣工验收",
             "in_use": "投入使用", "in_production": "投产"}  # fmt: skip
    reached = [word for step, word in words.items() if project.steps.get(step, date.max) < day]
    return reached[-1] if reached else "前期手续"


def others(world: World, major: Major) -> list[tuple[Any, ...]]:
    """All other projects of the year, so that the months sum to the stated investment."""
    dice: Dice = world.dice(11)
    whole = dice.within(world.stated("固定资产投资", 2023), YI)
    listed = {one.name for one in major.listed} | {major.out.name}
    done = sum(row[2] for row in major.months if row[0] in listed and row[1].year == 2023)
    kinds = (("厂房建设项目", "工业"), ("设备更新项目", "工业"), ("住宅小区", "房地产"),
             ("道路及管网工程", "基础设施"), ("综合服务楼", "服务业"))  # fmt: skip
    builders = [
        one
        for one in world.registry.entities
        if one.section in ("C", "E", "K") and one.uses and not one.went
    ]
    chosen, rows = dice.some(builders, 168), []
    for builder, amount in zip(chosen, dice.split(whole - done, 168, 1.2, 500), strict=True):
        label, kind = dice.one(kinds)
        first = dice.whole(2, 8)
        last = dice.whole(first, 12)
        parts = dice.split(amount, last - first + 1, 0.5, 1)
        so_far = 0
        for month, part in enumerate(parts, start=first):
            so_far += part
            rows.append((f"{builder.brand}{label}", builder.name, kind, date(2023, month, 1), part,
                         so_far, SIMULATED))  # fmt: skip
    return rows


def sheet(name: str, title: str, columns: Sequence[Column], rows: list[tuple[Any, ...]]) -> Sheet:
    """A sheet of the project office."""
    return Sheet(name, title, columns, numbered(rows), ("填报单位：规划建设局（项目办）",))


def workbooks(world: World) -> list[Workbook]:
    """The project office's ledgers of major projects and of all investment."""
    major = Major(world)
    fixed = sheet("投资月报", "固定资产投资项目月报（重大项目以外）", FIXED, others(world, major))
    fixed.notes = ("注：1月不单独报送，2月为1—2月合计；重大项目另表报送，不在本表重复。",)
    return [
        workbook(
            "重大项目台账.xlsx", "projects",
            list_membership=sheet("列入情况", "省市列重大项目列入情况", LIST, major.lists),
            plan_version=sheet("年度计划", "重大项目年度投资计划", PLAN, major.plans),
            monthly_investment=sheet("投资月报", "重大项目投资完成月报", MONTH, major.months),
            milestone=sheet("节点计划", "重大项目节点计划与完成", STEP, major.steps()),
        ),
        workbook("重大项目包抓台账.xlsx", "projects",
                 sponsorship=sheet("包抓分工", "重大项目领导包抓分工表", SPONSORED, major.sponsored())),
        workbook("总项目及后续分期.xlsx", "promotion",
                 project=sheet("总项目", "总项目及后续分期登记表", WHOLES, major.wholes())),
        workbook("项目分期关系.xlsx", "projects",
                 project=sheet("分期关系", "项目分期关系", PHASE, major.phases())),
        workbook("固定资产投资项目月报.xlsx", "economy", monthly_investment=fixed),
    ]  # fmt: skip
