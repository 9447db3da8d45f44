"""Rules over whole registers: the plan of core.rules compiled to columns, exact by filtering.

All five statuses of every test come as one byte an enterprise, with the bits of
core.rules.comparing, and margins as floats in the measure's unit. Statuses are exact; a margin is
as near as a float32 comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from zonebook.core.rules import tree
from zonebook.core.rules.comparing import MANUAL, MET, NOT_APPLICABLE, STATUS, UNKNOWN, UNMET
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.near import NEAR, NearMiss, near_miss
from zonebook.core.rules.verdict import ANSWERS, Verdict, judge
from zonebook.engines.columns.rules_checks import Check, Sink, check_of, cut, mask, table_of
from zonebook.engines.columns.rules_points import points_of
from zonebook.engines.columns.rules_register import Register
from zonebook.engines.columns.rules_values import Block

Statuses = NDArray[np.uint8]
Step: TypeAlias = Callable[[Block], Statuses]
BLOCK = 1 << 14  # a block's columns stay in the second-level cache
ALL_BITS = np.uint8(0xFF)


@dataclass
class Outcome:
    """What one plan says of a register: statuses by slot and row, margins, the answers."""

    plan: Plan
    register: Register
    on: date
    statuses: NDArray[np.uint8]
    margins: NDArray[np.float32]
    answers: Statuses
    margin_at: dict[int, int] = field(default_factory=dict)
    scales: dict[int, float] = field(default_factory=dict)

    @cached_property
    def slots(self) -> dict[str, int]:
        """The slot of each test and named node."""
        return {node.id: at for at, node in enumerate(self.plan.slots)}

    def of(self, key: str) -> Statuses:
        """The statuses of one test or node; KeyError where there is none."""
        found: Statuses = self.statuses[self.slots[key]]
        return found

    def margin(self, key: str) -> NDArray[np.float32]:
        """The margins of a test in its unit; NaN where it is unknown or does not apply."""
        at = self.slots[key]
        decided = self.statuses[at] & np.uint8(UNMET | MANUAL | MET)
        found = self.margins[self.margin_at[at]] * np.float32(self.scales[at])
        return np.where(decided, found, np.float32(np.nan))

    def counts(self) -> dict[str, int]:
        """How many enterprises have each answer."""
        return {word: int((self.answers == bit).sum()) for bit, word in ANSWERS.items()}

    def rows(self, answer: str) -> NDArray[np.intp]:
        """The rows with an answer."""
        bit = next(bit for bit, word in ANSWERS.items() if word == answer)
        return np.flatnonzero(self.answers == bit)

    def statuses_of(self, key: str) -> dict[str, int]:
        """How many enterprises have each status of one test or node."""
        found = self.of(key)
        return {word: int((found == bit).sum()) for bit, word in STATUS.items()}

    def status(self, key: str, row: int) -> str:
        """The status of one test of one row, as a word."""
        return STATUS[int(self.of(key)[row])]

    def explain(self, row: int) -> Verdict:
        """The verdict of one row with all its reasons, by the plain engine."""
        return judge(self.plan, self.register.facts(row), self.on)


def judge_register(
    plans: Sequence[Plan], register: Register, on: date, block: int = BLOCK
) -> list[Outcome]:
    """Judge every row by every plan; measures that plans share are computed once."""
    compiled = [Compiled(plan, register, on) for plan in plans]
    for start in range(0, register.size, block):
        rows = Block(register, start, min(start + block, register.size), on)
        for one in compiled:
            one.run(rows)
    return [one.outcome for one in compiled]


def judge_chunks(
    plans: Sequence[Plan], register: Register, on: date, size: int = 1 << 20
) -> Iterator[tuple[int, list[Outcome]]]:
    """The same in chunks, each with its first row, so that memory stays bounded."""
    for start, part in register.chunks(size):
        yield start, judge_register(plans, part, on)


class Compiled:
    """A plan as steps over blocks of one register."""

    def __init__(
        self, plan: Plan, register: Register, on: date, forced: Mapping[str, int] | None = None
    ) -> None:
        self.plan, self.register, self.on, self.forced = plan, register, on, forced or {}
        self.place = {id(node): at for at, node in enumerate(plan.slots)}
        self.sink = Sink(len(plan.slots), register.size)
        self.step = self.compile(plan.rule.conditions)
        self.sink.open()
        self.outcome = Outcome(
            plan, register, on, self.sink.statuses, self.sink.margins,
            np.empty(register.size, np.uint8), self.sink.margin_at, self.sink.scales,
        )  # fmt: skip

    def run(self, block: Block) -> None:
        """Judge the rows of a block; a rule of which nothing applies is met."""
        found = self.step(block)
        self.outcome.answers[block.start : block.stop] = or_met(found)

    def compile(self, node: tree.Node) -> Step:
        """The step of a node."""
        match node:
            case tree.Test():
                return self.test(node)
            case tree.All(of=of):
                return self.kept(node, joined([self.compile(one) for one in of]))
            case tree.Any_(of=of):
                return self.kept(node, joined([self.compile(one) for one in of], dual=True))
            case tree.Not(of=part):
                inner = self.compile(part)
                return self.kept(node, lambda block: turned(inner(block)))
            case tree.Tier():
                by_code = all(one.when.measure.type == "code" for one in node.branches)
                return self.kept(node, self.tier_by_rows(node) if by_code else self.tier(node))
            case tree.Classes():
                return self.kept(node, self.classes(node))
            case tree.Score():
                return self.kept(node, self.score(node))
            case tree.Satisfies():
                return self.kept(node, self.satisfies(node))

    def kept(self, node: tree.Node, step: Step) -> Step:
        """A named node's status is kept like a test's."""
        at = self.place.get(id(node))
        if at is None:
            return step

        def run(block: Block) -> Statuses:
            found = step(block)
            self.sink.put(block, at, found)
            return found

        return run

    def test(self, node: tree.Test) -> Step:
        """One test with its margin."""
        check: Check = check_of(node, self.plan.kind, self.register, self.on)
        at = self.place[id(node)]
        if check.margin is not None:
            self.sink.expect_margin(at, check.scale)

        force = self.forced.get(node.id)

        def run(block: Block) -> Statuses:
            found = check.statuses(block)
            if force is not None:  # what is unknown stays so
                known = mask((found & np.uint8(UNMET | MANUAL | MET)) != 0)
                found = (found & ~known) | (known & np.uint8(force))
            self.sink.put(block, at, found)
            if check.margin is not None:
                check.margin(block, self.sink, at)
            return found

        return run

    def satisfies(self, node: tree.Satisfies) -> Step:
        """Judged under another rule, whose own tests are kept aside."""
        part = Plan(self.plan.parts[node.family], self.plan.kind, self.plan.parts)
        other = Compiled(part, self.register, self.on)

        def run(block: Block) -> Statuses:
            return or_met(other.step(block))

        return run

    def score(self, node: tree.Score) -> Step:
        """Points against the pass rule, by rules_points."""
        rule = self.plan.parts[node.of] if node.of else self.plan.rule
        if rule.scoring is None:
            raise ValueError(node)
        passes = points_of(rule.scoring, self.plan.kind, self.register, self.on)
        seats = [self.place[id(one.test)] for one in rule.scoring.passes]

        def run(block: Block) -> Statuses:
            found = np.zeros(block.size, np.uint8)
            for at, status in zip(seats, passes(block), strict=True):
                self.sink.put(block, at, status)
                found |= status
            return lowest(found)

        return run

    def branches(self, node: tree.Tier) -> list[tuple[Step, Step, range]]:
        """Each branch's condition, what follows, and the slots that both fill."""
        steps = []
        for branch in node.branches:
            when, then = self.test(branch.when), self.compile(branch.then)
            steps.append((when, then, self.filled(branch.when, branch.then)))
        return steps

    def filled(self, when: tree.Test, then: tree.Node) -> range:
        """The slots of a branch; they stand together."""
        start = self.place[id(when)]
        inside = [self.place[id(one)] for one in tree.nodes_of(then) if id(one) in self.place]
        return range(start, max(inside, default=start) + 1)

    def tier(self, node: tree.Tier) -> Step:
        """All branches on all rows, then what does not apply is taken out."""
        steps = self.branches(node)
        other = self.otherwise(node)

        def run(block: Block) -> Statuses:
            active = np.full(block.size, ALL_BITS)
            doubt = np.zeros(block.size, np.uint8)
            found = np.zeros(block.size, np.uint8)
            for when, then, slots in steps:
                asked = when(block)
                status = then(block)
                taken = mask(asked >= MANUAL) & active
                doubt |= mask(asked == UNKNOWN) & active
                active &= mask(asked == UNMET)
                unknown = doubt & np.uint8(UNKNOWN)
                for at in slots:
                    self.sink.put(block, at, (self.sink.get(block, at) & taken) | unknown)
                found |= status & taken
            rest: Statuses = (doubt & np.uint8(UNKNOWN)) | (other(block) & active)
            return found | rest

        return run

    def tier_by_rows(self, node: tree.Tier) -> Step:
        """Each branch on the rows that take it, as an industry's rows alone."""
        steps = self.branches(node)
        other, choice = self.otherwise(node), self.choice(node)
        stop = steps[-1][2].stop

        def run(block: Block) -> Statuses:
            found = np.zeros(block.size, np.uint8)
            chosen = choice(block)
            for at, (_, then, slots) in enumerate(steps):
                taken = np.flatnonzero(chosen == 2 * at)
                if len(taken):
                    rows = block.among(taken)
                    self.sink.put_one(rows, slots.start, MET)
                    found[taken] = then(rows)
                doubt = np.flatnonzero(chosen == 2 * at + 1)
                if len(doubt):
                    found[doubt] = UNKNOWN
                    rows = block.among(doubt)
                    for slot in range(slots.start, stop):
                        self.sink.put_one(rows, slot, UNKNOWN)
            left = np.flatnonzero(chosen == 2 * len(steps))
            if len(left):
                found[left] = other(block.among(left))
            return found

        return run

    def choice(self, node: tree.Tier) -> Callable[[Block], Statuses]:
        """For each row 2 n where branch n is taken, 2 n + 1 where it cannot be told, from there."""
        count = len(node.branches)
        column = self.register.coded.get(node.branches[0].when.measure.key)
        if column is None:
            return lambda block: np.full(block.size, 1, np.uint8)
        table = np.full(len(column.values) + 1, 2 * count, np.uint8)
        for at in reversed(range(count)):
            statuses = table_of(node.branches[at].when, column, self.on)
            table[statuses == UNKNOWN] = 2 * at + 1
            table[statuses >= MANUAL] = 2 * at
        codes = column.codes
        return lambda block: np.asarray(table[cut(codes, block)])

    def otherwise(self, node: tree.Tier) -> Step:
        """What counts where no branch applies."""
        last = node.otherwise
        if last is not None and not isinstance(last, str):
            return self.compile(last)
        bit = UNMET if last == "unmet" else UNKNOWN
        return lambda block: np.full(block.size, bit, np.uint8)

    def classes(self, node: tree.Classes) -> Step:
        """The classes that may be, and whether all, some or none of them pass."""
        names = [*(name for name, _ in node.rungs), node.last]
        rungs = [(self.compile(rung), self.inside(rung)) for _, rung in node.rungs]
        good = np.uint8(sum(1 << at for at, name in enumerate(names) if name in node.passes))

        def run(block: Block) -> Statuses:
            alive = np.full(block.size, ALL_BITS)
            may = np.zeros(block.size, np.uint8)
            for at, (rung, slots) in enumerate(rungs):
                status = rung(block)
                for slot in slots:
                    self.sink.put(block, slot, self.sink.get(block, slot) & alive)
                may |= mask(status != UNMET) & alive & np.uint8(1 << at)
                alive &= ~mask(status == MET)
            may |= alive & np.uint8(1 << len(rungs))
            passing, failing = mask((may & good) != 0), mask((may & ~good) != 0)
            both = passing & failing & np.uint8(UNKNOWN)
            found: Statuses = both | (passing & ~failing & np.uint8(MET))
            return found | (~passing & np.uint8(UNMET))

        return run

    def inside(self, node: tree.Node) -> list[int]:
        """The slots below a node."""
        return [self.place[id(one)] for one in tree.nodes_of(node) if id(one) in self.place]


def or_met(bits: Statuses) -> Statuses:
    """A rule of which nothing applies is met."""
    found: Statuses = bits | (bits == NOT_APPLICABLE).view(np.uint8) * np.uint8(MET)
    return found


def lowest(bits: Statuses) -> Statuses:
    """The lowest bit of each: with unmet < unknown < manual < met that is `all` of the parts."""
    return np.bitwise_and(bits, np.negative(bits), dtype=np.uint8)


def turned(bits: Statuses) -> Statuses:
    """Met and unmet change places."""
    found: Statuses = (
        (bits & np.uint8(6))
        | ((bits & np.uint8(UNMET)) << np.uint8(3))
        | ((bits & np.uint8(MET)) >> np.uint8(3))
    )
    return found


def joined(steps: list[Step], dual: bool = False) -> Step:
    """`all` of the parts; `any` is not all of not."""

    def run(block: Block) -> Statuses:
        found = np.full(block.size, NOT_APPLICABLE, np.uint8)
        for step in steps:
            found |= step(block)
        return turned(lowest(turned(found))) if dual else lowest(found)

    return run


def near_misses(outcome: Outcome, within: Fraction = NEAR) -> Iterator[tuple[int, NearMiss]]:
    """The rows that fail at most one test by little, with what is missing (core.rules.near)."""
    for row in np.flatnonzero(may_be_near(outcome, within)):
        found = near_miss(outcome.explain(int(row)), within)
        if found is not None:
            yield int(row), found


def may_be_near(outcome: Outcome, within: Fraction) -> NDArray[np.bool_]:
    """Rows that columns cannot rule out: at most one condition of the whole is unmet, by little."""
    found: NDArray[np.bool_] = outcome.answers == UNMET
    root = outcome.plan.rule.conditions
    if not isinstance(root, tree.All):
        return found
    failing = np.zeros(outcome.register.size, np.uint8)
    for node in root.of:
        if not isinstance(node, tree.Test):
            continue
        unmet = outcome.of(node.id) == UNMET
        failing += unmet
        if not isinstance(node.threshold, Fraction):
            found &= ~unmet
        elif outcome.slots[node.id] in outcome.margin_at:
            # margins are float32, so that a hair more is let through
            most = abs(float(node.threshold * within)) * 1.001
            found &= ~(unmet & (np.abs(outcome.margin(node.id)) > most))
    found &= failing <= 1
    return found
