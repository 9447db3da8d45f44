"""What enterprises declare about themselves: the figures that the rules of recognition read."""

from __future__ import annotations

from datetime import date
from typing import Any

from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.registry import Entity
from zonebook.zones.lanzhou.demo.workbook import (
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    workbook,
)  # fmt: skip
from zonebook.zones.lanzhou.demo.world import World, present

WAN = "（万元）"
COLUMNS = (
    Column("序号", "number", width=7),
    Column("企业名称", width=34),
    Column("统一社会信用代码", width=22),
    Column("申报年度", "text", width=10),
    Column("填报日期", "zh", width=16),
    Column(f"销售收入{WAN}", "number", "经营情况", 14),
    Column(f"收入总额{WAN}", "number", "经营情况", 14),
    Column(f"高新技术产品（服务）收入{WAN}", "number", "经营情况", 16),
    Column(f"年末净资产{WAN}", "number", "经营情况", 14),
    Column(f"研发费用总额{WAN}", "number", "研发情况", 14),
    Column(f"其中境内研发费用{WAN}", "number", "研发情况", 14),
    Column("职工总数（人）", "number", "人员", 12),
    Column("科技人员（人）", "number", "人员", 12),
    Column("知识产权Ⅰ类（项）", "number", "知识产权", 12),
    Column("知识产权Ⅱ类（项）", "number", "知识产权", 12),
    Column("数据性质", width=9),
)
YEARS = (2021, 2022, 2023)
SALES = (3_412, 3_842, 3_986)  # story D: 11 240 in three years, under 50 million in the last


def story_d(world: World) -> list[tuple[Any, ...]]:
    """Three of one trade: 561 of 11 240 is 4.99 %, one 万元 short; the twin has it; one is silent.

    Sales of the last year are under 50 million yuan, so R&D must reach 5 % of three years' sales.
    """
    trio = zip(world.registry.entities[1:4], ((168, 187, 206), (168, 188, 206), None), strict=True)
    return [
        row(entity, year, date(2024, 1, 30), sales, sales + 24, sales * 72 // 100, 5_120,
            None if spent is None else spent[index], 14, 68, 1, 7)
        for entity, spent in trio
        for index, (year, sales) in enumerate(zip(YEARS, SALES, strict=True))
    ]  # fmt: skip


def ordinary(dice: Dice, entity: Entity) -> list[tuple[Any, ...]]:
    """Three years of an enterprise as most of them are; some leave a figure out."""
    sales, staff, assets = dice.whole(300, 24_000), dice.whole(12, 320), dice.whole(200, 20_000)
    share, blank = dice.whole(25, 110), dice.chance(0.08)
    ours, first, second = dice.whole(45, 92), dice.whole(0, 3), dice.whole(1, 20)
    day, scientists = date(2024, 1, dice.whole(8, 31)), staff * dice.whole(6, 40) // 100
    found = []
    for year in YEARS:
        sales = sales * dice.whole(94, 122) // 100
        spent = None if blank and year == 2022 else sales * share // 1_000
        found.append(row(entity, year, day, sales, sales * 101 // 100, sales * ours // 100, assets,
                         spent, scientists, staff, first, second))  # fmt: skip
    return found


def row(
    entity: Entity,
    year: int,
    day: date,
    sales: int,
    income: int,
    ours: int,
    assets: int,
    spent: int | None,
    scientists: int,
    staff: int,
    first: int,
    second: int,
) -> tuple[Any, ...]:
    """One declaration: an enterprise and a year."""
    home = None if spent is None else spent * 95 // 100
    return (
        entity.name, entity.credit_code, str(year), day, sales, income, ours, assets, spent, home,
        staff, scientists, first, second, SIMULATED,
    )  # fmt: skip


def workbooks(world: World) -> list[Workbook]:
    """The declarations for this year's recognition."""
    dice, today = world.dice(6), date(2024, 2, 18)
    fitting = [
        one
        for one in world.registry.entities[4:]
        if "hnte" not in one.uses
        and one.section in "CIM"
        and not one.branch
        and one.kind == "enterprise"
        and one.established_on < date(2021, 1, 1)
        and present(one, today)
    ]
    rows = story_d(world)
    for one in dice.some(fitting, 61):
        rows += ordinary(dice, one)
    rows.sort(key=lambda row: (row[3], row[1], row[2]))
    sheet = Sheet("申报数据", "高新技术企业申报数据汇总表", COLUMNS, numbered(rows),
                  ("填报单位：科技创新局", "来源：企业自行申报，不含统计调查资料"),
                  ("注：空格为企业未填报。",))  # fmt: skip
    return [workbook("企业申报数据.xlsx", "science", filing=sheet)]
