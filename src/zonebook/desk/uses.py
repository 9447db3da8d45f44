"""用在哪里: the reports whose text names a figure, the releases that froze it, the figures made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from zonebook.core import say as words
from zonebook.core.indicators import Figure
from zonebook.core.indicators.definition import Change, Combination, ToDate
from zonebook.core.period import Period
from zonebook.desk.figures import joined
from zonebook.desk.language import lang, named, say
from zonebook.records import figures as book
from zonebook.records import releases
from zonebook.records import zone as zones

MONTHS = {"year": 12, "month": 1}


@dataclass(frozen=True)
class Use:
    """One place in which a figure is used, with what it says there."""

    kind: str
    name: str
    address: str
    note: str
    differs: bool = False


def uses(figure: Figure, *, reads_reports: bool) -> list[Use]:
    """Where a figure of a period is used; reports and releases only for who may read them."""
    found = [*in_reports(figure), *in_releases(figure)] if reads_reports else []
    return [*found, *in_figures(figure)]


def in_reports(figure: Figure) -> Iterator[Use]:
    """The texts of the catalogue that name the figure, in the figure's period where it fits."""
    for key, row in zones.catalog().kind("bulletins").items():
        if figure.key not in set(mentioned(row)):
            continue
        address = reverse("report", args=[key])
        if fits(row, figure.period):
            address = f"{address}?period={figure.period}"
        yield Use(say("uses.report"), named(row["name"]), address, "")


def fits(row: Mapping[str, Any], period: Period) -> bool:
    """Whether a text is written for periods of this kind."""
    months = MONTHS.get(row.get("period", ""), 0)
    return period.months == months and (months == 1 or period.start.month == 1)


def mentioned(row: Any) -> Iterator[str]:
    """Every key that a text refers to, as `{key}`, `{key:form}` or what carries a judgement."""
    if isinstance(row, str):
        for part in row.split("{")[1:]:
            yield part.partition("}")[0].partition(":")[0]
    elif isinstance(row, Mapping):
        for name, below in row.items():
            if name == "carried_by":
                yield from (key.partition(".")[0] for key in below)
            yield from mentioned(below)
    elif isinstance(row, list | tuple):
        for below in row:
            yield from mentioned(below)


def in_releases(figure: Figure) -> Iterator[Use]:
    """The approved releases that print this figure, and whether they say what the book says now."""
    for release, value in releases.released(figure.key, str(figure.period)):
        differs = figure.value is None or value != figure.value
        size, unit = figure.unit.said(Decimal(value), lang())
        note = say(
            "uses.differs" if differs else "uses.same", value=joined(words.number(size), unit)
        )
        address = reverse("release", args=[release.number])
        yield Use(say("uses.release"), release.title, address, note, differs)


def in_figures(figure: Figure) -> Iterator[Use]:
    """The figures of the catalogue that are made of this one."""
    for key, one in book.definitions(zones.catalog()).items():
        match one.formula:
            case Combination(of=parts):
                made_of = set(parts)
            case Change(of=part) | ToDate(of=part):
                made_of = {part}
            case _:
                made_of = set()
        if figure.key in made_of:
            address = f"{reverse('figure', args=[key])}?period={figure.period}"
            yield Use(say("uses.figure"), named(one.name), address, "")
