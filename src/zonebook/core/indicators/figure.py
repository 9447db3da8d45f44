"""The answer to "what is this figure": a value with the records, lines and documents behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zonebook.core.indicators.definition import Basis
from zonebook.core.period import Period
from zonebook.core.say import Sentences
from zonebook.core.units import Unit
from zonebook.core.values import Interval, Reason


@dataclass(frozen=True)
class Excluded:
    """A row that a counting rule, an undecided test or an empty column leaves out."""

    id: int
    reason: Reason


@dataclass(frozen=True)
class Figure:
    """One figure in one period. `value` is printed in `unit`; `exact` is in `base_unit`.

    `records` and `excluded` are ids of `table`, filled when the figure was asked for with its
    rows; `names` are the distinct ids that it counts (of entities, where certificates are rows);
    `parts` are the figures that a derived one is made of. `unknown` says why there is no
    value. `interval` is all that the value may stand for: one point if computed, the span of the
    digits written if stated.
    """

    key: str
    name: Mapping[str, str]
    value: Decimal | None
    exact: Fraction | None
    unit: Unit
    decimals: int
    period: Period
    basis: Basis
    as_of: date | None = None
    table: str = ""
    records: tuple[int, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    names: tuple[int, ...] = ()
    parts: tuple[Figure, ...] = ()
    because: tuple[Reason, ...] = ()
    unknown: Reason | None = None
    interval: Interval | None = None

    @property
    def base_unit(self) -> str:
        """The key of the unit of `exact`."""
        return self.unit.base

    def to_json(self, sentences: Sentences, lang: str = "zh") -> dict[str, Any]:
        """The figure as it travels (zonebook.figures/1)."""
        row: dict[str, Any] = {
            "key": self.key,
            "name": self.name[lang],
            "value": None if self.value is None else f"{self.value:f}",
            "unit": self.unit.heading("zh"),
            "decimals": self.decimals,
            "period": str(self.period),
            "basis": self.basis,
            "exact": None if self.exact is None else exact_text(self.exact),
            "base_unit": self.base_unit,
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "because": [sentences.to_json(one, lang) for one in self.because],
        }
        if self.unknown is not None:
            row["unknown"] = sentences.to_json(self.unknown, lang)
        return row


def exact_text(value: Fraction) -> str:
    """An exact number as text: whole, terminating decimal, or `n/d` where it does not end."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    whole = value.numerator * 10**places // value.denominator
    if places == 0:
        return str(whole)
    digits = str(abs(whole)).rjust(places + 1, "0")
    return f"{'-' if whole < 0 else ''}{digits[:-places]}.{digits[-places:]}"
