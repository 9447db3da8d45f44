"""Values and gaps of tests in words: with their unit, and never printed as what they are not."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal, localcontext
from fractions import Fraction
from typing import TypeAlias

from zonebook.core.catalog import shipped
from zonebook.core.rules import tree
from zonebook.core.rules.prose import Both, joined, quantity, word
from zonebook.core.units import Units
from zonebook.core.values import Interval, printed

Value: TypeAlias = "Fraction | Interval | str | bool | tuple[str, ...] | None"


def value_words(
    value: Value, unit: str, threshold: tree.Threshold = None, units: Units | None = None
) -> Both | None:
    """What the facts say, with its unit; None where they say nothing."""
    match value:
        case None:
            return None
        case bool():
            return {"zh": "是" if value else "否", "en": "yes" if value else "no"}
        case str():
            return word(value)
        case tuple():
            return joined([word(one) for one in value], "、", ", ")
        case Interval(low=low, high=high):
            ends = f"{as_printed(low)}–{as_printed(high)}" if low != high else f"{as_printed(low)}"
            return {"zh": f"{ends} 分", "en": f"{ends} points"}
    exact = threshold if isinstance(threshold, Fraction) else None
    return quantity(Fraction(as_printed(value, exact)), unit, units or shipped().units)


def gap_words(gap: Fraction | None, unit: str, units: Units | None = None) -> Both | None:
    """What is missing, with its unit: a share is short by points, not by percent."""
    if not gap:
        return None
    unit = "pp" if unit == "percent" else unit
    return quantity(Fraction(decimal_up(gap)), unit, units or shipped().units)


def as_printed(value: Fraction, apart_from: Fraction | None = None) -> Decimal:
    """A value with four decimals at most, more where it would print as the number it is not."""
    for decimals in range(9):
        if Fraction(printed(value, decimals)) == value:
            return printed(value, decimals)
    decimals = 4
    while apart_from is not None and Fraction(printed(value, decimals)) == apart_from:
        decimals += 1
    return printed(value, decimals)


def decimal_up(value: Fraction) -> str:
    """A gap, rounded away from zero, so that what is short never prints as nothing."""
    exact = as_printed(value)
    if Fraction(exact) == value:
        return f"{exact:f}"
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return f"{quotient.quantize(Decimal('0.0001'), rounding=ROUND_UP):f}"
