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
    bound_of,
    check_of,
    opposite,
)  # fmt: skip
from zonebook.core.rules.facts import Facts
from zonebook.core.rules.measuring import Case, Points, reading, total_of

Step: TypeAlias = Callable[[Case], int]
PLACES = re.compile(r"where='[^']*'")  # file and line


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
                return self.named(node, of, all_of)
            case tree.Any_(of=of):
                return self.named(node, of, any_of)
            case tree.Not(of=part):
                return self.named(node, (part,), opposite)
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

    def named(self, node: tree.Node, parts: tuple[tree.Node, ...], join: tuple[int, ...]) -> Step:
        """Parts joined; a node with an id is answered like a test."""
        tests: list[tuple[int, Check]] = []  # checked here: a call for each would cost more
        steps: list[Step] = []
        for part in parts:
            if isinstance(part, tree.Test):
                tests.append((self.slot(part), check_of(part, self.kind)))
            else:
                steps.append(self.compile(part))
        at = self.slot(node) if getattr(node, "id", "") else -1

        def run(case: Case) -> int:
            found, out = 0, case.out
            for seat, check in tests:
                answer = out[seat] = check(case)
                found |= answer[0]
            for step in steps:
                found |= step(case)
            status = join[found]
            if at >= 0:
                out[at] = (status, None)
            return status

        return run

    def tier(self, node: tree.Tier) -> Step:
        """The first branch that applies; where one cannot be told, the rest is unknown."""
        at, steps, starts, seats = self.slot(node), [], [], []
        for branch in node.branches:
            starts.append(len(self.slots))
            seats.append(self.slot(branch.when))
            steps.append((check_of(branch.when, self.kind), self.compile(branch.then)))
        last = node.otherwise
        other = self.compile(last) if last and not isinstance(last, str) else None
        end, default = len(self.slots), UNMET if last == "unmet" else UNKNOWN
        code, count = code_of(node), len(steps)
        taken: dict[object, int] = {}  # by industry code: the first branch that it does not fail

        def run(case: Case) -> int:
            out, status = case.out, default
            word = case.words.get(code)
            first = 0 if word is None else taken.get(word, 0)
            for seat in seats[:first]:
                out[seat] = (NOT_APPLICABLE, word)
            for branch in range(first, count):
                seat, (when, then) = seats[branch], steps[branch]
                answer = out[seat] = when(case)
                found = answer[0]
                if found == UNMET:
                    out[seat] = (NOT_APPLICABLE, answer[1])
                    continue
                if code and word is not None:
                    taken[word] = branch
                if found == UNKNOWN:
                    out[starts[branch] : end] = [(UNKNOWN, None)] * (end - starts[branch])
                    status = UNKNOWN
                else:
                    status = then(case)
                break
            else:
                if code and word is not None:
                    taken[word] = count
                if other:
                    status = other(case)
            out[at] = (status, None)
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
            good = [name for name in names if name in passes]
            status = MET if len(good) == len(names) else UNKNOWN if good else UNMET
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
            # a rule and the table that it calls for ask for the same points
            if (known := case.scores.get(id(scoring))) is None:
                first = len(case.points)
                points = {name: group(case) for name, group in groups}
                points["total"] = total_of(points, case, scoring.total)
                case.scores[id(scoring)] = points, case.points[first:]
            else:
                points = known[0]
                case.points += known[1]
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
                if best:
                    low, high = max(low, least), max(high, most)
                else:
                    low += least
                    high += most
                missing |= unsure
            low = limit if limit < low else low
            high = limit if limit < high else high
            return low, high, missing and low < high

        return run


def code_of(node: tree.Tier) -> str:
    """The industry code that all branches of a tier go by; empty where they go by anything else."""
    tests = [one.when for one in node.branches]
    by_code = all(one.measure.type == "code" and one.on_review is None for one in tests)
    keys = {one.measure.key for one in tests if not (one.needs_review or one.not_on_review)}
    return keys.pop() if by_code and len(keys) == 1 else ""


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
            low = least if least < low else low
            high = most if most > high else high
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
        (*bound_of(one.tests[0], one.tests[0].measure), (one.low, one.high, False)) for one in steps
    ]
    floor, unknown = (last.low, last.high, False), (0, item.max_points, True)

    def run(case: Case) -> Points:
        pair = read(case)
        if pair is None:
            return unknown
        above, below = pair
        for compare, p, q, points in bands:
            if compare(above * q, p * below):
                return points
        return floor

    return run


def expert_points(item: tree.Item) -> Callable[[Case], Points]:
    """What the experts gave, as a grade or as points; else the whole range of the item."""
    by_grade = {band.grade: (band.low, band.high, False) for band in item.bands if band.grade}
    whole = (0, item.max_points, False)

    def run(case: Case) -> Points:
        if not case.grades:
            return whole
        given = case.grades.get(item.id, case.grades.get("*"))
        if isinstance(given, str):
            return by_grade.get(given, whole)
        if given is None or isinstance(given, bool):
            return whole
        return min(given, item.max_points), min(given, item.max_points), False

    return run
