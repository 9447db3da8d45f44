"""T23: a hedged figure and the exact figure of the same thing agree: 超400亿元 with 412.6亿元."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from zonebook.core.bulletin.agreement import LESS_THAN
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import AMOUNT_KINDS, clause, sentences, shown, sure, touching
from zonebook.core.bulletin.rules import t01_repeated
from zonebook.core.values import Interval

GOES_ON = lazily(r"^(?:实际|最终)?(?:达到?|为|实现|完成)+(?:了)?$")
ACTUALLY = lazily(r"^(?:实际|最终|其实)")
say = Say("T23")


def hedges(reading: Reading) -> Iterator[DraftFinding]:
    """Hedges that the exact figure contradicts; each hedged figure is told once."""
    told: set[int] = set()
    for vague, exact in pairs(reading):
        allowed = hedged(reading, vague)
        if vague.at in told or touching(allowed, exact.interval()):
            continue
        told.add(vague.at)
        sign = "<" if exact.interval().low < allowed.low else ">"
        yield say(
            "contradicts",
            "error",
            [vague, exact],
            f"{shown(exact)} {sign} {shown(vague)}",
            written=allowed,
            computed=exact.interval(),
        )


def pairs(reading: Reading) -> Iterator[tuple[Claim, Claim]]:
    """Hedged figures, each with the exact one: told elsewhere, or right beside it."""
    for group in t01_repeated.groups(reading):
        exact = [one for one in group if sure(one)]
        yield from ((one, exact[0]) for one in group if exact and not sure(one))
    for group in sentences(reading, *AMOUNT_KINDS, least=2):
        for first, second in pairwise(group):
            if sure(first) != sure(second) and beside(reading, first, second):
                yield (second, first) if sure(first) else (first, second)


def beside(reading: Reading, first: Claim, second: Claim) -> bool:
    """Whether two figures in a row tell one thing: 突破400家，达到386家."""
    if (first.unit, first.when, first.place) != (second.unit, second.when, second.place):
        return False
    if not (first.kind in AMOUNT_KINDS and second.kind in AMOUNT_KINDS):
        return False
    if first.indicator is not None and first.indicator == second.indicator:
        told = all(t01_repeated.is_told(reading, one) for one in (first, second))
        return told and not t01_repeated.NARROW.search(clause(reading, second))
    words, again = clause(reading, first), ACTUALLY.sub("", clause(reading, second))
    if again != clause(reading, second) and again and again in words:
        return first.text[-1] == second.text[-1]  # 签约超过40个，实际签约38个
    goes_on = first.subject == second.subject and first.text[-1] == second.text[-1]
    return goes_on and GOES_ON.match(clause(reading, second)) is not None


def hedged(reading: Reading, vague: Claim) -> Interval:
    """All numbers that a hedged claim allows; what is near to a number has not reached it."""
    allowed = vague.hedged()
    if vague.comparator == "~" and LESS_THAN.search(clause(reading, vague)):
        return Interval(allowed.low, vague.interval().high)
    return allowed
