"""Aims that are told by their time: a figure whose time lies behind the end of the report's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from zonebook.core.bulletin.aims import Around
from zonebook.core.bulletin.claims import Cell, Moment
from zonebook.core.bulletin.kinds import AMOUNTS, GROWTHS, Kinds
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.times import STANDING, Times

BEHIND = re.compile(r"[^，。；\d]{0,6}(?:[，（]?|(?:预计|计划|将|拟|力争|争取|可))(?:于|在|到)?")
TO_COME = re.compile(
    r"前?(?:可|将|就)?(?:全部|正式|全面|基本)?"
    r"(?:启用|投用|交付|建成|投产|完工|竣工|开工|到位|通车|投运|完成|开园|开业|上线)"
)
RATES = ("share", "completion_rate")
REACHED = re.compile(r"达|完成|实现|突破|力争|确保|不低于")
NOT_AHEAD = re.compile(
    r"已|现有|目前|累计|仍|尚|还有|去年|上年|前年|[由从][^，。；\d]{0,6}$|平均每|每[天日]"
)


class Dues(Times):
    """Tells aims apart from amounts by the words of time around them."""

    kinds: Kinds
    due: str  # the period told behind the number at hand

    def ahead(self, n: Number, kind: str, a: Around, cell: Cell | None) -> str:
        """The kind of an amount, which is an aim where its time lies ahead of the report's."""
        self.due = ""
        if (
            kind not in (*AMOUNTS, *GROWTHS, *RATES, "target")
            or cell is not None
            or self.calendar.period is None
        ):
            return kind
        j = bisect_left(self.moment_starts, n.to)
        if (
            kind in (*AMOUNTS, "target")
            and j < len(self.moments)
            and self.moments[j].at - n.to <= 14
            and self.is_due(n, kind, self.moments[j])
        ):
            self.due = self.resolve(self.moments[j], "target", n.at) or ""
            self.used.add(self.moments[j].at)
            return "target"
        if kind == "target":
            return kind
        sentence = self.sentence_begin(n.at)
        i = bisect_right(self.moment_starts, n.at) - 1
        granted = n.unit == "CNY" and self.kinds.is_grant(a)
        if granted or i < 0 or self.moments[i].at < sentence or NOT_AHEAD.search(a.pre):
            return kind
        while i >= 0 and self.moments[i].at >= sentence:
            one = self.moments[i]
            i -= 1
            between = self.norm[one.to : n.at]
            if one.shape == "whole_year" and ("目标" in between or "；" in between):
                continue
            if kind in RATES and self.norm[one.to : one.to + 1] != "前":
                return kind
            if one.to <= n.at and not self.is_base(one, n, "target"):
                return "target" if self.is_ahead(one, n.at) else kind
        return kind

    def is_due(self, n: Number, kind: str, after: Moment) -> bool:
        """Whether a time to come right behind a number says by when: 2.6万平方米，三季度末启用."""
        if after.at - n.to > 14 or not BEHIND.fullmatch(self.norm, n.to, after.at):
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
        if self.norm[max(0, one.at - 2) : one.at] in STANDING:
            return False
        word, after = self.norm[one.at : one.to], self.norm[one.to : one.to + 1]
        if one.relative is not None and one.year is None:
            year = (self.now or end.year) + one.relative
            return year > end.year and word not in ("今天", "今日")
        spoken = self.now if word in ("年内", "年底") else None
        year = one.year or self.aim_year(at) or spoken or end.year
        if one.shape in ("year_end", "whole_year"):
            due = after == "前" or word in ("年内", "全年") or one.year is not None
            return due and (year > end.year or (year == end.year and end.month < 12))
        if one.shape == "year":
            return year > end.year
        if one.shape != "period" or one.last is None or (one.day and after != "前"):
            return False
        if after == "前" and REACHED.search(self.norm, one.to, at):
            return True  # 4月底前签约率达到80%
        return (year, one.last) > (end.year, end.month)
