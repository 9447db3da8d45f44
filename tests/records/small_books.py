"""Small books written as tables, and the engines that answer from them: the reference and SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import zonebook
from tests.spec.databases import TYPES
from tests.spec.zone import row_of
from zonebook.core.catalog import Catalog
from zonebook.core.indicators import Engine, Indicator, indicators
from zonebook.core.indicators.compute import Computer
from zonebook.core.indicators.figure import Figure
from zonebook.core.period import Period
from zonebook.core.schema import Book, Table
from zonebook.engines.memory import Memory
from zonebook.engines.sql import DIALECTS, Sql
from zonebook.records import schema

ZONE = Path(zonebook.__file__).parent / "zones" / "lanzhou" / "catalog"
ENGINES = ("memory", "sqlite", "duckdb")
Rows = dict[str, list[dict[str, Any]]]


@cache
def catalog() -> Catalog:
    """The shipped catalogue under that of the demonstration zone."""
    return Catalog(ZONE)


@cache
def definitions() -> dict[str, Indicator]:
    """All indicators, resolved against the real tables."""
    return indicators(catalog(), schema.book())


def rows_of(text: str) -> Rows:
    """The rows of a book: a `noun:` line, a head, then rows; ids count from 1 where none stands."""
    found: Rows = {one.name: [] for one in schema.book().tables}
    noun, head = "", []
    for line in (one.strip() for one in text.splitlines()):
        if line.endswith(":") and line[:-1] in found:
            noun, head = line[:-1], []
        elif line and not head:
            head = [cell.strip() for cell in line.split("|")]
        elif line:
            cells = dict(zip(head, (cell.strip() for cell in line.split("|")), strict=True))
            cells.setdefault("id", str(len(found[noun]) + 1))
            found[noun].append(row_of(schema.book().table[noun], cells))
    return found


def created(table: Table) -> str:
    """The statement that makes a table of the published schema."""
    parts = [f'"{column.name}" {TYPES[column.type]}' for column in table.columns]
    parts += [f'"{reference.column}" BIGINT' for reference in table.references]
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)})'


def connection(name: str) -> Any:
    """An empty database in memory."""
    if name == "sqlite":
        return sqlite3.connect(":memory:")
    import duckdb

    return duckdb.connect(":memory:", config={"threads": 1})


def database(name: str, book: Book, rows: Rows) -> Engine:
    """The SQL engine over a new database that holds these rows."""
    opened, dialect = connection(name), DIALECTS[name]
    for table in book.tables:
        opened.execute(created(table))
        names = [*table.by_name, *(one.column for one in table.references)]
        marks = ", ".join("?" * len(names))
        listed = ", ".join(f'"{one}"' for one in names)
        for row in rows[table.name]:
            values = [
                dialect.bound(row[one]) if isinstance(row[one], date) else row[one] for one in names
            ]
            opened.execute(f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})', values)

    def run(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        return list(opened.execute(sql, list(params)).fetchall())

    return Sql(book, dialect, run)


def computer(name: str, text: str, *, with_rows: bool = False) -> Computer:
    """The figures of a small book, by one engine."""
    book, rows = schema.book(), rows_of(text)
    engine = Memory(book, rows) if name == "memory" else database(name, book, rows)
    return Computer(book, catalog().units, definitions(), engine, rows=with_rows)


def figure(name: str, text: str, key: str, period: str, *, with_rows: bool = False) -> Figure:
    """One figure of a small book."""
    made = computer(name, text, with_rows=with_rows)
    return made.figures([key], Period.parse(period))[0]


def values(name: str, text: str, keys: Sequence[str], period: str) -> dict[str, str | None]:
    """Figures as they print; None where the book does not know."""
    found = computer(name, text).figures(keys, Period.parse(period))
    return {one.key: shown(one.value) for one in found}


def shown(value: Decimal | None) -> str | None:
    """A value as it prints."""
    return None if value is None else f"{value:f}"


every_engine = pytest.mark.parametrize("engine", ENGINES)
