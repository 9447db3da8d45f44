"""Policies of the catalogue: read strictly, matched with reasons, the better of two and not the sum."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import zonebook
from zonebook.core.catalog import Catalog, parse
from zonebook.core.policies.amounts import Range
from zonebook.core.policies.book import PolicyBook, policy_book
from zonebook.core.policies.matching import choose
from zonebook.core.policies.policy import amounts_of
from zonebook.core.policies.prose import words_of
from zonebook.core.policies.reading import read_policy
from zonebook.core.rules.book import RuleBook
from zonebook.core.rules.facts import read_facts
from zonebook.core.values import Refused

NATIONAL = policy_book()
LANZHOU = Path(zonebook.__file__).parent / "zones" / "lanzhou" / "catalog"
ZONE = PolicyBook(RuleBook(Catalog(LANZHOU)))
ON = date(2024, 2, 18)
WAN = 1_000_000


def card(book: PolicyBook = NATIONAL, **facts: object):
    known = read_facts(facts, book.rules.measures, book.catalog.units)
    return {one.policy.key: one for one in book.card(known, ON)}


def test_ten_measures_of_the_zone_are_marked_as_examples_and_the_national_ones_are_not():
    own = [one for one in ZONE.all.values() if one.level == "zone"]
    assert len(own) == 10 and all(one.is_example and "示例" in one.name["zh"] for one in own)
    assert not any(one.is_example for one in NATIONAL.all.values())
    assert {"rd_deduction", "hnte_rate", "incubator_tax"} <= set(NATIONAL.all)


def test_every_policy_reads_in_both_languages_from_its_own_data():
    say = ZONE.catalog.sentences.say
    for one in ZONE.all.values():
        for lang in ("zh", "en"):
            text = say(words_of(one.amount, ZONE.catalog.units, ZONE.rule_names), lang)
            assert text and "{" not in text and "policies." not in text
        assert all(part.where for part in amounts_of(one.amount))
        assert one.document in ZONE.rules.documents and one.clauses


def test_a_high_tech_enterprise_in_an_encouraged_industry_takes_one_rate_not_both():
    found = card(
        certificate=["hnte"], taxable_income=500, total_income=1000,
        encouraged_industry_revenue=700, employees_quarterly_average=80,
        assets_quarterly_average=2000, in_excluded_product_list=False,
    )  # fmt: skip
    assert found["hnte_rate"].state == found["west_rate"].state == "fits"
    assert found["small_profit_rate"].state == "not"
    choice = choose([found["hnte_rate"], found["west_rate"], found["small_profit_rate"]])
    assert choice.total == Range(50 * WAN, 50 * WAN)
    assert [one.policy.key for one in choice.counted] == ["hnte_rate"]
    assert set(choice.set_aside) == {"west_rate"}


def test_a_small_enterprise_takes_the_lower_rate_of_small_profits():
    found = card(
        certificate=["hnte"], taxable_income=100, employees_quarterly_average=80,
        assets_quarterly_average=2000, in_excluded_product_list=False,
    )  # fmt: skip
    choice = choose(list(found.values()))
    assert "small_profit_rate" in {one.policy.key for one in choice.counted}
    assert "hnte_rate" in choice.set_aside


def test_what_is_not_known_is_a_range_and_the_choice_stays_open():
    found = card(certificate=["hnte"], taxable_income=100)
    choice = choose([found["hnte_rate"], found["small_profit_rate"]])
    assert found["small_profit_rate"].state == "unknown"
    assert found["small_profit_rate"].due == Range(0, 20 * WAN)
    assert choice.total == Range(10 * WAN, 20 * WAN)
    assert set(choice.undecided) == {"hnte_rate", "small_profit_rate"}


@pytest.mark.parametrize(
    ("revenue", "state"), [([109, 100], "near"), ([110, 100], "fits"), ([80, 100], "not")]
)
def test_a_measure_of_the_zone_is_judged_at_its_threshold(revenue, state):
    found = card(ZONE, industry_code="5151", certificate=["above_scale"], operating_revenue=revenue)
    assert found["trade_growth"].state == state


def test_without_facts_nothing_fits_and_nothing_fails():
    assert {one.state for one in card(ZONE).values()} == {"unknown"}


def test_an_example_says_so_in_its_name_and_once_beside_the_tag_of_a_page():
    one = ZONE.find("trade_growth")
    assert one.name["zh"] == one.title["zh"] + "（示例）"
    assert one.name["en"] == one.title["en"] + " (example)"
    real = ZONE.find("hnte_rate")
    assert real.title == real.name


GOOD = (LANZHOU / "policies" / "trade_growth.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("level: zone", "level: zone\nlevel: zone", "catalog.repeated_key"),
        ("level: zone", "level: moon", "rules.wrong_value"),
        ("level: zone", "level: zone\nsurprise: 1", "rules.unknown_key"),
        ("unit: wan_yuan", "unit: yi_yuan", "rules.wrong_value"),
        ("document: trade_ten", "document: nowhere", "rules.unknown_document"),
        ("of_increase: operating_revenue", "of_increase: staff_total", "policies.not_money"),
        ("of_increase: operating_revenue", "of_increase: nothing", "rules.unknown_measure"),
        ("{from: 50000, fixed: 20}", "{from: 10000, fixed: 20}", "policies.tiers_out_of_order"),
        ("rate: 1,", "rate: 1, fixed: 2,", "policies.one_amount"),
        ("rate: 1,", "rate: 0,", "rules.wrong_value"),
        ("at_most: 50", "at_most: -1", "rules.wrong_value"),
        ("class: paid_without_applying", "class: soon", "rules.wrong_value"),
        ("until: 2026-03-01", "until: 2022-03-01", "rules.ends_before_start"),
        ("conditions:", "rule: hnte\nconditions:", "policies.rule_or_conditions"),
        ("share: in_order", "share: lottery", "rules.wrong_value"),
        ("（示例）,", ",", "policies.example_unmarked"),
        (" (example)", "", "policies.example_unmarked"),
    ],
)
def test_a_policy_file_that_is_not_in_order_is_refused_with_its_line(old, new, key):
    assert old in GOOD
    with pytest.raises(Refused) as refused:
        read_policy(
            parse(GOOD.replace(old, new, 1), "t.yaml"),
            ZONE.rules.measures,
            ZONE.rules.documents,
            dict.fromkeys(ZONE.rules.families),
        )
    finding = refused.value.findings[0]
    assert finding.message.key == key
    assert finding.where is not None and finding.where.where.startswith("t.yaml:")
    for lang in ("zh", "en"):
        assert "{" not in ZONE.catalog.sentences.say(finding, lang)
