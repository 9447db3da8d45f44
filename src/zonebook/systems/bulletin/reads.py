"""Reads a report for the pages: the composed text, each figure of which opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from zonebook.core.indicators import Figure
from zonebook.core.period import Period
from zonebook.desk import figures
from zonebook.desk.language import lang, say
from zonebook.desk.refusals import missing
from zonebook.records import zone as zones
from zonebook.systems.bulletin import sources, texts

Found = Mapping[str, figures.Shown]


@dataclass(frozen=True)
class Piece:
    """A stretch of plain text, or a figure or judgement with the words in which it stands."""

    text: str
    figure: figures.Shown | None = None
    is_gap: bool = False
    why: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs."""

    key: str
    title: str
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Report:
    """A report of one year, ready to be shown."""

    title: str
    about: str
    year: int
    years: tuple[int, ...]
    sections: tuple[Section, ...]
    count: int
    gaps: tuple[figures.Shown, ...]
    notes: tuple[str, ...]


def year_of(text: str, today: date) -> int:
    """The year asked for; else the last one that is over."""
    if text.isascii() and text.isdigit() and 1990 <= int(text) <= today.year:
        return int(text)
    return today.year - 1


def report(key: str, year: int, today: date) -> Report:
    """A report of the catalogue with the figures of a year."""
    if key not in zones.catalog().kind("bulletins"):
        raise missing("report", key=key)
    made = sources.report(key, Period.year(year), on=today, lang=lang())
    found = {reference: shown(one, today) for reference, one in made.figures.items()}
    return Report(
        title=made.title,
        about=made.about,
        year=year,
        years=tuple(range(today.year - 1, today.year - 4, -1)),
        sections=tuple(section(key, made, found) for key in made.sections),
        count=len(found),
        gaps=tuple(one for one in found.values() if one.figure.value is None),
        notes=tuple(say(one) for one in made.notes),
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
    return Section(key, title, tuple(paragraphs))


def piece(one: texts.Piece, found: Found) -> Piece:
    """A piece of the text with what opens it."""
    if one.judgement is not None:
        return Piece(one.text, is_gap=bool(one.note), why=say(one.judgement.because))
    return Piece(one.text, found.get(one.reference), one.is_gap)
