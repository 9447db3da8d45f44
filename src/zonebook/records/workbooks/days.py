"""Days in all the spellings of offices: 2023年5月6日, 2023.5.6, 5月 under a title, 45052."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

from zonebook.core.period import KnownDay, Precision, first_of_month
from zonebook.core.values import Reason, Refused
from zonebook.records.workbooks.grid import Value

EPOCH = date(1899, 12, 30)  # Excel's day 0, given that it believes in 29 February 1900
NUMERALS = {one: i for i, one in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "元": 1,
}
MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
CLOCK = re.compile(r"[\sT]+\d{1,2}(:|时)\d{1,2}.*$|[\sT]+\d{1,2}:\d{2}.*$")
PART_OF_DAY = re.compile(
    r"(?<=[日号\d])\s*(凌晨|早上|上午|中午|下午|晚上?|晚间)(\d{1,2}([点时:：]\d{0,2}分?半?)?)?$"
)
WEEKDAY = re.compile(r"[(（]?(星期|周|礼拜)[一二三四五六日天][)）]?")
PART_OF_MONTH = re.compile(r"(?<=月)(份|上旬|中旬|下旬|初|中|底|末|月底|月初)$")
SPAN = re.compile(
    r"自?(?P<first>(?:19|20)\d\d[年./-].*?)(?:起?[至到]|[—–~〜]+|--?)(?P<last>(?:19|20)\d\d[年./-].*?)止?"
)
DAY_ALONE = re.compile(r"(\d{1,2})[日号]")
VAGUE = re.compile(r"[前后左右内起约至~]|以前|上半年|下半年|季度|年底|年初|预计|计划|拟")


def unreadable(value: Value, key: str = "day_unreadable", **args: object) -> Refused:
    """A refusal of a cell that should hold a day."""
    return Refused(Reason(f"workbooks.{key}", {"value": str(value), **args}))


def read_day(
    value: Value, *, year: int | None = None, month: int | None = None, month_only: bool = False
) -> KnownDay:
    """The day that a cell says, as far as it is known; Refused if it says none, or one of several.

    `year` and `month` are those of the sheet's title, for cells that name a month and a day only,
    a month, or a day (15日).
    """
    if isinstance(value, date):
        found = KnownDay(value, "day")
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        found = day_of_number(value)
    elif isinstance(value, str):
        found = day_of_text(value, year, month)
    else:
        raise unreadable(value)
    if not 1900 <= found.first.year <= 2200:
        raise unreadable(value, "day_impossible")
    if month_only and found.precision == "day" and found.first.day == 1:
        return KnownDay(found.first, "month")
    return found


def day_of_number(value: int | Decimal) -> KnownDay:
    """A day written as a number: a serial of Excel, 20230506, 202305, 2023, or 2023.5."""
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return day_of_fraction(value)
    digits = str(int(value))
    if len(digits) == 5 or (len(digits) == 6 and not digits.startswith(("19", "20"))):
        if int(value) > 110_000:  # beyond the year 2200
            raise unreadable(value)
        return KnownDay(EPOCH + timedelta(int(value)), "day")
    return day_of_digits(digits, value)


def day_of_digits(digits: str, value: Value) -> KnownDay:
    """20230506, 202305 or 2023."""
    if len(digits) not in (4, 6, 8) or not digits.startswith(("19", "20")):
        raise unreadable(value)
    parts = [int(digits[:4]), int(digits[4:6] or 0), int(digits[6:8] or 0)]
    return made(value, *parts[: len(digits) // 2 - 1])


def day_of_fraction(value: Decimal) -> KnownDay:
    """2023.5 typed as a number is May; 2023.1 may have been 2023.10, so it is refused."""
    whole, _, rest = f"{value.normalize():f}".partition(".")
    if len(whole) == 4 and whole.startswith(("19", "20")) and len(rest) <= 2:
        if rest == "1":
            raise unreadable(value, "day_january_or_october", year=whole)
        return made(value, int(whole), int(rest))
    if len(whole) == 5:  # a moment: the day with a time behind the point
        return KnownDay(EPOCH + timedelta(int(whole)), "day")
    raise unreadable(value)


def day_of_text(value: str, year: int | None, month: int | None = None) -> KnownDay:
    """A day written in words or figures."""
    text = unicodedata.normalize("NFKC", value).strip().strip("'\"“”‘’。;；")
    text = PART_OF_DAY.sub("", WEEKDAY.sub("", CLOCK.sub("", text)))
    text = re.sub(r"\s+", " ", text).strip(" .")
    if english := day_in_english(text, value):
        return english
    text = arabic(text.replace(" ", ""))
    text, vague_part = PART_OF_MONTH.subn("", text)
    if VAGUE.search(text):
        raise unreadable(value, "day_not_exact")
    if text.isdigit():
        return day_of_number(int(text)) if len(text) > 2 else refuse(value)
    if month and (alone := DAY_ALONE.fullmatch(text)):
        return made(value, year, month, int(alone[1])) if year else refuse(value)
    marked = re.fullmatch(
        r"(?:(\d{4}|\d{2})年)?(?:(\d{1,2})月?)?(?:(?<=月)(\d{1,2})[日号]?)?", text
    )
    if marked and ("年" in text or "月" in text):
        return day_of_marked(marked.groups(), value, year)
    parts = re.split(r"[-./、年月,_‐‑–—−\\]", text.rstrip("日号"))
    if vague_part or not all(part.isdigit() for part in parts):
        raise unreadable(value)
    return day_of_parts(parts, value, year)


def refuse(value: Value) -> KnownDay:
    """Refuse as unreadable, where an expression is wanted."""
    raise unreadable(value)


def day_of_marked(parts: tuple[str | None, ...], value: str, year: int | None) -> KnownDay:
    """2023年5月6日, 23年5月, 2023年, 5月6日, 5月."""
    written, month, day = parts
    known = full_year(written) if written else year
    if known is None:
        raise unreadable(value, "day_without_year")
    return made(value, known, int(month or 0), int(day or 0))


def day_of_parts(parts: list[str], value: str, year: int | None) -> KnownDay:
    """2023.5.6, 2023-5, 5.6 under a year, 13/5/2023; refused where the order cannot be told."""
    numbers = [int(part) for part in parts]
    match [len(part) for part in parts]:
        case [4, *rest] if len(rest) in (1, 2):
            return made(value, *numbers)
        case [_, _, 4]:
            return made(value, numbers[2], *month_and_day(numbers[0], numbers[1], value))
        case [2, _, _] if numbers[0] > 12:
            return made(value, 2000 + numbers[0], numbers[1], numbers[2])
        case [2, _] if numbers[0] > 12 and not (year and numbers[1] > 12):
            return made(value, 2000 + numbers[0], numbers[1])
        case [1 | 2, 1 | 2]:
            if year is None:
                raise unreadable(value, "day_without_year")
            return made(value, year, *numbers)
        case [_, _, _]:
            raise unreadable(value, "day_ambiguous")
    raise unreadable(value)


def month_and_day(first: int, second: int, value: str) -> tuple[int, int]:
    """Which of two numbers before a year is the month; refused where both may be."""
    if first > 12 or first == second:
        return second, first
    if second > 12:
        return first, second
    raise unreadable(value, "day_ambiguous")


def day_in_english(text: str, value: str) -> KnownDay | None:
    """6 May 2023, May 6, 2023, 06-May-23, May 2023."""
    found = re.search(r"[A-Za-z]{3,9}", text)
    if not found or found[0][:3].lower() not in MONTH_NAMES:
        return None
    month = MONTH_NAMES.index(found[0][:3].lower()) + 1
    numbers = re.findall(r"\d+", text)
    years = [one for one in numbers if len(one) == 4] or numbers[1:]
    days = [one for one in numbers if len(one) <= 2][:1] if len(numbers) == 2 else []
    if not years or len(numbers) > 2:
        raise unreadable(value)
    return made(value, full_year(years[-1]), month, int(days[0]) if days else 0)


def arabic(text: str) -> str:
    """Chinese numerals of a date in figures: 二〇二三年十二月五日 is 2023年12月5日."""

    def figures(found: re.Match[str]) -> str:
        word = found[0]
        if "十" in word:
            tens, _, ones = word.partition("十")
            return str(10 * NUMERALS.get(tens, 1) + NUMERALS.get(ones, 0))
        return "".join(str(NUMERALS[one]) for one in word)

    text = re.sub("(?<=[〇零○一二三四五六七八九])[OoＯ](?=[〇零○一二三四五六七八九年])", "〇", text)
    return re.sub("[〇零○一二三四五六七八九十]+", figures, text)


def full_year(text: str) -> int:
    """A year of two or four digits."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def made(value: Value, year: int, month: int = 0, day: int = 0) -> KnownDay:
    """The day of these numbers; Refused where there is no such day."""
    precision: Precision = "day" if day else "month" if month else "year"
    try:
        return KnownDay(date(year, month or 1, day or 1), precision)
    except ValueError:
        raise unreadable(value, "day_impossible") from None


def last_of_span(text: str) -> str | None:
    """The last day of a span: 2023年10月16日至2026年10月15日; None where a text names none."""
    found = SPAN.fullmatch(arabic(unicodedata.normalize("NFKC", text).replace(" ", "")))
    return found["last"] if found else None


def first_day_after(known: KnownDay) -> date:
    """The first day after a last day: 有效期至2026年12月 ends with that month."""
    if known.precision == "month":
        return first_of_month(known.first.year, known.first.month + 1)
    if known.precision == "year":
        return date(known.first.year + 1, 1, 1)
    return known.first + timedelta(1)
