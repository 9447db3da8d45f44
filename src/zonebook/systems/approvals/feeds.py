"""日历订阅: the due days of an officer's cases, or of one case, as an iCalendar file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from zonebook.core.procedures.deadline import Deadline
from zonebook.core.values import Reason, Refused
from zonebook.desk.language import named, say
from zonebook.records.models import ApprovalCase, Person
from zonebook.systems.approvals import book, live, reads, standing

SALT = "zonebook.feed"
WIDTH = 74  # octets a line, as RFC 5545 section 3.1 wants


def address_of_person(request: HttpRequest, person: Person) -> str:
    """Where an officer's feed is read; whoever knows the address may read the due days."""
    return address(request, f"person:{person.key}")


def address_of_case(request: HttpRequest, case: ApprovalCase) -> str:
    """Where the feed of one case is read."""
    return address(request, f"case:{case.number}")


def address(request: HttpRequest, what: str) -> str:
    """The address of a feed, signed so that none can be guessed."""
    token = signing.dumps(what, salt=SALT)
    return request.build_absolute_uri(reverse("feed", args=[token]))


def feed(token: str, today: date) -> str:
    """The calendar behind an address; Refused where nobody gave that address out."""
    try:
        kind, _, key = str(signing.loads(token, salt=SALT)).partition(":")
    except signing.BadSignature:
        raise Refused(Reason("approvals.no_such_feed")) from None
    found = of_case(key, today) if kind == "case" else of_person(key, today)
    return "\r\n".join(folded(one) for one in calendar(found, today)) + "\r\n"


def of_person(key: str, today: date) -> Iterable[tuple[ApprovalCase, Deadline]]:
    """The open cases of an officer with the clocks by which they are listed."""
    person = Person.objects.filter(key=key, is_active=True).first()
    if person is None:
        raise Refused(Reason("approvals.no_such_feed"))
    rows = [one for one in live.live(today, "promised") if reads.is_mine(one.case, person)]
    return [(one.case, one.clock) for one in rows if one.clock is not None]


def of_case(number: str, today: date) -> Iterable[tuple[ApprovalCase, Deadline]]:
    """Every clock of a case that still runs."""
    case = reads.find(number)
    whole, known = standing.folded(case, reads.rows_of(case), today)
    if whole.items[case.item].is_closed:
        return []
    return [(case, one) for one in reads.clocks_of(case, whole, known, today)]


def calendar(found: Iterable[tuple[ApprovalCase, Deadline]], today: date) -> Iterator[str]:
    """The lines of an iCalendar file: one whole-day entry a due day that is known."""
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Zonebook//approvals//ZH")
    yield f"X-WR-CALNAME:{escaped(say('approvals.feed'))}"
    for case, clock in found:
        if clock.due_on is None:
            continue
        name = say(f"clock.name.{clock.limit.clock}")
        title = f"{case.title}（{named(book.item(case).name)}）{name}"
        yield "BEGIN:VEVENT"
        yield f"UID:{case.number}-{clock.limit.clock}-{clock.limit.source}@zonebook".replace(
            " ", ""
        )
        yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
        yield f"DTSTART;VALUE=DATE:{clock.due_on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{clock.due_on + timedelta(1):%Y%m%d}"
        yield f"SUMMARY:{escaped(title)}"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def escaped(text: str) -> str:
    """A text as iCalendar writes it."""
    for one in ("\\", ";", ","):
        text = text.replace(one, f"\\{one}")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """A line cut into pieces of at most 75 octets, never within a character."""
    pieces, now = [], ""
    for one in line:
        if len((now + one).encode()) > WIDTH:
            pieces.append(now)
            now = ""
        now += one
    return "\r\n ".join([*pieces, now])
