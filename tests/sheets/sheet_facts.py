"""Invented companies with valid codes, and the spellings in which offices write days and money."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
REGION = "620199"  # no county bears this code, so no code written here belongs to anybody
PLACE = "榆川"
SYLLABLES = (
    "澜启拓岳恒砚瑞澍云珩星砾川禾博垚景岫启帆祁润陇晟泽桦宏岚朗峪冠榆新珀广霁铭岱融沐昱川卓榛"
    "和晏华曜东暮北舸德裕金麓万樾天衢信垣嘉泠达昀腾峦森屿九皋维桢同霖远棠力骞"
)
BRANDS = [SYLLABLES[i : i + 2] for i in range(0, len(SYLLABLES), 2)]
TRADES = (
    ("生物技术", "27", "医药制造业"),
    ("智能装备", "35", "专用设备制造业"),
    ("电子科技", "39", "计算机、通信和其他电子设备制造业"),
    ("软件技术", "65", "软件和信息技术服务业"),
    ("商贸", "51", "批发业"),
    ("技术服务", "75", "科技推广和应用服务业"),
    ("物流", "54", "道路运输业"),
)
SHOPS = (("牛肉面馆", "62", "餐饮业"), ("便利店", "52", "零售业"), ("电脑维修部", "81", ""))
FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def organisation_digit(eight: str) -> str:
    """The check character of an organisation code: mod 11 over its eight characters (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(w * int(c, 36) for w, c in zip(weights, eight, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def last_character(seventeen: str) -> str:
    """The check character of a credit code: mod 31 over seventeen characters (GB 32100)."""
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(seventeen))
    return ALPHABET[(31 - total) % 31]


def credit_code(number: int, category: str = "1") -> str:
    """A valid code; category 1 enterprise, 2 sole trader, 3 cooperative."""
    body = f"MA7{number * 7 + 10000:05d}"
    seventeen = f"9{category}{REGION}{body}{organisation_digit(body)}"
    return seventeen + last_character(seventeen)


def wrong_last_character(code: str) -> str:
    """The code with a check character that cannot be right."""
    return code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 1) % 31]


def wrong_organisation_digit(code: str) -> str:
    """A code whose last character is right and whose seventeenth is wrong."""
    seventeen = code[:16] + ("1" if code[16] != "1" else "2")
    return seventeen + last_character(seventeen)


@dataclass(frozen=True)
class Firm:
    """An invented business entity."""

    name: str
    code: str
    industry: str
    industry_words: str


def firm(number: int) -> Firm:
    """The invented company with this number (0 to 279)."""
    trade, industry, words = TRADES[(number + number // len(BRANDS)) % len(TRADES)]
    name = f"{PLACE}{BRANDS[number % len(BRANDS)]}{trade}有限公司"
    return Firm(name, credit_code(number), industry, words)


def shop(number: int) -> Firm:
    """The invented sole trader with this number (0 to 119)."""
    trade, industry, words = SHOPS[number % len(SHOPS)]
    name = f"榆川高新区{BRANDS[number % len(BRANDS)]}{trade}"
    return Firm(name, credit_code(5000 + number, "2"), industry, words)


@dataclass(frozen=True)
class Spelt:
    """A cell as it is written, and what it means: suffix of the column's name → value."""

    raw: Any
    means: dict[str, Any]


def means(raw: Any, value: Any) -> Spelt:
    """A cell that means one value."""
    return Spelt(raw, {"": value})


BLANKS = ("", "/", "-", "—", "无", None)


def blank(turn: int = 0) -> Spelt:
    """One of the ways in which a cell says nothing."""
    return means(BLANKS[turn % len(BLANKS)], None)


def no_day(raw: Any = None) -> Spelt:
    """A date cell that says nothing."""
    return Spelt(raw, {"": None, "_precision": None})


def day(year: int, month: int, number: int, style: str) -> Spelt:
    """A day in one of the spellings of the offices (the keys below)."""
    known = date(year, month, number)
    spellings: dict[str, Any] = {
        "zh": f"{year}年{month}月{number}日",
        "zh0": f"{year}年{month:02d}月{number:02d}日",
        "spaced": f"{year} 年 {month} 月 {number} 日",
        "wide": f"{year}年{month}月{number}日".translate(FULL_WIDTH),
        "wide_dots": f"{year}.{month}.{number}".translate(FULL_WIDTH),
        "dots": f"{year}.{month}.{number}",
        "slashes": f"{year}/{month}/{number}",
        "iso": known.isoformat(),
        "moment": f"{known.isoformat()} 00:00:00",
        "compact": int(f"{known:%Y%m%d}"),
        "compact_text": f"{known:%Y%m%d}",
        "serial": (known - date(1899, 12, 30)).days,
        "real": known,
        "md": f"{month}月{number}日",
        "md_dot": f"{month}.{number}",
    }
    return Spelt(spellings[style], {"": known.isoformat(), "_precision": "day"})


def month(year: int, number: int, style: str = "zh") -> Spelt:
    """A date known to the month."""
    spellings = {
        "zh": f"{year}年{number}月",
        "dash": f"{year}-{number:02d}",
        "dot": f"{year}.{number:02d}",
        "m": f"{number}月",
    }
    known = date(year, number, 1).isoformat()
    return Spelt(spellings[style], {"": known, "_precision": "month"})


def year_only(year: int) -> Spelt:
    """A date known to the year."""
    return Spelt(f"{year}年", {"": date(year, 1, 1).isoformat(), "_precision": "year"})


def last_day(year: int, month_: int, number: int, style: str) -> Spelt:
    """有效期至: written is the last day that counts, kept is the first that does not."""
    raw = day(year, month_, number, style).raw
    after = date.fromordinal(date(year, month_, number).toordinal() + 1)
    return means(raw, after.isoformat())


def money(raw: Any, wan: str | int) -> Spelt:
    """A cell that means so many 万元, kept in fen."""
    return means(raw, int(Decimal(str(wan)) * 1_000_000))


def wan(amount: str | int) -> Spelt:
    """A number under a header that says 万元."""
    exact = Decimal(str(amount))
    return money(int(exact) if exact == int(exact) else float(exact), amount)


def wan_text(amount: int) -> Spelt:
    """A number stored as text with thousands separators, under 万元."""
    return money(f"{amount:,}.00", amount)


def yi(amount: str) -> Spelt:
    """A number under a header that says 亿元."""
    exact = Decimal(amount)
    return money(int(exact) if exact == int(exact) else float(exact), str(exact * 10000))


class Dice:
    """A fixed sequence; only `random()` is used, which does not change between Pythons."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def upto(self, limit: int) -> int:
        """A number from 0 to limit − 1."""
        return int(self._random() * limit)

    def between(self, low: int, high: int) -> int:
        """A number from low to high."""
        return low + self.upto(high - low + 1)
