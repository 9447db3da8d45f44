"""Many rows of one noun at a time, in plain SQL: instances of models would cost more than the work.

Only `records.write` inserts and updates through it; reading is free to everyone.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.base import ModelState

M = TypeVar("M", bound=models.Model)
CHUNK = 400  # rows a statement: SQLite allows 32,766 values in one
NATIVE: dict[type[models.Field], type] = {  # what goes to the database as it is
    models.CharField: str,
    models.TextField: str,
    models.BigIntegerField: int,
    models.IntegerField: int,
    models.SmallIntegerField: int,
    models.PositiveIntegerField: int,
    models.ForeignKey: int,
    models.OneToOneField: int,
    models.BooleanField: bool,
}
MANY = 50_000  # values of a column that are remembered as the database takes or gives them
OBJECTS = 200_000  # made before Python looks for rings of them, while many rows are at work
USUAL = gc.get_threshold()
AS_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
Row = dict[str, Any]  # column (`entity_id`) → value


@contextmanager
def many_rows() -> Iterator[None]:
    """Look for rings of dead objects less often: rows by the ten thousand make none."""
    gc.set_threshold(OBJECTS, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*USUAL)


class Encoded(dict[str, Any]):
    """A mapping with the JSON that it was written as already, for a hash."""

    text: str


class Column:
    """A column with its usual value and the way of a value into the database."""

    def __init__(self, field: Any) -> None:
        self.field, self.name, self.attname = field, field.name, field.attname
        self.native = NATIVE.get(type(field))
        self.known: dict[Any, Any] = {}
        if type(field) is models.JSONField and not field.encoder and connection.vendor == "sqlite":
            self.prepared = AS_JSON  # in one call, and as the characters that they are

    @property
    def usual(self) -> Any:
        """What stands there if nobody says anything."""
        return self.field.get_default()

    def into(self, value: Any) -> Any:
        """A value as the database takes it; the same day or mapping is turned once."""
        if value is None or type(value) is self.native:
            return value
        if value.__class__ is Encoded and self.prepared is AS_JSON:
            return value.text
        if value.__class__ is list:
            return self.prepared(value)
        if value.__class__ is dict or isinstance(value, Mapping):
            return self.prepared(value) if value else self.empty()
        if value not in self.known:
            if len(self.known) > MANY:
                self.known.clear()
            self.known[value] = self.prepared(value)
        return self.known[value]

    def empty(self) -> Any:
        """An empty mapping as the database takes it."""
        if "" not in self.known:
            self.known[""] = self.prepared({})
        return self.known[""]

    def prepared(self, value: Any) -> Any:
        """A value turned by its field, which refuses what cannot stand in it."""
        return self.field.get_db_prep_save(value, connection)


@cache
def fields(model: type[models.Model]) -> dict[str, Any]:
    """The concrete fields of a noun by name and by column."""
    found = model._meta.concrete_fields
    return {name: field for field in found for name in (field.name, field.attname)}


def columns(model: type[models.Model]) -> list[Column]:
    """The columns that an insert fills; those that the database fills itself are left to it."""
    return [
        Column(field)
        for field in model._meta.concrete_fields
        if not field.primary_key and field.db_default is models.NOT_PROVIDED
    ]


def row_of(model: type[models.Model], values: Mapping[str, Any]) -> Row:
    """Values by column: a related record stands for its id."""
    known = attnames(model)
    row = {known[name]: value for name, value in values.items()}
    for name in links(model):
        if isinstance(row.get(name), models.Model):
            row[name] = row[name].pk
    return row


@cache
def attnames(model: type[models.Model]) -> dict[str, str]:
    """The column of each field, by the field's name and by the column's."""
    return {name: field.attname for name, field in fields(model).items()}


@cache
def links(model: type[models.Model]) -> tuple[str, ...]:
    """The columns that refer to other records."""
    return tuple(one.attname for one in model._meta.concrete_fields if one.is_relation)


def insert(
    model: type[models.Model], rows: Sequence[Row], told: Callable[[int], None]
) -> list[int]:
    """Add rows that bear a number each; their ids, in order. `told` hears how many were added."""
    model._default_manager.all()._must_be_open()  # type: ignore[attr-defined]
    found = columns(model)
    usual = {one.attname: one.usual for one in found}
    quote = connection.ops.quote_name
    head = ", ".join(quote(one.field.column) for one in found)
    start_of = f"INSERT INTO {quote(model._meta.db_table)} ({head}) VALUES "
    line = f"({', '.join(['%s'] * len(found))})"
    plan = [(one.attname, one.native, one.into, usual[one.attname]) for one in found]
    ids: dict[str, int] = {}
    with connection.cursor() as cursor:
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            values = [
                value if value is None or value.__class__ is native else into(value)
                for row in chunk
                for name, native, into, default in plan
                for value in (row.get(name, default),)
            ]
            tail = ' RETURNING "number", "id"'
            cursor.execute(start_of + ", ".join([line] * len(chunk)) + tail, values)
            ids |= dict(cursor.fetchall())
            told(len(chunk))
    return [ids[row["number"]] for row in rows]


def update(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[int, Sequence[Any]]]
) -> None:
    """Set the same columns of many rows: (id, the values of `names` in their order)."""
    model._default_manager.all()._must_be_open()  # type: ignore[attr-defined]
    quote = connection.ops.quote_name
    found = [Column(fields(model)[name]) for name in names]
    sets = ", ".join(f"{quote(one.field.column)} = %s" for one in found)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)  # type: ignore[union-attr]
    lines = [
        [*(one.into(value) for one, value in zip(found, values, strict=True)), pk]
        for pk, values in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {sets} WHERE {key} = %s", lines)


def instances(query: models.QuerySet[M]) -> Iterator[M]:
    """The records of a query without joins, built at once: for tens of thousands of them."""
    model, names = query.model, [field.attname for field in query.model._meta.concrete_fields]
    for row in rows(query):
        one = model.__new__(model)
        one.__dict__.update(zip(names, row, strict=True))
        one._state = ModelState()
        one._state.db, one._state.adding = query.db, False
        yield one


def rows(query: models.QuerySet[Any]) -> Iterator[Sequence[Any]]:
    """The rows of a query as the book's values; a value that comes again is turned once."""
    compiler = query.query.get_compiler(query.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:  # one of nothing is asked for
        return
    turning = [turns(compiler, item[0]) for item in compiler.select]
    special = [(place, turn) for place, turn in enumerate(turning) if turn]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for row in cursor.fetchall():
            found = list(row)
            for place, turn in special:
                if found[place] is not None:
                    found[place] = turn(found[place])
            yield found


def turns(compiler: Any, expression: Any) -> Callable[[Any], Any] | None:
    """How a value of the database becomes one of the book; nothing where it is the same."""
    converters = compiler.get_converters([expression])
    if not converters:
        return None
    ((ways, column),) = converters.values()
    is_mapping = isinstance(column.output_field, models.JSONField)
    known: dict[Any, Any] = {}

    def turn(value: Any) -> Any:
        if value in known:
            return known[value]
        found = value
        for way in ways:
            found = way(found, column, connection)
        if not is_mapping:  # a mapping may be changed by whoever reads it
            if len(known) > MANY:
                known.clear()
            known[value] = found
        return found

    def turn_mapping(value: Any) -> Any:
        return {} if value in ("{}", {}) else turn(value)

    return turn_mapping if is_mapping else turn
