"""Single tests over blocks: numbers by comparison, words and records by their distinct values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from zonebook.core.rules import tree
from zonebook.core.rules.comparing import (
    DECIDED_BY_ONE_YEAR,
    MANUAL,
    MET,
    NOT_APPLICABLE,
    UNKNOWN,
    UNMET,
)
from zonebook.core.rules.comparing import check_of as plain_check_of
from zonebook.core.rules.facts import Facts
from zonebook.core.rules.measures import Measure
from zonebook.core.rules.measuring import Case, Reading, compared, known_extreme, reading
from zonebook.engines.columns import rules_values
from zonebook.engines.columns.rules_register import Coded, Numbers, Register
from zonebook.engines.columns.rules_values import EPSILON, Block, Kernel, kernel_of

Statuses = NDArray[np.uint8]
Answering: TypeAlias = Callable[[Block], Statuses]
COMPARE: dict[str, tuple[np.ufunc, np.ufunc]] = {  # when met, when unmet
    "at_least": (np.greater_equal, np.less),
    "at_most": (np.less_equal, np.greater),
    "above": (np.greater, np.less_equal),
    "below": (np.less, np.greater_equal),
    "equals": (np.equal, np.not_equal),
    "differs": (np.not_equal, np.equal),
}


class Sink:
    """Where statuses and margins go: one row a slot, one column an enterprise."""

    def __init__(self, slots: int, size: int) -> None:
        self.size, self.count = size, slots
        self.margin_at: dict[int, int] = {}
        self.scales: dict[int, float] = {}
        self.statuses: Statuses = np.empty((0, 0), np.uint8)
        self.margins: NDArray[np.float32] = np.empty((0, 0), np.float32)

    def expect_margin(self, slot: int, scale: float) -> None:
        """This slot will have margins; times the scale they are in the measure's unit."""
        self.margin_at.setdefault(slot, len(self.margin_at))
        self.scales[slot] = scale

    def open(self) -> None:
        """Make room; pages of zeros cost nothing until they are written."""
        self.statuses = np.zeros((self.count, self.size), np.uint8)
        self.margins = np.zeros((len(self.margin_at), self.size), np.float32)

    def put(self, block: Block, slot: int, found: Statuses) -> None:
        """The statuses of a block."""
        if block.rows is None:
            self.statuses[slot, block.start : block.stop] = found
        else:
            self.statuses[slot, block.start : block.stop][block.rows] = found

    def put_one(self, block: Block, slot: int, bit: int) -> None:
        """One status for some rows."""
        if block.rows is not None and len(block.rows):
            self.statuses[slot, block.start : block.stop][block.rows] = bit

    def get(self, block: Block, slot: int) -> Statuses:
        """The statuses of a block as they stand."""
        found = self.statuses[slot, block.start : block.stop]
        return found if block.rows is None else found[block.rows]


@dataclass(frozen=True)
class Check:
    """A test over blocks: its statuses, and what writes its margins."""

    statuses: Answering
    margin: Callable[[Block, Sink, int], None] | None = None
    scale: float = 1.0


def check_of(test: tree.Test, kind: tree.Procedure, register: Register, on: date) -> Check:
    """The check of one test over one register as of a day."""
    if test.not_on_review and kind == "review":
        return Check(lambda block: np.full(block.size, NOT_APPLICABLE, np.uint8))
    measure = test.on_review if test.on_review and kind == "review" else test.measure
    if isinstance(test.threshold, Fraction):
        check = comparing(test, measure, register, on)
    elif test.operator == "expert":
        check = Check(by_value(register.grades.get(test.id), "grades", test.id, test, on, MANUAL))
    elif measure.type == "records":
        check = Check(with_counts(test, measure, register, on))
    else:
        check = Check(by_value(register.coded.get(measure.key), "words", measure.key, test, on))
    if not test.needs_review or test.operator == "expert":
        return check
    return replace(check, statuses=reviewed(check.statuses, register, measure.key))


def reviewed(inner: Answering, register: Register, key: str) -> Answering:
    """What is met waits for a person, unless one has confirmed it."""
    confirmed = register.reviewed.get(key)

    def run(block: Block) -> Statuses:
        found = inner(block)
        waiting = found == MET
        if confirmed is not None:
            waiting &= ~cut(confirmed, block)
        left: Statuses = found - waiting.view(np.uint8) * np.uint8(MET - MANUAL)
        return left

    return run


def cut(column: NDArray[Any], block: Block) -> NDArray[Any]:
    """A column's rows of a block."""
    found = column[block.start : block.stop]
    return found if block.rows is None else found[block.rows]


def by_value(
    column: Coded | None, place: str, key: str, test: tree.Test, on: date, missing: int = UNKNOWN
) -> Answering:
    """One plain judgement for every distinct value, spread over the rows that have it."""
    if column is None:
        return lambda block: np.full(block.size, missing, np.uint8)
    table = table_of(test, column, on, place, key, missing)
    codes, few = column.codes, len(table) <= 12
    rises = table - table[0]

    def run(block: Block) -> Statuses:
        found = cut(codes, block)
        if not few:
            return np.asarray(table[found])
        result = np.full(block.size, table[0], np.uint8)
        for at in range(1, len(table)):
            if rises[at]:
                result += (found == at).view(np.uint8) * rises[at]
        return result

    return run


def table_of(
    test: tree.Test, column: Coded, on: date,
    place: str = "words", key: str = "", missing: int = UNKNOWN,
) -> Statuses:  # fmt: skip
    """The status of each code of a column; whether somebody has confirmed it is another column."""
    check = plain_check_of(replace(test, needs_review=False), "recognition")
    table = np.full(len(column.values) + 1, missing, np.uint8)
    for at, value in enumerate(column.values, 1):
        facts = Facts()
        getattr(facts, place)[key or test.measure.key] = value
        table[at] = check(Case(facts, on))[0]
    return table


def with_counts(test: tree.Test, measure: Measure, register: Register, on: date) -> Answering:
    """Records by their lists; where only their number is known, none of them means unmet."""
    listed = by_value(register.listed.get(measure.key), "records", measure.key, test, on)
    counts = register.numbers.get((measure.key, 0))
    if counts is None or test.operator == "holds":
        return listed

    def run(block: Block) -> Statuses:
        found = listed(block)
        none = (cut(counts, block) == 0) & (found == UNKNOWN)
        left: Statuses = found - none.view(np.uint8)
        return left

    return run


def comparing(test: tree.Test, measure: Measure, register: Register, on: date) -> Check:
    """A number against a threshold; ranks may be listed with their years instead."""
    if not isinstance(test.threshold, Fraction):
        raise ValueError(test)
    kernel = kernel_of(measure, register, on)
    statuses = compared_with(kernel, test, measure, register, on)
    if test.missing_means_none and measure.key in register.none:
        statuses = or_none(statuses, register.none[measure.key])
    if measure.key in register.listed and measure.type == "number":
        statuses = or_listed(statuses, by_value(
            register.listed[measure.key], "records", measure.key, test, on
        ), register.listed[measure.key])  # fmt: skip
    sign = -1 if test.operator in ("at_most", "below") else 1
    return Check(statuses, margin_of(kernel, test, measure), sign / kernel.per_unit)


def compared_with(
    kernel: Kernel, test: tree.Test, measure: Measure, register: Register, on: date
) -> Answering:
    """Statuses from values that compare like the exact ones: 1 unmet, 2 unknown, 8 met."""
    known = rules_values.known_extreme(measure, register, on)
    if known is not None and test.operator in DECIDED_BY_ONE_YEAR:
        return decided_by_one_year(kernel, known, test, measure)
    met = meeting(kernel, test, measure)

    def run(block: Block) -> Statuses:
        good = met(block)
        if good is None:
            return np.full(block.size, UNKNOWN, np.uint8)
        found: Statuses = good.view(np.uint8) * np.uint8(MET - UNMET)
        if kernel.has_unknown:
            values = kernel.compute(block)
            if values is not None:
                found += rules_values.unknowns(kernel, block, values)
        found += np.uint8(UNMET)
        return found

    return run


def meeting(
    kernel: Kernel, test: tree.Test, measure: Measure
) -> Callable[[Block], NDArray[np.bool_] | None]:
    """Where the test is met for sure; None where nobody filed the measure."""
    if not isinstance(test.threshold, Fraction):
        raise ValueError(test)
    threshold = rules_values.threshold_of(measure, test.threshold, kernel)
    near, is_met = float(threshold), COMPARE[test.operator][0]
    ready = righted(kernel, threshold, compared(measure, test.threshold), reading(measure))
    # what is unknown differs from every number, but does not meet "differs"
    unsure = test.operator == "differs"

    def run(block: Block) -> NDArray[np.bool_] | None:
        values = ready(block)
        if values is None:
            return None
        found: NDArray[np.bool_] = is_met(values, near)
        return found & ~np.isnan(values) if unsure else found

    return run


def decided_by_one_year(
    kernel: Kernel, known: Kernel, test: tree.Test, measure: Measure
) -> Answering:
    """In each of several years: one known year that falls short decides; in any: the reverse."""
    if not isinstance(test.threshold, Fraction):
        raise ValueError(test)
    threshold = rules_values.threshold_of(measure, test.threshold, kernel)
    exact, near = compared(measure, test.threshold), float(threshold)
    is_met, is_unmet = COMPARE[test.operator]
    all_years = righted(kernel, threshold, exact, reading(measure))
    some_years = righted(known, threshold, exact, known_extreme(measure))
    each = measure.derived is not None and measure.derived.form == "min"

    def run(block: Block) -> Statuses:
        whole, partly = all_years(block), some_years(block)
        good, bad = (whole, partly) if each else (partly, whole)
        found = np.full(block.size, UNKNOWN, np.uint8)
        if good is not None:
            found += is_met(good, near).view(np.uint8) * np.uint8(MET - UNKNOWN)
        if bad is not None:
            found -= is_unmet(bad, near).view(np.uint8)
        return found

    return run


def put_right(
    kernel: Kernel, block: Block, threshold: Fraction, exact: Fraction, read: Reading
) -> None:
    """Put floats near a threshold on their true side of it.

    `threshold` is in the kernel's terms, `exact` in those of `read`, which gives exact pairs.
    """
    values = kernel.compute(block)
    if values is None:
        return
    near = float(threshold)
    size: Numbers | float | None = kernel.magnitude(block) if kernel.magnitude else None
    # |value - true| <= EPSILON * size; a value that is nearer than twice that may stand wrongly
    bound = 2 * EPSILON * ((abs(near) + kernel.base) if size is None else size)
    rows = np.flatnonzero(np.abs(values - near) <= bound + 5e-324)
    if not len(rows):
        return
    if not values.flags.owndata:  # a view of the register, which stays as it was filed
        values = values.copy()
    for at in rows:
        pair = read(Case(block.register.facts(block.row(int(at))), block.on))
        if pair is None:
            continue
        side = pair[0] * exact.denominator - exact.numerator * pair[1]
        values[at] = near if side == 0 else np.nextafter(near, np.inf if side > 0 else -np.inf)
    block.values[kernel.place] = values


def righted(
    kernel: Kernel, threshold: Fraction, exact: Fraction, read: Reading
) -> rules_values.Compute:
    """The values of a block, put right around the threshold where floats may be wrong."""
    if kernel.exact_for(threshold):
        return kernel.compute

    def run(block: Block) -> Numbers | None:
        put_right(kernel, block, threshold, exact, read)
        return kernel.compute(block)

    return run


def or_none(inner: Answering, none: NDArray[np.bool_]) -> Answering:
    """Stated to be none means met: no incident on record."""

    def run(block: Block) -> Statuses:
        found = inner(block)
        clear = cut(none, block) & (found == UNKNOWN)
        more: Statuses = found + clear.view(np.uint8) * np.uint8(MET - UNKNOWN)
        return more

    return run


def or_listed(inner: Answering, listed: Answering, column: Coded) -> Answering:
    """Where ranks are listed with their years, the list decides."""

    def run(block: Block) -> Statuses:
        is_listed = mask(cut(column.codes, block) != 0)
        found: Statuses = (inner(block) & ~is_listed) | (listed(block) & is_listed)
        return found

    return run


def mask(flags: NDArray[np.bool_]) -> Statuses:
    """All bits where true, none elsewhere."""
    found: Statuses = np.negative(flags.view(np.uint8))
    return found


def margin_of(
    kernel: Kernel, test: tree.Test, measure: Measure
) -> Callable[[Block, Sink, int], None]:
    """What writes how far each value lies above the threshold, in the kernel's terms."""
    if not isinstance(test.threshold, Fraction):
        raise ValueError(test)
    how = measure.derived
    power = how.years[-1] - how.years[0] if how is not None and how.form == "cagr" else 0
    base = float(test.threshold) if power else float(test.threshold * kernel.per_unit)

    def run(block: Block, sink: Sink, slot: int) -> None:
        values = kernel.compute(block)
        if values is None:
            return
        if power:
            values = values ** (1 / power) - 100
        room = sink.margins[sink.margin_at[slot], block.start : block.stop]
        if block.rows is None:
            np.subtract(values, base, out=room, casting="same_kind")
        else:
            room[block.rows] = values - base

    return run
