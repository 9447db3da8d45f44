"""Figures in the words of the pages: the number, last year's, what it must agree with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from zonebook.core import say as words
from zonebook.core.indicators import Figure
from zonebook.core.indicators.compute import Computer
from zonebook.core.period import Period
from zonebook.core.values import printed
from zonebook.desk.language import lang, named, say
from zonebook.records import figures as book
from zonebook.records import zone as zones
from zonebook.records.models.people import SYSTEMS

# The twelve of the home page, in their order.
MAIN = (
    "gdp",
    "fai",
    "retail",
    "n_new_ent",
    "n_new_sole",
    "n_hnte",
    "n_zjtx",
    "n_above",
    "n_signed",
    "amt_signed",
    "n_leads",
    "rate_major",
)
SHAPES = {"consistent": ("holds", "●"), "to_check": ("ask", "▲"), "no_data": ("open", "○")}


@dataclass(frozen=True)
class Shown:
    """A figure as it prints."""

    figure: Figure
    name: str
    value: str
    unit: str
    period: str
    as_of: str
    basis: str
    definition: str
    address: str
    unknown: str

    @property
    def full(self) -> str:
        """Value and unit in one."""
        return joined(self.value, self.unit)

    @property
    def beside(self) -> str:
        """The number beside others of its unit, which is said once: a share keeps its %."""
        return self.full if self.unit == "%" else self.value

    @property
    def known_value(self) -> str:
        """Value and unit; nothing where the value is unknown."""
        return "" if self.figure.value is None else self.full


@dataclass(frozen=True)
class Change:
    """A figure against the same period of the year before."""

    then: Shown
    words: str
    way: str
    short: str  # what a tile has room for


@dataclass(frozen=True)
class Check:
    """An identity that the figure takes part in: it holds, it is to be checked, or it has no data."""

    key: str
    name: str
    state: str
    words: str
    shape: str
    label: str


def joined(value: str, unit: str) -> str:
    """A number with its unit as a line of text has it: 97.3亿元, 2.2%, 19 items."""
    if lang() == "zh" or unit == "%":
        return f"{value}{unit}"
    return f"{value} {unit}".strip()


def shown_figure(figure: Figure, on: date) -> Shown:
    """A figure in the words of the page, as of the end of its period or, if it runs, the day."""
    address = reverse("figure", args=[figure.key])
    row = zones.catalog().kind("indicators").get(figure.key, {})
    value, unit = figure.unit.said(figure.value or Decimal(0), lang())
    return Shown(
        figure=figure,
        name=named(figure.name),
        value="" if figure.value is None else words.number(value),
        unit=unit,
        period=words.period(figure.period, lang()),
        as_of=min(figure.period.last_day, on).isoformat(),
        basis=say(f"basis.{figure.basis}"),
        definition=named(row.get("definition", {})),
        address=f"{address}?period={figure.period}",
        unknown=say(figure.unknown) if figure.unknown else "",
    )


def one(key: str, period: Period) -> Figure:
    """One figure with its rows; Refused where the catalogue has no such figure."""
    return book.trace(key, period)


def change(now: Figure, on: date) -> Change | None:
    """The same period of last year and the difference; none where it is not known."""
    return changed(now, book.figures([now.key], now.period.years_earlier())[0], on)


def changed(now: Figure, then: Figure, on: date, computer: Computer | None = None) -> Change | None:
    """The difference to the same figure of another period; none where that is not known.

    What an office states is not compared by arithmetic: levels at current prices give no growth,
    so that beside a statement stands the growth that was stated with it, or nothing.
    """
    if then.value is None or now.value is None or now.exact is None or then.exact is None:
        return Change(shown_figure(then, on), "", "", "") if then.value is not None else None
    if now.basis == "statement" and now.unit.key != "%":
        return stated_change(now, then, on, computer or book.computer())
    difference = now.value - then.value
    unit = zones.catalog().units["pp"] if now.unit.key == "%" else now.unit
    size, unit_name = unit.said(difference, lang())
    text = short = joined(signed(size), unit_name)
    if now.unit.key != "%" and then.exact > 0:
        short = f"{signed(printed((now.exact / then.exact - 1) * 100, 1))}%"
        text = f"{text}（{short}）" if lang() == "zh" else f"{text} ({short})"
    return Change(shown_figure(then, on), text, way_of(difference), short)


def stated_change(now: Figure, then: Figure, on: date, computer: Computer) -> Change:
    """A statement beside last year's, with the growth that was stated with it."""
    before, key = shown_figure(then, on), f"g_{now.key.removeprefix('va_')}"
    if key not in book.definitions(zones.catalog()):
        return Change(before, "", "", "")
    growth = computer.figures([key], now.period)[0]
    if growth.value is None:
        return Change(before, "", "", "")
    short = f"{signed(growth.value)}%"
    return Change(before, say("figure.growth", value=short), way_of(growth.value), short)


def signed(value: Decimal) -> str:
    """A number with its sign."""
    return f"{'+' if value > 0 else ''}{words.number(value)}"


def way_of(difference: Decimal) -> str:
    """Up or down; neither where nothing has changed."""
    return "up" if difference > 0 else "down" if difference < 0 else ""


def checks(period: Period, key: str = "", computer: Computer | None = None) -> list[Check]:
    """The identities of a period, or those that one figure takes part in."""
    found = []
    for one in book.identities(period, made=computer, key=key):
        state, shape = SHAPES[one.agreement]
        label = say(f"identity.{one.agreement}")
        name = named(one.identity.name)
        found.append(Check(one.identity.key, name, state, say(one.because), shape, label))
    return found


def counted_checks(found: Sequence[Check]) -> str:
    """N项勾稽：相符…，待核…，暂无数据…"""
    counts = {state: sum(one.state == state for one in found) for state, _ in SHAPES.values()}
    return say("identity.counted", all=len(found), **counts) if found else ""


def periods(now: Period, on: date) -> Iterable[tuple[str, str, bool]]:
    """The periods one step away: the last years, and this year so far."""
    years = [Period.year(year) for year in range(on.year - 1, on.year - 4, -1)]
    so_far = Period(date(on.year, 1, 1), Period.month(on.year, on.month).end)
    for period in [so_far, *years]:
        yield str(period), words.period(period, lang()), period == now


def place(key: str) -> tuple[int, str, bool]:
    """Where a figure stands among those of its office: the main ones first, growth behind its level."""
    subject = key.removeprefix("g_").removeprefix("va_")
    first = MAIN.index(subject) if subject in MAIN else len(MAIN)
    return first, subject, key.startswith("g_")


def all_shown(period: Period, on: date) -> list[tuple[str, list[tuple[Shown, Shown]]]]:
    """Every indicator of the catalogue with the year before, by the office that answers for it."""
    rows = zones.catalog().kind("indicators")
    keys = [key for key, row in rows.items() if not period.is_day or row["period_kind"] != "flow"]
    now = book.figures(keys, period)
    then = {one.key: one for one in book.figures(keys, period.years_earlier())}
    groups: dict[str, list[tuple[Shown, Shown]]] = {}
    for one in sorted(now, key=lambda figure: place(figure.key)):
        pair = (shown_figure(one, on), shown_figure(then[one.key], on))
        groups.setdefault(str(rows[one.key].get("office", "")), []).append(pair)
    return [(say(f"system.{key}"), groups[key]) for key in SYSTEMS if key in groups]
