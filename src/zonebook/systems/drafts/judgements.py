"""定性表述: words of judgement, and the figures beside them that could carry them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from zonebook.core.bulletin.lexicon import plain_one_of, words
from zonebook.core.catalog import shipped
from zonebook.systems.drafts.marks import Mark

STOPS = re.compile(r"[。！？；\n!?;]")
ROOM = 16  # characters shown on both sides of the words


@dataclass(frozen=True)
class Judgement:
    """Words of judgement with what stands around them and the figures of their sentence."""

    start: int
    words: str
    before: str
    after: str
    figures: tuple[Mark, ...]
    is_near: bool  # the figures stand in the same sentence, else in the same paragraph


@cache
def pattern() -> re.Pattern[str]:
    """The words of judgement of the lexicon."""
    return re.compile(plain_one_of(words(shipped().kind("lexicon")["judgements"]["words"])))


def judgements(raw: str, found: Sequence[Mark]) -> list[Judgement]:
    """Every judgement of a draft, in order."""
    claims = [one for one in found if one.claim is not None]
    starts = [one.start for one in claims]
    stops = [one.start() for one in STOPS.finditer(raw)]
    lines = [at for at in stops if raw[at] == "\n"]
    told = []
    for one in pattern().finditer(raw):
        near = inside(claims, starts, around(stops, one.start(), len(raw)))
        carriers = near or inside(claims, starts, around(lines, one.start(), len(raw)))
        begin, end = around(lines, one.start(), len(raw))
        told.append(
            Judgement(
                one.start(),
                one[0],
                raw[max(begin, one.start() - ROOM) : one.start()].lstrip("，、；：。 \u3000\t"),
                raw[one.end() : min(end, one.end() + ROOM)],
                carriers,
                bool(near),
            )
        )
    return told


def around(stops: Sequence[int], at: int, length: int) -> tuple[int, int]:
    """The stretch between two stops in which a place lies."""
    i = bisect_right(stops, at)
    return (stops[i - 1] + 1 if i else 0), (stops[i] if i < len(stops) else length)


def inside(
    claims: Sequence[Mark], starts: Sequence[int], stretch: tuple[int, int]
) -> tuple[Mark, ...]:
    """The claims of a stretch."""
    first = bisect_right(starts, stretch[0] - 1)
    last = bisect_right(starts, stretch[1])
    return tuple(claims[first:last])
