"""T08: what 其中 singles out is not more than what it belongs to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.relations import AMOUNT_KINDS, segments, shown

UNITS = ("count", "person", "CNY", "USD", "m2", "mu", "t", "kWh")
say = Say("T08")


def subsets(reading: Reading) -> Iterator[DraftFinding]:
    """Parts that are greater than their whole."""
    for group in segments(reading):
        amounts = [one for one in group if one.kind in AMOUNT_KINDS and one.unit in UNITS]
        for whole, part in itertools.pairwise(amounts):
            told = reading.norm[whole.to : part.at]
            at = told.rfind("其中")
            if at < 0 or "。" in told[at:] or whole.unit != part.unit:
                continue
            if any(one.kind in AMOUNT_KINDS and whole.at < one.at < part.at for one in group):
                continue
            if whole.comparator in ("=", "<", "<=") and part.interval().low > whole.interval().high:
                yield say(
                    "greater",
                    "error",
                    [part, whole],
                    f"{shown(part)} > {shown(whole)}",
                    written=part.interval(),
                    computed=whole.interval(),
                )
