"""Fifty indicators of twelve areas: the engines beside pandas, polars and hand-written SQL.

A fact is one enterprise's month with eight amounts. Asked are, for December 2023 and each area,
the eight amounts in the month, since January and both a year earlier, five counts, eight shares of
the whole and five averages. All answers are compared before a time is printed.
"""

from __future__ import annotations

import hashlib
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from zonebook.core.expressions import And, Column, Compare, During, Literal
from zonebook.core.indicators import Engine, Measure, Totals
from zonebook.core.period import Period
from zonebook.core.schema import Book, Table
from zonebook.core.schema import Column as TableColumn
from zonebook.engines.memory import Memory
from zonebook.engines.sql import DIALECTS, Sql

NAME = "figures: 50 indicators x 12 areas (CPU seconds, answers compared)"
AMOUNTS = tuple(f"m{number}" for number in range(1, 9))
MONTH, AREAS, MONTHS = "2023-12", 12, 60
PERIODS = tuple(Period.parse(one) for one in (MONTH, "2023", "2022-12", "2022"))
MEMORY_FACTS, SQL_FACTS, COLUMN_FACTS = 10**5, 10**6, 10**7
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


def asked(engine: Engine) -> Values:
    """The fifty indicators as an engine answers them."""
    return indicators(engine.breakdown([*SUMS, *COUNTS], PERIODS, "area"))


# -- the engines ---------------------------------------------------------------------------


def memory(columns: Mapping[str, Any]) -> Callable[[], Values]:
    """The reference engine over dictionaries."""
    names = ("area", *AMOUNTS)
    plain = zip(columns["month"].tolist(), *(columns[name].tolist() for name in names), strict=True)
    rows = [
        {"id": number, "number": "", "month": month, **dict(zip(names, rest, strict=True))}
        for number, (month, *rest) in enumerate(plain)
    ]
    return lambda: asked(Memory(BOOK, {"fact": rows}))


def lite(columns: Mapping[str, Any]) -> Callable[[], Values]:
    """SQLite, in a file as a book is."""
    folder = tempfile.mkdtemp()
    base = sqlite3.connect(f"{folder}/facts.sqlite")
    base.execute(f"CREATE TABLE fact (id INTEGER, number, area, month, {', '.join(AMOUNTS)})")
    listed = [columns[name].tolist() for name in AMOUNTS]
    days = np.datetime_as_string(columns["month"]).tolist()
    rows = zip(range(len(days)), columns["area"].tolist(), days, *listed, strict=True)
    base.executemany(f"INSERT INTO fact VALUES (?, '', ?, ?{', ?' * len(AMOUNTS)})", rows)
    base.commit()
    engine = Sql(BOOK, DIALECTS["sqlite"], lambda sql, params: base.execute(sql, params).fetchall())
    return lambda: asked(engine)


def postgres(columns: Mapping[str, Any]) -> Callable[[], Values]:
    """PostgreSQL, where `tools/with-postgres` has started one; CPU is the client's and the server's."""
    import psycopg

    base = psycopg.connect(os.environ["ZONEBOOK_TEST_POSTGRES"], autocommit=True)
    named = ", ".join(f"{name} bigint" for name in AMOUNTS)
    base.execute(
        f"CREATE TEMPORARY TABLE fact (id int, number text, area text, month date, {named})"
    )
    with base.cursor().copy("COPY fact FROM STDIN") as copy:
        parts = [columns[name].tolist() for name in ("area", "month", *AMOUNTS)]
        for row in zip(*parts, strict=True):
            copy.write_row((0, "", *row))
    base.execute("ANALYZE fact")
    engine = Sql(
        BOOK,
        DIALECTS["postgresql"],
        lambda sql, params: base.execute(sql.replace("?", "%s"), list(params)).fetchall(),
    )
    return lambda: asked(engine)


def duckdb_of(columns: Mapping[str, Any]) -> Any:
    """DuckDB with the facts in its own table, on one thread as the others are."""
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
    return base


def texts(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns in types that every reader of numpy takes."""
    kinds = {"area": object, "month": "datetime64[us]"}
    return {name: one.astype(kinds.get(name, one.dtype)) for name, one in columns.items()}


def duck(columns: Mapping[str, Any]) -> Callable[[], Values]:
    """The SQL engine on DuckDB."""
    base = duckdb_of(columns)
    engine = Sql(
        BOOK, DIALECTS["duckdb"], lambda sql, params: base.execute(sql, list(params)).fetchall()
    )
    return lambda: asked(engine)


# -- peers: what somebody would write by hand ----------------------------------------------


def scan(columns: Mapping[str, Any]) -> Callable[[], Values]:
    """The floor: DuckDB adds up the eight columns of the two years, and nothing else."""
    base = duckdb_of(columns)
    sums = ", ".join(f"SUM({name})" for name in AMOUNTS)
    sql = f"SELECT {sums} FROM fact WHERE month >= DATE '2022-01-01'"

    def answer() -> Values:
        base.execute(sql).fetchall()
        return {}

    return answer


def filters(columns: Mapping[str, Any]) -> Callable[[], Values]:
    """DuckDB by hand: one pass, an aggregate with FILTER for each indicator."""
    base = duckdb_of(columns)
    spans = [f"month >= DATE '{one.start}' AND month < DATE '{one.end}'" for one in PERIODS]
    wanted = [f"SUM({name}) FILTER (WHERE {span})" for name in AMOUNTS for span in spans]
    wanted += [f"COUNT(*) FILTER (WHERE {spans[0]})"]
    wanted += [f"COUNT(*) FILTER (WHERE {spans[0]} AND {name} > 900000000)" for name in AMOUNTS[:5]]
    sql = (
        f"SELECT area, {', '.join(wanted)} FROM fact WHERE month >= DATE '2022-01-01' GROUP BY area"
    )
    return lambda: by_hand(base.execute(sql).fetchall())


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


def pandas(columns: Mapping[str, Any]) -> Callable[[], Values]:
    """pandas: a mask for each period, then one grouping."""
    import pandas as pd

    frame = pd.DataFrame(texts(columns)).astype({"area": "category"})

    def answer() -> Values:
        parts, names = [], list(AMOUNTS)
        for one in PERIODS:
            inside = frame[(frame.month >= str(one.start)) & (frame.month < str(one.end))]
            parts.append(inside.groupby("area", observed=True)[names].sum())
            if one is PERIODS[0]:
                sizes = inside.groupby("area", observed=True).size()
                over = [
                    inside[inside[name] > 9 * 10**8].groupby("area", observed=True).size()
                    for name in AMOUNTS[:5]
                ]
        rows = [
            [area, *(part[name][area] for name in names for part in parts), sizes[area],
             *(one[area] for one in over)]
            for area in parts[0].index
        ]  # fmt: skip
        return by_hand(rows)

    return answer


def polars(columns: Mapping[str, Any]) -> Callable[[], Values]:
    """polars: one grouping with a filter in each aggregate."""
    import polars as pl

    frame = pl.DataFrame(texts(columns))
    frame = frame.with_columns(pl.col("area").cast(pl.Utf8), pl.col("month").cast(pl.Date))
    spans = [(pl.col("month") >= one.start) & (pl.col("month") < one.end) for one in PERIODS]
    wanted = [
        pl.col(name).filter(span).sum().alias(f"{name}_{number}")
        for name in AMOUNTS
        for number, span in enumerate(spans)
    ]
    wanted.append(spans[0].sum().alias("rows"))
    wanted += [
        (spans[0] & (pl.col(name) > 9 * 10**8)).sum().alias(f"over_{name}") for name in AMOUNTS[:5]
    ]
    lazy = frame.lazy().filter(pl.col("month") >= date(2022, 1, 1)).group_by("area").agg(wanted)
    return lambda: by_hand(lazy.collect().rows())


# -- measuring -----------------------------------------------------------------------------

WORKERS: dict[str, tuple[str, int, Callable[[Mapping[str, Any]], Callable[[], Values]]]] = {
    "memory": ("zonebook memory (the reference)", MEMORY_FACTS, memory),
    "sqlite": ("zonebook SQL on SQLite", SQL_FACTS, lite),
    "postgresql": ("zonebook SQL on PostgreSQL (client's CPU)", SQL_FACTS, postgres),
    "scan": ("plain scan of the columns (DuckDB)", COLUMN_FACTS, scan),
    "duckdb": ("zonebook SQL on DuckDB", COLUMN_FACTS, duck),
    "filters": ("DuckDB, FILTER by hand", COLUMN_FACTS, filters),
    "polars": ("polars", COLUMN_FACTS, polars),
    "pandas": ("pandas", COLUMN_FACTS, pandas),
}


def rows() -> Iterator[dict[str, str]]:
    """Each engine in a process of its own; answers over the same facts must be the same."""
    seen: dict[int, str] = {}
    own: dict[int, float] = {}
    for name, (who, count, _) in WORKERS.items():
        if name == "postgresql" and "ZONEBOOK_TEST_POSTGRES" not in os.environ:
            continue
        command = [sys.executable, "-m", "bench.figures", name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        digest, peak, *times = done.stdout.split()
        seconds = [float(one) for one in times]
        if name != "scan" and seen.setdefault(count, digest) != digest:
            raise SystemExit(f"{who}: other answers than the engine before it")
        median = statistics.median(seconds)
        own.setdefault(count, median)
        yield {
            "what": f"{count:,} facts",
            "who": who,
            "median": f"{median:.3f} s",
            "spread": f"{min(seconds):.3f}-{max(seconds):.3f}",
            "memory": f"{int(peak):,} MB",
            "ratio": f"{median / own[count]:,.1f}",
        }


def worker(name: str) -> None:
    """Measure one engine: a digest of its answers, peak memory in MB, CPU seconds of its runs."""
    _, count, make = WORKERS[name]
    answer = make(facts(count))
    seconds, found = [], {} if name == "memory" else answer()
    for _ in range(1 if name == "memory" else 5):
        start = time.process_time()
        found = answer()
        seconds.append(time.process_time() - start)
    digest = hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(digest, peak, *seconds)


if __name__ == "__main__":
    worker(sys.argv[1])
