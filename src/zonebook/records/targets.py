"""目标: what a figure should reach in a year, as a figure that opens to its row and document."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zonebook.core.indicators import Figure, Indicator
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
    told = {lang: f"{written} {unit.name(lang)}" for lang in ("zh", "en")}
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
