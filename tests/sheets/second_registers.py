"""Sheets h, i and j of the second unopened five: entities, certificates and statements."""

from __future__ import annotations

from typing import Any

from second_facts import newcomer
from sheet_facts import (
    Spelt,
    blank,
    day,
    last_day,
    means,
    money,
    month,
    no_day,
    wan,
    wan_text,
)
from sheet_paper import AS_ABOVE, Paper, Shown

KINDS = (
    ("有限公司", "enterprise", "食品有限公司", "C13 农副食品加工业", "13"),
    ("个体户", "sole_trader", "小炒店", "H62 餐饮业", "62"),
    ("股份有限公司", "enterprise", "生物股份有限公司", "C27 医药制造业", "27"),
    ("专业合作社", "cooperative", "蔬菜种植专业合作社", "A01 农业", "01"),
    ("有限公司", "enterprise", "软件有限公司", "I65 软件和信息技术服务业", "65"),
    ("分支机构", "enterprise", "商贸有限公司高新区分公司", "F51 批发业", "51"),
    ("个体户", "sole_trader", "五金店", "F52 零售业", "52"),
)


def roll() -> Paper:
    """Entities by street, pasted with a title; former names in a column of their own."""
    paper = Paper(
        "sheet_h.txt", "entity",
        "粘贴的单元格，带标题；街道名单独成行（写在B列）；小计在B列；资本单位只在填表行；表头有换行；"
        "成立日与核准日并列；有曾用名；分支机构；一处美元资本须退回", "",
    )  # fmt: skip
    paper.columns(
        ("社会信用代码\n（营业执照号）", "credit_code"), ("经营主体全称", "name"),
        ("曾用名称", "names.name"), ("主体类别", "kind"), ("行业大类", "industry"),
        ("注册资金（出资额）", "registered_capital_fen"), ("成立登记日", "established_on"),
        ("最近核准日", "extra"), ("住所或经营场所", "address"), ("法人代表", "extra"),
        ("存续状态", "closed_how"), ("注销或吊销日", "closed_on"),
    )  # fmt: skip
    paper.line("title", "榆川高新区经营主体花名册（2023年末）")
    paper.line("caption", "填报：市场监管窗口", "", "", "", "", "", "", "", "", "", "单位：万元")
    paper.head()
    number = 0
    for street, count in (("云台街道", 8), ("天河街道", 9), ("兰台街道", 5)):
        paper.line("section", "", street)
        for _ in range(count):
            _enrolled(paper, number, street)
            number += 1
        paper.line("subtotal", "", f"小计：{count}户")
    paper.line("subtotal", "", f"总计：{number}户")
    paper.line("note", "备注：分支机构不填注册资金；吊销未注销的仍列入本册。")
    return paper


GONE = {
    6: ("已注销", "deregistered"),
    12: ("吊销未注销", "revoked"),
    19: ("已注销", "deregistered"),
}
RENAMED = {2: "生物技术有限公司", 11: "信息技术有限公司"}


def _enrolled(paper: Paper, number: int, street: str) -> None:
    words, kind, tail, written, industry = KINDS[number % 7]
    one = newcomer(100 + number, tail, kind)
    state, how = GONE.get(number, (("在业", "存续", "开业")[number % 3], None))
    former = f"榆川{one.brand}{RENAMED[number]}" if number in RENAMED else None
    code = one.code.lower() if number % 5 == 4 else one.code
    if number % 6 == 1:
        code = f"{code[:6]} {code[6:14]} {code[14:]}"
    style = ("zh", "dots", "iso", "slashes", "compact_text")[number % 5]
    began = day(2012 + number % 11, 1 + number % 12, 9, style) if number != 8 else month(2016, 3)
    closed = day(2023, 2 + number // 2, 14, ("dots", "zh")[number % 2]) if how else no_day("")
    cells: list[Any] = [
        means(code, one.code), one.name, means(former, former) if former else blank(number),
        means(words, kind), means(written, industry), _capital(number, words), began,
        f"2023.{1 + number % 12}.20", f"{street}文汇路{2 * number + 1}号" if number % 6 else means("—", None),
        "某某", means(state, how), closed,
    ]  # fmt: skip
    if number == 14:
        cells[5] = "100万美元"
        paper.bad(5, "not in yuan", *cells)
        return
    paper.data(*cells)
    paper.add_meaning(is_branch=words == "分支机构")


def _capital(number: int, words: str) -> Spelt:
    if words == "分支机构":
        return blank(number)
    if words == "个体户":
        return wan("5") if number % 2 else wan("0.8")
    turns = (wan(500 + number * 10), wan_text(1200 + number * 100), money("300万元人民币", 300))
    return turns[number % 3]


LADDER = {
    "云台街道": [
        ("高新技术企业", "hnte", "新认定", 0), (None, "hnte", "重新认定", 1),
        (None, "hnte", "异地迁入", 2), ("省级专精特新中小企业", "srdi_sme", "新认定", 0),
        (None, "srdi_sme", "复核通过", 3),
    ],
    "天河街道": [
        ("高新技术企业", "hnte", "重新认定", 4), (None, "hnte", "新认定", 5),
        ("国家级专精特新“小巨人”企业", "little_giant", "新认定", 4),
        ("创新型中小企业", "innovative_sme", "新认定", 6), (None, "innovative_sme", "新认定", 7),
        (None, "innovative_sme", "复核通过", 8),
    ],
    "兰台街道": [
        ("科技型中小企业", "tech_sme", "新认定", 9), (None, "tech_sme", "新认定", 10),
        ("高新技术企业", "hnte", "新认定", 10), (None, "hnte", "重新认定", 11),
    ],
}  # fmt: skip
WAYS = {
    "新认定": "recognition",
    "重新认定": "renewal",
    "复核通过": "renewal",
    "异地迁入": "transfer",
}
PREFIX = {"hnte": "GR{}62", "srdi_sme": "ZJTX{}", "little_giant": "XJR{}", "innovative_sme": "CX{}",
          "tech_sme": "{}620199A"}  # fmt: skip


def certificates() -> Paper:
    """Titles of science and technology firms by street; one firm may hold two."""
    paper = Paper(
        "sheet_i.xls", "certificate",
        "旧版xls；街道名单独写在B列；称号在街道内纵向合并；同一企业可有两个称号；小计在D列；日期有真日期、文本、数字；"
        "有隐藏列；一处信用代码少一位须退回", "资质一览",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("单位名称", "entity.name"), ("更名前名称", "extra"),
        ("统一信用代码", "entity.credit_code"), ("认定信息>称号", "qualification"),
        ("认定信息>申报类型", "kind"), ("认定信息>公布批次", "batch"),
        ("认定信息>证书（登记）编号", "certificate_no"), ("认定信息>发证（公布）日期", "granted_on"),
        ("认定信息>有效期截止日", "valid_to"), ("上年研发投入（万元）", "extra"),
        ("联系电话", "extra"), ("备注", "extra"),
    )  # fmt: skip
    paper.wide("title", "科技型企业资质认定及复核情况一览表")
    paper.at("caption", A="科技创新局", K="（更新至2023年12月）")
    paper.head()
    number = 0
    for street, rungs in LADDER.items():
        paper.at("section", B=street)
        for rung in rungs:
            _title(paper, number, rung)
            number += 1
        paper.at("subtotal", D="小计", E=f"{len(rungs)}项")
    paper.at("subtotal", D="合计", E=f"{number}项")
    paper.line("blank")
    paper.wide("note", "注：1.有效期截止日当天仍有效；2.一家企业有多个称号的分行填写。")
    paper.at("note", B="填报人：方禾", D="科室负责人：宁远", I="2024年1月4日")
    paper.look.hidden_columns, paper.look.freeze = (11,), (4, 2)
    paper.look.before.append(("填报要求", [["1.按街道填报"], ["2.附证书扫描件"]], False))
    return paper


def _title(paper: Paper, number: int, rung: tuple[str | None, str, str, int]) -> None:
    words, key, way, who = rung
    one = newcomer(140 + who, ("智能制造有限公司", "生物医药有限公司", "信息系统有限公司")[who % 3])
    year, month_ = 2021 + number % 3, 3 + number % 9
    style = ("real", "dots", "zh", "compact", "slashes")[number % 5]
    until = last_day(year + 3, month_, 14, ("iso", "zh", "real", "dots")[number % 4])
    batch, order = (
        f"{year}年第{'一二'[number % 2]}批",
        f"{PREFIX[key].format(year)}{1080 + number:06d}",
    )
    cells: list[Any] = [
        number + 1, one.name, f"榆川{one.brand}科技中心" if who == 5 else blank(who).raw,
        means(one.code, one.code), means(words, key) if words else AS_ABOVE, means(way, WAYS[way]),
        batch, means(order, order) if number != 9 else blank(2),
        day(year, month_, 15, style), until if number != 11 else blank(1), 320 + 45 * number,
        "0000-8530033", "迁自外市" if way == "异地迁入" else "",
    ]  # fmt: skip
    if who == 8:
        cells[3] = one.code[:9] + one.code[10:]
        paper.bad(3, "a character of the code is missing", *cells)
    else:
        paper.data(*cells)


def _number(raw: Any, digits: int, decimals: int) -> Spelt:
    return Spelt(raw, {"": digits, "!decimals": decimals})


def _named(raw: str, key: str, unit: str) -> Spelt:
    return Spelt(raw, {"": key, "!unit": unit})


GDP = _named("地区生产总值（亿元）", "gdp", "yi_yuan")
FIRST = _named("第一产业增加值（亿元）", "va_primary", "yi_yuan")
SECOND = _named("第二产业增加值（亿元）", "va_secondary", "yi_yuan")
THIRD = _named("第三产业增加值（亿元）", "va_tertiary", "yi_yuan")
FIXED = _named("固定资产投资（万元）", "fai", "wan_yuan")
GROWTH_1 = _named("第一产业增速（%）", "g_primary", "%")
GROWTH_2 = _named("第二产业增速（%）", "g_secondary", "%")
GROWTH_I = _named("工业增速（%）", "g_industry", "%")
GROWTH_B = _named("建筑业增速（％）", "g_construction", "%")
QUICK, CHECKED = ("初步核算数", "preliminary"), ("最终核实数", "final")
SPANS: list[tuple[str, str, tuple[str, str], Spelt, list[tuple[Spelt, Spelt]]]] = [
    ("2022年全年", "2022", QUICK, day(2023, 1, 19, "zh"), [
        (GDP, _number(342.1, 3421, 1)), (FIRST, _number(1.3, 13, 1)),
        (SECOND, _number("225.6", 2256, 1)), (THIRD, _number(115.2, 1152, 1)),
        (GROWTH_1, _number(4.1, 41, 1)), (GROWTH_2, _number("２.８", 28, 1)),
    ]),
    ("2022年全年", "2022", CHECKED, day(2023, 12, 28, "dots"), [
        (GDP, _number("344.85", 34485, 2)), (SECOND, _number(227.31, 22731, 2)),
    ]),
    ("2023年一季度", "2023-Q1", QUICK, day(2023, 4, 20, "real"), [
        (GDP, _number(78.4, 784, 1)), (SECOND, _number(51.7, 517, 1)),
        (GROWTH_I, _number(-1.6, -16, 1)),
    ]),
    ("2023年1—6月", "2023-01..2023-06", QUICK, day(2023, 7, 20, "slashes"), [
        (GDP, _number(163.9, 1639, 1)), (FIXED, _number("612,400", 612400, 0)),
        (GROWTH_I, _number("+2.3", 23, 1)), (GROWTH_B, _number(Shown(0.057, "0.0%"), 57, 1)),
    ]),
    ("2023年前三季度", "2023-01..2023-09", QUICK, day(2023, 10, 24, "spaced"), [
        (GDP, _number(251.6, 2516, 1)), (THIRD, _number("86.3", 863, 1)),
        (GROWTH_2, _number("3.5％", 35, 1)),
    ]),
    ("2023年11月", "2023-11", QUICK, no_day("/"), [(FIXED, _number(98650.5, 986505, 1))]),
]  # fmt: skip


def statements() -> Paper:
    """Published numbers by span; the unit stands in the name of the indicator."""
    paper = Paper(
        "sheet_j.xlsx", "statement",
        "计量单位写在指标名里，没有单位列；时期、数据性质、发布日按时期纵向合并；时期间有只写在B列的分段；"
        "数值有文本、千分位、正负号、百分数格式；有隐藏列", "历史数据",
    )  # fmt: skip
    paper.columns(
        ("时 期", "period"), ("指标（计量单位）", "indicator"), ("指标值", "digits"),
        ("比上年同期\n增减（%）", "extra"), ("数据性质", "vintage"), ("发布部门", "issuer"),
        ("对外发布日期", "released_on"), ("出处", "extra"), ("说明", "extra"),
    )  # fmt: skip
    paper.wide("title", "榆川高新区主要经济指标历史数据")
    paper.at("caption", A="编制：经济发展局统计科", G="2024年1月整理")
    paper.head()
    for index, (raw, period, vintage, released, rows) in enumerate(SPANS):
        if index in (0, 2):
            paper.at("section", B="年度数据" if index == 0 else "进度数据")
        for turn, (name, value) in enumerate(rows):
            paper.data(
                AS_ABOVE if turn else means(raw, period), name, value,
                Shown(0.031, "0.0%") if turn == 0 else "",
                AS_ABOVE if turn else means(*vintage),
                "区统计局" if index % 2 else "市统计局", AS_ABOVE if turn else released,
                "统计月报", "",
            )  # fmt: skip
    paper.wide("note", "注：绝对数按现价计算，增速按不变价计算；进度数据未作修订。")
    paper.at("note", A="统计负责人：", E="制表人：方禾")
    paper.look.hidden_columns, paper.look.freeze = (7,), (3, 2)
    return paper


SHEETS = (roll, certificates, statements)
