"""Registers of business entities as the approval bureau and the zone's office keep them."""

from __future__ import annotations

from typing import Any

from sheet_facts import (
    BLANKS,
    FULL_WIDTH,
    Dice,
    Spelt,
    credit_code,
    day,
    firm,
    means,
    money,
    month,
    no_day,
    shop,
    wan,
    wan_text,
)
from sheet_paper import Paper


def new_enterprises() -> Paper:
    """The registration platform's export with a title typed above it."""
    paper = Paper(
        "new_enterprises_2023q2.csv", "entity",
        "平台导出的UTF-8(BOM)CSV；代码前带撇号或空格、有小写；注册资本自带单位；"
        "一处重复代码、一处未来日期须退回", "",
    )  # fmt: skip
    paper.columns(
        ("企业名称", "name"), ("统一社会信用代码", "credit_code"), ("类型", "kind"),
        ("登记日期", "established_on"), ("行业", "industry"), ("注册资本", "registered_capital_fen"),
        ("住所", "address"), ("是否免费刻章", "extra"), ("套数", "extra"), ("刻章单位", "extra"),
    )  # fmt: skip
    paper.line("title", "新开办企业及免费刻章台账（2023年二季度）")
    paper.line("blank")
    paper.head()
    styles = ("iso", "moment", "zh", "slashes", "compact_text", "wide_dots")
    for index in range(18):
        one = firm(100 + index)
        written = (f"'{one.code}", one.code.lower(), f"{one.code} ", f"\t{one.code}", one.code)
        when = day(2023, 4 + index // 6, 1 + index, styles[index % 6])
        cells: list[Any] = [
            means(f" {one.name}" if index % 4 == 0 else one.name, one.name),
            means(written[index % 5], one.code), means("企业", "enterprise"), when,
            means(one.industry_words, one.industry), _capital(index),
            f"榆川高新区兰台路{index + 1}号",
            "是" if index % 3 else "否", 1 if index % 3 else "", "金石刻章店" if index % 3 else "/",
        ]  # fmt: skip
        if index == 11:
            cells[3] = "2032-05-06"
            paper.bad(3, "day in the future", *cells)
        else:
            paper.data(*cells)
    again = firm(104)
    paper.twin(
        1, again.name, means(again.code, again.code), means("企业", "enterprise"),
        day(2023, 6, 30, "iso"), means("批发业", "51"), money("100万元", 100), "", "是", 1, "",
    )  # fmt: skip
    return paper


def _capital(index: int) -> Spelt:
    spelt = ("500万元人民币", "1000万元", "５０万元", "3,000.00万元", "0.5亿元", "2000000元")
    amounts = (500, 1000, 50, 3000, 5000, 200)
    return money(spelt[index % 6], amounts[index % 6])


def sole_traders() -> Paper:
    """Forty sole traders in a long printout with gaps in the numbers."""
    paper = Paper(
        "sole_traders_2023.xlsx", "entity",
        "个体工商户台账：类型只在标题里；序号有断号；日期为20230506样的数字；代码有全角字符；中间夹有“本页小计”和重复表头",
        "个体",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("市场主体名称", "name"), ("社会信用代码", "credit_code"),
        ("经营者", "extra"), ("成立日期", "established_on"), ("资金数额（万元）", "registered_capital_fen"),
        ("经营场所", "address"), ("行业门类", "industry"), ("备注", "extra"),
    )  # fmt: skip
    paper.constants = {"kind": "sole_trader"}
    paper.wide("title", "2023年度新设个体工商户台账")
    paper.at("caption", A="填报单位：行政审批局")
    paper.head()
    dice, number = Dice(9), 0
    for index in range(40):
        number += 2 if index in (7, 21) else 1
        _stall(paper, dice, number, index)
        if index == 19:
            paper.at("subtotal", B="本页小计", F="20户")
            paper.line("blank")
            paper.head()
    paper.at("subtotal", A="合计", B="40户")
    paper.at("note", A="制表：", E="复核：", G="联系电话：0000-8530011")
    paper.look.hidden_columns, paper.look.freeze = (3,), (3, 0)
    return paper


def _stall(paper: Paper, dice: Dice, number: int, index: int) -> None:
    one = shop(index)
    style = ("compact", "compact", "dots", "zh0", "md")[index % 5]
    code = one.code if index % 6 else one.code.translate(FULL_WIDTH).replace("M", "Ｍ")
    paper.data(
        number, one.name, means(code, one.code), "" if index % 7 == 0 else f"经营者{index + 1}",
        day(2023, dice.between(1, 12), dice.between(1, 28), style) if index != 13 else no_day(),
        wan(str(dice.between(1, 30)) if index % 4 else "0.5"),
        f"榆川高新区天河市场{index + 1}号" if index % 5 else means("／", None),
        means(one.industry_words or "", one.industry if one.industry_words else None),
        BLANKS[index % 6],
    )  # fmt: skip


def roster() -> Paper:
    """The zone's roster of entities, an .xls with those that are gone."""
    paper = Paper(
        "entity_roster.xls", "entity",
        "经营主体名册（xls）：类型有分公司、合作社、个人独资企业；注销吊销写在状态栏；代码含空格；存续的注销日期为“—”",
        "名册",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("单位名称", "name"), ("信用代码", "credit_code"), ("主体类型", "kind"),
        ("成立时间", "established_on"), ("注册资本（万元）", "registered_capital_fen"),
        ("登记状态", "closed_how"), ("注销（吊销）日期", "closed_on"), ("联系人", "extra"),
        ("联系电话", "extra"),
    )  # fmt: skip
    paper.wide("title", "榆川高新区经营主体名册")
    paper.at("caption", A="截至2023年12月31日", H="共24户")
    paper.head()
    for index in range(24):
        _rostered(paper, index)
    paper.wide("note", "注：本名册按登记机关分组，仅供内部使用")
    paper.look.hidden_columns = (8, 9)
    return paper


KINDS = (
    ("有限责任公司", "enterprise", "1"), ("个体工商户", "sole_trader", "2"),
    ("农民专业合作社", "cooperative", "3"), ("个人独资企业", "enterprise", "1"),
    ("有限责任公司分公司", "enterprise", "1"),
)  # fmt: skip


def _rostered(paper: Paper, index: int) -> None:
    words, kind, category = KINDS[index % 5]
    code = credit_code(6000 + index, category)
    name = (
        f"榆川{firm(index).name[2:4]}"
        + ("商行", "小吃店", "种植专业合作社", "设计院", "物流公司分公司")[index % 5]
    )
    gone = {4: ("注销", "deregistered"), 9: ("吊销", "revoked"), 16: ("注销", "deregistered")}
    state, how = gone.get(index, ("存续" if index % 2 else "在营", None))
    closed = day(2023, 2 + index // 2, 20, "zh") if how else no_day("—")
    began = day(2008 + index % 14, 1 + index % 12, 7, ("real", "serial", "dots", "zh")[index % 4])
    if index == 6:
        began = month(2015, 5)
    spaced = f"{code[:8]} {code[8:]}" if index % 3 == 0 else code
    paper.data(
        index + 1, means(name, name), means(spaced, code), means(words, kind), began,
        wan_text(20 + index * 115) if index % 2 else wan(10 + index), means(state, how), closed,
        "某某", "0000-8530022",
    )  # fmt: skip
    paper.add_meaning(is_branch=words.endswith("分公司"))


SHEETS = (new_enterprises, sole_traders, roster)
