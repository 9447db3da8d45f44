"""The stretches of a draft that can be opened: its numbers, and the words that a finding names."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from zonebook.core.bulletin.check import Checked
from zonebook.core.bulletin.claims import Claim, NotClaim, Reading
from zonebook.core.bulletin.findings import DraftFinding

SHORT = 12  # characters that a line does not break
BEFORE = 12  # characters left of a claim that tell it from others with the same number


@dataclass(frozen=True)
class KeyedFinding:
    """A finding with the key under which it is decided, the same as long as its words stand."""

    key: str
    finding: DraftFinding


@dataclass
class Mark:
    """A stretch of the text: a claim, a number that is none, or words that a finding names."""

    number: int
    start: int
    end: int
    text: str
    key: str
    claim: Claim | None = None
    other: NotClaim | None = None
    findings: list[KeyedFinding] = field(default_factory=list)

    @property
    def is_short(self) -> bool:
        """Whether it can stay on one line."""
        return len(self.text) <= SHORT and "\n" not in self.text


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph: plain words, or a mark."""

    text: str
    mark: Mark | None = None


def keyed(checked: Checked) -> list[KeyedFinding]:
    """The findings with their keys; the same words found twice are told apart by their order."""
    raw = checked.reading.text.raw
    seen: Counter[str] = Counter()
    found = []
    for one in checked.findings:
        words = [one.rule, *(raw[start:end] for start, end in one.spans)]
        found.append(KeyedFinding(next_key(words, seen), one))
    return found


def next_key(words: Iterable[str], seen: Counter[str]) -> str:
    """A short key of some words, another one for every repetition."""
    told = "\x1f".join(words)
    seen[told] += 1
    return hashlib.sha256(f"{told}\x1f{seen[told]}".encode()).hexdigest()[:12]


def marks(checked: Checked, findings: Sequence[KeyedFinding]) -> list[Mark]:
    """Everything that can be opened, in the order of the text, none over another."""
    found = numbers(checked)
    starts = [one.start for one in found]
    words: dict[tuple[int, int], list[KeyedFinding]] = {}
    for one in findings:
        for span in one.finding.spans:
            hit = [found[i] for i in touched(found, starts, span)]
            for mark in hit:
                if one not in mark.findings:
                    mark.findings.append(one)
            if not hit:
                words.setdefault(span, []).append(one)
    raw = checked.reading.text.raw
    for (start, end), told in words.items():
        found.append(Mark(0, start, end, raw[start:end], f"words-{start}", findings=told))
    return numbered(found)


def numbers(checked: Checked) -> list[Mark]:
    """A mark for every number that was read."""
    reading = checked.reading
    raw = reading.text.raw
    found = [
        Mark(0, one.start, one.end, raw[one.start : one.end], key, claim=one)
        for one, key in zip(reading.claims, claim_keys(reading), strict=True)
    ]
    found += [
        Mark(0, one.start, one.end, one.text, f"other-{one.start}", other=one)
        for one in reading.not_claims
    ]
    return apart(found)


def claim_keys(reading: Reading) -> list[str]:
    """The keys of the claims: their words and what stands before them."""
    raw, seen = reading.text.raw, Counter[str]()
    return [
        next_key((raw[max(0, one.start - BEFORE) : one.start], one.text), seen)
        for one in reading.claims
    ]


def apart(found: list[Mark]) -> list[Mark]:
    """The marks in order, without those that begin inside another."""
    kept: list[Mark] = []
    for one in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if one.end > one.start and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return kept


def touched(found: Sequence[Mark], starts: Sequence[int], span: tuple[int, int]) -> Iterator[int]:
    """The places of the marks that share a character with a span."""
    i = max(bisect_right(starts, span[0]) - 1, 0)
    while i < len(found) and found[i].start < span[1]:
        if found[i].end > span[0]:
            yield i
        i += 1


def numbered(found: list[Mark]) -> list[Mark]:
    """The marks in order, numbered from 1."""
    kept = apart(found)
    for number, one in enumerate(kept, 1):
        one.number = number
    return kept


def paragraphs(raw: str, found: Sequence[Mark]) -> list[list[Piece]]:
    """The text in paragraphs of pieces; a mark that a line break cuts keeps its line together."""
    lines: list[list[Piece]] = [[]]
    at = 0
    for mark in found:
        add_words(lines, raw[at : mark.start])
        lines[-1].append(Piece(mark.text, mark))
        at = mark.end
    add_words(lines, raw[at:])
    return lines


def add_words(lines: list[list[Piece]], words: str) -> None:
    """Add plain words, which may end lines."""
    for i, line in enumerate(words.split("\n")):
        if i:
            lines.append([])
        if line:
            lines[-1].append(Piece(line))
