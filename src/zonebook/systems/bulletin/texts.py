"""The text of a bulletin with its figures in it; no database, no pages.

`{gdp}` a figure with its unit · `{g_gdp:growth}` 增长… or 下降… · `{gdp:target}` and
`{gdp:next_target}` the target of this year and of the next · `{n_centres:names}` the names of the
rows it counts · `{rank_bio:place}` 50位 · `{steady:judged}` a judgement of the text's own list,
which names the figures that carry it · `{zone} {year} {last_year} {next_year} {period}` plain words.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from zonebook.core import say as words
from zonebook.core.indicators import Figure
from zonebook.core.period import Period
from zonebook.core.say import Sentences
from zonebook.core.units import Unit
from zonebook.core.values import Reason

REFERENCE = re.compile(r"\{(?P<key>[\w.]+)(?::(?P<form>\w+))?\}")
FIXED = ("zone", "year", "last_year", "next_year", "period")
TARGETS = {"target": 0, "next_target": 1}
State = Literal["holds", "fails", "unknown"]
Kind = Literal["title", "addressee", "heading", "body", "signature", "day", "note"]
TESTS = {
    "more_than": lambda value, mark: value > mark,
    "at_least": lambda value, mark: value >= mark,
    "at_most": lambda value, mark: value <= mark,
    "less_than": lambda value, mark: value < mark,
}


@dataclass(frozen=True)
class Sources:
    """What a text may refer to: figures by reference (`gdp`, `gdp:target`), names by key."""

    figures: Mapping[str, Figure]
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """A word of praise or blame, the figures that carry it, and whether they do."""

    key: str
    words: str
    state: State
    carriers: tuple[Figure, ...]
    because: Reason


@dataclass(frozen=True)
class Piece:
    """A stretch of plain text, or a figure or judgement with the words in which it stands."""

    text: str
    reference: str = ""
    figure: Figure | None = None
    judgement: Judgement | None = None
    note: int = 0

    @property
    def is_gap(self) -> bool:
        """Whether a figure is missing here."""
        return self.figure is not None and self.figure.value is None


@dataclass(frozen=True)
class Block:
    """A line or paragraph of the document."""

    kind: Kind
    pieces: tuple[Piece, ...]
    section: str = ""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(one.text for one in self.pieces)


@dataclass(frozen=True)
class Report:
    """A bulletin of one period, ready to be printed in any form."""

    key: str
    lang: str
    title: str
    about: str
    period: Period
    on: date
    blocks: tuple[Block, ...]
    figures: Mapping[str, Figure]
    judgements: tuple[Judgement, ...]
    notes: tuple[Reason, ...]
    source: str

    @property
    def gaps(self) -> tuple[Figure, ...]:
        """The figures without a value, once each."""
        return tuple(one for one in self.figures.values() if one.value is None)

    @property
    def sections(self) -> tuple[str, ...]:
        """The keys of the sections in their order."""
        return tuple(dict.fromkeys(one.section for one in self.blocks if one.section))


# -- what a text refers to -------------------------------------------------------------------


def references(row: Mapping[str, Any]) -> dict[str, None]:
    """All references of a text to figures, in both languages, those of its judgements included."""
    found: dict[str, None] = {}
    judged = row.get("judgements", {})
    for text in strings(row):
        for one in REFERENCE.finditer(text):
            key, form = one["key"], one["form"] or ""
            if key in FIXED:
                continue
            if form == "judged":
                found |= dict.fromkeys(judged[key]["carried_by"])
            else:
                found[f"{key}:{form}" if form in (*TARGETS, "names") else key] = None
    return found


def fit(row: Mapping[str, Any], known: Container[str]) -> dict[str, Any]:
    """The text without the paragraphs that need figures which this zone does not define."""
    sections = []
    for section in row["sections"]:
        kept = [
            {lang: pair[lang] for lang in words.LANGUAGES}
            for pair in section["paragraphs"]
            if all(key in known for key in pair.get("needs", ()))
        ]
        if kept:
            sections.append({**section, "paragraphs": kept})
    return {**row, "sections": sections}


def strings(row: Mapping[str, Any]) -> Iterator[str]:
    """Every stretch of text of a bulletin."""
    for section in row["sections"]:
        yield from section["title"].values()
        for pair in section["paragraphs"]:
            yield from pair.values()


# -- composing -------------------------------------------------------------------------------


@dataclass
class Composer:
    """Writes one bulletin in one language; notes are numbered as they are met."""

    row: Mapping[str, Any]
    sources: Sources
    lang: str
    fixed: Mapping[str, str]
    sentences: Sentences
    notes: list[Reason] = field(default_factory=list)
    judged: dict[str, Judgement] = field(default_factory=dict)
    used: dict[str, Figure] = field(default_factory=dict)

    def say(self, key: str, **args: Any) -> str:
        """A sentence in the language of the bulletin."""
        return self.sentences.say(Reason(key, args), self.lang)

    def word(self, pair: Mapping[str, str]) -> str:
        """A text in the language of the bulletin, with its plain words filled in."""
        text = str(pair.get(self.lang) or pair["zh"])
        for key, value in self.fixed.items():
            text = text.replace(f"{{{key}}}", value)
        return text

    def pieces(self, pair: Mapping[str, str]) -> tuple[Piece, ...]:
        """A paragraph cut into plain text, figures and judgements."""
        text, at, found = self.word(pair), 0, []
        for one in REFERENCE.finditer(text):
            if one.start() > at:
                found.append(Piece(text[at : one.start()]))
            found.append(self.piece(one["key"], one["form"] or ""))
            at = one.end()
        return (*found, Piece(text[at:])) if at < len(text) else tuple(found)

    def piece(self, key: str, form: str) -> Piece:
        """What stands for one reference."""
        if form == "judged":
            return self.judgement(key)
        reference = f"{key}:{form}" if form in (*TARGETS, "names") else key
        figure = self.used[reference] = self.sources.figures[reference]
        if figure.value is None:
            note = self.note(figure.unknown or Reason("bulletin.no_data"))
            return Piece(self.say("bulletin.gap", note=note), reference, figure, note=note)
        if form == "names":
            names = list(self.sources.names[key])
            listed = self.say("bulletin.listed" if names else "bulletin.none", names=names)
            return Piece(listed, reference, figure)
        if form == "growth":
            way = "up" if figure.value > 0 else "down" if figure.value < 0 else "same"
            size = joined(abs(figure.value), figure, self.lang)
            return Piece(self.say(f"bulletin.{way}", size=size), reference, figure)
        if form == "place":
            return Piece(self.say("bulletin.place", place=figure.value), reference, figure)
        return Piece(joined(figure.value, figure, self.lang), reference, figure)

    def note(self, why: Reason) -> int:
        """The number of a note; the same reason is noted once."""
        if why not in self.notes:
            self.notes.append(why)
        return self.notes.index(why) + 1

    def judgement(self, key: str) -> Piece:
        """A judgement word; where its figures do not carry it, the text says so itself."""
        made = self.judged.setdefault(key, judge(key, self.row["judgements"][key], self))
        if made.state == "holds":
            return Piece(made.words, key, judgement=made)
        note = self.note(made.because)
        text = self.say(f"bulletin.judged.{made.state}", words=made.words, note=note)
        return Piece(text, key, judgement=made, note=note)

    def blocks(self, on: date) -> Iterator[Block]:
        """The document from its title to its notes."""
        yield Block("title", (Piece(self.word(self.row["title"])),))
        if "addressee" in self.row:
            yield Block("addressee", (Piece(self.word(self.row["addressee"])),))
        for section in self.row["sections"]:
            if section.get("title"):
                yield Block("heading", self.pieces(section["title"]), section["key"])
            for pair in section["paragraphs"]:
                yield Block("body", self.pieces(pair), section["key"])
        if "signature" in self.row:
            yield Block("signature", (Piece(self.word(self.row["signature"])),))
            yield Block("day", (Piece(words.day(on, self.lang)),))
        for number, why in enumerate(self.notes, 1):
            told = self.sentences.say(why, self.lang)
            yield Block("note", (Piece(self.say("bulletin.note", note=number, why=told)),))


def judge(key: str, row: Mapping[str, Any], composer: Composer) -> Judgement:
    """Whether the figures named by a judgement carry it; unknown where one of them is."""
    carriers, failing, missing = [], [], []
    for reference, test in row["carried_by"].items():
        figure = composer.used[reference] = composer.sources.figures[reference]
        carriers.append(figure)
        if figure.exact is None:
            missing.append(figure)
        elif not all(TESTS[name](shown_exact(figure), Fraction(m)) for name, m in test.items()):
            failing.append(figure)
    state: State = "fails" if failing else "unknown" if missing else "holds"
    named = failing or missing or carriers
    told = [Reason("bulletin.carrier", {"name": one.name, "value": told_of(one)}) for one in named]
    said = composer.word(row["words"])
    because = Reason(f"bulletin.because.{state}", {"words": row["words"], "figures": told})
    return Judgement(key, said, state, tuple(carriers), because)


def shown_exact(figure: Figure) -> Fraction:
    """The exact value in the unit in which the figure prints."""
    return figure.unit.from_base(figure.exact if figure.exact is not None else 0)


def told_of(figure: Figure) -> dict[str, str] | Reason:
    """A value in both languages, or that there is none."""
    if figure.value is None:
        return Reason("bulletin.no_data")
    return {lang: joined(figure.value, figure, lang) for lang in words.LANGUAGES}


def joined(value: Decimal, figure: Figure, lang: str) -> str:
    """A figure's number with its unit."""
    return joined_words(value, figure.unit, lang)


def joined_words(value: Decimal, unit: Unit, lang: str) -> str:
    """A number with its unit as a line of text has it: 97.3亿元, 2.2%; English counts stand bare."""
    shown, name = unit.said(value, lang)
    number = words.number(shown)
    if lang == "en" and (unit.kind == "counting" or unit.base == "rank"):
        return number
    if lang == "zh" or name == "%":
        return f"{number}{name}"
    return f"{number} {name}".strip()


def compose(
    row: Mapping[str, Any],
    sources: Sources,
    period: Period,
    *,
    zone: Mapping[str, str],
    on: date,
    lang: str,
    sentences: Sentences,
) -> Report:
    """A bulletin of the catalogue in one language, as it stands on a day."""
    year = period.start.year
    fixed = {
        "zone": str(zone.get(lang) or zone["zh"]),
        "year": str(year),
        "last_year": str(year - 1),
        "next_year": str(year + 1),
        "period": words.period(period, lang),
    }
    composer = Composer(row, sources, lang, fixed, sentences)
    blocks = tuple(composer.blocks(on))
    return Report(
        key=str(row["key"]),
        lang=lang,
        title=composer.word(row["title"]),
        about=composer.word(row["about"]),
        period=period,
        on=on,
        blocks=blocks,
        figures=composer.used,
        judgements=tuple(composer.judged.values()),
        notes=tuple(composer.notes),
        source=composer.say("bulletin.source", period=period, on=on),
    )
