"""Gives refused rows back: the office's own workbook with the cells marked and commented."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from zonebook.core.say import Sentences
from zonebook.core.values import Finding
from zonebook.records.workbooks import guards
from zonebook.records.workbooks.difference import DryRun
from zonebook.records.workbooks.grid import Grid
from zonebook.records.workbooks.sheets import read

MARK = PatternFill("solid", fgColor="FFC7CE")
ASK = PatternFill("solid", fgColor="FFEB9C")
AUTHOR = "Zonebook"


def marked(
    content: bytes, name: str, runs: Sequence[DryRun], sentences: Sentences, lang: str = "zh"
) -> bytes:
    """The same workbook with each refused cell coloured and the reason in a comment.

    Formats, formulas and print set-up stay. A CSV, xls or pasted sheet comes back as an xlsx.
    """
    book = workbook_of(content, name)
    for run in runs:
        name = run.sheet.partition("/")[0]
        sheet = book[name] if name in book.sheetnames else book.worksheets[0]
        for address, findings in by_cell(run).items():
            mark(sheet, address, findings, sentences, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook_of(content: bytes, name: str) -> Any:
    """The workbook to mark: the file itself where it is an xlsx, else its values in a new one."""
    if guards.kind_of(content, name) == "xlsx":
        return openpyxl.load_workbook(io.BytesIO(content))
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in read(content, name):
        fill(book.create_sheet(grid.name or "Sheet1"), grid)
    return book


def fill(sheet: Worksheet, grid: Grid) -> None:
    """The values and merged ranges of a grid; codes and texts stay texts."""
    for row, cells in enumerate(grid.rows, 1):
        for column, value in enumerate(cells, 1):
            if value is not None:
                cell = sheet.cell(row, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # a text that begins with = is no formula
                    cell.number_format = "@"
    for one in grid.merges:
        sheet.merge_cells(
            start_row=one.top + 1,
            start_column=one.left + 1,
            end_row=one.bottom + 1,
            end_column=one.right + 1,
        )


def by_cell(run: DryRun) -> dict[str, list[Finding]]:
    """The findings of a sheet by the cell that they are about."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in run.errors:
        if one.where and one.where.key:
            found[one.where.key].append(one)
    return found


def mark(
    sheet: Worksheet, address: str, findings: Sequence[Finding], sentences: Sentences, lang: str
) -> None:
    """Colour one cell and say in its comment what is wrong and what to do."""
    cell = first_of_merged(sheet, address)
    cell.fill = copy(ASK if all(one.level == "ask" for one in findings) else MARK)
    text = "\n".join(sentences.say(one, lang) for one in findings)
    before = f"{cell.comment.text}\n" if cell.comment and cell.comment.author != AUTHOR else ""
    cell.comment = Comment(f"{before}{text}", AUTHOR, height=120, width=320)


def first_of_merged(sheet: Worksheet, address: str) -> Any:
    """The cell, or the first cell of the merged range that covers it."""
    for one in sheet.merged_cells.ranges:
        if address in one:
            return sheet.cell(one.min_row, one.min_col)
    return sheet[address]
