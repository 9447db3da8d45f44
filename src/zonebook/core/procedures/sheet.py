"""The clock sheet (时限计算单): a deadline as data and as lines, the same for officer and applicant."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from zonebook.core.procedures.deadline import Deadline, SheetDay
from zonebook.core.say import LANGUAGES, Sentences, plain


def to_json(found: Deadline, sentences: Sentences, lang: str = "zh") -> dict[str, Any]:
    """A deadline as it travels: days as text, every day with its reason in both languages."""
    row: dict[str, Any] = {
        "clock": found.limit.clock,
        "limit": found.limit.days,
        "accepted": str(found.accepted_on),
        "due": plain(found.due_on),
        "unknown": sentences.to_json(found.unknown, lang) if found.unknown else None,
        "on": plain(found.on),
        "used": found.used,
        "left": found.left,
        "due_if_ended_on": plain(found.due_if_ended_on),
        "assumed": found.limit.assumed,
        "because": [sentences.to_json(one, lang) for one in found.because],
        "days": [day_json(day, sentences) for day in found.days],
    }
    return {**row, "sha256": digest(row)}


def day_json(day: SheetDay, sentences: Sentences) -> dict[str, Any]:
    """One day of the sheet."""
    row: dict[str, Any] = {
        "day": day.day.isoformat(),
        "counted": day.is_counted,
        "number": day.number,
        "key": day.reason.key,
    }
    for lang in LANGUAGES:
        row[lang] = sentences.say(day.reason, lang)
    return row | {"refs": [ref.to_json() for ref in day.reason.refs]}


def digest(row: dict[str, Any]) -> str:
    """SHA-256 of what the sheet decides: its clock, limit, days and due day, not its wording."""
    decided = {name: row[name] for name in ("clock", "limit", "accepted", "due", "on")}
    decided["days"] = [[one["day"], one["number"], one["key"]] for one in row["days"]]
    text = json.dumps(decided, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def rows(found: Deadline, sentences: Sentences, lang: str) -> list[tuple[str, str, str]]:
    """The sheet's lines for people: day, its number or a dash, why."""
    return [
        (
            day.day.isoformat(),
            str(day.number) if day.is_counted else "—",
            sentences.say(day.reason, lang),
        )
        for day in found.days
    ]
