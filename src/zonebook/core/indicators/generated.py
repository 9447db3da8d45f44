"""Figures that need no file: growth, change, share, year to date, target and completion.

`n_signed.growth` · `n_hnte.change` · `va_secondary.share_of.gdp` · `n_new_ent.ytd` ·
`gdp.target` (of the year in which the period ends) · `gdp.completion` (in percent of it)
"""

from __future__ import annotations

from collections.abc import Mapping

from zonebook.core.expressions import And, Column, Compare, InYear, Literal
from zonebook.core.indicators.definition import (
    Change,
    Combination,
    Formula,
    Indicator,
    Measure,
    ToDate,
)
from zonebook.core.units import Unit, Units
from zonebook.core.values import Reason, Refused


def generated(key: str, known: Mapping[str, Indicator], units: Units) -> Indicator | None:
    """The definition of a generated key; None if it is none; Refused for growth of a statement.

    Offices state growth at constant prices or on a revised base; re-deriving it from levels
    would contradict them, so growth of a statement is a statement of its own (`g_gdp`).
    """
    of, _, how = key.partition(".")
    one, whole = known.get(of), known.get(how.removeprefix("share_of."))
    if one is None:
        return None
    if how in ("growth", "change") and one.basis == "statement":
        args = {"key": key, "name": one.name}
        raise Refused(Reason("figures.growth_is_stated", args, (one.where,)))
    percent = units["%"]
    match how:
        case "growth":
            return made(one, key, GROWTH, Change(of, "percent"), percent, 1)
        case "change":
            unit = units["pp"] if one.unit.key == "%" else one.unit  # 个百分点, never 增长…%
            return made(one, key, CHANGE, Change(of, "difference"), unit, one.decimals)
        case "ytd":
            return made(one, key, TO_DATE, ToDate(of), one.unit, one.decimals)
        case "target":
            return target(one, key)
        case "completion":
            parts = (of, f"{of}.target")
            return made(one, key, COMPLETION, Combination("ratio_of", parts), percent, 1)
    if how.startswith("share_of.") and whole is not None and whole.unit.base == one.unit.base:
        words = {lang: text.replace("{whole}", whole.name[lang]) for lang, text in SHARE.items()}
        return made(one, key, words, Combination("ratio_of", (of, whole.key)), percent, 1)
    return None


GROWTH = {"zh": "{name}同比增长", "en": "Growth of {name}"}
CHANGE = {"zh": "{name}比上年增减", "en": "Change of {name}"}
TO_DATE = {"zh": "{name}（累计）", "en": "{name}, year to date"}
TARGET = {"zh": "{name}年度目标", "en": "Target of {name}"}
COMPLETION = {"zh": "{name}目标完成率", "en": "Completion of the target of {name}"}
SHARE = {"zh": "{name}占{whole}比重", "en": "Share of {name} in {whole}"}


def made(
    one: Indicator, key: str, words: Mapping[str, str], formula: Formula, unit: Unit, decimals: int
) -> Indicator:
    """The definition of a figure made of `one`."""
    return Indicator(
        key=key,
        name={lang: text.replace("{name}", one.name[lang]) for lang, text in words.items()},
        unit=unit,
        decimals=decimals,
        basis="derived",
        period_kind=one.period_kind if isinstance(formula, ToDate) else "rate",
        office=one.office,
        formula=formula,
        where=one.where,
    )


def target(one: Indicator, key: str) -> Indicator:
    """The definition of the target of a figure, as its document prints it in the figure's unit."""
    tests = (
        Compare(Column("indicator"), "=", Literal(one.key)),
        InYear(Column("year")),
        Compare(Column("unit"), "=", Literal(one.unit.key)),
    )
    return Indicator(
        key=key,
        name={lang: text.replace("{name}", one.name[lang]) for lang, text in TARGET.items()},
        unit=one.unit,
        decimals=one.decimals,
        basis="computed",
        period_kind="limit",
        office=one.office,
        measure=Measure("target", "the", "digits", And(tests)),
        where=one.where,
    )
