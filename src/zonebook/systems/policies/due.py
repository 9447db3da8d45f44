"""兑现时限: the clocks of awards, from application or the end of the notice to the payment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from zonebook.core.policies.clock import OPEN, Clock, Days, clock
from zonebook.core.policies.policy import Policy
from zonebook.desk import context
from zonebook.desk.language import named, say
from zonebook.desk.waiting import Item
from zonebook.records import permissions
from zonebook.records.models import Award, Person
from zonebook.systems.policies import awards, book
from zonebook.systems.policies.awards import Standing

ENDED = ("declined", "removed", "returned")


@dataclass(frozen=True)
class Timed:
    """An award with its clock."""

    one: Standing
    policy: Policy
    clock: Clock


def clock_of(one: Standing, policy: Policy, on: date) -> Clock | None:
    """The clock of an award on a day; None where its policy promises no time."""
    days = Days(started_on(one, policy), one.paid_on, one.state in ENDED)
    return clock(policy.delivery, policy.workdays, days, on, context.calendar())


def started_on(one: Standing, policy: Policy) -> date | None:
    """The day of the application, or the last of the public notice."""
    if policy.delivery == "fast":
        return one.applied_on
    return one.award.award_list.notice_to - timedelta(1) if one.award.award_list else None


def timed(rows: Iterable[Standing], on: date) -> Iterator[Timed]:
    """The awards that have a clock."""
    policies = book.policies().all
    for one in rows:
        policy = policies.get(one.award.policy)
        found = clock_of(one, policy, on) if policy else None
        if policy and found:
            yield Timed(one, policy, found)


def running(on: date) -> list[Timed]:
    """What is still to be paid on a day: overdue first, then by the due day."""
    rows = Award.objects.filter(withdrawn_on=None).select_related("entity", "award_list")
    found = [one for one in timed(awards.standing(rows), on) if one.clock.is_open]
    return sorted(
        found, key=lambda one: (OPEN.index(one.clock.state), one.clock.due_on or date.max)
    )


def items(person: Person, on: date) -> Iterator[Item]:
    """What has to be paid, on the home page of who pays it."""
    if not permissions.permits(person, "write", "policies", on=on):
        return
    for one in running(on):
        title = say("policies.clock.item", enterprise=one.one.award.entity.name)
        address = reverse("award", args=[one.one.award.number])
        kind = say("policies.clock.kind")
        yield Item(kind, title, named(one.policy.name), address, one.clock.due_on)
