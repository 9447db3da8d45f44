"""What a policy pays: exact in fen where facts are known, a range that holds where they are not."""

from __future__ import annotations

import os
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.core.catalog import parse
from zonebook.core.policies import policy as kinds
from zonebook.core.policies.amounts import Range, count
from zonebook.core.policies.book import policy_book
from zonebook.core.policies.budget import Claim, use
from zonebook.core.policies.reading import read_amount
from zonebook.core.rules.facts import Facts, read_facts

BOOK = policy_book()
MEASURES, UNITS = BOOK.rules.measures, BOOK.catalog.units
ON = date(2024, 2, 18)
EXAMPLES = 30_000 if os.environ.get("ZONEBOOK_LONG") else 80
WAN = 1_000_000  # fen in ten thousand yuan


def amount(text: str) -> kinds.Amount:
    return read_amount(parse(text, "t.yaml"), MEASURES, dict.fromkeys(BOOK.rules.families))


def paid(text: str, answers: dict[str, str] | None = None, **facts: object) -> Range:
    known = read_facts(facts, MEASURES, UNITS)
    names = {"zh": "", "en": ""}
    return count(amount(text), known, ON, lambda one: ((answers or {})[one], names)).range


def both(fen: int) -> Range:
    return Range(fen, fen)


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("{fixed: 10}", {}, both(10 * WAN)),
        ("{fixed: 0.5}", {}, both(WAN // 2)),
        ("{rate: 10, of: taxable_income}", {"taxable_income": 500}, both(50 * WAN)),
        ("{rate: 10, of: taxable_income}", {"taxable_income": -20}, both(0)),
        ("{rate: 10, of: taxable_income}", {}, Range(0, None)),
        ("{rate: 10, of: taxable_income, at_most: 30}", {"taxable_income": 500}, both(30 * WAN)),
        ("{rate: 10, of: taxable_income, at_most: 30}", {}, Range(0, 30 * WAN)),
        ("{rate: 1, of_increase: tax_paid}", {"tax_paid": [300, 200]}, both(WAN)),
        ("{rate: 1, of_increase: tax_paid}", {"tax_paid": [200, 300]}, both(0)),
        ("{rate: 1, of_increase: tax_paid}", {"tax_paid": [300]}, Range(0, None)),
        ("{rate: 5, of: tax_paid}", {"tax_paid": {"value": 1, "unit": "CNY"}}, both(5)),
    ],
)
def test_an_amount_is_counted_to_the_fen(text, facts, expected):
    assert paid(text, **facts) == expected


def test_a_part_of_a_fen_is_never_paid():
    from decimal import Decimal

    assert paid("{rate: 5, of: tax_paid}", tax_paid=Decimal("0.000019")) == both(0)


STEPS = "{tiers: [{from: 200, fixed: 2}, {from: 500, fixed: 5}], by: operating_revenue}"


@pytest.mark.parametrize(
    ("revenue", "expected"), [(199, 0), (200, 2), (201, 2), (499, 2), (500, 5), (501, 5)]
)
def test_a_step_begins_exactly_at_its_figure(revenue, expected):
    assert paid(STEPS, operating_revenue=revenue) == both(expected * WAN)


def test_the_reason_of_a_step_says_its_unit():
    facts = read_facts({"operating_revenue": [256]}, MEASURES, UNITS)
    (why, _) = count(amount(STEPS), facts, ON, lambda _: ("unknown", {})).because
    say = BOOK.catalog.sentences.say
    assert say(why) == "营业收入 256 万元，达到 200 万元 一档"
    assert say(why, "en") == "operating revenue CNY 2,560,000 reaches the step of CNY 2,000,000"


def test_an_unknown_step_gives_everything_from_nothing_to_the_highest():
    assert paid(STEPS) == Range(0, 5 * WAN)


BY_RULE = """
by_rule:
  - {rule: small_profit, amount: {fixed: 5}}
  - {rule: cit_hnte, amount: {fixed: 15}}
otherwise: {fixed: 25}
"""


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("qualified", "qualified"), Range(5 * WAN, 5 * WAN)),
        (("not_qualified", "qualified"), Range(15 * WAN, 15 * WAN)),
        (("not_qualified", "not_qualified"), Range(25 * WAN, 25 * WAN)),
        (("unknown", "qualified"), Range(5 * WAN, 15 * WAN)),
        (("unknown", "not_qualified"), Range(5 * WAN, 25 * WAN)),
        (("not_qualified", "manual_review"), Range(15 * WAN, 25 * WAN)),
    ],
)
def test_a_rate_that_hangs_on_another_rule_follows_it(answers, expected):
    named = dict(zip(("small_profit", "cit_hnte"), answers, strict=True))
    assert paid(BY_RULE, named) == expected


# -- against brute force -------------------------------------------------------------------

MONEY = ("taxable_income", "tax_paid")
RULES = ("small_profit", "cit_hnte")
leaves = st.one_of(
    st.builds(kinds.Fixed, st.integers(1, 500)),
    st.builds(
        lambda percent, key, rise: kinds.Rate(Fraction(percent, 2), MEASURES[key], rise),
        st.integers(1, 300), st.sampled_from(MONEY), st.booleans(),
    ),
)  # fmt: skip


def steps(parts):
    return kinds.Tiers(
        MEASURES["operating_revenue"], tuple((Fraction(at), part) for at, part in sorted(
            parts.items()))
    )  # fmt: skip


def nodes(inner):
    return st.one_of(
        st.builds(kinds.AtMost, inner, st.integers(1, 400)),
        st.lists(inner, min_size=2, max_size=3).map(lambda rows: kinds.BetterOf(tuple(rows))),
        st.dictionaries(st.integers(-3, 6), inner, min_size=1, max_size=3).map(steps),
        st.builds(lambda one, two, other: kinds.ByRule(
            ((RULES[0], one), (RULES[1], two)), other), inner, inner, inner),
    )  # fmt: skip


amounts = st.recursive(leaves, nodes, max_leaves=5)
maybe = st.one_of(st.none(), st.integers(-5, 300))


def plain(node: kinds.Amount, numbers: dict[tuple[str, int], int], fits: dict[str, bool]) -> int:
    """The amount in parts of a fen, as one would count it by hand when everything is known."""
    match node:
        case kinds.Fixed(fen=fen):
            return fen * PARTS
        case kinds.Rate(percent=percent, of=of, is_increase=rise):
            base = numbers[of.key, 0] - (numbers[of.key, 1] if rise else 0)
            return max(0, base * int(percent * PARTS / 100))
        case kinds.Tiers(steps=rows):
            value = numbers["operating_revenue", 0]
            found = [part for at, part in rows if value >= int(at) * WAN]
            return plain(found[-1], numbers, fits) if found else 0
        case kinds.BetterOf(of=of):
            return max(plain(one, numbers, fits) for one in of)
        case kinds.ByRule(branches=branches, otherwise=other):
            for family, part in branches:
                if fits[family]:
                    return plain(part, numbers, fits)
            return plain(other, numbers, fits)
        case kinds.AtMost(of=part, fen=fen):
            return min(fen * PARTS, plain(part, numbers, fits))


def asked(node: kinds.Amount) -> set[tuple[str, int] | str]:
    """The facts and rules that an amount hangs on; nothing else needs guessing."""
    match node:
        case kinds.Rate(of=of, is_increase=rise):
            return {(of.key, 0), (of.key, 1)} if rise else {(of.key, 0)}
        case kinds.Tiers(steps=rows):
            return {SLOTS[-1]}.union(*(asked(part) for _, part in rows))
        case kinds.BetterOf(of=of):
            return set().union(*map(asked, of))
        case kinds.ByRule(branches=branches, otherwise=other):
            return asked(other).union(*({family} | asked(part) for family, part in branches))
        case kinds.AtMost(of=part):
            return asked(part)
    return set()


PARTS = 200  # half a percent of a fen is a whole number of these
SLOTS = [(key, back) for key in MONEY for back in (0, 1)] + [("operating_revenue", 0)]
GUESSES = dict.fromkeys(SLOTS, (-5, 0, 77, 300)) | {SLOTS[-1]: range(-4 * WAN, 8 * WAN, WAN)}
ANSWERS = {"qualified": (True,), "not_qualified": (False,), "unknown": (True, False)}


def every_guess(known, named, wanted):
    """Every value that the unknown facts and answers may turn out to have."""
    facts = {key: (value,) if value is not None else GUESSES[key] for key, value in known.items()
             if key in wanted}  # fmt: skip
    rules = {key: ANSWERS[answer] for key, answer in named.items() if key in wanted}
    for numbers in product(*facts.values()):
        for fits in product(*rules.values()):
            yield dict(zip(facts, numbers, strict=True)), dict(zip(rules, fits, strict=True))


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    amounts,
    st.tuples(maybe, maybe, maybe, maybe, st.one_of(st.none(), st.integers(-4, 7))),
    st.tuples(st.sampled_from(sorted(ANSWERS)), st.sampled_from(sorted(ANSWERS))),
)
def test_the_range_holds_every_amount_that_the_missing_facts_may_give(node, values, answers):
    known = dict(zip(SLOTS, values, strict=True))
    if known[SLOTS[-1]] is not None:
        known[SLOTS[-1]] *= WAN
    facts = Facts()
    for key in (*MONEY, "operating_revenue"):
        facts.numbers[key] = tuple(value for (one, _), value in known.items() if one == key)
    named = dict(zip(RULES, answers, strict=True))
    found = count(node, facts, ON, lambda one: (named[one], {"zh": "", "en": ""})).range
    guesses = [plain(node, *one) // PARTS for one in every_guess(known, named, asked(node))]
    assert found.low <= min(guesses) and (found.high is None or max(guesses) <= found.high)
    if len(guesses) == 1:
        assert found == Range(guesses[0], guesses[0])


# -- budgets -------------------------------------------------------------------------------

claims = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 4)), max_size=7)


@settings(max_examples=EXAMPLES, deadline=None)
@given(claims, st.integers(-5, 200), st.sampled_from(["in_order", "pro_rata"]))
def test_a_budget_is_used_up_in_its_order_and_never_exceeded(rows, left, share):
    given_ = [Claim(str(at), fen, (rank,)) for at, (fen, rank) in enumerate(rows)]
    parts = use(given_, left, share)
    owed = sum(one.fen for one in given_)
    assert sum(one.paid for one in parts) == max(0, min(owed, left))
    assert all(0 <= one.paid <= one.claim.fen for one in parts)
    assert [one.claim.rank for one in parts] == sorted(one.claim.rank for one in parts)
    if share == "in_order":
        short = [one.waits > 0 for one in parts]
        assert short == sorted(short)
        assert sum(0 < one.paid < one.claim.fen for one in parts) <= 1
    elif 0 <= left < owed:
        assert all(abs(one.paid * owed - one.claim.fen * left) < owed for one in parts)


def test_money_without_end_pays_everybody():
    assert [one.paid for one in use([Claim("a", 5, (0,))], None, "in_order")] == [5]
