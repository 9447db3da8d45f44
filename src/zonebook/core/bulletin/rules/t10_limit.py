"""T10: a limit that is cut must fall, by as much as the text says; one that is extended rises."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
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
CUT_AT = lazily(r"(?:压缩|压减|缩短|减少|缩减|精简|降低|下降|减)(?:了|近|约)*$")
EXTENDED_TO = lazily(r"^[^，。；]{0,6}(?:延长|拉长|放宽)(?:到|至|为)[^，。；\d]{0,4}$")
MOVING = lazily("[压缩减简降延拉放]")  # stands in every word of a cut and of an extension
STARTS_FROM = lazily(r"^，(?:即)?[由从](?:原来?的?|法定的?|上年的|去年的)?$")
FROM = lazily(r"[由从][^，。；]{0,10}$")
TO = lazily(r"^，?(?:压缩|压减|缩短|减少|缩减|精简|降低?|下降)?(?:到|至|为)$")
TIMES = ("workday", "day", "hour", "minute")
say = Say("T10")


def limits(reading: Reading) -> Iterator[DraftFinding]:
    """Limits that do not fall, and cuts by another share than told."""
    for group in sentences(reading, *TIMES, "count", least=2):
        if not MOVING.search(reading.norm, group[0].to, group[-1].at):
            continue
        for i, (old, new) in enumerate(itertools.pairwise(group)):
            if (
                old.unit != new.unit
                or old.unit not in (*TIMES, "count")
                or not CUT_TO.match(between(reading, old, new))
            ):
                yield from extended(reading, old, new)
                continue
            if new.value >= old.value:
                yield say(
                    "rises",
                    "error",
                    [old, new],
                    f"{shown(old)} → {shown(new)}: {new.value} ≥ {old.value}",
                )
            else:
                beside = group[i + 2 : i + 3] or told_first(reading, group[:i], old)
                for by in beside:
                    yield from cut(reading, old, new, by)
        for old, by, new in zip(group, group[1:], group[2:], strict=False):
            if old.unit == by.unit == new.unit and by.unit in (*TIMES, "count"):
                yield from cut_between(reading, old, by, new)


def extended(reading: Reading, old: Claim, new: Claim) -> Iterator[DraftFinding]:
    """由15个工作日延长到11个工作日."""
    if old.unit != new.unit or old.unit not in TIMES or new.value >= old.value:
        return
    if FROM.search(clause(reading, old)) and EXTENDED_TO.match(between(reading, old, new)):
        formula = f"{shown(old)} → {shown(new)}: {new.value} < {old.value}"
        yield say("falls", "error", [old, new], formula)


def told_first(reading: Reading, before: Sequence[Claim], old: Claim) -> Sequence[Claim]:
    """The cut that a text tells before its two ends: 压缩了5个工作日，由15个工作日压缩到11个工作日."""
    last = before[-1:]
    if not last or last[0].unit != old.unit:
        return ()
    if "再" in clause(reading, last[0]):
        return ()  # a further step, not the whole way
    told = STARTS_FROM.match(between(reading, last[0], old))
    return last if told and CUT_AT.search(clause(reading, last[0])) else ()


def cut_between(reading: Reading, old: Claim, by: Claim, new: Claim) -> Iterator[DraftFinding]:
    """由15个工作日压缩5个工作日，至11个工作日: the cut stands between its ends."""
    if not (CUT_BY.match(between(reading, old, by)) and TO.match(between(reading, by, new))):
        return
    if not FROM.search(clause(reading, old)) or not sure(old) or not sure(new):
        return
    yield from cut(reading, old, new, by)


def cut(reading: Reading, old: Claim, new: Claim, by: Claim) -> Iterator[DraftFinding]:
    """The share or the days of a cut against its two ends."""
    behind = by.at > new.at
    if (behind and not CUT_BY.search(clause(reading, by))) or not sure(by):
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
