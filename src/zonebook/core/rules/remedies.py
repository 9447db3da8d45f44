"""What to act on: the least change of one filed number that would meet a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from zonebook.core.rules.comparing import meets
from zonebook.core.rules.facts import Facts
from zonebook.core.rules.measures import Measure
from zonebook.core.rules.measuring import Case, Reading, reading
from zonebook.core.rules.spoken import gap_words
from zonebook.core.rules.verdict import Answer, Verdict
from zonebook.core.units import Units
from zonebook.core.values import Reason

FARTHEST = 1 << 80


@dataclass(frozen=True)
class Remedy:
    """A change of one filed number, in its unit; `year` counts back from the reference year."""

    measure: Measure
    year: int
    change: Fraction

    def words(self, units: Units, reference_year: int) -> Reason:
        """As a sentence that can be acted on: 2023年研发费用总额再增 1 万元."""
        amount = gap_words(abs(self.change), self.measure.unit, units)
        key = "rules.act.more" if self.change > 0 else "rules.act.less"
        args = {"measure": self.measure.name, "amount": amount}
        if self.measure.kind != "register":
            return Reason(key, args | {"year": str(reference_year - self.year)})
        return Reason(f"{key}_now", args)


def remedies(answer: Answer, verdict: Verdict) -> tuple[Remedy, ...]:
    """The changes of which each alone would meet an unmet test, numerator first.

    R&D of 561 in sales of 11,240 against 5 %: R&D +1 (wan yuan), or sales -20.
    Where each of several years is asked for, every failing year has its own change.
    """
    test = answer.test
    if answer.status != "unmet" or test is None or not isinstance(test.threshold, Fraction):
        return ()
    on_review = test.on_review and verdict.plan.kind == "review"
    measure = test.on_review if on_review and test.on_review else test.measure
    met = meets(test, measure)
    found = []
    for read, inputs, year in steps(measure):
        pair = read(Case(verdict.facts, verdict.on))
        if pair is None or met(pair):
            continue
        for one in inputs:

            def good(facts: Facts, read: Reading = read) -> bool:
                changed = read(Case(facts, verdict.on))
                return changed is not None and met(changed)

            change = least_change(one, year, verdict.facts, good)
            if change is not None:
                found.append(Remedy(one, year, change))
    return tuple(found)


def steps(measure: Measure) -> list[tuple[Reading, tuple[Measure, ...], int]]:
    """What has to be met, from which filed numbers, in which year: each year of a least alone."""
    how = measure.derived
    if how is not None and how.form == "min":
        return [(reading(how.of, back), how.of.inputs(), back) for back in how.years]
    return [(reading(measure), measure.inputs(), 0)]


def least_change(
    measure: Measure, year: int, facts: Facts, good: Callable[[Facts], bool]
) -> Fraction | None:
    """The least change of one number after which it is good; None where no change helps."""
    row = facts.numbers.get(measure.key)
    if row is None or year >= len(row) or row[year] is None:
        return None
    now = row[year] or 0
    unit = measure.grain if measure.unit == "person" else 1  # nobody hires a hundredth of a person

    def changed(change: int) -> Facts:
        new = (*row[:year], now + change, *row[year + 1 :])
        return replace(facts, numbers={**facts.numbers, measure.key: new})

    for sign in (1, -1):
        most = FARTHEST if sign > 0 or measure.signed else now // unit

        def good_after(steps: int, sign: int = sign) -> bool:
            return good(changed(sign * steps * unit))

        found = first_good(good_after, most)
        if found is not None:
            return Fraction(sign * found * unit, measure.grain)
    return None


def first_good(good: Callable[[int], bool], most: int) -> int | None:
    """The least number from 1 to `most` that is good, where all above a good one are good."""
    high = 1
    while high <= most and not good(high):
        high *= 2
    if high > most:
        if most < 1 or not good(most):
            return None
        high = most
    low = high // 2
    while low < high - 1:
        middle = (low + high) // 2
        if good(middle):
            high = middle
        else:
            low = middle
    return high
