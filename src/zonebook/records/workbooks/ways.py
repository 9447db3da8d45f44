"""Where a register column lives in the book: on the record, its parent, its child rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, Literal

from django.db import models

from zonebook.core.period import KnownDay
from zonebook.records.models.base import AppendOnly, DayField
from zonebook.records.registers import Register, RegisterColumn

Place = Literal[
    "own", "reference", "parent", "document", "names", "event", "child", "stated", "kept"
]
STATED = {"written", "unit"}
PINS = ("kind", "measure", "expected")  # columns of a child row that a declaration fixes


@dataclass(frozen=True)
class Way:
    """How to a column: its place, the model that holds it, the field, the reference to get there."""

    place: Place
    column: RegisterColumn
    model: Any
    field: str
    reference: str = ""
    key: str = ""
    is_day: bool = False

    @cached_property
    def pins(self) -> dict[str, Any]:
        """What a child row must say to be the one that the column speaks of."""
        found = {name: self.column.options[name] for name in PINS if name in self.column.options}
        if any(field.name == "expected" for field in self.model._meta.concrete_fields):
            found.setdefault("expected", False)
        return found

    @cached_property
    def pinned(self) -> str:
        """The pins as a key."""
        return str(self.pins)

    def is_of(self, row: Any) -> bool:
        """Whether a child row is one that the column speaks of."""
        return all(getattr(row, name) == value for name, value in self.pins.items())

    @property
    def spoken(self) -> str:
        """The field; of an event, whose field serves every kind, the register's own column."""
        return self.column.name if self.place == "event" else self.field

    @cached_property
    def owner(self) -> str:
        """The system whose offices may write the column: its own word, else that of its noun."""
        declared: str = self.column.owner
        if self.place in ("own", "reference", "stated", "document") or self.place == "event":
            return declared
        return declared if "owner" in self.column.options else str(self.model.kept.system)


def ways_of(register: Register) -> dict[str, Way]:
    """The way to every column of a register."""
    return {name: way_to(register.model, column) for name, column in register.columns.items()}


def way_to(model: Any, column: RegisterColumn) -> Way:
    """The way to one column."""
    first, *rest = column.path
    if column.type in STATED:
        return Way("stated", column, model, first)
    field = model._meta.get_field(first)
    if not rest:
        place: Place = "reference" if field.is_relation else "own"
        return Way(place, column, model, first, is_day=isinstance(field, DayField))
    if field.is_relation and field.many_to_one:
        return way_over_parent(field, column, first, rest[0])
    return way_to_child(field, column, rest[0])


def way_over_parent(field: Any, column: RegisterColumn, first: str, last: str) -> Way:
    """The way to a column of a record that the noun refers to."""
    parent = field.related_model
    if column.type == "document":
        is_ours = parent._meta.db_table == "document"
        return Way("document" if is_ours else "kept", column, parent, last, first)
    found = parent._meta.get_field(last)
    return Way("parent", column, parent, last, first, is_day=isinstance(found, DayField))


def way_to_child(field: Any, column: RegisterColumn, last: str) -> Way:
    """The way to a column of rows that refer to the noun."""
    child = field.related_model
    reference = field.field.name
    found = child._meta.get_field(last)
    if issubclass(child, AppendOnly):
        kind = str(column.options["kind"])
        return Way("event", column, child, last, reference, kind, is_day=True)
    is_name = child._meta.db_table.endswith("_name")
    place: Place = "names" if is_name else "child"
    return Way(place, column, child, last, reference, is_day=isinstance(found, DayField))


def value_at(record: models.Model | None, field: str) -> Any:
    """What a record says in a field: a known day with its precision, an id, None for nothing."""
    if record is None:
        return None
    column, beside = columns_of(record.__class__, field)
    value = getattr(record, column)
    if beside and isinstance(value, date):
        return KnownDay(value, getattr(record, beside))
    return None if value == "" else value


@cache
def columns_of(model: Any, field: str) -> tuple[str, str]:
    """The column of a field, and the one beside it that holds the precision of a day."""
    beside = f"{field}_precision"
    return model._meta.get_field(field).attname, beside if hasattr(model, beside) else ""


def stored(field: str, value: Any, *, is_day: bool, blank: Any = None) -> dict[str, Any]:
    """A value as the columns of a record: a known day fills two of them."""
    if isinstance(value, KnownDay):
        row: dict[str, Any] = {field: value.first}
        return row | ({f"{field}_precision": value.precision} if is_day else {})
    if value is None and is_day:
        return {field: None, f"{field}_precision": "day"}
    return {field: blank if value is None else value}


def lacking(model: Any, values: Mapping[str, Any]) -> list[str]:
    """The days, numbers and references that a record cannot be without and does not have."""
    return [one for one in indispensable(model) if values.get(one) is None]


@cache
def indispensable(model: Any) -> tuple[str, ...]:
    """The fields of a noun that are never empty and have no usual value; texts may be empty."""
    ours = {"id", "number", "recorded_by", "batch"}
    return tuple(
        field.name
        for field in model._meta.concrete_fields
        if not (field.null or field.has_default() or field.name in ours)
        and not isinstance(field, models.CharField | models.TextField)
        and field.db_default is models.NOT_PROVIDED
    )


def blank_of(model: Any, field: str) -> Any:
    """What stands in a field of which nothing is known."""
    found = model._meta.get_field(field)
    return None if found.null else ""
