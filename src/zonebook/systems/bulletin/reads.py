"""Reads a report for the pages: the composed text, each figure of which opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse

from zonebook.core import say as words
from zonebook.core.indicators import Figure
from zonebook.core.period import Period
from zonebook.core.values import Refused
from zonebook.desk import figures
from zonebook.desk.language import lang, say
from zonebook.desk.refusals import missing
from zonebook.records import releases
from zonebook.records import zone as zones
from zonebook.systems.bulletin import plain, shelf, sources, texts

Found = Mapping[str, figures.Shown]
CHOICES = {"year": 3, "month": 13}
ORDER = ("annual", "monthly", "circular")
OLDEST = 1990


@dataclass(frozen=True)
class Piece:
    """A stretch of plain text, or a figure or judgement with the words in which it stands."""

    text: str
    figure: figures.Shown | None = None
    is_gap: bool = False
    why: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs, and the same as one paragraph to send."""

    key: str
    title: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    copied: str


@dataclass(frozen=True)
class Choice:
    """Another text or period to go to."""

    address: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Report:
    """A report of one period, ready to be shown."""

    key: str
    title: str
    about: str
    period: Period
    texts: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    sections: tuple[Section, ...]
    count: int
    gaps: tuple[figures.Shown, ...]
    notes: tuple[str, ...]
    is_over: bool
    forms: tuple[tuple[str, str], ...]
    releases: tuple[shelf.Line, ...]


def period_of(row: Mapping[str, object], text: str, today: date) -> Period:
    """The period asked for, where the text is written for it; else the last one that is over."""
    kind = str(row["period"])
    try:
        asked = sources.period_of(row, text)
    except Refused:
        return ended(kind, today)
    return asked if asked.start <= today and asked.start.year >= OLDEST else ended(kind, today)


def ended(kind: str, today: date) -> Period:
    """The last year or month that is over."""
    if kind == "year":
        return Period.year(today.year - 1)
    before = today.replace(day=1) - timedelta(1)
    return Period.month(before.year, before.month)


def periods(row: Mapping[str, object], chosen: Period, today: date) -> tuple[Choice, ...]:
    """The periods to choose from, latest first."""
    found = [ended(str(row["period"]), today)]
    while len(found) < CHOICES[str(row["period"])]:
        one = found[-1]
        day = one.start - timedelta(1)
        found.append(
            Period.year(day.year) if one.months == 12 else Period.month(day.year, day.month)
        )
    return tuple(
        Choice(f"?period={one}", words.period(one, lang()), one == chosen) for one in found
    )


def report(key: str, text: str, today: date) -> Report:
    """A report of the catalogue with the figures of a period."""
    rows = zones.catalog().kind("bulletins")
    if key not in rows:
        raise missing("report", key=key)
    period = period_of(rows[key], text, today)
    made = sources.report(key, period, on=today, lang=lang())
    found = {reference: shown(one, today) for reference, one in made.figures.items()}
    return Report(
        key=key,
        title=made.title,
        about=made.about,
        period=period,
        texts=tuple(
            Choice(reverse("report", args=[one]), rows[one]["name"][lang()], one == key)
            for one in ORDER
            if one in rows
        ),
        periods=periods(rows[key], period, today),
        sections=tuple(section(key, made, found) for key in made.sections),
        count=len(found),
        gaps=tuple(one for one in found.values() if one.figure.value is None),
        notes=tuple(say(one) for one in made.notes),
        is_over=period.end <= today,
        forms=shelf.NAMES,
        releases=tuple(shelf.line(one) for one in releases.all_releases(key, str(period))),
    )


def shown(figure: Figure, on: date) -> figures.Shown:
    """A figure as the page shows it; a target opens the record that sets it."""
    made = figures.shown_figure(figure, on)
    target = next(
        (ref for why in figure.because for ref in why.refs if ref.where == "target"), None
    )
    return replace(made, address=reverse("record", args=["target", target.key])) if target else made


def section(key: str, made: texts.Report, found: Found) -> Section:
    """One section in the page's language."""
    own = [one for one in made.blocks if one.section == key]
    title = next((one.text for one in own if one.kind == "heading"), "")
    paragraphs = [tuple(piece(p, found) for p in one.pieces) for one in own if one.kind == "body"]
    copied = plain.copied(made, key, zones.catalog().sentences)
    return Section(key, title, tuple(paragraphs), copied)


def piece(one: texts.Piece, found: Found) -> Piece:
    """A piece of the text with what opens it."""
    if one.judgement is not None:
        return Piece(one.text, is_gap=bool(one.note), why=say(one.judgement.because))
    return Piece(one.text, found.get(one.reference), one.is_gap)
