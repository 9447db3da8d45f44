"""Lengths of years in a text: 过去五年, 三年来, 近10年."""

from __future__ import annotations

from typing import NamedTuple

from zonebook.core.bulletin.numerals import counted
from zonebook.core.bulletin.patterns import lazily

# The letter opens the pattern so that few places of a text are tried; what may not stand before
# it is looked at afterwards.
YEARS_LONG = lazily(
    r"(?P<n>[两三四五六七八九十\d](?<![\d第].)(?:(?<=\d)\d)?)年(?P<since>以?来|间|累计)?(?!前|级|制|期|度|行动)"
)
PAST = lazily(r"(?<![\d第])(?:过去|最近|近|这|前)$")


class YearsLong(NamedTuple):
    """A length of years in the text: 过去五年, 三年来."""

    at: int
    to: int
    length: int
    looks_back: bool  # 过去, 以来


def years_long(norm: str) -> list[YearsLong]:
    """All lengths of years in a text."""
    spans = []
    for found in YEARS_LONG.finditer(norm):
        at = found.start()
        past = PAST.search(norm, max(0, at - 2), at)
        length = counted(found["n"])
        back = past is not None or found["since"] is not None
        spans.append(YearsLong(past.start() if past else at, found.end(), length, back))
    return spans
