"""What little money moves: 2亿元基金撬动社会资本12亿元，放大5倍; a ratio 1∶6 beside both amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import between, clause, sentences, sure, touching
from zonebook.core.values import Interval, Written

MOVES = lazily(r"^[^。；]{0,12}(?:撬动|带动|引导|吸引)[^，。；\d]{0,12}$")
BY_TIMES = lazily(
    r"^[^，。；\d]{0,6}(?:放大|撬动|杠杆)[^，。；\d]{0,6}(?:了|达到?|约|近|超过?|为)*$"
)
RATIO = lazily(
    r"(?:(?:撬动|放大|带动|杠杆)(?:比例?|率)|(?:财政|政府)[^，。；\d]{0,4}资金与社会[^，。；\d]{0,6}之?比)"
    r"(?:达到?|为|约)*(1[:∶：](\d{1,3}(?:\.\d)?))(?!\d)"
)
ENDS = lazily(r"[。！？\n]")


@dataclass(frozen=True)
class Moved:
    """Two amounts and what the text says of the second over the first; `times` where it is a claim."""

    small: Claim
    great: Claim
    said: Interval
    times: Claim | None
    span: tuple[int, int]  # in the text as read

    @property
    def ratio(self) -> Interval:
        """The second amount over the first."""
        small = self.small
        round_sum = small.written.decimals == 0  # a fund of 2亿元 is not one of 1.6
        money = Interval.exactly(small.value) if round_sum else small.interval()
        return self.great.interval() / money

    @property
    def holds(self) -> bool:
        """Whether what is said fits: 放大 counts the money itself or not, and so does the sum."""
        added = (0, 1, -1) if self.times is not None else (0, 1)
        return any(touching(self.said, self.ratio + Interval.exactly(n)) for n in added)

    @property
    def exact(self) -> Fraction:
        """The ratio of the two amounts as they are printed."""
        return Fraction(self.great.value) / Fraction(self.small.value)


def moved(reading: Reading) -> Iterator[Moved]:
    """Every pair of amounts of which a sentence tells the leverage."""
    for group in sentences(reading, "CNY", least=2):
        for i, (small, great) in enumerate(pairwise(group)):
            if is_moved(reading, small, great):
                yield from by_times(reading, small, great, group[i + 2 : i + 3])
                yield from by_ratio(reading, small, great)


def is_moved(reading: Reading, small: Claim, great: Claim) -> bool:
    """Whether the words between two amounts say that the first moved the second."""
    return (
        small.unit == great.unit == "CNY"
        and sure(small)
        and sure(great)
        and 0 < small.value < great.value
        and MOVES.match(between(reading, small, great)) is not None
    )


def by_times(
    reading: Reading, small: Claim, great: Claim, after: Sequence[Claim]
) -> Iterator[Moved]:
    """放大5倍 right after the two amounts."""
    for one in after:
        if one.unit == "times" and BY_TIMES.match(clause(reading, one)):
            said = one.interval() if sure(one) else one.hedged()
            yield Moved(small, great, said, one, (one.at, one.to))


def by_ratio(reading: Reading, small: Claim, great: Claim) -> Iterator[Moved]:
    """撬动比达1∶6 in the sentence of the two amounts."""
    norm = reading.norm
    begin = max(norm.rfind(end, 0, small.at) for end in "。！？\n") + 1
    stop = ENDS.search(norm, great.to)
    for found in RATIO.finditer(norm, begin, stop.start() if stop else len(norm)):
        yield Moved(small, great, printed_ratio(found), None, found.span(1))


def printed_ratio(found: re.Match[str]) -> Interval:
    """All ratios that print like this one."""
    return Written(Decimal(found[2])).interval()
