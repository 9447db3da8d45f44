"""Kill −9 in the middle of an import: the book is as it was, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter

ZONE = """\
key: killed
name: {zh: 试验区, en: Test zone}
today: 2024-02-18
offices:
  - key: registration
    name: {zh: 登记窗口, en: Registration}
    grants:
      - {verbs: [read, write], systems: [registration]}
people:
  - {key: zhou, name: {zh: 周登记员, en: Zhou}, office: registration}
"""
ROWS = 4000
POSTGRES = os.environ.get("ZONEBOOK_TEST_POSTGRES", "")


def a_long_sheet(path: Path) -> None:
    """An enterprise list that takes a while to write."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, ["个体工商户名册"])
    sheet.write_row(1, 0, ["名称", "主体类型", "登记日期", "住所"])
    for n in range(ROWS):
        sheet.write_row(
            n + 2, 0, [f"城关区第{n}号商行", "个体工商户", "2023年5月6日", f"雁滩路{n}号"]
        )
    book.close()


def zonebook(environment: dict[str, str], *words: str) -> list[str]:
    return [sys.executable, "-m", "zonebook.site.command", *words]


def tables(environment: dict[str, str]) -> dict[str, object]:
    """What the book holds, table by table."""
    done = subprocess.run(
        zonebook(environment, "verify", "--zone", "killed", "--format", "json"),
        env=environment,
        capture_output=True,
        text=True,
    )
    answer = json.loads(done.stdout)
    assert answer["findings"] == [], done.stderr
    return answer["tables"]


def is_writing(folder: Path, database: str) -> bool:
    """Whether the import has begun to write: the log has grown, or the server holds its inserts."""
    if not database:
        log = folder / "book.sqlite-wal"
        return log.exists() and log.stat().st_size > 400_000
    import psycopg

    with psycopg.connect(POSTGRES) as asking:
        query = (
            "SELECT 1 FROM pg_stat_activity WHERE datname = 'killed' AND xact_start IS NOT NULL "
            "AND query ILIKE 'INSERT INTO \"entity\"%'"
        )
        return asking.execute(query).fetchone() is not None


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request, tmp_path):
    """A home of its own on each database."""
    database = ""
    if request.param == "postgresql":
        if not POSTGRES:
            pytest.skip("runs where a PostgreSQL is offered (make test offers one)")
        import psycopg

        with psycopg.connect(POSTGRES, autocommit=True) as admin:
            admin.execute("DROP DATABASE IF EXISTS killed")
            admin.execute("CREATE DATABASE killed")
        database = POSTGRES.replace("/postgres?", "/killed?")
    (tmp_path / "killed").mkdir()
    (tmp_path / "killed" / "zone.yaml").write_text(ZONE, "utf-8")
    named = {"ZONEBOOK_HOME": str(tmp_path), "ZONEBOOK_DATABASE": database}
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ZONEBOOK_", "DJANGO_"))}
    yield kept | named
    if database:
        import psycopg

        with psycopg.connect(POSTGRES, autocommit=True) as admin:
            admin.execute("DROP DATABASE killed WITH (FORCE)")


def test_the_book_is_as_it_was(environment, tmp_path):
    before = tables(environment)
    sheet = tmp_path / "名册.xlsx"
    a_long_sheet(sheet)
    words = ["import", str(sheet), "--zone", "killed", "--register", "entity"]
    running = subprocess.Popen(
        zonebook(environment, *words, "--as", "zhou", "--commit"),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while running.poll() is None and not is_writing(
        tmp_path / "killed", environment["ZONEBOOK_DATABASE"]
    ):
        time.sleep(0.002)
    assert running.poll() is None, "the import ended before it could be killed"
    running.send_signal(signal.SIGKILL)
    running.wait()
    after = tables(environment)
    assert {t: v for t, v in after.items() if t != "stored_file"} == {
        t: v for t, v in before.items() if t != "stored_file"
    }


def test_the_same_import_goes_through_afterwards(environment, tmp_path):
    sheet = tmp_path / "名册.xlsx"
    a_long_sheet(sheet)
    words = ["import", str(sheet), "--zone", "killed", "--register", "entity"]
    done = subprocess.run(
        zonebook(environment, *words, "--as", "zhou", "--commit"),
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert tables(environment)["entity"]["rows"] == ROWS
