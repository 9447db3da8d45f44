"""Words of time beside a number: which of them it hangs on, and what they mean in their place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from zonebook.core.bulletin import periods
from zonebook.core.bulletin.amounts import DEALT_OUT
from zonebook.core.bulletin.claims import Moment
from zonebook.core.bulletin.meaning import Meaning
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.patterns import lazily

STANDING = ("截至", "截止", "止于", "止至")
TIMES_OF = lazily(r"(?:为|是|当于|约)$")
OF_THEN = lazily(r"(?:年?[末底]|同期)?的")
MOVED_ON = lazily(r"\d[^，。；\d]{0,10}(?:到|至|为|成)(?:了|约|近)*(?=$|\d)")
EVENT = lazily(
    r"投产|开工|签约|启动|竣工|举行|召开|揭牌|奠基|通车|投运|下线|发布|印发|成立|挂牌|开业|举办|竞价|开标|开拍|出发|考察|开会"
)
HELD = ("举行", "召开", "举办", "听取", "开展", "公布", "发布", "印发")
SPOKEN = lazily(r"^[^，。；]*(?:表示|说|指出|介绍|认为|强调|提出|获悉|了解到|要求|议定)，")
# 对去年签约的76个项目挂图作战，: a year inside an attribute is over with its clause.
YEAR_TOLD = lazily(r"\d年|去年|今年")  # before 次年
ATTRIBUTE = lazily(r"[^，。；\d]{0,10}的\d[^，；]*[，；]")
BUILT_THEN = lazily(
    r"[^，。；]{0,16}(?:建成|投产|投用|成立|签约|引进|获批|设立|落户|开工|竣工|投运|启用)的[^，。；\d]{1,12}，"
)  # 2021年投资3.1亿元建成的数字化工厂，
LISTED = ("列入", "纳入")
FOUNDED = (
    "升格",
    "成立",
    "设立",
    "获批",
    "批准",
    "组建",
    "挂牌",
    "创建",
    "更名",
    "建区",
    "建园",
    "始建",
)
STARTS = ("动工", "开工", "投产", "竣工", "开业", "启用", "投用", "建成")
PAPERS = ("印发", "出台", "榜单", "预算", "计划", "成立", "月报", "版）", "以前", "之前")
BASES = ("按", "较", "比", "于", "与", "同", "自", "从")
NOUN = lazily(r"[^\W_](?<!是)(?<!力争|确保|争取|计划|实现|预计)$")
RANGES = ("range_low", "range_high")
WANTED = lazily("力争|确保|争取|计划")


class Times(Meaning):
    """Reads the words of time of one text."""

    norm: str
    calendar: periods.Calendar
    moments: list[Moment]
    moment_starts: list[int]
    sentence_stops: list[int]
    aim_years: list[tuple[int, int]]
    here: tuple[int, int]  # the number at hand, and where its sentence begins
    line: int  # where its line begins
    told_so_far: int  # how many words of time begin before it or at it
    now: int | None  # the year from which the text speaks
    used: set[int]  # words of time told behind their numbers

    def sentence_begin(self, at: int) -> int:
        """Where the sentence of a place begins."""
        if at == self.here[0]:
            return self.here[1]
        s = bisect_right(self.sentence_stops, at - 1)
        return self.sentence_stops[s - 1] + 1 if s else 0

    def is_until(self, moment: Moment) -> bool:
        """Whether a time is that at which things stand: 截至6月末."""
        return self.norm[max(0, moment.at - 2) : moment.at] in STANDING

    def resolve(self, found: Moment, kind: str, at: int) -> str | None:
        """The period that a word of time gives, in the year that its part of the text is about."""
        year = None
        if found.year is None:
            if found.relative is not None:
                year = (self.aim_year(at) or self.now or 0) + found.relative
            elif kind == "target":
                year = self.aim_year(at) or self.year_to_come(found) or self.now
            elif found.shape == "year_end":
                year = self.opened_year(found.at)
        return self.calendar.resolve(found, self.norm, kind, year)

    def opened_year(self, at: int) -> int | None:
        """The past year with which the paragraph opens: 2023年，…。年末光伏装机46兆瓦."""
        line = self.norm.rfind("\n", 0, at) + 1
        i = bisect_left(self.moment_starts, line)
        if i >= len(self.moments) or self.moments[i].at > line + 2 or self.calendar.year is None:
            return None
        year = self.moments[i].year
        return year if year is not None and year < self.calendar.year else None

    def year_to_come(self, found: Moment) -> int | None:
        """The year after the report's that the sentence named before: 力争2024年…，一季度开工率达到60%."""
        i, begin = bisect_right(self.moment_starts, found.at) - 2, self.sentence_begin(found.at)
        while i >= 0 and self.moments[i].at >= begin:
            one = self.moments[i]
            if one.shape == "year" and one.year is not None:
                return one.year if one.year > (self.calendar.year or 9999) else None
            i -= 1
        return None

    def this_year(self, found: Moment, i: int, sentence: int, kind: str) -> str | None:
        """今年 is the report's period, as far as a date before it says, or since January."""
        period = self.calendar.period
        before = self.moments[i] if i >= 0 else None
        if kind == "level" and before is not None and self.stands_on(found, before, sentence):
            return self.resolve(before, kind, self.here[0])
        if before is None or before.at < sentence or kind == "level" or before.day:
            before = None
        if before is not None and period is not None and before.at_end and self.is_until(before):
            year = before.year or period.last_day.year
            return periods.spelled(year, 1, before.last or 12)
        since = self.norm.startswith("以来", found.to) and kind != "level"
        if since and period is not None and period.months in (1, 3):
            return str(period.to_date())
        return self.calendar.text

    def stands_on(self, found: Moment, before: Moment, sentence: int) -> bool:
        """Whether 今年 was told aside in a sentence of stocks: 截至9月末…，今年净增19家；存量203家."""
        until = before.at >= sentence and self.is_until(before) and before.at_end
        between = self.norm[found.to : self.here[0]]
        return until and not before.day and ("；" in between or "，" in between)

    def is_over(self, found: Moment, n: Number, sentence: int) -> bool:
        """Whether a word of time in a clause of its own leaves the clauses after it alone."""
        between = self.norm[found.to : n.at]
        if found.at in self.used and "；" in between:
            return True
        if found.relative == -1 and ATTRIBUTE.match(self.norm, found.to, n.at):
            return True
        past = found.shape == "year" and found.year is not None and "，" in between
        past = past and (found.year or 0) < (self.calendar.year or 0)
        if past and BUILT_THEN.match(self.norm, found.to, n.at):
            return True
        if found.relative == 0 or ("，" not in between and "；" not in between):
            return False
        if self.norm[found.at - 1 : found.at] == "；" and "；" not in between:
            return False  # ；明年满产，产值冲六十亿
        short = "；" in between or found.relative is not None
        if found.shape == "whole_year":
            short = NOUN.search(self.norm, max(0, found.at - 4), found.at) is not None
        if not short:
            return False
        opening = DEALT_OUT.sub("", self.norm[sentence : found.at], count=1).removeprefix("，")
        opening = SPOKEN.sub("", opening, count=1)
        return "，" in opening or "；" in opening

    def aim_year(self, at: int) -> int | None:
        """The year that the heading above names for its aims."""
        i = bisect_right(self.aim_years, (at, 9999)) - 1
        return self.aim_years[i][1] or None if i >= 0 else None

    def happened(self, moment: Moment, n: Number) -> bool:
        """Whether a day is that of an event, at which no stock stands: 5月18日，…项目投产."""
        if self.is_until(moment) or moment.at_end is False:
            return False
        return EVENT.search(self.norm, moment.to, min(len(self.norm), n.to + 24)) is not None

    def is_base(self, moment: Moment, n: Number, kind: str) -> bool:
        """Whether a time is what is compared with, or the day of something else."""
        before = self.norm[max(0, moment.at - 2) : moment.at]
        if moment.relative == 1 and self.norm[moment.at : moment.to] == "次年":
            return YEAR_TOLD.search(self.norm, self.sentence_begin(moment.at), moment.at) is None
        if before.endswith(BASES):
            return not before.endswith("截止于")
        if before in HELD or before in LISTED:
            return True
        if moment.day and self.norm.startswith(("起", "截止"), moment.to):
            return True  # 9月1日起施行
        if before.endswith("由") and MOVED_ON.search(self.norm, moment.to, n.at):
            return True  # 由上年末的18家增至47家
        if TIMES_OF.search(before) and OF_THEN.match(self.norm, moment.to):
            return True  # 为上年末的2.61倍
        between = self.norm[moment.to : n.at]
        if between.count("）") > between.count("（"):
            return True
        if moment.day and self.norm[moment.to : moment.to + 1] in tuple("至到—-~～"):
            return True
        due = kind == "target" and periods.is_due_day(moment, self.norm)
        if (
            moment.day
            and not due
            and ("；" in between or before.endswith("日至") or self.happened(moment, n))
        ):
            return True
        after = self.norm[moment.to : moment.to + 3]
        if moment.shape == "whole_year" and kind != "target":
            aim = after[:2] in ("目标", "任务", "计划") or "目标" in between
            if WANTED.search(self.norm, max(0, moment.at - 4), moment.at) and kind in RANGES:
                return False
            return aim or self.norm[moment.at : moment.to] != "全年"
        if after[:2] in STARTS and self.norm[moment.to + 2 : moment.to + 3] in ("、", "的"):
            return True
        if moment.shape == "year" and after[:2] in FOUNDED and "，" in between:
            return True
        planned = after[:2] == "计划" and (moment.shape == "period" or kind == "target")
        named = after[:2] in PAPERS and not planned
        if named or after[:1] in ("版", "第"):
            return True
        return moment.shape == "year_begin" and kind != "level"
