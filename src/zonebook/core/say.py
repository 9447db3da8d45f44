"""Sentences for people: a key with arguments becomes Chinese or English words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zonebook.core.period import KnownDay, Period
from zonebook.core.values import Amount, Finding, Reason

LANGUAGES = ("zh", "en")
PLACE = re.compile(r"\{(\w+)\}")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def number(value: Decimal | int) -> str:
    """A number for people: thousands separators, a true minus sign, the digits that it has."""
    return (
        f"{value:,f}".replace("-", "−")
        if isinstance(value, Decimal)
        else f"{value:,d}".replace("-", "−")
    )


def day(value: date, lang: str) -> str:
    """A day for people: 2023年5月6日, 6 May 2023."""
    if lang == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def period(value: Period, lang: str) -> str:
    """A period for people: 2023年, 2023年1—7月, 截至2023年12月31日."""
    first, last = value.start, value.last_day
    if value.is_day:
        return day(first, lang)
    if value.months == 12 and first.month == 1:
        return f"{first.year}年" if lang == "zh" else f"{first.year}"
    if value.months == 3 and first.month % 3 == 1:
        quarter = (first.month + 2) // 3
        return (
            f"{first.year}年{'一二三四'[quarter - 1]}季度"
            if lang == "zh"
            else f"Q{quarter} {first.year}"
        )
    if value.months == 1:
        return (
            f"{first.year}年{first.month}月"
            if lang == "zh"
            else f"{MONTHS[first.month - 1]} {first.year}"
        )
    if lang == "zh":
        tail = f"{last.month}月" if last.year == first.year else f"{last.year}年{last.month}月"
        return f"{first.year}年{first.month}{'' if last.year == first.year else '月'}—{tail}"
    return f"{MONTHS[first.month - 1]} {first.year} – {MONTHS[last.month - 1]} {last.year}"


def known_day(value: KnownDay, lang: str) -> str:
    """A day as far as it is known: 2023年5月."""
    if value.precision == "day":
        return day(value.first, lang)
    return period(value.span, lang)


class Sentences:
    """The messages of the catalogue, ready to be said."""

    def __init__(self, rows: Mapping[str, Mapping[str, str]]) -> None:
        self.rows = rows

    def __contains__(self, key: str) -> bool:
        return key in self.rows

    def say(self, reason: Reason | Finding, lang: str = "zh") -> str:
        """The sentence of a reason; an unknown key is said as itself with its arguments."""
        if isinstance(reason, Finding):
            reason = reason.message
        row = self.rows.get(reason.key)
        if row is None:
            shown = ", ".join(f"{k}={v}" for k, v in reason.args.items())
            return f"{reason.key}({shown})" if shown else reason.key
        return PLACE.sub(
            lambda found: self.word(reason.args.get(found[1], found[0]), lang), row[lang]
        )

    def word(self, value: Any, lang: str) -> str:
        """One argument as it stands in a sentence."""
        match value:
            case Reason():
                return self.say(value, lang)
            case KnownDay():
                return known_day(value, lang)
            case Period():
                return period(value, lang)
            case date():
                return day(value, lang)
            case bool():
                return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
            case Decimal() | int():
                return number(value)
            case Fraction():
                return number(Decimal(value.numerator) / Decimal(value.denominator))
            case Amount(value=quantity, unit=unit):
                return f"{number(quantity)} {unit}"
            case Mapping():
                return str(value.get(lang, value.get("zh", "")))
            case str():
                return value
            case Sequence():
                return ("、" if lang == "zh" else ", ").join(self.word(one, lang) for one in value)
        return str(value)

    def to_json(self, reason: Reason, lang: str = "zh") -> dict[str, Any]:
        """A reason as it travels: key, arguments, references, the sentence, and its own because."""
        row: dict[str, Any] = {
            "key": reason.key,
            "args": {name: plain(value) for name, value in reason.args.items()},
            "refs": [ref.to_json() for ref in reason.refs],
            "text": self.say(reason, lang),
        }
        if reason.because:
            row["because"] = [self.to_json(one, lang) for one in reason.because]
        return row


def plain(value: Any) -> Any:
    """A value as JSON carries it: decimals and days are strings, exact fractions `n/d`."""
    kind = value.__class__  # most are of these: ask for no pattern
    if value is None or kind is str or kind is int or kind is bool:
        return value
    if kind is dict:
        return {str(name): plain(one) for name, one in value.items()}
    if kind is list:
        return [plain(one) for one in value]
    match value:
        case int() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Amount(value=quantity, unit=unit):
            return {"value": f"{quantity:f}", "unit": unit}
        case Reason():
            return {"key": value.key, "args": {k: plain(v) for k, v in value.args.items()}}
        case Mapping():
            return {str(k): plain(v) for k, v in value.items()}
        case Sequence():
            return [plain(one) for one in value]
    return str(value)
