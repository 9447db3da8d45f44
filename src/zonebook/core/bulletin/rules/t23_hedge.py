"""T23: a hedged figure and the exact figure of the same thing agree: 超400亿元 with 412.6亿元."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.relations import shown, sure, touching
from zonebook.core.bulletin.rules import t01_repeated

say = Say("T23")


def hedges(reading: Reading) -> Iterator[DraftFinding]:
    """Hedges that the exact figure contradicts."""
    for group in t01_repeated.groups(reading):
        exact = [one for one in group if sure(one)]
        for vague in (one for one in group if not sure(one)):
            for told in exact[:1]:
                if not touching(vague.hedged(), told.interval()):
                    sign = {">": "超", ">=": "至少", "<": "不足", "<=": "不超过", "~": "约"}[
                        vague.comparator
                    ]
                    yield say(
                        "contradicts",
                        "error",
                        [vague, told],
                        f"{shown(told)} ∉ {sign}{shown(vague)}",
                        written=vague.hedged(),
                        computed=told.interval(),
                    )
