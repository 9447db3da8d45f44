"""Rows that add up others without saying so, and rows of which nobody can tell whether they are data."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from zonebook.core.units import Unit, Units
from zonebook.core.values import Refused
from zonebook.records.workbooks import contents, money
from zonebook.records.workbooks.grid import Value, is_blank
from zonebook.records.workbooks.headers import unit_of_header
from zonebook.records.workbooks.layout import Layout, Line
from zonebook.records.workbooks.lines import serial_columns, usually_filled

FEWEST = 2  # rows that a sum adds up
LEAST = 4  # cells that a row usually fills: of fewer, one or two are no sign that a row is none
FEW = 0.4  # of the cells that a row usually fills: two of five, a name and a remark
NONE = Fraction(0)
Numbers = Mapping[int, Fraction]  # by column


def filled(layout: Layout, row: int) -> dict[int, Value]:
    """The filled cells of a row, those of merged ranges that began above included."""
    cells = layout.grid.rows[row]
    own = {c: v for c, v in enumerate(cells) if v is not None and not is_blank(v)}
    if layout.grid.merges:
        width = range(len(cells))
        own |= {
            c: v
            for c in width
            if (row, c) in layout.grid.merge_at and not is_blank(v := layout.grid.shown(row, c))
        }
    return own


def data_cells(layout: Layout) -> dict[int, dict[int, Value]]:
    """The filled cells of every data row."""
    return {line.row: filled(layout, line.row) for line in layout.of_kind("data")}


def without_sums(layout: Layout, units: Units) -> Layout:
    """The layout with the rows that add up others named as totals."""
    cells = data_cells(layout)
    most = usually_filled(cells.values())
    thin = {row for row, own in cells.items() if len(own) <= most - FEWEST}
    if not thin:
        return layout
    totals = set(adding(layout, list(cells), thin, units))
    lines = (replace(one, kind="total") if one.row in totals else one for one in layout.lines)
    return replace(layout, lines=tuple(lines))


def adding(
    layout: Layout, data: Sequence[int], thin: Collection[int], units: Units
) -> Iterator[int]:
    """The thin rows whose numbers are sums of the full rows above, below, or of all."""
    serial = serial_columns(layout)
    headed = {one.index: unit_of_header(one, units) for one in layout.columns}
    numbers = {row: numbers_of(layout, row, serial, headed, units) for row in data}
    full = [row for row in data if row not in thin]
    sums = Sums([numbers[row] for row in full])
    starts = sorted({*thin, *(one.row for one in layout.lines if one.kind in ("total", "section"))})
    for row in sorted(thin):
        at, here = bisect_left(starts, row), bisect_left(full, row)
        above = bisect_left(full, starts[at - 1]) if at else 0
        below = bisect_left(full, starts[at + 1]) if at + 1 < len(starts) else len(full)
        spans = ((above, here), (here, below), (0, here), (0, len(full)))
        if any(sums.are(numbers[row], first, end) for first, end in spans):
            yield row


class Sums:
    """Sums of neighbouring rows, each column added up once from the first row on."""

    def __init__(self, rows: Sequence[Numbers]) -> None:
        columns = dict.fromkeys(column for one in rows for column in one)
        self.up_to = {
            column: [NONE, *itertools.accumulate(one.get(column, NONE) for one in rows)]
            for column in columns
        }

    def are(self, total: Numbers, first: int, end: int) -> bool:
        """Whether most numbers of a row, and one at least, are the sums of those from first to end."""
        if end - first < FEWEST:
            return False
        equal = [
            column
            for column, value in total.items()
            if value and value == self.of(column, first, end)
        ]
        return bool(equal) and 2 * len(equal) >= len(total)

    def of(self, column: int, first: int, end: int) -> Fraction:
        """The sum of a column over some rows."""
        found = self.up_to.get(column)
        return found[end] - found[first] if found else NONE


def numbers_of(
    layout: Layout,
    row: int,
    without: Collection[int],
    headed: Mapping[int, Unit | None],
    units: Units,
) -> dict[int, Fraction]:
    """The numbers of a row by column, each in the base of its own unit or that of its header."""
    found = {}
    for column, value in enumerate(layout.grid.rows[row]):
        if is_blank(value) or column in without or isinstance(value, bool):
            continue
        try:
            figure = money.read_figure(value)
        except Refused:
            continue
        unit = money.unit_of(figure.unit, units) if figure.unit else headed.get(column)
        found[column] = unit.to_base(figure.value) if unit else Fraction(figure.value)
    return found


def doubtful(layout: Layout) -> frozenset[int]:
    """The data rows that fill so few cells that a heading or a note may have been taken for data."""
    rows = data_cells(layout)
    most = usually_filled(rows.values())
    if most < LEAST:
        return frozenset()
    serial = serial_columns(layout)
    found = []
    for row, cells in rows.items():
        is_counted = any(c in serial for c in cells)
        if not is_counted and len(cells) <= FEW * most and all(map(is_wording, cells.values())):
            found.append(row)
    return frozenset(found) if 3 * len(found) <= len(rows) else frozenset()


def is_wording(value: Value) -> bool:
    """Whether a cell is a text: no number, day or code, which headings and notes do not hold."""
    return (
        isinstance(value, str)
        and not contents.is_figure(value)
        and not (contents.is_day(value) or contents.is_credit_code(value))
    )


def as_told(layout: Layout, told: Mapping[int, str]) -> Layout:
    """The layout with the rows that a person called data or no data; rows as in Excel."""
    if not told:
        return layout
    return replace(layout, lines=tuple(as_said(one, told.get(one.row + 1)) for one in layout.lines))


def as_said(line: Line, word: str | None) -> Line:
    """A row as a person calls it; the header and what stands above it stay."""
    if word is None or line.kind in ("header", "title", "elsewhere"):
        return line
    kind = "data" if word == "data" else "note" if line.kind == "data" else line.kind
    return replace(line, kind=kind)
