"""Relations: `via` one reference, `has` a row on the way back, `last` of a history, `as_of` a day."""

CERTIFICATES = """
entity:
  id | kind        | withdrawn_on
  1  | enterprise  |
  2  | sole_trader |
  3  | enterprise  | 2024-01-05
  4  |             |
certificate:
  id | entity | qualification | granted_on | valid_to   | withdrawn_on
  11 | 1      | hnte          | 2021-09-01 | 2024-09-01 |
  12 | 2      | hnte          | 2021-09-01 | 2024-09-01 |
  13 | 3      | hnte          | 2021-09-01 | 2024-09-01 |
  14 |        | hnte          | 2021-09-01 | 2024-09-01 |
  15 | 4      | hnte          | 2021-09-01 | 2024-09-01 |
  16 | 2      | srdi_sme      | 2022-01-01 | 2025-01-01 | 2023-02-02
certificate_event:
  id | certificate | kind    | occurred_on | voids
  21 | 11          | revoked | 2023-03-01  |
  22 | 12          | revoked | 2023-03-01  |
  23 | 12          | revoked | 2023-03-01  | 22
"""


def test_via_asks_the_record_and_is_unknown_where_none_stands(spec):
    measure = "{table: certificate, where: {via: {entity: {kind: enterprise}}}}"
    assert spec(CERTIFICATES, measure, "2023") == {
        "value": 1,
        "rows": [11],
        "out": {13: "undecided", 14: "undecided", 15: "undecided"},
    }


def test_a_withdrawn_row_is_no_row(spec):
    assert spec(CERTIFICATES, "{table: certificate, where: {qualification: srdi_sme}}", "2023") == {
        "value": 0,
        "rows": [],
    }
    assert spec(CERTIFICATES, "{table: entity}", "2023")["rows"] == [1, 2, 4]


def test_has_is_true_if_one_row_passes_and_voided_events_never_do(spec):
    measure = "{table: certificate, where: {has: {events: {kind: revoked}}}}"
    assert spec(CERTIFICATES, measure, "2023") == {"value": 1, "rows": [11]}


def test_has_is_unknown_if_no_row_passes_and_one_is_unknown(spec):
    tables = """
    entity:
      id | kind
      1  | enterprise
      2  | enterprise
      3  | enterprise
    membership:
      id | entity | came
      1  | 1      |
      2  | 2      |
      3  | 2      | moved_in
    """
    assert spec(
        tables, "{table: entity, where: {has: {memberships: {came: moved_in}}}}", "2023"
    ) == {
        "value": 1,
        "rows": [2],
        "out": {1: "undecided"},
    }


def test_via_and_has_nest(spec):
    measure = """
    table: certificate
    where: {via: {entity: {has: {certificates: {qualification: hnte, has: {events: {kind: revoked}}}}}}}
    """
    assert spec(CERTIFICATES, measure, "2023")["rows"] == [11]


STAGES = """
project:
  id | name
  1  | 甲
  2  | 乙
  3  | 丙
  4  | 丁
  5  | 戊
project_event:
  id | project | kind        | occurred_on | voids
  1  | 1       | lead        | 2023-02-01  |
  2  | 1       | negotiating | 2023-06-01  |
  3  | 1       | signed      | 2024-01-10  |
  4  | 2       | lead        | 2023-03-01  |
  5  | 2       | dropped     | 2023-03-01  |
  6  | 3       | lead        | 2023-12     |
  7  | 5       | lead        | 2023-05-01  |
  8  | 5       | signed      | 2023-08-01  |
  9  | 5       | signed      | 2023-08-01  | 8
"""
LEADS = """
table: project
where: {last: {events: {by: occurred_on, where: {kind: [lead, negotiating]}}}}
"""


def test_last_asks_the_latest_row_that_had_happened_by_the_day(spec):
    assert spec(STAGES, LEADS, "2023") == {"value": 3, "rows": [1, 3, 5]}
    assert spec(STAGES, LEADS, "@2024-01-10") == {"value": 2, "rows": [3, 5]}


def test_last_is_unknown_while_it_is_unknown_whether_a_row_had_happened(spec):
    assert spec(STAGES, LEADS, "@2023-12-15") == {
        "value": 2,
        "rows": [1, 5],
        "out": {3: "undecided"},
    }


def test_as_of_asks_with_the_own_day_of_the_row(spec):
    tables = """
    entity:
      id | kind
      1  | enterprise
    membership:
      id | entity | from_on    | to_on
      1  | 1      | 2023-06-01 | 2023-09-01
    certificate:
      id | entity | granted_on
      11 | 1      | 2023-05-31
      12 | 1      | 2023-06-01
      13 | 1      | 2023-08-31
      14 | 1      | 2023-09-01
      15 | 1      | 2023-07
      16 | 1      |
      17 | 1      | 2023
    """
    measure = """
    table: certificate
    where:
      as_of:
        day: granted_on
        where: {via: {entity: {has: {memberships: {standing: {from: from_on, to: to_on}}}}}}
    """
    assert spec(tables, measure, "2023") == {
        "value": 3,
        "rows": [12, 13, 15],
        "out": {16: "undecided", 17: "undecided"},
    }
