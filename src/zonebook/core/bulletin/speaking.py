"""The year that a text is about, and the year from which it speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from zonebook.core.bulletin.claims import Moment
from zonebook.core.bulletin.patterns import lazily

if TYPE_CHECKING:
    from zonebook.core.bulletin.periods import Calendar

YEARS = lazily(r"(?<!\d)(?<![于是到比较自从至与])((?:19|20)\d\d)年(?![末底初]|\d{1,2}月\d)")
# 力争2024年一季度补齐, 到2026年: years of aims are not those of the report.
YEARS_AHEAD = lazily(
    r"(?:力争|确保|争取|计划|预计|规划|展望|将于|到)[^，。；\d]{0,6}((?:19|20)\d\d)年(?![末底初]|\d{1,2}月\d)"
)
REVIEW = lazily(
    r"((?:19|20)\d\d)年[^，。\n]{0,10}(?:回顾|总结|完成情况|执行情况|工作情况|进展情况)"
)


def main_year(norm: str, moments: Sequence[Moment]) -> int | None:
    """The year under review where a heading names it, else that of its day or the one named most often."""
    if reviewed := REVIEW.search(norm[:20_000]):
        return int(reviewed[1])
    dated = year_of_day(norm, moments)
    counted = Counter(int(y) for y in YEARS.findall(norm[:200_000]))
    ahead = Counter(int(y) for y in YEARS_AHEAD.findall(norm[:200_000]))
    named = counted - ahead
    if not named:
        bracket = re.search(r"〔((?:19|20)\d\d)〕", norm[:2000])
        told = dated or year_of_days(moments) or year_before(norm, ahead)
        return told or (int(bracket[1]) if bracket else None)
    top = max(named.values())
    year = next(year for year in named if named[year] == top)
    if dated is None or f"{year}" in norm.lstrip().partition("\n")[0]:
        return year
    # 芦汀高新区成立于2017年 in a letter of 2024; 2024年一季度补齐 in a text of November before.
    far = not dated - 1 <= year <= dated
    return dated if far or (top == 1 and "今年" in norm) else year


LAST_YEAR = lazily(r"(?<![比较于与同和是超])(?:去年|上年)(?!同期|[末底增])|过去的?一年|回首过去")
THIS_YEAR_AIMS = lazily(
    r"今年[^。；\n]{0,30}?(?:怎么干|目标|力争|要|将|计划|准备|打算|确保|争取|预期|安排|冲刺|再|不低于|不少于)"
)
THIS_YEAR_DONE = lazily(r"今年(?:以来|前|上半年|已|\d|累计|新增|一季度)")


def year_of_day(norm: str, moments: Sequence[Moment]) -> int | None:
    """The year that the day under the title, or under the text, makes the text speak of.

    A text of January tells of the year before where it tells months that are still to come, or the
    whole year without a word of this one.
    """
    day = next(
        (one for one in (*moments[:3], *reversed(moments[-2:])) if is_dateline(norm, one)), None
    )
    if day is None or day.year is None or day.last is None:
        return None
    told = [one for one in moments if one.year is None and one.relative is None and not one.day]
    later = any(one.first == 1 and one.last is not None and one.last > day.last for one in told)
    whole = any(one.shape in ("whole_year", "year_end") for one in told)
    looks_back = whole and not LAST_YEAR.search(norm)
    if LAST_YEAR.search(norm) and THIS_YEAR_AIMS.search(norm):
        looks_back = True
    early = day.last <= 2 and looks_back and not THIS_YEAR_DONE.search(norm)
    return day.year - 1 if later or early else day.year


def is_dateline(norm: str, moment: Moment) -> bool:
    """Whether a day stands in a short line near the top or the end, or opens the text.

    （2024年8月6日，根据录音整理）; 2023年5月24日，管委会主任主持召开…
    """
    if not (moment.year and moment.day) or 400 < moment.at < len(norm) - 120:
        return False
    begin, end = norm.rfind("\n", 0, moment.at) + 1, norm.find("\n", moment.to)
    line = norm[begin : end if end >= 0 else len(norm)].strip()
    if moment.at <= 200 and (line[:1] == "（" or moment.at - begin <= 2):
        return True
    return len(line) <= 40 and not any(stop in line for stop in "，。；|")


def year_before(norm: str, ahead: Mapping[int, int]) -> int | None:
    """The year from which aims are told: 力争2024年一季度补齐 is told in 2023."""
    if not ahead:
        return None
    first = min(ahead)
    opens = re.search(rf"{first}年(?:一季度|第一季度|春节|元旦|上半年|[12]月)", norm[:200_000])
    return first - 1 if opens else first


def year_of_days(moments: Sequence[Moment]) -> int | None:
    """The year that most full days in a text are of."""
    counted = Counter(one.year for one in moments if one.year and one.day)
    return counted.most_common(1)[0][0] if counted else None


# 关于组织申报2024年度…的通知 speaks from 2024.
CALLED = lazily(r"(?:申报|征集|开展|举办|做好|组织|召开|实施|印发)[^\n]{0,10}?((?:19|20)\d\d)年")


def now_year(norm: str, calendar: Calendar, plan: bool = False) -> int | None:
    """The year from which a text speaks: the report's, or the next where it looks back on it."""
    year, period = calendar.year, calendar.period
    if year is None or period is None or period.months != 12:
        return year
    part = norm[:20_000]
    opened = CALLED.search(norm.lstrip()[:48])
    if opened is not None and int(opened[1]) == year:
        return year
    if plan and f"{year}年" in norm.lstrip().split("\n", 1)[0]:
        return year  # 2024年…工作安排 speaks from 2024
    if THIS_YEAR_DONE.search(part) or not THIS_YEAR_AIMS.search(part):
        return year
    looks_back = LAST_YEAR.search(part) or f"{year + 1}年" in part
    return year + 1 if looks_back else year


def is_reviewed(norm: str, year: int) -> bool:
    """Whether a heading reviews the year before one that the title names: 2024年工作会议…2023年工作回顾."""
    found = REVIEW.search(norm[:20_000])
    return found is not None and int(found[1]) == year - 1
