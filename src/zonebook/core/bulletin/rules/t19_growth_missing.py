"""T19: a headline level without its growth where its siblings have theirs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from zonebook.core.bulletin import subjects
from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.relations import of_kind

HEADLINES = ("gdp", "fai", "retail", "budget", "va_above", "trade", "output_above")
SIBLINGS = (
    *HEADLINES,
    "va_primary",
    "va_secondary",
    "va_tertiary",
    "va_industry",
    "va_construction",
    "fdi",
    "export",
    "import",
)
GROWN = ("yoy_growth", "growth_other", "pp_change", "multiple")
say = Say("T19")


def growth_missing(reading: Reading) -> Iterator[DraftFinding]:
    """Headlines of the report's period that tell no growth."""
    growth = subjects.shipped_names().growth
    told = {one.indicator for one in of_kind(reading, "yoy_growth") if one.indicator}
    levels = [
        one
        for one in of_kind(reading, "level")
        if one.indicator in SIBLINGS and one.period == reading.period and one.comparator == "="
    ]
    grown = {one.indicator for one in levels if growth.get(one.indicator or "") in told}
    if len(grown) < 4:
        return
    seen = set()
    for one in levels:
        after = next(iter(reading.claims[bisect_right(reading.starts, one.at) :][:1]), None)
        if after is not None and after.kind in GROWN and after.subject == one.subject:
            continue
        if one.indicator in HEADLINES and one.indicator not in grown and one.indicator not in seen:
            seen.add(one.indicator)
            yield say("missing", "ask", [one], "", subject=one.subject)
