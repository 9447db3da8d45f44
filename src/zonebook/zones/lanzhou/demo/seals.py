"""Free seal sets for new enterprises, and the shops' settlement of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.workbook import (
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    total,
    workbook,
)  # fmt: skip
from zonebook.zones.lanzhou.demo.world import World, present

SHOPS = (("澄信刻章服务部", 150), ("朔印刻章服务部", 145), ("岚章刻章服务部", 148))
ISSUED = (
    Column("序号", "number", width=7),
    Column("企业名称", width=34),
    Column("统一社会信用代码", width=22),
    Column("登记日期", "zh", width=16),
    Column("领取日期", "zh", width=16),
    Column("套数", "number"),
    Column("每套枚数", "number"),
    Column("刻章单位", width=20),
    Column("单价（元）", "number"),
    Column("结算批次", width=14),
    Column("数据性质", width=9),
)
SETTLED = (
    Column("序号", "number", width=7),
    Column("结算批次", width=14),
    Column("刻章单位", width=20),
    Column("结算套数", "number"),
    Column("单价（元）", "number"),
    Column("结算金额（元）", "number"),
    Column("结算日期", "day"),
    Column("数据性质", width=9),
)


def rows(world: World) -> list[tuple[Any, ...]]:
    """One row for each enterprise that took its sets, by day of issue."""
    dice, sets = world.dice(1), world.calibration["registration"]["seals"]
    doubles = 3  # who lost one and was given a second set
    found = []
    for year, count in ((2023, sets - doubles), (2024, 31)):
        fitting = [
            one
            for one in world.registry.entities
            if one.kind == "enterprise"
            and not one.branch
            and one.came == "设立"
            and one.established_on.year == year
            and one.established_on < date(year, 12, 15)
            and present(one, one.established_on + timedelta(20))
        ]
        for index, one in enumerate(dice.some(fitting, count)):
            later = one.established_on + timedelta(dice.whole(0, 6))
            issued = min(days.on_or_after(later), days.TODAY)
            shop, price = dice.one(SHOPS)
            number = 2 if year == 2023 and index < doubles else 1
            batch = f"{year}年第{(issued.month - 1) // 3 + 1}季度"
            found.append((one.name, one.credit_code, one.established_on, issued, number, 4, shop,
                          price, batch, SIMULATED))  # fmt: skip
    return sorted(found, key=lambda row: (row[3], row[1]))


def settlement(issued: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """One row for each batch and shop; the sets are those issued."""
    found = []
    for batch in sorted({row[8] for row in issued}):
        for shop, price in SHOPS:
            sets = sum(row[4] for row in issued if row[8] == batch and row[6] == shop)
            year, quarter = int(batch[:4]), int(batch[6])
            paid = date(year + quarter // 4, quarter * 3 % 12 + 1, 15)
            if sets and paid <= days.TODAY:
                found.append((batch, shop, sets, price, sets * price, paid, SIMULATED))
    return found


def workbooks(world: World) -> list[Workbook]:
    """The ledger of issue and the settlement."""
    issued = rows(world)
    ledger = Sheet(
        "发放台账", "免费刻制印章发放台账", ISSUED, numbered(issued),
        ("填报单位：行政审批局", "起始日期：2023年1月1日"), ("注：一套四枚，遗失补刻另计一套。",),
    )  # fmt: skip
    total(ledger, "套数")
    settled = Sheet("结算单", "免费刻制印章结算单", SETTLED, numbered(settlement(issued)))
    total(settled, "结算套数")
    return [workbook("免费刻制印章台账.xlsx", "approvals", seal_set=ledger,
                     seal_settlement=settled)]  # fmt: skip
