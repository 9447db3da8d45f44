"""The proposals that somebody may settle, those that their office made, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from zonebook.core.values import Refused
from zonebook.desk import records
from zonebook.desk.language import lang, say
from zonebook.desk.language import person as named_person
from zonebook.desk.waiting import Item
from zonebook.records import permissions
from zonebook.records.models import Person, Proposal
from zonebook.records.workbooks.permitted import Draft, in_words
from zonebook.records.workbooks.shelf import Shelf
from zonebook.systems.proposals import places

MOST = 200
SETTLED = 20


@dataclass(frozen=True)
class Line:
    """One proposal in words."""

    pk: int
    number: str
    title: str
    register: str
    column: str
    before: str
    value: str
    by: str
    on: date
    answer: str
    why: str


def mine(person: Person, on: date) -> list[Line]:
    """What waits for a word of the person's offices, the oldest first."""
    rows = Proposal.objects.filter(answer="").select_related("batch__by").order_by("pk")[:MOST]
    return [told for one in rows if (told := line(one, person, on)) is not None]


def settled(person: Person, on: date) -> list[Line]:
    """The last that were settled: of the person's columns, and those that they proposed."""
    rows = Proposal.objects.exclude(answer="").select_related("batch__by", "answered_in__by")
    found = (line(one, person, on, own=True) for one in rows.order_by("-answered_in")[:MOST])
    return [one for one in found if one is not None][:SETTLED]


def line(proposal: Proposal, person: Person, on: date, own: bool = False) -> Line | None:
    """A proposal in words, for who may settle it (with `own`, also for who made it)."""
    try:
        place = places.of(proposal)
    except Refused:
        return None  # its record or column is no longer there: nobody can settle it
    may = permissions.permits(person, "write", place.owner, on=on)
    if not may and not (own and proposal.batch.by_id == person.pk):
        return None
    batch = proposal.answered_in
    return Line(
        pk=proposal.pk,
        number=proposal.number,
        title=records.title_of(place.record),
        register=place.register.name[lang()],
        column=place.column.label(lang()),
        before=worded(place, place.before),
        value=worded(place, places.typed(place, proposal.value)),
        by=named_person(proposal.batch.by),
        on=proposal.batch.on,
        answer=say(f"proposals.answer.{proposal.answer}") if proposal.answer else "",
        why=batch.why if batch else "",
    )


def worded(place: places.Place, value: Any) -> str:
    """A value as the difference list of an import shows it."""
    if value in (None, ""):
        return "—"
    nowhere = Draft(None, {}, Shelf(place.register), bool, False, str, False)  # type: ignore[arg-type]
    return str(in_words(nowhere, place.way, value))


def items(person: Person, on: date) -> Iterator[Item]:
    """What waits for the person's home page."""
    for one in mine(person, on):
        title = say("proposals.item", title=one.title, column=one.column, value=one.value)
        yield Item(say("proposals.kind"), title, one.by, f"{reverse('proposals')}#p{one.pk}")
