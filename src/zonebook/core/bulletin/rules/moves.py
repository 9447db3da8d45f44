"""Figures that moved from one to another: 由2.3%降至1.4%，降低0.9个百分点; the step and its direction."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, in_print
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import BACK, between, clause, sentences, shown, sure, touching
from zonebook.core.values import Interval

FROM = lazily(r"[由从][^，。；]{0,12}$")
UP = r"升|增|提高|提升|扩大|涨|提"
DOWN = r"降|跌|减|压|缩|回落|收窄|下滑"
MOVED_TO = lazily(
    rf"^(?:[^，。；\d]{{0,6}}?)(?:(?P<up>{UP})|(?P<down>{DOWN}))[^，。；\d]{{0,2}}[至到为](?:(?:19|20)\d\d年[末底]?的?|[^，。；\d]{{0,6}})$"
)
STEP = lazily(
    r"^，?(?:累计|共|净|大幅)?(?:提高|提升|上升|增加|下降|降低|回落|减少|扩大|收窄)(?:了|约|近)?$"
)
THAN = lazily(r"^，?[较比](?:上年|去年|(?:19|20)\d\d年)[^，。；\d]{0,4}的$")
LIMITS = ("workday", "day", "hour", "minute", "count")  # T10 tells of them
NO_LEVEL = ("pp", "rank", "rank_change", "times", "point")
say = Say("T06")


def moves(reading: Reading) -> Iterator[DraftFinding]:
    """Rates whose step is not the distance of their ends, and verbs that point the wrong way."""
    for group in sentences(reading, "pp", least=3):
        for first, second, step in zip(group, group[1:], group[2:], strict=False):
            yield from steps(reading, first, second, step)
    if not any(word in reading.norm for word in "由从"):
        return
    for group in sentences(reading, "%", "CNY", "person", "m2", "t", "kWh", least=2):
        told = reading.norm[max(0, group[0].at - BACK) : group[-1].at]
        if not any(word in told for word in "由从"):
            continue
        for old, new in pairwise(group):
            yield from directions(reading, old, new)


def steps(reading: Reading, first: Claim, second: Claim, step: Claim) -> Iterator[DraftFinding]:
    """由22.6%降至9.1%，下降13.5个百分点; 达到15%，较2023年的11.7%提高3.3个百分点."""
    if not first.unit == second.unit == "%" or step.unit != "pp":
        return
    if not (sure(first) and sure(second) and sure(step)):
        return
    told = between(reading, first, second)
    if STEP.match(between(reading, second, step)) is None:
        return
    from_to = FROM.search(clause(reading, first)) and MOVED_TO.match(told)
    if not from_to and not THAN.match(told):
        return
    high, low = sorted((first, second), key=lambda one: one.signed_value, reverse=True)
    apart = signed(high) - signed(low)
    if touching(apart, step.interval()):
        return
    exact = high.signed_value - low.signed_value
    yield say(
        "rise",
        "error",
        [step, first, second],
        f"{shown(high)} − {shown(low)} = {exact} ≠ {shown(step)}",
        suggest=in_print(Fraction(exact), step),
        written=step.interval(),
        computed=apart,
    )


def signed(claim: Claim) -> Interval:
    """An interval with the sign of its falling word."""
    return -claim.interval() if claim.signed_value < 0 <= claim.value else claim.interval()


def directions(reading: Reading, old: Claim, new: Claim) -> Iterator[DraftFinding]:
    """由1.3%降至1.4%: the verb points against the two figures."""
    if old.unit != new.unit or old.unit in (*NO_LEVEL, *LIMITS) or old.text[-1] != new.text[-1]:
        return
    if not (sure(old) and sure(new)) or not FROM.search(clause(reading, old)):
        return
    found = MOVED_TO.match(between(reading, old, new))
    if found is None or "亏" in clause(reading, old):
        return
    rose = found["up"] is not None
    apart = signed(new) - signed(old)
    risen = new.signed_value > old.signed_value
    if risen != rose and new.signed_value != old.signed_value and not apart.low < 0 < apart.high:
        formula = f"{shown(old)} → {shown(new)}"
        yield say("direction", "error", [old, new], formula, verb=found["up"] or found["down"])
