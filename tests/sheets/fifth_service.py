"""The fifth set, service: requests with days in words, tenants of an incubator, payments by month."""

from __future__ import annotations

from fifth_facts import BROKEN, LOST, about_month, amount, arrival, unread
from sheet_facts import Spelt, blank, day, means, no_day
from sheet_paper import Formula, Paper

UNSAID = "no day can be read"


def requests() -> Paper:
    """Requests met by the service centre, whose days were typed as people speak."""
    paper = Paper(
        "sheet_z.xlsx",
        "request",
        "诉求办理台账：日期是随手写的（9月中旬、2023.9、文本45192、数字45192、9.5、23.9.7、2023-09-05 14:30、"
        "9月5日上午、二〇二三年九月六日），其中上周五、国庆前、9.5-9.8、数字2023.1（可能是一月也可能是十月）、9月31日读不出须退回；"
        "来源与类别用口语；标题在第二行，第一行空",
        sheet="9月",
    )
    paper.columns(
        ("序号", "serial"),
        ("诉求来源", "door"),
        ("企业", "entity.name"),
        ("反映的诉求", "title"),
        ("要素类型", "kind"),
        ("接收时间", "received_on"),
        ("承办部门", "office"),
        ("办结时间", "events.solved"),
        ("办理结果", "extra"),
    )
    paper.line("blank")
    paper.wide("title", "企业服务中心2023年企业诉求办理台账")
    paper.head()
    spoken = (
        about_month("9月中旬", 2023, 9),
        about_month("2023.9", 2023, 9),
        day(2023, 9, 23, "serial"),
        Spelt("45192", {"": "2023-09-23", "_precision": "day"}),
        day(2023, 9, 5, "md_dot"),
        Spelt("23.9.7", {"": "2023-09-07", "_precision": "day"}),
        Spelt("2023-09-05 14:30", {"": "2023-09-05", "_precision": "day"}),
        Spelt("9月5日上午", {"": "2023-09-05", "_precision": "day"}),
        Spelt("二〇二三年九月六日", {"": "2023-09-06", "_precision": "day"}),
        unread("上周五"),
        unread("国庆前"),
        unread("9.5-9.8"),
        unread(2023.1),
        unread("9月31日"),
        about_month("2023年9月底", 2023, 9),
        about_month("10月份", 2023, 10),
        day(2023, 10, 12, "zh"),
        Spelt("10.16（周一）", {"": "2023-10-16", "_precision": "day"}),
        Spelt("2023年10月18日下午3点", {"": "2023-10-18", "_precision": "day"}),
        Spelt(" 2023 / 10 / 20 ", {"": "2023-10-20", "_precision": "day"}),
        about_month("2023年十月下旬", 2023, 10),
        Spelt("十月二十五日", {"": "2023-10-25", "_precision": "day"}),
    )
    for number, when in enumerate(spoken, 1):
        _asked(paper, number, when)
    paper.at("subtotal", A="合计", B="22件")
    paper.line("note", "注：来源“领导交办”计入其他。")
    return paper


WANTS = (
    ("希望协调扩建用地20亩", means("用地", "land")),
    ("流动资金贷款500万元", means("融资", "capital")),
    ("招聘普工30人", means("招工", "labour")),
    ("厂区增容800千伏安", means("用电", "energy")),
    ("门口道路坑洼", means("其它", "other")),
)


def _asked(paper: Paper, number: int, when: Spelt) -> None:
    one = arrival(600 + number)
    want, kind = WANTS[number % 5]
    door = (means("走访", "visit"), means("12345热线", "hotline"), means("窗口", "window"))[
        number % 3
    ]
    solved = day(2023, 11, number, "zh") if number % 3 else Spelt("未办结", {"": None})
    row = [number, door, one.name, f"{want}（{one.brand}）", kind, when, "企业服务中心", solved]
    row.append("已解决" if number % 3 else "推进中")
    if when.means[""] is None:
        paper.bad(5, UNSAID, *row)
    else:
        paper.data(*row)


def tenants() -> Paper:
    """Tenants of an incubator: no register of the book keeps them; only the companies are known."""
    paper = Paper(
        "sheet_za.xlsx",
        "entity",
        "孵化器在孵企业台账：两行表头；账上没有“在孵”这一登记簿，可读的只有企业名称、代码、成立时间、注册资本，"
        "入孵、合同到期、毕业日期和营收都不得当成别的列；退出企业接在表中间一行说明之后；面积有单位",
        sheet="在孵企业",
    )
    paper.more["asked"] = ["went_on"]  # 毕业（退出）时间 may be when a company left the zone
    paper.columns(
        ("序号", "serial"),
        ("企业基本信息>企业名称", "name"),
        ("企业基本信息>统一社会信用代码", "credit_code"),
        ("企业基本信息>成立时间", "established_on"),
        ("企业基本信息>注册资本（万元）", "registered_capital_fen"),
        ("入驻情况>入孵时间", "extra"),
        ("入驻情况>租用面积（㎡）", "extra"),
        ("入驻情况>合同到期", "extra"),
        ("经营情况>2023年营收（万元）", "extra"),
        ("经营情况>就业人数", "extra"),
        ("毕业（退出）>时间", "extra"),
        ("毕业（退出）>去向", "extra"),
    )
    paper.wide("title", "榆川启岳众创空间在孵企业台账")
    paper.line("caption", "运营单位：榆川启岳孵化器管理有限公司", *[None] * 9, "2023年12月")
    paper.head()
    for number in range(1, 15):
        _tenant(paper, number)
    paper.line("section", "以下企业已毕业或退出")
    for number in range(15, 21):
        _tenant(paper, number)
    paper.at("subtotal", A="合计", B="20家", G=1840, I=Formula("=SUM(I5:I25)", ""))
    return paper


def _tenant(paper: Paper, number: int) -> None:
    one = arrival(640 + number, "科技创业有限公司")
    born = day(2021, number % 12 + 1, number, ("zh", "iso", "dots", "real")[number % 4])
    capital = amount(("100", "50万元", 200, "０８０")[number % 4], (1e6, 5e5, 2e6, 8e5)[number % 4])
    left = ("2023年10月", "迁出至园区外") if number > 14 else (None, None)
    cells = [number, one.name, one.code, born, capital, "2022.3", f"{60 + number}㎡", "2025-03-01"]
    cells += [12.5 * number, number + 2, *left]
    if number == 9:
        cells[2] = unread(one.code[:17])
        paper.bad(2, "not a credit code: 17 characters", *cells)
    else:
        paper.data(*cells)


def payments() -> list[Paper]:
    """Policy money paid out, one sheet a month, with a summary before and an empty month after."""
    papers = [_month(number) for number in (1, 2, 3)]
    summary = [["2023年惠企政策资金兑现汇总"], ["月份", "户数", "金额（万元）"]]
    summary += [["1月", 9, 310.5], ["2月", 9, 322.0], ["3月", 9, 298.4], ["合计", 27, 930.9]]
    heads = [path[0] for path in papers[0].paths]
    papers[0].look.before = [("汇总", summary, False)]
    papers[0].look.after = [("4月", [["2023年4月惠企政策资金兑现明细表"], heads], False)]
    return papers


def _month(month_: int) -> Paper:
    paper = Paper(
        "sheet_zb.xlsx",
        "fund_payment",
        "政策资金兑现：每月一张表，前有汇总表，后有空的4月；拨付日期只写“15日”，年月在标题里；收回的款写在括号里或带负号；"
        "金额有“12.5万”“3 000元”“（3.2）”、公式无缓存值、#VALUE!；小计按级次在中间",
        sheet=f"{month_}月",
    )
    paper.columns(
        ("序号", "serial"),
        ("受益企业", "entity.name"),
        ("信用代码", "entity.credit_code"),
        ("资金名称", "programme"),
        ("支持方向", "purpose"),
        ("级次", "level"),
        ("兑现金额（万元）", "amount_fen"),
        ("兑现时间", "paid_on"),
        ("凭证号", "voucher_no"),
        ("备注", "extra"),
    )
    paper.wide("title", f"2023年{month_}月惠企政策资金兑现明细表")
    paper.head()
    for number in range(1, 6):
        _paid(paper, month_, number, "省级")
    paper.at("subtotal", A="省级小计", G=Formula("=SUM(G3:G7)", ""))
    for number in range(6, 10):
        _paid(paper, month_, number, "区级")
    paper.at("subtotal", A="区级小计", G=Formula("=SUM(G9:G12)", 61.2))
    paper.at("subtotal", A="合计", G=Formula("=G8+G13", ""))
    paper.line("note", "制表：沐晨", None, None, "复核：方禾")
    return paper


def _paid(paper: Paper, month_: int, number: int, level: str) -> None:
    one = arrival(680 + month_ * 10 + number)
    when = Spelt(
        f"{number + 10}日", {"": f"2023-{month_:02d}-{number + 10:02d}", "_precision": "day"}
    )
    if number % 3 == 0:
        when = day(2023, month_, number + 10, ("md", "dots", "iso")[month_ - 1])
    paid = {
        1: amount(30, 300_000), 2: amount("12.5万", 125_000), 3: amount("8 . 5", 85_000),
        4: amount("30000元", 30_000), 5: amount("１８", 180_000), 6: amount("（3.2）", -32_000),
        7: amount(-4.5, -45_000), 8: amount("20.0万元", 200_000), 9: amount("1,024.5", 10_245_000),
    }[number]  # fmt: skip
    purpose = (means("科技", "science"), means("工业", "industry"))[number % 2]
    levels = {"省级": "provincial", "区级": "zone"}
    row = [number, one.name, one.code, f"2023年{('研发', '技改')[number % 2]}奖补", purpose]
    row += [means(level, levels[level]), paid, when, f"高财付{month_:02d}{number:03d}"]
    row.append("企业迁出收回" if number in (6, 7) else blank(number).raw)
    if (month_, number) == (2, 2):
        row[6] = unread(Formula("=12.5", ""))
        paper.bad(6, LOST, *row)
    elif (month_, number) == (3, 4):
        row[6] = unread(Formula('="三万"*1', "#VALUE!"))
        paper.bad(6, BROKEN, *row)
    elif (month_, number) == (3, 8):
        row[7] = no_day("待拨")
        paper.bad(7, UNSAID, *row)
    else:
        paper.data(*row)
        if number in (6, 7):
            paper.add_meaning(kind="return")


SHEETS = (requests, tenants)
BOOKS = (payments,)
