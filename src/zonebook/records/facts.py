"""Facts that an import voided and its undo lets stand again: as copies, since nothing is unvoided."""

from __future__ import annotations

from typing import Any

from zonebook.core.values import Finding, Reason, Ref
from zonebook.records.models import Batch
from zonebook.records.models.base import AppendOnly, Register

OWN = {"id", "number", "voids", "void_why", "recorded_at", "recorded_by", "batch"}  # of a row alone


def values_of(fact: AppendOnly) -> dict[str, Any]:
    """What a fact states, without what belongs to its row."""
    return {f.attname: getattr(fact, f.attname) for f in fact._meta.concrete_fields
            if f.name not in OWN}  # fmt: skip


def voided_by(model: type[AppendOnly], target: Batch) -> tuple[list[AppendOnly], list[Finding]]:
    """The facts that a batch voided and that stand again without it, and those that stay void.

    One stays void without a word where the import that brought it was taken back itself; with a
    word where somebody has corrected since what the batch put in its place.
    """
    rows = model.objects.filter(batch=target).exclude(voids=None)
    back, stayed = [], []
    for row in rows.select_related("voids__batch").order_by("voids_id"):
        fact = row.voids
        if hasattr(origin(fact), "undone_by"):
            continue
        later = corrected_since(fact, target)
        if later is None:
            back.append(fact)
            continue
        args = {"number": later.number, "by": later.batch.by.name, "on": later.batch.on}
        where = Ref("record", fact.number, model._meta.db_table)
        stayed.append(Finding(Reason("undo.changed_since", args), where, "warning"))
    return back, stayed


def brought(model: type[AppendOnly], target: Batch) -> list[AppendOnly]:
    """The facts of a batch that stand, and the copies of those that stand again after an undo."""
    rows = model.objects.filter(batch=target, voids=None)
    gone = rows.exclude(voided_by=None).select_related("voided_by__batch")
    again = [one for fact in gone if (one := standing_copy(fact)) is not None]
    return [*rows.filter(voided_by=None), *again]


def standing_copy(fact: AppendOnly) -> AppendOnly | None:
    """The copy of a void fact that stands again after an undo; None where there is none."""
    found: AppendOnly | None = fact
    while found is not None and hasattr(found, "voided_by"):
        found = copy_of(found, found.voided_by.batch)
    return found


def copy_of(fact: AppendOnly, voiding: Batch) -> AppendOnly | None:
    """The row by which a fact stands again, where the batch that voided it was taken back."""
    undo = getattr(voiding, "undone_by", None)
    if undo is None:
        return None
    rows = type(fact).objects.filter(batch=undo, voids=None)
    return next((one for one in rows if values_of(one) == values_of(fact)), None)


def origin(fact: AppendOnly) -> Batch:
    """The batch that first brought a fact: a copy belongs to the import of what it is a copy of."""
    batch = fact.batch
    while batch.undoes is not None:
        rows = type(fact).objects.filter(voided_by__batch=batch.undoes).select_related("batch")
        first = next((one for one in rows if values_of(one) == values_of(fact)), None)
        if first is None:
            return batch
        batch = first.batch
    return batch


def corrected_since(fact: AppendOnly, target: Batch) -> AppendOnly | None:
    """The row by which somebody has voided since what a batch put in the place of a fact."""
    subject = {name: getattr(fact, name) for name in subject_of(type(fact))}
    put = type(fact).objects.filter(batch=target, voids=None, **subject)
    later = put.exclude(voided_by=None).filter(voided_by__batch__undone_by=None)
    found = later.select_related("voided_by__batch__by").first()
    return found.voided_by if found is not None else None


def subject_of(model: type[AppendOnly]) -> list[str]:
    """The columns by which one fact takes the place of another: of whom, and of what kind."""
    if model.kept.natural_key:
        return list(model.kept.natural_key)
    of = [f.attname for f in model._meta.concrete_fields
          if f.is_relation and f.name not in OWN and issubclass(f.related_model, Register)
          and f.name != "document"]  # fmt: skip
    return [*of, "kind"]
