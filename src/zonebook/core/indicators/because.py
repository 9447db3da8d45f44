"""Figures as values: with a value and its because, or without one and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from zonebook.core.indicators.answers import Statement, Totals
from zonebook.core.indicators.definition import Indicator, Words
from zonebook.core.indicators.figure import Figure
from zonebook.core.indicators.formulas import formula_of
from zonebook.core.period import Period
from zonebook.core.say import number
from zonebook.core.units import Unit
from zonebook.core.values import Interval, Reason, Ref, printed


def outside(indicator: Indicator, period: Period) -> bool:
    """Whether the definition was not in force on the last day of the period."""
    late = indicator.since is not None and period.last_day < indicator.since
    return late or (indicator.until is not None and period.start >= indicator.until)


def spellings(period: Period) -> list[str]:
    """How a statement may name the period: as itself, or, for a stock, by its last day."""
    day = str(Period.day(period.last_day))
    return [str(period)] if str(period) == day else [str(period), day]


def covering(period: Period) -> list[str]:
    """The periods that leave this one nothing where they had nothing: itself, its quarter, its year."""
    found = [str(period)]
    year, first, last = period.start.year, period.start.month, period.last_day.month
    if period.last_day.year == year:
        quarter = f"{year}-Q{(first + 2) // 3}"
        found += [quarter, str(year)] if (first + 2) // 3 == (last + 2) // 3 else [str(year)]
    return list(dict.fromkeys(found))


def choose(
    found: Sequence[Statement], as_of: date | None
) -> tuple[Statement | None, list[tuple[Statement, Reason]]]:
    """The statement that counts, and the others with why they do not."""
    late = [
        one
        for one in found
        if as_of is not None and (one.released_on is None or one.released_on > as_of)
    ]
    in_time = [one for one in found if one not in late]
    chosen = max(
        in_time, key=lambda one: (one.vintage_no, one.released_on or date.min, one.id), default=None
    )
    left_out = [(one, Reason("figures.released_later", {"as_of": as_of})) for one in late]
    left_out += [(one, Reason("figures.superseded_vintage")) for one in in_time if one != chosen]
    return chosen, sorted(left_out, key=lambda pair: pair[0].id)


def valued(
    indicator: Indicator, period: Period, exact: Fraction, interval: Interval, *, as_of: date | None
) -> Figure:
    """A figure with a value."""
    return Figure(
        key=indicator.key,
        name=indicator.name,
        value=printed(indicator.unit.from_base(exact), indicator.decimals),
        exact=exact,
        unit=indicator.unit,
        decimals=indicator.decimals,
        period=period,
        basis=indicator.basis,
        as_of=as_of,
        interval=interval,
    )


def unknown(
    indicator: Indicator,
    period: Period,
    key: str,
    args: Mapping[str, object] | None = None,
    *,
    as_of: date | None,
    because: tuple[Reason, ...] = (),
) -> Figure:
    """A figure without a value, and why."""
    named = {"name": indicator.name, "period": period, **(args or {})}
    why = Reason(key, named, (indicator.where,), because)
    return Figure(
        key=indicator.key,
        name=indicator.name,
        value=None,
        exact=None,
        unit=indicator.unit,
        decimals=indicator.decimals,
        period=period,
        basis=indicator.basis,
        as_of=as_of,
        because=(why,),
        unknown=why,
    )


def reason(name: str) -> Reason:
    """The reason that a counting rule names."""
    return Reason(f"figures.{name}")


def figure_ref(figure: Figure) -> Ref:
    """A reference to a figure in its period."""
    return Ref("figure", figure.key, str(figure.period))


def counted(
    indicator: Indicator, noun: Words | str, period: Period, totals: Totals
) -> tuple[Reason, ...]:
    """The because of a computed figure: how many rows of which table, how many left out and why."""
    opens = Ref("figure", indicator.key, str(period))
    papers = (Ref("document", indicator.source),) if indicator.source else ()
    aggregate = indicator.measure.aggregate if indicator.measure else "count"
    rows = {"count": totals.counted, "table": noun}
    left_out = [
        Reason("figures.left_out", {"count": number, "why": reason(name)}, (opens,))
        for name, number in sorted(totals.left_out.items())
    ]
    return (Reason(f"figures.{aggregate}", rows, (indicator.where, opens, *papers)), *left_out)


def stated(one: Statement, unit: Unit, indicator: Indicator) -> Reason:
    """The because of a stated figure: who said it, when, in which vintage, on which paper."""
    papers = (Ref("record", one.document, "document"),) if one.document else ()
    refs = (Ref("record", one.number, "statement"), *papers, indicator.where)
    spoken = indicator.unit if indicator.unit.key == unit.key else unit
    moved, words = spoken.said(one.written.value, "en")
    args = {
        "issuer": one.issuer,
        "released_on": one.released_on or "",
        "vintage": Reason(f"figures.vintage.{one.vintage}"),
        "digits": {"zh": number(one.written.value), "en": number(moved)},
        "unit": {"zh": unit.zh, "en": words if words == "%" else f" {words}".rstrip()},
    }
    return Reason("figures.stated", args, refs)


def nil(
    one: Statement, unit: Unit, indicator: Indicator, key: str, args: Mapping[str, object]
) -> Reason:
    """The because of a zero that its office stated: the statement, and what the register lacks."""
    said = stated(one, unit, indicator)
    args = {"table": args["table"], "of": Period.parse(one.period), "stated": said}
    return Reason("figures.stated_none", args, said.refs)


def named(parts: Sequence[Figure]) -> list[object]:
    """The names of the parts, with the period of each where they are not all of one."""
    if len({one.period for one in parts}) < 2:
        return [one.name for one in parts]
    return [Reason("figures.of_period", {"name": one.name, "period": one.period}) for one in parts]


def derived(indicator: Indicator, parts: Sequence[Figure]) -> Reason:
    """The because of a figure made of others: the formula, the parts and all that they rest on."""
    return Reason(
        f"figures.{formula_of(indicator)}",
        {"names": named(parts)},
        (indicator.where, *(figure_ref(one) for one in parts)),
        tuple(reason for one in parts for reason in one.because),
    )
