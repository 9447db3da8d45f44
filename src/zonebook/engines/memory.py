"""The reference engine: plain loops over rows, slow and obvious. When engines differ, it is right.

What each node means stands in `core.expressions`; what a measure means in
`core.indicators.definition.Measure`. Nothing here is optimised, on purpose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from operator import eq, ge, gt, le, lt, ne
from typing import Any, TypeAlias

from zonebook.core.expressions import (
    And,
    AsOf,
    Begins,
    Column,
    Compare,
    During,
    Has,
    InYear,
    IsKnown,
    Last,
    Literal,
    Node,
    Not,
    OneOf,
    Operator,
    Or,
    Standing,
    Via,
)
from zonebook.core.indicators.answers import (
    NO_VALUE,
    UNDECIDED,
    Answer,
    Statement,
    Totals,
    distinct_ids,
)
from zonebook.core.indicators.definition import FirstPer, Measure, Only, Rule
from zonebook.core.period import KnownDay, Period
from zonebook.core.schema import Book, Table
from zonebook.engines.kleene import Truth, all_of, any_of, negated

Row: TypeAlias = Mapping[str, Any]
COMPARED = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def stands_in(table: Table, row: Row, voided: Collection[int]) -> bool:
    """Whether a row stands, as its table declares."""
    match table.alive:
        case "not_withdrawn":
            return row["withdrawn_on"] is None
        case "not_voided":
            return row["voids_id"] is None and row["id"] not in voided
        case "always":
            return True


@dataclass(frozen=True)
class Days:
    """The days that a condition is about; `closing` is None where there is none."""

    period: Period
    closing: KnownDay | None
    opening: KnownDay


@dataclass(frozen=True)
class Memory:
    """Answers from rows held as dictionaries, by table."""

    book: Book
    rows: Mapping[str, Sequence[Row]]

    # -- what figures ask ------------------------------------------------------------------

    def answer(self, measure: Measure, period: Period) -> Answer:
        """The measure's value in the period, with the rows."""
        table, days = self.book.table[measure.table], self.days(period)
        counted: list[Row] = []
        excluded: list[tuple[int, str]] = []
        for row in sorted(self.standing(table), key=lambda one: one["id"]):
            reason = self.left_out(measure, table, row, days)
            if reason is None:
                counted.append(row)
            elif reason:
                excluded.append((row["id"], reason))
        ids = tuple(row["id"] for row in counted)
        named = {row[measure.column] for row in counted} if distinct_ids(measure) else set()
        value = self.value(measure, counted)
        return Answer(value, ids, tuple(excluded), tuple(sorted(named)))

    def totals(self, measure: Measure, period: Period) -> Totals:
        """The measure's value in the period, without the rows."""
        return self.answer(measure, period).totals

    def breakdown(
        self, measures: Sequence[Measure], periods: Sequence[Period], by: str
    ) -> dict[tuple[int, Period], dict[Any, Totals]]:
        """Every measure (by its place) in every period, by the values of a column or path."""
        return {
            (number, period): self.grouped(measure, period, by)
            for number, measure in enumerate(measures)
            for period in periods
        }

    def grouped(self, measure: Measure, period: Period, by: str) -> dict[Any, Totals]:
        """One measure in a period, by the values of a column or path; no value comes last."""
        table = self.book.table[measure.table]
        groups: dict[Any, list[Row]] = {}
        for row in self.standing(table):
            groups.setdefault(self.group(table, row, by), []).append(row)
        found = {}
        for group in sorted(groups, key=lambda one: (one is None, 0 if one is None else one)):
            totals = self.only(measure, table, groups[group], period)
            if totals.counted or totals.left_out:
                found[group] = totals
        return found

    def only(self, measure: Measure, table: Table, rows: Sequence[Row], period: Period) -> Totals:
        """The measure over some of the rows of its table."""
        days = self.days(period)
        reasons = [self.left_out(measure, table, row, days) for row in rows]
        counted = [row for row, why in zip(rows, reasons, strict=True) if why is None]
        return Totals(
            self.value(measure, counted), len(counted), dict(Counter(filter(None, reasons)))
        )

    def group(self, table: Table, row: Row, path: str) -> Any:
        """The value by which a row is grouped, on the row or on a record that it refers to."""
        first, _, further = path.partition(".")
        if not further:
            return self.at(row, first)
        reference = table.reference[first]
        target = self.book.table[reference.to]
        for one in self.standing_by(target, "id", row[reference.column]):
            return self.group(target, one, further)
        return None

    def statements(self, keys: Collection[str], periods: Collection[str]) -> list[Statement]:
        """All standing statements of these indicators and period spellings, by id."""
        papers = {row["id"]: row["number"] for row in self.rows.get("document", ())}
        found = [
            Statement(
                id=row["id"],
                number=row["number"],
                indicator=row["indicator"],
                period=row["period"],
                digits=row["digits"],
                decimals=row["decimals"],
                unit=row["unit"],
                vintage=row["vintage"],
                vintage_no=row["vintage_no"],
                released_on=row["released_on"],
                issuer=row["issuer"] or "",
                document=papers.get(row["document_id"], ""),
            )
            for row in self.standing(self.book.table["statement"])
            if row["indicator"] in keys and row["period"] in periods
        ]
        return sorted(found, key=lambda one: one.id)

    def is_empty(self, table: str) -> bool:
        """Whether the table has no standing row at all."""
        return not self.standing(self.book.table[table])

    def years(self, table: str, columns: Sequence[str]) -> tuple[int, int] | None:
        """The first and the last year of the days in these columns of the standing rows."""
        rows = self.standing(self.book.table[table])
        found = {row[name].year for row in rows for name in columns if row[name] is not None}
        return (min(found), max(found)) if found else None

    # -- counting --------------------------------------------------------------------------

    def days(self, period: Period) -> Days:
        """The closing day is the last of the period, the opening day the one before it."""
        opening = KnownDay(period.start - timedelta(1))
        return Days(period, KnownDay(period.last_day), opening)

    def left_out(self, measure: Measure, table: Table, row: Row, days: Days) -> str | None:
        """None: the row counts; empty text: it is not in question; else why it is left out."""
        truth = self.truth(measure.where, table, row, days)
        if truth is not True:
            return "" if truth is False else UNDECIDED
        for rule in measure.rules:
            reason = self.broken(rule, table, row, days)
            if reason is not None:
                return reason
        if measure.column and self.at(row, measure.column) is None:
            return NO_VALUE
        return None

    def broken(self, rule: Rule, table: Table, row: Row, days: Days) -> str | None:
        """Why the rule leaves the row out; None if it passes."""
        match rule:
            case Only(condition, reason):
                truth = self.truth(condition, table, row, days)
                if truth is None:
                    return UNDECIDED
                return None if truth else reason
            case FirstPer(by, among, order, reason, last):
                if self.at(row, by) is None or self.truth(among, table, row, days) is not True:
                    return None
                rivals = [
                    other
                    for other in self.standing_by(table, by, row[by])
                    if self.truth(among, table, other, days) is True
                ]
                rivals.sort(key=lambda one: [self.rank(one[name], last) for name in (*order, "id")])
                return None if rivals[0]["id"] == row["id"] else reason

    def rank(self, value: Any, last: bool) -> tuple[bool, int]:
        """A value's place in an order: empty values come last, also where the largest is first."""
        if value is None:
            return (True, 0)
        place = value.toordinal() if isinstance(value, date) else int(value)
        return (False, -place if last else place)

    def value(self, measure: Measure, counted: Sequence[Row]) -> int:
        """The aggregate of the rows that count."""
        match measure.aggregate:
            case "count":
                return len(counted)
            case "count_distinct":
                return len({row[measure.column] for row in counted})
            case "sum" | "the":
                return sum(int(row[measure.column]) for row in counted)

    def at(self, row: Row, name: str) -> Any:
        """The value in a column; an empty text is no value."""
        return None if row[name] == "" else row[name]

    # -- rows ------------------------------------------------------------------------------

    def standing(self, table: Table) -> list[Row]:
        """The rows of a table that stand: not withdrawn, not voided, as the table declares."""
        if table.name not in self.told_apart:
            rows = self.rows.get(table.name, ())
            voided = {row["voids_id"] for row in rows} if table.alive == "not_voided" else set()
            self.told_apart[table.name] = [row for row in rows if stands_in(table, row, voided)]
        return self.told_apart[table.name]

    @cached_property
    def told_apart(self) -> dict[str, list[Row]]:
        """The standing rows by table, as far as they were asked for."""
        return {}

    def standing_by(self, table: Table, column: str, wanted: Any) -> list[Row]:
        """The standing rows with this id in the column."""
        if (table.name, column) not in self.sorted_by:
            shelves = self.sorted_by[table.name, column] = {}
            for row in self.standing(table):
                shelves.setdefault(row[column], []).append(row)
        return self.sorted_by[table.name, column].get(wanted, [])

    @cached_property
    def sorted_by(self) -> dict[tuple[str, str], dict[Any, list[Row]]]:
        """The standing rows by the id in a column: a book of 10^5 rows is not read 10^5 times."""
        return {}

    def referring(self, table: Table, reverse: str, row: Row) -> tuple[Table, list[Row]]:
        """The standing rows that refer to this one by a reverse name, and their table."""
        source, reference = self.book.reverse[(table.name, reverse)]
        return source, self.standing_by(source, reference.column, row["id"])

    # -- conditions ------------------------------------------------------------------------

    def truth(self, node: Node, table: Table, row: Row, days: Days) -> Truth:
        """Whether the condition holds for the row: true, false, or unknown (None)."""
        match node:
            case And(parts):
                return all_of(self.truth(one, table, row, days) for one in parts)
            case Or(parts):
                return any_of(self.truth(one, table, row, days) for one in parts)
            case Not(part):
                return negated(self.truth(part, table, row, days))
            case IsKnown(Column(name)):
                return self.at(row, name) is not None
            case OneOf(Column(name), values):
                value = self.at(row, name)
                return None if value is None else value in values
            case Begins(Column(name), prefixes):
                value = self.at(row, name)
                return None if value is None else value.startswith(prefixes)
            case Compare(column, operator, right):
                return self.compare(column, operator, right, table, row)
            case During(column):
                known = self.known_day(table, column, row)
                return None if known is None else known.within(days.period)
            case InYear(Column(name)):
                year = self.at(row, name)
                return None if year is None else bool(year == days.period.last_day.year)
            case Standing(from_, to, at):
                day = days.closing if at == "closing" else days.opening
                return self.stands(from_, to, day, table, row)
            case AsOf(column, inner):
                own = replace(days, closing=self.known_day(table, column, row))
                return self.truth(inner, table, row, own)
            case Via(reference, inner):
                return self.via(reference, inner, table, row, days)
            case Has(reverse, inner):
                source, rows = self.referring(table, reverse, row)
                return any_of(self.truth(inner, source, one, days) for one in rows)
            case Last(reverse, order, inner):
                source, rows = self.referring(table, reverse, row)
                return self.last(order, inner, source, rows, days)

    def via(self, reference: str, inner: Node, table: Table, row: Row, days: Days) -> Truth:
        """The inner condition for the record referred to; unknown if none stands."""
        target = self.book.table[table.reference[reference].to]
        wanted = row[table.reference[reference].column]
        for one in self.standing_by(target, "id", wanted):
            return self.truth(inner, target, one, days)
        return None

    def last(self, order: Column, inner: Node, source: Table, rows: list[Row], days: Days) -> Truth:
        """The inner condition for the latest row that had happened by the closing day."""
        happened = [(self.stands(order, None, days.closing, source, one), one) for one in rows]
        if any(truth is None for truth, _ in happened):
            return None
        past = [one for truth, one in happened if truth]
        if not past:
            return False
        latest = max(past, key=lambda one: (one[order.name], one["id"]))
        return self.truth(inner, source, latest, days)

    # -- days ------------------------------------------------------------------------------

    def known_day(self, table: Table, column: Column, row: Row) -> KnownDay | None:
        """The date in a column as far as it is known; None where the column is empty."""
        value = row[column.name]
        if value is None:
            return None
        precision = f"{column.name}_precision"
        if precision in table.by_name and row[precision] in ("month", "year"):
            return KnownDay(value, row[precision])
        return KnownDay(value)

    def before(self, known: KnownDay | None, early: date, late: date) -> Truth:
        """Whether the date lies before a day that is somewhere from `early` to `late`."""
        if known is None:
            return None
        if known.span.end <= early:
            return True
        return False if known.span.start >= late else None

    def stands(
        self, from_: Column | None, to: Column | None, day: KnownDay | None, table: Table, row: Row
    ) -> Truth:
        """Whether the span from–to stands on the day, on whichever it is of those it may be."""
        if day is None:
            return None
        early, late = day.span.start + timedelta(1), day.span.end
        truths: list[Truth] = []
        if from_ is not None:
            truths.append(self.before(self.known_day(table, from_, row), early, late))
        if to is not None and row[to.name] is not None:
            ended = self.before(self.known_day(table, to, row), early, late)
            truths.append(negated(ended))
        return all_of(truths)

    def compare(
        self, column: Column, operator: Operator, right: Literal | Column, table: Table, row: Row
    ) -> Truth:
        """A column against a literal or another column; dates by the days they may be."""
        value = self.at(row, column.name)
        other = right.value if isinstance(right, Literal) else self.at(row, right.name)
        if value is None or other is None:
            return None
        if isinstance(other, date):
            return self.compare_days(self.known_day(table, column, row), operator, other)
        return bool(COMPARED[operator](value, other))

    def compare_days(self, known: KnownDay | None, operator: Operator, other: date) -> Truth:
        """A date against a day."""
        next_day = other + timedelta(1)
        match operator:
            case "=":
                return None if known is None else known.within(Period.day(other))
            case "!=":
                return None if known is None else negated(known.within(Period.day(other)))
            case "<":
                return self.before(known, other, other)
            case "<=":
                return self.before(known, next_day, next_day)
            case ">":
                return negated(self.before(known, next_day, next_day))
            case ">=":
                return negated(self.before(known, other, other))
