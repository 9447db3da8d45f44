"""D09: a headline figure that the book has and the year's report leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.against import Case
from zonebook.core.bulletin.findings import DraftFinding, Say

say = Say("D09")


def missing(case: Case) -> Iterator[DraftFinding]:
    """The headline figures that a report of the whole year does not tell; one question for all."""
    period, reading = case.reading.period, case.reading
    if period is None or len(period) != 4 or not case.judged:
        return
    title = reading.norm.lstrip().partition("\n")[0]
    listed = case.facts.headlines
    if not any(word in title for word in listed.titles) or any(w in title for w in listed.other):
        return
    told = {one.place[0] for one in case.judged if one.place[1] == period}
    absent = [key for key in listed.figures if key not in told]
    if len(absent) * 2 > len(listed.figures):
        return  # about a part of the year's work
    known = case.facts.figures((key, period) for key in absent)
    names = [
        known[key, period].name
        for key in absent
        if (key, period) in known and known[key, period].exact is not None
    ]
    if names:
        first = case.judged[0].claim
        start, end = reading.text.span(*heading(reading.norm))
        yield say("absent", "ask", [first], "", spans=[(start, end)], names=names)


def heading(norm: str) -> tuple[int, int]:
    """Where the title stands in the text as read."""
    begin = len(norm) - len(norm.lstrip())
    end = norm.find("\n", begin)
    return begin, end if end > begin else len(norm)
