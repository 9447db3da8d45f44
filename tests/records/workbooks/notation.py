"""Sheets as text: one line a row, `|` between cells, `^` as above (merged), `<` as left (merged)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from zonebook.records.workbooks.grid import Grid, Merge, Value

DAY = date(2024, 2, 18)


def value_of(text: str) -> Value:
    """A cell: #45052 is a number, @2023-05-06 a date cell, everything else text."""
    if not text:
        return None
    if re.fullmatch(r"#-?[\d.]+", text):
        number = Decimal(text[1:])
        return int(number) if number == number.to_integral_value() else number
    return date.fromisoformat(text[1:]) if text.startswith("@") else text


def sheet(text: str, name: str = "", file: str = "") -> Grid:
    """The grid of a drawn sheet."""
    lines = [line.strip() for line in text.strip("\n").splitlines()]
    cells = [[one.strip() for one in line.split("|")] for line in lines]
    width = max(map(len, cells))
    cells = [row + [""] * (width - len(row)) for row in cells]
    merges = []
    for top, row in enumerate(cells):
        for left, one in enumerate(row):
            if one in ("^", "<"):
                continue
            right, bottom = left, top
            while right + 1 < width and row[right + 1] == "<":
                right += 1
            while bottom + 1 < len(cells) and cells[bottom + 1][left] == "^":
                bottom += 1
            if (right, bottom) != (left, top):
                merges.append(Merge(top, left, bottom, right))
    rows = tuple(
        tuple(None if one in ("^", "<") else value_of(one) for one in row) for row in cells
    )
    return Grid(name, rows, tuple(merges), file=file)
