"""The definition of a figure as the catalogue states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from zonebook.core.expressions import ALWAYS, Node
from zonebook.core.units import Unit
from zonebook.core.values import Ref

Basis: TypeAlias = Literal["computed", "statement", "derived", "rule"]
PeriodKind: TypeAlias = Literal["flow", "stock", "rate", "rank", "limit"]
Aggregate: TypeAlias = Literal["count", "count_distinct", "sum", "the"]
Words: TypeAlias = Mapping[str, str]
NOWHERE = Ref("catalogue", "")


@dataclass(frozen=True)
class Only:
    """Counting rule: only rows that satisfy the condition count; the others are left out."""

    condition: Node
    reason: str


@dataclass(frozen=True)
class FirstPer:
    """Counting rule: of the rows `among` that share `by`, only the first of all time counts.

    First is the smallest by `order`, empty values last; with `last`, the largest. Rows that are
    not (known to be) among them, or whose `by` is empty, pass: there is nothing that they could be
    second to.
    """

    by: str
    among: Node
    order: tuple[str, ...]
    reason: str
    last: bool = False


Rule: TypeAlias = Only | FirstPer


@dataclass(frozen=True)
class Measure:
    """What is counted or summed: rows of a table, a filter, and rules that leave rows out.

    `the` is the value in the only row that counts (a rank): engines add up, and the figure is
    unknown unless exactly one row counts.

    Of the standing rows, one for which `where` is false is not in question; where it is unknown
    the row is left out as `undecided`; then the first rule that leaves it out names the reason
    (a rule that cannot be decided: `undecided`); a counting row whose summed or distinct column
    is empty is left out as `no_value`.
    """

    table: str
    aggregate: Aggregate = "count"
    column: str = ""
    where: Node = ALWAYS
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Combination:
    """A figure made of others in the same period: their sum, difference or ratio."""

    kind: Literal["sum_of", "difference_of", "ratio_of"]
    of: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A figure against itself a year earlier: in percent, as difference, fall or multiple."""

    of: str
    as_: Literal["percent", "difference", "fall", "multiple"]


@dataclass(frozen=True)
class ToDate:
    """A flow from January to the end of the period."""

    of: str


@dataclass(frozen=True)
class Dated:
    """A value that a document sets from a day on."""

    since: date
    value: Decimal
    source: str


Formula: TypeAlias = Combination | Change | ToDate


@dataclass(frozen=True)
class Indicator:
    """One figure's definition; exactly one of measure, formula, dated says where it comes from.

    A statement has none of the three: it is what its office stated, never re-derived.
    """

    key: str
    name: Words
    unit: Unit
    decimals: int
    basis: Basis
    period_kind: PeriodKind
    office: str = ""
    definition: Words = field(default_factory=dict)
    source: str = ""
    since: date | None = None
    until: date | None = None
    disclosure: str = ""
    measure: Measure | None = None
    formula: Formula | None = None
    dated: tuple[Dated, ...] = ()
    where: Ref = NOWHERE

    @property
    def needs(self) -> tuple[str, ...]:
        """The figures that it is made of."""
        match self.formula:
            case Combination(of=keys):
                return keys
            case Change(of=key) | ToDate(of=key):
                return (key,)
        return ()
