"""The arithmetic of figures that are made of others; each formula is monotone in each argument."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from zonebook.core.indicators.definition import Change, Combination, Indicator


def share(part: Fraction, whole: Fraction) -> Fraction:
    """A part in percent of the whole."""
    return part / whole * 100


def rest(whole: Fraction, *parts: Fraction) -> Fraction:
    """What is left of the first without the others."""
    return whole - sum(parts, Fraction(0))


FORMULAS: dict[str, Callable[..., Fraction]] = {
    "sum_of": lambda *values: sum(values, Fraction(0)),
    "difference_of": rest,
    "ratio_of": lambda part, whole: part / whole,
    "share_of": share,
    "percent": lambda now, before: (now / before - 1) * 100,
    "difference": lambda now, before: now - before,
    "fall": lambda now, before: before - now,
    "multiple": lambda now, before: now / before,
    "to_date": lambda value: value,
}
DIVIDE = ("ratio_of", "share_of", "percent", "multiple")  # by their last argument


def formula_of(indicator: Indicator) -> str:
    """Which formula a derived figure follows."""
    match indicator.formula:
        case Combination(kind="ratio_of") if indicator.unit.key == "%":
            return "share_of"
        case Combination(kind=kind):
            return kind
        case Change(as_=kind):
            return kind
    return "to_date"
