"""The one audited door: every change of the book is one transaction with its trail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db import connection, models, transaction

from zonebook.records import numbers
from zonebook.records.models import Batch, Person
from zonebook.records.models.base import AppendOnly, Numbered, Register
from zonebook.records.models.door import opened

T = TypeVar("T", bound=Numbered)
R = TypeVar("R", bound=Register)
Values = Mapping[str, Any]
CHUNK = 400  # rows a statement: SQLite allows 32,766 values in one
AUDIT = (
    "INSERT INTO audit (batch_id, noun, record_id, number, verb, before, after, why) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
UNTRACKED = {"id", "number", "recorded_at"}


@contextmanager
def batch(
    *,
    by: Person,
    on: date,
    kind: str,
    why: str = "",
    register: str = "",
    undoes: Batch | None = None,
) -> Iterator[Writing]:
    """One writing of one person on one legal day: all of it stands, or nothing does."""
    with opened(), transaction.atomic():
        row = Batch.objects.create(
            kind=kind, register=register, why=why, by=by, on=on, undoes=undoes
        )
        yield Writing(row, by, on)


@contextmanager
def bookkeeping() -> Iterator[None]:
    """Keep what is no record (header maps, drafts, sheet imports): a transaction without audit."""
    with opened(), transaction.atomic():
        yield


@dataclass
class Writing:
    """What a batch may do to records; each call leaves its audit row in the same transaction."""

    row: Batch
    by: Person
    on: date
    touched: int = field(default=0)
    told: Callable[[int], None] = lambda count: None  # is told how many more rows are written

    def add(self, model: type[T], values: Values, *, why: str = "") -> T:
        """A new record."""
        return self.add_many(model, [values], why=why)[0]

    def add_many(self, model: type[T], rows: Sequence[Values], *, why: str = "") -> list[T]:
        """New records of one noun; numbers are given in the order of the rows."""
        if not rows:
            return []
        given = numbers.take(model.kept.prefix, self.on.year, len(rows))
        common = self._common(model)
        made = [
            model(**{**values, **common, "number": number})
            for values, number in zip(rows, given, strict=True)
        ]
        for start in range(0, len(made), CHUNK):
            model.objects.bulk_create(made[start : start + CHUNK])
            self.told(len(made[start : start + CHUNK]))
        self.touched += len(made)
        if issubclass(model, Register):
            self._audit(model, "add", [(one, {}, image(one), why) for one in made])
        return made

    def _common(self, model: type[Numbered]) -> dict[str, Any]:
        """What an append-only row carries itself, being its own audit row."""
        return {"recorded_by": self.by, "batch": self.row} if issubclass(model, AppendOnly) else {}

    def change(self, record: Register, values: Values, *, why: str = "") -> bool:
        """Correct a record; False where nothing differs."""
        return self.change_many([(record, values)], why=why) == 1

    def change_many(self, changes: Sequence[tuple[R, Values]], *, why: str = "") -> int:
        """Correct many records of one noun; answers how many really changed."""
        audits, names = [], set()
        for record, given in changes:
            # `entity` and `entity_id` are one column; the trail knows it by its field's name.
            values = {record._meta.get_field(name).name: value for name, value in given.items()}
            before = {name: getattr(record, attname(record, name)) for name in values}
            for name, value in values.items():
                setattr(record, *settable(record, name, value))
            after = {name: getattr(record, attname(record, name)) for name in values}
            changed = [name for name in values if before[name] != after[name]]
            if changed:
                names.update(changed)
                was = {name: plain(before[name]) for name in changed}
                audits.append((record, was, {name: plain(after[name]) for name in changed}, why))
        if audits:
            model = type(audits[0][0])
            records = [audit[0] for audit in audits]
            for start in range(0, len(records), CHUNK // 4):
                chunk = records[start : start + CHUNK // 4]
                model.objects.bulk_update(chunk, sorted(names))
                self.told(len(chunk))
            self._audit(model, "change", audits)
            self.touched += len(audits)
        return len(audits)

    def withdraw(self, record: Register, *, why: str) -> None:
        """Take a record out of every figure; it stays in the book with the reason."""
        self.withdraw_many([record], why=why)

    def withdraw_many(self, records: Sequence[R], *, why: str) -> None:
        """Take many records of one noun out of every figure."""
        gone = {"withdrawn_on": self.on, "withdrawn_why": why}
        self.change_many([(one, gone) for one in records], why=why)

    def void(self, fact: AppendOnly, *, why: str) -> AppendOnly:
        """Void an event or statement by a later row that says why."""
        kept = {
            f.attname: getattr(fact, f.attname)
            for f in fact._meta.concrete_fields
            if f.name
            not in {"id", "number", "voids", "void_why", "recorded_at", "recorded_by", "batch"}
        }
        values = fact.void_values({**kept, "voids": fact, "void_why": why})
        return self.add(type(fact), values)

    def _audit(self, model: type[Numbered], verb: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """The trail, as plain rows: ten thousand model instances would cost more than the writing."""
        noun = model._meta.db_table
        lines = [
            (
                self.row.pk,
                noun,
                record.pk,
                record.number,
                verb,
                as_json(before),
                as_json(after),
                why,
            )
            for record, before, after, why in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(AUDIT, lines)


def as_json(image: Values) -> str:
    """An image of a record as the trail keeps it."""
    return json.dumps(image, ensure_ascii=False)


def settable(record: models.Model, name: str, value: Any) -> tuple[str, Any]:
    """The attribute that takes a value: a related record or its id."""
    if isinstance(value, models.Model):
        return name, value
    return attname(record, name), value


def attname(record: models.Model, name: str) -> str:
    """The attribute that holds a field's stored value (`entity` → `entity_id`)."""
    return record._meta.get_field(name).attname


def plain(value: Any) -> Any:
    """A stored value as JSON."""
    return value.isoformat() if isinstance(value, date) else value


def image(record: Numbered) -> dict[str, Any]:
    """All that a record says, as JSON; empty columns are left out."""
    found = {f.name: getattr(record, f.attname) for f in record._meta.concrete_fields}
    return {
        name: plain(value)
        for name, value in found.items()
        if name not in UNTRACKED and value not in (None, "", {})
    }
