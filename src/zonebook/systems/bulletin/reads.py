"""Reads a report: the text of the catalogue with the figures of the book in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zonebook.core.period import Period
from zonebook.desk import figures
from zonebook.desk.language import named, say
from zonebook.desk.refusals import missing
from zonebook.records import figures as book
from zonebook.records import zone as zones

REFERENCE = re.compile(r"\{(?P<key>\w+)(?::(?P<form>\w+))?\}")
FIXED = ("zone", "year")
Fixed = Mapping[str, str]
Found = Mapping[str, figures.Shown]


@dataclass(frozen=True)
class Piece:
    """A stretch of plain text, or a figure with the words in which it stands."""

    text: str
    figure: figures.Shown | None = None

    @property
    def is_gap(self) -> bool:
        """Whether a figure is missing here."""
        return self.figure is not None and self.figure.figure.value is None


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs."""

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


def year_of(text: str, today: date) -> int:
    """The year asked for; else the last one that is over."""
    if text.isascii() and text.isdigit() and 1990 <= int(text) <= today.year:
        return int(text)
    return today.year - 1


def report(key: str, year: int, today: date) -> Report:
    """A report of the catalogue with the figures of a year."""
    row = zones.catalog().kind("bulletins").get(key)
    if row is None:
        raise missing("report", key=key)
    fixed = {"zone": named(zones.zone().name), "year": str(year)}
    found = all_figures(row, Period.year(year), today)
    gaps = tuple(one for one in found.values() if one.figure.value is None)
    sections = tuple(section(one, fixed, found, gaps) for one in row["sections"])
    return Report(
        title=filled(named(row["title"]), fixed),
        about=named(row["about"]),
        year=year,
        years=tuple(range(today.year - 1, today.year - 4, -1)),
        sections=sections,
        count=len(found),
        gaps=gaps,
    )


def all_figures(row: Mapping[str, Any], period: Period, on: date) -> dict[str, figures.Shown]:
    """Every figure that a report refers to, asked for once."""
    texts = [
        text for one in row["sections"] for pair in one["paragraphs"] for text in pair.values()
    ]
    keys = dict.fromkeys(
        found["key"]
        for text in texts
        for found in REFERENCE.finditer(text)
        if found["key"] not in FIXED
    )
    return {one.key: figures.shown_figure(one, on) for one in book.figures(list(keys), period)}


def section(
    row: Mapping[str, Any], fixed: Fixed, found: Found, gaps: Sequence[figures.Shown]
) -> Section:
    """One section in the page's language."""
    paragraphs = tuple(tuple(pieces(named(one), fixed, found, gaps)) for one in row["paragraphs"])
    return Section(named(row["title"]), paragraphs)


def pieces(text: str, fixed: Fixed, found: Found, gaps: Sequence[figures.Shown]) -> Iterator[Piece]:
    """A paragraph cut into plain text and figures."""
    at, text = 0, filled(text, fixed)
    for reference in REFERENCE.finditer(text):
        if reference.start() > at:
            yield Piece(text[at : reference.start()])
        yield piece(found[reference["key"]], reference["form"] or "", gaps)
        at = reference.end()
    if at < len(text):
        yield Piece(text[at:])


def piece(figure: figures.Shown, form: str, gaps: Sequence[figures.Shown]) -> Piece:
    """A figure in its words; without a value a visible gap, whose note says why."""
    if figure.figure.value is None:
        return Piece(say("report.gap", note=gaps.index(figure) + 1), figure)
    if form != "growth":
        return Piece(figure.full, figure)
    value = figure.figure.value
    kind = "up" if value > 0 else "down" if value < 0 else "same"
    size = figures.joined(figures.words.number(abs(value)), figure.unit)
    return Piece(say(f"report.{kind}", size=size), figure)


def filled(text: str, fixed: Fixed) -> str:
    """A text with the zone and the year in it; the figures stay."""
    for key, value in fixed.items():
        text = text.replace(f"{{{key}}}", value)
    return text
