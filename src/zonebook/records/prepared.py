"""Statements whose SQL is made once: of few rows, Django's making of it costs more than they do.

Only `records.write` inserts through it; finding is free to everyone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db import transaction as django_transaction
from django.db.models.base import ModelState

from zonebook.records import bulk
from zonebook.records.models.door import must_be_open

M = TypeVar("M", bound=models.Model)
Turn = Callable[[Any], Any]
Send = Callable[[str, Sequence[Any]], Any]  # the same: a cursor that has the rows, once it is asked
Run = Callable[[str, Sequence[Any]], list[Any]]  # a statement and its values: the rows it answers
SAME = (type(None), str, int, bool, date)  # values that a record keeps as they were given


class Plan:
    """How records of one noun go into the book and come out of it."""

    def __init__(self, model: type[models.Model]) -> None:
        quote, found = connection.ops.quote_name, bulk.columns(model)
        self.model, self.table = model, quote(model._meta.db_table)
        self.usual = {one.attname: one.usual for one in found}
        self.values = [(one.attname, one.native, one.into) for one in found]
        concrete, filled = model._meta.concrete_fields, {one.attname for one in found}
        self.names = [one.attname for one in concrete]
        own = [one for one in concrete if one.attname not in filled]  # what the database gives
        self.own = [one.attname for one in own]
        self.all = ", ".join(f"{self.table}.{quote(one.column)}" for one in concrete)
        self.into_columns = ", ".join(quote(one.field.column) for one in found)
        back = ", ".join(quote(one.column) for one in own)
        line = ", ".join(["%s"] * len(found))
        self.insert = (
            f"INSERT INTO {self.table} ({self.into_columns}) VALUES ({line}) RETURNING {back}"
        )
        compiler = model._default_manager.all().query.get_compiler(connection=connection)
        compiler.as_sql()
        turns = [bulk.turns(compiler, item[0]) for item in compiler.select]
        self.turns = [(name, turn) for name, turn in zip(self.names, turns, strict=True) if turn]
        self.own_turns = [(name, turn) for name, turn in self.turns if name not in filled]

    def whole(self, row: bulk.Row) -> bulk.Row:
        """A new row with what stands where nobody says anything."""
        return {**self.usual, **row}

    def into(self, whole: bulk.Row) -> list[Any]:
        """The values of a new row as the database takes them."""
        return [
            value if value is None or value.__class__ is native else into(value)
            for name, native, into in self.values
            for value in (whole[name],)
        ]

    def record(self, row: Sequence[Any]) -> Any:
        """A record from all its columns."""
        return self.made(dict(zip(self.names, row, strict=True)), self.turns)

    def added(self, whole: bulk.Row, given: Sequence[Any]) -> Any:
        """A record from the row that was added and from what the database gave it."""
        for name, value in whole.items():
            if value.__class__ not in SAME:
                whole[name] = same(self.model, name, value)
        whole.update(zip(self.own, given, strict=True))
        return self.made(whole, self.own_turns)

    def made(self, values: bulk.Row, turns: Iterable[tuple[str, Turn]]) -> Any:
        """A record that stands in the book."""
        one = self.model.__new__(self.model)
        found = one.__dict__ = values
        for name, turn in turns:
            if found[name] is not None:
                found[name] = turn(found[name])
        state = found["_state"] = ModelState()
        state.db, state.adding = DEFAULT_DB_ALIAS, False
        return one


def same(model: type[models.Model], name: str, value: Any) -> Any:
    """A value as the book would give it back; a mapping is the record's own."""
    if isinstance(value, Mapping):
        return dict(value)
    return bulk.fields(model)[name].to_python(value)


plan = cache(Plan)


def insert(model: type[M], rows: Sequence[bulk.Row], runner: Run | None = None) -> list[M]:
    """Add rows and answer their records as the book keeps them, in the order of the rows."""
    must_be_open(model)
    one, made, tell = plan(model), [], runner or run
    for row in rows:
        whole = one.whole(row)
        [given] = tell(one.insert, one.into(whole))
        made.append(one.added(whole, given))
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


@contextmanager
def transaction() -> Iterator[Run]:
    """A transaction of statements made once, and what runs them; in it nobody may open another.

    On SQLite past Django's, which costs as much as a step of a case, unless somebody listens or
    a transaction runs already.
    """
    base = connections[DEFAULT_DB_ALIAS]
    if base.vendor != "sqlite" or is_heard(base) or not base.get_autocommit():
        with django_transaction.atomic():
            yield run
        return
    with base.wrap_database_errors:
        book = base.connection
        book.execute("BEGIN IMMEDIATE")
        try:
            yield lambda statement, values: book.execute(with_marks(statement), values).fetchall()
            book.execute("COMMIT")
        except BaseException:
            if book.in_transaction:
                book.execute("ROLLBACK")
            raise


@contextmanager
def pipeline() -> Iterator[Send]:
    """A transaction on PostgreSQL, and what sends a statement without waiting for its answer.

    Whoever is in it sends COMMIT last; what is sent after a mistake is not done. An answer is
    waited for when its rows are fetched.
    """
    from psycopg import Cursor
    from psycopg.pq import TransactionStatus

    base = connections[DEFAULT_DB_ALIAS]
    base.ensure_connection()
    with base.wrap_database_errors:
        try:
            with base.connection.pipeline():
                base.connection.execute("BEGIN")
                yield lambda statement, values: Cursor(base.connection).execute(
                    statement.encode(), values, prepare=True
                )
        except BaseException:
            if base.connection.info.transaction_status != TransactionStatus.IDLE:
                base.connection.execute("ROLLBACK")
            raise


def may_pipeline() -> bool:
    """Whether a transaction of our own may be sent: on a server, in no other, to nobody's ears."""
    base = connections[DEFAULT_DB_ALIAS]
    return base.vendor == "postgresql" and not base.in_atomic_block and not is_heard(base)


def is_heard(base: Any) -> bool:
    """Whether somebody listens to the statements, who hears those of Django's cursor alone."""
    return bool(base.force_debug_cursor or base.execute_wrappers)


def run(statement: str, values: Sequence[Any]) -> list[Any]:
    """The rows that a statement answers; past Django's cursor, where nobody listens."""
    base = connections[DEFAULT_DB_ALIAS]
    if is_heard(base):
        with base.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall()) if cursor.description else []
    base.ensure_connection()
    base.validate_no_broken_transaction()
    with base.wrap_database_errors:
        if base.vendor == "sqlite":
            return list(base.connection.execute(with_marks(statement), values).fetchall())
        return on_server(base.connection, statement, values)


def on_server(base: Any, statement: str, values: Sequence[Any]) -> list[Any]:
    """The same on PostgreSQL, with the plan that the connection keeps."""
    from psycopg import Cursor  # a book in a file needs no driver of a server

    with Cursor(base) as cursor:
        cursor.execute(statement.encode(), values, prepare=True)
        return list(cursor.fetchall()) if cursor.description else []


@cache
def with_marks(statement: str) -> str:
    """A statement with the places of its values as SQLite's driver knows them."""
    return statement.replace("%s", "?")
