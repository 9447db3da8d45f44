"""Statements whose SQL is made once: of few rows, Django's making of it costs more than they do.

Only `records.write` inserts through it; finding is free to everyone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db import transaction as django_transaction
from django.db.models.base import ModelState

from zonebook.records import bulk
from zonebook.records.models.door import must_be_open

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")
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
        self.names = [one.attname for one in model._meta.concrete_fields]
        self.pick = itemgetter(*self.usual)
        self.turned: dict[tuple[type, ...], list[tuple[int, Turn]]] = {}
        self.all = ", ".join(
            f"{self.table}.{quote(one.column)}" for one in model._meta.concrete_fields
        )
        self.into_columns = ", ".join(quote(one.field.column) for one in found)
        self.key = model._meta.pk.attname  # type: ignore[union-attr]
        line = ", ".join(["%s"] * len(found))
        self.back = key_back(quote(model._meta.pk.column))  # type: ignore[union-attr]
        self.insert = f"INSERT INTO {self.table} ({self.into_columns}) VALUES ({line}){self.back}"
        compiler = model._default_manager.all().query.get_compiler(connection=connection)
        compiler.as_sql()
        turns = [bulk.turns(compiler, item[0]) for item in compiler.select]
        self.turns = [(name, turn) for name, turn in zip(self.names, turns, strict=True) if turn]

    def whole(self, row: bulk.Row) -> bulk.Row:
        """A new row with what stands where nobody says anything."""
        return {**self.usual, **row}

    def into(self, whole: bulk.Row) -> list[Any]:
        """The values of a new row as the database takes them."""
        values = list(self.pick(whole))
        kinds = tuple(map(type, values))
        turned = self.turned.get(kinds)
        if turned is None:
            turned = self.turned[kinds] = list(self.to_turn(kinds))
        for place, into in turned:
            values[place] = into(values[place])
        return values

    def to_turn(self, kinds: Sequence[type]) -> Iterator[tuple[int, Turn]]:
        """Which values of a row the database does not take as they are."""
        for place, (kind, (_, native, into)) in enumerate(zip(kinds, self.values, strict=True)):
            if kind is not native and kind is not type(None):
                yield place, into

    def record(self, row: Sequence[Any]) -> Any:
        """A record from all its columns."""
        found = dict(zip(self.names, row, strict=True))
        for name, turn in self.turns:
            if found[name] is not None:
                found[name] = turn(found[name])
        return self.made(found)

    def added(self, whole: bulk.Row, key: int) -> Any:
        """A record from the row that was added and the key that the database gave it.

        The moment that the database wrote beside it is read when somebody asks for it.
        """
        for name, value in whole.items():
            if value.__class__ not in SAME:
                whole[name] = same(self.model, name, value)
        whole[self.key] = key
        return self.made(whole)

    def made(self, values: bulk.Row) -> Any:
        """A record that stands in the book."""
        one = self.model.__new__(self.model)
        one.__dict__ = values
        state = values["_state"] = ModelState()
        state.db, state.adding = DEFAULT_DB_ALIAS, False
        return one


def same(model: type[models.Model], name: str, value: Any) -> Any:
    """A value as the book would give it back; a mapping is the record's own."""
    if isinstance(value, (dict, Mapping)):
        return dict(value)
    return bulk.fields(model)[name].to_python(value)


plan = cache(Plan)


def key_back(column: str) -> str:
    """The end of an INSERT whose new key is wanted: SQLite's driver tells it without being asked.

    There RETURNING would make a table of its own for each row.
    """
    return "" if connection.vendor == "sqlite" else f" RETURNING {column}"


def insert(model: type[M], rows: Sequence[bulk.Row], runner: Run | None = None) -> list[M]:
    """Add rows and answer their records as the book keeps them, in the order of the rows."""
    must_be_open(model)
    one, made, tell = plan(model), [], runner or run
    for row in rows:
        whole = one.whole(row)
        [(key,)] = tell(one.insert, one.into(whole))
        made.append(one.added(whole, key))
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


def base() -> Any:
    """The connection of the book."""
    return connections[DEFAULT_DB_ALIAS]


def transacted(work: Callable[[Run], T], over: Any) -> T:
    """What some work with statements made once answers, in a transaction; it opens no other.

    On SQLite past Django's, which costs as much as a step of a case, unless somebody listens or
    a transaction runs already, or no connection stands yet. `over` is `base()`, which costs as
    much as a statement to ask for: whoever has asked hands it on.
    """
    stands_free = over.connection is not None and over.autocommit
    if over.vendor != "sqlite" or is_heard(over) or not stands_free:
        with django_transaction.atomic():
            return work(run)
    with over.wrap_database_errors:
        book = over.connection
        book.execute("BEGIN IMMEDIATE")
        try:
            done = work(lambda said, values: told(book.execute(with_marks(said), values)))
            book.execute("COMMIT")
        except BaseException:
            if book.in_transaction:
                book.execute("ROLLBACK")
            raise
        return done


@contextmanager
def pipeline() -> Iterator[Send]:
    """A transaction on PostgreSQL, and what sends a statement without waiting for its answer.

    Whoever is in it sends COMMIT last; what is sent after a mistake is not done. An answer is
    waited for when its rows are fetched.
    """
    from psycopg import Cursor
    from psycopg.pq import TransactionStatus

    over = base()
    over.ensure_connection()
    with over.wrap_database_errors:
        try:
            with over.connection.pipeline():
                over.connection.execute("BEGIN")
                yield lambda statement, values: Cursor(over.connection).execute(
                    statement.encode(), values, prepare=True
                )
        except BaseException:
            if over.connection.info.transaction_status != TransactionStatus.IDLE:
                over.connection.execute("ROLLBACK")
            raise


def may_pipeline() -> bool:
    """Whether a transaction of our own may be sent: on a server, in no other, to nobody's ears."""
    over = base()
    return over.vendor == "postgresql" and not over.in_atomic_block and not is_heard(over)


def is_heard(over: Any) -> bool:
    """Whether somebody listens to the statements, who hears those of Django's cursor alone."""
    return bool(over.force_debug_cursor or over.execute_wrappers)


def run(statement: str, values: Sequence[Any]) -> list[Any]:
    """The rows that a statement answers; past Django's cursor, where nobody listens."""
    over = base()
    if is_heard(over):
        with over.cursor() as cursor:
            cursor.execute(statement, values)
            return told(cursor)
    over.ensure_connection()
    over.validate_no_broken_transaction()
    with over.wrap_database_errors:
        if over.vendor == "sqlite":
            return told(over.connection.execute(with_marks(statement), values))
        return on_server(over.connection, statement, values)


def on_server(base: Any, statement: str, values: Sequence[Any]) -> list[Any]:
    """The same on PostgreSQL, with the plan that the connection keeps."""
    from psycopg import Cursor  # a book in a file needs no driver of a server

    with Cursor(base) as cursor:
        cursor.execute(statement.encode(), values, prepare=True)
        return told(cursor)


def told(cursor: Any) -> list[Any]:
    """The rows that a statement answers; of an INSERT without RETURNING on SQLite, its row's key."""
    if cursor.description is not None:
        return list(cursor.fetchall())
    key = getattr(cursor, "lastrowid", None)  # which the driver of PostgreSQL does not know
    return [(key,)] if key is not None and cursor.rowcount > 0 else []


@cache
def with_marks(statement: str) -> str:
    """A statement with the places of its values as SQLite's driver knows them."""
    return statement.replace("%s", "?")
