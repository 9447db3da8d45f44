"""Clusters: their members, the stages of products, places on lists."""

from __future__ import annotations

from datetime import date
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.registry import Entity
from zonebook.zones.lanzhou.demo.workbook import (
    REPORTED,
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    workbook,
)  # fmt: skip
from zonebook.zones.lanzhou.demo.world import World, present

MEMBER = (
    Column("序号", "number", width=7),
    Column("集群名称", "text", merged=True, width=24),
    Column("企业名称", width=34),
    Column("统一社会信用代码", width=22),
    Column("企业定位", width=14),
    Column("纳入日期", "day"),
    Column("退出日期", "day"),
    Column("数据性质", width=9),
)
PRODUCT = (
    Column("序号", "number", width=7),
    Column("产品名称", width=30),
    Column("产品类别", width=12),
    Column("企业名称", width=30),
    Column("所属集群", width=24),
    Column("临床试验批准", "text", "进展", 14),
    Column("上市申请受理", "text", "进展", 14),
    Column("应急评价启动", "text", "进展", 14),
    Column("应急评价通过", "text", "进展", 14),
    Column("批准上市", "text", "进展", 14),
    Column("预期获批", "text", "进展", 14),
    Column("最新进展", width=22),
    Column("依据", width=40),
    Column("数据性质", width=10),
)
CLUSTERS = (
    Column("序号", "number", width=7),
    Column("集群名称", width=28),
    Column("集群级别", width=10),
    Column("行业代码", width=10),
    Column("认定日期", width=16),
    Column("数据性质", width=10),
)
RANKING = (
    Column("序号", "number", width=7),
    Column("榜单名称", width=28),
    Column("评价年度", "text", width=10),
    Column("数据年度", "text", width=10),
    Column("发布机构", width=24),
    Column("位次", "number"),
    Column("参评总数", "number"),
    Column("发布日期", width=14),
    Column("备注", width=20),
    Column("所据报道", width=30),
    Column("数据性质", width=10),
)
# Chains of the zone's own: name, code, divisions of GB/T 4754, members; all invented.
CHAINS = (
    ("智能仪器产业链", "40", ("40", "39", "38"), 34),
    ("有色新材料产业链", "32", ("32", "26", "33"), 22),
    ("工业软件和数据服务产业链", "65", ("65", "64"), 41),
    ("医药商贸物流产业链", "59", ("59", "51", "54"), 27),
)
ROLES, SHARES = ("链主企业", "骨干企业", "配套企业", "服务机构"), (2, 18, 55, 25)
CLUSTER = "生物药品制品制造集群"
BY_YEAR_END = "不晚于2023-12-31"
REPORT = "公开报道（2024年2月）"
KNOWN = (  # only what public reports say: product, kind, begun, passed, licensed, expected, where
    ("三价轮状病毒疫苗", "人用疫苗", None, None, "2023年4月", None, "获准上市", "公开报道（2023年4月）"),
    ("牛结节性皮肤病灭活疫苗", "兽用疫苗", None, "2023年5月15日", None, None, "通过应急评价",
     "农业农村部公告（2023年5月15日）"),
    ("亚单位非洲猪瘟疫苗", "兽用疫苗", "2023年", None, None, "2024年6月", "启动应急评价，有望上半年获批",
     REPORT),
    ("司美格鲁肽", "药品", None, None, None, None, "产业化推进", REPORT),
)  # fmt: skip
# Invented products on their way: name, kind, chain, trial, application, licensed, expected, words
ON_THE_WAY = (
    ("模拟重组蛋白喷雾剂", "药品", CLUSTER, "2022年11月8日", None, None, None, "Ⅱ期临床入组过半"),
    (
        "模拟止血敷料",
        "医疗器械",
        CLUSTER,
        None,
        "2021年12月6日",
        "2022年9月19日",
        None,
        "取得注册证",
    ),
    (
        "模拟羊用二联灭活疫苗",
        "兽用疫苗",
        CLUSTER,
        None,
        "2023年10月12日",
        None,
        "2024年9月",
        "受理审评，预期三季度获批",
    ),
    (
        "模拟中药配方颗粒（二批）",
        "药品",
        CLUSTER,
        None,
        "2021年6月21日",
        "2022年4月11日",
        None,
        "备案上市",
    ),
    (
        "模拟便携式光谱分析仪",
        "其他",
        "智能仪器产业链",
        None,
        None,
        None,
        None,
        "样机通过第三方检测",
    ),
    ("模拟高纯靶材", "其他", "有色新材料产业链", None, None, None, None, "小批量供货"),
)
MAKERS = {CLUSTER: "生物", "智能仪器产业链": "仪器", "有色新材料产业链": "新材料"}
RANKS = (  # list, year of the list, year of its data, body; the numbers stand in the calibration
    ("国家高新区综合评价", "2023", "2022", "国家高新区主管部门", "zones_2023", BY_YEAR_END),
    ("生物医药园区竞争力", "2023", None, "中国生物技术发展中心", "bio_2023", BY_YEAR_END),
    ("生物医药园区竞争力", "2022", None, "中国生物技术发展中心", "bio_2022",
     "不晚于2022-12-31"),
    ("创新型产业集群", "2022", None, "科技部火炬中心", "clusters_2022", "2023年2月"),
)  # fmt: skip


def members(world: World) -> Sheet:
    """Enterprises of the bio-products cluster, with those that left it, and of the zone's chains."""
    rows = joined(world, world.dice(14), CLUSTER, ("27", "75", "73"), 88)
    dice = world.dice(44)
    for name, _, divisions, count in CHAINS:
        rows += joined(world, dice, name, divisions, count)
    return Sheet("集群企业", "产业集群企业名单", MEMBER, numbered(rows), ("填报单位：科技创新局",))


def joined(
    world: World, dice: Dice, cluster: str, divisions: tuple[str, ...], count: int
) -> list[tuple[Any, ...]]:
    """So many enterprises of the divisions, the first three of which may have left again."""
    fitting = [
        one
        for one in world.registry.entities
        if one.industry[:2] in divisions
        and one.kind == "enterprise"
        and one.from_on < date(2023, 1, 1)
        and not one.branch
        and present(one, days.TODAY)
    ]
    rows = []
    for index, one in enumerate(dice.some(fitting, min(count, len(fitting)))):
        since = days.working_day(dice, max(days.FIRST, one.from_on), date(2023, 11, 30))
        left = date(2023, 12, 28) if index < 3 and since < date(2023, 9, 1) else None
        role = dice.weighted(ROLES, SHARES)
        rows.append((cluster, one.name, one.credit_code, role, since, left, SIMULATED))
    return sorted(rows, key=lambda row: (row[4], row[2]))


def products(world: World) -> Sheet:
    """Stages with evidence; an expected stage is marked and is not a fact."""
    company = world.registry.entities[0].name
    rows: list[tuple[Any, ...]] = [
        (name, kind, None, None, None, None, *rest, REPORTED) for name, kind, *rest in KNOWN
    ]
    rows.append(("澄源重组蛋白原液", "其他", company, CLUSTER, *[None] * 6, "2023年11月投产",
                 "企业报送", SIMULATED))  # fmt: skip
    dice = world.dice(45)
    for name, kind, chain, trial, asked, licensed, due, said in ON_THE_WAY:
        host = maker(world, dice, chain).name
        rows.append((name, kind, host, chain, trial, asked, None, None, licensed, due, said,
                     "企业报送", SIMULATED))  # fmt: skip
    notes = ("注：预期阶段不是事实，不计入统计；只知年月的按年月登记。",)
    return Sheet("产品台账", "重点产品进展台账", PRODUCT, numbered(rows), ("填报单位：科技创新局",),
                 notes)  # fmt: skip


def maker(world: World, dice: Dice, chain: str) -> Entity:
    """A high-tech enterprise whose name says that it is of the trade of a chain."""
    holders = world.high_tech(date(2022, 1, 1))
    return dice.one([one for one in holders if MAKERS[chain] in one.name] or holders)


def clusters() -> Sheet:
    """The one cluster of the public report, and the zone's own chains."""
    rows = [(CLUSTER, "国家级", "276", "2022年", REPORTED)]
    rows += [(name, "区级", code, f"{2021 + at % 2}年", SIMULATED)
             for at, (name, code, *_) in enumerate(CHAINS)]  # fmt: skip
    return Sheet("集群", "产业集群目录", CLUSTERS, numbered(rows), ("填报单位：科技创新局",))


def rankings(world: World) -> Sheet:
    """Place, of how many, by whom, on data of which year."""
    numbers = world.calibration["rankings"]
    rows = [
        (name, year, data, body, numbers[key]["rank"], numbers[key]["of"], *released(day), REPORT,
         REPORTED)
        for name, year, data, body, key, day in RANKS
    ]  # fmt: skip
    return Sheet("排名", "榜单排名台账", RANKING, numbered(rows), ("填报单位：经济发展局（统计）",),
                 ("注：空格为公开报道未载明；入选类榜单没有位次。",))  # fmt: skip


def released(day: str) -> tuple[str | None, str | None]:
    """The day of release and the remark: a day known only as the latest is no more than a remark."""
    return (None, day) if day.startswith("不晚于") else (day, None)


def workbooks(world: World) -> list[Workbook]:
    """The cluster ledgers."""
    return [
        workbook(
            "产业集群企业名单.xlsx",
            "science",
            cluster=clusters(),
            cluster_membership=members(world),
        ),
        workbook("重点产品进展台账.xlsx", "science", product=products(world)),
        workbook("榜单排名台账.xlsx", "economy", ranking=rankings(world)),
    ]
