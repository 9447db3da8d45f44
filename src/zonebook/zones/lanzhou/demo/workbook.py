"""Sheets in the shape in which offices keep them: title, who fills it, merged header, totals, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

CREATED = datetime(2024, 2, 18, 9, 0, tzinfo=UTC)  # fixed: the bytes of a file never differ
SIMULATED, REPORTED = "模拟", "公开报道"


@dataclass(frozen=True)
class Column:
    """One column: its head, the merged head above it, how its values are written.

    Kinds: text, number, day (a date cell), zh (2023年5月6日), dot (2023.5.6), short (5月6日 under
    the year of the title), month (2023年5月), year (2023年).
    """

    head: str
    kind: str = "text"
    group: str = ""
    width: int = 12
    merged: bool = False  # equal neighbours below each other become one merged cell


@dataclass(frozen=True)
class Formula:
    """A total as offices write it, with the value a reader finds in the file."""

    text: str
    value: Any


@dataclass
class Sheet:
    """One sheet; a row is a tuple in the order of the columns."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: list[Any]
    above: Sequence[str] = ()  # lines between title and header
    notes: Sequence[str] = ()  # lines under the table
    totals: list[Any] = field(default_factory=list)

    @property
    def two_heads(self) -> bool:
        """Whether the header takes two rows."""
        return any(column.group for column in self.columns)

    @property
    def first_row(self) -> int:
        """The number of the first data row as Excel counts (from 1)."""
        return 1 + len(self.above) + (2 if self.two_heads else 1) + 1

    def row_of(self, index: int) -> int:
        """The number, as Excel counts, of the row with this index."""
        return self.first_row + index

    def letter(self, head: str) -> str:
        """The letter of the column with this head."""
        index = [column.head for column in self.columns].index(head)
        return xlsxwriter.utility.xl_col_to_name(index)


@dataclass(frozen=True)
class Workbook:
    """One workbook: file name, office, and the register that each of its sheets feeds."""

    name: str
    office: str
    sheets: tuple[tuple[str, Sheet], ...]


def workbook(name: str, office: str, **sheets: Sheet | Sequence[Sheet]) -> Workbook:
    """A workbook whose sheets are given by the register that they feed."""
    pairs = [
        (register, sheet)
        for register, given in sheets.items()
        for sheet in ([given] if isinstance(given, Sheet) else given)
    ]
    return Workbook(name, office, tuple(pairs))


def numbered(rows: Iterable[Sequence[Any]]) -> list[Any]:
    """The rows with a running number in front."""
    return [(number, *row) for number, row in enumerate(rows, start=1)]


def total(sheet: Sheet, head: str, label: str = "合计") -> None:
    """Put a total of one column under the table."""
    index = [column.head for column in sheet.columns].index(head)
    letter, first, last = sheet.letter(head), sheet.row_of(0), sheet.row_of(len(sheet.rows) - 1)
    cells: list[Any] = [None] * len(sheet.columns)
    value = sum(row[index] for row in sheet.rows if row[index] is not None)
    cells[1], cells[index] = label, Formula(f"=SUM({letter}{first}:{letter}{last})", value)
    sheet.totals = [cells]


def written(value: date, kind: str) -> str:
    """A day as a clerk types it."""
    match kind:
        case "zh":
            return f"{value.year}年{value.month}月{value.day}日"
        case "dot":
            return f"{value.year}.{value.month}.{value.day}"
        case "short":
            return f"{value.month}月{value.day}日"
        case "month":
            return f"{value.year}年{value.month}月"
        case "year":
            return f"{value.year}年"
    raise ValueError(kind)


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets into one xlsx file, the same bytes for the same values."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": sheets[0].title, "author": "园区一本账演示", "created": CREATED})
    formats = {
        "title": {"bold": True, "font_size": 16, "align": "center", "font_name": "宋体"},
        "above": {"font_size": 10, "font_name": "宋体"},
        "head": {
            "bold": True, "align": "center", "valign": "vcenter", "border": 1,
            "text_wrap": True, "font_name": "宋体", "font_size": 10,
        },
        "cell": {"border": 1, "font_name": "宋体", "font_size": 10},
        "middle": {"border": 1, "valign": "vcenter", "align": "center", "font_size": 10},
        "day": {"border": 1, "num_format": "yyyy-mm-dd", "font_size": 10},
        "total": {"border": 1, "bold": True, "font_size": 10},
    }  # fmt: skip
    styles = {name: book.add_format(look) for name, look in formats.items()}
    for sheet in sheets:
        write_sheet(book.add_worksheet(sheet.name), sheet, styles)
    book.close()


def write_sheet(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    """One sheet from its title to its notes."""
    last = len(sheet.columns) - 1
    page.merge_range(0, 0, 0, last, sheet.title, styles["title"])
    for index, line in enumerate(sheet.above, start=1):
        page.write_string(index, 0, line, styles["above"])
    write_header(page, sheet, styles["head"])
    start = sheet.first_row - 1
    write_rows(page, sheet, start, styles)
    below = start + len(sheet.rows)
    for row, cells in enumerate(sheet.totals, start=below):
        for index, cell in enumerate(cells):
            write_total(page, row, index, cell, styles["total"])
    for row, line in enumerate(sheet.notes, start=below + len(sheet.totals)):
        page.write_string(row, 0, line, styles["above"])
    page.freeze_panes(start, 2)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.repeat_rows(start - (2 if sheet.two_heads else 1), start - 1)
    page.fit_to_pages(1, 0)


def write_header(page: Any, sheet: Sheet, style: Any) -> None:
    """One header row, or two with merged groups."""
    top = 1 + len(sheet.above)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        if not sheet.two_heads:
            page.write_string(top, index, column.head, style)
        elif not column.group:
            page.merge_range(top, index, top + 1, index, column.head, style)
        else:
            page.write_string(top + 1, index, column.head, style)
    for first, last, group in groups(sheet.columns):
        if last > first:
            page.merge_range(top, first, top, last, group, style)
        else:
            page.write_string(top, first, group, style)


def groups(columns: Sequence[Column]) -> list[tuple[int, int, str]]:
    """First and last column of each merged group."""
    found: list[tuple[int, int, str]] = []
    for index, column in enumerate(columns):
        if not column.group:
            continue
        if found and found[-1][2] == column.group and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index, column.group)
        else:
            found.append((index, index, column.group))
    return found


def write_rows(page: Any, sheet: Sheet, start: int, styles: dict[str, Any]) -> None:
    """The data rows; columns marked merged are merged where neighbours are equal."""
    writers = [writer(page, column, styles) for column in sheet.columns]
    for row, cells in enumerate(sheet.rows, start=start):
        if len(cells) != len(writers):
            raise ValueError(f"{sheet.name}: {len(cells)} cells, {len(writers)} columns: {cells}")
        for index, cell in enumerate(cells):
            if isinstance(cell, Formula):
                write_total(page, row, index, cell, styles["total"])
            elif cell is None or sheet.columns[index].merged:
                continue
            else:
                writers[index](row, index, cell)
    for index, column in enumerate(sheet.columns):
        if column.merged:
            merge_equal(page, [cells[index] for cells in sheet.rows], start, index, styles)


def merge_equal(
    page: Any, cells: list[Any], start: int, index: int, styles: dict[str, Any]
) -> None:
    """Write a column so that equal neighbours share one merged cell."""
    first = 0
    for last, cell in enumerate(cells):
        if last + 1 < len(cells) and cells[last + 1] == cell:
            continue
        if cell is not None and last > first:
            page.merge_range(start + first, index, start + last, index, cell, styles["middle"])
        elif cell is not None:
            page.write_string(start + first, index, cell, styles["middle"])
        first = last + 1


def writer(page: Any, column: Column, styles: dict[str, Any]) -> Callable[[int, int, Any], Any]:
    """How the values of a column get into their cells."""
    cell, day, kind = styles["cell"], styles["day"], column.kind
    if kind == "text":
        return lambda row, index, value: page.write_string(row, index, value, cell)
    if kind == "number":
        return lambda row, index, value: page.write_number(row, index, value, cell)
    if kind == "day":
        return lambda row, index, value: page.write_datetime(row, index, value, day)
    return lambda row, index, value: page.write_string(row, index, written(value, kind), cell)


def write_total(page: Any, row: int, index: int, cell: Any, style: Any) -> None:
    """A cell of a total row: its label, or a formula with its value."""
    match cell:
        case None:
            page.write_blank(row, index, None, style)
        case Formula():
            value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
            page.write_formula(row, index, cell.text, style, value)
        case str():
            page.write_string(row, index, cell, style)
        case _:
            page.write_number(row, index, cell, style)
