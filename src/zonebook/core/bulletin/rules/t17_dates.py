"""T17: days exist, weekdays fit their dates, anniversaries fit their years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.numerals import counted
from zonebook.core.bulletin.patterns import lazily

# In two halves: the second begins with a letter that is quickly looked for.
TO_MONTH = lazily(r"(?:((?:19|20)\d\d)年)?(\d{1,2})$")
DAY = lazily(r"月(\d{1,2})日(?:（?\s*(?:星期|周|礼拜)([一二三四五六日天]))?")
FOUNDED = lazily(
    r"(?:成立|创立|始建|创办|组建|建立)于((?:19|20)\d\d)年|((?:19|20)\d\d)年[^，。；]{0,8}(?:成立|创立)"
)
SINCE = lazily(
    r"(?:成立|创立|建区|建园|创办)(?:至今|以来)?(?:的)?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:周年|年)(?:来|以来|多来)"
    r"|(?:今年是|迎来|庆祝)[^，。；\d]{0,6}(?:建区|建园|建院|建厂|成立|创办|创立)(\d{1,2}|[一二三四五六七八九十]{1,3})周年"
)
BIRTHDAYS = {
    "新中国成立": 1949,
    "中华人民共和国成立": 1949,
    "建党": 1921,
    "中国共产党成立": 1921,
    "建军": 1927,
    "改革开放": 1978,
}
BIRTHDAY = lazily(rf"({'|'.join(BIRTHDAYS)})(\d{{1,3}}|[一二三四五六七八九十百]{{1,4}})周年")
WEEK = "一二三四五六日"
LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
say = Say("T17")


def dates(reading: Reading) -> Iterator[DraftFinding]:
    """Dates that cannot be, and ages that do not follow."""
    yield from days(reading)
    yield from ages(reading)


def days(reading: Reading) -> Iterator[DraftFinding]:
    """2月30日; 2024年1月29日（星期二）."""
    norm = reading.norm
    for found in DAY.finditer(norm):
        first = TO_MONTH.search(norm, max(0, found.start() - 7), found.start())
        if first is None:
            continue
        month, day = int(first[2]), int(found[1])
        span = [reading.text.span(first.start(), found.end())]
        told = norm[first.start() : found.end()].strip()
        if not 1 <= month <= 12 or not 1 <= day <= LONGEST[month - 1]:
            yield say("no_such_day", "error", [], told, spans=span, day=told)
            continue
        if first[1] is None:
            continue
        try:
            exact = date(int(first[1]), month, day)
        except ValueError:
            yield say("no_such_day", "error", [], told, spans=span, day=told)
            continue
        weekday = WEEK[exact.weekday()]
        if found[2] and found[2].replace("天", "日") != weekday:
            yield say(
                "weekday",
                "error",
                [],
                f"{told} ≠ 星期{weekday}",
                spans=span,
                day=exact,
                weekday=weekday,
            )


def ages(reading: Reading) -> Iterator[DraftFinding]:
    """成立于2011年 and 成立十五年来 in a report of 2023."""
    if reading.period is None:
        return
    year = int(reading.period.lstrip("@")[:4])
    ages = list(SINCE.finditer(reading.norm))
    founded = {int(a or b) for a, b in FOUNDED.findall(reading.norm)} if ages else set()
    for found in ages:
        told = counted(found[1] or found[2])
        if len(founded) == 1 and told and abs(year - min(founded) - told) > 1:
            formula = f"{year} − {min(founded)} = {year - min(founded)} ≠ {told}"
            yield say(
                "age",
                "error",
                [],
                formula,
                spans=[reading.text.span(*found.span())],
                told=told,
                right=year - min(founded),
            )
    for found in BIRTHDAY.finditer(reading.norm):
        told, since = counted(found[2]), BIRTHDAYS[found[1]]
        if told and since + told not in (year - 1, year, year + 1, year + 2):
            formula = f"{year} − {since} = {year - since} ≠ {told}"
            yield say(
                "age",
                "warning",
                [],
                formula,
                spans=[reading.text.span(*found.span())],
                told=told,
                right=year - since,
            )
