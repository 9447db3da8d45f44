"""Amounts with the unit that the cell, the header, the sheet or the register gives them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from zonebook.core.units import Unit, Units
from zonebook.core.values import Reason, Refused, printed
from zonebook.records.workbooks.grid import Value

SHORT = {"万": "wan_yuan", "亿": "yi_yuan", "千": "qian_yuan", "百万": "million_yuan"}
SHORT |= {"千万": "qianwan_yuan", "万亿": "wanyi_yuan", "圆": "CNY", "万圆": "wan_yuan"}
SHORT |= {"块": "CNY", "rmb": "CNY", "cny": "CNY", "万rmb": "wan_yuan"}
NUMBER = r"\d+(?:\.\d+)?|\.\d+"
FIGURE = re.compile(rf"(?P<sign>[-−]?)(?P<number>{NUMBER})(?:e(?P<power>[-+]?\d+))?(?P<unit>\D*)")
COMPOUND = re.compile(rf"({NUMBER})亿(?:元)?({NUMBER})(万)(?:元)?")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
PREFIX = re.compile(r"^(人民币|rmb|cny|¥|￥|计)+")
REMARK = re.compile(r"\([^()\d]*\)$")  # 1.2亿元(含设备)
NUMERALS = dict(zip("零〇一二三四五六七八九", (0, *range(10)), strict=True))
NUMERALS |= dict(zip("壹贰叁肆伍陆柒捌玖两", (*range(1, 10), 2), strict=True))
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
IN_WORDS = re.compile(
    f"[{''.join((*NUMERALS, *TENS))}][{''.join((*NUMERALS, *TENS, *LARGE))}]*[元圆]整?"
)

COUNTED = re.compile(f"([{''.join((*NUMERALS, *TENS))}]+)[个家户套枚项件人次场]?")


@dataclass(frozen=True)
class Figure:
    """A number read from a cell and the unit written beside it."""

    value: Decimal
    unit: str = ""

    @property
    def decimals(self) -> int:
        """The digits after the point as written."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


def refusal(key: str, value: Value, **args: object) -> Refused:
    """A refusal of a cell that should hold a number."""
    return Refused(Reason(f"workbooks.{key}", {"value": str(value), **args}))


def read_figure(value: Value) -> Figure:
    """The number of a cell: full-width digits, thousands separators, accounting brackets, a unit."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Figure(Decimal(value))
    if not isinstance(value, str):
        raise refusal("number_unreadable", value)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", value)).lower()
    text = GROUPED.sub(lambda found: found[0].replace(",", ""), PREFIX.sub("", text)).lstrip("+")
    if bracketed := re.fullmatch(rf"\(({NUMBER})\)(\D*)", text):
        text = f"-{bracketed[1]}{bracketed[2]}"
    if compound := COMPOUND.fullmatch(text):
        return Figure(Decimal(compound[1]) * 10000 + Decimal(compound[2]), "万元")
    text = REMARK.sub("", text)
    if IN_WORDS.fullmatch(text) and (spoken := in_figures(text)):
        return Figure(spoken, "元")
    found = FIGURE.fullmatch(text)
    if not found or text.startswith("约"):
        key = "number_not_exact" if re.search(r"^[约近超逾]|[多余]|左右|[-~至]\d", text) else ""
        raise refusal(key or "number_unreadable", value)
    number = Decimal(found["number"])
    number = (
        number.scaleb(int(found["power"])) if found["power"] and len(found["power"]) < 4 else number
    )
    return Figure(-number if found["sign"] else number, found["unit"].removesuffix("整"))


def in_figures(text: str) -> Decimal | None:
    """An amount in Chinese numerals: 叁仟伍佰万元 is 35,000,000; None where it has no such form."""
    total = part = number = Decimal(0)
    for sign in text.removesuffix("整").rstrip("元圆"):
        if sign in NUMERALS:
            number = Decimal(NUMERALS[sign])
        elif sign in TENS:
            part += (number or 1) * TENS[sign]
            number = Decimal(0)
        else:
            count = part + number
            total = (total + count) * LARGE[sign] if sign == "亿" else total + count * LARGE[sign]
            part = number = Decimal(0)
    return total + part + number or None


def unit_of(word: str, units: Units) -> Unit | None:
    """The unit of money or measure that a word names; 万 alone means 万元."""
    word = re.sub(r"\s+", "", unicodedata.normalize("NFKC", word))
    found = units.find(word) or units.find(word.lower())
    return found or (units[SHORT[word.lower()]] if word.lower() in SHORT else None)


def read_fen(value: Value, unit: Unit | None, units: Units) -> tuple[int, Reason | None]:
    """An amount in fen, with a remark where it had to be rounded to the fen; never negative."""
    figure = read_figure(value)
    if figure.unit:
        unit = unit_of(figure.unit, units)
        if unit is None:
            raise refusal("unit_unreadable", value, unit=figure.unit)
    if unit is None:
        raise refusal("unit_unknown", value)
    if unit.base != "CNY":
        raise refusal("currency", value, unit=unit.zh)
    if figure.value < 0:
        raise refusal("negative", value)
    exact = unit.to_base(figure.value) * 100
    fen = int(printed(exact, 0))
    if fen >= 2**63:
        raise refusal("number_too_large", value)
    rounded = Reason("workbooks.rounded", {"value": str(value)}) if fen != exact else None
    return fen, rounded


def read_whole(value: Value) -> int:
    """A whole number that is not negative; a counting word behind it is let pass: 4枚, 壹套."""
    if isinstance(value, str) and (spoken := COUNTED.fullmatch(value.strip())):
        return int(in_figures(spoken[1]) or 0)
    figure = read_figure(value)
    if figure.value < 0:
        raise refusal("negative", value)
    if figure.value != figure.value.to_integral_value() or len(figure.unit) > 1:
        raise refusal("not_whole", value)
    return int(figure.value)
