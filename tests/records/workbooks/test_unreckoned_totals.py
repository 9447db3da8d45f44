"""A ledger comes back as it went out: our writer leaves formulas to the office's program."""

from __future__ import annotations

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
