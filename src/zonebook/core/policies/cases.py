"""Cases of policies: written ones beside each file, and for every step of an amount below, at, above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from zonebook.core.catalog import Located
from zonebook.core.policies import policy as kinds
from zonebook.core.policies.amounts import Range, count
from zonebook.core.policies.book import PolicyBook
from zonebook.core.policies.policy import Amount, Policy, amounts_of
from zonebook.core.rules.cases import standing
from zonebook.core.rules.facts import Facts, read_facts
from zonebook.core.rules.rows import need

WAN = 1_000_000  # fen
NAMED = ("state", "amount", "due")


@dataclass(frozen=True)
class Case:
    """One enterprise's facts, and what a policy must say of it on a day."""

    name: str
    policy: Policy
    on: date
    facts: Facts
    state: str
    amount: Range | None = None
    due: Range | None = None
    tests: dict[str, str] = field(default_factory=dict)


def written_cases(book: PolicyBook) -> Iterator[Case]:
    """The hand-written cases: `KEY.cases.yaml` beside the file of each policy."""
    for path, name in book.catalog.files("policies"):
        beside = path.with_name(f"{path.stem}.cases.yaml")
        for row in book.catalog.read(beside, f"{name}: cases") if beside.exists() else ():
            yield read_case(row, book.find(path.stem), book)


def read_case(row: Located, policy: Policy, book: PolicyBook) -> Case:
    """One case; amounts in ten thousand yuan, a range as `[low, high]` with null for no ceiling."""
    expect = need(row, "expect")
    return Case(
        str(need(row, "name")),
        policy,
        need(row, "day"),
        read_facts(need(row, "facts"), book.rules.measures, book.catalog.units),
        str(need(expect, "state")),
        range_of(expect["amount"]) if "amount" in expect else None,
        range_of(expect["due"]) if "due" in expect else None,
        {key: expect[key] for key in expect if key not in NAMED},
    )


def range_of(value: Any) -> Range:
    """An amount or a range of it, in fen."""
    low, high = value if isinstance(value, list) else (value, value)
    return Range(int(Fraction(low) * WAN), None if high is None else int(Fraction(high) * WAN))


def without_cases(book: PolicyBook) -> list[Path]:
    """The policies that nobody has written a case for."""
    return [
        path
        for path, _ in book.catalog.files("policies")
        if not path.with_name(f"{path.stem}.cases.yaml").exists()
    ]


@dataclass(frozen=True)
class Edge:
    """Facts that stand just below, at or above one step of an amount, and what it must pay."""

    name: str
    node: Amount
    facts: Facts
    range: Range


def edges(policy: Policy, on: date) -> Iterator[Edge]:
    """Every ceiling of a rate and every step of tiers met three times: below, at, above."""
    for node in amounts_of(policy.amount):
        match node:
            case kinds.AtMost(of=kinds.Rate() as rate, fen=top):
                yield from at_ceiling(policy, node, rate, top)
            case kinds.Tiers():
                yield from at_steps(policy, node, on)


def at_ceiling(policy: Policy, node: Amount, rate: kinds.Rate, top: int) -> Iterator[Edge]:
    """What a rate pays where it meets its ceiling: a fen of the base less may pay a part less."""
    whole = Fraction(top) * 100 / rate.percent
    at = whole.__ceil__()
    for word, value in (("below", at - 1), ("at", at), ("above", at + 1)):
        row = (10 * at + value, 10 * at) if rate.is_increase else (value,)
        paid = min(top, (value * rate.percent / 100).__floor__())
        facts = Facts(numbers={rate.of.key: row})
        yield Edge(f"{policy.key} {word} {top} fen", node, facts, Range(paid, paid))


def at_steps(policy: Policy, node: kinds.Tiers, on: date) -> Iterator[Edge]:
    """What tiers pay just below, at and above each step."""
    for step, _ in node.steps:
        for word, side in (("below", -1), ("at", 0), ("above", 1)):
            facts = standing(node.by, step, side)
            if facts is not None:
                # the next step may lie one grain above: two shops after one
                value = step + Fraction(side, node.by.grain)
                reached = [part for least, part in node.steps if least <= value]
                paid = count(reached[-1], facts, on, nobody).range if reached else Range(0, 0)
                yield Edge(f"{policy.key} {word} {step}", node, facts, paid)


def nobody(family: str) -> tuple[str, dict[str, str]]:
    """No rule is fitted: the steps of tiers are amounts of their own."""
    return "not_qualified", {"zh": family, "en": family}
