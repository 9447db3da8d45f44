"""T08: what 其中 singles out is not more than what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import AMOUNT_KINDS, between, clause, sentences, shown

UNITS = ("count", "person", "CNY", "USD", "m2", "mu", "t", "kWh")
# 规划面积32.5平方公里，已建成14.8平方公里; 发现隐患287处，现场整改261处: the second lies in the first.
WHOLE = lazily(
    r"(?:规划|管辖|辖区)(?:总|控制)?面积(?:达|为|约)*$|(?:发现|查出|排查出?)[^，。；\d]{0,10}(?:隐患|问题)$"
    r"|(?:收集|征集|梳理)[^，。；\d]{0,10}(?:问题|诉求|困难)$"
)
INSIDE = lazily(
    r"^(?:目前|现)?(?:已|其中)?(?:已?(?:开发|建成)(?:区|面积|区面积)?|(?:现场|当场|立即|已)(?:完成)?整改|已?(?:推动|协调)?(?:解决|化解|销号))(?:了|达|约)*$"
)
AT_LEAST = lazily(r"^(?:（含）)?及?以上的?[^，。；\d]{0,8}$")
# 反映的33个问题已整改28个: in one clause, the second counts some of the first.
OF_THESE = lazily(
    r"[^，。；、\d]{1,8}(?:中)?已(?:全部|基本)?(?:完成)?(?:整改|办结|解决|化解|落实|开工|竣工|投产)(?:完毕|完成|到位)?(?:了)?"
)
say = Say("T08")
Pair = tuple[Claim, Claim]


def subsets(reading: Reading) -> Iterator[DraftFinding]:
    """Parts that are greater than their whole."""
    for group in sentences(reading, *AMOUNT_KINDS, least=2):
        amounts = [one for one in group if one.kind in AMOUNT_KINDS]
        told = reading.norm.find("其中", group[0].to, group[-1].at) >= 0
        pairs = [*(among(reading, amounts) if told else ()), *inside(reading, amounts)]
        for part, whole in (*pairs, *brackets(reading, group)):
            if whole.comparator in ("=", "<", "<=") and part.interval().low > whole.interval().high:
                yield say(
                    "greater",
                    "error",
                    [part, whole],
                    f"{shown(part)} > {shown(whole)}",
                    written=part.interval(),
                    computed=whole.interval(),
                )


def among(reading: Reading, amounts: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The parts behind 其中, each with the last amount of its unit before the word."""
    opened = -1  # how many amounts stand before the last 其中 that still holds
    for i, (before, part) in enumerate(pairwise(amounts)):
        words = between(reading, before, part)
        at = words.rfind("其中")
        if at >= 0:
            opened = i
        elif words != "、":
            opened = -1  # 31宗、1890亩 are both among those before
        if opened < 0 or part.unit not in UNITS or "。" in words:
            continue
        if "；" in words and not words.startswith("其中", words.rfind("；") + 1):
            continue
        wholes = [
            one
            for one in amounts[: opened + 1]
            if one.unit == part.unit and one.text[-1] == part.text[-1]
        ]
        if wholes and "；" not in between(reading, wholes[-1], amounts[opened]):
            yield part, wholes[-1]


def inside(reading: Reading, amounts: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of which the words say that the second lies in the first."""
    for whole, part in pairwise(amounts):
        words = between(reading, whole, part)
        if whole.unit != part.unit:
            continue
        if whole.text[-1] == part.text[-1] and OF_THESE.fullmatch(words):
            yield part, whole
        if words[:1] not in ("，", "、"):
            continue
        if INSIDE.search(clause(reading, part)) and WHOLE.search(clause(reading, whole)):
            yield part, whole


def brackets(reading: Reading, group: Sequence[Claim]) -> Iterator[Pair]:
    """10亿元以上项目6个，亿元以上项目38个: whoever passes the higher line passes the lower."""
    if not any(one.kind == "threshold" for one in group):
        return
    told: list[tuple[Claim, Claim, str]] = []
    for line, count in pairwise(group):
        of = between(reading, line, count)
        if line.kind == "threshold" and count.unit == "count" and AT_LEAST.match(of):
            told.append((line, count, of))
    for (one, its, of), (other, others, same) in pairwise(told):
        heads = [clause(reading, line).rsplit("、", 1)[-1] for line in (one, other)]
        alone = not heads[1] or heads[1] == heads[0]
        if one.unit != other.unit or of != same or not alone:
            continue
        if between(reading, its, other)[:1] not in ("，", "、"):
            continue
        yield (its, others) if one.value > other.value else (others, its)
