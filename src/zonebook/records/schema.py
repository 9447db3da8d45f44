"""The published schema: what catalogue, engines and snapshots may see of the book."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import models

from zonebook.core.schema import Alive, Book, Column, Reference, Table
from zonebook.records.models.base import AppendOnly, DayField, Numbered, Register

HIDDEN = {"extra", "withdrawn_why", "void_why", "recorded_at"}
UNPUBLISHED = {"person", "batch", "stored_file"}
UNITS = {"fen": "fen", "m2": "m2", "mu": "mu"}


@cache
def nouns() -> dict[str, type[Numbered]]:
    """The models that hold records, by noun (the table's name)."""
    found = apps.get_app_config("records").get_models()
    return {one._meta.db_table: one for one in found if issubclass(one, Numbered)}


@cache
def book() -> Book:
    """The tables of the book as frozen values."""
    return Book(tuple(table_of(model) for _, model in sorted(nouns().items())))


def table_of(model: type[Numbered]) -> Table:
    """One noun as the engines see it."""
    alive: Alive = "not_withdrawn" if issubclass(model, Register) else "not_voided"
    plain = [f for f in model._meta.concrete_fields if not f.is_relation]
    related = [f for f in model._meta.concrete_fields if f.is_relation]
    return Table(
        name=model._meta.db_table,
        columns=tuple(column_of(field) for field in plain if field.name not in HIDDEN),
        references=tuple(
            reference_of(field)
            for field in related
            if field.remote_field.model._meta.db_table not in UNPUBLISHED
        ),
        natural_key=model.kept.natural_key,
        owner=model.kept.system,
        source_law=model.kept.law,
        alive=alive,
    )


def column_of(field: models.Field) -> Column:
    """A column; the suffix of a field's name is its unit."""
    kind = {
        models.BooleanField: "boolean",
        models.DateField: "date",
        DayField: "date",
    }.get(type(field), "text")
    if isinstance(field, models.IntegerField):
        kind = "integer"
    unit = UNITS.get(field.name.rpartition("_")[2], "")
    return Column(field.name, kind, unit, nullable=field.null)  # type: ignore[arg-type]


def reference_of(field: models.ForeignKey) -> Reference:
    """A reference and the name of its way back."""
    noun = field.remote_field.model._meta.db_table
    named = field.remote_field.related_name
    reverse = f"{field.model._meta.db_table}_by_{field.name}" if named in (None, "+") else named
    return Reference(field.name, noun, reverse, field.null)


def is_append_only(noun: str) -> bool:
    """Whether rows of this noun are never edited."""
    return issubclass(nouns()[noun], AppendOnly)
