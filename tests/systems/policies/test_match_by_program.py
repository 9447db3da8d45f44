"""Policies are matched by command and over HTTP alike, for one enterprise and for everybody."""

from __future__ import annotations

import json

import pytest

from tests.site.api.conftest import program
from tests.systems.policies import firms
from zonebook.site.command import main

ON = firms.TODAY.isoformat()
KEY = "trade_growth"


@pytest.fixture
def command(traders, capsys, monkeypatch):
    """The command on this book."""
    monkeypatch.setattr("zonebook.site.home.open_home", lambda zone: None)

    def run(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["policies", *args])
        found = capsys.readouterr()
        return code, found.out, found.err

    return run


def told(command, *args: str):
    code, out, err = command(*args, "--format", "json")
    assert code == 0, err
    return json.loads(out)


def test_the_policies_of_a_day_are_listed(command, ma):
    found = told(command, "list", "--on", ON)
    assert found["format"] == "zonebook.policies/1"
    assert {"hnte_rate", KEY} <= {one["policy"] for one in found["policies"]}
    assert program(ma).get("policies", on=ON).json() == found
    past = told(command, "list", "--on", "2020-06-30")
    assert KEY not in {one["policy"] for one in past["policies"]}


def test_everybody_is_matched_with_reasons(command, ma):
    found = told(command, "match", "--all", "--policy", KEY, "--on", ON)
    assert found["states"] == {"fits": 1, "near": 1, "not": 1, "unknown": 1}
    assert found["listed"] == {"count": 1, "amount": "200000.00", "unit": "CNY"}
    rows = {one["name"][:2]: one for one in found["enterprises"]}
    assert rows["大增"]["due"] == {"low": "200000.00", "high": "200000.00", "unit": "CNY"}
    assert rows["小增"]["near_miss"]["unit"] == "percent"
    assert all(one["because"] for name, one in rows.items() if name != "大增")
    over = program(ma).get(f"policies/{KEY}/matches", on=ON).json()
    assert over == {**found, "next": None}


def test_pages_and_states_over_http(traders, ma):
    asked = program(ma)
    first = asked.get(f"policies/{KEY}/matches", on=ON, limit=3).json()
    rest = asked.get(f"policies/{KEY}/matches", on=ON, limit=3, after=first["next"]).json()
    assert (len(first["enterprises"]), len(rest["enterprises"]), rest["next"]) == (3, 1, None)
    near = asked.get(f"policies/{KEY}/matches", on=ON, state="near", lang="en").json()
    assert [one["state"] for one in near["enterprises"]] == ["near"]


def test_one_enterprise_sees_every_test(command, ma, traders):
    found = told(
        command, "match", "--enterprise", traders[1].number, "--policy", KEY, "--on", ON
    )  # fmt: skip
    (one,) = found["policies"]
    assert one["state"] == "near" and one["answer"] == "not_qualified"
    assert {"key", "status", "value", "threshold", "unit", "gap", "document", "article"} <= set(
        one["tests"][0]
    )
    query = {"enterprise": traders[1].number, "policy": KEY, "on": ON}
    assert program(ma).get("policies/matches", **query).json() == found
    whole = told(command, "match", "--enterprise", traders[0].name, "--on", ON)
    assert len(whole["policies"]) > 10 and whole["together"]["unit"] == "CNY"


def test_the_list_on_a_terminal_is_in_words(command, traders):
    _, out, _ = command("list", "--on", ON)
    assert "国家级" in out and "快申快享（60个工作日内）" in out and "national" not in out
    assert command("list", "--on", "1999-01-01")[1] == "1999年1月1日没有可以享受的政策。\n"


def test_what_is_asked_wrongly_is_refused(command, ma, traders, zhao_program):
    for args, key in (
        (("match", "--on", ON), "policies.one_source"),
        (("match", "--all", "--on", ON), "policies.which_policy"),
        (("match", "--all", "--policy", "nonsense", "--on", ON), "policies.no_such_policy"),
        (("list", "--on", "2024-02-31"), "rules.wrong_filing_day"),
    ):
        code, out, _ = command(*args, "--format", "json")
        assert (code, json.loads(out)["refused"][0]["key"]) == (2, key)
    _, _, said = command("match", "--enterprise", "大增", "--on", ON)
    assert f"大增商贸有限公司（{traders[0].number}）" in said
    asked = program(ma)
    assert asked.get("policies/nonsense/matches", on=ON).status_code == 404
    assert asked.get(f"policies/{KEY}/matches", on="2020-06-30").status_code == 422
    assert asked.get("policies/matches", on=ON, enterprise="无此公司").status_code == 404
    assert zhao_program.get(f"policies/{KEY}/matches", on=ON).status_code == 403


@pytest.fixture
def zhao_program(book):
    """Wang's program may read the ladder and no policies."""
    return program(book.wang)


def test_the_register_is_judged_over_http(traders, book):
    asked = program(book.wang)
    first = asked.post("judge/above_scale/register", {"on": ON, "limit": 3}).json()
    assert (first["rule"], first["count"], len(first["enterprises"])) == ("above_scale", 4, 3)
    rest = asked.post("judge/above_scale/register", {"on": ON, "after": first["next"]}).json()
    assert (len(rest["enterprises"]), rest["next"]) == (1, None)
    changed = asked.post("judge/hnte/register", {"on": ON, "changes": {"H5a": "6"}}).json()
    assert changed["changes"] == {"H5a": "6"} and changed["reform"]["fall"] == []
    assert asked.post("judge/nonsense/register", {"on": ON}).status_code == 404
