"""来源追溯: one figure opened down to its rows, with what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from zonebook.core import say as words
from zonebook.core.indicators import Figure
from zonebook.core.period import Period
from zonebook.core.values import Reason, Ref
from zonebook.desk import beside, lists, shown, tiles, uses
from zonebook.desk.figures import Change, Check, Shown, change, checks, one, periods, shown_figure
from zonebook.desk.language import named, say
from zonebook.records import registers, schema
from zonebook.records import zone as zones
from zonebook.records.models import Statement
from zonebook.records.models.base import alive

OPENED = 300  # rows of a figure that one page opens
ORDERED = 5000  # beyond so many the rows come in the order of their numbers


@dataclass(frozen=True)
class Row:
    """A row under a figure; an excluded one says why."""

    number: str
    address: str
    cells: tuple[shown.Cell, ...]
    why: str = ""


@dataclass(frozen=True)
class Rows:
    """Rows of one table, with their heads and how many there are in all."""

    register: str
    heads: tuple[shown.Head, ...]
    rows: tuple[Row, ...]
    count: int
    total: tuple[str, ...] = ()
    at: int = 0

    @property
    def leaf(self) -> int:
        """Which page of the rows this is."""
        return self.at // OPENED + 1

    @property
    def leaves(self) -> list[int]:
        """The pages of the rows, where there are several."""
        last = -(-self.count // OPENED)
        return list(range(1, last + 1)) if last > 1 else []

    @property
    def sums(self) -> list[tuple[shown.Head, str]]:
        """The sum under each head but the first."""
        return list(zip(self.heads, self.total, strict=True))[1:] if self.total else []


@dataclass(frozen=True)
class Level:
    """One level of the because-tree: a sentence, what it rests on, and what lies below it."""

    sentence: str
    sources: tuple[tuple[str, str], ...]
    below: tuple[Level, ...] = ()


@dataclass(frozen=True)
class Part:
    """A figure that the figure is made of, with its own because and rows."""

    shown: Shown
    levels: tuple[Level, ...]
    rows: Rows | None


@dataclass(frozen=True)
class Vintage:
    """One stated value of the same period, from preliminary to final."""

    number: str
    address: str
    value: str
    vintage: str
    released_on: str
    issuer: str
    is_shown: bool


@dataclass(frozen=True)
class Page:
    """Everything that one figure's page shows."""

    shown: Shown
    office: str
    source: str
    levels: tuple[Level, ...]
    parts: tuple[Part, ...]
    counted: Rows | None
    excluded: Rows | None
    closed: str
    change: Change | None
    aim: tiles.Done | None
    uses: tuple[uses.Use, ...]
    vintages: tuple[Vintage, ...]
    identities: tuple[Check, ...]
    periods: tuple[tuple[str, str, bool], ...]
    text: str
    beside: tuple[beside.Line, ...] = ()


def page(key: str, period: Period, on: date, nouns: set[str], leaf: int = 1) -> Page:
    """The page of a figure for a reader of these nouns."""
    figure = one(key, period)
    aim = tiles.aim(key, figure.period, on)
    row = zones.catalog().kind("indicators").get(key, {})
    found = shown_figure(figure, on)
    difference = change(figure, on)
    may_open = figure.table in nouns
    back = found.address
    return Page(
        shown=found,
        office=say(f"system.{row['office']}") if row.get("office") else "",
        source=str(row.get("source", "")),
        levels=levels(figure),
        parts=tuple(
            part_of(part, on, nouns, back, dated=len({one.period for one in figure.parts}) > 1)
            for part in figure.parts
        ),
        counted=counted_rows(figure, on, back, leaf) if may_open and figure.records else None,
        excluded=excluded_rows(figure, on, back) if may_open and figure.excluded else None,
        closed=closed_words(figure, may_open),
        change=difference,
        aim=aim,
        uses=tuple(uses.uses(figure, reads_reports="release" in nouns)),
        vintages=tuple(vintages(figure)) if figure.basis == "statement" else (),
        identities=tuple(checks(period, key)),
        periods=tuple(periods(figure.period, on)),
        text=copied(found, difference, aim),
        beside=tuple(beside.lines(key, nouns)),
    )


def part_of(part: Figure, on: date, nouns: set[str], back: str, *, dated: bool) -> Part:
    """A part of a derived figure with its own because and rows; `dated`, with its period."""
    rows = counted_rows(part, on, back) if part.table in nouns and part.records else None
    found = shown_figure(part, on)
    if dated:
        name = Reason("figures.of_period", {"name": found.name, "period": part.period})
        found = replace(found, name=say(name))
    return Part(found, tuple(map(level, part.because)), rows)


def counted_rows(figure: Figure, on: date, back: str, leaf: int = 1) -> Rows | None:
    """The rows that count."""
    return rows_of(figure.table, figure.records, on, {}, back, leaf)


def excluded_rows(figure: Figure, on: date, back: str) -> Rows | None:
    """The rows that a rule leaves out, each with its reason."""
    why = {one.id: say(one.reason) for one in figure.excluded}
    return rows_of(figure.table, list(why), on, why, back)


def closed_words(figure: Figure, may_open: bool) -> str:
    """What stands in the place of rows that the reader may not see."""
    if may_open or not (figure.records or figure.excluded):
        return ""
    system = schema.nouns()[figure.table].kept.system
    return say("figure.rows_closed", n=len(figure.records), system=Reason(f"system.{system}"))


def rows_of(
    table: str, ids: Sequence[int], on: date, why: dict[int, str], back: str, leaf: int = 1
) -> Rows | None:
    """Rows of a table as a register lists them, in the order of its list."""
    register = shown.register_of(table)
    if register is None:
        return None
    columns = shown.columns_of(register)
    at = max(0, min(leaf, -(-len(ids) // OPENED)) - 1) * OPENED
    records = leaf_of(register, columns, ids, at)
    places = {c.name: shown.decimals_of(records, c) for c in columns if c.type == "money"}
    under = shown.address_under(table)
    cells = [listed(register, records, column, on, places.get(column.name)) for column in columns]
    return Rows(
        named(register.name),
        tuple(shown.head(register, column) for column in columns),
        tuple(
            Row(
                record.number,
                f"{under}{record.number}?from={back}",
                tuple(line),
                why.get(record.pk, ""),
            )
            for record, *line in zip(records, *cells, strict=True)
        ),
        len(ids),
        totals(columns, records, places) if len(ids) == len(records) else (),
        at,
    )


def listed(
    register: Any, records: Sequence[Any], column: Any, on: date, places: int | None
) -> list[shown.Cell]:
    """A column of cells; on the cards of a small screen stand the amounts and the first day."""
    main = column == lists.main_day(register) or column.type in (*shown.NUMBERS, "stage")
    return shown.down(records, column, on, places, is_main=main)


def leaf_of(register: Any, columns: Sequence[Any], ids: Sequence[int], at: int) -> list[Any]:
    """The rows of one page from the `at`-th on, in the order of their register."""
    rows = schema.nouns()[register.noun].objects
    if len(ids) <= ORDERED:
        found = rows.filter(pk__in=list(ids)).order_by(*register.order)[at : at + OPENED]
        return list(lists.with_related(found, columns))
    chosen = rows.filter(pk__in=list(ids)[at : at + OPENED]).order_by("pk")
    return list(lists.with_related(chosen, columns))


def totals(
    columns: Sequence[Any], records: Sequence[Any], places: dict[str, int]
) -> tuple[str, ...]:
    """The sum under each column of amounts; nothing under the others."""
    found = []
    for column in columns:
        if column.type != "money":
            found.append("")
            continue
        amounts = [shown.raw(one, column) for one in records]
        fen = sum(one for one in amounts if one is not None)
        found.append(words.number(shown.money(fen, column.unit, places[column.name])))
    return tuple(found) if any(found) else ()


def levels(figure: Figure) -> tuple[Level, ...]:
    """The because of a figure; what lies below a derived one stands with its parts."""
    found = tuple(map(level, figure.because))
    return tuple(replace(one, below=()) for one in found) if figure.parts else found


def level(reason: Reason) -> Level:
    """A reason with its sources and its own because."""
    papers = tuple(source(ref) for ref in reason.refs if ref.kind in ("record", "document"))
    return Level(say(reason), papers, tuple(map(level, reason.because)))


def source(ref: Ref) -> tuple[str, str]:
    """What a reason rests on, with the address of its page where it has one."""
    if ref.kind == "record":
        number = numbered(ref.key)
        return number, reverse("by-number", args=[number])
    return ref.where or ref.key, ""


def numbered(key: str) -> str:
    """The number of a record that a reason names by number or as `noun/id`."""
    noun, _, pk = key.partition("/")
    if not pk:
        return key
    rows = schema.nouns()[noun].objects.filter(pk=pk).values_list("number", flat=True)
    return str(rows.first() or key)


def vintages(figure: Figure) -> Iterable[Vintage]:
    """All stated values of the period, the latest first."""
    column = registers.get("statement").columns
    of_period = Q(period=str(figure.period)) | Q(pk__in=figure.records)  # a year's 0 for its month
    rows = alive(Statement).filter(of_period, indicator=figure.key)
    for row in rows.order_by("-released_on", "-vintage_no", "-pk"):
        yield Vintage(
            row.number,
            f"{shown.address_of(row)}?from={reverse('figure', args=[figure.key])}",
            shown.text(row, column["value"], row.digits),
            shown.text(row, column["vintage"], row.vintage),
            row.released_on.isoformat() if row.released_on else "",
            row.issuer,
            row.pk in figure.records,
        )


def copied(found: Shown, difference: Change | None, aim: tiles.Done | None) -> str:
    """复制为文字: one paragraph with value, comparison, target, as-of and source, for a chat group."""
    told = compared(found, difference)
    if aim is None or not aim.rate:
        return told
    return say("figure.text_aim", told=told, target=aim.target, rate=aim.rate)


def compared(found: Shown, difference: Change | None) -> str:
    """The value with that of last year."""
    if found.figure.value is None:
        return say("figure.text_unknown", name=found.name, period=found.period, why=found.unknown)
    args = {"name": found.name, "period": found.period, "value": found.full, "basis": found.basis}
    args["as_of"] = found.as_of or str(found.figure.period.last_day)
    args["zone"] = named(zones.zone().name)
    if difference is None or not difference.words:
        return say("figure.text", **args)
    args |= {"then": difference.then.full, "change": difference.words}
    return say("figure.text_change", **args)
