"""Every policy is right at each threshold and step; its written cases hold on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

import zonebook
from zonebook.core.catalog import Catalog
from zonebook.core.policies.amounts import count
from zonebook.core.policies.book import PolicyBook
from zonebook.core.policies.cases import edges, nobody, without_cases, written_cases
from zonebook.core.rules import cases as rule_cases
from zonebook.core.rules.book import RuleBook
from zonebook.core.rules.comparing import STATUS
from zonebook.core.rules.verdict import ANSWERS
from zonebook.engines.columns.rules import judge_register
from zonebook.engines.columns.rules_register import register_of

LANZHOU = Path(zonebook.__file__).parent / "zones" / "lanzhou" / "catalog"
BOOK = PolicyBook(RuleBook(Catalog(LANZHOU)))
POLICIES = list(BOOK.all.values())
CASES = list(written_cases(BOOK))
OWN = [one for one in POLICIES if one.rule is not None]


def day_of(policy):
    """A day on which the policy is offered."""
    return next(one.on for one in CASES if one.policy is policy)


def test_every_policy_has_written_cases():
    assert without_cases(BOOK) == []
    assert {one.policy.key for one in CASES} == set(BOOK.all)


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one.policy.key} {one.name}")
def test_a_written_case_is_matched_as_it_says(case):
    found = BOOK.match(case.policy, case.facts, case.on)
    assert found.state == case.state
    if case.amount is not None:
        assert found.amount.range == case.amount
    if case.due is not None:
        assert found.due == case.due
    statuses = {one.key: one.status for one in found.verdict.tests}
    assert {key: statuses[key] for key in case.tests} == case.tests


@pytest.mark.parametrize("policy", OWN, ids=lambda one: one.key)
def test_every_threshold_of_a_policy_is_right_below_at_and_above(policy):
    on = day_of(policy)
    found = list(rule_cases.edges(policy.rule))
    for one in found:
        assert rule_cases.status_of(one.test, one.facts, on) == one.status, one.name
    assert not disagreements(policy, [one.facts for one in found], on)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda one: one.key)
def test_every_amount_is_right_below_at_and_above(policy):
    on = day_of(policy)
    for one in edges(policy, on):
        assert count(one.node, one.facts, on, nobody).range == one.range, one.name


@pytest.mark.parametrize("policy", POLICIES, ids=lambda one: one.key)
def test_written_cases_are_judged_alike_in_columns(policy):
    for on in {one.on for one in CASES if one.policy is policy}:
        rows = [one.facts for one in CASES if one.policy is policy and one.on == on]
        assert not disagreements(policy, rows, on)


def disagreements(policy, rows, on):
    """Where columns and the plain engine part."""
    if not rows:
        return []
    plan = BOOK.plan(policy, on)
    outcome = judge_register([plan], register_of(rows, BOOK.rules.measures), on)[0]
    found = []
    for at, facts in enumerate(rows):
        plain = plan.run(facts, on).out
        if ANSWERS[int(outcome.answers[at])] != ANSWERS[plain[-1][0]]:
            found.append((at, "answer"))
        for slot, node in enumerate(plan.slots):
            if STATUS[int(outcome.statuses[slot, at])] != STATUS[plain[slot][0]]:
                found.append((at, node.id))
    return found
