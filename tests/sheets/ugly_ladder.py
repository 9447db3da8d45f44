"""Certificates, statements and moves as science, economy and service offices keep them."""

from __future__ import annotations

from typing import Any

from sheet_facts import (
    Spelt,
    blank,
    day,
    firm,
    last_day,
    means,
    no_day,
    wrong_last_character,
    wrong_organisation_digit,
)
from sheet_paper import AS_ABOVE, Paper, Shown

KINDS = {"首次认定": "recognition", "重新认定": "renewal", "异地迁入": "transfer"}


def hnte() -> Paper:
    """Recognised firms with three planted cells that must be refused."""
    paper = Paper(
        "hnte_2023.xlsx", "certificate",
        "高企台账：认定情况下分五列；√和是否并用；有隐藏列；三处须退回（校验位错、机构代码位错、2月30日）",
        "高企2023",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("企业名称", "entity.name"), ("信用代码", "entity.credit_code"),
        ("认定情况>认定年", "extra"), ("认定情况>批次", "batch"), ("认定情况>认定方式", "kind"),
        ("认定情况>证书编号", "certificate_no"), ("认定情况>发证日期", "granted_on"),
        ("认定情况>有效期至", "valid_to"), ("研发费占比（%）", "extra"), ("规上", "extra"),
        ("领域", "extra"), ("联系人", "extra"),
    )  # fmt: skip
    paper.constants = {"qualification": "hnte"}
    paper.wide("title", "榆川高新区高新技术企业台账")
    paper.at("caption", A="填报单位：科技局", I="2024年1月更新")
    paper.head()
    for index in range(20):
        _high_tech(paper, index)
    paper.at("subtotal", A="合计", B="20家")
    paper.wide("note", "注：有效期三年，期满前须重新认定。异地迁入的按原证书有效期。")
    paper.look.hidden_columns, paper.look.freeze = (11,), (4, 2)
    return paper


def _high_tech(paper: Paper, index: int) -> None:
    one, way = firm(130 + index), list(KINDS)[index % 3]
    month, number = (10, 16) if index % 2 else (11, 7)
    granted = day(2023, month, number, ("zh", "dots", "real", "slashes", "compact")[index % 5])
    until = last_day(2026, month, number - 1, ("zh", "dots", "iso")[index % 3])
    code: Any = means(one.code if index % 4 else one.code.lower(), one.code)
    if index == 6:
        code = wrong_last_character(one.code)
    if index == 14:
        code = wrong_organisation_digit(one.code)
    if index == 17:
        granted = "2023年2月30日"
    batch = means(f"第{'一二三'[index % 3]}批", f"第{'一二三'[index % 3]}批")
    cells = (
        index + 1, one.name, code, "2023年", batch, means(way, KINDS[way]),
        f"GR2023629{index + 1:05d}", granted, until, round(3.1 + index / 7, 2),
        ("√", "", "是", "否")[index % 4], "新材料", "",
    )  # fmt: skip
    planted = {6: (2, "credit code: last character"), 14: (2, "credit code: seventeenth character"),
               17: (7, "impossible date")}  # fmt: skip
    if index in planted:
        paper.bad(*planted[index], *cells)
    else:
        paper.data(*cells)


def ladder() -> Paper:
    """Three levels of one ladder in one sheet; the level is merged over its firms."""
    paper = Paper(
        "srdi_ladder_2022.xlsx", "certificate",
        "优质中小企业梯度台账：层级纵向合并，三个层级一张表；有效期分起止两列；企业名称里有换行；小计夹在中间",
        "梯度",
    )  # fmt: skip
    paper.columns(
        ("层级", "qualification"), ("序号", "serial"), ("公司名称", "entity.name"),
        ("统一社会\n信用代码", "entity.credit_code"), ("批次", "batch"),
        ("有效期>起", "granted_on"), ("有效期>止", "valid_to"), ("复核年", "extra"), ("备注", "extra"),
    )  # fmt: skip
    paper.wide("title", "2022年度创新型、专精特新中小企业及“小巨人”企业台账")
    paper.head()
    levels = (("创新型中小企业", "innovative_sme", 7), ("专精特新中小企业", "srdi_sme", 5),
              ("专精特新“小巨人”企业", "little_giant", 3))  # fmt: skip
    start = 160
    for words, key, count in levels:
        for index in range(count):
            level = AS_ABOVE if index else means(words, key)
            _rung(paper, level, start + index, index)
        start += count
        paper.at("subtotal", A="小计", B=f"{count}家")
    paper.wide("note", "说明：同一企业可同时在三个层级中。")
    return paper


def _rung(paper: Paper, level: Any, who: int, index: int) -> None:
    one = firm(who)
    broken = f"{one.name[:4]}\n{one.name[4:]}" if index == 1 else one.name
    paper.data(
        level, index + 1, means(broken, one.name), means(one.code, one.code),
        "2022年第一批" if index % 2 else "2022年第二批",
        day(2022, 5 + index, 18, ("dots", "zh", "slashes", "iso")[index % 4]),
        last_day(2025, 5 + index, 17, ("dots", "zh", "slashes", "iso")[index % 4]),
        2025, blank(index).raw,
    )  # fmt: skip


def indicators() -> Paper:
    """A long list of published numbers, one with a percent format, some as text."""
    paper = Paper(
        "indicators_2022.xlsx", "statement",
        "指标台账：期间写法不一；数值有文本、百分数格式和负数；单位逐行给出；分段行；发布状态决定数据版本",
        "指标",
    )  # fmt: skip
    paper.columns(
        ("指标名称", "indicator"), ("期间", "period"), ("数值", "digits"), ("单位", "unit"),
        ("同比（%）", "extra"), ("发布状态", "vintage"), ("发布日期", "released_on"),
        ("来源", "issuer"), ("备注", "extra"),
    )  # fmt: skip
    paper.wide("title", "榆川高新区2022年主要经济指标台账")
    paper.at("caption", A="填报单位：经济发展局", G="填报日期：2023.2.6")
    paper.head()
    for section, rows in INDICATORS.items():
        paper.wide("section", section)
        for name, period, number, unit, vintage, released in rows:
            paper.data(
                means(*name), means(*period), number, means(*unit), 3.1, means(*vintage),
                released, "市统计局", "",
            )  # fmt: skip
    paper.wide("note", "注：1.绝对数按当年价格计算；2.增速按不变价格计算。")
    paper.at("note", A="填表人：方禾", E="审核人：宁远")
    paper.look.freeze = (3, 1)
    return paper


def _number(raw: Any, digits: int, decimals: int) -> Spelt:
    return Spelt(raw, {"": digits, "!decimals": decimals})


YI, PERCENT = ("亿元", "yi_yuan"), ("%", "%")
FIRST, FINAL, CENSUS = ("初步核算", "preliminary"), ("最终核实", "final"), ("普查修订", "census")
GDP, SECOND = ("地区生产总值", "gdp"), ("第二产业增加值", "va_secondary")
THIRD, FAI = ("第三产业增加值", "va_tertiary"), ("固定资产投资", "fai")
INDICATORS = {
    "一、总量": [
        (GDP, ("2022年", "2022"), _number(318.6, 3186, 1), YI, FIRST, day(2023, 1, 20, "zh")),
        (GDP, ("2021年", "2021"), _number("305.10", 30510, 2), YI, FINAL, day(2022, 12, 30, "dots")),
        (GDP, ("2018年", "2018"), _number("１９８.４", 1984, 1), YI, CENSUS, day(2020, 3, 2, "real")),
        (("其中：第一产业增加值", "va_primary"), ("2022年", "2022"), _number(1.27, 127, 2), YI, FIRST,
         day(2023, 1, 20, "zh")),
        (SECOND, ("2022年1-12月", "2022"), _number("219.4", 2194, 1), YI, FIRST, day(2023, 1, 20, "zh")),
        (THIRD, ("2022年", "2022"), _number("97.9亿元", 979, 1), YI, FIRST, day(2023, 1, 20, "zh")),
    ],
    "二、季度、月度": [
        (GDP, ("2022年一季度", "2022-Q1"), _number(71.5, 715, 1), YI, FIRST, day(2022, 4, 22, "slashes")),
        (GDP, ("2022年上半年", "2022-01..2022-06"), _number(149.8, 1498, 1), YI, FIRST,
         day(2022, 7, 21, "slashes")),
        (GDP, ("2022年前三季度", "2022-01..2022-09"), _number(231.2, 2312, 1), YI, FIRST,
         day(2022, 10, 25, "slashes")),
        (FAI, ("1-11月", "2022-01..2022-11"), _number("1,982,000.50", 198200050, 2),
         ("万元", "wan_yuan"), FIRST, day(2022, 12, 19, "serial")),
        (FAI, ("2022年5月", "2022-05"), _number(18, 18, 0), YI, FIRST, day(2022, 6, 17, "compact")),
    ],
    "三、增速": [
        (("第一产业增速", "g_primary"), ("2022年", "2022"), _number(Shown(0.046, "0.0%"), 46, 1), PERCENT,
         FIRST, day(2023, 1, 20, "zh")),
        (("第二产业增速", "g_secondary"), ("2022年", "2022"), _number(Shown(0.031, "0.0%"), 31, 1), PERCENT,
         FIRST, day(2023, 1, 20, "zh")),
        (("建筑业增速", "g_construction"), ("2022年", "2022"), _number("－2.7", -27, 1), PERCENT, FIRST,
         day(2023, 1, 20, "zh")),
        (("工业增速", "g_industry"), ("2022年", "2022"), _number("3.9%", 39, 1), PERCENT, FIRST,
         no_day()),
    ],
}  # fmt: skip


def quick_numbers() -> Paper:
    """Quick numbers pasted from a chat message's table."""
    paper = Paper(
        "indicators_pasted.txt", "statement",
        "从WPS粘贴的快报：没有标题行；单位与数值合写；季度累计期间；空白为未知", "",
    )  # fmt: skip
    paper.columns(
        ("指标", "indicator"), ("所属期", "period"), ("本期累计", "digits"), ("计量单位", "unit"),
        ("增速", "extra"), ("数据状态", "vintage"), ("发布单位", "issuer"), ("公布时间", "released_on"),
    )  # fmt: skip
    paper.head()
    names = [GDP, ("第一产业增加值", "va_primary"), SECOND, THIRD]
    quick = means("快报", "preliminary")
    for turn, (period, key) in enumerate(
        (("2023年1-3月", "2023-Q1"), ("2023年1-6月", "2023-01..2023-06"))
    ):
        for index, name in enumerate(names):
            value = _number(
                f"{(index + 3) * 10 * (turn + 1)}.{index}",
                (index + 3) * 100 * (turn + 1) + index,
                1,
            )
            when = day(2023, 4 + 3 * turn, 21, "dots") if index else no_day("")
            paper.data(
                means(*name), means(period, key), value, means("亿元", "yi_yuan"), f"{index}.5%",
                quick, "市统计局" if index else means("—", None), when,
            )  # fmt: skip
    return paper


def moves() -> Paper:
    """One row a move; what the date means depends on the kind of move."""
    paper = Paper(
        "moves_2023.xlsx", "membership",
        "迁入迁出台账：一行一次变动，日期的含义由变动类型决定（迁入为起、迁出注销吊销为止）；类型纵向合并",
        "变动",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("变动类型", "came|went"), ("企业名称", "entity.name"),
        ("统一社会信用代码", "entity.credit_code"), ("变动日期", "from_on|to_on"),
        ("迁出地/迁入地", "extra"), ("原因", "extra"), ("备注", "extra"),
    )  # fmt: skip
    paper.wide("title", "2023年企业迁入迁出及注销吊销台账")
    paper.at("caption", A="填报单位：企业服务中心")
    paper.head()
    number = 0
    for words, column, value, count in MOVES:
        for index in range(count):
            number += 1
            one = firm(200 + number)
            when = day(2023, 1 + number % 12, 2 + number, ("md", "dots", "zh", "real")[number % 4])
            paper.data(
                number, AS_ABOVE if index else words, one.name, means(one.code, one.code), when,
                "外市" if number % 2 else "/", "经营需要", "",
            )  # fmt: skip
            known = {"from_on": None, "to_on": None, "came": None, "went": None}
            known |= {column: value, "from_on" if column == "came" else "to_on": when.means[""]}
            paper.add_meaning(**known)
    paper.at("subtotal", A="合计", C=f"{number}家")
    return paper


MOVES = (
    ("迁入", "came", "moved_in", 5), ("迁出", "went", "moved_out", 4),
    ("注销", "went", "deregistered", 3), ("吊销", "went", "revoked", 2),
)  # fmt: skip
SHEETS = (hnte, ladder, indicators, quick_numbers, moves)
