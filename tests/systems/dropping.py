"""Sheets as an office drops them, and the two clicks that take them in."""

from __future__ import annotations

import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

HEAD = ["序号", "项目名称", "协议类型", "签约日期", "签约金额（万元）", "投资方", "备注"]
GOOD = [
    [1, "金河数据中心", "正式合同", "2024年1月5日", 12000, "甘肃金河信息技术有限公司", "重点"],
    [2, "雁滩中试基地", "框架协议", "2024.1.18", "8000", "兰州雁滩医药有限公司", ""],
]
BAD = [
    [3, "榆中装备产业园", "正式合同", "2024年2月30日", 5000, "甘肃榆装有限公司", ""],
    [4, "云峰新材料二期", "合同", "2024-02-01", "约三千", "云峰新材", ""],
    [5, "泰华康养", "备忘录", "2024-02-02", 2600, "泰华医药", ""],
]


def sheet(*rows: list[object], head: list[str] = HEAD) -> SimpleUploadedFile:
    """An office's sheet: a title row, a header, rows, a total, a note."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("签约项目")
    page.merge_range(0, 0, 0, 6, "2024年签约项目台账")
    for r, row in enumerate([head, *rows, ["合计"], ["注：金额为合同总投资"]]):
        page.write_row(r + 1, 0, row)
    book.close()
    return SimpleUploadedFile("签约项目台账.xlsx", out.getvalue())


def drop(client, *rows, **options) -> str:
    """Drop a sheet; the address of its dry run."""
    answer = client.post("/import", {"file": sheet(*rows, **options)})
    assert answer.status_code == 302
    return answer.url


def confirm(client, address: str):
    """Confirm what the dry run shows."""
    digest = client.get(address).context["page"].run.digest
    return client.post(f"{address}/commit", {"digest": digest})


def workbook(**pages: list[list[object]]) -> SimpleUploadedFile:
    """A workbook of these sheets."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, rows in pages.items():
        page = book.add_worksheet(name)
        for r, row in enumerate(rows):
            page.write_row(r, 0, row)
    book.close()
    return SimpleUploadedFile("合订本.xlsx", out.getvalue())
