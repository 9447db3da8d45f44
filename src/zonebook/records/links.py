"""Links of a chain: the first with their record, later ones behind the last, if it is still that.

Only `records.write` inserts through it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeVar

from django.db import transaction as django_transaction

from zonebook.records import at_once, bulk, numbers, prepared
from zonebook.records.models import Batch
from zonebook.records.models.base import AppendOnly, Numbered
from zonebook.records.models.door import must_be_open

N = TypeVar("N", bound=Numbered)
L = TypeVar("L", bound=AppendOnly)


@dataclass(frozen=True)
class Last:
    """The last link of a chain, as its writer knows it: `sha` of the rows whose `column` is `pk`."""

    column: str
    pk: int
    sha: str


def hang(
    model: type[L], rows: Sequence[bulk.Row], last: Last, batch: bulk.Row, year: int
) -> list[L] | None:
    """Add rows behind the last link, each with a number of the year, under a batch of their own.

    None, and nothing is written, where another link is the last by now. IntegrityError where
    somebody takes the place at the same moment.
    """
    must_be_open(model)
    base = prepared.base()
    if base.vendor == "sqlite":
        return prepared.transacted(partial(hung, model, rows, last, batch, year), base)
    ending = (last.column, last.pk, last.sha)
    if not base.in_atomic_block:  # the statement is its own transaction
        return at_once.hung(model, rows, ending, batch, year) or None
    with django_transaction.atomic():  # what fails must not spoil the transaction around it
        return at_once.hung(model, rows, ending, batch, year) or None


def hung(
    model: type[L], rows: Sequence[bulk.Row], last: Last, batch: bulk.Row, year: int,
    run: prepared.Run,
) -> list[L] | None:  # fmt: skip
    """The same, statement by statement."""
    one = prepared.plan(Batch)
    found = run(opening(model, last.column), [*one.into(one.whole(batch)), last.pk, last.sha])
    return more(model, rows, found[0][0], year, run) if found else None


def begun(
    model: type[N], row: bulk.Row, image: str, chain: type[L],
    then: Callable[[N], Sequence[bulk.Row]], batch: bulk.Row, year: int,
) -> tuple[N, list[L]]:  # fmt: skip
    """A new record with its trail, and the first links of its chain, under a batch of their own."""
    must_be_open(model)

    def add(run: prepared.Run) -> tuple[N, list[L]]:
        one, noun = prepared.plan(Batch), model._meta.db_table
        [(batch_id,)] = run(one.insert, one.into(one.whole(batch)))
        [number] = numbers.take(model.kept.prefix, year, 1, run)
        [record] = prepared.insert(model, [{**row, "number": number}], run)
        run(at_once.AUDIT, (batch_id, noun, record.pk, number, "add", "{}", image, ""))
        return record, more(chain, then(record), batch_id, year, run)

    return prepared.transacted(add, prepared.base())


def more(
    model: type[L], rows: Sequence[bulk.Row], batch_id: int, year: int, run: prepared.Run
) -> list[L]:
    """New links under a batch, each with its number."""
    taken = numbers.take(model.kept.prefix, year, len(rows), run)
    made = [
        {**row, "batch_id": batch_id, "number": number}
        for row, number in zip(rows, taken, strict=True)
    ]
    return prepared.insert(model, made, run)


@cache
def opening(model: type[AppendOnly], column: str) -> str:
    """The statement that opens a batch if a link is still the last of its chain."""
    one = prepared.plan(Batch)
    marks = ", ".join(["%s"] * len(one.values))
    condition = at_once.still(model, column)
    return f"INSERT INTO {one.table} ({one.into_columns}) SELECT {marks} {condition}{one.back}"
