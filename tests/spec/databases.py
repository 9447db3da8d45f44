"""A database for each SQL dialect, with the tables of the small zone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.spec.zone import BOOK, Rows
from zonebook.core.schema import Table
from zonebook.engines.sql import DIALECTS, Sql

TYPES = {"text": "TEXT", "integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE"}
NAMES = ["sqlite", "duckdb", *(["postgresql"] if "ZONEBOOK_TEST_POSTGRES" in os.environ else [])]


def created(table: Table) -> str:
    """The statement that makes a table."""
    parts = [f'"{column.name}" {TYPES[column.type]}' for column in table.columns]
    parts += [f'"{reference.column}" BIGINT' for reference in table.references]
    return f'CREATE TEMPORARY TABLE "{table.name}" ({", ".join(parts)})'


class Database:
    """One open database; `filled` replaces its rows and gives the engine over it."""

    def __init__(self, name: str) -> None:
        self.dialect = DIALECTS[name]
        self.connection = connected(name)
        for table in BOOK.tables:
            self.connection.execute(created(table))

    def run(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a query and give its rows."""
        if self.dialect.name == "postgresql":
            sql = sql.replace("?", "%s")
        return list(self.connection.execute(sql, list(params)).fetchall())

    def filled(self, rows: Rows) -> Sql:
        """The engine over these rows and no others."""
        mark = "%s" if self.dialect.name == "postgresql" else "?"
        self.connection.execute("BEGIN")
        for table in BOOK.tables:
            self.connection.execute(f'DELETE FROM "{table.name}"')
            names = [*table.by_name, *(one.column for one in table.references)]
            listed = ", ".join(f'"{name}"' for name in names)
            sql = f'INSERT INTO "{table.name}" ({listed}) VALUES ({", ".join([mark] * len(names))})'
            for row in rows.get(table.name, ()):
                self.connection.execute(sql, [self.stored(row[name]) for name in names])
        self.connection.execute("COMMIT")
        return Sql(BOOK, self.dialect, self.run)

    def stored(self, value: Any) -> Any:
        """A value as the driver takes it."""
        return self.dialect.bound(value) if isinstance(value, date) else value


def connected(name: str) -> Any:
    """An open connection of this dialect."""
    if name == "sqlite":
        return sqlite3.connect(":memory:", isolation_level=None)
    if name == "duckdb":
        import duckdb

        return duckdb.connect(":memory:", config={"threads": 1})
    import psycopg

    return psycopg.connect(os.environ["ZONEBOOK_TEST_POSTGRES"], autocommit=True)
