"""What the zone has of land, energy, capital and labour, and how much of it enterprises ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.workbook import (
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    workbook,
)  # fmt: skip

COLUMNS = (
    Column("序号", "number", width=7),
    Column("供给编号", width=14),
    Column("要素类别", width=10),
    Column("供给名称", width=34),
    Column("供给单位", width=26),
    Column("可供数量", "number"),
    Column("计量单位", width=10),
    Column("数量口径", width=10),
    Column("适用行业代码", width=12),
    Column("要求资格", width=20),
    Column("其他条件", width=36),
    Column("供给起始日期", "day", "供给期"),
    Column("供给截止日期", "day", "供给期"),
    Column("数据性质", width=9),
)
RESERVE, POWER, GAS = "土地储备中心（模拟）", "供电营业部（模拟）", "燃气公司（模拟）"
BANK, GUARANTEE = "科技支行（模拟）", "融资担保公司（模拟）"
SCHOOL, MARKET = "职业技术学院（模拟）", "人力资源市场（模拟）"
NEW, END = date(2024, 1, 2), date(2024, 12, 31)
# code, kind, title, provider, amount, unit, basis, industries, title required, conditions, first, last day
ROWS: tuple[tuple[Any, ...], ...] = (
    ("YD-01", "用地", "西园工业地块一", RESERVE, 18, "亩", "总量",
     "C", None, "亩均投资不低于300万元", NEW, END),
    ("YD-02", "用地", "西园工业地块二", RESERVE, 46, "亩", "总量",
     "C", None, "亩均投资不低于300万元", NEW, END),
    ("YD-03", "用地", "南园科研用地", RESERVE, 35, "亩", "总量",
     "I、M", None, None, NEW, END),
    ("YD-04", "用地", "东园工业地块（收储中）", RESERVE, 60, "亩", "总量",
     "C", None, None, date(2024, 4, 1), END),
    ("CF-01", "用地", "东园标准厂房2号楼", "东园厂房运营方（模拟）", 2400, "平方米", "总量",
     "C", None, None, NEW, END),
    ("CF-02", "用地", "西园标准厂房余房", "西园厂房运营方（模拟）", 1900, "平方米", "总量",
     None, None, "整层起租", NEW, END),
    ("YN-01", "用能", "西园变电站富余容量", POWER, 5000, "千伏安", "总量",
     None, None, "接入方案经供电部门批复", NEW, END),
    ("YN-02", "用能", "东园变电站富余容量", POWER, 1000, "千伏安", "总量",
     None, None, None, NEW, date(2024, 6, 30)),
    ("YN-03", "用能", "南园燃气管网日供气余量", GAS, 6000, "立方米", "总量",
     "C", None, None, NEW, END),
    ("YZ-01", "用资", "科创信用贷", BANK, 500, "万元", "单户上限",
     None, "高新技术企业", "近两年无不良信用记录", NEW, END),
    ("YZ-02", "用资", "知识产权质押贷", BANK, 800, "万元", "单户上限",
     None, "科技型中小企业", "专利权属清晰", NEW, END),
    ("YZ-03", "用资", "园区周转贷", GUARANTEE, 600, "万元", "单户上限",
     None, None, None, NEW, END),
    ("YZ-04", "用资", "惠企转贷资金（2023年度）", GUARANTEE, 1000, "万元", "单户上限",
     None, None, None, date(2023, 1, 3), date(2023, 12, 29)),
    ("YG-01", "用工", "机电专业2024届毕业生", SCHOOL, 120, "人", "总量",
     "C", None, "须签订校企合作协议", date(2024, 3, 1), date(2024, 7, 31)),
    ("YG-02", "用工", "春季招聘会登记求职者", MARKET, 45, "人", "总量",
     None, None, None, NEW, date(2024, 4, 30)),
)  # fmt: skip
# What enterprises write beside a want whose words say no number; some write nothing.
ASKED = {
    "电力增容": ("400千伏安", "800千伏安", "1250千伏安", ""),
    "天然气接入": ("1200立方米", "8000立方米", ""),
    "知识产权质押融资": ("300万元", "500万元", "900万元"),
    "贷款到期续贷": ("200万元", "600万元", ""),
    "招聘技术工人": ("12人", "30人", "60人", ""),
    "校企合作实习岗位": ("10人", "24人", ""),
}


def asked(dice: Dice, want: str) -> str | None:
    """How much a request asks for, where it says so beside its words."""
    return (dice.one(ASKED[want]) or None) if want in ASKED else None


def offers() -> Workbook:
    """The register of what the zone has."""
    head = ("填报单位：企业服务中心（据供给单位报送汇总）",)
    notes = ("注：数量口径为“单户上限”的不计总量；适用行业代码按国民经济行业分类门类。",)
    rows = numbered((*row, SIMULATED) for row in ROWS)
    sheet = Sheet("要素供给", "园区要素供给台账", COLUMNS, rows, head, notes)
    return workbook("要素供给台账.xlsx", "service", offer=sheet)
