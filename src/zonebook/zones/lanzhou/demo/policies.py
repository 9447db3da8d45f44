"""Policies and money: the ten measures, tax relief by kind, science policy funds."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.ladder import ABOVE
from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.workbook import (
    REPORTED,
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    total,
    workbook,
)  # fmt: skip
from zonebook.zones.lanzhou.demo.world import World

WAN = 10_000  # 元 in 万元
ARTICLES = (
    ("新增限额以上商贸企业奖励", "首次纳统的商贸企业", "一次性奖励", "10"),
    ("批发零售增长奖励", "限额以上批发零售企业", "按增量分档", "50"),
    ("住宿餐饮提质奖励", "限额以上住宿餐饮企业", "一次性奖励", "8"),
    ("总部型商贸企业落户支持", "新落户的区域总部", "按贡献分档", "200"),
    ("区域结算中心支持", "设立区域销售结算中心的企业", "按贡献分档", "300"),
    ("电商平台建设补助", "自建平台的企业", "按投资比例", "100"),
    ("首店引进补助", "引进首店的商业载体", "一次性补助", "30"),
    ("会展活动补助", "在区内办展的企业", "按实际支出", "50"),
    ("商贸企业贷款贴息", "限额以上商贸企业", "贴息", "20"),
    ("限上企业统计人员补助", "依法纳统的商贸企业", "定额补助", "0.5"),
)
CLAUSES = (
    Column("条款序号", "number", width=9),
    Column("政策名称", width=30),
    Column("条款标题", width=28),
    Column("支持对象", width=26),
    Column("支持方式", width=14),
    Column("单户上限（万元）", "text", width=12),
    Column("数据性质", width=12),
)
POLICY = (
    Column("序号", "number", width=7),
    Column("政策名称", width=34),
    Column("政策简称", width=12),
    Column("政策层级", width=9),
    Column("政策类别", width=10),
    Column("发布单位", width=22),
    Column("文号", width=20),
    Column("施行日期", "zh", width=16),
    Column("是否示例", width=9),
    Column("数据性质", width=12),
)
RELIEF = (
    Column("序号", "number", width=7),
    Column("月份", "month"),
    Column("措施类别", width=12),
    Column("金额（万元）", "number"),
    Column("来函文号", width=22),
    Column("数据性质", width=9),
)
KINDS = ("减税", "降费", "退税", "缓税", "缓费")
FUNDS = (
    Column("序号", "number", width=7),
    Column("收款单位", width=34),
    Column("统一社会信用代码", width=22),
    Column("政策项目", width=24),
    Column("资金用途", width=10),
    Column("资金级别", width=10),
    Column("拨付日期", "dot"),
    Column("金额（万元）", "number"),
    Column("收付类型", width=10),
    Column("拨付文号", width=22),
    Column("备注", width=24),
    Column("数据性质", width=9),
)
ITEMS = ("研发投入奖补", "高新技术企业认定奖励", "科技型中小企业奖补", "创新平台建设补助",
         "技术交易奖补", "科技计划项目经费")  # fmt: skip
NAME, DOC_NO, IN_FORCE = "支持商贸业发展十条措施（示例）", "模拟商贸〔2023〕1号", date(2023, 3, 1)
PURPOSE = "科技创新"
# Documents of the state that the rules of the catalogue rest on: title, short name, theme, issuer,
# number, day of issue, day of force.
NATIONAL = (
    ("高新技术企业认定管理办法", "高企认定办法", "科技创新", "科技部 财政部 国家税务总局",
     "国科发火〔2016〕32号", date(2016, 1, 29), date(2016, 1, 1)),
    ("科技型中小企业评价办法", "科小评价办法", "科技创新", "科技部 财政部 国家税务总局",
     "国科发政〔2017〕115号", date(2017, 5, 3), date(2017, 5, 3)),
    ("优质中小企业梯度培育管理暂行办法", "梯度培育办法", "工业", "工业和信息化部",
     "工信部企业〔2022〕63号", date(2022, 6, 1), date(2022, 8, 1)),
    ("关于延长高新技术企业和科技型中小企业亏损结转年限的通知", "亏损结转", "税费", "财政部 税务总局",
     "财税〔2018〕76号", date(2018, 7, 11), date(2018, 1, 1)),
    ("关于进一步完善研发费用税前加计扣除政策的公告", "研发加计扣除", "税费", "财政部 税务总局",
     "财政部 税务总局公告2023年第7号", date(2023, 3, 26), date(2023, 1, 1)),
    ("关于先进制造业企业增值税加计抵减政策的公告", "先进制造业加计抵减", "税费", "财政部 税务总局",
     "财政部 税务总局公告2023年第43号", date(2023, 9, 3), date(2023, 1, 1)),
    ("关于继续实施科技企业孵化器、大学科技园和众创空间有关税收政策的公告", "孵化器税收", "税费",
     "财政部 税务总局 科技部 教育部", "财政部 税务总局 科技部 教育部公告2023年第42号",
     date(2023, 8, 28), date(2024, 1, 1)),
)  # fmt: skip
# Lists for public notice: policy, the day it is made, the day it is paid (None: not yet).
LISTS = (
    ("trade_statistician", date(2024, 1, 22), date(2024, 2, 5)),
    ("trade_growth", date(2024, 2, 5), None),
    ("trade_new_above", date(2024, 2, 8), None),
)
# Applications of enterprises for quick payment: policy, the day of its return, of its application,
# and what the return says (万元). Of the first, two of the sixty working days are left today.
APPLIED = (
    ("trade_ecommerce", date(2023, 11, 20), date(2023, 11, 22), {"platform_investment": "180"}),
    ("trade_interest", date(2024, 1, 12), date(2024, 1, 15), {"loan_interest": "46.2"}),
)
LEVELS = ("中央", "省级", "市级")


def write(folder: Path, world: World) -> None:
    """Write `policy_applications.yaml` for the loader, which plays it through the enterprise's page."""
    shops = {
        one.entity.credit_code: one.entity for one in world.ladder.certificates
        if one.qualification == ABOVE and one.granted_on < APPLIED[0][1] and one.ends_on is None
        and one.entity.industry.startswith(("51", "52")) and one.entity.to_on is None
    }  # fmt: skip
    applicants = sorted(shops.values(), key=lambda one: "电子商务" not in one.name)
    rows = [
        {"enterprise": entity.credit_code, "policy": policy, "filed_on": filed_on.isoformat(),
         "applied_on": applied_on.isoformat(), "values": values}
        for entity, (policy, filed_on, applied_on, values) in zip(applicants, APPLIED, strict=False)
    ]  # fmt: skip
    text = json.dumps({"applications": rows}, ensure_ascii=False, indent=1)
    (folder / "policy_applications.yaml").write_text(text + "\n", "utf-8")


def policy() -> Sheet:
    """What is in force here: public documents of the state, and the zone's own ten measures."""
    own = (
        NAME,
        "商贸十条",
        "区级",
        "商贸",
        "高新区管委会（模拟）",
        DOC_NO,
        IN_FORCE,
        "是",
        "演示假定",
    )
    rows = [(title, short, "国家级", theme, issuer, doc_no, since, "否", REPORTED)
            for title, short, theme, issuer, doc_no, _, since in NATIONAL]  # fmt: skip
    return Sheet(
        "政策", "惠企政策目录", POLICY, numbered([own, *rows]), ("填报单位：企业服务中心",)
    )


def clauses(world: World) -> Sheet:
    """The ten measures, worded by ourselves and marked as examples."""
    count = world.calibration["policies"]["articles"]
    rows = [
        (number, NAME, *article, "演示假定")
        for number, article in enumerate(ARTICLES[:count], start=1)
    ]
    return Sheet("政策条款", "惠企政策条款台账", CLAUSES, rows, ("填报单位：企业服务中心",),
                 ("注：条款内容为演示所拟，不是任何现行政策。",))  # fmt: skip


def relief(world: World) -> Sheet:
    """Tax relief by month and kind as the tax office's letters give it."""
    dice, plan = world.dice(2), world.calibration["policies"]["tax_relief"]
    rows: list[tuple[Any, ...]] = []
    for year, months in ((2022, 12), (2023, 12), (2024, 1)):
        cells = months * len(KINDS)
        whole = dice.within(plan[year], 10_000)  # 亿元 in 万元
        parts = dice.split(whole, cells, 0.6, 20)
        for index, amount in enumerate(parts):
            month, kind = index // len(KINDS) + 1, KINDS[index % len(KINDS)]
            doc_no = f"模拟税函〔{year}〕{month}号"
            rows.append((date(year, month, 1), kind, amount, doc_no, SIMULATED))
    notes = ("注：来函只到类别，不到企业；缓税缓费为延期缴纳，不是减免，各类不得混同。",)
    return Sheet("分月分类", "减税降费及退税缓税缓费情况表", RELIEF, numbered(rows),
                 ("数据来源：税务部门",), notes)  # fmt: skip


def payments(world: World) -> tuple[Sheet, Sheet]:
    """Payments and returns of three levels; the zone's own money stands apart."""
    dice, plan = world.dice(3), world.calibration["policies"]
    rows = [row for year in (2022, 2023) for row in paid_in(world, dice, year, plan["funds"][year])]
    sheet = Sheet("兑现台账", "科技创新政策资金兑现台账", FUNDS, numbered(rows),
                  ("填报单位：科技创新局", "单位：万元"),
                  ("注：退回以负数登记；区级配套资金另表，不计入三级兑现数。",))  # fmt: skip
    own = [
        payment(dice, holder.name, holder.credit_code, "区级", days.working_day_of(dice, 2023),
                dice.whole(2, 20) * WAN)
        for holder in dice.some(world.high_tech(date(2022, 12, 31)), 24)
    ]  # fmt: skip
    own.sort(key=lambda row: (row[5], row[1]))
    return sheet, Sheet("区级配套", "区级配套资金拨付情况", FUNDS, numbered(own),
                        ("填报单位：科技创新局", "单位：万元"))  # fmt: skip


def paid_in(world: World, dice: Dice, year: int, published: Decimal) -> list[tuple[Any, ...]]:
    """The payments of a year, less what came back, sum to the total."""
    net = dice.within(published, WAN)
    back = [dice.whole(5, 30) * WAN for _ in range(3)]
    story = 50 * WAN if year == 2023 else 0
    parts = dice.split(net + sum(back) - story, 236, 1.0, 5_000)
    holders = world.high_tech(date(year, 1, 1))
    found = []
    for amount in parts:
        holder, day = dice.one(holders), days.working_day_of(dice, year)
        if holder.to_on and holder.to_on <= day:
            holder = holders[0]
        level = dice.weighted(LEVELS, (15, 50, 35))
        found.append(payment(dice, holder.name_on(day), holder.credit_code, level, day, amount))
    for amount in back:
        holder = dice.one(holders)
        found.append(
            payment(dice, holder.name, holder.credit_code, "市级", days.working_day_of(dice, year),
                    -amount)
        )  # fmt: skip
    if story:
        company = world.registry.entities[0]
        found.append((company.name, company.credit_code, ITEMS[0], PURPOSE, "省级", date(2023, 10, 26),
                      50, "兑现", "模拟科资〔2023〕10号", "2022年度研发投入", SIMULATED))  # fmt: skip
    return sorted(found, key=lambda row: (row[5], row[1], row[6]))


def payment(
    dice: Dice, name: str, code: str, level: str, day: date, amount: int
) -> tuple[Any, ...]:
    """One payment, or one return where the amount is negative (yuan)."""
    kind = "兑现" if amount > 0 else "退回"
    note = None if amount > 0 else "验收未通过，资金退回"
    doc_no = f"模拟科资〔{day.year}〕{day.month}号"
    wan = float(Decimal(amount) / WAN)
    return (name, code, dice.one(ITEMS), PURPOSE, level, day, wan, kind, doc_no, note, SIMULATED)


def workbooks(world: World) -> list[Workbook]:
    """The three ledgers of policies and money."""
    paid, own = payments(world)
    total(paid, "金额（万元）")
    return [
        workbook("惠企政策条款台账.xlsx", "service", policy=policy(), policy_clause=clauses(world)),
        workbook("减税降费情况表.xlsx", "service", tax_relief=relief(world)),
        workbook("科技政策资金兑现台账.xlsx", "science", fund_payment=[paid, own]),
    ]
