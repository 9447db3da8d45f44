"""A rule file that is not in order is refused where it is wrong; the catalogue loads no half."""

from pathlib import Path

import pytest

from zonebook.core.catalog import Catalog, parse
from zonebook.core.rules.book import RuleBook, rule_book
from zonebook.core.rules.load import read_rule
from zonebook.core.values import Refused

BOOK = rule_book()
HEAD = """\
key: sample_2020
family: sample
name: {zh: 样例, en: Sample}
document: hnte2016
verified: memory
in_force: {since: 2020-01-01}
"""
TEST = "{id: A, measure: rd_expense, at_least: 5, unit: wan_yuan, article: 一}"


def read(text, head=HEAD):
    return read_rule(parse(head + text, "sample.yaml"), BOOK.measures, BOOK.documents)


def refused(text, head=HEAD):
    with pytest.raises(Refused) as error:
        read(text, head)
    finding = error.value.findings[0]
    return finding.message.key, finding.where.where


def test_a_good_file_is_read():
    assert read(f"conditions: {TEST}").conditions.id == "A"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (f"conditions:\n  all: [{TEST}]\n  some: 1", "rules.unknown_key", 9),
        ("conditions: {id: A, measure: rd_expanse, at_least: 5}", "rules.unknown_measure", 7),
        ("conditions: {id: A, measure: rd_expense, at_least: 5, unit: percent}",
         "rules.unit_mismatch", 7),
        ("conditions: {id: A, measure: rd_expense, unit: wan_yuan}", "rules.one_operator", 7),
        (f"conditions:\n  tier:\n    - when: {TEST}", "rules.missing_key", 8),
        (f"conditions:\n  id: T\n  tier:\n    - wenn: {TEST}\n      then: {TEST}\n    - otherwise: unmet",
         "rules.unknown_key", 10),
        (f"conditions:\n  id: T\n  tier:\n    - otherwise: unmet\n    - when: {TEST}\n      then: {TEST}",
         "rules.unknown_key", 10),
        ("conditions: {id: A, score: []}", "rules.wrong_value", 7),
        ("conditions: {id: A, measure: rd_expense, at_least: 1, below: 2}", "rules.one_operator", 7),
        ("conditions: {id: A, measure: rd_expense, at_least: many}", "rules.wrong_value", 7),
        ("conditions: {id: A, measure: in_supported_field, is: 1}", "rules.wrong_value", 7),
        ("conditions: {id: A, measure: certificate, holds: [hntee]}", "rules.wrong_value", 7),
        ("conditions: {id: A, measure: industry_code, one_of: ['99']}", "rules.wrong_value", 7),
        (f"conditions: {{all: [{TEST}], any: [{TEST}]}}", "rules.two_nodes", 7),
        (f"conditions:\n  all:\n    - {TEST}\n    - {TEST}", "rules.repeated_id", 10),
    ],
)  # fmt: skip
def test_a_condition_that_is_wrong_is_refused_with_its_line(text, message, line):
    assert refused(text) == (message, f"sample.yaml:{line}")


def test_an_unknown_document_is_refused():
    assert refused(f"conditions: {TEST}", HEAD.replace("hnte2016", "hnte2061"))[0] == (
        "rules.unknown_document"
    )


def tier(*steps):
    rows = "\n".join(
        f"    - when: {{id: w{at}, measure: sales_revenue, {step}, article: 一}}\n      then: "
        + TEST.replace("id: A", f"id: A{at}")
        for at, step in enumerate(steps)
    )
    return f"conditions:\n  id: T\n  tier:\n{rows}"


def test_a_tier_covers_every_number():
    assert read(tier("at_most: 5", "at_most: 9", "above: 9")).conditions.id == "T"


@pytest.mark.parametrize(
    "steps",
    [("at_most: 5", "at_most: 9"), ("at_most: 5", "above: 6"), ("at_most: 9", "at_most: 5", "above: 5"),
     ("at_most: 5",)],
)  # fmt: skip
def test_a_tier_that_leaves_numbers_out_is_refused(steps):
    assert refused(tier(*steps))[0] == "rules.tier_does_not_cover"


SCORING = """\
scoring:
  total: {total}
  pass: [{{id: S, measure: score, at_least: 5, unit: point, article: 一}}]
  groups:
    - id: g
      name: {{zh: 组, en: group}}
      max: 10
      items:
        - id: i
          measure: rd_expense
          max: {most}
          article: 一
          bands:
            - {{at_least: {first}, points: 10}}
            - {{at_least: {second}, points: 5}}
            {last}
"""
OTHERWISE = "- {otherwise: true, points: 0}"


def scoring(total=10, most=10, first=9, second=5, last=OTHERWISE):
    return SCORING.format(total=total, most=most, first=first, second=second, last=last)


def test_a_table_of_points_adds_up():
    assert read(scoring()).scoring.total == 10


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"total": 11}, "rules.score_does_not_add_up"),
        ({"most": 9}, "rules.score_does_not_add_up"),
        ({"last": ""}, "rules.bands_do_not_cover"),
        ({"second": 9}, "rules.band_out_of_reach"),
    ],
)
def test_a_table_that_does_not_is_refused(changes, message):
    assert refused(scoring(**changes))[0] == message


def versions(folder: Path, *spans: str):
    for at, span in enumerate(spans):
        path = folder / "rules" / "sample" / f"{at}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = HEAD.replace("sample_2020", f"sample_{at}").replace("{since: 2020-01-01}", span)
        path.write_text(f"{head}conditions: {TEST}\n", encoding="utf-8")
    return RuleBook(Catalog(folder)).versions("sample")


def test_versions_follow_each_other(tmp_path):
    found = versions(tmp_path, "{since: 2020-01-01, until: 2022-01-01}", "{since: 2022-01-01}")
    assert [one.key for one in found] == ["sample_0", "sample_1"]


@pytest.mark.parametrize(
    ("later", "message"),
    [("{since: 2021-12-31}", "rules.overlap"), ("{since: 2022-01-02}", "rules.gap")],
)
def test_versions_that_overlap_or_leave_a_gap_are_refused(tmp_path, later, message):
    with pytest.raises(Refused) as error:
        versions(tmp_path, "{since: 2020-01-01, until: 2022-01-01}", later)
    assert error.value.findings[0].message.key == message


def test_a_gap_may_be_declared(tmp_path):
    first, later = "{since: 2020-01-01, until: 2022-01-01}", "{since: 2023-01-01, after_gap: true}"
    assert len(versions(tmp_path, first, later)) == 2
