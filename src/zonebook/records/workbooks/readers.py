"""The readers of cells, one for each type of register column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zonebook.core.period import KnownDay, Period
from zonebook.core.units import Unit, Units
from zonebook.core.values import Reason, Refused, Written
from zonebook.records.workbooks import codes, days, money
from zonebook.records.workbooks.grid import PERCENT, Value
from zonebook.records.workbooks.titles import Said
from zonebook.records.workbooks.words import bare, text_of

if TYPE_CHECKING:
    from zonebook.records.registers import RegisterColumn


@dataclass(frozen=True)
class Setting:
    """What the readers of cells need beside the cell."""

    on: date
    units: Units
    said: Said = field(default_factory=Said)
    indicators: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """A cell with all that decides how it is read."""

    value: Value
    column: RegisterColumn
    unit: Unit | None
    mark: str
    month_only: bool
    year: int | None
    setting: Setting
    decimals: int | None = None
    month: int | None = None  # of the sheet or section, for days such as 15日


NOT_YET = re.compile(
    r"([尚还]?未|没有?|正在?)[^\d]{1,6}|待[^\d]{1,4}|(推|进|办)[进行理]中|在[办建推谈]"
)
Read = tuple[Any, "Reason | None"]


def read_text(cell: Cell) -> Read:
    """A text as it is kept."""
    if isinstance(cell.value, int | Decimal) and abs(cell.value) >= 10**15:
        raise money.refusal("code_became_number", cell.value)
    return text_of(cell.value), None


def read_day(cell: Cell) -> Read:
    """A day that something happened: never after the day of writing.

    Where a column dates a step of a record, 未办结 or 推进中 says that the step has not come.
    """
    if "kind" in cell.column.options and NOT_YET.fullmatch(text_of(cell.value)):
        return None, None
    if isinstance(cell.value, time | timedelta) and not isinstance(cell.value, date):
        raise money.refusal("day_unreadable", cell.value)
    known = days.read_day(cell.value, year=cell.year, month=cell.month, month_only=cell.month_only)
    if known.first > cell.setting.on:
        raise money.refusal("day_in_future", known, today=cell.setting.on)
    return known, None


def read_last_day(cell: Cell) -> Read:
    """A last day of validity, kept as the first day after it."""
    value = cell.value
    if isinstance(value, str):
        value = days.last_of_span(value) or value
    known = days.read_day(value, year=cell.year, month_only=cell.month_only)
    return days.first_day_after(known), None


def read_planned_day(cell: Cell) -> Read:
    """A day that may lie ahead: planned, due, expected."""
    return days.read_day(cell.value, year=cell.year, month_only=cell.month_only), None


def read_latest_day(cell: Cell) -> Read:
    """The latest day that something may have happened: 不晚于2023年12月31日."""
    text = cell.value
    if isinstance(text, str):
        text = text.strip().removeprefix("不晚于").removesuffix("前")
    return days.read_day(text, year=cell.year).span.last_day, None


def read_last_month(cell: Cell) -> Read:
    """The last month of a period: 2023年第1季度 is settled with March."""
    try:
        span = Period.parse(codes.read_period(cell.value, cell.year))
    except Refused:
        known = days.read_day(cell.value, year=cell.year, month_only=True)
        return KnownDay(known.first.replace(day=1), "month"), None
    last = span.last_day
    return KnownDay(last.replace(day=1), "month"), None


def read_year(cell: Cell) -> Read:
    """A year: 2023, 2023年, 2023年度."""
    found = re.fullmatch(r"((?:19|20)\d\d)\s*(?:年度?)?", text_of(cell.value).strip())
    if found is None:
        raise money.refusal("period_unreadable", cell.value)
    return int(found[1]), None


def read_area(cell: Cell) -> Read:
    """An area in whole square metres, from 平方米 or 万平方米."""
    figure = money.read_figure(cell.value)
    unit = money.unit_of(figure.unit, cell.setting.units) if figure.unit else cell.unit
    if unit is None or unit.base != "m2":
        raise money.refusal("unit_unreadable", cell.value, unit=figure.unit)
    exact = unit.to_base(figure.value)
    if exact.denominator != 1 or exact < 0:
        raise money.refusal("not_whole", cell.value)
    return exact.numerator, None


def read_money(cell: Cell) -> Read:
    """An amount in fen; below zero only where the column says that it may be (returns)."""
    unit = money.unit_of(cell.mark, cell.setting.units) if cell.mark else None
    value, sign = cell.value, 1
    if cell.column.options.get("signed") and (figure := money.read_figure(value)).value < 0:
        value, sign = f"{-figure.value:f}{figure.unit}", -1
    fen, remark = money.read_fen(value, unit or cell.unit, cell.setting.units)
    return sign * fen, remark


def read_whole(cell: Cell) -> Read:
    """A count."""
    return money.read_whole(cell.value), None


def read_share(cell: Cell) -> Read:
    """A percentage in ten-thousandths of one per cent: 12.5 % is 125000."""
    figure = money.read_figure(cell.value)
    exact = figure.value * 10_000 * (100 if cell.mark == PERCENT else 1)
    if exact != int(exact) or exact < 0 or figure.unit not in ("", "%", "％"):
        raise money.refusal("not_whole", cell.value)
    return int(exact), None


def read_flag(cell: Cell) -> Read:
    """Yes or no."""
    return codes.read_flag(cell.value), None


def read_code(cell: Cell) -> Read:
    """The key of a word of the column's closed list."""
    words = {key: one.words for key, one in cell.column.codes.items()}
    key = codes.find_code(text_of(cell.value), words)
    if key is None:
        known = "、".join(one.zh for one in cell.column.codes.values())
        raise money.refusal("word_unknown", cell.value, words=known)
    return key, None


def read_credit_code(cell: Cell) -> Read:
    """A unified social credit code."""
    return codes.read_credit_code(cell.value), None


def read_indicator(cell: Cell) -> Read:
    """The key of an indicator by its name."""
    text = text_of(cell.value)
    for one in (text, text.partition("(")[0].partition("（")[0]):
        word = bare(one).removeprefix("其中").lstrip("#")
        for spelled in (word, word.lstrip("一二三四五六七八九十1234567890")):
            if key := cell.setting.indicators.get(spelled):
                return key, None
    raise money.refusal("indicator_unknown", cell.value)


def read_period(cell: Cell) -> Read:
    """A period."""
    return codes.read_period(cell.value, cell.year), None


def read_unit(cell: Cell) -> Read:
    """The key of a unit."""
    unit = money.unit_of(text_of(cell.value), cell.setting.units)
    if unit is None:
        raise money.refusal("unit_unreadable", cell.value, unit=text_of(cell.value))
    return unit.key, None


def read_written(cell: Cell) -> Read:
    """A number as it was printed, with its digits; its unit where the cell or header gives one."""
    figure = money.read_figure(cell.value)
    value, unit = figure.value, cell.unit
    if cell.mark == PERCENT:
        value, unit = (value * 100).normalize(), cell.setting.units["%"]
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
        value = as_printed(value, cell)
    elif not figure.unit:
        value = as_printed(value, cell) if not isinstance(cell.value, str) else value
    else:
        unit = money.unit_of(figure.unit, cell.setting.units)
        if unit is None:
            raise money.refusal("unit_unreadable", cell.value, unit=figure.unit)
    return Printed(Written(value), unit.key if unit else ""), None


def as_printed(value: Decimal, cell: Cell) -> Decimal:
    """The value with the zeros that its format prints: 237 shown as 237.0 claims one decimal."""
    places = cell.decimals
    if places is None:
        return value
    shown = value.quantize(Decimal(1).scaleb(-places))
    return shown if shown == value else value


@dataclass(frozen=True)
class Printed:
    """A stated number and the unit that stands with it; no unit where the sheet gives none here."""

    number: Written
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.number.value:f}"


READERS: dict[str, Callable[[Cell], Read]] = {
    "text": read_text,
    "reference": read_text,
    "document": read_text,
    "word": read_text,
    "day": read_day,
    "last_day": read_last_day,
    "planned_day": read_planned_day,
    "latest_day": read_latest_day,
    "last_month": read_last_month,
    "year": read_year,
    "area": read_area,
    "money": read_money,
    "whole": read_whole,
    "share": read_share,
    "flag": read_flag,
    "code": read_code,
    "credit_code": read_credit_code,
    "indicator": read_indicator,
    "period": read_period,
    "unit": read_unit,
    "written": read_written,
}
