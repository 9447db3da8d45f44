"""The one audited door: every change of the book is one transaction with its trail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models, transaction

from zonebook.records import at_once, bulk, links, numbers, prepared
from zonebook.records.models import Batch, Person
from zonebook.records.models.base import AppendOnly, Numbered, Register
from zonebook.records.models.door import opened

T = TypeVar("T", bound=Numbered)
R = TypeVar("R", bound=Register)
A = TypeVar("A", bound=AppendOnly)
Values = Mapping[str, Any]
Trail = tuple[tuple[int, str], Values, Values, str]  # (id, number), before, after, why
EMPTY: tuple[Any, ...] = (None, "", {})
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
        values = {"kind": kind, "register": register, "why": why, "by_id": by.pk, "on": on}
        (row,) = prepared.insert(Batch, [{**values, "undoes_id": undoes and undoes.pk}])
        yield Writing(row, by, on)


def append(
    model: type[A], rows: Sequence[Values], last: links.Last, *, by: Person, on: date, kind: str,
    why: str = "",
) -> list[A] | None:  # fmt: skip
    """A batch that is nothing but new links of a chain, by column, in the fewest statements.

    None, and nothing is written, where another link is the chain's last by now.
    """
    with opened():
        batch = {"kind": kind, "why": why, "by_id": by.pk, "on": on}
        return links.hang(model, linked(rows, by), last, batch, on.year)


def begin(
    model: type[R], values: Values, chain: type[A], then: Callable[[R], Sequence[Values]], *,
    by: Person, on: date, kind: str, why: str = "",
) -> tuple[R, list[A]]:  # fmt: skip
    """A batch that is one new record and the first links of its chain, in the fewest statements.

    `then` makes the links of the record, by column, and opens no transaction of its own.
    """
    batch = {"kind": kind, "why": why, "by_id": by.pk, "on": on}
    wanted = {**bulk.row_of(model, values), "number": ""}
    image = as_json(imaging(model)(wanted))
    begun = at_once.begun if prepared.may_pipeline() else links.begun
    with opened():
        return begun(model, wanted, image, chain, lambda one: linked(then(one), by), batch, on.year)


def linked(rows: Sequence[Values], by: Person) -> list[bulk.Row]:
    """Rows as somebody records them."""
    return [{**values, "recorded_by_id": by.pk} for values in rows]


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
    run: prepared.Run = prepared.run  # runs the statements that are made once

    def add(self, model: type[T], values: Values, *, why: str = "") -> T:
        """A new record."""
        return self.add_many(model, [values], why=why)[0]

    def add_many(self, model: type[T], rows: Sequence[Values], *, why: str = "") -> list[T]:
        """New records of one noun; numbers are given in the order of the rows."""
        if not rows:
            return []
        wanted = self._wanted(model, rows)
        found = prepared.insert(model, wanted, self.run)
        self.told(len(found))
        self._added(model, [(one.pk, one.number) for one in found], wanted, why)
        return found

    def add_rows(
        self, model: type[Numbered], rows: Sequence[Values], *, why: str = ""
    ) -> list[tuple[int, str]]:
        """New records of one noun by the ten thousand: the id and the number of each, in order."""
        if not rows:
            return []
        wanted = self._wanted(model, rows)
        ids = bulk.insert(model, wanted, self.told)
        made = [(pk, row["number"]) for pk, row in zip(ids, wanted, strict=True)]
        self._added(model, made, wanted, why)
        return made

    def _wanted(self, model: type[Numbered], rows: Sequence[Values]) -> list[bulk.Row]:
        """New rows by column, each with its number."""
        given = numbers.take(model.kept.prefix, self.on.year, len(rows), self.run)
        common = self._common(model)
        return [
            bulk.row_of(model, {**values, **common, "number": number})
            for values, number in zip(rows, given, strict=True)
        ]

    def _added(
        self,
        model: type[Numbered],
        made: Sequence[tuple[int, str]],
        wanted: Sequence[bulk.Row],
        why: str,
    ) -> None:
        """Count new records, and leave the trail of those that do not carry their own."""
        self.touched += len(made)
        if issubclass(model, Register):
            says = imaging(model)
            images = map(says, wanted)
            self._audit(
                model,
                "add",
                ((one, {}, one_image, why) for one, one_image in zip(made, images, strict=True)),
            )

    def _common(self, model: type[Numbered]) -> dict[str, Any]:
        """What an append-only row carries itself, being its own audit row."""
        if not issubclass(model, AppendOnly):
            return {}
        return {"recorded_by_id": self.by.pk, "batch_id": self.row.pk}

    def change(self, record: Register, values: Values, *, why: str = "") -> bool:
        """Correct a record; False where nothing differs."""
        return self.change_many([(record, values)], why=why) == 1

    def change_many(self, changes: Sequence[tuple[R, Values]], *, why: str = "") -> int:
        """Correct many records of one noun; answers how many really changed."""
        audits: list[Trail] = []
        sets: dict[tuple[str, ...], list[tuple[int, list[Any]]]] = defaultdict(list)
        touched: dict[int, tuple[str, ...]] = {}
        for record, given in changes:
            was, now = corrected(record, given)
            if not now:
                continue
            names = tuple(sorted(now))
            if touched.setdefault(record.pk, names) != names:  # a second correction of one record
                self._set(type(record), sets)
                touched = {record.pk: names}
            sets[names].append((record.pk, [now[name] for name in names]))
            before = {name: plain(value) for name, value in was.items()}
            after = {name: plain(value) for name, value in now.items()}
            audits.append(((record.pk, record.number), before, after, why))
        if audits:
            model = type(changes[0][0])
            self._set(model, sets)
            self._audit(model, "change", audits)
            self.touched += len(audits)
        return len(audits)

    def _set(
        self, model: type[Numbered], sets: dict[tuple[str, ...], list[tuple[int, list[Any]]]]
    ) -> None:
        """Write what is to be set, and forget it."""
        for names, rows in sets.items():
            bulk.update(model, names, rows)
            self.told(len(rows))
        sets.clear()

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

    def _audit(
        self,
        model: type[Numbered],
        verb: str,
        rows: Iterable[Trail],
    ) -> None:
        """The trail of ((id, number), before, after, why), as plain rows."""
        batch, noun = self.row.pk, model._meta.db_table
        lines = [
            (batch, noun, pk, number, verb, as_json(before), as_json(after), why)
            for (pk, number), before, after, why in rows
        ]
        if len(lines) == 1:
            self.run(at_once.AUDIT, lines[0])
            return
        with connection.cursor() as cursor:
            cursor.executemany(at_once.AUDIT, lines)


def as_json(image: Values) -> str:
    """An image of a record as the trail keeps it."""
    return bulk.AS_JSON(image) if image else "{}"


def corrected(record: Register, given: Values) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set values on a record; what stood there before and what stands now, where they differ.

    `entity` and `entity_id` are one column; the trail knows it by its field's name.
    """
    known = bulk.fields(type(record))
    values = {known[name]: value for name, value in given.items()}
    before = {one: getattr(record, one.attname) for one in values}
    for one, value in values.items():
        setattr(record, *settable(one, value))
    after = {one: getattr(record, one.attname) for one in values}
    changed = [one for one in values if before[one] != after[one]]
    return {f.name: before[f] for f in changed}, {f.name: after[f] for f in changed}


def settable(field: Any, value: Any) -> tuple[str, Any]:
    """The attribute that takes a value: a related record or its id."""
    return (field.name if isinstance(value, models.Model) else field.attname), value


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


@cache
def imaging(model: type[Numbered]) -> Callable[[bulk.Row], dict[str, Any]]:
    """Makes of a new row all that it says, as JSON; empty columns are left out."""
    plan = [(one.name, one.attname, one.usual) for one in bulk.columns(model)]
    plan = [one for one in plan if one[0] not in UNTRACKED]

    def image(row: bulk.Row) -> dict[str, Any]:
        found = {}
        for name, attname, usual in plan:
            value = row.get(attname, usual)
            if value not in EMPTY:
                found[name] = value.isoformat() if isinstance(value, date) else value
        return found

    return image
