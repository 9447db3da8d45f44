"""兑现时限: until which day an award is to be paid, in working days, and how it stands that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from zonebook.core.policies.policy import Delivery
from zonebook.core.values import Reason
from zonebook.core.workdays import Calendar, NotPublished

State = Literal["waiting", "running", "today", "over", "in_time", "late", "closed", "unknown"]
OPEN: tuple[State, ...] = ("over", "today", "running", "unknown", "waiting")
# What starts the clock: 快申快享 the application, 免申即享 the end of the public notice.
STARTS: dict[Delivery, str] = {"fast": "applied", "paid_without_applying": "notice"}


@dataclass(frozen=True)
class Clock:
    """From which day it counts, until when, and the working days left; below zero where it is over."""

    state: State
    started_on: date | None = None
    due_on: date | None = None
    left: int | None = None
    because: tuple[Reason, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to pay."""
        return self.state in OPEN


@dataclass(frozen=True)
class Days:
    """What happened to an award: when it began, when all was paid, whether it ended without."""

    started_on: date | None
    paid_on: date | None = None
    is_closed: bool = False


def clock(delivery: Delivery, limit: int, days: Days, on: date, calendar: Calendar) -> Clock | None:
    """The clock of an award on a day; None where its policy promises no time.

    The day of the start is not counted; the last day is the `limit`-th working day after it.
    """
    begins = STARTS.get(delivery)
    if begins is None or not limit:
        return None
    if days.started_on is None:
        return Clock("closed" if days.is_closed else "waiting", because=(said(begins, limit),))
    because = (said(begins, limit, days.started_on),)
    try:
        due = calendar.add(days.started_on, limit)
        state, left = standing(due, days, on, calendar)
    except NotPublished as error:
        return Clock("unknown", days.started_on, because=(*because, error.reason))
    return Clock(state, days.started_on, due, left, because)


def said(begins: str, limit: int, on: date | None = None) -> Reason:
    """From what the days are counted."""
    if on is None:
        return Reason(f"policies.clock.after_{begins}", {"days": limit})
    return Reason(f"policies.clock.from_{begins}", {"days": limit, "on": on})


def standing(due: date, days: Days, on: date, calendar: Calendar) -> tuple[State, int | None]:
    """How a clock stands: working days left, over by how many, or done."""
    if days.paid_on is not None:
        return ("in_time" if days.paid_on <= due else "late"), None
    if days.is_closed:
        return "closed", None
    if on > due:
        return "over", -calendar.count(due, on)
    if on == due:
        return "today", 0
    return "running", calendar.count(on, due)
