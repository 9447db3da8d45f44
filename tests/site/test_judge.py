"""`zonebook judge`: facts come in as JSON, verdicts go out; bad input is located and exits with 2."""

import io
import json

import pytest

from zonebook.site.command import main

SHORT = '{"rd_expense": [200, 181, 180], "sales_revenue": [4000, 3640, 3600]}'
EVEN = '{"rd_expense": [201, 181, 180], "sales_revenue": [4000, 3640, 3600]}'
BARE = '{"sales_revenue": [4000, 3640, 3600]}'


@pytest.fixture
def judge(tmp_path, capsys, monkeypatch):
    def run(text, *more, rule="hnte", on="2023-06-30", name="facts.json"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        code = main(["judge", rule, "--on", on, "--facts", str(path), "--format", "json", *more])
        found = capsys.readouterr()
        return code, found.out, found.err

    return run


def status(answer, key):
    return next(one["status"] for one in answer["tests"] if one["key"] == key)


def test_one_object_gives_one_answer_with_its_format(judge):
    code, out, _ = judge(SHORT)
    answer = json.loads(out)
    assert (code, answer["format"], answer["rule"]) == (0, "zonebook.judge/1", "hnte")
    assert (answer["version"], answer["answer"]) == ("hnte_2016", "not_qualified")
    row = next(one for one in answer["tests"] if one["key"] == "H5a")
    wanted = ("value", "threshold", "unit", "gap", "document", "article")
    assert [row[key] for key in wanted] == [
        "4.9911", "5", "percent", "0.0089", "国科发火〔2016〕32号", "第十一条（五）1",
    ]  # fmt: skip
    assert row["act_on"][0] == {
        "measure": "rd_expense", "year": 0, "change": "1", "unit": "wan_yuan",
        "text": "2022年研发费用总额再增 1 万元",
    }  # fmt: skip


def test_lines_give_one_answer_a_line_without_format(judge):
    code, out, _ = judge("\n".join((SHORT, EVEN, BARE)) + "\n", name="facts.jsonl")
    answers = [json.loads(one) for one in out.splitlines()]
    assert code == 0
    assert [status(one, "H5a") for one in answers] == ["unmet", "met", "unknown"]
    assert not any("format" in one for one in answers)


def test_facts_may_come_by_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(EVEN))
    assert main(["judge", "hnte", "--on", "2023-06-30", "--facts", "-"]) == 0
    assert "hnte_2016" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rule", "on", "said"),
    [
        ("srdi_sme_2026", "2024-02-18", "rules.outside_since"),
        ("srdi_sme_2022", "2026-05-01", "rules.outside_span"),
        ("srdi_sme_2022", "2024-02-18", None),
        ("srdi_sme", "2026-05-01", None),
    ],
)
def test_a_version_named_outside_its_days_is_judged_with_a_warning(judge, capsys, rule, on, said):
    code, out, _ = judge(SHORT, rule=rule, on=on)
    found = [one for one in json.loads(out)["findings"] if one["key"].startswith("rules.out")]
    assert code == 0 and [(one["level"], one["key"]) for one in found] == (
        [("warning", said)] if said else []
    )
    _, table, _ = judge(SHORT, "--format", "table", rule=rule, on=on)
    assert ("不在其内" in table) == bool(said)


def test_a_value_may_be_changed(judge):
    _, out, _ = judge(EVEN, "--set", "H5a=6")
    assert status(json.loads(out), "H5a") == "unmet"


@pytest.mark.parametrize(
    ("kind", "version"),
    [("recognition", "little_giant_2026"), ("review", "little_giant_2022")],
)
def test_in_2026_a_review_of_little_giants_keeps_the_old_standard(judge, kind, version):
    _, out, _ = judge("{}", "--kind", kind, rule="little_giant", on="2026-06-01")
    assert json.loads(out)["version"] == version


@pytest.mark.parametrize(
    ("text", "key", "where"),
    [
        ('{\n "rd_expanse": 1}', "rules.unknown_fact", "facts.json:2"),
        ('{"rd_expense": -1}', "rules.negative_fact", "facts.json:1"),
        ('{"rd_expense": NaN}', "rules.unreadable_facts", "facts.json:1"),
        ('{"rd_expense": 1, "rd_expense": 2}', "rules.repeated_fact", "facts.json:1"),
        ("[1]", "rules.unreadable_facts", "facts.json:1"),
        ("not json", "rules.unreadable_facts", "facts.json:1"),
        ("", "rules.unreadable_facts", "facts.json:1"),
    ],
)
def test_bad_facts_are_refused_where_they_stand(judge, text, key, where):
    code, out, err = judge(text)
    found = json.loads(out)["refused"][0]
    assert (code, found["key"], found["where"]["where"]) == (2, key, where)
    assert err.startswith(where)


def test_no_half_is_printed_when_a_line_is_bad(judge):
    code, out, _ = judge(f'{SHORT}\n{{"rd_expense": -1}}\n')
    assert code == 2
    assert json.loads(out)["refused"][0]["where"]["where"] == "facts.json:2"


@pytest.mark.parametrize(
    ("rule", "on", "key"),
    [
        ("nothing", "2023-06-30", "rules.no_such_rule"),
        ("hnte", "2001-01-01", "rules.none_in_force"),
    ],
)
def test_a_rule_that_is_not_there_is_refused(judge, rule, on, key):
    code, out, _ = judge("{}", rule=rule, on=on)
    assert (code, json.loads(out)["refused"][0]["key"]) == (2, key)
