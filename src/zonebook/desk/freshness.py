"""How fresh a register is: its last sheet, and the last day on which somebody wrote in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from zonebook.records import registers, schema
from zonebook.records.models import Audit, Batch, SheetImport
from zonebook.records.models.base import Register
from zonebook.records.stamp import until_written


@dataclass(frozen=True)
class LastImport:
    """The day of a register's data: when its last sheet came, from whom, what went back."""

    batch: Batch
    book: str
    counted: Mapping[str, Any]
    corrected_on: date | None


def last_import(register: registers.Register) -> LastImport | None:
    """The last sheet of a register that stands."""
    sheet = last_sheets([register.key]).get(register.key)
    if sheet is None:
        return None
    return LastImport(sheet.batch, sheet.book_name, sheet.counted, last_touched(register.key))


def last_sheets(keys: Iterable[str]) -> dict[str, SheetImport]:
    """The last sheet of each register that stands, without the list of its rows."""
    standing = SheetImport.objects.filter(register__in=list(keys), batch__undone_by=None)
    last = standing.values("register").annotate(last=Max("pk")).values("last")
    rows = SheetImport.objects.filter(pk__in=last).select_related("batch__by").defer("rows")
    return {one.register: one for one in rows}


@until_written
def last_touched(key: str) -> date | None:
    """The last day on which somebody wrote in a register."""
    register = registers.get(key)
    noun = register.noun
    if issubclass(schema.nouns()[noun], Register):
        last = Audit.objects.filter(noun=noun).aggregate(last=Max("pk"))["last"]
        rows = Audit.objects.filter(pk=last)
    else:
        rows = register.model.objects.order_by("-pk")
    return rows.values_list("batch__on", flat=True).first()
