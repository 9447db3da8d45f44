"""Whether a number is an aim: planned, wanted or due, by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zonebook.core.bulletin.lexicon import Lexicon
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.text import last_match

DONE_OF = re.compile(
    r"(?:完成|达到|实现|占|为|达)[^，。；]{0,24}(?:任务|目标|计划|预算(?!收入|支出|总)|年度计划投资|计划投资)[^，。；]{0,16}的(?:约|近|超)?$"
)
PACE = re.compile(r"(?:序时|时间|形象)?进度(?:（|为|是|要求为?|应为)$")
MUST = re.compile(
    r"(?<![主需重只若必])要(?:从|由|把|在|再|力|完成|实现|建|新|引|达|突破|确保|培|抓好?|推|提|做到|保持|控制)"
)
AIMED = re.compile(r"力争|争取|确保|计划|将")
# What an aim is about, not how much is wanted: 紧盯12家企业, 由8000吨扩至.
OBJECT = re.compile(
    r"(?:紧盯|盯紧|聚焦|围绕|针对|抓好|对|帮扶|[由从])[^，。；\d]{0,6}$|比[去上前]年[^，。；]*的$"
)
ONCE_MORE = re.compile(r"再(?:建|签|压|引|造|培|增|添)[^，。；]{0,8}$")
EXPECTED = re.compile(r"预计(?!总?投资)[^，。；\d投产]{0,6}$")
RUSH = ("冲", "冲击", "瞄准", "剑指", "挑战", "奔向", "直奔")
TIMES = ("workday", "day", "hour", "minute")
BUILT = re.compile(r"(?:建成|达产|投产|满产|竣工|运营|投运)后[^。；]{0,40}$")


@dataclass(slots=True)
class Around:
    """The words around a number."""

    pre: str  # the clause up to the number
    post: str  # what follows, up to the next stop
    lead: str  # the sentence up to the number
    comparator: str
    before: str  # kind of the claim before it in the sentence, or ""
    plan: bool  # whether numbers here are aims by default
    later: bool = False  # whether the text speaks from a year after the report's
    tie: str = ""  # kind of the claim that 、 or 和 joins this one to
    past: str = ""  # kind of the last amount in the paragraph
    grown: str = ""  # kind of the change in an absolute amount that was told right before
    head: str = ""  # heading of the column


class Aims:
    """Tells aims by the words of catalog/lexicon/kinds.yaml."""

    lexicon: Lexicon

    def is_target(self, n: Number, a: Around) -> bool:
        """Whether a number is planned, wanted or due."""
        if a.post.startswith("的目标") or a.pre.endswith(RUSH):
            return True
        if PACE.search(a.pre or a.lead) and n.unit == "%" and "比" not in a.pre:
            return bool(re.search(r"(?:序时|时间)进度", a.lead[-12:]))
        if n.unit not in ("%", "pp") and OBJECT.search(a.pre):
            return False
        if EXPECTED.search(a.pre) or (MUST.search(a.pre) and n.unit not in TIMES):
            return True
        if (
            BUILT.search(a.lead)
            and a.comparator != "<="
            and not re.search("不低于|已", a.lead[-24:])
        ):
            return True
        if ONCE_MORE.search(a.pre) and a.later:
            return True
        words = self.lexicon.kinds["target"]
        aim = last_match(words, a.lead)
        if n.unit not in ("%", "pp") and re.search(
            r"(?<!核减)(?<!压减)(?:年初|完成|调整)?预算(?:数)?(?:的)?$", a.pre
        ):
            return True
        if aim is None or (aim[0] in ("任务", "目标") and DONE_OF.search(a.pre)):
            return a.plan and not re.search(r"由[^，。；\d]{0,6}$|已|现有|去年|上年", a.pre)
        between = a.lead[aim.end() :]
        if aim[0] == "任务" and not between and n.word == "项":
            return a.plan  # 列入督办的任务23项 counts tasks
        if aim[0] in ("计划", "目标", "任务", "预期"):
            near = len(between) <= 8 and not re.search(r"[，、的]|完成率|完成投资", between)
            opened = aim[0] != "任务" and re.match(r"[是为：:]|\d{4}年", between) is not None
            return bool(near or opened or a.plan)
        near_aim = len(between) <= 120 or a.plan
        return near_aim and not re.search(r"目前|现有|已经|累计|去年|上年", between)
