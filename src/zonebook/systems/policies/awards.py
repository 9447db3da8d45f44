"""Awards as they stand: folded from their events, with what was paid and came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Sum

from zonebook.core.policies.policy import Policy
from zonebook.records.models import Award, AwardEvent, FundPayment
from zonebook.records.models.base import alive

State = Literal[
    "applied", "listed", "objected", "removed", "consented", "declined", "paid", "part", "returned"
]  # fmt: skip
MOVES: Mapping[str, State] = {
    "applied": "applied",
    "listed": "listed",
    "objected": "objected",
    "settled": "listed",
    "removed": "removed",
    "consented": "consented",
    "declined": "declined",
}


@dataclass(frozen=True)
class Standing:
    """An award with its state and money; `paid_fen` is net of what came back."""

    award: Award
    state: State
    events: tuple[AwardEvent, ...]
    paid_fen: int
    consented_on: date | None
    applied_on: date | None

    @property
    def open_fen(self) -> int:
        """What is still owed."""
        return max(0, (self.award.amount_fen or 0) - self.paid_fen)

    @property
    def paid_on(self) -> date | None:
        """The day on which all of it was paid; None where something is still owed."""
        paid = 0
        for one in self.events:
            paid += one.payment.amount_fen if one.payment else 0
            if paid and paid >= (self.award.amount_fen or 0):
                return one.occurred_on
        return None


def standing(awards: Iterable[Award]) -> list[Standing]:
    """How awards stand, in their order."""
    rows = list(awards)
    events: dict[int, list[AwardEvent]] = defaultdict(list)
    told = alive(AwardEvent).filter(award__in=[one.pk for one in rows])
    for one in told.select_related("payment").order_by("occurred_on", "pk"):
        events[one.award_id].append(one)
    return [folded(one, tuple(events[one.pk])) for one in rows]


def folded(award: Award, events: tuple[AwardEvent, ...]) -> Standing:
    """One award from its events in order."""
    state: State = "applied"
    days: dict[str, date] = {}
    paid = 0
    for one in events:
        if one.kind in MOVES:
            state = MOVES[one.kind]
            days[one.kind] = one.occurred_on
        if one.payment is not None:
            paid += one.payment.amount_fen
    if paid > 0:
        state = "paid" if paid >= (award.amount_fen or 0) else "part"
    if any(one.kind == "returned" for one in events):
        state = "returned"  # what came back is not paid again
    return Standing(award, state, events, paid, days.get("consented"), days.get("applied"))


def spent_on(policy: Policy, year: int) -> int:
    """What was paid of a policy's budget for a year, net of returns, in fen."""
    rows = alive(AwardEvent).filter(award__policy=policy.key, award__year=year)
    return rows.aggregate(sum=Sum("payment__amount_fen"))["sum"] or 0


def paid_before(
    policy: Policy, year: int, on: date, besides: Iterable[Award] = ()
) -> dict[int, str]:
    """Who was already paid for the same fact: the number of the record, by entity id.

    By award of the same fact, or by the ledger under one of the policy's programmes: of the year
    after the reference year, or ever where the fact happens once. `besides` these awards, whose
    own part payments do not stand in the way.
    """
    own = [one.pk for one in besides]
    awards = Award.objects.filter(fact=policy.fact, withdrawn_on=None).exclude(pk__in=own)
    if policy.once == "year":
        awards = awards.filter(year=year)
    found = {one.award.entity_id: one.award.number for one in standing(awards) if one.paid_fen > 0}
    rows = alive(FundPayment).filter(programme__in=policy.programmes, paid_on__lte=on)
    rows = rows.exclude(entity=None).exclude(award_events__award__in=own)
    if policy.once == "year":
        rows = rows.filter(paid_on__year=year + 1)
    net: dict[int, int] = defaultdict(int)
    number: dict[int, str] = {}
    for entity, fen, name in rows.order_by("pk").values_list("entity", "amount_fen", "number"):
        net[entity] += fen
        if fen > 0:
            number[entity] = name
    return {entity: name for entity, name in number.items() if net[entity] > 0} | found
