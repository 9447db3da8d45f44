"""导入台账: the sheets of one workbook, taken in one after another."""

from __future__ import annotations

import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.systems.dropping import GOOD, HEAD, confirm, workbook
from zonebook.records.models import Draft, Project, Signing


def two_sheets(**options) -> SimpleUploadedFile:
    """A workbook with signings, negotiations, a list of telephone numbers and a hidden sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    pages = {
        "签约项目": [HEAD, *GOOD],
        "在谈项目": [["项目名称", "投资方", "洽谈日期"], ["皋兰冷链", "皋兰公司", "2024-01-09"]],
        "通讯录": [["姓名", "手机"], ["张三", "13900000000"]],
        "字典": [["值"], ["合同"]],
    }
    for name, rows in pages.items():
        page = book.add_worksheet(name)
        for r, row in enumerate(rows):
            page.write_row(r, 0, row)
        if name == "字典":
            page.hide()
    book.close()
    return SimpleUploadedFile("招商工作簿.xlsx", out.getvalue())


def states(page) -> dict[str, str]:
    """The sheets of a workbook and what became of each."""
    return {one.name: one.state for one in page.sheets}


def test_the_sheets_of_a_workbook_are_imported_one_after_another(wang):
    address = wang.post("/import", {"file": two_sheets()}).url
    page = wang.get(address).context["page"]
    assert states(page) == {"签约项目": "open", "在谈项目": "open", "通讯录": "open"}
    assert [one.register for one in page.sheets] == ["签约项目台账", "项目台账", ""]
    assert page.hidden_sheets == ("字典",)
    first = confirm(wang, address)
    said = wang.get(first.url)
    assert [one.name for one in said.context["waiting"]] == ["在谈项目", "通讯录"]
    assert f"{address}?sheet=" in said.content.decode()
    page = wang.get(address).context["page"]
    assert (page.sheet, states(page)["签约项目"]) == ("在谈项目", "imported")
    second = confirm(wang, address)
    assert Signing.objects.count() == 2 and Project.objects.filter(name="皋兰冷链").exists()
    wang.post(f"{address}/sheets", {"sheet": "通讯录", "act": "skip"})
    assert wang.get(address).url == second.url
    assert wang.get("/import").context["drafts"] == []


def test_a_sheet_left_out_may_be_taken_up_again(wang):
    address = wang.post("/import", {"file": two_sheets()}).url
    wang.get(address)
    wang.post(f"{address}/sheets", {"sheet": "签约项目", "act": "skip"})
    page = wang.get(address).context["page"]
    assert (page.sheet, states(page)["签约项目"]) == ("在谈项目", "skipped")
    wang.post(f"{address}/sheets", {"sheet": "签约项目", "act": "restore"})
    assert states(wang.get(address).context["page"])["签约项目"] == "open"
    assert wang.post(f"{address}/sheets", {"sheet": "没有这张"}).status_code == 404


def test_each_sheet_keeps_its_own_answers(wang):
    address = wang.post("/import", {"file": two_sheets()}).url
    wang.get(address)
    wang.post(f"{address}/answers", {"column-5": "partner"})
    wang.get(f"{address}?sheet=在谈项目")
    assert "header" not in Draft.objects.get().answers
    page = wang.get(f"{address}?sheet=签约项目&tab=columns").context["page"]
    assert {one.header: one.column for one in page.columns}["投资方"] == "partner"


TALKS = [["项目名称", "投资方", "洽谈日期"], ["皋兰冷链", "皋兰公司", "2024-01-09"]]


def test_a_workbook_on_the_page_of_a_register_begins_with_that_registers_sheet(wang):
    book = workbook(在谈项目=TALKS, 签约项目=[HEAD, *GOOD])
    address = wang.post("/import", {"file": book, "register": "signing"}).url
    page = wang.get(address).context["page"]
    assert (page.sheet, page.run.register) == ("签约项目", "signing")
    confirm(wang, address)
    page = wang.get(address).context["page"]
    assert (page.sheet, page.run.register) == ("在谈项目", "project")


def test_a_cover_sheet_stands_back_until_the_tables_are_done(wang):
    book = workbook(说明=[["本工作簿由投资促进局维护"], ["每月5日前报送"]], 在谈项目=TALKS)
    address = wang.post("/import", {"file": book}).url
    assert wang.get(address).context["page"].sheet == "在谈项目"
