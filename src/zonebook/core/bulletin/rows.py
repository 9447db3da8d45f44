"""Numbers that stand in a row and share a unit or a kind: 1、3、15个工作日, 由80提高到126兆伏安."""

from __future__ import annotations

from bisect import bisect_right

from zonebook.core.bulletin.claims import Claim
from zonebook.core.bulletin.meaning import MONEY
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.tables import Tables
from zonebook.core.bulletin.topics import Topics

MOVED_TO = lazily(r"[^，。；\d]{0,10}[到至](?:\d{1,2}月(?:份|末)?)?的?")
LISTED_BY = ("、", "和", "或", "及", "/")
LENT = ("CNY", "USD", "EUR", "HKD", "JPY", "m2", "mu", "m3", "t", "person", "count")
STEP = lazily(r"[^，。；\d]{0,5}[增减升降提扩压缩调加涨][^，。；\d]{0,4}")
STEP_BESIDE = lazily(
    r"[^，。；\d]{0,4}[增减升降提扩压缩调涨跌][^，。；\d]{0,2}[到至为]"
)  # 由14.8万提到16.2万
BESIDE = ("new_in_period", "level", "yoy_growth", "growth_other")  # 8宗、467亩
JOINED_FAR = ("%", "day", "hour", "minute")  # 由9天压缩到3天: more than 、 and 和 joins these
CUT_TO = lazily(
    r"(?:压缩|缩短|压减|缩减|精简|减少|降低|提速|缩|压|降|减)?(?:到|至|为)(?:了|约|近)*"
)


class Rows(Topics):
    """Carries units and kinds along rows of numbers."""

    norm: str
    numbers: list[Number]
    tables: Tables
    plan_starts: list[int]
    is_plan: list[bool]

    def in_plan(self, at: int) -> bool:
        """Whether numbers at a place are aims by default."""
        return self.is_plan[bisect_right(self.plan_starts, at) - 1]

    def share_units(self) -> None:
        """In 1、3、15个工作日 the first numbers take the unit of the last."""
        after: Number | None = None
        for one in reversed(self.numbers):
            bare = not one.unit and not one.has_scale and not one.ordinal
            # 4个、3个、5个工作日: what is counted by 个 stands behind the last.
            bare = bare or (one.word == "个" and after is not None and after.word == "个工作日")
            if bare and after is not None and after.unit and not after.ordinal:
                between = self.norm[one.to : after.at]
                listed = between in LISTED_BY or self.steps(one, between)
                if listed and not self.tables.cell(one.at):
                    one.unit, one.factor, one.word = after.unit, after.factor, after.word
                    one.role = "listed"
            after = one

    def steps(self, one: Number, between: str) -> bool:
        """Whether a bare number is where a step begins: 从80提高到126兆伏安."""
        return (
            between[-1:] in ("到", "至", "为")
            and len(between) <= 8
            and self.norm[one.at - 1 : one.at] in ("由", "从")
            and STEP.fullmatch(between) is not None
        )

    def row_end(self, place: int) -> int:
        """The end of a row of numbers of one unit: 50亿元、100亿元 is followed by one word."""
        one = self.numbers[place]
        for after in self.numbers[place + 1 : place + 8]:
            near = self.norm[one.to : after.at] == "、"
            if not near or after.unit != one.unit or after.ordinal:
                break
            one = after
        return one.to

    def lends(self, n: Number, last: Claim, pre: str) -> bool:
        """Whether a bare amount takes the unit of the claim before: …元，比前年多了三千万."""
        step = n.has_scale and STEP_BESIDE.fullmatch(self.norm, last.to, n.at)
        if not (n.role == "bare" or step) or last.unit not in LENT:
            return False
        if last.unit in ("count", "person", "mu", "m2"):
            if MONEY.search(pre):
                n.unit = "CNY"  # 办满二百个班；贷款最高提到五十万
                return True
            if n.scale >= 10**8:
                return False  # 签下来四十六个，合同额一百一十二亿
        n.unit, n.factor = last.unit, last.factor
        return True

    def tied(self, n: Number, last: Claim) -> str:
        """The kind of the claim before, where 、 or 和 joins both and they have one unit."""
        if n.at - last.to > 2 and n.unit not in JOINED_FAR:
            return ""
        if last.unit != n.unit and last.kind in BESIDE and n.unit in LENT:
            return last.kind if self.norm[last.to : n.at] == "、" and last.unit in LENT else ""
        if last.unit != n.unit or last.kind in ("range_low", "range_high", "rank"):
            return ""
        between = self.norm[last.to : n.at]
        if last.kind == "threshold":
            return "threshold" if between == "、" else ""
        if n.unit in ("day", "hour", "minute") and CUT_TO.fullmatch(between):
            return last.kind if last.kind in ("level", "time_limit") else ""
        if n.unit == "%" and MOVED_TO.fullmatch(between):
            return "" if self.in_plan(n.at) and last.kind == "share" else last.kind
        return last.kind if between in ("、", "和", "及", "以及", "与") else ""
