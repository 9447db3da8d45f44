"""Lists that leave nothing out: 132个项目中，工业79个、农业12个、服务业41个; each a kind of its own (类)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    AMOUNT_KINDS,
    between,
    following,
    segments,
    sure,
    total,
    touching,
)
from zonebook.core.bulletin.rules.wholes import first_before
from zonebook.core.values import Interval

OF_THEM = lazily(r"^[^，。；、\d]{0,8}中，(?!其中)")
AMONG = lazily(r"^[^，。；、\d]{0,8}，其中[^，。；、\d]{1,10}$")
NEXT = lazily(r"^[、，](?!占)[^，。；、\d]{1,12}$")
CLASSES = "类"
COUNTED = ("count", "person")
LEAST = 3  # members; two of many are often told


def lists(reading: Reading) -> Iterator[tuple[Claim, Sequence[Claim]]]:
    """A whole with the members of its list, where the words or the shares say that these are all."""
    for group in segments(reading, *COUNTED, least=LEAST + 1):
        if "中" not in between(reading, group[0], group[-1]):
            continue
        for i, whole in enumerate(group[:-LEAST]):
            if whole.unit not in COUNTED or not sure(whole) or whole.kind not in AMOUNT_KINDS:
                continue
            row = members(reading, whole, group[i + 1 :])
            if len(row) >= LEAST and leaves_nothing_out(reading, whole, row, group):
                yield whole, row
    for group in segments(reading, *COUNTED, least=LEAST):
        counted = group[0].unit in COUNTED and group[2].unit == group[0].unit
        start = first_before(reading, group[0]) if counted else None
        row = [group[0], *members(reading, group[0], group[1:], inside=True)] if start else []
        if start and len(row) >= LEAST and leaves_nothing_out(reading, start, row, group):
            yield start, row


def members(
    reading: Reading, whole: Claim, after: Sequence[Claim], inside: bool = False
) -> list[Claim]:
    """The amounts counted like a whole that follow it in one list."""
    row: list[Claim] = []
    last = whole
    for one in after:
        words = between(reading, last, one)
        first = last is whole and not inside
        opens = (OF_THEM.match(words) or AMONG.match(words)) if first else NEXT.match(words)
        alike = one.unit == whole.unit and one.text[-1] == whole.text[-1]
        if not opens or not alike or not sure(one) or one.kind not in AMOUNT_KINDS:
            break
        row.append(one)
        last = one
    return row if row and not following(reading, row[-1], 2).startswith("等") else []


def leaves_nothing_out(
    reading: Reading, whole: Claim, row: Sequence[Claim], group: Sequence[Claim]
) -> bool:
    """Whether a list names all: N个项目中，…; …类、…类、…类; or its shares add up to a hundred."""
    if OF_THEM.match(between(reading, whole, row[0])):
        return True
    ends = [reading.norm[one.at - 1] for one in row]
    if all(end == CLASSES for end in ends):
        return True
    shares = [one for one in group if one.at > row[-1].at and one.kind == "share"][: len(row)]
    dealt = "分别" in between(reading, row[-1], shares[0]) if shares else False
    return dealt and len(shares) == len(row) and touching(total(shares), Interval.exactly(100))
