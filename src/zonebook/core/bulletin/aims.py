"""Whether a number is an aim: planned, wanted or due, by the words around it."""

from __future__ import annotations

from zonebook.core.bulletin.lexicon import Lexicon
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.patterns import lazily

DONE_OF = lazily(
    r"(?:完成|达到|实现|占|为|达)[^，。；]{0,24}(?:任务|目标|计划|预算(?!收入|支出|总)|年度计划投资|计划投资)[^，。；]{0,16}的(?:约|近|超)?$"
)
PACE = lazily(r"(?:序时|时间|形象)?进度(?:（|为|是|要求为?|应为)$")
MUST = lazily(
    r"(?<![主需重只若必])要(?:从|由|把|将|立即|尽快|抓紧|在|再|力|完成|实现|建|新|引|达|突破|确保|培|抓好?|推|提|做到|保持|控制|过|超|新增|净增|签|开|争|干|拿下?|腾|办)"
)
AIMED = lazily(r"力争|争取|确保|计划|将")
# What an aim is about, not how much is wanted: 紧盯12家企业, 由8000吨扩至.
OBJECT_LETTERS = lazily("[盯清透准焦绕对抓帮由从比]")  # one stands in every word of OBJECT
OBJECT = lazily(
    r"(?:紧盯|盯紧|摸清|摸透|摸准|盘清|厘清|聚焦|围绕|针对|抓好|(?:^|[要并再将先需可])对|帮扶|[由从])[^，。；\d]{0,6}$"
    r"|[由从]20\d\d年[末底]?的$|^对(?![标接照])[^，。；]*的$|比[去上前]年[^，。；]*的$"
)
WORTH = lazily(r"(?<!完成)总投资(?:约|近|超过?|达)?$")
STEPS = r"(?:减|增|压|缩|升|降|提|扩|精简|合并|整合|优化|归并)"
STEP_TO = rf"{STEPS}[^，。；\d]{{0,3}}[到至为成][^，。；\d]{{0,6}}$"
STEPPED = lazily(rf"[由从][^，。；]*{STEP_TO}")
ONCE_MORE = lazily(r"再(?:建|签|压|引|造|培|增|添)[^，。；]{0,8}$")
EXPECTED = lazily(r"预计(?!总?投资)[^，。；\d投产]{0,6}$")
NOW_AT = ("由目前的", "从目前的", "由现在的", "从现在的", "由现有的", "由当前的", "从当前的")
SHORT = lazily(r"(?:还|尚|仍|共|目前)?(?:短|欠)?[差缺](?:少|口)?(?:了|约|近)?$")
# 年底奔着二百三去，净增十六家
RUSHED = lazily(r"(?:奔着|朝着|冲着|瞄准|剑指)[^。；]{0,12}，(?:净增|新增|再增)$")
NEEDED = lazily(r"(?<![必供])需(?:新增|新建|再)[^，。；\d]{0,8}$")
YEAR_OPENS = lazily(r"[\s　]*(20\d\d)年度?(?![底末以至—–~-])")
# 2023年固定资产投资预计完成225.7亿元: an estimate of the year that is told, no aim.
ESTIMATED = lazily(r"预计(?:完成|达到?|实现|为|增长)(?:约|近|超过?)*$")
ALL_OF_THEM = lazily(
    r"[^，。；\d]{0,4}(?:项目|企业|单位|件|事项|问题|工单|地块)(?:累计|合计|共计|全部|均|都)"
)
RUSH = ("奔着", "朝着", "冲", "冲击", "瞄准", "剑指", "挑战", "奔向", "直奔")
AIM_NEXT = ("的目标", "目标", "的任务")
AIM_BEGINS = ("的", "目")
# The letters with which the words end that Aims.is_rushed knows.
PLACED_LAST = frozenset(word[-1] for word in (*RUSH, *NOW_AT)) | frozenset("奔往朝差缺口的为")
TIMES = ("workday", "day", "hour", "minute")
BUILT = lazily(r"(?:建成|达产|投产|满产|竣工|运营|投运)后[^。；]{0,40}$")


WILL = lazily(r"(?<![即必行])将(?:安排|邀请|赴|设|发|出台|启动|开|推出|投入|举|组|参观|走访)")
EVEN_PACE = lazily(r"(?:序时|时间)进度")
BUDGETED = lazily(
    r"(?:今年|本年度?)[^，。；\d]{0,6}(?:预算|财政)安排[^，。；\d]{0,6}$"
    r"|(?<!核减)(?<!压减)(?:年初|完成|调整)?预算(?:数)?(?:的)?$"
)
MET = lazily("不低于|已")
THERE = lazily(
    r"尚?未|没|在[建谈办研]|存量|[^，。；\d]{0,6}(?:干部|领导|专员|党员|队员|网格员|志愿者|骨干|专家)"
)
IS_NOW = lazily(
    r"(?:未|没有?|待)[^，。；\d]{1,6}的$|在[建谈办研]的$|由[^，。；\d]{0,6}$|已|现有|(?<![较比])(?:去年|上年)|前面|前期|完成了"
)
IS_KNOWN = lazily(r"目前|现有|已经|累计|去年|上年|；(?:拥有|建有|集聚|聚集)")
AMONG_THEM = lazily(r"[^，。；\d]{1,10}(?:[中里]|当中)，")
KNOWN_OF = lazily(r"(?:重点|骨干|未开工|在建|在谈|入驻|规上)?(?:企业|项目|单位|镇街|园区|地块)")
TO_DO = lazily(
    r"(?:计划|拟|将|力争|争取|确保)(?:新|再)?(?:开工|建成|竣工|投产|签约|引进|培育|实施|启动|投用|供地|出让|建设|创建|新增)[^，。；\d]{0,4}的$"
)
PLANNED = lazily(
    r"(?:新|再)?(?:开工|建成|竣工|投产|签约|引进|培育|实施|启动|投用|供地|出让|建设|创建|新增)[^，。；]{0,16}"
)
TO_DO_OF = lazily(
    r"(?:新|拟)?(?:开工|建成|竣工|投产|签约|引进|培育|实施|启动|投用|供地|出让|建设|创建)[^，。；\d]{0,4}的"
)  # 计划新开工的32个项目
DONE_BETWEEN = lazily(r"[，、的]|完成率|完成投资")
OPENED = lazily(r"[是为：:]|\d{4}年")


class Around:
    """The words around a number, and what its neighbours told; made for every number."""

    def __init__(
        self,
        pre: str,
        post: str,
        lead: str,
        comparator: str,
        before: str,
        plan: bool,
        later: bool = False,
        tie: str = "",
        past: str = "",
        grown: str = "",
        aim: tuple[str, str] | None = None,
    ) -> None:
        self.pre = pre  # the clause up to the number
        self.post = post  # what follows, up to the next stop
        self.lead = lead  # the sentence up to the number
        self.comparator = comparator
        self.before = before  # kind of the claim before it in the sentence, or ""
        self.plan = plan  # whether numbers here are aims by default
        self.later = later  # whether the text speaks from a year after the report's
        self.tie = tie  # kind of the claim that 、 or 和 joins this one to
        self.past = past  # kind of the last amount in the paragraph
        self.grown = grown  # kind of the change in an absolute amount that was told right before
        self.head = ""  # heading of the column
        self.aim = aim  # the last word of aiming, and what follows it


class Aims:
    """Tells aims by the words of catalog/lexicon/kinds.yaml."""

    lexicon: Lexicon
    year: int | None  # the year of the report
    annual: bool  # whether the text is about a whole year
    begun: int | None  # the year in which the period of the report begins

    def is_target(self, n: Number, a: Around) -> bool:
        """Whether a number is planned, wanted or due."""
        pre, lead = a.pre, a.lead
        if not pre or pre.isspace():
            if n.unit == "count" and ALL_OF_THEM.match(a.post):
                return False  # 93件超期件全部清零
            if THERE.match(a.post):
                return False  # 21个未开工项目, 35名县级领导包抓
        if a.post[:1] in AIM_BEGINS and a.post.startswith(AIM_NEXT):
            return True
        if pre[-1:] in PLACED_LAST and (placed := self.is_rushed(n, a)) is not None:
            return placed
        if n.unit == "%":
            if "进度" in lead and "比" not in pre and PACE.search(pre or lead):
                return EVEN_PACE.search(lead[-12:]) is not None
        elif n.unit == "CNY" and "总投资" in pre and WORTH.search(pre):
            return a.post.startswith(("的目标", "的任务"))  # 总投资16.8亿元的储能一期
        if n.unit not in ("%", "pp"):
            if OBJECT_LETTERS.search(pre) and OBJECT.search(pre):
                return False
            if a.aim and "，" in a.aim[1] and not a.plan and STEPPED.search(pre):
                return False  # 申报材料由9份减至3份
            if ("预算" in pre or "财政" in pre) and BUDGETED.search(pre):
                return True
        if "预计" in pre and EXPECTED.search(pre):
            return not (self.annual and not a.plan and not a.later and ESTIMATED.search(pre))
        if "要" in pre and n.unit not in TIMES and MUST.search(pre):
            return True
        built = "后" in lead and a.comparator != "<=" and BUILT.search(lead)
        if built and not MET.search(lead[-24:]):
            return True
        if "将" in pre and WILL.search(pre):
            return True
        if a.later and ONCE_MORE.search(pre):
            return True
        aim = a.aim
        if pre[-1:] == "增" and pre.endswith(("净增", "新增", "再增")) and RUSHED.search(lead):
            return True
        if "需" in pre and n.unit not in TIMES and NEEDED.search(pre):
            return True
        if aim is None or (aim[0] in ("任务", "目标") and DONE_OF.search(pre)):
            return a.plan and not IS_NOW.search(pre) and not self.looks_back(lead)
        return self.aims_at(n, a, *aim)

    def is_rushed(self, n: Number, a: Around) -> bool | None:
        """Whether the last word of the clause makes the number an aim; None where it does not tell."""
        pre = a.pre
        if pre.endswith(RUSH):
            return True
        if pre.endswith(("奔", "往", "朝")) and a.post.startswith(("去", "而去", "以上去", "奔")):
            return True  # 营收奔10亿元去
        if pre.endswith(NOW_AT):
            return False  # 由目前的28%提高到40%
        if pre.endswith(("差", "缺", "缺口")) and SHORT.search(pre) and not a.plan:
            return False  # 尚缺1600亩
        known = n.unit == "count" and pre.endswith(("的", "为")) and self.is_known_set(n, a)
        return False if known else None

    def looks_back(self, lead: str) -> bool:
        """Whether a sentence of a plan opens with a year before its own: 2022年度共兑现73家."""
        found = YEAR_OPENS.match(lead)
        return found is not None and self.begun is not None and int(found[1]) < self.begun

    def is_known_set(self, n: Number, a: Around) -> bool:
        """Whether those counted are known already: 走访产值下降的17家企业, 为12家企业加装."""
        if KNOWN_OF.match(a.post) is None or TO_DO.search(a.pre):
            return False
        return a.pre.endswith("为") or (a.aim is None or "的" in a.aim[1])

    def aims_at(self, n: Number, a: Around, word: str, between: str) -> bool:
        """Whether the last word of aiming in the sentence reaches as far as the number."""
        if word == "任务" and not between and n.word == "项":
            return a.plan  # 列入督办的任务23项 counts tasks
        if word == "计划" and n.unit == "count" and TO_DO_OF.fullmatch(between):
            return True
        if word == "计划" and n.unit != "%" and PLANNED.fullmatch(between) and "的" not in between:
            return True  # 计划新开工亿元以上项目52个
        if word in ("计划", "目标", "任务", "预期"):
            near = len(between) <= 8 and not DONE_BETWEEN.search(between)
            opened = word != "任务" and OPENED.match(between) is not None
            return bool(near or opened or a.plan)
        if AMONG_THEM.match(between):
            return a.plan  # 拟支持企业中，高新技术企业5家
        near_aim = len(between) <= 120 or a.plan
        return near_aim and not IS_KNOWN.search(between)
