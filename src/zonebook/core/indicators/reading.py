"""Reads indicators from the catalogue and resolves every name that they use against the book."""

from __future__ import annotations

from typing import Any

from zonebook.core import schema
from zonebook.core.catalog import Catalog, Located, refusal
from zonebook.core.expressions import ALWAYS, And, During, Node, Reader
from zonebook.core.indicators.definition import (
    Change,
    Combination,
    Dated,
    FirstPer,
    Formula,
    Indicator,
    Measure,
    Only,
    Rule,
)
from zonebook.core.units import Units

COMBINATIONS = ("sum_of", "difference_of", "ratio_of")


def indicators(catalog: Catalog, book: schema.Book) -> dict[str, Indicator]:
    """All indicators of the catalogue by key; Refused where one cannot be read."""
    rows = catalog.kind("indicators")
    found = {key: read_indicator(row, book, catalog.units) for key, row in rows.items()}
    for one in found.values():
        for key in one.needs:
            if key not in found:
                raise refusal("figures.unknown_figure", one.where.where, key=key, of=one.key)
    return found


def read_indicator(row: Located, book: schema.Book, units: Units) -> Indicator:
    """One indicator from its YAML file."""
    unit = units.find(str(row["unit"]))
    if unit is None:
        raise refusal("figures.unknown_unit", row.where("unit"), unit=str(row["unit"]))
    measure = read_measure(row["measure"], book, units) if "measure" in row else None
    return Indicator(
        key=row["key"],
        name=row["name"],
        unit=unit.of_decimals(row["decimals"]),
        decimals=row["decimals"],
        basis=row["basis"],
        period_kind=row["period_kind"],
        office=row.get("office", ""),
        definition=row.get("definition", {}),
        source=row.get("source", ""),
        since=row.get("since"),
        until=row.get("until"),
        disclosure=row.get("disclosure", ""),
        measure=measure,
        formula=read_formula(row),
        dated=tuple(
            Dated(day, one["value"], one["source"]) for day, one in row.get("values", {}).items()
        ),
        where=row.ref("key"),
    )


def read_formula(row: Located) -> Formula | None:
    """`sum_of: [keys]`, `difference_of`, `ratio_of: [part, whole]`, `change_of: {of, as}`."""
    for kind in COMBINATIONS:
        if kind in row:
            return Combination(kind, tuple(row[kind]))  # type: ignore[arg-type]
    if "change_of" in row:
        return Change(row["change_of"]["of"], row["change_of"].get("as", "percent"))
    return None


def read_measure(row: Located, book: schema.Book, units: Units) -> Measure:
    """`{table, aggregate, date | standing, where, rules}`."""
    table = book.table.get(row["table"])
    if table is None:
        raise refusal(
            "expressions.unknown_table",
            row.where("table"),
            table=str(row["table"]),
            known=", ".join(book.table),
        )
    reader = Reader(book, table, units)
    aggregate = row.get("aggregate", "count")
    kind, column = "count", ""
    if isinstance(aggregate, Located):
        [(kind, name)] = aggregate.items()
        column = measured(reader, kind, name, aggregate.where(kind))
    return Measure(
        table=table.name,
        aggregate=kind,  # type: ignore[arg-type]
        column=column,
        where=read_where(reader, row),
        rules=tuple(read_rule(reader, one) for one in row.get("rules", ())),
    )


def measured(reader: Reader, kind: str, name: str, where: str) -> str:
    """The column that is summed (a whole number) or of which distinct values count."""
    if kind == "count_distinct" and name in reader.table.reference:
        return reader.table.reference[name].column
    column = reader.column(name, where)
    if kind in ("sum", "the") and reader.table.by_name[name].type != "integer":
        raise refusal("figures.not_summable", where, column=name)
    return column.name


def read_where(reader: Reader, row: Located) -> Node:
    """The day, the standing span and the filter: all must hold."""
    parts: list[Node] = []
    if "date" in row:
        parts.append(During(reader.day_column(row["date"], row.where("date"))))
    if "standing" in row:
        parts.append(reader.standing(row["standing"], row.where("standing")))
    if "where" in row:
        found = reader.condition(row["where"], row.where("where"))
        parts += found.parts if isinstance(found, And) else (found,)
    return And(tuple(parts)) if parts else ALWAYS


def ordered(reader: Reader, name: str, where: str) -> str:
    """A column that orders rows alike on every database: a day, a number, the id; not text."""
    if name == "id":
        return name
    column = reader.column(name, where)
    if reader.table.by_name[name].type == "text":
        raise refusal("figures.not_orderable", where, column=name)
    return column.name


def read_rule(reader: Reader, row: Any) -> Rule:
    """`{only: {…}, reason}`, `{first_per: {by, among, order}, reason}` or the same as `last_per`."""
    if "only" in row:
        return Only(reader.condition(row["only"], row.where("only")), row["reason"])
    which = "last_per" if "last_per" in row else "first_per"
    first, where = row[which], row.where(which)
    order = tuple(ordered(reader, one, first.where("order")) for one in first["order"])
    among = reader.condition(first["among"], first.where("among")) if "among" in first else ALWAYS
    return FirstPer(
        measured(reader, "count_distinct", first["by"], where),
        among,
        order,
        row["reason"],
        last=which == "last_per",
    )
