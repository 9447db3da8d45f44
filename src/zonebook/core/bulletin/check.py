"""The text-only check of a draft: read it, then ask every rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding
from zonebook.core.bulletin.reading import read
from zonebook.core.bulletin.rules import RULES

PART = 400_000  # characters; a longer draft is read in parts, so that memory does not grow with it


@dataclass(frozen=True)
class Checked:
    """A draft, or a part of one, that was checked; `offset` is where the part begins."""

    reading: Reading
    findings: tuple[DraftFinding, ...]
    offset: int = 0


def check(raw: str, period: str | None = None) -> Checked:
    """Read and check a draft without a book; `period` as in `reading.read`."""
    reading = read(raw, period)
    return Checked(reading, findings(reading))


def findings(reading: Reading) -> tuple[DraftFinding, ...]:
    """What all rules say, in the order of the text."""
    found = [one for rule in RULES for one in rule(reading)]
    found.sort(key=lambda one: (one.spans[0] if one.spans else (0, 0), one.rule))
    return tuple(found)


def parts(raw: str, size: int = PART) -> Iterator[tuple[int, str]]:
    """A draft in parts that end with a paragraph, a sentence, or where they must."""
    at = 0
    while at < len(raw):
        end = at + size
        if end < len(raw):
            cut = max(raw.rfind("\n", at + size // 2, end), raw.rfind("。", at + size // 2, end))
            end = cut + 1 if cut > at else end
        yield at, raw[at:end]
        at = end


def check_parts(raw: str, period: str | None = None) -> Iterator[Checked]:
    """Check a draft part by part; relations are seen inside a part."""
    for offset, part in parts(raw):
        checked = check(part, period)
        period = period or checked.reading.period
        yield Checked(checked.reading, checked.findings, offset)
