"""What stands in the way: alternatives to what is met are no obstacle."""

from __future__ import annotations

from datetime import date

from zonebook.core.rules.book import rule_book
from zonebook.core.rules.facts import read_facts
from zonebook.core.rules.near import blocking
from zonebook.core.rules.verdict import judge

BOOK = rule_book()
DAY = date(2026, 5, 20)


def verdict(rule, on=DAY, **given):
    facts = read_facts(given, BOOK.measures, BOOK.catalog.units)
    return judge(BOOK.plan(BOOK.find(rule, "recognition", on), "recognition", on), facts, on)


def keys(found, *statuses):
    return [one.key for one in blocking(found, *statuses)]


def test_an_alternative_to_what_is_met_does_not_block():
    found = verdict(
        "srdi_sme_2026", operating_revenue=1600, new_equity_investment=[0, 0],
        ip_class1_applied_with_benefit=1, science_award=[], rd_institution_level="city",
        rd_expense=[90, 120],
    )  # fmt: skip
    assert found.test("S2b").status == found.test("S4b").status == "unmet"
    assert keys(found) == ["S3a"]


def test_where_no_way_is_met_every_way_is_named():
    found = verdict("srdi_sme_2026", operating_revenue=1400, new_equity_investment=[0, 0])
    assert keys(found) == ["S2a", "S2b"]


def test_of_a_tier_only_the_branch_that_applies_blocks():
    found = verdict(
        "hnte", date(2023, 6, 30), rd_expense=[10, 10, 10], sales_revenue=[600, 600, 600]
    )
    assert keys(found) == ["H5a"]


def test_what_is_missing_may_be_asked_for_as_well():
    found = verdict("srdi_sme_2026", operating_revenue=1600)
    assert "S3a" in keys(found, ("unknown",))
    assert "S2b" not in keys(found, ("unknown",))
