"""Numbers as printed, and the intervals that they stand for."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.core.values import Interval, Written, printed

decimals = st.integers(0, 4)
amounts = st.decimals(-(10**13), 10**13, places=6)


def written(text: str, scale: int = 1) -> Interval:
    return Written(Decimal(text), scale).interval()


@pytest.mark.parametrize(
    ("exact", "digits", "half_up", "half_even"),
    [
        ("352.25", 1, "352.3", "352.2"),
        ("352.35", 1, "352.4", "352.4"),
        ("-0.05", 1, "-0.1", "-0.0"),
        ("4.9911", 1, "5.0", "5.0"),
        ("1357", 0, "1357", "1357"),
    ],
)
def test_it_rounds_as_offices_do(exact, digits, half_up, half_even):
    assert printed(Decimal(exact), digits) == Decimal(half_up)
    assert printed(Decimal(exact), digits, half_even=True) == Decimal(half_even)


@given(amounts, decimals)
def test_rounding_agrees_with_the_decimal_module(value, digits):
    quantum = Decimal(1).scaleb(-digits)
    assert printed(value, digits) == value.quantize(quantum, ROUND_HALF_UP)
    assert printed(value, digits, half_even=True) == value.quantize(quantum, ROUND_HALF_EVEN)


@given(amounts, decimals)
def test_a_value_lies_in_the_interval_of_how_it_prints(value, digits):
    shown = Written(printed(value, digits).quantize(Decimal(1).scaleb(-digits)))
    assert value in shown.interval()


def test_the_sectors_agree_with_the_total_by_their_digits():
    parts = written("1.39") + written("237.3") + written("113.6")
    assert parts.meets(written("352.3"))
    assert not parts.meets(written("352.5"))


def test_a_completion_rate_tells_the_plan():
    """24.1 亿元 at 102 % came from a plan of 23.46 to 23.79 亿元."""
    plan = written("24.1") / (written("102") * Interval.exactly(Fraction(1, 100)))
    assert (round(float(plan.low), 2), round(float(plan.high), 2)) == (23.46, 23.79)


def test_the_scale_belongs_to_the_interval():
    assert 35_225_000_000 in written("352.3", 10**8)
    assert 35_235_000_000 not in written("352.3", 10**8)


@given(st.lists(st.fractions(-1000, 1000), min_size=4, max_size=4), st.data())
def test_sums_and_products_hold_every_pair(ends, data):
    first = Interval(*sorted(ends[:2]))
    second = Interval(*sorted(ends[2:]))
    a = data.draw(st.fractions(first.low, first.high))
    b = data.draw(st.fractions(second.low, second.high))
    assert a + b in first + second
    assert a - b in first - second
    assert a * b in first * second
    if second.low > 0 or second.high < 0:
        assert a / b in first / second


def test_touching_ends_meet_only_where_both_are_included():
    closed = Interval(Fraction(1), Fraction(2))
    assert closed.meets(Interval(Fraction(2), Fraction(3)))
    assert not closed.meets(Interval(Fraction(2), Fraction(3), low_closed=False))
