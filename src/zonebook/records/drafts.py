"""What the draft check asks of the book: figures, earlier values, names and respondents; bindings.

Book()                       the book of the home that is open, for core.bulletin.against
learned() · learn(…) · forget(…)   the bindings that people confirmed, in bindings.yaml of the home,
                             each change with an audit row: who, when, what stood there before
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from zonebook.core.bulletin.against import Headlines, Place, Said, Share
from zonebook.core.bulletin.binding import Learned
from zonebook.core.bulletin.links import Links, read_links
from zonebook.core.catalog import parse
from zonebook.core.indicators import Figure, Indicator
from zonebook.core.indicators.compute import Computer
from zonebook.core.period import Period
from zonebook.core.units import Unit
from zonebook.core.values import Reason, Refused
from zonebook.records import figures as door
from zonebook.records import write
from zonebook.records import zone as zones
from zonebook.records.models import Audit, Person, ReleaseFigure

BINDINGS = "bindings.yaml"


@dataclass
class Book:
    """The book of the home that is open, as the draft check asks it; each figure is computed once.

    `as_of`: the day of the draft; statements released later are not yet to be told.
    """

    as_of: date | None = None
    _known: dict[Place, Figure | None] = field(default_factory=dict)
    _said: dict[Place, list[Said]] = field(default_factory=dict)

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """The definitions of the zone's catalogue."""
        return door.definitions(zones.catalog())

    @cached_property
    def links(self) -> Links:
        """How prose calls these figures."""
        zone = zones.zone()
        short = zone.source.get("short", {})
        return read_links(zones.catalog(), self.indicators, (zone.name["zh"], short.get("zh", "")))

    @cached_property
    def headlines(self) -> Headlines:
        """What a report of a year must tell."""
        row = zones.catalog().kind("binding")["headlines"]
        return Headlines(row["titles"], row["other"], row["figures"])

    @cached_property
    def respondents_rules(self) -> Mapping[str, Mapping[str, Any]]:
        """The sums behind which respondents stand."""
        return zones.catalog().kind("binding")["disclosure"]["sums"]  # type: ignore[no-any-return]

    # -- figures -------------------------------------------------------------------------------

    def figures(self, wanted: Iterable[Place]) -> Mapping[Place, Figure]:
        """The figures of these keys and periods; a key or period that makes none is left out."""
        asked = list(dict.fromkeys(wanted))
        fresh = [place for place in asked if place not in self._known]
        for period in dict.fromkeys(period for _, period in fresh):
            self._load([key for key, at in fresh if at == period], period)
        self._load_releases(fresh)
        found = {place: self._known[place] for place in asked}
        return {place: figure for place, figure in found.items() if figure is not None}

    def _load(self, keys: Sequence[str], period: str) -> None:
        """Compute figures of one period and keep them."""
        made, at = door.computer(as_of=self.as_of), Period.parse(period)
        try:
            found = made.figures(keys, at)
        except Refused:  # one is growth of a statement or a flow on a day: find out which
            found = [self._one(made, key, at) for key in keys]
        self._known |= {(key, period): one for key, one in zip(keys, found, strict=True)}

    def _one(self, made: Computer, key: str, at: Period) -> Figure | None:
        """One figure; None where there is no such figure in such a period."""
        try:
            return made.figures([key], at)[0]
        except Refused:
            return None

    def _load_releases(self, places: Sequence[Place]) -> None:
        """Keep what approved releases said of these figures, newest first."""
        rows = ReleaseFigure.objects.filter(
            key__in={key for key, _ in places},
            period__in={period for _, period in places},
            value__isnull=False,
            release__approval__isnull=False,
            release__voided_by=None,
        ).exclude(place__startswith="target:")
        for place in places:
            self._said.setdefault(place, [])
        for row in rows.select_related("release").order_by("-release_id"):
            if (row.key, row.period) in self._said and row.exact is not None:
                number = row.release.number
                said = Said(Fraction(row.exact), f"{row.release.title}（{number}）", number)
                self._said[row.key, row.period].append(said)

    def earlier(self, place: Place) -> Sequence[Said]:
        """What approved releases and earlier vintages of a statement said, newest first."""
        return [*self._said.get(place, []), *self._vintages(place, self._known.get(place))]

    def _vintages(self, place: Place, figure: Figure | None) -> list[Said]:
        """The earlier vintages of a statement."""
        if figure is None or figure.table != "statement":
            return []
        units = zones.catalog().units
        found = []
        for row in door.opened(door.trace(*place, as_of=self.as_of))[1]:
            unit = units.find(str(row.values["unit"]))
            late = row.reason is not None and row.reason.key == "figures.released_later"
            if unit is not None and unit.base == figure.base_unit and not late:
                found.append(Said(stated(row.values, unit), told(row.values)))
        return found[::-1]

    def unpublished(self, place: Place) -> Reason | None:
        """Why a figure is not to be told yet: the book holds it, to be released on a later day."""
        figure = self._known.get(place)
        if figure is None or figure.exact is not None or self.as_of is None:
            return None
        later = door.figures([place[0]], place[1])[0]
        if later.exact is None:
            return None
        return Reason("check.released_later", {"name": figure.name, "as_of": self.as_of})

    # -- records -------------------------------------------------------------------------------

    def names(self, place: Place) -> Sequence[str]:
        """What the records are called that a count counts."""
        figure = self._known.get(place)
        if figure is None or figure.basis != "computed" or figure.table in ("statement", "target"):
            return ()
        counted, _ = door.opened(door.trace(*place, as_of=self.as_of))
        return [one.label for one in counted if one.label != one.number]

    def respondents(self, place: Place) -> Sequence[Share]:
        """Who stands behind a sum: the records' names, with the amounts of each together."""
        rule = self.respondents_rules.get(place[0], {})
        if counter := rule.get("counted_by"):
            number = self.figures([(counter, place[1])]).get((counter, place[1]))
            count = int(number.exact) if number is not None and number.exact is not None else 0
            return [Share(str(i), Fraction(0)) for i in range(count)]
        measure = self.indicators[place[0]].measure
        if measure is None or measure.aggregate != "sum":
            return ()
        amounts: dict[str, Fraction] = {}
        for one in door.opened(door.trace(*place, as_of=self.as_of))[0]:
            amount = Fraction(one.values.get(measure.column) or 0)
            amounts[one.label] = amounts.get(one.label, Fraction(0)) + amount
        return [Share(who, amount) for who, amount in amounts.items()]


def stated(row: Mapping[str, Any], unit: Unit) -> Fraction:
    """A stated number in the base unit of its figure."""
    return unit.to_base(Decimal(row["digits"]).scaleb(-row["decimals"]))


def told(row: Mapping[str, Any]) -> str:
    """Who stated a number, and when."""
    return f"{row.get('issuer', '')}（{row.get('released_on') or ''}）"


# -- bindings that people confirmed ------------------------------------------------------------


def learned() -> tuple[Learned, ...]:
    """The bindings that people confirmed in this home, oldest first."""
    path = Path(settings.HOME) / BINDINGS
    if not path.exists():
        return ()
    rows = parse(path.read_text(encoding="utf-8"), BINDINGS).get("bindings", [])
    return tuple(Learned(**{name: row[name] for name in Learned.__slots__}) for row in rows)


def learn(one: Learned, *, by: Person, on: date) -> None:
    """Remember a binding; a later one of the same words, kind and unit stands in for it.

    Refused where the words are empty (such a binding would fit anything) or the figure is unknown.
    """
    if not one.phrase:
        raise Refused(Reason("check.nothing_to_learn"))
    door.computer().indicator(one.indicator)  # Refused where nobody defined it
    change(one, {**values(one), "by": by.key, "on": on.isoformat()}, by=by, on=on)


def forget(one: Learned, *, by: Person, on: date) -> None:
    """Forget a binding that somebody confirmed by mistake."""
    change(one, {}, by=by, on=on)


def change(one: Learned, after: dict[str, str], *, by: Person, on: date) -> None:
    """Put a row in the place of what was known of the same words; nothing to forget, nothing told."""
    rows = rows_of_bindings()
    before = next((dict(row) for row in rows if same_words(row, one)), {})
    if not before and not after:
        return
    verb = "change" if before and after else "add" if after else "remove"
    with write.batch(by=by, on=on, kind="draft", why=one.phrase) as writing:
        Audit.objects.create(
            batch=writing.row, noun="draft_binding", record_id=0, verb=verb,
            before=before and told_row(before), after=after,
        )  # fmt: skip
        kept = [row for row in rows if not same_words(row, one)]
        keep([*kept, after] if after else kept)  # last: where the file fails, nothing is told


def told_row(row: Mapping[str, Any]) -> dict[str, str]:
    """A row of the file as the trail keeps it."""
    return {name: str(value) for name, value in row.items()}


def values(one: Learned) -> dict[str, str]:
    """A binding as a row."""
    return {name: getattr(one, name) for name in Learned.__slots__}


def same_words(row: Mapping[str, Any], one: Learned) -> bool:
    """Whether a row is about the same words, kind and unit."""
    return (row["phrase"], row["kind"], row["unit"]) == (one.phrase, one.kind, one.unit)


def rows_of_bindings() -> list[dict[str, Any]]:
    """The rows of the file, with who confirmed them and when."""
    path = Path(settings.HOME) / BINDINGS
    if not path.exists():
        return []
    return [dict(row) for row in parse(path.read_text("utf-8"), BINDINGS).get("bindings", [])]


def keep(rows: Sequence[Mapping[str, Any]]) -> None:
    """Write all rows beside the file and put it in place at once."""
    home = Path(settings.HOME)
    text = yaml.safe_dump(
        {"key": "bindings", "bindings": [{k: str(v) for k, v in row.items()} for row in rows]},
        allow_unicode=True,
        sort_keys=False,
    )
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=home, delete=False) as file:
        file.write(text)
    os.replace(file.name, home / BINDINGS)
