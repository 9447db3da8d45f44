"""The whole that 其中 reaches back to, and the part that a member of a list tells."""

from __future__ import annotations

from collections.abc import Sequence

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import AMOUNT_KINDS, between, earlier, of_unit, sure

AMONG_BEFORE = lazily(r"[\s\u3000]*其中[，：:]?[^，。；\d]{1,16}")


def whole_before(reading: Reading, part: Claim) -> Claim | None:
    """用电量16.42亿千瓦时，增长5.1%。其中工业用电13.18亿千瓦时: the one amount before the full stop."""
    begin = reading.sentences[part.sentence]
    if not AMONG_BEFORE.fullmatch(reading.norm, begin, part.at):
        return None
    near = [
        one
        for one in earlier(reading, part.at, of_unit(reading, part.unit))
        if one.sentence == part.sentence - 1 and one.kind in AMOUNT_KINDS and sure(one)
    ]
    if not near or near[0].text[-1] != part.text[-1] or "\n" in between(reading, near[0], part):
        return None
    timed = any(near[0].to <= one.at < part.at for one in reading.moments)
    return near[0] if len(near) == 1 and not timed else None


def first_before(reading: Reading, part: Claim) -> Claim | None:
    """受理1864件，比9月的1712件增加152件。其中投诉类612件: the figure that the sentence before is about."""
    begin = reading.sentences[part.sentence]
    if not AMONG_BEFORE.fullmatch(reading.norm, begin, part.at):
        return None
    near = [
        one
        for one in earlier(reading, part.at, of_unit(reading, part.unit))
        if one.sentence == part.sentence - 1
    ]
    if not near or "\n" in between(reading, near[0], part):
        return None
    first = near[0]
    told = first.text[-1] == part.text[-1] and sure(first) and first.kind in AMOUNT_KINDS
    return first if told and first.value == max(one.value for one in near) else None


def own_part(reading: Reading, group: Sequence[Claim], i: int) -> Claim | None:
    """The amount that a member of a list tells: the only one between its ； and its share."""
    at = i
    while at and "；" not in between(reading, group[at - 1], group[at]):
        at -= 1
    told = [one for one in group[at:i] if one.kind in AMOUNT_KINDS]
    rest = [one for one in group[at:i] if one.kind not in (*AMOUNT_KINDS, "yoy_growth")]
    return told[0] if at and len(told) == 1 and not rest and sure(told[0]) else None
