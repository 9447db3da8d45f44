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
    Column(f"上年度销售收入{WAN}", "number", "经营情况", 14),
    Column(f"近三年销售收入合计{WAN}", "number", "经营情况", 14),
    Column(f"上年度高新技术产品（服务）收入{WAN}", "number", "经营情况", 16),
    Column(f"上年末净资产{WAN}", "number", "经营情况", 14),
    Column(f"近三年研发费用合计{WAN}", "number", "研发情况", 14),
    Column(f"其中境内研发费用{WAN}", "number", "研发情况", 14),
    Column("职工总数（人）", "number", "人员", 12),
    Column("科技人员（人）", "number", "人员", 12),
    Column("知识产权Ⅰ类（件）", "number", "知识产权", 12),
    Column("知识产权Ⅱ类（件）", "number", "知识产权", 12),
    Column("数据性质", width=9),
)


def story_d(world: World) -> list[tuple[Any, ...]]:
    """Three of one trade: 561 of 11240 is 4.99 %, one 万元 short; the twin has it; one is silent.

    Sales of the last year are under 50 million yuan, so R&D must reach 5 % of three years' sales.
    """
    rows = []
    trio = world.registry.entities[1:4]
    for entity, research in zip(trio, (561, 562, None), strict=True):
        home = None if research is None else research - 30
        rows.append((entity.name, entity.credit_code, "2024", date(2024, 1, 30), 3_986, 11_240,
                     2_870, 5_120, research, home, 68, 14, 1, 7, SIMULATED))  # fmt: skip
    return rows


def ordinary(dice: Dice, entity: Entity) -> tuple[Any, ...]:
    """A declaration as most of them are; some leave a figure out."""
    sales = dice.whole(300, 24_000)
    three = sales * dice.whole(240, 300) // 100
    research = three * dice.whole(25, 110) // 1_000
    staff = dice.whole(12, 320)
    blank = dice.chance(0.08)
    return (
        entity.name, entity.credit_code, "2024", date(2024, 1, dice.whole(8, 31)), sales, three,
        sales * dice.whole(45, 92) // 100, dice.whole(200, 20_000), None if blank else research,
        None if blank else research * dice.whole(70, 100) // 100, staff,
        staff * dice.whole(6, 40) // 100, dice.whole(0, 3), dice.whole(1, 20), SIMULATED,
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
    rows = story_d(world) + [ordinary(dice, one) for one in dice.some(fitting, 61)]
    rows.sort(key=lambda row: (row[3], row[1]))
    sheet = Sheet("申报数据", "高新技术企业申报数据汇总表", COLUMNS, numbered(rows),
                  ("填报单位：科技创新局", "来源：企业自行申报，不含统计调查资料"),
                  ("注：空格为企业未填报。",))  # fmt: skip
    return [workbook("企业申报数据.xlsx", "science", filing=sheet)]
