"""The ugly sheets of tests/sheets: every row is accounted for, every value is what they expect."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from zonebook.core.catalog import shipped
from zonebook.core.period import KnownDay
from zonebook.core.values import Refused
from zonebook.records import registers
from zonebook.records.workbooks import sheets, texts
from zonebook.records.workbooks.dryrun import indicators
from zonebook.records.workbooks.reading import read_sheet, vocabulary
from zonebook.records.workbooks.rows import Printed, Setting
from zonebook.records.workbooks.tables import tables_of

from .notation import DAY

SHEETS = Path(__file__).parents[2] / "sheets"
FOLDERS = (
    "ugly",
    "ugly/unopened",
    "ugly/unopened_second",
    "ugly/unopened_third",
    "ugly/unopened_fourth",
    "ugly/unopened_fifth",
)
UGLY = [path for folder in FOLDERS for path in sorted((SHEETS / folder).glob("*.json"))]
# Industry names become codes with the classification's own importer; whether a kind of enterprise
# is a branch stands in a column of its own.
ELSEWHERE = {"industry", "is_branch"}


def grids_of(path: Path, said: dict):
    file = path.with_name(said["file"])
    if file.suffix == ".txt":
        return [texts.pasted(file.read_text("utf-8"))]
    return sheets.read(file.read_bytes(), file.name)


def understood(path: Path, said: dict):
    """The readings of the tables of a sheet, which are one but for a few sheets."""
    grids = grids_of(path, said)
    grid = next((one for one in grids if one.name == said["sheet"]), grids[0])
    setting = Setting(DAY, shipped().units, indicators=indicators(shipped()))
    every = list(registers.all_registers().values())
    tables = tables_of(grid, vocabulary(every), setting)
    if said.get("asked"):  # no register keeps such rows: the reader asks, a person names one
        with pytest.raises(Refused, match="which_register"):
            read_sheet(tables[0], every, setting)
        every = [registers.get(said["register"])]
    return [read_sheet(one, every, setting) for one in tables]


def entry_of(readings, said: dict, expected: dict):
    """The reading and the entry of an expected record: in a cross table that of its column."""
    spread = said.get("spread", {}).get(expected.get("letter"), {})
    for reading in readings:
        if reading.grid.constants.get("indicator") == spread.get("indicator"):
            for entry in reading.entries:
                if entry.row + 1 == expected["row"]:
                    return reading, entry
    raise AssertionError(expected)


def rows_of(readings) -> list[int]:
    """The data rows of all tables."""
    return sorted({entry.row for reading in readings for entry in reading.entries})


def plain(value) -> str:
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


def flat(register, entry) -> dict:
    """An entry in the words of the expectations."""
    row = {}
    for name, value in entry.values.items():
        column = register.columns[name]
        path = ".".join(column.path)
        if column.type == "reference":
            path += ".name"
        if column.path[0] == "events":
            path = f"events.{column.options['kind']}"
        if isinstance(value, KnownDay):
            row |= {path: value.first.isoformat(), f"{path}_precision": value.precision}
        elif isinstance(value, Printed) and "also" not in column.options:
            number = value.number
            row |= {
                "digits": int(number.value.scaleb(number.decimals)),
                "decimals": number.decimals,
            }
            row |= {"unit": value.unit} if value.unit else {}
        elif isinstance(value, date):
            row[path] = value.isoformat()
        elif column.path[0] != "memberships":
            row.setdefault(path, value)
    return row


@pytest.mark.parametrize("path", UGLY, ids=lambda path: path.stem)
def test_it_is_read_as_expected(path):
    said = json.loads(path.read_text("utf-8"))
    readings = understood(path, said)
    for reading in readings:
        assert reading.register.key == said["register"]
        asked = [one.message.args["key"] for one in reading.findings if one.level == "ask"]
        assert asked == said.get("asked", [])
        assert [one for one in reading.findings if one.level == "error"] == []
        assert len(reading.layout.lines) == said["rows"]
    assert len(rows_of(readings)) == said["data_rows"]
    for expected in said["records"]:
        reading, entry = entry_of(readings, said, expected)
        assert entry.refused == []
        found = flat(reading.register, entry)
        for name, value in expected.items():
            if (
                name in ("row", "letter")
                or name in ELSEWHERE
                or (name.endswith("_precision") and value == "day")
            ):
                continue
            if isinstance(value, list):  # several former names stand in one cell
                value = "；".join(value)
            assert plain(found[name] if found.get(name, "") != "" else None) == plain(value), (
                expected["row"],
                name,
            )


@pytest.mark.parametrize("path", UGLY, ids=lambda path: path.stem)
def test_its_planted_errors_are_refused_at_their_cells(path):
    said = json.loads(path.read_text("utf-8"))
    entries = [entry for reading in understood(path, said) for entry in reading.entries]
    for one in said["refused"]:
        if "first" not in one:  # doubled keys are found when the rows meet the book
            here = [entry for entry in entries if entry.row + 1 == one["row"]]
            cells = [finding.where.key for entry in here for finding in entry.refused]
            assert cells == [f"{one['letter']}{one['row']}"]


def test_the_bad_files_are_refused_and_the_others_are_read():
    for name in json.loads((SHEETS / "bad" / "bad.json").read_text("utf-8")):
        content = (SHEETS / "bad" / name).read_bytes()
        setting = Setting(DAY, shipped().units)
        if name in ("wps.et", "wrong_ending.xlsx"):
            assert sheets.read(content, name)[0].rows
            continue
        every = list(registers.all_registers().values())
        try:
            findings = [
                read_sheet(one, every, setting).findings for one in sheets.read(content, name)
            ]
        except Refused as refused:
            findings = [refused.findings]
        assert all(findings), name
