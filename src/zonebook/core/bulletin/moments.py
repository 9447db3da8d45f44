"""Words of time that begin with a numeral: 2023年上半年, 1—7月, 三季度末, 12月31日, 六个月."""

from __future__ import annotations

import re

from zonebook.core.bulletin.claims import Moment
from zonebook.core.bulletin.numerals import chinese
from zonebook.core.bulletin.patterns import lazily

C = "[〇零一二三四五六七八九十百两]"
TO = r"(?:—+|–|-|~|～|至|到)"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = rf"(?:[12]\d|3[01]|0?[1-9]|{C}{{1,3}})"
PART = lazily(
    rf"(?P<m1>{MONTH})(?:月?{TO}(?P<m2>{MONTH}))?月(?!度)(?:份)?"
    rf"(?:(?P<d>{DAY})[日号]?(?:{TO}(?:(?P<m3>{MONTH})月)?{DAY})?[日号])?(?P<e1>末|底)?"
    r"|(?P<half>[上下])半年(?P<eh>末|底)?|(?P<qp>第|前)?(?P<q>[一二三四1-4])个?季度(?P<e2>末|底)?"
    rf"|前(?P<fm>{C}{{1,2}}|\d{{1,2}})个?月"
)
YEAR = lazily(
    r"(?P<iso>(?:19|20)\d\d(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,2}(?!\d))"
    rf"|(?P<y1>(?:19|20)\d\d)年?{TO}(?P<y2>(?:19|20)\d\d)年(?:度|期间)?"
    rf"|(?P<y>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}})(?:财|学)?年(?:度)?"
)
YEAR_END = lazily("末|底|初")
LENGTH = lazily(
    rf"\d+\.\d+(?:年|周?岁|个月)|(?:{C}+|\d+)个?(?:日日夜夜|日夜|昼夜|春秋|寒暑|年头)|(?:{C}+|\d+)(?:多|余|几)?(?:个(?!年(?!度)))?(?:多)?半?"
    r"(?:周年|周岁|岁|年代|年半|年|个?月(?!度)|季度|周|个?星期|个?世纪|载|学年)"
    r"|半年"
)
CLOCK = lazily(
    r"(?:[01]?\d|2[0-4])时(?![间限代段长速效期装])(?:[0-5]?\d分)?|(?:[01]?\d|2[0-4])点(?:钟|整|半|[0-5]?\d分)?(?![位\d多余])|\d{1,2}[:∶：]\d\d(?![\d.∶：:])"
)
DAY_ALONE = lazily(rf"(?:{DAY}日?{TO})?{DAY}日(?!内|以内|均)(?:{TO}{DAY}日)?")
BARE_YEAR = lazily(r"(?:19|20)\d\d(?![\d,.%])")


def number_of(text: str) -> int | None:
    """A small number in digits or in Chinese."""
    if text.isdigit():
        return int(text)
    value = chinese(text)
    return int(value) if value is not None else None


def moment(text: str, at: int) -> Moment | None:
    """The word of time that begins here, unless it is only a length."""
    start = at - 1 if at and text[at - 1] in "前第上下" else at
    if found := YEAR.match(text, at):
        return with_year(text, found)
    part = PART.match(text, start) or (PART.match(text, at) if start != at else None)
    return in_year(part.start(), None, part) if part else None


def with_year(text: str, found: re.Match[str]) -> Moment:
    """A year, with the part of it that follows."""
    at, to = found.span()
    if found["iso"]:
        year, month, day = (int(part) for part in re.split(r"[-/.]", found["iso"]))
        return Moment(at, to, "period", year=year, first=month, last=month, day=day, at_end=True)
    if found["y1"]:
        return Moment(at, to, "span", year=int(found["y1"]), last=int(found["y2"]))
    told = number_of(found["y"])
    if part := PART.match(text, to):
        return in_year(at, told, part)
    if end := YEAR_END.match(text, to):
        return Moment(at, end.end(), "year_begin" if end[0] == "初" else "year_end", year=told)
    return Moment(at, to, "year", year=told)


def in_year(at: int, year: int | None, part: re.Match[str]) -> Moment:
    """Months, a quarter, a half or a day, of a year that may be told elsewhere."""
    groups = part.groupdict()
    first, last = months_of(groups)
    day = number_of(groups["d"]) if groups["d"] and last == first else None
    ended = bool(groups["e1"] or groups["e2"] or groups["eh"] or day)
    return Moment(
        at, part.end(), "period", year=year, first=first, last=last, day=day, at_end=ended
    )


def months_of(groups: dict[str, str | None]) -> tuple[int, int]:
    """The first and last month that a word of time names."""
    if groups["half"]:
        return (1, 6) if groups["half"] == "上" else (7, 12)
    if groups["q"]:
        quarter = number_of(groups["q"]) or 1
        return 1 if groups["qp"] == "前" else 3 * quarter - 2, 3 * quarter
    if groups["fm"]:
        return 1, number_of(groups["fm"]) or 12
    first = number_of(groups["m1"] or "1") or 1
    until = groups["m2"] or groups["m3"]  # 1—7月, 1月1日至7月31日
    return first, (number_of(until) or first) if until else first
