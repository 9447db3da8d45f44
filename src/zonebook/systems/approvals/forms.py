"""The three fields of the public clock sheet, read as an officer or applicant may type them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from zonebook.core.procedures.deadline import Deadline, Limit, deadline
from zonebook.core.procedures.pauses import Pause, PauseKinds
from zonebook.core.values import Finding, Reason, Refused
from zonebook.core.workdays import Calendar
from zonebook.desk import typed

LONGEST_LIMIT = 250  # working days: about one year
MOST_ROWS = 12
CLOCKS = ("promised", "legal")


@dataclass
class PauseRow:
    """One row of special procedures as it was typed, and what is wrong with each field."""

    number: int
    kind: str = ""
    first: str = ""
    last: str = ""
    errors: dict[str, Finding] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.kind or self.first or self.last)


@dataclass
class Asked:
    """What was asked of the public sheet: nothing of it is kept, and nothing typed is lost."""

    accepted: str = ""
    limit: str = ""
    clock: str = "promised"
    rows: list[PauseRow] = field(default_factory=list)
    is_national: bool = False
    errors: dict[str, Finding] = field(default_factory=dict)
    accepted_on: date | None = None
    days: int = 0
    pauses: list[Pause] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether the page was opened without a question."""
        return not (self.accepted or self.limit) and all(row.is_empty for row in self.rows)

    @property
    def all_errors(self) -> list[tuple[str, Finding]]:
        """Every error with the id of its field."""
        found = list(self.errors.items())
        for row in self.rows:
            found += [(f"{name}-{row.number}", one) for name, one in row.errors.items()]
        return found


def read(query: QueryDict, calendar: Calendar, kinds: PauseKinds) -> Asked:
    """What the address of the page asks; errors stand beside their fields."""
    clock = query.get("clock", "")
    asked = Asked(
        query.get("accepted", "").strip(),
        query.get("limit", "").strip(),
        clock if clock in CLOCKS else "promised",
        list(pause_rows(query)),
        is_national(query),
    )
    if asked.is_blank:
        return asked
    asked.accepted_on = accepted_on(asked, calendar)
    asked.days = limit_days(asked)
    asked.pauses = [one for row in asked.rows if (one := pause_of(row, kinds))]
    return asked


def is_national(query: QueryDict) -> bool:
    """Whether the national calendar was chosen over the zone's own."""
    return query.get("calendar") == "national"


def pause_rows(query: QueryDict) -> Iterator[PauseRow]:
    """The rows that were sent, one empty one after them, and another where more are wanted."""
    columns = [query.getlist(name)[:MOST_ROWS] for name in ("kind", "first", "last")]
    count = max(map(len, columns))
    sent = [tuple(column[i].strip() if i < len(column) else "" for column in columns)
            for i in range(count)]  # fmt: skip
    filled = [row for row in sent if any(row)]
    spare = 2 if "more" in query or not filled else 1
    rows = [*filled, *[("", "", "")] * spare][:MOST_ROWS]
    for number, (kind, first, last) in enumerate(rows, 1):
        yield PauseRow(number, kind, first, last)


def accepted_on(asked: Asked, calendar: Calendar) -> date | None:
    """The day of acceptance; an error where there is none or it lies before the calendars."""
    if not asked.accepted:
        asked.errors["accepted"] = Finding(Reason("approvals.clock.no_day"))
        return None
    found = day_of(asked.accepted, "accepted", asked.errors)
    if found is not None and found < calendar.first:
        reason = Reason("approvals.clock.before_calendar", {"year": str(calendar.first.year)})
        asked.errors["accepted"] = Finding(reason)
        return None
    return found


def day_of(text: str, name: str, errors: dict[str, Finding]) -> date | None:
    """A day typed in any usual way; the error is kept under the field's name."""
    try:
        found = typed.day(text)
    except Refused as refused:
        errors[name] = refused.findings[0]
        return None
    if found.precision != "day":
        errors[name] = Finding(Reason("approvals.clock.day_wanted", {"day": found}))
        return None
    return found.first


def limit_days(asked: Asked) -> int:
    """The limit in working days; an error where it is no whole number of a usual size."""
    text = asked.limit.removesuffix("个工作日").removesuffix("天").strip()
    if not (text.isdecimal() and len(text) < 5 and 1 <= int(text) <= LONGEST_LIMIT):
        key = "approvals.clock.limit" if asked.limit else "approvals.clock.no_limit"
        asked.errors["limit"] = Finding(Reason(key, {"most": LONGEST_LIMIT}))
        return 0
    return int(text)


def pause_of(row: PauseRow, kinds: PauseKinds) -> Pause | None:
    """The pause of a row; an open one has no last day."""
    if row.is_empty:
        return None
    if row.kind not in kinds.by_key:
        row.errors["kind"] = Finding(Reason("approvals.clock.no_kind"))
    if not row.first:
        row.errors["first"] = Finding(Reason("approvals.clock.no_first"))
    first = day_of(row.first, "first", row.errors) if row.first else None
    last = day_of(row.last, "last", row.errors) if row.last else None
    if row.errors or first is None:
        return None
    try:
        return Pause(row.kind, first, last)
    except Refused as refused:
        row.errors["last"] = refused.findings[0]
        return None


def answer(asked: Asked, calendar: Calendar, kinds: PauseKinds, on: date, source: str) -> Deadline:
    """The deadline of a question without errors."""
    assert asked.accepted_on is not None
    limit = Limit(asked.clock, asked.days, asked.clock, source)
    return deadline(calendar, limit, asked.accepted_on, asked.pauses, kinds=kinds, on=on)
