"""Chinese numerals: 二十三, 一千二百, 二百六十八亿, 九十七点三, 二〇二三."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
BIG = {"万": 10**4, "亿": 10**8}
ROMAN = {c: i for i, c in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", 1)}


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral; None where the characters make no number.

    A scale without a digit before it counts once: 百 is 100, 亿 is 10**8.
    """
    whole, point, tail = text.partition("点")
    if point:
        digits = "".join(str(DIGITS[c]) for c in tail if c in DIGITS)
        number = whole_part(whole)
        if number is None or len(digits) != len(tail) or not tail:
            return None
        return Decimal(f"{number}.{digits}")
    number = whole_part(text)
    return None if number is None else Decimal(number)


def counted(text: str) -> int:
    """A small count in digits or in Chinese numerals; 0 where the characters make no number."""
    return int(text) if text.isdigit() else int(chinese(text) or 0)


def whole_part(text: str) -> int | None:
    """A whole Chinese numeral, by place value or digit by digit."""
    if not text or len(text) > 24:
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text)) if len(text) >= 3 else None
    total = section = digit = 0
    seen, place = False, 1
    for c in text:
        if c in DIGITS:
            if seen and digit:
                return None
            digit, seen = DIGITS[c], True
        elif c in TENS:
            section += (digit or 1) * TENS[c]
            digit, seen, place = 0, True, TENS[c]
        elif c in BIG:
            total = (
                ((total + section + digit) or 1) * BIG[c]
                if c == "亿"
                else total + ((section + digit) or 1) * BIG[c]
            )
            section, digit, seen, place = 0, 0, True, BIG[c]
        else:
            return None
    if digit and place > 10 and text[-2] not in "零〇":
        digit *= place // 10  # 二十四亿三 is 24.3 亿, 三千五 is 3500
    return total + section + digit
