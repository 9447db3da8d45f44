"""What happened to a record, in one list by day: its own dated facts and those of what belongs to it.

A fact is told where the catalogue has a sentence for it: `told.NOUN.COLUMN` for a dated column,
`told.NOUN.KIND` for an event of that kind, with the row's columns as arguments. With `_bare` behind
the key stands what is said where one of them is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import models
from django.urls import reverse

from zonebook.core.period import KnownDay
from zonebook.core.say import PLACE
from zonebook.desk import shown
from zonebook.desk.language import known, named, say
from zonebook.records import registers, schema
from zonebook.records import zone as zones
from zonebook.records.models.base import Event, Numbered, alive

MARKS = ("expected", "not_later", "note")  # what is said of a row besides its sentence
FEW = 200  # rows of one noun that one timeline tells, the latest


@dataclass(frozen=True)
class Happening:
    """One dated fact about a record: `noun` is the row's, `group` the noun under which it is listed."""

    on: date | None
    day: str
    words: str
    number: str
    address: str
    noun: str
    group: str


@dataclass(frozen=True)
class Way:
    """A noun whose rows refer to another by one of their columns."""

    noun: str
    column: str

    @property
    def model(self) -> type[Numbered]:
        """The noun's model."""
        return schema.nouns()[self.noun]


def of(record: Numbered, nouns: set[str]) -> list[Happening]:
    """The record's dated facts, the latest first, from the nouns that the reader may see."""
    return told([record], record._meta.db_table, nouns, levels=2)


def told(rows: Sequence[Any], noun: str, nouns: set[str], levels: int) -> list[Happening]:
    """The facts of rows of one noun and of what belongs to them, `levels` references deep."""
    found = {(one.noun, one.number, one.words): one for one in gather(rows, noun, nouns, levels)}
    return sorted(found.values(), key=lambda one: (one.on or date.min, one.number), reverse=True)


def gather(
    rows: Sequence[Any], noun: str, nouns: set[str], levels: int, group: str = ""
) -> Iterator[Happening]:
    """The facts of these rows, then of the rows that refer to them."""
    if noun not in nouns or not rows:
        return
    for row in rows:
        yield from facts(row, noun, group or noun)
    if not levels:
        return
    for way in ways_to(noun):
        if way.noun in nouns:
            below = referring(way, [one.pk for one in rows])
            yield from gather(below, way.noun, nouns, levels - 1, group or way.noun)


@cache
def referring_to(noun: str) -> tuple[Way, ...]:
    """The nouns that refer to this one, in the published schema."""
    return tuple(
        Way(table.name, reference.name)
        for table in schema.book().tables
        for reference in table.references
        if reference.to == noun and reference.name != "voids"
    )


@cache
def ways_to(noun: str) -> tuple[Way, ...]:
    """The nouns whose facts are told under this one; a document has none but its own."""
    found = referring_to(noun) if noun != "document" else ()
    return tuple(way for way in found if tells(way.noun))


@cache
def tells(noun: str) -> bool:
    """Whether the catalogue has a sentence for a fact of this noun or of one that refers to it."""
    tables = schema.book().tables
    below = {one.name for one in tables if any(ref.to == noun for ref in one.references)}
    return bool(nouns_told() & {noun, *below})


@cache
def nouns_told() -> frozenset[str]:
    """The nouns of whose facts the catalogue has a sentence."""
    keys = (key.split(".") for key in zones.catalog().sentences.rows)
    return frozenset(key[1] for key in keys if key[0] == "told" and len(key) == 3)


def referring(way: Way, ids: Sequence[int]) -> list[Any]:
    """The standing rows that refer to these, the latest first."""
    rows = alive(way.model).filter(**{f"{way.column}_id__in": list(ids)})
    return list(rows.select_related(*references(way.noun)).order_by("-pk")[:FEW])


@cache
def references(noun: str) -> tuple[str, ...]:
    """What the sentences of a noun name besides the row itself."""
    return tuple(one.name for one in schema.book().table[noun].references if one.name != "voids")


def facts(row: Any, noun: str, group: str) -> Iterator[Happening]:
    """The dated facts of one row."""
    if isinstance(row, Event):
        if day := dated_by(row):
            yield from happening(row, day, row.kind, noun, group)
        return
    for field in row._meta.concrete_fields:
        if isinstance(field, models.DateField):
            yield from happening(row, field.name, field.name, noun, group)


def dated_by(row: Event) -> str:
    """The column that says when an event happened."""
    days = (one.name for one in row._meta.concrete_fields if isinstance(one, models.DateField))
    return next((name for name in days if name.endswith("_on")), "")


def happening(row: Any, column: str, sentence: str, noun: str, group: str) -> Iterator[Happening]:
    """The fact that a column of a row dates, where the catalogue has words for it."""
    key, day = f"told.{noun}.{sentence}", getattr(row, column)
    if day is None or not known(key):
        return
    precision = getattr(row, f"{column}_precision", "day")
    words = sentence_of(row, noun, key)
    for mark in MARKS:
        if held := getattr(row, mark, None):
            words = say(f"told.{mark}", words=words, **{mark: held})
    address = address_of(row, noun)
    yield Happening(day, str(KnownDay(day, precision)), words, row.number, address, noun, group)


def sentence_of(row: Any, noun: str, key: str) -> str:
    """A sentence with the row's columns as its arguments."""
    places = dict.fromkeys(PLACE.findall(zones.catalog().sentences.rows[key]["zh"]))
    args = {name: word_of(row, noun, name) for name in places}
    if not all(args.values()) and known(f"{key}_bare"):
        return say(f"{key}_bare", **args)
    return say(key, **{name: word or shown.unknown_word() for name, word in args.items()})


def word_of(row: Any, noun: str, name: str) -> str:
    """A column of a row, or of the one that it tells of: amounts with unit, codes in words."""
    if not hasattr(row, name):
        parent = parent_of(row, noun)
        return word_of(parent, parent._meta.db_table, name)
    register = register_of(noun)
    column = register.columns.get(name) if register else None
    value = getattr(row, name)
    if isinstance(value, Numbered):
        return str(value)
    if column is None or column.path != (name,):
        return str(value or "")
    return shown.quantity(row, column, value)


@cache
def register_of(noun: str) -> registers.Register | None:
    """The register that lists a noun."""
    return next((one for one in registers.all_registers().values() if one.noun == noun), None)


def group_name(noun: str) -> str:
    """What a noun is called over a list of its rows."""
    register = register_of(noun)
    return named(register.name) if register else say(f"noun.{noun}")


def address_of(row: Any, noun: str) -> str:
    """The page of a row, or of the record that it tells of; nothing where neither has one."""
    if register_of(noun):
        return shown.address_of(row)
    parent = parent_of(row, noun)
    return reverse("by-number", args=[parent.number]) if parent else ""


def parent_of(row: Any, noun: str) -> Any:
    """The record that a row tells of: the first that it refers to, papers aside."""
    parents = (getattr(row, name) for name in references(noun) if name != "document")
    return next((one for one in parents if one is not None), None)
