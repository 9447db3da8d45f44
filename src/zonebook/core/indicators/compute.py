"""Figures from definitions and an engine: the value, what it rests on, or why it is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from zonebook.core.indicators.answers import Engine, Statement, Totals
from zonebook.core.indicators.because import (
    choose,
    counted,
    covering,
    derived,
    named,
    nil,
    outside,
    reason,
    spellings,
    stated,
    unknown,
    valued,
)
from zonebook.core.indicators.definition import (
    Change,
    Combination,
    Indicator,
    Measure,
    ToDate,
    Words,
)
from zonebook.core.indicators.figure import Excluded, Figure
from zonebook.core.indicators.formulas import DIVIDE, FORMULAS, formula_of
from zonebook.core.indicators.generated import generated
from zonebook.core.indicators.intervals import over
from zonebook.core.indicators.silence import Asked, Silence, empty
from zonebook.core.period import Period
from zonebook.core.schema import Book
from zonebook.core.units import Units
from zonebook.core.values import Interval, Reason, Ref, Refused


@dataclass
class Computer:
    """Computes figures of one book at one time; asks each question of the engine once.

    `as_of`: statements released later do not count. `rows`: figures carry their record ids.
    `nouns`: what people call the tables.
    """

    book: Book
    units: Units
    indicators: Mapping[str, Indicator]
    engine: Engine
    as_of: date | None = None
    rows: bool = False
    nouns: Mapping[str, Words] = field(default_factory=dict)
    _figures: dict[tuple[str, Period], Figure] = field(default_factory=dict)
    _statements: dict[tuple[str, str], list[Statement]] = field(default_factory=dict)
    _empty: dict[str, bool] = field(default_factory=dict)

    def figures(self, keys: Iterable[str], period: Period) -> list[Figure]:
        """The figures of these keys in the period; Refused for a key that nobody defined."""
        wanted = [self.indicator(key) for key in keys]
        self.load_statements(wanted, period)
        return [self.figure(one, period) for one in wanted]

    @property
    def size(self) -> int:
        """How many figures it remembers."""
        return len(self._figures)

    def indicator(self, key: str) -> Indicator:
        """The definition of a key, generated ones (`n_signed.growth`) included."""
        found = self.indicators.get(key) or generated(key, self.indicators, self.units)
        if found is None:
            raise Refused(Reason("figures.unknown_key", {"key": key}))
        return found

    def figure(self, indicator: Indicator, period: Period) -> Figure:
        """One figure in one period."""
        if period.is_day and indicator.period_kind == "flow":
            args = {"name": indicator.name, "key": indicator.key, "period": str(period)}
            raise Refused(Reason("figures.flow_asked_for_day", args, (indicator.where,)))
        place = (indicator.key, period)
        if place not in self._figures:
            self._figures[place] = self.compute(indicator, period)
        return self._figures[place]

    def compute(self, indicator: Indicator, period: Period) -> Figure:
        """The figure by its kind: computed, stated, set by a document, or made of others."""
        if outside(indicator, period):
            return unknown(indicator, period, "figures.not_in_force", as_of=self.as_of)
        if indicator.measure is not None:
            return self.computed(indicator, indicator.measure, period)
        if indicator.formula is not None:
            return self.derived(indicator, period)
        if indicator.basis == "rule":
            return self.dated(indicator, period)
        return self.stated(indicator, period)

    # -- computed from records -------------------------------------------------------------

    def computed(self, indicator: Indicator, measure: Measure, period: Period) -> Figure:
        """The figure counted or summed from the rows of a register."""
        if self.is_empty(measure.table):
            return self.silent(indicator, measure, period, empty(self.called(measure.table)))
        if not self.rows:
            return self.counted(indicator, measure, period, self.engine.totals(measure, period))
        answer = self.engine.answer(measure, period)
        found = self.counted(indicator, measure, period, answer.totals)
        if found.basis == "statement":  # a zero of its own rows
            return found
        return replace(
            found,
            records=answer.counted,
            names=answer.distinct,
            excluded=tuple(Excluded(row, reason(why)) for row, why in answer.excluded),
        )

    def counted(
        self, indicator: Indicator, measure: Measure, period: Period, totals: Totals
    ) -> Figure:
        """The figure of these totals."""
        if measure.aggregate == "the" and totals.counted != 1:
            key = "figures.several_rows" if totals.counted else "figures.no_row"
            args = {"table": self.called(measure.table), "count": totals.counted}
            return replace(
                unknown(indicator, period, key, args, as_of=self.as_of), table=measure.table
            )
        silence = Asked(self.book, self.engine, period, self.called).silence(measure, totals)
        if silence is not None:
            return self.silent(indicator, measure, period, silence)
        exact = self.in_base_unit(indicator, measure, period, totals.value)
        found = valued(indicator, period, exact, Interval.exactly(exact), as_of=self.as_of)
        because = counted(indicator, self.called(measure.table), period, totals)
        return replace(found, table=measure.table, because=because)

    def silent(
        self, indicator: Indicator, measure: Measure, period: Period, silence: Silence
    ) -> Figure:
        """Zero where its office has stated that there was none, else unknown: no row says nothing."""
        none = unknown(indicator, period, *silence, as_of=self.as_of)
        if silence[0] == "figures.no_values" or measure.aggregate == "the":
            return replace(none, table=measure.table)
        texts = covering(period) if indicator.period_kind == "flow" else spellings(period)
        found = self.statements_of(indicator, texts)
        narrowest = min((texts.index(one.period) for one in found), default=0)
        said = [one for one in found if one.period == texts[narrowest]]
        chosen, left_out = choose(said, self.as_of)
        if chosen is None or chosen.digits:
            return replace(none, table=measure.table)
        unit = self.units.find(chosen.unit) or indicator.unit
        zero = valued(indicator, period, Fraction(0), Interval.exactly(0), as_of=self.as_of)
        return replace(
            zero,
            basis="statement",
            table="statement",
            records=(chosen.id,),
            excluded=tuple(Excluded(one.id, why) for one, why in left_out),
            because=(nil(chosen, unit, indicator, *silence),),
        )

    def called(self, table: str) -> Words | str:
        """What people call a table."""
        return self.nouns.get(table, table)

    def is_empty(self, table: str) -> bool:
        """Whether nobody has brought any row of this table yet."""
        if table not in self._empty:
            self._empty[table] = self.engine.is_empty(table)
        return self._empty[table]

    def in_base_unit(
        self, indicator: Indicator, measure: Measure, period: Period, value: int
    ) -> Fraction:
        """A sum in the unit of its column, or a count, in the base unit.

        The digits of a printed number stand in the figure's own unit, their decimals beside them.
        """
        if measure.aggregate == "the" and measure.column == "digits":
            places = self.engine.totals(replace(measure, column="decimals"), period).value
            return indicator.unit.to_base(Fraction(value, 10**places))
        if measure.aggregate not in ("sum", "the"):
            return Fraction(value)
        column = self.book.table[measure.table].by_name[measure.column]
        return self.units[column.unit].to_base(value) if column.unit else Fraction(value)

    # -- stated by an office ---------------------------------------------------------------

    def load_statements(self, indicators: Sequence[Indicator], period: Period) -> None:
        """Ask for all statements that these figures may need at once."""
        needed: dict[str, Indicator] = {}
        waiting = list(indicators)
        while waiting:
            one = waiting.pop()
            if one.key not in needed:
                needed[one.key] = one
                waiting += [self.indicator(key) for key in one.needs]
        stated = [
            key for key, one in needed.items() if one.basis == "statement" and not one.formula
        ]
        periods = [
            text
            for span in (period, period.years_earlier(), period.to_date())
            for text in spellings(span)
        ]
        missing = [
            key for key in stated if any((key, text) not in self._statements for text in periods)
        ]
        self.fetch(missing, list(dict.fromkeys(periods)))

    def fetch(self, keys: Sequence[str], periods: Sequence[str]) -> None:
        """Ask the engine for statements and keep them, whole: several pages may ask at once."""
        found: dict[tuple[str, str], list[Statement]] = {
            (key, text): [] for key in keys for text in periods
        }
        for one in self.engine.statements(keys, periods) if keys else ():
            found[one.indicator, one.period].append(one)
        self._statements |= found

    def statements_of(self, indicator: Indicator, texts: Sequence[str]) -> list[Statement]:
        """What is stated of a figure for the periods spelled so, in their order."""
        missing = [text for text in texts if (indicator.key, text) not in self._statements]
        self.fetch([indicator.key] if missing else [], texts)
        return [one for text in texts for one in self._statements.get((indicator.key, text), [])]

    def stated(self, indicator: Indicator, period: Period) -> Figure:
        """The figure as its office stated it: the highest vintage released by `as_of`."""
        found = self.statements_of(indicator, spellings(period))
        chosen, left_out = choose(found, self.as_of)
        excluded = tuple(Excluded(one.id, why) for one, why in left_out)
        if chosen is None:
            none = unknown(indicator, period, "figures.not_stated", as_of=self.as_of)
            return replace(none, table="statement", excluded=excluded)
        unit = self.units.find(chosen.unit)
        if unit is None or unit.base != indicator.unit.base:
            args = {"unit": chosen.unit, "number": chosen.number}
            return unknown(
                indicator, period, "figures.stated_in_other_unit", args, as_of=self.as_of
            )
        exact = unit.to_base(chosen.written.value)
        figure = valued(indicator, period, exact, chosen.interval(self.units), as_of=self.as_of)
        return replace(
            figure,
            table="statement",
            records=(chosen.id,),
            excluded=excluded,
            because=(stated(chosen, unit, indicator),),
        )

    # -- made of others --------------------------------------------------------------------

    def derived(self, indicator: Indicator, period: Period) -> Figure:
        """The figure made of others, which are its parts."""
        parts = tuple(self.parts(indicator, period))
        missing = [one for one in parts if one.exact is None]
        if missing:
            reasons = tuple(one.unknown for one in missing if one.unknown)
            spoken = zip(parts, named(parts), strict=True)
            args = {"names": [name for one, name in spoken if one.exact is None]}
            return self.without(indicator, period, "figures.part_unknown", args, parts, reasons)
        name = formula_of(indicator)
        intervals = [one.interval for one in parts if one.interval]
        divisor = intervals[-1] if name in DIVIDE else None
        try:
            exact = FORMULAS[name](*(one.exact for one in parts))
            interval = over(FORMULAS[name], *intervals, divisor=divisor)
        except ZeroDivisionError:
            return self.without(indicator, period, "figures.divided_by_zero", {}, parts, ())
        figure = valued(indicator, period, exact, interval, as_of=self.as_of)
        names = tuple(sorted({name for one in parts for name in one.names}))
        return replace(figure, parts=parts, names=names, because=(derived(indicator, parts),))

    def without(
        self,
        indicator: Indicator,
        period: Period,
        key: str,
        args: Mapping[str, object],
        parts: tuple[Figure, ...],
        because: tuple[Reason, ...],
    ) -> Figure:
        """A derived figure that has no value, with its parts."""
        none = unknown(indicator, period, key, args, as_of=self.as_of, because=because)
        return replace(none, parts=parts)

    def parts(self, indicator: Indicator, period: Period) -> Iterable[Figure]:
        """The figures that the formula names, each in its period."""
        match indicator.formula:
            case Combination(of=keys):
                return [self.figure(self.indicator(key), period) for key in keys]
            case Change(of=key):
                one = self.indicator(key)
                return [self.figure(one, period), self.figure(one, period.years_earlier())]
            case ToDate(of=key):
                return [self.figure(self.indicator(key), period.to_date())]
        raise AssertionError(f"{indicator.key} has no formula")

    def dated(self, indicator: Indicator, period: Period) -> Figure:
        """The value that the document in force on the last day sets."""
        known = [one for one in indicator.dated if one.since <= period.last_day]
        if not known:
            return unknown(indicator, period, "figures.not_in_force", as_of=self.as_of)
        latest = max(known, key=lambda one: one.since)
        exact = indicator.unit.to_base(latest.value)
        figure = valued(indicator, period, exact, Interval.exactly(exact), as_of=self.as_of)
        args = {"since": latest.since, "source": latest.source}
        refs = (indicator.where, Ref("document", latest.source))
        return replace(figure, because=(Reason("figures.set_by_document", args, refs),))
