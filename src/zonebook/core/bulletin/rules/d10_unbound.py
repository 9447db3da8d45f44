"""D10: a number that is bound to no figure is an item to review, never passed in silence."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.against import Case, Judged
from zonebook.core.bulletin.findings import DraftFinding, Say

say = Say("D10")


def unbound(case: Case) -> Iterator[DraftFinding]:
    """One question for each number that may be several figures, one for all others together."""
    open_ = [one for one in case.judged if is_open(one)]
    for one in open_:
        if one.binding.candidates:
            names = [each.name for each in one.binding.candidates[:3]]
            yield say("which", "ask", [one.claim], names=names)
    rest = [one.claim for one in open_ if not one.binding.candidates]
    if rest:
        yield say("none", "ask", rest, count=len(rest))


def is_open(one: Judged) -> bool:
    """Whether nobody has said yet what a number is."""
    why = one.binding.why
    asked_of_readers = why is not None and why.key == "check.unbound.request"
    return (
        one.binding.indicator is None
        and one.binding.how != "confirmed"
        and one.verdict != "inconsistent"
        and not asked_of_readers
    )
