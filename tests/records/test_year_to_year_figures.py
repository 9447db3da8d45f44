"""Growth, ranks, major projects, investors and targets, on small books and every engine."""

from __future__ import annotations

from tests.records.small_books import definitions, every_engine, figure, values

GROWTH = """
    entity:
    kind       | established_on | is_branch
    enterprise | 2022-05-01     | false
    enterprise | 2022-06-01     | false
    enterprise | 2023-06-01     | false
    enterprise | 2023-07-01     | false
    enterprise | 2023-08-01     | false
    membership:
    entity | from_on    | came
    1      | 2022-05-01 | established
    2      | 2022-06-01 | established
    3      | 2023-06-01 | established
    4      | 2023-07-01 | established
    5      | 2023-08-01 | established
    certificate:
    entity | qualification | kind        | granted_on | valid_to
    1      | srdi_sme      | recognition | 2022-01-01 | 2025-01-01
    2      | srdi_sme      | recognition | 2023-01-01 | 2026-01-01
    3      | srdi_sme      | recognition | 2023-06-02 | 2026-06-01
"""


@every_engine
def test_growth_of_registrations_names_last_year_as_its_base(engine):
    assert values(engine, GROWTH, ["n_new_ent", "growth_reg"], "2023") == {
        "n_new_ent": "3",
        "growth_reg": "50",
    }
    assert values(engine, GROWTH, ["zjtx_double"], "2023") == {"zjtx_double": "3.00"}
    assert values(engine, GROWTH, ["growth_reg"], "2022") == {"growth_reg": None}


@every_engine
def test_an_empty_book_knows_nothing_and_says_so(engine):
    keys = [one.key for one in definitions().values() if one.measure or one.basis == "statement"]
    assert set(values(engine, "", keys, "2023").values()) == {None}


SEALS = """
    seal_set:
    issued_on  | sets
    2021-03-01 | 4
    2023-03-01 | 5
    2024-02-01 | 6
    seal_settlement:
    month_on   | sets | paid_on
    2023-03-01 | 5    | 2024-01-10
    project:
    name
    甲
    value_added:
    year | current_fen | is_high_tech
    2022 |             | true
    2023 | 100000000   | false
"""


@every_engine
def test_a_zero_is_one_only_in_the_years_that_the_register_speaks_of(engine):
    """No row of 2020 or 2025 stands in the register; in 2022, between two others, none is zero."""
    keys = ["seals", "seals_settled"]
    assert list(values(engine, SEALS, keys, "2023").values()) == ["5", "5"]
    assert list(values(engine, SEALS, keys, "2022").values()) == ["0", None]
    assert list(values(engine, SEALS, keys, "2024-01").values()) == ["0", None]
    assert list(values(engine, SEALS, keys, "2020").values()) == [None, None]
    assert list(values(engine, SEALS, keys, "2025").values()) == [None, None]
    assert list(values(engine, SEALS, keys, "2019-01..2021-12").values()) == ["4", None]
    said = figure(engine, SEALS, "seals", "2020").unknown
    assert (said.key, said.args["first"], said.args["last"]) == (
        "figures.kept_in_years",
        "2021",
        "2024",
    )
    assert figure(engine, SEALS, "seals_settled", "2022").unknown.key == "figures.kept_in_year"


NONE = (
    SEALS
    + """
    document:
    number         | title
    WJ-2022-000001 | 关于2020年免费刻章情况的说明
    statement:
    indicator | period  | digits | decimals | unit | vintage | vintage_no | released_on | document
    seals     | 2020    | 0      | 0        | tao  | final   | 2          | 2021-01-20  | 1
    seals     | 2019    | 7      | 0        | tao  | final   | 2          | 2020-01-20  | 1
    seals     | 2018    | 0      | 0        | tao  | final   | 2          | 2019-01-20  | 1
    seals     | 2018-Q2 | 3      | 0        | tao  | final   | 2          | 2019-01-20  | 1
    seals     | 2023    | 0      | 0        | tao  | final   | 2          | 2024-01-20  | 1
    n_carrier | 2019    | 0      | 0        | jia  | final   | 2          | 2020-01-20  | 1
"""
)


@every_engine
def test_an_office_may_state_that_there_was_none_where_the_register_is_silent(engine):
    """The zero opens to its statement; it holds for every part of the stated year."""
    one = figure(engine, NONE, "seals", "2020", with_rows=True)
    assert (one.value, one.basis, one.table, one.records) == (0, "statement", "statement", (1,))
    assert one.because[0].key == "figures.stated_none" and one.unknown is None
    assert [ref.kind for ref in one.because[0].refs][:2] == ["record", "record"]
    for period in ("2020-Q3", "2020-05", "2020-02..2020-07", "2018-12"):
        assert values(engine, NONE, ["seals"], period) == {"seals": "0"}
    assert values(engine, NONE, ["n_carrier"], "2019") == {"n_carrier": "0"}


@every_engine
def test_a_stated_zero_is_no_zero_of_other_times_and_yields_to_rows(engine):
    for period in ("2019", "2018-Q2", "2018-05", "2017", "2018-12..2020-01"):
        assert values(engine, NONE, ["seals"], period) == {"seals": None}, period
    assert values(engine, NONE, ["seals"], "2023") == {"seals": "5"}
    assert values(engine, NONE, ["n_carrier"], "2019-06") == {"n_carrier": None}  # a stock


RETURNS = """
    project:
    name
    甲
    monthly_investment:
    project | month_on | amount_fen
    1       | 2023-02  | 30000000000
    1       | 2023-04  | 30000000000
"""


@every_engine
def test_a_month_without_a_return_is_no_zero(engine):
    keys = ["fai_projects"]
    for period, value in (("2023-02", "3.0"), ("2023", "6.0"), ("2023-Q1", "3.0")):
        assert values(engine, RETURNS, keys, period) == {"fai_projects": value}
    for period in ("2023-01", "2023-03", "2023-Q3"):
        one = figure(engine, RETURNS, "fai_projects", period)
        assert (one.value, one.unknown.key) == (None, "figures.no_return")


@every_engine
def test_a_worksheet_without_a_number_or_of_another_year_is_no_zero(engine):
    keys = ["va_worksheet", "va_high_tech"]
    assert list(values(engine, SEALS, keys, "2023").values()) == ["0.0", "0.0"]
    assert list(values(engine, SEALS, keys, "2022").values()) == [None, None]
    assert figure(engine, SEALS, "va_worksheet", "2022").unknown.key == "figures.no_values"
    assert figure(engine, SEALS, "va_worksheet", "2021").unknown.key == "figures.nothing_of_year"
    assert figure(engine, SEALS, "n_major", "2023").unknown.key == "figures.nothing_of_year"


@every_engine
def test_what_ends_may_well_not_have_happened_and_a_stock_may_begin_with_nothing(engine):
    keys = ["n_hnte_moved_out", "n_hnte_closed", "n_hnte_revoked", "n_hnte"]
    assert list(values(engine, GROWTH, keys, "2023").values()) == ["0", "0", "0", "0"]
    assert values(engine, GROWTH, ["n_zjtx"], "2021") == {"n_zjtx": "0"}


RANKINGS = """
    ranking:
    list               | year | data_year | rank | of_how_many | released_on
    zone_evaluation    | 2023 | 2022      | 56   | 169         |
    bio_park           | 2023 |           | 50   |             |
    bio_park           | 2022 |           | 88   |             |
    innovation_cluster | 2022 |           |      | 46          | 2023-02
"""


@every_engine
def test_a_rank_is_that_of_the_list_of_the_year_and_unknown_without_one(engine):
    keys = ["rank_zone", "n_zones", "rank_bio", "rank_bio_up", "n_clusters"]
    assert list(values(engine, RANKINGS, keys, "2023").values()) == ["56", "169", "50", "38", "46"]
    assert list(values(engine, RANKINGS, keys, "2022").values()) == [None, None, "88", None, None]


@every_engine
def test_two_ranks_on_one_list_cannot_both_be_right(engine):
    doubled = RANKINGS + "    bio_park | 2023 | | 51 | |\n"
    one = figure(engine, doubled, "rank_bio", "2023")
    assert one.value is None and one.unknown.key == "figures.several_rows"


MAJOR = """
    project:
    name
    甲
    乙
    丙
    丁
    list_membership:
    project | level      | year | state   | occurred_on
    1       | provincial | 2023 | applied | 2023-01-10
    1       | provincial | 2023 | listed  | 2023-02-18
    1       | municipal  | 2023 | listed  | 2023-02-18
    2       | municipal  | 2023 | listed  | 2023-02-18
    2       | municipal  | 2023 | removed | 2023-07-21
    3       | provincial | 2023 | applied | 2023-01-10
    4       | municipal  | 2022 | listed  | 2022-02-18
    plan_version:
    project | year | version | amount_fen   | adopted_on
    1       | 2023 | 1       | 100000000000 | 2023-02-20
    1       | 2023 | 2       | 80000000000  | 2023-08-15
    2       | 2023 | 1       | 50000000000  | 2023-02-20
    4       | 2022 | 1       | 70000000000  | 2022-02-20
    monthly_investment:
    project | month_on | amount_fen
    1       | 2023-02  | 30000000000
    1       | 2023-12  | 52000000000
    2       | 2023-03  | 10000000000
    4       | 2023-03  | 10000000000
"""


@every_engine
def test_major_projects_are_those_on_the_year_s_lists_each_once(engine):
    keys = ["n_major", "inv_major", "plan_major", "rate_major"]
    assert list(values(engine, MAJOR, keys, "2023").values()) == ["1", "8.2", "8.0", "103"]
    assert list(values(engine, MAJOR, keys, "2023-01..2023-03").values()) == [
        "2",
        "4.0",
        "15.0",
        "27",
    ]
    assert values(engine, MAJOR, ["n_major"], "2022") == {"n_major": "1"}


@every_engine
def test_a_replaced_plan_is_left_out_with_its_reason(engine):
    one = figure(engine, MAJOR, "plan_major", "2023", with_rows=True)
    assert one.records == (2,)
    assert [(out.id, out.reason.key) for out in one.excluded] == [(1, "figures.plan_replaced")]


INVESTORS = """
    project:
    name
    甲
    乙
    丙
    signing:
    project | kind     | signed_on
    1       | contract | 2023-05-01
    2       | contract | 2023-06-01
    3       | intent   | 2023-07-01
    investor:
    name
    五百强
    龙头
    去年上榜
    仅意向
    project_investor:
    project | investor
    1       | 1
    2       | 1
    2       | 2
    2       | 3
    3       | 4
    investor_listing:
    investor | list           | year
    1        | fortune_global | 2023
    1        | china          | 2023
    2        | leader         | 2023
    3        | china          | 2022
    4        | china          | 2023
"""


@every_engine
def test_top_500_investors_are_companies_on_the_year_s_lists_not_projects(engine):
    assert values(engine, INVESTORS, ["n_top500"], "2023") == {"n_top500": "2"}


@every_engine
def test_the_register_behind_investors_says_of_which_years_none_is_a_zero(engine):
    """Nobody is listed: none of 2023, when projects were signed; of 2022 and 2030 nobody knows."""
    assert values(engine, INVESTORS, ["n_listed"], "2023") == {"n_listed": "0"}
    for period in ("2022", "2030"):
        one = figure(engine, INVESTORS, "n_listed", period)
        assert (one.value, one.unknown.key) == (None, "figures.kept_in_year")
    revoked = figure(engine, GROWTH, "n_hnte_revoked", "2025")  # valid to 2026, granted until 2023
    assert (revoked.value, revoked.unknown.key) == (None, "figures.kept_in_years")


WORKSHEET = """
    value_added:
    year | quarter | unit_code | section | is_high_tech | current_fen
    2023 |         | A1        | A       | false        | 60000000000
    2023 |         | C1        | C       | true         | 40000000000
    2023 | 3       | C1        | C       | true         | 30000000000
    2022 |         | C1        | C       | true         | 35000000000
    statement:
    indicator | period | digits | decimals | unit    | vintage     | vintage_no | released_on
    gdp       | 2023   | 100    | 1        | yi_yuan | preliminary | 1          | 2024-01-31
"""


@every_engine
def test_the_worksheet_of_the_year_only_checks_what_is_stated(engine):
    keys = ["va_worksheet", "va_high_tech", "hightech_by_worksheet", "gdp"]
    assert list(values(engine, WORKSHEET, keys, "2023").values()) == ["10.0", "4.0", "40.0", "10.0"]


TARGETS = """
    target:
    indicator | year | digits | decimals | unit
    seals     | 2023 | 4      | 0        | tao
    gdp       | 2023 | 3580   | 1        | yi_yuan
    gdp       | 2024 | 372    | 0        | yi_yuan
    statement:
    indicator | period | digits | decimals | unit    | vintage     | vintage_no | released_on
    gdp       | 2023   | 3523   | 1        | yi_yuan | preliminary | 1          | 2024-01-31
    seal_set:
    entity | issued_on  | sets
    1      | 2023-01-04 | 5
"""


@every_engine
def test_completion_is_the_figure_over_the_target_of_its_year(engine):
    keys = ["gdp.target", "gdp.completion", "seals.target", "seals.completion"]
    assert list(values(engine, TARGETS, keys, "2023").values()) == ["358.0", "98.4", "4", "125.0"]
    assert list(values(engine, TARGETS, ["gdp.target"], "2024-Q1").values()) == ["372.0"]
    assert list(values(engine, TARGETS, keys, "2022").values()) == [None] * 4


@every_engine
def test_a_target_opens_to_its_row(engine):
    one = figure(engine, TARGETS, "gdp.target", "2023", with_rows=True)
    assert (one.table, one.records, one.exact) == ("target", (2,), 35_800_000_000)
