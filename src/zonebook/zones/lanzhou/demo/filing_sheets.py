"""The science bureau's workbook of returns: a sheet a year, short for the years before 2022."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zonebook.zones.lanzhou.demo.workbook import (
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    workbook,
)  # fmt: skip

WAN, PERSONS, ITEMS, POINTS = "（万元）", "（人）", "（项）", "（分）"
WHO = ("企业名称", "统一社会信用代码", "申报年度", "填报日期", "材料核验日期")
# head → the head above it and the unit behind it
HEADS: dict[str, tuple[str, str]] = {
    "营业收入": ("经营情况", WAN), "主营业务收入": ("经营情况", WAN), "销售收入": ("经营情况", WAN),
    "收入总额": ("经营情况", WAN), "高新技术产品（服务）收入": ("经营情况", WAN),
    "成本费用支出总额": ("经营情况", WAN), "净利润": ("经营情况", WAN), "年末净资产": ("经营情况", WAN),
    "资产总额": ("经营情况", WAN), "负债总额": ("经营情况", WAN), "新增股权投资": ("经营情况", WAN),
    "年应纳税所得额": ("税务", WAN), "上缴税金": ("税务", WAN), "从业人数季度平均": ("税务", PERSONS),
    "资产总额季度平均": ("税务", WAN), "西部鼓励类产业收入": ("税务", WAN),
    "不适用加计扣除行业": ("税务", ""),
    "研发费用总额": ("研发情况", WAN), "其中境内研发费用": ("研发情况", WAN),
    "科技成果转化数": ("研发情况", ITEMS), "研发机构级别": ("研发情况", ""),
    "职工总数": ("人员", PERSONS), "科技人员": ("人员", PERSONS), "研发人员": ("人员", PERSONS),
    "核心知识产权数": ("知识产权", ITEMS), "知识产权Ⅰ类": ("知识产权", ITEMS),
    "自主研发Ⅰ类知识产权数": ("知识产权", ITEMS), "高价值Ⅰ类知识产权数": ("知识产权", ITEMS),
    "有效益Ⅰ类知识产权数": ("知识产权", ITEMS), "知识产权Ⅱ类": ("知识产权", ITEMS),
    "从事细分市场年限": ("产品与市场", ""), "细分市场占有率": ("产品与市场", "（%）"),
    "产业链作用": ("产品与市场", ""), "属于高新技术领域": ("产品与市场", ""),
    "属于战略性新兴产业": ("产品与市场", ""), "主导产品属重点领域": ("产品与市场", ""),
    "属于禁止限制淘汰类": ("产品与市场", ""),
    "数字化水平等级": ("管理", ""), "质量管理项数": ("管理", ITEMS), "信息系统支撑业务数": ("管理", ITEMS),
    "科技奖励数": ("荣誉", ITEMS), "主导制定标准数": ("荣誉", ITEMS), "创客中国名次": ("荣誉", ""),
    "近一年重大事故或违法": ("信用", ""), "科研严重失信": ("信用", ""), "经营异常名录": ("信用", ""),
    "严重违法失信名单": ("信用", ""),
    "技术先进程度得分": ("专家评审", POINTS), "核心支持作用得分": ("专家评审", POINTS),
    "知识产权获得方式得分": ("专家评审", POINTS), "研发组织得分": ("专家评审", POINTS),
    "研发机构得分": ("专家评审", POINTS), "激励与平台得分": ("专家评审", POINTS),
    "人才绩效得分": ("专家评审", POINTS), "省级特色指标得分": ("专家评审", POINTS),
}  # fmt: skip
FLOWS = (
    "营业收入", "主营业务收入", "销售收入", "年末净资产", "新增股权投资", "研发费用总额", "其中境内研发费用",
    "科技成果转化数",
)  # fmt: skip
ABOVE = ("填报单位：科技创新局", "来源：企业自行申报，不含统计调查资料")
NOTES = (
    "注：1.空格为企业未填报。2.材料核验日期为科技创新局核对证明材料的日期，未填为未核验。",
    "3.专家评审得分按《高新技术企业认定管理工作指引》和省级特色指标逐项给出。",
)


def workbook_of(rows: Sequence[dict[str, Any]]) -> Workbook:
    """All returns, sorted by the day on which they came in."""
    sheets = []
    for year in ("2020", "2021", "2022", "2023"):
        own = [one for one in rows if one["申报年度"] == year]
        own.sort(key=lambda row: (row["填报日期"], row["企业名称"]))
        heads = list(HEADS) if year >= "2022" else [one for one in HEADS if one in FLOWS]
        lines = [(*(row.get(one) for one in (*WHO, *heads)), SIMULATED) for row in own]
        title = f"科技型企业申报数据汇总表（{year}年度）"
        sheets.append(Sheet(f"{year}年", title, columns(heads, own), numbered(lines), ABOVE, NOTES))
    return workbook("企业申报数据.xlsx", "science", filing=sheets)


def columns(heads: Sequence[str], rows: Sequence[dict[str, Any]]) -> list[Column]:
    """The columns of a sheet; what holds words is written as text."""
    found = [
        Column("序号", "number", width=7),
        Column("企业名称", width=34),
        Column("统一社会信用代码", width=22),
        Column("申报年度", "text", width=10),
        Column("填报日期", "zh", width=16),
        Column("材料核验日期", "zh", width=16),
    ]
    for one in heads:
        group, unit = HEADS[one]
        is_word = any(isinstance(row.get(one), str) for row in rows)
        found.append(Column(f"{one}{unit}", "text" if is_word else "number", group, 13))
    return [*found, Column("数据性质", width=9)]
