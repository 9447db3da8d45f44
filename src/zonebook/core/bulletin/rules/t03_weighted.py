"""T03: the growth of a total is the weighted growth of its parts, within 0.1 point.

Levels are at current prices and growth may be at constant prices, so a gap is a question there.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal
from zonebook.core.bulletin.relations import shown, total, touching
from zonebook.core.bulletin.rules.growth_parts import Grown, grown, hull, own_level, rate
from zonebook.core.values import Interval

ROOM = Fraction(1, 10)
say = Say("T03")


def weighted_growth(reading: Reading) -> Iterator[DraftFinding]:
    """Growth of a total away from the weighted growth of its parts."""
    for one in grown(reading):
        written = rate(one.whole)
        if not touching(written, hull(one)):
            continue  # T04 tells it
        implied = implied_growth(one)
        if implied is None or not adds_up(reading, one):
            continue  # where the levels do not add up, T02 tells it
        if written.low <= implied.high + ROOM and implied.low - ROOM <= written.high:
            continue
        yield say(
            "weights",
            "ask" if one.price == "constant_price" else "warning",
            [one.whole, *one.parts],
            f"[{decimal(implied.low)}, {decimal(implied.high)}] % ≠ {shown(one.whole)}",
            written=written,
            computed=implied,
        )


def adds_up(reading: Reading, one: Grown) -> bool:
    """Whether the levels of the parts make that of the total, where the text tells it."""
    whole, parts = own_level(reading, one.whole), [part for part in one.levels if part is not None]
    if whole is None or any(part.unit != whole.unit for part in parts):
        return True
    return touching(total(parts), whole.interval())


def implied_growth(one: Grown) -> Interval | None:
    """The growth that the parts give: now over the sum of now / (1 + growth), ends by ends."""
    if any(level is None for level in one.levels):
        return None
    ends = []
    for pick in ("low", "high"):
        now = base = Fraction(0)
        for level, growth in zip(one.levels, one.parts, strict=True):
            assert level is not None
            grew = getattr(rate(growth), pick)
            value = Fraction(level.value)
            now += value
            base += value / (1 + grew / 100)
        if base <= 0:
            return None
        ends.append((now / base - 1) * 100)
    return Interval(min(ends), max(ends))
