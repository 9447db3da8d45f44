"""The one interval function: what a formula may give when each number may be any that prints so.

Published numbers are rounded, so every check of one against others asks whether intervals meet,
and every number that a text does not state is known as an interval: the plan behind "24.1 亿元,
102 %", last year's base behind "+30 %", the opening stock behind "502, of these 92 new".
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

from zonebook.core.values import Interval


def over(
    formula: Callable[..., Fraction], *intervals: Interval, divisor: Interval | None = None
) -> Interval:
    """All values of a formula over the box of the intervals.

    The formula must be monotone in each argument while the others stand still, as sums, products,
    quotients and growth of sums are where no divisor reaches zero; its extremes then lie in
    corners of the box. ZeroDivisionError where the `divisor` may be zero.
    """
    if divisor is not None and divisor.low <= 0 <= divisor.high:
        raise ZeroDivisionError("the divisor may be zero")
    ends = [((one.low, one.low_closed), (one.high, one.high_closed)) for one in intervals]
    corners = [
        (formula(*(value for value, _ in corner)), all(closed for _, closed in corner))
        for corner in product(*ends)
    ]
    low, high = min(value for value, _ in corners), max(value for value, _ in corners)
    return Interval(
        low,
        high,
        any(closed for value, closed in corners if value == low),
        any(closed for value, closed in corners if value == high),
    )


def implied_plan(done: Interval, percent: Interval) -> Interval:
    """The plan of which `done` is the given percentage."""
    return over(lambda part, rate: part * 100 / rate, done, percent, divisor=percent)


def implied_base(now: Interval, growth: Interval) -> Interval:
    """Last year's value that grew by `growth` percent to this year's."""
    factor = Interval.exactly(100) + growth
    return over(lambda value, rate: value * 100 / rate, now, factor, divisor=factor)


def implied_part(whole: Interval, share: Interval) -> Interval:
    """The part that is `share` percent of the whole."""
    return over(lambda value, rate: value * rate / 100, whole, share)


def implied_opening(closing: Interval, came: Interval, left: Interval) -> Interval:
    """The stock at the opening from that at the close and what came and left between."""
    return over(lambda stock, plus, minus: stock - plus + minus, closing, came, left)


def implied_growth(*parts: tuple[Interval, Interval]) -> Interval:
    """Growth in percent of a whole, from (value now, growth in percent) of each of its parts.

    Exact where parts and whole are measured at the same prices; between growth at constant and
    values at current prices it is an indication only.
    """

    def growth(*numbers: Fraction) -> Fraction:
        now = sum(numbers[::2], Fraction(0))
        before = [n * 100 / f for n, f in zip(numbers[::2], numbers[1::2], strict=True)]
        return (now / sum(before) - 1) * 100

    factors = [(now, Interval.exactly(100) + rate) for now, rate in parts]
    return over(
        growth,
        *(one for pair in factors for one in pair),
        divisor=hull(*(factor for _, factor in factors)),
    )


def hull(*intervals: Interval) -> Interval:
    """The smallest interval that holds all of them: where the growth of a whole must lie."""
    low, high = min(one.low for one in intervals), max(one.high for one in intervals)
    return Interval(
        low,
        high,
        any(one.low_closed for one in intervals if one.low == low),
        any(one.high_closed for one in intervals if one.high == high),
    )
