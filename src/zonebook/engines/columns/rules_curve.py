"""A reform's curve: how many would qualify at any threshold of one test, in milliseconds.

The register is judged twice, once as if every known value met the test and once as if none did.
Rows are then grouped by these two answers and sorted by value; a threshold is one search in each
group. Values too near the threshold for floats are compared in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from zonebook.core.rules import tree
from zonebook.core.rules.comparing import MANUAL, MET, UNMET, meets
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.measures import Measure
from zonebook.core.rules.measuring import Case, reading
from zonebook.core.rules.verdict import ANSWERS
from zonebook.engines.columns.rules import BLOCK, Compiled
from zonebook.engines.columns.rules_register import Numbers, Register
from zonebook.engines.columns.rules_values import EPSILON, Block, kernel_of, threshold_of

BASES = {"at_least": True, "above": True, "at_most": False, "below": False}


@dataclass(frozen=True)
class Group:
    """Rows that answer alike: `met` where their value meets the test, else `unmet`."""

    met: int
    unmet: int
    values: Numbers
    rows: NDArray[np.intp]


class Curve:
    """The answers of a register at every threshold of one test with a number."""

    def __init__(self, plan: Plan, register: Register, on: date, key: str) -> None:
        self.test = next(one for one in plan.slots if isinstance(one, tree.Test) and one.id == key)
        on_review = self.test.on_review if plan.kind == "review" else None
        self.measure: Measure = on_review or self.test.measure
        if self.test.operator not in BASES:
            raise ValueError(key)
        self.register, self.on = register, on
        self.kernel = kernel_of(self.measure, register, on)
        good = MANUAL if self.test.needs_review else MET
        met, unmet = (forced(plan, register, on, key, one) for one in (good, UNMET))
        values = self.values()
        free = met != unmet
        self.fixed = {bit: int((met[~free] == bit).sum()) for bit in ANSWERS}
        self.as_met = met
        self.groups = [
            group
            for one in ANSWERS
            for other in ANSWERS
            if (group := self.group(one, other, met, unmet, values)) is not None
        ]

    def values(self) -> Numbers:
        """The measure of every row; NaN where unknown."""
        found = np.full(self.register.size, np.nan)
        for start in range(0, self.register.size, BLOCK):
            stop = min(start + BLOCK, self.register.size)
            values = self.kernel.compute(Block(self.register, start, stop, self.on))
            if values is not None:
                found[start:stop] = values
        return found

    def group(
        self,
        one: int,
        other: int,
        met: NDArray[np.uint8],
        unmet: NDArray[np.uint8],
        values: Numbers,
    ) -> Group | None:
        """The rows with these two answers, sorted by value; what is partly unknown comes last."""
        rows = np.flatnonzero((met == one) & (unmet == other) & (met != unmet))
        if not len(rows):
            return None
        order = np.argsort(values[rows], kind="stable")
        return Group(one, other, values[rows][order], rows[order])

    def counts(self, threshold: Fraction | int) -> dict[str, int]:
        """How many have each answer if the threshold of the test were this."""
        exact = Fraction(threshold)
        found = dict(self.fixed)
        for group in self.groups:
            meeting = self.meeting(group, exact)
            found[group.met] += meeting
            found[group.unmet] += len(group.rows) - meeting
        return {word: found[bit] for bit, word in ANSWERS.items()}

    def answers(self, threshold: Fraction | int) -> NDArray[np.uint8]:
        """The answer of every row if the threshold of the test were this."""
        exact = Fraction(threshold)
        found = self.as_met.copy()
        upward = BASES[self.test.operator]
        for group in self.groups:
            low, high = self.doubtful(group, exact)
            found[group.rows[:low] if upward else group.rows[high:]] = group.unmet
            for row in group.rows[low:high]:
                if not self.compare(exact, int(row)):
                    found[row] = group.unmet
        return found

    def meeting(self, group: Group, exact: Fraction) -> int:
        """How many of a group meet the threshold."""
        low, high = self.doubtful(group, exact)
        sure = len(group.rows) - high if BASES[self.test.operator] else low
        return sure + sum(self.compare(exact, int(row)) for row in group.rows[low:high])

    def doubtful(self, group: Group, exact: Fraction) -> tuple[int, int]:
        """The rows of a group between which the threshold lies too near for floats to tell."""
        here = threshold_of(self.measure, exact, self.kernel)
        near, operator = float(here), self.test.operator
        if self.kernel.exact_for(here):
            side = "left" if operator in ("at_least", "below") else "right"
            at = int(np.searchsorted(group.values, near, side))  # type: ignore[call-overload]
            return at, at
        reach = 2 * EPSILON * (abs(near) + self.kernel.base) + 5e-324
        low, high = (int(np.searchsorted(group.values, near + step)) for step in (-reach, reach))
        return low, max(high, int(np.searchsorted(group.values, near + reach, "right")))

    def compare(self, exact: Fraction, row: int) -> bool:
        """Whether one row meets the threshold, in whole numbers."""
        from dataclasses import replace

        pair = reading(self.measure)(Case(self.register.facts(row), self.on))
        return pair is not None and meets(replace(self.test, threshold=exact), self.measure)(pair)


def forced(plan: Plan, register: Register, on: date, key: str, status: int) -> NDArray[np.uint8]:
    """The answers of a register if every known value gave this status for one test."""
    compiled = Compiled(plan, register, on, {key: status})
    for start in range(0, register.size, BLOCK):
        compiled.run(Block(register, start, min(start + BLOCK, register.size), on))
    return compiled.outcome.answers
