"""The one interval function, against brute force and against published figures."""

import os
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.core.indicators.figure import exact_text
from zonebook.core.indicators.intervals import hull, over
from zonebook.core.values import Interval, Written, printed

EXAMPLES = 10_000 if os.environ.get("ZONEBOOK_LONG") else 60


def written(text):
    return Written(Decimal(text)).interval()


def between(interval, low, high):
    """The interval, cut to as many digits as the expectation has."""
    places = -Decimal(high).as_tuple().exponent
    return (printed(interval.low, places), printed(interval.high, places)) == (
        Decimal(low),
        Decimal(high),
    )


def test_the_sectors_of_gdp_agree_although_the_digits_do_not_add_up():
    parts = [written(one) for one in ("1.39", "237.3", "113.6")]
    total = over(lambda *all: sum(all), *parts)
    assert between(total, "352.185", "352.395")
    assert total.meets(written("352.3"))
    assert not total.meets(written("352.5"))


def plan(done, percent):
    """The plan of which this much is done, at this completion rate."""
    return over(lambda part, rate: part * 100 / rate, done, percent, divisor=percent)


def test_a_completion_rate_tells_the_plan():
    assert between(plan(written("24.1"), written("102")), "23.46", "23.79")


def base(now, growth):
    """Last year's value that grew so, in percent, to this year's."""
    factor = Interval.exactly(100) + growth
    return over(lambda value, rate: value * 100 / rate, now, factor, divisor=factor)


def test_growth_tells_the_base():
    assert between(base(written("121.7"), written("12.8")), "107.80", "107.98")
    assert between(base(Interval.exactly(1357), written("30")), "1039.8", "1047.9")


def test_a_share_tells_the_part():
    part = over(lambda whole, rate: whole * rate / 100, written("352.3"), written("34.3"))
    assert between(part, "120.6", "121.0")


def test_a_stock_tells_its_opening():
    stock = map(Interval.exactly, (502, 92, 38))
    opening = over(lambda closing, came, left: closing - came + left, *stock)
    assert opening == Interval.exactly(448)


def test_growth_of_the_parts_tells_that_of_the_whole():
    def growth(*numbers):
        before = [now * 100 / (100 + rate) for now, rate in zip(*[iter(numbers)] * 2, strict=True)]
        return (sum(numbers[::2]) / sum(before) - 1) * 100

    sectors = [written(one) for one in ("1.39", "5.0", "237.3", "2.2", "113.6", "5.7")]
    assert between(over(growth, *sectors), "3.26", "3.36")


def test_secondary_growth_lies_between_industry_and_construction():
    parts = hull(written("1.2"), written("8.3"))
    assert parts.meets(written("2.2"))
    assert not parts.meets(written("1.1"))
    assert not parts.meets(written("8.4"))


def test_a_divisor_that_may_be_zero_has_no_quotient():
    with pytest.raises(ZeroDivisionError):
        plan(written("24.1"), written("0"))


numbers = st.tuples(st.integers(-5, 5), st.integers(0, 4)).map(
    lambda pair: Interval(Fraction(pair[0]), Fraction(pair[0] + pair[1]), True, pair[1] == 0)
)


def points(interval):
    """Some numbers of the interval, its ends included where they belong to it."""
    steps = 4
    width = interval.high - interval.low
    found = [interval.low + width * n / steps for n in range(steps + 1)]
    return [one for one in found if one in interval]


@settings(max_examples=EXAMPLES)
@given(numbers, numbers, numbers)
def test_no_value_lies_outside_and_every_closed_end_is_reached(a, b, c):
    def formula(x, y, z):
        return x * y - z

    found = over(formula, a, b, c)
    values = {formula(x, y, z) for x in points(a) for y in points(b) for z in points(c)}
    assert all(value in found for value in values)
    if found.low_closed:
        assert found.low in values
    if found.high_closed:
        assert found.high in values


@settings(max_examples=EXAMPLES)
@given(st.fractions(max_denominator=5000))
def test_exact_text_reads_back(value):
    text = exact_text(value)
    assert Fraction(text) == value
    assert text == "0" or not text.endswith(".")


def test_exact_text_is_how_people_write():
    assert exact_text(Fraction(35_230_000_000)) == "35230000000"
    assert exact_text(Fraction(-1, 8)) == "-0.125"
    assert exact_text(Fraction(1, 3)) == "1/3"
