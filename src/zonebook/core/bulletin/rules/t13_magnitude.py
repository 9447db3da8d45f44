"""T13: slips of 万 and 亿, ranges that fall, shares above their whole."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import agrees, clause, percent, sentences, shown, slip, sure
from zonebook.core.bulletin.rules import t01_repeated, t05_shares, t07_completion

SCALES = lazily(r"\d(?:亿亿|亿万|万万)(?=[元美港欧])")  # 352.3亿万元; 1.2万亿元 is right
OF = lazily(r"占[^，。；]{0,14}$")
say = Say("T13")


def magnitude(reading: Reading) -> Iterator[DraftFinding]:
    """Figures that are off by a scale."""
    yield from scales(reading)
    yield from ranges(reading)
    for group in sentences(reading, "share", "completion_rate"):
        for rate in group:
            if rate.unit != "%":
                continue
            if rate.kind == "share":
                before = [one for one in group if one.at < rate.at]
                found = t05_shares.pair(reading, before, rate)
                if found is not None and found[1] and found[2]:
                    yield from slipped(found[0], found[1], rate)
                yield from above_whole(reading, rate)
            elif rate.kind == "completion_rate":
                told = t07_completion.pair(reading, group, rate)
                if told is not None:
                    yield from slipped(told[0], [told[1]], rate)
    yield from repeated(reading)


def slipped(part: Claim, wholes: list[Claim], rate: Claim) -> Iterator[DraftFinding]:
    """A part and a whole that fit their rate only after 万 and 亿 change places."""
    if any(agrees(rate, percent(part.interval(), one.interval())) for one in wholes):
        return
    if slip(part, wholes[0], rate):
        formula = f"{shown(part)} ÷ {shown(wholes[0])} ≠ {shown(rate)}"
        yield say("slip", "error", [part, wholes[0], rate], formula)


def above_whole(reading: Reading, rate: Claim) -> Iterator[DraftFinding]:
    """A share above 100 % of what it is part of."""
    if rate.value > 100 and rate.interval().low > 100 and OF.search(clause(reading, rate)):
        yield say("above_whole", "error", [rate], f"{shown(rate)} > 100%")


def scales(reading: Reading) -> Iterator[DraftFinding]:
    """352.3亿万元: no amount is counted by a scale of a lesser scale."""
    for found in SCALES.finditer(reading.norm):
        word = found[0][1:]
        spans = [reading.text.span(found.start() + 1, found.end())]
        yield say("scales", "error", [], f"{word}元 = ?", spans=spans, word=word)


def ranges(reading: Reading) -> Iterator[DraftFinding]:
    """8%—5%: the second end of a range is the greater one."""
    for low, high in zip(reading.claims, reading.claims[1:], strict=False):
        if low.kind == "range_low" and high.kind == "range_high" and low.value >= high.value:
            yield say("range", "error", [low, high], f"{shown(low)} ≥ {shown(high)}")


def repeated(reading: Reading) -> Iterator[DraftFinding]:
    """The same digits of the same figure under another scale."""
    for group in t01_repeated.groups(reading):
        exact = [one for one in group if sure(one)]
        for other in exact[1:]:
            if t01_repeated.same_digits(exact[0], other):
                formula = f"{shown(exact[0])} ≠ {shown(other)}"
                yield say("repeated", "error", [exact[0], other], formula)
