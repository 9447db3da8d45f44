"""What kind of claim a number is: decided by its unit and the words around it, first match wins."""

from __future__ import annotations

import re

from zonebook.core.bulletin.aims import AIMED, DONE_OF, TIMES, Aims, Around
from zonebook.core.bulletin.lexicon import Lexicon
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.text import last_match

HEDGE = (
    r"(?:了|达到?|到|为|约|近|接近|超过?|逾|不足|不到|至少|不少于|不低于|不超过|突破|大约|上|的)*"
)
CLASS = re.compile(
    r"(?:（含）)?(?:及)?以[上下内](?:（含）)?(?:的)?(?:、|[^，。；、\d|\n]{0,6}?(?:项目|企业|工程|单位|机构|客商|大户|部分|园区|设备|职工|人员|法人|主体|产品|村|户|地块|宗地|楼宇|合同|订单|工地))"
    r"|(?:（含）)?(?:及)?以[上下内](?:（含）)?的"
)
FROM_TO = re.compile(r"由[^，。；]{0,16}$")
BY = re.compile(
    r"(?:压减|压缩|缩短|(?<!不)减少|精简|提速|再减|节约|节省|加快|提前|缩减)(?:了|近|约|超过?|逾|达)*$"
)
DISTANCE = re.compile(r"(?<!不)(?:快于|慢于|高于|低于|领先|落后)[^，。；]{0,16}$")
PLACE_WON = re.compile(
    r"(?:前移|提升|上升|前进|进位|跃升|晋升|提高|后移|下降|退后|下滑|退步|进|升|降|位次)(?:了|约)?$"
)
ABOUT_OF = re.compile(
    r"(?:是|为|只有|仅有|只及|相当于|约为|仅为|达到)[^，。；占]{0,12}的(?:约|近|大约)?$"
)
DONE = re.compile(
    r"(?:完成率|完成比例|(?<!序时)进度(?:达到?|为|已达)?|已?完成(?:了|近|约|超过?)?|兑现率为预算)$"
)
PROMISE = re.compile(
    r"时限|公示|说好|约定|限期|期限|承诺|压缩|缩短|压减|限时|办结|审批|回应|响应|即办|办理|开办|办结"
)
DEFINED = re.compile(r"指[^，。；]{0,30}$")
PROMISED = re.compile(r"承诺|时限")
CHANGED = re.compile(
    r"(?:比|较)(?:上年|去年|前年|同期)[^，。；]*(?:增加|增|减少|减|提高|下降|多|少)出?(?:了|约|近)?$"
    r"|(?:同比|比上年|比去年)?(?:增收|增支|减收|减支|短收|多收)了?$"
    r"|同比(?:增加|增|减少|减|多|少|提高|下降)了?$"
)
MOVED = re.compile(r"(?:比|较)[^，。；]{1,10}(?:增加|减少|多|少|提高|下降)了?$")
AT_YEAR_END = re.compile(r"[比较](?:上年|去年)(?:年)?[末底][^，。；]*$")
DONE_NOW = re.compile(
    r"(?:个|家)?(?:均|都)?(?:已|实现)(?:全部|经|正式|建成)?(?:投产|开工|竣工|签约|落地|入库|完工|交付|动工)"
)
RATE_TAIL = re.compile(r"(?<!增长)(?<!下降)率(?:达到?|为|约|近|超过?|升至|提高到|仅|只有|高达)*$")
NET = re.compile(r"净[增减]了?$|净增加$")
NEWLY = re.compile(r"新[增建设签登认引培入获改]|净增")
REACHED = re.compile(r"总数|总量|总额|达到|累计|增至|后")
PART_OF = re.compile(r"其中|来自|的$|分别|、$|以上|以下|以内|项目$|占$")
AMONG = re.compile(r"(?:项目|企业|主体|诉求|名单|事项|办件|资金|合同)(?:当)?中，[^；]*$")
DAILY = re.compile(r"平均每[^，。；]{0,8}|每天平均|日均|月均")
CUT_RATE = re.compile(r"(?:核减|让利|减免)率(?:为|达|约)*$")
BOUNDS = ("以上", "以下", "以内", "及以上", "及以下", "(含)以上", "之内", "及以内")
ABOVE_CLASS = re.compile(r"(?:的)?(?:企业|项目|园区|工程|产业集群)")
# What is counted by these words happens: 火灾1起, 检查156组次.
HAPPENS = frozenset("起场次例单批趟") | {
    f"{word}次" for word in "场批家户件人组车台班项架列趟例轮艘辆宗"
}
CASES = re.compile(r"(?:群众|企业|有效|合理|热线)?(?:诉求|投诉|建议|提案|信访|案件|办件|举报|线索)")
CONTROL = re.compile(r"(?:控制在|不超过|不得超过)[^，。；\d]{0,8}$")
MUST_BE = re.compile(r"要求|须|应当|应按|必须|不得")
IN_ALL = re.compile(r"(?:今年|全年|年内)(?:已|共)?累计(?:达|超|约)*$")
OPENS_CLASS = tuple("以及的（(内之")  # every class and condition is told by one of these
PER_HEAD = re.compile(r"(?:[人户亩]均|平均)[^，。；\d]{0,8}$")
BESIDE = re.compile(
    r"[比较](?P<base>[^，。；\d]{1,10}?)(?:低|高|少|多|便宜|贵|快|慢)(?:了|出|近|约)*$"
)
YEAR_BEFORE = ("上年", "去年", "同期", "上年同期", "去年同期", "前年")
# 压减一般性支出15%: the cut stands before its object.
CUT_OBJECT = re.compile(r"(?:压减|压缩|削减|精简|压降|核减)[^，。；\d占率比]{1,8}$")
GIVEN = re.compile(r"(?:的标准)?(?:给予|予以|进行|发放)?(?:补贴|补助|奖励|资助)")
IF_WITHIN = re.compile(r"以?内[^，。；\d]{1,10}的")
SHORT_OF = re.compile(r"(?:短收|超收|短支|超支)了?$")
BARE_GROWTH = re.compile(r"(?:增长|上升|增加|下降|减少)(?:了|约|近)?$")
GROWTHS = ("yoy_growth", "growth_other")
AMONG_THEM = re.compile(r"^[^，]*(?:企业|公司|客商)投资的$|^来自[^，]*的(?:项目|企业)?$")
AMOUNTS = ("new_in_period", "level")
# 产值过百亿元的企业 names a class; 超过300万元的目标 does not.
OF_CLASS = re.compile(
    r"(?:以[上下内])?的(?!$|[，。；|\n]|目标|水平|规模|台阶|任务|增[长速]|速度|基础|好|成[绩效])"
)
# What has to be met, not what is wanted: 容积率不低于1.2.
REQUIRED = re.compile(
    r"(?:容积率|投资强度|产出|亩均|注册资本|资本金|净资产|绿地率|建筑密度|建筑系数|税收强度|业绩|资质|持证|职称|人员|学历|限高|率"
    r"|高度|占比|比例|得分|评分|信用)[^，。；\d]{0,10}(?:不得?[低少小]于|不得?超过|不[高大]于|不得[低少]于)$"
)
GRANT = re.compile(r"(?:奖励|补助|补贴|资助|奖补|支持|贴息|给予|减免|奖金)[^，。；\d]{0,6}$")
GRANT_OF = re.compile(
    r"每[^，。；]{1,8}|最高|单个|单户|一次性|按照?|分别|首次|对[^。；]{2,40}的|符合|凡"
)
GRANTED_BY = re.compile(r"按照?[^，。；]{0,6}$")
GRANT_SHARE = re.compile(r"(?:补助|补贴|奖励|贴息|担保)比例")
RATED_BY = re.compile(r"按照?[^，。；]{0,12}$")
GROWTH_WORD = re.compile(r"增[速幅长]|涨幅|降幅")
GROWTH_RATE = re.compile(r"增[速幅]")
OTHER_TIME = re.compile(r"[比较](?:\d{1,2}月|[一二三四]季度|上半年|前|期初|\d{4}年)")
PAID = re.compile(r"兑现|发放|拨付|落实|累计|共|已|争取|下达|到账")
GRANT_RATE = re.compile(
    r"计提|返还|支付|(?:的?(?:比例|标准|额度))?[给予以]*(?:补助|补贴|奖励|计收|贴息|资助|支持|减免|收取)|的(?:比例|标准)"
)
MARKED = re.compile(r"[↑↓▲▼]\s*$")
LIMITED = re.compile(r"许可|审批|开办|办照|登记|验收|办证|出证|出照|核准|备案|公示")
CUT_FROM = re.compile(r"[由从][^。；]{0,24}[降减缩压跌][^。；]{0,24}[到至为][^。；]{0,24}$")
BEHIND_IT = re.compile(
    r"[^，。；]{0,16}?(?<![等待拟将未欲])(?:上榜|入围|入选|荣获|获得|下线|复工|亮相|落户|动工|开工|投产|竣工|签约|落地|获评|上市|通车|交付|投用|启用|复产|晋级"
    r"|获奖|摘牌|入库|入驻|到岗|搬进|搬入|搬来|进驻|入园|加盟|授权|结业|过会)"
)
GRANTS = ("补助", "奖补", "补贴", "给予", "最高", "奖金")


class Kinds(Aims):
    """Decides kinds by the words of catalog/lexicon/kinds.yaml."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.annual = True  # whether the text is about a whole year
        words = lexicon.kinds
        self.growth_tail = re.compile(f"{words['growth'].pattern}(?:率|量|额|幅度?)?{HEDGE}$")
        self.cut_tail = re.compile(f"(?<![不没]){words['cut'].pattern}{HEDGE}$")
        self.level_tail = re.compile(r"(?:到|至|为|成)(?:了|约|近|超过?|逾|不低于|至少|不足)?$")

    def kind(self, n: Number, a: Around) -> str:
        """The kind of a claim, first match from above in the table of the golden README."""
        if n.role in ("low", "high"):
            return f"range_{n.role}"
        if a.head:
            return self.in_column(n, a)
        if self.is_threshold(n, a):
            return "threshold"
        if a.tie == "threshold" or (a.tie in GROWTHS and n.unit == "%"):
            return a.tie
        if a.tie == "level" and n.unit in ("day", "hour", "minute"):
            return a.tie
        if (limit := self.time(n, a)) is not None:
            return limit
        if n.unit == "times":
            return "multiple"
        if n.unit == "pp":
            return "pp_change"
        if n.unit == "rank":
            return self.place(n, a)
        if a.tie and n.unit != "times":
            return a.tie
        if n.unit.startswith("CNY") and self.is_grant(a):
            return "level"
        target = self.is_target(n, a)
        if n.unit in ("%", "ratio"):
            return self.rate(n, a, target)
        return "target" if target else self.amount(n, a)

    def in_column(self, n: Number, a: Around) -> str:
        """The kind of a number in a table, from the heading of its column."""
        words, head = self.lexicon.kinds, a.head
        if n.unit == "pp":
            return "pp_change"
        if n.unit == "rank" or re.search(r"排名|位次|名次", head):
            return "rank"
        if re.search(
            r"完成率|完成比例|进度|占年度计划|完成年度|占计划|完成预算|占预算", head
        ) and n.unit in (
            "%",
            "",
        ):
            return "completion_rate"
        if n.unit == "%":
            if re.search(r"增[长速幅减]|同比|环比|[±＋+]", head):
                return "growth_other" if words["other_base"].search(head) else "yoy_growth"
            return "share"
        if re.search(r"比上年|较上年|同比|增减", head):
            return "yoy_growth"
        if re.search(r"时限|承诺|审批时间|压缩", head) and n.unit in ("workday", "day", "hour"):
            return "time_limit"
        if (
            re.search(r"计划(?!总投资)|目标|任务|预算(?!执行|收入|支出)", head)
            and "完成" not in head
        ):
            return "target"
        cues = [self.lexicon.cue_of[m[0]] for m in self.lexicon.cues.finditer(head)]
        return cues[-1] if cues else "level"

    def is_threshold(self, n: Number, a: Around) -> bool:
        """Whether a number defines a class or a condition instead of telling an amount."""
        if n.ordinal or n.unit in ("pp", "times", "rank"):
            return False
        if a.comparator in ("=", "~") and a.post[:1] not in OPENS_CLASS:
            return False
        if n.unit in TIMES and IF_WITHIN.fullmatch(a.post):
            return True
        if DEFINED.search(a.pre) and a.post.startswith(("及以上", "以上", "以下", "及以下")):
            return True
        if n.unit == "CNY" and a.comparator == ">" and not n.more and ABOVE_CLASS.match(a.post):
            return True
        if REQUIRED.search(a.pre) and not a.plan and not self.is_target(n, a):
            return True
        if CONTROL.search(a.pre) and MUST_BE.search(a.lead) and a.comparator == "<=":
            return True
        opened = a.lead[: len(a.lead) - len(a.pre)].endswith(("（", "("))
        if opened and n.unit not in ("%", "ratio") and a.post in BOUNDS:
            return True
        hedged = a.comparator not in ("=", "~") and n.unit != "%" and not n.fraction
        if hedged and re.match("以[上下]的", a.post) and re.search("对|凡", a.lead[-24:]):
            return True
        if hedged and n.unit != "workday" and OF_CLASS.match(a.post):
            return not re.search(r"增[长加]|下降|完成|实现|总投资|总额|累计", a.pre[-10:])
        grown = self.growth_tail.search(a.pre) or re.search(r"(?:达到?|完成|实现|突破|到)$", a.pre)
        if not grown and n.unit not in ("%", "ratio") and CLASS.match(a.post):
            return True
        if (
            "/" in n.unit
            and a.comparator != "="
            and re.search(r"不[低高]于|不超过|不少于", a.pre[-6:])
        ):
            return True
        tail = re.match(r"(?:以[上下])?的(?!$|[，。；|\n])", a.post)
        if (
            n.unit == "%"
            and tail
            and not n.more
            and a.comparator in "<><=>="
            and a.comparator != "="
        ):
            return (
                bool(re.search(r"率|比例|比重|占比|强度|进度|增速|增长|幅", a.lead[-40:]))
                and "目标" not in a.post[:8]
            )
        return a.pre.endswith(("满", "年满", "未满", "低于", "超过")) and a.post.startswith(
            ("的", "以上的")
        )

    def time(self, n: Number, a: Around) -> str | None:
        """The kind of days and hours; None where the number is no time or tells something else."""
        if n.unit not in ("workday", "day", "hour", "minute", "second"):
            return None
        if CHANGED.search(a.pre):
            return "yoy_growth"
        if BY.search(a.pre):
            return "target" if n.unit == "workday" and AIMED.search(a.lead) else "growth_other"
        if self.lexicon.kinds["actual_time"].search(a.pre):
            return "level"
        if LIMITED.search(a.lead) and re.search(r"(?:[由从到至]|时间为?)了?$", a.pre):
            return "time_limit"
        if n.unit == "workday":
            return "time_limit"
        if (
            a.post.startswith(("内", "以内", "之内", "办结", "响应", "回应", "受理"))
            or PROMISE.search(a.pre)
            or PROMISED.search(a.lead)
        ):
            return "time_limit"
        return None

    def is_grant(self, a: Around) -> bool:
        """Whether an amount is what a policy gives: 单个企业最高奖励300万元."""
        if "按" in a.pre and GIVEN.match(a.post) and GRANTED_BY.search(a.pre):
            return True
        if not GRANT.search(a.pre) and not a.pre.endswith(("最高", "最高不超过")):
            return False
        return GRANT_OF.search(a.lead[-48:]) is not None and not PAID.search(a.pre)

    def place(self, n: Number, a: Around) -> str:
        """A place, or places won and lost."""
        if n.ordinal:
            return "rank"
        if n.word in ("个位次", "位次", "个名次", "名次") or PLACE_WON.search(a.pre):
            return "rank_change"
        return "rank"

    def rate(self, n: Number, a: Around, target: bool) -> str:
        """The kind of a percentage or a fraction."""
        if n.word == "折":
            return "level"
        if "比例" in a.pre and GRANT_SHARE.search(a.pre):
            return "share"
        if "按" in a.pre and GRANT_RATE.match(a.post) and RATED_BY.search(a.pre):
            return "share"
        if DONE_OF.search(a.pre) or DONE.search(a.pre):
            return "target" if target and a.plan else "completion_rate"
        if target:
            return "target"
        if n.unit == "ratio" and not n.fraction:
            return "level"
        if n.fraction and ABOUT_OF.search(a.pre):
            return "multiple"
        if n.unit == "%" and (MARKED.search(a.pre) or (n.signed and not a.pre.strip())):
            return self.base(a)
        cut = n.fraction or n.han
        if cut and self.growth_tail.search(a.pre) and CUT_FROM.search(a.lead):
            return "growth_other"
        if CUT_RATE.search(a.pre) or RATE_TAIL.search(a.pre):
            return "share"
        if a.pre.endswith(("同比", "环比", "比上年", "较上年")):
            return self.base(a)
        if self.cut_tail.search(a.pre) or DISTANCE.search(a.pre):
            return "growth_other"
        if (self.growth_tail.search(a.pre) or GROWTH_WORD.search(a.pre[-8:])) and not (
            self.level_tail.search(a.pre) and not GROWTH_RATE.search(a.pre)
        ):
            return self.base(a)
        if CUT_OBJECT.search(a.pre):
            return "growth_other"
        if (beside := BESIDE.search(a.pre)) is not None:
            return "yoy_growth" if beside["base"] in YEAR_BEFORE else "growth_other"
        if not a.pre.strip() and a.before in ("yoy_growth", "growth_other") and n.unit == "%":
            return a.before
        if n.fraction and a.pre.endswith("减"):
            return "growth_other"
        return "share"

    def base(self, a: Around) -> str:
        """Growth against the same time a year before, or against another base."""
        words = self.lexicon.kinds
        other = last_match(words["other_base"], a.pre)
        if a.grown == "growth_other" and BARE_GROWTH.match(a.pre):
            return "growth_other"
        if other is None and OTHER_TIME.search(a.pre):
            return "growth_other"
        return "growth_other" if other is not None else "yoy_growth"

    def amount(self, n: Number, a: Around) -> str:
        """The kind of an amount or a count."""
        if n.unit in TIMES:
            return "level"
        pre = a.pre
        if "净" in pre and NET.search(pre):
            return "new_in_period"
        if "预算" in a.lead and SHORT_OF.search(pre):
            return "growth_other"
        compared = "比" in pre or "较" in pre
        if compared and not self.annual and AT_YEAR_END.search(pre):
            return "growth_other"
        if ("已" in a.post[:2] or a.post[:1] == "实") and DONE_NOW.match(a.post):
            return "new_in_period"
        if (compared or "收" in pre or "支" in pre) and CHANGED.search(pre):
            return "yoy_growth"
        if compared and MOVED.search(pre):
            return "growth_other"
        if n.unit == "count" and a.before in AMOUNTS and AMONG_THEM.search(a.pre):
            return a.before
        if ("均" in pre or "每" in pre) and (DAILY.search(pre) or PER_HEAD.search(pre)):
            return "level"
        if n.unit == "count" and BY.search(a.pre) and CUT_FROM.search(a.lead):
            return "growth_other"
        if "累计" in pre and n.unit in ("count", "person") and IN_ALL.search(pre):
            return "new_in_period"
        own = self.cue(a.pre) or self.following(a.post)
        if a.before in AMOUNTS and "其中" in a.pre and not NEWLY.search(a.pre):
            return a.before
        if own == "level" and n.unit == "count" and a.pre.endswith("已建成"):
            return "new_in_period"
        if own == "level" and NEWLY.search(a.pre) and not REACHED.search(a.pre):
            return "new_in_period"
        if own is None and NEWLY.search(a.pre):
            return "new_in_period"
        if own is not None:
            return own
        if n.word in HAPPENS or (n.word in ("件", "条") and CASES.match(a.post)):
            return "new_in_period"
        if n.unit in ("count", "person") and BEHIND_IT.match(a.post):
            return "new_in_period"
        if "中，" in a.lead and AMONG.search(a.lead[: len(a.lead) - len(a.pre)][-12:]):
            return self.cue(a.lead[-24:]) or a.before or a.past or "level"
        if not a.pre and a.lead.endswith(("，", "；", "。")) and not a.tie:
            return "level"  # a number that opens its clause tells of somebody new
        if not a.pre.strip("、和及") or PART_OF.search(a.pre):
            if "中，" in a.lead and (among := AMONG.search(a.lead)):
                return (
                    self.cue(a.lead[max(0, among.start() - 12) : among.start()])
                    or a.before
                    or "level"
                )
            return a.before or self.cue(a.lead[-60:]) or a.past or "level"
        return "level"

    def cue(self, text: str) -> str | None:
        """The kind that the last cue word names; 投资项目 are projects, not money."""
        last = None
        for found in self.lexicon.cues.finditer(text):
            kind = self.lexicon.cue_of[found[0]]
            paid = found[0] in GRANTS and last == "new_in_period" and PAID.search(text)
            if paid and "，" not in text:
                continue
            if kind == "new_in_period" or not text.startswith(("项目", "企业"), found.end()):
                last = kind
        return last

    def following(self, post: str) -> str | None:
        """The kind that words right after the number name: 84个签约项目."""
        found = self.lexicon.cues.match(post)
        if found is None or not post.startswith(("项目", "企业", "主体"), found.end()):
            return None
        return self.lexicon.cue_of[found[0]]
