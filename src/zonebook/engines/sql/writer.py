"""Writes conditions as SQL text with bound parameters: one writer, three dialects.

Only the subset that SQLite, PostgreSQL and DuckDB share; a condition is a boolean expression that
is NULL where its answer is unknown. Names come from the book, never from outside.

`CASE (x) WHEN TRUE … WHEN FALSE … ELSE … END` asks an expression once, whatever its size, but for
DuckDB, which makes a copy for every WHEN: four subqueries in each other would be sixteen, planned
each. There the answer picks its place in a list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal, TypeAlias

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
    Node,
    Not,
    OneOf,
    Operator,
    Or,
    Standing,
    Via,
)
from zonebook.core.expressions import Literal as Value
from zonebook.core.period import Period, first_of_month
from zonebook.core.schema import Book, Table
from zonebook.engines.sql.dialects import Dialect

PRECISIONS: tuple[Literal["month", "year"], ...] = ("month", "year")


@dataclass(frozen=True)
class Text:
    """A piece of SQL and its parameters, in the order of its question marks."""

    sql: str
    params: tuple[Any, ...] = ()


Part: TypeAlias = "Text | str"


def join(*parts: Part) -> Text:
    """Pieces put together."""
    texts = [Text(one) if isinstance(one, str) else one for one in parts]
    return Text("".join(one.sql for one in texts), tuple(p for one in texts for p in one.params))


def joined(separator: str, parts: Sequence[Text]) -> Text:
    """Pieces with a separator between them."""
    return Text(
        separator.join(one.sql for one in parts), tuple(p for one in parts for p in one.params)
    )


@dataclass(frozen=True)
class Bound:
    """A day to compare with: known now, or an expression on an outer row."""

    known: date | None = None
    sql: str = ""


@dataclass(frozen=True)
class Day:
    """The day that spans stand on, as the days after the earliest and the latest it may be.

    They are one unless the day is read from a row that knows it to the month or year only;
    `missing` is the column that is then empty where there is no day.
    """

    early: Bound
    late: Bound
    missing: str = ""

    @classmethod
    def of(cls, day: date) -> Day:
        """A day that is known."""
        after = Bound(day + timedelta(1))
        return cls(after, after)


@dataclass(frozen=True)
class Place:
    """Whose row is asked: the table, its alias in the text, and the days in question."""

    table: Table
    alias: str
    period: Period
    closing: Day
    depth: int = 0

    @property
    def opening(self) -> Day:
        """The day before the period."""
        return Day.of(self.period.start - timedelta(1))

    def column(self, name: str) -> str:
        """A column of the row."""
        return f'{self.alias}."{name}"'

    def value(self, name: str) -> str:
        """The value in a column of the row; an empty text is no value."""
        found = self.table.by_name.get(name)
        is_text = found is not None and found.type == "text"
        return f"NULLIF({self.column(name)}, '')" if is_text else self.column(name)

    def inside(self, table: Table) -> Place:
        """The place of a row of another table, inside a subquery."""
        return replace(self, table=table, alias=f"r{self.depth + 1}", depth=self.depth + 1)


@dataclass(frozen=True)
class Writer:
    """Writes the conditions of one book in one dialect."""

    book: Book
    dialect: Dialect

    def place(self, table: Table, alias: str, period: Period) -> Place:
        """The outermost place: the day in question is the last of the period."""
        return Place(table, alias, period, Day.of(period.last_day))

    def stands(self, place: Place) -> str:
        """Whether the row stands: not withdrawn, not voided, as its table declares."""
        match place.table.alive:
            case "not_withdrawn":
                return f"{self.dialect.unindexed(place.column('withdrawn_on'))} IS NULL"
            case "not_voided":
                voiding = f'SELECT 1 FROM "{place.table.name}" v WHERE v."voids_id" = {place.column("id")}'
                voids = self.dialect.unindexed(place.column("voids_id"))
                return f"{voids} IS NULL AND NOT EXISTS ({voiding})"
            case "always":
                return "TRUE"

    # -- answers ---------------------------------------------------------------------------

    def pick(self, truth: Text, yes: Part, no: Part, unknown: Part) -> Text:
        """One of three by a condition."""
        if self.dialect.copies_cases:
            return join("[", no, ", ", unknown, ", ", yes, "][", self.coded(truth), " + 1]")
        head = join("CASE (", truth, ") WHEN TRUE THEN ", yes)
        return join(head, " WHEN FALSE THEN ", no, " ELSE ", unknown, " END")

    def coded(self, truth: Text) -> Text:
        """A condition as a number: 2 true, 1 unknown, 0 false."""
        if self.dialect.copies_cases:
            return join("COALESCE(CAST(", truth, " AS TINYINT) * 2, 1)")
        return self.pick(truth, "2", "0", "1")

    def decoded(self, code: Text) -> Text:
        """The condition of a number: 2 true, 1 unknown, anything else (no row) false."""
        if self.dialect.copies_cases:
            return join("[FALSE, NULL, TRUE][COALESCE(", code, ", 0) + 1]")
        return join("(CASE ", code, " WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END)")

    # -- conditions ------------------------------------------------------------------------

    def truth(self, node: Node, place: Place) -> Text:
        """The condition as a boolean expression, NULL where it is unknown."""
        match node:
            case And(parts):
                return self.several(" AND ", "TRUE", parts, place)
            case Or(parts):
                return self.several(" OR ", "FALSE", parts, place)
            case Not(part):
                return join("(NOT ", self.truth(part, place), ")")
            case IsKnown(Column(name)):
                return Text(f"({place.value(name)} IS NOT NULL)")
            case OneOf(Column(name), values):
                return Text(f"({place.value(name)} IN ({', '.join('?' * len(values))}))", values)
            case Begins(column, prefixes):
                return self.begins(place.value(column.name), prefixes)
            case Compare(column, operator, right):
                return self.compare(column, operator, right, place)
            case During(column):
                return self.within(column, place.period, place)
            case InYear(Column(name)):
                return Text(f"({place.value(name)} = ?)", (place.period.last_day.year,))
            case Standing(from_, to, at):
                day = place.closing if at == "closing" else place.opening
                return self.standing(from_, to, day, place)
            case AsOf(column, inner):
                return self.truth(inner, replace(place, closing=self.day_of(column, place)))
            case Via(reference, inner):
                return self.via(reference, inner, place)
            case Has(reverse, inner):
                return self.has(reverse, inner, place)
            case Last(reverse, order, inner):
                return self.last(reverse, order, inner, place)

    def several(self, word: str, empty: str, parts: Sequence[Node], place: Place) -> Text:
        """Parts under AND or OR; SQL's own logic is Kleene's."""
        if not parts:
            return Text(f"({empty})")
        return join("(", joined(word, [self.truth(one, place) for one in parts]), ")")

    def begins(self, column: str, prefixes: Sequence[str]) -> Text:
        """Prefix tests without LIKE, which ignores case on SQLite."""
        tests = [Text(f"substr({column}, 1, {len(one)}) = ?", (one,)) for one in prefixes]
        return join("(", joined(" OR ", tests), ")")

    def compare(
        self, column: Column, operator: Operator, right: Value | Column, place: Place
    ) -> Text:
        """A column against a literal or another column; dates by the days they may be."""
        left, sign = place.value(column.name), "<>" if operator == "!=" else operator
        if isinstance(right, Column):
            return Text(f"({left} {sign} {place.value(right.name)})")
        value = right.value
        if isinstance(value, bool):
            return Text(f"({left} {sign} {'TRUE' if value else 'FALSE'})")
        if not isinstance(value, date):
            return Text(f"({left} {sign} ?)", (value,))
        return self.compare_days(column, operator, value, place)

    def compare_days(self, column: Column, operator: Operator, day: date, place: Place) -> Text:
        """A date, perhaps known only to the month, against a day."""
        after = day + timedelta(1)
        match operator:
            case "=":
                return self.within(column, Period.day(day), place)
            case "!=":
                return join("(NOT ", self.within(column, Period.day(day), place), ")")
            case "<":
                return self.before(column, Bound(day), Bound(day), place)
            case "<=":
                return self.before(column, Bound(after), Bound(after), place)
            case ">":
                return join("(NOT ", self.before(column, Bound(after), Bound(after), place), ")")
            case ">=":
                return join("(NOT ", self.before(column, Bound(day), Bound(day), place), ")")

    # -- relations -------------------------------------------------------------------------

    def via(self, reference: str, inner: Node, place: Place) -> Text:
        """The inner condition for the record referred to; NULL where no record stands."""
        found = place.table.reference[reference]
        target = place.inside(self.book.table[found.to])
        return join(
            "(SELECT ",
            self.truth(inner, target),
            f' FROM "{target.table.name}" {target.alias} WHERE {target.column("id")}'
            f" = {self.dialect.outer(place.column(found.column))} AND {self.stands(target)})",
        )

    def referring(self, reverse: str, place: Place) -> tuple[Place, str]:
        """The rows that refer to this one: their place, and the text from FROM on."""
        table, reference = self.book.reverse[(place.table.name, reverse)]
        source = place.inside(table)
        return source, (
            f' FROM "{table.name}" {source.alias} WHERE {source.column(reference.column)}'
            f" = {self.dialect.outer(place.column('id'))} AND {self.stands(source)}"
        )

    def has(self, reverse: str, inner: Node, place: Place) -> Text:
        """True if some row satisfies it, else unknown if one is unknown, else false."""
        source, rows = self.referring(reverse, place)
        return self.decoded(
            join("(SELECT MAX(", self.coded(self.truth(inner, source)), f"){rows})")
        )

    def last(self, reverse: str, order: Column, inner: Node, place: Place) -> Text:
        """The inner condition for the latest row that had happened by the closing day."""
        source, rows = self.referring(reverse, place)
        happened = self.standing(order, None, place.closing, source)
        unsure = join(f"EXISTS (SELECT 1{rows} AND (", happened, ") IS NULL)")
        latest = f" ORDER BY {source.column(order.name)} DESC, {source.column('id')} DESC LIMIT 1"
        code = join(
            "(SELECT ", self.coded(self.truth(inner, source)), rows, " AND ", happened, latest, ")"
        )
        return join("(CASE WHEN ", unsure, " THEN NULL ELSE ", self.decoded(code), " END)")

    # -- days ------------------------------------------------------------------------------

    def day_of(self, column: Column, place: Place) -> Day:
        """The row's own day as closing day, as exactly as the row knows it."""
        name, precision = place.column(column.name), self.precision(column, place)
        next_day = self.dialect.next_day(name)
        if precision is None:
            return Day(Bound(sql=next_day), Bound(sql=next_day), name)
        first, after = f"(CASE {precision}", f"(CASE {precision}"
        for one in PRECISIONS:
            first += f" WHEN '{one}' THEN {self.dialect.next_day(self.dialect.floor(name, one))}"
            after += f" WHEN '{one}' THEN {self.dialect.after(name, one)}"
        end = f" ELSE {next_day} END)"
        return Day(Bound(sql=first + end), Bound(sql=after + end), name)

    def precision(self, column: Column, place: Place) -> str | None:
        """The column that says how exactly a date is known, if the table has one."""
        name = f"{column.name}_precision"
        return place.column(name) if name in place.table.by_name else None

    def known(self, day: date) -> Text:
        """A day as a parameter."""
        return Text("?", (self.dialect.bound(day),))

    def by_precision(self, column: Column, place: Place, test: Callable[[str], Text]) -> Text:
        """A test that differs between dates known to the day, the month and the year."""
        precision = self.precision(column, place)
        if precision is None:
            return test("day")
        whens = [join(f" WHEN '{one}' THEN ", test(one)) for one in PRECISIONS]
        return join(f"(CASE {precision}", *whens, " ELSE ", test("day"), " END)")

    def ends_by(self, column: Column, bound: Bound, place: Place) -> Text:
        """Whether every day that the date may be lies before the bound."""
        name = place.column(column.name)

        def test(precision: str) -> Text:
            return join(f"({name} < ", self.floor(bound, precision), ")")

        return self.by_precision(column, place, test)

    def floor(self, bound: Bound, precision: str) -> Text:
        """The first day of the month or year that the bound lies in; the bound itself for days."""
        if bound.known is not None:
            month = 1 if precision == "year" else bound.known.month
            first = bound.known if precision == "day" else first_of_month(bound.known.year, month)
            return self.known(first)
        if precision == "day":
            return Text(bound.sql)
        return Text(self.dialect.floor(bound.sql, "month" if precision == "month" else "year"))

    def starts_from(self, column: Column, bound: Bound, place: Place) -> Text:
        """Whether no day that the date may be lies before the bound."""
        name = place.column(column.name)
        other = self.known(bound.known) if bound.known is not None else Text(bound.sql)

        def test(precision: str) -> Text:
            if precision == "day":
                return join(f"({name} >= ", other, ")")
            first = self.dialect.floor(name, "month" if precision == "month" else "year")
            return join(f"({first} >= ", other, ")")

        return self.by_precision(column, place, test)

    def before(self, column: Column, early: Bound, late: Bound, place: Place) -> Text:
        """Whether the date lies before a bound that is somewhere from `early` to `late`."""
        if self.precision(column, place) is None and early == late:
            return self.ends_by(column, early, place)
        sure, never = self.ends_by(column, early, place), self.starts_from(column, late, place)
        return join("(CASE WHEN ", sure, " THEN TRUE WHEN ", never, " THEN FALSE END)")

    def within(self, column: Column, period: Period, place: Place) -> Text:
        """Whether the date lies in the period; NULL where its precision cannot tell."""
        start, end = Bound(period.start), Bound(period.end)
        begun, ended = self.starts_from(column, start, place), self.ends_by(column, end, place)
        if self.precision(column, place) is None:
            return join("(", begun, " AND ", ended, ")")
        too_early, too_late = (
            self.ends_by(column, start, place),
            self.starts_from(column, end, place),
        )
        return join(
            "(CASE WHEN ", begun, " AND ", ended, " THEN TRUE WHEN ",
            too_early, " OR ", too_late, " THEN FALSE END)",
        )  # fmt: skip

    def standing(self, from_: Column | None, to: Column | None, day: Day, place: Place) -> Text:
        """Whether the span from–to stands on the day; an empty `to` is still open."""
        parts: list[Text] = []
        if from_ is not None:
            parts.append(self.before(from_, day.early, day.late, place))
        if to is not None:
            ended = self.before(to, day.early, day.late, place)
            parts.append(join(f"({place.column(to.name)} IS NULL OR NOT ", ended, ")"))
        found = join("(", joined(" AND ", parts), ")")
        if not day.missing:
            return found
        return join(f"(CASE WHEN {day.missing} IS NULL THEN NULL ELSE ", found, " END)")
