"""D05: what a count lists by name stands among the records that it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zonebook.core.bulletin.against import Case, Judged
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily

LISTED = lazily(r"(?:，?(?:分别为|分别是|包括|即|为))?[：:](?P<names>[^，。；：\n]{2,120})")
say = Say("D05")


def listed_records(case: Case) -> Iterator[DraftFinding]:
    """Names after a count that no counted record carries."""
    for one in case.judged:
        if one.verdict != "verified" or one.claim.unit != "count" or one.claim.kind == "target":
            continue
        found = LISTED.match(case.reading.norm, one.claim.to)
        if found is None or "、" not in found["names"]:
            continue
        strange = unknown_names(case, one, found["names"])
        if strange:
            formula = f"{one.place[0]}@{one.place[1]} ∌ {'、'.join(strange)}"
            yield say("strange", "error", [one.claim], formula, names=strange)


def unknown_names(case: Case, one: Judged, listed: str) -> list[str]:
    """The listed names that match no record; a short form of a record's name matches it."""
    known = case.facts.names(one.place)
    told = [name.strip(' “”"《》和及等') for name in re.split("、|和|及", listed)]
    if not known or listed.rstrip().endswith("等"):
        return []
    return [name for name in told if name and not any(name in k or k in name for k in known)]
