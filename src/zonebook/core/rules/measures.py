"""What a rule may ask about an enterprise: measures that are filed, and those derived from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from zonebook.core.catalog import Catalog, Located, refusal

Kind = Literal["number", "flag", "level", "choice", "code", "records", "grade"]
Form = Literal["ratio", "growth", "links", "cagr", "mean", "sum", "min", "max"]

# The smallest part of one unit that is kept: fen for money, hundredths of a person on average.
GRAINS = {
    "wan_yuan": 1_000_000,
    "person": 100,
    "year": 100,
    "percent": 10_000,
    "point": 100,
    "square_metre": 100,
}


@dataclass(frozen=True)
class Derived:
    """How a derived measure comes from filed ones; `years` count back from the reference year 0.

    ratio: factor x sum of `of` over `years` / sum of `over` over the same years.
    growth: year 0 over the year before; links: mean of the two yearly growths;
    cagr: compound growth a year from the oldest of `years` to the latest; mean, sum, min, max.
    """

    form: Form
    of: Measure
    years: tuple[int, ...]
    over: Measure | None = None
    factor: int = 1
    while_operating: bool = False
    zero_base: Literal["", "later_link"] = ""


@dataclass(frozen=True)
class Measure:
    """One measure: its names, unit and type; `derived` where it is computed."""

    key: str
    zh: str
    en: str
    unit: str
    type: Kind = "number"
    kind: str = "stock"
    values: tuple[str, ...] = ()
    signed: bool = False
    part_of: str = ""
    derived: Derived | None = None
    where: str = ""

    @property
    def grain(self) -> int:
        """How many of its smallest parts make one unit."""
        return GRAINS.get(self.unit, 1)

    @property
    def name(self) -> Mapping[str, str]:
        """Its name in both languages."""
        return {"zh": self.zh, "en": self.en}

    def inputs(self) -> tuple[Measure, ...]:
        """The filed measures that it needs."""
        if self.derived is None:
            return (self,)
        parts = [self.derived.of, *([self.derived.over] if self.derived.over else [])]
        return tuple(dict.fromkeys(one for part in parts for one in part.inputs()))


@cache
def inputs_of(measure: Measure) -> tuple[tuple[Measure, int], ...]:
    """The filed measures and years that a measure is made of."""
    how = measure.derived
    if how is None:
        return ((measure, 0),)
    parts = [how.of, *([how.over] if how.over else [])]
    years = how.years if how.form != "growth" else (0, 1)
    return tuple(
        dict.fromkeys(
            (one, back + year) for part in parts for year in years for one, back in inputs_of(part)
        )
    )


class Measures(dict[str, Measure]):
    """All measures by key, filed and derived."""


def read_measures(catalog: Catalog) -> Measures:
    """The measures of `codes/measures.yaml`; Refused where one names a measure that is not there."""
    rows = catalog.table("codes/measures")
    found = Measures()
    for key, row in rows.items():
        found[key] = measure_of(key, row, found)
    for one in found.values():
        if one.part_of and one.part_of not in found:
            raise refusal("rules.unknown_measure", one.where, measure=one.part_of)
    return found


def measure_of(key: str, row: Located, earlier: Mapping[str, Measure]) -> Measure:
    """One row of the list; a derived measure stands below what it is made of."""
    return Measure(
        key,
        row["zh"],
        row["en"],
        row["unit"],
        row.get("type", "number"),
        row.get("kind", "stock"),
        tuple(row.get("values", ())),
        row.get("signed", False),
        row.get("part_of", ""),
        derived_of(row, earlier) if "form" in row else None,
        row.where(),
    )


def derived_of(row: Located, earlier: Mapping[str, Measure]) -> Derived:
    """How the row is computed."""

    def named(word: str) -> Measure:
        if row[word] not in earlier:
            raise refusal("rules.unknown_measure", row.where(word), measure=row[word])
        return earlier[row[word]]

    return Derived(
        row["form"],
        named("of"),
        tuple(sorted(row.get("years_back", [0]))),
        named("over") if "over" in row else None,
        row.get("factor", 1),
        row.get("while_operating", False),
        row.get("zero_base", ""),
    )
