"""Whether a number defines a class or sets a condition instead of telling an amount."""

from __future__ import annotations

import re
from bisect import bisect_right

from zonebook.core.bulletin.aims import DONE_OF, TIMES, Around
from zonebook.core.bulletin.amounts import Amounts
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.patterns import lazily

CLASS = lazily(
    r"(?:（含）)?(?:及)?以[上下内](?:（含）)?(?:的)?(?:、|[^，。；、\d|\n]{0,6}?(?:项目|企业|工程|单位|机构|客商|大户|部分|园区|设备|职工|人员|法人|主体|产品|村|户|地块|宗地|楼宇|合同|订单|工地))"
    r"|(?:（含）)?(?:及)?以[上下内](?:（含）)?(?:的|(?:且|并|或者?)[^，。；]{1,24}的)"
)
DEFINED = lazily(r"指[^，。；]{0,30}$")
BOUNDS = ("以上", "以下", "以内", "及以上", "及以下", "(含)以上", "之内", "及以内")
ABOVE_CLASS = lazily(r"(?:的)?(?:企业|项目|园区|工程|产业集群)")
CONTROL = lazily(r"(?:控制在|不超过|不得超过)[^，。；\d]{0,8}$")
MUST_BE = lazily(r"要求|须|应当|应按|必须|不得")
OPENS_CLASS = tuple("以及的（(内之")  # every class and condition is told by one of these
IF_WITHIN = lazily(r"以?内(?:[^，。；\d]{1,10}的|(?:的)?(?:免费|免收|不收|免交))")
LINE_LETTERS = lazily("[槛点限线起]")  # one stands in every word of LINE
LINE = lazily(
    r"(?:门槛|起点线?|下限|上限|红线|底线|警戒线|起征点|限额)(?:[为是由从降提高低到至设定在不于约过超]|调整|放宽)*$|[天日人户次位]限$|起[租订投购批][^，。；\d价]{0,4}$"
)
BOUND_OF = ("的警戒线", "的红线", "的底线", "的上限", "的下限", "的门槛", "的限额")
PUNISHED = lazily(r"的，?(?:暂停|取消|停止|不予|追回|予以|给予|约谈|通报|列入|终止|扣)")
RENTED = lazily(r"起[租订售批投]")
EACH_MORE = lazily(r"每(?:增加|新增|增长|提高|超过?|满|达到?)$")
GRANTED = lazily(r"(?:的)?，?(?:再|另)?(?:给予|予以)?(?:奖|补|资助)")
NORM = lazily(r"(?:不超过|不得超过|不低于|不得低于|不高于|不得高于)[^，。；\d]{1,10}的$")
# 亩均投资低于300万元、亩均税收低于20万元的项目: the class is named behind the last condition.
ROW_OF_CONDITIONS = lazily(
    r"(?:、|或者?|且)[^，。；\d]{2,14}(?:低于|高于|不足|超过|大于|小于)[\d.]+[^，。；、\d（]{0,5}(?:的|（[^）]*）的|$)"
)
UNDONE_FOR = lazily(r"(?:以上)?(?:的)?(?:仍|还|尚|且)?(?:未|没|不|无法)[^，。；\d]{1,12}")
CLASS_OF = lazily(r"以[上下]的(?:仅|只|就|共)?有?\d")
THIS_ONE = lazily(r"[这那该]个?(?:不到|不足|近|约|超过?|将近|仅)$")
AMOUNT_CLASS = lazily(r"以[上下]的?\d+[个家项户]")  # 其中10亿元以上12个
# 产值过百亿元的企业 names a class; 超过300万元的目标 does not.
OF_CLASS = lazily(
    r"(?:以[上下内])?的(?!$|[，。；|\n]|目标|水平|规模|台阶|任务|增[长速]|速度|基础|好|成[绩效])"
)
# What has to be met, not what is wanted: 容积率不低于1.2.
REQUIRED = lazily(
    r"(?:容积率|投资强度|产出|亩均|注册资本|资本金|净资产|绿地率|建筑密度|建筑系数|税收强度|业绩|资质|持证|职称|人员|学历|限高|率"
    r"|高度|占比|比例|得分|评分|信用)[^，。；\d]{0,10}(?:不得?[低少小]于|不得?超过|不[高大]于|不得[低少]于)$"
)
NORMATIVE = lazily(r"(?:不得低于|不少于|不得少于|不得超过|不高于|不小于)$")
WHOSE = lazily(r"(?:以[上下])?的(?!$|[，。；|\n])")
REACHING = lazily(r"(?:达到?|完成|实现|突破|到)$")
OF_RATE = lazily(r"率|投资额|出资|缴纳|金额|比例|比重|占比|强度|进度|增速|增长|幅")
REACHED_BY = lazily(r"增[长加]|下降|完成|实现|总投资|总额|累计")
FIRST_COME = lazily(
    "[送赠领享]|可[获得领享]|免费|的(?:企业|单位|镇街|项目)各?[^，。；予]{0,2}奖"
)  # 前200名送帆布袋
OUTSIDE = lazily(
    r"以[上下]的(?:$|项目|企业|单位|镇街|街道|园区|地区|部门|责任)"
)  # 落后5个百分点以上的，
COUNTED_OF = ("以上的", "及以上的", "以下的", "以内的", "（含）以上的")
COUNTED_AS = ("及以上", "以上", "以下", "及以下")


class Thresholds(Amounts):
    """Tells thresholds by the words around a number and the headings above it."""

    growth_tail: re.Pattern[str]
    conditions: list[tuple[int, bool]] = [(0, False)]  # where headings announce conditions

    def is_threshold(self, n: Number, a: Around) -> bool:
        """Whether a number defines a class or a condition instead of telling an amount."""
        first = a.post[:1]
        if first == "的":
            if a.pre.endswith("连续"):
                return True  # 连续两次的
            if a.pre.endswith(("累计", "累计达", "累计满")) and PUNISHED.match(a.post):
                return True  # 累计两次的暂停拨付
            if a.post.startswith(BOUND_OF):
                return True  # 比2%的警戒线低1.2个百分点
        elif a.pre[-1:] == "续" and a.pre.endswith("连续") and "的" in a.post:
            return True  # 连续两次排名末位的
        if first == "起" and RENTED.match(a.post) and n.unit in ("m2", "count", "CNY", "mu"):
            return True  # 200平方米起租
        if "每" in a.pre and EACH_MORE.search(a.pre) and GRANTED.match(a.post):
            return True  # 每增加100万美元奖励1万元
        if n.unit in ("pp", "times"):
            return OUTSIDE.match(a.post) is not None
        if n.ordinal or n.unit == "rank":
            return a.comparator == "<=" and FIRST_COME.match(a.post) is not None
        if (told := self.is_norm(n, a)) is not None:
            return told
        if a.comparator in ("=", "~") and first not in OPENS_CLASS:
            return False
        if a.comparator not in ("=", "~") and ROW_OF_CONDITIONS.match(a.post):
            return True
        if self.is_condition(n, a):
            return True
        told = self.is_class(n, a)
        return told if told is not None else self.is_rate_class(n, a)

    def is_norm(self, n: Number, a: Around) -> bool | None:
        """Whether a line, a norm or a list of conditions sets the number; None where none does."""
        pre = a.pre[-16:]
        norm = "不" in pre and NORM.search(pre) is not None
        if norm or (n.unit != "%" and LINE_LETTERS.search(pre) and LINE.search(pre)):
            return not a.plan and not self.is_target(n, a)
        hedged = a.comparator not in ("=", "~") and not n.more
        wanted = hedged or pre.endswith(("达到", "达", "放宽至", "放宽到", "降至", "降低至"))
        if wanted and self.in_conditions(n.at):
            return True
        if hedged and NORMATIVE.search(pre) and not a.plan and not self.is_target(n, a):
            return n.unit not in TIMES
        if n.unit == "%" and hedged and a.post in ("及以上的", "（含）以上的") and not a.plan:
            return True  # 增长15%及以上的，
        graded = n.unit == "point" and a.post.startswith(COUNTED_AS) and not a.plan
        return True if graded or (hedged and a.post == "的") else None

    def in_conditions(self, at: int) -> bool:
        """Whether a place stands under a heading that announces conditions."""
        return self.conditions[bisect_right(self.conditions, (at, True)) - 1][1]

    def is_condition(self, n: Number, a: Around) -> bool:
        """Whether the number is what has to be met: 满180天未开工, 容积率不低于1.2, （1亿元以上）."""
        if n.unit in TIMES:
            if IF_WITHIN.fullmatch(a.post):
                return True
            if a.comparator in (">", ">=") and UNDONE_FOR.match(a.post):
                return True
        if n.unit == "%" and CLASS_OF.match(a.post) and not DONE_OF.search(a.pre):
            return True
        if DEFINED.search(a.pre) and a.post.startswith(COUNTED_AS):
            return True
        if n.unit == "CNY" and a.comparator == ">" and not n.more and ABOVE_CLASS.match(a.post):
            return True
        if REQUIRED.search(a.pre) and not a.plan and not self.is_target(n, a):
            return True
        if CONTROL.search(a.pre) and MUST_BE.search(a.lead) and a.comparator == "<=":
            return True
        opened = a.lead[: len(a.lead) - len(a.pre)].endswith(("（", "("))
        return opened and n.unit not in ("%", "ratio") and a.post in BOUNDS

    def is_class(self, n: Number, a: Around) -> bool | None:
        """Whether the number names a class: 10亿元以上项目; None where its words do not tell."""
        hedged = a.comparator not in ("=", "~") and n.unit != "%" and not n.fraction
        if hedged and "/" not in n.unit and AMOUNT_CLASS.match(a.post):
            return True
        if hedged and a.post.startswith(("以上的", "以下的")) and re.search("对|凡", a.lead[-24:]):
            return True
        if hedged and THIS_ONE.search(a.pre):
            return None  # 这个不到三万平方米的孵化器
        if hedged and n.unit != "workday" and OF_CLASS.match(a.post):
            return not REACHED_BY.search(a.pre[-10:])
        whole = n.unit not in ("%", "ratio") and CLASS.match(a.post) is not None
        if whole and not self.growth_tail.search(a.pre) and not REACHING.search(a.pre):
            return True
        if hedged and a.post in COUNTED_OF and not a.plan:
            return True  # 投资达到5000万元以上的，按10%补助
        quotient = "/" in n.unit and a.comparator != "="
        return True if quotient and re.search(r"不[低高]于|不超过|不少于", a.pre[-6:]) else None

    def is_rate_class(self, n: Number, a: Around) -> bool:
        """Whether a rate or a bound names a class: 完成率不足50%的项目, 满18个月的."""
        hedged = a.comparator not in ("=", "~") and not n.more
        if n.unit == "%" and hedged and WHOSE.match(a.post):
            return OF_RATE.search(a.lead[-40:]) is not None and "目标" not in a.post[:8]
        return a.pre.endswith(("满", "年满", "未满", "低于", "超过")) and a.post.startswith(
            ("的", "以上的")
        )
