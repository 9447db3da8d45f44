"""Writing a list: new cases with their chains, and cases that go on or are corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zonebook.core.procedures.events import Event, chained
from zonebook.core.values import Reason, Refused
from zonebook.desk.language import say
from zonebook.records import write
from zonebook.records.models import ApprovalCase, CaseEvent, Entity, Project, ProjectName
from zonebook.systems.approvals import book, chains
from zonebook.systems.approvals.comparing import changed_facts
from zonebook.systems.approvals.listed import FACTS, Line


def enrol(lines: Sequence[Line], writing: write.Writing, file: str) -> None:
    """Write the rows that are new, and those whose cases go on."""
    add_new([line for line in lines if line.kind == "new"], writing, file)
    changed = [line for line in lines if line.kind == "changed"]
    for line in sorted(changed, key=lambda one: one.case.pk if one.case else 0):
        change(line, writing, file)  # in the order of the cases: two imports never wait crosswise
    for line in lines:
        line.case = line.joined.case if line.joined is not None else line.case


def add_new(lines: Sequence[Line], writing: write.Writing, file: str) -> None:
    """The new cases with their events, in few statements."""
    links = Links.of(lines)
    made = writing.add_many(ApprovalCase, [links.values(line) for line in lines])
    nobody_meanwhile(made, lines)
    rows = []
    for line, case in zip(lines, made, strict=True):
        line.case = case
        rows += list(rows_of(line.add, case, "", 0, file, line))
    writing.add_many(CaseEvent, rows)


def nobody_meanwhile(made: Sequence[ApprovalCase], lines: Sequence[Line]) -> None:
    """Refused where another import has brought one of the numbers since these were compared.

    Numbers of records are given to one writer at a time, so that whoever comes second sees it here.
    """
    seen = {one.pk for one in made}.union(*(line.beside for line in lines))
    codes = {one.code for one in made} - {""}
    later = ApprovalCase.objects.filter(code__in=codes, withdrawn_on=None)
    if not seen.issuperset(later.values_list("pk", flat=True)):
        raise Refused(Reason("approvals.roll.meanwhile"))


def change(line: Line, writing: write.Writing, file: str) -> None:
    """Let one case go on: what is corrected or filled in is voided, what is new is added."""
    assert line.case is not None
    last = chains.held_rows(line.case, line.last.place)[-1] if line.last else None
    for row in line.drop:
        last = writing.void(row, why=void_why(line, row, file))  # type: ignore[assignment]
    before, place = (last.sha, last.place) if last else ("", 0)
    writing.add_many(CaseEvent, list(rows_of(line.add, line.case, before, place, file, line)))
    writing.change(line.case, changed_facts(line), why=f"import {file}")


def void_why(line: Line, row: CaseEvent, file: str) -> str:
    """Why an earlier step is voided: a correction with its reason, else that more is known now."""
    where = {"file": file, "row": str(line.row)}
    if any(one.row.pk == row.pk for one in line.differs):
        return say("approvals.roll.void_corrected", why=line.why, **where)
    return say("approvals.roll.void_filled", **where)


def rows_of(
    told: Sequence[Event], case: ApprovalCase, before: str, place: int, file: str, line: Line
) -> Iterator[dict[str, Any]]:
    """Events as rows at the end of a chain."""
    mark = {"roll": file, "row": line.row}
    for number, one in enumerate(told, place + 1):
        one = replace(one, number=number)
        yield book.values(one, case, before, extra=mark)
        before = chained([one], before)[0]


@dataclass(frozen=True)
class Links:
    """The enterprises and projects that the rows of a list name."""

    by_code: Mapping[str, Entity]
    by_name: Mapping[str, Entity]
    projects: Mapping[str, Project]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Links:
        """Look all names up at once; a name that several enterprises carry names none."""
        codes = {line.facts["credit_code"] for line in lines} - {""}
        names = {line.facts["applicant"] for line in lines} - {""}
        titles = {line.title for line in lines}
        alive = Entity.objects.filter(withdrawn_on=None)
        named: dict[str, list[Entity]] = {}
        for one in alive.filter(name__in=names):
            named.setdefault(one.name, []).append(one)
        projects = {one.name: one
                    for one in Project.objects.filter(withdrawn_on=None, name__in=titles)}  # fmt: skip
        others = ProjectName.objects.filter(withdrawn_on=None, name__in=titles)
        for other in others.select_related("project"):
            projects.setdefault(other.name, other.project)
        return cls(
            {one.credit_code: one for one in alive.filter(credit_code__in=codes)},
            {name: found[0] for name, found in named.items() if len(found) == 1},
            projects,
        )

    def values(self, line: Line) -> dict[str, Any]:
        """The facts of a new case."""
        facts = {name: line.facts[name] for name in (*FACTS, "procedure", "item")}
        entity = self.by_code.get(line.facts["credit_code"])
        entity = entity or self.by_name.get(line.facts["applicant"])
        project = self.projects.get(line.title)
        return {**facts, "entity": entity, "project": project, "extra": line.extra}
