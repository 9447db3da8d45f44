"""Figures held still: value, definition, and a hash of every row that they rest on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zonebook.core.indicators import Figure, Indicator
from zonebook.core.indicators.figure import exact_text
from zonebook.core.indicators.formulas import formula_of
from zonebook.core.say import plain
from zonebook.records import figures, schema
from zonebook.records import zone as zones

Columns = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """A row behind a figure: what it adds in the base unit, for whom it counts, and its hash."""

    table: str
    id: int
    hash: str
    adds: str = "0"
    who: str = ""
    label: str = ""
    reason: str = ""

    def to_json(self) -> list[Any]:
        """The row as a release keeps it."""
        return [self.table, self.id, self.hash, self.adds, self.who, self.label, self.reason]

    @classmethod
    def from_json(cls, row: list[Any]) -> Row:
        """The row as a release kept it."""
        return cls(*row)


@dataclass(frozen=True)
class FrozenFigure:
    """A figure with all that made it; `parts` are the places of the figures it is made of."""

    reference: str
    place: str
    key: str
    name: Mapping[str, str]
    period: str
    value: Decimal | None
    exact: Fraction | None
    unit: str
    decimals: int
    basis: str
    unknown: Mapping[str, Any] | None = None
    because: tuple[Any, ...] = ()
    definition: Mapping[str, Any] = field(default_factory=dict)
    formula: str = ""
    parts: tuple[str, ...] = ()
    rows: Mapping[str, Row] = field(default_factory=dict)
    left_out: Mapping[str, Row] = field(default_factory=dict)


@dataclass(frozen=True)
class Frozen:
    """All figures of a bulletin at one time, by place, and the columns of their rows by number.

    `batch` is the last writing that they could see; None where they were read just now.
    """

    figures: Mapping[str, FrozenFigure]
    columns: Mapping[str, Columns]
    batch: int | None = None

    @property
    def named(self) -> dict[str, FrozenFigure]:
        """The figures that the text names, by reference."""
        return {one.reference: one for one in self.figures.values() if one.reference}


def freeze(found: Mapping[str, Figure]) -> Frozen:
    """Hold figures still that were asked for with their rows."""
    every = list(walked(found.values()))
    rows = read_rows(every)
    named: dict[str, str] = {}
    for reference, figure in found.items():
        named.setdefault(place_of(figure), reference)
    known = figures.computer()
    made = {
        place_of(one): held(one, known.indicator(one.key), named.get(place_of(one), ""), rows)
        for one in every
    }
    columns = {row["number"]: plain_row(row) for one in rows.values() for row in one.values()}
    return Frozen(made, columns)


def place_of(figure: Figure) -> str:
    """What a figure is called among all: `gdp@2023`, `target:gdp@2024`."""
    return f"{'target:' if figure.table == 'target' else ''}{figure.key}@{figure.period}"


def walked(found: Iterable[Figure]) -> Iterator[Figure]:
    """The figures and all their parts."""
    seen: dict[str, Figure] = {}
    waiting = list(found)
    while waiting:
        one = waiting.pop(0)
        if seen.setdefault(place_of(one), one) is one:
            waiting += one.parts
    yield from seen.values()


def read_rows(found: Iterable[Figure]) -> dict[str, dict[int, dict[str, Any]]]:
    """The rows of all these figures, each read once."""
    ids: dict[str, dict[int, None]] = {}
    for one in found:
        wanted = [*one.records, *(other.id for other in one.excluded)]
        if wanted:
            ids.setdefault(one.table, {}).update(dict.fromkeys(wanted))
    return {table: figures.read(table, list(wanted)) for table, wanted in ids.items()}


def held(
    figure: Figure,
    indicator: Indicator,
    reference: str,
    rows: Mapping[str, Mapping[int, dict[str, Any]]],
) -> FrozenFigure:
    """One figure held still."""
    sentences, own = zones.catalog().sentences, rows.get(figure.table, {})
    counted = {own[pk]["number"]: row_of(figure, indicator, own[pk]) for pk in figure.records}
    left_out = {
        own[one.id]["number"]: Row(
            figure.table, one.id, hash_of(own[one.id]), reason=one.reason.key
        )
        for one in figure.excluded
    }
    return FrozenFigure(
        reference=reference,
        place=place_of(figure),
        key=figure.key,
        name=figure.name,
        period=str(figure.period),
        value=figure.value,
        exact=figure.exact,
        unit=figure.unit.key,
        decimals=figure.decimals,
        basis=figure.basis,
        unknown=sentences.to_json(figure.unknown) if figure.unknown else None,
        because=tuple(sentences.to_json(one) for one in figure.because),
        definition=definition_of(figure.key),
        formula=formula_of(indicator) if indicator.formula and figure.table != "target" else "",
        parts=tuple(place_of(one) for one in figure.parts),
        rows=counted,
        left_out=left_out,
    )


def row_of(figure: Figure, indicator: Indicator, row: Columns) -> Row:
    """A counting row: one, its column's value in the base unit, or the value that it states."""
    adds, who, measure = Fraction(1), "", indicator.measure
    if figure.table in ("statement", "target"):
        adds = figure.exact or Fraction(0)
        who = f"{row.get('vintage', '')}/{row.get('vintage_no', '')}"
    elif measure is not None and measure.aggregate in ("sum", "the"):
        unit = schema.book().table[measure.table].by_name[measure.column].unit
        value = row[measure.column]
        adds = zones.catalog().units[unit].to_base(value) if unit else Fraction(value)
    elif measure is not None and measure.aggregate == "count_distinct":
        who = str(row[measure.column])
    return Row(figure.table, row["id"], hash_of(row), exact_text(adds), who, row[""])


def definition_of(key: str) -> dict[str, Any]:
    """The definition as the catalogue states it; of a generated figure that of its base."""
    base = key.partition(".")[0]
    row = plain(zones.catalog().kind("indicators").get(base, {}))
    return row if base == key else {"generated": key, "of": row}


def plain_row(row: Columns) -> dict[str, Any]:
    """The columns of a row as JSON; empty ones are left out."""
    return {k: plain(v) for k, v in row.items() if k and v not in (None, "")}


def hash_of(row: Columns) -> str:
    """The first 128 bits of SHA-256 over the columns of a row in canonical JSON."""
    text = json.dumps(
        plain_row(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()[:32]
