"""Totals and parts whose levels and growth rates a text tells, for T03 and T04."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonebook.core.bulletin import subjects
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.relations import earlier, sure


@dataclass(frozen=True)
class Grown:
    """A total and its parts, each with its growth and, where told, its level."""

    whole: Claim
    parts: tuple[Claim, ...]
    levels: tuple[Claim | None, ...]
    price: str


def own_level(reading: Reading, growth: Claim) -> Claim | None:
    """The level of which a growth rate tells, right before it."""
    found = None
    for one in earlier(reading, growth.at)[-12:]:
        if one.sentence == growth.sentence and one.kind == "level":
            found = one
    return found


def grown(reading: Reading) -> Iterator[Grown]:
    """Every identity of the lexicon of which the text tells all growth rates."""
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
            if name != key:
                continue
            parts = [growth.get((names.growth.get(part, ""), period)) for part in rule["parts"]]
            told = [one for one in parts if one is not None]
            if len(told) == len(rule["parts"]):
                levels = tuple(level.get((part, period)) for part in rule["parts"])
                units = {
                    one.unit for one in (*levels, own_level(reading, whole)) if one is not None
                }
                if len(units) > 1:
                    continue
                yield Grown(whole, tuple(told), levels, rule.get("growth", "current_price"))
