"""The SQL engine: writes a query, has it run by a callable, reads the answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from zonebook.core.expressions import Column, Node
from zonebook.core.indicators.answers import (
    NO_VALUE,
    UNDECIDED,
    Answer,
    Statement,
    Totals,
    distinct_ids,
)
from zonebook.core.indicators.definition import Measure
from zonebook.core.period import Period
from zonebook.core.schema import Book
from zonebook.engines.sql import grid
from zonebook.engines.sql.dialects import DIALECTS, DUCKDB, POSTGRESQL, SPLIT, SQLITE, Dialect
from zonebook.engines.sql.queries import COUNTS, UNDECIDED_STATE, rows_query, totals_query
from zonebook.engines.sql.writer import Text, Writer

__all__ = ["DIALECTS", "DUCKDB", "POSTGRESQL", "SQLITE", "Dialect", "Sql", "Writer"]

# Runs SQL with question marks and its parameters, gives all rows.
Run: TypeAlias = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]

STATED = (
    "id", "number", "indicator", "period", "digits", "decimals", "unit", "vintage",
    "vintage_no", "released_on", "issuer",
)  # fmt: skip


@dataclass(frozen=True)
class Sql:
    """Answers from a database with the book's tables."""

    book: Book
    dialect: Dialect
    run: Run

    @property
    def writer(self) -> Writer:
        """The writer of this book and dialect."""
        return Writer(self.book, self.dialect)

    def ask(self, text: Text) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.run(text.sql, text.params)

    def totals(self, measure: Measure, period: Period) -> Totals:
        """The measure's value in the period, without the rows."""
        return totals_of(measure, self.ask(totals_query(self.writer, measure, period)))

    def answer(self, measure: Measure, period: Period) -> Answer:
        """The measure's value in the period, with the rows: one query, so that they belong together."""
        counted: list[int] = []
        excluded: list[tuple[int, str]] = []
        values: list[Any] = []
        for row, state, value in self.ask(rows_query(self.writer, measure, period)):
            if state == COUNTS:
                counted.append(row)
                values.append(value)
            else:
                excluded.append((row, reason_of(measure, state)))
        named = tuple(sorted(set(values))) if distinct_ids(measure) else ()
        return Answer(value_of(measure, values), tuple(counted), tuple(excluded), named)

    def breakdown(
        self, measures: Sequence[Measure], periods: Sequence[Period], by: str
    ) -> dict[tuple[int, Period], dict[Any, Totals]]:
        """Every measure (by its place) in every period, by the values of a column or path."""
        found: dict[tuple[int, Period], dict[Any, Totals]] = {}
        together: dict[tuple[str, Column], dict[int, tuple[Node, str]]] = {}
        for number, measure in enumerate(measures):
            apart = grid.dated(measure)
            if apart is not None:
                some = together.setdefault((measure.table, apart.day), {})
                some[number] = apart.rest, measure.column
                continue
            for period in periods:
                found[number, period] = self.grouped(measure, period, by)
        for (table, day), some in together.items():
            reading = grid.Reading(table, day, some)
            rows = self.ask(reading.query(self.writer, periods, by))
            found |= reading.totals(rows, periods)
        return found

    def grouped(self, measure: Measure, period: Period, by: str) -> dict[Any, Totals]:
        """One measure in a period, by the values of a column or path; no value comes last."""
        states: dict[Any, list[tuple[Any, ...]]] = {}
        for group, *state in self.ask(totals_query(self.writer, measure, period, by)):
            if state[0] is not None:
                states.setdefault(group, []).append(tuple(state))
        return {group: totals_of(measure, states[group]) for group in grid.in_order(states)}

    def statements(self, keys: Collection[str], periods: Collection[str]) -> list[Statement]:
        """All standing statements of these indicators and period spellings, by id."""
        if not keys or not periods:
            return []
        place = self.writer.place(self.book.table["statement"], "t", Period.year(2000))
        columns = ", ".join(place.column(name) for name in STATED)
        sql = (
            f'SELECT {columns}, d."number" FROM "statement" t'
            f' LEFT JOIN "document" d ON d."id" = {place.column("document_id")}'
            f" WHERE {self.writer.stands(place)}"
            f" AND {place.column('indicator')} IN ({', '.join('?' * len(keys))})"
            f" AND {place.column('period')} IN ({', '.join('?' * len(periods))})"
            f" ORDER BY {place.column('id')}"
        )
        return [stated(row) for row in self.run(sql, (*keys, *periods))]

    def is_empty(self, table: str) -> bool:
        """Whether the table has no standing row at all."""
        place = self.writer.place(self.book.table[table], "t", Period.year(2000))
        sql = f'SELECT 1 FROM "{table}" t WHERE {self.writer.stands(place)} LIMIT 1'
        return not self.run(sql, ())

    def years(self, table: str, columns: Sequence[str]) -> tuple[int, int] | None:
        """The first and the last year of the days in these columns of the standing rows."""
        place = self.writer.place(self.book.table[table], "t", Period.year(2000))
        ends = [f"{end}({place.column(one)})" for one in columns for end in ("MIN", "MAX")]
        sql = f'SELECT {", ".join(ends)} FROM "{table}" t WHERE {self.writer.stands(place)}'
        [row] = self.run(sql, ())
        found = {year_of(one) for one in row if one is not None}
        return (min(found), max(found)) if found else None


def year_of(day: date | str) -> int:
    """The year of a day as the database gives it; SQLite keeps days as text."""
    return int(day[:4]) if isinstance(day, str) else day.year


def totals_of(measure: Measure, states: Sequence[tuple[Any, ...]]) -> Totals:
    """The value and the rows left out, from one line a state."""
    value = counted = 0
    left_out: dict[str, int] = {}
    for state, rows, billions, rest in states:
        if state == COUNTS:
            value, counted = int(billions) * SPLIT + int(rest), rows
        elif state is not None:
            reason = reason_of(measure, state)
            left_out[reason] = left_out.get(reason, 0) + rows
    return Totals(value, counted, left_out)


def value_of(measure: Measure, values: Sequence[Any]) -> int:
    """The aggregate of the rows that count."""
    match measure.aggregate:
        case "count":
            return len(values)
        case "count_distinct":
            return len(set(values))
        case "sum" | "the":
            return sum(int(one) for one in values)


def reason_of(measure: Measure, state: int) -> str:
    """The reason that a state stands for."""
    if state > 0:
        return measure.rules[state - 1].reason
    return UNDECIDED if state == UNDECIDED_STATE else NO_VALUE


def stated(row: tuple[Any, ...]) -> Statement:
    """A statement from its row; SQLite's days come as text."""
    found = dict(zip(STATED, row[:-1], strict=True))
    released = found["released_on"]
    found["released_on"] = date.fromisoformat(released) if isinstance(released, str) else released
    found["issuer"] = found["issuer"] or ""
    return Statement(**found, document=row[-1] or "")
