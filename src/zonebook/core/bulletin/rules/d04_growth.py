"""D04: growth recomputed from the book's own series; growth of a statement is itself a statement."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.against import Case
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.rules.d01_value import differs

say = Say("D04")


def growth(case: Case) -> Iterator[DraftFinding]:
    """Growth and changes that the two values of the book do not give."""
    for one in case.judged:
        if one.verdict == "mismatch" and one.cause == "growth":
            yield differs(say, one)
