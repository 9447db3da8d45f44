"""红黄绿灯: a project's light, from its plan and what was done of it, each with its because."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal

from zonebook.core.catalog import Located
from zonebook.core.period import KnownDay, Period
from zonebook.core.values import Reason, Ref, printed

Colour = Literal["red", "yellow", "green", "unknown"]
WORST: tuple[Colour, ...] = ("red", "yellow", "green", "unknown")


@dataclass(frozen=True)
class Plan:
    """What a project is to invest in a year, in fen, as the newest version of its plan says."""

    year: int
    version: int
    fen: int
    ref: Ref


@dataclass(frozen=True)
class Report:
    """What was invested in a month, in fen; None where the sheet had no number."""

    month: date
    fen: int | None
    ref: Ref
    problem: str = ""


@dataclass(frozen=True)
class Step:
    """A milestone: planned for a day, reached on one or not yet."""

    name: Any  # in both languages
    planned: KnownDay | None
    actual: date | None
    ref: Ref


@dataclass(frozen=True)
class Light:
    """A colour and why; the light of a project stands over the lights of its tests."""

    key: str
    colour: Colour
    because: tuple[Reason, ...]
    parts: tuple[Light, ...] = ()
    problem: str = ""  # what the unit itself says of it
    rate: Fraction | None = None  # of the year's plan that is done
    next_step: Step | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Limits:
    """From where on a test is yellow and red; the line of the catalogue that says so."""

    yellow: Fraction
    red: Fraction
    reason: Reason

    def colour(self, behind: Fraction) -> Colour:
        """The colour of something that is so much behind."""
        if behind > self.red:
            return "red"
        return "yellow" if behind >= self.yellow else "green"


def limits(rule: Located, test: str, on: date) -> Limits | None:
    """The limits of a test in force on a day; None before the first."""
    row = rule["tests"][test]
    days = [day for day in row["limits"] if day <= on]
    if not days:
        return None
    found = row["limits"][max(days)]
    args = {"yellow": found["yellow_at_least"], "red": found["red_more_than"]}
    where = Ref("catalogue", str(rule["key"]), found.where())
    told = Reason(f"lights.limits_{row['unit']}", args, (where,))
    return Limits(Fraction(found["yellow_at_least"]), Fraction(found["red_more_than"]), told)


def light(
    rule: Located, plans: Sequence[Plan], reports: Sequence[Report], steps: Sequence[Step], on: date
) -> Light:
    """The light of a project on a day: the heavier of its investment's and its milestones'."""
    parts = (investment(rule, plans, reports, on), milestones(rule, steps, on))
    worst = min((one.colour for one in parts), key=WORST.index)
    because = tuple(one.because[0] for one in parts if one.colour == worst)
    told = [one for one in reports if one.month <= on]
    last = max(told, key=lambda one: one.month, default=None)
    problem = last.problem if last and worst in ("red", "yellow") else ""
    return Light("project", worst, because, parts, problem, parts[0].rate, parts[1].next_step)


def due(on: date, first_month: int) -> Period:
    """The months of a year whose reports are due: up to the last month that is over.

    Before the first month of a year that is reported, it is the whole year before.
    """
    last = on.replace(day=1) - timedelta(1)
    if last.month < first_month:
        return Period.year(last.year - 1)
    return Period(date(last.year, 1, 1), on.replace(day=1))


def investment(rule: Located, plans: Sequence[Plan], reports: Sequence[Report], on: date) -> Light:
    """投资进度: what was invested since January against that share of the year's plan.

    Percentage points: the share of the year's months that are over, less the share of the plan
    that is done. A month without a report counts nothing and is named.
    """
    span = due(on, rule["first_month"])
    asked = limits(rule, "investment", on)
    versions = [one for one in plans if one.year == span.start.year]
    plan = max(versions, key=lambda one: one.version, default=None)
    if plan is None or plan.fen <= 0 or asked is None:
        return unknown("investment", "lights.no_plan", year=str(span.start.year))
    found = [one for one in reports if span.start <= one.month < span.end and one.fen is not None]
    if not found:
        return unknown("investment", "lights.no_reports", period=span, refs=(plan.ref,))
    done = sum(one.fen or 0 for one in found)
    scheduled, rate = Fraction(span.months, 12), Fraction(done, plan.fen)
    behind = (scheduled - rate) * 100
    parts = [
        Reason("lights.plan", {"year": str(plan.year), "version": plan.version,
                               "amount": yuan(plan.fen)}, (plan.ref,)),
        Reason("lights.done", {"period": span, "amount": yuan(done), "n": len(found)},
               tuple(one.ref for one in sorted(found, key=lambda one: one.month))),
        *missing(found, span, rule["first_month"]),
        asked.reason,
    ]  # fmt: skip
    colour = asked.colour(behind)
    args = {"rate": percent(rate), "scheduled": percent(scheduled), "points": points(behind)}
    head = Reason(f"lights.{'behind' if behind > 0 else 'on_schedule'}", args, (), tuple(parts))
    return Light("investment", colour, (head,), rate=rate)


def missing(found: Sequence[Report], span: Period, first_month: int) -> list[Reason]:
    """The months that nobody reported."""
    known = {one.month.month for one in found}
    gone = [month for month in range(first_month, span.months + 1) if month not in known]
    return [Reason("lights.not_reported", {"months": [str(one) for one in gone]})] if gone else []


def milestones(rule: Located, steps: Sequence[Step], on: date) -> Light:
    """项目节点: the step that is longest past its planned day without being reached.

    Calendar days after the last day that the plan may mean (the month's last for “May 2023”).
    """
    asked = limits(rule, "milestone", on)
    planned = [(one, one.planned.span.last_day) for one in steps if one.planned is not None]
    if not planned or asked is None:
        return unknown("milestone", "lights.no_steps")
    still = [pair for pair in planned if pair[0].actual is None or pair[0].actual > on]
    late = [((on - day).days, one) for one, day in still if day < on]
    coming = sorted((pair for pair in still if pair[1] >= on), key=lambda pair: pair[1])
    upcoming = coming[0][0] if coming else None
    told = [
        Reason("lights.late_step", {"step": one.name, "on": one.planned, "days": days}, (one.ref,))
        for days, one in sorted(late, key=lambda pair: -pair[0])
    ]
    if upcoming is not None:
        args = {"step": upcoming.name, "on": upcoming.planned}
        told.append(Reason("lights.next_step", args, (upcoming.ref,)))
    reached = len(planned) - len(still)
    told.append(Reason("lights.reached", {"n": reached, "of": len(planned)}))
    told.append(asked.reason)
    worst = max((days for days, _ in late), default=0)
    key = "lights.late" if late else "lights.in_time"
    head = Reason(key, {"days": worst, "n": len(late), "reached": reached, "of": len(planned)},
                  (), tuple(told))  # fmt: skip
    return Light("milestone", asked.colour(Fraction(worst)), (head,), next_step=upcoming)


def unknown(key: str, why: str, refs: tuple[Ref, ...] = (), **args: Any) -> Light:
    """A test that cannot be judged, and why."""
    return Light(key, "unknown", (Reason(why, args, refs),))


def yuan(fen: int) -> dict[str, str]:
    """An amount of fen as sentences say it: 万元, million CNY."""
    wan, million = printed(Fraction(fen, 10**6), 0), printed(Fraction(fen, 10**8), 2)
    return {"zh": f"{wan:,f}万元", "en": f"{million:,f} million CNY"}


def percent(share: Fraction) -> str:
    """A share with one decimal."""
    return f"{printed(share * 100, 1):f}%"


def points(behind: Fraction) -> str:
    """Percentage points without a sign."""
    return f"{printed(abs(behind), 1):f}"
