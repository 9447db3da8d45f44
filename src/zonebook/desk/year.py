"""全年一览: the zone's year in drawings, every mark of which opens its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from zonebook.core.indicators import Figure
from zonebook.core.period import Period, first_of_month
from zonebook.core.values import printed
from zonebook.desk import charts, figures, lists
from zonebook.desk.language import known, lang, named, say
from zonebook.records import figures as book
from zonebook.records import registers, targets
from zonebook.records import zone as zones

CUMULATED = ("fai", "retail")
MONTHLY = ("amt_signed", "n_new_ent")
FUNNEL = ("n_lead_new", "n_talk_new", "n_signed", "n_landed", "n_started", "n_produced")
SECTORS = ("va_primary", "va_secondary", "va_tertiary")


@dataclass(frozen=True)
class Cell:
    """A number of the table beneath a drawing."""

    text: str
    address: str


@dataclass(frozen=True)
class Chart:
    """A drawing with its title, what it says in words, and the table of the same numbers."""

    key: str
    title: str
    about: str
    drawing: charts.Drawing
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    text: str


@dataclass(frozen=True)
class Area:
    """A part of the zone on its map, with how many entities have their address there."""

    name: str
    points: str
    x: str
    y: str
    count: int
    address: str


@dataclass(frozen=True)
class Map:
    """The zone's own drawing of itself: no boundary, no scale."""

    width: int
    height: int
    areas: tuple[Area, ...]
    lines: tuple[tuple[str, str, str], ...]
    text: str


@dataclass(frozen=True)
class Page:
    """The year at a glance."""

    year: int
    charts: tuple[Chart, ...]
    map: Map | None
    text: str


def page(period: Period, on: date, nouns: set[str]) -> Page:
    """The year of a period as it is known on a day, for a reader of these nouns."""
    year = period.last_day.year
    declared = zones.catalog().kind("indicators")
    found = [
        *(cumulated(key, year, on) for key in CUMULATED if key in declared),
        *(monthly(key, year, on) for key in MONTHLY if key in declared),
        *stairs(year, on),
        funnel([key for key in FUNNEL if key in declared], year, on),
        sectors([key for key in SECTORS if key in declared], year, on),
    ]
    drawn = tuple(one for one in found if one is not None)
    text = "\n".join(one.text for one in drawn)
    return Page(year, drawn, the_map(nouns, on), text)


def months(year: int, on: date) -> list[int]:
    """The months of a year that have begun."""
    return [month for month in range(1, 13) if date(year, month, 1) <= on]


def to_date(year: int, month: int) -> Period:
    """From January to the end of a month."""
    return Period(date(year, 1, 1), first_of_month(year, month + 1))


def datum(figure: Figure, on: date, name: str = "") -> charts.Datum:
    """A figure as something to draw."""
    shown = figures.shown_figure(figure, on)
    words = name or say("year.of", period=shown.period, name=shown.name)
    value = size(figure)
    printed_value = shown.known_value or say("year.unknown")
    return charts.Datum(words, value, printed_value, shown.address, shown.period)


def size(figure: Figure) -> Decimal | None:
    """The number of a figure in the unit of the page's language."""
    return None if figure.value is None else figure.unit.printed(figure.value, lang())[0]


def month_names() -> list[str]:
    """1月 … 12月, or the bare numbers where there is no room for a word."""
    return [str(month) for month in range(1, 13)]


def month_name(month: int) -> str:
    """A month in the table."""
    return say("year.month", month=month)


def cells(*data: charts.Datum) -> tuple[Cell, ...]:
    """The numbers of one row of the table."""
    return tuple(Cell(one.printed, one.address) for one in data)


def cumulated(key: str, year: int, on: date) -> Chart | None:
    """A figure since January, month by month, against last year and the time schedule."""
    now = [series_of(key, year, months(year, on), on)]
    then = series_of(key, year - 1, list(range(1, 13)), on)
    aim = targets.targets([key], year)[key]
    rows = [charts.Series(str(year - 1), "then", then), charts.Series(str(year), "now", now[0])]
    plan = schedule(aim, key, year)
    if plan:
        rows.append(charts.Series(say("year.plan"), "plan", plan, say("year.plan")))
    last = latest(now[0])
    if last is None:
        return None
    ends = [one if one.css == "plan" else ended(one) for one in rows]
    tabled = tuple(
        (month_name(i + 1), cells(*(pick(one.data, i) for one in rows))) for i in range(12)
    )
    name, unit = titled(key)
    about = say("year.cumulated", last=last.name, value=last.printed,
                target=figures.shown_figure(aim, on).full if plan else say("year.no_target"))  # fmt: skip
    return Chart(
        key,
        say("year.title", name=name, unit=bracketed(unit)),
        about,
        charts.lines(ends, month_names()),
        tuple(one.name for one in rows),
        tabled,
        say("year.text", about=about),
    )


def series_of(key: str, year: int, wanted: Sequence[int], on: date) -> tuple[charts.Datum, ...]:
    """A figure since January at the end of each month."""
    return tuple(datum(book.figures([key], to_date(year, month))[0], on) for month in wanted)


def schedule(aim: Figure, key: str, year: int) -> tuple[charts.Datum, ...]:
    """序时进度: the target of the year spread evenly over its months; nothing without a target."""
    if aim.exact is None:
        return ()
    address = f"{reverse('targets')}?period={year}"
    unit = book.definitions(zones.catalog())[key].unit
    found = []
    for month in range(1, 13):
        value = printed(unit.from_base(aim.exact * month / 12), 1)
        high, name = unit.printed(value, lang())
        words = say("year.plan_at", month=month)
        found.append(charts.Datum(words, high, figures.joined(f"{high:,f}", name), address))
    return tuple(found)


def pick(data: Sequence[charts.Datum], place: int) -> charts.Datum:
    """A number of a row, or that it is not known."""
    if place < len(data):
        return data[place]
    return charts.Datum("", None, say("year.unknown"), "")


def latest(data: Sequence[charts.Datum]) -> charts.Datum | None:
    """The last number that is known."""
    return next((one for one in reversed(data) if one.value is not None), None)


def ended(row: charts.Series) -> charts.Series:
    """A row with its last number behind it."""
    last = latest(row.data)
    if last is None:
        return row
    return charts.Series(row.name, row.css, row.data, f"{row.name} {last.value:,f}")


def titled(key: str) -> tuple[str, str]:
    """What a figure is called, and its unit."""
    one = book.definitions(zones.catalog())[key]
    return named(one.name), one.unit.printed(Decimal(0), lang())[1]


def bracketed(unit: str) -> str:
    """A unit behind a name; nothing where people count without a word."""
    if not unit:
        return ""
    return f"（{unit}）" if lang() == "zh" else f" ({unit})"


def plainly(figure: Figure) -> Figure:
    """The figure in the plain unit, as one drawing shows it beside others of that unit."""
    return replace(figure, unit=zones.catalog().units[figure.unit.key])


def monthly(key: str, year: int, on: date) -> Chart | None:
    """A flow month by month, beside the same months of last year."""
    now = tuple(datum(flow(key, year, month), on) for month in months(year, on))
    then = tuple(datum(flow(key, year - 1, month), on) for month in range(1, 13))
    rows = [charts.Series(str(year - 1), "then", then), charts.Series(str(year), "now", now)]
    if latest(now) is None:
        return None
    name, unit = titled(key)
    whole = book.figures([key], to_date(year, len(now)))[0]
    total = datum(whole, on)
    peak = max((one for one in now if one.value is not None), key=lambda one: one.value or 0)
    about = say("year.monthly", total=total.name, value=total.printed,
                peak=peak.period, high=peak.printed)  # fmt: skip
    return Chart(
        key,
        say("year.title", name=name, unit=bracketed(unit)),
        about,
        charts.bars(rows, month_names()),
        tuple(one.name for one in rows),
        tuple((month_name(i + 1), cells(*(pick(one.data, i) for one in rows))) for i in range(12)),
        say("year.text", about=about),
    )


def flow(key: str, year: int, month: int) -> Figure:
    """A figure of one month."""
    return book.figures([key], Period.month(year, month))[0]


def stairs(year: int, on: date) -> list[Chart]:
    """期初＋…－…＝期末 for every stock of which the catalogue has such an identity."""
    found = [one for one in book.rules(zones.catalog()) if one.shape == "stock_flow"]
    return [chart for one in found if (chart := stair(one, year, on))]


def stair(identity: Any, year: int, on: date) -> Chart | None:
    """One stock from the end of last year to the end of this, or to the day."""
    period = Period.year(year) if on >= Period.year(year).end else to_date(year, on.month)
    keys = [*identity.parts, *identity.minus, identity.total]
    now = {one.key: one for one in book.figures(keys, period)}
    opening = book.figures([identity.total], Period.year(year - 1))[0]
    if opening.value is None or any(one.value is None for one in now.values()):
        return None
    steps = [(step(opening, on, "year.opening"), 0)]
    steps += [(step(now[key], on), 1) for key in identity.parts]
    steps += [(step(now[key], on), -1) for key in identity.minus]
    steps.append((step(now[identity.total], on, "year.closing"), 0))
    name, unit = titled(identity.total)
    signs = ("", "+", "−")
    told = " ".join(f"{one.name} {signs[sign]}{one.printed}" for one, sign in steps)
    about = say("year.stairs", name=name, told=told, period=period)
    rows = tuple((one.name, (Cell(signs[sign] + one.printed, one.address),)) for one, sign in steps)
    return Chart(
        identity.key,
        say("year.title", name=name, unit=bracketed(unit)),
        say("year.stairs_about", period=period),
        charts.stairs(steps),
        (unit,),
        rows,
        say("year.text", about=about),
    )


def step(figure: Figure, on: date, key: str = "") -> charts.Datum:
    """A step of the stairs, under a short name."""
    shown = figures.shown_figure(figure, on)
    short = key or f"year.short.{figure.key}"
    name = say(short) if known(short) else shown.name
    return charts.Datum(name, size(figure), shown.value, shown.address)


def funnel(keys: Sequence[str], year: int, on: date) -> Chart | None:
    """How many projects took each step of their course in the year."""
    period = Period.year(year) if on >= Period.year(year).end else to_date(year, on.month)
    now = book.figures(keys, period)
    if not any(one.value for one in now):
        return None
    steps = [step(one, on) for one in now]
    told = " → ".join(f"{one.name} {one.printed}" for one in steps)
    return Chart(
        "funnel",
        say("year.funnel", unit=bracketed(titled(keys[0])[1])),
        say("year.funnel_about", period=period),
        charts.rows([(one, None) for one in steps]),
        (titled(keys[0])[1],),
        tuple((one.name, cells(one)) for one in steps),
        say("year.text", about=say("year.funnel_text", period=period, told=told)),
    )


def sectors(keys: Sequence[str], year: int, on: date) -> Chart | None:
    """What each sector added, beside last year."""
    now = book.figures(keys, Period.year(year))
    then = book.figures(keys, Period.year(year - 1))
    known_ones = [one.exact for one in now if one.exact is not None]
    if len(known_ones) != len(keys) or not keys:
        return None
    whole = sum(known_ones)
    pairs = []
    for one, before in zip(map(plainly, now), map(plainly, then), strict=True):
        made, share = step(one, on), printed((one.exact or 0) * 100 / whole, 1)
        words = f"{made.printed} · {share}%"
        pairs.append((charts.Datum(made.name, made.value, words, made.address), step(before, on)))
    told = "；".join(f"{one.name} {one.printed}" for one, _ in pairs)
    return Chart(
        "sectors",
        say("year.sectors", unit=bracketed(plainly(now[0]).unit.printed(Decimal(0), lang())[1])),
        say("year.sectors_about", year=str(year), last=str(year - 1)),
        charts.rows(pairs, left=76),
        (str(year), str(year - 1)),
        tuple((one.name, cells(one, then)) for one, then in pairs),
        say("year.text", about=say("year.sectors_text", year=str(year), told=told)),
    )


def the_map(nouns: set[str], on: date) -> Map | None:
    """The zone's own drawing, where it has one, with the entities at each of its parts."""
    drawn = zones.zone().source.get("map")
    if drawn is None or "entity" not in nouns:
        return None
    lines = tuple((named(one["name"]), one["points"], one["kind"]) for one in drawn["lines"])
    width, height = drawn["size"]
    areas = tuple(area(one) for one in drawn["areas"])
    told = ("；" if lang() == "zh" else "; ").join(f"{one.name} {one.count:,}" for one in areas)
    zone = named(zones.zone().name)
    return Map(width, height, areas, lines, say("year.map_text", zone=zone, told=told, on=on))


def area(row: Any) -> Area:
    """A part of the zone, with as many entities as its link lists."""
    register = registers.get("entity")
    asked = lists.Asked(search=str(row["find"]))
    spots = [tuple(map(float, spot.split(","))) for spot in row["points"].split()]
    x, y = (sum(axis) / len(spots) for axis in zip(*spots, strict=True))
    return Area(
        named(row["name"]),
        row["points"],
        charts.place(x),
        charts.place(y),
        lists.chosen_rows(register, asked).count(),
        reverse("register", args=["entity"]) + asked.address(),
    )
