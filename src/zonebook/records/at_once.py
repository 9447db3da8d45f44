"""PostgreSQL's own: a batch, the numbers under it and the rows that bear them as one statement.

A round trip costs more there than what it carries. Each part rests on the one before it, so that
two who write at once wait for each other in one order. Only `records.write` writes through it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

from zonebook.records import bulk, numbers, prepared
from zonebook.records.models import Batch
from zonebook.records.models.base import AppendOnly, Numbered
from zonebook.records.models.door import must_be_open

N = TypeVar("N", bound=Numbered)
L = TypeVar("L", bound=AppendOnly)
Lines = tuple[str, list[Any], list[bulk.Row]]  # a statement, its values, the rows that it adds
AUDIT = (
    "INSERT INTO audit (batch_id, noun, record_id, number, verb, before, after, why)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
OWN: bulk.Row = {"number": None, "batch_id": None}  # what the statement knows by itself


def hung(
    model: type[L],
    rows: Sequence[bulk.Row],
    ending: tuple[str, int, str],
    batch: bulk.Row,
    year: int,
) -> list[L]:
    """Rows behind the end of a chain, under a batch; none, and no batch, where it ends elsewhere."""
    must_be_open(model)
    column, *end = ending
    values = [*batch_values(batch), *end, model.kept.prefix, year, len(rows)]
    head = f"{batch_cte(f'SELECT {marks(Batch)} {still(model, column)}')}, {NUMBERS}"
    statement, values, wholes = lines(model, rows, head, values, year)
    return records_of(model, wholes, prepared.run(statement, values))


def begun(
    model: type[N], row: bulk.Row, image: str, chain: type[L],
    then: Callable[[N], Sequence[bulk.Row]], batch: bulk.Row, year: int,
) -> tuple[N, list[L]]:  # fmt: skip
    """A new record and the first links of its chain, in a transaction that waits twice."""
    must_be_open(model)
    values, whole = record_values(model, row, image, batch, year)
    with prepared.pipeline() as send:
        answer = send(record_statement(model), values)
        record, batch_id = record_of(model, whole, answer.fetchall())
        statement, values, wholes = more_statement(chain, then(record), batch_id, year)
        answer = send(statement, values)
        send("COMMIT", ())
        made = records_of(chain, wholes, answer.fetchall())
    return record, made


def record_values(
    model: type[Numbered], row: bulk.Row, image: str, batch: bulk.Row, year: int
) -> tuple[list[Any], bulk.Row]:
    """What the statement of a new record takes, and the record's row."""
    one = prepared.plan(model)
    prefix, whole = model.kept.prefix, one.whole(row)
    values = [*batch_values(batch), prefix, year, 1, f"{prefix}-{year}-"]
    values += [*one.into({**whole, "number": None}), model._meta.db_table, image]
    return values, whole


def record_of(model: type[N], whole: bulk.Row, found: Sequence[Sequence[Any]]) -> tuple[N, int]:
    """The record that was added, and the id of its batch."""
    [(pk, whole["number"], batch_id)] = found
    return prepared.plan(model).added(whole, pk), batch_id


def more_statement(
    model: type[AppendOnly], rows: Sequence[bulk.Row], batch_id: int, year: int
) -> Lines:
    """The statement of new links under a batch."""
    values = [batch_id, model.kept.prefix, year, len(rows)]
    return lines(model, rows, f"WITH writing AS (SELECT %s::bigint AS id), {NUMBERS}", values, year)


def lines(
    model: type[AppendOnly], rows: Sequence[bulk.Row], head: str, values: list[Any], year: int
) -> Lines:
    """The statement of rows under the batch and the numbers that its head makes."""
    one = prepared.plan(model)
    wholes = [one.whole(row) for row in rows]
    values = [*values, f"{model.kept.prefix}-{year}-"]
    for whole in wholes:
        values += one.into({**whole, **OWN})
    return head + rows_statement(model, len(rows)), values, wholes


def records_of(model: type[L], wholes: Sequence[bulk.Row], found: list[Any]) -> list[L]:
    """The records of rows, from what the database gave them, in the order of their numbers."""
    one = prepared.plan(model)
    found.sort(key=lambda row: (len(row[0]), row[0]))
    return [
        one.added(whole | {"number": number, "batch_id": batch_id}, key)
        for whole, (number, batch_id, key) in zip(wholes, found, strict=bool(found))
    ]


def batch_values(batch: bulk.Row) -> list[Any]:
    """The values of a batch's row."""
    one = prepared.plan(Batch)
    return one.into(one.whole(batch))


NUMBERS = (
    f"numbers AS (INSERT INTO {numbers.TABLE} (prefix, year, last)"
    f" SELECT %s::varchar, %s::integer, %s::integer FROM writing {numbers.NEXT}),"
    " prefix AS (SELECT %s::text AS text)"
)


def batch_cte(rows: str) -> str:
    """The beginning of a statement: a batch from what a query says."""
    one = prepared.plan(Batch)
    return f'WITH writing AS (INSERT INTO {one.table} ({one.into_columns}) {rows} RETURNING "id")'


@cache
def still(model: type[AppendOnly], column: str) -> str:
    """The condition that a link is still the last of its chain."""
    table = prepared.plan(model).table
    last = f'SELECT "sha" FROM {table} WHERE "{column}" = %s ORDER BY "place" DESC LIMIT 1'
    return f"WHERE ({last}) = %s"


@cache
def record_statement(model: type[Numbered]) -> str:
    """The statement that adds one record with its trail."""
    one = prepared.plan(model)
    own = {"number": number_of("numbers.last")}
    line = ", ".join(own.get(name, f'line."{name}"') for name in names(model))
    return (
        f"{batch_cte(f'SELECT {marks(Batch)}')}, {NUMBERS},"
        f" new AS (INSERT INTO {one.table} ({one.into_columns}) SELECT {line}"
        f" FROM numbers, prefix, (VALUES ({marks(model)})) AS line ({columns(model)})"
        ' RETURNING "id", "number")'
        " INSERT INTO audit (batch_id, noun, record_id, number, verb, before, after, why)"
        " SELECT writing.id, %s::varchar, new.id, new.number, 'add', '{}', %s::jsonb, ''"
        " FROM writing, new RETURNING record_id, number, batch_id"
    )


@cache
def rows_statement(model: type[AppendOnly], count: int) -> str:
    """The end of a statement: so many rows, each with its number and its batch."""
    one = prepared.plan(model)
    own = {"number": number_of(f'(numbers.last - {count} + line."line")')}
    own["batch_id"] = "writing.id"
    line = ", ".join(own.get(name, f'line."{name}"') for name in names(model))
    rows = ", ".join(f"({place}, {marks(model)})" for place in range(1, count + 1))
    back = '"number", "batch_id", "id"'
    return (
        f" INSERT INTO {one.table} ({one.into_columns}) SELECT {line} FROM writing, numbers, prefix,"
        f' (VALUES {rows}) AS line ("line", {columns(model)}) ORDER BY line."line" RETURNING {back}'
    )


def number_of(place: str) -> str:
    """A number as `numbers.take` spells it."""
    return f"prefix.text || lpad({place}::text, greatest(6, length({place}::text)), '0')"


def names(model: type[models.Model]) -> list[str]:
    """The columns that an insert fills."""
    return [name for name, _, _ in prepared.plan(model).values]


def columns(model: type[models.Model]) -> str:
    """The same as a list."""
    return ", ".join(f'"{name}"' for name in names(model))


@cache
def marks(model: type[models.Model]) -> str:
    """The places of a row's values, each of its column's type but of no length of its own."""
    return ", ".join(
        f"%s::{one.field.db_type(connection).split('(')[0]}" for one in bulk.columns(model)
    )
