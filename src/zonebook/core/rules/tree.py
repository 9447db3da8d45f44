"""The grammar of a rule as values: all, any, not, tier, score, sizes and tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from zonebook.core.rules.measures import Measure
from zonebook.core.values import Ref

Procedure = Literal["recognition", "review"]
Operator = Literal[
    "at_least", "at_most", "above", "below", "equals", "differs",
    "is", "one_of", "holds", "exists", "expert",
]  # fmt: skip
OPERATORS: tuple[Operator, ...] = Operator.__args__  # type: ignore[attr-defined]
COMPARING = ("at_least", "at_most", "above", "below", "equals", "differs")


@dataclass(frozen=True)
class Wanted:
    """A record that must exist: its level or better, the enterprise's rank, how recent."""

    level: str = ""
    or_better: bool = False
    rank_at_most: int = 0


@dataclass(frozen=True)
class Exists:
    """One of the wanted records within the years."""

    wanted: tuple[Wanted, ...]
    within_years: int = 0


Threshold: TypeAlias = "Fraction | bool | str | tuple[str, ...] | Exists | None"


@dataclass(frozen=True)
class Source:
    """Where a value stands in the law and in the catalogue, and how far it was verified."""

    document: str
    article: str
    verified: str
    article_verified: str
    where: str
    note: str = ""

    def ref(self, key: str) -> Ref:
        """A reference to the line of the catalogue."""
        return Ref("catalogue", key, self.where)


@dataclass(frozen=True)
class Test:
    """One condition: a measure, an operator, a threshold, and where they stand."""

    id: str
    measure: Measure
    operator: Operator
    threshold: Threshold
    source: Source
    needs_review: bool = False
    not_on_review: bool = False
    on_review: Measure | None = None
    within_years: int = 0
    missing_means_none: bool = False
    name: Mapping[str, str] | None = None
    alert: str = ""
    since: date | None = None
    until: date | None = None

    __test__ = False  # not a test of pytest


@dataclass(frozen=True)
class All:
    """Met when every part is met."""

    of: tuple[Node, ...]
    id: str = ""


@dataclass(frozen=True)
class Any_:
    """Met when some part is met."""

    of: tuple[Node, ...]
    id: str = ""


@dataclass(frozen=True)
class Not:
    """Met when the part is unmet."""

    of: Node
    id: str = ""


@dataclass(frozen=True)
class Branch:
    """One step of a tier: where `when` is met first, `then` counts."""

    when: Test
    then: Node


@dataclass(frozen=True)
class Tier:
    """The first branch whose `when` is met counts; else `otherwise`."""

    id: str
    branches: tuple[Branch, ...]
    otherwise: Node | Literal["unmet", "unknown"] | None = None


@dataclass(frozen=True)
class Classes:
    """The first rung that is met names the class; `last` where none is; met if it `passes`."""

    id: str
    rungs: tuple[tuple[str, Node], ...]
    last: str
    passes: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """Met when the points of a scoring pass its rule; `of` is empty for the rule's own scoring."""

    id: str
    of: str
    source: Source


@dataclass(frozen=True)
class Satisfies:
    """Met when the enterprise would be judged qualified under another family's rule."""

    id: str
    family: str
    source: Source


Node: TypeAlias = "Test | All | Any_ | Not | Tier | Classes | Score | Satisfies"


@dataclass(frozen=True)
class Band:
    """Points for an item: the tests (one suffices), an expert's grade, or neither (otherwise)."""

    id: str
    low: int
    high: int
    tests: tuple[Test, ...] = ()
    grade: str = ""


@dataclass(frozen=True)
class Item:
    """One scored item: the first band that is met gives its points."""

    id: str
    name: Mapping[str, str]
    max_points: int
    bands: tuple[Band, ...]
    source: Source
    by_expert: bool = False
    bonus: bool = False


@dataclass(frozen=True)
class Group:
    """Items whose points add up to at most `max_points`, or of which the best one counts."""

    id: str
    name: Mapping[str, str]
    max_points: int
    items: tuple[Item, ...]
    best_of: bool = False


@dataclass(frozen=True)
class Pass:
    """A condition on the points of a group, or of all groups (`total`)."""

    test: Test
    applies_to: str = "total"


@dataclass(frozen=True)
class Scoring:
    """A table of points and the conditions on them."""

    total: int
    passes: tuple[Pass, ...]
    groups: tuple[Group, ...]
    where: str = ""


@dataclass(frozen=True)
class Force:
    """When a version decides a kind of procedure: days [since, until)."""

    kind: Procedure
    since: date
    until: date | None = None

    def covers(self, on: date) -> bool:
        """Whether it is in force on the day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True)
class Rule:
    """One version of a rule: what one document says."""

    key: str
    family: str
    name: Mapping[str, str]
    document: str
    in_force: tuple[Force, ...]
    conditions: Node
    scoring: Scoring | None = None
    alerts: tuple[Test, ...] = ()
    duties: tuple[Mapping[str, Any], ...] = ()
    benefit: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    incomplete: bool = False
    gap_before: bool = False
    where: str = ""

    def covers(self, kind: Procedure, on: date) -> bool:
        """Whether this version decides such a filing of that day."""
        return any(one.kind == kind and one.covers(on) for one in self.in_force)


def nodes_of(node: Node | str | None) -> Iterator[Node]:
    """A node and all below it, tiers' conditions included, in the order of the file."""
    if node is None or isinstance(node, str):
        return
    yield node
    for part in parts_of(node):
        yield from nodes_of(part)


def parts_of(node: Node) -> tuple[Node | str | None, ...]:
    """What a node is made of."""
    match node:
        case All(of=of) | Any_(of=of):
            return of
        case Not(of=part):
            return (part,)
        case Tier(branches=branches, otherwise=otherwise):
            steps = (part for one in branches for part in (one.when, one.then))
            return (*steps, otherwise)
        case Classes(rungs=rungs):
            return tuple(rung for _, rung in rungs)
    return ()


def tests_of(node: Node) -> Iterator[Test]:
    """All tests below a node."""
    return (one for one in nodes_of(node) if isinstance(one, Test))


def tests_of_scoring(scoring: Scoring | None) -> Iterator[Test]:
    """All tests of a scoring: its pass rule and its bands."""
    if scoring is None:
        return
    for one in scoring.passes:
        yield one.test
    for group in scoring.groups:
        for item in group.items:
            for band in item.bands:
                yield from band.tests
