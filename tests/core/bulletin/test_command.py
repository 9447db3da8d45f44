"""`zonebook check`: exit codes, JSON, SARIF, stdin, several files, cold start."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from zonebook.site.command import main
from zonebook.site.commands.check_ import address, line_starts, place

CLEAN = "2023年，完成投资84.6亿元，占年度计划投资81.8亿元的103.4%。\n"
WRONG = "2023年，完成投资84.6亿元，占年度计划投资81.8亿元的130.4%。\n"


@pytest.fixture
def draft(tmp_path):
    def write(text, name="draft.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def test_a_clean_draft_exits_0_and_a_wrong_one_exits_1(draft, capsys):
    assert main(["check", draft(CLEAN)]) == 0
    assert main(["check", draft(WRONG)]) == 1
    assert "T07" in capsys.readouterr().out


def test_the_answer_carries_claims_other_numbers_and_findings(draft, capsys):
    path = draft(WRONG)
    assert main(["check", path, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["format"] == "zonebook.check/1"
    assert told["file"] == path
    assert [one["text"] for one in told["claims"]] == ["84.6亿元", "81.8亿元", "130.4%"]
    first = told["claims"][0]
    assert first["value"] == "8460000000"
    assert (first["unit"], first["kind"], first["period"]) == ("CNY", "level", "2023")
    assert first["binding"] is None
    assert {one["verdict"] for one in told["claims"]} == {"inconsistent"}
    assert told["not_claims"] == [{"start": 0, "end": 5, "text": "2023年", "reason": "date"}]
    (finding,) = told["findings"]
    assert (finding["rule"], finding["level"]) == ("T07", "error")
    for span in finding["spans"]:
        assert WRONG[span["start"] : span["end"]] in ("84.6亿元", "81.8亿元", "130.4%")
    assert finding["message"] and finding["formula"] and finding["suggestion"]


def test_several_files_give_a_list(draft, capsys):
    assert main(["check", draft(CLEAN, "a"), draft(WRONG, "b"), "--format", "json"]) == 1
    assert [len(one["findings"]) for one in json.loads(capsys.readouterr().out)] == [0, 1]


def test_sarif_names_rule_and_region(draft, capsys):
    assert main(["check", draft("\n" + WRONG), "--format", "sarif", "--lang", "en"]) == 1
    run = json.loads(capsys.readouterr().out)["runs"][0]
    (result,) = run["results"]
    assert result["ruleId"] == "T07"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["charLength"]) == (2, 6)
    assert len(run["tool"]["driver"]["rules"]) == 24


def test_sarif_gives_one_place_and_what_it_is_held_against(draft, capsys):
    path = draft(WRONG, "七月 稿.txt")
    assert main(["check", path, "--format", "sarif"]) == 1
    ((result,),) = [one["results"] for one in json.loads(capsys.readouterr().out)["runs"]]
    (first,) = result["locations"]
    assert [first["physicalLocation"]["region"]["charOffset"]] == [WRONG.index("130.4%")]
    uris = {
        one["physicalLocation"]["artifactLocation"]["uri"]
        for one in [first, *result["relatedLocations"]]
    }
    assert len(result["relatedLocations"]) == 2
    assert uris == {Path(path).as_uri()}
    assert address("稿/七月 稿.txt") == "%E7%A8%BF/%E4%B8%83%E6%9C%88%20%E7%A8%BF.txt"


def test_a_broken_file_among_several_does_not_stop_the_others(draft, capsys):
    paths = [draft(WRONG, "a"), draft(b"", "b"), draft(WRONG, "c")]
    assert main(["check", *paths]) == 2
    told = capsys.readouterr()
    assert (told.out.count("T07"), told.err.count(paths[1])) == (2, 1)
    assert main(["check", *paths, "--format", "json"]) == 2
    kinds = [one["format"] for one in json.loads(capsys.readouterr().out)]
    assert kinds == ["zonebook.check/1", "zonebook.refused/1", "zonebook.check/1"]
    assert main(["check", *paths, "--format", "sarif"]) == 2
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert len(run["results"]) == 2
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 1


def test_places_are_lines_and_columns_from_1():
    text = "甲\n\n乙丙\n"
    starts = line_starts(text)
    assert [place(starts, at) for at in range(len(text) + 1)] == [
        (1, 1), (1, 2), (2, 1), (3, 1), (3, 2), (3, 3), (4, 1),
    ]  # fmt: skip


def test_stdin_is_a_draft(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode("gb18030"))))
    assert main(["check", "-"]) == 1


def test_a_period_is_given_or_refused(draft, capsys):
    assert (
        main(["check", draft("签约46个。"), "--period", "2023-01..2023-06", "--format", "json"])
        == 0
    )
    assert json.loads(capsys.readouterr().out)["claims"][0]["period"] == "2023-01..2023-06"
    assert main(["check", draft("签约46个。"), "--period", "last year"]) == 2


@pytest.mark.parametrize("given", [b"", b"\x00\x01", b"%PDF-1.4", b"PK\x03\x04not a zip"])
def test_bad_input_exits_2_and_names_the_file(draft, capsys, given):
    path = draft(given)
    assert main(["check", path]) == 2
    assert path in capsys.readouterr().err


def test_a_missing_file_or_a_folder_exits_2_and_is_told_in_words(tmp_path, capsys):
    assert main(["check", str(tmp_path / "none.txt")]) == 2
    assert "没有这个文件" in capsys.readouterr().err
    assert main(["check", str(tmp_path)]) == 2
    assert "这是文件夹" in capsys.readouterr().err


def test_a_text_without_numbers_is_fine(draft, capsys):
    assert main(["check", draft("稳步提升。"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"] == []
    assert main(["check", draft("稳步提升。")]) == 0
    assert "没有读到数字" in capsys.readouterr().out


def test_it_loads_no_framework(draft):
    code = (
        "import sys; from zonebook.site.command import main; main(['check', sys.argv[1]]); "
        "print([m for m in ('django', 'numpy', 'docx', 'openpyxl') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, draft(CLEAN)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip().endswith("[]")
