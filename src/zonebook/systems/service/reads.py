"""Requests for land, energy, capital and labour, each with what the zone has for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse

from zonebook.core.policies.offers import (
    STATES,
    Fit,
    Quantity,
    State,
    Supply,
    Want,
    fit,
    given,
    place,
    quantities_in,
)
from zonebook.core.rules.facts import Record
from zonebook.core.values import Reason, Refused
from zonebook.desk.language import say
from zonebook.desk.refusals import missing
from zonebook.records import filings
from zonebook.records import zone as zones
from zonebook.records.models import Offer, Request, RequestEvent
from zonebook.records.models.base import alive


@dataclass(frozen=True)
class Line:
    """One offer beside a request: what is left of it, and how it fits."""

    offer: Offer
    supply: Supply
    fit: Fit


@dataclass(frozen=True)
class Asked:
    """One request: what it asks for, what the zone has, and what it was answered with already."""

    request: Request
    want: Want
    lines: tuple[Line, ...]
    answers: tuple[RequestEvent, ...]
    closed_by: RequestEvent | None

    @cached_property
    def counts(self) -> Counter[State]:
        """How many offers have each state."""
        return Counter(one.fit.state for one in self.lines)

    @property
    def groups(self) -> list[tuple[State, list[Line]]]:
        """The offers by state, what fits first."""
        found = [(state, [one for one in self.lines if one.fit.state == state]) for state in STATES]
        return [(state, rows) for state, rows in found if rows]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.closed_by is None and self.request.merged_into_id is None

    @property
    def read_from_title(self) -> bool:
        """Whether what it asks for stands in the title alone."""
        return bool(self.want.quantities) and not self.request.quantity


def bases(kind: str) -> tuple[str, ...]:
    """The base units in which a factor is counted; none for a request that asks for something else."""
    row = zones.catalog().table("codes/factors").get(kind)
    return tuple(row["bases"]) if row else ()


def factors() -> list[str]:
    """The kinds of requests that are matched."""
    return list(zones.catalog().table("codes/factors"))


def page_of(row: Request) -> tuple[str, str] | None:
    """The page that stands beside a request's record, where it asks for a factor."""
    if row.kind not in factors() or row.withdrawn_on is not None:
        return None
    return reverse("service-request", args=[row.number]), say("service.beside")


def open_requests(on: date) -> list[Asked]:
    """The requests for a factor that wait on a day, the oldest first."""
    rows = Request.objects.filter(
        withdrawn_on=None, merged_into=None, kind__in=factors(), received_on__lte=on
    )
    over = alive_events().filter(kind__in=RequestEvent.CLOSING, occurred_on__lte=on)
    waiting = rows.exclude(pk__in=over.values("request_id")).select_related("entity")
    return asked(list(waiting.order_by("received_on", "pk")), on)


def one(number: str, on: date) -> Asked:
    """One request; Refused where there is none, or where it asks for no factor."""
    found = Request.objects.filter(number=number).select_related("entity").first()
    if found is None or found.withdrawn_on is not None:
        raise missing("record", number=number)
    if found.kind not in factors():
        raise Refused(Reason("service.no_factor", {"request": found.title}))
    return asked([found], on)[0]


def asked(rows: Sequence[Request], on: date) -> list[Asked]:
    """Requests with what the zone has for each."""
    offers = alive(Offer).order_by("kind", "code", "pk")
    shelf = [(row, supply_of(row, taken)) for row, taken in with_taken(list(offers))]
    titles = titles_of([row.entity_id for row in rows if row.entity_id], on)
    answers: dict[int, list[RequestEvent]] = defaultdict(list)
    for event in alive_events().filter(request__in=rows).select_related("offer"):
        answers[event.request_id].append(event)
    return [beside(row, shelf, titles.get(row.entity_id or 0), answers[row.pk], on) for row in rows]


def beside(
    row: Request,
    shelf: Sequence[tuple[Offer, Supply]],
    titles: frozenset[str] | None,
    events: Sequence[RequestEvent],
    on: date,
) -> Asked:
    """One request beside the offers of its kind."""
    units = zones.catalog().units
    industry = row.entity.industry if row.entity else ""
    want = Want(row.kind, quantities_of(row), industry, titles)
    used = {event.offer_id for event in events if event.kind == "offered"}
    rows = [
        Line(offer, supply, fit(want, supply, on, units))
        for offer, supply in shelf
        if offer.kind == row.kind and offer.pk not in used
    ]
    lines = tuple(sorted(rows, key=lambda line: place(line.supply, line.fit)))
    closed = next((event for event in events if event.kind in RequestEvent.CLOSING), None)
    offered = tuple(event for event in events if event.kind == "offered")
    return Asked(row, want, lines, offered, closed)


def alive_events() -> QuerySet[RequestEvent]:
    """The events of requests that stand."""
    return alive(RequestEvent).order_by("occurred_on", "pk")


def quantities_of(row: Request) -> tuple[Quantity, ...]:
    """How much a request asks for: its column of quantity, else what its title says."""
    units = zones.catalog().units
    return quantities_in(row.quantity or row.title, bases(row.kind), units)


def with_taken(offers: Sequence[Offer]) -> list[tuple[Offer, Fraction]]:
    """Each offer with what was given away of it, in its base unit, counted from the answers."""
    wants: dict[int, list[Fraction | None]] = defaultdict(list)
    rows = alive_events().filter(kind="offered", offer__in=offers, request__withdrawn_on=None)
    for event in rows.select_related("request", "offer"):
        wants[event.offer_id].append(wanted_of(event.offer, event.request))
    return [(row, sum(given(wants[row.pk], amount_of(row).in_base), Fraction(0))) for row in offers]


def wanted_of(offer: Offer, request: Request) -> Fraction | None:
    """How much of an offer a request asks for, in its base unit; None where that is not said once."""
    base = zones.catalog().units[offer.unit].base
    found = [one for one in quantities_of(request) if one.unit.base == base]
    return found[0].in_base if len(found) == 1 else None


def amount_of(row: Offer) -> Quantity:
    """The amount of an offer as it is written."""
    number = Decimal(row.digits).scaleb(-row.decimals)
    return Quantity(Fraction(number), zones.catalog().units[row.unit])


def supply_of(row: Offer, taken: Fraction) -> Supply:
    """An offer as core matches it."""
    codes = (one.strip() for one in row.industry.replace("，", "、").replace(",", "、").split("、"))
    return Supply(
        row.kind,
        amount_of(row),
        taken,
        row.basis == "each",
        row.from_on,
        row.to_on,
        tuple(one for one in codes if one),
        row.qualification,
    )


def titles_of(entities: Iterable[int], on: date) -> Mapping[int, frozenset[str]]:
    """The titles that enterprises hold on a day; nobody's where the book keeps no certificates."""
    known = filings.known(on, list(entities))
    found = {}
    for pk, filed in known.items():
        held: Sequence[Record] | None = filed.facts.records.get("certificate")
        if held is not None:
            found[pk] = frozenset(one.word for one in held if one.until is None or on < one.until)
    return found
