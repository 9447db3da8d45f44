"""What figures must agree on: sums, hulls of growth, stocks that flow; each with its class.

- `exact`: computed from the same records, so both sides must be equal, and by name where the stock
  counts entities: who is there at the close and was not at the opening must be among the new.
- `rounding`: both sides are rounded; they agree if some exact numbers print like all of them.
- `scope`: as rounding, but the parts cover the whole only where scopes coincide (industry with
  divisions 11 and 43 is wider than its share of the secondary sector); a gap asks for the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Literal, TypeAlias

from zonebook.core.catalog import Catalog, Located, refusal
from zonebook.core.indicators.because import figure_ref
from zonebook.core.indicators.compute import Computer
from zonebook.core.indicators.definition import Words
from zonebook.core.indicators.figure import Figure, exact_text
from zonebook.core.indicators.formulas import FORMULAS
from zonebook.core.indicators.intervals import hull, over
from zonebook.core.period import Period
from zonebook.core.values import Interval, Reason, Ref

Class: TypeAlias = Literal["exact", "rounding", "scope"]
Agreement: TypeAlias = Literal["consistent", "to_check", "no_data"]


@dataclass(frozen=True)
class Identity:
    """One identity of the catalogue: `total` = sum of `parts`, or lies in their hull, or stock-flow."""

    key: str
    name: Words
    class_: Class
    shape: Literal["sum", "hull", "stock_flow"]
    total: str
    parts: tuple[str, ...]
    minus: tuple[str, ...]
    where: Ref

    @property
    def keys(self) -> tuple[str, ...]:
        """The figures that it speaks of."""
        return (self.total, *self.parts, *self.minus)


@dataclass(frozen=True)
class Checked:
    """Whether an identity holds in a period; `names` are ids that only one side has."""

    identity: Identity
    period: Period
    agreement: Agreement
    left: Interval | None
    right: Interval | None
    figures: tuple[Figure, ...]
    because: Reason
    names: tuple[int, ...] = ()


def identities(catalog: Catalog, known: Mapping[str, object]) -> list[Identity]:
    """All identities of the catalogue; Refused where one names a figure that nobody defined."""
    found = [read_identity(row) for row in catalog.kind("identities").values()]
    for one in found:
        for key in one.keys:
            if key not in known:
                raise refusal("figures.unknown_figure", one.where.where, key=key, of=one.key)
    return found


def read_identity(row: Located) -> Identity:
    """One identity from its YAML file."""
    shapes: dict[str, Literal["sum", "hull", "stock_flow"]] = {
        "total": "sum",
        "hull_of": "hull",
        "stock": "stock_flow",
    }
    [word] = [one for one in shapes if one in row]
    return Identity(
        key=row["key"],
        name=row["name"],
        class_=row["class"],
        shape=shapes[word],
        total=row[word],
        parts=tuple(row.get("parts", ()) or row.get("plus", ())),
        minus=tuple(row.get("minus", ())),
        where=row.ref("key"),
    )


def check(identity: Identity, computer: Computer, period: Period) -> Checked:
    """Whether the identity holds among the figures of the period."""
    figures = terms(identity, computer, period)
    missing = [one for one in figures if one.interval is None]
    if missing:
        why = Reason(
            "figures.identity.no_data",
            {"names": [one.name for one in missing]},
            (identity.where,),
            tuple(one.unknown for one in missing if one.unknown),
        )
        return Checked(identity, period, "no_data", None, None, figures, why)
    left, right = sides(identity, figures)
    names = unexplained(identity, figures)
    agrees = left.meets(right) and not names
    args = {
        "name": identity.name,
        "left": shown(left, figures[0]),
        "right": shown(right, figures[0]),
        "count": len(names),
    }
    state = "consistent" if agrees else identity.class_
    refs = (identity.where, *(figure_ref(one) for one in figures))
    why = Reason(f"figures.identity.{state}", args, refs)
    agreement: Agreement = "consistent" if agrees else "to_check"
    return Checked(identity, period, agreement, left, right, figures, why, names)


def terms(identity: Identity, computer: Computer, period: Period) -> tuple[Figure, ...]:
    """The figures: the total, then the parts; a stock stands at its close, then at its opening."""
    keys = list(identity.keys)
    if identity.shape == "stock_flow":
        opening = Period.day(period.start - timedelta(1))
        [closing, *flows] = computer.figures(keys, period)
        return (closing, *computer.figures([identity.total], opening), *flows)
    return tuple(computer.figures(keys, period))


def sides(identity: Identity, figures: tuple[Figure, ...]) -> tuple[Interval, Interval]:
    """What the total may be, and what the parts say that it may be."""
    [left, *rest] = [one.interval for one in figures if one.interval is not None]
    if identity.shape == "hull":
        return left, hull(*rest)
    if identity.shape == "sum":
        return left, over(FORMULAS["sum_of"], *rest)
    plus = len(identity.parts) + 1
    came = over(FORMULAS["sum_of"], *rest[:plus])
    return left, over(FORMULAS["difference_of"], came, *rest[plus:])


def unexplained(identity: Identity, figures: tuple[Figure, ...]) -> tuple[int, ...]:
    """Entities whose coming or going no flow names, or that a flow names and the stock does not."""
    if identity.shape != "stock_flow" or not all(one.names for one in figures[:2]):
        return ()
    closing, opening, *flows = (set(one.names) for one in figures)
    came = set().union(*flows[: len(identity.parts)])
    left = set().union(*flows[len(identity.parts) :])
    wrong = ((opening | came) - left) ^ closing
    return tuple(sorted(wrong))


def shown(interval: Interval, like: Figure) -> dict[str, str]:
    """An interval in the unit of a figure, as people of each language write it."""
    ends = [like.unit.from_base(end) for end in (interval.low, interval.high)]
    places, words = like.unit.fitting(max(map(abs, ends))).english
    moved = [end * Fraction(10) ** places for end in ends]
    return {
        "zh": f"{between(*ends)} {like.unit.zh}".strip(),
        "en": (
            f"{between(*moved)} {words}" if words else f"{between(*ends)} {like.unit.en}"
        ).strip(),
    }


def between(low: Fraction, high: Fraction) -> str:
    """Two ends as one number where they meet, else as a span."""
    return exact_text(low) if low == high else f"{exact_text(low)}–{exact_text(high)}"
