"""The lists of cases that were imported, and taking one of them back."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from zonebook.core.values import Reason, Refused
from zonebook.desk.batches import Recent, may_be_undone
from zonebook.desk.language import named
from zonebook.desk.trail import hour
from zonebook.records import permissions, undo
from zonebook.records.models import Batch, CaseEvent, Person, SheetImport
from zonebook.records.models.base import alive
from zonebook.records.workbooks import sheets
from zonebook.systems.approvals import roll
from zonebook.systems.approvals.roll import register

FEW = 5


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
    """撤销本次导入; Refused where a case of the list has gone on since: that comes first."""
    permissions.demand(by, "write", "approvals", on=on)
    found = Batch.objects.filter(pk=batch).first()
    if found is None or not is_taken(found):
        raise Refused(Reason("workbooks.no_batch", {"batch": batch}))
    own = CaseEvent.objects.filter(batch=found).values("case_id")
    later = alive(CaseEvent).filter(case_id__in=own, batch_id__gt=batch)
    numbers = sorted(set(later.values_list("case__number", flat=True)))
    if numbers:
        args = {"n": len(numbers), "numbers": numbers[:FEW]}
        raise Refused(Reason("approvals.roll.gone_on", args))
    return undo.undo(found, by=by, on=on, why=why)
