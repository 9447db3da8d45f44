"""What an engine answers, and what it can be asked; core knows engines only by this."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from zonebook.core.indicators.definition import Measure
from zonebook.core.period import Period
from zonebook.core.units import Units
from zonebook.core.values import Interval, Written

UNDECIDED = "undecided"
NO_VALUE = "no_value"


@dataclass(frozen=True)
class Totals:
    """A figure without its rows: the value in the column's unit, how many rows made it."""

    value: int
    counted: int
    left_out: Mapping[str, int]


@dataclass(frozen=True)
class Answer:
    """A figure with its rows: ids that count, ids left out with the reason, both ascending.

    `distinct`: the values that a distinct count counts, where they are ids.
    """

    value: int
    counted: tuple[int, ...]
    excluded: tuple[tuple[int, str], ...]
    distinct: tuple[int, ...] = ()

    @property
    def totals(self) -> Totals:
        """The same without the rows."""
        left_out: dict[str, int] = {}
        for _, reason in self.excluded:
            left_out[reason] = left_out.get(reason, 0) + 1
        return Totals(self.value, len(self.counted), left_out)


def distinct_ids(measure: Measure) -> bool:
    """Whether the measure counts distinct records that its rows refer to."""
    return measure.aggregate == "count_distinct" and (
        measure.column == "id" or measure.column.endswith("_id")
    )


@dataclass(frozen=True)
class Statement:
    """A number that an office stated; `document` is the number of the paper that it stands on."""

    id: int
    number: str
    indicator: str
    period: str
    digits: int
    decimals: int
    unit: str
    vintage: str
    vintage_no: int
    released_on: date | None
    issuer: str
    document: str

    @property
    def written(self) -> Written:
        """The number as it was printed."""
        return Written(Decimal(self.digits).scaleb(-self.decimals))

    def interval(self, units: Units) -> Interval:
        """All exact values, in the base unit, that print like this."""
        factor = Interval.exactly(units[self.unit].factor)
        return self.written.interval() * factor


class Engine(Protocol):
    """What computes: the reference in Python, or SQL on a database."""

    def answer(self, measure: Measure, period: Period) -> Answer:
        """The measure's value in the period, with the rows."""

    def totals(self, measure: Measure, period: Period) -> Totals:
        """The measure's value in the period, without the rows."""

    def breakdown(
        self, measures: Sequence[Measure], periods: Sequence[Period], by: str
    ) -> Mapping[tuple[int, Period], Mapping[Any, Totals]]:
        """Every measure (by its place) in every period, by the values of a column or path."""

    def statements(self, keys: Collection[str], periods: Collection[str]) -> list[Statement]:
        """All standing statements of these indicators and period spellings, by id."""

    def is_empty(self, table: str) -> bool:
        """Whether the table has no standing row at all."""

    def years(self, table: str, columns: Sequence[str]) -> tuple[int, int] | None:
        """The first and the last year of the days in these columns of the standing rows."""
