"""T09: a place lies between 1 and how many there are, and its verb agrees with where it moved."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    between,
    clause,
    earlier,
    of_kind,
    of_unit,
    place,
    sentences,
    shown,
    sure,
    touching,
)

UP = lazily(r"升|前移|提[升高]|进位|跃|前进")
DOWN = lazily(r"降|跌|后移|下滑|退")
LIST = lazily(r"(百|(?<!\d)\d{2,4})强(?:企业|榜|中)?(?:，?(?:排名?|位)?[列居]?)?$")
ABOVE = lazily(r"(?:高于|快于|领先)[^，。；]{0,12}$")
BELOW = lazily(r"(?:低于|慢于|落后)[^，。；]{0,12}$")
PLACED = lazily(r"中|[列居排位第]")
FROM = lazily(r"[由从][^，。；]{0,12}$")
LAST = lazily(r"[比较]?(?:上年|去年)(?!同期)")
VERB = lazily(
    r"，(?:实现|位次|排名|名次|排位)*(?:有所|整体|连续|明显|大幅)*(进位|前移|上升|提升|后移|下降|下滑|退位)(?:了)?[，。；]"
)
RISING = ("进位", "前移", "上升", "提升")
PACE = lazily(
    r"^，(?:略微?|稍|明显|大幅)?(?:(?P<above>快于|高于|超过?|领先于?)|(?P<below>慢于|低于|落后于?|滞后于?))(?:序时|时间)进度(?:要求)?[（(](?:为)?$"
)
AGAINST = lazily(
    r"^(?:比)?(?P<verb>高于|快于|低于|慢于|落后于?)?(?P<whole>全[省市区国县]|[一-鿿]{4,10}?)(?:平均(?:水平)?|水平|增[速幅])?(?P<more>[高低快慢])?(?:出|了|约|近)*$"
)
say = Say("T09")


def ranks(reading: Reading) -> Iterator[DraftFinding]:
    """Places that cannot be, and verbs that point the wrong way."""
    yield from lists(reading)
    for group in sentences(reading, "rank", least=2):
        yield from bounds(reading, group)
        yield from moves(reading, group)
        yield from steps(reading, group)
        yield from verbs(reading, group)
    if "进度（" in reading.norm or "进度(" in reading.norm:
        for group in sentences(reading, "%", least=2):
            yield from paces(reading, group)
    for group in sentences(reading, "pp", least=2):
        yield from distances(reading, group)
        yield from gaps(reading, group)


def bounds(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """Place 33 among 31."""
    for field, rank in itertools.pairwise(group):
        if (
            rank.kind != "rank"
            or field.unit != "count"
            or field.text.endswith("次")  # 连续两次排名后三位
            or not sure(field)
            or rank.comparator not in ("=", "<=")
        ):
            continue
        told = between(reading, field, rank)
        if "，" in told or "；" in told or not PLACED.search(told + rank.text):
            continue
        if rank.value < 1 or rank.value > field.value:
            yield say("outside", "error", [rank, field], f"{shown(rank)} > {shown(field)}")


def lists(reading: Reading) -> Iterator[DraftFinding]:
    """百强第163位: a place beyond the length of the list that names it."""
    for one in of_kind(reading, "rank"):
        if found := LIST.search(reading.norm, max(0, one.at - 8), one.at):
            length = 100 if found[1] == "百" else int(found[1])
            if one.value > length:
                yield say("outside", "error", [one], f"{shown(one)} > {length}")


def moves(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """由第5位升至第8位."""
    for old, new in itertools.pairwise(group):
        if old.kind != "rank" or new.kind != "rank" or not FROM.search(clause(reading, old)):
            continue
        told = between(reading, old, new)
        rose, fell = UP.search(told), DOWN.search(told)
        if (rose and not fell and new.value >= old.value) or (
            fell and not rose and new.value <= old.value
        ):
            yield say(
                "direction",
                "error",
                [old, new],
                f"{shown(old)} → {shown(new)}",
                verb=(rose or fell or [""])[0],
            )


def steps(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """第47位，较上年提升9位，上年为第38位: the step is what lies between the two places."""
    for three in zip(group, group[1:], group[2:], strict=False):
        places = [one for one in three if one.kind == "rank"]
        moved = [one for one in three if one.kind == "rank_change"]
        if len(places) != 2 or len(moved) != 1 or not all(map(sure, three)):
            continue
        head = clause(reading, moved[0])
        rose, fell = UP.search(head), DOWN.search(head)
        ends = then_and_now(reading, *places)
        if ends is None or bool(rose) == bool(fell):
            continue
        old, new = ends
        exact = old.value - new.value if rose else new.value - old.value
        if exact != moved[0].value:
            terms = (old, new) if rose else (new, old)
            formula = f"{terms[0].value} − {terms[1].value} = {exact} ≠ {shown(moved[0])}"
            yield say("step", "error", [moved[0], old, new], formula)


def verbs(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """第12位，上年为第9位，位次前移: the verb that follows two places."""
    for first, second in itertools.pairwise(group):
        if not first.kind == second.kind == "rank" or not (sure(first) and sure(second)):
            continue
        found = VERB.match(reading.norm, second.to)
        told = between(reading, first, second)
        ends = then_and_now(reading, first, second) if found and "；" not in told else None
        if found is None or ends is None or UP.search(told) or DOWN.search(told):
            continue
        old, new = ends
        rose = found[1] in RISING
        if (new.value >= old.value) if rose else (new.value <= old.value):
            formula = f"{shown(old)} → {shown(new)}"
            yield say("direction", "error", [first, second], formula, verb=found[1])


def then_and_now(reading: Reading, first: Claim, second: Claim) -> tuple[Claim, Claim] | None:
    """Which of two places was before the other; None where the text does not say."""
    before = [LAST.match(clause(reading, one)) is not None for one in (first, second)]
    if before[0] != before[1]:
        return (first, second) if before[0] else (second, first)
    if first.when[:4] != second.when[:4]:
        return (first, second) if first.when < second.when else (second, first)
    return (first, second) if FROM.search(clause(reading, first)) else None


def distances(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """完成率66.9%，高于全区11.4个百分点 where the zone's rate of 78.3% says lower."""
    for rate, gap in itertools.pairwise(group):
        if gap.unit != "pp" or rate.unit != "%":
            continue
        head = clause(reading, gap)
        above, below = ABOVE.search(head), BELOW.search(head)
        if not (above or below) or "序时进度" in head:
            continue
        rates = of_kind(reading, rate.kind)
        others = [
            one
            for one in (*later(rates, gap, rate), *earlier(reading, rate.at, rates))
            if one.unit == "%" and one.sentence != rate.sentence
        ]
        if not gap.value or any(fits(gap, rate, one, bool(above)) for one in others):
            continue
        wrong = [one for one in others if fits(gap, rate, one, not above)]
        if wrong:
            other = wrong[-1]
            sign, verb = ("<", "高于") if above else (">", "低于")
            formula = f"{shown(rate)} {sign} {shown(other)}"
            yield say("distance", "error", [gap, rate, other], formula, verb=verb)


def paces(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """完成年初预算的67.0%，慢于时间进度（66.7%）: the verb points away from the two rates."""
    for done, due in itertools.pairwise(group):
        if not done.unit == due.unit == "%" or not (sure(done) and sure(due)):
            continue
        found = PACE.match(between(reading, done, due))
        if found is None or touching(done.interval(), due.interval()):
            continue
        if (done.value > due.value) != bool(found["above"]):
            sign, verb = ("<", found["above"]) if found["above"] else (">", found["below"])
            formula = f"{shown(done)} {sign} {shown(due)}"
            yield say("distance", "error", [done, due], formula, verb=verb)


def gaps(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """完成率55.5%，低于全区13.4个百分点 where the zone's own rate is told elsewhere: 66.9%."""
    for rate, gap in itertools.pairwise(group):
        if gap.unit != "pp" or rate.unit != "%" or not (sure(gap) and sure(rate)):
            continue
        if between(reading, rate, gap)[:1] != "，":
            continue
        found = AGAINST.match(clause(reading, gap))
        if found is None or bool(found["verb"]) == bool(found["more"]):
            continue
        wholes = of_whole(reading, rate, found["whole"])
        above = (found["verb"] or found["more"])[:1] in "高快"
        if len({one.value for one in wholes}) != 1 or fits(gap, rate, wholes[0], not above):
            continue  # the other way round: `distances` tells it
        if not fits(gap, rate, wholes[0], above):
            high, low = (rate, wholes[0]) if above else (wholes[0], rate)
            exact = high.signed_value - low.signed_value
            formula = f"{shown(high)} − {shown(low)} = {exact} ≠ {shown(gap)}"
            yield say("gap", "error", [gap, rate, wholes[0]], formula, place=found["whole"])


def of_whole(reading: Reading, rate: Claim, whole: str) -> list[Claim]:
    """The rates of another sentence that the words for a whole mean."""
    return [
        one
        for one in plain_rates(reading, rate.kind, rate.when)
        if one.sentence != rate.sentence
        and one.value != rate.value
        and is_of(clause(reading, one), one, rate, whole)
    ]


def plain_rates(reading: Reading, kind: str, when: str) -> Sequence[Claim]:
    """The rates of one kind and period that prose tells without a hedge."""
    known = reading.memo
    if "plain rates" not in known:
        known["plain rates"] = found = defaultdict(list)
        for one in of_unit(reading, "%"):
            if sure(one) and one.cell is None:
                found[one.kind, one.when].append(one)
    return known["plain rates"].get((kind, when), ())  # type: ignore[no-any-return]


def is_of(head: str, one: Claim, rate: Claim, whole: str) -> bool:
    """Whether a rate is the whole's: by its place (全区), or by its name (规上工业)."""
    if whole.startswith("全"):
        same = one.subject == rate.subject or (
            rate.subject[-3:] == one.subject[-3:] and rate.subject.endswith("率")
        )
        return whole in head and len(rate.subject) >= 3 and same
    return one.indicator is not None and one.subject.startswith(whole)


def later(rates: Sequence[Claim], gap: Claim, rate: Claim) -> Sequence[Claim]:
    """The first rate after a gap, where it is told of the same thing."""
    at = bisect_right(rates, gap.at, key=place)
    return [one for one in rates[at : at + 1] if rate.subject and one.subject == rate.subject]


def fits(gap: Claim, rate: Claim, other: Claim, above: bool) -> bool:
    """Whether a rate lies as far above (or below) another as a gap says."""
    high, low = (rate, other) if above else (other, rate)
    return touching(gap.interval(), high.interval() - low.interval())
