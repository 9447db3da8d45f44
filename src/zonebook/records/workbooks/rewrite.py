"""Inserts and removes rows of an openpyxl sheet and keeps merges, heights, formulas and print areas."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

Where = Callable[[int], int | None]  # the new row of an old one; None where it is gone
REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)")


def insert_below(sheet: Any, row: int, count: int) -> None:
    """Insert rows below a row; ranges that end with it grow, what stands below moves down."""
    sheet.insert_rows(row + 1, count)
    moved = row + count

    def where(old: int) -> int:
        return old + count if old > row else old

    mend(sheet, where, lambda first, last: moved if last == row and first < row else where(last))
    move_heights(sheet, where)


def remove(sheet: Any, row: int) -> None:
    """Remove a row; ranges shrink, what stands below moves up."""
    for one in [one for one in sheet.merged_cells.ranges if one.min_row <= row <= one.max_row]:
        if one.min_row == one.max_row:
            sheet.unmerge_cells(one.coord)
    sheet.delete_rows(row)

    def where(old: int) -> int | None:
        return None if old == row else old - 1 if old > row else old

    mend(sheet, where, lambda first, last: last - 1 if last >= row else last)
    move_heights(sheet, where)


def mend(sheet: Any, where: Where, end: Callable[[int, int], int | None]) -> None:
    """Put right whatever speaks of rows: merged ranges, formulas, validations, filter, print area."""
    sheet.merged_cells.ranges = {
        one for one in (moved(range_, where, end) for range_ in sheet.merged_cells.ranges) if one
    }
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = formula(cell.value, where, end)
    for validation in sheet.data_validations.dataValidation:
        ranges = (moved(one, where, end) for one in validation.sqref.ranges)
        validation.sqref = MultiCellRange([one for one in ranges if one])
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = operand(sheet.auto_filter.ref, where, end)
    if sheet.print_area:
        areas = [one.rpartition("!")[2] for one in str(sheet.print_area).split(",")]
        sheet.print_area = ",".join(operand(one.replace("$", ""), where, end) for one in areas)


def moved(one: Any, where: Where, end: Callable[[int, int], int | None]) -> Any:
    """A range in its new place; None where nothing of it is left."""
    last = end(one.min_row, one.max_row)
    first = where(one.min_row)
    first = one.min_row if first is None else first
    if last is None or last < first:
        return None
    kind = type(one)
    if kind is CellRange:
        return CellRange(None, one.min_col, first, one.max_col, last)
    one.min_row, one.max_row = first, last
    return one


def formula(text: str, where: Where, end: Callable[[int, int], int | None]) -> str:
    """A formula whose references follow the rows; those into other sheets stay."""
    tokens = Tokenizer(text)
    for token in tokens.items:
        if token.type == "OPERAND" and token.subtype == "RANGE" and "!" not in token.value:
            token.value = operand(token.value, where, end)
    return "=" + "".join(token.value for token in tokens.items)


def operand(text: str, where: Where, end: Callable[[int, int], int | None]) -> str:
    """One reference of a formula: a cell or a range."""
    first, colon, last = text.partition(":")
    start, stop = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last)
    if not start or (colon and not stop):
        return text
    if not stop:
        new = where(int(start[2]))
        return f"{start[1]}{new}" if new else "#REF!"
    top = where(int(start[2])) or int(start[2])
    return f"{start[1]}{top}:{stop[1]}{end(int(start[2]), int(stop[2]))}"


def move_heights(sheet: Any, where: Where) -> None:
    """Take the heights of rows along."""
    heights = {row: one.height for row, one in sheet.row_dimensions.items() if one.height}
    hidden = {row for row, one in sheet.row_dimensions.items() if one.hidden}
    for row in heights:
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        if (new := where(row)) is not None:
            sheet.row_dimensions[new].height = height
    for row in hidden:
        sheet.row_dimensions[row].hidden = False
    for row in hidden:
        if (new := where(row)) is not None:
            sheet.row_dimensions[new].hidden = True


def like(sheet: Any, row: int, pattern: int) -> None:
    """Give a row the looks and the formulas of another one, without its values."""
    for column in range(1, sheet.max_column + 1):
        source, cell = sheet.cell(pattern, column), sheet.cell(row, column)
        if type(cell).__name__ == "MergedCell" or type(source).__name__ == "MergedCell":
            continue
        cell._style = copy(source._style)
        if source.data_type == "f":
            here = f"{get_column_letter(column)}{row}"
            cell.value = Translator(source.value, source.coordinate).translate_formula(here)
    if sheet.row_dimensions[pattern].height:
        sheet.row_dimensions[row].height = sheet.row_dimensions[pattern].height
