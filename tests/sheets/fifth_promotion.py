"""The fifth set, promotion and projects: signings in two currencies, projects with their phases."""

from __future__ import annotations

from fifth_facts import BROKEN, LOST, arrival, unread
from sheet_facts import Spelt, day, means, money, month
from sheet_paper import AS_ABOVE, Formula, Paper

KINDS = (means("正式合同", "contract"), means("框架协议", "framework"), means("意向书", "intent"))
WORKS = (
    "精密仪器产业园",
    "冷链物流中心",
    "疫苗分装线",
    "数据标注基地",
    "石墨烯中试基地",
    "仓储加工中心",
)


def signings() -> Paper:
    """Signings with 人民币, 万美元 and 折人民币 side by side, and the sheet once more as a copy."""
    paper = Paper(
        "sheet_w.xlsx",
        "signing",
        "签约汇总表：总投资下分“人民币（万元）”“外币（万美元）”“折人民币（万元）”三列，以折人民币为准；"
        "折算列有公式带值、公式无缓存值、#REF!、“1,234.5万”、全角、带空格、括号负数、只有外币没有折算；"
        "上半年合计在表中间；隐藏列、筛选；同一张表又复制了一份“签约汇总 (2)”",
        sheet="签约汇总",
    )
    paper.columns(
        ("序号", "serial"),
        ("签约项目", "project.name"),
        ("投资方", "investor"),
        ("签约时间", "signed_on"),
        ("协议类别", "kind"),
        ("总投资>人民币（万元）", "extra"),
        ("总投资>外币（万美元）", "extra"),
        ("总投资>折人民币（万元）", "amount_fen"),
        ("汇率", "extra"),
        ("引进部门", "group"),
        ("备注", "extra"),
    )
    paper.look.hidden_columns = (8,)
    paper.look.filtered = True
    paper.look.freeze = (4, 2)
    paper.wide("title", "榆川高新区2023年招商引资签约项目汇总表")
    paper.line("caption", "填报单位：招商局", *[None] * 8, "2023年12月31日")
    paper.head()
    for number in range(1, 13):
        _signed(paper, number)
    total = Formula("=SUM(H5:H16)", 91000)
    paper.at("subtotal", A="上半年合计", B="12个", H=total)
    for number in range(13, 23):
        _signed(paper, number)
    paper.at("subtotal", A="总计", B="22个", H=Formula("=H17+SUM(H18:H27)", ""))
    paper.wide("note", "备注：外币按签约当月中间价折算；框架协议和意向书不计入考核。")
    copied = [[_copied(cell) for cell in line.cells] for line in paper.lines]
    paper.look.after = [("签约汇总 (2)", copied, False)]
    return paper


def _copied(cell: object) -> object:
    if isinstance(cell, Formula):
        return cell.value
    return cell


def _signed(paper: Paper, number: int) -> None:
    one = arrival(500 + number, "集团有限公司")
    name = f"{one.brand}{WORKS[number % len(WORKS)]}"
    month_ = (number + 1) // 2
    styles = ("zh", "dots", "md", "iso", "slashes", "md_dot")
    when = day(2023, month_, number, styles[number % 6])
    if number == 8:
        when = month(2023, month_, "m")
    yuan, dollars, rate = 1000 * number, None, None
    into: object = money(yuan, yuan)
    inland: object = yuan
    if number in (3, 9, 16):
        inland, dollars, rate = None, 100 * number, 7.1
        into = money(Formula(f"=G{paper.next_row}*I{paper.next_row}", 710 * number), 710 * number)
    spelt = {
        5: money("1,234.5万", "1234.5"), 6: money("６０００", 6000), 10: money("12 000", 12000),
        14: money("2.3亿元", 23000), 19: money("1900万元", 1900),
    }  # fmt: skip
    bad = {
        4: (unread(Formula("=F7", "")), LOST),
        11: (unread(Formula("=#REF!*7.1", "#REF!")), BROKEN),
        13: (unread("（500）"), "an amount below nothing"),
        18: (unread("约2000-3000"), "two amounts"),
        20: (unread("1500万美元"), "dollars are no 元"),
    }
    row = [number, name, one.name, when, KINDS[number % 3], inland, dollars, into, rate]
    row += [("招商一局", "招商二局", "招商三局")[number % 3], "增资" if number == 7 else None]
    if number in spelt:
        row[7] = spelt[number]
    if number in bad:
        row[7], why = bad[number]
        paper.bad(7, why, *row)
    elif number == 21:
        row[5:8] = [None, unread(300), None]
        paper.bad(6, "dollars alone are no 元", *row)
    else:
        paper.data(*row)


def phases() -> Paper:
    """Projects whose phases stand in rows of their own under merged cells."""
    paper = Paper(
        "sheet_x.xlsx",
        "project",
        "重点项目表：序号、项目名称、建设单位跨几行合并，“分期”一列写一期/二期/三期，每期一行，项目小计一行；"
        "另有“其中：一期工程”写在名称列（是上一行的一部分，不是项目）；投资亿元，有“1.5亿元”“8000万元”；"
        "表头两行；公式小计无缓存值；两处须退回（不可能的日期、#REF!）；单位各行业之间有分节行",
        sheet="重点项目",
    )
    paper.more["merged"] = True  # a phase is called by the name in the merged cell and its own
    paper.columns(
        ("序号", "serial"),
        ("项目名称", "name"),
        ("分期", "extra"),
        ("建设单位", "entity.name"),
        ("计划总投资（亿元）", "total_investment_fen"),
        ("建设进度>开工时间", "events.started"),
        ("建设进度>竣工时间", "events.completed"),
        ("建设进度>形象进度", "extra"),
        ("包抓领导", "extra"),
    )
    paper.wide("title", "2023年重点项目分期建设情况表")
    paper.line("caption", "单位：亿元", *[None] * 6, "截至2023年12月底")
    paper.head()
    paper.line("section", "一、先进制造")
    for number in range(1, 4):
        _phased(paper, number)
    for number in range(4, 8):
        _whole(paper, number)
    paper.line("section", "二、现代服务")
    _parted(paper, 8)
    for number in range(9, 13):
        _whole(paper, number)
    _parted(paper, 13)
    paper.at("subtotal", A="合计", E=Formula("=SUM(E6:E30)", ""))
    paper.wide("note", "注：分期建设的项目按期填报，总投资为各期之和。")
    return paper


def _place(number: int) -> tuple[str, str]:
    one = arrival(560 + number)
    return f"{one.brand}{WORKS[number % len(WORKS)]}", one.name


def _phased(paper: Paper, number: int) -> None:
    name, company = _place(number)
    for turn, phase in enumerate("一二三"[: 2 + number % 2]):
        written = f"{name}{phase}期"
        cells = [number, means(name, written), f"{phase}期", means(company, company)]
        invest = (money(1.5, 15000), money("8000万元", 8000), money("2.25", 22500))[turn]
        begun = (day(2021, 3, 8, "dots"), month(2022, 9, "dot"), Spelt("2024年拟开工", {}))[turn]
        if turn == 2:
            begun = Spelt(None, {"": None})
        done = day(2022, 12, 20, "zh") if turn == 0 else Spelt(None, {"": None})
        cells += [invest, begun, done, ("已投产", "主体封顶", "前期")[turn], "宁远"]
        if turn:
            cells[0], cells[3], cells[8] = AS_ABOVE, AS_ABOVE, AS_ABOVE
            _grow(paper, 1)
            cells[1] = Spelt(None, {"": written})
        paper.data(*cells)
    paper.at("subtotal", C="小计", E=Formula(f"=SUM(E{paper.next_row - 2})", 4.55))


def _grow(paper: Paper, column: int) -> None:
    """The name's cell merged on over this row, though each phase means another name."""
    row = len(paper.lines)
    for index, merge in enumerate(paper.merges):
        if merge[1] == merge[3] == column and merge[2] == row - 1 and merge[0] > 4:
            paper.merges[index] = (merge[0], column, row, column)
            return
    paper.merges.append((row - 1, column, row, column))


def _whole(paper: Paper, number: int) -> None:
    name, company = _place(number)
    begun = day(2022, number % 12 + 1, number, ("zh", "dots", "serial")[number % 3])
    done: object = Spelt("2025年12月", {"": None}) if number % 2 else Spelt("/", {"": None})
    if not number % 2:
        done = day(2023, 11, number, "zh")
    cells = [
        number,
        name,
        "—",
        company,
        money(number / 2, number * 5000),
        begun,
        Spelt(None, {"": None}),
    ]
    cells += ["正常推进", "岳宁"]
    if number % 2 == 0:
        cells[6] = done
    if number == 6:
        cells[5] = unread("2023.2.30")
        paper.bad(5, "impossible date", *cells)
    elif number == 10:
        cells[4] = unread(Formula("=#REF!/10000", "#REF!"))
        paper.bad(4, BROKEN, *cells)
    else:
        paper.data(*cells)


def _parted(paper: Paper, number: int) -> None:
    name, company = _place(number)
    begun = day(2021, 6, 18, "zh")
    nothing = Spelt(None, {"": None})
    paper.data(number, name, None, company, money("5.6亿元", 56000), begun, nothing, "在建", "方禾")
    paper.at("part", B="其中：一期工程", E=3.6, F="2021年6月18日", G="2023年3月1日", H="已完工")
    paper.at("part", B="　　　二期工程", E="2亿元", F="2023年4月", H="在建")


SHEETS = (signings, phases)
