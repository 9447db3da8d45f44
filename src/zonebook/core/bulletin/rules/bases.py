"""Growth whose base is told beside it: 增长6.6%（上年为668.3亿元）; 是2020年的3.5倍（2020年464家）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zonebook.core.bulletin import subjects
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import AMOUNT_KINDS, between, clause, sentences, sure

BASE = lazily(
    r"^[，（(](?:(?:上年|去年)(?:同期|全年)?|((?:19|20)\d\d)年(?:同期|全年)?)(?:完成|实现)?(?:仅为|只有|为|是|有)?$"
)
IS_TIMES = lazily(r"^是?(?:上年同期|去年同期|上年|去年|((?:19|20)\d\d)年(?:同期)?)的$")
# Rates of these are published at fixed prices or on another scope than the levels.
OTHER_SCOPE = lazily(r"生产总值|增加值|GDP|固定资产投资|固投|社会消费品零售总额|社零")
OTHER_BASIS = lazily(r"可比|同口径|不变价|扣除|剔除|自然口径|年均|环比|年初")


@dataclass(frozen=True)
class Based:
    """A level, its growth, and the level that it grew from."""

    old: Claim
    new: Claim
    grown: Claim


def based_beside(reading: Reading) -> Iterator[Based]:
    """Every growth of which the same sentence tells both ends."""
    for group in sentences(reading, "yoy_growth", "times", least=3):
        told = [one for one in group if one.kind != "completion_rate"]  # 为预算的84.2%，下降21.7%
        for new, second, third in zip(told, told[1:], told[2:], strict=False):
            for grown, old in ((second, third), (third, second)):
                if is_based(reading, new, grown, old, (new, second, third)):
                    yield Based(old, new, grown)


def is_based(reading: Reading, new: Claim, grown: Claim, old: Claim, told: Sequence[Claim]) -> bool:
    """Whether the words say that a level grew so from another: by their order and their years."""
    if grown.unit not in ("%", "times") or old.unit != new.unit or old.text[-1] != new.text[-1]:
        return False
    if not {old.kind, new.kind} <= set(AMOUNT_KINDS) or not (sure(old) and sure(new)):
        return False
    year = BASE.match(between(reading, told[told.index(old) - 1], old))
    words = reading.norm[told[told.index(grown) - 1].to : grown.at]
    if "，" in words[1:]:
        words = words[words.rindex("，") :]
    if year is None or old.value <= 0 or OTHER_SCOPE.search(clause(reading, new)):
        return False
    if words[:1] not in "，）" or OTHER_BASIS.search(words):
        return False
    words = words.lstrip("，）")
    if grown.unit == "%":
        before = int(new.when.lstrip("@")[:4]) - 1 if new.when[:1] in "@12" else 0
        of_year = year[1] is None or int(year[1]) == before
        return of_year and subjects.GROWTH_ONLY.fullmatch(words) is not None
    of = IS_TIMES.match(words)
    return of is not None and of[1] == year[1]
