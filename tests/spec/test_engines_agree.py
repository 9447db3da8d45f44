"""Two roads to each number: random books and random definitions give the same on every engine.

25 cases by default, 10,000 with ZONEBOOK_LONG=1, in parts so that workers share them. DuckDB plans
a question for a tenth of a second, so it is asked in every fifth part. A book has every table of
the small zone with dates of every precision, empty columns, withdrawn and voided rows, and amounts
up to 10^13 fen and to the edge of 64 bits; a definition has every node, three levels deep, and
counting rules.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.spec.databases import NAMES, Database
from tests.spec.zone import BOOK, Rows, blank
from zonebook.core.expressions import (
    And,
    AsOf,
    Begins,
    Column,
    Compare,
    During,
    Has,
    IsKnown,
    Last,
    Literal,
    Node,
    Not,
    OneOf,
    Or,
    Standing,
    Via,
)
from zonebook.core.indicators import FirstPer, Measure, Only
from zonebook.core.period import Period
from zonebook.core.schema import Table
from zonebook.engines.memory import Memory

PARTS, EXAMPLES = (20, 500) if os.environ.get("ZONEBOOK_LONG") else (1, 25)
WORDS = ("", "a", "ab", "b", "A", "合同")
FIRST = date(2022, 12, 1)
AMOUNTS = (0, 1, -1, 10**13, 10**13 - 1, -(10**13), 2**63 - 1, 10**9, -(10**9) - 1)
PERIODS = ("2023", "2022", "2023-Q1", "2023-01", "2022-12..2023-02", "@2023-01-15", "@2022-12-31")

days = st.sampled_from(
    [FIRST + timedelta(n) for n in (0, 14, 30, 31, 32, 45, 61, 62, 89, 395, 396)]
)
texts = st.sampled_from(WORDS)
amounts = st.sampled_from(AMOUNTS)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": texts,
    "integer": st.none() | amounts,
    "boolean": st.none() | st.booleans(),
    "date": st.none() | days,
}


@st.composite
def books(draw: st.DrawFn) -> Rows:
    """A few rows in every table; references point to rows, to nothing, or out of the book."""
    rows: Rows = {}
    for table in BOOK.tables:
        ids = draw(st.lists(st.integers(1, 6), unique=True, max_size=5))
        rows[table.name] = [draw(row(table, number)) for number in ids]
    return rows


@st.composite
def row(draw: st.DrawFn, table: Table, number: int) -> dict[str, Any]:
    """A row with any value in any column."""
    found = blank(table)
    for column in table.columns:
        if column.name.endswith("_precision"):
            found[column.name] = draw(st.sampled_from(("day", "day", "month", "year", "")))
        elif column.name == "withdrawn_on":
            found[column.name] = draw(st.sampled_from((None, None, None, FIRST)))
        elif column.name not in ("id", "number"):
            found[column.name] = draw(VALUES[column.type])
    for reference in table.references:
        voids = reference.name == "voids"
        some = st.sampled_from((None, None, None, 1, 2)) if voids else st.none() | st.integers(1, 7)
        found[reference.column] = draw(some)
    return found | {"id": number, "number": f"N-{number}"}


def of_type(table: Table, kind: str) -> st.SearchStrategy[Column]:
    """A column of a type; there is none that has no column to draw."""
    names = [one.name for one in table.columns if one.type == kind]
    return st.sampled_from([Column(one) for one in names if not one.endswith("_precision")])


def partial(table: Table, column: Column) -> bool:
    """Whether the date may be known to the month only."""
    return f"{column.name}_precision" in table.by_name


@st.composite
def checks(draw: st.DrawFn, table: Table) -> Node:
    """A condition on columns of the row alone."""
    kind = draw(st.sampled_from(sorted({one.type for one in table.columns})))
    column = draw(of_type(table, kind))
    choice = draw(st.integers(0, 4))
    if choice == 0:
        return IsKnown(column)
    if kind == "text":
        words = tuple(one for one in WORDS if one)
        some = tuple(draw(st.lists(st.sampled_from(words), min_size=1, max_size=3)))
        if choice == 1:
            return OneOf(column, some)
        if choice == 2:
            return Begins(column, some)
        other = draw(of_type(table, "text"))
        right = other if choice == 3 else Literal(some[0])
        return Compare(column, draw(st.sampled_from(("=", "!="))), right)
    if kind == "boolean":
        return Compare(column, draw(st.sampled_from(("=", "!="))), Literal(draw(st.booleans())))
    if kind == "date" and choice <= 2:
        if choice == 1:
            return During(column)
        ends = (None, column, draw(of_type(table, "date")))
        from_, to = draw(st.sampled_from(((0, 1), (1, 0), (1, 2))))
        return Standing(ends[from_], ends[to], draw(st.sampled_from(("closing", "opening"))))
    operator = draw(st.sampled_from(("=", "!=", "<", "<=", ">", ">=")))
    other = draw(of_type(table, kind))
    if choice == 3 and not (kind == "date" and (partial(table, column) or partial(table, other))):
        return Compare(column, operator, other)
    if kind == "integer" and choice == 2:
        return OneOf(column, tuple(draw(st.lists(amounts, min_size=1, max_size=3))))
    return Compare(column, operator, Literal(draw(days if kind == "date" else amounts)))


@st.composite
def conditions(draw: st.DrawFn, table: Table, depth: int = 3) -> Node:
    """Any condition on a row of the table."""
    kind = draw(
        st.sampled_from(("test", "test", "and", "or", "not", "as_of", "via", "has", "last"))
    )
    reverses = [name for noun, name in BOOK.reverse if noun == table.name]
    if depth == 0 or kind == "test":
        return draw(checks(table))
    if kind == "and":
        return And(tuple(draw(st.lists(conditions(table, depth - 1), max_size=3))))
    if kind == "or":
        return Or(tuple(draw(st.lists(conditions(table, depth - 1), max_size=3))))
    if kind == "as_of" and any(one.type == "date" for one in table.columns):
        return AsOf(draw(of_type(table, "date")), draw(conditions(table, depth - 1)))
    if kind == "via" and table.references:
        reference = draw(st.sampled_from(table.references))
        return Via(reference.name, draw(conditions(BOOK.table[reference.to], depth - 1)))
    if kind in ("has", "last") and reverses:
        reverse = draw(st.sampled_from(reverses))
        source, _ = BOOK.reverse[(table.name, reverse)]
        inner = draw(conditions(source, depth - 1))
        dated = any(one.type == "date" for one in source.columns)
        if kind == "last" and dated:
            return Last(reverse, draw(of_type(source, "date")), inner)
        return Has(reverse, inner)
    return Not(draw(conditions(table, depth - 1)))


@st.composite
def measures(draw: st.DrawFn, of: Table | None = None) -> Measure:
    """Any measure with up to three counting rules."""
    table = of or draw(st.sampled_from(BOOK.tables))
    numbers = [one.name for one in table.columns if one.type == "integer"]
    anything = [*table.by_name, *(one.column for one in table.references)]
    aggregate = draw(st.sampled_from(("count", "count_distinct", "sum")))
    column = {
        "count": st.just(""),
        "count_distinct": st.sampled_from(anything),
        "sum": st.sampled_from(numbers),
    }[aggregate]
    rules = draw(st.lists(only(table) | first_per(table), max_size=3))
    return Measure(table.name, aggregate, draw(column), draw(conditions(table)), tuple(rules))


@st.composite
def only(draw: st.DrawFn, table: Table) -> Only:
    """A rule that some rows satisfy."""
    return Only(draw(conditions(table, 1)), draw(st.sampled_from(("this", "that"))))


@st.composite
def first_per(draw: st.DrawFn, table: Table) -> FirstPer:
    """A rule that lets the first of a group count."""
    names = [*table.by_name, *(one.column for one in table.references)]
    orders = [one.name for one in table.columns if one.type != "text"]
    order = tuple(draw(st.lists(st.sampled_from(orders), max_size=2)))
    return FirstPer(draw(st.sampled_from(names)), draw(conditions(table, 1)), order, "second")


@pytest.mark.parametrize("part", range(PARTS))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    rows=books(),
    drawn=st.lists(measures(), min_size=1, max_size=4),
    period=st.sampled_from(PERIODS),
)
def test_engines_agree(
    databases: Callable[[str], Database],
    part: int,
    rows: Rows,
    drawn: list[Measure],
    period: str,
) -> None:
    span = Period.parse(period)
    truth = Memory(BOOK, rows)
    for name in asked_in(part):
        fast = databases(name).filled(rows)
        for measure in drawn:
            answer = truth.answer(measure, span)
            assert fast.answer(measure, span) == answer, name
            assert fast.totals(measure, span) == answer.totals, name


def asked_in(part: int) -> list[str]:
    """The databases that are asked in a part."""
    return [name for name in NAMES if name != "duckdb" or part % 5 == 0]


def groupings(table: Table) -> list[str]:
    """What rows of a table may be grouped by: its own columns, and those a reference away."""
    own = [one.name for one in table.columns if one.type != "date"]
    further = [
        f"{reference.name}.{column.name}"
        for reference in table.references
        for column in BOOK.table[reference.to].columns
        if column.type != "date"
    ]
    return [*own, *(one.column for one in table.references), *further]


@st.composite
def breakdowns(draw: st.DrawFn) -> tuple[list[Measure], list[Period], str]:
    """Measures of one table, some of them flows of a day, by one of its columns."""
    table = draw(st.sampled_from(BOOK.tables))
    some = measures(table) | (flows(table) if any(dates(table)) else measures(table))
    periods = draw(st.lists(st.sampled_from(PERIODS), min_size=1, max_size=3, unique=True))
    found = draw(st.lists(some, min_size=1, max_size=3))
    return found, [Period.parse(one) for one in periods], draw(st.sampled_from(groupings(table)))


def dates(table: Table) -> list[Column]:
    """The days of a table."""
    return [Column(one.name) for one in table.columns if one.type == "date"]


@st.composite
def flows(draw: st.DrawFn, table: Table) -> Measure:
    """What happened in the period, and perhaps something more."""
    numbers = [one.name for one in table.columns if one.type == "integer"]
    aggregate = draw(st.sampled_from(("count", "sum")))
    column = draw(st.sampled_from(numbers)) if aggregate == "sum" else ""
    tests = draw(st.lists(conditions(table, 1), max_size=2))
    return Measure(
        table.name, aggregate, column, And((During(draw(of_type(table, "date"))), *tests))
    )


@pytest.mark.parametrize("part", range(PARTS))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(rows=books(), asked=breakdowns())
def test_engines_break_down_alike(
    databases: Callable[[str], Database],
    part: int,
    rows: Rows,
    asked: tuple[list[Measure], list[Period], str],
) -> None:
    truth = Memory(BOOK, rows).breakdown(*asked)
    measures_, periods, _ = asked
    for number, measure in enumerate(measures_):
        for period in periods:
            whole = Memory(BOOK, rows).totals(measure, period)
            parts = truth[number, period].values()
            assert sum(one.counted for one in parts) == whole.counted
            if not measure.rules:
                assert sum(sum(one.left_out.values()) for one in parts) == sum(
                    whole.left_out.values()
                )
    for name in asked_in(part):
        found = databases(name).filled(rows).breakdown(*asked)
        assert found == truth, name
        assert [list(one) for one in found.values()] == [list(truth[key]) for key in found], name


@pytest.mark.parametrize("name", NAMES)
def test_engines_find_the_same_statements(databases: Callable[[str], Database], name: str) -> None:
    statement = blank(BOOK.table["statement"]) | {
        "id": 1,
        "number": "HD-2024-000001",
        "indicator": "gdp",
        "period": "2023",
        "digits": 3523,
        "decimals": 1,
        "unit": "yi_yuan",
        "vintage": "preliminary",
        "vintage_no": 1,
        "released_on": date(2024, 1, 25),
        "issuer": None,
    }
    voided = statement | {"id": 2, "number": "HD-2024-000002"}
    voiding = statement | {"id": 3, "number": "HD-2024-000003", "voids_id": 2, "period": "2022"}
    rows = {"statement": [statement, voided, voiding]}
    truth, fast = Memory(BOOK, rows), databases(name).filled(rows)
    found = truth.statements(["gdp", "retail"], ["2023", "2022"])
    assert [one.id for one in found] == [1]
    assert fast.statements(["gdp", "retail"], ["2023", "2022"]) == found
    assert [fast.is_empty(noun) for noun in ("statement", "entity")] == [False, True]
    assert [truth.is_empty(noun) for noun in ("statement", "entity")] == [False, True]


@pytest.mark.parametrize("name", NAMES)
def test_engines_find_the_same_years(databases: Callable[[str], Database], name: str) -> None:
    """A withdrawn row does not speak; a day known to the year has its year; no day, no years."""
    signing, names = blank(BOOK.table["signing"]), ("signed_on", "withdrawn_on")
    days = [date(2021, 12, 31), date(2023, 1, 1), None]
    found = [signing | {"id": at, "signed_on": day} for at, day in enumerate(days, start=1)]
    gone = signing | {"id": 4, "signed_on": date(2019, 5, 1), "withdrawn_on": date(2024, 1, 1)}
    rows = {"signing": [*found, gone]}
    for engine in (Memory(BOOK, rows), databases(name).filled(rows)):
        assert engine.years("signing", names[:1]) == (2021, 2023)
        assert engine.years("signing", names) == (2021, 2023)
        assert engine.years("entity", ("established_on", "closed_on")) is None
