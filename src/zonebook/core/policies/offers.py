"""要素对接: which of the zone's offers of land, energy, capital or labour answer a request, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from zonebook.core.rules.industry import within
from zonebook.core.rules.prose import quantity, word
from zonebook.core.units import Unit, Units
from zonebook.core.values import Reason

State = Literal["fits", "near", "unknown", "not"]
STATES: tuple[State, ...] = State.__args__  # type: ignore[attr-defined]
AHEAD = 90  # days: an offer that begins so soon nearly fits a request of today


@dataclass(frozen=True)
class Quantity:
    """So much of something, in the unit in which it was written."""

    value: Fraction
    unit: Unit

    @property
    def in_base(self) -> Fraction:
        """The quantity in the unit's base."""
        return self.unit.to_base(self.value)

    def of(self, in_base: Fraction) -> Quantity:
        """Another quantity of the same kind, in this one's unit."""
        return Quantity(self.unit.from_base(in_base), self.unit)


@dataclass(frozen=True)
class Want:
    """What an enterprise asks for: 50 mu of land and 2000 m² of workshops are two quantities.

    `titles` are None where the book keeps none.
    """

    kind: str
    quantities: tuple[Quantity, ...]
    industry: str = ""
    titles: frozenset[str] | None = None

    def measured_as(self, unit: Unit) -> tuple[Quantity, ...]:
        """What it asks for in the measure in which an offer is counted."""
        return tuple(one for one in self.quantities if one.unit.base == unit.base)


@dataclass(frozen=True)
class Supply:
    """What the zone offers: a total of which `taken` is given away, or so much to each (`each`)."""

    kind: str
    amount: Quantity
    taken: Fraction = Fraction(0)
    each: bool = False
    from_on: date | None = None
    to_on: date | None = None
    industries: tuple[str, ...] = ()
    qualification: str = ""

    @property
    def left(self) -> Quantity:
        """What one enterprise can still be given."""
        whole = self.amount.in_base
        return self.amount if self.each else self.amount.of(max(Fraction(0), whole - self.taken))


@dataclass(frozen=True)
class Check:
    """One condition of an offer against a request."""

    state: State
    reason: Reason


@dataclass(frozen=True)
class Fit:
    """One offer for one request: every condition with its reason, and what is short of the quantity."""

    checks: tuple[Check, ...]
    short: Fraction = Fraction(0)

    @property
    def state(self) -> State:
        """符合, 接近, 无法判定, 不符合: nearly where one thing alone is short, and by a quantity or days."""
        states = [one.state for one in self.checks]
        if "not" in states or states.count("near") > 1:
            return "not"
        if "unknown" in states:
            return "unknown"
        return "near" if "near" in states else "fits"

    @property
    def in_the_way(self) -> tuple[Reason, ...]:
        """Why it does not simply fit."""
        return tuple(one.reason for one in self.checks if one.state != "fits")


def fit(want: Want, supply: Supply, on: date, units: Units) -> Fit:
    """Whether an offer answers a request on a day."""
    wanted = want.measured_as(supply.amount.unit)
    short = Fraction(0)
    if len(wanted) == 1:
        short = max(Fraction(0), wanted[0].in_base - supply.left.in_base)
    checks = [in_time(supply, on), enough(want, supply, short, units)]
    if supply.industries:
        checks.append(in_industry(want, supply))
    if supply.qualification:
        checks.append(with_title(want, supply))
    return Fit(tuple(checks), short)


def in_time(supply: Supply, on: date) -> Check:
    """Whether it is offered on the day."""
    if supply.to_on is not None and on >= supply.to_on:
        return Check("not", Reason("service.offer.over", {"on": supply.to_on}))
    if supply.from_on is not None and on < supply.from_on:
        soon = (supply.from_on - on).days <= AHEAD
        args = {"on": supply.from_on, "days": (supply.from_on - on).days}
        return Check("near" if soon else "not", Reason("service.offer.later", args))
    return Check("fits", Reason("service.offer.open"))


def enough(want: Want, supply: Supply, short: Fraction, units: Units) -> Check:
    """Whether there is enough of it for this request; unknown where it says no or two quantities."""
    if not want.quantities:
        return Check("unknown", Reason("service.offer.no_quantity"))
    wanted, left = want.measured_as(supply.amount.unit), supply.left
    told = [words_of(one, units) for one in wanted or want.quantities]
    args = {"want": told, "left": words_of(left, units)}
    if not wanted:
        return Check("not", Reason("service.offer.other_measure", args))
    if len(wanted) > 1:
        return Check("unknown", Reason("service.offer.several_quantities", args))
    if not short:
        return Check("fits", Reason("service.offer.enough", args))
    if left.value == 0:
        return Check("not", Reason("service.offer.none_left", args))
    gap = words_of(wanted[0].of(short), units)
    return Check("near", Reason("service.offer.short", args | {"gap": gap}))


def in_industry(want: Want, supply: Supply) -> Check:
    """Whether the enterprise's industry is one of those it is meant for."""
    args = {"industries": list(supply.industries), "industry": want.industry}
    inside = within(want.industry, supply.industries) if want.industry else None
    if inside is None:
        return Check("unknown", Reason("service.offer.industry_unknown", args))
    key = "industry" if inside else "other_industry"
    return Check("fits" if inside else "not", Reason(f"service.offer.{key}", args))


def with_title(want: Want, supply: Supply) -> Check:
    """Whether the enterprise holds the title that it asks for."""
    args = {"title": word(supply.qualification)}
    if want.titles is None:
        return Check("unknown", Reason("service.offer.title_unknown", args))
    held = supply.qualification in want.titles
    key = "title" if held else "no_title"
    return Check("fits" if held else "not", Reason(f"service.offer.{key}", args))


def words_of(one: Quantity, units: Units) -> Mapping[str, str]:
    """How a quantity prints: 20 亩, 20 mu."""
    return quantity(one.value, one.unit.key, units)


def place(supply: Supply, found: Fit) -> tuple[int, Fraction, Fraction]:
    """Its place for reading: what fits with the least left over first, then what nearly does."""
    return STATES.index(found.state), found.short, supply.left.in_base


def given(wants: Sequence[Fraction | None], amount: Fraction) -> list[Fraction]:
    """What each of the requests was given that an offer answered, in their order: all, or what was left."""
    found, left = [], amount
    for want in wants:
        part = min(want or Fraction(0), left)
        left -= part
        found.append(part)
    return found


def quantities_in(text: str, bases: Collection[str], units: Units) -> tuple[Quantity, ...]:
    """The quantities of a text that are counted in these base units, each once.

    申请工业用地20亩、厂房2000平方米 asks for 20 mu and for 2000 m²; the loan of 5 million yuan in the
    same sentence is no land and is not read.
    """
    found: dict[tuple[str, Fraction], Quantity] = {}
    for number, name in pattern(units).findall(text):
        unit = units.find(name)
        if unit is not None and unit.base in bases:
            one = Quantity(Fraction(number.replace(",", "")), unit)
            found.setdefault((unit.base, one.in_base), one)
    return tuple(found.values())


@lru_cache(maxsize=4)
def pattern(units: Units) -> re.Pattern[str]:
    """A number with a unit behind it; the longest word of a unit is read, and Latin ones whole."""
    words = sorted((re.escape(one) for one in units.by_word), key=len, reverse=True)
    return re.compile(rf"(\d[\d,]*(?:\.\d+)?)\s*({'|'.join(words)})(?<![A-Za-z](?=[A-Za-z]))")
