"""What is left of a whole: 84个项目中已开工37个、未开工47个; 已拨付8820万元，剩余1780万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    between,
    clause,
    earlier,
    following,
    of_unit,
    sentences,
    sure,
    total,
    touching,
)
from zonebook.core.bulletin.rules.adding import finding, slipped_by_keys
from zonebook.core.values import Interval

DONE_OF = lazily(r"，(?:其中)?，?(?:目前|现)?已")
UNDONE = lazily(r"(?:尚?未|没有|待)([一-鿿]{2})的?$")
REST = lazily(r"(?:其余|剩余|余下)(?:的)?$")
NEAR = 3  # sentences
LEFT = ("count", "person", "mu", "m2")  # units of which a remainder is told
MONEY_LEFT = lazily(r"^(?:剩余|结余|还差|尚差|尚缺)(?:的?资金)?(?:为|有)?$")
SCALES = tuple(Interval.exactly(Fraction(10) ** power) for power in (4, -4))
SPENT = lazily(
    r"(?:已|目前|支出|累计)[^，。；\d]{0,8}$|(?:支出|使用|拨付|支付|兑付|兑现)(?:了|资金)?$"
)


def remainders(reading: Reading) -> Iterator[DraftFinding]:
    """已开工37个 and 未开工47个 of 84个; 办结721件, 其余22件 of 743件."""
    for group in sentences(reading, *LEFT, least=3):
        counts = [one for one in group if one.unit in LEFT and sure(one)]
        for rest in counts[2:]:
            head = clause(reading, rest)
            if found := UNDONE.search(head):
                verb = re.compile(f"(?<!未){found[1]}[一-鿿]{{0,2}}$")  # 已注册公司29个
                done = [
                    one for one in counts if one.at < rest.at and verb.search(clause(reading, one))
                ]
                wholes = [
                    one
                    for one in counts
                    if done and one.at < done[0].at and is_whole(reading, one, done[-1], rest)
                ]
                if done and wholes and (wrong := finding([done[-1], rest], wholes[-1])) is not None:
                    yield wrong
            elif REST.match(head):
                yield from left_over(reading, counts, rest)


def is_whole(reading: Reading, whole: Claim, done: Claim, rest: Claim) -> bool:
    """Whether a count is what was done and what was not: 84个项目中, or 受理1286件，已办结1204件."""
    if "中" in following(reading, whole, 10):
        return True
    alike = whole.text[-1] == done.text[-1] == rest.text[-1]
    return alike and DONE_OF.match(between(reading, whole, done)) is not None


def adds_up_before(reading: Reading, parts: Sequence[Claim]) -> bool:
    """Whether some figure of the sentences before is what the parts add up to."""
    computed = total(parts)
    told = earlier(reading, parts[0].at, of_unit(reading, parts[0].unit))
    return any(
        touching(computed, one.interval()) and parts[0].sentence - one.sentence <= NEAR
        for one in told
    )


def left_over(reading: Reading, counts: Sequence[Claim], rest: Claim) -> Iterator[DraftFinding]:
    """A remainder against what came before it in the sentence."""
    before = [one for one in counts if one.at < rest.at and one.text[-1] == rest.text[-1]]
    if len(before) < 2:
        return
    whole = max(before, key=lambda one: one.value)
    others = [one for one in before if one.at > whole.at]
    # 腾退41户，交付28套，其余13户: a part may be counted by another word.
    parts = [one for one in counts if whole.at < one.at < rest.at]
    fits = [p for p in parts if touching(total([p, rest]), whole.interval())]
    # 41个…，13个项目中，因土地5个，因资金4个，其余4个: the whole is not always the largest.
    made = [one for i, one in enumerate(before)
            if touching(total([*before[i + 1 :], rest]), one.interval())]  # fmt: skip
    if fits or made or touching(total([*others, rest]), whole.interval()):
        return
    if others and "；" in between(reading, whole, others[0]):
        return  # 企业489件；高校187件；其余36件: members of a whole that is told elsewhere
    if adds_up_before(reading, [*before, rest]):
        return  # 126个重点项目…。新开工57个，竣工38个，其余31个: members of what the text told before
    if others and (wrong := finding([others[-1], rest], whole)) is not None:
        yield wrong


def money_left(reading: Reading) -> Iterator[DraftFinding]:
    """收入4286万元，支出3968万元，结余318万元; 目标260亿元，目前完成138.2亿元，还差121.8亿元."""
    for group in sentences(reading, "CNY", least=3):
        sums = [one for one in group if one.unit == "CNY" and sure(one)]
        for i, rest in enumerate(sums[2:], 2):
            spent = sums[i - 1]
            if not MONEY_LEFT.match(clause(reading, rest)):
                continue
            if not SPENT.search(clause(reading, spent)):
                continue
            computed = total([spent, rest])
            wholes = sums[: i - 1]
            if any(touching(computed, one.interval()) for one in wholes):
                continue
            likely = [one for one in wholes if explained(spent, rest, one)]
            if likely or len(wholes) == 1:
                whole = likely[-1] if likely else wholes[0]
                yield from filter(None, [finding([spent, rest], whole)])


def explained(spent: Claim, rest: Claim, whole: Claim) -> bool:
    """Whether one slip, of the keys or of 万 and 亿, explains that two sums do not make a third."""
    if slipped_by_keys([spent, rest], whole):
        return True
    sums = [one.interval() for one in (spent, rest, whole)]
    for factor in SCALES:
        first, second, third = (one * factor for one in sums)
        ways = ((first + sums[1], sums[2]), (sums[0] + second, sums[2]), (sums[0] + sums[1], third))
        if any(touching(*way) for way in ways):
            return True
    return False
