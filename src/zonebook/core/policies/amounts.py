"""What a policy pays one enterprise: a range in fen with its reasons, exact, never a guess."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zonebook.core.policies import policy as kinds
from zonebook.core.policies.policy import Amount, Both
from zonebook.core.rules.facts import Facts
from zonebook.core.rules.measures import Measure
from zonebook.core.rules.measuring import Case, reading, shown
from zonebook.core.rules.spoken import as_printed, value_words
from zonebook.core.say import number
from zonebook.core.values import Reason, Ref

# How another family of rules judges the enterprise: its answer, and the name of the rule.
Status = Callable[[str], tuple[str, Both]]
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Range:
    """From at least to at most, in fen; `high` None where there is no ceiling that is known.

    A part of a fen is never paid: both ends are cut down.
    """

    low: int
    high: int | None

    @property
    def is_exact(self) -> bool:
        """Whether the amount is one number."""
        return self.low == self.high

    def __add__(self, other: Range) -> Range:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(self.low + other.low, high)


@dataclass(frozen=True)
class Counted:
    """An amount as it was counted: its range, why, and the measures that were missing."""

    range: Range
    because: tuple[Reason, ...] = ()
    missing: tuple[tuple[Measure, int], ...] = ()


@dataclass(frozen=True)
class Found:
    """The same before it is cut to whole fen."""

    low: Fraction
    high: Fraction | None
    because: tuple[Reason, ...] = ()
    missing: tuple[tuple[Measure, int], ...] = ()


@dataclass(frozen=True)
class Asking:
    """What an amount is counted from: facts, the day, how other rules judge the enterprise."""

    facts: Facts
    on: date
    status: Status


def count(node: Amount, facts: Facts, on: date, status: Status) -> Counted:
    """The amount of one enterprise; `status` answers for a family of rules."""
    found = counted(node, Asking(facts, on, status))
    high = None if found.high is None else found.high.__floor__()
    return Counted(Range(found.low.__floor__(), high), found.because, found.missing)


def counted(node: Amount, asking: Asking) -> Found:
    """One node."""
    match node:
        case kinds.Fixed(fen=fen):
            return exactly(Fraction(fen), said("fixed", node.where, amount=money(Fraction(fen))))
        case kinds.Rate():
            return of_rate(node, asking)
        case kinds.Tiers():
            return of_tiers(node, asking)
        case kinds.BetterOf(of=of):
            return best([counted(one, asking) for one in of], node.where)
        case kinds.ByRule():
            return by_rule(node, asking)
        case kinds.AtMost():
            return capped(node, counted(node.of, asking))
        case kinds.NotComputed(decided_by=words):
            return Found(NOTHING, None, (said("not_computed", node.where, words=words),))


def exactly(amount: Fraction, because: Reason) -> Found:
    """An amount that is known."""
    return Found(amount, amount, (because,))


def of_rate(node: kinds.Rate, asking: Asking) -> Found:
    """A percentage of what was filed, or of its increase."""
    years = (0, 1) if node.is_increase else (0,)
    rows = [filed(node.of, back, asking) for back in years]
    missing = tuple((node.of, back) for back, row in zip(years, rows, strict=True) if row is None)
    args = {"measure": node.of.name, "percent": as_printed(node.percent)}
    if missing:
        key = "increase_unknown" if node.is_increase else "rate_unknown"
        return Found(NOTHING, None, (said(key, node.where, **args),), missing)
    values = [Fraction(row or 0) for row in rows]
    whole = max(NOTHING, values[0] - values[1] if node.is_increase else values[0])
    amount = whole * node.percent / 100
    args |= {"value": money(whole), "amount": money(amount)}
    return exactly(amount, said("increase" if node.is_increase else "rate", node.where, **args))


def filed(measure: Measure, back: int, asking: Asking) -> int | None:
    """A filed amount of a year, in fen."""
    row = asking.facts.numbers.get(measure.key, ())
    return row[back] if back < len(row) else None


def of_tiers(node: kinds.Tiers, asking: Asking) -> Found:
    """The step that the measure reaches; all of them where it is not known."""
    pair = reading(node.by)(Case(asking.facts, asking.on))
    if pair is None:
        parts = [counted(part, asking) for _, part in node.steps]
        because = said("tier_unknown", node.where, measure=node.by.name)
        low = exactly(NOTHING, because)
        found = hull([low, *parts])
        return Found(found.low, found.high, (because,), ((node.by, 0), *found.missing))
    value = shown(node.by, pair)
    args = {"measure": node.by.name, "value": value_words(value, node.by.unit)}
    reached = [step for step in node.steps if step[0] <= value]
    if not reached:
        lowest = value_words(node.steps[0][0], node.by.unit)
        return exactly(NOTHING, said("tier_below", node.where, step=lowest, **args))
    step, part = reached[-1]
    inner = counted(part, asking)
    because = said("tier", node.where, step=value_words(step, node.by.unit), **args)
    return Found(inner.low, inner.high, (because, *inner.because), inner.missing)


def by_rule(node: kinds.ByRule, asking: Asking) -> Found:
    """The branch of the first rule that is fitted; where that is not known, the range of all left."""
    possible, because = [], []
    for family, part in node.branches:
        answer, name = asking.status(family)
        if answer == "not_qualified":
            continue
        inner = counted(part, asking)
        because.append(said(f"by_rule.{answer}", node.where, rule=name))
        possible.append(inner)
        if answer == "qualified":
            break
    else:
        possible.append(counted(node.otherwise, asking))
    found = hull(possible)
    return Found(found.low, found.high, (*because, *found.because), found.missing)


def capped(node: kinds.AtMost, inner: Found) -> Found:
    """Cut at the ceiling; an unknown amount then has one."""
    top = Fraction(node.fen)
    cut = inner.high is None or inner.high > top
    because = (said("at_most", node.where, amount=money(top)),) if cut else ()
    high = top if inner.high is None else min(inner.high, top)
    return Found(min(inner.low, top), high, (*inner.because, *because), inner.missing)


def best(parts: Sequence[Found], where: str) -> Found:
    """The better of several: at least the highest of what is sure, at most the highest possible."""
    highs = [one.high for one in parts]
    high = None if None in highs else max(one for one in highs if one is not None)
    return Found(
        max(one.low for one in parts),
        high,
        (said("better_of", where), *(why for one in parts for why in one.because)),
        tuple(dict.fromkeys(gap for one in parts for gap in one.missing)),
    )


def hull(parts: Sequence[Found]) -> Found:
    """Everything from the lowest to the highest of what may be."""
    highs = [one.high for one in parts]
    high = None if None in highs else max(one for one in highs if one is not None)
    return Found(
        min(one.low for one in parts),
        high,
        tuple(why for one in parts for why in one.because),
        tuple(dict.fromkeys(gap for one in parts for gap in one.missing)),
    )


def said(key: str, where: str, **args: object) -> Reason:
    """A sentence about an amount, with its line of the catalogue."""
    return Reason(f"policies.amount.{key}", args, (Ref("catalogue", "", where),) if where else ())


def money(fen: Fraction | int) -> Both:
    """Fen as people read them: 3.5 万元, CNY 35,000; a part of a fen is cut off."""
    whole = Fraction(Fraction(fen).__floor__())
    yuan = as_printed(whole / 100)
    return {"zh": f"{number(as_printed(whole / 1_000_000))} 万元", "en": f"CNY {number(yuan)}"}
