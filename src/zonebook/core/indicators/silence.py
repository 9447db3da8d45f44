"""When a count of nothing is not zero: the register says nothing of the period asked for.

A register speaks of the years from its first day to its last; in between, no row means that
nothing happened. Before and after, nobody has written anything down yet. Rows that belong to a
year (lists, plans, worksheets) speak of that year alone. A stock is another matter: what stands
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
        return self.of(measure.where, self.book.table[measure.table], own=True)

    def of(self, node: Node, table: Table, *, own: bool) -> Silence | None:
        """What a condition asks of a table that the table does not speak of.

        Events behind another record (`own` false) do not count: one that never happened leaves
        no row.
        """
        match node:
            case And(parts):
                found = (self.of(one, table, own=own) for one in parts)
                return next((one for one in found if one), None)
            case Or(parts):
                silent = [self.of(one, table, own=own) for one in parts]
                return silent[0] if silent and all(silent) else None
            case Has(reverse, inner):
                return self.of(inner, self.book.reverse[table.name, reverse][0], own=False)
            case Via(reference, inner):
                target = self.book.table[table.reference[reference].to]
                return self.of(inner, target, own=False)
            case InYear():
                return self.unlisted(node, table)
            case During(column) if own:
                return self.not_kept(table, column)
        return None

    def unlisted(self, node: InYear, table: Table) -> Silence | None:
        """No row of the table belongs to the year."""
        rows = self.engine.totals(Measure(table.name, where=node), self.period)
        if rows.counted or rows.left_out:
            return None
        year = str(self.period.last_day.year)
        return "figures.nothing_of_year", {"table": self.called(table.name), "year": year}

    def not_kept(self, table: Table, column: Column) -> Silence | None:
        """The period lies before the first year of the register, or after its last."""
        years = self.engine.years(table.name, days_of(table, column))
        start, end = self.period.start.year, self.period.last_day.year
        if years is None or (start <= years[1] and years[0] <= end):
            return None
        return self.kept(table, years)

    def kept(self, table: Table, years: tuple[int, int]) -> Silence:
        """The register is of other years."""
        first, last = map(str, years)
        key = "figures.kept_in_year" if first == last else "figures.kept_in_years"
        return key, {"table": self.called(table.name), "first": first, "last": last}


def days_of(table: Table, column: Column) -> tuple[str, ...]:
    """The columns that say of which years a register is: a day that every row has, else all days.

    Where only some rows have the day (the end of a membership), no such row may well mean none.
    """
    if not table.by_name[column.name].nullable:
        return (column.name,)
    return tuple(
        one.name for one in table.columns if one.type == "date" and one.name != "withdrawn_on"
    )
