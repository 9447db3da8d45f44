"""Counting: what is added up, and the rules that leave rows out with their reason."""

SIGNINGS = """
project:
  id | name
  1  | 疫苗基地
  2  | 物流园
  3  | 数据中心
signing:
  id | project | kind      | signed_on  | amount_fen
  1  | 1       | framework | 2022-11-08 | 50000000000
  2  | 1       | contract  | 2023-03-01 | 62000000000
  3  | 1       | contract  | 2023-09-01 | 62000000000
  4  | 2       | contract  | 2022-12-30 | 30000000000
  5  | 2       | contract  | 2023-02-01 | 30000000000
  6  | 2       | increment | 2023-05-01 | 4500000000
  7  | 3       | intent    | 2023-05-01 |
  8  | 3       | contract  | 2023-06    |
"""
ONCE = """
rules:
  - only: {not: {kind: framework}}
    reason: framework_not_counted
  - only: {not: {kind: intent}}
    reason: intent_not_counted
  - only: {kind: [contract, increment]}
    reason: kind_not_counted
  - first_per: {by: project, among: {kind: contract}, order: [signed_on, id]}
    reason: second_signing_of_project
"""


def test_a_project_counts_once_at_its_first_contract_of_all_time(spec):
    signed = "table: signing\ndate: signed_on\nwhere: {not: {kind: increment}}"
    assert spec(SIGNINGS, signed + ONCE, "2023") == {
        "value": 2,
        "rows": [2, 8],
        "out": {
            3: "second_signing_of_project",
            5: "second_signing_of_project",
            7: "intent_not_counted",
        },
    }


def test_an_increment_adds_its_amount_and_an_unknown_amount_is_not_nothing(spec):
    measure = "table: signing\naggregate: {sum: amount_fen}\ndate: signed_on" + ONCE
    assert spec(SIGNINGS, measure, "2023") == {
        "value": 66500000000,
        "rows": [2, 6],
        "out": {
            3: "second_signing_of_project",
            5: "second_signing_of_project",
            7: "intent_not_counted",
            8: "no_value",
        },
    }


def test_the_framework_of_last_year_is_left_out_of_last_year(spec):
    measure = "table: signing\naggregate: {sum: amount_fen}\ndate: signed_on" + ONCE
    assert spec(SIGNINGS, measure, "2022") == {
        "value": 30000000000,
        "rows": [4],
        "out": {1: "framework_not_counted"},
    }


def test_rows_without_a_group_are_second_to_nothing(spec):
    tables = """
    signing:
      id | project | kind     | signed_on
      1  |         | contract | 2023-01-01
      2  |         | contract | 2023-02-01
    """
    assert spec(tables, "table: signing" + ONCE, "2023") == {"value": 2, "rows": [1, 2]}


def test_an_undated_contract_comes_after_the_dated_ones(spec):
    tables = """
    signing:
      id | project | kind     | signed_on
      1  | 1       | contract |
      2  | 1       | contract | 2023-02-01
    """
    assert spec(tables, "table: signing" + ONCE, "2023") == {
        "value": 1,
        "rows": [2],
        "out": {1: "second_signing_of_project"},
    }


def test_a_rule_that_cannot_be_decided_leaves_the_row_undecided(spec):
    tables = """
    signing:
      id | project | kind
      1  | 1       |
    """
    assert spec(tables, "table: signing" + ONCE, "2023") == {
        "value": 0,
        "rows": [],
        "out": {1: "undecided"},
    }


def test_distinct_entities_are_counted_once_and_every_row_stays_visible(spec):
    tables = """
    certificate:
      id | entity | qualification
      1  | 1      | hnte
      2  | 1      | hnte
      3  | 2      | hnte
      4  |        | hnte
    """
    measure = (
        "{table: certificate, aggregate: {count_distinct: entity}, where: {qualification: hnte}}"
    )
    assert spec(tables, measure, "2023") == {"value": 2, "rows": [1, 2, 3], "out": {4: "no_value"}}


def test_sums_beyond_64_bits_are_exact(spec):
    largest = 2**63 - 1
    lines = "\n".join(
        f"{n} | {amount}" for n, amount in enumerate([largest] * 3 + [-7, 10**13 + 1])
    )
    tables = f"signing:\nid | amount_fen\n{lines}"
    found = spec(tables, "{table: signing, aggregate: {sum: amount_fen}}", "2023")
    assert found["value"] == 3 * largest - 7 + 10**13 + 1


def test_nothing_counts_as_zero(spec):
    tables = "signing:\nid | amount_fen | kind\n1 | 5 | contract"
    measure = "{table: signing, aggregate: {sum: amount_fen}, where: {kind: intent}}"
    assert spec(tables, measure, "2023") == {"value": 0, "rows": []}
