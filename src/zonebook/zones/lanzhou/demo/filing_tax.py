"""What returns say for tax benefits: taxable income, averages of quarters, encouraged industries."""

from __future__ import annotations

from typing import Any

from zonebook.zones.lanzhou.demo.registry import Entity

Row = dict[str, Any]
FIRST = "2022"  # the short returns of earlier years do not ask for it
# Sections whose enterprises take no super-deduction of R&D: trade, hotels, property, leasing.
EXCLUDED = "FHKL"


def with_tax(row: Row, entity: Entity) -> Row:
    """A return with what tax benefits ask for; an amount that hangs on a blank stays blank.

    Profit before tax is put at 118 % of net profit; every seventh firm leaves encouraged income blank.
    """
    profit, staff, assets = row.get("净利润"), row.get("职工总数"), row.get("资产总额")
    if row["申报年度"] < FIRST or profit is None:
        return row
    excluded = entity.section in EXCLUDED
    spent = 0 if excluded else row.get("研发费用总额")
    tech = row.get("高新技术产品（服务）收入")
    silent = sum(map(ord, entity.credit_code)) % 7 == 0
    return row | {
        "年应纳税所得额": None if spent is None else profit * 118 // 100 - spent,
        "上缴税金": max(0, profit * 18 // 100) + row["营业收入"] * 2 // 100,
        "从业人数季度平均": None if staff is None else max(1, staff - 1),
        "资产总额季度平均": None if assets is None else assets * 97 // 100,
        "西部鼓励类产业收入": 0 if excluded else None if silent else tech,
        "不适用加计扣除行业": "是" if excluded else "否",
    }
