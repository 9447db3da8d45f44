"""Writes a paper as .xlsx, .xls, .csv or pasted cells, by the ending of its name."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from sheet_paper import Formula, Paper, Shown, written

MADE = date(2024, 1, 8)


def write(paper: Paper, folder: Path) -> None:
    """The file and its expectation beside it."""
    path = folder / paper.file
    {".xlsx": _xlsx, ".xls": _xls, ".csv": _csv, ".txt": _txt}[path.suffix](paper, path)
    path.with_suffix(".json").write_text(written(paper.expectation()), encoding="utf-8")


def write_book(papers: Sequence[Paper], folder: Path) -> None:
    """One workbook of several sheets with data, an expectation a sheet; its looks are the first's."""
    path = folder / papers[0].file
    names = [paper.sheet for paper in papers]
    _xlsx(papers[0], path, papers[1:])
    for number, paper in enumerate(papers, 1):
        said = paper.expectation()
        said["other_sheets"] = [one for one in names if one != paper.sheet] + said["other_sheets"]
        named = path.with_name(f"{path.stem}_{number}.json")
        named.write_text(written(said), encoding="utf-8")


def _xlsx(paper: Paper, path: Path, more: Sequence[Paper] = ()) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": MADE, "author": "办公室"})
        formats = _Formats(book)
        for name, rows, hidden in paper.look.before:
            _plain_sheet(book, name, rows, hidden)
        sheet = book.add_worksheet(paper.sheet)
        sheet.activate()
        sheet.set_first_sheet()
        _dress(sheet, paper, formats)
        for other in more:
            _dress(book.add_worksheet(other.sheet), other, formats)
        for name, rows, hidden in paper.look.after:
            _plain_sheet(book, name, rows, hidden)


def _dress(sheet: Any, paper: Paper, formats: _Formats) -> None:
    for column in range(len(paper.paths)):
        hide = {"hidden": True} if column in paper.look.hidden_columns else {}
        sheet.set_column(column, column, 14, None, hide)
    _fill(sheet, paper, formats)
    if paper.look.freeze:
        sheet.freeze_panes(*paper.look.freeze)
    if paper.look.filtered:
        header = max(row for row, line in enumerate(paper.lines) if line.kind == "header")
        sheet.autofilter(header, 0, len(paper.lines) - 1, len(paper.paths) - 1)
    if paper.look.picture:
        sheet.insert_image(0, 0, "title.png", {"image_data": io.BytesIO(paper.look.picture)})


class _Formats:
    """The few cell formats of a sheet."""

    def __init__(self, book: Any) -> None:
        edge = {"border": 1, "valign": "vcenter", "text_wrap": True}
        self._book, self._edge, self._shown = book, edge, {}
        self.cell = book.add_format(edge)
        self.text = book.add_format(edge | {"num_format": "@"})
        self.day = book.add_format(edge | {"num_format": 'yyyy"年"m"月"d"日"'})
        self.middle = book.add_format(edge | {"align": "center", "bold": True})

    def shown(self, pattern: str) -> Any:
        """A format with this number format."""
        if pattern not in self._shown:
            self._shown[pattern] = self._book.add_format(self._edge | {"num_format": pattern})
        return self._shown[pattern]


def _plain_sheet(book: Any, name: str, rows: list[list[Any]], hidden: bool) -> None:
    sheet = book.add_worksheet(name)
    for index, row in enumerate(rows):
        sheet.write_row(index, 0, row)
    if hidden:
        sheet.hide()


def _fill(sheet: Any, paper: Paper, formats: _Formats) -> None:
    for top, left, bottom, right in paper.merges:
        sheet.merge_range(top, left, bottom, right, "", formats.middle)
    covered = {
        (r, c) for t, left, b, right in paper.merges for r in range(t, b + 1)
        for c in range(left, right + 1) if (r, c) != (t, left)
    }  # fmt: skip
    for row, line in enumerate(paper.lines):
        for column, value in enumerate(line.cells):
            if (row, column) not in covered:
                _put(sheet, row, column, value, formats)
        if line.hidden:
            sheet.set_row(row, None, None, {"hidden": True})
        if line.kind == "blank":
            sheet.write_blank(row, 0, None, formats.cell)


def _put(sheet: Any, row: int, column: int, value: Any, formats: _Formats) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, formats.cell, value.value)
    elif isinstance(value, Shown):
        sheet.write_number(row, column, value.value, formats.shown(value.pattern))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats.day)
    elif isinstance(value, str) and value:
        sheet.write_string(row, column, value, formats.text if value[0].isdigit() else formats.cell)
    elif value is None or value == "":
        sheet.write_blank(row, column, None, formats.cell)
    else:
        sheet.write_number(row, column, value, formats.cell)


def _xls(paper: Paper, path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows, hidden in paper.look.before:
        _plain_xls(book, name, rows, hidden)
    sheet = book.add_sheet(paper.sheet)
    anchors = {(m[0], m[1]): m for m in paper.merges}
    for row, line in enumerate(paper.lines):
        for column, value in enumerate(line.cells):
            _put_xls(sheet, row, column, value, anchors.get((row, column)))
        sheet.row(row).hidden = line.hidden
    for column in paper.look.hidden_columns:
        sheet.col(column).hidden = True
    if paper.look.freeze:
        sheet.set_panes_frozen(True)
        sheet.set_horz_split_pos(paper.look.freeze[0])
    book.set_active_sheet(len(paper.look.before))
    book.save(str(path))


def _plain_xls(book: Any, name: str, rows: list[list[Any]], hidden: bool) -> None:
    sheet = book.add_sheet(name)
    sheet.visibility = int(hidden)
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(index, column, value)


def _put_xls(sheet: Any, row: int, column: int, value: Any, merge: Any) -> None:
    style = xlwt.Style.default_style
    if isinstance(value, date):
        style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    if merge:
        sheet.write_merge(merge[0], merge[2], merge[1], merge[3], value, style)
    elif value is not None and value != "":
        sheet.write(row, column, value, style)


def _as_text(value: Any) -> str:
    if isinstance(value, Formula | Shown):
        raise TypeError("text files hold neither formulas nor formats")
    return "" if value is None else str(value)


def _table(paper: Paper, delimiter: str) -> str:
    width = len(paper.paths)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for line in paper.lines:
        cells = [_as_text(value) for value in line.cells]
        writer.writerow(cells + [""] * (width - len(cells)))
    return text.getvalue()


def _csv(paper: Paper, path: Path) -> None:
    encoding = "gb18030" if "gb18030" in path.name else "utf-8-sig"
    path.write_bytes(_table(paper, paper.look.delimiter).encode(encoding))


def _txt(paper: Paper, path: Path) -> None:
    path.write_bytes(_table(paper, "\t").encode("utf-8"))
