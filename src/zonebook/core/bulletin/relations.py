"""How claims of a text stand to each other: clause, sentence, part and whole, sums and ratios."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from operator import attrgetter

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.values import Interval

AMOUNT_KINDS = ("level", "new_in_period")
STOPS = lazily(r"[，。；：！？\n\t|（）]")
SLIPS = tuple(Interval.exactly(Fraction(10) ** power) for power in (4, -4, 3, -3, 8, -8))
REACH = 300  # claims
BACK = 60  # characters of a clause that anybody looks at
place = attrgetter("at")
HUNDRED = Interval.exactly(100)


def clause(reading: Reading, claim: Claim) -> str:
    """The clause up to a claim, sixty characters at most."""
    if claim.head is None:
        stops = reading.memo.get("stops") or stops_of(reading)
        last = bisect_left(stops, claim.at) - 1
        begin = max(stops[last] + 1 if last >= 0 else 0, claim.at - BACK)
        claim.head = reading.text.norm[begin : claim.at]
    return claim.head


def stops_of(reading: Reading) -> list[int]:
    """Where clauses end."""
    known = reading.memo
    if "stops" not in known:
        known["stops"] = [found.start() for found in STOPS.finditer(reading.text.norm)]
    return known["stops"]  # type: ignore[no-any-return]


def following(reading: Reading, claim: Claim, length: int = 20) -> str:
    """What stands right after a claim."""
    return reading.text.norm[claim.to : claim.to + length]


def between(reading: Reading, first: Claim, second: Claim) -> str:
    """The text between two claims."""
    return reading.text.norm[first.to : second.at]


def sentences(reading: Reading, *telling: str, least: int = 1) -> Sequence[list[Claim]]:
    """The claims of each sentence in prose, in order.

    `telling` leaves out sentences of which no claim has one of these kinds or units, `least`
    those of fewer claims: most rules have nothing to say of most sentences.
    """
    return chosen(reading, "sentences", telling, least)


def segments(reading: Reading, *telling: str, least: int = 1) -> Sequence[list[Claim]]:
    """The claims of each part of a sentence that ；cuts off; left out as in `sentences`."""
    what = "segments" if "；" in reading.text.norm else "sentences"
    return chosen(reading, what, telling, least)


def chosen(
    reading: Reading, what: str, telling: tuple[str, ...], least: int
) -> Sequence[list[Claim]]:
    """The groups of claims that tell of something, worked out once for all rules that ask alike."""
    known = reading.memo.setdefault("chosen", {})
    asked = (what, least, telling)
    if asked not in known:
        if what not in known:
            groups = reading.by_sentence if what == "sentences" else list(cut_off(reading))
            known[what] = groups, holding(groups)
        groups, places = known[what]
        told: Iterable[int] = range(len(groups))
        if telling:
            told = sorted(set().union(*[places.get(trait, ()) for trait in telling]))
        known[asked] = [groups[i] for i in told if len(groups[i]) >= least]
    return known[asked]  # type: ignore[no-any-return]


def holding(groups: Sequence[Sequence[Claim]]) -> dict[str, list[int]]:
    """For every kind and unit the groups that hold a claim of it."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        for one in group:
            places[one.kind].append(i)
            places[one.unit].append(i)
    return places


def cut_off(reading: Reading) -> Iterator[list[Claim]]:
    """The parts of sentences."""
    for group in reading.by_sentence:
        if reading.text.norm.find("；", group[0].to, group[-1].at) < 0:
            yield group
            continue
        part: list[Claim] = []
        for one in group:
            if part and "；" in between(reading, part[-1], one):
                yield part
                part = []
            part.append(one)
        yield part


def of_kind(reading: Reading, *kinds: str) -> Sequence[Claim]:
    """The claims of some kinds, in order."""
    known = reading.memo.setdefault("kinds", {})
    if kinds not in known:
        if "each" not in known:
            known["each"] = each = defaultdict(list)
            for one in reading.claims:
                each[one.kind].append(one)
        told = [known["each"].get(kind, ()) for kind in kinds]
        known[kinds] = told[0] if len(told) == 1 else sorted(chain(*told), key=place)
    return known[kinds]  # type: ignore[no-any-return]


def behind(reading: Reading, words: re.Pattern[str], claims: Sequence[Claim]) -> Iterator[Claim]:
    """Those of some claims, in order, in whose clause the words may stand: all that a rule asks."""
    places = [found.start() for found in words.finditer(reading.text.norm)]
    if not places:
        return
    for one in claims:
        last = bisect_left(places, one.at) - 1
        if last >= 0 and places[last] >= one.at - BACK:
            yield one


def of_unit(reading: Reading, unit: str) -> Sequence[Claim]:
    """The claims in a unit, in order."""
    known, asked = reading.memo, f"unit {unit}"
    if asked not in known:
        known[asked] = [one for one in reading.claims if one.unit == unit]
    return known[asked]  # type: ignore[no-any-return]


def earlier(reading: Reading, at: int, among: Sequence[Claim] | None = None) -> Sequence[Claim]:
    """The claims before a place, in order, as far back as anybody remembers; all, or these."""
    end = bisect_left(reading.starts, at)
    if among is None:
        return reading.claims[max(0, end - REACH) : end]
    begin = reading.starts[max(0, end - REACH)] if end else at
    return among[bisect_left(among, begin, key=place) : bisect_left(among, at, key=place)]


def is_amount(claim: Claim) -> bool:
    """Whether a claim tells an amount or a count."""
    return claim.kind in AMOUNT_KINDS


def before_year(claim: Claim, other: Claim) -> bool:
    """Whether a claim is of an earlier year than another: （去年同期54.9亿元） beside its growth."""
    years = [one.when.lstrip("@")[:4].rstrip("-.").zfill(4) for one in (claim, other)]
    return "0000" < years[0] < years[1]


def sure(claim: Claim) -> bool:
    """Whether a claim is printed without a hedge."""
    return claim.comparator == "="


def nearest(
    claims: Sequence[Claim], before: Claim, unit: str, kinds: Iterable[str] = AMOUNT_KINDS
) -> Claim | None:
    """The last claim of a unit and kind before another."""
    wanted = tuple(kinds)
    found = None
    for one in claims:
        if one.at >= before.at:
            break
        if one.unit == unit and one.kind in wanted:
            found = one
    return found


def total(claims: Iterable[Claim]) -> Interval:
    """The interval of a sum of printed figures."""
    result = Interval.exactly(0)
    for one in claims:
        result = result + one.interval()
    return result


def percent(part: Interval, whole: Interval) -> Interval | None:
    """Part of whole in per cent; None where the whole may be zero."""
    if whole.low <= 0:
        return None
    if part.low < 0:
        return part / whole * HUNDRED
    return Interval(
        part.low * 100 / whole.high,
        part.high * 100 / whole.low,
        part.low_closed and whole.high_closed,
        part.high_closed and whole.low_closed,
    )


def agrees(rate: Claim, computed: Interval | None) -> bool:
    """Whether a printed rate agrees with a computed interval, its hedge included."""
    if computed is None:
        return True
    written = rate.interval() if sure(rate) else rate.hedged()
    return touching(written, computed)


def touching(first: Interval, second: Interval) -> bool:
    """Whether two intervals meet when their ends count: a tie rounds either way in print."""
    return first.low <= second.high and second.low <= first.high


def slip(part: Claim, whole: Claim, rate: Claim) -> bool:
    """Whether a share that does not fit would fit after a slip of 万 and 亿."""
    share = percent(part.interval(), whole.interval())
    return share is not None and any(agrees(rate, share * factor) for factor in SLIPS)


def shown(claim: Claim) -> str:
    """A claim's digits and unit without line breaks."""
    return re.sub(r"\s", "", claim.text)
