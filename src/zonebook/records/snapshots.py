"""Snapshots: the published tables of a book at one moment, for the columnar engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from zonebook.core.indicators.compute import Computer
from zonebook.core.schema import Table
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.engines import snapshot
from zonebook.records import figures, schema

CHUNK = 5000


def take(path: Path) -> dict[str, int]:
    """Write a snapshot of this home to a new file; the rows of each table.

    Refused where the file is there already. All tables are read in one transaction.
    """
    if path.exists():
        raise refusal("snapshots.there_already", path)
    path.parent.mkdir(parents=True, exist_ok=True)
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":  # SQLite's transactions see one moment
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return snapshot.write(path, schema.book(), rows)


def rows(table: Table, names: Sequence[str]) -> Iterator[Sequence[Any]]:
    """All rows of a table as the database gives them, by id."""
    listed = ", ".join(f'"{one}"' for one in names)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {listed} FROM "{table.name}" ORDER BY "id"')
        while found := cursor.fetchmany(CHUNK):
            yield from found


def computer(path: Path, *, as_of: date | None = None, with_rows: bool = False) -> Computer:
    """What computes the figures of a snapshot; Refused where there is no such file."""
    if not path.is_file():
        raise refusal("snapshots.no_file", path)
    made = snapshot.engine(path, schema.book())
    return figures.over(made, as_of=as_of, rows=with_rows)


def refusal(key: str, path: Path) -> Refused:
    """What is wrong with the file, and which it is."""
    return Refused(Finding(Reason(key, {"file": path.name}), Ref("cell", path.name)))
