"""The figures of a home page: the year that is over, last year's, and how far from the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zonebook.core import say as words
from zonebook.core.indicators.compute import Computer
from zonebook.core.period import Period
from zonebook.core.values import printed
from zonebook.desk import figures, language
from zonebook.desk.language import lang, named, say
from zonebook.records import figures as book
from zonebook.records import targets
from zonebook.records import zone as zones
from zonebook.records.stamp import until_written

SIGNS = {"reached": "●", "on_schedule": "●", "behind": "◆", "unknown": "○"}
STATES = {"reached": "holds", "on_schedule": "holds", "behind": "failed", "unknown": "open"}


@dataclass(frozen=True)
class Done:
    """A figure against its target, in words, with a sign beside the colour."""

    shown: figures.Shown
    office: str
    target: str
    aim: str  # the target beside the figure, whose unit it has
    rate: str
    gap: str
    scheduled: str
    state: str
    sign: str
    label: str
    is_behind: bool
    is_known: bool


@dataclass(frozen=True)
class Tile:
    """A figure of the home page."""

    shown: figures.Shown
    change: figures.Change | None
    done: Done | None


@dataclass(frozen=True)
class Office:
    """The figures of one office that are behind their targets."""

    name: str
    behind: tuple[Done, ...]


@dataclass(frozen=True)
class Aims:
    """All targets of a year as they stand in a period."""

    period: Period
    done: tuple[Done, ...]
    behind: tuple[Office, ...]
    summed: str
    text: str


@dataclass(frozen=True)
class Tiles:
    """The figures of the home page, the identities, and the targets."""

    period: Period
    tiles: tuple[Tile, ...]
    checks: tuple[figures.Check, ...]
    checks_counted: str
    aims: Aims
    text: str


def tiles(on: date) -> Tiles:
    """The figures of the home page: the last year that is over."""
    return tiles_in(on, lang(), tuple(language.offices().items()))


@until_written
def tiles_in(on: date, tongue: str, offices: tuple[tuple[str, str], ...]) -> Tiles:
    """The same in the language of the page, which is `tongue`, with what it calls the offices."""
    period = Period.year(on.year - 1)
    keys = [key for key in figures.MAIN if key in zones.catalog().kind("indicators")]
    computer = book.computer()  # one for the page: it asks each question of the book once
    now = computer.figures(keys, period)
    then = {one.key: one for one in computer.figures(keys, period.years_earlier())}
    found = aims(period, on, computer, dict(offices))
    done = {one.shown.figure.key: one for one in found.done}
    made = tuple(
        Tile(
            figures.shown_figure(one, on),
            figures.changed(one, then[one.key], on, computer),
            done.get(one.key),
        )
        for one in now
    )
    checks = tuple(figures.checks(period, computer=computer))
    counted = figures.counted_checks(checks)
    return Tiles(period, made, checks, counted, found, copied(period, made, counted))


def copied(period: Period, made: tuple[Tile, ...], counted: str) -> str:
    """复制为文字: the figures of the home page in one paragraph."""
    lines = []
    for tile in made:
        args = {"name": tile.shown.name, "value": tile.shown.full}
        if not tile.shown.known_value:
            lines.append(say("home.text_unknown", **args))
        elif tile.change:
            lines.append(say("home.text_then", then=tile.change.then.full, **args))
        else:
            lines.append(say("home.text_value", **args))
    as_of = max((tile.shown.as_of for tile in made), default="")
    told = ("；" if lang() == "zh" else "; ").join(lines)
    zone = named(zones.zone().name)
    return say("home.text", zone=zone, period=period, told=told, as_of=as_of, checks=counted)


def aims(
    period: Period,
    on: date,
    computer: Computer | None = None,
    offices: Mapping[str, str] | None = None,
) -> Aims:
    """Every target of the period's year, as it stands in the period."""
    runs = on < Period.year(period.last_day.year).end
    names = offices if offices is not None else language.offices()
    found = tuple(
        done(one, on, runs, names) for one in targets.completions(period, on, computer=computer)
    )
    summed = summary(found, runs)
    behind = by_office(found)
    return Aims(period, found, behind, summed, aims_text(period, on, behind, summed))


def aim(key: str, period: Period, on: date) -> Done | None:
    """One figure against its target; None where nobody entered one for the year."""
    runs = on < Period.year(period.last_day.year).end
    found = targets.completions(period, on, [key])
    return next((done(one, on, runs, language.offices()) for one in found), None)


def done(one: targets.Completion, on: date, runs: bool, names: Mapping[str, str]) -> Done:
    """One figure against its target; `runs` while the year is not over."""
    share = "" if one.share is None else f"{words.number(printed(one.share * 100, 1))}%"
    label = f"target.{one.state}" if runs or one.state != "behind" else "target.missed"
    return Done(
        shown=figures.shown_figure(one.figure, on),
        office=names.get(one.office, one.office) or say("target.no_office"),
        target=quantity(one, one.target.exact),
        aim=quantity(one, one.target.exact, "beside"),
        rate=share,
        gap=quantity(one, one.gap) if one.gap is not None and one.state != "reached" else "",
        scheduled=quantity(one, one.scheduled) if runs else "",
        state=STATES[one.state],
        sign=SIGNS[one.state],
        label=say(label),
        is_behind=one.state == "behind",
        is_known=one.state != "unknown",
    )


def quantity(one: targets.Completion, exact: object, place: str = "alone") -> str:
    """A quantity of the base unit as the figure prints: in its unit, with its decimals.

    Beside the figure itself the unit is not said again, unless it is %.
    """
    if exact is None:
        return ""
    unit = one.figure.unit
    value: Decimal = printed(unit.from_base(exact), max(one.figure.decimals, 0))  # type: ignore[arg-type]
    size, name = unit.said(value, lang())
    like = unit.said(one.figure.value or Decimal(0), lang())[1]
    unsaid = place == "beside" and name == like != "%"
    return figures.joined(words.number(size), "" if unsaid else name)


def summary(found: tuple[Done, ...], runs: bool) -> str:
    """N项目标：完成…，未完成…，暂无数据…"""
    if not found:
        return ""
    behind = sum(one.is_behind for one in found)
    unknown = sum(not one.is_known for one in found)
    args = {"all": len(found), "behind": behind, "unknown": unknown}
    key = "target.counted_running" if runs else "target.counted"
    return say(key, met=len(found) - behind - unknown, **args)


def by_office(found: tuple[Done, ...]) -> tuple[Office, ...]:
    """The figures that are behind, by the office that answers for them."""
    offices: dict[str, list[Done]] = {}
    for one in found:
        if one.is_behind:
            offices.setdefault(one.office, []).append(one)
    return tuple(Office(name, tuple(rows)) for name, rows in offices.items())


def aims_text(period: Period, on: date, behind: tuple[Office, ...], summed: str) -> str:
    """复制为文字: the targets of a period in one paragraph."""
    if not summed:
        return ""
    told = [
        say("target.text_one", office=office.name, name=one.shown.name, value=one.shown.full,
            target=one.target, rate=one.rate)
        for office in behind
        for one in office.behind
    ]  # fmt: skip
    joined = ("；" if lang() == "zh" else "; ").join(told) or say("target.text_none")
    as_of = min(period.last_day, on).isoformat()
    zone = named(zones.zone().name)
    return say("target.text", zone=zone, period=period, summed=summed, told=joined, as_of=as_of)
