"""Procedures are read strictly; the version and limits of the day of acceptance hold."""

import re
from datetime import date
from pathlib import Path

import pytest

import zonebook.zones
from zonebook.core.catalog import Catalog, shipped
from zonebook.core.procedures.reading import read_procedures
from zonebook.core.values import Refused

LANZHOU = Catalog(Path(zonebook.zones.__file__).parent / "lanzhou" / "catalog")
BOOK = read_procedures(shipped())


def d(text: str) -> date:
    return date.fromisoformat(text)


def days(book, item, on):
    procedure = book.procedure("government_investment")
    return {limit.clock: limit.days for limit in procedure.limits(item, d(on))}


@pytest.mark.parametrize(
    ("item", "on", "stage"),
    [
        ("feasibility_report", "2022-12-31", 15),
        ("feasibility_report", "2023-01-01", 11),
        ("engineering_permit", "2022-12-31", 10),
        ("engineering_permit", "2023-01-01", 7),
    ],
)
def test_the_zone_cuts_its_limits_from_a_day_on(item, on, stage):
    assert days(read_procedures(LANZHOU), item, on) == {
        "legal": 20,
        "promised": stage,
        "stage": stage,
    }


def test_the_shipped_limits_know_nothing_of_the_zone():
    assert days(BOOK, "feasibility_report", "2023-09-22")["promised"] == 15


def test_a_promise_is_never_longer_than_the_law():
    assert days(BOOK, "soil_water", "2023-09-22") == {"legal": 10, "promised": 10, "stage": 15}


def test_there_are_four_national_stages_with_some_25_items():
    procedure = BOOK.procedure("government_investment")
    assert [stage.number for stage in procedure.stages] == [1, 2, 3, 4]
    assert sum(len(stage.items) for stage in procedure.stages) == 27


def test_the_questionnaire_chooses_the_items():
    procedure = BOOK.procedure("enterprise_filing")
    small = dict.fromkeys(procedure.questions, False)
    needed = {
        stage: [row.item.key for row in rows] for stage, rows in procedure.needed(small).items()
    }
    assert needed["land_use"] == ["project_filing", "land_transfer", "land_planning_permit"]
    with_impact = procedure.needed({**small, "listed_for_impact": True})
    assert "eia" in [row.item.key for row in with_impact["land_use"]]


def test_an_unanswered_question_is_asked_for():
    with pytest.raises(Refused) as refused:
        BOOK.procedure("enterprise_opening").needed({"needs_seals": True})
    assert len(refused.value.findings[0].message.args["questions"]) == 2


def test_opening_an_enterprise_is_one_service_of_five_items():
    stage = BOOK.procedure("enterprise_opening").stages[0]
    assert [row.item.key for row in stage.items] == [
        *("business_registration", "seal_engraving", "tax_setup"),
        *("social_insurance", "bank_account"),
    ]


def test_an_acceptance_before_the_first_version_is_refused():
    with pytest.raises(Refused) as refused:
        days(BOOK, "feasibility_report", "2018-01-01")
    assert refused.value.findings[0].message.key == "procedure.no_version"


@pytest.mark.parametrize(("procedure", "item"), [("x", "eia"), ("government_investment", "x")])
def test_an_unknown_key_is_refused_with_the_known_ones(procedure, item):
    with pytest.raises(Refused) as refused:
        BOOK.procedure(procedure).find(item)
    assert refused.value.findings[0].message.args["known"]


PROCEDURE = """\
key: trial
kind: procedure
name: {zh: 试行, en: trial}
sources:
  s: {title: 试行办法, verified: memory}
versions:
  - {key: a, since: 2020-01-01, until: 2021-01-01, source: s}
  - {key: b, since: 2021-01-01, source: s}
stages:
  - key: one
    number: 1
    name: {zh: 一, en: one}
    lead: tax
    legal: [{since: 2020-01-01, days: 20, source: s}]
    promised: [{since: 2020-01-01, days: 10, source: s}]
    items:
      - {item: tax_setup}
      - {item: seal_engraving, after: [tax_setup]}
"""


def trial(tmp_path, old="", new=""):
    assert old in PROCEDURE
    folder = tmp_path / "procedures"
    folder.mkdir()
    (folder / "trial.yaml").write_text(PROCEDURE.replace(old, new, 1), encoding="utf-8")
    return read_procedures(Catalog(tmp_path)).procedure("trial")


def test_a_version_is_chosen_by_the_day_of_acceptance(tmp_path):
    procedure = trial(tmp_path)
    assert procedure.version(d("2020-12-31")).key == "a"
    assert procedure.version(d("2021-01-01")).key == "b"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("until: 2021-01-01", "until: 2020-12-01", "versions_gap"),
        ("until: 2021-01-01", "until: 2021-02-01", "versions_overlap"),
        ("until: 2021-01-01", "until: 2019-01-01", "version_reversed"),
        ("days: 10", "days: 21", "promise_above_law"),
        ("source: s}\n  - {key: b", "source: t}\n  - {key: b", "no_such_source"),
        ("lead: tax", "lead: weather", "unknown_key"),
        ("item: tax_setup", "item: nothing", "unknown_key"),
        ("after: [tax_setup]", "after: [nothing]", "unknown_key"),
        ("{item: tax_setup}", "{item: tax_setup, when: {rainy: true}}", "unknown_key"),
        (
            "{item: tax_setup}",
            "{item: tax_setup, after: [seal_engraving]}",
            "items_wait_for_each_other",
        ),
        (
            "promised: [{since: 2020-01-01, days: 10, source: s}]",
            "promised: [{since: 2020-01-01, days: 10, source: s}, {since: 2019-01-01, days: 9, source: s}]",
            "limits_out_of_order",
        ),
    ],
)
def test_a_procedure_that_contradicts_itself_is_refused_with_its_place(tmp_path, old, new, key):
    with pytest.raises(Refused) as refused:
        trial(tmp_path, old, new)
    finding = refused.value.findings[0]
    assert finding.message.key == f"procedure.{key}"
    assert finding.where.where.startswith("procedures/trial.yaml:")


def test_every_message_of_procedures_exists():
    rows = shipped().sentences.rows
    source = Path(zonebook.__path__[0]) / "core" / "procedures"
    for file in source.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        for key in re.findall(
            r'"((?:procedure|clock|case|regularity|area|roll|exchange)(?:\.\w+)+)"', text
        ):
            assert key in rows, f"{file.name}: {key}"


def test_a_figure_that_states_a_limit_says_what_the_procedure_says():
    """The report's 15 → 11 and 10 → 7 are the versions of the stages' limits, day for day."""
    stages = read_procedures(LANZHOU).procedure("government_investment").stages
    stated = {key: stage for stage in stages for key in stage.figures}
    assert list(stated) == ["lim_gov_land_old", "lim_gov_land", "lim_build_old", "lim_build"]
    figures = LANZHOU.kind("indicators")
    for key, stage in stated.items():
        told = {since: row["value"] for since, row in figures[key]["values"].items()}
        kept = {one.since: one.days for one in stage.promised}
        assert told == (dict([next(iter(kept.items()))]) if key.endswith("_old") else kept)


def test_the_shipped_procedures_know_no_office_hour_and_a_zone_sets_its_own():
    """No law says when a counter closes; the demonstration assumes an hour and says so."""
    assert {one.conventions.closes_at for one in BOOK.procedures.values()} == {""}
    zone = read_procedures(LANZHOU).procedures
    assert {(one.conventions.closes_at, one.conventions.assumed) for one in zone.values()} == {
        ("17:30", True)
    }
