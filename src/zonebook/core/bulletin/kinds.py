"""What kind of claim a number is: decided by its unit and the words around it, first match wins."""

from __future__ import annotations

import re

from zonebook.core.bulletin.aims import AIMED, DONE_OF, Around
from zonebook.core.bulletin.amounts import (
    AMOUNTS,
    BY,
    CHANGED,
    CUT_FROM,
    PAID,
    STEPPED_TO,
    STEPS_TO,
)
from zonebook.core.bulletin.lexicon import Lexicon
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.text import last_match
from zonebook.core.bulletin.thresholds import Thresholds

HEDGE = (
    r"(?:了|达到?|到|为|约|近|接近|超过?|逾|不足|不到|至少|不少于|不低于|不超过|突破|大约|上|的)*"
)
FROM_TO = lazily(r"由[^，。；]{0,16}$")
DISTANCE = lazily(r"(?<!不)(?:快于|慢于|高于|低于|领先|落后)[^，。；]{0,16}$")
PLACE_WON = lazily(
    r"(?:前移|提升|上升|前进|进位|跃升|晋升|提高|后移|下降|退后|后退|倒退|下滑|滑落|退步|上移|下移|攀升|爬升|前跃|进|升|降|位次|[往向][前后上下][一-鿿]|[退掉跌滑](?=了))(?:了|约)?$"
)
ABOUT_OF = lazily(
    r"(?:是|为|只有|仅有|只及|相当于|约为|仅为|达到)[^，。；占]{0,12}的(?:约|近|大约)?$"
)
DONE = lazily(
    r"(?:(?:完成率|完成比例|执行率|(?<!序时)进度)(?:分别|达到?|为|是|已达|仅|只有|约|近|超过?|高达)*|已?完成(?:了|近|约|超过?)?|兑现率为预算)$"
)
PROMISE = lazily(
    r"时限|公示|说好|约定|限期|期限|承诺|压缩|缩短|压减|限时|办结|审批|回应|响应|即办|办理|开办|办结"
)
AT_ONCE = (
    "内", "到账", "拿证", "领证", "出证", "下证", "审结", "立等", "即可", "搞定",
    "办好", "办妥", "取证", "以内", "之内", "办结", "响应", "回应", "受理",
)  # fmt: skip
# 走路10分钟以内就有公园 promises nothing.
FROM_STEP_TO = lazily(
    r"从(?:签约|摘牌|拿地|洽谈|对接|开工|进场|动工|立项|破土|奠基)到[^，。；\d]{1,8}$"
)  # 从摘牌到封顶210天
MEAN_LENGTH = lazily(r"平均[^，。；\d]{0,8}(?:时长|时间|用时|耗时)[^，。；\d]{0,2}[由从]$")
TRAVEL = lazily(r"(?:走路|步行|车程|驱车|通勤|开车|车行)[^，。；\d]{0,4}$")
MORE_THAN_IN = lazily(
    r"[比较](?P<year>20\d\d)年(?:同期)?(?:增加|减少|多|少|增|减|提高|缩短|延长)了?$"
)
TERM = lazily(r"(?:工期|公告期|公示期|交货期|交付期|合同期)(?:为|是|共|约|由|从|的|不超过)*$")
RUN = lazily(
    r"(?:抢修|到场|复电|接电|报装|响应|全程|流程|审批|办理|核查|受理|拨付|兑付|办结|办件|审核|评审)[^。；]{0,40}$"
)
FASTER = lazily(r"[比较][^，。；]{1,12}(?:快|少|短|早|减少|缩短|提前|节省)(?:了|出|近|约)*$")
OVERDUE = lazily(
    r"超[出过]?(?:了|法定|承诺|规定|约定|合同|要求|的|计划)*(?:时限|期限|工期)(?:了|达|约|近)*$"
    r"|(?:逾期|超期|拖期|滞后|延误|延期|拖延|超时)(?:了|达|约|近|超过?)*$"
)
ACTUAL = lazily(r"[拖花用等耗跑走]了(?:整整|足足|近|约)?$")
MEAN = lazily(r"^(?!.*(?:时限|承诺|[压缩减]))[^，。；]*平均(?:只|仅|用|要|需|为|约|花)*$")
SURE = lazily(r"确保|力争|争取")
PROMISED = lazily(r"承诺|时限")
RATE_TAIL = lazily(
    r"(?:(?<!增长)(?<!下降)率|自然增长率|[长降损利盖益工升]面)(?:达到?|为|约|近|超过?|升至|提高到|仅|只有|高达)*$"
)
PRICE_RATE = lazily(r"(?:(?<![净毛])利率|费率|年化|收益率|利息|[日月年]息)[^，。；\d]{0,8}$")
# 按完成率排序：一组116.4%: what a row of rates tells is announced before its colon.
ANNOUNCED = lazily(
    r"(?:(?P<done>完成率|完成比例|完成进度|投资进度|执行率)|(?P<grown>增速|增幅|涨幅))[^。；：:]{0,12}[：:][^。]*$"
)
BARE_RATE = lazily(r"[率占增降幅比重长度]|同期")
CUT_RATE = lazily(r"(?:核减|让利|减免)率(?:为|达|约)*$")
BESIDE = lazily(r"[比较](?P<base>[^，。；\d]{1,10}?)(?:低|高|少|多|便宜|贵|快|慢)(?:了|出|近|约)*$")
AGAINST_YEAR = lazily(r"同比|[比较](?:上年|去年|上年同期|去年同期)(?![末底])")
# 材料由11.5份减至4.6份，减少60%: a cut between two levels that were just told.
STEPPED_DOWN = lazily(
    r"[由从](?!(?:上年|去年|20\d\d年))[^，。；]{1,16}[降减缩压跌简并调][^，。；]{0,4}[到至为][^，。；]{1,10}，(?:减少|下降|降幅|压减|降低|缩短|压缩|精简)(?:了|达|为|约|近)*$"
)
# 同比反而掉了2.3%, 比去年少开了三成
SPOKEN_LAST = ("掉", "涨", "跌", "多", "少", "了", "约", "近")
SPOKEN_CHANGE = lazily(
    r"同比[^，。；\d占率比]{0,4}[掉涨跌多少](?:了|约|近)*$|比去年(?:同期)?[^，。；\d占率比]{0,3}[多少][^，。；\d占率比]?(?:了|约|近)*$"
    r"|(?:比去年|同比)[^。；]*，[^，。；\d占率比]{0,3}[多少][发开跑签招投建办](?:了|约|近)+$"
)
# 增速比东桥区（5.2%）快0.9个百分点
RATE_OF_OTHER = lazily(
    r"(?:增速|增幅|涨幅)[^，。；（）\d]{0,4}[比较低高快慢][^，。；（）\d]{1,10}[（(]$|[，、][比较][^，。；（）\d]{1,10}[（(]$"
)
CUT_DOWN = lazily(
    r"(?:材料|环节|事项|时限|时间|用时|跑动|跑腿|要件|表单|证明)[^，。；\d]{0,4}(?:减少|压减|精简|缩短|压缩|减)(?:了|近|约|超过?)*$"
)  # 申请材料减少35%
YEAR_BEFORE = ("上年", "去年", "同期", "上年同期", "去年同期", "前年")
# 压减一般性支出15%: the cut stands before its object.
CUT_OBJECT = lazily(r"(?:压减|压缩|削减|精简|压降|核减)[^，。；\d占率比]{1,8}$")
GIVEN = lazily(r"(?:的标准)?(?:给予|予以|进行|发放)?(?:补贴|补助|奖励|资助)")
# 压减“三公”经费320万元，下降18.5%: against the year before
CUT_BEFORE = lazily(r"(?:压减|压缩|削减|压降)[^，。；]{1,24}，(?:下降|减少)$")
BARE_GROWTH = lazily(r"(?:增长|上升|增加|下降|减少|[增降涨]幅)(?:了|约|近|达到?|为)?$")
LENGTHS = ("workday", "day", "hour", "minute", "second")
OWN_KIND = {"times": "multiple", "pp": "pp_change", "rank": "rank"}  # what a unit alone tells
GROWTHS = ("yoy_growth", "growth_other")
GRANT = lazily(
    r"(?:最多|最高[奖补]|奖励|补助|补贴|资助|奖补|支持|贴息|给予|减免|奖金)[^，。；\d]{0,6}$"
    r"|(?:每[人户家亩台个吨套张平]|的，?)[^，。；\d]{0,4}[补奖给][^，。；\d]{0,6}$"
)
CAPPED = lazily(r"^(?:合计|累计|总计|总额|合并)(?:最高)?不(?:得)?超过$")  # of what a policy gives
GRANT_AFTER = lazily(r"的?[^，。；\d]{0,6}(?:补贴|补助|奖励|奖补|资助|贴息|授信|贷款|支持)")
GRANT_OF = lazily(
    r"各[奖补资]|每[^，。；]{1,8}|最高|单[个户笔家]|一次性|按照?|分别|首次|对[^。；]{2,40}的|符合|凡|的，?[^，。；\d]{0,4}[奖补][^，。；\d]{0,6}$"
)
GRANTED_BY = lazily(r"按照?[^，。；]{0,6}$")
GRANT_SHARE = lazily(r"(?:补助|补贴|奖励|贴息|担保)比例")
RATED_BY = lazily(r"按照?[^，。；]{0,12}$")
GROWTH_WORD = lazily(r"增[速幅长]|涨幅|降幅")
GROWTH_RATE = lazily(r"增[速幅]")
OTHER_TIME = lazily(
    r"[比较](?:上[届期次轮]|首届|以往|此前|原[来先]|改造前|实施前|\d{1,2}月|[一二三四]季度|上半年|前|期初|\d{4}年)"
)
# 改造后…提升26%，能耗下降13%: against the time before the works.
AFTER_WORKS = lazily(
    r"(?:改造|升级|实施|优化|改革|应用|推行|整合|重组)后(?:(?!同比|[比较](?:上年|去年))[^。；])*$"
    r"|[比较][一-鿿]{1,4}前(?:(?!同比|[比较](?:上年|去年)|以前|年前)[^。；])*$"
)
GRANT_RATE = lazily(
    r"计提|返还|支付|(?:的?(?:比例|标准|额度))?[给予以]*(?:补助|补贴|奖励|计收|贴息|资助|支持|减免|收取)|的(?:比例|标准)"
)
MARKED = lazily(r"[↑↓▲▼]\s*$")
LIMITED = lazily(r"许可|审批|开办|办照|登记|验收|办证|出证|出照|核准|备案|公示")


def words_of_year(pre: str) -> bool:
    """Whether a clause compares with the year before in words."""
    return "同比" in pre or "上年" in pre or "去年" in pre


class Kinds(Thresholds):
    """Decides kinds by the words of catalog/lexicon/kinds.yaml."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.annual = True  # whether the text is about a whole year
        self.year: int | None = None  # the year of the report
        self.begun: int | None = None  # and that in which its period begins
        words = lexicon.kinds
        self.growth_tail = re.compile(
            f"(?<!不){words['growth'].pattern}(?:率|量|额|幅度?)?{HEDGE}$"
        )
        self.cut_tail = re.compile(f"(?<![不没]){words['cut'].pattern}{HEDGE}$")
        self.level_tail = re.compile(r"(?:到|至|为|成)(?:了|约|近|超过?|逾|不低于|至少|不足)?$")

    def kind(self, n: Number, a: Around) -> str:
        """The kind of a claim, first match from above in the table of the golden README."""
        if n.role in ("low", "high"):
            return f"range_{n.role}"
        if a.head:
            return self.in_column(n, a)
        money = n.unit[:3] == "CNY"
        if money and "最高" in a.pre and GRANT_AFTER.match(a.post):
            return "level"
        if n.unit == "CNY" and a.comparator == "<=" and CAPPED.search(a.pre):
            return "level"
        if self.is_threshold(n, a):
            return "threshold"
        if a.tie == "threshold" or (a.tie in GROWTHS and n.unit == "%"):
            return a.tie
        if n.unit in LENGTHS:
            if a.tie == "level" and n.unit in ("day", "hour", "minute"):
                return a.tie
            if (limit := self.time(n, a)) is not None:
                return limit
        elif n.unit in OWN_KIND:
            return self.place(n, a) if n.unit == "rank" else OWN_KIND[n.unit]
        if a.tie:
            return a.tie
        if money and self.is_grant(a):
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
            re.search(r"(?<!模)拟|计划(?!总投资)|目标|任务|预算(?!执行|收入|支出)", head)
            and "完成" not in head
        ):
            return "target"
        cues = [self.lexicon.cue_of[m[0]] for m in self.lexicon.cues.finditer(head)]
        return cues[-1] if cues else "level"

    def time(self, n: Number, a: Around) -> str | None:
        """The kind of days and hours; None where the number tells something else."""
        if CHANGED.search(a.pre):
            return "yoy_growth"
        if "年" in a.pre and (year := MORE_THAN_IN.search(a.pre)) is not None:
            return "yoy_growth" if int(year["year"]) + 1 == self.year else "growth_other"
        if n.unit == "day" and FROM_STEP_TO.search(a.pre) and not PROMISED.search(a.lead):
            return "level"
        if TRAVEL.search(a.pre):
            return "level"
        if OVERDUE.search(a.pre):
            return "threshold" if a.post.startswith(("视为", "的", "即", "按", "加收")) else "level"
        if BY.search(a.pre) or FASTER.search(a.pre):
            return "target" if n.unit == "workday" and AIMED.search(a.lead) else "growth_other"
        if (
            (self.lexicon.kinds["actual_time"].search(a.pre) and not PROMISED.search(a.pre))
            or ("平均" in a.pre and (MEAN.search(a.pre) or MEAN_LENGTH.search(a.pre)))
            or ACTUAL.search(a.pre)
        ):
            return "level"
        if LIMITED.search(a.lead) and re.search(r"(?:[由从到至]|时间为?)了?$", a.pre):
            return "time_limit"
        if n.unit == "workday" or TERM.search(a.pre):
            return "time_limit"
        if RUN.search(a.lead) and (STEPPED_TO.search(a.pre) or STEPS_TO.match(a.post)):
            return "time_limit"
        if (
            a.comparator == "<="
            or a.post.startswith(AT_ONCE)
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
        if ("率" in a.pre or "息" in a.pre) and PRICE_RATE.search(a.pre) and not target:
            return "level"
        if (told := self.announced(a)) is not None:
            return told
        if target and a.pre.startswith("占") and a.before in AMOUNTS and a.comparator == "=":
            target = a.plan  # 尚缺1600亩，占需求总量的36.8%
        if DONE_OF.search(a.pre) or DONE.search(a.pre):
            return "target" if target and (a.plan or SURE.search(a.pre)) else "completion_rate"
        if target:
            return "target"
        if n.unit == "ratio" and not n.fraction:
            return "level"
        if n.fraction and ABOUT_OF.search(a.pre):
            return "multiple"
        if n.unit == "%" and (MARKED.search(a.pre) or (n.signed and not a.pre.strip())):
            return self.base(a)
        return self.moved_rate(n, a)

    def moved_rate(self, n: Number, a: Around) -> str:
        """Growth against some base where the words say that something moved; else a share."""
        falls = "减" in a.pre or "降" in a.pre or "压" in a.pre or "缩" in a.pre
        if falls and ("由" in a.lead or "从" in a.lead) and STEPPED_DOWN.search(a.lead):
            return "growth_other"
        cut = n.fraction or n.han
        if cut and self.growth_tail.search(a.pre) and CUT_FROM.search(a.lead):
            return "growth_other"
        if CUT_RATE.search(a.pre) or RATE_TAIL.search(a.pre):
            return "share"
        if a.pre.endswith(("同比", "环比", "比上年", "较上年")):
            return self.base(a)
        spoken = a.pre[-1:] in SPOKEN_LAST and ("同比" in a.lead or "去年" in a.lead)
        if spoken and SPOKEN_CHANGE.search(a.lead):
            return "yoy_growth"
        if a.lead.endswith(("（", "(")) and RATE_OF_OTHER.search(a.lead):
            return "yoy_growth"
        if self.cut_tail.search(a.pre) or DISTANCE.search(a.pre):
            return self.base(a) if AGAINST_YEAR.search(a.pre) else "growth_other"
        if falls and CUT_DOWN.search(a.pre) and not words_of_year(a.pre):
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

    def announced(self, a: Around) -> str | None:
        """The kind that the words before a colon give a row of bare rates."""
        if ("：" not in a.lead and ":" not in a.lead) or BARE_RATE.search(a.pre):
            return None
        found = ANNOUNCED.search(a.lead)
        if found is None:
            return None
        return "completion_rate" if found["done"] else self.base(a)

    def base(self, a: Around) -> str:
        """Growth against the same time a year before, or against another base."""
        words = self.lexicon.kinds
        other = last_match(words["other_base"], a.pre)
        if a.grown == "growth_other" and BARE_GROWTH.match(a.pre) and not CUT_BEFORE.search(a.lead):
            return "growth_other"
        found = OTHER_TIME.search(a.pre)
        before = f"{self.year - 1}年" if self.annual and self.year is not None else None
        if found is not None and before is not None and found[0].endswith(before):
            found = None  # 较2022年增长 in a report of 2023
        works = ("后" in a.lead or "前" in a.lead) and AFTER_WORKS.search(a.lead)
        if other is None and (found is not None or works):
            return "growth_other"
        return "growth_other" if other is not None else "yoy_growth"
