"""Measures of one enterprise as exact pairs (numerator, denominator), denominator above zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from zonebook.core.rules.facts import Facts, Record
from zonebook.core.rules.measures import Derived, Measure

Pair: TypeAlias = tuple[int, int]
Points: TypeAlias = tuple[int | Fraction, int | Fraction, bool]  # least, most, facts missing
Reading: TypeAlias = "Callable[[Case], Pair | None]"
DIGITS = 8
OLDEST = 365 * 150  # days since a registration that nobody believes
LONG_AGO = 1000  # years: the enterprise existed in every year that is asked for


class Case:
    """One judgement in progress: the facts, the day, and what was computed on the way."""

    __slots__ = (
        "facts", "grades", "idle", "memo", "none", "numbers", "on", "out", "points", "records",
        "reviewed", "scores", "words",
    )  # fmt: skip

    def __init__(self, facts: Facts, on: date, memo: dict[str, Pair | None] | None = None) -> None:
        self.facts, self.on = facts, on
        self.numbers, self.words, self.records = facts.numbers, facts.words, facts.records
        self.none, self.reviewed, self.grades = facts.none, facts.reviewed, facts.grades
        self.memo: dict[str, Pair | None] = {} if memo is None else memo
        self.scores: dict[int, tuple[dict[str, Points], list[Points]]] = {}  # by scoring
        self.idle: int | None = None
        self.out: list[tuple[int, object]] = []
        self.points: list[Points] = []

    def was_idle(self, back: int) -> bool:
        """Whether the enterprise did not yet exist in the year `back` before the last full one."""
        if self.idle is None:
            self.idle = first_idle_year(self.facts, self.on)
        return back >= self.idle


def first_idle_year(facts: Facts, on: date) -> int:
    """How many full accounting years back the enterprise already existed; large if not known."""
    row = facts.numbers.get("days_since_registration")
    if not row or row[0] is None or row[0] > OLDEST:
        return LONG_AGO
    registered = on - timedelta(row[0])
    return max(0, on.year - registered.year)


def total_of(points: Mapping[str, Points], case: Case, most: int) -> Points:
    """The sum of the groups; a total that experts gave stands instead of it."""
    given = case.numbers.get("score")
    if given and given[0] is not None:
        exact = Fraction(given[0], 100)
        return exact, exact, False
    low: int | Fraction = 0
    high: int | Fraction = 0
    missing = False
    for least, greatest, unsure in points.values():
        low += least
        high += greatest
        missing |= unsure
    high = most if most < high else high
    return low, high, missing and low < high


def reading(measure: Measure, shift: int = 0) -> Reading:
    """How a measure is read, `shift` years before the reference year."""
    if measure.derived is None:
        return filed(measure, shift)
    name = f"{measure.key}@{shift}"
    compute = FORMS[measure.derived.form](measure.derived, shift)

    def run(case: Case) -> Pair | None:
        memo = case.memo
        if name in memo:
            return memo[name]
        found = memo[name] = compute(case)
        return found

    return run


def filed(measure: Measure, back: int) -> Reading:
    """A filed number; for records, how many there are."""
    key, grain, is_counted = measure.key, measure.grain, measure.type == "records"

    def run(case: Case) -> Pair | None:
        row = case.numbers.get(key)
        if row is None:
            listed = case.records.get(key) if is_counted else None
            return None if listed is None else (len(listed), 1)
        if back >= len(row):
            return None
        value = row[back]
        return None if value is None else (value, grain)

    return run


def total(
    measure: Measure, years: tuple[int, ...], idle_is_none: bool
) -> Callable[[Case], int | None]:
    """The sum of a filed measure over years, in grains.

    A year before the founding counts nothing, but for the latest: without it nothing is known.
    """
    key, latest = measure.key, years[0]
    if len(years) == 1:
        return of_year(key, latest)

    def run(case: Case) -> int | None:
        row = case.numbers.get(key)
        if row is None:
            return None
        found, length = 0, len(row)
        for back in years:
            value = row[back] if back < length else None
            if value is not None:
                found += value
            elif not (idle_is_none and back != latest and case.was_idle(back)):
                return None
        return found

    return run


def of_year(key: str, back: int) -> Callable[[Case], int | None]:
    """A filed measure of one year, in grains."""

    def run(case: Case) -> int | None:
        row = case.numbers.get(key)
        return row[back] if row is not None and back < len(row) else None

    return run


def ratio(how: Derived, shift: int) -> Reading:
    """Sum over sum, times the factor; without a denominator there is no ratio."""
    if how.over is None:
        raise ValueError(how)
    years = tuple(back + shift for back in how.years)
    above, below = (total(one, years, how.while_operating) for one in (how.of, how.over))
    up, down = how.factor * how.over.grain, how.of.grain

    def run(case: Case) -> Pair | None:
        over = below(case)
        if over is None or over <= 0:
            return None
        of = above(case)
        return None if of is None else (of * up, over * down)

    return run


def growth(how: Derived, shift: int) -> Reading:
    """Year 0 against the year before, in percent; no growth from nothing."""
    now, before = filed(how.of, shift), filed(how.of, shift + 1)

    def run(case: Case) -> Pair | None:
        latest, earlier = now(case), before(case)
        if latest is None or earlier is None or earlier[0] <= 0:
            return None
        return 100 * (latest[0] - earlier[0]), earlier[0]

    return run


def links(how: Derived, shift: int) -> Reading:
    """The mean of two yearly growths, in percent.

    With `zero_base: later_link` (guide of the high-tech score) a first year of nothing leaves the
    later growth alone, and a second year of nothing gives no growth.
    """
    third, second, first = (of_year(how.of.key, shift + back) for back in range(3))
    lenient = how.zero_base == "later_link"

    def run(case: Case) -> Pair | None:
        a, b, c = first(case), second(case), third(case)
        if a is None or b is None or c is None:
            return None
        if a > 0 and b > 0:
            # the mean of (b - a) / a and (c - b) / b in percent, over one denominator
            return 50 * (b * b + a * c - 2 * a * b), a * b
        if lenient and a == 0 and b > 0:
            return 100 * (c - b), b
        return (0, 1) if lenient and a >= 0 and b == 0 else None

    return run


def cagr(how: Derived, shift: int) -> Reading:
    """The latest year over the oldest: the growth factor of all years together, not yet rooted."""
    now, before = filed(how.of, shift + how.years[0]), filed(how.of, shift + how.years[-1])

    def run(case: Case) -> Pair | None:
        latest, oldest = now(case), before(case)
        if latest is None or oldest is None or oldest[0] <= 0:
            return None
        return latest[0], oldest[0]

    return run


def added(how: Derived, shift: int) -> Reading:
    """The sum over years; of equity, a year before the founding adds nothing."""
    years, grain = tuple(back + shift for back in how.years), how.of.grain
    add = total(how.of, years, how.while_operating)

    def run(case: Case) -> Pair | None:
        found = add(case)
        return None if found is None else (found, grain)

    return run


def mean(how: Derived, shift: int) -> Reading:
    """The mean over years."""
    add, parts = added(how, shift), len(how.years)

    def run(case: Case) -> Pair | None:
        found = add(case)
        return None if found is None else (found[0], found[1] * parts)

    return run


def least(how: Derived, shift: int, sign: int = 1) -> Reading:
    """The least over years (the greatest with sign -1); unknown where a year is."""
    read = tuple(reading(how.of, shift + back) for back in how.years)

    def run(case: Case) -> Pair | None:
        found: Pair | None = None
        for one in read:
            pair = one(case)
            if pair is None:
                return None
            if found is None or sign * (pair[0] * found[1] - found[0] * pair[1]) < 0:
                found = pair
        return found

    return run


def greatest(how: Derived, shift: int) -> Reading:
    """The greatest over years; unknown where a year is."""
    return least(how, shift, -1)


def known_years(measure: Measure) -> tuple[Reading, ...]:
    """Each year of a least or greatest alone: one known year may already decide a test."""
    how = measure.derived
    if how is None or how.form not in ("min", "max"):
        return ()
    return tuple(reading(how.of, back) for back in how.years)


def known_extreme(measure: Measure) -> Reading:
    """The least (greatest) of the years that are known; None where none is."""
    sign = -1 if measure.derived and measure.derived.form == "max" else 1
    read = known_years(measure)

    def run(case: Case) -> Pair | None:
        found: Pair | None = None
        for one in read:
            pair = one(case)
            if pair is None:
                continue
            if found is None or sign * (pair[0] * found[1] - found[0] * pair[1]) < 0:
                found = pair
        return found

    return run


FORMS: dict[str, Callable[[Derived, int], Reading]] = {
    "ratio": ratio,
    "growth": growth,
    "links": links,
    "cagr": cagr,
    "sum": added,
    "mean": mean,
    "min": least,
    "max": greatest,
}


def compared(measure: Measure, threshold: Fraction) -> Fraction:
    """The threshold in the terms in which the measure is compared.

    Compound growth of at least 5 % over two years means latest/oldest at least 1.05 squared; so
    no root is taken and the comparison is exact.
    """
    if measure.derived and measure.derived.form == "cagr":
        power = measure.derived.years[-1] - measure.derived.years[0]
        base = max(Fraction(0), 1 + threshold / 100)
        return base**power
    return threshold


def shown(measure: Measure, pair: Pair) -> Fraction:
    """The value in the measure's unit; a compound growth is cut to eight digits."""
    if measure.derived and measure.derived.form == "cagr":
        power = measure.derived.years[-1] - measure.derived.years[0]
        scale = 10 ** (DIGITS + 2)
        return Fraction(root(pair[0] * scale**power // pair[1], power) - scale, scale // 100)
    return Fraction(pair[0], pair[1])


def root(value: int, power: int) -> int:
    """The greatest whole number whose power is at most the value."""
    low, high = 0, 1 << (value.bit_length() // power + 1)
    while low < high - 1:
        middle = (low + high) // 2
        if middle**power <= value:
            low = middle
        else:
            high = middle
    return low


def is_within(record: Record, years: int, on: date) -> bool | None:
    """Whether a record is of the last full `years` or the current one; None without its year."""
    if not years:
        return True
    if record.year is None:
        return None
    return on.year - years <= record.year <= on.year
