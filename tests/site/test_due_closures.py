"""`zonebook due` by the closed days of a zone, each with its document."""

import json
import shutil
from pathlib import Path

import pytest

import zonebook.zones
from zonebook.site import command


@pytest.fixture
def lanzhou(tmp_path, monkeypatch):
    """A home with the zone's own limits."""
    template = Path(zonebook.zones.__file__).parent / "lanzhou"
    shutil.copytree(template / "catalog", tmp_path / "lanzhou" / "catalog")
    (tmp_path / "lanzhou" / "zone.yaml").write_text("key: lanzhou\n")
    monkeypatch.setenv("ZONEBOOK_HOME", str(tmp_path))


CLOSED = """
key: closures_2023
year: 2023
name: {zh: 闭园日, en: closures}
notices:
  - {doc_no: 兰高新办〔2023〕1号, title: 关于系统割接期间暂停窗口服务的通知, verified: memory}
closures:
  - {name: {zh: 系统割接, en: system change-over}, first: 2023-09-25, last: 2023-09-26}
"""
PLAIN = ["due", "--limit", "11", "--accepted", "2023-09-22"]


@pytest.fixture
def closed(lanzhou, tmp_path):
    """The home with two closed days of its own."""
    folder = tmp_path / "lanzhou" / "catalog" / "calendar"
    folder.mkdir(exist_ok=True)
    (folder / "closures_2023.yaml").write_text(CLOSED, encoding="utf-8")


def test_a_plain_limit_counts_by_the_closures_of_a_named_zone(closed, capsys):
    assert command.main([*PLAIN, "--format", "json"]) == 0
    national = json.loads(capsys.readouterr().out)
    assert command.main([*PLAIN, "--zone", "lanzhou", "--format", "json"]) == 0
    ours = json.loads(capsys.readouterr().out)
    assert (national["due"], ours["due"]) == ("2023-10-13", "2023-10-17")
    assert "closures" not in national
    [one] = ours["closures"]
    assert (one["first"], one["last"], one["document"]) == (
        "2023-09-25", "2023-09-26", "兰高新办〔2023〕1号"
    )  # fmt: skip


def test_the_sheet_for_people_names_each_closed_day_with_its_document(closed, capsys):
    assert command.main([*PLAIN, "--zone", "lanzhou"]) == 0
    text = capsys.readouterr().out
    assert "2023年9月25日至2023年9月26日系统割接（兰高新办〔2023〕1号）" in text
    assert text.count("系统割接（兰高新办〔2023〕1号）") == 3


def test_a_zone_without_closures_says_so(lanzhou, capsys):
    assert command.main([*PLAIN, "--zone", "lanzhou", "--lang", "en"]) == 0
    assert "no closures of its own" in capsys.readouterr().out


def test_a_file_of_cases_counts_by_the_closures_of_a_named_zone(closed, tmp_path, capsys):
    file = tmp_path / "cases.jsonl"
    file.write_text('{"accepted": "2023-09-22", "limit": 11}\n', encoding="utf-8")
    assert command.main(["due", "--cases", str(file), "--zone", "lanzhou"]) == 0
    assert capsys.readouterr().out == '{"due": "2023-10-17"}\n'


def test_a_zone_that_is_not_there_is_refused_for_a_plain_limit_too(lanzhou, capsys):
    assert command.main([*PLAIN, "--zone", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
