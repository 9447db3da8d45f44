"""The unit, hedge and sign of a number, from the words and the column around it."""

from __future__ import annotations

import re
from decimal import Decimal

from zonebook.core.bulletin import tables
from zonebook.core.bulletin.aims import Around
from zonebook.core.bulletin.claims import Claim
from zonebook.core.bulletin.kinds import CUT_OBJECT, PLACE_WON, Kinds
from zonebook.core.bulletin.lexicon import Lexicon
from zonebook.core.bulletin.numbers import Number, Other
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.thresholds import ROW_OF_CONDITIONS

RANK_TAIL = lazily(
    r"(?:列|位列|位居|居|排名?|排在|排第|名列|跻身|进入|入围|进|跃居|升至|升到|前进至|降至|由|从|(?<!不)到|至|全[国省市区]第?|列第)$"
)
INDEX = lazily(r"(?:指数|得分|评分|分值|总分)[^，。；]{0,6}$")
PURE = lazily(r"(?:容积率|提容|密度|系数|绿地率|产销比)[^，。；]{0,8}$")
PLACES = lazily(r"(?:排名|位次|名次|位列|位居|列|居|排)(?:第|全[国省市区]第?)?(?:为|至|到|在)?$")
AT_MOST = lazily(
    r"最[高多](?:投|提高?到|可|能|给予|奖励|奖|补|补助|补贴|资助|支持|贴息|限价|控制价|额度|合计|[^，。；\d]{0,2}可)+$"
)
AT_LEAST = lazily(r"(?:至少|起码|少说也?|不少于)[^，。；\d]{1,4}$")
LOWER = lazily(r"[比较][^，。；\d]{1,10}(?:低|便宜|慢|少[跑开办走交花填用]?)(?:了|出|近|约)*$")
FALLEN = lazily(r"[↓▼]\s*$")
FEWER = lazily(r"少[发开跑招签办建投](?:了|约|近)*$")  # 比去年少开了三成
LAGS = lazily(r"(?:落后|滞后)[^，。；的\d]{0,14}$")  # 序时进度落后3个百分点
MONEY = lazily(
    r"(?:接单|订单额?|投资|产值|收入|营收|利润|融资|揽金|吸金|生产总值|GDP|签约|销售额?|交易额?|成交额?|税收?|总额|资金|贷款|授信|补贴"
    r"|存款|余额|市值|出口|进口|进出口|到账|到位|拨付)(?:完成|实现|达到?|为|约|近|超过?|逾|突破|了|共|累计|增加?至?|到|高达|最[高多]|提高?到|收了|[由从为是])*$"
)
PEOPLE = lazily(r"(?:人口|人数|青年|员工|职工|用户|居民|游客|粉丝|学生|会员)[^，。；\d]{0,6}$")
MOVES = ("由", "从", "到", "至")
# The kinds of claims that carry the sign of a falling word.
SIGNED = frozenset(
    ("yoy_growth", "growth_other", "pp_change", "rank_change", "multiple", "level", "new_in_period",
     "target")
)  # fmt: skip
# 不到全部事项的三成, 累计不超过合同价的3%.
FAR_SIGNS = {"不超过": "<=", "不得超过": "<=", "不高于": "<=", "不低于": ">=", "不得低于": ">=", "不到": "<",
    "不足": "<", "超过": ">", "大约": "~", "接近": "~"}  # fmt: skip
SIGNS = {
    "≥": ">=",
    "≤": "<=",
    ">": ">",
    "＞": ">",
    "<": "<",
    "＜": "<",
    "≈": "~",
    "≧": ">=",
    "≦": "<=",
}
# 港币5000万元, €2亿: the money is named before the amount.
MONEY_NAMED = {
    "港币": "HKD", "港元": "HKD", "HK$": "HKD", "日元": "JPY", "日币": "JPY", "欧元": "EUR", "€": "EUR",
    "美元": "USD", "美金": "USD", "US$": "USD", "＄": "USD", "$": "USD",
}  # fmt: skip
FOREIGN = lazily(rf"(?:{'|'.join(map(re.escape, MONEY_NAMED))})\s?$")
FAR_WORDS = "|".join(sorted(FAR_SIGNS, key=len, reverse=True))
FAR_HEDGE = lazily(rf"(?:^|[，是仅已只累计占])(?P<word>{FAR_WORDS})[^，。；\d]{{1,10}}的$")
ROW_AT_MOST = lazily(r"最高(?:给予|奖励|补助|补贴|资助)?(?:[\d.,]+[百千万亿]*元、)+$")
NO_MONEY = lazily(r"人口|浏览|播放|阅读|点击|曝光|用户|话题|流量|生产|年产")
ABOUT = lazily(r"(?:大约|约)[^，。；约]{0,10}$")
NO_HEDGE = (
    "最近",
    "附近",
    "靠近",
    "签约",
    "节约",
    "集约",
    "合约",
    "预约",
    "条约",
    "公约",
    "履约",
    "违约",
    "邀约",
    "契约",
    "通过",
    "经过",
    "路过",
    "走过",
    "度过",
    "渡过",
    "越过",
    "做过",
    "去过",
)
ENDS = ("", "，", "。", "；", "、", "\n", " ")  # where nothing more is said of an amount


class Meaning:
    """Settles what a number measures and how it is meant."""

    lexicon: Lexicon
    kinds: Kinds
    norm: str

    def settle_unit(self, n: Number, pre: str) -> None:
        """The unit of a number that prints none, and 位 and 名 that count places."""
        if n.unit in ("CNY", "") and (found := FOREIGN.search(pre[-4:])) is not None:
            n.unit = MONEY_NAMED[found[0].strip()]
        if n.word in ("位", "名") and n.unit == "person":
            placed = RANK_TAIL.search(pre) and (n.word == "位" or not pre.endswith(MOVES))
            if n.ordinal or placed or self.won(pre) or pre.endswith(("前", "排名后", "居后")):
                n.unit = "rank"
        elif n.unit == "" and not n.ordinal:
            if n.word == "强":
                n.unit = "rank"
            elif INDEX.search(pre):
                n.unit = "point"
            elif n.has_scale and n.scale == 10**4 and PEOPLE.search(pre):
                n.unit = "person"
            elif (n.scale == 10**8 and not NO_MONEY.search(pre)) or (
                n.scale >= 10**4 and MONEY.search(pre)
            ):
                n.unit = "CNY"
            elif PURE.search(pre):
                n.unit = "ratio"
            elif PLACES.search(pre) or pre.endswith(("列前", "进入前", "前")):
                n.unit = "rank"
        elif n.unit == "" and n.ordinal:
            n.unit = "rank"

    def won(self, pre: str) -> bool:
        """Whether places are won or lost here: 前移2位, 较上年上升9位."""
        return PLACE_WON.search(pre) is not None and not pre.endswith(
            ("位次", "提高", "约", "清退了")
        )

    def in_table(self, n: Number, spot: tables.Spot, table: tables.Table) -> Other | None:
        """Scale and unit from the heading of a column; serial numbers and years are no claims."""
        head = table.heads[spot.column] if spot.column < len(table.heads) else ""
        if spot.row < table.head_rows:
            plain = n.unit == "" or n.han
            return (
                Other(n.at, n.to, "unit_header" if n.scale > 1 or n.unit else "label")
                if plain
                else None
            )
        whole = tables.NUMBER_CELL.match(spot.text)
        if whole and (tables.SERIAL.search(head) or (not head and spot.column == 0)):
            return Other(n.at, n.to, "list_marker")
        if not whole:
            return None
        headed = table.units[spot.column] if spot.column < len(table.units) else ""
        unit = headed or (table.unit if not re.search(r"率|%|比重|增[长速幅]", head) else "")
        rate = re.search(r"率|%|％|比重|增[长减速幅]|同比", head)
        if n.unit == "" and not rate and (own := tables.unit_of_row(spot, table)):
            self.take(n, own, head)
        elif n.unit == "" and not n.has_scale:
            self.take(n, unit, head)
        return None

    def take(self, n: Number, unit: str, head: str) -> None:
        """Give a cell's number the unit and scale of its heading."""
        found = re.match(r"(万亿|亿|千万|百万|万|千(?!瓦|米|克))?(.*)", unit)
        assert found is not None
        scale, word = found[1], found[2]
        units = self.lexicon.units
        parts = word.split("/")
        if parts[0] in units or parts[0] in ("％",):
            n.unit, n.word = "/".join(units[p].unit for p in parts if p in units), parts[0]
            n.factor = units[parts[0]].factor
        elif re.search(r"增[长速幅]|率|比重|占比|同比", head) and not word:
            n.unit = "%"
        if scale:
            n.scale *= {
                "万亿": 10**12,
                "亿": 10**8,
                "千万": 10**7,
                "百万": 10**6,
                "万": 10**4,
                "千": 1000,
            }[scale]
            n.has_scale = True
            if not n.unit and word in ("", "元"):
                n.unit = "CNY"

    def comparator(self, n: Number, pre: str) -> str:
        """How the number is hedged, from the words directly beside it."""
        if n.pair is not None:
            return ">=" if n.role == "low" else "<="
        last = pre[-1:]
        if last in SIGNS:
            return SIGNS[last]
        if self.norm[n.to : n.to + 1] in self.lexicon.after_first:
            sign = self.hedged_after(n, pre, self.norm[n.to : n.to + 30])
            if sign is not None:
                return sign
        if n.more:
            return ">"
        if n.fraction and ABOUT.search(pre):
            return "~"
        if last in self.lexicon.before_last:
            found = self.lexicon.before.search(pre[-6:])
            if found is not None:
                return self.hedged_before(n, pre, self.norm[n.to : n.to + 30], found[0])
        if last == "的" and n.unit in ("%", "ratio"):
            far = FAR_HEDGE.search(pre)
            return FAR_SIGNS[far["word"]] if far is not None else "="
        if n.word == "强" or n.role == "top":
            return "<="
        most = n.unit == "CNY" and ("最高" in pre or "最多" in pre)
        if most and (AT_MOST.search(pre) or ROW_AT_MOST.search(pre)):
            return "<="
        return ">=" if ("少" in pre or "起码" in pre) and AT_LEAST.search(pre) else "="

    def hedged_after(self, n: Number, pre: str, post: str) -> str | None:
        """The comparator that a word behind the number gives: 以上, 左右, 内."""
        after = self.lexicon.after.match(post)
        if after is None or not (word := after[0].removeprefix("的")):
            return None
        sign = self.lexicon.comparators_after[word]
        if word == "起" and post.startswith(("起租", "起订", "起售", "起批", "起投")):
            return sign
        if word == "不到" and post[len(after[0]) :][:1] in tuple("位达场岗一"):
            return None
        timed = n.unit in ("workday", "day", "hour", "minute", "second", "CNY", "rank")
        priced = n.unit.startswith("CNY") and post[len(after[0]) :][:1] in ENDS
        meant = word not in ("内", "起") or (timed and word == "内") or (priced and word == "起")
        return sign if meant and not (sign == ">=" and pre.endswith(("不足", "不到"))) else None

    def hedged_before(self, n: Number, pre: str, post: str, word: str) -> str:
        """The comparator that a word before the number gives, where it is meant as a hedge."""
        if word in self.lexicon.distance and not (
            self.kinds.in_conditions(n.at)
            or post.startswith("的")
            or (post[:1] in "、或且" and ROW_OF_CONDITIONS.match(post))
            or n.unit == "CNY"
            or "/" in n.unit
        ):
            return "="
        if word == "封顶" and n.unit != "CNY":
            return "="  # 从摘牌到封顶210天
        if word == "上" and (pre.endswith(("以上", "晚上", "网上", "线上")) or not n.han):
            return "="
        if word == "过了" and (n.unit != "CNY" or pre.endswith(("通过了", "经过了"))):
            return "="
        if (word == "前" and n.unit not in ("rank",)) or pre.endswith(NO_HEDGE):
            return "="
        return self.lexicon.comparators[word]

    def signed(
        self, n: Number, value: Decimal, kind: str, a: Around, last: Claim | None
    ) -> Decimal:
        """The value with the sign that a falling word gives it."""
        if not value > 0:
            return value
        fallen = kind in SIGNED and self.is_fallen(n, kind, a.pre)
        tied = a.tie and kind in SIGNED and last is not None
        if tied and last is not None and last.signed_value < 0 < last.value and n.printed > 0:
            fallen = True
        if a.head and re.search(r"降幅|下降|跌幅", a.head):
            fallen = True
        return -value if fallen else value

    def is_fallen(self, n: Number, kind: str, pre: str) -> bool:
        """Whether the clause says that something fell or lies lower."""
        tail = pre[-24:]
        if self.lexicon.falling_first.search(tail) and self.lexicon.falling.search(tail):
            return True
        if ("比" in pre or "较" in pre) and LOWER.search(pre):
            return True
        if ("↓" in pre or "▼" in pre) and FALLEN.search(pre):
            return True
        match kind:
            case "growth_other":
                return n.unit in ("%", "CNY") and CUT_OBJECT.search(pre) is not None
            case "rank_change":
                return pre.endswith(("退了", "掉了", "跌了", "滑了"))
            case "yoy_growth":
                return FEWER.search(pre) is not None
        return kind == "pp_change" and LAGS.search(pre) is not None
