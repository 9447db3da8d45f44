"""Fifty indicators of twelve areas: the engines beside pandas, polars, MetricFlow and SQL by hand.

What is asked stands in `bench.facts`. All answers are compared before a time is printed.
MetricFlow wants an environment of its own: `make bench-metricflow` makes it and measures it too.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bench import figures_peers as peers
from bench import running
from bench.facts import (
    AMOUNTS,
    BOOK,
    COUNTS,
    PERIODS,
    SUMS,
    Values,
    digest,
    duckdb_of,
    facts,
    indicators,
)
from bench.metric_flow import metricflow
from zonebook.core.indicators import Engine
from zonebook.engines.memory import Memory
from zonebook.engines.sql import DIALECTS, Sql

NAME = "figures: 50 indicators x 12 areas (CPU seconds, answers compared)"
MEMORY_FACTS, SQL_FACTS, COLUMN_FACTS = 10**5, 10**6, 10**7
SERVERS: list[int] = []  # processes of database servers that work for this one
METRICFLOW = Path(".venv-metricflow/bin/python")
Answer = Callable[[], Values]
Make = Callable[[Mapping[str, Any]], Answer]


def asked(engine: Engine) -> Values:
    """The fifty indicators as an engine answers them."""
    return indicators(engine.breakdown([*SUMS, *COUNTS], PERIODS, "area"))


# -- the engines ---------------------------------------------------------------------------


def memory(columns: Mapping[str, Any]) -> Answer:
    """The reference engine over dictionaries."""
    names = ("area", *AMOUNTS)
    plain = zip(columns["month"].tolist(), *(columns[name].tolist() for name in names), strict=True)
    rows = [
        {"id": number, "number": "", "month": month, **dict(zip(names, rest, strict=True))}
        for number, (month, *rest) in enumerate(plain)
    ]
    return lambda: asked(Memory(BOOK, {"fact": rows}))


def lite(columns: Mapping[str, Any]) -> Answer:
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


def postgres(columns: Mapping[str, Any]) -> Answer:
    """PostgreSQL, where `tools/with-postgres` has started one: one process of it, no helpers."""
    import psycopg

    base = psycopg.connect(os.environ["ZONEBOOK_TEST_POSTGRES"], autocommit=True)
    base.execute("SET max_parallel_workers_per_gather = 0")
    SERVERS.append(base.info.backend_pid)
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


def spent() -> float:
    """CPU seconds of this process and of the server's process that answers it."""
    ticks = 0
    for server in SERVERS:
        fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def duck(columns: Mapping[str, Any]) -> Answer:
    """The SQL engine on DuckDB."""
    base = duckdb_of(columns)
    engine = Sql(
        BOOK, DIALECTS["duckdb"], lambda sql, params: base.execute(sql, list(params)).fetchall()
    )
    return lambda: asked(engine)


# -- measuring -----------------------------------------------------------------------------

WORKERS: dict[str, tuple[str, int, Make]] = {
    "memory": ("zonebook memory (the reference)", MEMORY_FACTS, memory),
    "sqlite": ("zonebook SQL on SQLite", SQL_FACTS, lite),
    "postgresql": ("zonebook SQL on PostgreSQL, client and server", SQL_FACTS, postgres),
    "duckdb6": ("zonebook SQL on DuckDB", SQL_FACTS, duck),
    "metricflow": ("MetricFlow's SQL on DuckDB, written and run", SQL_FACTS, metricflow),
    "scan": ("plain scan of the columns (DuckDB)", COLUMN_FACTS, peers.scan),
    "duckdb": ("zonebook SQL on DuckDB", COLUMN_FACTS, duck),
    "filters": ("DuckDB, FILTER by hand", COLUMN_FACTS, peers.filters),
    "polars": ("polars", COLUMN_FACTS, peers.polars),
    "pandas": ("pandas", COLUMN_FACTS, peers.pandas),
}


def rows() -> Iterator[dict[str, str]]:
    """Each engine in a process of its own; answers over the same facts must be the same."""
    seen: dict[int, str] = {}
    own: dict[int, float] = {}
    for name, (who, count, _) in WORKERS.items():
        if name == "postgresql" and "ZONEBOOK_TEST_POSTGRES" not in os.environ:
            continue
        if name == "metricflow" and not METRICFLOW.exists():
            continue
        found = measured(name)
        if found.digest and seen.setdefault(count, found.digest) != found.digest:
            raise SystemExit(f"{who}: other answers than the engine before it")
        yield running.row(f"{count:,} facts", who, found, own.setdefault(count, found.median))


def measured(name: str) -> running.Measured:
    """One engine in a process of its own; MetricFlow in its own environment too."""
    if name != "metricflow":
        return running.apart("bench.figures", name)
    return running.apart("bench.metric_flow", str(SQL_FACTS), python=METRICFLOW)


def worker(name: str) -> None:
    """Measure one engine: CPU seconds of its runs, after one to warm up."""
    _, count, make = WORKERS[name]
    answer = make(facts(count))
    found: list[Values] = [] if name == "memory" else [answer()]
    seconds = running.timed(lambda: found.append(answer()), 1 if name == "memory" else 5, spent)
    running.tell(seconds, digest(found[-1]) if found[-1] else "")


if __name__ == "__main__":
    worker(sys.argv[1])
