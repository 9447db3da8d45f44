"""A verdict as a page shows it: the tests as they hang together, gaps to act on, clauses, the amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from zonebook.core.policies.amounts import Range, money
from zonebook.core.policies.matching import BY_ANSWER, Match, State
from zonebook.core.policies.policy import Policy
from zonebook.core.policies.prose import words_of as words_of_amount
from zonebook.core.rules import spoken, tree
from zonebook.core.rules.consistency import contradictions
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.near import near_miss
from zonebook.core.rules.needs import asked, needs
from zonebook.core.rules.prose import word, words_of, words_of_node
from zonebook.core.rules.remedies import Remedy, remedies
from zonebook.core.rules.verdict import Answer, Verdict
from zonebook.core.values import Finding, Reason, printed
from zonebook.systems.policies import book
from zonebook.systems.policies.asking import plain


@dataclass(frozen=True)
class Act:
    """One change that would do: the sentence, and what to type for it."""

    text: Reason
    slot: str
    value: str

    @property
    def typed(self) -> str:
        """`slot=value`, as the button sends it."""
        return f"{self.slot}={self.value}"


@dataclass(frozen=True)
class Row:
    """One line of a verdict; a group of alternatives has no test of its own."""

    depth: int
    title: Reason
    status: str
    value: str | Mapping[str, str] = ""
    gap: Mapping[str, str] | None = None
    nearly: Mapping[str, str] | None = None
    acts: tuple[Act, ...] = ()
    document: str = ""
    article: str = ""
    is_memory: bool = False
    needs: tuple[Reason, ...] = ()
    by_points: bool = False  # a sum of points that experts may still move

    @property
    def is_group(self) -> bool:
        """Whether it is the head of alternatives."""
        return not self.status


@dataclass(frozen=True)
class Result:
    """A whole verdict for a page."""

    verdict: Verdict
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    match: Match | None = None

    @property
    def state(self) -> State:
        """符合, 接近达标 …"""
        if near_miss(self.verdict) is not None:
            return "near"
        return BY_ANSWER[self.verdict.answer]

    @property
    def on(self) -> date:
        """The day as of which it is judged."""
        return self.verdict.on

    @property
    def rule(self) -> tree.Rule:
        """The version that judged."""
        return self.verdict.rule

    @property
    def document(self) -> Mapping[str, Any]:
        """The document of the rule."""
        return book.policies().rules.documents[self.rule.document]  # type: ignore[no-any-return]

    @property
    def sha(self) -> str:
        """What the same verdict can be made again from."""
        return self.verdict.plan.fingerprint

    @property
    def counted(self) -> dict[str, int]:
        """How many tests have each status."""
        found: dict[str, int] = {}
        for one in self.rows:
            if one.status:
                found[one.status] = found.get(one.status, 0) + 1
        return found

    @property
    def first_acts(self) -> list[Act]:
        """The nearest thing to do for each test that is missed."""
        return [one.acts[0] for one in self.rows if one.acts]


def result_of(verdict: Verdict, match: Match | None = None) -> Result:
    """A verdict as a page shows it."""
    answers = {one.key: one for one in verdict.tests}
    rows = tuple(rows_of(verdict.rule.conditions, verdict, answers, 0))
    findings = contradictions(verdict.facts, book.policies().rules.measures)
    return Result(verdict, rows, tuple(findings), match)


def rows_of(
    node: tree.Node | str | None, verdict: Verdict, answers: Mapping[str, Answer], depth: int
) -> Iterator[Row]:
    """The lines below a node, in the order of the file; branches not taken are left out."""
    match node:
        case tree.Test(id=key):
            if answers[key].status != "not_applicable":
                yield row_of(node, answers[key], verdict, depth)
        case tree.All(of=of):
            for one in of:
                yield from rows_of(one, verdict, answers, depth)
        case tree.Any_(of=of):
            yield Row(depth, Reason("rules.any_of"), "")
            for one in of:
                yield from rows_of(one, verdict, answers, depth + 1)
        case tree.Not(of=part):
            yield Row(depth, Reason("rules.none_of"), "")
            yield from rows_of(part, verdict, answers, depth + 1)
        case tree.Tier():
            yield from rows_of_tier(node, verdict, answers, depth)
        case tree.Classes(id=key) | tree.Score(id=key) | tree.Satisfies(id=key):
            if key in answers:
                yield row_of_whole(node, answers[key], verdict, depth)


def rows_of_tier(
    node: tree.Tier, verdict: Verdict, answers: Mapping[str, Answer], depth: int
) -> Iterator[Row]:
    """The branch that applies; where that is not known, what decides it."""
    for branch in node.branches:
        when = answers[branch.when.id]
        if when.status == "unknown":
            yield row_of(branch.when, when, verdict, depth)
            return
        if when.status == "met":
            yield from rows_of(branch.then, verdict, answers, depth)
            return
    if node.otherwise in ("unmet", "unknown"):
        source = node.branches[0].when.source
        yield Row(depth, Reason("policies.no_tier"), str(node.otherwise), **clause(source))
    else:
        yield from rows_of(node.otherwise, verdict, answers, depth)


def row_of(test: tree.Test, answer: Answer, verdict: Verdict, depth: int) -> Row:
    """One test."""
    units = book.policies().catalog.units
    return Row(
        depth,
        words_of(test, units),
        answer.status,
        value_words(answer) or none_words(test, verdict),
        gap_words(answer),
        seems_met(answer),
        tuple(act_of(one, verdict) for one in advised(remedies(answer, verdict))),
        needs=asked(needs(answer, verdict), verdict.on.year - 1),
        **clause(test.source),
    )


def gap_words(answer: Answer) -> Mapping[str, str] | None:
    """What is missing, with its unit, to four digits and never to nothing."""
    return spoken.gap_words(answer.gap, answer.unit, book.policies().catalog.units)


def row_of_whole(node: tree.Node, answer: Answer, verdict: Verdict, depth: int) -> Row:
    """A sum of points, a class of size, another rule to satisfy."""
    title = words_of_node(node, verdict.rule, verdict.plan.parts)
    by_points = isinstance(node, tree.Score)
    source = node.source if isinstance(node, tree.Score | tree.Satisfies) else None
    value = value_words(answer)
    return Row(depth, title, answer.status, value, by_points=by_points, **clause(source))


def clause(source: tree.Source | None) -> dict[str, Any]:
    """Where a test stands in the law."""
    if source is None:
        return {}
    document = book.policies().rules.documents[source.document]
    return {
        "document": document["doc_no"],
        "article": source.article,
        "is_memory": "memory" in (source.verified, source.article_verified),
    }


def value_words(answer: Answer) -> str | Mapping[str, str]:
    """What the facts say, with its unit."""
    units = book.policies().catalog.units
    return spoken.value_words(answer.value, answer.unit, answer.threshold, units) or ""


def none_words(test: tree.Test, verdict: Verdict) -> str | Mapping[str, str]:
    """What was said not to exist."""
    return word("none") if test.measure.key in verdict.facts.none else ""


def fraction_of(answer: Answer) -> Fraction | None:
    """The threshold where it is a number."""
    return answer.threshold if isinstance(answer.threshold, Fraction) else None


def seems_met(answer: Answer) -> Mapping[str, str] | None:
    """A share that prints as its threshold and yet misses it: how it prints."""
    if answer.status != "unmet" or not isinstance(answer.value, Fraction) or not answer.test:
        return None
    threshold = fraction_of(answer)
    shown = printed(answer.value, 1)
    if threshold is None or answer.test.measure.derived is None or Fraction(shown) != threshold:
        return None
    unit = book.policies().catalog.units.find(answer.unit)
    word_ = unit.zh if unit else ""
    return {"zh": f"{shown}{word_}", "en": f"{shown} {unit.en if unit else ''}".strip()}


def advised(found: tuple[Remedy, ...]) -> tuple[Remedy, ...]:
    """What to do rather than what to do without: more of one number, less only where nothing else helps."""
    more = tuple(one for one in found if one.change > 0)
    return more or found


def act_of(one: Remedy, verdict: Verdict) -> Act:
    """A change of one number, and the number that it makes."""
    row = verdict.facts.numbers[one.measure.key]
    now = Fraction(row[one.year] or 0, one.measure.grain)
    text = one.words(book.policies().catalog.units, verdict.on.year - 1)
    return Act(text, f"{one.measure.key}.{one.year}", plain(now + one.change))


# -- amounts -------------------------------------------------------------------------------


def range_words(found: Range) -> Reason | Mapping[str, str]:
    """An amount or a range of it: 84.15 万元, 0—50 万元."""
    if found.high is None:
        return (
            Reason("policies.at_least", {"low": money(found.low)})
            if found.low
            else Reason("policies.not_known")
        )
    if found.is_exact:
        return money(found.low)
    return Reason("policies.range", {"low": money(found.low), "high": money(found.high)})


def amount_words(policy: Policy) -> Reason:
    """What a policy pays, as a sentence made from its data."""
    return words_of_amount(policy.amount, book.policies().catalog.units, book.names_of_rules())


def conditions_of(plan: Plan) -> list[tuple[Reason, tree.Source]]:
    """The conditions of a rule as sentences, for a page that names nobody."""
    units = book.policies().catalog.units
    return [(words_of(one, units), one.source) for one in tree.tests_of(plan.rule.conditions)]
