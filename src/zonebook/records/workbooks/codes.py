"""Codes of sheets: the unified social credit code, words of closed lists, yes and no, periods."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import mul

from zonebook.core.period import Period
from zonebook.core.values import Reason, Refused
from zonebook.records.workbooks.days import arabic
from zonebook.records.workbooks.grid import Value
from zonebook.records.workbooks.words import bare, without_brackets

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
ALPHABET_VALUES = {one: i for i, one in enumerate(ALPHABET)}
USCC_VALUES = {one: i for i, one in enumerate(USCC)}
USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
CREDIT_CODE = re.compile(rf"[{USCC}]{{2}}\d{{6}}[{USCC}]{{10}}")
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997, organisation code
YES = frozenset(bare(one) for one in ("是", "有", "已", "对", "yes", "y", "true", "t", "1", "√"))
NO = frozenset(
    bare(one) for one in ("否", "无", "未", "没有", "非", "不是", "no", "n", "false", "f", "0")
)
NOT = re.compile("[非未不拟待无]|申报|拟定|预")
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def refusal(key: str, value: Value, **args: object) -> Refused:
    """A refusal of a cell that should hold a code."""
    return Refused(Reason(f"workbooks.{key}", {"value": str(value), **args}))


def organisation_digit(code: str) -> str:
    """The check character of the eight characters of an organisation code (GB 11714)."""
    total = sum(map(mul, map(ALPHABET_VALUES.__getitem__, code), WEIGHTS))
    return "0123456789X0"[11 - total % 11]


def last_character(code: str) -> str:
    """The check character of the first seventeen characters (GB 32100-2015, ISO 7064 mod 31).

    The same as stdnum.cn.uscc.calc_check_digit, which a test holds it to, at a tenth of the time.
    """
    total = sum(map(mul, map(USCC_VALUES.__getitem__, code), USCC_WEIGHTS))
    return USCC[-total % 31]


def read_credit_code(value: Value) -> str:
    """A unified social credit code (GB 32100-2015) with both of its check characters."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and abs(value) >= 10**15:
        raise refusal("code_became_number", value)
    text = str(value)
    if not (len(text) == 18 and CREDIT_CODE.fullmatch(text)):
        text = re.sub(r"[\s'’‘`\-_.]+", "", unicodedata.normalize("NFKC", text)).upper()
    if re.fullmatch(r"\d{13}|\d{15}", text):
        raise refusal("code_of_old_kind", value)
    if len(text) != 18:
        raise refusal("code_length", value, length=len(text))
    if not CREDIT_CODE.fullmatch(text) or last_character(text[:17]) != text[17]:
        raise refusal("code_check_digit", value)
    if organisation_digit(text[8:16]) != text[16]:
        raise refusal("code_organisation_digit", value)
    return text


def read_flag(value: Value) -> bool:
    """Yes or no in the marks that offices use."""
    if isinstance(value, bool):
        return value
    text = str(value).strip()
    if text in ("√", "✓", "✔", "☑", "●", "○√"):
        return True
    if text in ("×", "✗", "✘", "x", "X", "☐", "□"):
        return False
    word = bare(without_brackets(text)) or bare(text)
    if word in YES or word in NO:
        return word in YES
    raise refusal("flag_unreadable", value)


def find_code(text: str, codes: Mapping[str, Sequence[str]], *, inside: bool = False) -> str | None:
    """The key whose word a text is, begins or ends with (or holds, if `inside`); None if unsure."""
    found = bare(text).replace("其它", "其他")
    words = {bare(word): key for key, row in codes.items() for word in (key, *row) if word}
    for one in (found, bare(without_brackets(text))):
        if one in words:
            return words[one]
    for word in sorted(words, key=len, reverse=True):
        rest = found.replace(word, "", 1)
        held = found.startswith(word) or found.endswith(word) or inside
        if len(word) > 1 and held and word in found and not NOT.search(rest):
            return words[word]
    return None


def read_period(value: Value, year: int | None = None) -> str:
    """A period as offices write it: 2023年, 1—9月, 一季度, 上半年, 前三季度, 2023-07."""
    if isinstance(value, int) and 1949 <= value <= 2200:
        return str(Period.year(value))
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))
    try:
        return str(Period.parse(text))
    except Refused:
        pass
    text = arabic(text).replace("度", "").replace("份", "")
    if re.fullmatch(r"\d{4}([-./]\d{1,2}){2}", text):  # a day, not two months
        raise refusal("period_unreadable", value)
    found = re.fullmatch(r"(?:((?:19|20)\d\d)[年.-]?)?(.*)", text)
    known = int(found[1]) if found and found[1] else year
    if known is None or found is None:
        raise refusal("period_without_year" if found else "period_unreadable", value)
    return str(period_in_year(known, found[2], value))


def period_in_year(year: int, part: str, value: Value) -> Period:
    """The part of a year that words name; nothing means the whole year."""
    named = {"": (1, 12), "全年": (1, 12), "年": (1, 12), "上半年": (1, 6), "下半年": (7, 12)}
    named |= {"前3季": (1, 9), "前三季": (1, 9)}
    first, last = named.get(part, (0, 0))
    if quarter := re.fullmatch(r"第?([一二三四1-4])季|q([1-4])", part, re.I):
        number = QUARTERS[quarter[1] or quarter[2]]
        first, last = 3 * number - 2, 3 * number
    if months := re.fullmatch(r"(\d{1,2})(?:月)?[-—–~至](\d{1,2})月?(?:累计)?|(\d{1,2})月?", part):
        first = int(months[1] or months[3])
        last = int(months[2] or months[3])
    if not 1 <= first <= last <= 12:
        raise refusal("period_unreadable", value)
    return Period(Period.month(year, first).start, Period.month(year, last).end)
