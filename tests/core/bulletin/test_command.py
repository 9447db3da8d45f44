"""`zonebook check`: exit codes, JSON, SARIF, stdin, several files, cold start."""

import io
import json
import subprocess
import sys

import pytest

from zonebook.site.command import main

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


def test_a_missing_file_exits_2(tmp_path, capsys):
    assert main(["check", str(tmp_path / "none.txt")]) == 2


def test_a_text_without_numbers_is_fine(draft, capsys):
    assert main(["check", draft("稳步提升。"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"] == []


def test_it_loads_no_framework(draft):
    code = (
        "import sys; from zonebook.site.command import main; main(['check', sys.argv[1]]); "
        "print([m for m in ('django', 'numpy', 'docx', 'openpyxl') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, draft(CLEAN)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip().endswith("[]")
