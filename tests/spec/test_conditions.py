"""Conditions: what each node of the expression tree answers, true, false or unknown.

A row whose condition is unknown stands under `out` as undecided: it is neither counted nor
silently dropped.
"""

ENTITIES = """
entity:
  id | kind        | name | industry | established_on | is_branch
  1  | enterprise  | 甲   | 2761     | 2023-05-06     | false
  2  | sole_trader | 乙   | 2710     | 2022-12-31     |
  3  | enterprise  | 丙   | 51       | 2023-07        | true
  4  |             | 丁   |          |                | false
"""


def entities(where: str) -> str:
    return f"{{table: entity, where: {where}}}"


def test_equals_is_unknown_for_an_empty_column(spec):
    assert spec(ENTITIES, entities("{kind: enterprise}"), "2023") == {
        "value": 2,
        "rows": [1, 3],
        "out": {4: "undecided"},
    }


def test_one_of_lists_the_values_that_pass(spec):
    assert spec(ENTITIES, entities("{kind: [enterprise, cooperative]}"), "2023") == {
        "value": 2,
        "rows": [1, 3],
        "out": {4: "undecided"},
    }


def test_not_keeps_unknown_unknown(spec):
    assert spec(ENTITIES, entities("{not: {kind: enterprise}}"), "2023") == {
        "value": 1,
        "rows": [2],
        "out": {4: "undecided"},
    }


def test_known_is_never_unknown(spec):
    assert spec(ENTITIES, entities("{known: kind}"), "2023") == {"value": 3, "rows": [1, 2, 3]}


def test_several_keys_must_all_hold_and_false_beats_unknown(spec):
    assert spec(ENTITIES, entities("{kind: enterprise, is_branch: true}"), "2023") == {
        "value": 1,
        "rows": [3],
    }


def test_any_holds_where_one_part_does_whatever_is_unknown(spec):
    where = "{any: [{kind: enterprise}, {is_branch: false}]}"
    assert spec(ENTITIES, entities(where), "2023") == {
        "value": 3,
        "rows": [1, 3, 4],
        "out": {2: "undecided"},
    }


def test_begins_finds_the_codes_below(spec):
    assert spec(ENTITIES, entities('{industry: {begins: ["276", "51"]}}'), "2023") == {
        "value": 2,
        "rows": [1, 3],
        "out": {4: "undecided"},
    }


def test_amounts_are_compared_in_any_unit_and_at_least_includes_the_bound(spec):
    signings = """
    signing:
      id | amount_fen
      1  | 99999999999
      2  | 100000000000
      3  | 1000000000000000
      4  |
    """
    where = "{amount_fen: {at_least: {value: 10, unit: yi_yuan}}}"
    assert spec(signings, f"{{table: signing, where: {where}}}", "2023") == {
        "value": 2,
        "rows": [2, 3],
        "out": {4: "undecided"},
    }


def test_a_number_compares_with_another_column(spec):
    statements = """
    statement:
      id | digits | decimals
      1  | 3      | 3
      2  | 4      | 3
      3  |        | 3
    """
    where = "{digits: {above: {column: decimals}}}"
    assert spec(statements, f"{{table: statement, where: {where}}}", "2023") == {
        "value": 1,
        "rows": [2],
        "out": {3: "undecided"},
    }


DAYS = """
entity:
  id | established_on
  1  | 2023-06-30
  2  | 2023-07-01
  3  | 2023-07
  4  | 2023
  5  |
"""


def test_during_decides_where_every_day_that_the_date_may_be_agrees(spec):
    measure = "{table: entity, date: established_on}"
    assert spec(DAYS, measure, "2023-07") == {
        "value": 2,
        "rows": [2, 3],
        "out": {4: "undecided", 5: "undecided"},
    }
    assert spec(DAYS, measure, "2023") == {
        "value": 4,
        "rows": [1, 2, 3, 4],
        "out": {5: "undecided"},
    }
    assert spec(DAYS, measure, "2022") == {"value": 0, "rows": [], "out": {5: "undecided"}}


def test_a_date_known_to_the_year_may_lie_in_any_of_its_months_whichever_day_stands_there(spec):
    tables = """
signing:
  id | signed_on         | kind
  1  | 2023-12-31 (year) | contract
  2  | 2023-12-31        | contract
  3  | 2022-11-30 (year) | contract
  4  | 2023-03-31 (month)| contract
"""
    measure = "{table: signing, aggregate: {count_distinct: kind}, date: signed_on}"
    assert spec(tables, measure, "2023-Q1") == {"value": 1, "rows": [4], "out": {1: "undecided"}}
    assert spec(tables, measure, "2022-12..2023-02") == {
        "value": 0,
        "rows": [],
        "out": {1: "undecided", 3: "undecided"},
    }


def test_a_date_known_to_the_month_compares_by_all_its_days(spec):
    before_mid_july = "{established_on: {below: 2023-07-15}}"
    assert spec(DAYS, entities(before_mid_july), "2023") == {
        "value": 2,
        "rows": [1, 2],
        "out": {3: "undecided", 4: "undecided", 5: "undecided"},
    }
    assert spec(DAYS, entities("{established_on: {at_most: 2023-07-31}}"), "2023")["rows"] == [
        1,
        2,
        3,
    ]
    assert spec(DAYS, entities("{established_on: {at_least: 2023-07-01}}"), "2023")["rows"] == [
        2,
        3,
    ]
    assert spec(DAYS, entities("{established_on: {above: 2023-06-30}}"), "2023")["rows"] == [2, 3]
    assert spec(DAYS, entities("{established_on: 2023-07-01}"), "2023") == {
        "value": 1,
        "rows": [2],
        "out": {3: "undecided", 4: "undecided", 5: "undecided"},
    }


SPANS = """
membership:
  id | from_on    | to_on
  1  | 2021-01-01 |
  2  | 2021-01-01 | 2023-12-31
  3  | 2021-01-01 | 2024-01-01
  4  | 2023-12-31 |
  5  | 2024-01-01 |
  6  |            |
  7  | 2023-12    |
  8  | 2021-01-01 | 2023-12
"""


def test_a_span_stands_from_its_first_day_until_the_day_before_its_end(spec):
    measure = "{table: membership, standing: {from: from_on, to: to_on}}"
    assert spec(SPANS, measure, "2023") == {
        "value": 4,
        "rows": [1, 3, 4, 7],
        "out": {6: "undecided"},
    }
    assert spec(SPANS, measure, "@2023-12-30") == {
        "value": 3,
        "rows": [1, 2, 3],
        "out": {6: "undecided", 7: "undecided", 8: "undecided"},
    }


def test_opening_is_the_day_before_the_period(spec):
    measure = "{table: membership, standing: {from: from_on, to: to_on, at: opening}}"
    assert spec(SPANS, measure, "2024") == {
        "value": 4,
        "rows": [1, 3, 4, 7],
        "out": {6: "undecided"},
    }


def test_without_a_beginning_a_span_stands_until_it_ends(spec):
    assert spec(SPANS, "{table: membership, standing: {to: to_on}}", "2023")["rows"] == [
        1,
        3,
        4,
        5,
        6,
        7,
    ]
