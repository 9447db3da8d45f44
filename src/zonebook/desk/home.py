"""The home page after sign-in: what waits for me, my registers, the last imports, the drop zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from zonebook.desk import batches, freshness, lists, sponsored, waiting
from zonebook.desk.language import named
from zonebook.records import permissions, registers
from zonebook.records.models import Person, SheetImport


@dataclass(frozen=True)
class Shelf:
    """A register of mine: how many records it holds and how fresh they are."""

    name: str
    about: str
    address: str
    count: int
    last: SheetImport | None


@dataclass(frozen=True)
class Home:
    """What somebody sees first."""

    shelves: tuple[Shelf, ...]
    recent: tuple[batches.Recent, ...]
    waiting: waiting.Waiting
    writes: bool
    leads: bool
    lights: tuple[sponsored.Sponsored, ...]
    lights_summed: str
    lights_text: str


def home(person: Person, on: date) -> Home:
    """The registers that a person keeps; those who keep none see the ones they may read."""
    keeps = set(permissions.systems_of(person, "write", on))
    reads = set(permissions.systems_of(person, "read", on))
    mine = [one for one in registers.all_registers().values() if one.system in (keeps or reads)]
    last = freshness.last_sheets(one.key for one in mine)
    lights = sponsored.of_leader(on, person.name) if "projects" in reads else ()
    return Home(
        tuple(shelf(one, last.get(one.key)) for one in mine),
        tuple(batches.recent(person, on, few=6)),
        waiting.waiting(person, on),
        any(one.system in keeps for one in mine),
        bool(permissions.systems_of(person, "publish", on)),
        lights,
        sponsored.counted(lights),
        sponsored.copied(lights, on),
    )


def shelf(register: registers.Register, last: SheetImport | None) -> Shelf:
    """A register as a line."""
    return Shelf(
        named(register.name),
        named(register.about),
        reverse("register", args=[register.key]),
        lists.outline(register.key).count,
        last,
    )
