"""Files as they come: by content, in any encoding; what cannot be opened says why and what to do."""

import io
import struct
import zipfile
import zlib
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlwt

from zonebook.core.catalog import shipped
from zonebook.core.values import Refused
from zonebook.records.workbooks.grid import PERCENT, Merge
from zonebook.records.workbooks.sheets import read
from zonebook.records.workbooks.texts import pasted

ROWS = [["项目名称", "签约日期"], ["甲项目", "2023-05-06"]]


def xlsx(fill=lambda sheet: None, **parts):
    book = openpyxl.Workbook()
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def why(content, name="台账.xlsx"):
    with pytest.raises(Refused) as refused:
        read(content, name)
    (finding,) = refused.value.findings
    sentences = shipped().sentences
    for lang in ("zh", "en"):
        assert name in sentences.say(finding, lang)
        assert "{" not in sentences.say(finding, lang)
    return finding.message.key.removeprefix("workbooks.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_in_any_encoding_and_separator(encoding, separator):
    text = "\r\n".join(separator.join(row) for row in ROWS)
    (grid,) = read(text.encode(encoding), "a.csv")
    assert [list(row) for row in grid.rows] == ROWS


def test_cells_pasted_from_a_workbook_keep_their_line_breaks():
    assert pasted('项目\n名称\t"甲\n项目"'.replace("目\n名", "目名")).rows == (
        ("项目名称", "甲\n项目"),
    )


def test_an_xlsx_begins_at_a1_with_exact_numbers_dates_and_merged_ranges():
    def fill(sheet):
        sheet["B3"], sheet["C3"], sheet["D3"] = 97.3, 0.1 + 0.2, date(2023, 5, 6)
        sheet["B4"] = "合并"
        sheet.merge_cells("B4:C5")

    (grid,) = read(xlsx(fill), "a.xlsx")
    assert grid.rows[2] == (None, Decimal("97.3"), Decimal("0.3"), date(2023, 5, 6))
    assert grid.merges == (Merge(3, 1, 4, 2),)
    assert grid.shown(4, 2) == "合并"
    assert grid.ref(2, 1).where == "a.xlsx Sheet B3"


def test_an_xlsx_tells_errors_open_formulas_months_units_and_hidden_columns():
    def fill(sheet):
        sheet["A1"], sheet["A1"].data_type = "#N/A", "e"
        sheet["A2"] = "=1+1"
        sheet["A3"], sheet["A3"].number_format = 45047, 'yyyy"年"m"月"'
        sheet["A4"], sheet["A4"].number_format = 5, '0.00"万元"'
        sheet["A5"], sheet["A5"].number_format = 0.057, "0.0%"
        sheet["A6"], sheet["A6"].number_format = 45047, 'yyyy"年"m"月"d"日"'
        sheet["C1"] = "QY-2023-000001"
        sheet.column_dimensions["C"].hidden = True

    marks = read(xlsx(fill), "a.xlsx")[0].marks
    assert marks.errors == {(0, 0): "#N/A"}
    assert marks.uncalculated == {(1, 0)}
    assert marks.months == {(2, 0)}
    assert marks.units == {(3, 0): "万元", (4, 0): PERCENT}
    assert marks.hidden_columns == {2}


def test_an_xls_is_read_whatever_its_name_is():
    book = xlwt.Workbook()
    sheet = book.add_sheet("签约")
    sheet.write_merge(0, 0, 0, 1, "标题")
    for column, word in enumerate(ROWS[0]):
        sheet.write(1, column, word)
    sheet.write(2, 1, 45052, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    out = io.BytesIO()
    book.save(out)
    for name in ("a.xls", "a.et", "a.xlsx"):
        (grid,) = read(out.getvalue(), name)
        assert grid.merges == (Merge(0, 0, 0, 1),)
        assert grid.rows[2][1] == date(2023, 5, 6)


def test_an_html_table_saved_as_xls_is_read_with_its_spans():
    page = (
        "<html><table><tr><td colspan=2>标题</td></tr><tr><td>项目</td><td>日期</td></tr></table>"
    )
    (grid,) = read(page.encode("gb18030"), "导出.xls")
    assert grid.rows == (("标题", None), ("项目", "日期"))
    assert grid.merges == (Merge(0, 0, 0, 1),)


def bomb() -> bytes:
    """An archive whose sheet claims to be small and unpacks to a gigabyte."""
    good = xlsx(lambda sheet: sheet.append(["a"]))
    squeezed = zlib.compressobj(9, wbits=-15)
    body = b"".join(squeezed.compress(b"\0" * (1 << 20)) for _ in range(100)) + squeezed.flush()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(out, "w") as packed:
        for name in source.namelist():
            packed.writestr(name, source.read(name))
        packed.writestr("xl/worksheets/sheet9.xml", body)
    content = bytearray(out.getvalue())
    local = content.index(b"xl/worksheets/sheet9.xml") - 30
    central = content.rindex(b"xl/worksheets/sheet9.xml") - 46
    struct.pack_into("<H", content, local + 8, 8)
    struct.pack_into("<H", content, central + 10, 8)
    return bytes(content)


BAD = {
    "empty_file": b"  \n",
    "wrong_type": b"%PDF-1.7 ...",
    "broken": xlsx()[:2000],
    "password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + b"\0" * 600
    + "EncryptedPackage".encode("utf-16-le"),
    "bomb": bomb(),
    "hostile": archive(xl__workbook_xml='<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
    "encoding": b"\x81\xff\xfe\xfe" * 9 + b"\xff",
    "save_as_xlsx": archive(content_xml="<x/>"),
}


@pytest.mark.parametrize("reason", BAD)
def test_what_cannot_be_opened_says_why_and_what_to_do(reason):
    assert why(BAD[reason]) == reason


def test_an_et_that_is_no_biff_says_how_to_save_it():
    assert why(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "台账.et") == "save_as_xlsx"


def test_a_word_file_and_another_archive_are_no_workbooks():
    assert why(archive(word__document_xml="<x/>")) == "wrong_type"
    assert why(archive(readme="hello")) == "wrong_type"


def test_a_stray_value_at_the_far_corner_is_refused_before_it_fills_the_memory():
    def fill(sheet):
        sheet["A1"], sheet["XFD1048576"] = 1, 1

    with pytest.raises(Refused) as refused:
        read(xlsx(fill), "a.xlsx")
    assert refused.value.findings[0].message.key == "workbooks.too_wide"


def test_a_file_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr("zonebook.records.workbooks.guards.LARGEST", 10)
    assert why(b"x" * 11) == "too_large"
