"""Small lists of cases, written as an office would."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import xlsxwriter

TODAY = date(2024, 2, 18)
HEADS = (
    "办件编号", "申请事项名称", "审批事项", "项目类型", "申请单位", "经办人", "接件日期", "补正告知日期",
    "补正完成日期", "受理日期", "特别程序一种类", "特别程序一开始日期", "特别程序一结束日期",
    "特别程序二种类", "特别程序二开始日期", "特别程序二结束日期", "办结日期", "办理结果", "送达日期",
)  # fmt: skip
STORY_B = {
    "办件编号": "GX1",
    "申请事项名称": "生物医药中试平台",
    "审批事项": "政府投资项目可行性研究报告审批",
    "项目类型": "政府投资",
    "申请单位": "园区建设中心",
    "经办人": "李审批",
    "接件日期": "2023-09-21",
    "受理日期": "2023-09-22",
    "特别程序一种类": "专家评审",
    "特别程序一开始日期": "2023-10-09",
    "特别程序一结束日期": "2023-10-20",
    "特别程序二种类": "公示",
    "特别程序二开始日期": "2023-10-13",
    "特别程序二结束日期": "2023-10-25",
    "办结日期": "2023-10-30",
    "办理结果": "准予许可",
    "送达日期": "2023-11-01",
}
OPEN = {
    "办件编号": "GX2",
    "申请事项名称": "砚池东市政道路工程",
    "审批事项": "政府投资项目建议书审批",
    "项目类型": "政府投资类项目",
    "申请单位": "园区建设中心",
    "经办人": "李审批",
    "接件日期": "2024年1月26日",
    "受理日期": "2024.1.29",
}


def book_of(*rows: dict[str, Any]) -> bytes:
    """A workbook with a title above its header."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    page = book.add_worksheet("办件台账")
    page.merge_range(0, 0, 0, len(HEADS) - 1, "行政审批局办件台账")
    page.write_row(1, 0, HEADS)
    for number, row in enumerate(rows, 2):
        page.write_row(number, 0, [row.get(head, "") for head in HEADS])
    book.close()
    return kept.getvalue()


def counted(**some: int) -> dict[str, int]:
    """How many rows of each kind an import has; those that are not named are none."""
    return dict.fromkeys(("new", "changed", "same", "contradicts", "refused"), 0) | some
