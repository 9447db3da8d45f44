"""Promotion events, investors of note, first-report claims and the settlement centres."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.promotion import CONTRACT, GROUPS
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

ROADSHOW = (
    Column("序号", "number", width=7),
    Column("活动名称", width=36),
    Column("举办日期", "zh", width=16),
    Column("地点", width=18),
    Column("主题产业", width=14),
    Column("活动状态", width=10),
    Column("参会企业数", "number"),
    Column("现场签约数", "number"),
    Column("费用（万元）", "number"),
    Column("承办组", width=12),
    Column("数据性质", width=9),
)
INVESTOR = (
    Column("序号", "number", width=7),
    Column("投资方", width=30),
    Column("投资方类别", width=16),
    Column("榜单名称", width=22),
    Column("榜单年度", "text", width=9),
    Column("位次", "number"),
    Column("控股关系", width=12),
    Column("控股母公司", width=30),
    Column("是否上市公司", width=10),
    Column("上市地", width=10),
    Column("证券简称", width=14),
    Column("股票代码", width=12),
    Column("上市日期", "zh", width=16),
    Column("区内企业", width=34),
    Column("数据性质", width=9),
)
CLAIM = (
    Column("序号", "number", width=7),
    Column("项目（线索）名称", width=32),
    Column("报备单位", merged=True),
    Column("报备日期", "day"),
    Column("首谈人", width=10),
    Column("保护期至", "day"),
    Column("数据性质", width=9),
)
CENTRE = (
    Column("序号", "number", width=7),
    Column("结算中心简称", width=16),
    Column("设立情况", width=30),
    Column("登记时间", width=20),
    Column("数据性质", width=12),
)
STAKE = (
    Column("序号", "number", width=7),
    Column("项目名称", width=32),
    Column("投资方", width=30),
    Column("投资角色", width=10),
    Column("数据性质", width=9),
)
THEMES = ("生物医药", "新材料", "数字经济", "智能装备", "现代服务业")
CITIES = ("东部某市", "南方某市", "西部某市", "兰州")
NAMED = ("赣兴", "萍钢", "长力")  # named in the public report; nothing else is known of them here


def roadshows(world: World) -> Sheet:
    """Events by day; planned and cancelled ones do not count."""
    dice, plan = world.dice(7), world.calibration["promotion"]["roadshows"]
    rows: list[tuple[Any, ...]] = []
    for year, count in plan.items():
        states = ["已举办"] * count + (["已取消"] if year == 2023 else [])
        for state in states:
            day = days.working_day_of(dice, year)
            theme, city = dice.one(THEMES), dice.one(CITIES)
            held = state == "已举办"
            rows.append((
                f"{theme}产业招商推介会（{city}）", day, city, theme, state,
                dice.whole(25, 120) if held else None, dice.whole(0, 4) if held else None,
                dice.whole(3, 28) if held else None, dice.one(GROUPS), SIMULATED,
            ))  # fmt: skip
    planned = ("生物医药产业招商推介会（春季）", date(2024, 3, 21), "东部某市", "生物医药", "计划",
               None, None, None, GROUPS[0], SIMULATED)  # fmt: skip
    rows.append(planned)
    rows.sort(key=lambda row: (row[1], row[0]))
    return Sheet("活动台账", "招商推介活动台账", ROADSHOW, numbered(rows),
                 ("填报单位：投资促进局",))  # fmt: skip


def investors(world: World) -> Sheet:
    """Investors on a list or leading their trade, and listed companies, of all signed projects."""
    dice, plan = world.dice(8), world.calibration["promotion"]
    signed = [
        one
        for one in world.promotion.of_year(2023)
        if one.kind == CONTRACT and "控股" not in one.investor and "澄源" not in one.investor
    ]
    names = [one.investor for one in signed]
    twice = sorted({name for name in names if names.count(name) > 1})
    once = [name for name in dict.fromkeys(names) if name not in twice]
    chosen = dice.some(once, plan["top500"] - 1 + plan["listed"])
    top = twice[:1] + chosen[: plan["top500"] - len(twice[:1])]
    rest = [name for name in chosen if name not in top][: plan["listed"]]
    lists = (("中国企业500强", "模拟企业500强榜"), ("中国民营企业500强", "模拟民企500强榜"))
    listings: dict[str, tuple[Any, ...]] = {}
    for index, name in enumerate(top[:-1]):
        kind, board = lists[index % 2]
        listings[name] = (kind, board, "2023", dice.whole(30, 480))
    listings |= dict.fromkeys(top[-1:], ("行业龙头", None, "2023", None))
    earlier = [one for one in world.promotion.of_year(2022) if one.kind == CONTRACT]
    listings |= {one.investor: ("行业龙头", None, "2022", None) for one in dice.some(earlier, 3)}
    rows = [investor(world, number, name, listings.get(name), name in rest)
            for number, name in enumerate(behind(world, [*top, *rest]))]  # fmt: skip
    above = parents(rows)
    return Sheet("投资方名录", "重点投资方名录", INVESTOR, numbered([*above, *rows]),
                 ("填报单位：投资促进局",),
                 ("注：按投资方计家数，同一投资方多个项目只计一家。",))  # fmt: skip


def parents(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The groups that control investors; where the subsidiary is on a list, so was the group before."""
    held = {row[6]: row for row in rows if row[6]}
    return [
        (name, *((row[1], row[2], "2022", row[4] + 7) if row[4] else (None,) * 4), "集团本部", None,
         "否", *[None] * 5, SIMULATED)
        for name, row in sorted(held.items())
    ]  # fmt: skip


def behind(world: World, first: list[str]) -> list[str]:
    """Every investor with a signed project, those of note first, the others by day of signing."""
    signed = [one for one in world.promotion.projects if one.signed_on]
    signed.sort(key=lambda one: (one.signed_on or date.max, one.name))
    return list(dict.fromkeys([*first, *(one.investor for one in signed)]))


def investor(
    world: World, number: int, name: str, listing: tuple[Any, ...] | None, is_listed: bool
) -> tuple[Any, ...]:
    """One investor: the list it is on, who controls it, where it is listed, its company here."""
    held = bool(listing and listing[1]) or (number % 6 == 5 and not is_listed)
    parent = f"{name[:3]}产业集团有限公司" if held else None
    listed: tuple[Any, ...] = (None,) * 4
    if is_listed:
        place = ("深交所", "上交所")[number % 2]
        listed = (place, f"模拟{name[:2]}", f"MN{number + 1:04d}", date(2012 + number, 6, 18))
    here = next((one.company.name for one in world.promotion.projects
                 if one.investor == name and one.company), None)  # fmt: skip
    return (name, *(listing or (None,) * 4), "控股子公司" if held else "本级", parent,
            "是" if is_listed else "否", *listed, here, SIMULATED)  # fmt: skip


def stakes(world: World) -> Sheet:
    """Which investor stands behind each signed project."""
    signed = [one for one in world.promotion.projects if one.signed_on]
    signed.sort(key=lambda one: (one.signed_on or date.max, one.name))
    rows = [(one.name, one.investor, "牵头", SIMULATED) for one in signed]
    return Sheet("项目投资方", "项目投资方对应表", STAKE, numbered(rows), ("填报单位：投资促进局",))


def claims(world: World) -> Sheet:
    """Who reported a lead first, and until when the others leave it to them."""
    dice, people = world.dice(9), ("王干事", "刘干事", "赵干事", "孙干事", "马干事")
    rows = []
    for one in world.promotion.projects:
        if one.lead_on >= date(2023, 1, 1) or "澄源" in one.name:
            until = one.lead_on + timedelta(180)
            rows.append((one.name, one.group, one.lead_on, dice.one(people), until, SIMULATED))
    rows.sort(key=lambda row: (GROUPS.index(row[1]), row[2], row[0]))
    return Sheet("线索报备", "招商线索首报首谈台账", CLAIM, numbered(rows), ("填报单位：投资促进局",),
                 ("注：首报单位自报备之日起享有180日保护期。",))  # fmt: skip


def centres() -> Sheet:
    """The three centres of the public report; their turnover is one statement for all three."""
    rows = [(name, "区域销售结算中心", "不晚于2023年12月31日", REPORTED) for name in NAMED]
    return Sheet("结算中心", "区域销售结算中心台账", CENTRE, numbered(rows), ("填报单位：投资促进局",),
                 ("注：入库纳统金额为三家合计的一个数，不拆分。",))  # fmt: skip


def workbooks(world: World) -> list[Workbook]:
    """The promotion bureau's smaller ledgers."""
    return [
        workbook("招商推介活动台账.xlsx", "promotion", roadshow=roadshows(world)),
        workbook(
            "重点投资方名录.xlsx",
            "promotion",
            investor=investors(world),
            project_investor=stakes(world),
        ),
        workbook("招商线索首报首谈台账.xlsx", "promotion", claim=claims(world)),
        workbook("区域销售结算中心台账.xlsx", "promotion", settlement_centre=centres()),
    ]
