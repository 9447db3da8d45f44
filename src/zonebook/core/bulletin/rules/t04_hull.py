"""T04: the growth of a total lies between the least and the greatest growth of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal
from zonebook.core.bulletin.relations import shown
from zonebook.core.bulletin.rules.growth_parts import grown
from zonebook.core.values import Interval

ROOM = Fraction(1, 10)  # point; the scopes of total and parts may differ a little
say = Say("T04")


def between_parts(reading: Reading) -> Iterator[DraftFinding]:
    """Growth of a total outside the growth of all its parts."""
    for one in grown(reading):
        hull = Interval(
            min(rate(part).low for part in one.parts) - ROOM,
            max(rate(part).high for part in one.parts) + ROOM,
        )
        written = rate(one.whole)
        if written.low <= hull.high and hull.low <= written.high:
            continue
        yield say(
            "outside",
            "error",
            [one.whole, *one.parts],
            f"{shown(one.whole)} ∉ [{decimal(hull.low)}, {decimal(hull.high)}] %",
            written=written,
            computed=hull,
        )


def rate(claim: Claim) -> Interval:
    """A growth rate with its sign."""
    return -claim.interval() if claim.signed_value < 0 <= claim.value else claim.interval()
