"""What an import of a list understood, row by row, for the eye before it is confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zonebook.core.procedures.clocks import promised
from zonebook.core.procedures.procedure import Name
from zonebook.core.values import Finding, Reason
from zonebook.desk.language import named
from zonebook.systems.approvals import book, reads
from zonebook.systems.approvals.listed import Line
from zonebook.systems.approvals.roll import Plan

MOST_SHOWN = 60
QUIET = frozenset({"window_accepted", "gap_opened"})  # told by the steps beside them


@dataclass(frozen=True)
class Row:
    """A row as it was understood: its item, its steps in order, the day its promise ends."""

    line: Line
    item: str
    steps: tuple[tuple[str, date], ...]
    due: date | None
    remarks: tuple[Finding, ...]


def rows(plan: Plan, on: date) -> list[Row]:
    """The rows that an import would write, as they were understood; of many the first."""
    shown = [line for line in plan.readable if line.kind != "same"][:MOST_SHOWN]
    return [row_of(line, on) for line in shown]


def row_of(line: Line, on: date) -> Row:
    """One row."""
    item = line.item
    assert item is not None and line.told is not None
    rules = book.rules(line.facts["procedure"], papers=False)
    clock = promised(line.told, item.key, rules, reads.calendar(), on)
    due = clock.due_on if clock else None
    remarks = tuple(line.remarks)
    if line.promised_on and due and line.promised_on != due:
        args = {"told": line.promised_on, "due": due}
        remarks += (Finding(Reason("approvals.roll.promised_otherwise", args), None, "warning"),)
    return Row(line, named(item.name), tuple(steps(line)), due, remarks)


def steps(line: Line) -> Iterator[tuple[str, date]]:
    """The steps that a row tells by name and day."""
    for one in line.events:
        if one.kind not in QUIET:
            yield named(name_of(one.kind, str(one.args.get("pause", "")))), one.on


def name_of(kind: str, pause: str) -> Name:
    """What a step is called; a pause by its own name."""
    if not pause:
        return book.event_kinds()[kind].name
    name = book.pause_kinds()[pause].name
    return {"zh": name["zh"] + ("开始" if kind == "pause_opened" else "结束"),
            "en": name["en"] + (" begins" if kind == "pause_opened" else " ends")}  # fmt: skip


def asks_procedure(plan: Plan) -> bool:
    """Whether rows are refused only because the list does not say the kind of project."""
    return any(
        one.message.key == "approvals.roll.which_procedure"
        for line in plan.refused
        for one in line.errors
    )


def procedures() -> list[tuple[str, str]]:
    """The kinds of project by key and name."""
    return [(key, named(one.name)) for key, one in book.procedures().procedures.items()]
