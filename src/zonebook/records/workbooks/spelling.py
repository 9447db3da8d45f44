"""Values of the book as an office's sheet writes them, so that they read back the same."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zonebook.core.period import KnownDay
from zonebook.core.units import Unit, Units
from zonebook.records.registers import RegisterColumn
from zonebook.records.workbooks.grid import Value

LARGEST_EXACT = 10**15  # beyond this a number of Excel loses digits and is written as text


def spelled(
    value: Any, column: RegisterColumn, unit: Unit | None, sample: Value, units: Units
) -> Any:
    """The cell for a value; `sample` is what the column holds elsewhere and sets the manner."""
    if value is None or value == "":
        return None
    match column.type:
        case "money":
            return amount(int(value), sample, unit or units["CNY"])
        case "area":
            return number(Fraction(int(value)) / Fraction((unit or units["m2"]).factor))
        case "share":
            return number(Fraction(int(value), 10_000))
        case "day" | "planned_day" | "latest_day" | "last_month":
            return day(value, sample)
        case "last_day":
            until = value.first if isinstance(value, KnownDay) else value
            return day(KnownDay(until - timedelta(1)), sample)
        case "flag":
            return "是" if value else "否"
        case "code":
            code = column.codes.get(value)
            return code.zh if code else value
        case "unit":
            return units[value].zh if value in units.by_key else value
    return value if isinstance(value, int) else str(value)


def amount(fen: int, sample: Value, unit: Unit) -> Any:
    """An amount in the column's unit; in 万元 with the word where the cells carry their units."""
    if isinstance(sample, str) and re.search(r"[元万亿]", sample):
        return f"{plain(Fraction(fen, 1_000_000))}万元"
    return number(Fraction(fen, 100) / Fraction(unit.factor))


def number(value: Fraction) -> int | float | str:
    """A number as a cell holds it: exact where Excel can be, else a text of its digits."""
    if value.denominator == 1 and abs(value) < LARGEST_EXACT:
        return int(value)
    digits = Decimal(plain(value))
    is_exact = Fraction(Decimal(f"{float(digits):.15g}")) == value
    return float(digits) if is_exact else f"{digits:f}"


def plain(value: Fraction) -> str:
    """A fraction with a finite decimal expansion, in digits; fen always have one."""
    whole = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{whole.normalize():f}"


def day(value: KnownDay | date, sample: Value) -> date | str:
    """A day as the column writes days; what is known to the month stays a month."""
    known = value if isinstance(value, KnownDay) else KnownDay(value)
    first = known.first
    if known.precision == "day" and (isinstance(sample, date) or sample is None):
        return first
    text = sample if isinstance(sample, str) else "年"
    parts = [first.year, first.month, first.day][
        : {"day": 3, "month": 2, "year": 1}[known.precision]
    ]
    if "年" in text or "月" in text or known.precision == "year":
        return "".join(f"{part}{mark}" for part, mark in zip(parts, "年月日", strict=False))
    for mark in "./":
        if mark in text:
            return mark.join(map(str, parts))
    return str(known)


def sample_of(cells: list[Value], column_type: str) -> Value:
    """A filled cell of a column that shows its manner: a full date rather than a month."""
    filled = [one for one in cells if one not in (None, "")]
    if column_type.endswith("day"):
        dates = [one for one in filled if isinstance(one, date)]
        if len(dates) * 2 >= len(filled) and dates:
            return dates[0]
        texts = [one for one in filled if isinstance(one, str) and re.search(r"[-年./]", one)]
        return max(texts, key=len) if texts else None
    return filled[0] if filled else None
