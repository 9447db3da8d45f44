"""A measure as one query: each row gets its state once, and totals are grouped by state.

States: 0 counts, n > 0 is left out by the n-th counting rule, −1 cannot be decided, −2 has no
value to sum; a row that is not in question has none. Totals come from grouping by state (two
levels, no FILTER), rows from the same inner query.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from zonebook.core.expressions import (
    And,
    Column,
    Compare,
    During,
    IsKnown,
    Literal,
    Node,
    OneOf,
)
from zonebook.core.indicators.definition import FirstPer, Measure, Only, Rule
from zonebook.core.period import Period
from zonebook.engines.sql.writer import Place, Text, Writer, join, joined

COUNTS, UNDECIDED_STATE, NO_VALUE_STATE = 0, -1, -2


def totals_query(writer: Writer, measure: Measure, period: Period, by: str = "") -> Text:
    """Per state (and group): how many rows, and the value in two parts (billions and rest)."""
    match measure.aggregate:
        case "count":
            value = "0, COUNT(*)"
        case "count_distinct":
            value = "0, COUNT(DISTINCT s.value)"
        case "sum" | "the":
            value = ", ".join(writer.dialect.sums("s.value"))
    inner = states_query(writer, measure, period, by)
    keys = "s.g, s.state" if by else "s.state"
    return join(
        f"SELECT {keys}, COUNT(*), {value} FROM (", inner, f") s GROUP BY {keys} ORDER BY {keys}"
    )


def group_of(writer: Writer, place: Place, path: str) -> str:
    """The column by which rows are grouped, on the row or on a record that it refers to."""
    first, _, further = path.partition(".")
    if not further:
        return place.value(first)
    reference = place.table.reference[first]
    target = place.inside(writer.book.table[reference.to])
    return (
        f'(SELECT {group_of(writer, target, further)} FROM "{target.table.name}" {target.alias}'
        f" WHERE {target.column('id')} = {writer.dialect.outer(place.column(reference.column))}"
        f" AND {writer.stands(target)})"
    )


def rows_query(writer: Writer, measure: Measure, period: Period) -> Text:
    """Per row in question: its id, state and summed or distinct value, by id."""
    inner = states_query(writer, measure, period)
    return join(
        "SELECT s.id, s.state, s.value FROM (", inner, ") s WHERE s.state IS NOT NULL ORDER BY s.id"
    )


def states_query(writer: Writer, measure: Measure, period: Period, by: str = "") -> Text:
    """The rows of the table with their state and the column that is summed or distinct."""
    table = writer.book.table[measure.table]
    place = writer.place(table, "t", period)
    value = place.value(measure.column) if measure.column else "0"
    tests = [Text(writer.stands(place)), *narrowing(writer, measure.where, place)]
    group = f"{group_of(writer, place, by)} AS g, " if by else ""
    return join(
        f"SELECT {place.column('id')} AS id, {value} AS value, {group}",
        state(writer, measure, place),
        f' AS state FROM "{table.name}" t WHERE ',
        joined(" AND ", tests),
    )


def state(writer: Writer, measure: Measure, place: Place) -> Text:
    """The state of a row: the filter first, then the counting rules in their order."""
    found = Text(str(COUNTS))
    if measure.column:
        empty = f"{place.value(measure.column)} IS NULL"
        found = Text(f"CASE WHEN {empty} THEN {NO_VALUE_STATE} ELSE {COUNTS} END")
    for number, rule in reversed(list(enumerate(measure.rules, start=1))):
        found = after_rule(writer, rule, number, found, place)
    return writer.pick(writer.truth(measure.where, place), found, "NULL", str(UNDECIDED_STATE))


def after_rule(writer: Writer, rule: Rule, number: int, passed: Text, place: Place) -> Text:
    """The state given a rule: left out, undecided, or what the later rules say."""
    match rule:
        case Only(condition, _):
            truth = writer.truth(condition, place)
            return writer.pick(truth, passed, str(number), str(UNDECIDED_STATE))
        case FirstPer(by=by, among=among):
            return join(
                "CASE WHEN ", writer.truth(among, place),
                f" AND {place.value(by)} IS NOT NULL AND {place.column('id')} NOT IN (",
                firsts(writer, rule, place), f") THEN {number} ELSE ", passed, " END",
            )  # fmt: skip


def firsts(writer: Writer, rule: FirstPer, place: Place) -> Text:
    """The ids of the first (or last) rows of each group, over all time."""
    other = place.inside(place.table)
    way = " DESC" if rule.last else ""
    order = ", ".join(
        f"{other.column(name)} IS NULL, {other.column(name)}{way}" for name in (*rule.order, "id")
    )
    ranked = f"ROW_NUMBER() OVER (PARTITION BY {other.value(rule.by)} ORDER BY {order})"
    return join(
        f"SELECT f.id FROM (SELECT {other.column('id')} AS id, {ranked} AS place"
        f' FROM "{other.table.name}" {other.alias} WHERE {writer.stands(other)} AND ',
        writer.truth(rule.among, other),
        ") f WHERE f.place = 1",
    )


def narrowing(writer: Writer, where: Node, place: Place) -> Iterator[Text]:
    """Plain tests that every row in question passes, so that an index can be used.

    They repeat, more widely, parts of the filter that must hold; they change no answer.
    """
    parts = where.parts if isinstance(where, And) else (where,)
    known = {part.column for part in parts if isinstance(part, IsKnown)}
    for part in parts:
        match part:
            case IsKnown(Column(name)):
                yield Text(f"{place.column(name)} IS NOT NULL")
            case Compare(Column(name), "=", Literal()) | OneOf(Column(name), _):
                if place.table.by_name[name].type == "text":
                    yield equal_or_empty(part, place)
            case During(column):
                yield between(writer, column, place, place.period, column in known)
            case _:
                pass


def equal_or_empty(part: Compare | OneOf, place: Place) -> Text:
    """The text is one of those asked for, or empty."""
    column = part.left.name if isinstance(part, Compare) else part.column.name
    values = part.values if isinstance(part, OneOf) else (str(cast(Literal, part.right).value),)
    name = place.column(column)
    found = f"{name} IN ({', '.join('?' * (len(values) + 1))})"
    if place.table.by_name[column].nullable:
        found = f"({found} OR {name} IS NULL)"
    return Text(found, (*values, ""))


def between(writer: Writer, column: Column, place: Place, period: Period, known: bool) -> Text:
    """The date may lie in the period: anywhere in the years it touches, where it may be vague."""
    name, start, end = place.column(column.name), period.start, period.end
    if writer.precision(column, place) is not None:
        start, end = date(start.year, 1, 1), date(period.last_day.year + 1, 1, 1)
    found = join(f"{name} >= ", writer.known(start), f" AND {name} < ", writer.known(end))
    if known or not place.table.by_name[column.name].nullable:
        return found
    return join("(", found, f" OR {name} IS NULL)")
