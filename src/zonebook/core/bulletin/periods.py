"""The period of a claim: words of time resolved beside the period that the text is about."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace

from zonebook.core.bulletin import speaking
from zonebook.core.bulletin.claims import Moment
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.period import Period

FIVE_YEARS = {"十五五": 2026, "十四五": 2021, "十三五": 2016, "十二五": 2011}
CENTURIES = ("20", "19", "21")
NO_YEAR = 1000  # stands in for the year of a text that does not tell it
PLAN_END = lazily(r"(十[二三四五]五)[”」\"』]?(?:时期|期|规划)?末")
SINCE_WORD = lazily("以来|至今")
SINCE = lazily(
    r"(十[二三四五]五)[”」\"』]?(?:时期|期间)?(?:开局)?以来"
    r"|(?<!\d)((?:19|20)\d\d|去)年(?:(1?\d)月)?[^，。；\d]{0,8}?(?:以来|至今)"
)


def is_known(when: str) -> bool:
    """Whether a period has a year that the text tells."""
    return when[:2] in CENTURIES or (when[:1] == "@" and when[1:3] in CENTURIES)


def spelled(year: int, first: int, last: int) -> str:
    """Months of a year in the spelling of periods."""
    if (first, last) == (1, 12):
        return f"{year}"
    if first == last:
        return f"{year}-{first:02}"
    if last - first == 2 and first % 3 == 1:
        return f"{year}-Q{(first + 2) // 3}"
    return f"{year}-{first:02}..{year}-{last:02}"


def joined(moments: Sequence[Moment], norm: str) -> list[Moment]:
    """今年 before 上半年, 2023年 before 年末: two words of time that make one."""
    found: list[Moment] = []
    for one in moments:
        before = found[-1] if found else None
        if before is not None and one.to <= before.to:
            continue
        near = before is not None and norm[before.to : one.at] in ("", "的", " ")
        if (
            near
            and before is not None
            and before.shape == "year"
            and one.year is None
            and one.relative is None
        ):
            found[-1] = replace(one, at=before.at, year=before.year, relative=before.relative)
        else:
            found.append(one)
    return found


WHOLE_YEAR_DONE = lazily(
    # The word that it begins with opens the pattern, so that few places of a text are tried.
    r"全年(?<!力争全年)(?<!确保全年)(?<!争取全年)(?<!预计全年)(?<!目标全年)(?<!计划全年)(?:共|累计|实际|最终)?(?:完成|实现|营收|销售|产值|收入)[^，。；：\d力争确保目标任务计划预期]{0,6}\d"
)


def narrowed(period: str, norm: str, moments: Sequence[Moment], plan: bool = False) -> str:
    """The months that the opening names inside a year that was given: 2023 and 1—7月.

    The months of a plan are marks on its way and narrow nothing.
    """
    if plan or not re.fullmatch(r"\d{4}", period):
        return period
    opening = norm[:120]
    if WHOLE_YEAR_DONE.search(norm, 0, 20_000):
        return period  # 上半年很难，…全年营收7.3亿元
    early = [m for m in moments if m.at < 120 and m.year in (None, int(period))]
    told = report_period(opening, early, int(period)) if early else None
    return told if told is not None and told.startswith(period) else period


def report_period(
    norm: str, moments: Sequence[Moment], year: int | None = None, plan: bool = False
) -> str | None:
    """What period a text is about: its title first, then its most frequent year and months."""
    head = norm[:600]
    year = speaking.main_year(norm, moments) if year is None else year
    title = norm.lstrip().find("\n")
    for one in moments:
        if one.at > len(head):
            break
        named = one.year is not None or (one.relative == 0)
        if one.shape == "period" and one.day is None and one.first and one.last:
            at = one.year if one.year is not None else year
            if at is not None and (one.first == 1 or one.at <= title):
                return spelled(at, one.first, one.last)
        titled = one.shape == "year" and named and one.at <= max(title, 0)
        if titled and one.year is not None and not speaking.is_reviewed(norm, one.year):
            later = [
                m
                for m in moments
                if m.at < 400 and m.first == 1 and m.last and not m.day and m.last < 12
            ]
            if (
                not plan
                and later
                and later[0].year in (None, one.year)
                and title < later[0].at <= title + 60
            ):
                return spelled(one.year, 1, later[0].last or 12)
            return f"{one.year}"
    return f"{year}" if year is not None else None


def signed_on(norm: str, moments: Sequence[Moment]) -> tuple[int, int] | None:
    """Year and month of the day under a text, which stands alone in its line near the end."""
    for one in reversed(moments):
        if one.at < len(norm) - 120:
            return None
        begin, end = norm.rfind("\n", 0, one.at) + 1, norm.find("\n", one.to)
        line = norm[begin : end if end >= 0 else len(norm)]
        if one.year and one.last and one.day and line.strip(" 　（）()") == norm[one.at : one.to]:
            return one.year, one.last
    return None


def day_ends_month(year: int, month: int, day: int) -> bool:
    """Whether a day is the last of its month."""
    return 1 <= month <= 12 and day == monthrange(year, month)[1]


def is_due_day(moment: Moment, norm: str) -> bool:
    """Whether a day is told as the last one: 12月5日前, 到12月28日."""
    return norm.startswith("前", moment.to) or norm[max(0, moment.at - 1) : moment.at] == "到"


class Calendar:
    """Resolves words of time beside the report's period."""

    def __init__(self, period: str | None) -> None:
        self.text = period
        self.period = Period.parse(period) if period else None
        self.year = self.period.last_day.year if self.period else None

    def year_of(self, moment: Moment) -> int | None:
        """The year a word of time means."""
        if moment.year is not None:
            return moment.year
        return None if self.year is None else self.year + (moment.relative or 0)

    def resolve(self, moment: Moment, norm: str, kind: str, told: int | None = None) -> str | None:
        """The period that a word of time gives a claim of this kind; None where it gives none.

        `told` is the year that a word without one is meant in.
        """
        year = told or self.year_of(moment)
        if year is None or moment.shape == "unresolvable":
            return None
        match moment.shape:
            case "year" if moment.relative == 0 and self.year == year:
                return None
            case "year" | "year_end":
                return f"{year}"
            case "whole_year":
                return (
                    f"{year}"
                    if kind in ("target", "range_low", "range_high")
                    or norm[moment.at : moment.to] == "全年"
                    else None
                )
            case "year_begin":
                return f"{year - 1}" if kind == "level" else None
            case "span":
                return f"{moment.year}-01..{moment.last}-12"
        if moment.first is None or moment.last is None:
            return None
        return self.months(moment, year, kind, is_due_day(moment, norm))

    def months(self, moment: Moment, year: int, kind: str, before: bool) -> str | None:
        """Months of a year, a day at or `before` which something is, or an end of months."""
        first, last = moment.first or 1, moment.last or 12
        if moment.day:
            due = kind == "target" and before
            if not due and kind not in ("level", "share"):
                return None
            if kind in ("level", "share") and day_ends_month(year, last, moment.day):
                return f"{year}" if last == 12 else spelled(year, last, last)
            try:
                return str(Period.parse(f"@{year}-{last:02}-{moment.day:02}"))
            except Exception:
                return None
        if not 1 <= first <= last <= 12:
            return None
        if moment.at_end and kind in (
            "share",
            "new_in_period",
            "yoy_growth",
            "growth_other",
            "completion_rate",
        ):
            return None
        return spelled(year, first, last)


def since_told(norm: str) -> list[re.Match[str]]:
    """All places at which a text tells since when: looked for before the few words that close them."""
    told: list[re.Match[str]] = []
    for word in SINCE_WORD.finditer(norm):
        begin = max(word.start() - 24, told[-1].end() if told else 0)
        if (found := SINCE.search(norm, begin, word.end())) is not None:
            told.append(found)
    return told


def since(norm: str, at: int, found: re.Match[str], calendar: Calendar) -> str | None:
    """“十四五”以来, 2021年3月以来: from the first month to the end of the report's period.

    `found` is the last place before `at` at which the text says so.
    """
    if found.start() < at - 60 or calendar.period is None:
        return None
    between = norm[found.end() : at]
    if "。" in between or "；" in between:
        return None
    last = calendar.period.last_day
    end = f"{last.year}-{last.month:02}"
    plan, year, month = found.groups()
    if plan is not None:
        return f"{FIVE_YEARS[plan]}-01..{end}"
    first = last.year - 1 if year == "去" else int(year)
    begun = f"{first}-{int(month or 1):02}"
    return f"{begun}..{end}" if begun < end else None
