"""Whether a printed number agrees with the book: at its own decimals, its hedge as an interval."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from zonebook.core.bulletin.claims import FAR, Claim, Reading
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import clause
from zonebook.core.values import Interval, printed

LESS_THAN = lazily(r"(?:接近|将近|近|不足|不到)$")
GROWN_BY = lazily(r"(?:增长|增加|提高|扩大)(?:了|约|近|超过?)*$")
ROUGHLY = Fraction(1, 20)
UNDERSTATED = Fraction(1, 2)  # 超100亿元 for 199亿元 says too little


def agrees(reading: Reading, claim: Claim, exact: Fraction) -> bool:
    """Whether a claim is a true way to print an exact value in its base unit.

    An unhedged number is compared at its printed decimals, rounded half away from zero; 近 and
    约 leave a twentieth, 超 up to half as much again, 余 and 多 less than one unit of the last
    digit told; N倍 after 增长 is N+1 times.
    """
    if claim.kind == "multiple":
        return multiple(reading, claim, exact)
    if claim.kind in ("range_low", "range_high") and claim.low is not None:
        return Fraction(claim.low) <= exact <= Fraction(claim.high or claim.low)
    if claim.fraction:
        return exact in claim.interval()
    if claim.comparator == "=":
        return printed_like(claim, exact)
    return exact in allowed(reading, claim)


def printed_like(claim: Claim, exact: Fraction) -> bool:
    """Whether the exact value prints as the claim does."""
    sign = -1 if claim.signed_value < 0 < claim.value else 1
    unit = Fraction(claim.written.scale) * Fraction(claim.factor)
    return printed(exact * sign / unit, claim.written.decimals) == claim.written.value


def multiple(reading: Reading, claim: Claim, exact: Fraction) -> bool:
    """翻番 is reached by any value from there on; 增长N倍 means N+1 times."""
    if claim.text.endswith("番"):
        return exact >= Fraction(claim.value)
    if is_grown_by(reading, claim):
        exact -= 1
    return printed_like(claim, exact) if claim.comparator == "=" else exact in claim.hedged()


def is_grown_by(reading: Reading, claim: Claim) -> bool:
    """Whether a multiple tells what came on top: 增长1.61倍 for 2.61 times as many."""
    told = claim.kind == "multiple" and not claim.text.endswith("番")
    return told and GROWN_BY.search(clause(reading, claim)) is not None


def allowed(reading: Reading, claim: Claim) -> Interval:
    """All values that a hedged number may stand for."""
    value = Fraction(claim.signed_value)
    step = last_digit(claim)
    match claim.comparator:
        case ">" if re.search("[余多]", claim.text):
            return Interval(value, value + step, high_closed=False)
        case ">":
            return Interval(value, value + abs(value) * UNDERSTATED, low_closed=False)
        case ">=":
            return Interval(value, FAR)
        case "<":
            return Interval(value * Fraction(4, 5), value, high_closed=False)
        case "<=":
            return Interval(-FAR, value)
    if LESS_THAN.search(clause(reading, claim)):
        return Interval(value * Fraction(9, 10), value)
    room = max(abs(value) * ROUGHLY, step)
    return Interval(value - room, value + room)


def last_digit(claim: Claim) -> Fraction:
    """One unit of the last digit that is no zero, in the base unit."""
    digits = Decimal(claim.written.value).normalize().as_tuple()
    power = digits.exponent if isinstance(digits.exponent, int) else 0
    return Fraction(10) ** power * claim.written.scale * Fraction(claim.factor)
