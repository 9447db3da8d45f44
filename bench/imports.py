"""Rows a second into an empty book: the register of 10,513 enterprises as the office writes it.

Zonebook finds the header, reads 19 columns, checks every cell, matches every row, and writes
entities, memberships and former names with a trail. Beside it stand reading the cells and no more,
and what somebody would write by hand: read the cells, put six of them into a table.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from bench import running

NAME = "imports: rows a second into an empty book (CPU seconds)"
WORKBOOK, SHEET = "企业名册（2020年及以前）.xlsx", "企业名册"
TIMES = 3
ON = date(2024, 2, 18)
ZONE = """
key: bench
name: {zh: 测试园区, en: Bench zone}
offices:
  - key: registration
    name: {zh: 市场监管分局, en: Registration}
    grants:
      - {verbs: [read, write], systems: [registration]}
people:
  - {key: zhou, name: {zh: 周登记员, en: Zhou}, office: registration}
"""
Work = Callable[[Path], int]


def written(folder: Path) -> None:
    """The office's workbook, alone."""
    from zonebook.zones.lanzhou import demo
    from zonebook.zones.lanzhou.demo.workbook import write_workbook

    books, _ = demo.workbooks(demo.SEED, demo.calibration())
    book = next(one for one in books if one.name == WORKBOOK)
    write_workbook(folder / WORKBOOK, [sheet for _, sheet in book.sheets])


def imported(file: Path, *, commit: bool) -> int:
    """Through the importer, as its office; the dry run alone, or written."""
    from zonebook.records import registers
    from zonebook.records import zone as zones
    from zonebook.records.models import Person
    from zonebook.records.workbooks.answers import Answers
    from zonebook.records.workbooks.commit import import_file
    from zonebook.records.workbooks.dryrun import Asking

    asking = Asking(Person.objects.get(), ON, zones.catalog(), Answers())
    done = import_file(
        file.read_bytes(), file.name, asking,
        register=registers.get("entity"), sheet=SHEET, commit=commit, why="bench",
    )  # fmt: skip
    return sum(run.counted["new"] for run in done.runs)


def read(file: Path) -> int:
    """The cells and no more: the library that the importer reads with."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(file).get_sheet_by_name(SHEET).to_python())


def by_hand(file: Path) -> int:
    """openpyxl, and one INSERT a row in one transaction: nothing checked, nothing kept beside."""
    from openpyxl import load_workbook

    base = sqlite3.connect(f"{tempfile.mkdtemp()}/by_hand.sqlite")
    base.execute("CREATE TABLE entity (name, code, kind, branch, day, capital)")
    cells = load_workbook(file, read_only=True)[SHEET].iter_rows(min_row=4, values_only=True)
    base.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?)", (row[1:7] for row in cells))
    base.commit()
    return int(base.execute("SELECT COUNT(*) FROM entity").fetchone()[0])


WORKERS: dict[str, tuple[str, Work]] = {
    "commit": ("zonebook import, written with its trail", lambda f: imported(f, commit=True)),
    "dry": ("zonebook import, dry run", lambda f: imported(f, commit=False)),
    "by_hand": ("openpyxl into SQLite by hand", by_hand),
    "read": ("python-calamine, cells read only", read),
}


def rows() -> Iterator[dict[str, str]]:
    """Each run in a process of its own, for a book is empty once."""
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder))
        own = 0.0
        for name, (who, _) in WORKERS.items():
            runs = [running.apart("bench.imports", name, folder) for _ in range(TIMES)]
            rates = [int(one.digest) / one.median for one in runs]
            own = own or sorted(rates)[TIMES // 2]
            peak = max(one.peak for one in runs)
            what = f"{int(runs[0].digest):,} rows"
            yield running.rate_row(what, who, rates, peak, own, "rows")


def worker(name: str, folder: str) -> None:
    """Measure one run; its digest is how many rows there were."""
    home = Path(tempfile.mkdtemp()) / "bench"
    home.mkdir()
    (home / "zone.yaml").write_text(ZONE, "utf-8")
    os.environ["ZONEBOOK_HOME"] = str(home.parent)
    os.environ.pop("ZONEBOOK_DATABASE", None)
    from zonebook.site.home import open_home

    open_home("bench")
    start = time.process_time()
    count = WORKERS[name][1](Path(folder) / WORKBOOK)
    running.tell([time.process_time() - start], str(count))


if __name__ == "__main__":
    worker(*sys.argv[1:])
