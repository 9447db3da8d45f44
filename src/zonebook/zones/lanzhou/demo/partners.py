"""Whom the zone works with: universities, academies and groups, and how far it has come with each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.names import Names
from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.workbook import SIMULATED, Column, Sheet, numbered

PARTNER = (
    Column("序号", "number", width=7),
    Column("合作单位", width=28),
    Column("单位类型", width=12),
    Column("合作领域", width=30),
    Column("对接日期", "day", "合作进展"),
    Column("签订协议日期", "day", "合作进展"),
    Column("落户日期", "day", "合作进展"),
    Column("终止日期", "day", "合作进展"),
    Column("数据性质", width=9),
)
# How names of a kind end, the kind, and how it is written in the sheet.
KINDS = (("研究院", "科研院所"), ("大学", "高校"), ("装备研究所", "军工单位"),
         ("工业集团", "央企"), ("理工学院", "高校"))  # fmt: skip
FIELDS = ("新药靶点筛选与成药性评价", "疫苗佐剂与低温制剂", "高纯金属与靶材制备", "工业视觉与在线检测",
          "中药质量标志物研究", "锂电材料回收工艺", "分析仪器核心部件", "科技成果转化与人才培养")  # fmt: skip


def named(brand: str, index: int) -> str:
    """An invented institution; its kind can be read from how its name ends."""
    return f"{brand}{KINDS[index % len(KINDS)][0]}"


def kind(name: str) -> str:
    """The kind as the bureau writes it."""
    return next(kind for ending, kind in KINDS if name.endswith(ending))


def partners(dice: Dice, names: Names, platforms: Sequence[Sequence[Any]]) -> Sheet:
    """Partners of the platforms, with the days of these; and some that are only talked with.

    A platform's row begins with number, name and partner; its stages are the planning, the
    agreement, the plate and the completion.
    """
    rows = [
        (partner, kind(partner), dice.one(FIELDS), before(dice, planned), agreed, unveiled, None,
         SIMULATED)
        for _, _, partner, _, _, _, planned, agreed, unveiled, *_ in platforms
    ]  # fmt: skip
    for index in range(6):
        last = date(2023, 3, 31) if index == 5 else date(2024, 1, 31)
        met = days.working_day(dice, date(2022, 6, 1), last)
        agreed = days.on_or_after(met + timedelta(dice.whole(60, 150))) if index < 3 else None
        agreed = agreed if agreed and agreed <= days.TODAY else None
        ended = days.on_or_after(met + timedelta(dice.whole(90, 200))) if index == 5 else None
        ended = ended if ended and ended <= days.TODAY else None
        name = named(names.brand(), index + 1)
        rows.append((name, kind(name), dice.one(FIELDS), met, agreed, None, ended, SIMULATED))
    rows.sort(key=lambda row: (row[3], row[0]))
    return Sheet("合作单位", "高校院所和企业合作台账", PARTNER, numbered(rows),
                 ("填报单位：科技创新局",), ("注：只对接、未签协议的保留登记，不计入共建。",))  # fmt: skip


def before(dice: Dice, day: date) -> date:
    """A working day some weeks before."""
    return days.on_or_after(day - timedelta(dice.whole(30, 120)))
