"""Lists that leave nothing out: 132个项目中，工业79个、农业12个、服务业41个; each a kind of its own (类)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    AMOUNT_KINDS,
    between,
    clause,
    earlier,
    following,
    of_kind,
    segments,
    sentences,
    sure,
    total,
    touching,
)
from zonebook.core.bulletin.rules.adding import slipped_by_keys
from zonebook.core.bulletin.rules.wholes import first_before
from zonebook.core.values import Interval

OF_THEM = lazily(r"^[^，。；、\d]{0,8}中，(?!其中)")
AMONG = lazily(r"^[^，。；、\d]{0,8}，其中[^，。；、\d]{1,10}$")
NEXT = lazily(r"^[、，](?!占)[^，。；、\d]{1,12}$")
EACH = lazily(r"[\s\u3000]*各[^，。；：\d]{1,14}：[^，。；：\d]{1,10}$")
MEMBER = lazily(r"^[、，；][^，。；、\d]{1,12}$")
ADDED = lazily(r"^(?:收入|支出)总计(?:为|达)?$")
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


def of_each(reading: Reading) -> Iterator[tuple[Sequence[Claim], Claim]]:
    """各镇完成情况：城关镇612人，河东街道548人…: what all members did, against a total told before.

    Only where one slip of the keys explains the difference: which total is meant stands nowhere.
    """
    for group in sentences(reading, *COUNTED, "CNY", least=LEAST + 1):
        lead = reading.norm[reading.sentences[group[0].sentence] : group[0].at]
        if not EACH.match(lead):
            continue
        alike = all(
            one.unit == group[0].unit and one.text[-1] == group[0].text[-1] and sure(one)
            for one in group
        )
        if not alike or not all(MEMBER.match(between(reading, *two)) for two in pairwise(group)):
            continue
        told = earlier(reading, group[0].at, of_kind(reading, *AMOUNT_KINDS))
        wholes = [one for one in told if one.unit == group[0].unit and sure(one)]
        if any(touching(total(group), one.interval()) for one in wholes):
            continue
        added = sum(one.value for one in group)
        near = [one for one in wholes if abs(one.value - added) * 10 <= one.value]
        likely = [one for one in near if slipped_by_keys(group, one)]
        if len(likely) == 1:
            yield group, likely[0]


def budgets(reading: Reading) -> Iterator[tuple[Sequence[Claim], Claim]]:
    """一般公共预算收入…，加上级补助收入…、上年结转…，收入总计…: all that stands before its total."""
    if "总计" not in reading.norm:
        return
    for group in segments(reading, "CNY", least=LEAST + 1):
        sums = [one for one in group if one.unit == "CNY"]
        for i, whole in enumerate(sums[LEAST:], LEAST):
            row = sums[:i]
            words = between(reading, row[0], whole)
            told = ADDED.match(clause(reading, whole)) and "加" in words and "其中" not in words
            if told and all(map(sure, (*row, whole))):
                yield row, whole


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
