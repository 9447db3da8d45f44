"""The facts of the figures' bench, the fifty indicators asked of them, and DuckDB filled with them.

A fact is one enterprise's month with eight amounts. Asked are, for December 2023 and each area,
the eight amounts in the month, since January and both a year earlier, five counts, eight shares of
the whole and five averages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from zonebook.core.expressions import And, Column, Compare, During, Literal
from zonebook.core.indicators import Measure, Totals
from zonebook.core.period import Period
from zonebook.core.schema import Book, Table
from zonebook.core.schema import Column as TableColumn
from zonebook.engines.snapshot import enumerate_texts

AMOUNTS = tuple(f"m{number}" for number in range(1, 9))
MONTH, AREAS, MONTHS = "2023-12", 12, 60
PERIODS = tuple(Period.parse(one) for one in (MONTH, "2023", "2022-12", "2022"))
BOOK = Book(
    (
        Table(
            "fact",
            (
                TableColumn("id", "integer", nullable=False),
                TableColumn("number", "text", nullable=False),
                TableColumn("area", "text"),
                TableColumn("month", "date"),
                *(TableColumn(name, "integer") for name in AMOUNTS),
            ),
            (),
            alive="always",
        ),
    )
)
IN_PERIOD = During(Column("month"))
SUMS = [Measure("fact", "sum", name, IN_PERIOD) for name in AMOUNTS]
COUNTS = [
    Measure("fact", "count", "", And((IN_PERIOD, Compare(Column(name), ">", Literal(9 * 10**8)))))
    for name in AMOUNTS[:5]
]
Grid = Mapping[tuple[int, Period], Mapping[Any, Totals]]
Values = dict[tuple[str, str], Fraction]


def facts(count: int) -> dict[str, np.ndarray[Any, Any]]:
    """Columns of random facts, sorted by month as an office's returns are."""
    rng = np.random.default_rng(20231231)
    months = np.array([date(2019 + n // 12, n % 12 + 1, 1) for n in range(MONTHS)], "datetime64[D]")
    found = {
        "area": np.array([f"A{n:02}" for n in range(AREAS)])[rng.integers(0, AREAS, count)],
        "month": months[np.sort(rng.integers(0, MONTHS, count))],
    }
    return found | {name: rng.integers(0, 10**9, count) for name in AMOUNTS}


def indicators(grid: Grid) -> Values:
    """The fifty indicators of each area, from the totals."""
    month = PERIODS[0]
    found: Values = {}
    for number, name in enumerate(AMOUNTS):
        whole = sum(one.value for one in grid[number, month].values())
        for period in PERIODS:
            for area, one in grid[number, period].items():
                found[f"{name} {period}", area] = Fraction(one.value)
        for area, one in grid[number, month].items():
            found[f"{name} share", area] = Fraction(one.value, whole)
            if number < len(COUNTS):
                found[f"{name} average", area] = Fraction(one.value, one.counted)
    for number in range(len(SUMS), len(SUMS) + len(COUNTS)):
        for area, one in grid[number, month].items():
            found[f"count {number}", area] = Fraction(one.value)
    return found


def by_hand(rows: Sequence[Sequence[Any]]) -> Values:
    """The fifty indicators from rows of area, 32 sums, the rows of the month, five counts."""
    found: Values = {}
    size = len(PERIODS)
    for number, name in enumerate(AMOUNTS):
        whole = sum(int(row[1 + number * size]) for row in rows)
        for area, *values in rows:
            sums = [int(one) for one in values[number * size : (number + 1) * size]]
            count = int(values[len(AMOUNTS) * size])
            found |= {
                (f"{name} {p}", area): Fraction(v) for p, v in zip(PERIODS, sums, strict=True)
            }
            found[f"{name} share", area] = Fraction(sums[0], whole)
            if number < len(COUNTS):
                found[f"{name} average", area] = Fraction(sums[0], count)
                over = int(values[len(AMOUNTS) * size + 1 + number])
                found[f"count {len(SUMS) + number}", area] = Fraction(over)
    return found


def duckdb_of(columns: Mapping[str, Any]) -> Any:
    """DuckDB with the facts as a snapshot keeps them, on one thread as the others are."""
    import duckdb

    base = duckdb.connect(config={"threads": 1})
    base.register(
        "given", {name: np.ascontiguousarray(one) for name, one in texts(columns).items()}
    )
    base.execute(
        "CREATE TABLE fact AS SELECT 0 AS id, '' AS number, area, CAST(month AS date) AS month,"
        f" {', '.join(AMOUNTS)} FROM given"
    )
    base.unregister("given")
    enumerate_texts(base, "fact", ["number", "area"])
    return base


def texts(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns in types that every reader of numpy takes."""
    kinds = {"area": object, "month": "datetime64[us]"}
    return {name: one.astype(kinds.get(name, one.dtype)) for name, one in columns.items()}


def digest(found: Values) -> str:
    """A digest of all answers."""
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()
