"""The chain of a case: held while somebody writes, and named by its last hash.

A hash stands for all that came before it, so a chain that this process has read or written is not
read again while its last hash is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zonebook.core.procedures.case import fold
from zonebook.core.procedures.events import Event
from zonebook.core.procedures.state import Case, Rules
from zonebook.core.values import Reason, Refused
from zonebook.records import prepared
from zonebook.records.models import Application, ApprovalCase, CaseEvent
from zonebook.systems.approvals import book

HEAD = "SELECT place, sha FROM case_event WHERE case_id = %s ORDER BY place DESC LIMIT 1"
MANY = 1000


@dataclass(frozen=True)
class Chain:
    """The events of a case, and the state to which they were folded under some rules."""

    told: tuple[Event, ...] = ()
    sha: str = ""
    from_list: bool = False
    rules: Rules | None = None
    case: Case | None = None

    def state(self, rules: Rules) -> Case:
        """The state that the events leave."""
        is_same = self.rules is rules or self.rules == rules
        return (self.case if is_same else None) or fold(self.told, rules)


KNOWN: dict[int, Chain] = {}


def keep(case: ApprovalCase, chain: Chain) -> None:
    """Remember a chain; the one remembered longest makes room.

    One whose writing fails in the end does no harm: nothing in the book bears its hash.
    """
    if len(KNOWN) >= MANY:
        KNOWN.pop(next(iter(KNOWN)), None)
    KNOWN[case.pk] = chain


def known(case: ApprovalCase, expected: int) -> Chain | None:
    """The chain as this process last saw it, if it ended where the officer's look ended.

    Whether it still ends there is for the book to say, when something is hung on it.
    """
    chain = KNOWN.get(case.pk)
    return chain if chain and chain.told and chain.told[-1].number == expected else None


def held(case: ApprovalCase, expected: int) -> Chain:
    """The chain while nobody else can add to it; Refused where somebody has meanwhile."""
    hold(case)
    [(place, sha)] = prepared.run(HEAD, [case.pk])
    if place != expected:
        raise faster(case, expected)
    chain = KNOWN.get(case.pk)
    return chain if chain and chain.sha == sha else read(rows(case))


def held_rows(case: ApprovalCase, expected: int) -> list[CaseEvent]:
    """The same as rows of the book."""
    hold(case)
    found = rows(case)
    if found[-1].place != expected:
        raise faster(case, expected)
    return found


def hold(case: ApprovalCase) -> None:
    """Keep others from the case, and from the application whose items rest on each other."""
    if case.application_id is not None:
        prepared.lock(Application, case.application_id)
    prepared.lock(ApprovalCase, case.pk)


def rows(case: ApprovalCase) -> list[CaseEvent]:
    """The rows of a case in the order of their places."""
    return prepared.find(CaseEvent, "place", case_id=case.pk)


def read(found: Sequence[CaseEvent]) -> Chain:
    """The chain that rows are."""
    return Chain(tuple(book.events(found)), found[-1].sha, from_list(found))


def from_list(found: Iterable[CaseEvent]) -> bool:
    """Whether a case came from an office's list, which may lack its papers."""
    return any(row.is_from_list for row in found)


def faster(case: ApprovalCase, expected: int) -> Refused:
    """Somebody else was faster: who, and what they did."""
    later = CaseEvent.objects.filter(case=case, place__gt=expected).order_by("place").first()
    if later is None:
        return Refused(Reason("approvals.somebody_was_faster"))
    name = book.event_kinds()[later.kind].name
    args = {"by": later.recorded_by.name, "event": name, "day": later.occurred_on}
    return Refused(Reason("approvals.changed_meanwhile", args))
