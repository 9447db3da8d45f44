"""T04: the growth of a total lies between the least and the greatest growth of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal
from zonebook.core.bulletin.relations import shown, touching
from zonebook.core.bulletin.rules.growth_parts import grown, hull, rate

say = Say("T04")


def told(growth: Claim) -> str:
    """A growth rate with its sign: −2.1% for 下降2.1%."""
    return f"−{shown(growth)}" if growth.signed_value < 0 <= growth.value else shown(growth)


def between_parts(reading: Reading) -> Iterator[DraftFinding]:
    """Growth of a total outside the growth of all its parts."""
    for one in grown(reading):
        between, written = hull(one), rate(one.whole)
        if touching(written, between):
            continue
        above = written.low > between.high
        sign, end = (">", between.high) if above else ("<", between.low)
        yield say(
            "outside",
            "error",
            [one.whole, *one.parts],
            f"{told(one.whole)} {sign} {decimal(end)}%",
            written=written,
            computed=between,
        )
