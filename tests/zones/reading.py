"""Reads the demonstration's workbooks by plain code that knows sheets and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

Row = dict[str, Any]
END = date(2023, 12, 31)


@cache
def rows_of(folder: Path, workbook: str, sheet: str | None = None) -> list[Row]:
    """The numbered rows of one sheet, or of all sheets, by the lower header."""
    book = CalamineWorkbook.from_path(folder / workbook)
    names = [sheet] if sheet else book.sheet_names
    return [row for name in names for row in sheet_rows(book, name)]


def sheet_rows(book: CalamineWorkbook, name: str) -> Iterator[Row]:
    """The rows of one sheet that carry a number in the first column."""
    lines = book.get_sheet_by_name(name).to_python()
    top = next(index for index, line in enumerate(lines) if line[0] == "序号")
    head = lines[top]
    if lines[top + 1][0] == "":
        head = [lower or upper for upper, lower in zip(head, lines[top + 1], strict=True)]
    year = re.search(r"(\d{4})年", str(lines[0][0]))
    for line in lines[top + 1 :]:
        if isinstance(line[0], float):
            row = dict(zip(head, line, strict=True))
            yield row | {"year": int(year[1]) if year else None}


def day(value: Any, year: int | None = None) -> date | None:
    """A day in any of the spellings of these sheets."""
    if value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    numbers = [int(one) for one in re.findall(r"\d+", value)]
    if len(numbers) == 2 and "年" not in value:
        return date(year or 0, *numbers)
    return date(*[*numbers, 1][:3])


def printed(value: Decimal, decimals: int) -> Decimal:
    """Half-up at so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@cache
def enterprises(folder: Path) -> list[Row]:
    """All enterprises of the three registers."""
    return [
        row
        for name in sorted(path.name for path in folder.glob("*企业*.xlsx"))
        if name.startswith(("企业名册", "新设企业"))
        for row in rows_of(folder, name)
    ]


def in_zone(row: Row, on: date) -> bool:
    """Whether an enterprise was in the zone at the end of that day."""
    came, left = day(row["入区日期"]), day(row["出区日期"])
    return came is not None and came <= on and (left is None or left > on)
