"""What offices do with their drafts: keep one, check it again, decide about a number, remove it."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.db import connection, transaction

from zonebook.core.values import Reason, Refused
from zonebook.records import files, write
from zonebook.records.models import (
    Audit,
    DraftCheck,
    DraftDecision,
    Office,
    OfficeDraft,
    Person,
)
from zonebook.systems.drafts import office as offices
from zonebook.systems.drafts.asked import Asked, Decision
from zonebook.systems.drafts.sheet import Sheet

LONGEST_TITLE = 60


def keep(sheet: Sheet, *, title: str, office: str, by: Person, on: date) -> OfficeDraft:
    """保存到本处室: the draft, this check of it and what was decided; Refused outside one's offices."""
    mine = offices.offices(by, on)
    chosen = next((one for one in mine if one.key == office), mine[0] if len(mine) == 1 else None)
    if chosen is None:
        raise Refused(Reason("permissions.no_office", {"person": by.names}))
    return kept(sheet, title.strip()[:LONGEST_TITLE] or title_of(sheet.asked), chosen, by, on)


def kept(sheet: Sheet, title: str, office: Office, by: Person, on: date) -> OfficeDraft:
    """Write a new draft as one batch."""
    with write.batch(by=by, on=on, kind="draft") as batch:
        draft: OfficeDraft = OfficeDraft.objects.create(office=office, title=title, batch=batch.row)
        add_check(draft, sheet, 1, batch.row)
        for one in sheet.asked.decisions:
            add_decision(draft, one, batch.row)
    return draft


def title_of(asked: Asked) -> str:
    """The first line of a draft."""
    line = next((one.strip() for one in asked.text.split("\n") if one.strip()), asked.name)
    return line[:LONGEST_TITLE]


def check_again(draft: OfficeDraft, sheet: Sheet, *, by: Person, on: date) -> DraftCheck:
    """A new version of a draft with its check; the earlier ones stay."""
    offices.find(by, draft.pk, on)
    with write.batch(by=by, on=on, kind="draft") as batch:
        OfficeDraft.objects.select_for_update().get(pk=draft.pk)
        last = offices.check_of(draft)
        return add_check(draft, sheet, last.place + 1, batch.row)


def decide(draft: OfficeDraft, decision: Decision, *, by: Person, on: date) -> None:
    """Set a finding aside, accept it, choose a claim's figure, or take that back."""
    offices.find(by, draft.pk, on)
    with write.batch(by=by, on=on, kind="draft") as batch:
        add_decision(draft, decision, batch.row)


def remove(draft: OfficeDraft, *, by: Person, on: date) -> None:
    """删除: the words, decisions and files of a draft go for good.

    The trail keeps who took it away and when, how often it was checked, and what its texts and files
    hash to; not a word of it. Backups that were made before hold it still.
    """
    offices.find(by, draft.pk, on)
    with write.batch(by=by, on=on, kind="draft") as batch:
        OfficeDraft.objects.select_for_update().get(pk=draft.pk)
        checks = list(draft.checks.select_related("file").order_by("place"))
        if not checks:
            raise offices.missing("office_draft", pk=str(draft.pk))
        before = {"office": draft.office.key, "checks": [hashes(one) for one in checks]}
        Audit.objects.create(
            batch=batch.row, noun="office_draft", record_id=draft.pk, verb="remove", before=before
        )
        overwrite()
        DraftDecision.objects.filter(draft=draft).delete()
        DraftCheck.objects.filter(draft=draft).delete()
        OfficeDraft.objects.filter(pk=draft.pk).update(title="")
        for file in {one.file.pk: one.file for one in checks if one.file}.values():
            files.discard(file)


def hashes(check: DraftCheck) -> dict[str, Any]:
    """By what a check can be recognised by whoever still has the text or the file."""
    sha = hashlib.sha256(check.text.encode()).hexdigest()
    return {"place": check.place, "text": sha, "file": check.file.sha if check.file else ""}


def overwrite() -> None:
    """Let SQLite write zeros over what this writing deletes, and empty its journal after it.

    PostgreSQL does so by itself, when it next cleans the tables.
    """
    if connection.vendor == "sqlite":
        told("PRAGMA secure_delete = ON")
        transaction.on_commit(lambda: told("PRAGMA wal_checkpoint(TRUNCATE)"), robust=True)


def told(pragma: str) -> None:
    """Say something to SQLite."""
    with connection.cursor() as cursor:
        cursor.execute(pragma)


def add_check(draft: OfficeDraft, sheet: Sheet, place: int, batch: Any) -> DraftCheck:
    """The row of a check."""
    asked, counted = sheet.asked, sheet.counted
    file = files.store(asked.docx, asked.name) if asked.docx else None
    row: DraftCheck = DraftCheck.objects.create(
        draft=draft,
        place=place,
        text=asked.text,
        name=asked.name,
        period=asked.period,
        file=file,
        found=[
            {
                "key": one.key,
                "rule": one.rule,
                "level": one.level,
                "words": "、".join(asked.text[a:b].replace("\n", "") for a, b in one.spans[:4]),
            }
            for one in sheet.told
        ],
        counted=dict(vars(counted)),
        batch=batch,
    )
    return row


def add_decision(draft: OfficeDraft, one: Decision, batch: Any) -> None:
    """The row of a decision."""
    DraftDecision.objects.create(
        draft=draft, kind=one.kind, what=one.what, why=one.why, batch=batch
    )
