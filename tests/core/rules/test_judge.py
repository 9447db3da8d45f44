"""Judging one enterprise: exact at the threshold, unknown where facts are missing, with reasons."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.core.rules.answers import payload
from zonebook.core.rules.book import rule_book
from zonebook.core.rules.comparing import all_of, any_of, opposite
from zonebook.core.rules.consistency import contradictions
from zonebook.core.rules.facts import read_facts
from zonebook.core.rules.measures import Derived, Measure
from zonebook.core.rules.measuring import Case, compared, reading, root, shown
from zonebook.core.rules.near import near_miss
from zonebook.core.rules.needs import asked, needs
from zonebook.core.rules.remedies import remedies
from zonebook.core.rules.verdict import judge
from zonebook.core.values import Refused

BOOK = rule_book()
DAY = date(2023, 6, 30)


def facts(**given):
    return read_facts(given, BOOK.measures, BOOK.catalog.units)


def verdict(rule, *, on=DAY, kind="recognition", changes=None, **given):
    plan = BOOK.plan(BOOK.find(rule, kind, on), kind, on, changes)
    return judge(plan, facts(**given), on)


SHORT = {"rd_expense": [200, 181, 180], "sales_revenue": [4000, 3640, 3600]}


def test_it_is_short_by_ten_thousand_yuan_not_by_a_hundredth_of_a_point():
    found = verdict("hnte", **SHORT)
    answer = found.test("H5a")
    assert answer.status == "unmet"
    assert answer.value == Fraction(56100, 11240)
    changes = {(one.measure.key, one.change) for one in remedies(answer, found)}
    assert changes == {("rd_expense", 1), ("sales_revenue", -20)}


def test_its_twin_with_one_more_stands_exactly_on_the_threshold():
    assert verdict("hnte", **SHORT | {"rd_expense": [201, 181, 180]}).test("H5a").status == "met"


def test_what_prints_as_the_threshold_prints_with_more_digits():
    found = verdict("hnte", rd_expense=[Decimal("49.999999"), 0, 0], sales_revenue=[1000, 0, 0])
    row = next(one for one in payload(found, BOOK)["tests"] if one["key"] == "H5a")
    assert (row["value"], row["threshold"], row["gap"]) == ("4.9999999", "5", "0.0000001")


def test_each_failing_year_has_its_own_change():
    found = verdict("srdi_sme_2026", on=date(2026, 5, 20), rd_expense=[90, 80])
    changes = [(one.year, one.change) for one in remedies(found.test("S3a"), found)]
    assert changes == [(0, 10), (1, 20)]


def test_a_share_grows_by_points_and_not_by_percent():
    found = verdict("little_giant_2022", segment_market_share=4)
    told = {
        BOOK.catalog.sentences.say(one.words(BOOK.catalog.units, 2022))
        for answer in found.tests
        for one in remedies(answer, found)
    }
    assert "2022年细分市场占有率再增 6 个百分点" in told


def test_nobody_hires_a_part_of_a_person():
    found = verdict("hnte", science_tech_staff=10, staff_total=105)
    assert [one.change for one in remedies(found.test("H4"), found)] == [1, -5]


def test_an_answer_names_the_line_of_the_catalogue_and_the_document():
    reason = verdict("hnte", **SHORT).test("H5a").because()
    assert [one.kind for one in reason.refs] == ["catalogue", "document"]
    assert reason.refs[0].where.startswith("rules/hnte/2016.yaml:")
    said = BOOK.catalog.sentences.say(reason, "en")
    assert said.startswith("Unmet: R&D to sales over three years at least 5 %; actual 4.9911 %")


def test_a_confirmed_value_needs_no_further_review():
    assert verdict("hnte", in_supported_field=True).test("H3").status == "manual_review"
    confirmed = {"value": True, "reviewed": True}
    assert verdict("hnte", in_supported_field=confirmed).test("H3").status == "met"


def test_money_may_be_filed_in_yuan():
    given = {"value": [1_000_000], "unit": "yuan"}
    assert verdict("srdi_sme_2022", rd_expense=given).test("S2a").value == 100


def test_a_reform_changes_one_threshold():
    facts_at_five = SHORT | {"rd_expense": [201, 181, 180]}
    assert verdict("hnte", changes={"H5a": "6"}, **facts_at_five).test("H5a").status == "unmet"


def test_a_reform_of_a_test_that_is_not_there_is_refused():
    with pytest.raises(Refused) as refused:
        verdict("hnte", changes={"H99": "6"})
    assert refused.value.findings[0].message.key == "rules.no_such_test"


def test_a_near_miss_fails_one_test_by_little():
    found = near_miss(verdict("srdi_sme_2022", years_in_segment=2, rd_expense=95))
    assert (found.answer.key, found.share) == ("S2a", Fraction(1, 20))
    assert near_miss(verdict("srdi_sme_2022", years_in_segment=2, rd_expense=89)) is None
    assert near_miss(verdict("srdi_sme_2022", years_in_segment=1, rd_expense=95)) is None


def test_parts_above_their_whole_are_findings_and_no_refusal():
    found = contradictions(
        facts(science_tech_staff=12, staff_total=10, rd_expense=[1, 5], rd_expense_domestic=[1, 6]),
        BOOK.measures,
    )
    keys = [(one.message.key, one.level, one.where.key) for one in found]
    assert keys == [
        ("rules.part_exceeds_whole", "warning", "rd_expense_domestic"),
        ("rules.part_exceeds_whole", "warning", "science_tech_staff"),
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"rd_expanse": 1}, "rules.unknown_fact"),
        ({"rd_to_sales_3y": 5}, "rules.unknown_fact"),
        ({"rd_expense": -1}, "rules.negative_fact"),
        ({"rd_expense": Decimal("1e9999999")}, "rules.too_large_fact"),
        ({"rd_expense": Decimal("1e-9999999")}, "rules.too_fine_fact"),
        ({"rd_expense": {"value": 1, "units": "CNY"}}, "rules.unknown_part"),
        ({"rd_expense": "many"}, "rules.wrong_fact"),
        ({"rd_expense": True}, "rules.wrong_fact"),
        ({"rd_expense": {"value": 1, "unit": "percent"}}, "rules.fact_unit"),
        ({"ip_owned": {"value": 1, "unit": "wan_yuan"}}, "rules.fact_unit"),
        ({"in_supported_field": 1}, "rules.wrong_fact"),
        ({"rd_institution_level": "galactic"}, "rules.wrong_word"),
        ({"certificate": ["hntee"]}, "rules.wrong_word"),
        ({"certificate": "hnte"}, "rules.wrong_fact"),
        ({"industry_code": "9999"}, "rules.wrong_code"),
        ({"certificate": [{"type": "hnte", "expires": "soon"}]}, "rules.wrong_day"),
    ],
)
def test_facts_that_cannot_be_read_are_refused_where_they_stand(given, message):
    with pytest.raises(Refused) as refused:
        facts(**given)
    finding = refused.value.findings[0]
    assert finding.message.key == message
    assert finding.where.key == next(iter(given))


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("rd_expanse", ("rules.hint.near", "rd_expense")),
        ("研发费用总额", ("rules.hint.near", "rd_expense")),
        ("rd_to_sales_3y", ("rules.hint.derived", None)),
        ("weather", ("rules.hint.list", None)),
    ],
)
def test_a_word_that_is_no_measure_is_answered_with_what_was_perhaps_meant(word, hint):
    with pytest.raises(Refused) as refused:
        facts(**{word: 1})
    found = refused.value.findings[0].message.args["hint"]
    assert (found.key, found.args.get("measure")) == hint


def test_an_unknown_answer_names_what_to_supply():
    found = verdict("hnte_2016", sales_revenue=[3986, 3842, 3412], rd_expense=[206, None, 168])
    wanted = {one.key: [(n.measure.key, n.year) for n in needs(one, found)] for one in found.tests}
    assert wanted["H5a"] == [("rd_expense", 1)]
    assert wanted["H5a.tier"] == []  # it is met
    assert ("ip_class1_valid", 0) in wanted["S0"]  # points are asked for by what they are given for


def test_years_in_a_row_are_asked_for_at_once():
    found = verdict("hnte_2016", sales_revenue=[3986, 3842, 3412], rd_expense=[206, None, 168])
    lacking = {one.key: needs(one, found) for one in found.tests}
    words = [BOOK.catalog.sentences.say(one) for one in asked(lacking["H5d"], 2022)]
    assert words == ["2020—2022年度境内研发费用", "2021年度研发费用总额"]
    (first, *_, last) = lacking["H5d"][:3]
    apart = [BOOK.catalog.sentences.say(one, "en") for one in asked([last, first], 2022)]
    assert apart == [
        "R&D expense incurred in China of 2020",
        "R&D expense incurred in China of 2022",
    ]


def test_every_test_and_node_says_what_it_asks_for():
    for family in BOOK.families:
        for rule in BOOK.versions(family):
            force = rule.in_force[0]
            plan = BOOK.plan(rule, force.kind, force.since)
            told = payload(judge(plan, facts(), force.since), BOOK)
            assert all(one["condition"] for one in told["tests"]), rule.key


def test_points_to_reach_stand_beside_the_points():
    tests = {one["key"]: one for one in payload(verdict("hnte"), BOOK)["tests"]}
    assert tests["H7"]["condition"] == "综合评分大于 70 分"
    assert tests["H5"]["condition"] == "按销售收入分档"


def test_every_refusal_is_said_in_both_languages():
    assert all(set(row) == {"zh", "en"} for row in BOOK.catalog.sentences.rows.values())


WORDS = {1: "unmet", 2: "unknown", 4: "manual", 8: "met"}


def slow_all(words):
    for one in ("unmet", "unknown", "manual"):
        if one in words:
            return one
    return "met"


@given(st.sets(st.sampled_from([1, 2, 4, 8]), min_size=1))
def test_all_and_any_are_kleenes_and_dual(bits):
    total = sum(bits)
    words = {WORDS[one] for one in bits}
    assert WORDS[all_of[total]] == slow_all(words)
    assert any_of[total] == opposite[all_of[sum(opposite[one] for one in bits)]]


@given(st.integers(0, 10**40), st.integers(1, 5))
def test_a_root_is_the_greatest_whole_one(value, power):
    found = root(value, power)
    assert found**power <= value < (found + 1) ** power


SALES = Measure("sales_revenue", "", "", "wan_yuan")
RD = Measure("rd_expense", "", "", "wan_yuan")
NUMBERS = st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=0, max_size=3)


def oracle(form, rows, years):
    """The measure in plain fractions; None where it is not known."""
    of, over = rows
    get = lambda row, back: row[back] if back < len(row) else None  # noqa: E731
    a = [get(of, back) for back in years]
    b = [get(over, back) for back in years]
    if None in a or (form == "ratio" and None in b):
        return None
    if form == "ratio":
        return Fraction(100 * sum(a), sum(b)) if sum(b) else None
    if form == "growth":
        return Fraction(100 * a[0], a[1]) - 100 if a[1] else None
    if form == "links":
        return 50 * (Fraction(a[0], a[1]) + Fraction(a[1], a[2])) - 100 if a[1] and a[2] else None
    plain = {"sum": sum, "min": min, "max": max, "mean": lambda one: Fraction(sum(one), len(one))}
    return Fraction(plain[form](a), RD.grain)


@pytest.mark.parametrize(
    ("form", "years"),
    [("ratio", (0, 1, 2)), ("growth", (0, 1)), ("links", (0, 1, 2)), ("sum", (0, 1)),
     ("mean", (0, 1, 2)), ("min", (0, 1)), ("max", (0, 1))],
)  # fmt: skip
@given(of=NUMBERS, over=NUMBERS)
def test_measures_agree_with_plain_fractions(form, years, of, over):
    how = Derived(
        form, RD, years, SALES if form == "ratio" else None, 100 if form == "ratio" else 1
    )
    measure = Measure("m", "", "", "percent", derived=how)
    known = facts()
    known.numbers = {"rd_expense": tuple(of), "sales_revenue": tuple(over)}
    pair = reading(measure)(Case(known, DAY))
    expected = oracle(form, (of, over), years)
    assert (None if pair is None else shown(measure, pair)) == expected


@given(st.integers(1, 10**14), st.integers(1, 10**14), st.integers(-50, 50))
def test_compound_growth_is_compared_without_a_root(latest, oldest, percent):
    how = Derived("cagr", RD, (0, 2))
    measure = Measure("m", "", "", "percent", derived=how)
    assert (Fraction(latest, oldest) >= compared(measure, Fraction(percent))) == (
        latest * 100**2 >= oldest * (100 + percent) ** 2
    )


def test_the_reasons_of_a_verdict_say_what_applies_and_nothing_else():
    reasons = verdict("hnte", **SHORT).because
    said = [BOOK.catalog.sentences.say(one, "en") for one in reasons]
    assert (
        "Unmet: R&D to sales over three years at least 5 %; actual 4.9911 %, short by 0.0089 pp"
    ) in said
    assert not any("at least 4 %" in one for one in said)
    assert all(one.refs for one in reasons)
