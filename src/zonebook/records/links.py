"""Links of a chain, hung behind its last one in the fewest statements, if that is still the last.

Only `records.write` inserts through it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from typing import TypeVar

from django.db import connection
from django.db import transaction as django_transaction

from zonebook.records import at_once, bulk, numbers, prepared
from zonebook.records.models import Batch
from zonebook.records.models.base import AppendOnly
from zonebook.records.models.door import must_be_open

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
    if connection.vendor == "sqlite":
        with prepared.transaction() as run:
            return hung(model, rows, last, batch, year, run)
    if not connection.in_atomic_block:  # the statement is its own transaction
        return at_once.hung(model, rows, astuple(last), batch, year) or None
    with django_transaction.atomic():  # what fails must not spoil the transaction around it
        return at_once.hung(model, rows, astuple(last), batch, year) or None


def hung(
    model: type[L], rows: Sequence[bulk.Row], last: Last, batch: bulk.Row, year: int,
    run: prepared.Run,
) -> list[L] | None:  # fmt: skip
    """The same, statement by statement."""
    one = prepared.plan(Batch)
    given = run(opening(model, last.column), [*one.into(one.whole(batch)), last.pk, last.sha])
    if not given:
        return None
    taken = numbers.take(model.kept.prefix, year, len(rows), run)
    own = {"batch_id": given[0][0]}
    made = [{**row, **own, "number": number} for row, number in zip(rows, taken, strict=True)]
    return prepared.insert(model, made, run)


@cache
def opening(model: type[AppendOnly], column: str) -> str:
    """The statement that opens a batch if a link is still the last of its chain."""
    one = prepared.plan(Batch)
    marks = ", ".join(["%s"] * len(one.values))
    condition = at_once.still(model, column)
    return f'INSERT INTO {one.table} ({one.into_columns}) SELECT {marks} {condition} RETURNING "id"'
