"""A claim in words: what was read, of which kind, for which period, and how exactly it is written."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache

from django.utils.translation import gettext as _

from zonebook.core.bulletin.claims import FAR, Claim
from zonebook.core.bulletin.findings import decimal
from zonebook.core.bulletin.subjects import shipped_names
from zonebook.core.period import Period
from zonebook.core.units import Unit
from zonebook.core.values import Interval, Refused
from zonebook.desk.language import lang, named, say, word
from zonebook.records import zone as zones

PLACE = re.compile(r"([^\s@（）(),]+)@(\d{4}(?:-\d\d)*(?:\.\.\d{4}(?:-\d\d)*)?)")
COMPARATORS = {">": "more", ">=": "at_least", "<": "less", "<=": "at_most", "~": "about"}


def rows(claim: Claim) -> list[tuple[str, str]]:
    """What was read, as label and value."""
    found = [
        (_("读作"), quantity(claim.value, claim.unit)),
        (_("性质"), say(f"drafts.kind.{claim.kind}")),
    ]
    if claim.signed_value != claim.value:
        found.append((_("方向"), say("drafts.fall")))
    if claim.comparator in COMPARATORS:
        found.append((_("语气"), say(f"drafts.comparator.{COMPARATORS[claim.comparator]}")))
    found.append((_("期间"), period(claim.period)))
    if claim.subject:
        found.append((_("所说的事"), claim.subject))
    if claim.cell is not None:
        heads = " · ".join(filter(None, (claim.cell.row_head, claim.cell.head)))
        found.append((_("表格位置"), heads or "—"))
    if (room := precision(claim)) is not None:
        found.append((_("书写精度"), room))
    return found


def quantity(value: Decimal | Fraction, unit: str) -> str:
    """A value with its unit in words, large amounts in 万 or 亿 of it."""
    exact = Fraction(value)
    scaled = next((one for one in larger(unit) if abs(exact) >= one.factor), None)
    if scaled is None:
        number, name = Decimal(decimal(exact, 6)), unit_name(unit)
    else:
        number, name = scaled.printed(Decimal(decimal(scaled.from_base(exact), 6)), lang())
    return f"{word(number)}{name}" if name == "%" else f"{word(number)} {name}".rstrip()


@cache
def larger(unit: str) -> list[Unit]:
    """The 亿 and 万 of a unit, the largest first."""
    units = zones.catalog().units.by_key.values()
    found = [one for one in units if one.base == unit and one.key.startswith(("yi_", "wan_"))]
    return sorted(found, key=lambda one: -one.factor)


def formula(text: str) -> str:
    """A formula with the names of figures and periods instead of `gdp@2023`."""
    return PLACE.sub(lambda found: placed(found[1], found[2]), text)


def placed(key: str, when: str) -> str:
    """A figure or number of a formula with its period in words."""
    declared = zones.catalog().kind("indicators").get(key)
    name = named(declared["name"]) if declared is not None else key
    return f"{name}（{period(when)}）"


def unit_name(unit: str) -> str:
    """How a unit prints; a quotient by its parts."""
    units = zones.catalog().units.by_key
    names = [units[one].name(lang()) if one in units else one for one in unit.split("/")]
    return "/".join(names)


def precision(claim: Claim) -> str | None:
    """The numbers that print like this one; nothing where it is exact."""
    interval: Interval = claim.interval()
    if interval.low == interval.high or abs(interval.low) >= FAR or abs(interval.high) >= FAR:
        return None
    low, high = (quantity(end, claim.unit) for end in (interval.low, interval.high))
    return say("drafts.between", low=low, high=high)


def period(text: str | None) -> str:
    """A claim's period in words."""
    if text is None:
        return _("文中没有写明")
    try:
        return word(Period.parse(text))
    except Refused:  # a period whose year the text does not tell
        return text


def indicator(key: str | None) -> str:
    """The name of an indicator that the text names; empty where it names none."""
    if key is None:
        return ""
    declared = zones.catalog().kind("indicators").get(key)
    if declared is not None:
        return named(declared["name"])
    names = shipped_names()
    for told, of in (("drafts.growth_of", names.growth), ("drafts.share_of", names.rate)):
        base = next((one for one, rate in of.items() if rate == key), None)
        if base is not None:
            return say(told, name=indicator(base))
    return next((name for name, one in names.level.items() if one == key), key)
