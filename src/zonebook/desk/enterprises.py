"""一企一档: everything that the book holds of one enterprise, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from zonebook.core.values import Reason
from zonebook.desk import lists, shown, timeline
from zonebook.desk.filters import Choice, choice
from zonebook.desk.language import day, lang, named, say
from zonebook.desk.refusals import missing
from zonebook.records import registers
from zonebook.records.models import Certificate, Entity, EntityName
from zonebook.records.models.base import alive

FEW = 50  # enterprises that one search lists
TOLD = "#told"  # where the timeline stands on the page
HEAD = ("credit_code", "kind", "established_on", "industry", "registered_capital_fen", "address")


@dataclass(frozen=True)
class Hit:
    """An enterprise that was found, with the former name by which it was."""

    name: str
    code: str
    number: str
    address: str
    former: str
    stands: str


@dataclass(frozen=True)
class Holding:
    """What one register holds of the enterprise: how many rows, and the last of their days."""

    name: str
    count: int
    latest: str
    address: str


@dataclass(frozen=True)
class File:
    """The page of one enterprise."""

    entity: Entity
    stands: str
    former: tuple[str, ...]
    fields: tuple[shown.Cell, ...]
    qualifications: tuple[str, ...]
    holdings: tuple[Holding, ...]
    happenings: tuple[timeline.Happening, ...]
    count: int
    groups: tuple[Choice, ...]
    years: tuple[Choice, ...]
    closed: str
    text: str


def address(number: str) -> str:
    """The file of an enterprise."""
    return reverse("enterprise", args=[number])


def exact(text: str) -> str:
    """The file of the enterprise whose credit code was typed whole; else nothing."""
    rows = alive(Entity).filter(credit_code=text.upper()) if len(text) == 18 else ()
    return next((address(one.number) for one in rows), "")


def find(text: str, on: date, few: int = FEW) -> list[Hit]:
    """Enterprises by credit code, present or former name; every word must stand in one of them."""
    if not text.split():
        return []
    rows = alive(Entity).filter(named_like(text)).order_by("name")[:few]
    found = list(rows.prefetch_related("names", "memberships"))
    return [hit(one, text, on) for one in found]


def named_like(text: str) -> Q:
    """Entities whose code, name or a former name holds every word."""
    found = Q()
    for word in text.split():
        former = alive(EntityName).filter(name__icontains=word).values("entity_id")
        found &= Q(name__icontains=word) | Q(credit_code__icontains=word) | Q(pk__in=former)
    return found


def hit(entity: Any, text: str, on: date) -> Hit:
    """A found enterprise as a line."""
    word = text.split()[0]
    former = next((one.name for one in standing_names(entity) if word in one.name), "")
    return Hit(
        entity.name,
        entity.credit_code or "",
        entity.number,
        address(entity.number),
        "" if word in entity.name else former,
        standing(entity, on),
    )


def standing_names(entity: Any) -> list[Any]:
    """The other names of an enterprise, the latest first."""
    names = shown.standing(entity.names.all())
    return sorted((one for one in names if one.name != entity.name), key=lambda one: -one.pk)


def standing(entity: Any, on: date) -> str:
    """Whether the enterprise is in the zone on a day, since when or until when."""
    if entity.closed_on and entity.closed_on <= on:
        how = registers.get("entity").columns["closed_how"]
        word = shown.text(entity, how, entity.closed_how)
        return say("enterprise.closed", on=entity.closed_on, how=word)
    spans = sorted(shown.standing(entity.memberships.all()), key=lambda one: one.from_on)
    now = next((s for s in spans if s.from_on <= on and (s.to_on is None or on < s.to_on)), None)
    if now:
        return say("enterprise.here", on=now.from_on)
    gone = [one.to_on for one in spans if one.to_on and one.to_on <= on]
    return say("enterprise.gone", on=max(gone)) if gone else say("enterprise.never")


def get(number: str) -> Entity:
    """An enterprise by its number; Refused where there is none."""
    found: Entity | None = Entity.objects.filter(number=number).first()
    if found is None:
        raise missing("record", number=number)
    return found


def file(entity: Entity, nouns: set[str], on: date, asked: dict[str, str]) -> File:
    """The file of an enterprise for a reader of these nouns, narrowed as asked."""
    told = timeline.of(entity, nouns)
    kept = [one for one in told if chosen(one, asked)]
    qualified = qualifications(entity, on) if "certificate" in nouns else []
    held = holdings(entity, nouns)
    return File(
        entity=entity,
        stands=standing(entity, on),
        former=tuple(one.name for one in standing_names(entity)),
        fields=tuple(head(entity, on)),
        qualifications=tuple(qualified),
        holdings=tuple(held),
        happenings=tuple(kept),
        count=len(told),
        groups=tuple(group_choices(told, asked)),
        years=tuple(year_choices(told, asked)),
        closed=closed_words(nouns),
        text=copied(entity, qualified, held, on),
    )


def chosen(one: timeline.Happening, asked: dict[str, str]) -> bool:
    """Whether a fact lies in the register and the year that were asked for."""
    in_group = not asked.get("in") or asked["in"] == one.group
    return in_group and (not asked.get("year") or asked["year"] == one.day[:4])


def head(entity: Entity, on: date) -> Iterable[shown.Cell]:
    """The facts at the head of the file, each with its unit."""
    register = registers.get("entity")
    for column in shown.columns_of(register, HEAD):
        yield shown.field(entity, column, on)


def qualifications(entity: Entity, on: date) -> list[str]:
    """The qualifications that hold on a day, each with its last valid day."""
    over = ("revoked", "withdrawn", "expired")
    rows = alive(Certificate).filter(entity=entity, granted_on__lte=on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).order_by("-granted_on")
    column = registers.get("certificate").columns["qualification"]
    found: dict[str, str] = {}
    for row in rows.prefetch_related("events"):
        ended = [e for e in shown.standing(row.events.all()) if e.kind in over]
        if any(e.occurred_on <= on for e in ended):
            continue
        name = shown.text(row, column, row.qualification)
        last = row.valid_to - timedelta(1) if row.valid_to else None
        words = say("enterprise.until", name=name, last=last) if last else name
        found.setdefault(row.qualification, words)
    return list(found.values())


def holdings(entity: Entity, nouns: set[str]) -> list[Holding]:
    """Every register that refers to enterprises, with how many of its rows name this one."""
    found = []
    for register in registers.all_registers().values():
        for way in timeline.referring_to("entity"):
            if way.noun == register.noun and way.noun in nouns:
                found.append(holding(register, way, entity))
    return [one for one in found if one.count]


def holding(register: registers.Register, way: timeline.Way, entity: Entity) -> Holding:
    """One register's rows of an enterprise."""
    rows = alive(way.model).filter(**{way.column: entity})
    main = lists.main_day(register)
    latest = ""
    if main:
        field = main.path[0]
        last = rows.exclude(**{field: None}).order_by(f"-{field}").first()
        latest = shown.text(last, main, getattr(last, field)) if last else ""
    word = entity.credit_code or entity.name
    return Holding(
        named(register.name),
        rows.count(),
        latest,
        f"{reverse('register', args=[register.key])}?{urlencode({'q': word})}",
    )


def group_choices(told: Sequence[timeline.Happening], asked: dict[str, str]) -> list[Choice]:
    """The registers in which something is told."""
    counts: dict[str, int] = {}
    for one in told:
        counts[one.group] = counts.get(one.group, 0) + 1
    return [
        choice(timeline.group_name(noun), "in", noun, asked, count, TOLD)
        for noun, count in sorted(counts.items(), key=lambda pair: -pair[1])
    ]


def year_choices(told: Sequence[timeline.Happening], asked: dict[str, str]) -> list[Choice]:
    """The years in which something is told, the latest first."""
    years = sorted({one.day[:4] for one in told if one.day}, reverse=True)
    return [choice(year, "year", year, asked, place=TOLD) for year in years]


def closed_words(nouns: set[str]) -> str:
    """The registers that hold enterprises and that the reader may not see; nothing if none."""
    hidden = [
        timeline.group_name(way.noun)
        for way in timeline.referring_to("entity")
        if way.noun not in nouns and timeline.register_of(way.noun)
    ]
    return say("enterprise.closed_to_you", names=list(dict.fromkeys(hidden))) if hidden else ""


def copied(entity: Entity, qualified: list[str], held: list[Holding], on: date) -> str:
    """复制为文字: the enterprise in one paragraph."""
    counts = [say("enterprise.held", name=one.name, n=one.count) for one in held]
    none = Reason("enterprise.none")
    return say(
        "enterprise.text",
        name=entity.name,
        code=entity.credit_code or Reason("enterprise.no_code"),
        stands=standing(entity, on),
        qualified=qualified or none,
        held=counts or none,
        on=day(on) if lang() == "en" else on,
    )
