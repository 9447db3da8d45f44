"""Which sheets of a workbook are imported, and which tables of them."""

from __future__ import annotations

from collections.abc import Sequence

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records import registers
from zonebook.records.workbooks import tables
from zonebook.records.workbooks.dryrun import Asking
from zonebook.records.workbooks.grid import Grid
from zonebook.records.workbooks.reading import vocabulary


def split_up(grids: Sequence[Grid], sheet: str | None, asking: Asking) -> list[Grid]:
    """The tables of some sheets, or the one that is named (`Sheet1/2` is the second of Sheet1).

    Where a person named the rows of the header, the sheet is one table.
    """
    if asking.answers.head:
        return list(grids)
    known = vocabulary(list(registers.all_registers().values()))
    found = [one for grid in grids for one in tables.tables_of(grid, known, asking.setting)]
    if sheet is None or "/" not in sheet:
        return found
    named = [one for one in found if one.called == sheet]
    if not named:
        args = {"sheet": sheet, "sheets": [one.called for one in found]}
        raise Refused(Finding(Reason("workbooks.no_such_sheet", args), Ref("cell", "", sheet)))
    return named


def pick(grids: Sequence[Grid], sheet: str | None, file: str) -> list[Grid]:
    """The sheets to import: the named one, or all visible ones that hold anything."""
    if sheet is not None:
        named = [one for one in grids if one.name == sheet.partition("/")[0]]
        if not named:
            args = {"sheet": sheet, "sheets": [one.name for one in grids]}
            raise Refused(Finding(Reason("workbooks.no_such_sheet", args), Ref("cell", "", file)))
        return named
    filled = [one for one in grids if not one.hidden and one.is_filled]
    if not filled:
        raise Refused(Finding(Reason("workbooks.no_table", {"file": file}), Ref("cell", "", file)))
    return filled
