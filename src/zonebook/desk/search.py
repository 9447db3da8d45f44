"""Search over everything: names, former names, codes, numbers, indicators."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from zonebook.desk import enterprises, lists, records, shown
from zonebook.desk.language import named
from zonebook.desk.refusals import missing
from zonebook.records import permissions, registers, schema
from zonebook.records import zone as zones
from zonebook.records.models import Person
from zonebook.records.models.base import alive

NUMBER = re.compile(r"[A-Z]{2}-\d{4}-\d{6}")
FEW = 8
# What a record without a page of its own belongs to.
HOLDERS = ("entity", "project", "certificate", "filing", "request", "task", "case", "award",
           "carrier", "partner", "platform", "product")  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    title: str
    note: str
    address: str


@dataclass(frozen=True)
class Found:
    """What was found in one register, with the way to all of it."""

    name: str
    hits: tuple[Hit, ...]
    count: int
    address: str
    is_thing: bool = True  # a register of things with names, not of rows about them


def exact(text: str) -> str:
    """The page of a record whose number or credit code was typed whole."""
    text = text.upper()
    if NUMBER.fullmatch(text):
        return reverse("by-number", args=[text])
    return enterprises.exact(text)


def address_of_number(number: str) -> str:
    """The page of a record, or of the one that it belongs to; Refused where there is none."""
    record = record_of(number)
    if record is None:
        raise missing("record", number=number)
    return page_of(record)


def record_of(number: str) -> Any:
    """The record with this number; None if there is none."""
    prefix = number.partition("-")[0]
    model = next((one for one in schema.nouns().values() if one.kept.prefix == prefix), None)
    return model.objects.filter(number=number).first() if model else None


def page_of(record: Any) -> str:
    """The page on which a record stands: its own, one that a system gives it, or its holder's."""
    if name := pages().get(record._meta.db_table):
        return reverse(name, args=[record.number])
    if any(one.noun == record._meta.db_table for one in registers.all_registers().values()):
        return shown.address_of(record)
    for name in HOLDERS:
        holder = getattr(record, name, None)
        if holder is not None:
            return page_of(holder)
    raise missing("record", number=record.number)


def pages() -> dict[str, str]:
    """The nouns that have a page of a system: `pages = {noun: address name}` in its app."""
    found: dict[str, str] = {}
    for config in apps.get_app_configs():
        found |= getattr(config, "pages", {})
    return found


def beside(record: Any) -> tuple[str, str] | None:
    """Where a system has a page beside a record's own: its address and name.

    The app says so: `beside = {noun: "…module.function"}`, called with the record.
    """
    for config in apps.get_app_configs():
        if path := getattr(config, "beside", {}).get(record._meta.db_table):
            found: tuple[str, str] | None = import_string(path)(record)
            return found
    return None


def of_systems(text: str, person: Person, on: date) -> Iterator[Found]:
    """What the systems find: `finds = "…module.function"` in their app."""
    for config in apps.get_app_configs():
        if path := getattr(config, "finds", None):
            finds: Callable[[str, Person, date], Iterable[Found]] = import_string(path)
            yield from finds(text, person, on)


def everywhere(text: str, person: Person, on: date) -> list[Found]:
    """The first hits of every register that the person may read, and the indicators.

    Indicators come first, then the registers of things with names, then those of rows about them.
    """
    if not text:
        return []
    found = [indicators(text)]
    for register in registers.all_registers().values():
        if permissions.permits(person, "read", register.system, on=on):
            found.append(in_register(register, text, on))
    found += of_systems(text, person, on)
    hit = (one for one in found if one.hits)
    return sorted(hit, key=lambda one: not one.is_thing)


def in_register(register: registers.Register, text: str, on: date) -> Found:
    """The first hits of a register; an enterprise opens its file."""
    address = reverse("register", args=[register.key]) + lists.Asked(search=text).address()
    if register.key == "entity":
        named_so = enterprises.find(text, on, FEW)
        hits = tuple(Hit(one.name, one.former or one.number, one.address) for one in named_so)
        rows = alive(register.model).filter(enterprises.named_like(text))
    else:
        rows = alive(register.model).filter(lists.searched(register, text))
        hits = tuple(
            Hit(records.title_of(one), one.number, shown.address_of(one))
            for one in rows.order_by(*register.order)[:FEW]
        )
    count = rows.count() if len(hits) == FEW else len(hits)
    is_thing = bool({"name", "title"} & set(register.columns))
    return Found(named(register.name), hits, count, address, is_thing)


def indicators(text: str) -> Found:
    """The indicators whose name or key holds the text."""
    hits = tuple(
        Hit(named(row["name"]), key, reverse("figure", args=[key]))
        for key, row in zones.catalog().kind("indicators").items()
        if text in row["name"]["zh"] or text.lower() in row["name"]["en"].lower() or text == key
    )
    return Found(_("指标"), hits[:FEW], len(hits), reverse("figures"))
