"""What somebody would write by hand for the fifty indicators: DuckDB, pandas, polars, and a bare scan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bench.facts import AMOUNTS, PERIODS, Values, by_hand, duckdb_of, texts


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
