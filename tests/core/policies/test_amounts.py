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
EXAMPLES = 100_000 if os.environ.get("ZONEBOOK_LONG") else 80
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


def plain(node: kinds.Amount, numbers: dict[tuple[str, int], int], fits: dict[str, bool]):
    """The amount as one would count it by hand when everything is known."""
    match node:
        case kinds.Fixed(fen=fen):
            return Fraction(fen)
        case kinds.Rate(percent=percent, of=of, is_increase=rise):
            base = numbers[of.key, 0] - (numbers[of.key, 1] if rise else 0)
            return max(Fraction(0), base * percent / 100)
        case kinds.Tiers(steps=rows):
            value = Fraction(numbers["operating_revenue", 0], WAN)
            found = [plain(part, numbers, fits) for at, part in rows if value >= at]
            return found[-1] if found else Fraction(0)
        case kinds.BetterOf(of=of):
            return max(plain(one, numbers, fits) for one in of)
        case kinds.ByRule(branches=branches, otherwise=other):
            for family, part in branches:
                if fits[family]:
                    return plain(part, numbers, fits)
            return plain(other, numbers, fits)
        case kinds.AtMost(of=part, fen=fen):
            return min(Fraction(fen), plain(part, numbers, fits))


SLOTS = [(key, back) for key in MONEY for back in (0, 1)] + [("operating_revenue", 0)]
ANSWERS = {"qualified": (True,), "not_qualified": (False,), "unknown": (True, False)}


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    amounts,
    st.tuples(maybe, maybe, maybe, maybe, st.one_of(st.none(), st.integers(-4, 7))),
    st.tuples(st.sampled_from(sorted(ANSWERS)), st.sampled_from(sorted(ANSWERS))),
)
def test_the_range_holds_every_amount_that_the_missing_facts_may_give(node, values, answers):
    row = dict(zip(SLOTS, values, strict=True))
    scaled = {key: value if key[0] != "operating_revenue" or value is None else value * WAN
              for key, value in row.items()}  # fmt: skip
    facts = Facts()
    for key in (*MONEY, "operating_revenue"):
        years = tuple(value for (one, _), value in scaled.items() if one == key)
        facts.numbers[key] = years
    named = dict(zip(RULES, answers, strict=True))
    found = count(node, facts, ON, lambda one: (named[one], {"zh": "", "en": ""})).range
    guesses = [(-5, 0, 77, 300) if value is None else (value,) for value in scaled.values()]
    guesses[-1] = tuple(range(-4 * WAN, 8 * WAN, WAN)) if row[SLOTS[-1]] is None else guesses[-1]
    known = all(value is not None for value in row.values()) and "unknown" not in answers
    for numbers in product(*guesses):
        for fits in product(*(ANSWERS[one] for one in answers)):
            amount = plain(node, dict(zip(SLOTS, numbers, strict=True)),
                           dict(zip(RULES, fits, strict=True))).__floor__()  # fmt: skip
            assert found.low <= amount and (found.high is None or amount <= found.high)
            if known:
                assert found == Range(amount, amount)


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
