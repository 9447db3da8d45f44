"""The period of a number: the word of time that it hangs on, else what its neighbours stand for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from zonebook.core.bulletin import periods
from zonebook.core.bulletin.aims import Around
from zonebook.core.bulletin.amounts import AMOUNTS, DAILY
from zonebook.core.bulletin.claims import Cell, Claim, Moment
from zonebook.core.bulletin.headed import Headed
from zonebook.core.bulletin.lengths import YearsLong
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.numerals import counted
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.text import last_match
from zonebook.core.bulletin.times import BUILT_THEN, RANGES

RISEN_FROM = lazily(
    r"[由从](?:上年末?的|去年末?的|年初的|(?P<ago>[一两二三四五六七八九十])年前的)?$"
)
# 2018年以来，…由169家增加到502家: the second figure stands now.
STANDS_NOW = lazily(r"(?:[增升高加展大进缩减降][到至为]|总[数量额]|现有|已有)[^，。；\d]{0,4}$")
ENDS_OF_YEAR = ("whole_year", "year_begin", "year_end")
RISING = ("level", "share", "rank")  # what may be told as risen from one time to another
AT_ONCE = ("share", "yoy_growth", "threshold")  # what no length of years is told of
GROWING = ("count", "person", "CNY", "%")
RISES = lazily(r"(?:增加?|提高?|上升|扩大|发展|跃升|升|涨|长)[到至为]")
WANTED = lazily(r"(?<![主需重])要(?![求点素闻])|恳请|建议|拟|将(?!近)|力争|确保|计划")
LAST_PLACE = ("较上年", "较去年", "比上年", "比去年", "较上年的", "较去年的")
LAST_MONTH = ("由上月的", "从上月的", "由上月", "从上月", "较上月的", "较上月")
LAST_TIME = (*LAST_PLACE, *LAST_MONTH)
RANK_MOVED = lazily(r"[一-鿿]{0,4}?[进升掉降退跃提滑跌移][到至为]")
FALLS = lazily(r"(?:减少?|下降|降)[到至为]")
SINCE_JANUARY = lazily(
    r"(?:年初以来|今年以来|今年已?累计|本年累计|今年共?新|今年已|(?<!期末)累计)(?![^，]*当月)"
)
ATTEND = lazily(r"参加|出席|到会|应到|实到|列席|与会|成员")
# 增长5%, 占三成: the period is that of the figure before.
OF_YEAR = lazily(r"年度|全年|年初(?:预算|计划|目标|任务|确定)")
BASE_OWN = lazily(
    r"[比较](?:(?P<word>去年|上年|前年)|(?P<year>(?:19|20)\d\d)年)[^，。；\d]{0,8}的$"
)
SAME_TIME = lazily("同期|同时期|(?:的)?(?:这个?时[候间]|此时|这会儿)")
PLACED = lazily(r"(?:均|都|仍)?(?:居|列|位居|位列|排|排名|名列|总量居)")
ADVERBS = lazily(r"^[ （(｜|]*(?:整整|正好|足足|又|也|还|仍|则|均|都)*")
GOES_ON = lazily(
    r"[、和]?(?:同比|环比|按|比|较|名义|实际|可比|分别|均|占|增|下降|降|减|上升|提高|回落|正好|翻|快于|慢于"
    r"|高于|低于|总量的|增速|增幅|跌|涨|↑|↓|[+-]?$)"
)
DERIVED = (
    "share",
    "yoy_growth",
    "growth_other",
    "pp_change",
    "completion_rate",
    "multiple",
    "rank_change",
)
CLOCKED = ("second", "minute", "hour")
OWN_TIME = ("target", "threshold", "time_limit", "range_low", "range_high")
PLAN_YEARS = lazily(r"20\d\d年?[—–~至-](20\d\d)年")
WISHED = lazily(r"希望|力争|目标|争取|再|用|实现|突破|达到")


class Timing(Headed):
    """Settles when a figure stands."""

    plans_told: list[re.Match[str]]  # where the text says “十四五”以来
    plan_ends: list[int]
    years_planned: str  # the last year of the plan that the title names: 2021—2025年
    long_starts: list[int]  # lengths of years: 过去五年
    long_spans: list[YearsLong]
    main: Claim | None  # the last claim that is no aim, no limit and no end of a range
    aimed_at: int  # where the last aim stands
    aside: set[int]  # claims that only tell a base of comparison

    def period_of(
        self, n: Number, kind: str, a: Around, cell: Cell | None, last: Claim | None
    ) -> str | None:
        """The period of a claim: since a plan, the last word of time before it, or the report's."""
        calendar = self.calendar
        if self.due:
            return self.due
        if kind in RISING and (risen := self.risen(n, kind, a)) is not None:
            return risen
        if self.plans_told and (since := self.since(n.at)) is not None:
            return calendar.text if kind == "level" and STANDS_NOW.search(a.pre) else since
        if cell is not None:
            return self.in_column_of(cell, kind)
        if kind == "target" and OF_YEAR.search(a.pre) and calendar.year is not None:
            return f"{self.aim_year(n.at) or self.now}"
        if (long := self.years_long(n, kind, a)) is not None:
            return long
        if kind == "rank" and last is not None and PLACED.match(a.pre) and last.kind in AMOUNTS:
            return last.when
        if kind in DERIVED and last is not None and self.goes_on(n, kind, a, last):
            return self.main.when if self.main is not None else last.when
        if kind in AMOUNTS and a.pre.startswith("其中") and self.is_part(n, last):
            return self.main.when if self.main is not None else None
        own = BASE_OWN.search(a.pre) if a.pre[-1:] == "的" else None
        if own is not None and self.now is not None:
            self.aside.add(n.at)
            before = 2 if own["word"] == "前年" else 1
            return own["year"] or f"{self.now - before}"
        if self.is_cumulative(kind, a):
            assert calendar.period is not None
            return str(calendar.period.to_date())
        told = self.told(n, kind)
        if told is not None and told.startswith("@") and n.unit in CLOCKED:
            return calendar.text  # 5月22日…车程25分钟: a length stands at no day
        return told if told is not None else self.untold(n, kind, a)

    def since(self, at: int) -> str | None:
        """The months since which the words “十四五”以来 before a number make it count."""
        i = bisect_right(self.plan_ends, at) - 1
        return periods.since(self.norm, at, self.plans_told[i], self.calendar) if i >= 0 else None

    def risen(self, n: Number, kind: str, a: Around) -> str | None:
        """由98家增至176家: the first figure stands at the time compared with."""
        period = self.calendar.period
        near = a.pre[-7:]
        if period is None or not ("由" in near or "从" in near or near.endswith(LAST_TIME)):
            return None
        if kind == "rank" and near.endswith(LAST_MONTH) and period.months == 1:
            self.aside.add(n.at)
            first = period.start
            year, month = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
            return periods.spelled(year, month, month)
        if kind == "rank" and n.ordinal and near.endswith(LAST_PLACE):
            self.aside.add(n.at)
            return str(period.years_earlier())  # 较上年第9位后退4位
        if kind == "rank" and near.endswith(("由", "从")) and RANK_MOVED.match(a.post):
            self.aside.add(n.at)
            return str(period.years_earlier())  # 从第9掉到第12
        if kind not in ("level", "share") or n.unit not in GROWING:
            return None
        found = RISEN_FROM.search(near)
        if (period.months < 12 or self.now != self.calendar.year) and (
            a.plan or WANTED.search(a.lead[-32:])
        ):
            return None  # 要将现场人员由110余人增至180人
        if found is None or not (
            (RISES.match(a.post) and (kind == "level" or len(found[0]) > 1))
            or (FALLS.match(a.post) and len(found[0]) > 1)
        ):
            return None
        self.aside.add(n.at)
        if (base := self.base_year(n) or self.years_before(n)) is not None:
            return f"{base}"
        if len(found[0]) > 1 and self.calendar.year is not None:
            return f"{self.calendar.year - (counted(found['ago']) if found['ago'] else 1)}"
        return str(period.years_earlier())

    def base_year(self, n: Number) -> int | None:
        """The first year that the sentence names before this number, where it is long past."""
        year, begin = self.calendar.year, self.sentence_begin(n.at)
        i = bisect_left(self.moment_starts, begin)
        while i < len(self.moments) and self.moments[i].at < n.at:
            told = self.moments[i].year
            if told is not None and year is not None and told < year:
                return told
            i += 1
        return None

    def years_before(self, n: Number) -> int | None:
        """The year in which a span of years began that the sentence tells: 5年间，由218亿元增至…"""
        i, year = bisect_right(self.long_starts, n.at) - 1, self.calendar.year
        if i < 0 or year is None or self.long_starts[i] < self.sentence_begin(n.at):
            return None
        found = self.long_spans[i]
        return year - found.length if found.looks_back and 2 <= found.length <= 20 else None

    def years_long(self, n: Number, kind: str, a: Around) -> str | None:
        """过去五年累计, 五年翻一番, 年均增长 since a year, 三年完成 of an aim."""
        if kind in AT_ONCE:
            return None
        average = "年均" in a.pre
        i = bisect_right(self.long_starts, n.at) - 1
        near = i >= 0 and self.long_starts[i] >= n.at - len(a.lead)
        period, year = self.calendar.period, self.calendar.year
        if not (average or near) or period is None or year is None:
            return None
        if average and (told := self.span_told(n)) is not None:
            return told
        if average and kind == "growth_other" and (base := self.base_year(n)) is not None:
            return f"{base + 1}-01..{year}-12"
        if not near:
            return None
        found = self.long_spans[i]
        near = n.at - found.to <= 16 and not re.search("[，；]", self.norm[found.to : n.at])
        length = found.length
        if not 2 <= length <= 20 or (not near and not found.looks_back):
            return None
        if kind == "target" or (kind == "multiple" and WISHED.search(a.pre)):
            return f"{self.plan_end(length)}"
        doubled = kind == "multiple" and n.word == "番"
        flows = doubled or kind in ("new_in_period", "growth_other") or "累计" in a.pre
        if period.months != 12 or not flows or (kind == "growth_other" and not average):
            return None
        return f"{year - length + 1}-01..{year}-12"

    def span_told(self, n: Number) -> str | None:
        """The years that the sentence names for an average up to the report's: 过去五年（2019—2023年）."""
        i = bisect_right(self.moment_starts, n.at) - 1
        if i < 0 or self.moments[i].shape != "span" or self.moments[i].last != self.calendar.year:
            return None
        if self.moments[i].at < self.sentence_begin(n.at):
            return None
        return f"{self.moments[i].year}-01..{self.moments[i].last}-12"

    def plan_end(self, length: int) -> int:
        """The last year of a plan of so many years: told by its title, or counted from now."""
        title = self.norm.lstrip()[:60]
        told = re.search(r"(20\d\d)年?[—–~至-](20\d\d)年", title)
        if told and int(told[2]) - int(told[1]) + 1 == length:
            return int(told[2])
        return (self.now or 0) + length - 1

    def of_stock(self, kind: str, sentence: int) -> str | None:
        """The date of a share that is told among stocks: 截至11月底…总量…，占34.5%."""
        main = self.main
        if (
            kind != "share"
            or main is None
            or main.at < sentence
            or main.kind not in ("level", kind)
        ):
            return None
        return main.when

    def dealt(self, n: Number, i: int, sentence: int) -> Moment | None:
        """4月、5月、6月分别增长: the times of a row, dealt out to the numbers in their order."""
        begin = sentence if sentence > n.at - 40 else n.at - 40
        at = self.norm.rfind("分别", begin, n.at) if i else -1
        if at < 0 or "，" in self.norm[at : n.at]:
            return None
        row = [self.moments[i]]
        while i > 0 and self.norm[self.moments[i - 1].to : row[0].at] in ("、", "和"):
            i -= 1
            row.insert(0, self.moments[i])
        between = self.norm[at : n.at]
        place = between.count("、") + between.count("和")
        told = row[-1].to <= at and self.moments[i].at >= sentence and len(row) > 1
        return row[place] if told and place < len(row) else None

    def this_year_until(self, found: Moment, sentence: int) -> str | None:
        """今年…截至7月底: what was done from January on, where the sentence says 今年."""
        period = self.calendar.period
        until = self.is_until(found) and not found.day
        if not until or period is None or "今年" not in self.norm[sentence : found.at]:
            return None
        return periods.spelled(found.year or period.last_day.year, 1, found.last or 12)

    def is_part(self, n: Number, last: Claim | None) -> bool:
        """Whether 其中 goes on with the amount before it, with no other time between."""
        main = self.main
        if main is None or last is None or main.sentence != last.sentence:
            return False
        i = self.told_so_far - 1
        return (i < 0 or self.moments[i].at < main.to) and main.at not in self.aside

    def goes_on(self, n: Number, kind: str, a: Around, last: Claim) -> bool:
        """Whether a growth or a share is told of the figure right before it."""
        if kind == "completion_rate" and self.main is not None:
            done = self.main.kind == "new_in_period" or self.main.unit == "CNY"
            last = self.main if done and self.main.sentence == last.sentence else last
        if last.kind in OWN_TIME or last.at in self.aside or "；" in self.norm[last.to : n.at]:
            return False
        if kind != "completion_rate" and not GOES_ON.match(ADVERBS.sub("", a.pre)):
            return False
        i = self.told_so_far - 1
        while i >= 0 and self.moments[i].at >= last.to:
            if not self.is_base(self.moments[i], n, "level"):
                return False
            i -= 1
        return True

    def told(self, n: Number, kind: str) -> str | None:
        """The last word of time in the sentence that is no base of comparison."""
        sentence, i = self.here[1], self.told_so_far - 1
        if i < 0 or self.moments[i].at < sentence:
            return None
        if (dealt := self.dealt(n, i, sentence)) is not None:
            return self.resolve(dealt, kind, n.at)
        stop, passed = (i - 12 if i > 11 else -1), False
        while i > stop and self.moments[i].at >= sentence:
            found = self.moments[i]
            i -= 1
            over = self.is_over(found, n, sentence)
            passed = passed or over
            if found.to > n.at or over or self.is_base(found, n, kind):
                continue
            if found.shape == "whole_year" and kind != "target" and self.aimed_at > found.to:
                continue  # 全年盘子是300亿元，才完成62%: the whole year is the aim's
            if passed and found.shape in ENDS_OF_YEAR:
                continue
            aside = kind == "threshold" and "；" in self.norm[found.to : n.at]
            if aside and not self.is_until(found):
                continue
            stands = kind in AMOUNTS or (kind == "time_limit" and found.shape == "period")
            if stands and self.is_to_come(found, n.at):
                continue  # 到10月底，没动工的19个项目: nothing stands or was done at a time to come
            passed = passed or found.at_end
            if found.relative == -1 and SAME_TIME.match(self.norm, found.to):
                self.aside.add(n.at)
                period = self.calendar.period
                return str(period.years_earlier()) if period is not None else None
            near = kind == "share" and found.at_end and "，" not in self.norm[found.to : n.at]
            when = self.resolve(found, "level" if near else kind, n.at)
            if when is None and found.at_end and kind != "level":
                when = self.this_year_until(found, sentence) or self.of_stock(kind, sentence)
            if when is not None:
                if (found.relative or 0) < 0 and when != self.calendar.text:
                    self.aside.add(n.at)
                return when
            if found.shape == "year" and found.relative == 0:
                return self.this_year(found, i, sentence, kind)
        return None

    def untold(self, n: Number, kind: str, a: Around) -> str | None:
        """The period of a figure whose sentence has no word of time."""
        wanted = kind in RANGES and a.plan
        if wanted and n.unit == "%":
            low = n.pair.at if n.role == "high" and n.pair is not None else n.at
            wanted = self.kinds.growth_tail.search(a.pre[: len(a.pre) + low - n.at]) is not None
        if kind == "target" or wanted:
            if (due := self.standing_aim(n) or self.headed_aim(n)) is not None:
                return due
            if "末" in a.lead and (ends := last_match(periods.PLAN_END, a.lead)) is not None:
                return f"{periods.FIVE_YEARS[ends[1]] + 4}"  # 到“十四五”末
            if year := self.aim_year(n.at):
                return f"{year}"
            if self.years_planned and "每年" not in a.pre and "年均" not in a.pre:
                return self.years_planned
            if self.now is not None and self.now != self.calendar.year:
                return f"{self.now}"
        if n.unit == "person" and kind == "level" and ATTEND.search(a.lead[-60:] + a.post[:12]):
            i = bisect_right(self.moment_starts, n.at) - 1
            for one in reversed(self.moments[max(0, i - 3) : i + 1]):
                if one.day and n.at - one.to < 160:
                    when = self.calendar.resolve(one, self.norm, "level")
                    return when or self.calendar.text
        if "当月" in a.lead and kind not in OWN_TIME and (month := self.last_month()) is not None:
            return month
        if self.headed and kind not in OWN_TIME and (when := self.headed_time(n, kind)) is not None:
            return when
        when = self.standing(n, kind)
        return when if when is not None and not DAILY.search(a.pre) else self.calendar.text

    def last_month(self) -> str | None:
        """The month that 当月 means in a report that runs from January on."""
        period = self.calendar.period
        if period is None or period.is_day or not 1 < period.months < 12:
            return None
        return periods.spelled(period.last_day.year, period.last_day.month, period.last_day.month)

    def standing(self, n: Number, kind: str) -> str | None:
        """The day or the year that an earlier sentence of the paragraph sets for what follows."""
        line, sentence, i = self.line, self.here[1], self.told_so_far - 1
        while i >= 0 and self.moments[i].at >= sentence:
            i -= 1
        if i < 0 or self.moments[i].at < line or kind in OWN_TIME:
            return None
        stop = max(-1, i - 8)
        while i > stop and self.moments[i].at >= line:
            found = self.moments[i]
            i -= 1
            until = self.is_until(found)
            if until and found.at_end and not found.day and kind == "level":
                return self.resolve(found, kind, n.at)
            if BUILT_THEN.match(self.norm, found.to):
                continue
            opens = not self.norm[self.sentence_begin(found.at) : found.at].strip(" 　“")
            year, told = self.calendar.year, found.year
            if told and year and (until or (opens and found.shape == "year")):
                return f"{told}" if told < year else None
        return None

    def is_cumulative(self, kind: str, a: Around) -> bool:
        """Whether a number of a month's or quarter's report tells the sum since January."""
        period = self.calendar.period
        if kind not in AMOUNTS or period is None or period.months not in (1, 3):
            return False
        if SINCE_JANUARY.search(a.pre) is not None:
            return a.comparator != "<="  # 年度累计不超过30万元 is a cap
        return kind == "new_in_period" and re.match(r"\s*(?:今年|年初)以来", a.lead) is not None
