"""The letters of cases: every paper that an event made, found by case or by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from zonebook.records.models import ApprovalCase, CaseEvent
from zonebook.systems.approvals import actions, book, papers, printing, reads, standing


@dataclass(frozen=True)
class Letter:
    """A paper of an event and where it is kept."""

    case: ApprovalCase
    place: int
    paper: papers.Paper

    def name(self, form: str) -> str:
        """The name of its file."""
        return f"{self.paper.title} {self.case.number}-{self.place}.{form}"

    def content(self, form: str) -> bytes:
        """The letter as it is printed: `docx` or `pdf`."""
        return printing.as_pdf(self.paper) if form == "pdf" else printing.as_docx(self.paper)


def of_case(case: ApprovalCase, on: date | None = None) -> Iterator[Letter]:
    """The letters of a case in the order of its steps, of one legal day where it is given."""
    rows = reads.rows_of(case)
    for row in rows:
        if on is None or row.occurred_on == on:
            yield from of_event(case, rows, row)


def of_day(on: date) -> Iterator[Letter]:
    """The letters that all cases made on a legal day, by the number of the case."""
    dated = CaseEvent.objects.filter(occurred_on=on).values("case_id")
    for case in ApprovalCase.objects.filter(pk__in=dated).order_by("number"):
        yield from of_case(case, on)


def of_event(case: ApprovalCase, rows: Sequence[CaseEvent], row: CaseEvent) -> list[Letter]:
    """The letters of an event: those that it kept, or the one that a row of a list stands for."""
    if row.args.get("papers") is not None:
        found = [papers.read(one) for one in row.args["papers"]]
    else:
        found = of_roll(case, rows, row)
    return [Letter(case, row.place, one) for one in found]


def of_roll(
    case: ApprovalCase, rows: Sequence[CaseEvent], row: CaseEvent
) -> Sequence[papers.Paper]:
    """The notice of an event that an office's list told, written as it would have been here."""
    told = [one for one in book.events(rows) if one.number == row.place]
    whole, rules = standing.folded(case, rows, row.occurred_on)
    state = whole.items.get(case.item)
    if state is None or not row.is_from_list:
        return []
    clock = partial(actions.promised, whole, case.item, rules, row.occurred_on)
    facts = papers.Facts(case, told[0], book.item(case), state, clock, row.note)
    return papers.papers(facts)[:1]
