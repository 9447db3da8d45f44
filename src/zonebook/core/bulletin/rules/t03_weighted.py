"""T03: the growth of a total is the weighted growth of its parts, within 0.1 point.

Levels are at current prices and growth may be at constant prices, so a gap is a question there.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal
from zonebook.core.bulletin.relations import shown
from zonebook.core.bulletin.rules.growth_parts import Grown, grown
from zonebook.core.values import Interval

ROOM = Fraction(1, 10)
say = Say("T03")


def weighted_growth(reading: Reading) -> Iterator[DraftFinding]:
    """Growth of a total away from the weighted growth of its parts."""
    for one in grown(reading):
        low = min(part.interval().low for part in signed(one)) - ROOM
        high = max(part.interval().high for part in signed(one)) + ROOM
        if one.whole.interval().high < low or one.whole.interval().low > high:
            continue  # T04 tells it
        implied = implied_growth(one)
        written = one.whole.interval()
        if implied is None or Fraction(one.whole.signed_value) < 0:
            continue
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


def signed(one: Grown) -> tuple[Claim, ...]:
    """The parts' growth rates."""
    return one.parts


def implied_growth(one: Grown) -> Interval | None:
    """The growth that the parts give: now over the sum of now / (1 + growth), ends by ends."""
    if any(level is None for level in one.levels):
        return None
    ends = []
    for pick in ("low", "high"):
        now = base = Fraction(0)
        for level, growth in zip(one.levels, one.parts, strict=True):
            assert level is not None
            rate = getattr(growth.interval(), pick)
            rate = -rate if growth.signed_value < 0 else rate
            value = Fraction(level.value)
            now += value
            base += value / (1 + rate / 100)
        if base <= 0:
            return None
        ends.append((now / base - 1) * 100)
    return Interval(min(ends), max(ends))
