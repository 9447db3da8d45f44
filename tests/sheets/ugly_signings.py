"""签约项目台账 of the promotion bureau, as four hands keep it."""

from __future__ import annotations

from sheet_facts import blank, day, firm, means, money, month, no_day, wan, wan_text, yi
from sheet_paper import AS_ABOVE, Formula, Paper

CONTRACT, FRAMEWORK, INTENT = "contract", "framework", "intent"


def groups_2023() -> Paper:
    """Two header rows, groups merged over their rows, a subtotal a group, days under a year."""
    paper = Paper(
        "signings_groups_2023.xlsx", "signing",
        "年度在标题里，日期只写月日；招商组纵向合并；每组小计、末行总计为公式；表下有注和填表人", "签约",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("招商组", "group"), ("项目情况>项目名称", "project.name"),
        ("项目情况>投资方", "investor"), ("项目情况>主要建设内容", "extra"),
        ("合同情况>协议类型", "kind"), ("合同情况>签约\n日期", "signed_on"),
        ("合同情况>签约金额", "amount_fen"), ("合同情况>其中：固定资产投资", "extra"),
        ("签约活动", "occasion"), ("备注", "extra"),
    )  # fmt: skip
    paper.wide("title", "榆川高新区2023年度签约项目台账")
    paper.at("caption", A="填报单位：招商局", F="填报日期：2024年1月5日", J="单位：万元")
    paper.head()
    number, subtotals = 0, []
    for group, rows in GROUPS.items():
        start, total = paper.next_row, 0
        for index, (name, kind, when, amount, occasion) in enumerate(rows):
            number += 1
            said = means("正式合同", CONTRACT) if kind == "合同" else means("框架协议", FRAMEWORK)
            paper.data(
                number, means(group, group) if index == 0 else AS_ABOVE, name,
                firm(number - 1).name, "建设生产线及配套设施", said,
                when, wan(amount), amount * 7 // 10, occasion, "",
            )  # fmt: skip
            total += amount
        end = paper.next_row - 1
        subtotals.append((paper.next_row, total))
        paper.at("subtotal", B="小计", H=Formula(f"=SUM(H{start}:H{end})", total))
    cells = "+".join(f"H{row}" for row, _ in subtotals)
    paper.at("subtotal", A="总计", H=Formula("=" + cells, sum(t for _, t in subtotals)))
    paper.line("blank")
    paper.wide("note", "注：1.签约金额以合同载明的总投资为准；2.框架协议不计入签约额。")
    paper.at("note", A="填表人：方禾", D="审核人：宁远", H="联系电话：0000-8530000")
    paper.look.freeze = (4, 3)
    return paper


GROUPS = {
    "招商一组": [
        ("澜启重组蛋白项目", "合同", day(2023, 1, 18, "md"), 32000, "新春招商会"),
        ("拓岳智能仓储装备项目", "合同", day(2023, 2, 9, "md"), 8500, blank(1)),
        ("恒砚传感器项目", "框架", day(2023, 3, 28, "md"), 50000, "春季推介会"),
        ("瑞澍诊断试剂项目", "合同", day(2023, 5, 6, "md"), 12300, blank(2)),
    ],
    "招商二组": [
        ("云珩工业软件项目", "合同", day(2023, 5, 6, "md"), 4600, "五月集中签约"),
        ("星砾特种粉体项目", "合同", day(2023, 5, 31, "md"), 21000, "五月集中签约"),
        ("川禾冷链项目", "合同", month(2023, 6, "m"), 9800, blank(3)),
    ],
    "招商三组": [
        ("博垚检测中心项目", "合同", day(2023, 8, 16, "md"), 6700, blank(4)),
        ("景岫医用敷料项目", "合同", day(2023, 9, 22, "md"), 15400, "秋季推介会"),
        ("启帆数据中心项目", "框架", day(2023, 10, 30, "md"), 100000, "秋季推介会"),
        ("祁润中药饮片项目", "合同", day(2023, 12, 29, "md"), 7300, blank(5)),
    ],
}


def units_in_cells() -> Paper:
    """A unit in every cell; a project over two rows; a hidden column; two amounts to refuse."""
    paper = Paper(
        "signings_unit_per_cell.xlsx", "signing",
        "金额自带单位（亿元、万元、万、元）；同一项目两次签约，项目名称纵向合并；有隐藏列；两处金额须退回",
        "2022签约",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("项目名称", "project.name"), ("内部编号", "extra"), ("甲方", "partner"),
        ("乙方", "investor"), ("签订时间", "signed_on"), ("协议性质", "kind"),
        ("协议引资额", "amount_fen"), ("责任组", "group"), ("联系人", "extra"),
    )  # fmt: skip
    paper.wide("title", "2022年招商引资签约项目一览表")
    paper.head()
    said = {"意向书": INTENT, "框架协议": FRAMEWORK, "投资合同": CONTRACT, "增资协议": "increment"}
    for index, (name, who, when, kind, amount) in enumerate(UNIT_ROWS):
        joined = name is AS_ABOVE
        cells = (
            AS_ABOVE if joined else index + 1, name, f"ZS-{220 + index}", "高新区管委会",
            firm(who).name, when, means(kind, said[kind]), amount, f"招商{'一二三'[who % 3]}组",
            "" if index % 2 else "经办人",
        )  # fmt: skip
        if amount in ("2.5个小目标", "(1,200.00)万元"):
            why = "negative amount" if amount.startswith("(") else "unreadable unit"
            paper.bad(7, why, *cells)
        else:
            paper.data(*cells)
    paper.line("note", "说明：本表金额以协议原件为准")
    paper.look.hidden_columns, paper.look.freeze = (2,), (2, 2)
    return paper


UNIT_ROWS = [
    ("泽桦生物肥项目", 12, day(2022, 1, 20, "dots"), "意向书", money("1.2亿元", 12000)),
    (AS_ABOVE, 12, day(2022, 4, 15, "slashes"), "投资合同", money("12,300.00万元", 12300)),
    ("宏岚物流港项目", 13, day(2022, 5, 6, "zh"), "投资合同", money("3.2 亿元", 32000)),
    ("朗峪科技园项目", 14, day(2022, 5, 10, "dots"), "框架协议", money("10亿元", 100000)),
    (AS_ABOVE, 14, day(2022, 11, 8, "real"), "投资合同", money("8.6亿元", 86000)),
    ("冠榆包装项目", 15, day(2022, 6, 1, "slashes"), "投资合同", money("8000万", 8000)),
    ("新珀电子项目", 16, day(2022, 6, 30, "spaced"), "投资合同", "2.5个小目标"),
    ("广霁环保项目", 17, day(2022, 7, 12, "dots"), "投资合同", money("４５００万元", 4500)),
    ("铭岱医疗项目", 18, day(2022, 8, 25, "real"), "增资协议", money("0.35亿元", 3500)),
    ("融沐食品项目", 19, day(2022, 9, 19, "dots"), "投资合同", "(1,200.00)万元"),
    ("昱川智能项目", 20, no_day("—"), "意向书", money("6,500万元", 6500)),
    ("卓榛材料项目", 21, month(2022, 12), "投资合同", money("56000000元", 5600)),
]


def quarter_csv() -> Paper:
    """A GB18030 file saved from WPS: title and unit lines above, totals and notes below."""
    paper = Paper(
        "signings_q2_gb18030.csv", "signing",
        "国标编码的CSV；标题行、单位行在表头上方；金额单位为亿元；有合计行和表下注；列序不同", "",
    )  # fmt: skip
    paper.columns(
        ("签约金额（亿元）", "amount_fen"), ("公司名称", "investor"), ("项目名称", "project.name"),
        ("签约时间", "signed_on"), ("类别", "kind"), ("招商组", "group"), ("备  注", "extra"),
    )  # fmt: skip
    paper.line("title", "2023年二季度签约项目统计表")
    paper.line("caption", "填报单位：投资促进中心", "", "", "", "", "填报日期：2023.7.3")
    paper.head()
    styles = ["dots", "zh", "slashes", "iso", "md", "wide", "zh0", "md_dot"]
    amounts = ["0.6", "1.25", "3.2", "0.08", "12.5", "2", "0.455", "5.0"]
    for index, (style, amount) in enumerate(zip(styles, amounts, strict=True)):
        when = day(2023, 4 + index // 3, 3 + 3 * index, style)
        one, intent = firm(22 + index), index in (4, 7)
        kind = means("意向", INTENT) if intent else means("合同", CONTRACT)
        said = yi(amount) if index else money("0.60", 6000)
        name = means(f"  {one.name[2:4]}二期项目 ", f"{one.name[2:4]}二期项目")
        paper.data(
            said, one.name, name, when, kind, f"招商{'一二三'[index % 3]}组", blank(index).raw
        )
    paper.line("subtotal", "25.085", "合计", "8个")
    paper.line("note", "注：意向类项目不计入考核")
    paper.line("note", "填表人：", "", "审核人：", "", "联系电话：")
    return paper


def pasted() -> Paper:
    """Cells copied out of a sheet: merges are gone, a cell with a line break is quoted."""
    paper = Paper(
        "signings_pasted.txt", "signing",
        "从WPS复制粘贴的单元格（制表符分隔）：合并单元格的信息已丢失，空白即未知；单元格内换行带引号", "",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("组别", "group"), ("项目名称", "project.name"),
        ("投资主体", "investor"), ("签约日期", "signed_on"), ("合同类型", "kind"),
        ("总投资\n（万元）", "amount_fen"), ("是否注册", "extra"),
    )  # fmt: skip
    paper.head()
    styles = ["zh", "dots", "compact_text", "slashes", "iso", "spaced", "wide_dots", "moment"]
    for index in range(10):
        one = firm(30 + index)
        when = day(2021, 3 + index // 2, 2 + 2 * index, styles[index % 8])
        if index == 7:
            when = no_day("无")
        name, clean = f"{one.name[2:4]}产业化项目", f"{one.name[2:4]}产业化项目"
        if index in (2, 5):
            name = f"{one.name[2:4]}\n产业化项目"
        kind = means("正式合同", CONTRACT) if index % 3 else means("框架协议", FRAMEWORK)
        paper.data(
            index + 1, means("招商一组" if index == 0 else "", "招商一组" if index == 0 else None),
            means(name, clean), one.name, when, kind, wan_text(1500 + 1070 * index),
            "√" if index % 2 else "否",
        )  # fmt: skip
    paper.line("subtotal", "", "", "合计", "", "", "", "63,150.00")
    return paper


SHEETS = (groups_2023, units_in_cells, quarter_csv, pasted)
