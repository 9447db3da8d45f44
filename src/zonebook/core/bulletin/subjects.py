"""What a number is about: the words of its clause, and the indicator that they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from zonebook.core.bulletin.lexicon import plain_one_of, words
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.text import last_match
from zonebook.core.catalog import Catalog, shipped

TIMES = lazily(
    r"[由从比较](?:上年|去年|上月)(?:年?[末底])?的?$|(?:19|20)\d\d年(?:度)?|(?:[一二三四前第]+季度|\d{1,2}(?:[—–~至-]\d{1,2})?月)(?:份|末|底)?|[上下]半年|全年|今年|去年|年[初末底]|截至|目前|当年|前十?[一二三四五六七八九]?个?月"
)
OF_TIME = lazily("[年季月截目]")  # stands in every word of TIMES
LEADS = lazily(
    r"^(?:\d{1,2}[.．、)）](?!\d)|…+|(?:内|以)(?=[，、的]|来)|以?来(?![自往料源访电])|[末底](?!端|层|线|盘)|同期(?!间)"
    r"|合计|有(?![效色限机关线轨毒害源组无研意])|在(?![建库谈孵岗校营研办册园线职产读店港场地手售缺我这那])"
    r"|[一二三四五六]是|其中|全区|全市|全县|全省|我区|我市|新区|开发区|高新区|园区|共|共计|累计|新增|新认定|新|已|现有|现|实现|完成|分产业看|初步核算|据统计|力争|确保|预计|达到?(?!产)|、|，|：|:|和|及|与|的|也|还|仍|则|又|均|到(?!期|位|账)|，)+"
)
TAIL_WORDS = words(
    "完成 实现 达 达到 为 是 共 有 了 共有 累计 增至 增加到 升至 突破 超 超过 逾 近 不足 不低于 不少于"
    " 迈上 总计 合计 分别 已 到 由 从 占 仅 只有 高达 列 居 在 （ ("
    " 的 仍 预计 不 由 已经 实现了 完成了 ……"
)
TAILS = lazily(
    rf"(?:{'|'.join(map(re.escape, TAIL_WORDS))}|(?<![签节集合履])约|(?<![人户亩日月年平])均)+$"
)
LAST_LETTERS = frozenset(word[-1] for word in TAIL_WORDS) | {"约", "均"}
GROWTH_ONLY = lazily(
    r"^(?:同比|环比|同口径|可比口径|比上年末?|较上年末?|比去年|较年初|比年初|较上月|按[^，]{0,6}计算|年均|名义|实际|可比)*(?:净)?(?:增长|增|下降|降|减少|增加|上升|回落|提高|提升|加快|放缓|增速|增幅|翻|减)"
)
CHANGE = lazily(
    r"(?:同比|环比|[比较][^，。；]{0,8}?)?(?:净)?(?:增长|[增减][产收支亏]|增加(?!值)|增速|增幅|下降|减少|回落|提高|提升|上升|翻).*$"
)
OF_CHANGE = lazily("[增降减落提升翻加放]")  # stands in every word of CHANGE and of GROWTH_ONLY
COUNTED = "的数量总额值个家"  # may follow a name
ZONE = lazily(
    r"^[一-鿿]{1,8}(?:高新区|经开区|综合保税区|综保区|开发区|新区|示范区|产业园|园区)(?:的)?"
)
FLOW_ONLY = lazily(
    r"^(?:到期|当年|本年|期间|其中)?(?:新认定|认定|新增|净增|引进|新培育|退出|注销|迁出|迁入|取消|撤销|淘汰|失效|入库|增加|减少)+$"
)
OTHER_PLACE = lazily(r"全国|全省|全市|周边|先进地区|对标|同类|平均水平|行业平均")


@dataclass(frozen=True)
class Names:
    """The names of indicators, compiled."""

    pattern: re.Pattern[str]
    level: Mapping[str, str]
    growth: Mapping[str, str]
    rate: Mapping[str, str]
    identities: tuple[Any, ...]
    ends: frozenset[str]  # the letters with which a subject that has a name ends


def read_names(catalog: Catalog) -> Names:
    """The names of a catalogue's lexicon."""
    file = catalog.kind("lexicon")["indicators"]
    level = {name: key for key, row in file["indicators"].items() for name in row["names"]}
    growth = {key: row["growth"] for key, row in file["indicators"].items() if "growth" in row}
    rate = {key: row["rate"] for key, row in file["indicators"].items() if "rate" in row}
    ends = frozenset(name[-1] for name in level) | frozenset(COUNTED)
    pattern, identities = re.compile(plain_one_of(level)), tuple(file["identities"])
    return Names(pattern, level, growth, rate, identities, ends)


@cache
def shipped_names() -> Names:
    """The names as they are shipped."""
    return read_names(shipped())


def bare(pre: str) -> str:
    """The subject words of a clause: without time, leading and closing words."""
    text = TIMES.sub("", pre) if OF_TIME.search(pre) else pre
    text = without_lead(text.strip(' 　“”"—-|（）()'))
    if text[-1:] in LAST_LETTERS:
        text = TAILS.sub("", text)
    return text.strip(' 　“”"、，—-|')


def without_lead(text: str) -> str:
    """A clause without the words that only lead to its subject."""
    found = LEADS.match(text)
    return text[found.end() :] if found is not None else text


def named(subject: str, names: Names) -> str | None:
    """The level indicator whose name closes a subject; None where other words narrow it."""
    end = subject[-1:]
    last = last_match(names.pattern, subject) if end in names.ends or not end.isalpha() else None
    if last is None:
        return None
    before, after = subject[: last.start()], subject[last.end() :]
    if (zone := ZONE.match(before)) is not None:
        before = without_lead(before[zone.end() :])  # 某某高新区实现
    after = after.strip(COUNTED)
    if before.strip("的，、") or (after and re.search(r"[^\W\d]", after)):
        return None
    return names.level[last[0]]
