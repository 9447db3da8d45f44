"""A ledger comes back as it went out: our writer leaves formulas to the office's program."""

from __future__ import annotations

from datetime import date

from zonebook.core.catalog import shipped
from zonebook.core.period import KnownDay
from zonebook.records import registers
from zonebook.records.workbooks.spelling import spelled

SHEET = """
序号|签约日期|投资企业|项目|协议性质|投资总额（万元）
1|2023-05-06|甲公司|甲项目|合同|#100
||2023年小计|||
2|2024-01-07|乙公司|乙项目|合同|#200
||2024年小计|||"""


def test_a_subtotal_without_its_sum_does_not_go_on_with_the_row_above(read):
    found = read(SHEET, "signing")
    assert [one.kind for one in found.layout.lines if one.kind != "blank"] == [
        "header", "data", "total", "data", "total",
    ]  # fmt: skip


def test_a_day_of_protection_is_written_as_the_last_one_that_holds():
    column, units = registers.get("claim").columns["to_on"], shipped().units
    for end in (date(2023, 7, 1), KnownDay(date(2023, 7, 1))):
        assert spelled(end, column, None, "2023-01-01", units) == "2023-06-30"
