"""A policy as values: the rule it rests on, its amount, how it is delivered, what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from zonebook.core.rules import tree
from zonebook.core.rules.measures import Measure

Both = Mapping[str, str]
Delivery = Literal["paid_without_applying", "fast", "special", "declared"]
DELIVERIES: tuple[Delivery, ...] = Delivery.__args__  # type: ignore[attr-defined]
Share = Literal["in_order", "pro_rata"]


@dataclass(frozen=True)
class Fixed:
    """A fixed amount, in fen."""

    fen: int
    where: str = ""


@dataclass(frozen=True)
class Rate:
    """A percentage of a filed amount, or of its increase over the year before; never below zero."""

    percent: Fraction
    of: Measure
    is_increase: bool = False
    where: str = ""


@dataclass(frozen=True)
class Tiers:
    """By a measure: the amount of the highest step that it reaches, nothing below the lowest."""

    by: Measure
    steps: tuple[tuple[Fraction, Amount], ...]  # rising
    where: str = ""


@dataclass(frozen=True)
class BetterOf:
    """The highest of several amounts."""

    of: tuple[Amount, ...]
    where: str = ""


@dataclass(frozen=True)
class ByRule:
    """The amount of the first family of rules that the enterprise fits, else another."""

    branches: tuple[tuple[str, Amount], ...]
    otherwise: Amount
    where: str = ""


@dataclass(frozen=True)
class AtMost:
    """An amount with a ceiling, in fen."""

    of: Amount
    fen: int
    where: str = ""


@dataclass(frozen=True)
class NotComputed:
    """An amount that the filings do not tell, and what decides it."""

    decided_by: Both
    where: str = ""


Amount: TypeAlias = "Fixed | Rate | Tiers | BetterOf | ByRule | AtMost | NotComputed"


@dataclass(frozen=True)
class Clause:
    """One clause of the document: its title and where it stands."""

    article: str
    title: Both


@dataclass(frozen=True)
class Duty:
    """A condition that follows from taking the benefit."""

    id: str
    text: Both
    article: str


@dataclass(frozen=True)
class Budget:
    """Money set aside for a year, in fen, and who comes first when it is short."""

    fen: int
    by: Measure | None  # most first; None: who applied first
    share: Share


EXAMPLE = {"zh": "（示例）", "en": " (example)"}  # how the name of every example ends


@dataclass(frozen=True)
class Policy:
    """One policy as the catalogue declares it; `rule` judges who fits.

    `group`: of policies in one group the better one is taken, never the sum. `fact`: what is
    rewarded; one fact is paid once. `programmes`: names under which the ledger has paid it.
    """

    key: str
    name: Both
    about: Both
    level: str
    theme: str
    for_whom: Both
    family: str
    rule: tree.Rule | None
    document: str
    verified: str
    delivery: Delivery
    workdays: int
    amount: Amount
    group: str
    fact: str
    once: Literal["ever", "year"]
    programmes: tuple[str, ...]
    budget: Budget | None
    duties: tuple[Duty, ...]
    clauses: tuple[Clause, ...]
    is_example: bool
    since: date | None
    until: date | None
    where: str

    @property
    def title(self) -> Both:
        """Its name for a page with the tag 示例 beside it; on paper the name itself says so."""
        if not self.is_example:
            return self.name
        return {lang: self.name[lang].removesuffix(mark) for lang, mark in EXAMPLE.items()}

    @property
    def is_paid(self) -> bool:
        """Whether the zone pays it; a tax benefit is taken in the enterprise's own return."""
        return self.delivery != "declared"

    def covers(self, on: date) -> bool:
        """Whether it is offered on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


def amounts_of(node: Amount) -> Iterator[Amount]:
    """An amount and all below it."""
    yield node
    for part in parts_of(node):
        yield from amounts_of(part)


def parts_of(node: Amount) -> tuple[Amount, ...]:
    """What an amount is made of."""
    match node:
        case Tiers(steps=steps):
            return tuple(part for _, part in steps)
        case BetterOf(of=of):
            return of
        case ByRule(branches=branches, otherwise=otherwise):
            return (*(part for _, part in branches), otherwise)
        case AtMost(of=part):
            return (part,)
    return ()
