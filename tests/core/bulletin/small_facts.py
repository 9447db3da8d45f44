"""A book of a few figures written in the notation of the trade: `gdp@2023 = 352.3亿元`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.records.small_books import catalog, definitions
from zonebook.core.bulletin.against import Headlines, Place, Said, Share
from zonebook.core.bulletin.links import read_links
from zonebook.core.indicators import Figure, Indicator
from zonebook.core.indicators.formulas import FORMULAS, formula_of
from zonebook.core.indicators.generated import generated
from zonebook.core.period import Period
from zonebook.core.units import Unit
from zonebook.core.values import Interval, Reason, printed

OWN = ("兰州高新技术产业开发区", "兰州高新区")
LINKS = read_links(catalog(), definitions(), OWN)


def amount(text: str) -> tuple[Fraction, Unit]:
    """`352.3亿元` in its base unit."""
    digits = next((i for i, c in enumerate(text) if not (c.isdigit() or c in ".-")), len(text))
    unit = catalog().units.find(text[digits:]) or catalog().units["count"]
    return unit.to_base(Decimal(text[:digits])), unit


class SmallFacts:
    """Figures, earlier values, embargoed figures, names and respondents as a case lists them."""

    links = LINKS

    def __init__(self, case: Mapping[str, object]) -> None:
        self.indicators: Mapping[str, Indicator] = definitions()
        self.rows = dict(line.split(" = ") for line in case.get("book", ()))
        self.before = dict(line.split(" = ") for line in case.get("earlier", ()))
        self.embargoed = set(case.get("embargoed", ()))
        self.listed: Mapping[str, list[str]] = case.get("names", {})
        self.behind: Mapping[str, list[int]] = case.get("respondents", {})
        lexicon = catalog().kind("binding")
        row = lexicon["headlines"]
        self.headlines = Headlines(row["titles"], row["other"], row["figures"])
        self.respondents_rules = lexicon["disclosure"]["sums"]

    def figure(self, place: Place) -> Figure | None:
        """One figure: stated in the case, made of others, or unknown."""
        key, period = place
        one = self.indicators.get(key) or generated(key, self.indicators, catalog().units)
        if one is None:
            return None
        at = Period.parse(period)
        unknown = Figure(
            key, one.name, None, None, one.unit, one.decimals, at, one.basis,
            unknown=Reason("figures.not_stated", {"name": one.name, "period": at}),
        )  # fmt: skip
        if (text := self.rows.get(f"{key}@{period}")) is None:
            return self.derived(one, unknown) if one.formula else unknown
        if text == "not in force":
            return self.made(unknown, None, Reason("figures.not_in_force"))
        return self.made(unknown, amount(text)[0])

    def made(self, figure: Figure, exact: Fraction | None, why: Reason | None = None) -> Figure:
        """A figure with a value, or with why it has none."""
        value = None if exact is None else printed(figure.unit.from_base(exact), figure.decimals)
        told = None if exact is None else Interval.exactly(exact)
        return Figure(
            figure.key, figure.name, value, exact, figure.unit, figure.decimals, figure.period,
            figure.basis, parts=figure.parts, unknown=why, interval=told,
        )  # fmt: skip

    def derived(self, one: Indicator, unknown: Figure) -> Figure:
        """A figure made of others, with its parts."""
        at = unknown.period
        places = [(key, str(at)) for key in one.needs]
        if hasattr(one.formula, "of") and isinstance(one.formula.of, str):
            places.append((one.formula.of, str(at.years_earlier())))
        parts = [part for place in places if (part := self.figure(place)) is not None]
        unknown = Figure(
            unknown.key, unknown.name, None, None, unknown.unit, unknown.decimals, at,
            unknown.basis, parts=tuple(parts), unknown=unknown.unknown,
        )  # fmt: skip
        if any(part.exact is None for part in parts):
            return unknown
        return self.made(unknown, FORMULAS[formula_of(one)](*(part.exact for part in parts)))

    def figures(self, wanted: Iterable[Place]) -> Mapping[Place, Figure]:
        """The figures of these places."""
        found = {place: self.figure(place) for place in wanted}
        return {place: one for place, one in found.items() if one is not None}

    def earlier(self, place: Place) -> Sequence[Said]:
        """Earlier values: `gdp@2023 = 350.1亿元`, released by FB-1."""
        text = self.before.get("@".join(place))
        return [Said(amount(text)[0], "2023年年报（FB-1）", "FB-1")] if text else []

    def unpublished(self, place: Place) -> Reason | None:
        """Why a figure may not be told."""
        if "@".join(place) not in self.embargoed:
            return None
        name = self.indicators[place[0]].name
        return Reason("check.released_later", {"name": name, "as_of": date(2024, 1, 20)})

    def names(self, place: Place) -> Sequence[str]:
        """What the counted records are called."""
        return self.listed.get("@".join(place), [])

    def respondents(self, place: Place) -> Sequence[Share]:
        """Who stands behind a sum."""
        return [Share(str(i), Fraction(n)) for i, n in enumerate(self.behind.get(place[0], ()))]
