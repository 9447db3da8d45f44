"""Measures over a register, in floats that compare like the exact numbers.

A value is computed in float64 with a bound on its error. Where the bound cannot rule out that a
value lies on the other side of a threshold, the row is worked out in whole numbers of any length
and its float is put right: on the threshold, or next to it on its true side. After that a plain
comparison is exact. See docs/algorithms/exact-by-filtering.md for the proofs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import gcd
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from zonebook.core.rules.measures import Derived, Measure
from zonebook.core.rules.measuring import compared
from zonebook.engines.columns.rules_register import EXACT, Numbers, Register

# 8 units in the last place bound every formula below, inputs of 2**53 and more included.
EPSILON = 2.0**-50


@dataclass
class Block:
    """Some rows of a register at work: every measure is computed once."""

    register: Register
    start: int
    stop: int
    on: date
    rows: np.ndarray[tuple[int], np.dtype[np.intp]] | None = None
    values: dict[tuple[str, int], Numbers] = field(default_factory=dict)
    gaps: dict[tuple[str, int], NDArray[np.uint8]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many rows."""
        return self.stop - self.start if self.rows is None else len(self.rows)

    def column(self, key: str, back: int) -> Numbers | None:
        """A filed column of these rows; None where nobody filed it."""
        found = self.register.numbers.get((key, back))
        if found is None:
            return None
        cut = found[self.start : self.stop]
        return cut if self.rows is None else cut[self.rows]

    def positive(self, key: str, back: int) -> Numbers | None:
        """A filed column of these rows without its zeros, which nothing can be divided by."""
        if (key, back) not in self.register.numbers:
            return None
        cut = self.register.positive(key, back)[self.start : self.stop]
        return cut if self.rows is None else cut[self.rows]

    def row(self, at: int) -> int:
        """The register's row of a row of this block."""
        return self.start + (at if self.rows is None else int(self.rows[at]))

    def among(self, rows: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Block:
        """Some of these rows only."""
        inside = rows if self.rows is None else self.rows[rows]
        return Block(self.register, self.start, self.stop, self.on, inside)


Compute: TypeAlias = Callable[[Block], Numbers | None]


@dataclass(frozen=True)
class Kernel:
    """How a measure is computed over a block; None means unknown in every row.

    `per_unit` of a value make one of the measure's unit; `exact_for` says whether comparing with
    a threshold is exact for every row of this register; the error of a value is relative to its
    magnitude plus `base`, or to `magnitude` where terms may cancel.
    """

    measure: Measure
    compute: Compute
    per_unit: int
    has_unknown: bool
    exact_for: Callable[[Fraction], bool]
    base: float = 0.0
    magnitude: Compute | None = None
    shift: int = 0

    @property
    def place(self) -> tuple[str, int]:
        """Where a block keeps its values."""
        return self.measure.key, self.shift


def kernel_of(measure: Measure, register: Register, on: date, shift: int = 0) -> Kernel:
    """The kernel of a measure over this register, as of a day."""
    how = measure.derived
    if how is None:
        return filed(measure, register, shift)
    return FORMS[how.form](measure, how, register, on, shift)


def once(measure: Measure, shift: int, compute: Compute) -> Compute:
    """Compute a measure only once a block."""
    key = (measure.key, shift)

    def run(block: Block) -> Numbers | None:
        found = block.values.get(key)
        if found is None:
            found = compute(block)
            if found is not None:
                block.values[key] = found
        return found

    return run


def unknowns(kernel: Kernel, block: Block, values: Numbers) -> NDArray[np.uint8]:
    """1 where a measure is unknown, else 0; worked out once a block."""
    found = block.gaps.get(kernel.place)
    if found is None:
        found = block.gaps[kernel.place] = np.isnan(values).view(np.uint8)
    return found


def threshold_of(measure: Measure, threshold: Fraction, kernel: Kernel) -> Fraction:
    """The threshold in the terms of the kernel's values."""
    how = measure.derived
    if how is not None and how.form == "cagr":
        factor: int = 100 ** (how.years[-1] - how.years[0])
        return compared(measure, threshold) * factor
    return threshold * kernel.per_unit


def is_float(value: Fraction) -> bool:
    """Whether a float64 holds the number exactly."""
    return abs(value) < 2**200 and Fraction(float(value)) == value


def size_of(register: Register, key: str, back: int) -> float:
    """The greatest magnitude of a filed column."""
    bounds = register.bounds.get((key, back))
    return bounds.size if bounds else 0.0


def knows_all(register: Register, key: str, years: tuple[int, ...]) -> bool:
    """Whether every row has every year."""
    found = [register.bounds.get((key, back)) for back in years]
    return all(one is not None and not one.has_unknown for one in found)


def filed(measure: Measure, register: Register, back: int) -> Kernel:
    """A filed number, in grains: below 2**53 a float64 is exact, and so is every comparison."""
    small = size_of(register, measure.key, back) < EXACT
    unknown = not knows_all(register, measure.key, (back,))

    def compute(block: Block) -> Numbers | None:
        return block.column(measure.key, back)

    return Kernel(
        measure, once(measure, back, compute), measure.grain, unknown,
        lambda threshold: small and is_float(threshold),
    )  # fmt: skip


def idle_days(on: date, back: int) -> int:
    """At most so many days since registration mean that it was founded after that year began."""
    return (on - date(on.year - back, 1, 1)).days


def total(
    measure: Measure, register: Register, years: tuple[int, ...], idle: date | None
) -> Compute:
    """The sum of filed years; a year before the founding counts nothing where `idle` is the day."""
    key = measure.key
    complete = knows_all(register, key, years)

    def year(block: Block, back: int) -> Numbers | None:
        found = block.column(key, back)
        days = block.column("days_since_registration", 0)
        if idle is None or complete or days is None or back == years[0]:
            return found
        founded_later = days <= idle_days(idle, back)
        if found is None:
            return np.where(founded_later, 0.0, np.nan)
        return np.where(np.isnan(found) & founded_later, 0.0, found)

    def compute(block: Block) -> Numbers | None:
        columns = [year(block, back) for back in years]
        result = columns[0]
        for one in columns[1:]:
            if result is None or one is None:
                return None
            result = result + one
        return result

    return compute


def ratio(measure: Measure, how: Derived, register: Register, on: date, shift: int) -> Kernel:
    """Sum over sum. One correctly rounded division compares exactly while n*q and d*p < 2**53."""
    if how.over is None:
        raise ValueError(measure)
    years = tuple(back + shift for back in how.years)
    idle = on if how.while_operating else None
    above, below = (total(one, register, years, idle) for one in (how.of, how.over))
    up, down = how.factor * how.over.grain, how.of.grain
    up, down = up // gcd(up, down), down // gcd(up, down)
    most = [
        sum(size_of(register, part.key, back) for back in years) * factor
        for part, factor in ((how.of, up), (how.over, down))
    ]
    over_bounds = [register.bounds.get((how.over.key, back)) for back in years]
    positive = all(one is not None and one.least > 0 for one in over_bounds)
    alone = (how.over.key, years[0]) if len(years) == 1 and not positive else None

    def compute(block: Block) -> Numbers | None:
        over = below(block) if alone is None else block.positive(*alone)
        of = above(block)
        if over is None or of is None:
            return None
        if not positive and alone is None:
            over = np.where(over > 0, over, np.nan)
        if up != 1:
            of = of * up
        return of / (over * down if down != 1 else over)

    def exact_for(threshold: Fraction) -> bool:
        p, q = abs(threshold.numerator), threshold.denominator
        return is_float(threshold) and max(most[0] * q, most[1] * max(p, q)) < EXACT

    unknown = not (
        positive and knows_all(register, how.of.key, years)
        and knows_all(register, how.over.key, years)
    )  # fmt: skip
    return Kernel(measure, once(measure, shift, compute), 1, unknown, exact_for)


def growth(measure: Measure, how: Derived, register: Register, on: date, shift: int) -> Kernel:
    """Year 0 against the year before: a difference and one division."""
    key = how.of.key
    most = 200 * max(size_of(register, key, shift), size_of(register, key, shift + 1))

    def compute(block: Block) -> Numbers | None:
        now, before = block.column(key, shift), block.column(key, shift + 1)
        if now is None or before is None:
            return None
        before = np.where(before > 0, before, np.nan)
        return (now - before) * 100 / before

    def exact_for(threshold: Fraction) -> bool:
        p, q = abs(threshold.numerator), threshold.denominator
        return is_float(threshold) and most * max(p, q) < EXACT

    return Kernel(measure, once(measure, shift, compute), 1, True, exact_for, 200.0)


def links(measure: Measure, how: Derived, register: Register, on: date, shift: int) -> Kernel:
    """The mean of two growths: two divisions, never exact in floats, so always filtered."""
    key, lenient = how.of.key, how.zero_base == "later_link"
    bounds = [register.bounds.get((key, shift + back)) for back in (1, 2)]
    positive = all(one is not None and one.least > 0 for one in bounds)

    def compute(block: Block) -> Numbers | None:
        third, second, first = (block.column(key, shift + back) for back in (0, 1, 2))
        if first is None or second is None or third is None:
            return None
        if positive:
            return (second / first + third / second) * 50 - 100
        a, b = np.where(first > 0, first, np.nan), np.where(second > 0, second, np.nan)
        later = third / b
        found = (b / a + later) * 50 - 100
        if lenient:
            found = np.where((first == 0) & (second > 0), later * 100 - 100, found)
            nothing = (first >= 0) & (second == 0) & ~np.isnan(third)
            found = np.where(nothing, 0.0, found)
        return found

    def magnitude(block: Block) -> Numbers | None:
        third, second, first = (block.column(key, shift + back) for back in (0, 1, 2))
        if first is None or second is None or third is None:
            return None
        a, b = np.where(first > 0, first, np.nan), np.where(second > 0, second, np.nan)
        both = np.where(first == 0, 0.0, b / a) + np.abs(third / b)
        return np.asarray(both * 100 + 200)

    signed = any(register.bounds[one].least < 0 for one in register.bounds if one[0] == key)
    return Kernel(
        measure, once(measure, shift, compute), 1, True,
        lambda threshold: False, 200.0, magnitude if signed else None,
    )  # fmt: skip


def cagr(measure: Measure, how: Derived, register: Register, on: date, shift: int) -> Kernel:
    """Latest over oldest, times 100 to the power of the years: one division, no root."""
    key, power = how.of.key, how.years[-1] - how.years[0]
    now, then = shift + how.years[0], shift + how.years[-1]
    factor = 100**power
    most = [size_of(register, key, now) * factor, size_of(register, key, then)]

    def compute(block: Block) -> Numbers | None:
        latest, oldest = block.column(key, now), block.column(key, then)
        if latest is None or oldest is None:
            return None
        return np.asarray(latest * factor / np.where(oldest > 0, oldest, np.nan))

    def exact_for(threshold: Fraction) -> bool:
        p, q = abs(threshold.numerator), threshold.denominator
        return is_float(threshold) and max(most[0] * q, most[1] * max(p, q)) < EXACT

    return Kernel(measure, once(measure, shift, compute), 1, True, exact_for)


def added(measure: Measure, how: Derived, register: Register, on: date, shift: int) -> Kernel:
    """A sum or a mean over years, kept as the sum of grains: additions below 2**53 are exact."""
    years = tuple(back + shift for back in how.years)
    most = sum(size_of(register, how.of.key, back) for back in years)
    parts = len(years) if how.form == "mean" else 1
    unknown = not knows_all(register, how.of.key, years)
    compute = total(how.of, register, years, on if how.while_operating else None)
    return Kernel(
        measure, once(measure, shift, compute), how.of.grain * parts, unknown,
        lambda threshold: most < EXACT and is_float(threshold),
    )  # fmt: skip


def extreme(measure: Measure, how: Derived, register: Register, on: date, shift: int) -> Kernel:
    """The least or greatest of years that are all known."""
    parts = [kernel_of(how.of, register, on, shift + back) for back in how.years]
    join = np.minimum if how.form == "min" else np.maximum

    def compute(block: Block) -> Numbers | None:
        columns = [one.compute(block) for one in parts]
        result = columns[0]
        for one in columns[1:]:
            if result is None or one is None:
                return None
            result = join(result, one)
        return result

    return Kernel(
        measure, once(measure, shift, compute), parts[0].per_unit,
        any(one.has_unknown for one in parts),
        lambda threshold: all(one.exact_for(threshold) for one in parts),
        max(one.base for one in parts),
    )  # fmt: skip


def known_extreme(measure: Measure, register: Register, on: date) -> Kernel | None:
    """The least or greatest of the years that are known; None for other measures."""
    how = measure.derived
    if how is None or how.form not in ("min", "max"):
        return None
    parts = [kernel_of(how.of, register, on, back) for back in how.years]
    join = np.fmin if how.form == "min" else np.fmax

    def compute(block: Block) -> Numbers | None:
        result: Numbers | None = None
        for part in parts:
            one = part.compute(block)
            if one is not None:
                result = one if result is None else join(result, one)
        return result

    return Kernel(
        replace(measure, key=f"{measure.key} known"),
        once(replace(measure, key=f"{measure.key} known"), 0, compute), parts[0].per_unit, True,
        lambda threshold: all(one.exact_for(threshold) for one in parts),
        max(one.base for one in parts),
    )  # fmt: skip


FORMS: dict[str, Callable[[Measure, Derived, Register, date, int], Kernel]] = {
    "ratio": ratio,
    "growth": growth,
    "links": links,
    "cagr": cagr,
    "sum": added,
    "mean": added,
    "min": extreme,
    "max": extreme,
}
