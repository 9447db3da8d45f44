"""撤销本次导入: take back a batch, refusing what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records import facts, schema, write
from zonebook.records.models import Audit, Batch, Person
from zonebook.records.models.base import AppendOnly, Numbered, Register


@dataclass(frozen=True)
class Undone:
    """What an undo did: the batch it made, how many rows went back, and which stayed and why."""

    batch: Batch
    undone: int
    stayed: tuple[Finding, ...]


def undo(target: Batch, *, by: Person, on: date, why: str = "") -> Undone:
    """Apply the before-images of a batch; rows changed or referred to since stay as they are."""
    if hasattr(target, "undone_by"):
        raise Refused(Reason("undo.already", {"batch": target.pk}))
    with write.batch(
        by=by, on=on, kind="undo", why=why, register=target.register, undoes=target
    ) as writing:
        stayed = undo_facts(target, writing)
        stayed += undo_records(target, writing)
        return Undone(writing.row, writing.touched, tuple(stayed))


def systems_of(target: Batch) -> set[str]:
    """The systems whose records a batch wrote: who takes it back must be able to write in each."""
    found = set(Audit.objects.filter(batch=target).values_list("noun", flat=True))
    nouns = schema.nouns()
    for noun, model in nouns.items():
        if issubclass(model, AppendOnly) and model.objects.filter(batch=target).exists():
            found.add(noun)
    return {nouns[noun].kept.system for noun in found if noun in nouns}


def undo_facts(target: Batch, writing: write.Writing) -> list[Finding]:
    """Void the facts that the batch brought, and let those stand again that it voided.

    The links of a case's chain are hung on anew by the action that takes a list of cases back.
    """
    stayed: list[Finding] = []
    for model in schema.nouns().values():
        if issubclass(model, AppendOnly):
            brought = facts.brought(model, target)
            back, replaced = ([], []) if is_chained(model) else facts.voided_by(model, target)
            stayed += replaced
            for fact in brought:
                writing.void(fact, why=f"undo {target.pk}")
            writing.add_many(model, [facts.values_of(one) for one in back])
    return stayed


def is_chained(model: type[AppendOnly]) -> bool:
    """Whether each row of a noun hangs on the hash of the one before it."""
    return any(one.name == "sha" for one in model._meta.concrete_fields)


def undo_records(target: Batch, writing: write.Writing) -> list[Finding]:
    """Put the records of the batch back to what stood before it."""
    stayed: list[Finding] = []
    # Children go before parents: a membership refers to its entity, a signing to its project.
    audits = Audit.objects.filter(batch=target).order_by("-pk")
    for noun in dict.fromkeys(audits.values_list("noun", flat=True)):
        stayed += undo_noun(noun, list(audits.filter(noun=noun)), target, writing)
    return stayed


def undo_noun(
    noun: str, audits: list[Audit], target: Batch, writing: write.Writing
) -> list[Finding]:
    """Put the records of one noun back."""
    model: Any = schema.nouns()[noun]
    later = later_changes(noun, target)
    records = model.objects.in_bulk([audit.record_id for audit in audits])
    added = [a.record_id for a in audits if a.verb == "add"]
    needed = referred_to(model, added, target)
    back: list[tuple[Register, dict[str, Any]]] = []
    stayed = []
    for audit in audits:
        record = records[audit.record_id]
        reason = later.get(record.pk) or needed.get(record.pk)
        if reason:
            stayed.append(Finding(reason, Ref("record", record.number, noun), "warning"))
        elif audit.verb == "add":
            back.append(
                (record, {"withdrawn_on": writing.on, "withdrawn_why": f"undo {target.pk}"})
            )
        else:
            back.append((record, restored(model, audit.before)))
    writing.change_many(back, why=f"undo {target.pk}")
    return stayed


def restored(model: type[models.Model], before: dict[str, Any]) -> dict[str, Any]:
    """A before-image as values that a record can take."""
    values = {}
    for name, value in before.items():
        field = model._meta.get_field(name)
        values[field.attname if field.is_relation else name] = field.to_python(value)
    return values


def later_changes(noun: str, target: Batch) -> dict[int, Reason]:
    """The records that somebody has written since, with who and when."""
    own = Audit.objects.filter(noun=noun, batch=target).values("record_id")
    rows = Audit.objects.filter(
        noun=noun, record_id__in=own, batch__pk__gt=target.pk, batch__undone_by=None
    )
    return {
        row.record_id: Reason(
            "undo.changed_since",
            {"number": row.number, "by": row.batch.by.name, "on": row.batch.on},
        )
        for row in rows.exclude(batch__kind="undo").select_related("batch__by")
    }


def referred_to(model: type[Numbered], ids: list[int], target: Batch) -> dict[int, Reason]:
    """The added records that records of other batches refer to by now."""
    found: dict[int, Reason] = {}
    if not ids:
        return found
    for other in schema.nouns().values():
        for field in other._meta.concrete_fields:
            if field.is_relation and field.related_model is model and field.name != "voids":
                for pk, number in standing(other, field, ids, target):
                    found[pk] = Reason("undo.referred_to", {"number": number})
    return found


def standing(
    model: type[Numbered], field: Any, ids: list[int], target: Batch
) -> list[tuple[int, str]]:
    """(referred id, number) of rows of a noun that stand, were not made by the batch, and refer."""
    rows = model.objects.all()
    if issubclass(model, AppendOnly):
        rows = rows.exclude(batch=target).filter(voids__isnull=True, voided_by=None)
    else:
        own = Audit.objects.filter(batch=target, noun=model._meta.db_table, verb="add")
        rows = rows.filter(withdrawn_on__isnull=True).exclude(pk__in=own.values("record_id"))
    wanted = set(ids)
    pairs = rows.exclude(**{field.name: None}).values_list(field.attname, "number")
    return [(pk, number) for pk, number in pairs if pk in wanted]
