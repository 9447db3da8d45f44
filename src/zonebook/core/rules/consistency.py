"""Facts that contradict each other: findings beside a verdict, never a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from zonebook.core.rules.facts import Facts, Place
from zonebook.core.rules.measures import Measure, Measures
from zonebook.core.values import Finding, Reason


def contradictions(facts: Facts, measures: Measures, place: Place | None = None) -> list[Finding]:
    """A part above its whole (science staff and staff), a share above all; year by year."""
    place = place or Place()
    found = []
    for part in measures.values():
        if part.key in facts.numbers and part.part_of:
            found += list(exceeding(part, measures[part.part_of], facts, place))
        if part.key in facts.numbers and part.unit == "percent":
            found += list(above_all(part, facts, place))
    return found


def exceeding(part: Measure, whole: Measure, facts: Facts, place: Place) -> Iterator[Finding]:
    """Years in which the part is greater than the whole."""
    rows = zip(facts.numbers[part.key], facts.numbers.get(whole.key, ()), strict=False)
    for back, (small, large) in enumerate(rows):
        if small is None or large is None or small * whole.grain <= large * part.grain:
            continue
        args = {
            "part": part.name,
            "whole": whole.name,
            "back": back,
            "part_value": Fraction(small, part.grain),
            "whole_value": Fraction(large, whole.grain),
        }
        yield Finding(Reason("rules.part_exceeds_whole", args), place.ref(part.key), "warning")


def above_all(share: Measure, facts: Facts, place: Place) -> Iterator[Finding]:
    """Years in which a share is above 100 %."""
    for value in facts.numbers[share.key]:
        if value is not None and value > 100 * share.grain:
            args = {"part": share.name, "part_value": Fraction(value, share.grain)}
            yield Finding(Reason("rules.share_above_all", args), place.ref(share.key), "warning")
