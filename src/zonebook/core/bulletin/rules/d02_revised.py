"""D02: a number that was right when it was released, and that has been revised since."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.against import Case
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.rules.d01_value import formula, right_words

say = Say("D02")


def revised(case: Case) -> Iterator[DraftFinding]:
    """定稿时相符，现已修订: not wrong on its day; the new value is told."""
    for one in case.judged:
        if one.verdict != "revised" or one.said is None or one.figure is None:
            continue
        right = right_words(one)
        yield say(
            "revised",
            "ask",
            [one.claim],
            formula(one).replace("≠", "←"),
            suggest=right,
            name=one.figure.name,
            by=one.said.by,
            right=right,
        )
