"""Judging: a rule compiled to small functions that answer every test of one enterprise."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias

from zonebook.core.rules import tree
from zonebook.core.rules.comparing import (
    MANUAL,
    MET,
    NOT_APPLICABLE,
    UNKNOWN,
    UNMET,
    Check,
    all_of,
    any_of,
    check_of,
    meets,
    opposite,
)  # fmt: skip
from zonebook.core.rules.facts import Facts
from zonebook.core.rules.measuring import Case, reading

Step: TypeAlias = Callable[[Case], int]
PLACES = re.compile(r"where='[^']*'")  # file and line
Points: TypeAlias = tuple[int | Fraction, int | Fraction, bool]


@dataclass
class Plan:
    """A rule ready to judge: its tests and named nodes in order, and one step for the whole.

    `parts` are the other rules that it calls for: scorings and rules to satisfy, by family.
    """

    rule: tree.Rule
    kind: tree.Procedure
    parts: Mapping[str, tree.Rule] = field(default_factory=dict)
    slots: list[tree.Node] = field(default_factory=list)
    alerts: list[tuple[tree.Test, Check]] = field(default_factory=list)
    items: list[tuple[tree.Group, tree.Item]] = field(default_factory=list)
    grounds: list[Any] | None = None
    step: Step = field(init=False)

    def __post_init__(self) -> None:
        self.step = self.compile(self.rule.conditions)
        for test in self.rule.alerts:
            self.alerts.append((test, check_of(test, self.kind)))
        self.blank: list[tuple[int, object]] = [(NOT_APPLICABLE, None)] * len(self.slots)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the rule as it judges, changed values included, wherever its lines stand."""
        parts = [self.rule, *(self.parts[key] for key in sorted(self.parts))]
        text = "\n".join(f"{one.key} {one.conditions} {one.scoring}" for one in parts)
        return hashlib.sha256(PLACES.sub("", text).encode()).hexdigest()[:16]

    def run(self, facts: Facts, on: date) -> Case:
        """Judge; the case's `out` answers every slot, and last the whole."""
        case = Case(facts, on)
        self.run_in(case)
        return case

    def run_in(self, case: Case) -> None:
        """Judge in a case that other plans have used, whose measures need not be read again."""
        case.out = self.blank.copy()
        case.points = []
        status = self.step(case)
        case.out.append((status or MET, None))

    def slot(self, node: tree.Node) -> int:
        """A place for a node's answer."""
        self.slots.append(node)
        return len(self.slots) - 1

    def compile(self, node: tree.Node) -> Step:
        """The step of a node."""
        match node:
            case tree.Test():
                return self.test(node)
            case tree.All(of=of):
                return self.named(node, tuple(map(self.compile, of)), all_of)
            case tree.Any_(of=of):
                return self.named(node, tuple(map(self.compile, of)), any_of)
            case tree.Not(of=part):
                return self.named(node, (self.compile(part),), opposite)
            case tree.Tier():
                return self.tier(node)
            case tree.Classes():
                return self.classes(node)
            case tree.Score():
                return self.score(node)
            case tree.Satisfies():
                return self.satisfies(node)

    def test(self, node: tree.Test) -> Step:
        """One test: checked, and its answer kept."""
        at, check = self.slot(node), check_of(node, self.kind)

        def run(case: Case) -> int:
            answer = case.out[at] = check(case)
            return answer[0]

        return run

    def named(self, node: tree.Node, steps: tuple[Step, ...], join: tuple[int, ...]) -> Step:
        """Parts joined; a node with an id is answered like a test."""
        at = self.slot(node) if getattr(node, "id", "") else -1

        def run(case: Case) -> int:
            found = 0
            for step in steps:
                found |= step(case)
            status = join[found]
            if at >= 0:
                case.out[at] = (status, None)
            return status

        return run

    def tier(self, node: tree.Tier) -> Step:
        """The first branch that applies; where one cannot be told, the rest is unknown."""
        at, steps, starts = self.slot(node), [], []
        for branch in node.branches:
            starts.append(len(self.slots))
            steps.append((self.test(branch.when), len(self.slots) - 1, self.compile(branch.then)))
        last = node.otherwise
        other = self.compile(last) if last and not isinstance(last, str) else None
        end, default = len(self.slots), UNMET if last == "unmet" else UNKNOWN

        def run(case: Case) -> int:
            status = default
            for (when, seat, then), start in zip(steps, starts, strict=True):
                found = when(case)
                if found == UNMET:
                    case.out[seat] = (NOT_APPLICABLE, case.out[seat][1])
                    continue
                if found == UNKNOWN:
                    case.out[start:end] = [(UNKNOWN, None)] * (end - start)
                    status = UNKNOWN
                else:
                    status = then(case)
                break
            else:
                if other:
                    status = other(case)
            case.out[at] = (status, None)
            return status

        return run

    def classes(self, node: tree.Classes) -> Step:
        """The class of the first rung that is met; a rung that is not known leaves several."""
        at = self.slot(node)
        rungs = tuple((name, self.compile(rung)) for name, rung in node.rungs)
        passes = frozenset(node.passes)

        def run(case: Case) -> int:
            names = []
            for name, rung in rungs:
                found = rung(case)
                if found != UNMET:
                    names.append(name)
                if found == MET:
                    break
            else:
                names.append(node.last)
            good = sum(name in passes for name in names)
            status = MET if good == len(names) else UNKNOWN if good else UNMET
            case.out[at] = (status, tuple(names))
            return status

        return run

    def satisfies(self, node: tree.Satisfies) -> Step:
        """Judged under another family's rule, whose own tests are not repeated here."""
        at = self.slot(node)
        part = Plan(self.parts[node.family], self.kind, self.parts)

        def run(case: Case) -> int:
            inner = Case(case.facts, case.on, case.memo)
            part.run_in(inner)
            status = inner.out[-1][0]
            case.out[at] = (status, None)
            return status

        return run

    def score(self, node: tree.Score) -> Step:
        """Points against the pass rule of the scoring."""
        rule = self.parts[node.of] if node.of else self.rule
        scoring = rule.scoring
        if scoring is None:
            raise ValueError(node)
        at = self.slot(node) if node.id else -1
        groups = [(one.id, self.group(one)) for one in scoring.groups]
        passes = [
            (self.slot(one.test), one.applies_to, passing(one.test)) for one in scoring.passes
        ]

        def run(case: Case) -> int:
            points = {name: group(case) for name, group in groups}
            points["total"] = total_of(points, case, scoring.total)
            found = 0
            for seat, applies_to, answer in passes:
                given = points[applies_to]
                status = answer(given)
                case.out[seat] = (status, given)
                found |= status
            status = all_of[found]
            if at >= 0:
                case.out[at] = (status, points["total"])
            return status

        return run

    def group(self, group: tree.Group) -> Callable[[Case], Points]:
        """The points of a group, at most its limit; the best item where one may be chosen."""
        items = []
        for item in group.items:
            self.items.append((group, item))
            items.append(item_points(item, self.kind))
        best, limit = group.best_of, group.max_points

        def run(case: Case) -> Points:
            low: int | Fraction = 0
            high: int | Fraction = 0
            missing = False
            for item in items:
                row = item(case)
                case.points.append(row)
                least, most, unsure = row
                low = max(low, least) if best else low + least
                high = max(high, most) if best else high + most
                missing |= unsure
            low, high = min(limit, low), min(limit, high)
            return low, high, missing and low < high

        return run


def total_of(points: Mapping[str, Points], case: Case, most: int) -> Points:
    """The sum of the groups; a total that experts gave stands instead of it."""
    given = case.numbers.get("score")
    if given and given[0] is not None:
        exact = Fraction(given[0], 100)
        return exact, exact, False
    low = sum(one[0] for one in points.values())
    high = sum(one[1] for one in points.values())
    return low, min(most, high), low < high and any(one[2] for one in points.values())


def passing(test: tree.Test) -> Callable[[Points], int]:
    """Always reaches: met; cannot: unmet; may: unknown where facts are missing, else for experts."""
    if not isinstance(test.threshold, Fraction):
        raise ValueError(test)
    strict = test.operator == "above"
    p, q = test.threshold.numerator, test.threshold.denominator

    def answer(points: Points) -> int:
        low, high, missing = points
        if low * q > p or (low * q == p and not strict):
            return MET
        if high * q < p or (high * q == p and strict):
            return UNMET
        return UNKNOWN if missing else MANUAL

    return answer


def item_points(item: tree.Item, kind: tree.Procedure) -> Callable[[Case], Points]:
    """The points of one item: of the first band that is met, or the range of those that may be."""
    bands = [
        (band.low, band.high, tuple(check_of(test, kind) for test in band.tests))
        for band in item.bands
    ]
    if item.by_expert:
        return expert_points(item)
    if is_staircase(item):
        return staircase(item)

    def run(case: Case) -> Points:
        low, high, missing = item.max_points, 0, False
        for least, most, checks in bands:
            found = 0 if checks else MET
            for check in checks:
                found |= check(case)[0]
            found = any_of[found]
            if found == UNMET:
                continue
            low, high = min(low, least), max(high, most)
            if found == MET:
                break
            missing = True
        return low, high, missing

    return run


def is_staircase(item: tree.Item) -> bool:
    """Whether each band asks less of the same number, so that bands met are nested."""
    *steps, last = item.bands
    if last.tests or any(len(band.tests) != 1 for band in steps):
        return False
    tests = [band.tests[0] for band in steps]
    same = len({one.measure.key for one in tests}) == 1 and tests[0].measure.type == "number"
    points = [(band.low, band.high) for band in item.bands]
    falling = all(one[0] >= next_[0] and one[1] >= next_[1] for one, next_ in pairwise(points))
    operators = {one.operator for one in tests}
    one_way = operators <= {"at_least", "above"} or operators == {"at_most"}
    return same and falling and one_way and last.low == 0


def staircase(item: tree.Item) -> Callable[[Case], Points]:
    """Points by one number: it is read once; without it everything from none to all may be."""
    *steps, last = item.bands
    read = reading(steps[0].tests[0].measure)
    bands = [
        (meets(one.tests[0], one.tests[0].measure), (one.low, one.high, False)) for one in steps
    ]
    floor, unknown = (last.low, last.high, False), (0, item.max_points, True)

    def run(case: Case) -> Points:
        pair = read(case)
        if pair is None:
            return unknown
        for met, points in bands:
            if met(pair):
                return points
        return floor

    return run


def expert_points(item: tree.Item) -> Callable[[Case], Points]:
    """What the experts gave, as a grade or as points; else the whole range of the item."""
    by_grade = {band.grade: (band.low, band.high, False) for band in item.bands if band.grade}
    whole = (0, item.max_points, False)

    def run(case: Case) -> Points:
        given = case.grades.get(item.id, case.grades.get("*"))
        if isinstance(given, str):
            return by_grade.get(given, whole)
        if given is None or isinstance(given, bool):
            return whole
        return min(given, item.max_points), min(given, item.max_points), False

    return run
