"""Permanent numbers: QY-2023-000123, given out once and never again."""

from __future__ import annotations

from zonebook.records import prepared
from zonebook.records.models import Sequence

TABLE = Sequence._meta.db_table
NEXT = (
    f"ON CONFLICT (prefix, year) DO UPDATE SET last = {TABLE}.last + excluded.last RETURNING last"
)
# One statement, so that two who write at once wait for each other and never share a number.
TAKE = f"INSERT INTO {TABLE} (prefix, year, last) VALUES (%s, %s, %s) {NEXT}"


def take(prefix: str, year: int, count: int = 1, run: prepared.Run = prepared.run) -> list[str]:
    """The next `count` numbers under a prefix in a year; call inside the writing transaction."""
    [(last,)] = run(TAKE, [prefix, year, count])
    return [f"{prefix}-{year}-{n:06d}" for n in range(last - count + 1, last + 1)]
