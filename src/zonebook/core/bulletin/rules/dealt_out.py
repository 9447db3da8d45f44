"""Members among which a whole is dealt out: 分产业看，甲签约41个、168.2亿元，占比34.6%；乙…"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    AMOUNT_KINDS,
    agrees,
    earlier,
    of_kind,
    percent,
    sentences,
    sure,
    total,
    touching,
)
from zonebook.core.bulletin.rules.adding import slipped_by_keys
from zonebook.core.values import Interval

OPENS = lazily(
    r"[\s\u3000]*(?:（[^）]{1,3}）)?(?:其中，?)?[分按从][^，。；：\d]{1,10}(?:看|分|划分)[，：:]"
)
SHARE = "share"
WHOLE = Interval.exactly(100)
LEAST = 3  # members; of two, one may be a part of the other
Column = Sequence[Claim]


@dataclass(frozen=True)
class Dealt:
    """What is told of each member, a column of claims for each unit, and the wholes that they make."""

    columns: Mapping[str, Column]
    wholes: Mapping[str, Claim | None]  # of the columns that close; None for shares

    @property
    def leaves_nothing_out(self) -> bool:
        """Whether the members are all there are: at least one of their columns closes."""
        return bool(self.wholes)


def dealt_out(reading: Reading) -> list[Dealt]:
    """Every sentence that deals a whole out to three members or more; worked out once."""
    if "dealt" not in reading.memo:
        reading.memo["dealt"] = list(found(reading))
    return list(reading.memo["dealt"])


def found(reading: Reading) -> Iterator[Dealt]:
    """The sentences with their columns, and which of these close."""
    for group in sentences(reading, *AMOUNT_KINDS, SHARE, least=LEAST):
        columns = columns_of(members(group)) if may_deal(reading, group) else {}
        if not columns:
            continue
        wholes: dict[str, Claim | None] = {}
        for key, column in columns.items():
            if key == SHARE:
                if touching(total(column), WHOLE):
                    wholes[key] = None
            elif (whole := whole_of(reading, column)) is not None:
                wholes[key] = whole
        yield Dealt(columns, wholes)


def may_deal(reading: Reading, group: Sequence[Claim]) -> bool:
    """Whether a sentence may name all members: its words say so, or each has two figures and a mark."""
    if OPENS.match(reading.norm, reading.sentences[group[0].sentence]):
        return True
    if len(group) < 2 * LEAST or len(group) % 2:
        return False
    keys = {(one.unit, one.text[-1], one.kind == SHARE) for one in group}
    return len(keys) == 2 and all(map(sure, group))


def members(group: Sequence[Claim]) -> list[dict[str, Claim]]:
    """What is told of each member: the next begins where a unit is told again."""
    rows: list[dict[str, Claim]] = [{}]
    for one in group:
        if one.kind == SHARE and one.unit == "%":
            key = SHARE
        elif one.kind in AMOUNT_KINDS:
            key = f"{one.unit} {one.text[-1]}"
        else:
            continue
        if key in rows[-1]:
            rows.append({})
        rows[-1][key] = one
    return rows


def columns_of(rows: Sequence[Mapping[str, Claim]]) -> dict[str, Column]:
    """The columns that are told without a hedge of every member."""
    keys = [key for key in rows[0] if all(key in row and sure(row[key]) for row in rows)]
    return {key: [row[key] for row in rows] for key in keys} if len(rows) >= LEAST else {}


def before(reading: Reading, column: Column) -> list[Claim]:
    """Amounts told before a column that can be its whole, the nearest first."""
    most = max(one.value for one in column)
    told = earlier(reading, column[0].at, of_kind(reading, *AMOUNT_KINDS, "target"))
    return [
        one
        for one in reversed(told)
        if one.unit == column[0].unit
        and one.text[-1] == column[0].text[-1]
        and sure(one)
        and one.value > most
    ]


def whole_of(reading: Reading, column: Column) -> Claim | None:
    """The amount told before that a column adds up to."""
    computed = total(column)
    return next(
        (one for one in before(reading, column) if touching(one.interval(), computed)), None
    )


def near_whole(reading: Reading, column: Column) -> Claim | None:
    """The amount told before that a column misses by a tenth at most."""
    added = sum(one.value for one in column)
    near = [one for one in before(reading, column) if abs(one.value - added) * 10 <= one.value]
    return min(near, key=lambda one: abs(one.value - added)) if near else None


def whole_beside(reading: Reading, dealt: Dealt, column: Column) -> Claim | None:
    """The amount told beside the whole of another column, where one slip of the keys explains it."""
    known = [one.sentence for one in dealt.wholes.values() if one is not None]
    told = earlier(reading, column[0].at, of_kind(reading, *AMOUNT_KINDS))
    likely = [
        one
        for one in told
        if one.sentence in known
        and one.unit == column[0].unit
        and one.text[-1] == column[0].text[-1]
        and sure(one)
        and slipped_by_keys(column, one)
    ]
    return likely[0] if len(likely) == 1 else None


def sums_missed(reading: Reading) -> Iterator[tuple[Column, Claim]]:
    """Columns that miss the whole although another column of the same members closes."""
    for one in dealt_out(reading):
        for key, column in one.columns.items() if one.leaves_nothing_out else ():
            if key == SHARE or key in one.wholes:
                continue
            whole = near_whole(reading, column) or whole_beside(reading, one, column)
            if whole is not None:
                yield column, whole


def shares_missed(reading: Reading) -> Iterator[tuple[Claim, Claim, Claim]]:
    """Part, whole and share, where the shares of the other members agree with a column."""
    for one in dealt_out(reading):
        shares = one.columns.get(SHARE, ())
        for key, whole in one.wholes.items() if shares else ():
            if whole is None:
                continue
            wrong = [
                (part, whole, share)
                for part, share in zip(one.columns[key], shares, strict=True)
                if not agrees(share, percent(part.interval(), whole.interval()))
            ]
            if 2 * len(wrong) < len(shares):
                yield from wrong
