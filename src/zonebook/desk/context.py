"""What every page's frame shows: the zone, the day, the person, the offices they work in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse

from zonebook.core.workdays import Calendar, read_calendar
from zonebook.desk import access
from zonebook.desk.language import day, lang, named, say
from zonebook.records import permissions, registers
from zonebook.records import zone as zones


@dataclass(frozen=True)
class Entry:
    """One line of the rail."""

    name: str
    address: str
    current: bool


@dataclass(frozen=True)
class Section:
    """The registers and actions of one of the eleven things a zone does."""

    key: str
    name: str
    entries: tuple[Entry, ...]

    @property
    def current(self) -> bool:
        """Whether the page lies in it."""
        return any(entry.current for entry in self.entries)


@dataclass(frozen=True)
class Rail:
    """The systems that a person writes in, and those that they may look into."""

    mine: tuple[Section, ...]
    others: tuple[Section, ...]

    @property
    def in_others(self) -> bool:
        """Whether the page lies in one of the others."""
        return any(section.current for section in self.others)


@cache
def calendar() -> Calendar:
    """The zone's calendar."""
    return read_calendar(zones.catalog())


def day_words(today: date) -> str:
    """今天是2024年2月18日 星期日（调休上班）."""
    why = calendar().why(today)
    special = "" if why.key.endswith(("workday", "weekend")) else named(why.args.get("name", {}))
    if why.key == "clock.day.make_up":
        special = say("desk.make_up_day")
    key = "desk.today_is_special" if special else "desk.today_is"
    weekday = named(why.args["weekday"])
    return say(key, day=day(today), weekday=weekday, special=special)


def rail(request: HttpRequest) -> Rail:
    """The systems that the person works in, and those that they may look into."""
    person, today = request.user, request.today  # type: ignore[attr-defined]
    writes = permissions.systems_of(person, "write", today)  # type: ignore[arg-type]
    tongue, under = lang(), reverse("register", args=["-"])[:-1]
    mine, others = [], []
    for system in permissions.systems_of(person, "read", today):  # type: ignore[arg-type]
        entries = (
            *own_entries(request, system, writes),
            *(entry(request, one.name[tongue], under + one.key) for one in kept_in(system)),
        )
        if entries:
            section = Section(system, say(f"system.{system}"), entries)
            (mine if system in writes else others).append(section)
    return Rail(tuple(mine), tuple(others))


@cache
def kept_in(system: str) -> list[registers.Register]:
    """The registers of a system."""
    return [one for one in registers.all_registers().values() if one.system == system]


def own_entries(request: HttpRequest, system: str, writes: Collection[str]) -> list[Entry]:
    """The pages that a system's own folder declares: `rail = ((address name, sentence key), …)`.

    Those that it names in `writing` are for whoever may write in it.
    """
    return [
        entry(request, say(sentence), reverse(address))
        for config in apps.get_app_configs()
        if getattr(config, "system", None) == system
        for address, sentence in config.rail  # type: ignore[attr-defined]
        if system in writes or address not in getattr(config, "writing", ())
    ]


def entry(request: HttpRequest, name: str, address: str) -> Entry:
    """A line of the rail; current where the page lies under it."""
    path = request.path
    return Entry(name, address, path == address or path.startswith(f"{address}/"))


def frame(request: HttpRequest) -> dict[str, Any]:
    """The zone and the day of the request; the rail where somebody has signed in."""
    zone, today = zones.zone(), getattr(request, "today", None)
    source = zone.source
    shown = {
        "zone": zone,
        "zone_name": named(source.get("short", zone.name)),
        "band": named(source["band"]) if zone.demo and "band" in source else "",
        "today": today,
        "day_words": day_words(today) if today else "",
        "lang": lang(),
        "other_lang": "zh-hans" if lang() == "en" else "en",
    }
    user = getattr(request, "user", None)
    if today and user is not None and user.is_authenticated:
        shown["rail"] = found = rail(request)
        shown["works"] = bool(found.mine or found.others)  # in an office, not from outside
        shown["own"] = not shown["works"] and access.is_enterprise(request)
        shown["reads_entities"] = permissions.permits(user, "read", "registration", on=today)
    return shown
