"""在谈项目台账 of the promotion bureau and 重点项目台账 of the project office."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sheet_facts import Spelt, blank, day, firm, means, month, no_day, wan, year_only, yi
from sheet_paper import AS_ABOVE, Formula, Paper

CROSSES = ("√", "", "是", "否", "×")


def negotiating() -> Paper:
    """The sheet for the weekly meeting: sections, line breaks, units in the header."""
    paper = Paper(
        "negotiating_weekly.xlsx", "project",
        "数据在第二张表，另有填表说明和隐藏的字典表；分段行；表头带单位和换行；空值写法不一", "在谈",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("线索\n名称", "name"), ("投资方", "investor"),
        ("行业代码", "industry"), ("拟投资额\n（亿元）", "total_investment_fen"),
        ("拟用地\n（亩）", "extra"), ("拟用厂房（㎡）", "extra"), ("首报\n日期", "events.lead"),
        ("首次洽谈\n日期", "events.negotiating"), ("责任组", "group"), ("当前阶段", "extra"),
        ("核心卡点", "extra"), ("下一步", "extra"),
    )  # fmt: skip
    paper.wide("title", "在谈项目周调度台账")
    paper.wide("caption", "（2023年第45周）")
    paper.at("caption", A="填报单位：招商局各组", K="截至2023年11月10日")
    paper.head()
    paper.wide("section", "一、新增线索")
    _leads(paper, range(5), talked=False)
    paper.wide("section", "二、在谈项目")
    _leads(paper, range(5, 14), talked=True)
    paper.at("subtotal", B="合计", E=Formula("=SUM(E6:E10,E12:E20)", 21.05))
    paper.look.before.append(("填表说明", [["一、只填蓝色列"], ["二、拟投资额单位为亿元"]], False))
    paper.look.after.append(("字典", [["阶段"], ["线索"], ["洽谈"], ["签约"]], True))
    paper.look.freeze = (4, 2)
    return paper


def _leads(paper: Paper, numbers: range, *, talked: bool) -> None:
    styles = ("dots", "zh", "slashes", "real", "serial")
    for index in numbers:
        one = firm(40 + index)
        amount = ("0.5", "1.2", "3.35", "0.8", "2.15")[index % 5]
        first = day(2023, 2 + index // 2, 4 + index, styles[index % 5])
        talk = day(2023, 3 + index // 2, 6 + index, styles[(index + 2) % 5])
        name = f"{one.name[2:4]}拟建项目"
        paper.data(
            index + 1 + index // 4, means(f"{name[:2]}\n{name[2:]}" if index == 6 else name, name),
            one.name if index % 3 else blank(index), one.industry if index % 2 else blank(1),
            yi(amount) if index != 8 else blank(3), 20 + index if index % 2 else "/",
            "—" if index % 2 else 3000 + 500 * index, first, talk if talked else no_day("-"),
            f"招商{'一二三'[index % 3]}组", "洽谈" if talked else "线索",
            "用地指标" if index % 4 == 0 else "无", "再次对接",
        )  # fmt: skip


def key_projects() -> Paper:
    """Three header rows, plan beside actual, a header repeated at the page break."""
    paper = Paper(
        "key_projects_2023.xlsx", "project",
        "三行合并表头；开工、竣工分计划与实际；续建新建分段；打印分页处表头重复；隐藏行也是数据；一处日期须退回",
        "重点项目",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("项目名称", "name"), ("建设单位", "entity.name"),
        ("统一社会信用代码", "entity.credit_code"),
        ("投资情况（万元）>总投资", "total_investment_fen"),
        ("投资情况（万元）>2023年>年度计划", "extra"),
        ("投资情况（万元）>2023年>1-11月完成", "extra"),
        ("投资情况（万元）>2023年>完成率", "extra"),
        ("建设进度>开工>计划", "extra"), ("建设进度>开工>实际", "events.started"),
        ("建设进度>竣工>计划", "extra"), ("建设进度>竣工>实际", "events.completed"),
        ("是否入库", "extra"), ("灯色", "extra"), ("责任单位", "extra"),
    )  # fmt: skip
    paper.wide("title", "榆川高新区2023年省市列重大项目进展情况表")
    paper.at("caption", A="填报单位：规划建设局（章）", N="2023年12月1日")
    paper.head()
    first = paper.next_row
    paper.wide("section", "一、续建项目（7个）")
    for index in range(7):
        _building(paper, index, day(2021 + index % 2, 3 + index, 15, KEY_STYLES[index]))
    paper.head()
    paper.wide("section", "二、新建项目（6个）")
    for index in range(7, 13):
        _building(paper, index, day(2023, index - 3, 8, KEY_STYLES[index % 7]))
    last = paper.next_row - 1
    totals = {}
    for where in "EFG":
        cells = [line.cells[ord(where) - 65] for line in paper.lines if line.kind == "data"]
        totals[where] = Formula(f"=SUM({where}{first}:{where}{last})", sum(cells))
    paper.at("subtotal", A="合  计", **totals)
    paper.wide("note", "注：完成率＝1-11月完成÷年度计划。")
    paper.look.freeze = (5, 2)
    return paper


KEY_STYLES = ("zh", "dots", "real", "slashes", "serial", "spaced", "compact")


def _building(paper: Paper, index: int, started: Spelt) -> None:
    one, plan = firm(60 + index), 2000 + 350 * index
    done = plan * (7 + index % 4) // 9
    row = paper.next_row
    ended = no_day(blank(index).raw)
    if index in (1, 3):
        ended = month(2023, 10 + index % 2)
    code = means(one.code, one.code)
    if index == 2:
        code = means(" " + one.code.lower(), one.code)
    cells: list[Any] = [
        index + 1, means(f"{one.name[2:4]}生产基地项目", f"{one.name[2:4]}生产基地项目"), one.name,
        code, wan(plan * 5), plan, done, Formula(f"=G{row}/F{row}", done / plan), "2023年3月",
        started, "2024.12", ended, CROSSES[index % 5], "绿黄红"[index % 3], "项目一办",
    ]  # fmt: skip
    if index == 9:
        cells[9] = "2023年13月8日"
        paper.bad(9, "impossible date", *cells)
    else:
        paper.data(*cells, hidden=index == 4)


def old_printout() -> Paper:
    """An old .xls of the project office: days as bare serial numbers, yuan in hundred millions."""
    paper = Paper(
        "key_projects_2021.xls", "project",
        "旧版xls；日期是没有格式的Excel序号，也有只到月、只到年的；总投资单位亿元写在右上角；责任组纵向合并",
        "2021",
    )  # fmt: skip
    paper.columns(
        ("责任组", "group"), ("编号", "code"), ("项  目  名  称", "name"), ("业主单位", "entity.name"),
        ("总投资", "total_investment_fen"), ("关键节点>签约", "events.signed"),
        ("关键节点>注册", "events.registered"), ("关键节点>开工", "events.started"),
        ("关键节点>主体封顶", "events.topped_out"), ("关键节点>投产", "events.in_production"),
        ("存在问题", "extra"),
    )  # fmt: skip
    paper.wide("title", "2021年重点项目挂图作战表")
    paper.at("caption", K="单位：亿元")
    paper.head()
    subtotal = Decimal(0)
    for index in range(12):
        amount = f"{1 + index * 3}.5" if index else "0.85"
        subtotal += Decimal(amount)
        one, style = firm(80 + index), ("serial", "dots", "serial", "zh")[index % 4]
        group = f"第{'一二三'[index // 4]}组"
        later = year_only(2021) if index == 5 else month(2021, 11, "dot")
        paper.data(
            means(group, group) if index % 4 == 0 else AS_ABOVE, f"ZD2021-{index + 1:02d}",
            means(f"{one.name[2:4]} 改扩建项目", f"{one.name[2:4]}改扩建项目"), one.name,
            yi(amount),
            day(2020, 1 + index % 9, 11, style), day(2020, 2 + index % 9, 12, style),
            day(2020, 3 + index % 9, 28, "serial") if index not in (7, 10) else no_day("/"),
            later if index < 7 else no_day("—"), day(2021, 12, 20, "serial") if index < 3 else no_day(),
            "无" if index % 2 else "管线迁改\n未完成",
        )  # fmt: skip
        if index % 4 == 3:
            paper.at("subtotal", C="本组小计", E=float(subtotal))
            subtotal = Decimal(0)
    return paper


SHEETS = (negotiating, key_projects, old_printout)
