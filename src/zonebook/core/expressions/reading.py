"""Reads a condition from a YAML mapping, resolves every name against the book, checks types.

    {kind: enterprise}                          column equals
    {kind: [contract, increment]}               one of
    {amount_fen: {at_least: {value: 10, unit: yi_yuan}}}
    {industry: {begins: ["276"]}}               codes below
    {all: […], any: […], not: {…}, known: column}
    {during: signed_on}                         the date lies in the period asked for
    {in_year: year}                             the number is the year of the period's last day
    {standing: {from: from_on, to: to_on, at: closing|opening}}
    {as_of: {day: granted_on, where: {…}}}      with the row's own day as closing day
    {via: {entity: {…}}, has: {certificates: {…}}, last: {events: {by: occurred_on, where: {…}}}}

Several keys of one mapping must all hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from zonebook.core import schema
from zonebook.core.catalog import Located, refusal
from zonebook.core.expressions.nodes import (
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
from zonebook.core.units import Units

OPERATORS: dict[str, Operator] = {
    "is": "=",
    "is_not": "!=",
    "below": "<",
    "at_most": "<=",
    "above": ">",
    "at_least": ">=",
}
FAR = date(9999, 1, 1)  # a later day has no next one
LARGEST = 2**63 - 1  # what a column of any of our databases holds


def both(parts: list[Node]) -> Node:
    """All of the parts, without a wrapper around a single one."""
    return parts[0] if len(parts) == 1 else And(tuple(parts))


@dataclass(frozen=True)
class Reader:
    """Reads conditions on the rows of one table."""

    book: schema.Book
    table: schema.Table
    units: Units

    def at(self, table: schema.Table) -> Reader:
        """The reader of another table's conditions."""
        return Reader(self.book, table, self.units)

    def condition(self, row: Any, where: str) -> Node:
        """The condition of a mapping; Refused, with file and line, where it cannot be."""
        if not isinstance(row, Located) or not row:
            raise refusal("expressions.not_a_condition", where)
        return both([self.entry(row, key) for key in row])

    def entry(self, row: Located, key: str) -> Node:
        """The condition of one key of a mapping."""
        words: dict[str, Callable[[Any, str], Node]] = {
            "all": lambda value, where: And(self.several(value, where)),
            "any": lambda value, where: Or(self.several(value, where)),
            "not": lambda value, where: Not(self.condition(value, where)),
            "known": self.known,
            "during": lambda value, where: During(self.day_column(value, where)),
            "in_year": self.in_year,
            "standing": self.standing,
            "as_of": self.as_of,
            "via": self.via,
            "has": self.has,
            "last": self.last,
        }
        where = row.where(key)
        if key in words:
            return words[key](row[key], where)
        return self.test(key, row[key], where)

    def several(self, value: Any, where: str) -> tuple[Node, ...]:
        """A list of conditions."""
        if not isinstance(value, list) or not value:
            raise refusal("expressions.not_a_list", where)
        return tuple(self.condition(one, where) for one in value)

    def column(self, name: Any, where: str) -> Column:
        """A column of the table, by name."""
        if name not in self.table.by_name:
            known = ", ".join(self.table.by_name)
            raise refusal(
                "expressions.unknown_column",
                where,
                column=str(name),
                table=self.table.name,
                known=known,
            )
        return Column(name)

    def known(self, name: Any, where: str) -> Node:
        """A column or a reference that must be filled in."""
        reference = self.table.reference.get(name) if isinstance(name, str) else None
        return IsKnown(Column(reference.column) if reference else self.column(name, where))

    def day_column(self, name: Any, where: str) -> Column:
        """A column that holds dates."""
        column = self.column(name, where)
        if self.table.by_name[column.name].type != "date":
            raise refusal("expressions.not_a_date", where, column=column.name)
        return column

    def in_year(self, name: Any, where: str) -> Node:
        """A column that holds a year."""
        column = self.column(name, where)
        if self.table.by_name[column.name].type != "integer":
            raise refusal("expressions.not_a_year", where, column=column.name)
        return InYear(column)

    def standing(self, value: Any, where: str) -> Node:
        """`{from: …, to: …, at: closing|opening}`; one end may be left out."""
        row = self.fields(value, {"from", "to", "at"}, where)
        ends = {
            end: self.day_column(row[end], row.where(end)) for end in ("from", "to") if end in row
        }
        at = row.get("at", "closing")
        if not ends or at not in ("closing", "opening"):
            raise refusal("expressions.wrong_fields", where, fields="from, to, at: closing|opening")
        return Standing(ends.get("from"), ends.get("to"), at)

    def as_of(self, value: Any, where: str) -> Node:
        """`{day: column, where: {…}}`."""
        row = self.fields(value, {"day", "where"}, where, needed={"day", "where"})
        day = self.day_column(row["day"], row.where("day"))
        return AsOf(day, self.condition(row["where"], row.where("where")))

    def via(self, value: Any, where: str) -> Node:
        """`{reference: {…}}`."""
        return both(
            [
                Via(name, self.at(self.target(name, row)).condition(row[name], row.where(name)))
                for row in [self.fields(value, None, where)]
                for name in row
            ]
        )

    def target(self, name: str, row: Located) -> schema.Table:
        """The table that a reference points to."""
        found = self.table.reference.get(name)
        if found is None or found.to not in self.book.table:
            raise refusal(
                "expressions.unknown_reference",
                row.where(name),
                reference=name,
                table=self.table.name,
                known=", ".join(self.table.reference),
            )
        return self.book.table[found.to]

    def has(self, value: Any, where: str) -> Node:
        """`{reverse: {…}}`."""
        return both(
            [
                Has(name, self.at(self.source(name, row)).condition(row[name], row.where(name)))
                for row in [self.fields(value, None, where)]
                for name in row
            ]
        )

    def source(self, name: str, row: Located) -> schema.Table:
        """The table whose rows refer to this one by a reverse name."""
        found = self.book.reverse.get((self.table.name, name))
        if found is None:
            known = [reverse for table, reverse in self.book.reverse if table == self.table.name]
            raise refusal(
                "expressions.unknown_reference",
                row.where(name),
                reference=name,
                table=self.table.name,
                known=", ".join(known),
            )
        return found[0]

    def last(self, value: Any, where: str) -> Node:
        """`{reverse: {by: date column, where: {…}}}`."""
        parts: list[Node] = []
        for name, inner in self.fields(value, None, where).items():
            reader = self.at(self.source(name, value))
            row = self.fields(inner, {"by", "where"}, value.where(name), needed={"by", "where"})
            order = reader.day_column(row["by"], row.where("by"))
            parts.append(Last(name, order, reader.condition(row["where"], row.where("where"))))
        return both(parts)

    def fields(
        self,
        value: Any,
        allowed: set[str] | None,
        where: str,
        needed: frozenset[str] | set[str] = frozenset(),
    ) -> Located:
        """A mapping with only the allowed and all of the needed fields."""
        if not isinstance(value, Located) or not value:
            raise refusal("expressions.not_a_condition", where)
        if (allowed is not None and not set(value) <= allowed) or not needed <= set(value):
            raise refusal(
                "expressions.wrong_fields", where, fields=", ".join(sorted(allowed or ()))
            )
        return value

    def test(self, name: str, value: Any, where: str) -> Node:
        """A test of one column: a value, a list of values, or comparing words."""
        column = self.column(name, where)
        if isinstance(value, list):
            return self.one_of(column, value, where)
        if isinstance(value, Mapping) and "value" not in value:
            return both([self.comparing(column, value, word, where) for word in value])
        return Compare(column, "=", self.literal(column, value, where))

    def one_of(self, column: Column, values: list[Any], where: str) -> Node:
        """The column is one of the listed values of its own type."""
        found = [self.literal(column, one, where).value for one in values]
        if not found or any(isinstance(one, bool | date) for one in found):
            raise refusal("expressions.not_a_list", where)
        return OneOf(column, tuple(one for one in found if isinstance(one, str | int)))

    def comparing(self, column: Column, row: Mapping[str, Any], word: str, where: str) -> Node:
        """`{at_least: 5}`, `{below: {column: other}}`, `{begins: […]}`."""
        kind, value = self.table.by_name[column.name].type, row[word]
        if word == "begins" and kind == "text" and isinstance(value, list) and value:
            if all(isinstance(one, str) and one for one in value):
                return Begins(column, tuple(value))
            raise refusal("expressions.not_a_list", where)
        operator = OPERATORS.get(word)
        if operator is None or (kind in ("text", "boolean") and operator not in ("=", "!=")):
            words = ", ".join((*OPERATORS, "begins"))
            raise refusal("expressions.wrong_word", where, word=word, type=kind, words=words)
        if isinstance(value, Mapping) and set(value) == {"column"}:
            return Compare(column, operator, self.other(column, value["column"], where))
        return Compare(column, operator, self.literal(column, value, where))

    def other(self, column: Column, name: Any, where: str) -> Column:
        """Another column of the same type and unit; dates of less than a day do not compare."""
        other = self.column(name, where)
        left, right = (self.table.by_name[one.name] for one in (column, other))
        partial = any(f"{one.name}_precision" in self.table.by_name for one in (left, right))
        if left.type != right.type or left.unit != right.unit or partial:
            raise refusal("expressions.not_comparable", where, left=left.name, right=right.name)
        return other

    def literal(self, column: Column, value: Any, where: str) -> Literal:
        """A value of the column's type; `{value, unit}` is turned into the column's unit."""
        declared = self.table.by_name[column.name]
        if isinstance(value, Mapping):
            value = self.quantity(declared, value, where)
        right = {
            "text": lambda: isinstance(value, str),
            "boolean": lambda: isinstance(value, bool),
            "integer": lambda: type(value) is int and abs(value) <= LARGEST,
            "date": lambda: isinstance(value, date) and value < FAR,
        }
        if not right[declared.type]():
            raise refusal(
                "expressions.wrong_type",
                where,
                column=column.name,
                type=declared.type,
                value=str(value),
            )
        return Literal(value)

    def quantity(self, column: schema.Column, row: Mapping[str, Any], where: str) -> int:
        """`{value: 10, unit: yi_yuan}` in the unit of the column, which must come out whole."""
        unit = self.units.find(str(row.get("unit", "")))
        own = self.units.find(column.unit) if column.unit else None
        known = set(row) == {"value", "unit"} and unit is not None and own is not None
        if not known or unit is None or own is None or unit.base != own.base:
            raise refusal(
                "expressions.wrong_unit", where, column=column.name, unit=str(row.get("unit", ""))
            )
        exact: Fraction = own.from_base(unit.to_base(row["value"]))
        if exact.denominator != 1:
            raise refusal(
                "expressions.wrong_unit", where, column=column.name, unit=str(row.get("unit", ""))
            )
        return exact.numerator
