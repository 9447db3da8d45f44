"""The shelf of releases as pages show it: what was released, by whom, and what has changed since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from zonebook.core.values import Reason
from zonebook.desk import trail
from zonebook.desk.language import lang, say
from zonebook.records import releases
from zonebook.records.differences import FigureChange, RowChange, parts
from zonebook.records.models import Person, Release
from zonebook.systems.bulletin.texts import joined_words

NAMES = (("docx", "Word"), ("pdf", "PDF"), ("text", "TXT"), ("json", "JSON"), ("csv", "CSV"))
SHOWN = dict(NAMES)


@dataclass(frozen=True)
class Line:
    """A release in the list."""

    release: Release
    state: str
    state_words: str
    address: str


@dataclass(frozen=True)
class Change:
    """A figure that has changed since, with the rows that the reader may see."""

    words: str
    parts: tuple[str, ...]
    rows: tuple[str, ...]
    hidden: str


@dataclass(frozen=True)
class Page:
    """A released report: its text as it was frozen, its files, and its revisions."""

    line: Line
    paragraphs: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    revised: str
    changes: tuple[Change, ...]
    may_approve: bool

    @property
    def text(self) -> str:
        """复制为文字: the release with what was revised since, one line a figure."""
        one = self.line.release
        told = [" · ".join([change.words, *change.parts]) for change in self.changes]
        return "\n".join([f"{one.title} · {one.number}", self.revised, *told])


def line(release: Release) -> Line:
    """One release."""
    state = releases.state(release)
    address = reverse("release", args=[release.number])
    return Line(release, state, say(f"release.state.{state}"), address)


def lines() -> list[Line]:
    """All releases, newest first."""
    return [line(one) for one in releases.all_releases()]


def page(number: str, nouns: Collection[str], person: Person, publishes: bool) -> Page:
    """One release; of the rows behind its revisions only those of nouns the reader may see."""
    release = releases.one(number)
    _, text = releases.content(release, "text", lang())
    found = releases.revisions(release)
    key = "release.revised" if found else "release.unrevised"
    shown = line(release)
    address = reverse("release", args=[number])
    kinds = release.files.filter(lang=lang(), kind__in=SHOWN).values_list("kind", flat=True)
    return Page(
        line=shown,
        paragraphs=tuple(text.decode().splitlines()),
        files=tuple((SHOWN[kind], f"{address}/{kind}") for kind in kinds),
        revised=say(key, count=len(found)),
        changes=tuple(change(one, nouns) for one in found),
        may_approve=publishes and shown.state == "prepared" and release.recorded_by_id != person.pk,
    )


def file(number: str, kind: str, language: str) -> tuple[str, bytes]:
    """Name and bytes of a released file."""
    return releases.content(releases.one(number), kind, language)


def change(one: FigureChange, nouns: Collection[str]) -> Change:
    """A revised figure in words."""
    before, after = (
        say("bulletin.no_data") if value is None else joined_words(value, one.unit, lang())
        for value in (one.before, one.after)
    )
    key = "release.same_value" if one.before == one.after else "release.change"
    seen = [row for row in one.rows if row.table in nouns]
    gone = len(one.rows) - len(seen)
    return Change(
        words=say(key, name=one.name, before=before, after=after),
        parts=tuple(say(part) for part in parts(one)),
        rows=tuple(row_words(row) for row in seen),
        hidden=say("release.page.hidden", n=gone) if gone else "",
    )


def row_words(row: RowChange) -> str:
    """A row that came, went or changed, in words."""
    changes = (trail.change(row.table, k, a, b) for k, (a, b) in row.columns.items())
    columns = "；".join(f"{one.label} {shown(one.before)} → {shown(one.after)}" for one in changes)
    args = {"number": row.number, "label": row.called, "columns": columns}
    return say(Reason(f"release.row.{row.kind}", args)).rstrip()


def shown(value: Any) -> str:
    """A column's value; an empty one as a dash."""
    return "—" if value in (None, "") else str(value)
