"""`zonebook bulletin`, `release` and `diff` as they are typed, on a home of a few rows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ZONE = """key: small
name: {zh: 小园, en: Small}
offices:
  - key: committee
    name: {zh: 管委会办公室, en: Office}
    grants: [{verbs: [read, write, review, publish], systems: [bulletin]}]
people:
  - {key: an, name: {zh: 安经办, en: An}, title: {zh: 经办, en: Clerk}, office: committee}
  - {key: bo, name: {zh: 薄主任, en: Bo}, title: {zh: 主任, en: Head}, office: committee}
"""


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with one home that nobody has imported anything into."""
    folder = tmp_path_factory.mktemp("homes")
    (folder / "small").mkdir()
    (folder / "small" / "zone.yaml").write_text(ZONE, "utf-8")
    return folder


def zonebook(homes: Path, verb: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command on the home."""
    environment = {**os.environ, "ZONEBOOK_HOME": str(homes), "ZONEBOOK_TODAY": "2024-02-18"}
    for name in ("ZONEBOOK_HOME_FOLDER", "ZONEBOOK_TEST_POSTGRES"):
        environment.pop(name, None)
    asked = [sys.executable, "-m", "zonebook.site.command", verb, *words, "--zone", "small"]
    return subprocess.run(asked, env=environment, capture_output=True, check=False)


def test_an_empty_book_gives_a_report_of_gaps(homes, tmp_path):
    done = zonebook(homes, "bulletin", "annual", "--period", "2023")
    text = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert "地区生产总值〔暂无数据，见注1〕" in text
    file = tmp_path / "annual.docx"
    done = zonebook(homes, "bulletin", "annual", "--period", "2023", "-o", str(file))
    assert done.returncode == 0 and file.read_bytes()[:2] == b"PK"
    done = zonebook(homes, "bulletin", "annual", "--period", "2023", "--format", "json")
    assert json.loads(done.stdout)["format"] == "zonebook.bulletin/1"


def test_a_wrong_period_bulletin_or_section_is_bad_input(homes):
    for words in (
        ("annual", "--period", "2023-07"),
        ("weather", "--period", "2023"),
        ("annual", "--period", "2023", "--section", "weather"),
        ("annual", "--period", "2023", "--release", "DG-1999-000001"),
    ):
        done = zonebook(homes, "bulletin", *words)
        assert (done.returncode, done.stdout) == (2, b""), done.stderr.decode()


def test_where_nothing_is_released_yet_it_says_what_to_do(homes):
    done = zonebook(homes, "release", "annual", "--period", "2021")
    assert done.returncode == 0 and "还没有定稿" in done.stderr.decode()
    for words in (("weather", "--period", "2023"), ("annual", "--period", "2023-07")):
        assert zonebook(homes, "release", *words).returncode == 2
    done = zonebook(homes, "release", "annual", "--period", "2021", "--approve")
    assert done.returncode == 2 and "--as" in done.stderr.decode()


def test_a_release_from_its_preparation_to_its_comparison(homes):
    asked = ("annual", "--period", "2023")
    done = zonebook(homes, "release", *asked, "--as", "an", "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    row = json.loads(done.stdout)
    assert (row["format"], row["state"], row["approved_by"]) == (
        "zonebook.release/1",
        "prepared",
        None,
    )
    assert zonebook(homes, "release", *asked, "--as", "an", "--approve").returncode == 2
    assert zonebook(homes, "release", *asked, "--approve").returncode == 2
    done = zonebook(homes, "release", *asked, "--as", "bo", "--approve")
    assert done.returncode == 0 and "薄主任" in done.stdout.decode()
    first = row["number"]
    kept = zonebook(homes, "bulletin", *asked, "--release", first, "--format", "docx")
    assert kept.returncode == 0 and kept.stdout[:2] == b"PK"
    listed = zonebook(homes, "release", *asked)
    assert "修订说明：定稿以来，所依据的数没有变动。" in listed.stdout.decode()
    again = zonebook(homes, "release", *asked, "--as", "bo", "--format", "json")
    second = json.loads(again.stdout)["number"]
    done = zonebook(homes, "diff", first, second, "--format", "json")
    assert json.loads(done.stdout) == {
        "format": "zonebook.diff/1",
        "first": first,
        "second": second,
        "figures": [],
    }
    assert zonebook(homes, "diff", first, "DG-1999-000001").returncode == 2
