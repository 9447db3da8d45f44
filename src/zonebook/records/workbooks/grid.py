"""A sheet as a grid of cells with addresses: what every kind of file is turned into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cached_property

from zonebook.core.values import Ref

PERCENT = "x%"  # the mark of a cell whose format shows a hundred times its value
Value = None | str | bool | int | Decimal | date | time | timedelta


def letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def column_of(text: str) -> int:
    """The column, counted from 0, that the letters name."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number - 1


def address(row: int, column: int) -> str:
    """The address of a cell counted from 0: (0, 1) is B1."""
    return f"{letters(column)}{row + 1}"


@dataclass(frozen=True)
class Merge:
    """A merged range, all four borders inside it, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Marks:
    """What a cell shows beside its value, by (row, column): of xls the first two only."""

    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    months: frozenset[tuple[int, int]] = frozenset()
    units: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    decimals: Mapping[tuple[int, int], int] = field(default_factory=dict)  # small sheets only


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of values from A1 on, its merged ranges and the marks of its cells."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[Merge, ...] = ()
    marks: Marks = field(default_factory=Marks)
    file: str = ""
    hidden: bool = False
    part: str = ""  # which of several tables of the sheet; the first has no name of its own
    elsewhere: frozenset[int] = frozenset()  # the rows of the other tables
    constants: Mapping[str, str] = field(default_factory=dict)  # what heads a cross table's columns
    heading: str = ""  # what stands above a table that lies on its side
    turned: bool = False  # rows are the sheet's columns

    @property
    def called(self) -> str:
        """The sheet and the part of it; no sheet of Excel has a / in its name."""
        return f"{self.name}/{self.part}" if self.part else self.name

    @cached_property
    def merge_at(self) -> dict[tuple[int, int], Merge]:
        """The merged range that covers a cell."""
        return {
            (row, column): one
            for one in self.merges
            for row in range(one.top, one.bottom + 1)
            for column in range(one.left, one.right + 1)
        }

    @property
    def is_filled(self) -> bool:
        """Whether more than one row holds anything."""
        filled = (row for row in self.rows if any(not is_blank(one) for one in row))
        return next(filled, None) is not None and next(filled, None) is not None

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def at(self, row: int, column: int) -> Value:
        """The value of a cell; None outside the grid."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def shown(self, row: int, column: int) -> Value:
        """The value that a reader sees: a merged cell shows that of its first cell."""
        merge = self.merge_at.get((row, column))
        return self.at(merge.top, merge.left) if merge else self.at(row, column)

    def ref(self, row: int, column: int) -> Ref:
        """The reference to a cell: file, sheet and address."""
        cell = address(column, row) if self.turned else address(row, column)
        return Ref("cell", cell, " ".join(one for one in (self.file, self.name, cell) if one))


def is_blank(value: Value) -> bool:
    """Whether a cell is empty or holds white space only."""
    return value is None or (isinstance(value, str) and not value.strip())
