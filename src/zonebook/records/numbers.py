"""Permanent numbers: QY-2023-000123, given out once and never again."""

from __future__ import annotations

from django.db.models import F

from zonebook.records.models import Sequence


def take(prefix: str, year: int, count: int = 1) -> list[str]:
    """The next `count` numbers under a prefix in a year; call inside the writing transaction."""
    row, _ = Sequence.objects.select_for_update().get_or_create(prefix=prefix, year=year)
    Sequence.objects.filter(pk=row.pk).update(last=F("last") + count)
    row.refresh_from_db()
    return [f"{prefix}-{year}-{n:06d}" for n in range(row.last - count + 1, row.last + 1)]
