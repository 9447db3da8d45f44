"""The officer's own cases on the home page, each until its promised day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from zonebook.desk.language import say
from zonebook.desk.waiting import Item
from zonebook.records import permissions
from zonebook.records.models import ApprovalCase, Person
from zonebook.systems.approvals import extensions, live


def items(person: Person, on: date) -> Iterator[Item]:
    """The open cases of an officer, the extensions that wait for a head, at the end of a day."""
    if permissions.permits(person, "review", "approvals", on=on):
        yield from asked(on)
    if not permissions.permits(person, "read", "approvals", on=on):
        return
    if not ApprovalCase.objects.filter(officer=person.name).exists():
        return
    for one in live.live(on, "promised"):
        if one.case.officer == person.name:
            address = reverse("approval-case", args=[one.case.number])
            due = one.clock.due_on if one.clock else None
            yield Item(say("waiting.kind.case"), one.case.title, one.item, address, due)


def asked(on: date) -> Iterator[Item]:
    """The extensions that officers asked the head for."""
    for case, one in extensions.waiting(on):
        note = say("approvals.extension_waits", days=one.days, why=one.reason)
        address = reverse("approval-case", args=[case.number])
        yield Item(say("waiting.kind.extension"), case.title, note, address)
