"""Writes the five sheets that only the final test imports; whoever works on the importer does not
read this module, nor open `ugly/unopened/`, before their first import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sheet_facts import (
    BLANKS,
    FULL_WIDTH,
    blank,
    day,
    firm,
    last_day,
    means,
    month,
    no_day,
    shop,
    wan,
    wan_text,
    wrong_last_character,
    yi,
)
from sheet_ink import write
from sheet_paper import AS_ABOVE, Formula, Paper

FOLDER = Path(__file__).parent / "ugly" / "unopened"


def first() -> Paper:
    """Signings: the total stands first, the year of the title is in full-width digits."""
    paper = Paper(
        "sheet_a.xls", "signing",
        "合计行紧跟表头；标题年份为全角；单位在括号行里；招商组在最右列并纵向合并；中间有空行", "汇总",
    )  # fmt: skip
    paper.columns(
        ("签约项目名称", "project.name"), ("投资企业", "investor"), ("投资额", "amount_fen"),
        ("用地", "extra"), ("合同签订日期", "signed_on"), ("合同性质", "kind"),
        ("是否500强", "extra"), ("活动名称", "occasion"), ("招商责任组", "group"),
    )  # fmt: skip
    paper.wide("title", "榆川高新区２０２２年度招商引资项目签约情况汇总表")
    paper.wide("caption", "（单位：亿元、亩）")
    paper.head()
    amounts = ("1.1", "0.36", "5.2", "2.08", "0.9", "10", "3.75", "0.66", "1.48")
    total = sum(round(float(a) * 100) for a in amounts) / 100
    paper.at("subtotal", A="合计（9个）", C=total)
    kinds = (("框架协议", "framework"), ("正式合同", "contract"), ("意向协议", "intent"))
    styles = ("md", "zh", "serial", "md", "dots")
    for index, amount in enumerate(amounts):
        one, name = firm(215 + index), f"{firm(215 + index).name[2:4]}制造项目"
        group = f"招商{'一二三'[index // 3]}组"
        when = day(2022, 3 + index, 4 + 2 * index, styles[index % 5])
        paper.data(
            name, one.name, yi(amount), "/" if index % 2 else 30 + index, when,
            means(*kinds[1 if index % 4 else index // 4]), "√" if index == 5 else "",
            "丝路节会" if index % 2 else blank(index), AS_ABOVE if index % 3 else means(group, group),
        )  # fmt: skip
        if index == 5:
            paper.line("blank")
    paper.wide("note", "备注：投资额含一期、二期")
    return paper


def second() -> Paper:
    """Projects: the data in the third worksheet, sections in the second column only."""
    paper = Paper(
        "sheet_b.xlsx", "project",
        "数据在第三张表；标题与表头间有空行；分段文字只写在B列；行业写名称；主管部门纵向合并；日期列有只到月的",
        "附件2",
    )  # fmt: skip
    paper.columns(
        ("序\n号", "serial"), ("项目", "name"), ("项目单位>名称", "entity.name"),
        ("项目单位>社会信用代码", "entity.credit_code"), ("所属行业", "industry"),
        ("总投资额(亿元)", "total_investment_fen"), ("时间节点>签约时间", "events.signed"),
        ("时间节点>开工时间", "events.started"), ("时间节点>竣工时间", "events.completed"),
        ("时间节点>投产时间", "events.in_production"), ("主管部门", "extra"), ("问题及建议", "extra"),
    )  # fmt: skip
    paper.wide("title", "附件2")
    paper.wide("title", "2022—2023年产业项目推进台账")
    paper.line("blank")
    paper.head()
    for section, numbers in (("（一）已投产项目", range(4)), ("（二）在建项目", range(4, 11))):
        paper.at("section", B=section)
        for index in numbers:
            _factory(paper, index, numbers.start)
        rows = len(numbers)
        top = paper.next_row - rows
        worth = sum(line.cells[5] for line in paper.lines[-rows:])
        paper.at("subtotal", B="小计", F=Formula(f"=SUM(F{top}:F{paper.next_row - 1})", worth))
    paper.look.before += [("封面", [["产业项目推进台账"]], False), ("附件1", [["略"]], True)]
    return paper


def _factory(paper: Paper, index: int, start: int) -> None:
    one, done = firm(225 + index), index < 4
    styles = ("real", "dots", "zh", "iso")
    began = day(2022, 2 + index % 10, 9, styles[(index + 1) % 4])
    paper.data(
        index + 1, f"{one.name[2:4]}工厂", one.name, means(one.code, one.code),
        means(one.industry_words, one.industry), yi(f"{1 + index}.{index}5"),
        month(2021, 1 + index, "dash"), began,
        month(2023, 2 + index) if done else no_day(BLANKS[index % 6]),
        day(2023, 6 + index, 18, "spaced") if done else no_day("/"),
        AS_ABOVE if index != start else "经济发展局", "无", hidden=index == 6,
    )  # fmt: skip


def third() -> Paper:
    """New entities of both kinds, a section a month, in a GB18030 file."""
    paper = Paper(
        "sheet_c_gb18030.csv", "entity",
        "国标编码CSV；没有标题；每月一个分段行和小计；企业与个体混排；代码用全角；资本为带千分位的文本", "",
    )  # fmt: skip
    paper.columns(
        ("主体名称", "name"), ("注册日期", "established_on"), ("主体性质", "kind"),
        ("统一社会信用代码（18位）", "credit_code"), ("注册资本（金）（万元）", "registered_capital_fen"),
        ("经办窗口", "extra"), ("注册地址", "address"), ("免费刻章（套）", "extra"),
    )  # fmt: skip
    paper.head()
    for number in range(1, 5):
        paper.line("section", f"{number}月份")
        for turn in range(4):
            _opened(paper, number, turn)
        paper.line("subtotal", "小计", "", "", "4户")
    paper.line("note", "说明：免费刻章以结算单为准")
    return paper


def _opened(paper: Paper, number: int, turn: int) -> None:
    index = number * 4 + turn
    trader = turn == 3
    one = shop(60 + index) if trader else firm(236 + index)
    kind = means("个体", "sole_trader") if trader else means("企业", "enterprise")
    code = one.code.translate(FULL_WIDTH) if turn == 1 else one.code
    style = ("zh", "wide", "slashes", "compact_text")[turn]
    paper.data(
        one.name, day(2023, number, 5 + turn * 6, style), kind, means(code, one.code),
        wan_text(1000 + 250 * index) if turn else wan(80 + index), "2号窗",
        f"榆川高新区云台街{index}号" if turn != 2 else means("-", None), "" if trader else 1,
    )  # fmt: skip


def fourth() -> Paper:
    """Certificates of two qualifications; the certificate's number stands first."""
    paper = Paper(
        "sheet_d.xlsx", "certificate",
        "两种资质一张表；证书号在首列；三行表头；到期日有空；一处信用代码须退回；末行“合计”在第三列", "资质",
    )  # fmt: skip
    paper.columns(
        ("证书号", "certificate_no"), ("企业信息>基本情况>企业全称", "entity.name"),
        ("企业信息>基本情况>统一代码", "entity.credit_code"), ("资质>资质类型", "qualification"),
        ("资质>获得时间", "granted_on"), ("资质>到期时间", "valid_to"), ("资质>认定批次", "batch"),
        ("是否到期", "extra"), ("知识产权数", "extra"),
    )  # fmt: skip
    paper.at("caption", I="数据截至2023年12月31日")
    paper.wide("title", "科技企业资质台账")
    paper.head()
    kinds = (("高新技术企业", "hnte"), ("科技型中小企业", "tech_sme"))
    for index in range(13):
        one = firm(256 + index)
        granted = day(2021 + index % 3, 4 + index % 8, 16, ("zh0", "slashes", "real")[index % 3])
        style = ("dots", "iso")[index % 2]
        until = last_day(2024 + index % 3, 4 + index % 8, 15, style) if index % 5 else blank(index)
        code: Any = one.code if index == 8 else means(one.code, one.code)
        cells = (
            f"ZS{index + 1:04d}", one.name, code, means(*kinds[index % 4 == 3]), granted, until,
            f"{2021 + index % 3}年第{'一二'[index % 2]}批", "否", 3 + index,
        )  # fmt: skip
        if index == 8:
            wrong = (*cells[:2], wrong_last_character(one.code), *cells[3:])
            paper.bad(2, "credit code: last character", *wrong)
        else:
            paper.data(*cells)
    paper.at("subtotal", C="合计", D="13家")
    return paper


def fifth() -> Paper:
    """Moves with coming and going in columns of one row, pasted with a title."""
    paper = Paper(
        "sheet_e.txt", "membership",
        "粘贴的单元格，第一行是标题；迁入、迁出各占几列；未迁出的为空；表尾有说明", "",
    )  # fmt: skip
    paper.columns(
        ("公司名称", "entity.name"), ("信用代码", "entity.credit_code"), ("进入日期", "from_on"),
        ("进入方式", "came"), ("来源地", "extra"), ("退出日期", "to_on"), ("退出方式", "went"),
        ("去向", "extra"),
    )  # fmt: skip
    paper.line("title", "榆川高新区企业进入退出台账")
    paper.head()
    ways = (("迁出", "moved_out"), ("注销", "deregistered"), ("吊销", "revoked"))
    for index in range(10):
        one, left = firm(269 + index), index % 3 == 1
        came = ("迁入", "moved_in") if index % 2 else ("新设", "established")
        nothing = BLANKS[index % 5]
        paper.data(
            one.name, means(one.code.lower() if index == 4 else one.code, one.code),
            day(2019 + index % 3, 2 + index, 8, ("zh", "dots", "compact_text", "iso")[index % 4]),
            means(*came), "外市" if index % 2 else "",
            day(2023, 1 + index, 12, "slashes") if left else no_day(nothing),
            means(*ways[index // 3 % 3]) if left else means(nothing, None), "外省" if left else "",
        )  # fmt: skip
    paper.line("note", "注：进入日期以登记机关迁入日期为准")
    return paper


def main(folder: Path = FOLDER) -> None:
    """Write the five sheets into the folder."""
    for make in (first, second, third, fourth, fifth):
        write(make(), folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
