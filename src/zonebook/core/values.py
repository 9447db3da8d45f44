"""The values that answers are made of: references, reasons, findings, intervals, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

Level = Literal["error", "warning", "ask"]


@dataclass(frozen=True)
class Ref:
    """What an answer rests on: a record, a line of the catalogue, a document, a figure, a cell."""

    kind: Literal["record", "catalogue", "document", "figure", "cell", "span"]
    key: str
    where: str = ""

    def to_json(self) -> dict[str, str]:
        """The reference as it travels in answers."""
        row = {"kind": self.kind, "key": self.key}
        return row | {"where": self.where} if self.where else row


@dataclass(frozen=True)
class Reason:
    """A sentence of a because: message key, arguments, what it rests on, its own because."""

    key: str
    args: Mapping[str, Any] = field(default_factory=dict)
    refs: tuple[Ref, ...] = ()
    because: tuple[Reason, ...] = ()

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted((k, str(v)) for k, v in self.args.items())), self.refs))


@dataclass(frozen=True)
class Finding:
    """Something wrong with data that a person gave: where it stands, what it is, how serious."""

    message: Reason
    where: Ref | None = None
    level: Level = "error"


class Refused(Exception):
    """A person's request that cannot be granted; carries the located findings that say why.

    The only exception that faces show to people; any other means that our program is wrong.
    """

    def __init__(self, *findings: Finding | Reason) -> None:
        self.findings = tuple(f if isinstance(f, Finding) else Finding(f) for f in findings)
        super().__init__("; ".join(f.message.key for f in self.findings))


@dataclass(frozen=True)
class Amount:
    """A quantity with its unit; never a float."""

    value: Decimal
    unit: str


def printed(value: Fraction | Decimal | int, decimals: int, *, half_even: bool = False) -> Decimal:
    """The value as an office prints it: half up, or half even where GB/T 8170 is asked for."""
    exact = Fraction(value)
    scaled = exact * 10**decimals
    floor = scaled.numerator // scaled.denominator
    rest = scaled - floor
    half = Fraction(1, 2)
    if half_even:
        up = rest > half or (rest == half and floor % 2 == 1)
    else:  # half away from zero, as ROUND_HALF_UP does
        up = rest > half or (rest == half and scaled > 0)
    return Decimal(floor + up).scaleb(-decimals)


@dataclass(frozen=True)
class Interval:
    """The numbers that a written value may stand for; ends are exact, an open end is excluded."""

    low: Fraction
    high: Fraction
    low_closed: bool = True
    high_closed: bool = True

    @classmethod
    def exactly(cls, value: Fraction | Decimal | int) -> Interval:
        """The one-point interval."""
        exact = Fraction(value)
        return cls(exact, exact)

    def __contains__(self, value: Fraction | Decimal | int) -> bool:
        exact = Fraction(value)
        above = exact > self.low or (self.low_closed and exact == self.low)
        below = exact < self.high or (self.high_closed and exact == self.high)
        return above and below

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        for first, second in ((self, other), (other, self)):
            if first.high < second.low:
                return False
            if first.high == second.low and not (first.high_closed and second.low_closed):
                return False
        return True

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_closed, self.low_closed)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        # The corners below answer for all signs; the two cases before them are nearly every one
        # that a draft or a book asks, and need one corner each end.
        factor = other.low
        if factor > 0 and factor == other.high and other.low_closed and other.high_closed:
            return Interval(
                self.low * factor, self.high * factor, self.low_closed, self.high_closed
            )
        if 0 < self.low < self.high and 0 < factor < other.high:
            return Interval(
                self.low * factor,
                self.high * other.high,
                self.low_closed and other.low_closed,
                self.high_closed and other.high_closed,
            )
        corners = [
            (a * b, a_closed and b_closed)
            for a, a_closed in ((self.low, self.low_closed), (self.high, self.high_closed))
            for b, b_closed in ((other.low, other.low_closed), (other.high, other.high_closed))
        ]
        low = min(value for value, _ in corners)
        high = max(value for value, _ in corners)
        return Interval(
            low,
            high,
            any(closed for value, closed in corners if value == low),
            any(closed for value, closed in corners if value == high),
        )

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient; the divisor must not reach zero (ZeroDivisionError)."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor's interval reaches zero")
        return self * Interval(1 / other.high, 1 / other.low, other.high_closed, other.low_closed)


@dataclass(frozen=True)
class Written:
    """A number as it was printed: its digits decide how exact it claims to be.

    `value` is as printed; `scale` is the power of ten of 万, 亿 … (10**4, 10**8).
    """

    value: Decimal
    scale: int = 1
    comparator: Literal["=", "~", ">", ">=", "<", "<="] = "="

    @property
    def decimals(self) -> int:
        """The digits after the point as printed."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def exact(self) -> Decimal:
        """The value in its base unit, as if every further digit were zero."""
        return self.value * self.scale

    def interval(self) -> Interval:
        """All numbers that print like this one, rounded half away from zero."""
        decimals = self.decimals
        digits = int(self.value.scaleb(decimals))
        halves = 2 * 10**decimals  # one unit of the last digit is two halves
        return Interval(
            Fraction((2 * digits - 1) * self.scale, halves),
            Fraction((2 * digits + 1) * self.scale, halves),
            low_closed=digits > 0,
            high_closed=digits < 0,
        )
