"""T07: a completion rate is what was done over what was planned; the even pace is months over twelve."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal, in_print
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    AMOUNT_KINDS,
    agrees,
    before_year,
    between,
    clause,
    percent,
    sentences,
    shown,
    slip,
    sure,
    touching,
)
from zonebook.core.period import Period
from zonebook.core.values import Interval

PLAN = lazily(r"计划|任务|目标|预算")
RATE = lazily(r"完成(?:率|比例)")
OF_PLAN = lazily(
    r"^(?:完成|占|为)(?:年度|全年|年初)?(?:目标|计划|任务|预算)+数?的$|^(?:预算)?执行率(?:为|达到?)?$"
)
PLAN_IS = lazily(r"^(?:（)?(?:年度|全年|年初)(?:目标|计划|任务|预算)数?(?:为|是)?$")
IS_LEFT = lazily(r"(?:剩余|其余|结余|还差|尚差|尚余)")
BEHIND = lazily(r"慢|低|落后|滞后|差")
say = Say("T07")


def completion(reading: Reading) -> Iterator[DraftFinding]:
    """Completion rates that done and plan do not make."""
    for group in sentences(reading, "completion_rate", "pp"):
        for rate in group:
            if rate.kind == "completion_rate" and rate.unit == "%":
                found = pair(reading, group, rate)
                if found is not None and (wrong := compared(*found, rate)) is not None:
                    yield wrong
            elif rate.unit == "pp" and "序时进度" in clause(reading, rate):
                yield from pace(reading, group, rate)
    yield from rows(reading)


def pair(reading: Reading, group: Sequence[Claim], rate: Claim) -> tuple[Claim, Claim] | None:
    """What was done and what was planned, as the sentence tells them."""
    before = [one for one in group if one.at < rate.at and sure(one)]
    plans = [
        one
        for one in before
        if one.kind in ("target", *AMOUNT_KINDS) and PLAN.search(clause(reading, one))
    ]
    if not plans:
        return told_behind(reading, group, rate)
    plan = plans[-1]
    inside = re.sub(r"\s", "", reading.norm[plan.to : rate.at])
    if plan is before[-1] and inside.startswith("的"):
        done = [one for one in before if one.at < plan.at and one.unit == plan.unit]
    elif RATE.search(clause(reading, rate)):
        done = [
            one
            for one in before
            if one.at > plan.at and one.unit == plan.unit and "完成" in clause(reading, one)
        ]
    elif OF_PLAN.search(clause(reading, rate)) and len(plans) == 1 and before[-1] is not plan:
        done = [one for one in before if one.at > plan.at and one.unit == plan.unit]
        done = done if before[-1] in done else []
    else:
        return None
    done = [
        one
        for one in done
        if one.kind in AMOUNT_KINDS
        and not before_year(one, rate)
        and not IS_LEFT.match(clause(reading, one))
    ]
    return (done[-1], plan) if done else None


def told_behind(
    reading: Reading, group: Sequence[Claim], rate: Claim
) -> tuple[Claim, Claim] | None:
    """投资完成98.7亿元，完成年度目标的91.4%，年度目标为108亿元: the plan behind its rate."""
    after = next((one for one in group if one.at > rate.at), None)
    if after is None or not sure(after) or not OF_PLAN.search(clause(reading, rate)):
        return None
    if (
        not PLAN_IS.search(clause(reading, after))
        or between(reading, rate, after)[:1] not in "，（"
    ):
        return None
    done = [
        one
        for one in group
        if one.at < rate.at and sure(one) and one.kind in AMOUNT_KINDS and one.unit == after.unit
    ]
    return (done[0], after) if len(done) == 1 else None


def compared(done: Claim, plan: Claim, rate: Claim) -> DraftFinding | None:
    """The finding where the rate is not done over plan."""
    computed = percent(done.interval(), plan.interval())
    if computed is None or agrees(rate, computed) or slip(done, plan, rate):
        return None
    exact = Fraction(done.value) / Fraction(plan.value) * 100
    return say(
        "rate",
        "error",
        [rate, done, plan],
        f"{shown(done)} ÷ {shown(plan)} = {decimal(exact)}% ≠ {shown(rate)}",
        suggest=in_print(exact, rate),
        written=rate.interval(),
        computed=computed,
    )


def pace(reading: Reading, group: Sequence[Claim], gap: Claim) -> Iterator[DraftFinding]:
    """快于序时进度2.2个百分点: the rate less the share of the year that is over."""
    rates = [
        one
        for one in group
        if one.at < gap.at and one.kind == "completion_rate" and one.unit == "%"
    ]
    if not rates or gap.when is None or not sure(gap):
        return
    period = Period.parse(gap.when)
    months = period.last_day.month  # of the year that are over
    if period.is_day or months == 12:
        return
    even = Fraction(100 * months, 12)
    computed = rates[-1].interval() - Interval(even - Fraction(1, 20), even + Fraction(1, 20))
    behind = BEHIND.search(clause(reading, gap))
    computed = -computed if behind else computed
    if touching(gap.interval(), computed):
        return
    exact = Fraction(rates[-1].value) - even
    exact = -exact if behind else exact
    yield say(
        "pace",
        "warning",
        [gap, rates[-1]],
        f"{shown(rates[-1])} − {decimal(even)}% = {decimal(exact if not behind else -exact)} ≠ {shown(gap)}",
        suggest=in_print(exact, gap) if exact > 0 else "",
        months=months,
        written=gap.interval(),
        computed=computed,
    )


def rows(reading: Reading) -> Iterator[DraftFinding]:
    """Rows of a table with plan, done and rate."""
    table: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for one in reading.claims:
        if one.cell is not None:
            table[one.cell.table, one.cell.row].append(one)
    for row in table.values():
        rates = [
            one
            for one in row
            if one.kind == "completion_rate"
            and one.unit == "%"
            and one.cell
            and "率" in one.cell.head
        ]
        plans = [one for one in row if one.kind == "target" and one.unit not in ("%", "rank")]
        done = [
            one for one in row if one.kind in AMOUNT_KINDS and one.cell and "完成" in one.cell.head
        ]
        if not len(rates) == len(plans) == len(done) == 1 or plans[0].unit != done[0].unit:
            continue
        if (wrong := compared(done[0], plans[0], rates[0])) is not None:
            yield wrong
