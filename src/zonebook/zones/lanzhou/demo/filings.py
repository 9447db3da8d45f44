"""What enterprises declare about themselves: four years of the figures that recognitions read.

The returns fit the certificates: nobody was recognised in 2022 or 2023 who failed a test on the
day of the return, but for the few that `planted` names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.filing_figures import (
    YEARS,
    Firm,
    Row,
    experts,
    filed_on,
    plain,
    revenues,
    scale_of,
    standing,
    technical,
)
from zonebook.zones.lanzhou.demo.filing_sheets import workbook_of
from zonebook.zones.lanzhou.demo.filing_tax import with_tax
from zonebook.zones.lanzhou.demo.ladder import ABOVE, AGAIN, HNTE, NEW
from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.registry import Entity
from zonebook.zones.lanzhou.demo.workbook import Workbook
from zonebook.zones.lanzhou.demo.world import World, present

TODAY = date(2024, 2, 18)
CANDIDATES = 214  # hold nothing yet, and file
WATCHED, NEAR, EXACT = 12, 36, 45
# Recognised although the return of the year fails a test: (head, share of what it should be in %).
FALSE = (
    ("科技人员", "职工总数", 9),
    ("高新技术产品（服务）收入", "收入总额", 58),
    ("研发费用总额", "销售收入", 4),
)
# Returns that contradict themselves: the part is greater than the whole.
CONTRARY = (
    ("科技人员", "职工总数"),
    ("其中境内研发费用", "研发费用总额"),
    ("高新技术产品（服务）收入", "收入总额"),
)
# The one test that a near miss fails: (head, whole, per mille of the whole).
SHORT = (
    ("研发费用总额", "销售收入", 48),
    ("科技人员", "职工总数", 95),
    ("高新技术产品（服务）收入", "收入总额", 578),
)
SALES = {2021: 3_412, 2022: 3_842, 2023: 3_986}  # story D: 11,240 in three years


def workbooks(world: World) -> list[Workbook]:
    """The returns of four years, a sheet each."""
    drawn = Drawing(world)
    rows: list[Row] = [*story_a(world), *story_d(world)]
    for firm in drawn.firms:
        rows += returns(drawn.dice, firm, drawn.figures[firm.entity.credit_code])
    known = {one.credit_code: one for one in world.registry.entities}
    return [workbook_of([with_tax(row, known[row["统一社会信用代码"]]) for row in rows])]


class Drawing:
    """The firms that file, their figures, and what was planted among them."""

    def __init__(self, world: World) -> None:
        self.dice = world.dice(6)
        self.firms = [*holders(world), *self.candidates(world)]
        self.planted: dict[str, list[Entity]] = {}
        self.figures: dict[str, dict[int, Row]] = {}
        self.stand_exactly()
        for firm in self.firms:
            measured = revenues(self.dice, firm)
            make = technical if firm.is_technical else plain
            self.figures[firm.entity.credit_code] = make(self.dice, firm, measured)
        self.plant()

    def candidates(self, world: World) -> list[Firm]:
        """Enterprises of technology that hold nothing yet and are on their way."""
        held = {one.entity.credit_code for one in world.ladder.certificates}
        fitting = [
            one
            for one in world.registry.entities[4:]
            if one.credit_code not in held
            and one.section in "CIM"
            and not one.branch
            and one.kind == "enterprise"
            and one.established_on < date(2020, 1, 1) < TODAY
            and one.from_on < date(2021, 1, 1)
            and present(one, TODAY)
        ]
        return [Firm(one) for one in self.dice.some(fitting, CANDIDATES)]

    def stand_exactly(self) -> None:
        """Some high-tech enterprises spend exactly a twentieth of their sales, fen by fen."""
        small = [one for one in self.firms if one.since(HNTE) and not one.since(ABOVE)]
        for firm in small[:EXACT]:
            firm.exact = True

    def plant(self) -> None:
        """Contradictions, near misses, gaps, and those that soon grow above the scale."""
        new = [one for one in self.firms if recognised(one, 2023) and not one.exact]
        old = [one for one in self.firms if recognised(one, 2021) and not one.exact]
        open_ = [one for one in self.firms if not one.certificates]
        self.planted["false"] = [one.entity for one in new[: len(FALSE)]]
        for firm, (part, whole, share) in zip(new, FALSE, strict=False):
            self.change(firm, part, whole, share * 10)
        self.planted["contrary"] = [one.entity for one in old[: len(CONTRARY)]]
        for firm, (part, whole) in zip(old, CONTRARY, strict=False):
            for row in self.figures[firm.entity.credit_code].values():
                row[part] = row[whole] + 2
        self.planted["near"] = [one.entity for one in open_[:NEAR]]
        for at, firm in enumerate(open_[:NEAR]):
            self.change(firm, *SHORT[at % len(SHORT)])
        self.planted["watched"] = self.watch(open_[NEAR:])
        for firm in open_[:NEAR]:
            firm.on_time = True
        for firm in open_[NEAR + WATCHED :]:
            if self.dice.chance(0.3):
                head = self.dice.one(("研发费用总额", "职工总数", "科技成果转化数"))
                self.figures[firm.entity.credit_code][2022][head] = None

    def change(self, firm: Firm, part: str, whole: str, per_mille: int) -> None:
        """Set a part to so much of its whole in every year; what hangs on it follows."""
        for row in self.figures[firm.entity.credit_code].values():
            row["职工总数"] += -row["职工总数"] % 20  # so that a share of persons falls short of it
            row[part] = row[whole] * per_mille // 1_000
            row["其中境内研发费用"] = min(row["其中境内研发费用"], row["研发费用总额"] * 94 // 100)
            row["研发人员"] = min(row["研发人员"], row["科技人员"])

    def watch(self, firms: list[Firm]) -> list[Entity]:
        """Firms that reach 2,000 soon: the first stands at 1,840 after 1,200 the year before."""
        found = [one for one in firms if scale_of(one.entity.industry) == 2_000][:WATCHED]
        for at, firm in enumerate(found):
            firm.on_time = True
            now, before = 1_840 - 31 * at, 1_200 + 17 * at
            for year, value in (
                (2023, now),
                (2022, before),
                (2021, before - 160),
                (2020, before - 300),
            ):
                row = self.figures[firm.entity.credit_code][year]
                scaled = value * 1_000 // max(1, row["营业收入"])
                for head in (
                    "研发费用总额",
                    "其中境内研发费用",
                    "高新技术产品（服务）收入",
                    "净利润",
                ):
                    row[head] = row[head] * scaled // 1_000
                row |= {"营业收入": value, "主营业务收入": value, "销售收入": value,
                        "收入总额": value * 1_012 // 1_000,
                        "成本费用支出总额": value * 88 // 100}  # fmt: skip
        return [one.entity for one in found]


def planted(world: World) -> dict[str, list[Entity]]:
    """What was planted: false certificates, contrary returns, near misses, firms to watch."""
    return Drawing(world).planted


def holders(world: World) -> list[Firm]:
    """Every enterprise with a certificate that was in the zone when returns were asked for."""
    found: dict[str, Firm] = {}
    for one in world.ladder.certificates:
        if "story" not in one.entity.uses:
            firm = found.setdefault(one.entity.credit_code, Firm(one.entity))
            firm.certificates.append(one)
    return list(found.values())


def recognised(firm: Firm, year: int) -> bool:
    """Whether its high-tech certificate is of that year, and nothing else complicates it."""
    kinds = {one.qualification for one in firm.certificates}
    return kinds == {HNTE} and [
        one.kind for one in firm.certificates if one.granted_on.year == year
    ] in ([NEW], [AGAIN])


def returns(dice: Dice, firm: Firm, figures: dict[int, Row]) -> Iterator[Row]:
    """The returns of one firm: of the years in which it was there to hand them in."""
    entity, late = firm.entity, dice.chance(0.09) and not firm.on_time
    judged = standing(dice, firm) if firm.is_technical else {}
    points = experts(dice, firm)
    for year in YEARS:
        day = filed_on(dice, year)
        if entity.established_on.year > year or entity.from_on > day or (late and year == 2023):
            continue
        if entity.to_on and entity.to_on <= day:
            continue
        row = head(entity, year, day) | figures[year]
        if year >= 2022:
            row |= judged
            if firm.holds:
                row |= points | {"材料核验日期": days.on_or_after(confirmed(day))}
        yield row


def confirmed(day: date) -> date:
    """When the office confirmed the evidence: within days, and not after today."""
    return min(day + timedelta(6), date(2024, 2, 9))


def head(entity: Entity, year: int, day: date) -> Row:
    """Whose return it is."""
    return {
        "企业名称": entity.name_on(day), "统一社会信用代码": entity.credit_code,
        "申报年度": str(year), "填报日期": day,
    }  # fmt: skip


def story_a(world: World) -> list[Row]:
    """No product yet and no sales, but equity: it became an innovative SME by that."""
    entity = world.registry.entities[0]
    found = []
    for year, equity, spent in ((2021, 3_000, 310), (2022, 2_400, 1_260), (2023, 0, 2_180)):
        day = date(year + 1, 1, 30) if year == 2023 else date(year + 1, 3, 16)
        found.append(head(entity, year, day) | {
            "营业收入": 0, "主营业务收入": 0, "销售收入": 0, "研发费用总额": spent,
            "其中境内研发费用": spent, "新增股权投资": equity, "年末净资产": 9_000, "职工总数": 46,
            "科技人员": 31, "研发人员": 28, "资产总额": 11_800, "负债总额": 2_800,
        })  # fmt: skip
    return found


def story_d(world: World) -> list[Row]:
    """Three of one trade: 561 of 11,240 is 4.99 %, one 万元 short; the twin has it; one is silent.

    Sales of the last year are under 50 million yuan, so R&D must reach 5 % of three years' sales.
    """
    spent = ((168, 187, 206), (168, 188, 206), (None, None, None))
    firm = Firm(world.registry.entities[1])
    found = []
    for entity, amounts in zip(world.registry.entities[1:4], spent, strict=True):
        for (year, sales), amount in zip(SALES.items(), amounts, strict=True):
            income = sales + 24
            row = head(entity, year, date(2024, 1, 30)) | standing(world.dice(61), firm) | {
                "营业收入": sales, "主营业务收入": sales - 90, "销售收入": sales, "收入总额": income,
                "高新技术产品（服务）收入": income * 72 // 100, "年末净资产": 4_300 + 410 * (year - 2021),
                "研发费用总额": amount, "其中境内研发费用": amount and amount * 95 // 100,
                "成本费用支出总额": sales * 9 // 10, "净利润": sales // 12, "资产总额": 7_400,
                "负债总额": 2_900, "新增股权投资": 0, "科技成果转化数": 6, "职工总数": 68, "科技人员": 14,
                "研发人员": 11, "核心知识产权数": 8, "知识产权Ⅰ类": 1, "知识产权Ⅱ类": 7,
                "自主研发Ⅰ类知识产权数": 1, "高价值Ⅰ类知识产权数": 0, "有效益Ⅰ类知识产权数": 1,
                "材料核验日期": date(2024, 2, 6), "技术先进程度得分": 7, "核心支持作用得分": 7,
                "知识产权获得方式得分": 5, "研发组织得分": 5, "研发机构得分": 5, "激励与平台得分": 3,
                "人才绩效得分": 4,
            }  # fmt: skip
            found.append(row)
    return found
