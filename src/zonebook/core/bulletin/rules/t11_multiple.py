"""T11: 翻n番 is at least 2 to the n; 增长N倍 is N+1 times; nothing falls by N倍; growth fits two levels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from zonebook.core.bulletin import subjects
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal, in_print
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    agrees,
    between,
    clause,
    percent,
    sentences,
    shown,
    sure,
    touching,
)
from zonebook.core.values import Interval

FALLS = lazily(r"(?:下降|减少|降低|缩短|减|降|缩小|下跌)(?:了|约|近|到原来的)?$")
GROWS = lazily(r"(?:增长|增加|提高|上升|增)(?:了|约|近|超过?)?$")
IS_TIMES = lazily(r"(?:是|为|达到?|相当于)[^，。；]{0,12}的(?:约|近)?$")
FROM_TO = lazily(
    r"^[^，。；]{0,4}(?:增加?|提高|上升|发展|扩大|增长|跃升|升|降低?|下降|减少?|回落)(?:到|至|为)(?:(?:19|20)\d\d年[末底]?的?|[^，。；\d]{0,4})$"
)
FROM = lazily(r"[由从][^，。；]{0,10}$")
SPAN = lazily(r"^[一二两三四五六七八九十\d]{1,2}年(?:间|来|时间)?")
GROWTH = ("multiple", "yoy_growth", "growth_other")
ONE = Interval.exactly(1)
say = Say("T11")


def multiples(reading: Reading) -> Iterator[DraftFinding]:
    """Multiples and growth rates that two told levels do not give."""
    for group in sentences(reading, "times", *GROWTH):
        for i, one in enumerate(group):
            if one.unit == "times" and FALLS.search(clause(reading, one)):
                yield say("falls", "error", [one], f"{shown(one)} > 1", verb="降低N倍")
            elif i > 1 and one.kind in GROWTH:
                ends = levels(reading, group[i - 2], group[i - 1], one)
                if ends is not None:
                    yield from against(clause(reading, one), *ends, one)


def levels(reading: Reading, old: Claim, new: Claim, grown: Claim) -> tuple[Claim, Claim] | None:
    """The two levels right before a growth: 由25家增至53家，or 46家 then and 92家 now for a multiple."""
    if (
        old.unit != new.unit
        or old.unit in ("%", "pp", "rank")
        or not (sure(old) and sure(new))
        or old.value <= 0
    ):
        return None
    if grown.unit not in ("%", "times") or "；" in between(reading, new, grown):
        return None
    words = SPAN.sub("", between(reading, new, grown).lstrip("，、"))
    if not (subjects.GROWTH_ONLY.match(words or "增长") or IS_TIMES.match(words)):
        return None
    told = between(reading, old, new)
    if FROM_TO.match(told) and FROM.search(clause(reading, old)):
        return old, new
    if (
        grown.unit == "times"
        and "翻" in clause(reading, grown) + shown(grown)
        and old.when != new.when
    ):
        return old, new
    return None


def against(head: str, old: Claim, new: Claim, grown: Claim) -> Iterator[DraftFinding]:
    """One growth against its two ends."""
    ratio = new.interval() / old.interval() if old.interval().low > 0 else None
    if ratio is None:
        return
    exact = Fraction(new.value) / Fraction(old.value)
    if "年均" in head:
        yield from a_year(old, new, grown, ratio)
        return
    if grown.unit == "times" and ("翻" in head or "番" in grown.text):
        about = not sure(grown) and touching(grown.hedged(), ratio)  # 翻了近三倍
        if ratio.high < Fraction(grown.value) and not about:
            formula = f"{shown(new)} ÷ {shown(old)} = {decimal(exact)} < {grown.value}"
            yield say(
                "doubling",
                "error",
                [grown, old, new],
                formula,
                written=Interval.exactly(grown.value),
                computed=ratio,
            )
        return
    if grown.unit == "times":
        wanted = ratio if IS_TIMES.search(head) else ratio - ONE
        right = exact if IS_TIMES.search(head) else exact - 1
        if not IS_TIMES.search(head) and not GROWS.search(head):
            return
        if touching(grown.interval() if sure(grown) else grown.hedged(), wanted):
            return
        formula = (
            f"{shown(new)} ÷ {shown(old)} = {decimal(exact)}; {decimal(right)} ≠ {shown(grown)}"
        )
    else:
        wanted = percent(new.interval() - old.interval(), old.interval()) or ONE
        wanted = -wanted if grown.signed_value < 0 else wanted
        right = abs(exact - 1) * 100
        if agrees(grown, wanted):
            return
        formula = (
            f"({shown(new)} − {shown(old)}) ÷ {shown(old)} = {decimal(right)}% ≠ {shown(grown)}"
        )
    yield say(
        "growth",
        "error",
        [grown, old, new],
        formula,
        suggest=in_print(right, grown),
        written=grown.interval(),
        computed=wanted,
    )


def a_year(old: Claim, new: Claim, grown: Claim, ratio: Interval) -> Iterator[DraftFinding]:
    """A yearly mean against its two ends: (1 + 7.9 %)⁵; of counts alone, money grows at fixed prices."""
    if grown.unit != "%" or old.unit not in ("count", "person") or not (old.when and new.when):
        return
    years = int(new.when.lstrip("@")[:4]) - int(old.when.lstrip("@")[:4])
    if years < 2:
        return
    written = grown.interval() if sure(grown) else grown.hedged()
    low, high = ((1 + end / 100) ** years for end in (written.low, written.high))
    computed = Interval(low, high)
    if touching(computed, ratio):
        return
    exact = Fraction(new.value) / Fraction(old.value)
    formula = (
        f"{shown(new)} ÷ {shown(old)} = {decimal(exact)} ≠ (1 + {shown(grown)})^{years}"
        f" = {decimal((1 + Fraction(grown.signed_value) / 100) ** years)}"
    )
    yield say("growth", "error", [grown, old, new], formula, written=computed, computed=ratio)
