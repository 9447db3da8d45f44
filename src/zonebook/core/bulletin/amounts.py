"""Whether an amount stands, or was brought about or touched by the acts of the period."""

from __future__ import annotations

from zonebook.core.bulletin.aims import STEP_TO, STEPS, TIMES, Aims, Around
from zonebook.core.bulletin.numbers import Number
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.text import last_match

AMOUNTS = ("new_in_period", "level")
BY = lazily(
    r"(?:压减|压缩|缩短|(?<!不)减少|精简|提速|再减|节约|节省|加快|提前|缩减)(?:了|近|约|超过?|逾|达)*$"
)
CHANGED = lazily(
    r"(?:比|较)(?:上年|去年|前年|同期)[^，。；]*(?:增加|增|减少|减|提高|下降|缩短|延长|压缩|压减|[多少](?:[跑办走交花填招签用建来卖收缴]|争取|完成|新增|引进|培育|兑现)?|高|低|长|短)[出开]?(?:了|约|近)?$"
    r"|(?:同比|比上年|比去年)?(?:增收|增支|减收|减支|短收|多收|增亏|减亏|扩亏)了?$|(?:比上年|较上年|比去年|同比)(?:分别)?[增减]产(?:了|约|近)?$"
    r"|同比(?:分别|净)?(?:增加|增|减少|减|多|少|提高|下降|延长|缩短|增长)了?$"
)
MORE_THAN = lazily(r"[比较](?P<year>20\d\d)年(?:同期)?(?:增加|减少|多|少|增|减)[了出]?$")
APART_BY = lazily(r"(?:高于|低于|多于|少于)[^，。；\d]{0,6}(?:平均|水平|全[国省市区县])(?:约|近)?$")
BY_PERIOD = lazily(
    r"环比(?:分别|净)?(?:增加|增|减少|减|多|少|提高|下降|增长|回落|上升)(?:了|近|约|超过?)*$"
)
# 受理93个，通过71个: what came of those told before.
CAME_OF_IT = lazily(
    r"(?:其中|当中|已|初审|审核|审查|评审|复核|最终)*(?:通过|获批|入围|驳回|退件|进入[一-鿿]{2,4})$"
)
# 争取资金2.3亿元，专项债9.6亿元: the act goes on to the next sum.
MORE_FUNDS = lazily(
    r"(?:(?:新增|地方)?(?:专项|一般)债券?|(?:超长期)?特别国债|中央资金|省级资金|上级资金|政策性资金|基金)$"
)
GOT_FUNDS = lazily(r"争取[^；。]{0,24}$")
BUILT_SO_FAR = lazily(
    r"(?:路基|管网|管线|路面|桥|隧|基础|桩|墙|厂房|主体|土方|线路|杆|铺设|敷设)[^，。；\d]{0,4}完成$"
)
PER_DAY = ("日处理", "年处理", "日供", "年供", "日产", "年产")
UNDONE_YET = lazily(r"(?:尚?未|没有?)[一-鿿]{1,4}(?=、|，|。|；|等|$)")
SPENDING = ("经费", "支出", "开支", "成本", "费用")
CUT_MONEY = lazily(r"(?:压减|压缩|削减|压降)[^，。；\d]{1,10}$")
CLASS_ITEM = lazily(r"[\s　]*[（(]?\d{1,2}[)）、.．][^，。；\d]{1,7}(?:类|领域|方面)")  # 1.供暖类
PARTS = ("其中", "包括", "按建设性质")
RECEIVED = lazily(
    r"(?:拿到|收到|争取到?|兑现|领到)的[^，。；\d]{1,10}(?:加起来|合计|共|总共)?(?:有|达)?$"
)
PUT_IN = lazily(r"(?:撬动|带动|拉动)[^，。；\d]{0,6}投资$")
GIVEN_UP = lazily(r"(?:退出|淘汰|化解|关停|处置|盘活)[^，。；\d]{0,10}$")
MOVED = lazily(
    r"(?:比|较)[^，。；]{1,10}(?:增加|减少|多|少|提高|下降|早|晚|省)(?:[跑开办走交花填招签用出建来卖收缴等排])?了?$"
)
MORE_BY = lazily(r"(?:年|月|季度?|周|天)(?:里|来|间|内)?(?:又)?(?:多|少)了$")
AT_YEAR_END = lazily(r"[比较](?:上年|去年)(?:年)?[末底][^，。；]*$")
DONE_NOW = lazily(
    r"(?:个|家)?(?:均|都)?(?:已|实现)(?:全部|经|正式|建成)?(?:投产|开工|竣工|签约|落地|入库|完工|交付|动工)"
)
NET = lazily(r"净[增减]了?$|净增加$")
NEWLY = lazily(r"新[增建设签登认引培入获改开添购聘招迁装植铺育挂投辟拓划注进晋纳落评]|净增")
REACHED = lazily(r"总数|总量|总额|达到|累计|增至|后")
PART_OF = lazily(r"其中|来自|的$|分别|、$|以上|以下|以内|项目$|占$")
FAILING = lazily(r"[^，。；\d]{2,8}(?:不足|不到|未达到?|低于)\d")
# 累计建成5G基站1200座 stands at the end of the period, where no time is told since which.
STANDS = lazily(r"累计(?:建成|建设|投用|培育|认定|布设|注册|获批|建有|设立)[^，。；]{0,12}$")
WITHIN_TIME = lazily(r"今年|年内|当年|以来|\d月|季度|半年|\d年|当月|本月")
OF_THEM = lazily("其中|[这那]里[头面]|[这那]当中")
AMONG = lazily(r"(?:项目|企业|主体|诉求|名单|事项|办件|资金|合同)(?:当)?中，[^；]*$")
# 从投向看, 分行业看, 按规模分: what follows deals out the amounts told before.
DEALT_OUT = lazily(
    r"[\s　]*(?:其中|按[^，。；]{1,8}[分看]|分[^，。；]{1,6}看|从[^，。；]{1,8}[看分])"
)
# 一、分规模看。: so does the heading of a paragraph.
DEALT_LINE = lazily(
    r"[\s　]*[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]{1,2}(?:[按分从][^，。；]{1,8}[看分])[。：，]"
)
DAILY = lazily(r"平均每[^，。；]{0,8}|每天平均|日均|月均")
PER_HEAD = lazily(r"(?:[人户亩]均|平均|每(?:\d+(?:天|分钟|小时|秒))?)[^，。；\d]{0,8}$")
MEAN_OF = lazily(
    r"(?:[人户亩日月]均|平均|每)[^，。；\d：\n]{0,8}[：:](?:不到|不足|约|近|仅|超过?)*$"
)
# What is counted by these words happens: 火灾1起, 检查156组次.
HAPPENS = frozenset("起场次例单批趟") | {
    f"{word}次" for word in "场批家户件人组车台班项架列趟例轮艘辆宗"
}
CASES = lazily(r"(?:群众|企业|有效|合理|热线)?(?:诉求|投诉|建议|提案|信访|案件|办件|举报|线索)")
IN_ALL = lazily(r"(?:今年|全年|年内)(?:已|共)?累计(?:达|超|约)*$")
SHORT_OF = lazily(r"(?:短收|超收|短支|超支)了?$")
AMONG_THEM = lazily(r"^[^，]*(?:企业|公司|客商)投资的$|^来自[^，]*的(?:项目|企业)?$")
CUT_FROM = lazily(r"[由从][^。；]{0,24}[降减缩压跌简并][^。；]{0,24}[到至为][^。；]{0,24}$")
PAID = lazily(r"拿到|收到|领到|得到|兑现|发放|拨付|落实|累计|共|已|争取|下达|到账")
GRANTS = ("补助", "奖补", "补贴", "给予", "最高", "奖金")
SHIFTS = ("追加", "调减", "调增", "调低", "调高", "下调", "上调", "压减", "压降", "下浮", "上浮")
# What stands before an act and undoes it: 未开工, 待整改, 应签约, 需办理.
UNDONE = lazily(
    r"(?:未|没有?|(?<![接招期对优款])待|(?<![供响对反效相])应|(?<!供)需|(?<![模虚])拟|(?<![认许])可|正在|无法)$"
)
# An act that is over, whatever its verb: 已落地39条, 跑了30趟, 查出隐患3处, 按期补齐203件.
OVER = lazily(
    r"实际(?!使用|用时|到位|需|管辖|控制|拥有)[一-鿿]{2}$|(?:已经|已(?!经)|均已|全部|陆续|相继|先后|成功|按[期时]|如期)"
    r"(?![有达占为是超近能在设含]|突破|成为|形成|具备|到位|连续|接近|基本|建有)[一-鿿]{1,3}(?<![到了至达过])$"
    r"|[一-鿿](?<![有成占到过多少为是高低快慢聚备盖])了[一-鿿]{0,4}$"
    r"|[查找收接拿引招谈办做补清腾挖推选送派贷买租筹化排认评晒亮列][出到齐完][一-鿿]{0,8}$|带回[一-鿿]{0,4}$"
    r"|[查找收接拿引招谈办做补清腾挖推选送派贷买租筹化排认评晒亮跑走签](?:[成下来入走回掉好]|[回出进下起][来去])了?$"
    r"|[一-鿿][进出回][来去]了?$|[融筹借贷招引]到$|[招引拉]来[一-鿿]{0,6}$"
    r"|(?:去年|上年|今年|已经?)[一-鿿]{0,6}完成的$|(?<!达)到[^，。；\d]{1,4}的(?:只|仅|一共|总共)有$"
    r"|(?<![第全])完成了?$|(?<!经)通过[一-鿿]{2,4}$"
)
ALL_OVER = lazily(
    r"(?:共|累计)已?[查找收接拿引招谈办做补清腾挖推选送派贷买租筹化排认评晒亮列][出到齐完][一-鿿]{0,10}$"
)
DONE_LIST = lazily(
    r"(?:已|先后|陆续|共|累计|相继)完成[^，。；\d]{2,24}等$"
)  # 已完成节能、水土保持等8项
# 材料由9份减至3份: both are levels.
STEP_FROM = lazily(r"[由从](?:\d{1,2}月[份末底]?的)?[^，。；\d]{0,10}$")
STEPS_TO = lazily(rf"[^，。；\d]{{0,8}}?{STEPS}[^，。；\d]{{0,3}}[到至为成]")
STEPPED_TO = lazily(STEP_TO)
# 在24个园区测评中: those who are compared.
COMPARED = lazily(
    r"[^，。；\d]{0,12}(?:评价|考核|测评|考评|评比|评选|排名|竞赛|比赛|大赛|县区|市县|区县|园区|开发区|高新区|经开区|城市|街道|乡镇|街镇|镇街)[^，。；\d]{0,6}[中里内]"
)
# 协调9家银行投放: who takes part, not what is done.
UNDONE_OF = lazily(r"(?:未|没有?|待)[^，。；\d]{1,6}的(?:项目|企业|地块|事项|问题)?$")
# 融资6起，合计8.7亿元: a sum tells of what was counted before it.
SUMMED = lazily(
    r"^(?:合计|总计|共计|涉及?金额|总?金额|总额|总价|成交价|涉及资金|资金|总?面积|标的额|计)(?:约|达|为|近|超|共|计|是|有)*$"
)
MAY = lazily(r"(?:可|最多|至多|每[天日周月年季]?)[^，。；\d]{0,4}$")
WEAKLY = lazily(r"(?:共|累计|完成|达到?)[一-鿿]{0,8}$")
FUNDED = lazily(r"的?\s*(?:[A-D]\+?|Pre-[A-D]|天使|种子|战略)\+?轮")
SURVEYED = lazily(r"[^，。；\d]{0,8}[中里](?:，|有|仅|只|近|超|约|$)")
SOME_OF = lazily(r"[中里](?:仅|只|已|还|仍|就)?有(?:近|约|超过)?$")
LANDS = ("国家", "省份", "省区", "省市区", "国别")
PARTNERS = lazily(r"(?:多家|商业)?(?:银行|金融机构|高校|院校|科研院所|部门|职能部门|街道|媒体)")
JOINED = lazily(r"(?:协调|联合|会同|联动|依托|携手|推动|发动|动员|牵头|[与和同])$")
BEHIND_IT = lazily(
    r"[^，。；]{0,16}?(?<![等待拟将未欲没])(?:上榜|入围|入选|荣获|获得|下线|复工|亮相|落户|动工|开工|投产|竣工|签约|落地|获评|上市|通车|交付|投用|启用|复产|晋级"
    r"|获奖|摘牌|入库|入驻|到岗|搬进|搬入|搬来|进驻|入园|加盟|授权|结业|过会|揭牌|开业|点火|(?<!主体)封顶|并网|获证|受表彰|受到表彰|通过(?:评审|验收|认定|审核|审批|备案|论证)"
    r"|拿到|取得|被(?:追回|收回|评为|授予|认定|取消|清退|注销|吊销|列入|查处|通报|约谈|问责|移送)|整改到位|销号|成交|中标|退出|迁出|停产|诞生|受益|走上|晋升|转正|升任|返岗|全部(?:办结|完成|兑现|建成|到位)|成功(?:申报|入库|获批)|进入(?:审批|施工|实施))(?!率|面)"
)
PRAISED = lazily(
    r"[^，。；\d]{1,10}(?:予以|给予|进行)(?:通报|表扬|表彰|嘉奖|奖励|处分|问责|约谈|警告|立案|处罚)"
)
SERVED = lazily(
    r"[^，。；\d]{0,8}(?:减免|办理|提供|解决|发放|节约|节省|争取|对接|代办|退税|融资|授信|贷款|担保|放款|投放|续贷|协调|纾困|兑现|培训|配套|追回|追讨|挽回|清欠)"
)
DISPOSED = lazily(r"[^，。；\d]{1,10}(?:列入|移送|清退|取消|吊销|注销|撤销|剔除|移出)")
# 洽谈室 is a room, 拿地后 tells only when.
NO_ACT = tuple("室厅站员柜屋岗馆后")
NOUNS = ("项目", "企业", "主体", "事项", "作品", "案件", "问题", "岗位", "隐患", "家庭", "人才")


class Amounts(Aims):
    """Decides between levels and what acts brought about, by catalog/lexicon/kinds.yaml."""

    def amount(self, n: Number, a: Around) -> str:
        """The kind of an amount or a count."""
        if n.unit in TIMES:
            return "level"
        found = self.changed(n, a) or self.placed(n, a)
        return found or self.acted(n, a) or self.dealt_out(a) or "level"

    def changed(self, n: Number, a: Around) -> str | None:
        """The kind of a difference: 净增3家, 比上年增加5个, 短收2亿元."""
        pre = a.pre
        if "净" in pre and NET.search(pre):
            return "new_in_period"
        if "预算" in a.lead and SHORT_OF.search(pre):
            return "growth_other"
        if n.unit == "CNY" and pre.endswith(SPENDING) and CUT_MONEY.search(pre):
            return "growth_other"  # 压减“三公”经费320万元
        if n.unit == "CNY" and pre.endswith(SHIFTS):
            return "growth_other"
        compared = "比" in pre or "较" in pre
        if "于" in pre and n.unit in ("CNY", "count", "person") and APART_BY.search(pre):
            return "growth_other"  # 高于全区平均1200元
        if "环比" in pre and BY_PERIOD.search(pre):
            return "growth_other"
        if compared and "年" in pre and (year := MORE_THAN.search(pre)) is not None:
            return "yoy_growth" if int(year["year"]) + 1 == self.year else "growth_other"
        if compared and not self.annual and AT_YEAR_END.search(pre):
            return "growth_other"
        if ("已" in a.post[:2] or a.post[:1] == "实") and DONE_NOW.match(a.post):
            return "new_in_period"
        if not compared and "均" in pre and PER_HEAD.search(pre):
            return "level"  # 户均增收8200元
        if (compared or "收" in pre or "支" in pre) and CHANGED.search(pre):
            return "yoy_growth"
        if (compared and MOVED.search(pre)) or (pre.endswith("了") and MORE_BY.search(pre)):
            return "growth_other"
        return None

    def placed(self, n: Number, a: Around) -> str | None:
        """The kind that the build of the clause gives: parts, averages, steps, those compared."""
        pre, counted = a.pre, n.unit == "count"
        if counted and a.before in AMOUNTS and AMONG_THEM.search(pre):
            return a.before
        if n.unit in ("km", "m", "count") and pre.endswith("完成") and BUILT_SO_FAR.search(pre):
            return "new_in_period"  # 路基完成2.6公里
        if a.before == "new_in_period" and self.acts_on(n, a):
            return a.before
        if pre.endswith(PER_DAY) and n.unit in ("t", "m3", "L", "kWh", "MWh"):
            return "level"  # 污水处理厂日处理3万吨
        if n.unit in ("m2", "mu") and pre.endswith("已开发"):
            return "level"
        if counted and pre.endswith(("新建项目", "续建项目")) and a.lead.startswith(PARTS):
            return "level"  # 其中，新建项目64个，续建项目48个
        if a.lead[-len(pre) - 1 : len(a.lead) - len(pre)] in ("：", ":") and MEAN_OF.search(a.lead):
            return "level"  # 平均跑动：不到1次
        if ("均" in pre or "每" in pre) and (DAILY.search(pre) or PER_HEAD.search(pre)):
            return "level"
        if counted and BY.search(pre) and CUT_FROM.search(a.lead):
            return "growth_other"
        if ("由" in pre or "从" in pre) and STEP_FROM.search(pre) and STEPS_TO.match(a.post):
            return "level"
        if ("由" in a.lead or "从" in a.lead) and STEPPED_TO.search(pre):
            return "level"
        if a.post[:1] in "未尚没" and UNDONE_YET.match(a.post) and n.unit != "%":
            return "level"  # 进场道路0.8公里未通、6户未签约
        if counted and COMPARED.match(a.post) and ("在" in pre or "，" not in a.lead[-8:]):
            return "level"
        if counted and "的" in pre[-6:] and UNDONE_OF.search(pre):
            return "level"
        if a.before in AMOUNTS and SUMMED.match(pre):
            return a.before
        if counted and pre.endswith("的") and SURVEYED.match(a.post):
            return "level"
        if counted and SOME_OF.search(pre) and not BEHIND_IT.match(a.post):
            return "level"
        if pre.endswith("由") and n.unit in ("count", "person"):
            return "level"  # 由7名专家打分: who acts
        if counted and a.post.startswith(LANDS):
            return "level"
        if counted and PARTNERS.match(a.post) and JOINED.search(pre):
            return "level"
        if "累计" in pre and n.unit in ("count", "person") and IN_ALL.search(pre):
            return "new_in_period"
        return None

    def acts_on(self, n: Number, a: Around) -> bool:
        """Whether an act that was told goes on: 受理线索213条，涉及1870人；其中通过71个."""
        if a.pre == "涉及":
            return True
        if n.unit == "count" and (a.pre.endswith("的有") or CAME_OF_IT.fullmatch(a.pre)):
            return True
        funds = n.unit == "CNY" and MORE_FUNDS.fullmatch(a.pre) is not None
        return funds and GOT_FUNDS.search(a.lead) is not None

    def acted(self, n: Number, a: Around) -> str | None:
        """The kind that the words of acts and stocks before and behind the number tell."""
        pre = a.pre
        own = self.cue(pre) or self.following(a.post)
        counted = n.unit == "count"
        if own is None and counted and FAILING.match(a.post):
            return "level"  # 其中4家投资额不足500万元
        if a.before in AMOUNTS and pre and OF_THEM.search(pre) and not NEWLY.search(pre):
            return a.before
        if own == "level" and self.is_done(n, pre):
            return "new_in_period"
        if n.unit == "CNY" and FUNDED.match(a.post):
            return "new_in_period"
        if own == "new_in_period" and "累计" in pre and STANDS.search(pre):
            return own if WITHIN_TIME.search(a.lead) else "level"
        if own is None and (NEWLY.search(pre) or OVER.search(pre)):
            return "new_in_period"
        if own is not None:
            return own
        if n.word in HAPPENS and MAY.search(pre):
            return "level"
        if n.word in HAPPENS or (n.word in ("件", "条") and CASES.match(a.post)):
            return "new_in_period"
        if n.unit in ("count", "person") and (
            BEHIND_IT.match(a.post)
            or PRAISED.match(a.post)
            or (pre.endswith("为") and SERVED.match(a.post))
            or (pre.endswith(("将", "把")) and DISPOSED.match(a.post))
        ):
            return "new_in_period"
        return None

    def is_done(self, n: Number, pre: str) -> bool:
        """Whether an act tells the number although a word of stocks stands in the clause."""
        if NEWLY.search(pre) and not REACHED.search(pre):
            return True
        if n.unit == "CNY" and "的" in pre and RECEIVED.search(pre):
            return True  # 拿到的各类补贴加起来有860万元
        if n.unit == "CNY" and "动" in pre and PUT_IN.search(pre):
            return True  # 撬动设备投资5.6亿元
        if pre.endswith(("产能", "产量", "资产", "存量资金", "土地", "用地")) and GIVEN_UP.search(
            pre
        ):
            return True
        if ("共" in pre or "累计" in pre) and ALL_OVER.search(pre):
            return True
        if n.word in HAPPENS and WEAKLY.search(pre):
            return True
        if pre.endswith("等"):
            return DONE_LIST.search(pre) is not None
        if n.unit != "count" or not pre.endswith(("了", "已建成")):
            return False
        told = last_match(self.lexicon.cues, pre)
        far = told is not None and told.end() < len(pre) - 2
        return not pre.endswith("了") or (
            far and OVER.search(pre) is not None
        )  # 专员前后跑了一百多趟

    def dealt_out(self, a: Around) -> str | None:
        """The kind that a part takes from the amounts told before it."""
        if a.before in AMOUNTS and a.pre and CLASS_ITEM.fullmatch(a.lead):
            return a.before
        opens = a.pre.strip() or a.lead.endswith(("其中，", "看，", "分，"))
        if opens and a.before in AMOUNTS and DEALT_OUT.match(a.lead):
            return a.before
        if "中，" in a.lead and AMONG.search(a.lead[: len(a.lead) - len(a.pre)][-12:]):
            return self.cue(a.lead[-24:]) or a.before or a.past or "level"
        if not a.pre and a.lead.endswith(("，", "；", "。")) and not a.tie:
            return "level"  # a number that opens its clause tells of somebody new
        if a.pre.strip("、和及") and not PART_OF.search(a.pre):
            return None
        if "中，" in a.lead and (among := AMONG.search(a.lead)):
            named = self.cue(a.lead[max(0, among.start() - 12) : among.start()])
            return named or a.before or "level"
        return a.before or self.cue(a.lead[-60:]) or a.past or "level"

    def cue(self, text: str) -> str | None:
        """The kind that the last cue word names; 投资项目 are projects, not money."""
        last = None
        for found in self.lexicon.cues.finditer(text):
            kind, at = self.lexicon.cue_of[found[0]], found.start()
            paid = found[0] in GRANTS and last == "new_in_period" and PAID.search(text)
            if paid and "，" not in text:
                continue
            if kind == "new_in_period" and text[found.end() : found.end() + 1] in NO_ACT:
                continue
            if kind == "new_in_period" and at and self.is_undone(text, at):
                last = "level"
            elif kind == "new_in_period" or not text.startswith(("项目", "企业"), found.end()):
                last = kind
        return last

    def is_undone(self, text: str, at: int) -> bool:
        """Whether an act is only to come or did not happen: 未开工, 没有签约, 正在办理."""
        return (
            text[at - 1] in "未没有待应需拟可在法"
            and UNDONE.search(text[max(0, at - 3) : at]) is not None
        )

    def following(self, post: str) -> str | None:
        """The kind that words right after the number name: 84个签约项目, 6300个新增学位."""
        found = self.lexicon.cues.match(post)
        if found is None:
            return None
        if not found[0].startswith("新增") and not post.startswith(NOUNS, found.end()):
            return None
        return self.lexicon.cue_of[found[0]]
