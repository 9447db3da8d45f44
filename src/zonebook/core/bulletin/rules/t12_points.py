"""T12: a level grows by %, the difference of two rates is told in 百分点."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import between, clause, earlier, sentences, shown

GREW = lazily(
    r"^(?:分别)?(?:同比|比上年|较上年|环比|[比较](?:去年|上年)?同期|可比口径|同口径|可比|名义|实际)?(?:分别)?(?:增长|下降|减少|增加|上涨|上升|[增减][产收]|↑|↓)(?:了|约|近)?$"
)
MOVED = lazily(
    r"^(?:同比|环比|[比较][^，。；]{1,10})?(?:提高|提升|上升|下降|回落|降低|加快|放缓|扩大|收窄|增加|减少|快|慢|多|少)(?:了|约|近)?$"
)
APART = lazily(r"(?:高于|低于|快于|慢于|领先|落后于?|跑赢|快过|好于|高出)[^，。；\d]{1,14}$")
RATE_MOVED = lazily(
    r"(?:增速|增幅|降幅|涨幅)(?:比|较)(?:[^，。；\d]|\d{1,2}(?:[—–-]\d{1,2})?月){1,10}(?:加快|放缓|收窄|扩大|提高|提升|回落|高|低|快|慢)(?:了|约|近)?$"
    r"|(?:增速|增幅|降幅|涨幅|跌幅)(?:加快|放缓|收窄|扩大|提高|提升|回落)(?:了|约|近)?$|(?:下拉|拖累|拉低|拉高)(?:了|约|近)?$"
    r"|(?:快于|慢于|高于|低于|落后于?|滞后于?|领先|超(?:过|出|前)?)序时(?:进度)?(?:（?[\d.]{1,5}[%％]）?)?(?:了|约|近)?$"
    r"|(?:投入强度|占比|比重|失业率|良品?率|合格率|满意率|办结率|开工率|出租率|空置率|达标率|参保率|好评率|入学率|覆盖率|查验率|化率)(?:同比|[比较](?:上年末?|去年|年初|上月|上年同期|去年同期))?(?:提高|提升|上升|回落|下降)(?:了|约|近)?$"
    r"|拉动[^，。；\d]{1,8}(?:增长|上升|下降)$"
    r"|序时(?:进度)?(?:还|仍)?(?:落后|滞后|超前|领先|快|慢)(?:了|约|近)?$"
    r"|距(?:离)?[^，。；\d]{0,8}(?:目标|任务)(?:还|尚|仍)(?:差|低|欠)(?:了|约|近)?$"
    r"|(?:占比|比重)(?:比|较)[^，。；\d]{1,10}(?:提高|提升|上升|回落|下降)(?:了|约|近)?$"
)
OF_RATE = lazily("[速幅拉拖序率强占重距]")  # stands in every word of RATE_MOVED
APART_ALONE = lazily(
    r"^比(?:[^，。；\d]{2,10}(?:水平|平均)|全[省市国区])(?:高|低|快|慢)(?:出)?$|^(?:高于|低于|快于|慢于)(?:全[省市国区]|[^，。；\d]{2,8}(?:水平|平均)|(?:年度|全年|年初|预期|既定)?目标(?:值|任务)?)$"
)
RATE_IS = lazily(
    r"(?:增速|增幅|降幅|涨幅)(?:[由从](?:[^，。；\d]{0,4}|\d{1,2}月)的?|为|是|高?达到?|仅|约)?$"
)
FROM = lazily(r"[由从][^，。；]{0,10}$")
REACHED = lazily(r"[到至](?:\d{1,2}月|[一二三四]季度|[上下]半年|(?:19|20)\d\d年)?[末底份]?的?$")
GROWN = ("yoy_growth", "growth_other")
RATES = ("share", "completion_rate")
GREW_AT_END = lazily(r"(?:同比|比上年|较上年|环比)?(?:增长|下降|[增减][产收]|↑|↓)(?:了|约|近)?$")
FASTER = lazily(r"^[比较][^，。；]{1,10}(?:加快|放缓|回落|快|慢)(?:了|约|近)?$")
ONLY_TIME = lazily(r"^(?:\d{1,2}月份?)?(?:当月|单月|本月|当季|累计|全年)$")
SIGNED = lazily(r"^(?:同比|环比|比上年|较上年)?$")
GROWN_LEVEL = lazily(
    r"(?:生产总值|增加值|投资|总额|收入|经费|能耗|(?:能耗|碳排放|水耗)强度|排放量|浓度|用水量|固投|社零|外贸|产值|产量|用电量|支出|余额|总量|数量|额|税收|利润|制造业|服务业|建筑业|存货|销量|客流量|）)(?:只|仅|也|均|还|又|分别)*$"
)
LISTED = lazily(r"(?:生产总值|增加值|总额|产值|收入|投资|税收|进出口)[：:]\s*(?:同比|比上年)?$")
STOP = lazily(r"[，。；：！？\n\t|]")
GAP = lazily(r"的目标(?:任务)?(?:还|尚|仍|相)?差(?:了|约|近)?")
say = Say("T12")


def points(reading: Reading) -> Iterator[DraftFinding]:
    """% where points are meant, and points where % is meant; each figure is told once."""
    told: set[tuple[int, int]] = set()
    for one in confused(reading):
        if one.spans[0] not in told:
            told.add(one.spans[0])
            yield one


def confused(reading: Reading) -> Iterator[DraftFinding]:
    """The same, by each way to see it."""
    for group in sentences(reading, "%", "pp"):
        for before, one in itertools.pairwise(group):
            if one.unit != "pp" and not one.unit == before.unit == "%":
                continue
            told = between(reading, before, one)
            if "；" in told or "。" in told:
                continue
            head = clause(reading, one)
            base = level_behind(group, before, head)
            if one.unit == "pp" and is_level(base) and grew(one, head, told.strip(" 　｜，\n")):
                yield level_in_points(one, base)
            elif (one.unit == before.unit == "%" and GAP.fullmatch(told)) or (
                one.unit == "%" and is_difference(reading, before, one, head, told)
            ):
                yield rate_in_percent(one, before)
        yield from grown_by_points(reading, group)
        yield from rates_moved(reading, group)


def grown_by_points(reading: Reading, group: list[Claim]) -> Iterator[DraftFinding]:
    """工业增加值增长6.8个百分点, in one clause: no rate is named that could move by points."""
    for one in group:
        if one.unit != "pp":
            continue
        if one.text[:1] in "+-" and LISTED.search(reading.norm[max(0, one.at - 16) : one.at]):
            yield level_in_points(one)
            continue
        head = STOP.split(reading.norm[max(0, one.at - 60) : one.at])[-1]
        if GREW.match(head) or not GREW_AT_END.search(head):
            continue
        grown = GREW_AT_END.sub("", head)
        if GROWN_LEVEL.search(grown) or ONLY_TIME.match(grown):
            yield level_in_points(one)


def rates_moved(reading: Reading, group: list[Claim]) -> Iterator[DraftFinding]:
    """增速比上半年加快0.4%, 比全市平均水平高1.1% after a rate, 增速达31.8个百分点, 38.2%和41.5个百分点."""
    for i, one in enumerate(group):
        if one.unit not in ("%", "pp"):
            continue
        head, last = clause(reading, one), group[i - 1] if i else None
        if one.unit == "%":
            rate_before = last is not None and last.unit in ("%", "pp")
            again = last is not None and last.unit == "pp" and FASTER.match(head)
            if (
                again
                or (OF_RATE.search(head) and RATE_MOVED.search(head))
                or (rate_before and APART_ALONE.match(head))
            ):
                yield rate_in_percent(one)
            continue
        tied = last is not None and last.unit == "%" and last.kind == "yoy_growth"
        tied = tied and last is not None and between(reading, last, one) in ("和", "、", "与")
        is_rate = RATE_IS.search(head) and not APART.search(head)
        reached = last is not None and last.unit == "%" and REACHED.search(head)
        reached = reached and last is not None and FROM.search(clause(reading, last))
        if is_rate or tied or reached:
            yield level_in_points(one)


def level_in_points(one: Claim, *beside: Claim) -> DraftFinding:
    """The finding that the growth of a level is told in points."""
    better = in_percent(one)
    formula = f"{shown(one)} → {better}"
    return say("level_in_points", "error", [one, *beside], formula, suggest=better)


def rate_in_percent(one: Claim, *beside: Claim) -> DraftFinding:
    """The finding that the move of a rate is told in per cent."""
    better = in_points(one)
    formula = f"{shown(one)} → {better}"
    return say("rate_in_percent", "error", [one, *beside], formula, suggest=better)


def level_behind(group: list[Claim], rate: Claim, head: str) -> Claim:
    """收入33.6亿元，为预算的101.3%，增长7.4%: what grew is the amount before a completion rate."""
    at = group.index(rate)
    other = head.startswith(
        ("同比", "比上年", "较上年") if rate.kind == GROWN[1] else ("环比", "较上月")
    )
    if at and rate.kind in GROWN and other and is_level(group[at - 1]):
        return group[at - 1]  # 受理18436件，环比上升4.2%，同比下降7.9%
    done = at and rate.kind == "completion_rate" and is_level(group[at - 1])
    return group[at - 1] if done else rate


def grew(one: Claim, *heads: str) -> bool:
    """Whether the words before a figure, or its printed sign, say that something grew by it."""
    signed = one.text[:1] in "+-＋－"
    return any(GREW.match(head) or (signed and SIGNED.match(head)) for head in heads)


def is_level(claim: Claim) -> bool:
    """Whether a claim tells an amount, of which growth is in %."""
    return claim.kind in ("level", "new_in_period", *GROWN) and claim.unit not in (
        "%",
        "pp",
        "ratio",
        "rank",
        "point",
    )


def is_difference(reading: Reading, rate: Claim, one: Claim, head: str, told: str) -> bool:
    """Whether a % told after a rate is the distance between two rates."""
    if rate.unit != "%" or one.kind not in ("yoy_growth", "growth_other", "share"):
        return False
    if APART.search(head) and (rate.kind in (*RATES, "yoy_growth")) and told.count("，") <= 1:
        return True
    if not MOVED.match(head) or told.count("，") != 1:
        return False
    if rate.kind in RATES:
        own = next(
            (
                c
                for c in reversed(earlier(reading, rate.at))
                if c.at < rate.at and c.sentence == rate.sentence
            ),
            None,
        )
        amount = own is not None and is_level(own) and "；" not in reading.norm[own.to : rate.at]
        return not (amount and re.search(r"增长|下降|减少|增加", head))
    return rate.kind == "yoy_growth" and bool(re.search(r"加快|放缓|回落|提高|提升|快|慢", head))


def in_points(claim: Claim) -> str:
    """0.9% as 0.9个百分点."""
    return re.sub(r"[%％]", "个百分点", shown(claim))


def in_percent(claim: Claim) -> str:
    """9.1个百分点 as 9.1%."""
    return re.sub(r"[个個]?百分[点點]", "%", shown(claim))
