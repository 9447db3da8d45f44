"""T06: a stock is what it was, plus what came, minus what went; a rise agrees with its rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal, in_print
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    AMOUNT_KINDS,
    agrees,
    between,
    clause,
    earlier,
    of_kind,
    percent,
    sentences,
    shown,
    sure,
    total,
    touching,
)
from zonebook.core.bulletin.rules.moves import moves, signed
from zonebook.core.values import Interval

PRIOR = lazily(r"年初|上年末|上年底|去年底|去年末|期初|原有|月初")
CAME = lazily(
    r"新认定|新增|入库|入孵|纳入|招录|调入|转入|净增|引进|新培育|迁入|新入库|增加|新登记|进站|入站|入职|入园|新入驻|搬入|新获批|新培育认定"
)
WENT = lazily(
    r"退出|毕业|出站|离站|退站|搬离|退租|清退|出库|退库|关停|调出|转出|离职|流出|注销|到期|迁出|取消|撤销|淘汰|减少|失效"
)
NOW = lazily(r"年末|期末|年底|达到?|总数|累计|增至|共有|现有|增加到")
FROM = lazily(r"[由从][^，。；]{0,10}$")
GREW_TO = lazily(r"(?:增加?|提高|发展|扩大|上升)[到至]$")
NET = lazily(r"[比较][^，。；]{1,5}净增加?$")
NET_ALONE = lazily(r"^净增加?了?$")
BY = lazily(r"(?:净增|净增加|增加了?|新增)$")
MORE_BY = lazily(
    r"^净增加?了?$|^[比较](?:上年末?|去年末?|年初|上年同期|去年同期)(?:净?增加?|新增|多)了?$"
)
IN_ALL = lazily(r"^(?:总数|累计)(?:已?达到?|有|为|增至)$")
OF_LEVEL = tuple("比较净增减同多少上")  # a rise that opens its clause is that of the level before
GROWN = ("yoy_growth", "growth_other")
BASE_OF = lazily(r"[比较](?:上年|去年|(?:19|20)\d\d年)(?:同期)?的$")
THAN = lazily(r"[比较][^，。；]{1,10}的$")
GROWN_BY = lazily(r"^(?:同比)?(?:增长|增加|提高|上升|下降|减少|回落)(?:了)?$")
COUNTED = ("count", "person")
say = Say("T06")


def stocks(reading: Reading) -> Iterator[DraftFinding]:
    """Stocks that do not follow from opening, entries and exits; rises that miss their rate."""
    for group in sentences(reading, *COUNTED, least=2):
        yield from too_many(reading, group)
    for group in sentences(reading, *COUNTED, *GROWN, least=3):
        counts = [one for one in group if one.unit in COUNTED and sure(one)]
        yield from flows(reading, counts)
        yield from rises(reading, group)
        yield from from_to(reading, counts)
        yield from net(reading, counts)
    for group in sentences(reading, "yoy_growth", "growth_other", least=2):
        yield from over_base(reading, group)
    yield from moves(reading)


def flows(reading: Reading, counts: Sequence[Claim]) -> Iterator[DraftFinding]:
    """年初340家，新认定68家，退出22家，年末386家."""
    for i, prior in enumerate(counts):
        if prior.kind != "level" or not PRIOR.search(clause(reading, prior)):
            continue
        came, went = [], []
        for one in counts[i + 1 :]:
            head = clause(reading, one)
            if one.unit != prior.unit or "其中" in head:
                break
            if WENT.search(head):
                went.append(one)
            elif CAME.search(head):
                came.append(one)
            elif came and NOW.search(head):
                yield from closing([prior], came, went, one)
                break
            else:
                break


def net(reading: Reading, counts: Sequence[Claim]) -> Iterator[DraftFinding]:
    """净增23家：新入库41家，退库18家: the net is what came less what went, all told behind a colon."""
    for i, one in enumerate(counts[:-2]):
        if not BY.search(clause(reading, one)) or reading.norm[one.to : one.to + 1] not in "：（；":
            continue
        parts = counts[i + 1 :]
        went = [part for part in parts if WENT.search(clause(reading, part))]
        came = [part for part in parts if part not in went]
        clear = went and came and all(CAME.search(clause(reading, part)) for part in came)
        if not clear or any(part.unit != one.unit for part in parts):
            continue
        if reading.norm[one.to : one.to + 1] == "；" and len(came) != 1:
            continue
        yield from closing([], came, went, one)


def closing(
    prior: Sequence[Claim], came: Sequence[Claim], went: Sequence[Claim], now: Claim
) -> Iterator[DraftFinding]:
    """The closing stock against opening, entries and exits; without an opening, the net of both."""
    more = [*prior, *came]
    computed = total(more) - total(went)
    if touching(computed, now.interval()):
        return
    added = sum(one.value for one in more) - sum(one.value for one in went)
    terms = " + ".join(map(shown, more)) + "".join(f" − {shown(one)}" for one in went)
    yield say(
        "stock",
        "error" if went else "warning",
        [*more, *went, now],
        f"{terms} = {added} ≠ {shown(now)}",
        suggest=in_print(Fraction(added), now),
        written=now.interval(),
        computed=computed,
    )


def points_away(reading: Reading, rise: Claim, rate: Claim) -> bool:
    """Whether a count rises and its rate falls, or the reverse: 比上年增加147家，下降31.6%."""
    words = clause(reading, rise)
    if "净增" in words:
        return rise.signed_value > 0 > rate.signed_value
    than_before = words[:1] in ("比", "较") and "新" not in words
    plain = GROWN_BY.match(clause(reading, rate)) is not None
    return than_before and plain and rise.signed_value * rate.signed_value < 0


def rises(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """612家，比上年增加147家，增长31.6%：the rate is the rise over the level before it."""
    for level, rise, rate in zip(group, group[1:], group[2:], strict=False):
        told = level.kind in ("level", "new_in_period") and rate.kind in GROWN
        words = clause(reading, rise)
        risen = (
            (rise.kind == rate.kind and words[:1] in OF_LEVEL)
            or NET.search(words)
            or (level.kind == "level" and NET_ALONE.match(words))
        )
        if not told or not risen or level.unit != rise.unit or rise.unit == "%" or rate.unit != "%":
            continue
        if not (sure(level) and sure(rise)) or "；" in between(reading, level, rate):
            continue
        base = level.interval() - signed(rise)
        if reading.norm.startswith("）", level.to):
            continue  # 教育支出21.36亿元，占…（支出103.7亿元），比上年增加: the level was an aside
        if THAN.search(clause(reading, level)):
            continue  # 5.12万人，比上年末的4.86万人增加0.26万人: the base stands before its rise
        computed = percent(signed(rise), base) if base.low > 0 else None
        if computed is not None and rise.signed_value < 0:
            computed = -computed
        against = points_away(reading, rise, rate)
        if computed is None or (agrees(rate, computed) and not against):
            continue
        if "新" in clause(reading, rise) and rate.signed_value < 0:
            continue  # 比上年末新增74家，同比下降12.1%: fewer came than the year before
        down = Fraction(level.value) - Fraction(rise.signed_value)
        exact = abs(Fraction(rise.signed_value)) / down * 100
        said = f"{'−' if rate.signed_value < 0 else ''}{shown(rate)}"
        yield say(
            "rate",
            "error",
            [level, rise, rate],
            f"{shown(rise)} ÷ {decimal(down)} = {decimal(exact)}% ≠ {said}",
            suggest="" if against else in_print(exact, rate),
            written=rate.interval(),
            computed=computed,
        )


def too_many(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """9家，较上年增加13家; 新增21家，累计达到18家: more came than there are."""
    for first, second in pairwise(group):
        if first.unit != second.unit or first.unit not in COUNTED:
            continue
        if not (sure(first) and sure(second)) or between(reading, first, second)[:1] != "，":
            continue
        words = clause(reading, second)
        bare = first.kind != "level" and words.startswith("净增")  # 新登记5127户，…净增3233户
        if (
            first.kind in AMOUNT_KINDS
            and second.signed_value > 0
            and not bare
            and MORE_BY.search(words)
        ):
            stock, came = first, second
        elif first.kind == "new_in_period" and IN_ALL.search(words):
            stock, came = second, first
        else:
            continue
        if came.interval().low > stock.interval().high:
            yield say(
                "more",
                "error",
                [came, stock],
                f"{shown(came)} > {shown(stock)}",
                written=came.interval(),
                computed=stock.interval(),
            )


def over_base(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """签约总额较2022年的421.5亿元增长15.4%: the level told before against its base and its rate."""
    for base, rate in pairwise(group):
        if rate.unit != "%" or base.kind not in AMOUNT_KINDS or not (sure(base) and sure(rate)):
            continue
        if not BASE_OF.search(clause(reading, base)) or not GROWN_BY.match(
            between(reading, base, rate)
        ):
            continue
        factor = (Interval.exactly(100) + signed(rate)) / Interval.exactly(100)
        computed = base.interval() * factor
        levels = [
            one
            for one in earlier(reading, base.at, of_kind(reading, *AMOUNT_KINDS))
            if one.unit == base.unit and sure(one) and base.sentence - one.sentence <= 1
        ]
        if any(touching(one.interval(), computed) for one in levels):
            continue
        exact = Fraction(base.value) * (100 + Fraction(rate.signed_value)) / 100
        beside = [one for one in levels if between(reading, one, base).startswith("，")]
        beside = [one for one in beside if one.sentence == base.sentence and one is levels[-1]]
        near = [one for one in levels if abs(Fraction(one.value) - exact) * 20 <= exact]
        near = [one for one in beside if exact <= 2 * Fraction(one.value) <= 4 * exact] or near
        if near:
            level = min(near, key=lambda one: abs(Fraction(one.value) - exact))
            right = (Fraction(level.value) / Fraction(base.value) - 1) * 100
            yield say(
                "rate",
                "error",
                [level, base, rate],
                f"{shown(level)} ÷ {shown(base)} − 1 = {decimal(right)}% ≠ {shown(rate)}",
                suggest=in_print(abs(right), rate),
                written=rate.interval(),
                computed=percent(level.interval() - base.interval(), base.interval()),
            )


def from_to(reading: Reading, counts: Sequence[Claim]) -> Iterator[DraftFinding]:
    """由340家增至386家，净增46家."""
    for old, new, rise in zip(counts, counts[1:], counts[2:], strict=False):
        if not old.unit == new.unit == rise.unit or not GREW_TO.match(between(reading, old, new)):
            continue
        if not FROM.search(clause(reading, old)) or not BY.match(clause(reading, rise)):
            continue
        computed = new.interval() - old.interval()
        if not touching(computed, rise.interval()):
            yield say(
                "rise",
                "error",
                [old, new, rise],
                f"{shown(new)} − {shown(old)} = {new.value - old.value} ≠ {shown(rise)}",
                suggest=in_print(Fraction(new.value - old.value), rise),
                written=rise.interval(),
                computed=computed,
            )
