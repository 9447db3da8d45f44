"""T04: the growth of a total lies between the least and the greatest growth of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal
from zonebook.core.bulletin.relations import shown, touching
from zonebook.core.bulletin.rules.growth_parts import grown, hull, rate

say = Say("T04")


def between_parts(reading: Reading) -> Iterator[DraftFinding]:
    """Growth of a total outside the growth of all its parts."""
    for one in grown(reading):
        between, written = hull(one), rate(one.whole)
        if touching(written, between):
            continue
        yield say(
            "outside",
            "error",
            [one.whole, *one.parts],
            f"{shown(one.whole)} ∉ [{decimal(between.low)}, {decimal(between.high)}] %",
            written=written,
            computed=between,
        )
