"""The fifth set, registration: a roster saved by WPS, seals as CSV with semicolons, batches on one sheet."""

from __future__ import annotations

from fifth_facts import BROKEN, LOST, amount, arrival, picture, unread
from sheet_facts import (
    FULL_WIDTH,
    Spelt,
    blank,
    day,
    means,
    money,
    month,
    wrong_organisation_digit,
)
from sheet_paper import Formula, Paper

STREETS = ("云汉路", "定远路", "南山路", "张苏滩路")


def roster() -> Paper:
    """Companies with former names, old registration numbers and amounts in every spelling."""
    paper = Paper(
        "sheet_u.xlsx",
        "entity",
        "WPS另存的企业名录：标题是一张图片（首行空），单位与统计时间在第二行；筛选、隐藏列、隐藏字典表；"
        "曾用名一列，另有两家把原名写在名称的括号里，一家有两个曾用名；代码有全角、小写、空格，一个15位旧注册号、"
        "一个9位机构代码、一个把0写成O；注册资本有“1,234.5万”、空格、全角、1.2亿元、万美元、公式无缓存值、#REF!；"
        "中间有分类小计，表末有合计和注",
        sheet="企业名录",
    )
    paper.columns(
        ("序号", "serial"),
        ("企业名称", "name"),
        ("曾用名", "names.name"),
        ("统一社会信用代码／注册号", "credit_code"),
        ("市场主体类型", "kind"),
        ("成立日期", "established_on"),
        ("注册资本（万元）", "registered_capital_fen"),
        ("行业门类", "extra"),
        ("联系电话", "extra"),
        ("住所", "address"),
        ("备注", "extra"),
    )
    paper.look.hidden_columns = (8,)
    paper.look.filtered = True
    paper.look.picture = picture()
    words = [["类型", "说明"], ["有限责任公司", "企业"], ["个体工商户", "个体"]]
    paper.look.before = [("数据字典", words, True)]
    paper.look.after = [
        ("填表说明", [["本表由各片区于每月5日前报送。"], ["代码须为18位。"]], False)
    ]
    paper.line("blank")
    paper.line("caption", "单位：万元", None, None, "统计时间：2023年12月31日")
    paper.head()
    _enterprises(paper)
    _others(paper)
    paper.at("subtotal", A="合计", B="26户", G=Formula("=SUBTOTAL(109,G5:G32)", ""))
    paper.wide("note", "注：1.本名录不含分支机构；2.吊销未注销的企业不在此列。")
    paper.line("note", "填报人：祁川", None, None, "审核人：宁远")
    return paper


def _tail(number: int) -> tuple[object, ...]:
    return (
        ("制造业", "批发和零售业", "信息传输、软件和信息技术服务业")[number % 3],
        f"0931-8{number:06d}",
        f"榆川高新区{STREETS[number % 4]}{number + 1}号",
    )


def _row(number: int, name: object, former: object, code: object, kind: Spelt, born: Spelt,
         capital: object, note: object = None) -> tuple[object, ...]:  # fmt: skip
    return (number, name, former, code, kind, born, capital, *_tail(number), note)


COMPANY = means("有限责任公司", "enterprise")
SHOP = means("个体工商户", "sole_trader")


def _enterprises(paper: Paper) -> None:
    capitals = (
        money(500, 500), money("1,234.5万", "1234.5"), money("２０００", 2000), money("3 000", 3000),
        money("1.2亿元", 12000), money("800万元", 800), money(1234.56, "1234.56"), blank(1),
    )  # fmt: skip
    borns = (
        day(2016, 3, 8, "zh"), day(2018, 11, 2, "dots"), day(2019, 7, 1, "serial"),
        day(2020, 5, 20, "compact_text"), month(2021, 4), day(2021, 9, 30, "iso"),
        day(2022, 1, 14, "wide"), day(2023, 6, 6, "slashes"),
    )  # fmt: skip
    for number, (capital, born) in enumerate(zip(capitals, borns, strict=True), 1):
        one, old = arrival(number), arrival(number + 200, "商贸有限公司")
        name: object = one.name
        former: object = means(old.name, old.name) if number in (1, 4) else blank(number)
        if number in (2, 6):
            name = Spelt(
                f"{one.name}（{'原名：' if number == 2 else '原'}{old.name}）",
                {"": one.name, "!names.name": old.name},
            )
            former = Spelt(None, {})
        if number == 5:
            older = arrival(300, "贸易有限公司")
            former = means(f"{old.name}；{older.name}", [old.name, older.name])
        typed = {2: one.code.lower(), 3: one.code.translate(FULL_WIDTH), 5: f" {one.code} "}
        code = means(typed.get(number, one.code), one.code)
        paper.data(*_row(number, name, former, code, COMPANY, born, capital))
    _planted(paper)
    paper.at("subtotal", A="小计", B="有限责任公司14户", G=Formula("=SUM(G4:G17)", 21234.06))


def _planted(paper: Paper) -> None:
    born = day(2020, 8, 18, "zh")
    one = arrival(9)
    why = "not a credit code: an old registration number of 15 digits"
    old = unread("620100200" + "034567")
    paper.bad(3, why, *_row(9, one.name, blank(), old, COMPANY, born, money(300, 300)))
    one = arrival(10)
    nine = unread(f"{one.code[8:16]}-{one.code[16]}")
    why = "not a credit code: an organisation code of nine characters"
    paper.bad(3, why, *_row(10, one.name, blank(), nine, COMPANY, born, money(300, 300)))
    one = arrival(11)
    swapped = unread(one.code.replace("0", "O", 1))
    why = "not a credit code: the letter O"
    paper.bad(3, why, *_row(11, one.name, blank(), swapped, COMPANY, born, money(300, 300)))
    one = arrival(12)
    row = _row(12, one.name, blank(), one.code, COMPANY, born, unread("200万美元"))
    paper.bad(6, "dollars are no 元", *row)
    one = arrival(13)
    row = _row(13, one.name, blank(), one.code, COMPANY, born, unread(Formula("=1000+500", "")))
    paper.bad(6, LOST, *row)
    one = arrival(14)
    lost = unread(Formula("=VLOOKUP(B17,#REF!,2,0)", "#REF!"))
    paper.bad(6, BROKEN, *_row(14, one.name, blank(), one.code, COMPANY, born, lost))


def _others(paper: Paper) -> None:
    for number in range(15, 27):
        one = arrival(number, "烘焙坊", "sole_trader")
        born = day(2023, 1 + number % 9, number, ("zh", "iso", "real", "dots")[number % 4])
        capital = blank(number) if number % 2 else money(f"{number - 10}", number - 10)
        note = Formula("=NA()", "#N/A") if number == 20 else None
        former = blank(number)
        paper.data(*_row(number, one.name, former, one.code, SHOP, born, capital, note))
    paper.at("subtotal", A="小计", B="个体工商户12户", G=Formula("=SUM(G19:G30)", 62))


def seals() -> Paper:
    """Seals given out, exported by the window's program: GB18030, semicolons, months as sections."""
    paper = Paper(
        "sheet_v_gb18030.csv",
        "seal_set",
        "分号分隔的国标编码CSV：标题行带年份，领取日期写“7月5日”；备注里有引号内的分号和逗号；金额带千分位逗号；"
        "七月、八月、九月各有分节行和小计；同一企业同日重复一次；三处须退回（9月31日、套数“一套半”、单价#DIV/0!）",
        sheet="",
    )
    paper.look.delimiter = paper.more["delimiter"] = ";"
    paper.columns(
        ("编号", "serial"),
        ("领章企业", "entity.name"),
        ("信用代码", "entity.credit_code"),
        ("领取日期", "issued_on"),
        ("套数", "sets"),
        ("印章枚数", "seals"),
        ("承制单位", "maker"),
        ("单价（元）", "unit_price_fen"),
        ("金额（元）", "extra"),
        ("备注", "extra"),
    )
    paper.line("title", "榆川高新区2023年下半年免费刻章发放登记表")
    paper.head()
    number = 0
    for index, section in enumerate(("七月", "八月", "九月")):
        paper.line("section", section)
        for turn in range(8):
            number += 1
            _seal(paper, number, index + 7, turn)
        paper.line("subtotal", f"{section}小计", None, None, None, 8, 32, None, None, "2,080.00")
    paper.line("subtotal", "合计", None, None, None, 24, 96, None, None, "6,240.00")
    paper.line("note", "说明：每套四枚，由财政承担；3,4号窗口领取。")
    return paper


def _seal(paper: Paper, number: int, month_: int, turn: int) -> None:
    one = arrival(320 + number, "商贸有限公司")
    day_ = 2 + 3 * turn
    style = ("md", "iso", "zh", "md_dot", "slashes", "md", "compact_text", "spaced")[turn]
    received = day(2023, month_, day_, style)
    shop = ("榆川平安印章服务部", "榆川公信印章制作中心")[number % 2]
    sets = means(("1", "1套", "壹套")[turn % 3], 1)
    pieces = means(("4", "4枚", "４")[turn % 3], 4)
    price = amount(("260.00", "260元", "260")[turn % 3], 260)
    note = ("公章;财务章;发票章;法人章", "3,4号窗口", "", "法人自取")[turn % 4]
    cells = [number, one.name, one.code, received, sets, pieces, shop, price, "260.00", note]
    if number == 6:
        cells[7] = amount("1,040.00", 1040)
    if number == 12:
        first = arrival(320 + 11, "商贸有限公司")
        cells[1:4] = [first.name, first.code, day(2023, 8, 8, "zh")]
        paper.twin(2, *cells)
    elif number == 20:
        cells[3] = unread("9月31日")
        paper.bad(3, "impossible date", *cells)
    elif number == 15:
        cells[4] = unread("一套半")
        paper.bad(4, "not a whole number", *cells)
    elif number == 23:
        cells[7] = unread("#DIV/0!")
        paper.bad(7, BROKEN, *cells)
    else:
        paper.data(*cells)


def batches() -> Paper:
    """High-tech enterprises in three batches stacked on one sheet of an old binary workbook."""
    paper = Paper(
        "sheet_y.xls",
        "certificate",
        "xls：三批名单叠在一张表里，每批前有“第几批（…）”一行并重复表头，批后有小计；批次只在分节行里；"
        "有效期写成起止一格；第三批有企业证书编号重复一次；末尾总计与注；证书编号带空格和全角；两处须退回",
        sheet="高企名单",
    )
    paper.columns(
        ("序号", "serial"),
        ("企业名称", "entity.name"),
        ("社会信用代码", "entity.credit_code"),
        ("证书编号", "certificate_no"),
        ("发证时间", "granted_on"),
        ("有效期", "extra"),
        ("有效期止", "valid_to"),
        ("备注", "extra"),
    )
    paper.constants = {"qualification": "hnte"}
    paper.wide("title", "榆川高新区2023年高新技术企业认定名单（分批）")
    number = 0
    given = ((10, 16), (11, 14), (12, 8))
    for index, (words, (month_, day_)) in enumerate(zip("一二三", given, strict=True)):
        paper.wide("section", f"第{words}批（2023年{month_}月{day_}日发证）")
        paper.head()
        for turn in range(7):
            number += 1
            _certified(paper, number, f"第{words}批", (month_, day_), turn)
        paper.at("subtotal", A=f"第{words}批小计", B="7家")
        if index < 2:
            paper.line("blank")
    paper.at("subtotal", A="总计", B="21家")
    paper.wide("note", "注：以全国高新技术企业认定管理工作领导小组办公室公告为准。")
    return paper


def _certified(paper: Paper, number: int, batch: str, given: tuple[int, int], turn: int) -> None:
    month_, day_ = given
    one = arrival(400 + number)
    no = f"GR2023620{number:05d}"
    typed = {2: no.translate(FULL_WIDTH), 4: f"GR 2023620{number:05d}"}
    granted = day(2023, month_, day_, ("zh", "dots", "serial", "iso", "real", "zh0", "wide")[turn])
    until = Spelt(f"2026年{month_}月{day_ - 1}日", {"": f"2026-{month_:02d}-{day_:02d}"})
    cells = [turn + 1, one.name, one.code, means(typed.get(turn, no), no), granted, "三年", until]
    cells.append(None)
    if turn == 5:
        cells[3] = no.lower()  # a text is kept as typed
    if number == 9:
        cells[2] = unread(wrong_organisation_digit(one.code))
        paper.bad(2, "credit code: wrong organisation digit", *cells)
    elif number == 13:
        cells[4] = unread("2023年11月31日")
        paper.bad(4, "impossible date", *cells)
    elif number == 18:
        cells[3] = means("GR202362000017", "GR202362000017")
        paper.twin(3, *cells)
    else:
        paper.data(*cells)
        paper.add_meaning(batch=batch)


SHEETS = (roster, seals, batches)
