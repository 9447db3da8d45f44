"""The figures of one enterprise over four years, such that its certificates fit the rules of 2023."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.ladder import ABOVE, GIANT, HNTE, INNOVATIVE, SRDI, Certificate
from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.registry import Entity

YEARS = (2020, 2021, 2022, 2023)
# 规模以上 and 限额以上 in 万元, by the first two digits of the industry code (国统字〔2019〕101号).
SCALE = {"51": 2_000, "52": 500, "61": 200, "62": 200} | {str(n): 2_000 for n in range(6, 47)}
SERVICES = {"2": ("53", "63", "64", "65", "76", "77", "78"), "1": ("71", "72", "73", "74", "75")}
Row = dict[str, Any]


def scale_of(industry: str) -> int:
    """From which revenue a unit is above scale; 0 where revenue does not decide (building)."""
    division = industry[:2]
    if division in SCALE:
        return SCALE[division]
    for thousands, divisions in SERVICES.items():
        if division in divisions or (division == "70" and industry != "7010"):
            return int(thousands) * 1_000 if division in divisions else 1_000
    return 0


@dataclass
class Firm:
    """An enterprise that files: what it holds since when, and how its figures are drawn."""

    entity: Entity
    certificates: list[Certificate] = field(default_factory=list)
    exact: bool = False  # stands exactly on the threshold of R&D
    on_time: bool = False  # its return of 2023 has come in for certain

    def since(self, qualification: str) -> int:
        """The year of its last first grant of a title; 0 where it has none."""
        years = [one.granted_on.year for one in self.certificates
                 if one.qualification == qualification]  # fmt: skip
        return max(years, default=0)

    @property
    def is_technical(self) -> bool:
        """Whether it files what recognitions ask about."""
        return self.entity.section in "CIM"

    @property
    def holds(self) -> bool:
        """Whether its evidence is confirmed year by year: it holds a title of the ladder."""
        return any(self.since(one) for one in (HNTE, SRDI, GIANT, INNOVATIVE))


def revenues(dice: Dice, firm: Firm) -> dict[int, int]:
    """The revenue that its industry is measured by, year by year, on the right side of the scale."""
    scale, entered = scale_of(firm.entity.industry), firm.since(ABOVE)
    growth = [dice.whole(1_060, 1_210) for _ in YEARS]
    if firm.since(GIANT):
        last = dice.whole(11_000, 19_000)
    elif not scale:
        last = dice.whole(900, 24_000)
    elif entered:
        last = scale * dice.weighted((130, 180, 260, 480, 1_150), (3, 3, 3, 2, 1)) // 100
        last += dice.whole(0, scale // 4)
    elif firm.since(SRDI) and scale > 1_100:
        last = dice.whole(1_560, scale - 20)
    else:
        last = scale * dice.whole(20, 71) // 100 + dice.whole(0, 29)
    found = {2023: last}
    for year, factor in zip((2022, 2021, 2020), growth, strict=False):
        found[year] = found[year + 1] * 1_000 // factor
    if entered >= 2021 and scale:
        return entering(found, scale, entered - 1)
    if entered and scale and not firm.since(GIANT):
        return {year: max(value, scale + 12 * (year - 2019)) for year, value in found.items()}
    return found


def entering(found: dict[int, int], scale: int, first: int) -> dict[int, int]:
    """A unit that reached the scale in its first year: below before, at or above since."""
    for year in YEARS:
        share = (74, 88, 97)[max(0, 2 - (first - year))] if year < first else 100
        found[year] = scale * share // 100 + (7 + 40 * (year - first) if year > first else 0)
    return found


def technical(dice: Dice, firm: Firm, measured: dict[int, int]) -> dict[int, Row]:
    """The full return of an enterprise of technology, in 万元, persons and items."""
    main_share, of_tech = dice.whole(83, 97), dice.whole(64, 91)
    per_mille = rd_share(dice, firm, measured)
    staff, class_one = dice.whole(14, 90), dice.whole(1, 6) if dice.chance(0.8) else 0
    assets, debt = dice.whole(70, 190), dice.whole(18, 52)
    scientists, in_lab = dice.whole(12, 38), dice.whole(60, 90)
    turned, second = dice.whole(5, 8), dice.whole(5, 22)
    worth = measured[2020] * assets // 100 + 60
    is_service = firm.entity.section in "IM"
    found: dict[int, Row] = {}
    for year in YEARS:
        value = measured[year] + (-measured[year] % 20 if firm.exact else 0)
        revenue = value if is_service or firm.exact else value * 100 // main_share
        main = revenue * main_share // 100 if is_service or firm.exact else value
        spent = revenue * per_mille // 1_000 + (0 if firm.exact else 1)
        spent = max(spent, 104) if firm.since(SRDI) else spent
        income = revenue * 1_012 // 1_000
        people = staff + 3 * (year - 2020)
        science = -(-people * scientists // 100)
        found[year] = {
            "营业收入": revenue, "主营业务收入": main, "销售收入": revenue, "年末净资产": worth,
            "研发费用总额": spent, "其中境内研发费用": spent * 94 // 100, "新增股权投资": 0,
            "科技成果转化数": turned, "收入总额": income, "高新技术产品（服务）收入": income * of_tech // 100,
            "成本费用支出总额": revenue * 88 // 100, "净利润": revenue * 8 // 100,
            "资产总额": worth * 100 // (100 - debt), "负债总额": worth * debt // (100 - debt),
            "职工总数": people, "科技人员": science, "研发人员": -(-science * in_lab // 100),
            "核心知识产权数": class_one + second, "知识产权Ⅰ类": class_one,
            "自主研发Ⅰ类知识产权数": min(class_one, 2), "高价值Ⅰ类知识产权数": min(class_one, 1),
            "有效益Ⅰ类知识产权数": max(0, class_one - dice.whole(0, 2)), "知识产权Ⅱ类": second,
        }  # fmt: skip
        worth = worth * dice.whole(106, 118) // 100
    if needs_equity(firm):
        found[min(2022, firm.since(SRDI) - 1)]["新增股权投资"] = dice.whole(2_050, 3_600)
    elif dice.chance(0.1):
        found[2022]["新增股权投资"] = 300
    return found


def rd_share(dice: Dice, firm: Firm, measured: dict[int, int]) -> int:
    """R&D per thousand of sales: by the step of the high-tech rule, a little or much above it."""
    least = 50 if measured[2022] <= 5_000 else 40 if measured[2022] <= 20_000 else 30
    if firm.since(GIANT):
        return dice.whole(63, 82)
    if firm.exact:
        return 50
    return least + dice.weighted((1, 4, 9, 18, 34), (3, 4, 5, 4, 2)) + dice.whole(0, 3)


def needs_equity(firm: Firm) -> bool:
    """Whether it became 专精特新 by equity: its industry is above scale before 1,000 is reached."""
    return bool(firm.since(SRDI)) and 0 < scale_of(firm.entity.industry) <= 1_100


def standing(dice: Dice, firm: Firm) -> Row:
    """What is no amount: where it stands in its market, its lab, its record."""
    strong = bool(firm.since(SRDI) or firm.since(GIANT))
    return {
        "从事细分市场年限": max(2, min(18, 2023 - firm.entity.established_on.year - 1)),
        "细分市场占有率": dice.whole(105, 320) / 10
        if firm.since(GIANT)
        else dice.whole(4, 120) / 10,
        "数字化水平等级": 3 if strong else dice.whole(1, 3),
        "质量管理项数": dice.whole(2, 4) if strong else dice.whole(0, 3),
        "信息系统支撑业务数": dice.whole(1, 3),
        "科技奖励数": 0,
        "主导制定标准数": 1 if dice.chance(0.08) else 0,
        "创客中国名次": "未参加",
        "研发机构级别": "市级" if strong else dice.one(("市级", "市级以下", "未设立")),
        "产业链作用": "填补空白" if strong else dice.one(("关键配套", "不涉及")),
        "近一年重大事故或违法": "未发生",
        "属于高新技术领域": "是",
        "属于战略性新兴产业": "是" if dice.chance(0.6) else "否",
        "主导产品属重点领域": "是" if strong or dice.chance(0.5) else "否",
        "属于禁止限制淘汰类": "否",
        "科研严重失信": "否",
        "经营异常名录": "否",
        "严重违法失信名单": "否",
    }


def experts(dice: Dice, firm: Firm) -> Row:
    """What experts gave a holder: points of the high-tech score, and of the provincial items."""
    found: Row = {}
    if firm.since(HNTE):
        found = {
            "技术先进程度得分": 7, "核心支持作用得分": 7, "知识产权获得方式得分": 5,
            "研发组织得分": dice.whole(5, 6), "研发机构得分": 5, "激励与平台得分": 3,
            "人才绩效得分": dice.whole(3, 4),
        }  # fmt: skip
    if firm.since(SRDI):
        found["省级特色指标得分"] = dice.whole(10, 14)
    return found


def plain(dice: Dice, firm: Firm, measured: dict[int, int]) -> dict[int, Row]:
    """The short return of trade, building and hotels: revenue, people, assets."""
    staff, margin = dice.whole(8, 60), dice.whole(1, 6)
    return {
        year: {
            "营业收入": measured[year] * 104 // 100, "主营业务收入": measured[year],
            "净利润": measured[year] * margin // 100, "资产总额": measured[year] * 3 // 4,
            "负债总额": measured[year] * 2 // 5, "职工总数": staff,
        }
        for year in YEARS
    }  # fmt: skip


def filed_on(dice: Dice, year: int) -> date:
    """When the return of a year was handed in; that of 2023 in the weeks before the day."""
    spans = {
        2020: (date(2021, 3, 1), date(2021, 6, 10)), 2021: (date(2022, 3, 1), date(2022, 6, 10)),
        2022: (date(2023, 1, 9), date(2023, 4, 21)), 2023: (date(2024, 1, 8), date(2024, 2, 7)),
    }  # fmt: skip
    return days.working_day(dice, *spans[year])
