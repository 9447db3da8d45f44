"""The worksheet of value added and the monthly figures of the statistics office."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from zonebook.zones.lanzhou.demo.numbers import Dice, share_out
from zonebook.zones.lanzhou.demo.statistics_ import COLUMNS, ISSUER, UNSTATED, number
from zonebook.zones.lanzhou.demo.workbook import (
    REPORTED,
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    workbook,
)  # fmt: skip
from zonebook.zones.lanzhou.demo.world import World

YI = 100_000  # 千元 in 亿元
SECTORS = {  # name: stated indicator, cells, deflators 2020 = 1 of 2023, code of the section
    "农业": ("第一产业增加值", 12, 1.10, "A"),
    "工业": ("工业增加值", 160, 1.101, "C"),
    "建筑业": ("建筑业增加值", 45, 1.062, "E"),
    "服务业": ("第三产业增加值", 220, 1.055, "M"),
}
WORKSHEET = (
    Column("序号", "number", width=7),
    Column("年度", "text", width=8),
    Column("核算单元", width=14),
    Column("核算行业", width=10),
    Column("行业门类", width=9),
    Column("是否高技术", width=10),
    Column("现价增加值（千元）", "number", width=16),
    Column("不变价增加值（千元）", "number", width=16),
    Column("数据性质", width=9),
)
SEASON = (6, 5, 8, 8, 9, 9, 8, 8, 9, 9, 10, 11)  # retail by month, in hundredths of the year
BUILDING = (0, 6, 9, 10, 12, 13, 11, 10, 10, 8, 6, 5)  # investment; nothing reported in January


def printed(value: Decimal, decimals: int) -> Decimal:
    """Half-up at so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def levels(world: World, dice: Dice) -> dict[str, int]:
    """Unrounded value added of the four groups; the sums print as stated as well."""
    second, whole = world.stated("第二产业增加值", 2023), world.stated("地区生产总值", 2023)
    for _ in range(100_000):
        found = {
            name: dice.within(world.stated(stated, 2023), YI)
            for name, (stated, *_) in SECTORS.items()
        }
        built = Decimal(found["工业"] + found["建筑业"]) / YI
        if printed(built, 1) == second and printed(Decimal(sum(found.values())) / YI, 1) == whole:
            return found
    raise ValueError("the sectors do not add up")


def last_year(world: World, dice: Dice, constant: dict[str, int]) -> dict[str, int]:
    """Last year at constant prices, so that every stated growth comes out, secondary included."""
    wanted = world.growth("第二产业增加值")
    for _ in range(100_000):
        found = {}
        for name, (stated, *_) in SECTORS.items():
            growth = world.growth(stated)
            room = 450 if growth == growth.to_integral() else 49  # 5 may be 4.6 or 5.4
            drift = Decimal(dice.whole(-room, room)) / 1_000
            found[name] = int(constant[name] * 100 / (100 + growth + drift))
        now, then = (sum(one[name] for name in ("工业", "建筑业")) for one in (constant, found))
        if printed(Decimal(now * 100) / then - 100, 1) == wanted:
            return found
    raise ValueError("no last year gives the stated growth")


def worksheet(world: World) -> Sheet:
    """Cells of the accounts: current and constant prices, high technology marked."""
    dice = world.dice(12)
    current = levels(world, dice)
    constant = {name: int(value / SECTORS[name][2]) for name, value in current.items()}
    before = last_year(world, dice, constant)
    share = world.calibration["accounts"]["hightech_share"]
    high = dice.within(share, 1_000) * sum(current.values()) // 100_000
    part = {"工业": high * 78 // 100}
    part["服务业"] = high - part["工业"]
    rows: list[tuple[Any, ...]] = []
    for name, (_, cells, _, section) in SECTORS.items():
        tech = part.get(name, 0)
        many = cells * 35 // 100 if tech else 0
        values = dice.split(current[name] - tech, cells - many, 1.2, 3)
        marks = ["是"] * many + ["否"] * (cells - many)
        values = (dice.split(tech, many, 1.4, 3) if many else []) + values
        now = share_out(constant[name], values)
        then = share_out(before[name], [value * (1 + dice.bell(0, 0.12)) for value in values])
        for index, mark in enumerate(marks):
            cell = (f"{section}{index + 1:03d}", name, section, mark)
            rows.append(("2023", *cell, values[index], now[index], SIMULATED))
            rows.append(("2022", *cell, None, then[index], SIMULATED))
    rows.sort(key=lambda row: row[:2])
    notes = (
        "注：核算单元为行业小类与规模分组，不是单个企业；增长速度按2020年不变价计算；2022年只列不变价。",
    )
    return Sheet("增加值核算", "增加值核算工作表", WORKSHEET, numbered(rows),
                 ("填报单位：经济发展局（统计）", "单位：千元"), notes)  # fmt: skip


def months(world: World) -> Sheet:
    """Cumulative retail sales and investment from January 2020, up to November of each year."""
    dice, rows = world.dice(13), []
    totals = world.calibration["months"]
    for year in (2020, 2021, 2022, 2023):
        for name, season, key in (("社会消费品零售总额", SEASON, "retail"),
                                  ("固定资产投资", BUILDING, "investment")):  # fmt: skip
            whole = totals[key].get(year) or world.stated(name, year)
            for month in range(1, 12):
                if not sum(season[:month]):
                    continue
                share = Decimal(sum(season[:month]) * 1_000 + dice.whole(-300, 300)) / 100_000
                value = printed(Decimal(whole) * share, 1)
                rows.append(month_row(name, year, month, value))
    rows.sort(key=lambda row: (row[6], row[0]))
    notes = ("注：自年初累计数；固定资产投资1月不单独发布；全年数见年度表。",)
    return Sheet("月度累计", "主要经济指标月度快报", COLUMNS, numbered(rows),
                 ("填报单位：经济发展局（统计）",), notes)  # fmt: skip


def month_row(name: str, year: int, month: int, value: Decimal) -> tuple[Any, ...]:
    """One cumulative figure, released in the middle of the next month."""
    released = date(year, month + 1, 18)
    period = f"{year}年1月" if month == 1 else f"{year}年1—{month}月"
    return (name, period, number(value), "亿元", None, "初步核算", released, ISSUER,
            f"模拟统快〔{released.year}〕{released.month}号", "累计数", SIMULATED)  # fmt: skip


def external(world: World) -> Sheet:
    """Figures that other bodies state: taken from public reports, the day not later than."""
    rows = [
        (name, period, number(value), unit, None, "初步核算", released, body, None, UNSTATED,
         REPORTED)
        for name, period, value, unit, released, body in world.calibration["external"]
    ]  # fmt: skip
    return Sheet("部门反馈", "部门反馈及对外评价指标", COLUMNS, numbered(rows),
                 ("填报单位：经济发展局（统计）",))  # fmt: skip


def workbooks(world: World) -> list[Workbook]:
    """The statistics office's other workbooks."""
    return [
        workbook("月度统计快报.xlsx", "economy", statement=months(world)),
        workbook("部门反馈及对外评价指标.xlsx", "economy", statement=external(world)),
        workbook("增加值核算工作表.xlsx", "economy", value_added=worksheet(world)),
    ]
