"""What happened to a record, in one list by day: names, moves, certificates, stages, signings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zonebook.core.period import KnownDay
from zonebook.desk import shown
from zonebook.desk.language import lang, say
from zonebook.records import registers
from zonebook.records.models.base import Numbered


@dataclass(frozen=True)
class Happening:
    """One dated fact about a record; `noun` tells which register it stands in."""

    on: date | None
    day: str
    words: str
    number: str
    address: str
    noun: str


def of(record: Numbered, nouns: set[str]) -> list[Happening]:
    """The record's dated facts, the latest first, from the nouns that the reader may see."""
    found = [one for one in gather(record) if one.noun in nouns]
    return sorted(found, key=lambda one: one.on or date.min, reverse=True)


def gather(record: Any) -> Iterator[Happening]:
    """All dated facts of a record and of what belongs to it."""
    noun = record._meta.db_table
    own = OWN.get(noun)
    if own:
        yield from own(record)
    for field in record._meta.related_objects:
        child = field.related_model._meta.db_table
        name = field.get_accessor_name()
        if child in TOLD and name and not name.endswith("+"):
            for row in shown.standing(getattr(record, name).all()):
                yield from TOLD[child](row)


def happening(row: Numbered, field: str, sentence: str, **args: Any) -> Happening:
    """A fact on the day that a field of a row says."""
    day = getattr(row, field)
    known = KnownDay(day, getattr(row, f"{field}_precision", "day")) if day else None
    noun = row._meta.db_table
    return Happening(
        day,
        str(known) if known else "",
        say(f"told.{sentence}", **args),
        row.number,
        shown.address_of(row) if has_page(noun) else "",
        noun,
    )


def has_page(noun: str) -> bool:
    """Whether rows of a noun have a page of their own."""
    return any(one.noun == noun for one in registers.all_registers().values())


def code(register: str, column: str, key: str) -> str:
    """A stored key in the words of a register's column."""
    found = registers.get(register).columns[column].codes.get(key)
    return key if found is None else (found.zh if lang() == "zh" else found.en)


def entity_told(row: Any) -> Iterator[Happening]:
    """Registration and end of an entity."""
    if row.established_on:
        yield happening(row, "established_on", "established")
    if row.closed_on:
        how = code("entity", "closed_how", row.closed_how) if row.closed_how else ""
        yield happening(row, "closed_on", "closed", how=how)


def name_told(row: Any) -> Iterator[Happening]:
    """A name that was borne or written."""
    yield happening(row, "from_on", "name", name=row.name)


def membership_told(row: Any) -> Iterator[Happening]:
    """Coming to the zone and going from it."""
    yield happening(row, "from_on", "came", how=code("membership", "came", row.came))
    if row.to_on:
        yield happening(row, "to_on", "went", how=code("membership", "went", row.went))


def certificate_told(row: Any) -> Iterator[Happening]:
    """A qualification with its validity, and what happened to it."""
    words = {
        "qualification": code("certificate", "qualification", row.qualification),
        "kind": code("certificate", "kind", row.kind),
    }
    if row.valid_to:
        last = (row.valid_to - timedelta(1)).isoformat()
        yield happening(row, "granted_on", "certificate_to", last=last, **words)
    else:
        yield happening(row, "granted_on", "certificate", **words)
    for event in shown.standing(row.events.all()):
        yield happening(event, "occurred_on", f"certificate_{event.kind}", **words)


def stage_told(row: Any) -> Iterator[Happening]:
    """A stage that a project reached."""
    yield happening(row, "occurred_on", "stage", stage=say(f"stage.{row.kind}"), note=row.note)


def signing_told(row: Any) -> Iterator[Happening]:
    """A paper that was signed."""
    words = {"kind": code("signing", "kind", row.kind), "investor": row.investor}
    if row.amount_fen is None:
        yield happening(row, "signed_on", "signed", **words)
    else:
        amount = shown.money(row.amount_fen, "wan_yuan")
        yield happening(row, "signed_on", "signed_for", amount=amount, **words)


def project_told(row: Any) -> Iterator[Happening]:
    """A project of an entity: when it was first reported."""
    first = min(
        (one for one in shown.standing(row.events.all())),
        key=lambda one: one.occurred_on,
        default=None,
    )
    day = first.occurred_on if first else None
    known = str(KnownDay(day, first.occurred_on_precision)) if first else ""
    words = say("told.project", name=row.name)
    yield Happening(day, known, words, row.number, shown.address_of(row), "project")


OWN = {"entity": entity_told, "certificate": certificate_told}
TOLD = {
    "entity_name": name_told,
    "membership": membership_told,
    "certificate": certificate_told,
    "project_event": stage_told,
    "project_name": name_told,
    "project": project_told,
    "signing": signing_told,
}
