"""Scoring tables over blocks: the least and most points an enterprise may have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from zonebook.core.rules import tree
from zonebook.core.rules.comparing import MANUAL, MET, UNKNOWN, UNMET
from zonebook.core.rules.facts import Facts
from zonebook.core.rules.judging import expert_points, is_staircase
from zonebook.core.rules.measuring import Case
from zonebook.engines.columns.rules_checks import Answering, check_of, cut, mask, meeting
from zonebook.engines.columns.rules_register import Register
from zonebook.engines.columns.rules_values import Block, kernel_of, unknowns

Small = NDArray[np.uint8]
Statuses = NDArray[np.uint8]


@dataclass
class Points:
    """Least and most points of each row, and whether missing facts are why they differ.

    A range by experts alone is the same in every row, so these may be plain numbers.
    """

    low: Small | np.uint8
    high: Small | np.uint8
    missing: Small | np.uint8


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
                open_ = mask(np.isnan(total))
                status = (status & open_) | (stated(one.test, total) & ~open_)
            found.append(status)
        return found

    return run


def stated(test: tree.Test, total: NDArray[np.float64]) -> Statuses:
    """A total that experts gave, in hundredths of a point."""
    if not isinstance(test.threshold, Fraction):
        raise ValueError(test)
    least = float(test.threshold * 100)
    good = total > least if test.operator == "above" else total >= least
    found: Statuses = good.view(np.uint8) * np.uint8(MET - UNMET)
    return found + np.uint8(UNMET)


def passing(test: tree.Test, points: Points, block: Block) -> Statuses:
    """Always reaches: met; cannot: unmet; may: unknown where facts are missing, else for experts."""
    if not isinstance(test.threshold, Fraction):
        raise ValueError(test)
    # points are whole, so that any threshold may be read as a whole one
    whole = int(test.threshold) + 1 if test.operator == "above" else -int(-test.threshold // 1)
    least = np.uint8(min(max(whole, 0), 255))
    met = mask(np.asarray(points.low >= least))
    unmet = mask(np.asarray(points.high < least))
    unclear = np.uint8(MANUAL) - np.asarray(points.missing * np.uint8(MANUAL - UNKNOWN), np.uint8)
    found = (met & np.uint8(MET)) | (unmet & np.uint8(UNMET)) | (unclear & ~(met | unmet))
    return np.broadcast_to(found, (block.size,))


def added(rows: list[Points]) -> Points:
    """The sum of points."""
    found = rows[0]
    for one in rows[1:]:
        found = Points(found.low + one.low, found.high + one.high, found.missing | one.missing)
    return found


def capped(points: Points, most: int) -> Points:
    """At most so many points; what is certain is not missing."""
    low, high = np.minimum(points.low, np.uint8(most)), np.minimum(points.high, np.uint8(most))
    return Points(low, high, points.missing & (low < high).view(np.uint8))


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
    if is_staircase(item):
        return staircase(item, register, on)
    return first_met([
        (band.low, band.high, [check_of(one, kind, register, on).statuses for one in band.tests])
        for band in item.bands
    ])  # fmt: skip


Bands: TypeAlias = list[tuple[int, int, list[Answering]]]


def staircase(item: tree.Item, register: Register, on: date) -> Counting:
    """Points as steps: each band that is met adds what it gives above the next.

    A row without the measure meets no band, has no points for sure and may have all.
    """
    *steps, floor = item.bands
    kernel = kernel_of(steps[0].tests[0].measure, register, on)
    rises = [
        (np.uint8(band.low - after.low), np.uint8(band.high - after.high),
         meeting(kernel, band.tests[0], kernel.measure))
        for band, after in pairwise(item.bands)
    ]  # fmt: skip
    alike = floor.low == floor.high and all(rise == top for rise, top, _ in rises)
    room = np.uint8(item.bands[0].high - floor.high)

    def run(block: Block) -> Points:
        low = np.zeros(block.size, np.uint8)
        high = low if alike else np.full(block.size, floor.high, np.uint8)
        for rise, top, met in rises:
            reached = met(block)
            if reached is None:
                return Points(np.uint8(0), np.uint8(item.bands[0].high), np.uint8(1))
            low += reached.view(np.uint8) * rise
            if not alike:
                high += reached.view(np.uint8) * top
        values = kernel.compute(block)
        if values is None or not kernel.has_unknown:
            return Points(low, high, np.uint8(0))
        missing = unknowns(kernel, block, values)
        return Points(low, high + missing * room, missing)

    return run


def first_met(bands: Bands) -> Counting:
    """Points of the first band that is met; bands that are unknown widen the range."""
    *steps, (low_last, high_last, _) = bands

    def run(block: Block) -> Points:
        low = np.full(block.size, low_last, np.uint8)
        high = np.full(block.size, high_last, np.uint8)
        missing = np.zeros(block.size, np.uint8)
        for least, most, answers in reversed(steps):
            status = answers[0](block)
            for answer in answers[1:]:
                status = status | answer(block)
            met = mask((status & np.uint8(MET)) != 0)
            doubt = mask((status & np.uint8(UNKNOWN | MANUAL)) != 0) & ~met
            kept = ~(met | doubt)
            low = (
                (low & kept) | (met & np.uint8(least)) | (np.minimum(low, np.uint8(least)) & doubt)
            )
            high = (
                (high & kept) | (met & np.uint8(most)) | (np.maximum(high, np.uint8(most)) & doubt)
            )
            missing = (missing | (doubt & np.uint8(1))) & ~met
        return Points(low, high, missing)

    return run


def by_expert(item: tree.Item, register: Register, on: date) -> Counting:
    """What experts gave where they did; else the whole range of the item."""
    own, for_all = register.grades.get(item.id), register.grades.get("*")
    plain = expert_points(item)
    whole = Points(np.uint8(0), np.uint8(item.max_points), np.uint8(0))
    if own is None and for_all is None:
        return lambda block: whole

    def table(column_values: tuple[object, ...]) -> Small:
        rows = [(0, item.max_points)]
        for value in column_values:
            case = Case(Facts(grades={item.id: value}), on)  # type: ignore[dict-item]
            low, high, _ = plain(case)
            rows.append((int(low), int(high)))
        return np.array(rows, np.uint8)

    columns = [(one, table(one.values)) for one in (own, for_all) if one is not None]

    def run(block: Block) -> Points:
        column, rows = columns[0]
        codes = cut(column.codes, block)
        found = rows[codes]
        if len(columns) > 1:
            other, other_rows = columns[1]
            found = np.where((codes == 0)[:, None], other_rows[cut(other.codes, block)], found)
        return Points(found[:, 0], found[:, 1], np.uint8(0))

    return run
