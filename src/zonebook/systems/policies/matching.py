"""Matching: one enterprise's card, and one policy over everybody with a reason for every exclusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.conf import settings
from django.db.models import Max

from zonebook.core.policies.matching import STATES, Choice, Match, choose
from zonebook.core.policies.policy import Policy
from zonebook.core.rules.needs import Need, asked, needs
from zonebook.core.rules.prose import words_of
from zonebook.core.rules.verdict import Answer
from zonebook.core.values import Reason
from zonebook.records.models import Award, Batch, Entity
from zonebook.systems.policies import awards, book, judged
from zonebook.systems.policies.awards import Standing
from zonebook.systems.policies.book import Known


@dataclass(frozen=True)
class Line:
    """One policy on one enterprise: the match, what was paid or is under way for the same fact."""

    entity: Entity
    match: Match
    award: Standing | None = None
    paid_by: str = ""

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is left out, or what is short: a sentence for each test in the way."""
        if self.paid_by:
            return (Reason("policies.already_paid", {"record": self.paid_by}),)
        if self.award is not None:
            args = {
                "award": self.award.award.number,
                "state": Reason(f"policies.award.{self.award.state}"),
            }
            return (Reason("policies.already_listed", args),)
        one = self.match
        if one.state in ("near", "not"):
            return tuple(why(answer) for answer in one.failing)
        if one.state == "unknown":
            return (Reason("policies.supply", {"measures": missing(one)}),)
        if one.state == "review":
            return tuple(why(answer) for answer in one.with_status("manual_review"))
        if not one.amount.range.is_exact:
            return one.amount.because
        return ()


def why(answer: Answer) -> Reason:
    """A test in the way, with what the facts say and what is short where that is a number."""
    condition = words_of(answer.test, book.policies().catalog.units) if answer.test else ""
    args: dict[str, object] = {"condition": condition}
    if answer.status == "manual_review":
        return Reason("policies.why.review", args)
    value = judged.value_words(answer)
    if not value:
        return Reason("policies.why.plain", args)
    gap = judged.gap_words(answer)
    if gap is None:
        return Reason("policies.why.is", args | {"value": value})
    return Reason("policies.why.short", args | {"value": value, "gap": gap})


def missing(match: Match) -> list[Reason]:
    """What to supply so that it can be told, and the amount counted: measures with their years."""
    wanted = [need for one in match.open for need in needs(one, match.verdict)]
    wanted += [Need(measure, back) for measure, back in match.amount.missing]
    return list(asked(wanted, match.verdict.on.year - 1))


def line(policy: Policy, one: Known, on: date) -> Line:
    """One policy on one enterprise."""
    return Line(one.entity, book.policies().match(policy, one.facts, on))


@dataclass(frozen=True)
class Card:
    """Every policy offered on one enterprise, and what they come to together."""

    known: Known
    on: date
    lines: tuple[Line, ...]
    choice: Choice


def card(entity: Entity, on: date) -> Card:
    """政策体检卡: what fits, what nearly fits and what is missing."""
    known, year = book.known(entity, on), on.year - 1
    rows = Award.objects.filter(entity=entity, year=year, withdrawn_on=None)
    under_way = {one.award.fact: one for one in awards.standing(rows.select_related("entity"))}
    lines = []
    for match in book.policies().card(known.facts, on):
        policy = match.policy
        award = under_way.get(policy.fact)
        paid = "" if award or not policy.is_paid else paid_to(policy, entity, year, on)
        lines.append(Line(entity, match, award, paid))
    return Card(known, on, tuple(lines), choose([one.match for one in lines]))


def paid_to(policy: Policy, entity: Entity, year: int, on: date) -> str:
    """The record by which an enterprise was already paid for the same fact."""
    return awards.paid_before(policy, year, on).get(entity.pk, "")


@dataclass(frozen=True)
class Run:
    """One policy over everybody: who is listed, who is not and why."""

    policy: Policy
    on: date
    rule: str
    rule_sha: str
    lines: tuple[Line, ...]
    silent: int
    applied: tuple[Standing, ...]

    @property
    def year(self) -> int:
        """The full year that is rewarded."""
        return self.on.year - 1

    @cached_property
    def counts(self) -> Counter[str]:
        """How many have each state."""
        return Counter(one.match.state for one in self.lines)

    @cached_property
    def listed(self) -> list[Line]:
        """Who a list of today would hold: who fits with a certain amount and was not paid before."""
        asked = {one.award.entity_id for one in self.applied}
        open_ = self.policy.delivery == "paid_without_applying"
        return [
            one
            for one in self.lines
            if one.match.state == "fits" and one.match.amount.range.is_exact
            and one.match.amount.range.low > 0 and not one.paid_by
            and (one.award is None if open_ else one.entity.pk in asked)
        ]  # fmt: skip

    @cached_property
    def total(self) -> int:
        """What the list comes to, in fen."""
        return sum(one.match.amount.range.low for one in self.listed)


def run(key: str, on: date) -> Run:
    """One policy over everybody, kept until the book changes; Refused where it is not offered."""
    return run_at(str(settings.HOME), Batch.objects.aggregate(last=Max("pk"))["last"], key, on)


@lru_cache(maxsize=32)
def run_at(home: str, state: int | None, key: str, on: date) -> Run:
    """The same of one state of the book."""
    policy = book.policies().find(key)
    plan = book.policies().in_force(policy, on)
    year = on.year - 1
    under_way = awards.standing(Award.objects.filter(fact=policy.fact, year=year, withdrawn_on=None)
                                .select_related("entity"))  # fmt: skip
    by_entity = {one.award.entity_id: one for one in under_way}
    paid = awards.paid_before(policy, year, on) if policy.is_paid else {}
    lines = tuple(
        Line(one.entity, book.policies().match(policy, one.facts, on),
             by_entity.get(one.entity.pk),
             "" if one.entity.pk in by_entity else paid.get(one.entity.pk, ""))
        for one in book.everybody(on)
    )  # fmt: skip
    applied = tuple(one for one in under_way if one.state == "applied")
    return Run(policy, on, plan.rule.key, plan.fingerprint, lines, book.silent(on), applied)


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Lines for reading: who fits first, then who nearly does by how little, then the rest."""
    rank = {state: at for at, state in enumerate(STATES)}

    def place(one: Line) -> tuple[object, ...]:
        near = one.match.near.share if one.match.near else 0
        most = one.match.amount.range.low if one.match.state == "fits" else 0
        return rank[one.match.state], near, -most, one.entity.pk

    return sorted(lines, key=place)
