"""A register of enterprises as columns: what rules ask of a million facts at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zonebook.core.rules.facts import Facts
from zonebook.core.rules.measures import Measures

Numbers = NDArray[np.float64]
Codes = NDArray[np.unsignedinteger[Any]]
Flags = NDArray[np.bool_]
EXACT = 2**53  # every whole number below is a float64 of its own
Column = tuple[str, int]  # a measure and how many years back


@dataclass(frozen=True)
class Bounds:
    """The least and greatest number of a column, and whether some are unknown."""

    least: float
    most: float
    has_unknown: bool

    @property
    def size(self) -> float:
        """The greatest magnitude."""
        return max(abs(self.least), abs(self.most))


@dataclass(frozen=True)
class Coded:
    """A column of words, codes or lists of records: a number for each distinct value, 0 unknown."""

    codes: Codes
    values: tuple[Any, ...]  # the value of code 1, 2, …


@dataclass
class Register:
    """Columns of facts, one row an enterprise; numbers are whole grains, NaN where unknown.

    `wide` keeps the whole numbers from 2**53 on, which a float64 cannot hold, by column and row.
    """

    size: int
    numbers: dict[Column, Numbers] = field(default_factory=dict)
    coded: dict[str, Coded] = field(default_factory=dict)
    listed: dict[str, Coded] = field(default_factory=dict)
    grades: dict[str, Coded] = field(default_factory=dict)
    none: dict[str, Flags] = field(default_factory=dict)
    reviewed: dict[str, Flags] = field(default_factory=dict)
    wide: dict[Column, dict[int, int]] = field(default_factory=dict)
    _positive: dict[Column, Numbers] = field(default_factory=dict, repr=False)

    @cached_property
    def bounds(self) -> dict[Column, Bounds]:
        """The bounds of every column, read once."""
        return {key: bounds_of(column) for key, column in self.numbers.items()}

    def positive(self, key: str, back: int) -> Numbers:
        """A column with NaN for what is not above zero; kept, as every ratio asks for it."""
        column = (key, back)
        if column not in self._positive:
            values = self.numbers[column]
            self._positive[column] = np.where(values > 0, values, np.nan)
        return self._positive[column]

    def years(self, key: str) -> int:
        """How many years of a measure there are."""
        return max((back + 1 for name, back in self.numbers if name == key), default=0)

    def facts(self, row: int) -> Facts:
        """The facts of one row, for an exact judgement or an explanation."""
        found = Facts()
        for key in {name for name, _ in self.numbers}:
            years = tuple(self.whole((key, back), row) for back in range(self.years(key)))
            if any(one is not None for one in years):
                found.numbers[key] = years
        for key, column in self.coded.items():
            if column.codes[row]:
                found.words[key] = column.values[column.codes[row] - 1]
        for key, column in self.listed.items():
            if column.codes[row]:
                found.records[key] = column.values[column.codes[row] - 1]
        for key, column in self.grades.items():
            if column.codes[row]:
                found.grades[key] = column.values[column.codes[row] - 1]
        found.none = {key for key, flags in self.none.items() if flags[row]}
        found.reviewed = {key for key, flags in self.reviewed.items() if flags[row]}
        return found

    def whole(self, column: Column, row: int) -> int | None:
        """One number, exactly; None where unknown."""
        if column in self.wide and row in self.wide[column]:
            return self.wide[column][row]
        if column not in self.numbers:
            return None
        value = float(self.numbers[column][row])
        return None if math.isnan(value) else int(value)

    def part(self, start: int, stop: int) -> Register:
        """Rows from start to stop, without copying; the bounds of all rows hold for some too."""

        def cut(columns: dict[str, Coded]) -> dict[str, Coded]:
            return {key: replace(one, codes=one.codes[start:stop]) for key, one in columns.items()}

        found = Register(
            stop - start,
            {key: column[start:stop] for key, column in self.numbers.items()},
            cut(self.coded),
            cut(self.listed),
            cut(self.grades),
            {key: flags[start:stop] for key, flags in self.none.items()},
            {key: flags[start:stop] for key, flags in self.reviewed.items()},
            {
                key: {row - start: value for row, value in rows.items() if start <= row < stop}
                for key, rows in self.wide.items()
            },
            _positive={key: one[start:stop] for key, one in self._positive.items()},
        )
        found.__dict__["bounds"] = self.bounds
        return found

    def chunks(self, size: int) -> Iterator[tuple[int, Register]]:
        """The register in parts of so many rows, each with its first row."""
        for start in range(0, self.size, size):
            yield start, self.part(start, min(start + size, self.size))


def bounds_of(column: Numbers) -> Bounds:
    """The bounds of one column; of nothing known they are 0."""
    least, most = float(np.fmin.reduce(column)), float(np.fmax.reduce(column))
    if math.isnan(least):
        return Bounds(0.0, 0.0, True)
    return Bounds(least, most, bool(np.isnan(np.add.reduce(column))))


def register_of(rows: Sequence[Facts], measures: Measures) -> Register:
    """The columns of many enterprises' facts."""
    found = Register(len(rows))
    for key in {key for row in rows for key in row.numbers}:
        for back in range(max(len(row.numbers.get(key, ())) for row in rows)):
            put_numbers(found, rows, (key, back))
    for key in {key for row in rows for key in row.words}:
        found.coded[key] = coded([row.words.get(key) for row in rows])
    for key in {key for row in rows for key in row.records}:
        found.listed[key] = coded([row.records.get(key) for row in rows])
        if measures[key].type == "records":
            put_counts(found, rows, key)
    for key in {key for row in rows for key in row.grades}:
        found.grades[key] = coded([row.grades.get(key) for row in rows])
    for key in {key for row in rows for key in row.none}:
        found.none[key] = np.array([key in row.none for row in rows])
    for key in {key for row in rows for key in row.reviewed}:
        found.reviewed[key] = np.array([key in row.reviewed for row in rows])
    return found


def put_numbers(register: Register, rows: Sequence[Facts], column: Column) -> None:
    """One year of one measure as a column."""
    key, back = column
    values = np.full(len(rows), np.nan)
    for at, row in enumerate(rows):
        years = row.numbers.get(key, ())
        value = years[back] if back < len(years) else None
        if value is not None:
            values[at] = float(value)
            if abs(value) >= EXACT:
                register.wide.setdefault(column, {})[at] = value
    register.numbers[column] = values


def put_counts(register: Register, rows: Sequence[Facts], key: str) -> None:
    """How many records there are, where they are listed."""
    counts = register.numbers.setdefault((key, 0), np.full(len(rows), np.nan))
    for at, row in enumerate(rows):
        if key in row.records and key not in row.numbers:
            counts[at] = len(row.records[key])


def coded(values: Sequence[Any]) -> Coded:
    """Values as numbers of distinct values; None is 0."""
    known: dict[Any, int] = {}
    codes = [
        # True and 1 are one key to Python, but not one fact
        0 if value is None else known.setdefault((type(value), value), len(known) + 1)
        for value in values
    ]
    kind = np.uint8 if len(known) < 2**8 else np.uint16 if len(known) < 2**16 else np.uint32
    return Coded(np.array(codes, kind), tuple(value for _, value in known))
