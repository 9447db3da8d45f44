"""T14: every figure has a period that can be told, and one figure does not stand for two years."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from zonebook.core.bulletin import periods
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import of_kind, shown, sure
from zonebook.core.period import Period

GROWTH = ("yoy_growth", "growth_other", "pp_change", "multiple")
TOLD = ("level", "new_in_period", "yoy_growth")
ANNUAL = lazily(r"((?:19|20)\d\d)年(?:度|全年)?.{0,8}(?:情况|总结|综述|报告|公报|成绩单|回顾)")
MEETING = lazily(r"会议?上|大会|全会|动员会")  # its year is that of the meeting
LEAD = lazily(r"^[ \u3000]*((?:19|20)\d\d)年(?:，|全|，全)[^\n]{30,}", re.MULTILINE)
OPENS = lazily(
    r"^[ \u3000]*((?:19|20)\d\d)年(?:，|全年?|上半年|前|[一二三四]季度|1[—–-]\d)", re.MULTILINE
)
say = Say("T14")


def told_periods(reading: Reading) -> Iterator[DraftFinding]:
    """Bases that are no period, and years that do not fit."""
    yield from no_base(reading)
    yield from two_years(reading)
    yield from year_before(reading)
    yield from title_year(reading)
    yield from not_told(reading)


def not_told(reading: Reading) -> Iterator[DraftFinding]:
    """A period that was given with the text, of a year that the text never names."""
    if reading.period is None:
        return
    period = Period.parse(reading.period)
    given = set(range(period.start.year - 1, period.last_day.year + 2))
    told = {one.year for one in reading.moments if one.year is not None}
    if not told or given & told:
        return  # a text of January names the year after, one that compares the year before
    own = periods.report_period(reading.norm, reading.moments)
    if own is None:
        return
    if not opens_with(reading.norm, own[:4]):
        return  # a base of comparison, or an aim, is told with its year
    first = next((one for one in reading.moments if f"{one.year}" == own[:4]), None)
    if first is None:
        return
    spans = [reading.text.span(first.at, first.to)]
    yield say(
        "not_told",
        "ask",
        [],
        f"{own[:4]} ≠ {reading.period}",
        spans=spans,
        told=reading.period,
        year=own[:4],
    )


def opens_with(norm: str, year: str) -> bool:
    """Whether the title or the first words of a text name a year."""
    title = norm.lstrip().partition("\n")[0]
    if len(title) <= 40 and f"{year}年" in title and not MEETING.search(title):
        return True
    return any(found[1] == year for found in OPENS.finditer(norm))


def title_year(reading: Reading) -> Iterator[DraftFinding]:
    """A title of one year over a text that begins with another."""
    title, _, body = reading.norm.lstrip().partition("\n")
    found, lead = ANNUAL.search(title), LEAD.search(reading.norm)
    if (
        found is None
        or lead is None
        or MEETING.search(title)
        or lead[1] == found[1]
        or f"{found[1]}年" in body
    ):
        return
    begin = len(reading.norm) - len(reading.norm.lstrip()) + found.start(1)
    spans = [reading.text.span(begin, begin + 5), reading.text.span(lead.start(1), lead.end(1) + 1)]
    yield say(
        "title_year",
        "ask",
        [],
        f"{found[1]} ≠ {lead[1]}",
        spans=spans,
        title=found[1],
        lead=lead[1],
    )


def year_before(reading: Reading) -> Iterator[DraftFinding]:
    """A headline with its growth under the year before the report's, and under that year nowhere."""
    title = reading.norm.lstrip().partition("\n")[0]
    found = ANNUAL.search(title)
    if found is None or len(title) > 40 or MEETING.search(title):
        return
    year = int(found[1])
    told = {one.indicator for one in reading.claims if one.when[:4] == f"{year}"}
    for one, after in pairwise(reading.claims):
        if (
            one.when[:4] == f"{year - 1}"
            and one.indicator is not None
            and one.indicator not in told
            and one.cell is None
            and after.kind == "yoy_growth"
            and after.sentence == one.sentence
            and after.subject == one.subject
        ):
            yield say(
                "year_before",
                "ask",
                [one],
                f"{shown(one)} @ {one.when} ≠ {year}",
                told=one.when,
                year=str(year),
            )


def no_base(reading: Reading) -> Iterator[DraftFinding]:
    """往年同期 is not one period: which year is meant?"""
    for when in reading.moments:
        if when.shape != "unresolvable":
            continue
        grown = next(iter(reading.claims[bisect_left(reading.starts, when.to) :][:1]), None)
        if grown is None or grown.kind not in GROWTH or grown.at - when.to > 16:
            continue
        if "。" not in reading.norm[when.to : grown.at]:
            word = reading.norm[when.at : when.to]
            yield say("no_base", "ask", [grown], f"{word} = ?", word=word)


def two_years(reading: Reading) -> Iterator[DraftFinding]:
    """The same figure with the same digits under two years: one of the years is stale."""
    same: dict[tuple[str, str, str, Decimal], list[Claim]] = defaultdict(list)
    for one in of_kind(reading, *TOLD):
        name = one.indicator or (one.subject if len(one.subject) >= 4 else "")
        if name and sure(one) and one.cell is None:
            same[name, one.kind, one.unit, one.value].append(one)
    for group in same.values():
        if len(group) < 2 or len(group[0].value.normalize().as_tuple().digits) < 3:
            continue
        for other in group[1:]:
            first = group[0]
            if first.when and other.when and first.when[:4] != other.when[:4]:
                formula = f"{shown(first)} @ {first.when} = {shown(other)} @ {other.when}"
                yield say(
                    "two_years",
                    "warning",
                    [first, other],
                    formula,
                    first=first.when,
                    second=other.when,
                )
                break
