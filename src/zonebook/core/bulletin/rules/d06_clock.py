"""D06: promised limits are those in force, and what they were before is what they were."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.against import Case
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.rules.d01_value import differs

say = Say("D06")


def clocks(case: Case) -> Iterator[DraftFinding]:
    """Limits that the book of limits does not have."""
    for one in case.judged:
        if one.verdict == "mismatch" and one.cause == "clock":
            yield differs(say, one)
