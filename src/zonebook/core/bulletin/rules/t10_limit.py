"""T10: a limit that is cut must fall, by as much as the text says."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal, in_print
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    agrees,
    between,
    clause,
    percent,
    sentences,
    shown,
    sure,
)
from zonebook.core.values import Interval

CUT_TO = lazily(
    r"^[^，。；]{0,6}(?:压缩|压减|缩短|减少|缩减|精简|降低?|下降)(?:到|至|为)(?:(?:19|20)\d\d年[末底]?的?|[^，。；\d]{0,4})$"
)
CUT_BY = lazily(
    r"^(?:压缩|压减|缩短|减少|缩减|精简|降低|下降|减)(?:了|近|约|幅度达?)*$|(?:压缩|压减|精简)(?:率|比例|幅度)(?:为|达到?)?$"
)
TIMES = ("workday", "day", "hour", "minute")
say = Say("T10")


def limits(reading: Reading) -> Iterator[DraftFinding]:
    """Limits that do not fall, and cuts by another share than told."""
    for group in sentences(reading, *TIMES, "count", least=2):
        for i, (old, new) in enumerate(itertools.pairwise(group)):
            if (
                old.unit != new.unit
                or old.unit not in (*TIMES, "count")
                or not CUT_TO.match(between(reading, old, new))
            ):
                continue
            if new.value >= old.value:
                yield say(
                    "rises",
                    "error",
                    [old, new],
                    f"{shown(old)} → {shown(new)}: {new.value} ≥ {old.value}",
                )
            elif i + 2 < len(group):
                yield from cut(reading, old, new, group[i + 2])


def cut(reading: Reading, old: Claim, new: Claim, by: Claim) -> Iterator[DraftFinding]:
    """The share or the days of a cut against its two ends."""
    if not CUT_BY.search(clause(reading, by)) or not sure(by):
        return
    gone = old.interval() - new.interval()
    exact = Fraction(old.value) - Fraction(new.value)
    if by.unit == "%":
        computed = percent(gone, old.interval())
        exact = exact / Fraction(old.value) * 100
        if computed is None or agrees(by, percent(point(old) - point(new), point(old))):
            return
        formula = f"({shown(old)} − {shown(new)}) ÷ {shown(old)} = {decimal(exact)}% ≠ {shown(by)}"
    elif by.unit == old.unit:
        if Fraction(by.value) == exact:
            return
        computed, formula = gone, f"{shown(old)} − {shown(new)} = {decimal(exact)} ≠ {shown(by)}"
    else:
        return
    yield say(
        "cut",
        "error",
        [by, old, new],
        formula,
        suggest=in_print(exact, by),
        written=by.interval(),
        computed=computed,
    )


def point(claim: Claim) -> Interval:
    """A limit is exact: 15 days are 15 days, not 14.5 to 15.5."""
    return Interval.exactly(claim.value)
