"""Near misses: enterprises that fail at most one test, by little."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from zonebook.core.rules import tree
from zonebook.core.rules.remedies import Remedy, remedies
from zonebook.core.rules.verdict import Answer, Verdict

NEAR = Fraction(1, 10)


@dataclass(frozen=True)
class NearMiss:
    """The one test that is missed, how much of the threshold is missing, and what would do."""

    answer: Answer
    share: Fraction
    remedies: tuple[Remedy, ...]


def near_miss(verdict: Verdict, within: Fraction = NEAR) -> NearMiss | None:
    """The near miss of a verdict; None where it is none.

    Of alternatives the one that is nearest counts; what is unknown or for a person to review
    does not stand in the way; a test without a number is never near.
    """
    if verdict.answer != "not_qualified":
        return None
    answers = {one.key: one for one in verdict.tests}
    blocking = obstacles(verdict.rule.conditions, answers, verdict)
    if blocking is None or len(blocking) != 1:
        return None
    share = share_of(blocking[0])
    if share is None or share > within:
        return None
    return NearMiss(blocking[0], share, remedies(blocking[0], verdict))


def blocking(verdict: Verdict, statuses: tuple[str, ...] = ("unmet",)) -> list[Answer]:
    """The tests that stand in the way of the whole: alternatives to what is met are left out."""
    answers = {one.key: one for one in verdict.tests}
    return list(dict.fromkeys(standing_in(verdict.rule.conditions, answers, verdict, statuses)))


def standing_in(
    node: tree.Node | str | None,
    answers: dict[str, Answer],
    verdict: Verdict,
    statuses: tuple[str, ...],
) -> list[Answer]:
    """The tests below a node with one of the statuses that keep it from being met."""

    def below(of: tuple[tree.Node, ...]) -> list[list[Answer]]:
        return [standing_in(one, answers, verdict, statuses) for one in of]

    match node:
        case tree.Test(id=key):
            return [answers[key]] if answers[key].status in statuses else []
        case tree.All(of=of):
            return [one for part in below(of) for one in part]
        case tree.Any_(of=of):
            ways = below(of)
            met = any(is_met(one, answers, verdict) for one in of)
            return [] if met else [one for way in ways for one in way]
        case tree.Tier(branches=branches):
            taken = [one.then for one in branches if answers[one.when.id].status == "met"]
            return [one for way in below(tuple(taken[:1])) for one in way]
        case tree.Score():
            scoring = verdict.plan.parts[node.of].scoring if node.of else verdict.rule.scoring
            passes = scoring.passes if scoring else ()
            found = [answers[step.test.id] for step in passes]
            return [one for one in found if one.status in statuses]
    return []


def is_met(node: tree.Node, answers: dict[str, Answer], verdict: Verdict) -> bool:
    """Whether nothing below a node stands in its way."""
    others = ("unmet", "unknown", "manual_review")
    if isinstance(node, tree.Test):
        return answers[node.id].status == "met"
    return not standing_in(node, answers, verdict, others)


def share_of(answer: Answer) -> Fraction | None:
    """What is missing as a share of the threshold; None where there is no number."""
    if answer.gap is None or not isinstance(answer.threshold, Fraction) or not answer.threshold:
        return None
    return answer.gap / abs(answer.threshold)


def obstacles(
    node: tree.Node | str | None, answers: dict[str, Answer], verdict: Verdict
) -> list[Answer] | None:
    """The unmet tests that all would have to be met; None where no number can help."""
    match node:
        case tree.Test(id=key):
            return unmet(answers[key])
        case tree.All(of=of):
            parts = [obstacles(one, answers, verdict) for one in of]
            if any(part is None for part in parts):
                return None
            return [one for part in parts if part is not None for one in part]
        case tree.Any_(of=of):
            ways = [obstacles(one, answers, verdict) for one in of]
            return nearest([one for one in ways if one is not None])
        case tree.Tier():
            return in_tier(node, answers, verdict)
        case tree.Score():
            scoring = verdict.plan.parts[node.of].scoring if node.of else verdict.rule.scoring
            passes = scoring.passes if scoring else ()
            return [one for step in passes for one in unmet(answers[step.test.id]) or []]
    return None


def unmet(answer: Answer) -> list[Answer] | None:
    """The answer if it stands in the way; None where it has no number to act on."""
    if answer.status != "unmet":
        return []
    return None if answer.gap is None else [answer]


def in_tier(node: tree.Tier, answers: dict[str, Answer], verdict: Verdict) -> list[Answer] | None:
    """The obstacles of the branch that applies."""
    for branch in node.branches:
        if answers[branch.when.id].status == "met":
            return obstacles(branch.then, answers, verdict)
    status = answers[node.id].status if node.id in answers else "unmet"
    return None if status == "unmet" else []


def nearest(ways: list[list[Answer]]) -> list[Answer] | None:
    """The way with the fewest obstacles, the smallest gap deciding."""

    def effort(way: list[Answer]) -> tuple[int, Fraction]:
        return len(way), sum((share_of(one) or Fraction(0) for one in way), Fraction(0))

    return min(ways, key=effort) if ways else None
