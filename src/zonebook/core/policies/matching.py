"""Which policies an enterprise fits, nearly fits or does not; what to supply; the better of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from zonebook.core.policies.amounts import Counted, Range, Status, count
from zonebook.core.policies.policy import Policy
from zonebook.core.rules.near import NearMiss, near_miss
from zonebook.core.rules.verdict import Answer, Verdict
from zonebook.core.values import Reason

State = Literal["fits", "near", "review", "unknown", "not"]
STATES: tuple[State, ...] = State.__args__  # type: ignore[attr-defined]
BY_ANSWER: Mapping[str, State] = {
    "qualified": "fits",
    "manual_review": "review",
    "unknown": "unknown",
    "not_qualified": "not",
}
NONE = Range(0, 0)


@dataclass(frozen=True)
class Match:
    """What one policy says of one enterprise: the verdict, the amount, and what is due of it.

    `due` is what may be paid as things stand: nothing where it does not fit, from nothing upwards
    where a person has to look or facts are missing. `amount` is what it pays who fits.
    """

    policy: Policy
    verdict: Verdict
    status: Status

    @cached_property
    def near(self) -> NearMiss | None:
        """The one test that is missed by little."""
        return near_miss(self.verdict)

    @cached_property
    def amount(self) -> Counted:
        """What it pays who fits; counted when somebody asks."""
        return count(self.policy.amount, self.verdict.facts, self.verdict.on, self.status)

    @cached_property
    def state(self) -> State:
        """符合, 接近达标, 不符合, 需人工认定 or 无法判定."""
        return "near" if self.near is not None else BY_ANSWER[self.verdict.answer]

    @property
    def due(self) -> Range:
        """What may be paid now."""
        if self.state == "fits":
            return self.amount.range
        return Range(0, self.amount.range.high) if self.state in ("review", "unknown") else NONE

    @property
    def failing(self) -> tuple[Answer, ...]:
        """The tests that are not met."""
        return self.with_status("unmet")

    @property
    def open(self) -> tuple[Answer, ...]:
        """The tests that cannot be told for want of facts."""
        return self.with_status("unknown")

    def with_status(self, status: str) -> tuple[Answer, ...]:
        """The tests, not the nodes around them, with this status."""
        return tuple(one for one in self.verdict.tests if one.status == status and one.test)


@dataclass(frozen=True)
class Choice:
    """What all policies together come to: the total, and why some do not count beside others."""

    total: Range
    counted: tuple[Match, ...]
    set_aside: Mapping[str, Reason]  # by policy key
    undecided: Mapping[str, Reason]


def match(policy: Policy, verdict: Verdict, status: Status) -> Match:
    """One policy on one enterprise."""
    return Match(policy, verdict, status)


def choose(matches: Sequence[Match]) -> Choice:
    """The better of each group, never the sum; where it is not sure which, both are shown."""
    groups: dict[str, list[Match]] = {}
    for one in matches:
        groups.setdefault(one.policy.group or f"={one.policy.key}", []).append(one)
    total, counted = NONE, []
    aside: dict[str, Reason] = {}
    undecided: dict[str, Reason] = {}
    for rows in groups.values():
        able = [one for one in rows if one.due.high != 0]
        if not able:
            continue
        total += better([one.due for one in able])
        best = surely_best(able)
        if best is None:
            reason = Reason("policies.either", {"policies": [one.policy.name for one in able]})
            undecided |= {one.policy.key: reason for one in able}
            continue
        counted.append(best)
        why = Reason("policies.better_taken", {"policy": best.policy.name})
        aside |= {one.policy.key: why for one in able if one is not best}
    return Choice(total, tuple(counted), aside, undecided)


def better(ranges: Sequence[Range]) -> Range:
    """The better of several that exclude each other."""
    highs = [one.high for one in ranges]
    high = None if None in highs else max(one for one in highs if one is not None)
    return Range(max(one.low for one in ranges), high)


def surely_best(rows: Sequence[Match]) -> Match | None:
    """The one that is at least as good as each other whatever is still open; the first of equals."""
    for one in rows:
        others = [other.due.high for other in rows if other is not one]
        if all(high is not None and one.due.low >= high for high in others):
            return one
    return None
