"""Error cells of .xls files, which the reader of cells alone would take for empty ones."""

from __future__ import annotations

import io
import random
import struct

import xlwt

from zonebook.core.catalog import shipped
from zonebook.records import registers
from zonebook.records.workbooks import biff, sheets
from zonebook.records.workbooks.reading import read_sheet
from zonebook.records.workbooks.rows import Setting

from .notation import DAY

HEADS = ("项目名称", "签约日期", "签约金额")
DIVISION = 7  # the code of #DIV/0!


def broken_book() -> bytes:
    """Two sheets; on the second B2 is #REF!, and C2 a formula that came to #DIV/0!."""
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("cover").write(0, 0, "说明")
    sheet = book.add_sheet("签约")
    for column, head in enumerate(HEADS):
        sheet.write(0, column, head)
    sheet.write(1, 0, "冷链物流中心")
    sheet.row(1).set_cell_error(1, "#REF!")
    sheet.write(1, 2, xlwt.Formula("1/0"))
    out = io.BytesIO()
    book.save(out)
    content = bytearray(out.getvalue())
    at = content.index(struct.pack("<HH", 1, 2), content.index(struct.pack("<H", biff.BOOL_ERR)))
    content[at + 6 : at + 14] = bytes(
        (2, 0, DIVISION, 0, 0, 0, 255, 255)
    )  # what Excel leaves there
    return bytes(content)


def test_error_cells_are_known_with_their_places():
    cover, sheet = sheets.read(broken_book(), "签约.xls")
    assert cover.marks.errors == {}
    assert sheet.marks.errors == {(1, 1): "#REF!", (1, 2): "#DIV/0!"}


def test_a_row_with_an_error_cell_comes_back_instead_of_losing_its_amount():
    grid = sheets.read(broken_book(), "签约.xls")[1]
    found = read_sheet(grid, [registers.get("signing")], Setting(DAY, shipped().units))
    (entry,) = found.entries
    assert [(one.where.key, one.message.key) for one in entry.refused] == [
        ("B2", "workbooks.cell_error"),
        ("C2", "workbooks.cell_error"),
    ]


RECKONED = (
    "A1+B1", "SUM(A1:B1)", "(A1+2)*3", "-(A1)", "A1/3%", "ROUND(A1/3,2)", "SUM(A1,B1)/10000",
    "AVERAGE(A1:A3)", 'SUMIF(A1:A3,">2",B1:B3)', 'COUNTIF(A1:A3,"在建")',
)  # fmt: skip
MAY_BE_EMPTY = (
    'IF(A1>1,"",2)',
    "A1&B1",
    "B3",
    '"合计"',
    'IF(A1="","",A1+B1)',
    "VLOOKUP(A1,A1:B3,2)",
)


def uncalculated_book(formulas: tuple[str, ...]) -> bytes:
    """A list whose third column holds formulas that nobody has calculated."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("签约")
    for column, head in enumerate(HEADS):
        sheet.write(0, column, head)
    for row, formula in enumerate(formulas, 1):
        sheet.write(row, 0, f"项目{row}")
        sheet.write(row, 2, xlwt.Formula(formula))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_formula_that_nobody_calculated_is_no_empty_cell():
    (sheet,) = sheets.read(uncalculated_book(RECKONED), "签约.xls")
    assert sheet.marks.uncalculated == {(row, 2) for row in range(1, len(RECKONED) + 1)}
    found = read_sheet(sheet, [registers.get("signing")], Setting(DAY, shipped().units))
    assert {
        one.message.key for entry in found.entries for one in entry.refused if "C" in one.where.key
    } == {"workbooks.uncalculated"}


def test_a_formula_that_may_well_come_to_an_empty_text_is_left_in_peace():
    (sheet,) = sheets.read(uncalculated_book(MAY_BE_EMPTY), "签约.xls")
    assert sheet.marks.uncalculated == frozenset()


def test_a_damaged_file_has_no_marks_and_no_other_fault():
    content, dice = broken_book(), random.Random(5)
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(20):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        assert isinstance(biff.marks_of(bytes(damaged)), dict)
        assert isinstance(biff.marks_of(content[: dice.randrange(len(content))]), dict)
