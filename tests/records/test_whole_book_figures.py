"""Figures of every office, on small books, by the reference engine and by SQL on two databases."""

from __future__ import annotations

import pytest

from tests.records.small_books import definitions, every_engine, figure, values

# What the year's report prints: key, unit as printed, decimals.
PRINTED = """
gdp 亿元 1 | va_primary 亿元 2 | g_primary % 0 | va_secondary 亿元 1 | g_secondary % 1 | va_tertiary 亿元 1
g_tertiary % 1 | va_industry 亿元 1 | g_industry % 1 | va_construction 亿元 1 | g_construction % 1
retail 亿元 1 | g_retail % 1 | fai 亿元 1 | n_new_ent 户 0 | n_new_sole 户 0 | growth_reg % 0 | seals 套 0
tax_relief 亿元 2 | n_sci_project 项 0 | sci_fund 万元 1 | carrier_area 万平方米 0 | n_hnte_new 家 0
n_hnte 家 0 | n_zjtx_new 家 0 | zjtx_double 倍 2 | n_zjtx 家 0 | n_innov_sme 家 0 | n_above 家 0
hightech_share % 1 | n_roadshow 场 0 | n_signed 个 0 | amt_signed 亿元 1 | thr_big 亿元 0 | n_big 个 0
n_lists 类 0 | n_listed 家 0 | n_centres 个 0 | centre_sales 亿元 1 | n_leads 个 0
lim_gov_land_old 个工作日 0 | lim_gov_land 个工作日 0 | lim_build_old 个工作日 0 | lim_build 个工作日 0
anniv 周年 0 | zn_shitiao 条 0 | zn_only 家 0 | zn_first 款 0 | p_settled 项 0 | award_satis 项 0
p_done_stage 个 0 | n_top500 家 0 | n_major 个 0 | inv_major 亿元 1 | rate_major % 0 | n_zones 家 0
rank_zone 名 0 | rank_bio 强 0 | rank_bio_up 个 0 | n_clusters 家 0
"""
EXPECTED = [tuple(one.split()) for line in PRINTED.split("\n") for one in line.split("|") if one]


@pytest.mark.parametrize(("key", "unit", "decimals"), EXPECTED, ids=[one[0] for one in EXPECTED])
def test_every_figure_of_the_report_is_defined_as_it_is_printed(key, unit, decimals):
    one = definitions()[key]
    assert (one.unit.zh, one.decimals) == (unit, int(decimals))


@pytest.mark.parametrize("key", sorted(definitions()))
def test_every_figure_says_in_both_languages_what_it_covers(key):
    one = definitions()[key]
    assert one.name["zh"] and one.name["en"] and one.office
    assert one.definition["zh"] and one.definition["en"]


SEALS = """
    seal_settlement:
    maker | month_on | sets
    甲    | 2023-03  | 2
    甲    | 2023-12  | 3
    甲    | 2024-03  | 9
    seal_set:
    entity | issued_on  | sets | maker
    1      | 2023-01-04 | 1    | 甲
    2      | 2023-12-31 | 2    | 甲
    3      | 2023       | 2    | 甲
    4      | 2024-01-02 | 1    | 甲
"""


@every_engine
def test_seal_sets_are_counted_by_set_and_twice(engine):
    found = values(engine, SEALS, ["seals", "seals_settled"], "2023")
    assert found == {"seals": "5", "seals_settled": "5"}


RELIEF = """
    tax_relief:
    kind         | month_on | amount_fen
    tax_cut      | 2023-01  | 1200000000000
    tax_cut      | 2022-12  | 900000000000
    refund       | 2023-02  | 34000000000
    tax_deferral | 2023-02  | 500000000
    statement:
    indicator  | period | digits | decimals | unit    | vintage     | vintage_no | released_on
    tax_relief | 2023   | 12345  | 2        | yi_yuan | preliminary | 1          | 2024-01-31
"""


@every_engine
def test_kinds_of_tax_relief_stay_apart_beside_the_stated_total(engine):
    keys = ["tax_relief", "tax_cut", "tax_refund", "tax_deferral", "fee_cut", "fee_deferral"]
    found = values(engine, RELIEF, keys, "2023")
    assert found == {
        "tax_relief": "123.45",
        "tax_cut": "120.00",
        "tax_refund": "3.40",
        "tax_deferral": "0.05",
        "fee_cut": "0.00",
        "fee_deferral": "0.00",
    }


SCIENCE = """
    science_project:
    level      | applied_on | approved_on
    national   | 2022-11-01 | 2023-03-01
    provincial | 2023-01-01 | 2023-12-31
    provincial | 2023-05-01 |
    municipal  | 2023-01-01 | 2023-06-01
    provincial | 2022-01-01 | 2022-12-31
    fund_payment:
    kind    | purpose | level      | amount_fen | paid_on
    payment | science | provincial | 5000000    | 2023-05-05
    payment | science | central    | 123456     | 2023-01-01
    return  | science | provincial | -1000000   | 2023-11-01
    payment | science | zone       | 77700000   | 2023-11-01
    payment | trade   | municipal  | 88800000   | 2023-11-01
    payment | science | municipal  | 99900000   | 2024-01-01
"""


@every_engine
def test_science_counts_what_was_approved_and_what_was_paid_less_returns(engine):
    found = values(engine, SCIENCE, ["n_sci_project", "sci_fund"], "2023")
    assert found == {"n_sci_project": "2", "sci_fund": "4.1"}


@every_engine
def test_the_zone_s_own_money_is_left_out_with_its_reason(engine):
    one = figure(engine, SCIENCE, "sci_fund", "2023", with_rows=True)
    assert one.records == (1, 2, 3)
    assert [(out.id, out.reason.key) for out in one.excluded] == [(4, "figures.level_not_counted")]


CARRIERS = """
    carrier:
    kind        | area_m2 | parent | from_on    | to_on
    incubator   | 30000   |        | 2015-01-01 |
    maker_space | 4000    | 1      | 2020-01-01 |
    accelerator | 8000    |        | 2015-01-01 | 2022-06-01
    maker_space | 5000    | 3      | 2020-01-01 |
    incubator   | 9000    |        | 2024-01-12 |
"""


@every_engine
def test_space_is_counted_once_while_the_outer_carrier_is_open(engine):
    found = values(engine, CARRIERS, ["carrier_area", "n_carrier"], "2023")
    assert found == {"carrier_area": "4", "n_carrier": "3"}
    one = figure(engine, CARRIERS, "carrier_area", "@2021-12-31", with_rows=True)
    assert one.records == (1, 3) and one.exact == 38000


PROMOTION = """
    project:
    name | investor
    甲   |
    乙   |
    丙   |
    丁   |
    project_event:
    project | kind        | occurred_on
    1       | lead        | 2023-02-01
    2       | lead        | 2022-02-01
    2       | signed      | 2023-06-01
    3       | negotiating | 2023-05
    4       | lead        | 2023-01-01
    4       | dropped     | 2023-12-31
    signing:
    project | kind      | signed_on  | amount_fen
    2       | contract  | 2023-06-01 | 100000000000
    3       | framework | 2023-07-01 | 900000000000
    investor:
    name | is_listed | parent
    上市 | true      |
    框架 | true      |
    普通 | false     |
    project_investor:
    project | investor
    2       | 1
    2       | 3
    3       | 2
    roadshow:
    held_on    | state
    2023-03-01 | held
    2023-04-01 | cancelled
    2024-03-21 | planned
    2023-12-31 | held
"""


@every_engine
def test_promotion_counts_open_leads_held_events_and_investors_behind_contracts(engine):
    found = values(engine, PROMOTION, ["n_leads", "n_roadshow", "n_listed"], "2023")
    assert found == {"n_leads": "2", "n_roadshow": "2", "n_listed": "1"}


@every_engine
def test_a_lead_of_an_unknown_day_is_left_undecided(engine):
    assert values(engine, PROMOTION, ["n_leads"], "@2023-05-15") == {"n_leads": "3"}
    one = figure(engine, PROMOTION, "n_leads", "@2023-05-15", with_rows=True)
    assert [(out.id, out.reason.key) for out in one.excluded] == [(3, "figures.undecided")]


CENTRES = """
    settlement_centre:
    name | opened_on  | known_by_on | closed_on
    甲   |            | 2023-12-31  |
    乙   | 2022-05-01 |             |
    丙   | 2020-01-01 |             | 2023-06-30
    statement:
    indicator    | period | digits | decimals | unit    | vintage     | vintage_no | released_on
    centre_sales | 2023   | 2125   | 1        | yi_yuan | preliminary | 1          | 2024-01-31
"""


@every_engine
def test_a_centre_known_by_a_day_counts_from_it_and_sales_are_one_statement(engine):
    found = values(engine, CENTRES, ["n_centres", "centre_sales"], "2023")
    assert found == {"n_centres": "2", "centre_sales": "212.5"}


PROJECTS = """
    project:
    name
    甲
    乙
    丙
    project_event:
    project | kind      | occurred_on
    1       | completed | 2023-12-20
    2       | completed | 2023-05-01
    2       | in_use    | 2023-09-01
    3       | started   | 2023-01-01
    monthly_investment:
    project | month_on | amount_fen | cumulative_fen
    1       | 2023-02  | 500000000  | 500000000
    1       | 2023-12  | 4000000000 | 4500000000
    3       | 2024-02  | 100000000  | 100000000
"""


@every_engine
def test_projects_are_counted_by_their_latest_stage_and_their_months_add_up(engine):
    found = values(engine, PROJECTS, ["p_done_stage", "fai_projects"], "2023")
    assert found == {"p_done_stage": "1", "fai_projects": "0.5"}


CLUSTERS = """
    cluster_membership:
    cluster | entity | from_on    | to_on
    1       | 1      | 2020-01-01 |
    2       | 1      | 2021-01-01 |
    1       | 2      |            | 2023-05-01
    1       | 3      |            | 2024-05-01
    product_event:
    product | kind     | occurred_on | expected
    1       | licensed | 2023-04-20  | false
    2       | licensed | 2023-12-01  | true
    3       | trial    | 2023-01-01  | false
"""


@every_engine
def test_clusters_count_enterprises_once_and_licences_only_when_given(engine):
    found = values(engine, CLUSTERS, ["n_cluster_ent", "n_licensed"], "2023")
    assert found == {"n_cluster_ent": "2", "n_licensed": "1"}


SERVICE = """
    request:
    kind   | received_on | merged_into
    energy | 2023-09-25  |
    energy | 2023-09-25  | 1
    labour | 2023-12-30  |
    other  | 2023-01-05  |
    land   | 2022-12-30  |
    request_event:
    request | kind     | occurred_on
    1       | accepted | 2023-09-25
    1       | solved   | 2023-10-10
    2       | solved   | 2023-10-10
    3       | solved   | 2024-01-08
    4       | answered | 2023-01-06
    rating:
    given_on   | grade             | verified
    2023-01-01 | very_satisfied    |
    2023-02-01 | fair              |
    2023-03-01 | dissatisfied      | founded
    2023-04-01 | very_dissatisfied | mistaken
    2022-04-01 | dissatisfied      |
"""


@every_engine
def test_the_same_matter_is_one_request_and_an_answer_is_no_solution(engine):
    keys = ["n_request", "n_request_met", "request_met", "n_factor", "n_factor_met", "factor_met"]
    assert values(engine, SERVICE, keys, "2023") == {
        "n_request": "3",
        "n_request_met": "1",
        "request_met": "33.3",
        "n_factor": "2",
        "n_factor_met": "1",
        "factor_met": "50.0",
    }


@every_engine
def test_satisfaction_is_a_share_of_ratings_without_the_mistaken_ones(engine):
    found = values(engine, SERVICE, ["n_rating", "n_rating_good", "satisfaction"], "2023")
    assert found == {"n_rating": "3", "n_rating_good": "2", "satisfaction": "66.7"}
    assert values(engine, SERVICE, ["satisfaction"], "2022") == {"satisfaction": "0.0"}
    assert values(engine, SERVICE, ["satisfaction"], "2021") == {"satisfaction": None}


BULLETIN = """
    honour:
    kind          | level      | granted_on | valid_to
    green_park    | provincial | 2023-05-01 |
    green_park    | national   | 2023       |
    green_park    | national   | 2018-01-01 | 2021-01-01
    service_award | municipal  | 2023-11-01 |
    superlative:
    word  | as_of_on   | to_on      | source
    only  | 2023-12-31 |            | 联盟名单
    only  | 2021-01-01 | 2022-01-01 | 旧报道
    only  | 2022-01-01 |            |
    first | 2023-04-20 |            | 批准公告
    task:
    due_on     | struck_off_on
    2023-03-01 | 2023-02-20
    2023-12-01 | 2024-01-05
    2023-06-01 |
    2024-01-01 | 2023-12-01
"""


@every_engine
def test_honours_and_claims_hold_while_they_are_valid_and_have_a_source(engine):
    keys = ["p_settled", "award_satis", "zn_only", "zn_first"]
    found = values(engine, BULLETIN, keys, "2023")
    assert found == {"p_settled": "2", "award_satis": "1", "zn_only": "1", "zn_first": "1"}


@every_engine
def test_tasks_are_struck_off_in_time_or_not(engine):
    found = values(engine, BULLETIN, ["n_task", "n_task_done", "task_done"], "2023")
    assert found == {"n_task": "3", "n_task_done": "1", "task_done": "33.3"}


POLICIES = """
    policy:
    title                            | from_on    | to_on
    支持商贸业发展十条措施（示例）   | 2023-03-01 |
    另一项政策                       | 2023-03-01 |
    policy_clause:
    policy | clause_no
    1      | 1
    1      | 2
    2      | 1
"""


@every_engine
def test_measures_of_the_trade_policy_are_its_clauses(engine):
    assert values(engine, POLICIES, ["zn_shitiao"], "2023") == {"zn_shitiao": "2"}
    assert values(engine, POLICIES, ["zn_shitiao"], "2022") == {"zn_shitiao": "0"}


@every_engine
def test_limits_bounds_and_anniversaries_are_set_by_documents(engine):
    keys = ["lim_gov_land_old", "lim_gov_land", "lim_build_old", "lim_build", "thr_big", "n_lists"]
    assert list(values(engine, "", keys, "2023").values()) == ["15", "11", "10", "7", "10", "3"]
    assert list(values(engine, "", keys[:4], "2022").values()) == ["15", "15", "10", "10"]
    assert values(engine, "", ["anniv"], "2024") == {"anniv": "75"}
