"""The draft against the book: what each number is, by its words, by what was learned, by choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zonebook.core.bulletin.against import CheckedAgainst, Judged, against
from zonebook.core.bulletin.binding import Learned, bind
from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.reading import read
from zonebook.core.indicators import Figure
from zonebook.desk import opened
from zonebook.desk.figures import Shown, shown_figure
from zonebook.desk.language import named, say
from zonebook.records import drafts
from zonebook.records import zone as zones
from zonebook.records.models import Person
from zonebook.systems.drafts.asked import Asked, Decision
from zonebook.systems.drafts.marks import claim_keys


@dataclass(frozen=True)
class Choice:
    """A figure that a number may be, and why."""

    key: str
    name: str
    reason: str


@dataclass(frozen=True)
class InBook:
    """What the book says of a number: its figure, how it was found, what else it may be."""

    figure: Shown | None
    name: str
    how: str
    why: str
    said: str
    choices: tuple[Choice, ...]
    chosen: Decision | None
    because: tuple[opened.Level, ...] = ()


def check(asked: Asked, on: date) -> CheckedAgainst:
    """Check a draft against the book as it may be told on a day."""
    reading = read(asked.text, asked.period or None)
    book = drafts.Book(as_of=on)
    bindings = bind(reading, book.links, drafts.learned(), confirmed(reading, asked))
    return against(reading, book, bindings)


def confirmed(reading: Reading, asked: Asked) -> dict[tuple[int, int], str]:
    """The figures that somebody chose for numbers of this draft, by their places."""
    chosen = {one.what: one.why for one in asked.decisions if one.kind == "bound"}
    return {
        (claim.start, claim.end): chosen[key]
        for claim, key in zip(reading.claims, claim_keys(reading), strict=True)
        if key in chosen
    }


def figures() -> dict[str, str]:
    """The keys of the zone's figures, by key and by name in both languages."""
    found: dict[str, str] = {}
    for key, row in zones.catalog().kind("indicators").items():
        found |= {key: key, row["name"]["zh"]: key, row["name"]["en"]: key}
    return found


def figure_names() -> list[str]:
    """The names of the zone's figures in the page's language."""
    rows = zones.catalog().kind("indicators").values()
    return sorted(named(row["name"]) for row in rows)


def in_book(one: Judged, chosen: Decision | None, on: date) -> InBook:
    """What the book says of a number, in words."""
    binding = one.binding
    shown = shown_figure(one.figure, on) if one.figure is not None else None
    row = zones.catalog().kind("indicators").get(binding.indicator or "")
    return InBook(
        figure=shown,
        name=shown.name if shown else (named(row["name"]) if row else ""),
        how=say(f"drafts.how.{binding.how}") if binding.how else "",
        why=say(binding.why) if binding.why else "",
        said=one.said.by if one.said else (one.release or ""),
        choices=tuple(
            Choice(each.indicator, named(each.name), say(each.reason))
            for each in binding.candidates
            if each.indicator != binding.indicator
        ),
        chosen=chosen,
        because=because(one.figure, on) if one.figure is not None else (),
    )


def because(figure: Figure, on: date) -> tuple[opened.Level, ...]:
    """Why the figure is what it is; of a derived one its parts, each with its own because."""
    parts = tuple(
        opened.Level(
            f"{shown.name}（{shown.period}） {shown.full}", (), opened.levels(shown.figure)
        )
        for shown in (shown_figure(part, on) for part in figure.parts)
    )
    return (*opened.levels(figure), *parts)


def learn(asked: Asked, decision: Decision, *, by: Person, on: date) -> None:
    """Remember for later drafts what the words before a number mean."""
    one = words_of(asked, decision)
    if one is not None and one.phrase and one.indicator:
        drafts.learn(one, by=by, on=on)


def forget(asked: Asked, decision: Decision, *, by: Person, on: date) -> None:
    """Forget what was learned by a choice that is taken back."""
    one = words_of(asked, decision)
    if one is not None and one in drafts.learned():
        drafts.forget(one, by=by, on=on)


def words_of(asked: Asked, decision: Decision) -> Learned | None:
    """The words before the number of a choice, with its kind and unit."""
    reading = read(asked.text, asked.period or None)
    bindings = bind(reading, drafts.Book().links)
    for key, one in zip(claim_keys(reading), bindings, strict=True):
        if key == decision.what:
            return Learned(one.phrase, one.claim.kind, one.claim.unit, decision.why)
    return None


def coverage(rows: tuple[Judged, ...]) -> Mapping[str, int]:
    """How many numbers have which verdict."""
    found: dict[str, int] = {}
    for one in rows:
        found[one.verdict] = found.get(one.verdict, 0) + 1
    return found
