"""目标: what a figure should reach in a year, as a figure that opens to its row and document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from zonebook.core.indicators import Figure, Indicator
from zonebook.core.indicators.compute import Computer
from zonebook.core.period import Period
from zonebook.core.units import Unit
from zonebook.core.values import Interval, Reason, Ref
from zonebook.records import figures
from zonebook.records import zone as zones
from zonebook.records.models import Target


def targets(keys: Iterable[str], year: int) -> dict[str, Figure]:
    """The targets of these figures for a year; one that nobody entered is unknown."""
    wanted, units = list(keys), zones.catalog().units
    known = figures.definitions(zones.catalog())
    standing = Target.objects.filter(withdrawn_on=None, indicator__in=wanted, year=year)
    found = {one.indicator: one for one in standing.select_related("document").order_by("pk")}
    return {
        key: made(known[key], year, found.get(key), units.find(found[key].unit))
        if key in found
        else missing(known[key], year)
        for key in wanted
    }


State = Literal["reached", "on_schedule", "behind", "unknown"]
LESS_IS_BETTER = ("rank", "limit")


@dataclass(frozen=True)
class Completion:
    """完成情况: a figure against its target of the year and against 序时进度, the time schedule.

    `scheduled` (in the base unit) is what the share of the year that has passed asks for: of a
    flow that share of the target, of a stock that share of the way from the year before; of a
    rate, a rank or a limit the whole target.
    """

    figure: Figure
    target: Figure
    office: str
    scheduled: Fraction | None
    state: State

    @property
    def share(self) -> Fraction | None:
        """The figure in parts of its target; None where one is unknown or the target is nought."""
        if self.figure.exact is None or not self.target.exact:
            return None
        return self.figure.exact / self.target.exact

    @property
    def gap(self) -> Fraction | None:
        """What is missing to the target, in the base unit; None where one is unknown."""
        if self.figure.exact is None or self.target.exact is None:
            return None
        return self.target.exact - self.figure.exact


def completions(
    period: Period, on: date, only: Iterable[str] | None = None, computer: Computer | None = None
) -> list[Completion]:
    """Every figure (or `only` these) with a target in the period's year, as it stands then."""
    computer = computer or figures.computer()
    year = period.last_day.year
    rows = Target.objects.filter(withdrawn_on=None, year=year).order_by("indicator", "pk")
    if only is not None:
        rows = rows.filter(indicator__in=list(only))
    known = figures.definitions(zones.catalog())
    offices = {one.indicator: one.office for one in rows if one.indicator in known}
    asked = [key for key in offices if not (period.is_day and known[key].period_kind == "flow")]
    wanted = targets(asked, year)
    now = computer.figures(asked, period)
    before = {one.key: one for one in computer.figures(stocks(asked, known), Period.year(year - 1))}
    passed = share_passed(period, on)
    return [
        completion(one, wanted[one.key], offices[one.key], known[one.key], before, passed)
        for one in now
    ]


def stocks(keys: Iterable[str], known: dict[str, Indicator]) -> list[str]:
    """Those that are stocks."""
    return [key for key in keys if known[key].period_kind == "stock"]


def share_passed(period: Period, on: date) -> Fraction:
    """The part of the period's year that has passed at its end, or on the day if it still runs."""
    whole = Period.year(period.last_day.year)
    last = min(period.last_day, on)
    return Fraction((last - whole.start).days + 1, (whole.end - whole.start).days)


def completion(
    figure: Figure,
    target: Figure,
    office: str,
    indicator: Indicator,
    before: dict[str, Figure],
    passed: Fraction,
) -> Completion:
    """One figure against its target when so much of the year has passed."""
    asked = scheduled(target.exact, indicator, before.get(figure.key), passed)
    state = state_of(figure.exact, target.exact, asked, indicator.period_kind in LESS_IS_BETTER)
    return Completion(figure, target, office, asked, state)


def scheduled(
    target: Fraction | None, indicator: Indicator, before: Figure | None, passed: Fraction
) -> Fraction | None:
    """What the time schedule asks for; None where the target or the year before is unknown."""
    if target is None or indicator.period_kind not in ("flow", "stock"):
        return target
    if indicator.period_kind == "flow":
        return target * passed
    start = before.exact if before else None
    return None if start is None else start + (target - start) * passed


def state_of(
    exact: Fraction | None, target: Fraction | None, asked: Fraction | None, less: bool
) -> State:
    """Reached, on schedule, behind it, or unknown."""
    if exact is None or target is None:
        return "unknown"
    way = -1 if less else 1
    if exact * way >= target * way:
        return "reached"
    if asked is None:
        return "unknown"
    return "on_schedule" if exact * way >= asked * way else "behind"


def missing(indicator: Indicator, year: int) -> Figure:
    """A target that nobody entered."""
    why = Reason("bulletin.no_target", {"name": indicator.name, "year": str(year)})
    return bare(indicator, year, unknown=why, because=(why,))


def made(indicator: Indicator, year: int, row: Target | None, unit: Unit | None) -> Figure:
    """A target as its document prints it; one in a unit of another kind is no target."""
    if row is None or unit is None or unit.base != indicator.unit.base:
        return missing(indicator, year)
    written = Decimal(row.digits).scaleb(-row.decimals)
    exact: Fraction = unit.to_base(written)
    papers = (Ref("record", row.document.number, "document"),) if row.document else ()
    told = {lang: f"{written} {unit.name(lang)}".strip() for lang in ("zh", "en")}
    why = Reason(
        "bulletin.target",
        {"office": row.office, "value": told},
        (Ref("record", row.number, "target"), *papers),
    )
    return bare(
        indicator,
        year,
        value=written,
        exact=exact,
        unit=unit,
        decimals=row.decimals,
        records=(row.pk,),
        because=(why,),
        interval=Interval.exactly(exact),
    )


def bare(indicator: Indicator, year: int, **values: Any) -> Figure:
    """The figure of a target: stated by a document, of the register of targets."""
    names = {
        "zh": f"{indicator.name['zh']}（{year}年目标）",
        "en": f"{indicator.name['en']}, target of {year}",
    }
    common: dict[str, Any] = {
        "key": indicator.key,
        "name": names,
        "value": None,
        "exact": None,
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "period": Period.year(year),
        "basis": "statement",
        "table": "target",
    }
    return Figure(**(common | values))
