"""分组: a figure by section, group, kind …, with the cells kept back that would tell on somebody.

ways("sci_fund")                       by what a figure may be broken down
breakdown("sci_fund", "level", "2023") its cells beside its total
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from zonebook.core.indicators import Figure, Indicator
from zonebook.core.indicators.disclosure import Cell, hidden
from zonebook.core.period import Period
from zonebook.core.rules.industry import full
from zonebook.core.say import LANGUAGES, Sentences
from zonebook.core.values import Reason, Refused, printed
from zonebook.records import figures, registers, schema
from zonebook.records import zone as zones

WHO = (
    "entity",
    "project",
    "investor",
)  # references that name a respondent, the first that is there
COUNTED = ("count", "count_distinct")


@dataclass(frozen=True)
class Way:
    """One way to break a figure down: its key, its names, and the path to the value."""

    key: str
    name: Mapping[str, str]
    path: str


@dataclass(frozen=True)
class Shown:
    """One cell as it may be printed; without a value it is kept back."""

    key: str
    name: Mapping[str, str]
    value: Decimal | None


@dataclass(frozen=True)
class Breakdown:
    """A figure by one way: the cells, how many are kept back, and why."""

    figure: Figure
    way: Way
    cells: tuple[Shown, ...]
    kept_back: int
    because: tuple[Reason, ...]

    def to_json(self, sentences: Sentences, lang: str = "zh") -> dict[str, Any]:
        """The breakdown as it travels beside its figure."""
        return {
            "by": self.way.key,
            "name": self.way.name[lang],
            "cells": [
                {
                    "key": one.key,
                    "name": one.name[lang],
                    "value": None if one.value is None else f"{one.value:f}",
                }
                for one in self.cells
            ],
            "kept_back": self.kept_back,
            "because": [sentences.to_json(one, lang) for one in self.because],
        }


def ways(key: str) -> tuple[Way, ...]:
    """By what a figure may be broken down; nothing where it is stated or made of others."""
    indicator = figures.definitions(zones.catalog()).get(key)
    if indicator is None or indicator.measure is None or indicator.measure.aggregate == "the":
        return ()
    measure = indicator.measure
    found = []
    for name, row in zones.catalog().table("codes/breakdowns").items():
        path = next((one for one in row["ways"] if leads(measure.table, one)), None)
        if path and fits(indicator, path) and not fixed(indicator, path):
            found.append(Way(name, {"zh": row["zh"], "en": row["en"]}, path))
    return tuple(found)


def leads(noun: str, path: str) -> bool:
    """Whether a path ends in a column, over references of the published schema."""
    table = schema.book().table[noun]
    first, _, rest = path.partition(".")
    if not rest:
        return first in table.by_name
    reference = table.reference.get(first)
    return reference is not None and leads(reference.to, rest)


def fits(indicator: Indicator, path: str) -> bool:
    """Whether groups do not overlap: what is counted once must stand in one group."""
    measure = indicator.measure
    if measure is None or measure.aggregate != "count_distinct":
        return measure is not None
    return path.startswith(f"{measure.column.removesuffix('_id')}.")


def fixed(indicator: Indicator, path: str) -> bool:
    """Whether the definition itself names one value of the column, so that there is one group."""
    row = zones.catalog().kind("indicators")[indicator.key]
    where = row["measure"].get("where", {})
    return isinstance(where.get(path), str)


def breakdown(key: str, by: str, period: Period | str, *, as_of: date | None = None) -> Breakdown:
    """A figure by a way; Refused where it has no such way or there is no value."""
    found = {one.key: one for one in ways(key)}
    figure = figures.trace(key, period, as_of=as_of)
    if by not in found:
        known = list(found) or [Reason("breakdowns.no_ways")]
        args = {"name": figure.name, "by": by, "known": known}
        raise Refused(Reason("breakdowns.no_such_way", args))
    if figure.unknown is not None or figure.basis == "statement":  # a zero, stated as a whole
        return Breakdown(figure, found[by], (), 0, figure.because)
    return guarded(figure, found[by])


def guarded(figure: Figure, way: Way) -> Breakdown:
    """The cells of a figure with those kept back that would tell on somebody."""
    indicator = figures.definitions(zones.catalog())[figure.key]
    named = respondent(figure.table)
    cells = list(cells_of(figure, indicator, way, named))
    kept = hidden(cells) if named else frozenset()
    because = [Reason("breakdowns.by", {"name": figure.name, "by": way.name, "n": len(cells)})]
    if kept:
        because.append(Reason("breakdowns.kept_back", {"n": len(kept), "of": len(cells)}))
    if len(kept) == len(cells) and kept:
        return Breakdown(figure, way, (), len(kept), tuple(because))
    shown = tuple(
        Shown(
            one.key,
            name_of(way, figure.table, one.key),
            value(figure, indicator, one, one.key in kept),
        )
        for one in sorted(cells, key=lambda one: (one.key == "", str(one.key)))
    )
    return Breakdown(figure, way, shown, len(kept), tuple(because))


def respondent(noun: str) -> str:
    """The column that tells whom a row speaks of; empty where it speaks of nobody."""
    if noun == "entity":
        return "pk"
    table = schema.book().table[noun]
    return next((table.reference[one].column for one in WHO if one in table.reference), "")


def cells_of(figure: Figure, indicator: Indicator, way: Way, named: str) -> Iterator[Cell]:
    """The groups with what each respondent adds; rows of whom nothing is known count as one."""
    measure = indicator.measure
    assert measure is not None
    counts = measure.aggregate in COUNTED
    amount = "" if counts else measure.column
    parts: dict[str, dict[Any, int]] = {}
    seen: set[Any] = set()
    for row in rows_of(figure, way.path, named, amount):
        group = group_of(way, row[0])
        if measure.aggregate == "count_distinct":
            if row[1] in seen:
                continue
            seen.add(row[1])
        adds = parts.setdefault(group, {})
        adds[row[1]] = adds.get(row[1], 0) + (1 if counts else row[2] or 0)
    for group, adds in parts.items():
        yield Cell(group, sum(adds.values()), adds, least=1 if counts else 0)


def rows_of(figure: Figure, path: str, named: str, amount: str) -> Iterator[tuple[Any, ...]]:
    """(group, respondent, amount) of every row that counts."""
    model = schema.nouns()[figure.table]
    columns = [path.replace(".", "__"), named or "pk", amount or "pk"]
    ids = figure.records
    for start in range(0, len(ids), figures.AT_ONCE):
        rows = model._base_manager.filter(pk__in=ids[start : start + figures.AT_ONCE])
        yield from rows.order_by("pk").values_list(*columns)


def group_of(way: Way, found: Any) -> str:
    """The key of a group; of an industry its section, empty where nothing is said."""
    if found in (None, ""):
        return ""
    return (full(str(found)) or "")[:1] if way.key == "section" else str(found)


def value(figure: Figure, indicator: Indicator, cell: Cell, is_kept_back: bool) -> Decimal | None:
    """A cell in the figure's own unit and decimals."""
    if is_kept_back:
        return None
    assert indicator.measure is not None
    computer = figures.computer()
    exact = computer.in_base_unit(indicator, indicator.measure, figure.period, cell.value)
    return printed(indicator.unit.from_base(exact), indicator.decimals)


def name_of(way: Way, noun: str, key: str) -> Mapping[str, str]:
    """What a group is called: a section, a word of the register's list, or what stands there."""
    catalog = zones.catalog()
    if key == "":
        not_said = Reason("breakdowns.not_said")
        return {lang: catalog.sentences.say(not_said, lang) for lang in LANGUAGES}
    if way.key == "section":
        row = catalog.table("codes/sections")[key]
        return {"zh": f"{key} {row['zh']}", "en": f"{key} {row['en']}"}
    table = schema.book().table[noun]
    first, _, rest = way.path.partition(".")
    target = table.reference[first].to if rest else noun
    return word_of(target, rest or first, key)


def word_of(noun: str, column: str, key: str) -> Mapping[str, str]:
    """The word of a code, as the noun's register has it."""
    for register in registers.all_registers().values():
        for one in register.columns.values():
            if register.noun == noun and one.path == (column,) and key in one.codes:
                return {"zh": one.codes[key].zh, "en": one.codes[key].en}
    return {"zh": key, "en": key}
