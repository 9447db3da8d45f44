"""How claims of a text stand to each other: clause, sentence, part and whole, sums and ratios."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.values import Interval

AMOUNT_KINDS = ("level", "new_in_period")
STOPS = "，。；：！？\n\t|（）"
SLIPS = tuple(Interval.exactly(Fraction(10) ** power) for power in (4, -4, 3, -3, 8, -8))
REACH = 300  # claims
HUNDRED = Interval.exactly(100)


def clause(reading: Reading, claim: Claim) -> str:
    """The clause up to a claim, sixty characters at most."""
    if claim.head is None:
        near = reading.text.norm[max(0, claim.at - 60) : claim.at]
        claim.head = near[max(map(near.rfind, STOPS)) + 1 :]
    return claim.head


def following(reading: Reading, claim: Claim, length: int = 20) -> str:
    """What stands right after a claim."""
    return reading.norm[claim.to : claim.to + length]


def between(reading: Reading, first: Claim, second: Claim) -> str:
    """The text between two claims."""
    return reading.norm[first.to : second.at]


def sentences(reading: Reading) -> Iterator[list[Claim]]:
    """The claims of each sentence in prose, in order."""
    yield from reading.by_sentence


def segments(reading: Reading) -> Iterator[list[Claim]]:
    """The claims of each part of a sentence that ；cuts off."""
    for group in sentences(reading):
        part: list[Claim] = []
        for one in group:
            if part and "；" in between(reading, part[-1], one):
                yield part
                part = []
            part.append(one)
        if part:
            yield part


def earlier(reading: Reading, at: int) -> Sequence[Claim]:
    """The claims before a place, in order, as far back as anybody remembers."""
    end = bisect_left(reading.starts, at)
    return reading.claims[max(0, end - REACH) : end]


def is_amount(claim: Claim) -> bool:
    """Whether a claim tells an amount or a count."""
    return claim.kind in AMOUNT_KINDS


def sure(claim: Claim) -> bool:
    """Whether a claim is printed without a hedge."""
    return claim.comparator == "="


def nearest(
    claims: Sequence[Claim], before: Claim, unit: str, kinds: Iterable[str] = AMOUNT_KINDS
) -> Claim | None:
    """The last claim of a unit and kind before another."""
    wanted = tuple(kinds)
    found = None
    for one in claims:
        if one.at >= before.at:
            break
        if one.unit == unit and one.kind in wanted:
            found = one
    return found


def total(claims: Iterable[Claim]) -> Interval:
    """The interval of a sum of printed figures."""
    result = Interval.exactly(0)
    for one in claims:
        result = result + one.interval()
    return result


def percent(part: Interval, whole: Interval) -> Interval | None:
    """Part of whole in per cent; None where the whole may be zero."""
    if whole.low <= 0:
        return None
    return part / whole * HUNDRED


def agrees(rate: Claim, computed: Interval | None) -> bool:
    """Whether a printed rate agrees with a computed interval, its hedge included."""
    if computed is None:
        return True
    written = rate.interval() if sure(rate) else rate.hedged()
    return touching(written, computed)


def touching(first: Interval, second: Interval) -> bool:
    """Whether two intervals meet when their ends count: a tie rounds either way in print."""
    return first.low <= second.high and second.low <= first.high


def slip(part: Claim, whole: Claim, rate: Claim) -> bool:
    """Whether a share that does not fit would fit after a slip of 万 and 亿."""
    share = percent(part.interval(), whole.interval())
    return share is not None and any(agrees(rate, share * factor) for factor in SLIPS)


def shown(claim: Claim) -> str:
    """A claim's digits and unit without line breaks."""
    return re.sub(r"\s", "", claim.text)
