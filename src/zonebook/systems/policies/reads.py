"""What the pages of policies show: the overview, one policy's facts, a list, an award, a card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from zonebook.core.policies.clock import Clock
from zonebook.core.policies.matching import STATES
from zonebook.core.policies.policy import Policy
from zonebook.core.rules import tree
from zonebook.core.values import Reason
from zonebook.desk.refusals import missing
from zonebook.records import permissions
from zonebook.records import zone as zones
from zonebook.records.models import Award, AwardList, Entity, Invitation
from zonebook.records.workbooks import money
from zonebook.systems.policies import actions, awards, book, due, judged, matching, offered
from zonebook.systems.policies.awards import Standing
from zonebook.systems.policies.matching import Line, Run


@dataclass(frozen=True)
class Overview:
    """One policy in the list of all, with how far its awards of the year are."""

    policy: Policy
    counts: dict[str, int]
    paid_fen: int


def overview(on: date) -> list[Overview]:
    """The policies offered on a day, those that the zone pays first."""
    year = on.year - 1
    stand: dict[str, list[Standing]] = {}
    rows = Award.objects.filter(year=year, withdrawn_on=None).select_related("entity")
    for one in awards.standing(rows):
        stand.setdefault(one.award.policy, []).append(one)
    found = [
        Overview(
            policy,
            dict(Counter(one.state for one in stand.get(policy.key, ()))),
            sum(one.paid_fen for one in stand.get(policy.key, ())),
        )
        for policy in book.policies().offered(on)
    ]
    return sorted(found, key=lambda one: (not one.policy.is_paid, one.policy.key))


@dataclass(frozen=True)
class About:
    """What a policy says: conditions as sentences made from the rule, and its money."""

    conditions: list[tuple[Reason, tree.Source]]
    spent: int
    left: int | None


def about(policy: Policy, run: Run) -> About:
    """What a policy says, and what is left of its budget."""
    plan = book.policies().plan(policy, run.on)
    spent = awards.spent_on(policy, run.year)
    left = None if policy.budget is None else policy.budget.fen - spent
    return About(judged.conditions_of(plan) if plan else [], spent, left)


def states(run: Run) -> list[tuple[str, int]]:
    """The states with their counts, for the filter above the lines."""
    return [(one, run.counts[one]) for one in STATES if run.counts[one]]


def lists_of(key: str, year: int) -> list[AwardList]:
    """The lists of a policy for a year, latest first."""
    rows = AwardList.objects.filter(policy=key, year=year, withdrawn_on=None)
    return list(rows.order_by("-pk"))


def list_of(number: str) -> AwardList:
    """A list by its number; Refused where there is none."""
    found = AwardList.objects.filter(number=number, withdrawn_on=None).first()
    if found is None:
        raise missing("award", number=number)
    return found


@dataclass(frozen=True)
class Sheet:
    """A list as its page shows it."""

    row: AwardList
    policy: Policy
    rows: Sequence[Standing]
    batch: actions.Batch
    is_on_notice: bool
    clocks: Mapping[str, Clock]  # by the number of the award

    @property
    def last_day(self) -> date:
        """The last day of the notice."""
        return self.row.notice_to - timedelta(1)

    @property
    def counts(self) -> dict[str, int]:
        """How many awards have each state."""
        return dict(Counter(one.state for one in self.rows))

    @property
    def total(self) -> int:
        """What the list comes to, in fen."""
        return sum(one.award.amount_fen or 0 for one in self.rows)

    @property
    def paid(self) -> int:
        """What was paid of it, net of returns, in fen."""
        return sum(one.paid_fen for one in self.rows)


def sheet(number: str, on: date) -> Sheet:
    """One list with its awards, and the batch that would be paid today."""
    row = list_of(number)
    rows = awards.standing(
        row.awards.filter(withdrawn_on=None).select_related("entity", "award_list").order_by("pk")
    )
    policy = book.policies().find(row.policy)
    clocks = {one.one.award.number: one.clock for one in due.timed(rows, on)}
    return Sheet(row, policy, rows, actions.batch_of(row, on), on < row.notice_to, clocks)


def award(number: str) -> Standing:
    """An award as it stands; Refused where there is none."""
    rows = Award.objects.filter(number=number, withdrawn_on=None)
    found = rows.select_related("entity", "award_list").first()
    if found is None:
        raise missing("award", number=number)
    return awards.standing([found])[0]


def policy_of(stands: Standing) -> Policy:
    """The policy of an award."""
    return book.policies().find(stands.award.policy)


def steps_of(stands: Standing) -> list[tuple[str, bool]]:
    """The steps that an award may take now, and whether each must say why."""
    found = [
        (kind, move.needs_why)
        for kind, move in actions.MOVES.items()
        if stands.state in move.states
    ]
    return found + ([("returned", True)] if stands.paid_fen > 0 else [])


def typed_fen(text: str) -> int:
    """An amount that was typed, in fen; 万元 where no unit is written."""
    units = zones.catalog().units
    return money.read_fen(text, units["wan_yuan"], units)[0]


def find(wanted: Q, few: int) -> list[Entity]:
    """The enterprises that a word finds."""
    rows = Entity.objects.filter(wanted, withdrawn_on=None, kind="enterprise")
    return list(rows.order_by("name", "pk")[:few])


def entity(number: str) -> Entity:
    """An enterprise by its number; Refused where there is none."""
    found = Entity.objects.filter(number=number, withdrawn_on=None).first()
    if found is None:
        raise missing("record", number=number)
    return found


def card(one: Entity, on: date) -> dict[str, Any]:
    """What the card of an enterprise shows: titles, policies in groups, what they come to."""
    found = matching.card(one, on)
    titles = [(offer, offer.judge(found.known.facts)) for offer in offered.rules(on)]
    groups: dict[str, list[Line]] = {state: [] for state in STATES}
    for line in found.lines:
        groups[line.match.state].append(line)
    return {
        "card": found,
        "clocks": {
            one.policy.key: one.clock
            for one in due.timed((line.award for line in found.lines if line.award), on)
        },
        "titles": sorted(titles, key=lambda row: STATES.index(row[1].state)),
        "entity": one,
        "groups": [(state, rows) for state, rows in groups.items() if rows],
        "counts": {state: len(rows) for state, rows in groups.items()},
        "filings": found.known.filed.filings,
        "on": on,
    }


def slips(one: Entity, on: date) -> list[Invitation]:
    """The slips that are valid for an enterprise."""
    rows = Invitation.objects.filter(permissions.in_force(on), entity=one, withdrawn_on=None)
    return list(rows.order_by("-pk"))
