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
    earlier,
    is_amount,
    of_unit,
    percent,
    sentences,
    shown,
    sure,
    touching,
)
from zonebook.core.bulletin.rules.bases import based_beside
from zonebook.core.bulletin.rules.funds import moved
from zonebook.core.values import Interval

FALLS = lazily(r"(?:下降|减少|降低|缩短|减|降|缩小|下跌)(?:了|约|近|到原来的)?$")
GROWS = lazily(r"(?:增长|增加|提高|上升|增)(?:了|约|近|超过?)?$")
IS_TIMES = lazily(r"(?:是|为|达到?|相当于)[^，。；]{0,12}的(?:约|近)?$")
FROM_TO = lazily(
    r"^[^，。；]{0,4}(?:增加?|提高|上升|发展|扩大|增长|跃升|升|降低?|下降|减少?|回落)(?:到|至|为)(?:(?:19|20)\d\d年[末底]?的?|[^，。；\d]{0,4})$"
)
FROM = lazily(r"[由从][^，。；]{0,10}$")
OF_ENDS = lazily(r"^，(?:即)?[由从](?:上年|去年|同期)?(?:的)?$")
ARROWS = ("→", "⇒", "->")
BASE_YEAR = lazily(
    r"^(?:已|约)?(?:[比较]|(?:是|为|达到?|相当于))((?:19|20)\d\d)年[末底]?(?:的|净?增[长加]|翻)?(?:了|约|近)*$"
)
SPAN = lazily(r"^[一二两三四五六七八九十\d]{1,2}年(?:间|来|时间)?")
GROWTH = ("multiple", "yoy_growth", "growth_other")
ONE = Interval.exactly(1)
say = Say("T11")


def multiples(reading: Reading) -> Iterator[DraftFinding]:
    """Multiples and growth rates that two told levels do not give; each is told once."""
    told: set[tuple[int, int]] = set()
    for one in missed(reading):
        if one.spans[0] not in told:
            told.add(one.spans[0])
            yield one


def missed(reading: Reading) -> Iterator[DraftFinding]:
    """The same, by each way to see it."""
    for group in sentences(reading, "times", *GROWTH):
        for i, one in enumerate(group):
            if one.unit == "times" and FALLS.search(clause(reading, one)):
                yield say("falls", "error", [one], f"{shown(one)} > 1", verb="降低N倍")
            elif i > 1 and one.kind in GROWTH:
                ends = levels(reading, group[i - 2], group[i - 1], one)
                ends = ends or based(reading, group[i - 1], one)
                if ends is not None:
                    yield from against(clause(reading, one), *ends, one)
            if one.kind in GROWTH[1:] and i + 2 < len(group):
                yield from told_first(reading, one, group[i + 1], group[i + 2])
            if i == 1 and one.kind in GROWTH:
                ends = based(reading, group[0], one)
                if ends is not None:
                    yield from against(clause(reading, one), *ends, one)
    for ends_told in based_beside(reading):
        head = clause(reading, ends_told.grown)
        yield from against(head, ends_told.old, ends_told.new, ends_told.grown)
    yield from leverage(reading)


def told_first(reading: Reading, rate: Claim, old: Claim, new: Claim) -> Iterator[DraftFinding]:
    """下降25%，由8起减少到6起: the rate before its two ends."""
    if rate.unit != "%" or old.unit != new.unit or not (sure(old) and sure(new)):
        return
    if old.unit in ("%", "pp", "rank") or old.value <= 0 or "年均" in clause(reading, rate):
        return
    ends = OF_ENDS.match(between(reading, rate, old))
    if ends and FROM_TO.match(between(reading, old, new)):
        yield from against(clause(reading, rate), old, new, rate)


def leverage(reading: Reading) -> Iterator[DraftFinding]:
    """2亿元 that moved 12亿元 did not move five to one."""
    for told in moved(reading):
        if told.holds:
            continue
        said = shown(told.times) if told.times else reading.norm[slice(*told.span)]
        formula = f"{shown(told.great)} ÷ {shown(told.small)} = {decimal(told.exact)} ≠ {said}"
        claims = [*([told.times] if told.times else []), told.small, told.great]
        spans = [reading.text.span(*told.span), *((one.start, one.end) for one in claims[-2:])]
        yield say(
            "leverage",
            "warning",
            claims,
            formula,
            spans=spans,
            suggest=in_print(told.exact, told.times) if told.times else "",
            written=told.said,
            computed=told.ratio,
        )


def based(reading: Reading, new: Claim, grown: Claim) -> tuple[Claim, Claim] | None:
    """是2015年的2.1倍: the level of the year that the growth names, wherever it is told before."""
    year = BASE_YEAR.match(clause(reading, grown))
    if year is None or not sure(new) or not is_amount(new) or grown.unit not in ("%", "times"):
        return None
    if between(reading, new, grown)[:1] != "，" or new.when.lstrip("@")[:4] == year[1]:
        return None
    if new.unit == "CNY" and (grown.unit == "%" or new.indicator == "gdp"):
        return None  # a growth of money may be told at fixed prices
    known = [
        one
        for one in earlier(reading, new.at, of_unit(reading, new.unit))
        if one.when.lstrip("@")[:4] == year[1]
        and is_amount(one)
        and sure(one)
        and one.value > 0
        and one.kind == new.kind
        and one.place == new.place
        and same_name(one, new)
    ]
    return (known[-1], new) if len({one.value for one in known}) == 1 else None


def same_name(one: Claim, other: Claim) -> bool:
    """Whether two levels are told of one thing."""
    if one.indicator is not None or other.indicator is not None:
        return one.indicator == other.indicator
    return len(one.subject) >= 4 and one.subject == other.subject


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
    if told in ARROWS or (FROM_TO.match(told) and FROM.search(clause(reading, old))):
        return old, new
    if (
        grown.unit == "times"
        and "翻" in clause(reading, grown) + shown(grown)
        and old.when != new.when
    ):
        return (old, new) if old.when < new.when else (new, old)  # 185家，较2020年的92家翻了一番
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
