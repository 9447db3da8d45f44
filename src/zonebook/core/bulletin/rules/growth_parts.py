"""Totals and parts whose levels and growth rates a text tells, for T03 and T04."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zonebook.core.bulletin import subjects
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.relations import earlier, is_amount, sure
from zonebook.core.bulletin.rules.partitions import one_place, partitions, together
from zonebook.core.values import Interval

ROOM = Fraction(1, 10)  # point; the scopes of total and parts may differ a little


@dataclass(frozen=True)
class Grown:
    """A total and its parts, each with its growth and, where told, its level."""

    whole: Claim
    parts: tuple[Claim, ...]
    levels: tuple[Claim | None, ...]
    price: str


def rate(growth: Claim) -> Interval:
    """A growth rate with its sign."""
    return -growth.interval() if growth.signed_value < 0 <= growth.value else growth.interval()


def hull(one: Grown) -> Interval:
    """From the least to the greatest growth of the parts, with a little room."""
    rates = [rate(part) for part in one.parts]
    return Interval(min(r.low for r in rates) - ROOM, max(r.high for r in rates) + ROOM)


def own_level(reading: Reading, growth: Claim) -> Claim | None:
    """The level of which a growth rate tells, right before it."""
    found = None
    for one in earlier(reading, growth.at)[-12:]:
        if one.sentence == growth.sentence and one.kind == "level":
            found = one
    return found


def grown(reading: Reading) -> list[Grown]:
    """Every identity of the lexicon of which the text tells all growth rates, worked out once."""
    if "grown" not in reading.memo:
        reading.memo["grown"] = list(all_grown(reading))
    return list(reading.memo["grown"])


def all_grown(reading: Reading) -> Iterator[Grown]:
    """Those told side by side first, then those of one period anywhere in the text."""
    beside = list(grown_beside(reading))
    yield from beside
    done = {(one.levels[0].indicator, one.whole.when) for one in beside if one.levels[0]}
    names = subjects.shipped_names()
    growth = {
        (one.indicator, one.when): one
        for one in reversed(reading.claims)
        if one.indicator and one.kind == "yoy_growth" and one.unit == "%" and sure(one)
    }
    level = {
        (one.indicator, one.when): one
        for one in reversed(reading.claims)
        if one.indicator and one.kind == "level" and sure(one)
    }
    for rule in names.identities:
        key = names.growth.get(rule["total"])
        for (name, period), whole in list(growth.items()):
            if name != key or (rule["parts"][0], period) in done:
                continue
            parts = [growth.get((names.growth.get(part, ""), period)) for part in rule["parts"]]
            told = [one for one in parts if one is not None]
            if len(told) == len(rule["parts"]) and one_place(reading, whole, told):
                levels = tuple(level.get((part, period)) for part in rule["parts"])
                units = {
                    one.unit for one in (*levels, own_level(reading, whole)) if one is not None
                }
                if len(units) > 1:
                    continue
                yield Grown(whole, tuple(told), levels, rule.get("growth", "current_price"))
                continue
            if not any(told):
                yield from grown_together(reading, rule, whole)


def grown_beside(reading: Reading) -> Iterator[Grown]:
    """Totals and parts told together, each with its own growth right after its level."""
    for one in partitions(reading):
        whole = own_growth(reading, one.whole)
        rates = [own_growth(reading, part) for part in one.parts]
        told = tuple(rate for rate in rates if rate is not None)
        if whole is not None and len(told) == len(rates) and len(set(told)) == len(told):
            price = one.rule.get("growth", "current_price")
            yield Grown(whole, told, one.parts, price)


def own_growth(reading: Reading, level: Claim) -> Claim | None:
    """The growth rate told right after a level, of the same subject and sentence."""
    i = bisect_left(reading.starts, level.to)
    for one in reading.claims[i : i + 3]:
        if one.sentence != level.sentence or one.subject != level.subject:
            return None
        if one.kind == "yoy_growth" and one.unit == "%":
            return one if sure(one) and one.when == level.when else None
    return None


def grown_together(reading: Reading, rule: Mapping[str, Any], whole: Claim) -> Iterator[Grown]:
    """三次产业增加值分别增长甲、乙、丙: one row of growth rates, with the row of levels before it."""
    rates = [one for one in reading.claims if one.kind == "yoy_growth" and one.unit == "%"]
    rows = [
        row
        for row in together(reading, rule, [one for one in rates if sure(one)])
        if all(one.when == whole.when for one in row)
    ]
    if len(rows) != 1 or not one_place(reading, whole, rows[0]):
        return
    amounts = [one for one in reading.claims if is_amount(one) and sure(one) and not one.cell]
    levels = [
        row
        for row in together(reading, rule, amounts)
        if row[0].sentence == rows[0][0].sentence and row[0].subject == rows[0][0].subject
    ]
    nothing: tuple[None, ...] = (None,) * len(rows[0])
    price = rule.get("growth", "current_price")
    yield Grown(whole, rows[0], levels[0] if len(levels) == 1 else nothing, price)
