"""Verdicts: the answer of a rule with every test, its value, its gap and its because."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from zonebook.core.rules import tree
from zonebook.core.rules.comparing import MANUAL, MET, STATUS, UNKNOWN, UNMET
from zonebook.core.rules.facts import Facts
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.measuring import Case, shown
from zonebook.core.rules.prose import words_of
from zonebook.core.rules.spoken import Value, gap_words, value_words
from zonebook.core.units import Units
from zonebook.core.values import Interval, Reason, Ref

ANSWERS = {
    MET: "qualified",
    UNMET: "not_qualified",
    UNKNOWN: "unknown",
    MANUAL: "manual_review",
}


@dataclass(frozen=True)
class Answer:
    """The answer to one test or named node.

    `margin` is the distance in the enterprise's favour in the measure's unit: below zero it is
    short by so much. `value` is what the facts say; for points an interval.
    """

    key: str
    status: str
    value: Value = None
    threshold: tree.Threshold = None
    unit: str = ""
    margin: Fraction | None = None
    test: tree.Test | None = None
    source: tree.Source | None = None

    @property
    def gap(self) -> Fraction | None:
        """What is missing in the measure's unit; 0 where the test is met."""
        return None if self.margin is None else max(Fraction(0), -self.margin)

    def because(self, units: Units | None = None) -> Reason:
        """The answer as a sentence with the line of the catalogue and the document."""
        if self.test is None or self.source is None:
            return Reason(f"rules.node.{self.status}", {"key": self.key})
        refs = refs_of(self.key, self.source)
        condition = words_of(self.test, units)
        value = value_words(self.value, self.unit, self.threshold, units)
        gap = gap_words(self.gap, self.unit, units)
        args = {"condition": condition, "value": value or "—", "gap": gap or "—"}
        return Reason(sentence_of(self.status, self.value, self.gap), args, refs)


def sentence_of(status: str, value: Value, gap: Fraction | None) -> str:
    """Which sentence an answer has: a word is not short by anything, a record has no value."""
    if status == "unmet" and gap is None:
        return "rules.answer.unmet_bare" if value is None else "rules.answer.unmet_word"
    return f"rules.answer.{status}"


class Verdict:
    """What a rule says of one enterprise on one day; tests are worked out when asked for.

    Every enterprise has one for every rule: a plain value is made in half the time of a frozen one.
    """

    def __init__(self, plan: Plan, case: Case) -> None:
        self.plan, self.facts, self.on = plan, case.facts, case.on
        self.out, self.item_points = case.out, case.points

    @property
    def rule(self) -> tree.Rule:
        """The version that judged."""
        return self.plan.rule

    @property
    def answer(self) -> str:
        """qualified, not_qualified, unknown or manual_review."""
        return ANSWERS[self.out[-1][0]]

    @property
    def because(self) -> tuple[Reason, ...]:
        """Why: a reason for every test that applies, with its value, line and document.

        Numbers are put into words only when somebody reads them.
        """
        told = self.plan.grounds or grounds(self.plan)
        pairs = zip(told, self.out)  # noqa: B905 - the whole comes last; naming it costs time
        return tuple([Told(ground, answer) for ground, answer in pairs if answer[0] and ground])

    @cached_property
    def tests(self) -> tuple[Answer, ...]:
        """Every test and named node in the order of the file."""
        pairs = zip(self.plan.slots, self.out, strict=False)
        plain = [answer_of(node, *found, self.plan.kind) for node, found in pairs]
        known = {one.key: one for one in plain}
        nodes = zip(self.plan.slots, plain, strict=True)
        return tuple(self.filled(node, answer, known) for node, answer in nodes)

    def filled(self, node: tree.Node, answer: Answer, known: Mapping[str, Answer]) -> Answer:
        """A tier answers with its branch's value, a score with its condition on the total."""
        match node:
            case tree.Tier(branches=branches):
                for one in branches:
                    if isinstance(one.then, tree.Test) and known[one.when.id].status == "met":
                        return replace(known[one.then.id], key=node.id)
                return replace(answer, source=branches[0].when.source)
            case tree.Score(of=of, source=source):
                rule = self.plan.parts[of] if of else self.rule
                passes = rule.scoring.passes if rule.scoring else ()
                for step in passes:
                    if step.applies_to == "total":
                        shape = known[step.test.id]
                        return replace(
                            answer, threshold=shape.threshold, margin=shape.margin, source=source
                        )
        return answer

    @cached_property
    def points(self) -> tuple[tuple[tree.Group, tree.Item, Interval], ...]:
        """The points of each scored item, from lowest to highest possible."""
        return tuple(
            (group, item, Interval(Fraction(row[0]), Fraction(row[1])))
            for (group, item), row in zip(self.plan.items, self.item_points, strict=False)
        )

    @cached_property
    def alerts(self) -> tuple[Answer, ...]:
        """What the rule wants looked at without deciding, where it applies that day."""
        case = Case(self.facts, self.on)
        return tuple(
            answer_of(test, *check(case), self.plan.kind)
            for test, check in self.plan.alerts
            if (test.since is None or test.since <= self.on)
            and (test.until is None or self.on < test.until)
        )

    def test(self, key: str) -> Answer:
        """The answer to one test or named node; KeyError where there is none."""
        return {one.key: one for one in self.tests}[key]


class Told(Reason):
    """The reason of one test: a hundred are made for each enterprise, so nothing is copied."""

    __slots__ = ("answer", "ground")
    __setattr__ = object.__setattr__  # a frozen value sets a field many times slower
    __delattr__ = object.__delattr__  # and only both together are quick

    def __init__(self, ground: Ground, answer: tuple[int, object]) -> None:
        self.ground, self.answer = ground, answer

    @property
    def key(self) -> str:
        """Which sentence."""
        return self.ground.keys[self.answer[0]]

    @property
    def args(self) -> Mapping[str, object]:
        """Condition, value and gap."""
        return Said(self.ground, self.answer[1])

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The line of the catalogue and the article of the document."""
        return self.ground.refs

    @property
    def because(self) -> tuple[Reason, ...]:
        """A test rests on nothing further."""
        return ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reason) and parts_of(self) == parts_of(other)

    def __hash__(self) -> int:
        return Reason.__hash__(self)


def parts_of(reason: Reason) -> tuple[object, ...]:
    """What two reasons are compared by."""
    return reason.key, dict(reason.args), reason.refs, reason.because


class Said(Mapping[str, object]):
    """The arguments of a test's reason; numbers are put into words when they are read."""

    __slots__ = ("ground", "value")

    def __init__(self, ground: Ground, value: object) -> None:
        self.ground, self.value = ground, value

    def __getitem__(self, key: str) -> object:
        if key == "condition":
            return self.ground.condition
        if key not in ("value", "gap"):
            raise KeyError(key)
        answer = answer_of_test(self.ground.test, "unmet", self.value, "recognition")
        if key == "gap":
            return gap_words(answer.gap, answer.unit) or "—"
        return value_words(answer.value, answer.unit, answer.threshold) or "—"

    def __iter__(self) -> Iterator[str]:
        return iter(("condition", "value", "gap"))

    def __len__(self) -> int:
        return 3


SENTENCES = {bit: f"rules.answer.{word}" for bit, word in STATUS.items()}
BARE = SENTENCES | {UNMET: "rules.answer.unmet_word"}  # of what has no number to fall short of


@dataclass(frozen=True)
class Ground:
    """What never changes in the reasons of a test: its sentences by status, line and document."""

    test: tree.Test
    condition: Reason
    keys: Mapping[int, str]
    refs: tuple[Ref, ...]


def grounds(plan: Plan) -> list[Ground | None]:
    """What never changes in the reasons of a plan, by slot."""
    if plan.grounds is None:
        plan.grounds = [ground(node) for node in plan.slots]
    return plan.grounds


def ground(node: tree.Node) -> Ground | None:
    """The sentence, line and document of one slot; None for a node without a test of its own."""
    if not isinstance(node, tree.Test):
        return None
    keys = SENTENCES if isinstance(node.threshold, Fraction) else BARE
    return Ground(node, words_of(node), keys, refs_of(node.id, node.source))


def refs_of(key: str, source: tree.Source) -> tuple[Ref, ...]:
    """The line of the catalogue and the article of the document."""
    return source.ref(key), Ref("document", source.document, source.article)


def judge(plan: Plan, facts: Facts, on: date) -> Verdict:
    """Judge one enterprise by one version of a rule as of a day."""
    return Verdict(plan, plan.run(facts, on))


def judge_all(plans: Iterable[Plan], facts: Facts, on: date) -> list[Verdict]:
    """Judge one enterprise by many rules; what they measure alike is measured once."""
    case, found = Case(facts, on), []
    for plan in plans:
        plan.run_in(case)
        found.append(Verdict(plan, case))
    return found


def answer_of(node: tree.Node, status: int, value: object, kind: tree.Procedure) -> Answer:
    """The answer of one slot."""
    word = STATUS[status]
    match node:
        case tree.Test():
            return answer_of_test(node, word, value, kind)
        case tree.Classes(id=key):
            names = value if isinstance(value, tuple) else ()
            return Answer(key, word, names[0] if len(names) == 1 else names or None)
        case tree.Score(id=key):
            return Answer(key, word, interval_of(value), unit="point")
        case tree.Satisfies(id=key, family=family, source=source):
            return Answer(key, word, None, family, source=source)
    return Answer(node.id, word)


def answer_of_test(test: tree.Test, word: str, value: object, kind: tree.Procedure) -> Answer:
    """The answer of a test, with its value and margin in the measure's unit."""
    measure = test.on_review if test.on_review and kind == "review" else test.measure
    unit = measure.unit if test.operator != "expert" else ""
    threshold = test.threshold
    found: Value = value if isinstance(value, str | bool) else None
    margin = None
    if isinstance(value, tuple) and len(value) == 3:
        found = interval_of(value)
        if found is not None and isinstance(threshold, Fraction) and word in ("met", "unmet"):
            margin = (found.low if word == "met" else found.high) - threshold
    elif isinstance(value, tuple) and isinstance(threshold, Fraction):
        exact = shown(measure, value)
        found, margin = exact, margin_of(test.operator, exact, threshold)
    return Answer(test.id, word, found, threshold, unit, margin, test, test.source)


def interval_of(value: object) -> Interval | None:
    """Points as an interval."""
    if not isinstance(value, tuple):
        return None
    return Interval(Fraction(value[0]), Fraction(value[1]))


def margin_of(operator: str, value: Fraction, threshold: Fraction) -> Fraction:
    """How far the value lies on the good side of the threshold."""
    if operator in ("at_most", "below"):
        return threshold - value
    if operator == "equals":
        return -abs(value - threshold)
    if operator == "differs":
        return abs(value - threshold)
    return value - threshold
