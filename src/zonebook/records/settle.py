"""Offices, people and grants of a zone, as its zone.yaml declares them, kept up with it.

What is granted there holds from `from`, else from before any record; what is taken out ends on the
day on which that is noticed. Offices and people that are taken out stay, without grants or posts: records
rest on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from zonebook.records import write, zone_file
from zonebook.records.models import Grant, Office, Person, Post
from zonebook.records.permissions import in_force
from zonebook.records.zone import Zone

OPENED = date(2000, 1, 1)  # what zone.yaml grants without a day holds from before any record


def settle(zone: Zone, *, on: date | None = None) -> bool:
    """Make the declared offices and people; with `on`, end what is declared no longer.

    Whether anything had to be written; Refused where zone.yaml is not in order.
    """
    zone_file.check(zone.source)
    if on is not None and declared(zone) == held(zone, on):
        return False  # asked for at every command: what stands already takes no lock
    with write.bookkeeping():
        offices = {row["key"]: office(row) for row in zone.offices}
        changed = [grants(offices[row["key"]], row, on) for row in zone.offices]
        changed += [person(row, offices.get(row.get("office") or ""), on) for row in zone.people]
    return any(changed)


def declared(zone: Zone) -> set[tuple[str, ...]]:
    """What zone.yaml says, fact by fact."""
    found: set[tuple[str, ...]] = set()
    for row in (*zone.offices, *zone.people):
        found.add((row["key"], *words(row).values()))
    for row in zone.offices:
        found |= {("may", row["key"], *pair) for pair in pairs(row.get("grants", ()))}
    return found | {("in", row["key"], row["office"]) for row in zone.people if row.get("office")}


def held(zone: Zone, on: date) -> set[tuple[str, ...]]:
    """What the book says of the same offices and people."""
    offices = [row["key"] for row in zone.offices]
    people = [row["key"] for row in zone.people]
    grants = Grant.objects.filter(office__key__in=offices, to_on=None)
    posts = Post.objects.filter(in_force(on), person__key__in=people)
    named = ("key", "name", "name_en")
    return {
        *Office.objects.filter(key__in=offices).values_list(*named),
        *Person.objects.filter(key__in=people).values_list(*named),
        *(("may", *row) for row in grants.values_list("office__key", "verb", "system")),
        *(("in", *row) for row in posts.values_list("person__key", "office__key")),
    }


def words(row: Any) -> dict[str, str]:
    """The names of a row; without an English one the Chinese stands for it."""
    name: Mapping[str, str] = row["name"]
    return {"name": name["zh"], "name_en": name.get("en", name["zh"])}


def office(row: Any) -> Office:
    """One office, under the name that zone.yaml gives it now."""
    one, made = Office.objects.get_or_create(key=row["key"], defaults=words(row))
    return one if made else renamed(one, row)


def renamed(one: Any, row: Any) -> Any:
    """The office or person under the name that zone.yaml gives it now."""
    names = words(row)
    if any(getattr(one, name) != value for name, value in names.items()):
        for name, value in names.items():
            setattr(one, name, value)
        one.save(update_fields=list(names))
    return one


def grants(office: Office, row: Any, on: date | None) -> bool:
    """What an office may: what is new begins, what is gone ends."""
    wanted = set(pairs(row.get("grants", ())))
    rows = office.grants.filter(to_on=None)
    held = {(one.verb, one.system): one for one in rows}
    since = row.get("from", OPENED)
    for verb, system in sorted(wanted - held.keys()):
        Grant.objects.create(office=office, system=system, verb=verb, from_on=since)
    gone = [one for pair, one in held.items() if pair not in wanted] if on else []
    for one in gone:
        end(one, on)
    return bool(gone) or bool(wanted - held.keys())


def end(dated: Any, on: date | None) -> None:
    """A grant or post holds no longer from a day on; one that never held a day is taken out."""
    if on is not None and dated.from_on < on:
        dated.to_on = on
        dated.save(update_fields=["to_on"])
    else:
        dated.delete()


def pairs(grants: Iterable[Any]) -> Iterable[tuple[str, str]]:
    """Every verb in every system of a list of grants."""
    return ((v, s) for grant in grants for v in grant["verbs"] for s in grant["systems"])


def person(row: Any, office: Office | None, on: date | None) -> bool:
    """One person in an office, without a password until one is set."""
    one = Person.objects.filter(key=row["key"]).first()
    if one is None:
        one = Person(key=row["key"], **words(row))
        one.set_unusable_password()
        one.save()
        post(one, office, row, OPENED)
        return True
    renamed(one, row)
    held = list(one.posts.filter(in_force(on)).order_by("pk")) if on else []
    if not on or [old.office_id for old in held] == ([office.pk] if office else []):
        return False
    for old in held:
        end(old, on)
    post(one, office, row, on)
    return True


def post(one: Person, office: Office | None, row: Any, since: date) -> None:
    """A person's time in an office begins."""
    if office is not None:
        title = (row.get("title") or {}).get("zh", "")
        Post.objects.create(person=one, office=office, title=title, from_on=since)
