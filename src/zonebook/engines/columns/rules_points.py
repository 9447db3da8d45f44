"""Scoring tables over blocks: the least and most points an enterprise may have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from zonebook.core.rules import tree
from zonebook.core.rules.comparing import MANUAL, MET, UNKNOWN, UNMET
from zonebook.core.rules.facts import Facts
from zonebook.core.rules.judging import expert_points
from zonebook.core.rules.measuring import Case
from zonebook.engines.columns.rules_checks import Answering, check_of, cut
from zonebook.engines.columns.rules_register import Register
from zonebook.engines.columns.rules_values import Block

Small = NDArray[np.int8]
Statuses = NDArray[np.uint8]


@dataclass
class Points:
    """Least and most points of each row, and whether missing facts are why they differ.

    A range by experts alone is the same in every row, so these may be plain numbers.
    """

    low: Small | int
    high: Small | int
    missing: NDArray[np.bool_] | bool


Counting: TypeAlias = Callable[[Block], Points]


def points_of(
    scoring: tree.Scoring, kind: tree.Procedure, register: Register, on: date
) -> Callable[[Block], list[Statuses]]:
    """The status of each condition on the points, in the order of the table."""
    groups = {one.id: group_of(one, kind, register, on) for one in scoring.groups}
    given = register.numbers.get(("score", 0))

    def run(block: Block) -> list[Statuses]:
        points = {name: group(block) for name, group in groups.items()}
        points["total"] = capped(added(list(points.values())), scoring.total)
        total = None if given is None else cut(given, block)
        found = []
        for one in scoring.passes:
            status = passing(one.test, points[one.applies_to], block)
            if one.applies_to == "total" and total is not None:
                status = np.where(np.isnan(total), status, stated(one.test, total))
            found.append(status)
        return found

    return run


def stated(test: tree.Test, total: NDArray[np.float64]) -> Statuses:
    """A total that experts gave, in hundredths of a point."""
    if not isinstance(test.threshold, Fraction):
        raise ValueError(test)
    least = float(test.threshold * 100)
    good = total > least if test.operator == "above" else total >= least
    return np.where(good, np.uint8(MET), np.uint8(UNMET))


def passing(test: tree.Test, points: Points, block: Block) -> Statuses:
    """Always reaches: met; cannot: unmet; may: unknown where facts are missing, else for experts."""
    if not isinstance(test.threshold, Fraction):
        raise ValueError(test)
    # points are whole, so that any threshold may be read as a whole one
    least = int(test.threshold) + 1 if test.operator == "above" else -int(-test.threshold // 1)
    open_ = np.where(points.missing, np.uint8(UNKNOWN), np.uint8(MANUAL))
    found = np.where(points.high < np.int16(least), np.uint8(UNMET), open_)
    found = np.where(points.low >= np.int16(least), np.uint8(MET), found)
    return np.broadcast_to(found, (block.size,))


def added(rows: list[Points]) -> Points:
    """The sum of points."""
    found = Points(0, 0, False)
    for one in rows:
        found = Points(found.low + one.low, found.high + one.high, found.missing | one.missing)
    return found


def capped(points: Points, most: int) -> Points:
    """At most so many points; what is certain is not missing."""
    low, high = np.minimum(points.low, np.int8(most)), np.minimum(points.high, np.int8(most))
    return Points(low, high, points.missing & (low < high))


def group_of(group: tree.Group, kind: tree.Procedure, register: Register, on: date) -> Counting:
    """The points of a group: the sum of its items, or the best of them."""
    items = [item_of(one, kind, register, on) for one in group.items]

    def run(block: Block) -> Points:
        rows = [item(block) for item in items]
        if not group.best_of:
            return capped(added(rows), group.max_points)
        found = rows[0]
        for one in rows[1:]:
            found = Points(
                np.maximum(found.low, one.low),
                np.maximum(found.high, one.high),
                found.missing | one.missing,
            )
        return capped(found, group.max_points)

    return run


def item_of(item: tree.Item, kind: tree.Procedure, register: Register, on: date) -> Counting:
    """The points of one item."""
    if item.by_expert:
        return by_expert(item, register, on)
    bands = [
        (band.low, band.high, [check_of(one, kind, register, on).statuses for one in band.tests])
        for band in item.bands
    ]
    if is_staircase(item):
        return staircase(bands)
    return first_met(bands)


Bands: TypeAlias = list[tuple[int, int, list[Answering]]]


def is_staircase(item: tree.Item) -> bool:
    """Whether each band asks less of the same measure, so that bands met are nested."""
    *steps, last = item.bands
    if last.tests or any(len(band.tests) != 1 for band in steps):
        return False
    tests = [band.tests[0] for band in steps]
    same = len({one.measure.key for one in tests}) == 1
    falling = all(band.low >= after.low and band.high >= after.high
                  for band, after in zip(item.bands, item.bands[1:], strict=False))  # fmt: skip
    return same and falling and all(one.operator in ("at_least", "above") for one in tests)


def staircase(bands: Bands) -> Counting:
    """Points as steps: each band that is met adds what it gives above the next.

    A row without the measure is unknown in every band alike.
    """
    *steps, (floor_low, floor_high, _) = bands
    after = [*steps[1:], bands[-1]]
    rises = [
        (low - lower, high - upper, answers[0])
        for (low, high, answers), (lower, upper, _) in zip(steps, after, strict=True)
    ]
    most = bands[0][1]

    def run(block: Block) -> Points:
        low = np.full(block.size, floor_low, np.int8)
        high = low if floor_low == floor_high else np.full(block.size, floor_high, np.int8)
        same = high is low and all(rise == top for rise, top, _ in rises)
        if not same and high is low:
            high = low.copy()
        for rise, top, answer in rises:
            status = answer(block)
            met = (status >> 3).view(np.int8)  # MET is 8
            low += met * np.int8(rise)
            if not same:
                high += met * np.int8(top)
        missing = status == UNKNOWN
        if not missing.any():
            return Points(low, high, False)
        return Points(low, np.where(missing, np.int8(most), high), missing)

    return run


def first_met(bands: Bands) -> Counting:
    """Points of the first band that is met; bands that are unknown widen the range."""

    def run(block: Block) -> Points:
        *steps, (low_last, high_last, _) = bands
        low = np.full(block.size, low_last, np.int8)
        high = np.full(block.size, high_last, np.int8)
        missing = np.zeros(block.size, np.bool_)
        for least, most, answers in reversed(steps):
            status = answers[0](block)
            for answer in answers[1:]:
                status = status | answer(block)
            met, doubt = (status & MET) != 0, (status & (UNKNOWN | MANUAL)) != 0
            doubt &= ~met
            low = np.where(met, np.int8(least), np.where(doubt, np.minimum(low, least), low))
            high = np.where(met, np.int8(most), np.where(doubt, np.maximum(high, most), high))
            missing = (missing | doubt) & ~met
        return Points(low.astype(np.int8), high.astype(np.int8), missing)

    return run


def by_expert(item: tree.Item, register: Register, on: date) -> Counting:
    """What experts gave where they did; else the whole range of the item."""
    own, for_all = register.grades.get(item.id), register.grades.get("*")
    plain = expert_points(item)
    whole = Points(0, item.max_points, False)
    if own is None and for_all is None:
        return lambda block: whole

    def table(column_values: tuple[object, ...]) -> NDArray[np.int8]:
        rows = [(0, item.max_points)]
        for value in column_values:
            case = Case(Facts(grades={item.id: value}), on)  # type: ignore[dict-item]
            low, high, _ = plain(case)
            rows.append((int(low), int(high)))
        return np.array(rows, np.int8)

    columns = [(one, table(one.values)) for one in (own, for_all) if one is not None]

    def run(block: Block) -> Points:
        column, rows = columns[0]
        codes = cut(column.codes, block)
        found = rows[codes]
        if len(columns) > 1:
            other, other_rows = columns[1]
            found = np.where((codes == 0)[:, None], other_rows[cut(other.codes, block)], found)
        return Points(found[:, 0], found[:, 1], False)

    return run
