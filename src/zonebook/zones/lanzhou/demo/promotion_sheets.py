"""The promotion bureau's workbooks, as two groups and the project office keep them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from zonebook.zones.lanzhou.demo.promotion import (
    GROUPS,
    STEPS,
    Project,
    Promotion,
    Signing,
    yi,
)
from zonebook.zones.lanzhou.demo.workbook import SIMULATED, Column, Formula, Sheet

GROUP_ONE = (
    Column("序号", "number", width=6),
    Column("项目名称", width=32),
    Column("甲方", width=16),
    Column("乙方", width=28),
    Column("签约日期", "short"),
    Column("签约活动", width=18),
    Column("协议类型", width=10),
    Column("总投资（万元）", "number", "投资"),
    Column("其中：固定资产投资（万元）", "number", "投资", 14),
    Column("招商组", merged=True),
    Column("备注", width=24),
    Column("数据性质", width=9),
)
GROUP_TWO = (
    Column("序号", "number", width=6),
    Column("责任组", merged=True),
    Column("签约时间", "dot"),
    Column("投资企业", width=30),
    Column("项目", width=30),
    Column("协议性质", width=10),
    Column("投资总额（亿元）", "number"),
    Column("签约场合", width=18),
    Column("数据性质", width=9),
)
LEADS = (
    Column("序号", "number", width=6),
    Column("招商组", merged=True),
    Column("项目（线索）名称", width=32),
    Column("投资方", width=28),
    Column("行业代码", width=9),
    Column("拟投资额（亿元）", "number"),
    Column("信息来源", width=14),
    Column("首报日期", "day", "进展"),
    Column("首谈日期", "day", "进展"),
    Column("签约日期", "day", "进展"),
    Column("终止日期", "day", "进展"),
    Column("终止原因", width=18),
    Column("数据性质", width=9),
)
KEY = (
    Column("序号", "number", width=6),
    Column("项目名称", width=32),
    Column("项目公司", width=34),
    Column("统一社会信用代码", width=22),
    Column("行业代码", width=9),
    Column("总投资（万元）", "number"),
    *(
        Column(head, "zh", "项目节点", 15)
        for head in ("注册日期", "备案日期", "开工日期", "入库日期",
                     "主体封顶日期", "竣工日期", "投用日期", "投产日期")
    ),
    Column("招商组"),
    Column("数据性质", width=9),
)  # fmt: skip
SHORT = {"意向协议": "意向", "框架协议": "框架", "正式合同": "合同"}


def group_one(book: Promotion) -> list[Sheet]:
    """A sheet a year, amounts in 万元, days without their year, a total underneath."""
    found = []
    for year in (2021, 2022, 2023, 2024):
        signed = [one for one in book.of_year(year) if one.group == GROUPS[0]]
        rows = [one_row(number, one) for number, one in enumerate(signed, start=1)]
        sheet = Sheet(
            f"{year}年", f"招商一组{year}年签约项目台账", GROUP_ONE, rows,
            ("填报单位：投资促进局招商一组",),
            ("注：1.总投资以协议约定为准。", "2.框架协议转为正式合同的，另行登记一行。"),
        )  # fmt: skip
        sheet.totals = [total_row(sheet, len(GROUP_ONE), ("总投资（万元）",), "合计")]
        found.append(sheet)
    return found


def one_row(number: int, one: Signing) -> tuple[Any, ...]:
    """One agreement in group one's sheet."""
    fixed = one.amount_wan * 7 // 10
    return (
        number, one.name, "兰州高新区管委会", one.investor, one.signed_on, one.occasion, one.kind,
        one.amount_wan, fixed, one.group, None, SIMULATED,
    )  # fmt: skip


def total_row(sheet: Sheet, width: int, heads: Sequence[str], label: str) -> list[Any]:
    """A total under the whole table."""
    cells: list[Any] = [None] * width
    cells[1] = label
    for head in heads:
        index = [column.head for column in sheet.columns].index(head)
        first, last = sheet.row_of(0), sheet.row_of(len(sheet.rows) - 1)
        letter = sheet.letter(head)
        value = sum(row[index] for row in sheet.rows)
        cells[index] = Formula(f"=SUM({letter}{first}:{letter}{last})", value)
    return cells


def group_two(book: Promotion) -> list[Sheet]:
    """One sheet for all years, amounts in 亿元, a subtotal after each year."""
    sheet = Sheet(
        "签约情况", "招商二组项目签约情况表", GROUP_TWO, [],
        ("填报：招商二组", "单位：亿元"), ("备注：投资总额为协议投资总额。",),
    )  # fmt: skip
    number = 0
    for year in (2021, 2022, 2023, 2024):
        signed = [one for one in book.of_year(year) if one.group == GROUPS[1]]
        first = sheet.row_of(len(sheet.rows))
        for one in signed:
            number += 1
            sheet.rows.append((
                number, one.group, one.signed_on, one.investor, one.name, SHORT[one.kind],
                yi(one.amount_wan), one.occasion, SIMULATED,
            ))  # fmt: skip
        if signed:
            sheet.rows.append(subtotal(sheet, first, f"{year}年小计", signed))
    return [sheet]


def subtotal(sheet: Sheet, first: int, label: str, signed: list[Signing]) -> tuple[Any, ...]:
    """The subtotal under a year's rows."""
    letter, last = sheet.letter("投资总额（亿元）"), sheet.row_of(len(sheet.rows) - 1)
    value = yi(sum(one.amount_wan for one in signed))
    cells: list[Any] = [None] * len(GROUP_TWO)
    cells[3], cells[6] = label, Formula(f"=SUM({letter}{first}:{letter}{last})", value)
    return tuple(cells)


def leads(book: Promotion) -> list[Sheet]:
    """Every lead since 2021, by group and day, with what became of it."""
    ordered = sorted(
        book.projects, key=lambda one: (GROUPS.index(one.group), one.lead_on, one.name)
    )
    rows = [lead_row(number, one) for number, one in enumerate(ordered, start=1)]
    return [
        Sheet(
            "线索在谈", "招商线索及在谈项目台账", LEADS, rows,
            ("填报单位：投资促进局", "截至日期：2024年2月18日"),
            ("注：同一线索以首报日期在先者为准。",),
        )
    ]  # fmt: skip


def lead_row(number: int, one: Project) -> tuple[Any, ...]:
    """One lead."""
    return (
        number, one.group, one.name, one.investor, one.industry, yi(one.amount_wan), one.source,
        one.lead_on, one.talks_on, one.signed_on, one.dropped_on, one.dropped_why or None,
        SIMULATED,
    )  # fmt: skip


def key_projects(book: Promotion) -> list[Sheet]:
    """Signed projects whose company is registered, with their stages."""
    chosen = sorted(
        (one for one in book.projects if one.company is not None),
        key=lambda one: (one.signed_on or date.max, one.name),
    )
    rows = []
    for number, one in enumerate(chosen, start=1):
        company = one.company
        assert company is not None
        rows.append((
            number, one.name, company.name, company.credit_code, one.industry, one.amount_wan,
            *(one.steps.get(step) for step in STEPS), one.group, SIMULATED,
        ))  # fmt: skip
    return [
        Sheet(
            "重点项目", "重点项目推进台账", KEY, rows,
            ("填报单位：规划建设局（项目办）", "截至日期：2024年2月18日"),
        )
    ]  # fmt: skip
