"""When a count of nothing is not zero: the register says nothing of the period asked for.

A register speaks of the years from its first day to its last; in between, no row means that
nothing happened. Before and after, nobody has written anything down yet. Rows that belong to a
year (lists, plans, worksheets) speak of that year alone, monthly returns of their month. Where the
day stands in a register behind others (signings behind an investor), the first year of any of them
begins, and the last ends, what they speak of together. A stock is another matter: what stands
today is entered with the day since when, so before the first such day none stood.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from zonebook.core.expressions import And, Column, During, Has, InYear, Node, Or, Via
from zonebook.core.indicators.answers import NO_VALUE, Engine, Totals
from zonebook.core.indicators.definition import Measure
from zonebook.core.period import Period
from zonebook.core.schema import Book, Table

Args: TypeAlias = Mapping[str, object]
AHEAD = frozenset({"withdrawn_on", "valid_to", "due_on", "planned_on"})
Silence: TypeAlias = tuple[str, Args]  # the key of the reason, and what it names


@dataclass(frozen=True)
class Asked:
    """One measure that counted nothing in a period; `called` says what people call a table."""

    book: Book
    engine: Engine
    period: Period
    called: Callable[[str], object]

    def silence(self, measure: Measure, totals: Totals) -> Silence | None:
        """Why the register is silent; None where its zero is one."""
        if totals.counted or measure.aggregate == "the":
            return None
        without = totals.left_out.get(NO_VALUE, 0)
        if measure.aggregate == "sum" and without:
            return "figures.no_values", {"table": self.called(measure.table), "count": without}
        if totals.left_out:
            return None
        return self.of(measure.where, (self.book.table[measure.table],))

    def of(self, node: Node, path: tuple[Table, ...]) -> Silence | None:
        """What a condition asks of the last table of a path that the tables do not speak of."""
        table = path[-1]
        match node:
            case And(parts):
                found = (self.of(one, path) for one in parts)
                return next((one for one in found if one), None)
            case Or(parts):
                silent = [self.of(one, path) for one in parts]
                return silent[0] if silent and all(silent) else None
            case Has(reverse, inner):
                return self.of(inner, (*path, self.book.reverse[table.name, reverse][0]))
            case Via(reference, inner):
                target = self.book.table[table.reference[reference].to]
                return self.of(inner, (*path, target))
            case InYear():
                return self.unlisted(node, table)
            case During(Column("month_on")) if len(path) == 1:
                return self.not_kept(path, "month_on") or self.no_return(table, node)
            case During(column):
                return self.not_kept(path, column.name)
        return None

    def unlisted(self, node: InYear, table: Table) -> Silence | None:
        """No row of the table belongs to the year."""
        rows = self.engine.totals(Measure(table.name, where=node), self.period)
        if rows.counted or rows.left_out:
            return None
        year = str(self.period.last_day.year)
        return "figures.nothing_of_year", {"table": self.called(table.name), "year": year}

    def no_return(self, table: Table, node: Node) -> Silence | None:
        """No row of the table is of a month of the period: a return that is missing is no zero."""
        rows = self.engine.totals(Measure(table.name, where=node), self.period)
        if rows.counted or rows.left_out:
            return None
        return "figures.no_return", {"table": self.called(table.name)}

    def not_kept(self, path: tuple[Table, ...], asked: str) -> Silence | None:
        """The period lies before the first year of the registers, or after their last.

        Events behind another record that never happened leave no row: the record's own days speak
        for them too.
        """
        spans = [(table, self.years(table, asked)) for table in path]
        known = [(table, years) for table, years in spans if years is not None]
        if not known:
            return empty(self.called(path[-1].name)) if len(path) > 1 else None
        first, last = min(one[0] for _, one in known), max(one[1] for _, one in known)
        if self.period.start.year <= last and first <= self.period.last_day.year:
            return None
        return self.kept(known[0][0], (first, last))

    def years(self, table: Table, asked: str) -> tuple[int, int] | None:
        """The first and the last year of which a register is; None where it holds no day."""
        names = days_of(table, asked)
        return self.engine.years(table.name, names) if names else None

    def kept(self, table: Table, years: tuple[int, int]) -> Silence:
        """The register is of other years."""
        first, last = map(str, years)
        key = "figures.kept_in_year" if first == last else "figures.kept_in_years"
        return key, {"table": self.called(table.name), "first": first, "last": last}


def empty(called: object) -> Silence:
    """The register has no row at all."""
    return "figures.no_records", {"table": called}


def days_of(table: Table, asked: str) -> tuple[str, ...]:
    """The columns that say of which years a register is: the asked day if every row has it, else all.

    Where only some rows have the day (the end of a membership), no such row may well mean none.
    Days that are written ahead of time say nothing of how far it is kept, unless they are asked for.
    """
    column = table.by_name.get(asked)
    if column is not None and not column.nullable:
        return (asked,)
    days = [one.name for one in table.columns if one.type == "date"]
    return tuple(one for one in days if one == asked or one not in AHEAD)
