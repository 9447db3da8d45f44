"""T08: what 其中 singles out is not more than what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.relations import AMOUNT_KINDS, segments, shown

UNITS = ("count", "person", "CNY", "USD", "m2", "mu", "t", "kWh")
say = Say("T08")


def subsets(reading: Reading) -> Iterator[DraftFinding]:
    """Parts that are greater than their whole."""
    for group in segments(reading, *AMOUNT_KINDS, least=2):
        if reading.text.norm.find("其中", group[0].to, group[-1].at) < 0:
            continue
        for i, part in enumerate(group):
            if part.kind not in AMOUNT_KINDS or part.unit not in UNITS:
                continue
            before = [one for one in group[:i] if one.kind in AMOUNT_KINDS]
            told = reading.norm[before[-1].to : part.at] if before else ""
            wholes = [
                one for one in before if one.unit == part.unit and one.text[-1] == part.text[-1]
            ]
            if "其中" not in told or "。" in told[told.rfind("其中") :] or not wholes:
                continue
            whole = wholes[-1]
            if whole.comparator in ("=", "<", "<=") and part.interval().low > whole.interval().high:
                yield say(
                    "greater",
                    "error",
                    [part, whole],
                    f"{shown(part)} > {shown(whole)}",
                    written=part.interval(),
                    computed=whole.interval(),
                )
