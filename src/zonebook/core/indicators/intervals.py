"""The one interval function: what a formula may give when each number may be any that prints so.

Published numbers are rounded, so every check of one against others asks whether intervals meet,
and a number that nobody states is known as an interval: the plan behind "24.1 亿元, 102 %".
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


def hull(*intervals: Interval) -> Interval:
    """The smallest interval that holds all of them: where the growth of a whole must lie."""
    low, high = min(one.low for one in intervals), max(one.high for one in intervals)
    return Interval(
        low,
        high,
        any(one.low_closed for one in intervals if one.low == low),
        any(one.high_closed for one in intervals if one.high == high),
    )
