"""`zonebook due --overdue` and `zonebook letters`, and only for who may see them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

import zonebook
from tests.systems.approvals.rolls import OPEN, STORY_B, book_of

TEMPLATE = Path(zonebook.__file__).parent / "zones" / "lanzhou"
LATE = {**OPEN, "办件编号": "GX5", "申请事项名称": "朔云南停车场工程", "接件日期": "2024-01-02",
        "受理日期": "2024-01-03"}  # fmt: skip
IMPORT = """
import sys
from datetime import date
from zonebook.site import home
home.open_home("lanzhou")
from zonebook.records.models import Person
from zonebook.systems.approvals import roll
roll.import_roll(open(sys.argv[1], "rb").read(), "办件台账.xlsx",
                 by=Person.objects.get(key="li"), on=date(2024, 2, 18))
"""


@pytest.fixture(scope="module")
def homes(tmp_path_factory) -> Path:
    """A home of the demonstration's offices and limits with three cases."""
    root = tmp_path_factory.mktemp("homes")
    shutil.copytree(TEMPLATE / "catalog", root / "lanzhou" / "catalog")
    shutil.copy(TEMPLATE / "zone.yaml", root / "lanzhou")
    (root / "roll.xlsx").write_bytes(book_of(STORY_B, OPEN, LATE))
    run(root, "-c", IMPORT, str(root / "roll.xlsx"))
    return root


def run(homes: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ZONEBOOK_HOME": str(homes)}
    environment.pop("ZONEBOOK_HOME_FOLDER", None)
    environment.pop("ZONEBOOK_DATABASE", None)
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )


def due(homes: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(
        homes, "-m", "zonebook.site.command", "due", "--overdue", "--zone", "lanzhou", *words
    )


def test_late_cases_are_listed_by_each_clock_with_because(homes):
    answer = due(homes, "--format", "json")
    found = json.loads(answer.stdout)
    assert found["format"] == "zonebook.due/1"
    assert found["on"] == "2024-02-18"
    rows = {(one["title"], one["clock"]): one for one in found["overdue"]}
    late = rows["朔云南停车场工程", "promised"]
    assert (late["limit"], late["due"]) == (11, "2024-01-18")
    assert late["over"] == late["used"] - 11
    assert late["because"]
    assert ("砚池东市政道路工程", "promised") not in rows  # due on the day itself
    assert not any(title == "生物医药中试平台" for title, _ in rows)


def test_the_day_after_one_more_case_is_late(homes):
    found = json.loads(due(homes, "--format", "json", "--on", "2024-02-19").stdout)
    assert "砚池东市政道路工程" in {one["title"] for one in found["overdue"]}


def test_who_may_not_read_approvals_is_refused(homes):
    answer = due(homes, "--as", "zhao")
    assert answer.returncode == 2
    assert "没有“行政审批”的查看权限" in answer.stderr
    assert answer.stdout == ""


def letters(homes: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(homes, "-m", "zonebook.site.command", "letters", "--zone", "lanzhou", *words)


def test_the_letters_of_a_day_are_listed(homes):
    """On 9 October 2023 story B's expert review began: its written notice went out."""
    found = json.loads(letters(homes, "--on", "2023-10-09", "--format", "json").stdout)
    assert found["format"] == "zonebook.letters/1"
    assert [(one["title"], one["on"]) for one in found["letters"]] == [
        ("特别程序告知书", "2023-10-09")
    ]
    assert json.loads(letters(homes, "--format", "json").stdout)["letters"] == []


def test_the_letters_of_a_case_are_written_as_files(homes, tmp_path):
    [notice] = json.loads(letters(homes, "--on", "2023-10-09", "--format", "json").stdout)[
        "letters"
    ]
    asked = ["--case", notice["case"], "--to", str(tmp_path / "out"), "--format", "json"]
    told = json.loads(letters(homes, *asked).stdout)["letters"]
    assert notice["title"] in {one["title"] for one in told}
    for one in told:
        text = "".join(p.text for p in Document(tmp_path / "out" / one["file"]).paragraphs)
        assert "".join(one["title"].split()) in "".join(text.split())


def test_letters_of_a_case_that_is_not_there_or_not_ones_own_are_refused(homes):
    assert letters(homes, "--case", "BJ-2023-999999").returncode == 2
    refused = letters(homes, "--as", "zhao")
    assert refused.returncode == 2 and refused.stdout == ""
    assert "2023-13-01" in letters(homes, "--on", "2023-13-01").stderr


def test_a_list_without_a_row_says_that_there_is_none(homes):
    """A bare head would leave the reader wondering whether the command worked."""
    command = ["-m", "zonebook.site.command"]
    none = letters(homes, "--on", "2022-01-03")
    assert none.returncode == 0
    assert "2022-01-03没有文书" in none.stdout and "名称" not in none.stdout
    tokens = run(homes, *command, "token", "list", "--zone", "lanzhou", "--lang", "en")
    assert tokens.stdout.startswith("no tokens yet") and len(tokens.stdout.splitlines()) == 1
    assert due(homes, "--on", "2022-01-03").stdout == "截至2022-01-03没有超期办件\n"
    assert (
        json.loads(letters(homes, "--on", "2022-01-03", "--format", "json").stdout)["letters"] == []
    )
