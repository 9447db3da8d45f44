"""操作留痕: who wrote what, when, before, after and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models.functions import Cast
from django.db.models.lookups import IContains
from django.urls import reverse

from zonebook.core import say as words
from zonebook.core.values import Refused
from zonebook.desk import shown
from zonebook.desk.language import known, lang, named, say
from zonebook.records import registers, schema
from zonebook.records import zone as zones
from zonebook.records.models import Audit, Batch
from zonebook.records.models.base import AppendOnly
from zonebook.records.registers import RegisterColumn
from zonebook.records.workbooks.days import read_day

SIZE = 50
HIDDEN = {"extra", "id", "number"}


@dataclass(frozen=True)
class Change:
    """One column before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Trace:
    """One line of the trail."""

    batch: Batch
    at: str
    noun: str
    verb: str
    is_new: bool
    number: str
    address: str
    changes: tuple[Change, ...]
    why: str


@dataclass(frozen=True)
class Asked:
    """What the address of the trail asks for."""

    person: str = ""
    noun: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    text: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Asked:
        """The address of the trail."""
        names = ("person", "noun", "kind", "since", "until", "text")
        page = query.get("page", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        return cls(**{name: query.get(name, "").strip()[:80] for name in names}, page=number or 1)

    def address(self, **changes: Any) -> str:
        """The same with something changed."""
        return "?" + urlencode({k: v for k, v in (vars(self) | changes).items() if v})


@dataclass(frozen=True)
class Trail:
    """One page of the trail."""

    traces: tuple[Trace, ...]
    asked: Asked
    more: bool


def day_of(text: str) -> date | None:
    """A day typed in any usual way; none where it cannot be read."""
    try:
        return read_day(text).first if text else None
    except Refused:
        return None


def page_of(asked: Asked, nouns: set[str]) -> Trail:
    """The audit rows of the nouns that the reader may see, the latest first."""
    rows = Audit.objects.filter(noun__in=nouns & {asked.noun} if asked.noun else nouns)
    if asked.person:
        rows = rows.filter(batch__by__key=asked.person)
    if asked.kind:
        rows = rows.filter(batch__kind=asked.kind)
    if since := day_of(asked.since):
        rows = rows.filter(batch__on__gte=since)
    if until := day_of(asked.until):
        rows = rows.filter(batch__on__lte=until)
    if asked.text:
        rows = rows.filter(said(asked.text))
    start = (asked.page - 1) * SIZE
    found = list(rows.select_related("batch__by").order_by("-pk")[start : start + SIZE + 1])
    return Trail(tuple(map(trace, found[:SIZE])), asked, len(found) > SIZE)


def said(text: str) -> models.Q:
    """The rows of a number, those that say why in these words, and those with them before or after."""
    found = models.Q(number__iexact=text) | models.Q(why__icontains=text)
    found |= models.Q(batch__why__icontains=text)
    for image in ("before", "after"):
        written = Cast(models.F(image), models.TextField())
        found |= models.Q(IContains(written, text))
    return found


def of(record: Any) -> list[Trace]:
    """The trail of one record, the latest first."""
    if isinstance(record, AppendOnly):
        return []
    rows = Audit.objects.filter(noun=record._meta.db_table, record_id=record.pk)
    return [trace(one) for one in rows.select_related("batch__by").order_by("-pk")[:SIZE]]


def trace(row: Audit) -> Trace:
    """An audit row in words."""
    names = [name for name in {**row.before, **row.after} if name not in HIDDEN]
    return Trace(
        batch=row.batch,
        at=hour(row.batch),
        noun=noun_name(row.noun),
        verb=say(f"trail.verb.{row.verb}"),
        is_new=row.verb == "add",
        number=row.number,
        address=reverse("by-number", args=[row.number]) if row.number else "",
        changes=tuple(
            change(row.noun, name, row.before.get(name), row.after.get(name))
            for name in names
            if not name.endswith("_precision")
        ),
        why=row.why or row.batch.why,
    )


def moment(batch: Batch) -> datetime:
    """When a batch was recorded, by the clocks of the zone."""
    return batch.recorded_at.astimezone(ZoneInfo(zones.zone().time_zone))


def hour(batch: Batch) -> str:
    """The hour of recording, where that was on the batch's own legal day."""
    found = moment(batch)
    return f"{found:%H:%M}" if found.date() == batch.on else ""


def noun_name(noun: str) -> str:
    """What a noun is called."""
    for register in registers.all_registers().values():
        if register.noun == noun:
            return str(register.name[lang()])
    return say(f"noun.{noun}")


def declared(noun: str, name: str) -> RegisterColumn | None:
    """The declared column of a stored field."""
    for register in registers.all_registers().values():
        if register.noun == noun:
            for column in register.columns.values():
                if column.path == (name.removesuffix("_id"),) or column.path == (name,):
                    return column
    return None


def catalogued(name: str, key: str) -> str:
    """A key of the catalogue in words; what is none stands as it is."""
    policies = zones.catalog().kind("policies")
    if name in ("policy", "fact", "rule") and key in policies:
        return named(policies[key]["name"])
    procedures = zones.catalog().kind("procedures")
    if name == "procedure" and key in procedures:
        return named(procedures[key]["name"])
    lists = (row["items"] for row in procedures.values() if row["kind"] == "items")
    return next((named(one[key]["name"]) for one in lists if name == "item" and key in one), key)


def change(noun: str, name: str, before: Any, after: Any) -> Change:
    """A field before and after, in the words of its register."""
    column = declared(noun, name)
    key = f"field.{name}"
    label = column.label(lang()) if column else (say(key) if known(key) else name)
    return Change(
        label, value_words(noun, column, name, before), value_words(noun, column, name, after)
    )


def value_words(noun: str, column: RegisterColumn | None, name: str, value: Any) -> str:
    """A stored value of an audit row as it prints."""
    if value is None or value == "":
        return ""
    field = schema.nouns()[noun]._meta.get_field(name)
    if field.is_relation and field.related_model in schema.nouns().values():
        record = field.related_model.objects.filter(pk=value).first()
        return str(record or value)
    if column is None and name.endswith("_fen"):
        amount = words.number(shown.money(int(value), "CNY"))
        return f"{amount} {zones.catalog().units['CNY'].name(lang())}"
    if column is None:
        return catalogued(name, str(value))
    if column.type == "money":
        return shown.quantity(None, column, value, gap=" ")
    if column.type in ("code", "indicator", "period", "unit"):
        return shown.text(None, column, value) or str(value)
    return str(value)
