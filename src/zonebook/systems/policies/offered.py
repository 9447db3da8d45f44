"""What the self-check offers: rules and policies by name, their plans, examples to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zonebook.core.policies import policy as kinds
from zonebook.core.policies.matching import match
from zonebook.core.policies.policy import Policy, amounts_of
from zonebook.core.rules import tree
from zonebook.core.rules.facts import Facts
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.verdict import judge
from zonebook.core.values import Reason, Refused
from zonebook.systems.policies import asking, book
from zonebook.systems.policies.asking import Field
from zonebook.systems.policies.judged import Result, result_of


@dataclass(frozen=True)
class Offer:
    """A rule or a policy that numbers may be typed for, in the version of a day."""

    key: str
    name: Mapping[str, str]
    plan: Plan
    policy: Policy | None
    on: date

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is asked for."""
        amount = self.policy.amount if self.policy else None
        return asking.fields_of([self.plan, *self.beside()], amount, self.on)

    def beside(self) -> list[Plan]:
        """The rules that the amount hangs on."""
        families = [
            family
            for node in (amounts_of(self.policy.amount) if self.policy else ())
            if isinstance(node, kinds.ByRule)
            for family, _ in node.branches
        ]
        rules = book.policies().rules
        return [
            rules.plan(rule, self.plan.kind, self.on)
            for family in families
            for rule in rules.versions(family)
            if rule.covers(self.plan.kind, self.on)
        ]

    def judge(self, facts: Facts) -> Result:
        """The verdict on typed numbers; nothing is kept."""
        verdict = judge(self.plan, facts, self.on)
        if self.policy is None:
            return result_of(verdict)
        status = book.policies().status_of(facts, self.on)
        return result_of(verdict, match(self.policy, verdict, status))


def offer(key: str, on: date, kind: tree.Procedure = "recognition") -> Offer:
    """A policy or a family of rules by its key; Refused where there is none that day."""
    policies = book.policies()
    if key in policies.all:
        policy = policies.find(key)
        return Offer(key, policy.name, policies.in_force(policy, on), policy, on)
    if key not in {row["key"] for row in table()["rules"]}:
        raise Refused(Reason("desk.no_such_rule", {"rule": key}))
    rule = policies.rules.version(key, kind, on)
    return Offer(key, rule.name, policies.rules.plan(rule, kind, on), None, on)


def table() -> Any:
    """The declaration of the self-check."""
    return book.policies().catalog.table("codes/selfcheck")


def rules(on: date) -> list[Offer]:
    """The rules that are offered on a day."""
    found = []
    for row in table()["rules"]:
        versions = book.policies().rules.versions(row["key"])
        if any(one.covers("recognition", on) for one in versions):
            found.append(offer(row["key"], on))
    return found


def policies(on: date) -> list[Policy]:
    """The policies that are offered on a day."""
    return list(book.policies().offered(on))


def differs(key: str) -> Mapping[str, str] | None:
    """How a measure differs from those that look alike, in one line."""
    return table()["differs"].get(key)  # type: ignore[no-any-return]


def examples(key: str) -> list[Any]:
    """The examples of a rule."""
    return [row for row in table()["examples"] if row["rule"] == key]


def example(key: str, name: str) -> Mapping[str, str]:
    """What an example types; nothing where there is none of that name."""
    row = next((one for one in examples(key) if one["key"] == name), None)
    if row is None:
        return {}
    return {**(table()["common"] if row.get("common") else {}), **row["values"]}
