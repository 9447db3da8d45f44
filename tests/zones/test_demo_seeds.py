"""The figures come out for other seeds as well: they rest on the method, not on one drawing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.zones import test_demo_ledgers as ledgers
from tests.zones import test_demo_workbooks as workbooks
from zonebook.zones.lanzhou import demo


@pytest.mark.parametrize("seed", [1, 77])
def test_other_seeds_give_the_same_figures(seed: int, tmp_path: Path) -> None:
    demo.write(tmp_path, seed)
    workbooks.test_enterprises_and_sole_traders_are_as_many_as_reported(tmp_path)
    workbooks.test_high_tech_enterprises_close_at_502_and_the_stairs_agree(tmp_path)
    workbooks.test_the_ladder_of_small_and_medium_enterprises(tmp_path)
    workbooks.test_fifteen_enterprises_entered_the_directory(tmp_path)
    workbooks.test_every_certificate_belongs_to_an_enterprise_that_was_there(tmp_path)
    workbooks.test_twenty_one_rows_become_nineteen_signings(tmp_path)
    workbooks.test_the_reserve_of_leads_holds_142(tmp_path)
    workbooks.test_stages_of_a_project_follow_each_other(tmp_path)
    ledgers.test_seal_sets_are_those_settled_with_the_shops(tmp_path)
    ledgers.test_tax_relief_sums_over_months_and_kinds(tmp_path)
    ledgers.test_policy_funds_are_paid_less_returned_at_three_levels(tmp_path)
    ledgers.test_requests_through_several_doors_are_one(tmp_path)
    ledgers.test_every_rating_belongs_to_a_request(tmp_path)
    ledgers.test_an_area_inside_another_carrier_counts_once(tmp_path)
    ledgers.test_science_projects_count_when_approved_by_state_or_province(tmp_path)
    ledgers.test_nine_events_were_held(tmp_path)
    ledgers.test_investors_are_counted_not_their_projects(tmp_path)
    ledgers.test_major_projects_complete_what_the_last_plan_says(tmp_path)
    ledgers.test_no_project_is_paid_more_than_it_costs_nor_runs_backwards(tmp_path)
    ledgers.test_one_project_is_completed_and_about_to_be_used(tmp_path)
    ledgers.test_the_worksheet_gives_every_stated_level_and_growth(tmp_path)
