"""Sheets r and s of the fourth unopened five: free seal sets, and the ledger of high-tech enterprises."""

from __future__ import annotations

from datetime import date
from typing import Any

from fourth_facts import cents, coded, foot, settler, undated
from sheet_facts import Spelt, blank, day, last_day, means, wrong_organisation_digit
from sheet_paper import Paper

SHOPS = ("榆川平安印章服务部", "榆川鑫诚刻章有限公司", "榆川公信印章制作中心")
PRICES = dict(zip(SHOPS, (260, 280, 255), strict=True))
TAILS = (
    ("贸易有限公司", "enterprise"), ("文化传媒有限公司", "enterprise"), ("餐饮店", "sole_trader"),
    ("信息咨询有限公司", "enterprise"), ("建筑劳务有限公司", "enterprise"),
    ("百货超市", "sole_trader"), ("农业科技有限公司", "enterprise"),
)  # fmt: skip
COUNTS = {7: 19, 8: 17, 9: 18}
LOST, NO_DAY = 25, 44


def seal_sets() -> Paper:
    """A quarter of free seal sets as the window handed them out, counted at each month's end."""
    paper = Paper(
        "sheet_r_gb18030.csv", "seal_set",
        "国标编码CSV：新开办企业免费刻章登记，有标题和单位行；登记日期（设立）与领章日期两列；套数、枚数有“1套”“4枚”写法；"
        "代码有撇号、空格、小写；每月小计、末尾合计和结算说明；个体户不刻发票章；"
        "两处须退回（代码成了9.16E+17、9月31日）", "",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("企业名称", "entity.name"),
        ("统一社会信用代码", "entity.credit_code"), ("类型", "extra"), ("设立登记日期", "extra"),
        ("行业", "extra"), ("注册资本（万元）", "extra"), ("领章日期", "issued_on"),
        ("套数", "sets"), ("章种", "extra"), ("枚数", "seals"), ("刻章单位", "maker"),
        ("单价（元/套）", "unit_price_fen"), ("领取人", "extra"), ("结算批次", "extra"),
        ("备注", "extra"),
    )  # fmt: skip
    paper.line("title", "2023年第三季度新开办企业免费刻章发放登记表")
    paper.line("caption", "填报单位：榆川高新区行政审批局", *[""] * 10, "登记截止：2023年9月30日")
    paper.head()
    number = 0
    for month_, count in COUNTS.items():
        first = number
        for index in range(count):
            _handed_out(paper, number, index, month_)
            number += 1
        paper.line("subtotal", "", f"{month_}月小计", *[""] * 6, number - first)
    paper.line("subtotal", "", "三季度合计", *[""] * 6, number)
    paper.line("note", "说明：每户限免费刻制一套，企业4枚，个体工商户3枚，按季与刻章单位结算。")
    paper.line("note", "制表：沐晨", *[""] * 6, "复核：", *[""] * 5, "2023.10.9")
    return paper


def _handed_out(paper: Paper, number: int, index: int, month_: int) -> None:
    tail, kind = TAILS[number % 7]
    one, sole = settler(230 + number, tail, kind), kind == "sole_trader"
    maker, on = SHOPS[number * 5 % 3], 2 + index * 27 // COUNTS[month_]
    style = ("iso", "slashes", "iso", "dots", "iso", "zh")[number % 6]
    seals = 3 if sole else 4
    cells = [
        number + 1, one.name, coded(one.code, number), "个体工商户" if sole else "企业",
        date(2023, month_, on - 1).isoformat(), ("批发业", "商务服务业", "餐饮业", "零售业")[number % 4],
        5 if sole else 50 * (1 + number % 10), day(2023, month_, on, style),
        means("1套" if number % 8 == 3 else 1, 1),
        "公章、财务章、法人章" if sole else "公章、财务章、发票章、法人章",
        means(f"{seals}枚" if number % 8 in (3, 4) else seals, seals), maker, _price(number, maker),
        ("某某", "代理公司", "")[number % 3], f"2023Q3-{month_ - 6}",
        "邮寄" if number % 11 == 6 else "补领发票章1枚另计" if number == 32 else "",
    ]  # fmt: skip
    if number == LOST:
        cells[2] = "9.16202E+17"
        paper.bad(2, "the digits of the code are lost: scientific notation", *cells)
    elif number == NO_DAY:
        cells[7] = "2023/9/31"
        paper.bad(7, "impossible date", *cells)
    else:
        paper.data(*cells)


def _price(number: int, maker: str) -> Spelt:
    price = PRICES[maker]
    return cents((price, price, f"{price}.00", f"{price}元", price)[number % 5], price)


FIELDS = ("电子信息", "生物与新医药", "新材料", "先进制造与自动化", "高技术服务", "资源与环境")
HIGH_TAILS = (
    "电子有限公司", "生物制药有限公司", "材料科技有限公司", "自动化设备有限公司", "软件股份有限公司",
)  # fmt: skip
WAYS = {"首次认定": "recognition", "重新认定": "renewal", "异地迁入": "transfer"}
BATCHES = {
    2021: (("第一批", (2021, 9, 16)), ("第二批", (2021, 10, 28))),
    2022: (("第一批", (2022, 10, 12)), ("第二批", (2022, 11, 15))),
    2023: (("第一批", (2023, 10, 16)), ("第二批", (2023, 11, 24))),
}
HOLDERS = {2021: 15, 2022: 13, 2023: 16}
SHORT, WRONG, BACKWARDS = 6, 21, 33


def high_tech() -> Paper:
    """All valid high-tech enterprises with the day on which each certificate runs out."""
    paper = Paper(
        "sheet_s.xls", "certificate",
        "旧版xls：有效期内高企台账，资格种类只在标题里；按认定年度分段、序号不断；两行表头；发证日期与有效期止分开，"
        "有效期止是最后一天；首次认定、重新认定、异地迁入；证书编号少数空；电话列隐藏；末尾合计和填表人；"
        "三处须退回（代码少一位、代码第17位错、有效期止早于发证）", "高企台账",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("企业名称", "entity.name"),
        ("统一社会信用代码", "entity.credit_code"), ("技术领域", "extra"),
        ("认定情况>认定类型", "kind"), ("认定情况>批次", "batch"),
        ("认定情况>证书编号", "certificate_no"), ("认定情况>发证日期", "granted_on"),
        ("认定情况>有效期止", "valid_to"), ("上年主要指标>知识产权数（件）", "extra"),
        ("上年主要指标>研发费用占比（%）", "extra"), ("上年主要指标>高品收入占比（%）", "extra"),
        ("上年主要指标>科技人员占比（%）", "extra"), ("科技专员", "extra"), ("联系电话", "extra"),
        ("备注", "extra"),
    )  # fmt: skip
    paper.constants = {"qualification": "hnte"}
    paper.wide("title", "榆川高新区有效期内高新技术企业台账")
    paper.at("caption", A="科技局", N="更新日期：2023年12月28日")
    paper.head()
    number = 0
    for year, count in HOLDERS.items():
        paper.wide("section", f"{year}年认定（{count}家）")
        for index in range(count):
            _holder(paper, number, index, year)
            number += 1
    paper.at("subtotal", A="合计", B=f"{number}家")
    paper.wide("note", "注：有效期三年；2021年认定的须在2024年上半年准备重新认定材料。")
    foot(paper, "负责人：", "填表：沐晨", "N")
    paper.look.hidden_columns, paper.look.freeze = (14,), (4, 2)
    return paper


def _holder(paper: Paper, number: int, index: int, year: int) -> None:
    one, way = settler(300 + number, HIGH_TAILS[number % 5]), _way(number)
    batch, granted = BATCHES[year][index * 2 // HOLDERS[year]]
    moved = way == "异地迁入"
    order = f"GR{year}62{100 + number * 17:06d}"
    styles = ("real", "real", "dots", "real", "iso", "zh")
    cells = [
        number + 1, one.name, means(_typed(one.code, number), one.code), FIELDS[number * 5 % 6],
        means(way, WAYS[way]), means(f"{year}年{batch}", f"{year}年{batch}"),
        blank(number) if number in (9, 27) else means(order, order),
        day(*granted, styles[number % 6]), _ends(granted, styles[(number + 1) % 6]),
        3 + number * 11 % 40, round(3 + number * 7 % 90 / 10, 1), round(60.5 + number * 3 % 38, 1),
        round(11 + number * 13 % 55 / 2, 1), ("方禾", "祁川", "某某")[number % 3],
        f"0000-87{number * 53 % 9000 + 1000}",
        "由外省迁入，证书换发" if moved else "2020年已认定过" if number == 18 else "",
    ]  # fmt: skip
    _judged(paper, number, cells, one.code)


def _judged(paper: Paper, number: int, cells: list[Any], code: str) -> None:
    if number == SHORT:
        cells[2] = code[:-2] + code[-1]
        paper.bad(2, "the code has seventeen characters", *cells)
    elif number == WRONG:
        cells[2] = wrong_organisation_digit(code)
        paper.bad(2, "credit code: seventeenth character", *cells)
    elif number == BACKWARDS:
        cells[8] = "2022-10-15"
        paper.bad(8, "it ends before it begins", *cells)
    else:
        paper.data(*cells)


def _way(number: int) -> str:
    words = ("首次认定", "重新认定", "首次认定", "首次认定", "重新认定")
    return "异地迁入" if number in (12, 30) else words[number % 5]


def _typed(code: str, number: int) -> str:
    return code.lower() if number % 13 == 4 else f" {code}" if number % 13 == 8 else code


def _ends(granted: tuple[int, int, int], style: str) -> Spelt:
    """The last of three years, as written on the certificate."""
    year, month_, on = granted
    return undated(last_day(year + 3, month_, on - 1, style))


SHEETS = (seal_sets, high_tech)
