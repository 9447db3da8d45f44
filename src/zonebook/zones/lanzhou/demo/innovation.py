"""Carriers, platforms and science projects."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from zonebook.zones.lanzhou.demo import days, partners
from zonebook.zones.lanzhou.demo.names import Names
from zonebook.zones.lanzhou.demo.numbers import Dice
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

CARRIER = (
    Column("序号", "number", width=7),
    Column("载体名称", width=30),
    Column("载体类别", width=14),
    Column("级别", width=9),
    Column("上级载体", width=30),
    Column("建筑面积（平方米）", "number", width=14),
    Column("运营单位", width=34),
    Column("认定日期", "zh", width=16),
    Column("摘牌日期", "zh", width=16),
    Column("省级认定日期", "zh", width=16),
    Column("国家级认定日期", "zh", width=16),
    Column("在孵企业数", "number"),
    Column("数据性质", width=9),
)
PLATFORM = (
    Column("序号", "number", width=7),
    Column("平台名称", width=36),
    Column("合作单位", width=28),
    Column("平台类别", width=18),
    Column("级别", width=9),
    Column("依托单位", width=34),
    Column("谋划日期", "day", "进展"),
    Column("签约日期", "day", "进展"),
    Column("挂牌日期", "day", "进展"),
    Column("建成日期", "day", "进展"),
    Column("运行日期", "day", "进展"),
    Column("数据性质", width=9),
)
SCIENCE = (
    Column("序号", "number", width=7),
    Column("项目名称", width=38),
    Column("承担单位", width=34),
    Column("统一社会信用代码", width=22),
    Column("级别", width=9),
    Column("计划类别", width=18),
    Column("项目状态", width=10),
    Column("申报日期", "dot"),
    Column("立项日期", "dot"),
    Column("立项编号", width=18),
    Column("资助经费（万元）", "number"),
    Column("数据性质", width=9),
)
KINDS = ("科技企业孵化器", "众创空间", "加速器", "大学科技园", "标准化厂房")
TOPICS = ("靶向递送制剂", "低温疫苗保护剂", "高纯金属靶材", "工业视觉检测", "边缘计算网关",
          "中药质量标志物", "膜分离装备", "动物用重组蛋白", "锂电回收工艺", "分析仪器芯片")  # fmt: skip
ENDS = ("关键技术研究", "产业化示范", "应用基础研究", "装备研制")


def carriers(world: World, dice: Dice, names: Names) -> list[Sheet]:
    """Carriers by kind and level; the area of one inside another is not counted again."""
    area = dice.within(world.calibration["innovation"]["carrier_area"], 10_000)
    keepers = [
        one.name
        for one in world.registry.entities
        if one.section in ("L", "K") and one.from_on < days.FIRST and not one.branch
        and present(one, days.TODAY) and not one.former_name
    ]  # fmt: skip
    rows = [
        carrier(dice, names, keepers, KINDS[index % len(KINDS)], None, size, 2023)
        for index, size in enumerate(dice.split(area, 31, 0.8, 2_000))
    ]
    large = [row for row in rows if row[4] >= 12_000]
    inside = [
        carrier(dice, names, keepers, KINDS[1], parent[0], parent[4] // dice.whole(5, 12), 2023)
        for parent in dice.some(large, min(9, len(large)))
    ]
    gone = carrier(dice, names, keepers, KINDS[1], None, 3_600, 2020)
    rows.append((*gone[:7], date(2022, 10, 18), *gone[8:]))
    late = carrier(dice, names, keepers, KINDS[0], None, 8_200, 2020)
    rows.append((*late[:6], date(2024, 1, 12), *late[7:]))
    later = world.dice(41)
    rows, inside = ([recognised(later, row) for row in some] for some in (rows, inside))
    head = ("填报单位：科技创新局",)
    notes = ("注：设在其他载体内的，面积包含在上级载体中，汇总时不重复计算。",)
    return [
        Sheet("孵化载体", "孵化载体台账", CARRIER, numbered(rows), head),
        Sheet("载体内空间", "设在其他载体内的众创空间", CARRIER, numbered(inside), head, notes),
    ]


def carrier(
    dice: Dice,
    names: Names,
    keepers: list[str],
    kind: str,
    parent: str | None,
    size: int,
    until: int,
) -> tuple[Any, ...]:
    """One carrier, recognised not after a year."""
    brand = names.brand()
    day = days.working_day(dice, date(2014, 1, 1), date(until, 11, 30))
    level = dice.weighted(("国家级", "省级", "市级", "区级"), (12, 38, 30, 20))
    return (f"{brand}{kind}", kind, level, parent, size, dice.one(keepers), day, None,
            dice.whole(4, 70), SIMULATED)  # fmt: skip


def recognised(dice: Dice, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The carrier with the days on which province and state recognised it, as its level says."""
    level, opened, closed = row[2], row[6], row[7]
    end = closed or days.TODAY
    found: list[date | None] = [None, None]
    if level in ("省级", "国家级"):
        found[0] = between(dice, opened, end)
    if level == "国家级" and found[0]:
        found[1] = between(dice, found[0], end)
    return (*row[:8], *found, *row[8:])


def between(dice: Dice, first: date, last: date) -> date:
    """A working day from one to three years after the first, and before the last."""
    room = (last - first).days
    later = min(dice.whole(360, 1_000), max(room * 2 // 3, 0))
    return min(days.on_or_after(first + timedelta(later)), last)


def platforms(world: World, dice: Dice, names: Names) -> Sheet:
    """Platforms with partners and dated stages; later stages are still open for some."""
    kinds = ("新型研发机构", "联合实验室", "中试平台", "技术转移中心", "院士工作站")
    rows: list[tuple[Any, ...]] = []
    for index in range(14):
        brand, kind = names.brand(), kinds[index % len(kinds)]
        at = days.working_day(dice, date(2021, 3, 1), date(2023, 9, 30))
        steps: list[date | None] = [at]
        for months in (4, 6, 14):
            at = days.on_or_after(date.fromordinal(at.toordinal() + months * dice.whole(20, 34)))
            steps.append(at if at <= days.TODAY else None)
        rows.append((f"{brand}{kind}", partners.named(names.brand(), index), kind, *steps))
    rows.sort(key=lambda row: row[3])
    rows = hosted(world, rows)
    return Sheet("创新平台", "创新平台与合作单位台账", PLATFORM, numbered(rows),
                 ("填报单位：科技创新局",))  # fmt: skip


def hosted(world: World, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The platforms with their level, the enterprise that carries them and the start of work."""
    dice, found = world.dice(42), []
    hosts = dice.some(world.high_tech(date(2021, 3, 1)), len(rows))
    for (*head, built), host in zip(rows, hosts, strict=True):
        level = dice.weighted(("省级", "市级", "区级"), (30, 40, 30))
        works = days.on_or_after(built + timedelta(dice.whole(30, 120))) if built else None
        works = works if works and works <= days.TODAY else None
        found.append((*head[:3], level, host.name, *head[3:], built, works, SIMULATED))
    return found


def science(world: World, dice: Dice) -> Sheet:
    """Projects by level; counted are those of the state and the province when approved."""
    plan = world.calibration["innovation"]["science_projects"]
    rows: list[tuple[Any, ...]] = []
    for year in (2021, 2022, 2023):
        rows += [approved(world, dice, year, None) for _ in range(plan[year])]
        rows += [approved(world, dice, year, "市级") for _ in range(dice.whole(14, 22))]
        rows += [applied(world, dice, year) for _ in range(dice.whole(20, 30))]
    rows.sort(key=lambda row: (row[6], row[0], row[1]))
    rows = numbered_approvals(rows)
    sheet = Sheet("科技项目", "科技计划项目台账", SCIENCE, numbered(rows),
                  ("填报单位：科技创新局",),
                  ("注：以立项通知下达日期为准；申报未立项的保留登记，不计入争取数。",))  # fmt: skip
    total(sheet, "资助经费（万元）")
    return sheet


def numbered_approvals(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Give every approved project the next number of its year and level."""
    serial: dict[str, int] = {}
    found = []
    for row in rows:
        if row[7] is None:
            found.append(row)
            continue
        head = f"MN{row[7].year}{'GSC'['国省市'.index(row[3][0])]}"
        serial[head] = serial.get(head, 0) + 1
        found.append((*row[:8], f"{head}{serial[head]:04d}", *row[9:]))
    return found


def approved(world: World, dice: Dice, year: int, level: str | None) -> tuple[Any, ...]:
    """A project approved in the year, applied for some months before."""
    day = days.working_day(dice, date(year, 3, 1), date(year, 12, 22))
    level = level or dice.weighted(("国家级", "省级"), (22, 78))
    plans = {"国家级": "国家重点研发计划课题", "省级": "省科技重大专项", "市级": "市人才创新项目"}
    asked = days.on_or_after(date.fromordinal(day.toordinal() - dice.whole(60, 200)))
    return (*task(world, dice, year), level, plans[level], "已立项", min(asked, day), day, None,
            dice.whole(10, 300), SIMULATED)  # fmt: skip


def applied(world: World, dice: Dice, year: int) -> tuple[Any, ...]:
    """A project applied for in vain or not yet decided."""
    day = days.working_day_of(dice, year)
    level = dice.weighted(("国家级", "省级"), (30, 70))
    state = "申报中" if day > date(2023, 10, 1) else "未立项"
    return (*task(world, dice, year), level, None, state, day, None, None, None, SIMULATED)


def task(world: World, dice: Dice, year: int) -> tuple[str, str, str]:
    """A topic, and who works on it."""
    holder = dice.one(world.high_tech(date(year, 1, 2)))
    topic = f"{holder.brand}{dice.one(TOPICS)}{dice.one(ENDS)}（{year}）"
    return topic, holder.name_on(date(year, 6, 30)), holder.credit_code


def workbooks(world: World) -> list[Workbook]:
    """The science bureau's other ledgers."""
    dice = world.dice(5)
    names = Names(dice)
    names.given = set(world.registry.names.given)
    spaces = carriers(world, dice, names)
    standing = platforms(world, dice, names)
    works = science(world, dice)
    known = partners.partners(world.dice(43), names, standing.rows)
    return [
        workbook("孵化载体台账.xlsx", "science", carrier=spaces),
        workbook("合作单位台账.xlsx", "science", partner=known),
        workbook("创新平台台账.xlsx", "science", platform=standing),
        workbook("科技项目台账.xlsx", "science", science_project=works),
    ]
