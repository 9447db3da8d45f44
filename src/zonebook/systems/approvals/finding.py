"""Cases in the search over everything: by title, code, number and applicant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from zonebook.desk.language import say
from zonebook.desk.search import FEW, Found, Hit
from zonebook.records import permissions
from zonebook.records.models import ApprovalCase, Person


def cases(text: str, person: Person, on: date) -> Iterator[Found]:
    """The first cases that hold every word of the text."""
    if not permissions.permits(person, "read", "approvals", on=on):
        return
    rows = ApprovalCase.objects.filter(withdrawn_on=None)
    for word in text.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(code__icontains=word)
            | Q(number__icontains=word)
            | Q(applicant__icontains=word)
        )
    hits = tuple(
        Hit(one.title, one.code or one.number, reverse("approval-case", args=[one.number]))
        for one in rows.order_by("-number")[:FEW]
    )
    yield Found(say("noun.approval_case"), hits, rows.count(), reverse("approvals"))
