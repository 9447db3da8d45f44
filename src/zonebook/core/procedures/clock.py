"""The legal clock: a set of counted days, never a sum of durations.

A day is counted if it lies after the day of acceptance, is a working day (Administrative
Licensing Law art. 82) and no pause that stops this clock covers it. A pause covers the days
after its first day, on which its notice is served, up to and including its last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from zonebook.core.workdays import Calendar, NotPublished

Span = tuple[date, date]
Item = tuple[date, date | None, Sequence[Span]]


@dataclass(frozen=True)
class Conventions:
    """What a rule says of the edges of a span; the defaults are those of the national law.

    `after_hours` decides a filing after the office has closed: it counts as filed on the `next`
    working day, or on the `same` day. The office closes at `closes_at` ("17:30", local time); where
    no hour is set no filing is late. No law sets one, so no shipped procedure does: a zone says it
    in its own limits; `assumed` where a demonstration does.
    """

    first_day_counts: bool = False
    day_of_service_counts: bool = True
    day_of_end_counts: bool = False
    after_hours: Literal["next", "same"] = "next"
    closes_at: str = ""
    assumed: bool = False

    def start(self, accepted_on: date) -> date:
        """The day after which counting starts."""
        return accepted_on - timedelta(1) if self.first_day_counts else accepted_on

    def span(self, served_on: date, ended_on: date) -> Span:
        """The pause as the clock takes it: covers the days after the first, through the last."""
        first = served_on if self.day_of_service_counts else served_on - timedelta(1)
        last = ended_on - timedelta(1) if self.day_of_end_counts else ended_on
        return first, last

    def filed_on(self, calendar: Calendar, day: date, at: datetime | None) -> date:
        """The day a filing counts as received: `at` is its moment in local time, where known."""
        if not self.closes_at:
            return day
        late = at is not None and at.strftime("%H:%M") >= self.closes_at
        return self.received_on(calendar, day, late)

    def received_on(self, calendar: Calendar, day: date, closed_already: bool) -> date:
        """The day a filing counts as received; NotPublished where the next working day is unknown."""
        if self.after_hours == "same" or (calendar.is_working(day) and not closed_already):
            return day
        return calendar.add(day, 1)


LAW = Conventions()


def union(spans: Iterable[Span]) -> list[Span]:
    """The same covered days as disjoint spans in order; empty and reversed spans cover nothing."""
    merged: list[Span] = []
    for first, last in sorted(span for span in spans if span[0] < span[1]):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def due(calendar: Calendar, accepted_on: date, limit: int, spans: Iterable[Span] = ()) -> date:
    """The last day on which the office may still decide; `accepted_on` where the limit is 0.

    `limit` in working days. NotPublished where the count runs into a year without a calendar.
    """
    if limit == 0:
        return accepted_on
    before, end = calendar.before, len(calendar.flags) - 1
    now, left = calendar.start_index(accepted_on), limit
    origin = calendar.first.toordinal()
    for first_day, last_day in union(spans):
        first, last = first_day.toordinal() - origin, min(last_day.toordinal() - origin, end)
        if last <= now:
            continue
        counted = before[first + 1] - before[now + 1] if now < first <= end else 0
        if first > end or counted >= left:
            break
        now, left = last, left - counted
    place = before[now + 1] + left - 1
    if place >= len(calendar.working):
        raise NotPublished(calendar.last.year + 1)
    return calendar.day(calendar.working[place])


def counted(calendar: Calendar, accepted_on: date, on: date, spans: Iterable[Span] = ()) -> int:
    """Counted days after acceptance, up to and including `on`; NotPublished beyond the calendar."""
    if on <= accepted_on:
        return 0
    total = calendar.count(accepted_on, on)
    for first, last in union(spans):
        total -= calendar.count(max(first, accepted_on), min(last, on))
    return total


def counts(calendar: Calendar, accepted_on: date, day: date, spans: Iterable[Span] = ()) -> bool:
    """Whether one day is counted."""
    inside = any(first < day <= last for first, last in spans)
    return day > accepted_on and calendar.is_working(day) and not inside


def stage_counts(calendar: Calendar, day: date, items: Iterable[Item]) -> bool:
    """Whether a day counts for a stage: it must count for at least one item open on it."""
    return any(
        counts(calendar, accepted_on, day, spans) and (ended_on is None or day <= ended_on)
        for accepted_on, ended_on, spans in items
    )


def stage_counted(calendar: Calendar, on: date, items: Sequence[Item]) -> int:
    """Counted days of a stage up to and including `on`: the union of its items' counted days."""
    total, reached = 0, date.min
    for first, last in union(piece for item in items for piece in running(item, on)):
        total += calendar.count(max(first, reached), last)
        reached = last
    return total


def running(item: Item, on: date) -> list[Span]:
    """The spans of days on which an item's clock runs, from its acceptance to its end or `on`."""
    accepted_on, ended_on, pauses = item
    end = min(on, ended_on) if ended_on is not None else on
    spans, now = [], accepted_on
    for first, last in union(pauses):
        if last > now and first < end:
            spans.append((now, first))
            now = last
    return [*spans, (now, end)]


def stage_due(calendar: Calendar, limit: int, items: Sequence[Item]) -> date:
    """The last day of a stage's limit while its open items go on; NotPublished as for `due`.

    Where every item has ended before the limit is reached, ValueError: the stage is over.
    """
    candidates = [calendar.last if ended is None else ended for _, ended, _ in items]
    low, high = min(item[0] for item in items), max(candidates)
    if stage_counted(calendar, high, items) < limit:
        if any(ended is None for _, ended, _ in items):
            raise NotPublished(calendar.last.year + 1)
        raise ValueError("the stage ended before its limit was reached")
    days = range(low.toordinal(), high.toordinal() + 1)
    place = bisect_left(
        days, limit, key=lambda n: stage_counted(calendar, date.fromordinal(n), items)
    )
    return date.fromordinal(days[place])
