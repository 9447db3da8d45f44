"""Means beside the total and the count that make them: 214人、32.1万元，每人1500元."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, in_print
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    AMOUNT_KINDS,
    before_year,
    clause,
    shown,
    sure,
    touching,
)

# 每人 tells a mean only where nothing stands between it and the figure: 每人每月2000元 is a grant.
MEAN = lazily(
    r"^(?:平均)?(?:([户亩人日家项笔场件]均|平均每[户家项人亩笔场件]|每[户家]平均)[^，。；\d]{0,8}|(每[户家人笔])(?:补[贴助]|约|为)?)$"
)
COUNTED_BY = {
    "户均": "户家个",
    "家均": "家户个",
    "项均": "项个件",
    "笔均": "笔",
    "场均": "场",
    "件均": "件",
}
MEAN_OF = dict.fromkeys(COUNTED_BY, "count") | {"人均": "person", "亩均": "mu", "日均": "day"}
say = Say("T05")


def mean(reading: Reading, group: Sequence[Claim], mean: Claim) -> DraftFinding | None:
    """户均237万元 against 2.3亿元 and 97家 told right before."""
    found = MEAN.match(clause(reading, mean))
    if found is None:
        return None
    word = found[1] or found[2]
    word = next((f"{one}均" for one in "户家项人亩笔场件日" if one in word), word)
    unit = MEAN_OF.get(word)
    told = [one for one in group if one.at < mean.at and one.kind in AMOUNT_KINDS and sure(one)]
    before = [one for one in told if not before_year(one, mean)][-2:]
    tops = [one for one in before if one.unit == mean.unit.split("/")[0]]
    words = COUNTED_BY.get(word, "")
    bottoms = [
        one
        for one in before
        if one.unit == unit and (not words or one.text.removesuffix("次")[-1] in words)
    ]
    if unit is None or len(tops) != 1 or len(bottoms) != 1 or tops[0] is bottoms[0]:
        return None
    if bottoms[0].interval().low <= 0:
        return None
    computed = tops[0].interval() / bottoms[0].interval()
    written = mean.interval() if sure(mean) else mean.hedged()
    if touching(written, computed):
        return None
    exact = Fraction(tops[0].value) / Fraction(bottoms[0].value)
    return say(
        "mean",
        "error",
        [mean, *tops, *bottoms],
        f"{shown(tops[0])} ÷ {shown(bottoms[0])} = {in_print(exact, mean)} ≠ {shown(mean)}",
        suggest=in_print(exact, mean),
        written=written,
        computed=computed,
    )
