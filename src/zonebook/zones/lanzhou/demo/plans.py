"""Enterprises on their way up the ladder, and entries against applicants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from zonebook.zones.lanzhou.demo import days, filings
from zonebook.zones.lanzhou.demo.ladder import INNOVATIVE
from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.registry import Entity
from zonebook.zones.lanzhou.demo.workbook import (
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    workbook,
)
from zonebook.zones.lanzhou.demo.world import World, present

PLAN = (
    Column("序号", "number", width=7),
    Column("企业名称", width=34),
    Column("统一社会信用代码", width=22),
    Column("培育目标", width=20),
    Column("下一步举措", width=40),
    Column("帮扶责任人", width=12),
    Column("完成时限", "dot"),
    Column("培育状态", width=10),
    Column("数据性质", width=9),
)
CREDIT = (
    Column("序号", "number", width=7),
    Column("企业名称", width=34),
    Column("统一社会信用代码", width=22),
    Column("失信事项", width=44),
    Column("认定日期", "dot"),
    Column("修复日期", "dot"),
    Column("数据性质", width=9),
)
HELPERS = ("陈科员", "郭科员", "杨科员")
STEPS = ("补报研发项目清单和辅助账", "申请两件Ⅱ类知识产权", "对接科技成果评价机构", "完成职工社保口径核对",
         "约谈一次，核对高新收入归集")  # fmt: skip
GROWN = "按月核对营业收入，达到2000万元后一个月内申报入库"
MATTERS = (
    "未按期公示年度报告，列入经营异常名录", "告知承诺事后核查不符，撤销许可一次",
    "提交虚假材料申请变更登记", "行政处罚决定逾期未履行", "工程款支付承诺未兑现，被通报",
    "未按批准的水土保持方案施工", "逾期未补齐容缺材料",
)  # fmt: skip


def plans(world: World) -> Sheet:
    """Near misses on their way to a title, growing firms on theirs to the scale, and what came of it."""
    dice, planted = world.dice(48), filings.planted(world)
    longce = next(one for one in world.registry.entities if "陇测智感" in one.name)
    rows = [
        plan(
            longce,
            "高新技术企业",
            "研发费用再增1万元即达5%，3月前补记",
            date(2024, 5, 31),
            HELPERS[0],
        )
    ]
    rows += some(dice, planted["near"][:14], "高新技术企业", STEPS)
    rows += some(dice, planted["watched"][:6], "规模以上企业", (GROWN,))
    rows += some(dice, with_title(world)[:6], "专精特新中小企业", ("对照四项评价指标补齐证明材料",))
    reached = [one.entity for one in world.ladder.of(INNOVATIVE)
               if date(2023, 6, 1) <= one.granted_on < date(2024, 1, 1)][:3]  # fmt: skip
    rows += [plan(one, "创新型中小企业", "已公告", date(2023, 12, 29), HELPERS[1], "已达成")
             for one in reached]  # fmt: skip
    gone = planted["near"][14]
    rows.append(plan(gone, "高新技术企业", "主营业务转向贸易，不再培育", date(2023, 10, 31),
                     HELPERS[2], "已终止"))  # fmt: skip
    return Sheet("培育计划", "科技企业梯次培育计划台账", PLAN, numbered(rows), ("填报单位：科技创新局",),
                 ("注：差距由规则按当日数据判定，本表只记目标、举措和责任人。",))  # fmt: skip


def with_title(world: World) -> list[Entity]:
    """Innovative enterprises that are still here, in the order of their recognition."""
    found = [one.entity for one in world.ladder.of(INNOVATIVE) if one.granted_on.year == 2022]
    return [one for one in found if present(one, days.TODAY)]


def some(
    dice: Dice, entities: Sequence[Entity], target: str, steps: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Open plans, each with a helper and a day by which it is to be done; a few are late."""
    for entity in entities:
        due = days.on_or_after(date(2024, 1, 15) + timedelta(dice.whole(0, 200)))
        yield plan(entity, target, dice.one(steps), due, dice.one(HELPERS))


def plan(
    entity: Entity, target: str, step: str, due: date, helper: str, state: str = "培育中"
) -> tuple[Any, ...]:
    """One row of the ledger."""
    return (entity.name, entity.credit_code, target, step, helper, due, state, SIMULATED)


def credit(world: World) -> Sheet:
    """Entries against enterprises of trade, most of them repaired; no case of the window is theirs."""
    dice = world.dice(49)
    pool = [one for one in world.registry.entities
            if one.kind == "enterprise" and one.section == "F" and not one.branch and not one.uses
            and present(one, days.TODAY) and one.from_on < date(2021, 6, 1)]  # fmt: skip
    rows = []
    for index, one in enumerate(dice.some(pool, 11)):
        day = days.working_day(dice, date(2021, 9, 1), date(2023, 11, 30))
        repaired = days.on_or_after(day + timedelta(dice.whole(30, 240)))
        repaired = repaired if repaired <= days.TODAY and index % 4 else None
        rows.append(
            (one.name, one.credit_code, MATTERS[index % len(MATTERS)], day, repaired, SIMULATED)
        )
    rows.sort(key=lambda row: (row[3], row[1]))
    return Sheet("信用记录", "申请人信用记录台账", CREDIT, numbered(rows), ("填报单位：行政审批局",),
                 ("注：未修复的，不适用容缺受理和告知承诺。",))  # fmt: skip


def workbooks(world: World) -> list[Workbook]:
    """The two ledgers."""
    return [
        workbook("梯次培育计划台账.xlsx", "science", cultivation_plan=plans(world)),
        workbook("申请人信用记录台账.xlsx", "approvals", credit_record=credit(world)),
    ]
