"""Sheet o of the third unopened five: science projects pasted from the science bureau's table."""

from __future__ import annotations

from typing import Any

from sheet_facts import Spelt, blank, day, means, month, no_day, wan, wan_text, wrong_last_character
from sheet_facts import money as sum_
from third_facts import Crowded, arrival, ditto, in_words

LEVELS = {"国家级": "national", "省级": "provincial", "市级": "municipal"}
PLANS = {
    "国家级": ("国家重点研发计划", "国家自然科学基金"),
    "省级": ("省科技重大专项", "省重点研发计划（工业类）", "中央引导地方科技发展资金"),
    "市级": ("市科技计划（揭榜挂帅）", "市人才创新创业项目"),
}
NUMBERS = {"国家级": "{}YFB38{:05d}", "省级": "{}ZDGE{:03d}", "市级": "{}-3-{}"}
SUBJECTS = (
    "高性能碳化硅陶瓷基复合材料界面调控技术", "面向高寒地区的动力电池热管理系统研发",
    "重离子治癌装置关键部件国产化",
    "当归多糖提取工艺与质量标准研究", "藏羊品种改良分子标记开发", "大型离心压缩机故障诊断平台",
    "铜冶炼烟灰中铼的高效回收", "基于国产芯片的边缘计算网关", "口服重组疫苗递送载体研究",
    "黄河上游生态监测遥感数据服务", "高纯无氧铜线制备", "光热熔盐泵国产化研制", "百合精深加工关键技术集成",
    "锂辉石选冶联合新工艺", "石化装置泄漏红外成像监测",
)  # fmt: skip
YEARS = {2020: 9, 2021: 12, 2022: 13, 2023: 12}
TAILS = ("新材料股份有限公司", "生物工程有限公司", "自动化技术有限公司", "矿冶科技有限公司")


def science() -> Crowded:
    """Approved projects of four years with their money and their acceptance."""
    paper = Crowded(
        "sheet_o.txt", "science_project",
        "粘贴的单元格，前有标题和两行填报要求；按年度分段，段内编号重起，每段后有小计；表头有换行；级别、计划类别写“〃”；"
        "立项时间有汉字日期；项目名称里有换行；资助额有万元、元两种写法并有到账、配套等相近列；备注有数字；"
        "三处须退回（立项编号重复、代码末位错、13月）", "",
    )  # fmt: skip
    paper.columns(
        ("编号", "serial"), ("立项项目名称", "name"), ("牵头承担单位", "entity.name"),
        ("单位信用代码", "entity.credit_code"), ("计划类别\n（专项名称）", "programme"),
        ("立项级别", "level"), ("立项编号\n（任务书号）", "approval_no"), ("申报时间", "applied_on"),
        ("立项时间", "approved_on"), ("研发总投入\n（万元）", "extra"),
        ("财政资助\n金额（万元）", "granted_fen"), ("其中：已到账\n（万元）", "extra"),
        ("单位自筹\n（万元）", "extra"), ("实施期限", "extra"), ("验收时间", "accepted_on"),
        ("项目负责人", "extra"), ("备注", "extra"),
    )  # fmt: skip
    paper.line("title", "榆川高新区企业承担各级科技计划项目统计表")
    paper.line("note", "填报要求：1.以立项文件为准，申报中的不填；2.联合承担的由牵头单位填报；")
    paper.line("note", "3.资助金额填任务书金额，不含地方配套。")
    paper.head()
    number = 0
    for year, count in YEARS.items():
        paper.line("section", f"{year}年度")
        first = number
        for index in range(count):
            _approved(paper, number, index, year)
            number += 1
        paper.line("subtotal", "小计", f"{number - first}项")
    paper.line("subtotal", "合计", f"{number}项")
    paper.line("note", "科室负责人：", "", "", "填报人：宁远", "", "", "填报日期：2023年12月15日")
    return paper


def _level(number: int) -> str:
    return ("省级", "省级", "国家级", "市级", "市级", "省级", "市级")[number % 7]


def _approved(paper: Crowded, number: int, index: int, year: int) -> None:
    one, level = arrival(170 + number * 3 // 4, TAILS[number * 3 // 4 % 4]), _level(number)
    plan = PLANS[level][number % len(PLANS[level])]
    above = paper.records[-1] if index and paper.lines[-1].kind == "data" else {}
    grant = (60, 45, 500, 20, 15.5, 100, 30)[number % 7] * (1 + number % 3)
    subject = SUBJECTS[number % 15] + ("", "及产业化示范", "中试验证", "团体标准研制")[number // 15]
    order = NUMBERS[level].format(f"{year % 100}" if level == "省级" else year, 101 + number * 7)
    approved = _approved_on(number, year)
    cells = [
        index + 1, _broken(subject, number), one.name, means(one.code, one.code),
        ditto(plan) if above.get("programme") == plan else means(plan, plan),
        ditto(LEVELS[level]) if above.get("level") == LEVELS[level] else means(level, LEVELS[level]),
        means(order, order) if number not in (11, 29) else blank(number), _applied_on(number, year),
        approved, round(grant * 3.2), _grant(number, grant), round(grant * 0.7, 1), round(grant * 2.2),
        f"{year}.1-{year + 2}.12", _accepted_on(number, year), "某某",
        ("", "", "与科研院所联合", "", "市级配套10", "", "")[number % 7],
    ]  # fmt: skip
    _judged(paper, number, cells)


def _judged(paper: Crowded, number: int, cells: list[Any]) -> None:
    if number == 20:
        cells[6] = means(paper.records[-1]["approval_no"], paper.records[-1]["approval_no"])
        paper.twin(6, *cells)
    elif number == 33:
        cells[3] = wrong_last_character(cells[3].means[""])
        paper.bad(3, "credit code: last character", *cells)
    elif number == 3:
        cells[14] = "2023年13月5日"
        paper.bad(14, "impossible date", *cells)
    else:
        paper.data(*cells)


def _broken(subject: str, number: int) -> Spelt:
    """Long names are broken by hand in some rows."""
    raw = f"{subject[:9]}\n{subject[9:]}" if number % 6 == 1 else subject
    return means(raw, subject)


def _grant(number: int, grant: float) -> Spelt:
    if number % 9 == 4:
        return sum_(f"{round(grant * 10_000)}元", str(grant))
    return wan_text(int(grant)) if grant >= 500 and number % 2 else wan(str(grant))


def _approved_on(number: int, year: int) -> Spelt:
    month_, date_ = 5 + number % 6, 2 + number * 5 % 26
    if number % 4 == 0:
        return in_words(year, month_, date_, "〇○"[number // 4 % 2])
    if number % 10 == 7:
        return month(year, month_, ("zh", "dot")[number % 2])
    return day(year, month_, date_, ("dots", "zh", "iso", "slashes", "spaced")[number % 5])


def _applied_on(number: int, year: int) -> Spelt:
    return (
        no_day("-") if number % 8 == 5 else month(year, 1 + number % 4, ("dot", "zh")[number % 2])
    )


def _accepted_on(number: int, year: int) -> Spelt:
    if year > 2021 or number % 3 == 2:
        return no_day("" if number % 2 else "/")
    return day(year + 2, 3 + number % 9, 4 + number, ("dots", "zh")[number % 2])


SHEETS = (science,)
