"""The lists of cases that were imported, and taking one of them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from zonebook.core.procedures.retold import in_order
from zonebook.core.values import Reason, Refused
from zonebook.desk.batches import Recent, may_be_undone
from zonebook.desk.language import named, say
from zonebook.desk.trail import hour
from zonebook.records import permissions, undo, write
from zonebook.records.models import Batch, CaseEvent, Person, SheetImport
from zonebook.records.models.base import alive
from zonebook.records.workbooks import sheets
from zonebook.systems.approvals import book, chains, comparing, roll
from zonebook.systems.approvals.roll import register

FEW = 5
MARK = "extra__of"  # the import that a restored step belongs to


def recent(person: Person, on: date) -> list[Recent]:
    """The last lists that were imported, a line each."""
    rows = SheetImport.objects.filter(register=register().key).defer("rows").order_by("-pk")
    found: dict[int, Recent] = {}
    may = permissions.permits(person, "write", "approvals", on=on)
    for one in rows.select_related("batch__by", "batch__undone_by")[: 12 * FEW]:
        stands, name = may_be_undone(one.batch), named(register().name)
        line = Recent(
            one.batch, one.book_name, name, one.counted, hour(one.batch), not stands, stands and may
        )
        found.setdefault(one.batch_id, line)
    return list(found.values())[:FEW]


def address_of(content: bytes, name: str, person: Person, on: date) -> str:
    """Where a workbook that is a list of cases is looked at; nothing for any other workbook."""
    try:
        if not permissions.permits(person, "write", "approvals", on=on):
            return ""
        if not roll.is_list(sheets.read(content, name), name):
            return ""
        return f"{reverse('approvals-import')}?kept={roll.keep(content, name)}"
    except Refused:
        return ""  # what is wrong with the workbook is said where it is read


def is_taken(batch: Batch) -> bool:
    """Whether a batch is the import of a list of cases."""
    return bool(batch.sheets.filter(register=register().key).exists())


def take_back(*, batch: int, by: Person, on: date, why: str = "") -> undo.Undone:
    """撤销本次导入; Refused where a case of the list has gone on since: that comes first.

    What the list voided stands again, so that the book is as it was before the list.
    """
    permissions.demand(by, "write", "approvals", on=on)
    found = Batch.objects.filter(pk=batch).first()
    if found is None or not is_taken(found):
        raise Refused(Reason("workbooks.no_batch", {"batch": batch}))
    not_gone_on(found)
    again = alive(CaseEvent).filter(**{MARK: batch})
    voided = [row.voids for row in CaseEvent.objects.filter(batch=found).exclude(voids=None)
              .select_related("voids", "case") if row.voids is not None]  # fmt: skip
    if hasattr(found, "undone_by") or not (voided or again.exists()):
        return undo.undo(found, by=by, on=on, why=why)
    said = say("approvals.roll.restored", batch=str(batch))
    with write.batch(by=by, on=on, kind="case", why=said) as writing:
        for row in again.order_by("case_id", "place"):
            writing.void(row, why=said)
        done = undo.undo(found, by=by, on=on, why=why)
        restore(voided, writing)
        return done


def not_gone_on(found: Batch) -> None:
    """Refused where somebody has entered later steps for a case of the list."""
    own = CaseEvent.objects.filter(batch=found).values("case_id")
    later = alive(CaseEvent).filter(case_id__in=own, batch_id__gt=found.pk)
    restored = later.filter(**{f"{MARK}__isnull": False}).values("pk")
    numbers = sorted(set(later.exclude(pk__in=restored).values_list("case__number", flat=True)))
    if numbers:
        args = {"n": len(numbers), "numbers": numbers[:FEW]}
        raise Refused(Reason("approvals.roll.gone_on", args))


def restore(voided: Sequence[CaseEvent], writing: write.Writing) -> None:
    """Hang voided steps on their chains anew; each stays a part of the import that brought it."""
    by_case: dict[int, list[CaseEvent]] = {}
    for row in voided:
        by_case.setdefault(row.case_id, []).append(row)
    for rows in by_case.values():
        case = rows[0].case
        last = chains.rows(case)[-1]
        before, made = last.sha, []
        told = {one.number: one for one in book.events(chains.rows(case))}
        ordered = in_order([told[row.place] for row in rows], comparing.results())
        marks = {row.place: {**row.extra, "of": row.extra.get("of", row.batch_id)} for row in rows}
        for number, one in enumerate(ordered, last.place + 1):
            again = one.changed({"number": number})
            made.append(book.values(again, case, before, extra=marks[one.number]))
            before = made[-1]["sha"]
        writing.add_many(CaseEvent, made)
