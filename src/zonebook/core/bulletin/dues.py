"""Aims that are told by their time: a figure whose time lies behind the end of the report's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from zonebook.core.bulletin.aims import ALL_OF_THEM, OBJECT, STEPPED, THERE, Around
from zonebook.core.bulletin.amounts import AMOUNTS
from zonebook.core.bulletin.claims import Cell, Moment
from zonebook.core.bulletin.kinds import GROWTHS, Kinds
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.numerals import counted
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.periods import spelled
from zonebook.core.bulletin.text import last_match
from zonebook.core.bulletin.times import Times

BEHIND = lazily(r"[^，。；\d]{0,6}(?:[，（]?|(?:预计|计划|将|拟|力争|争取|可))(?:于|在|到)?")
TO_COME = lazily(
    r"前?(?:可|将|就)?(?:全部|正式|全面|基本)?"
    r"(?:启用|投用|交付|建成|投产|完工|竣工|封顶|开工|到位|通车|投运|完成|开园|开业|上线)(?!后|率|面|项目)|起(?:运行|开通|投用|启用)"
)
# The months that are left of the year: 后面三个月, 最后一个月.
REST = lazily(
    r"(?:后面|剩下|剩余|余下|接下来|未来|(?P<last>最后|年底前))(?:的|这)?(?P<n>[一两二三四五六七八九]|1?\d)个(?:多)?月"
)
SPENT = lazily(r"安排[^，。；\d]{0,6}$|(?:经费|费用|资金|支出)控制在$")
OVER_NOW = lazily(r"已|了|共|累计|先后|去年|上[年月周]|截至|目前|\d月|季度|半年|同意|从")
REST_OF = lazily(r"(?:其余|剩余|剩下|余下)的?$")
WHOLE = lazily(r"全年|年内|今年")
# 规划到2025年达到100万平方米；拥有国家级平台5个: what stands now is told anew.
NOW_AGAIN = lazily(r"；[^，。；\d]{0,6}(?:拥有|现有|建有|累计|已|目前|集聚|聚集)")
CLAUSE_END = lazily("[，。；：]")
MORE = lazily(r"再|要|须|需|力争|确保|至少|还")
URGED = ("推动", "督促", "推进", "盯紧", "加快", "促进", "帮助")
NOTICE = lazily(r"通知|方案|安排|意见|办法|细则|要点|纪要|公告")
DONE_BY_THEN = lazily(r"已|了|共|累计|先后|完成")
RANGED = lazily(r"\d[日号]?[—–~～至到-]+\d")  # 6月17日至22日
RATES = ("share", "completion_rate")
DATED = (*AMOUNTS, "target")
DATED_AT_ALL = frozenset((*DATED, *GROWTHS, *RATES))  # what may turn out to be an aim
NEAR_BEHIND = 14  # characters between a number and the time by which it is due
REACHED = lazily(r"达|完成|实现|突破|力争|确保|不低于")
# 街道承诺11月30日前签约5户: an aim though the day lies inside the report's period.
DEMANDED = lazily(r"(?:承诺|须|务必|确保|力争|要求|限期?)[^，。；\d]{0,3}$")
DONE_BY = lazily(
    r"(?:完成|实现|达到|突破|开工|签约|引进|新增|建成|入库|投产|竣工|培育|招引|办结|新建|新签|新招|盘活|净增)[^，。；\d]{0,8}(?:不[少低]于|超过?|至少)$"
)
NOT_AHEAD = lazily(
    r"(?:未|没有?|待|在[建谈办研])[^，。；\d]{0,6}的$|已|欠|现有|目前|累计|仍|尚|还有|还差|还缺|短缺|其余|剩余|标准|单价|均价|每平方米|去年|上年|前年|[由从][^，。；\d到至]{0,6}$|平均每|每[天日]"
)


class Dues(Times):
    """Tells aims apart from amounts by the words of time around them."""

    kinds: Kinds
    aimed_at: int  # where the last aim stands
    signed_on: tuple[int, int] | None  # year and month of the day that stands alone in a line
    decisions: list[tuple[int, bool]]  # where a meeting decided what is to be done
    due: str  # the period told behind the number at hand

    def ahead(self, n: Number, kind: str, a: Around, cell: Cell | None) -> str:
        """The kind of an amount, which is an aim where its time lies ahead of the report's."""
        self.due = ""
        wanted = kind == "threshold" and a.comparator in (">", ">=") and not a.post.startswith("的")
        if kind == "completion_rate" and a.comparator in (">", ">=") and self.is_wanted(n):
            return "target"
        may_be = kind in DATED_AT_ALL
        if wanted:
            may_be = "/" not in n.unit and DONE_BY.search(a.pre) is not None
        if not may_be or cell is not None or self.calendar.period is None:
            return kind
        if kind == "level" and n.unit in ("day", "hour", "minute"):
            return kind
        if self.told_behind(n, kind) or ("个" in a.lead and self.of_rest(n, kind, a)):
            return "target"
        if kind != "target" and len(self.decisions) > 1 and self.is_decided(n, kind, a):
            return "target"
        return kind if kind == "target" else self.told_before(n, kind, a)

    def is_wanted(self, n: Number) -> bool:
        """Whether an aim stands right before a rate: 投资不低于6.5亿元，达到年度计划的50%以上."""
        return max(self.here[1], n.at - 24) <= self.aimed_at

    def told_behind(self, n: Number, kind: str) -> bool:
        """Whether the words behind an amount say by when it is due."""
        if kind not in DATED or self.told_so_far >= len(self.moments):
            return False
        j = bisect_left(self.moment_starts, n.to, self.told_so_far)
        if j >= len(self.moments):
            return False
        after = self.moments[j]
        if (
            after.at - n.to > NEAR_BEHIND
            or not self.is_due(n, kind, after)
            or (j > 0 and self.is_own(self.moments[j - 1], n))
        ):
            return False
        if REST_OF.search(self.norm, max(0, n.at - 4), n.at):
            return False  # 其余6户由街道于9月20日前完成
        self.due = self.resolve(after, "target", n.at) or ""
        self.used.add(after.at)
        return True

    def is_decided(self, n: Number, kind: str, a: Around) -> bool:
        """Whether a meeting decided what is to be done: acts under 会议议定： that are not over."""
        if not self.in_decision(n.at):
            return False
        spent = kind == "level" and SPENT.search(a.pre) is not None
        if kind in RATES and a.comparator == ">=" and REACHED.search(a.pre):
            return True  # 全年处置率达到75%以上
        acts = kind == "new_in_period" or spent
        return acts and OVER_NOW.search(a.lead) is None

    def in_decision(self, at: int) -> bool:
        """Whether a place stands under a line such as 会议议定：."""
        return self.decisions[bisect_right(self.decisions, (at, True)) - 1][1]

    def is_own(self, before: Moment, n: Number) -> bool:
        """Whether a time of its own stands right before a number: 上半年完成45亿元，12月底前…."""
        if not (n.at - 12 <= before.at and before.to <= n.at):
            return False
        told = before.shape == "period" and not CLAUSE_END.search(self.norm, before.to, n.at)
        return told or self.norm.startswith("前", before.to) or self.is_ahead(before, n.at)

    def of_rest(self, n: Number, kind: str, a: Around) -> bool:
        """Whether an amount is to come in the months that are left: 后面三个月再干86亿元."""
        period = self.calendar.period
        if period is None or kind in RATES:
            return False
        end = period.last_day
        if end.month == 12:
            return False
        found = last_match(REST, a.lead)
        if found is None or NOT_AHEAD.search(a.pre) or WHOLE.search(a.lead[found.end() :]):
            return False
        months = counted(found["n"])
        if kind != "target" and not MORE.search(a.pre):
            return False
        if not 1 <= months <= 12 - end.month:
            return False
        left = end.month + 1 if found["last"] is None else 13 - months
        self.due = spelled(end.year, left, left + months - 1)
        return True

    def told_before(self, n: Number, kind: str, a: Around) -> str:
        """The kind that the last word of time before an amount gives it."""
        sentence, i = self.here[1], self.told_so_far - 1
        if i < 0 or self.moments[i].at < sentence:
            return kind
        if NOT_AHEAD.search(a.pre) and not a.pre.endswith(("不低于", "不少于")):
            return kind
        if n.unit == "CNY" and self.kinds.is_grant(a):
            return kind
        if n.unit in ("count", "person") and (OBJECT.search(a.pre) or STEPPED.search(a.pre)):
            return kind
        if (not a.pre or a.pre.endswith(URGED)) and THERE.match(a.post):
            return kind  # 9月5日前，13个未开工项目要明确
        if n.unit == "count" and (
            ALL_OF_THEM.match(a.post)
            or (a.pre.endswith(("的", "为")) and self.kinds.is_known_set(n, a))
        ):
            return kind  # 上半年6个项目累计完成
        while i >= 0 and self.moments[i].at >= sentence:
            one = self.moments[i]
            i -= 1
            between = self.norm[one.to : n.at]
            if one.shape == "whole_year" and (
                "目标" in between or "任务的" in between or "；" in between
            ):
                continue
            if "；" in between and NOW_AGAIN.search(between):
                return kind
            if kind in RATES and self.norm[one.to : one.to + 1] != "前":
                return kind
            if one.to <= n.at and not self.is_base(one, n, "target"):
                due = self.is_ahead(one, n.at) or self.is_deadline(one, kind, a)
                return "target" if due else kind
        return kind

    def is_deadline(self, one: Moment, kind: str, a: Around) -> bool:
        """Whether a notice says by which day something is done: 10月31日前先行拨付2880万元."""
        by = kind == "new_in_period" and one.day and self.norm.startswith("前", one.to)
        if not by or DONE_BY_THEN.search(a.pre) is not None:
            return False
        return NOTICE.search(self.norm.lstrip()[:60].split("\n", 1)[0]) is not None

    def is_past(self, one: Moment, year: int) -> bool:
        """Whether months lie before the day under the text: 10月上旬开展调查 in a letter of 25 October."""
        if self.signed_on is None or one.shape != "period" or one.last is None or one.at_end:
            return False
        if self.norm.startswith(("前", "底", "末"), one.to):
            return False
        return (one.year or year, one.last) <= self.signed_on

    def is_to_come(self, one: Moment, at: int) -> bool:
        """Whether a word of time lies ahead of a period that is known."""
        return self.calendar.period is not None and self.is_ahead(one, at)

    def is_due(self, n: Number, kind: str, after: Moment) -> bool:
        """Whether a time to come right behind a number says by when: 2.6万平方米，三季度末启用."""
        if not BEHIND.fullmatch(self.norm, n.to, after.at):
            return False
        if not TO_COME.match(self.norm, after.to):
            return False
        due = kind == "target" and self.norm[after.to : after.to + 1] == "前"
        return due or self.is_ahead(after, n.at)

    def is_ahead(self, one: Moment, at: int) -> bool:
        """Whether a word of time lies behind the end of the report's period."""
        period = self.calendar.period
        assert period is not None
        end = period.last_day
        if self.is_until(one) or self.is_past(one, end.year):
            return False
        if self.norm.startswith("前", one.to) and DEMANDED.search(
            self.norm, max(0, one.at - 8), one.at
        ):
            return True
        word, after = self.norm[one.at : one.to], self.norm[one.to : one.to + 1]
        if one.relative is not None and one.year is None:
            year = (self.now or end.year) + one.relative
            return year > end.year and word not in ("今天", "今日")
        spoken = self.now if word in ("年内", "年底") or after == "前" else None
        year = one.year or self.aim_year(at) or spoken or end.year
        if one.shape in ("year_end", "whole_year"):
            due = after == "前" or word in ("年内", "全年") or one.year is not None
            return due and (year > end.year or (year == end.year and end.month < 12))
        if one.shape == "year":
            return year > end.year
        if (
            one.shape != "period"
            or one.last is None
            or (one.day and after not in ("前", "起") and not RANGED.search(word))
        ):
            return False
        if after == "前" and REACHED.search(self.norm, one.to, at):
            return True  # 4月底前签约率达到80%
        return (year, one.last) > (end.year, end.month)
