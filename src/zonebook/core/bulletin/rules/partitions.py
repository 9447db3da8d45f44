"""Totals and all their parts, found by the names in the lexicon, whatever stands between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Any

from zonebook.core.bulletin import subjects
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    AMOUNT_KINDS,
    between,
    clause,
    of_kind,
    sure,
    total,
    touching,
)

start = attrgetter("at")
JOINERS = lazily(r"[、，和与及\s]|分别|实现|完成|达到")
ROW = lazily(r"(?:、|，|和|与|以及|及|\s)*")
OWN_PLACE = lazily(r"高新区|经开区|开发区|新区|示范区|园区|全区|我区")


@dataclass(frozen=True)
class Partition:
    """A total and the claims of all its parts; `rule` is the row of the lexicon."""

    rule: Mapping[str, Any]
    whole: Claim
    parts: tuple[Claim, ...]


def partitions(reading: Reading) -> list[Partition]:
    """Every total whose parts the text tells; several rules ask, so it is worked out once."""
    if "partitions" not in reading.memo:
        reading.memo["partitions"] = list(parted(reading))
    return list(reading.memo["partitions"])


def parted(reading: Reading) -> Iterator[Partition]:
    """The totals with their parts: those after the total first, then wherever they stand."""
    amounts = [one for one in of_kind(reading, *AMOUNT_KINDS) if sure(one) and not one.cell]
    for rule in subjects.shipped_names().identities:
        wholes = [one for one in amounts if one.indicator == rule["total"]]
        if not wholes:
            continue
        taken: set[int] = set()
        done: set[str] = set()
        for i, whole in enumerate(wholes):
            after = stretch(reading, amounts, whole, wholes[i + 1 : i + 2])
            parts = named_parts(reading, rule, whole, after) or listed(reading, rule, after)
            if parts and fair(reading, whole, parts, after):
                yield Partition(rule, whole, parts)
            if parts:
                done.add(whole.when)
                taken.update(one.at for one in parts)
        rest = [one for one in wholes if one.when not in done]
        if rest:
            free = [one for one in amounts if one.at not in taken]
            yield from anywhere(reading, rule, rest, free)


def stretch(
    reading: Reading, amounts: Sequence[Claim], whole: Claim, again: Sequence[Claim]
) -> list[Claim]:
    """The amounts after a total in its paragraph, up to where it is told again."""
    end = reading.norm.find("\n", whole.to)
    end = min([len(reading.norm) if end < 0 else end, *(one.at for one in again)])
    first = bisect_right(amounts, whole.at, key=start)
    return list(amounts[first : bisect_left(amounts, end, key=start)])


def named_parts(
    reading: Reading, rule: Mapping[str, Any], whole: Claim, after: Sequence[Claim]
) -> tuple[Claim, ...]:
    """The first claim of every part after its total, of one time and unit; empty if one lacks."""
    found = []
    for name in rule["parts"]:
        told = (
            one
            for one in after
            if one.indicator == name and one.unit == whole.unit and one_time(reading, whole, one)
        )
        if (part := next(told, None)) is not None:
            found.append(part)
    return tuple(found) if len(found) == len(rule["parts"]) else ()


def one_time(reading: Reading, whole: Claim, part: Claim) -> bool:
    """Whether a part is of its total's period: no other time is told between the two."""
    if part.when == whole.when:
        return True
    return not any(whole.to <= one.at < part.at for one in reading.moments)


def listed(reading: Reading, rule: Mapping[str, Any], after: Sequence[Claim]) -> tuple[Claim, ...]:
    """三次产业增加值分别为甲、乙、丙: a row of as many amounts as there are parts."""
    rows = together(reading, rule, after)
    return rows[0] if rows else ()


def together(
    reading: Reading, rule: Mapping[str, Any], claims: Sequence[Claim]
) -> list[tuple[Claim, ...]]:
    """Rows of like claims of one sentence whose subject names all parts of a total at once."""
    rows: dict[tuple[int, str, str], list[Claim]] = defaultdict(list)
    names = rule.get("together", ())
    for one in claims if names else ():
        subject = joined(one.subject)
        if subject in names:
            rows[one.sentence, subject, one.unit].append(one)
    return [
        tuple(row)
        for row in rows.values()
        if len(row) == len(rule["parts"])
        and all(ROW.fullmatch(between(reading, *pair)) for pair in pairwise(row))
    ]


@lru_cache(maxsize=4096)
def joined(subject: str) -> str:
    """A subject that names several parts, without the words between them."""
    return JOINERS.sub("", subject)


def fair(reading: Reading, whole: Claim, parts: Sequence[Claim], after: Sequence[Claim]) -> bool:
    """Whether the parts are this total's: of one place, and no other total comes nearer."""
    if not one_place(reading, whole, parts):
        return False
    first = min(parts, key=lambda one: one.at)
    others = [
        one
        for one in after
        if one.at < first.at and one.unit == first.unit and one.subject != whole.subject
    ]
    if not others:
        return True
    if any(touching(total(parts), one.interval()) for one in others):
        return False
    among = "其中" in between(reading, others[-1], first)
    return not among and others[-1].sentence != first.sentence


def one_place(reading: Reading, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether no part is told of another place than its total: the zone, or the city around it."""
    told = {place(reading, one) for one in (whole, *parts)}
    return not {"own", "other"} <= told


def place(reading: Reading, claim: Claim) -> str:
    """Whose figure a clause tells: own, other, or unknown."""
    head = clause(reading, claim)
    if subjects.OTHER_PLACE.search(head):
        return "other"
    return "own" if OWN_PLACE.search(head) else ""


def anywhere(
    reading: Reading, rule: Mapping[str, Any], wholes: Sequence[Claim], amounts: Sequence[Claim]
) -> Iterator[Partition]:
    """A total and the nearest claims of its parts of its period, in any order and paragraph."""
    told: dict[tuple[str | None, str, str], list[Claim]] = defaultdict(list)
    parts_of = frozenset(rule["parts"])
    for one in amounts:
        if one.indicator in parts_of:
            told[one.indicator, one.when, one.unit].append(one)
    rows = {(row[0].when, row[0].unit): row for row in together(reading, rule, amounts)}
    for when in dict.fromkeys(one.when for one in wholes):
        found = []
        for whole in (one for one in wholes if one.when == when):
            groups = [told.get((name, when, whole.unit), []) for name in rule["parts"]]
            parts = nearest_parts(groups, whole) or rows.get((when, whole.unit), ())
            if parts and one_place(reading, whole, parts):
                found.append(Partition(rule, whole, parts))
        if found and not any(touching(total(one.parts), one.whole.interval()) for one in found):
            yield found[0]


def nearest_parts(groups: Sequence[Sequence[Claim]], whole: Claim) -> tuple[Claim, ...]:
    """The claim of each part that stands nearest to a total; empty if one lacks."""
    if not all(groups):
        return ()
    return tuple(min(group, key=lambda one: abs(one.at - whole.at)) for group in groups)
