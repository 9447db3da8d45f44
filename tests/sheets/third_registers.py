"""Sheets m and n of the third unopened five: a grid of indicators by year, two lists of moves."""

from __future__ import annotations

from typing import Any

from sheet_facts import Dice, Spelt, day, means, month, year_only
from sheet_paper import Shown
from third_facts import Crowded, arrival, ditto, in_words

GRID = {
    "D": ("gdp", "yi_yuan"), "E": ("va_primary", "yi_yuan"), "F": ("va_secondary", "yi_yuan"),
    "G": ("va_tertiary", "yi_yuan"), "H": ("g_gdp", "%"),
}  # fmt: skip
SPANS = (
    ("一季度", "{}-Q1", 0.21, (4, 21)), ("上半年", "{}-01..{}-06", 0.47, (7, 20)),
    ("前三季度", "{}-01..{}-09", 0.72, (10, 25)), ("全年", "{}", 1.0, (1, 22)),
)  # fmt: skip
WHOLE = {2017: 2281, 2018: 2437, 2019: 2604, 2020: 2693, 2021: 2978, 2022: 3196, 2023: 3338}
QUICK, CHECKED, COUNTED = ("初步", "preliminary"), ("核实", "final"), ("经普修订", "census")


def statements() -> Crowded:
    """Seven years by quarter, an indicator a column: a row holds up to five numbers."""
    paper = Crowded(
        "sheet_m.xlsx", "statement",
        "一行一个时期、一列一个指标：每个有数的格子是一条记录（records 里用 letter 说明是哪一列，"
        "spread 说明该列的指标和单位，"
        "空格、“—”不是记录）；年份合并在A列，时段写在B列；单位写在表头上面一行；数有数值、文本、全角、百分数格式；"
        "有隐藏列和空行；两处须退回（字母O、见注），退回时整行各数都不入", "季度数据",
    )  # fmt: skip
    paper.columns(
        ("年度", "period"), ("时段", "period"), ("数据类别", "vintage"),
        ("总量>地区生产总值", "digits"), ("总量>一产增加值", "digits"), ("总量>二产增加值", "digits"),
        ("总量>三产增加值", "digits"), ("增速>地区生产总值比上年", "digits"), ("发布时间", "released_on"),
        ("规上企业数（户）", "extra"), ("校对", "extra"), ("情况说明", "extra"),
    )  # fmt: skip
    paper.spread = {at: {"indicator": name, "unit": unit} for at, (name, unit) in GRID.items()}
    paper.wide("title", "榆川高新区历年分季度地区生产总值情况（2017—2023年）")
    paper.at("caption", A="整理：经济发展局", L="整理时间：2023年11月")
    paper.at("caption", D="计量单位：亿元（当年价）", H="计量单位：%（可比价）")
    paper.head()
    dice = Dice(317)
    for year in WHOLE:
        _year(paper, dice, year)
        if year in (2018, 2020):
            paper.line("blank")
    paper.wide(
        "note",
        "注：1.季度数为累计数；2.2018年按第四次全国经济普查结果修订；3.一产数小，个别年份未单列。",
    )
    paper.at("note", A="复核：宁远", H="制表：方禾")
    paper.look.hidden_columns, paper.look.freeze = (10,), (6, 3)
    paper.look.before.append(("目录", [["1", "季度数据"], ["2", "作图"]], False))
    paper.look.after.append(
        ("作图", [["年度", "全年"], *[[y, w / 10] for y, w in WHOLE.items()]], True)
    )
    return paper


def _year(paper: Crowded, dice: Dice, year: int) -> None:
    top, growth = len(paper.lines), 40 + dice.upto(35) - (60 if year == 2020 else 0)
    lines: list[tuple[str, str, tuple[str, str], float, Spelt]] = []
    for said, period, share, (month_, date_) in SPANS[: 3 if year == 2023 else 4]:
        released = day(year + (said == "全年"), month_, date_, ("dots", "zh", "real")[year % 3])
        lines.append((said, period.format(year, year), QUICK, share, released))
    if year < 2022:
        later = in_words(year + 1, 12, 28) if year % 2 else day(year + 1, 12, 28, "iso")
        lines.append(("全年", str(year), CHECKED, 1.006, later))
    if year == 2018:
        lines.append(("全年", "2018", COUNTED, 1.031, month(2020, 6)))
    for index, line in enumerate(lines):
        _quarter(paper, dice, line, str(year) + "年" if index == 0 else None, growth + dice.upto(7))
    paper.merges.append((top, 0, len(paper.lines) - 1, 0))


def _quarter(
    paper: Crowded, dice: Dice, line: tuple[Any, ...], year: str | None, growth: int
) -> None:
    said, period, (word, vintage), share, released = line
    finer = 10 if vintage != "preliminary" else 1  # 核实数 has two decimals
    whole = round(WHOLE[int(period[:4])] * share * finer)
    first = round(whole * 0.004) if share >= 1 or dice.upto(3) else None
    second = whole * (64 + dice.upto(3)) // 100
    third = whole - second - (first or 0)
    numbers = [whole, first, second, third, growth if vintage == "preliminary" else None]
    decimals = [1 if finer == 1 else 2] * 4 + [1]
    cells = [
        _written(n, d, dice, column)
        for column, (n, d) in enumerate(zip(numbers, decimals, strict=True))
    ]
    wrong = {"2019-01..2019-09": (0, "1８7.O"), "2021-Q1": (4, "见注2")}.get(period)
    if wrong:
        cells[wrong[0]] = wrong[1]
    row, kept = (
        paper.next_row,
        [year, said, word, *cells, released.raw, 40 + int(period[2:4]) * 3, "", ""],
    )
    paper.line("data", *kept)
    if wrong:
        at = 3 + wrong[0]
        head = ">".join(paper.paths[at])
        why = "not a number"
        paper.refused.append({"row": row, "column": head, "letter": "DEFGH"[wrong[0]], "why": why})
        return
    common = {"period": period, "vintage": vintage} | {
        "released_on" + suffix: value for suffix, value in released.means.items()
    }
    for at_letter, number, places in zip(GRID, numbers, decimals, strict=True):
        if number is not None:
            name, unit = GRID[at_letter]
            said_so = {"indicator": name, "digits": number, "decimals": places, "unit": unit}
            paper.records.append({"row": row, "letter": at_letter} | said_so | common)


def _written(number: int | None, decimals: int, dice: Dice, column: int) -> Any:
    """A number as somebody typed it: a number, a text, full width, or a percent format."""
    if number is None:
        return (None, "—", None)[dice.upto(3)]
    exact = number / 10**decimals
    turn = dice.upto(8)
    if column == 4 and turn < 3:
        return Shown(number / 1000, "0.0%")
    text = f"{exact:.{decimals}f}"
    if turn == 6:
        return text
    if turn == 7:
        return text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    return Shown(exact, "0." + "0" * decimals)


CAME = {"新设立": "established", "市外迁入": "moved_in", "区外迁入": "moved_in"}
WENT = {
    "迁往区外": "moved_out",
    "注销": "deregistered",
    "被吊销": "revoked",
    "迁往外市": "moved_out",
}
TAILS = (
    "软件有限公司",
    "商贸有限公司",
    "生物科技股份有限公司",
    "供应链管理有限公司",
    "设计咨询有限公司",
)
TOWNS = ("洮阳市", "泉山县", "临泽新区", "河桥镇")
IN, OUT = 24, 15


def moves() -> Crowded:
    """Who came and who went in one year: two lists with columns of their own, one below the other."""
    paper = Crowded(
        "sheet_n_gb18030.csv", "membership",
        "国标编码CSV；上下两张表，表头用词、列序都不同（上表企业名称在B列，下表在C列）；年份在标题里；"
        "进入、离开方式和时间写“同上”；两表各有小计；代码有制表符、小写；企业名称后带括号备注；"
        "两处须退回（代码成了9.16E+17、离开早于进入）", "",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("企业名称", "entity.name"), ("统一社会信用代码", "entity.credit_code"),
        ("入区时间", "from_on"), ("入区方式", "came"), ("原所在地", "extra"),
        ("注册资本（万元）", "extra"), ("包联干部", "extra"), ("备注", "extra"),
    )  # fmt: skip
    paper.line("title", "2023年企业进出榆川高新区情况登记簿")
    paper.line("caption", "登记单位：企业服务中心", "", "", "", "", "", "登记至2023年12月31日")
    paper.line("title", "表一  新进企业")
    paper.head()
    for number in range(IN):
        _came(paper, number)
    paper.line("subtotal", "", f"新进小计：{IN}户")
    paper.line("blank")
    paper.line("title", "表二  离区企业")
    paper.columns(
        ("顺序号", "serial"), ("信用代码（必填）", "entity.credit_code"), ("单位全称", "entity.name"),
        ("离区原因", "went"), ("进区时间", "from_on"), ("离区时间", "to_on"), ("去向", "extra"),
        ("欠税情况", "extra"), ("经办", "extra"),
    )  # fmt: skip
    paper.head()
    for number in range(OUT):
        _went(paper, number)
    paper.line("subtotal", "", "", f"离区小计：{OUT}户")
    paper.line("note", "说明：离区时间为迁出、注销登记当日；吊销的填处罚决定书日期。")
    paper.line("note", "负责人：", "", "", "登记人：方禾", "", "2024年1月5日")
    return paper


def _came(paper: Crowded, number: int) -> None:
    one = arrival(110 + number, TAILS[number % 5])
    word = ("新设立", "市外迁入", "新设立", "区外迁入", "新设立", "新设立")[number % 6]
    style = ("md", "dots", "zh", "iso", "slashes")[number % 5]
    began = day(2023, 1 + number // 2, 3 + number * 7 % 24, style)
    way = means(word, CAME[word])
    if number and paper.records[-1]["came"] == CAME[word] and number % 3 == 2:
        way = ditto(way, "同上")
    if number in (7, 15):
        began = Spelt("同上", {"": paper.records[-1]["from_on"], "_precision": "day"})
    code = {1: f"\t{one.code}", 4: one.code.lower(), 9: f"{one.code[:9]} {one.code[9:]}"}
    cells = [
        number + 1, one.name, means(code.get(number % 11, one.code), one.code), began, way,
        TOWNS[number % 4] if way.means[""] == "moved_in" else "", 100 * (1 + number % 9), "某某",
        "2022年曾洽谈" if number == 5 else "同上" if number == 6 else "",
    ]  # fmt: skip
    if number == 18:
        cells[2] = "9.16202E+17"
        paper.bad(2, "the digits of the code are lost: scientific notation", *cells)
    else:
        paper.data(*cells)


def _went(paper: Crowded, number: int) -> None:
    one = arrival(140 + number, TAILS[(number + 2) % 5])
    word = ("迁往区外", "注销", "注销", "被吊销", "迁往外市")[number % 5]
    began: Spelt = day(2014 + number % 8, 1 + number % 12, 11, ("zh", "iso", "dots")[number % 3])
    if number in (3, 10):
        began = year_only(2016)
    ended = day(2023, 1 + number * 11 // OUT, 5 + number, ("md", "iso", "zh", "dots")[number % 4])
    reason = means(word, WENT[word])
    if number % 5 == 2:
        reason = ditto(reason, "同上")
    cells = [
        number + 1, means(one.code, one.code), one.name, reason, began, ended,
        TOWNS[number % 4] if "迁往" in word else "", "无", "某某",
    ]  # fmt: skip
    if number == 8:
        cells[4], cells[5] = "2023年6月19日", "2023年6月9日"
        paper.bad(5, "it left before it came", *cells)
    elif number == 12:
        cells[4] = means("/", None)
        paper.data(*cells)
    else:
        paper.data(*cells)


SHEETS = (statements, moves)
