"""What waits for somebody: tasks of their offices, requests, releases, and what the systems add.

A system adds its own by naming a function in its app: `waiting = "…module.function"`, called with
the person and the day, answering with items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import import_string

from zonebook.desk import imports, language, shown
from zonebook.desk.language import lang, say
from zonebook.desk.language import person as named_person
from zonebook.records import permissions, releases
from zonebook.records.models import Person, Request, RequestEvent, Task
from zonebook.records.models.base import alive

SOON = 7  # days that count as this week, whatever its day
GROUPS = ("over", "today", "week", "later", "open")
SIGNS = {"over": "◆", "today": "▲", "week": "▲", "later": "●", "open": "○"}
STATES = {"over": "failed", "today": "ask", "week": "ask", "later": "holds", "open": "open"}
FEW = 12


@dataclass(frozen=True)
class Item:
    """One thing that somebody has to do: what, until when, and where."""

    kind: str
    title: str
    note: str
    address: str
    due_on: date | None = None

    def group(self, on: date) -> str:
        """Overdue, due today, within a week, later, or without a due day."""
        if self.due_on is None:
            return "open"
        left = (self.due_on - on).days
        return "over" if left < 0 else "today" if left == 0 else "week" if left <= SOON else "later"


@dataclass(frozen=True)
class Group:
    """The items of one urgency, with its sign."""

    key: str
    name: str
    sign: str
    state: str
    items: tuple[Item, ...]
    count: int


@dataclass(frozen=True)
class Waiting:
    """Everything that waits for somebody, the most urgent first."""

    groups: tuple[Group, ...]
    count: int
    text: str


def waiting(person: Person, on: date) -> Waiting:
    """All that waits for a person on a day."""
    found = sorted(items(person, on), key=lambda one: one.due_on or date.max)
    groups = tuple(one for key in GROUPS if (one := group(key, found, on)).items)
    return Waiting(groups, len(found), copied(groups, person, on))


def group(key: str, found: Sequence[Item], on: date) -> Group:
    """The items of one urgency."""
    chosen = [one for one in found if one.group(on) == key]
    name = say(f"waiting.{key}", days=SOON)
    return Group(key, name, SIGNS[key], STATES[key], tuple(chosen[:FEW]), len(chosen))


def items(person: Person, on: date) -> Iterator[Item]:
    """What waits for a person: of the desk, then of every system."""
    offices = office_names(person, on)
    yield from to_approve(person, on)
    yield from unconfirmed(person)
    if permissions.permits(person, "read", "service", on=on):
        yield from requests_of(offices)
    if permissions.permits(person, "read", "bulletin", on=on):
        yield from tasks_of(
            offices, on, everybody=bool(permissions.systems_of(person, "publish", on))
        )
    for config in apps.get_app_configs():
        if named := getattr(config, "waiting", None):
            more: Callable[[Person, date], Iterable[Item]] = import_string(named)
            yield from more(person, on)


def office_names(person: Person, on: date) -> set[str]:
    """The names of a person's offices, with and without what stands in brackets."""
    posts = person.posts.filter(permissions.in_force(on)).select_related("office")
    names = {post.office.name for post in posts}
    return names | {name.partition("（")[0] for name in names}


def to_approve(person: Person, on: date) -> Iterator[Item]:
    """Releases that somebody else has prepared and this person may approve."""
    if not permissions.permits(person, "publish", "bulletin", on=on):
        return
    for one in releases.all_releases():
        if releases.state(one) == "prepared" and one.recorded_by_id != person.pk:
            address = reverse("release", args=[one.number])
            yield Item(say("waiting.kind.release"), one.title, one.number, address)


def unconfirmed(person: Person) -> Iterator[Item]:
    """Dry runs that the person has not confirmed."""
    for one in imports.drafts_of(person):
        address = reverse("draft", args=[one.pk])
        yield Item(say("waiting.kind.draft"), one.file.name, "", address)


def tasks_of(offices: set[str], on: date, *, everybody: bool) -> Iterator[Item]:
    """督办任务 that are not struck off; who supervises sees everybody's that are due by now or soon."""
    rows = alive(Task).filter(struck_off_on=None)
    if everybody:
        rows = rows.filter(Q(lead__in=offices) | Q(due_on__lte=on + timedelta(SOON)))
    else:
        rows = rows.filter(lead__in=offices)
    names = language.offices()
    for one in rows.order_by("due_on", "pk"):
        lead = names.get(one.lead, one.lead)
        yield Item(say("waiting.kind.task"), one.title, lead, shown.address_of(one), one.due_on)


def requests_of(offices: set[str]) -> Iterator[Item]:
    """Requests of these offices that are neither solved nor declined; merged ones count once."""
    over = alive(RequestEvent).filter(kind__in=RequestEvent.CLOSING)
    mine = Q(office__in=offices)
    rows = alive(Request).filter(mine, merged_into=None)
    open_ones: Any = rows.exclude(pk__in=over.values("request_id")).select_related("entity")
    for one in open_ones.order_by("received_on"):
        note = say("waiting.received", on=one.received_on, entity=str(one.entity or ""))
        address = shown.address_of(one)
        yield Item(say("waiting.kind.request"), one.title, note, address, one.due_on)


def copied(groups: Sequence[Group], person: Person, on: date) -> str:
    """复制为文字: what waits, one line a group."""
    mark = "、" if lang() == "zh" else ", "
    told = [
        say("waiting.text_group", name=one.name, n=one.count,
            titles=mark.join(item.title for item in one.items))
        for one in groups
    ]  # fmt: skip
    return say("waiting.text", person=named_person(person), on=on, told="\n".join(told))
