"""All figures of the demonstration's year, warm: catalogue loaded, nothing of an answer kept."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import demonstration, running

NAME = "zone: all figures of the demonstration's 2023, warm (CPU seconds, answers compared)"
PERIOD = "2023"


def book(home: Path) -> Callable[[], list[Any]]:
    """From the book's own database, past the answers that pages share until somebody writes."""
    from zonebook.records import figures, zone

    period = figures.spanned(PERIOD)
    keys, engine = figures.keys_of(period, zone.catalog()), figures.sql_engine()
    return lambda: figures.over(engine, as_of=None, rows=False).figures(keys, period)


def reference(home: Path) -> Callable[[], list[Any]]:
    """By the reference engine, which reads the whole book into memory first."""
    from zonebook.records import figures, zone

    keys = figures.keys_of(figures.spanned(PERIOD), zone.catalog())
    return lambda: figures.figures(keys, PERIOD, engine="memory")


def columnar(home: Path) -> Callable[[], list[Any]]:
    """From a snapshot, which is open already."""
    from zonebook.records import figures, schema, snapshots, zone

    file = Path(tempfile.mkdtemp()) / "day.duckdb"
    snapshots.take(file)
    period = figures.spanned(PERIOD)
    keys = figures.keys_of(period, zone.catalog())
    engine = snapshots.snapshot.engine(file, schema.book())
    return lambda: figures.over(engine, as_of=None, rows=False).figures(keys, period)


WORKERS: dict[str, tuple[str, Callable[[Path], Callable[[], list[Any]]]]] = {
    "book": ("zonebook SQL on SQLite", book),
    "columnar": ("zonebook SQL on DuckDB over a snapshot", columnar),
    "reference": ("zonebook memory, book read each time", reference),
}


def rows() -> Iterator[dict[str, str]]:
    """Each in a process of its own."""
    demonstration.made()
    own, answers = 0.0, ""
    for name, (who, _) in WORKERS.items():
        found = running.apart("bench.zone", name)
        count, _, digest = found.digest.partition(" ")
        answers = answers or digest
        if digest != answers:
            raise SystemExit(f"{who}: other answers than the engine before it")
        own = own or found.median
        yield running.row(f"{count} figures", who, found, own)


def worker(name: str) -> None:
    """Measure one, after a run to warm up; the digest is of the printed values."""
    make = WORKERS[name][1]
    answer = make(demonstration.opened())
    found = answer()
    seconds = running.timed(answer, 2 if name == "reference" else 9)
    told = ";".join(f"{one.key}={one.value}" for one in found)
    running.tell(seconds, f"{len(found)} {told}".replace("\n", " "))


if __name__ == "__main__":
    worker(sys.argv[1])
