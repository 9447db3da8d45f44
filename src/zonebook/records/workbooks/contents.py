"""What the cells of a column look like: days, codes, words of a list; helps where headers do not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from zonebook.core.values import Refused
from zonebook.records.workbooks import codes, days
from zonebook.records.workbooks.grid import Value
from zonebook.records.workbooks.layout import Layout
from zonebook.records.workbooks.words import bare, is_empty, text_of

if TYPE_CHECKING:
    from zonebook.records.registers import Register, RegisterColumn
    from zonebook.records.workbooks.headers import Mapped

LOOKED_AT = 40  # rows
ENOUGH = 0.8  # of the filled cells
CREDIT_CODE = re.compile("[0-9A-Z]{17}[0-9A-Z]")


def sample(layout: Layout, index: int) -> list[Value]:
    """The filled cells of a column in the first rows below the header."""
    rows = range(layout.bottom + 1, min(len(layout.grid.rows), layout.bottom + 1 + LOOKED_AT))
    cells = (layout.grid.at(row, index) for row in rows)
    return [one for one in cells if not is_empty(one)]


def held(layout: Layout, index: int) -> str:
    """`day` where most cells of a column are days."""
    cells = sample(layout, index)
    return "day" if cells and share(cells, is_day) >= 0.6 else ""


def share(cells: list[Value], test: Any) -> float:
    """The share of cells that pass a test."""
    return sum(map(bool, map(test, cells))) / len(cells) if cells else 0.0


def is_day(value: Value) -> bool:
    """Whether a cell reads as a day; a bare number of five digits may be an amount."""
    if isinstance(value, date):
        return True
    if not isinstance(value, str) or not re.search(r"\d", value):
        return isinstance(value, int) and 20000 < value < 60000
    try:
        return bool(days.read_day(value, year=2000))
    except Refused:
        return False


def is_period(value: Value) -> bool:
    """Whether a cell reads as a period: 2023年一季度."""
    try:
        return bool(codes.read_period(value))
    except Refused:
        return False


def is_credit_code(value: Value) -> bool:
    """Whether a cell has the form of a credit code."""
    return bool(CREDIT_CODE.fullmatch(bare(text_of(value)).upper()))


def all_but_few(cells: list[Value], test: Any) -> bool:
    """Whether enough cells pass a test; given up as soon as too many have failed."""
    may_fail = (1 - ENOUGH) * len(cells) + 1e-9
    failed = 0
    for one in cells:
        failed += not test(one)
        if failed > may_fail:
            return False
    return True


def is_near(text: str, words: set[str]) -> bool:
    """Whether a text is a word of a list with at most one sign behind it."""
    return text in words or text[:-1] in words


def holds(cells: list[Value], column: RegisterColumn) -> bool:
    """Whether the cells are what a register's column holds and little else is."""
    if len(cells) < 2:
        return False
    if column.type == "credit_code":
        return all_but_few(cells, is_credit_code)
    if column.type == "period":
        return all_but_few(cells, is_period)
    if column.type == "code" and column.codes:
        words = {bare(word) for code in column.codes.values() for word in code.words}
        if share(cells, lambda one: bare(text_of(one)) in words) >= ENOUGH:
            return True
        said = [
            bare(text_of(one)) for one in cells
        ]  # 初步核算数 is 初步核算, if few words come again
        near = share(cells, lambda one: is_near(bare(text_of(one)), words))
        return near >= ENOUGH and 2 * len(set(said)) <= len(said)
    return False


def matched(layout: Layout, rows: Mapping[int, Mapped], register: Register) -> dict[int, Mapped]:
    """The columns that their cells give away, where the header says nothing known.

    Only for columns of the register itself whose cells are unmistakable: credit codes, periods and
    words of its closed lists.
    """
    taken = {one.column for one in rows.values()}
    found: dict[int, Mapped] = {}
    for index, one in rows.items():
        if one.column or one.by in ("serial", "answered", "learned"):
            continue
        cells = sample(layout, index)
        fitting = [
            name
            for name, column in register.columns.items()
            if name not in taken and holds(cells, column)
        ]
        if len(fitting) == 1:
            found[index] = replace(one, column=fitting[0], confidence=0.8, by="content")
            taken.add(fitting[0])
    return found
