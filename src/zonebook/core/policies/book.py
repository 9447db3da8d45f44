"""The policies of a catalogue, ready to be matched against facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property

from zonebook.core.catalog import refusal, shipped
from zonebook.core.policies.matching import Match, match
from zonebook.core.policies.policy import Both, Policy
from zonebook.core.policies.reading import read_policy
from zonebook.core.rules.book import RuleBook, called
from zonebook.core.rules.facts import Facts
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.verdict import judge
from zonebook.core.values import Reason, Refused


class PolicyBook:
    """All policies over a book of rules; nothing is half loaded."""

    def __init__(self, rules: RuleBook) -> None:
        self.rules, self.catalog = rules, rules.catalog
        self._plans: dict[tuple[str, date], Plan | None] = {}

    @cached_property
    def all(self) -> Mapping[str, Policy]:
        """The policies by key, in the order of their files; Refused where one is not in order."""
        found: dict[str, Policy] = {}
        families = dict.fromkeys(self.rules.families)
        for path, name in self.catalog.files("policies"):
            row = self.catalog.read(path, name)
            one = read_policy(row, self.rules.measures, self.rules.documents, families)
            if one.rule is not None:
                self.only_plain(one)
            found[one.key] = one
        return found

    def only_plain(self, policy: Policy) -> None:
        """Refuse a policy of its own conditions under the name of a family of rules."""
        if policy.family in self.rules.paths:
            raise refusal("policies.name_of_rule", policy.where, rule=policy.family)

    def find(self, key: str) -> Policy:
        """The policy of that key; Refused where there is none."""
        if key not in self.all:
            args = {"policy": key, "known": sorted(self.all)}
            raise Refused(Reason("policies.no_such_policy", args))
        return self.all[key]

    def offered(self, on: date) -> tuple[Policy, ...]:
        """The policies that are offered on a day and whose rule is in force."""
        return tuple(one for one in self.all.values() if self.plan(one, on) is not None)

    def plan(self, policy: Policy, on: date) -> Plan | None:
        """The rule of a policy ready to judge that day; None where it is not in force."""
        key = (policy.key, on)
        if key not in self._plans:
            self._plans[key] = self._plan(policy, on) if policy.covers(on) else None
        return self._plans[key]

    def _plan(self, policy: Policy, on: date) -> Plan | None:
        if policy.rule is not None:
            parts = {one: self.rules.version(one, "recognition", on) for one in called(policy.rule)}
            return Plan(policy.rule, "recognition", parts)
        for rule in self.rules.versions(policy.family):
            if rule.covers("recognition", on):
                return self.rules.plan(rule, "recognition", on)
        return None

    def in_force(self, policy: Policy, on: date) -> Plan:
        """The rule of a policy ready to judge that day; Refused where it is not offered."""
        plan = self.plan(policy, on)
        if plan is None:
            raise Refused(Reason("policies.not_in_force", {"policy": policy.name, "on": on}))
        return plan

    def match(self, policy: Policy, facts: Facts, on: date) -> Match:
        """One policy on one enterprise; Refused on a day on which it is not offered."""
        plan = self.in_force(policy, on)
        return match(policy, judge(plan, facts, on), self.status_of(facts, on))

    def status_of(self, facts: Facts, on: date) -> _Status:
        """How families of rules judge these facts."""
        return _Status(self, facts, on)

    def card(self, facts: Facts, on: date) -> list[Match]:
        """Every policy offered that day on one enterprise."""
        return [self.match(one, facts, on) for one in self.offered(on)]

    @cached_property
    def rule_names(self) -> Mapping[str, Both]:
        """The name of each family, as its latest version has it."""
        return {one: self.rules.versions(one)[-1].name for one in self.rules.families}


class _Status:
    """Answers how a family judges, each family once."""

    def __init__(self, book: PolicyBook, facts: Facts, on: date) -> None:
        self.book, self.facts, self.on = book, facts, on
        self.known: dict[str, tuple[str, Both]] = {}

    def __call__(self, family: str) -> tuple[str, Both]:
        if family not in self.known:
            rules, on = self.book.rules, self.on
            rule = next((r for r in rules.versions(family) if r.covers("recognition", on)), None)
            if rule is None:  # no such benefit that day
                name = rules.versions(family)[-1].name
                self.known[family] = ("not_qualified", name)
            else:
                verdict = judge(rules.plan(rule, "recognition", on), self.facts, on)
                self.known[family] = (verdict.answer, rule.name)
        return self.known[family]


@cache
def policy_book() -> PolicyBook:
    """The policies as they are shipped, without a home."""
    return PolicyBook(RuleBook(shipped()))
