"""Yearly rows: plans, lists and ranks carry the year that they belong to, and may be replaced."""

from tests.spec.conftest import Spec

PLANS = """
    statement:
    id | indicator | period | digits | decimals | vintage | released_on
    1  | a         | x      | 100    | 2023     | final   | 2023-02-01
    2  | a         | x      | 120    | 2023     | final   | 2023-08-01
    3  | a         | x      | 90     | 2022     | final   | 2022-02-01
    4  | b         | x      | 50     | 2023     | final   |
    5  | b         | x      | 60     |          | final   | 2023-01-01
"""


def test_in_year_asks_for_the_year_of_the_last_day(spec: Spec):
    """A year is a whole number; `decimals` stands in for one here. An empty one is undecided."""
    text = "{table: statement, aggregate: count, where: {in_year: decimals}}"
    assert spec(PLANS, text, "2023") == {"value": 3, "rows": [1, 2, 4], "out": {5: "undecided"}}
    assert spec(PLANS, text, "2022") == {"value": 1, "rows": [3], "out": {5: "undecided"}}
    assert spec(PLANS, text, "2022-12..2023-01")["rows"] == [1, 2, 4]
    assert spec(PLANS, text, "@2023-07-01")["rows"] == [1, 2, 4]


LATEST = """
table: statement
aggregate: {sum: digits}
where: {in_year: decimals, standing: {from: released_on}}
rules:
  - last_per:
      by: indicator
      among: {in_year: decimals, standing: {from: released_on}}
      order: [released_on, id]
    reason: replaced
"""


def test_last_per_counts_the_version_in_force_on_the_closing_day(spec: Spec):
    found = spec(PLANS, LATEST, "2023")
    assert found == {
        "value": 120,
        "rows": [2],
        "out": {1: "replaced", 4: "undecided", 5: "undecided"},
    }
    assert spec(PLANS, LATEST, "2023-Q1")["rows"] == [1]
    assert spec(PLANS, LATEST, "2022")["rows"] == [3]


def test_last_per_puts_empty_values_behind_and_breaks_ties_by_id(spec: Spec):
    text = """
table: statement
rules:
  - last_per: {by: indicator, order: [released_on]}
    reason: replaced
"""
    assert spec(PLANS, text, "2023") == {
        "value": 2,
        "rows": [2, 5],
        "out": {1: "replaced", 3: "replaced", 4: "replaced"},
    }


def test_the_only_row_gives_its_value(spec: Spec):
    """The engine adds up; that there must be exactly one row is asked of the figure."""
    text = "{table: statement, aggregate: {the: digits}, where: {indicator: a, decimals: 2022}}"
    assert spec(PLANS, text, "2022") == {"value": 90, "rows": [3]}
