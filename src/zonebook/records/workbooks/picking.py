"""Which sheets of a workbook are imported, and which tables of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records import registers
from zonebook.records.registers import Register
from zonebook.records.workbooks import tables
from zonebook.records.workbooks.dryrun import Asking
from zonebook.records.workbooks.dryrun import read as understand
from zonebook.records.workbooks.grid import Grid
from zonebook.records.workbooks.reading import vocabulary

FIRST_ROWS = 60  # enough for title, header and the cells that contents.sample looks at
SUMMARY = re.compile("汇总|总表|统计|合计|封面|目录|首页|summary|cover", re.I)


@dataclass(frozen=True)
class Delivery:
    """A workbook as it is handed in: content and name, what somebody says it is, how far to go."""

    content: bytes
    name: str
    register: Register | None = None
    sheet: str | None = None
    commit: bool = False
    skip_refused: bool = False
    why: str = ""


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


def wanted(
    grids: Sequence[Grid], given: Delivery, asking: Asking
) -> tuple[Sequence[Grid], list[Finding]]:
    """The tables that are asked for, and what is said of the sheets that are left out."""
    chosen = split_up(pick(grids, given.sheet, given.name), given.sheet, asking)
    if given.sheet is not None:
        return chosen, []
    skipped = list(hidden(grids))
    if given.register is None:
        return chosen, skipped
    return list(fitting(chosen, given.register, asking, skipped)), skipped


def guessed(grid: Grid, asking: Asking) -> str:
    """The register that the first rows of a sheet fit; empty where they fit none."""
    try:
        return understand(replace(grid, rows=grid.rows[:FIRST_ROWS]), asking).register.key
    except Refused:
        return ""


def fitting(
    grids: Sequence[Grid], register: Register, asking: Asking, skipped: list[Finding]
) -> Iterator[Grid]:
    """The sheets of a workbook without those that are another register's; these are noted.

    Where none fits, somebody knows better what the sheets are: all of them stay.
    """
    fits = [guessed(one, asking) if len(grids) > 1 else "" for one in grids]
    for grid, key in zip(grids, fits, strict=True):
        if register.key not in fits or key in (register.key, ""):
            yield grid
            continue
        args = {"sheet": grid.called, "register": registers.get(key).name, "wanted": register.name}
        place = Ref("cell", "", f"{grid.file} {grid.called}".strip())
        skipped.append(Finding(Reason("workbooks.sheet_of_other", args), place, "warning"))


def hidden(grids: Iterable[Grid]) -> Iterator[Finding]:
    """The hidden sheets of a workbook, which are named and not imported."""
    for one in grids:
        if one.hidden and one.is_filled:
            place = Ref("cell", "", f"{one.file} {one.name}".strip())
            yield Finding(Reason("workbooks.sheet_hidden", {"sheet": one.name}), place, "warning")


def is_summary(grid: Grid) -> bool:
    """Whether a sheet by its name adds up or lists the other sheets of its workbook."""
    return bool(SUMMARY.search(grid.name))


def summary(grid: Grid) -> Finding:
    """What is said of a summary that is left out."""
    place = Ref("cell", "", f"{grid.file} {grid.called}".strip())
    return Finding(Reason("workbooks.sheet_summary", {"sheet": grid.called}), place, "warning")
