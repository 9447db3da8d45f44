"""What a record says in the columns of its register, in the same kinds of values as sheets are read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from zonebook.core.period import KnownDay
from zonebook.records.workbooks.shelf import Shelf
from zonebook.records.workbooks.ways import Way, value_at


def values_of(record: Any, shelf: Shelf) -> dict[str, Any]:
    """Every column of which the record says something."""
    found = {name: value_of(record, way, shelf) for name, way in shelf.ways.items()}
    return {name: value for name, value in found.items() if value not in (None, "")}


def value_of(record: Any, way: Way, shelf: Shelf) -> Any:
    """One column of a record."""
    match way.place:
        case "own":
            return own(record, way)
        case "reference":
            return called(value_at(record, way.field), way, shelf)
        case "parent":
            parent = getattr(record, way.reference)
            if way.column.type == "reference":
                return called(value_at(parent, way.field), way, shelf)
            return value_at(parent, way.field)
        case "document":
            document = getattr(record, way.reference)
            return document.doc_no or document.title if document else None
        case "stated":
            return stated(record, way)
    return of_children(record, way, shelf)


def own(record: Any, way: Way) -> Any:
    """A column of the record itself; a last day is kept as the plain day after it."""
    value = value_at(record, way.field)
    if isinstance(value, date) and way.column.type in ("day", "planned_day"):
        return KnownDay(value)
    return value


def called(pk: int | None, way: Way, shelf: Shelf) -> str | None:
    """The name of a record that is referred to."""
    if pk is None:
        return None
    return shelf.directory(str(way.column.options["to"])).label_of.get(pk)


def stated(record: Any, way: Way) -> Any:
    """The number and the unit of a statement; a growth is a statement of its own."""
    if way.column.type == "unit":
        return record.unit
    if "also" in way.column.options or record.digits is None:
        return None
    return Decimal(record.digits).scaleb(-record.decimals)


def of_children(record: Any, way: Way, shelf: Shelf) -> Any:
    """Former names, the day of an event, the last time in the zone."""
    if way.place == "kept":
        return record.extra.get(way.column.zh)
    rows = shelf.children.get((way.model._meta.db_table, record.pk), [])
    if way.place == "names":
        return "、".join(one.name for one in rows)
    rows = [one for one in rows if way.is_of(one)]
    return value_at(rows[-1], way.field) if rows else None
