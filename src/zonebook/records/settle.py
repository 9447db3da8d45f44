"""Offices, people and grants of a zone, as its zone.yaml declares them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from zonebook.records import write
from zonebook.records.models import Grant, Office, Person, Post
from zonebook.records.zone import Zone

OPENED = date(2000, 1, 1)  # what zone.yaml grants without a day holds from before any record


def settle(zone: Zone) -> None:
    """Make the declared offices and people; what is there already is left as it is."""
    with write.bookkeeping():
        offices = {row["key"]: office(row) for row in zone.offices}
        for row in zone.people:
            person(row, offices.get(row.get("office") or ""))


def office(row: Any) -> Office:
    """One office with its grants."""
    names = {"name": row["name"]["zh"], "name_en": row["name"]["en"]}
    one, made = Office.objects.get_or_create(key=row["key"], defaults=names)
    if made:
        for verb, system in pairs(row.get("grants", ())):
            Grant.objects.create(
                office=one, system=system, verb=verb, from_on=row.get("from", OPENED)
            )
    return one


def pairs(grants: Iterable[Any]) -> Iterable[tuple[str, str]]:
    """Every verb in every system of a list of grants."""
    return ((v, s) for grant in grants for v in grant["verbs"] for s in grant["systems"])


def person(row: Any, office: Office | None) -> Person:
    """One person in an office, without a password until one is set."""
    names = {"name": row["name"]["zh"], "name_en": row["name"]["en"]}
    one = Person.objects.filter(key=row["key"]).first()
    if one is None:
        one = Person(key=row["key"], **names)
        one.set_unusable_password()
        one.save()
        if office:
            title = row.get("title", {}).get("zh", "")
            Post.objects.create(person=one, office=office, title=title, from_on=OPENED)
    return one
