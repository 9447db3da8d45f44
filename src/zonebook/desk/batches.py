"""Batches as pages: what each did, the recent imports, and whether one may be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from zonebook.desk import trail
from zonebook.desk.language import named, say
from zonebook.desk.refusals import missing
from zonebook.records import permissions, registers, schema
from zonebook.records.models import Audit, Batch, Person, SheetImport
from zonebook.records.models.base import AppendOnly

RECENT = 12
FIRST = 30  # rows of a batch that its page shows


@dataclass(frozen=True)
class Written:
    """How many records of a noun a batch wrote."""

    noun: str
    verb: str
    count: int


@dataclass(frozen=True)
class Summary:
    """What one batch did."""

    kind: str
    register: str
    register_key: str
    at: str
    written: tuple[Written, ...]
    sheets: tuple[SheetImport, ...]
    traces: tuple[trail.Trace, ...]
    undone_by: Batch | None


@dataclass(frozen=True)
class Recent:
    """One line of the recent imports."""

    batch: Batch
    book: str
    register: str
    counted: Mapping[str, Any]
    at: str
    undone: bool
    may_undo: bool


def get(pk: int) -> Batch:
    """A batch; Refused if there is none of that number."""
    found = Batch.objects.select_related("by", "undoes").filter(pk=pk).first()
    if found is None or not found.register:
        raise missing("batch", batch=str(pk))
    return found  # type: ignore[no-any-return]


def summary(batch: Batch) -> Summary:
    """What a batch did, with its first rows."""
    rows = Audit.objects.filter(batch=batch).select_related("batch__by").order_by("pk")
    return Summary(
        kind=say(f"batch.kind.{batch.kind}"),
        register=named(registers.get(batch.register).name),
        register_key=batch.register,
        at=f"{trail.moment(batch):%Y-%m-%d %H:%M}",
        written=(*registers_written(batch), *facts_written(batch)),
        sheets=tuple(batch.sheets.select_related("file")),
        traces=tuple(trail.trace(one) for one in rows[:FIRST]),
        undone_by=getattr(batch, "undone_by", None),
    )


def registers_written(batch: Batch) -> list[Written]:
    """The records that a batch added and changed."""
    rows = Audit.objects.filter(batch=batch).values("noun", "verb").annotate(n=Count("pk"))
    return [
        Written(trail.noun_name(row["noun"]), say(f"trail.verb.{row['verb']}"), row["n"])
        for row in rows.order_by("noun", "verb")
    ]


def facts_written(batch: Batch) -> list[Written]:
    """The events and statements that a batch brought."""
    found = []
    for noun, model in schema.nouns().items():
        if issubclass(model, AppendOnly):
            facts = model.objects.filter(batch=batch)
            for verb, rows in (
                ("add", facts.filter(voids__isnull=True)),
                ("void", facts.filter(voids__isnull=False)),
            ):
                if count := rows.count():
                    found.append(Written(trail.noun_name(noun), say(f"trail.verb.{verb}"), count))
    return found


def may_be_undone(batch: Batch) -> bool:
    """Whether a batch stands and is not itself an undo."""
    return batch.kind != "undo" and not hasattr(batch, "undone_by")


def recent(person: Person, on: date, register: str = "", few: int = RECENT) -> list[Recent]:
    """The last imports into registers that a person may read."""
    systems = permissions.systems_of(person, "read", on)
    readable = {key for key, one in registers.all_registers().items() if one.system in systems}
    chosen = readable & {register} if register else readable
    sheets: QuerySet[SheetImport] = SheetImport.objects.filter(register__in=chosen).defer("rows")
    rows = sheets.select_related("batch__by", "batch__undone_by").order_by("-pk")[:few]
    return [line(one, person, on) for one in rows]


def line(sheet: SheetImport, person: Person, on: date) -> Recent:
    """A sheet as a line."""
    register = registers.get(sheet.register)
    stands = may_be_undone(sheet.batch)
    return Recent(
        sheet.batch,
        sheet.book_name,
        named(register.name),
        sheet.counted,
        trail.hour(sheet.batch),
        not stands,
        stands and permissions.permits(person, "write", register.system, on=on),
    )


def writers() -> list[Person]:
    """Everybody who has ever written."""
    return list(Person.objects.filter(pk__in=Batch.objects.values("by")).order_by("key"))
