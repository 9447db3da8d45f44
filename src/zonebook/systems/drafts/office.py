"""本处室文稿: the drafts that an office keeps, read for those who work in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from django.urls import reverse

from zonebook.core.bulletin.reading import read
from zonebook.desk.language import say
from zonebook.desk.refusals import missing
from zonebook.records import files
from zonebook.records.models import (
    Audit,
    Batch,
    DraftCheck,
    DraftDecision,
    Office,
    OfficeDraft,
    Person,
)
from zonebook.records.permissions import in_force
from zonebook.systems.drafts.asked import KINDS, Asked, Decision

SHOWN = 100  # drafts of a list


@dataclass(frozen=True)
class Line:
    """A kept draft in the list."""

    draft: OfficeDraft
    last: DraftCheck
    checks: int
    address: str


@dataclass(frozen=True)
class Version:
    """One check of a draft, and what changed since the one before."""

    check: DraftCheck
    address: str
    current: bool
    solved: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Removed:
    """What is left of a draft that was taken away: who kept and removed it, and its last hash."""

    kept: Batch
    removed: Batch
    checks: int
    sha: str


def offices(person: Person, on: date) -> list[Office]:
    """The offices in which somebody works on a day."""
    posts = person.posts.filter(in_force(on)).values("office_id")
    return list(Office.objects.filter(pk__in=posts).order_by("pk"))


def lines(person: Person, on: date) -> list[Line]:
    """The drafts of somebody's offices, the one checked last first."""
    kept = OfficeDraft.objects.filter(office__in=offices(person, on)).select_related("office")
    checks: dict[int, list[DraftCheck]] = {}
    rows = DraftCheck.objects.filter(draft__in=kept).defer("text", "found")
    for one in rows.select_related("batch__by").order_by("-pk"):
        checks.setdefault(one.draft_id, []).append(one)
    drafts = {one.pk: one for one in kept}
    return [
        Line(drafts[pk], found[0], len(found), reverse("office-draft", args=[pk]))
        for pk, found in checks.items()
    ][:SHOWN]


def removed(person: Person, on: date) -> list[Removed]:
    """The drafts that somebody's offices took away, the latest first."""
    mine = OfficeDraft.objects.filter(office__in=offices(person, on))
    kept = {one.pk: one.batch for one in mine.select_related("batch__by")}
    rows = Audit.objects.filter(noun="office_draft", verb="remove", record_id__in=kept)
    return [
        Removed(kept[row.record_id], row.batch, len(checks), str(checks[-1]["text"]))
        for row in rows.select_related("batch__by").order_by("-pk")[:SHOWN]
        if (checks := row.before["checks"])
    ]


def find(person: Person, pk: int, on: date) -> OfficeDraft:
    """A draft of somebody's office; Refused as if there were none where it is another office's."""
    kept = OfficeDraft.objects.filter(pk=pk, office__in=offices(person, on))
    found: OfficeDraft | None = kept.select_related("office").first()
    if found is None:
        raise missing("office_draft", pk=str(pk))
    return found


def check_of(draft: OfficeDraft, place: int | None = None) -> DraftCheck:
    """The last check of a draft, or the one at a place."""
    rows = draft.checks.select_related("file", "batch__by").order_by("-place")
    found: DraftCheck | None = (rows.filter(place=place) if place else rows).first()
    if found is None:
        raise missing("office_draft", pk=f"{draft.pk}-{place}")
    return found


def asked_of(draft: OfficeDraft, check: DraftCheck) -> Asked:
    """A kept check as it would be asked again, with all that was decided about the draft."""
    return Asked(
        text=check.text,
        name=draft.title,
        docx=files.read(check.file.sha) if check.file else b"",
        period=check.period,
        decisions=decisions(draft),
    )


def decisions(draft: OfficeDraft) -> tuple[Decision, ...]:
    """What stands decided: the last word about each finding and claim."""
    last: dict[str, Decision] = {}
    for row in DraftDecision.objects.filter(draft=draft).order_by("pk"):
        last[row.what] = Decision(row.kind, row.what, row.why)
    return tuple(one for one in last.values() if one.kind in KINDS)


# --- history ------------------------------------------------------------------------------------


def history(draft: OfficeDraft, place: int) -> list[Version]:
    """All checks of a draft, the latest first, each with what changed since the one before."""
    checks = list(draft.checks.select_related("batch__by").order_by("place"))
    first = version(draft, None, checks[0], place)
    later = [version(draft, before, now, place) for before, now in pairwise(checks)]
    return [first, *later][::-1]


def version(draft: OfficeDraft, before: DraftCheck | None, now: DraftCheck, place: int) -> Version:
    """One check beside the one before it."""
    old, new = (found_in(before) if before else {}), found_in(now)
    return Version(
        check=now,
        address=f"{reverse('office-draft', args=[draft.pk])}?version={now.place}",
        current=now.place == place,
        solved=tuple(words for key, words in old.items() if key not in new),
        new=tuple(words for key, words in new.items() if key not in old) if before else (),
        changed=changed(before, now) if before else (),
    )


def found_in(check: DraftCheck) -> dict[str, str]:
    """The findings of a check in short words, by key."""
    return {row["key"]: finding_words(row) for row in check.found}


def finding_words(row: dict[str, Any]) -> str:
    """A finding in a few words: rule and numbers."""
    rule = str(row["rule"])
    return f"{rule} {say(f'check.rule.{rule.lower()}')}（{row['words']}）"


def changed(before: DraftCheck, now: DraftCheck) -> tuple[tuple[str, str], ...]:
    """The numbers that were changed, added or taken out, as before and after."""
    old, new = (
        [one.text.replace("\n", "") for one in read(check.text, check.period or None).claims]
        for check in (before, now)
    )
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            pairs = min(b - a, d - c)
            found += zip(old[a : a + pairs], new[c : c + pairs], strict=True)
            found += [(one, "") for one in old[a + pairs : b]]
            found += [("", one) for one in new[c + pairs : d]]
    return tuple(found)
