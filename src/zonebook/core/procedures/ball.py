"""Who holds the ball (当前责任方): every day of an item belongs to one party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zonebook.core.procedures.pauses import PauseKinds
from zonebook.core.procedures.state import ItemCase
from zonebook.core.values import Reason
from zonebook.core.workdays import Calendar


@dataclass(frozen=True)
class Held:
    """The days from `first` to `last`, both included, that one party held, and why."""

    holder: str
    first: date
    last: date
    reason: Reason

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.last - self.first).days + 1


def holder_on(state: ItemCase, day: date, kinds: PauseKinds) -> tuple[str, Reason] | None:
    """Who had to act on a day; None before the receipt and after the delivery or the end."""
    if state.received_on is None or day < state.received_on or is_over(state, day):
        return None
    if state.decided_on is not None and day > state.decided_on:
        return "window", Reason("case.ball.delivery")
    for one in state.corrections:
        if one.opened_on < day and (one.ended_on is None or day <= one.ended_on):
            return applicant(state, day), Reason("case.ball.correction")
    if state.accepted_on is None or day <= state.accepted_on:
        return "window", Reason("case.ball.acceptance")
    for one in state.pauses:
        if one.opened_on < day and (one.ended_on is None or day <= one.ended_on):
            kind = kinds[one.kind]
            return kind.holder, Reason("case.ball.pause", {"kind": kind.name})
    for asked in state.opinions:
        if asked.asked_on < day and (asked.given_on is None or day <= asked.given_on):
            return "department", Reason("case.ball.opinion", {"department": asked.department})
    return "department", Reason("case.ball.decision")


def is_over(state: ItemCase, day: date) -> bool:
    """Whether nobody has anything to do any more."""
    if state.decided_on is not None:
        return state.delivered_on is not None and day > state.delivered_on
    return state.closed_on is not None and day > state.closed_on


def applicant(state: ItemCase, day: date) -> str:
    """The applicant's side: the assistant while one is mandated, else the enterprise itself."""
    return "assistant" if any(one.holds(day) for one in state.mandates) else "enterprise"


def held(state: ItemCase, on: date, kinds: PauseKinds) -> Iterator[Held]:
    """The stretches of days from receipt to the end of `on` and who held each."""
    if state.received_on is None:
        return
    current: Held | None = None
    for shift in range((on - state.received_on).days + 1):
        day = state.received_on + timedelta(shift)
        found = holder_on(state, day, kinds)
        if found is None:
            continue
        holder, reason = found
        if current and current.holder == holder and current.reason == reason:
            current = Held(holder, current.first, day, reason)
            continue
        if current:
            yield current
        current = Held(holder, day, day, reason)
    if current:
        yield current


def shares(stretches: Sequence[Held], calendar: Calendar | None = None) -> Counter[str]:
    """Days by holder; working days where a calendar is given."""
    total: Counter[str] = Counter()
    for one in stretches:
        if calendar is None:
            total[one.holder] += one.days
        else:
            total[one.holder] += calendar.count(one.first - timedelta(1), one.last)
    return total
