"""Many measures over many periods and groups from one reading of a table.

The database adds up once per group and day (few rows come back, for facts lie on few days), and
the days are put together here into whatever periods were asked for. A measure fits if its filter
is one `during` and tests that do not depend on the period, and no counting rule looks at other
rows; the others are asked one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from zonebook.core.expressions import (
    ALWAYS,
    And,
    Begins,
    Column,
    Compare,
    During,
    Has,
    IsKnown,
    Node,
    Not,
    OneOf,
    Or,
    Via,
)
from zonebook.core.indicators.answers import NO_VALUE, UNDECIDED, Totals
from zonebook.core.indicators.definition import Measure
from zonebook.core.period import KnownDay, Period
from zonebook.engines.sql.dialects import SPLIT
from zonebook.engines.sql.queries import group_of
from zonebook.engines.sql.writer import Text, Writer, join, joined

Groups: TypeAlias = dict[Any, Totals]
Key: TypeAlias = tuple[int, Period]


@dataclass(frozen=True)
class Dated:
    """A measure taken apart: the day of its rows, and what else they must satisfy."""

    day: Column
    rest: Node


def dated(measure: Measure) -> Dated | None:
    """The measure taken apart; None where it does not fit."""
    parts = measure.where.parts if isinstance(measure.where, And) else (measure.where,)
    days = [one for one in parts if isinstance(one, During)]
    rest = tuple(one for one in parts if not isinstance(one, During))
    additive = measure.aggregate in ("count", "sum") and not measure.rules
    if len(days) != 1 or not additive or not all(map(timeless, rest)):
        return None
    return Dated(days[0].column, And(rest) if rest else ALWAYS)


def timeless(node: Node) -> bool:
    """Whether the condition is the same for every period."""
    match node:
        case And(parts) | Or(parts):
            return all(map(timeless, parts))
        case Not(part):
            return timeless(part)
        case Via(_, inner) | Has(_, inner):
            return timeless(inner)
        case IsKnown() | OneOf() | Begins() | Compare():
            return True
        case _:
            return False


@dataclass(frozen=True)
class Reading:
    """One reading of a table: the measures that it serves, by their place in the list."""

    table: str
    day: Column
    measures: Mapping[int, tuple[Node, str]]  # what else its rows satisfy, and the column summed

    @cached_property
    def rests(self) -> tuple[Node, ...]:
        """The conditions, each once."""
        return tuple(dict.fromkeys(rest for rest, _ in self.measures.values()))

    @cached_property
    def values(self) -> tuple[tuple[Node, str], ...]:
        """The sums, each once."""
        return tuple(dict.fromkeys(one for one in self.measures.values() if one[1]))

    def query(self, writer: Writer, periods: Sequence[Period], by: str) -> Text:
        """Per group, day and precision: for each filter the rows, for each value its sum."""
        place = writer.place(writer.book.table[self.table], "t", periods[0])
        day, precision = place.column(self.day.name), writer.precision(self.day, place)
        keys = [f"{group_of(writer, place, by)} AS g", f"{day} AS d"]
        if precision is not None:
            keys.append(f"{precision} AS p")
        picked = [Text(one) for one in keys]
        picked += [Text(f"{place.value(name)} AS v_{name}") for name in self.columns]
        for number, rest in enumerate(self.rests):
            if rest != ALWAYS:
                picked.append(join(writer.truth(rest, place), f" AS c{number}"))
        inner = join(
            "SELECT ", joined(", ", picked), f' FROM "{self.table}" t WHERE ',
            writer.stands(place), " AND ", span(writer, day, periods),
        )  # fmt: skip
        named = "s.g, s.d" if precision is None else "s.g, s.d, s.p"
        head = f"{named}, 'day'" if precision is None else named
        sums = ", ".join(("COUNT(*)", *self.sums(writer)))
        return join(f"SELECT {head}, {sums} FROM (", inner, f") s GROUP BY {named}")

    @property
    def columns(self) -> list[str]:
        """The columns that are summed."""
        return sorted({column for _, column in self.values})

    def sums(self, writer: Writer) -> Iterator[str]:
        """The aggregates after the number of rows, in the order in which `cells` reads them."""
        for number, rest in enumerate(self.rests):
            if rest != ALWAYS:
                yield f"SUM(CAST(s.c{number} AS INTEGER)), COUNT(s.c{number})"
        for rest, column in self.values:
            value = f"s.v_{column}"
            if rest != ALWAYS:
                value = f"CASE WHEN s.c{self.rests.index(rest)} THEN {value} END"
            yield ", ".join((f"COUNT({value})", *writer.dialect.sums(value)))

    def cells(self, rows: Sequence[Sequence[Any]]) -> Iterator[Cell]:
        """The rows that come back, read."""
        for group, day, precision, *numbers in rows:
            found = iter([int(one or 0) for one in numbers])
            size = next(found)
            states = {}
            for rest in self.rests:
                true, decided = (size, size) if rest == ALWAYS else (next(found), next(found))
                states[rest] = true, size - decided
            values = {key: (next(found), next(found), next(found)) for key in self.values}
            yield Cell(group, known(day, precision), states, values)

    def totals(self, rows: Sequence[Sequence[Any]], periods: Sequence[Period]) -> dict[Key, Groups]:
        """Every measure in every period, by group."""
        found: dict[Key, dict[Any, Sum]] = {
            (number, period): {} for number in self.measures for period in periods
        }
        inside: dict[KnownDay | None, list[tuple[Period, bool]]] = {}
        for cell in self.cells(rows):
            if cell.day not in inside:
                inside[cell.day] = list(touching(cell.day, periods))
            for period, surely in inside[cell.day]:
                for number, (rest, column) in self.measures.items():
                    sums = found[number, period].setdefault(cell.group, Sum())
                    cell.add_to(sums, rest, column, surely)
        return {
            key: {one: sums[one].totals for one in in_order(sums) if sums[one].is_anything}
            for key, sums in found.items()
        }


@dataclass
class Sum:
    """What adds up for one measure, period and group."""

    value: int = 0
    counted: int = 0
    undecided: int = 0
    without_value: int = 0

    @property
    def is_anything(self) -> bool:
        """Whether any row is in question."""
        return bool(self.counted or self.undecided or self.without_value)

    @property
    def totals(self) -> Totals:
        """As the other questions answer."""
        out = {UNDECIDED: self.undecided, NO_VALUE: self.without_value}
        return Totals(self.value, self.counted, {why: n for why, n in out.items() if n})


@dataclass(frozen=True)
class Cell:
    """The rows of one group and day."""

    group: Any
    day: KnownDay | None
    states: Mapping[Node, tuple[int, int]]
    values: Mapping[tuple[Node, str], tuple[int, int, int]] = field(default_factory=dict)

    def add_to(self, sums: Sum, rest: Node, column: str, surely: bool) -> None:
        """Add these rows; where the day may lie outside, none of them is decided."""
        true, unknown = self.states[rest]
        if not surely:
            sums.undecided += true + unknown
            return
        sums.undecided += unknown
        if not column:
            sums.value += true
            sums.counted += true
            return
        filled, billions, left = self.values[rest, column]
        sums.value += billions * SPLIT + left
        sums.counted += filled
        sums.without_value += true - filled


def known(day: date | str | None, precision: str) -> KnownDay | None:
    """A day as the database gives it; SQLite keeps days as text."""
    if day is None:
        return None
    found = date.fromisoformat(day) if isinstance(day, str) else day
    match precision:
        case "month":
            return KnownDay(found, "month")
        case "year":
            return KnownDay(found, "year")
    return KnownDay(found)


def touching(day: KnownDay | None, periods: Sequence[Period]) -> Iterator[tuple[Period, bool]]:
    """The periods that the day lies in, and those in which it may lie."""
    for period in periods:
        inside = day.within(period) if day else None
        if inside is not False:
            yield period, bool(inside)


def span(writer: Writer, day: str, periods: Sequence[Period]) -> Text:
    """Rows of the years that the periods touch, and those without a day."""
    first = date(min(one.start for one in periods).year, 1, 1)
    after = date(max(one.last_day for one in periods).year + 1, 1, 1)
    return join(
        f"({day} >= ", writer.known(first), f" AND {day} < ", writer.known(after),
        f" OR {day} IS NULL)",
    )  # fmt: skip


def in_order(groups: Iterable[Any]) -> list[Any]:
    """Groups in order, the one without a value last."""
    return sorted(groups, key=lambda one: (one is None, 0 if one is None else one))
