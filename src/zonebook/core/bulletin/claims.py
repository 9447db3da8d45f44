"""What reading a text gives: claims, numbers that are none, and where each stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from zonebook.core.bulletin.text import Text
from zonebook.core.values import Interval, Written

LONGEST = 60  # claims of a sentence
FAR = Fraction(10**30)  # an open end of a hedge
# What is counted one by one is exact where it is printed in full.
WHOLE = ("count", "person", "rank", "rank_change", "day", "workday")


@lru_cache(maxsize=8192)
def printed_alike(written: Written, decimals: int) -> Interval:
    """All numbers that print like this one; rules ask for the same ones again and again.

    `decimals` tells 28 from 28.0, which are equal and would share one answer.
    """
    return written.interval()


@lru_cache(maxsize=8192)
def exactly(value: Decimal) -> Interval:
    """One number that is meant as it is printed."""
    return Interval.exactly(value)


@dataclass(slots=True, eq=False)
class NotClaim:
    """A number that claims nothing, and why: date, label, name, ordinal …"""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table: which table, row and column, and the words of its headings."""

    table: int
    row: int
    column: int
    head: str
    row_head: str


@dataclass(slots=True, eq=False)
class Claim:
    """A number that says something: offsets in the text as given, value in the base unit.

    `at` and `to` are its place in the text as read; `subject` is what the clause is about;
    `factor` is how many of `unit` one printed unit makes beyond the scale of `written`.
    """

    start: int
    end: int
    text: str
    value: Decimal
    signed_value: Decimal
    unit: str
    comparator: str
    kind: str
    indicator: str | None
    period: str | None
    at: int
    to: int
    subject: str
    sentence: int
    written: Written
    factor: int | Fraction = 1
    low: Decimal | None = None
    high: Decimal | None = None
    cell: Cell | None = None
    fraction: bool = False
    when: str = ""  # as `period`, with the year 1000 where the text does not tell its year
    place: str = ""  # the named place it is told of, where the text tells of several
    # Worked out when a rule first asks.
    head: str | None = field(default=None, init=False)  # the clause up to the number
    alike: Interval | None = field(default=None, init=False)

    def interval(self) -> Interval:
        """All numbers that print like this one, whatever its hedge."""
        if self.alike is None:
            self.alike = self.printed_alike()
        return self.alike

    def printed_alike(self) -> Interval:
        """The same, worked out once."""
        if self.fraction:
            middle = Fraction(self.value)
            return Interval(middle * Fraction(97, 100), middle * Fraction(103, 100))
        if self.unit in WHOLE and self.written.scale == 1 and self.written.decimals == 0:
            return exactly(self.value)
        written = printed_alike(self.written, self.written.decimals)
        if self.factor == 1:
            return written
        return written * Interval.exactly(Fraction(self.factor))

    def hedged(self) -> Interval:
        """All numbers that the claim allows, hedge included; about means within a tenth."""
        exact, far = self.interval(), FAR
        match self.comparator:
            case ">" | ">=":
                return Interval(exact.low, far)
            case "<" | "<=":
                return Interval(-far, exact.high, exact.low_closed, exact.high_closed)
            case "~":
                room = abs(Fraction(self.value)) / 10
                return Interval(
                    min(exact.low, exact.low - room), max(exact.high, exact.high + room)
                )
        return exact


@dataclass(slots=True, eq=False)
class Moment:
    """A word of time in the text: what it says and where."""

    at: int
    to: int
    shape: str  # period, year, half, whole_year, year_end, year_begin, span, unresolvable
    year: int | None = None
    relative: int | None = None
    first: int | None = None  # months
    last: int | None = None
    day: int | None = None
    at_end: bool = False


def by_sentence(claims: Iterable[Claim]) -> tuple[list[Claim], ...]:
    """The claims of each sentence in prose; a row of more than LONGEST is no sentence."""
    groups: dict[int, list[Claim]] = {}
    for one in claims:
        if one.cell is None:
            groups.setdefault(one.sentence, []).append(one)
    return tuple(
        group[at : at + LONGEST]
        for group in groups.values()
        for at in range(0, len(group), LONGEST)
    )


@dataclass(eq=False)
class Reading:
    """A text that was read, and what every rule asks of it."""

    text: Text
    claims: tuple[Claim, ...]
    not_claims: tuple[NotClaim, ...]
    moments: tuple[Moment, ...]
    period: str | None
    sentences: tuple[int, ...]  # where each sentence begins in the text as read
    starts: tuple[int, ...] = field(init=False)  # where the claims begin in the text as read
    line_breaks: tuple[int, ...] = field(init=False)  # where the lines of the text as read end
    by_sentence: tuple[list[Claim], ...] = field(init=False)  # the claims of prose
    memo: dict[str, Any] = field(init=False)  # what several rules work out of it, by name

    def __post_init__(self) -> None:
        self.starts = tuple(one.at for one in self.claims)
        self.line_breaks = tuple(found.start() for found in re.finditer("\n", self.norm))
        self.by_sentence = by_sentence(self.claims)
        self.memo = {}

    def line_of(self, at: int) -> int:
        """The line of a place, from 0."""
        return bisect_left(self.line_breaks, at)

    @property
    def norm(self) -> str:
        """The text as read."""
        return self.text.norm
