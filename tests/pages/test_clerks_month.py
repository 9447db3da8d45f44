"""A clerk's month without a form: the ledger out, five cells changed in it, back in, committed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.pages
# Row of the small home's ledger (the title is row 1), header of the cell, what the clerk writes.
FIVE = [
    (3, "签约金额（万元）", 125000),
    (4, "招商组", "招商三组"),
    (6, "签约日期", "2023-06-29"),
    (7, "投资方", "金穗控股集团"),
    (9, "签约金额（万元）", 41000),
]
BEFORE = ["120,000", "招商二组", "2023-06-30", "金穗控股", "40,000"]
AFTER = ["125,000", "招商三组", "2023-06-29", "金穗控股集团", "41,000"]


def change_five_cells(path: Path) -> None:
    """What the clerk does in Excel: five cells, nothing else."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[2]}
    for row, head, value in FIVE:
        page.cell(row, heads[head]).value = value
    book.save(path)


def test_a_clerk_exports_the_ledger_changes_five_cells_drops_it_back_and_commits(walk, tmp_path):
    clerk = walk("wang")
    page = clerk.page
    clerk.go("/registers/signing")
    with page.expect_download() as caught:
        page.click("a[href$='/registers/signing/export']")
    ledger = tmp_path / caught.value.suggested_filename
    caught.value.save_as(ledger)

    # untouched, it says nothing new
    clerk.go("/import")
    page.set_input_files("input[type=file]", ledger)
    expect(page.locator("main")).to_contain_text(
        "新增 0 + 修改 0 + 相同 7 + 退回 0 + 待确认 0", timeout=20_000
    )
    expect(page.locator("form[action$='/commit'] button")).to_be_disabled()

    change_five_cells(ledger)
    clerk.go("/import")
    page.set_input_files("input[type=file]", ledger)
    expect(page.locator("main")).to_contain_text(
        "新增 0 + 修改 5 + 相同 2 + 退回 0 + 待确认 0", timeout=20_000
    )
    expect(page.locator("main")).to_contain_text("本次表中没有的 0 行")
    assert the_five(page.locator("td.changes")) == list(zip(BEFORE, AFTER, strict=True))
    clerk.look()

    page.click("text=确认导入")
    expect(page.locator("form[action$='/undo'] button")).to_be_visible()
    assert sorted(the_five(page.locator(".traces td.changes"))) == sorted(
        zip(BEFORE, AFTER, strict=True)
    )
    clerk.look()


def the_five(cells) -> list[tuple[str, str]]:
    """Every cell that the page says was changed, before and after, without its unit."""
    expect(cells.first).to_be_visible()
    before, after = (cells.locator(one).all_inner_texts() for one in ("del", "ins"))
    return [
        (was.removesuffix("万元").strip(), now.removesuffix("万元").strip())
        for was, now in zip(before, after, strict=True)
    ]
