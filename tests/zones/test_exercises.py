"""Every defect planted in the exercise workbooks is found by the dry run, at its cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import cast
from zonebook.core.catalog import shipped
from zonebook.records import registers
from zonebook.records.workbooks.answers import Answers
from zonebook.records.workbooks.commit import import_file
from zonebook.records.workbooks.difference import DryRun
from zonebook.records.workbooks.dryrun import Asking
from zonebook.zones.lanzhou import demo
from zonebook.zones.lanzhou.demo import exercises
from zonebook.zones.lanzhou.demo.exercises import Exercise
from zonebook.zones.lanzhou.demo.world import draw

LAST_MONTH = f"{exercises.LEDGER}.xlsx"
WAN = 10_000


@pytest.fixture(scope="session")
def found(folder: Path) -> dict[str, Exercise]:
    """The exercises of the default seed by the name of their workbook."""
    world = draw(demo.SEED, demo.calibration())
    return {one.name: one for one in exercises.exercises(world.promotion)}


@pytest.fixture
def dry(book, folder: Path):
    """A dry run of an exercise in a book into which last month's ledger was imported."""

    def asking(person, unanswered="ask"):
        return Asking(person, cast.TODAY, shipped(), Answers(unanswered=unanswered))

    content = (folder / LAST_MONTH).read_bytes()
    register = registers.get("signing")
    done = import_file(
        content, LAST_MONTH, asking(book.wang, "new"), register=register, commit=True
    )
    assert done.batch and not done.errors

    def run(one: Exercise) -> DryRun:
        by = book.li if "企业" in one.name else book.wang
        content = (folder / exercises.FOLDER / one.name).read_bytes()
        (run,) = import_file(content, one.name, asking(by)).runs
        return run

    return run


def said(run: DryRun) -> set[tuple[str, str]]:
    """(cell, key of the message) of everything that the dry run objects to."""
    return {(one.where.key, one.message.key) for row in run.outcomes for one in row.findings}


@pytest.mark.parametrize(
    "name",
    ["招商三组签约项目台账.xlsx", "签约项目台账（练习）.xlsx", "新设企业台账（练习）.xlsx"],
)
def test_it_objects_to_each_planted_cell_and_to_no_other(dry, found, name) -> None:
    one = found[name]
    run = dry(one)
    assert said(run) == {(p.cell, p.answer) for p in one.planted}
    kinds = [row.kind for row in run.outcomes]
    assert kinds.count("new") == len(one.sheet.rows) - len(one.planted)


def test_a_header_in_the_wrong_unit_changes_every_amount_ten_thousand_times(dry, found) -> None:
    one = found[f"{exercises.LEDGER}(1).xlsx"]
    (planted,), run = one.planted, dry(one)
    at = next(column for column in run.columns if column.column == "amount_fen")
    assert chr(ord("A") + at.index) + str(one.sheet.first_row - 1) == planted.cell
    assert {row.kind for row in run.outcomes} == {planted.answer}
    for row in run.outcomes:
        (change,) = row.changes
        assert (change.column, change.after) == ("amount_fen", WAN * change.before)


def test_a_row_that_is_gone_is_told_with_its_place_in_the_last_import(dry, found) -> None:
    one = found[f"{exercises.LEDGER}(2).xlsx"]
    (planted,), run = one.planted, dry(one)
    assert {row.kind for row in run.outcomes} == {"same"}
    (gone,) = run.gone
    assert planted.answer == "gone"
    assert planted.cell == f"B{gone.row}"


def test_no_exercise_is_in_the_manifest_and_each_is_explained(folder: Path, found) -> None:
    listed = {one["workbook"] for one in json.loads((folder / "manifest.json").read_text("utf-8"))}
    text = (folder / exercises.FOLDER / "说明.md").read_text("utf-8")
    written = {path.name for path in (folder / exercises.FOLDER).glob("*.xlsx")}
    assert written == set(found)
    assert not written & listed
    for one in found.values():
        assert f"## {one.name} · {one.sheet.name}" in text
        assert all(f"| {p.cell} | {p.zh} · {p.en} |" in text for p in one.planted)
