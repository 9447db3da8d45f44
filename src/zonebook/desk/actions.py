"""What a person does to a record at the desk: correct it, add one, withdraw it, take a batch back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError

from zonebook.core.values import Reason, Refused
from zonebook.records import permissions, undo, write
from zonebook.records import registers as declared
from zonebook.records.models import Audit, Batch, Document, Person, StoredFile
from zonebook.records.models.base import AppendOnly, Numbered
from zonebook.records.registers import Register


def edit(
    *,
    register: Register,
    record: Any,
    values: Mapping[str, Any],
    seen: int,
    why: str,
    by: Person,
    on: date,
) -> bool:
    """Correct a record as it was seen (`seen`: its last audit row then); False if nothing differs."""
    permissions.demand(by, "write", register.system, record, on=on)
    if isinstance(record, AppendOnly):
        raise Refused(Reason("desk.never_edited", {"number": record.number}))
    try:
        with write.batch(by=by, on=on, kind="edit", why=why, register=register.key) as writing:
            fresh = register.model.objects.select_for_update().get(pk=record.pk)
            unchanged_since(fresh, seen)
            if not writing.change(fresh, values, why=why):
                raise Unchanged
    except Unchanged:
        return False
    except IntegrityError:
        raise Refused(Reason("desk.against_constraint", {"number": record.number})) from None
    return True


class Unchanged(Exception):
    """Nothing differs, so that the empty batch is taken back."""


def last_audit(record: Numbered) -> int:
    """The last audit row of a record; 0 where it has none."""
    rows = Audit.objects.filter(noun=record._meta.db_table, record_id=record.pk)
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def unchanged_since(record: Numbered, seen: int) -> None:
    """Refuse where somebody else wrote the record while the form was open."""
    later = (
        Audit.objects.filter(noun=record._meta.db_table, record_id=record.pk, pk__gt=seen)
        .select_related("batch__by")
        .order_by("-pk")
        .first()
    )
    if later:
        args = {"number": record.number, "by": later.batch.by.name, "on": later.batch.on}
        raise Refused(Reason("desk.changed_meanwhile", args))


def add(
    *, register: Register, values: Mapping[str, Any], why: str, by: Person, on: date
) -> Numbered:
    """A new record of a register."""
    permissions.demand(by, "write", register.system, on=on)
    try:
        with write.batch(by=by, on=on, kind="edit", why=why, register=register.key) as writing:
            made: Numbered = writing.add(register.model, values, why=why)
    except IntegrityError:
        raise Refused(Reason("desk.against_constraint", {"number": "—"})) from None
    return made


def withdraw(*, register: Register, record: Any, why: str, by: Person, on: date) -> Batch:
    """Take a record out of every figure, with the reason; a stated fact is voided by a later row."""
    permissions.demand(by, "write", register.system, record, on=on)
    if not why:
        raise Refused(Reason("form.why_needed"))
    with write.batch(by=by, on=on, kind="withdraw", why=why, register=register.key) as writing:
        fresh = register.model.objects.select_for_update().get(pk=record.pk)
        if is_gone(fresh):
            raise Refused(Reason("desk.already_gone", {"number": record.number}))
        if isinstance(fresh, AppendOnly):
            writing.void(fresh, why=why)
        else:
            writing.withdraw(fresh, why=why)
    return writing.row


def is_gone(record: Any) -> bool:
    """Whether a record is out of the figures already."""
    if isinstance(record, AppendOnly):
        return record.voids_id is not None or hasattr(record, "voided_by")
    return record.withdrawn_on is not None


def attach(*, document: Document, file: StoredFile, by: Person, on: date) -> None:
    """Put the file of a document beside its number and title."""
    permissions.demand(by, "write", document.kept.system, document, on=on)
    with write.batch(by=by, on=on, kind="edit", why=file.name, register="document") as writing:
        writing.change(document, {"file": file}, why=file.name)


def take_back(*, batch: Batch, by: Person, on: date) -> undo.Undone:
    """撤销: take a batch back; what has changed since stays and is named."""
    permissions.demand(by, "write", system_of(batch), on=on)
    return undo.undo(batch, by=by, on=on)


def system_of(batch: Batch) -> str:
    """The system whose register a batch wrote in."""
    return declared.get(batch.register).system
