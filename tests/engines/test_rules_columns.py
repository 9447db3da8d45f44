"""Columns agree with the judgement of one enterprise, for random registers and planted edges."""

import os
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonebook.core.rules import tree
from zonebook.core.rules.book import rule_book
from zonebook.core.rules.cases import edges, first_day, plan_of, written_cases
from zonebook.core.rules.comparing import STATUS
from zonebook.core.rules.facts import Facts, Record
from zonebook.core.rules.verdict import ANSWERS
from zonebook.core.values import Refused
from zonebook.engines.columns.rules import judge_chunks, judge_register, near_misses
from zonebook.engines.columns.rules_curve import Curve
from zonebook.engines.columns.rules_register import register_of

BOOK = rule_book()
RULES = [rule for family in BOOK.families for rule in BOOK.versions(family)]
DAYS = (date(2023, 6, 30), date(2026, 5, 20), date(2005, 3, 1), date(2027, 2, 1))
MANY = 10_000 if os.environ.get("ZONEBOOK_LONG") else 60


def disagreements(plan, rows, on):
    """Where the two roads part: row, slot, what columns say, what the plain engine says."""
    outcome = judge_register([plan], register_of(rows, BOOK.measures), on, block=64)[0]
    found = []
    for at, facts in enumerate(rows):
        plain = plan.run(facts, on).out
        for slot, node in enumerate(plan.slots):
            here, there = int(outcome.statuses[slot, at]), plain[slot][0]
            if here != there:
                found.append((at, node.id, STATUS[here], STATUS[there]))
        if ANSWERS[int(outcome.answers[at])] != ANSWERS[plain[-1][0]]:
            found.append((at, "answer", int(outcome.answers[at]), plain[-1][0]))
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.key)
def test_every_threshold_is_right_below_at_and_above(rule):
    on = first_day(rule, "recognition")
    facts = [one.facts for one in edges(rule)] or [Facts()]
    # a row beyond 2**53 makes every other row go through the filter too
    giants = [huge(one) for one in facts]
    assert not disagreements(BOOK.plan(rule, "recognition", on), facts, on)
    assert not disagreements(BOOK.plan(rule, "recognition", on), facts + giants, on)


def huge(facts):
    """The same facts ten million times as large."""
    numbers = {key: tuple(one and one * 10**7 for one in row) for key, row in facts.numbers.items()}
    return Facts(numbers=numbers)


@pytest.mark.parametrize("case", list(written_cases(BOOK)), ids=lambda one: one.name)
def test_written_cases_are_judged_as_by_the_plain_engine(case):
    assert not disagreements(plan_of(BOOK, case), [case.facts, Facts()], case.on)


NUMBER = st.one_of(
    st.none(),
    st.integers(0, 60),
    st.integers(0, 60).map(lambda one: one * 10**6 * 100),
    st.integers(0, 10**15),
    st.sampled_from([10**13, 5 * 10**11, 2**53 - 1, 2**53, 2**53 + 1, 10**18]),
)
RECORD = st.builds(
    Record,
    st.sampled_from(["hnte", "tech_sme", "srdi_sme", "listed"]),
    since=st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2026, 1, 1))),
    until=st.one_of(st.none(), st.dates(date(2022, 1, 1), date(2028, 1, 1))),
)
AWARD = st.builds(
    Record,
    st.sampled_from(["national", "provincial", "city"]),
    st.one_of(st.none(), st.integers(2016, 2026)),
    st.one_of(st.none(), st.integers(1, 6)),
)
CODES = ["C27", "C2710", "65", "I6510", "5211", "51", "7010", "K70", "L", "G", "Q84", "J66", "E47"]


@st.composite
def facts_of(draw, rule):
    """Facts that stand near the thresholds of a rule, with gaps and giants."""
    every = (*tree.tests_of(rule.conditions), *tree.tests_of_scoring(rule.scoring))
    facts = Facts()
    for measure in {one for test in every for one in test.measure.inputs()}:
        if draw(st.integers(0, 9)) == 0:
            continue
        match measure.type:
            case "number":
                number = NUMBER
                if measure.unit not in ("wan_yuan", "square_metre", "person"):
                    number = st.one_of(
                        st.none(), st.integers(0, 12).map(lambda n, grain=measure.grain: n * grain)
                    )
                years = draw(st.lists(number, min_size=1, max_size=3))
                if measure.signed and draw(st.booleans()):
                    years = [None if one is None else -one for one in years]
                facts.numbers[measure.key] = tuple(years)
            case "flag":
                facts.words[measure.key] = draw(st.booleans())
            case "level" | "choice":
                facts.words[measure.key] = draw(st.sampled_from(measure.values))
            case "code":
                facts.words[measure.key] = draw(st.sampled_from(CODES))
            case "records" if measure.key == "certificate":
                facts.records[measure.key] = tuple(draw(st.lists(RECORD, max_size=2)))
            case "records" if measure.key == "science_award":
                facts.records[measure.key] = tuple(draw(st.lists(AWARD, max_size=2)))
            case "grade":
                facts.grades |= draw(st.dictionaries(
                    st.sampled_from(["*", "ip1", "ip4", "or1", "z9", "S5"]),
                    st.sampled_from(["A", "C"]), max_size=2,
                ))  # fmt: skip
        if draw(st.integers(0, 4)) == 0:
            facts.reviewed.add(measure.key)
    if draw(st.integers(0, 9)) == 0:
        facts.none.add("major_incident_days_ago")
    twin(facts, draw)
    return facts


def twin(facts, draw):
    """Put some ratio exactly on a threshold, or one grain off it."""
    pairs = [
        ("rd_expense", "sales_revenue"),
        ("rd_expense", "operating_revenue"),
        ("science_tech_staff", "staff_total"),
        ("main_business_revenue", "operating_revenue"),
    ]
    of, over = draw(st.sampled_from(pairs))
    if of in facts.numbers and over in facts.numbers and draw(st.booleans()):
        percent = draw(st.sampled_from([3, 4, 5, 6, 10, 60, 70, 80]))
        step = draw(st.sampled_from([-1, 0, 0, 1]))
        whole = tuple(None if one is None else one * 100 for one in facts.numbers[over])
        part = tuple(None if one is None else max(0, one // 100 * percent) for one in whole)
        part = tuple(
            one if one is None or at else max(0, one + step) for at, one in enumerate(part)
        )
        facts.numbers |= {of: part, over: whole}


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.key)
@given(data=st.data())
@settings(
    max_examples=max(4, MANY // len(RULES)), deadline=None, suppress_health_check=list(HealthCheck)
)
def test_random_registers_are_judged_alike(rule, data):
    rows = data.draw(st.lists(facts_of(rule), min_size=1, max_size=6))
    kind = data.draw(st.sampled_from(["recognition", "review"]))
    on = data.draw(st.sampled_from(DAYS))
    try:
        plan = BOOK.plan(rule, kind, on)
    except Refused:  # a scoring that is not in force that day
        return
    assert not disagreements(plan, rows, on)


@given(data=st.data(), threshold=st.fractions(0, 100, max_denominator=100))
@settings(max_examples=max(20, MANY // 12), deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize(
    ("name", "key"), [("hnte", "H4"), ("srdi_sme_2022", "S2b"), ("little_giant_2022", "G6")]
)
def test_a_curve_counts_what_a_reform_would(name, key, data, threshold):
    on = date(2023, 6, 30)
    rule = BOOK.find(name, "recognition", on)
    rows = data.draw(st.lists(facts_of(rule), min_size=1, max_size=6))
    register = register_of(rows, BOOK.measures)
    curve = Curve(BOOK.plan(rule, "recognition", on), register, on, key)
    reformed = BOOK.plan(rule, "recognition", on, {key: str(threshold)})
    expected = judge_register([reformed], register, on)[0]
    assert curve.counts(threshold) == expected.counts()
    assert curve.answers(threshold).tolist() == expected.answers.tolist()


def test_chunks_say_what_the_whole_says():
    on, plan = (
        DAYS[0],
        BOOK.plan(BOOK.find("srdi_sme", "recognition", DAYS[0]), "recognition", DAYS[0]),
    )
    rows = [
        Facts(numbers={"rd_expense": (10**6 * n,), "years_in_segment": (n,)}) for n in range(300)
    ]
    register = register_of(rows, BOOK.measures)
    whole = judge_register([plan], register, on)[0].answers.tolist()
    parts = [one for _, found in judge_chunks([plan], register, on, 70) for one in found[0].answers]
    assert parts == whole


def test_margins_and_reasons_can_be_had_for_any_row():
    on = DAYS[0]
    plan = BOOK.plan(BOOK.find("srdi_sme", "recognition", on), "recognition", on)
    rows = [Facts(numbers={"rd_expense": (95 * 10**6,), "years_in_segment": (200,)}), Facts()]
    outcome = judge_register([plan], register_of(rows, BOOK.measures), on)[0]
    assert outcome.margin("S2a")[0] == -5
    assert np.isnan(outcome.margin("S2a")[1])
    assert outcome.explain(0).test("S2a").gap == 5
    assert [(row, one.answer.key) for row, one in near_misses(outcome)] == [(0, "S2a")]
    assert outcome.status("S2a", 1) == "unknown"
