"""The demonstration as it is typed: loaded from its workbooks by the importer, and exact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import zonebook
from tests.site.demo_home import python, run
from zonebook.core.values import Reason
from zonebook.site import demonstration
from zonebook.zones.lanzhou import demo
from zonebook.zones.lanzhou.demo import filings
from zonebook.zones.lanzhou.demo.world import draw


def test_the_contracted_amount_opens_to_nineteen_rows_and_the_two_left_out(installed):
    words = ["--zone", "lanzhou", "--period", "2023", "--format", "json"]
    answer = json.loads(run(installed, "trace", "amt_signed", *words).stdout)
    assert len(answer["records"]) == 19
    total = sum(int(row["amount_fen"]) for row in answer["records"])
    assert str(total // 100) == answer["figure"]["exact"]
    reasons = {one["reason"]["key"] for one in answer["excluded"]}
    assert reasons == {"figures.framework_not_counted", "figures.second_signing_of_project"}
    naive = total + sum(int(one["amount_fen"]) for one in answer["excluded"])
    assert round(naive / 10**10, 1) == 108.5


def test_last_years_report_stands_as_released_and_says_what_was_revised_since(installed):
    words = ["annual", "--zone", "lanzhou", "--period", "2022", "--format", "json"]
    [release] = json.loads(run(installed, "release", *words).stdout)["releases"]
    revised = {one["reference"]: (one["before"], one["after"]) for one in release["revisions"]}
    assert revised["gdp"] == ("342.4", "344.3")
    assert "n_hnte" not in revised


def test_the_loaded_book_is_in_order(installed):
    done = run(installed, "verify", "--zone", "lanzhou", "--format", "json")
    assert json.loads(done.stdout)["findings"] == []


def test_a_second_demo_keeps_the_home(installed):
    book = Path(installed["ZONEBOOK_HOME"]) / "lanzhou" / "book.sqlite"
    before = book.stat().st_ino
    assert run(installed, "demo", "--no-serve").returncode == 0
    assert book.stat().st_ino == before


@pytest.mark.parametrize(
    ("lang", "kept", "day", "account"),
    [
        ("zh", "使用已经载入的演示账本", "2024年2月18日", "  统计员            sun"),
        ("en", "loaded before is used", "18 Feb 2024", f"  {'Statistics officer':<47}  sun"),
    ],
)
def test_the_demo_says_the_zone_its_day_and_whom_to_enter_as(installed, lang, kept, day, account):
    said = run(installed, "demo", "--no-serve", "--lang", lang).stdout
    assert kept in said and day in said and account in said.splitlines()


def test_a_disk_that_is_full_leaves_no_half_a_backup(installed, tmp_path):
    file = tmp_path / "backup.zip"
    limited = ("bash", "-c", 'ulimit -f 1000; exec "$@"', "bash")
    words = ("backup", str(file), "--zone", "lanzhou")
    done = python(installed, "zonebook.site.command", *words, within=limited)
    assert done.returncode == 2 and "磁盘写不进去" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("verb", "key"), [("bulletin annual --period 2023", "a.docx"), ("export signing", "a.xlsx")]
)
def test_a_folder_that_there_is_not_is_told_and_nothing_said_to_be_written(installed, verb, key):
    done = run(installed, *verb.split(), "--zone", "lanzhou", "-o", f"no/such/folder/{key}")
    assert done.returncode == 2
    assert done.stderr == f"no/such/folder/{key}: 没有这个文件或文件夹，没有写成。请核对路径。\n"


def test_what_was_loaded_stands_in_two_columns_however_wide_the_characters(capsys):
    tell = demonstration.teller("zh")
    sheets = [demonstration.Loaded("高企台账.xlsx", "认定台账", {"new": 838, "changed": 0})] * 2
    tell("高企台账.xlsx", demonstration.rows_of(sheets))
    tell(Reason("demo.window"), Reason("demo.cases", {"n": 9}))
    first, second = capsys.readouterr().out.splitlines()
    assert first == "  高企台账.xlsx" + " " * 23 + "新增 1,676 行"
    assert second == "  审批窗口的办件" + " " * 22 + "9 件"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["figures", "--as", "zhao"], "permissions.no_read"),
        (["trace", "amt_signed", "--as", "zhao"], "permissions.no_read"),
        (["export", "signing", "--as", "zhao"], "permissions.no_read"),
    ],
)
def test_someone_without_a_grant_cannot_read(installed, words, key):
    verb, *rest = words
    period = ["--period", "2023"] if verb in ("figures", "trace") else []
    done = run(installed, verb, *rest, "--zone", "lanzhou", *period, "--format", "json")
    assert done.returncode == 2, done.stdout[:500]
    assert json.loads(done.stdout)["refused"][0]["key"] == key


def test_another_office_s_person_cannot_write(installed):
    sheets = Path(installed["ZONEBOOK_HOME"]) / "lanzhou" / "workbooks"
    words = ["import", str(sheets / "高企台账.xlsx"), "--zone", "lanzhou", "--commit"]
    done = run(installed, *words, "--as", "wang", "--register", "certificate", "--format", "json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["refused"][0]["key"] == "permissions.no_write"


def checked(environment: dict[str, str], path: Path, period: str = "2023") -> dict[str, object]:
    """The answer of `zonebook check` on a draft of the demonstration."""
    words = [str(path), "--zone", "lanzhou", "--period", period, "--format", "json"]
    return json.loads(run(environment, "check", *words).stdout)


@pytest.mark.parametrize(("key", "period"), [("annual", "2023"), ("monthly", "2023-07")])
def test_the_report_of_the_book_is_bound_and_verified_without_help(
    installed, tmp_path, key, period
):
    draft = tmp_path / "report.txt"
    words = ["bulletin", key, "--zone", "lanzhou", "--period", period]
    draft.write_text(run(installed, *words).stdout, encoding="utf-8")
    told = checked(installed, draft, period)
    assert {one["verdict"] for one in told["claims"]} == {"verified"}
    assert told["coverage"]["bound"] == told["coverage"]["verified"] == len(told["claims"])
    assert told["findings"] == []


def test_the_flawed_sample_has_six_errors_and_a_question_and_the_clean_one_none(installed):
    drafts = Path(zonebook.__file__).parent / "zones" / "lanzhou" / "drafts"
    clean, flawed = (checked(installed, drafts / f"{one}.txt") for one in ("clean", "flawed"))
    assert clean["findings"] == []
    assert {one["verdict"] for one in clean["claims"]} == {"verified"}
    told = sorted((one["level"], one["rule"]) for one in flawed["findings"])
    rules = ("D01", "D01", "D01", "D03", "D06", "T12")
    assert told == [("ask", "T14"), *(("error", rule) for rule in rules)]


def test_a_figure_of_last_years_release_was_right_when_it_was_released(installed, tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text("2022年，全区实现地区生产总值342.4亿元。\n", encoding="utf-8")
    told = checked(installed, draft, "2022")
    assert [one["verdict"] for one in told["claims"]] == ["revised"]
    assert [(one["rule"], one["level"]) for one in told["findings"]] == [("D02", "ask")]
    assert told["claims"][0]["binding"]["release"] is not None


# -- verdicts: the returns fit the certificates of 2023 -----------------------------------

TITLES = {"hnte": 502, "srdi_sme": 47, "innovative_sme": 163, "above_scale": 187}


@pytest.fixture(scope="module")
def planted() -> dict[str, list[str]]:
    """The names that the generator planted."""
    found = filings.planted(draw(demo.SEED, demo.calibration()))
    return {key: [one.name for one in rows] for key, rows in found.items()}


@pytest.fixture(scope="module")
def judge(installed):
    """`zonebook judge` on the loaded home."""

    def ask(*words: str):
        words = ("judge", *words, "--zone", "lanzhou", "--format", "json")
        done = run(installed, *words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


@pytest.mark.parametrize("rule", TITLES)
def test_nobody_holds_a_title_against_the_rules_but_those_planted(judge, planted, rule):
    told = judge(rule, "--on", "2023-12-31", "--all")
    assert told["holders"]["count"] == TITLES[rule]
    false = {one["name"] for one in told["enterprises"]
             if one["holds"] and one["answer"] == "not_qualified"}  # fmt: skip
    assert false == (set(planted["false"]) if rule == "hnte" else set())


def test_near_misses_and_gaps_are_there(judge, planted):
    told = judge("hnte", "--on", "2023-12-31", "--all")
    near = {one["name"] for one in told["enterprises"] if one["near_miss"]}
    assert len(near & set(planted["near"])) >= 20
    assert told["answers"]["unknown"] >= 50
    exact = told["tests"]["H5a"]
    assert exact["met"] > 300 and exact["unmet"] > 10


def test_at_six_per_cent_some_of_the_502_fail_by_name(judge):
    told = judge("hnte", "--on", "2023-12-31", "--all", "--set", "H5a=6")
    reform = told["reform"]
    assert reform["holders_failing_after"] - reform["holders_failing_before"] == len(reform["fall"])
    assert 50 < len(reform["fall"]) < 502


@pytest.mark.parametrize(
    ("name", "status", "answer"),
    [
        ("陇测智感", "unmet", "not_qualified"),
        ("陇测慧观", "met", "qualified"),
        ("陇测远析", "unknown", "unknown"),
    ],
)
def test_story_d_is_short_by_ten_thousand_yuan(judge, name, status, answer):
    told = judge("hnte", "--on", "2024-02-18", "--enterprise", f"兰州{name}科技有限公司")
    row = next(one for one in told["tests"] if one["key"] == "H5a")
    assert (row["status"], told["answer"]) == (status, answer)
    if status == "unmet":
        assert row["act_on"][0]["text"] == "2023年研发费用总额再增 1 万元"
        assert f"{float(row['value']):.1f}" == "5.0"
        assert len(row["records"]) == 6


def test_an_enterprise_that_is_not_there_is_refused(installed):
    words = ["judge", "hnte", "--on", "2024-02-18", "--enterprise", "没有这家", "--zone", "lanzhou"]
    done = run(installed, *words, "--lang", "en")
    assert done.returncode == 2
    assert "The book has no enterprise" in done.stderr


def test_one_source_of_facts_must_be_named(installed):
    done = run(installed, "judge", "hnte", "--on", "2024-02-18", "--format", "json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["refused"][0]["key"] == "verdicts.one_source"
