"""Deadlines with their because: the due day, what has been used, and every day with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, partial

from zonebook.core.period import KnownDay
from zonebook.core.procedures.clock import LAW, Conventions, Span, counted, due
from zonebook.core.procedures.pauses import Pause, PauseKinds, spans
from zonebook.core.values import Reason, Ref, Refused
from zonebook.core.workdays import Calendar, NotPublished


@dataclass(frozen=True)
class Limit:
    """A rule row: how many working days a clock runs, what stops it, and on whose word.

    `stopped_by` names the clock whose pauses stop this one (a stage is stopped by what stops the
    promise); empty where nothing does.
    """

    clock: str
    days: int
    stopped_by: str = ""
    source: str = ""
    where: Ref | None = None
    assumed: bool = False
    conventions: Conventions = LAW


@dataclass(frozen=True)
class Extension:
    """An extension of the legal limit (art. 42): approved by the head, reasons told."""

    days: int
    approver: str
    reason: str
    document: str = ""


@dataclass(frozen=True)
class SheetDay:
    """One day of the clock sheet: counted or not, the how-manieth it is, and why."""

    day: date
    number: int | None
    reason: Reason

    @property
    def is_counted(self) -> bool:
        """Whether the day is counted."""
        return self.number is not None


@dataclass(frozen=True)
class Deadline:
    """When a clock ends, or why that is unknown; `used` and `left` stand at the end of `on`.

    With an open pause `due_on` is empty and two numbers are given: `due_if_ended_on`, the due day
    if the pause ended on `on`, and `left`, the counted days that remain when it ends.
    """

    limit: Limit
    accepted_on: date | KnownDay
    due_on: date | None
    because: tuple[Reason, ...]
    unknown: Reason | None = None
    on: date | None = None
    used: int | None = None
    left: int | None = None
    due_if_ended_on: date | None = None
    walk: Callable[[], Iterable[SheetDay]] = field(default=tuple, repr=False, compare=False)
    walk_to: Callable[..., Iterable[SheetDay]] | None = field(
        default=None, repr=False, compare=False
    )

    @cached_property
    def days(self) -> tuple[SheetDay, ...]:
        """Every day, counted or not, and why; walked only when somebody looks."""
        return tuple(self.walk())

    def days_through(self, end: date) -> tuple[SheetDay, ...]:
        """The same on to a later day: the days by which a clock is over are counted on."""
        return tuple(self.walk_to(end=end)) if self.walk_to is not None else self.days


def deadline(
    calendar: Calendar,
    limit: Limit,
    accepted_on: date | KnownDay,
    pauses: Sequence[Pause] = (),
    *,
    kinds: PauseKinds,
    extension: Extension | None = None,
    on: date | None = None,
) -> Deadline:
    """A clock's due day with every day and why (Administrative Licensing Law art. 42-45, 82).

    `on` is the day the answer is given for; an open pause needs it. Unknown, never a guess, where
    the day of acceptance is known to the month only or the count meets an unpublished year.
    """
    if isinstance(accepted_on, KnownDay):
        if accepted_on.precision != "day":
            unknown = Reason("clock.month_only", {"day": accepted_on})
            return Deadline(limit, accepted_on, None, (unknown,), unknown, on)
        accepted_on = accepted_on.first
    limit = extended(limit, extension)
    stopping = kinds.stopping(pauses, limit.stopped_by)
    if on is None and any(pause.ended_on is None for pause in stopping):
        raise Refused(Reason("clock.open_pause_needs_day"))
    because = tuple(reasons(limit, accepted_on, pauses, kinds, extension))
    return with_days(calendar, limit, accepted_on, stopping, kinds, because, on)


def with_days(
    calendar: Calendar,
    limit: Limit,
    accepted_on: date,
    stopping: Sequence[Pause],
    kinds: PauseKinds,
    because: tuple[Reason, ...],
    on: date | None,
) -> Deadline:
    """The deadline once its limit and the pauses that stop it are known."""
    start = limit.conventions.start(accepted_on)
    covered = spans(stopping, limit.conventions, on or date.max)
    used = used_by(calendar, start, on, covered)
    left = None if used is None else limit.days - used
    try:
        due_on = due(calendar, start, limit.days, covered)
    except NotPublished as gap:
        if gap.year < calendar.first.year:
            known = {"year": str(gap.year), "first": str(calendar.first.year)}
            early = Reason("clock.before_calendar", known)
            return Deadline(limit, accepted_on, None, (*because, early), early, on, used, left)
        end = calendar.last if accepted_on <= calendar.last else accepted_on
        walk = partial(sheet, calendar, start, accepted_on, end, stopping, covered, kinds)
        found = (*because, gap.reason)
        return Deadline(limit, accepted_on, None, found, gap.reason, on, used, left, walk=walk)
    walk_to = partial(
        sheet, calendar, start, accepted_on, pauses=stopping, covered=covered, kinds=kinds
    )
    walk = partial(walk_to, end=due_on)
    open_pause = next((one for one in stopping if one.ended_on is None), None)
    if open_pause is None or due_on <= open_pause.opened_on:
        because = (*because, rest_days(limit, accepted_on, due_on))
        return Deadline(
            limit, accepted_on, due_on, because, None, on, used, left, walk=walk, walk_to=walk_to
        )
    args = {"kind": kinds[open_pause.kind].name, "since": open_pause.opened_on, "on": on}
    unknown = Reason("clock.pause_open", {**args, "due": due_on, "left": left})
    found = (*because, unknown)
    return Deadline(limit, accepted_on, None, found, unknown, on, used, left, due_on, walk)


def used_by(
    calendar: Calendar, start: date, on: date | None, covered: Iterable[Span]
) -> int | None:
    """Counted days through `on`; None where no day is asked or its calendar is not published."""
    if on is None:
        return None
    try:
        return counted(calendar, start, on, covered)
    except NotPublished:
        return None


def extended(limit: Limit, extension: Extension | None) -> Limit:
    """The legal limit with its extension; Refused without the head's approval and told reasons."""
    if extension is None or limit.clock != "legal":
        return limit
    if not extension.approver.strip() or not extension.reason.strip():
        raise Refused(Reason("clock.extension_needs_approval"))
    return replace(limit, days=limit.days + extension.days)


def reasons(
    limit: Limit,
    accepted_on: date,
    pauses: Iterable[Pause],
    kinds: PauseKinds,
    extension: Extension | None,
) -> Iterator[Reason]:
    """Why the clock runs as it does: its limit, its first day, each pause, an extension."""
    refs = (limit.where,) if limit.where else ()
    key = "clock.because.assumed_limit" if limit.assumed else "clock.because.limit"
    yield Reason(key, {"days": limit.days, "source": limit.source}, refs)
    if not limit.conventions.first_day_counts:
        event = Reason(f"clock.start.{limit.clock}")
        yield Reason("clock.because.first_day", {"day": accepted_on, "event": event})
    for pause in pauses:
        kind = kinds[pause.kind]
        stops = bool(limit.stopped_by) and limit.stopped_by in kind.stops
        args = {"kind": kind.name, "opened": pause.opened_on, "basis": kind.basis}
        args["ended"] = pause.ended_on or {"zh": "尚未结束", "en": "still open"}
        papers = (Ref("document", pause.document),) if pause.document else ()
        yield Reason(
            "clock.because.stops" if stops else "clock.because.runs_on", args, (kind.where, *papers)
        )
    if extension is not None and limit.clock == "legal":
        papers = (Ref("document", extension.document),) if extension.document else ()
        yield Reason(
            "clock.because.extension",
            {"days": extension.days, "approver": extension.approver, "reason": extension.reason},
            papers,
        )


def rest_days(limit: Limit, accepted_on: date, due_on: date) -> Reason:
    """How many days from acceptance to the due day are counted and how many are not."""
    rest = (due_on - accepted_on).days + 1 - limit.days
    return Reason("clock.because.days", {"counted": limit.days, "rest": rest, "due": due_on})


def sheet(
    calendar: Calendar,
    start: date,
    accepted_on: date,
    end: date,
    pauses: Sequence[Pause],
    covered: Sequence[Span],
    kinds: PauseKinds,
) -> Iterator[SheetDay]:
    """Every day from acceptance to `end`, counted or not, and why."""
    number = 0
    for shift in range((end - accepted_on).days + 1):
        day = accepted_on + timedelta(shift)
        if not calendar.first <= day <= calendar.last:
            continue
        why = calendar.why(day)
        inside = [
            pause
            for pause, (first, last) in zip(pauses, covered, strict=True)
            if first < day <= last
        ]
        if day <= start:
            yield SheetDay(day, None, Reason("clock.day.first", {"why": why}, (), (why,)))
        elif not calendar.is_working(day):
            yield SheetDay(day, None, why)
        elif inside:
            yield SheetDay(day, None, paused(inside, why, kinds))
        else:
            number += 1
            yield SheetDay(day, number, served(day, pauses, why, kinds))


def paused(inside: Sequence[Pause], why: Reason, kinds: PauseKinds) -> Reason:
    """A working day that pauses keep from being counted; several pauses stop the clock once."""
    names = [kinds[pause.kind].name for pause in inside]
    papers = tuple(Ref("document", pause.document) for pause in inside if pause.document)
    return Reason("clock.day.paused", {"why": why, "kinds": names}, papers, (why,))


def served(day: date, pauses: Iterable[Pause], why: Reason, kinds: PauseKinds) -> Reason:
    """A counted day; where a pause's notice is served on it, that is said."""
    names = [kinds[pause.kind].name for pause in pauses if pause.opened_on == day]
    return Reason("clock.day.served", {"why": why, "kinds": names}, (), (why,)) if names else why
