"""Statements whose SQL is made once: of few rows, Django's making of it costs more than they do.

Only `records.write` inserts through it; finding is free to everyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.base import ModelState

from zonebook.records import bulk
from zonebook.records.models.door import must_be_open

M = TypeVar("M", bound=models.Model)


class Plan:
    """How records of one noun go into the book and come out of it."""

    def __init__(self, model: type[models.Model]) -> None:
        quote, found = connection.ops.quote_name, bulk.columns(model)
        self.model, self.table = model, quote(model._meta.db_table)
        self.values = [(one.attname, one.native, one.into, one.usual) for one in found]
        names = ", ".join(quote(one.field.column) for one in found)
        self.start = f"INSERT INTO {self.table} ({names}) VALUES "
        self.line = f"({', '.join(['%s'] * len(found))})"
        concrete = model._meta.concrete_fields
        self.names = [one.attname for one in concrete]
        self.all = ", ".join(f"{self.table}.{quote(one.column)}" for one in concrete)
        self.back = f" RETURNING {self.all}"
        compiler = model._default_manager.all().query.get_compiler(connection=connection)
        compiler.as_sql()
        turning = [bulk.turns(compiler, item[0]) for item in compiler.select]
        self.turning = [
            (name, turn) for name, turn in zip(self.names, turning, strict=True) if turn
        ]

    def into(self, row: bulk.Row) -> list[Any]:
        """The values of a new row as the database takes them."""
        return [
            value if value is None or value.__class__ is native else into(value)
            for name, native, into, usual in self.values
            for value in (row.get(name, usual),)
        ]

    def record(self, row: Sequence[Any]) -> Any:
        """A record from its columns."""
        one = self.model.__new__(self.model)
        found = one.__dict__
        found.update(zip(self.names, row, strict=True))
        for name, turn in self.turning:
            if found[name] is not None:
                found[name] = turn(found[name])
        state = found["_state"] = ModelState()
        state.db, state.adding = DEFAULT_DB_ALIAS, False
        return one


plan = cache(Plan)


def insert(model: type[M], rows: Sequence[bulk.Row]) -> list[M]:
    """Add rows and answer their records as the book keeps them, in any order."""
    must_be_open(model)
    one, made = plan(model), []
    for start in range(0, len(rows), bulk.CHUNK):
        chunk = rows[start : start + bulk.CHUNK]
        lines = ", ".join([one.line] * len(chunk))
        values = [value for row in chunk for value in one.into(row)]
        made += map(one.record, run(f"{one.start}{lines}{one.back}", values))
    return made


def find(model: type[M], order: str, **same: Any) -> list[M]:
    """The records whose columns hold these values, in the order of one of their columns."""
    found = run(finding(model, order, tuple(same)), list(same.values()))
    return list(map(plan(model).record, found))


@cache
def finding(model: type[models.Model], order: str, names: tuple[str, ...]) -> str:
    """The query for records by some of their columns."""
    known, quote = bulk.fields(model), connection.ops.quote_name
    wanted = " AND ".join(f"{quote(known[name].column)} = %s" for name in names)
    one = plan(model)
    return f"SELECT {one.all} FROM {one.table} WHERE {wanted} ORDER BY {quote(known[order].column)}"


def lock(model: type[models.Model], pk: int) -> None:
    """Keep everybody else from a record until the transaction ends.

    Where the database locks no rows, a writing transaction is alone from its beginning.
    """
    if connection.features.has_select_for_update:
        run(f"SELECT 1 FROM {plan(model).table} WHERE id = %s FOR UPDATE", [pk])


def run(statement: str, values: Sequence[Any]) -> list[Any]:
    """The rows that a statement answers; on SQLite past Django's cursor, where nobody listens."""
    base = connections[DEFAULT_DB_ALIAS]
    if base.vendor != "sqlite" or base.queries_logged or base.execute_wrappers:
        with base.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())
    base.ensure_connection()
    base.validate_no_broken_transaction()
    with base.wrap_database_errors:
        return list(base.connection.execute(with_marks(statement), values).fetchall())


@cache
def with_marks(statement: str) -> str:
    """A statement with the places of its values as SQLite's driver knows them."""
    return statement.replace("%s", "?")
