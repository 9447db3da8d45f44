"""What the zone, its carriers and platforms were awarded, joined and may say of themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from zonebook.zones.lanzhou.demo import days, innovation
from zonebook.zones.lanzhou.demo.clusters import REPORT
from zonebook.zones.lanzhou.demo.workbook import (
    REPORTED,
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    workbook,
    written,
)  # fmt: skip
from zonebook.zones.lanzhou.demo.world import World

HONOUR = (
    Column("序号", "number", width=7),
    Column("荣誉名称", width=28),
    Column("荣誉类别", width=16),
    Column("获得单位", width=30),
    Column("载体名称", width=24),
    Column("平台名称", width=24),
    Column("级别", width=9),
    Column("授予单位", width=32),
    Column("授予日期", width=20),
    Column("有效期至", width=16),
    Column("所据报道", width=26),
    Column("数据性质", width=10),
)
CLAIM = (
    Column("序号", "number", width=7),
    Column("表述用词", width=10),
    Column("表述内容", width=44),
    Column("范围", width=12),
    Column("截至日期", "zh", width=18),
    Column("失效日期", "zh", width=18),
    Column("产品名称", width=26),
    Column("出处", width=34),
    Column("数据性质", width=10),
)
ALLIANCE = (
    Column("序号", "number", width=7),
    Column("联盟名称", width=36),
    Column("加入单位", width=36),
    Column("牵头单位", width=34),
    Column("加入日期", "zh", width=18),
    Column("退出日期", "zh", width=18),
    Column("数据性质", width=10),
)
HEAD = ("填报单位：管委会办公室",)
PUBLIC = (  # what public reports name: the days are only known to the year
    ("省级绿色园区", "绿色园区", "兰州高新区", "省级", "省工业和信息化主管部门"),
    ("国家级绿色园区", "绿色园区", "兰州高新区", "国家级", "国家工业和信息化主管部门"),
    ("最满意创新案例", "营商环境奖项", "兰州高新区", "市级", "市优化营商环境主管部门"),
)
BRANDS = ("质量标杆企业", "知识产权优势企业", "智能制造示范车间")
VACCINE = "三价轮状病毒疫苗"
CLAIMS = (  # word, claim, scope, as of, no longer since, product, source, badge
    ("唯一", "西部唯一（加入联盟，以联盟名单为准，名单变动即失效）", "西部", date(2023, 12, 31), None,
     None, REPORT, REPORTED),
    ("首款", "我国首款三价轮状病毒疫苗获批上市", "全国", date(2023, 4, 20), None, VACCINE,
     "公开报道（2023年4月）", REPORTED),
)  # fmt: skip
ALLIANCES = (  # name, leader, joined, left; invented, as their members are
    ("模拟生物制品产业协作联盟", "模拟生物制品行业协会", date(2021, 5, 18), None),
    ("模拟国家高新区成果转化协作网", "模拟技术转移协作中心", date(2021, 9, 10), None),
    ("模拟工业软件生态联合体", "模拟工业软件促进会", date(2022, 6, 24), None),
    ("模拟有色新材料创新联合体", "模拟新材料研究联合会", date(2022, 11, 3), date(2023, 11, 30)),
    ("模拟中小企业数字化转型联盟", "模拟数字化转型促进会", date(2023, 3, 28), None),
    ("模拟中医药质量标志物协作组", "模拟中药质量协作委员会", date(2023, 10, 19), None),
)


def honours(world: World) -> Sheet:
    """What public reports name, and invented titles of carriers, platforms and enterprises."""
    rows: list[tuple[Any, ...]] = [
        (name, kind, holder, None, None, level, body, "2023年", None, REPORT, REPORTED)
        for name, kind, holder, level, body in PUBLIC
    ]
    carriers, _, platforms, _ = innovation.workbooks(world)
    rows += [of_carrier(row) for row in carriers.sheets[0][1].rows if row[9]][:8]
    rows += [of_platform(row) for row in platforms.sheets[0][1].rows if row[4] == "省级"]
    dice = world.dice(46)
    for index, one in enumerate(dice.some(world.high_tech(date(2021, 1, 4)), 6)):
        day = days.working_day_of(dice, 2021 + index % 3)
        rows.append((BRANDS[index % 3], "品牌", one.name_on(day), None, None, "市级",
                     "市质量工作主管部门（模拟）", written(day, "zh"),
                     written(days.years_later(day, 2), "zh"), None, SIMULATED))  # fmt: skip
    return Sheet("荣誉", "荣誉台账", HONOUR, numbered(rows), HEAD)


def of_carrier(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The recognition of a carrier by the province, or by the state where that came."""
    name, kind, operator, national = row[1], row[2], row[6], row[10]
    level, day = ("国家级", national) if national else ("省级", row[9])
    return (f"{level}{kind}", "载体认定", operator, name, None, level, f"{level[:-1]}科技主管部门（模拟）",
            written(day, "zh"), None, None, SIMULATED)  # fmt: skip


def of_platform(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The recognition of a platform by the province, in the year in which it got its plate."""
    name, kind, level, host, agreed, unveiled = row[1], row[3], row[4], row[5], row[7], row[8]
    return (f"{level}{kind}", "其他", host, None, name, level, "省科技主管部门（模拟）",
            written(unveiled or agreed, "zh"), None, None, SIMULATED)  # fmt: skip


def claims(world: World) -> Sheet:
    """Superlatives with their scope, day and source; one of them no longer holds."""
    carriers, _, platforms, _ = innovation.workbooks(world)
    largest = max(carriers.sheets[0][1].rows, key=lambda row: row[5])[1]
    first, second, third, *_ = [row[1] for row in platforms.sheets[0][1].rows]
    rows = [
        *CLAIMS,
        ("最大", f"{largest}为区内面积最大的孵化载体", "本区", date(2023, 12, 31), None, None,
         "孵化载体台账（2023年末）", SIMULATED),
        ("率先", f"{first}率先公开成果转化收益分配办法", "本市", date(2022, 4, 8), None, None,
         "模拟平台工作简报（2022年4月）", SIMULATED),
        ("唯一", f"{second}为区内唯一具备低温中试条件的平台（{third}建成后失效）", "本区",
         date(2022, 3, 1), date(2023, 4, 10), None, "模拟平台验收意见（2022年3月）", SIMULATED),
        ("率先", f"{third}率先向区内中小企业开放全部仪器", "本区", date(2023, 9, 15), None, None,
         "模拟平台开放目录（2023年9月）", SIMULATED),
    ]  # fmt: skip
    return Sheet("表述依据", "“唯一、首个、率先”表述依据台账", CLAIM, numbered(rows), HEAD,
                 ("注：他人加入或超过之日起，表述失效，不得再用。",))  # fmt: skip


def alliances(world: World) -> Sheet:
    """Alliances that platforms and enterprises here joined; one was left again."""
    hosts = world.dice(47).some(world.high_tech(date(2021, 3, 1)), len(ALLIANCES))
    rows = [(name, one.name, leader, joined, left, SIMULATED)
            for (name, leader, joined, left), one in zip(ALLIANCES, hosts, strict=True)]  # fmt: skip
    return Sheet("加入联盟", "加入联盟和协作机制台账", ALLIANCE, numbered(rows), HEAD)


def workbooks(world: World) -> list[Workbook]:
    """The ledger of honours, claims and alliances."""
    return [
        workbook(
            "荣誉和表述台账.xlsx",
            "committee_office",
            honour=honours(world),
            superlative=claims(world),
            alliance_membership=alliances(world),
        )
    ]
