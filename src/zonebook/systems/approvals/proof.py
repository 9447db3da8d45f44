"""What an import of a list understood, row by row, for the eye before it is confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from zonebook.core.procedures.clocks import promised
from zonebook.core.procedures.events import Event
from zonebook.core.values import Finding, Reason
from zonebook.desk.language import named, say
from zonebook.systems.approvals import book, comparing, reads
from zonebook.systems.approvals.listed import Contradiction, Line
from zonebook.systems.approvals.roll import Plan
from zonebook.systems.approvals.same_case import Answers

MOST_SHOWN = 60


@dataclass(frozen=True)
class Side:
    """One step that the book and the list tell otherwise, in words."""

    step: str
    book: str
    by: str
    told: str
    cell: str


@dataclass(frozen=True)
class Pair:
    """A row that contradicts its case: the steps side by side, and whether it was chosen."""

    line: Line
    sides: tuple[Side, ...]
    is_chosen: bool


def pairs(plan: Plan, chosen: Collection[str]) -> list[Pair]:
    """The rows that wait for a word, each with what contradicts."""
    return [
        Pair(line, tuple(map(side_of, comparing.shown(line))), line.key in chosen)
        for line in plan.contradicting
    ]


@dataclass(frozen=True)
class Doubt:
    """A row without a number that may be the case of another row or of the book, both as told."""

    line: Line
    beside: str
    number: str
    there: tuple[str, ...]
    here: tuple[str, ...]
    answer: str
    may_be_one: bool


def doubts(plan: Plan, answers: Answers) -> list[Doubt]:
    """The rows of which a person has to say whether they are one more case."""
    return [one for line in plan.lines for one in doubt(line, answers.get(line.key, ""))]


def doubt(line: Line, answer: str) -> Iterator[Doubt]:
    """What is asked about one row, if anything is."""
    here = tuple(words_of(one, with_name=True) for one in comparing.loud(line.events))
    if line.like is not None:
        there = comparing.loud(line.like.events)
        told = tuple(words_of(one, with_name=True) for one in there)
        place = str(line.like.row) if line.like.sheet == line.sheet else (
            f"{line.like.sheet} {line.like.row}")  # fmt: skip
        yield Doubt(line, place, "", told, here, answer, True)
    elif line.rivals:
        yield Doubt(line, "", line.rivals[0], line.rivals[1:], here, answer, False)
    elif line.kind == "contradicts" and line.case and not (line.facts["code"] or line.case.code):
        rows = [one.row for one in comparing.shown(line)]
        stands = tuple(words_of(one, with_name=True) for one in book.events(rows))
        yield Doubt(line, "", line.case.number, stands, here, answer, False)


def side_of(one: Contradiction) -> Side:
    """One contradiction in words: what stands, by whom, what the list says."""
    stands = book.events([one.row])[0]
    step = named(comparing.name_of(stands))
    source = one.row.extra.get("roll") or one.row.recorded_by.name
    told = say("approvals.roll.empty_now")
    if one.told is not None:
        told = words_of(one.told, named(comparing.name_of(one.told)) != step)
    cell = one.place.key if one.place else ""
    return Side(step, words_of(stands), str(source), told, cell)


def words_of(event: Event, with_name: bool = False) -> str:
    """A step by its day, its paper, and its name where that is what differs."""
    parts = [named(comparing.name_of(event))] if with_name else []
    return " ".join([*parts, str(event.on), *([event.document] if event.document else [])])


@dataclass(frozen=True)
class Row:
    """A row as it was understood: its item, its steps in order, the day its promise ends."""

    line: Line
    item: str
    goes_on: str
    steps: tuple[tuple[str, date], ...]
    due: date | None
    facts: tuple[tuple[str, str], ...]
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
    goes_on = line.case.number if line.case else ""
    return Row(line, named(item.name), goes_on, tuple(steps(line)), due, facts(line), remarks)


def facts(line: Line) -> tuple[tuple[str, str], ...]:
    """What the row says of its case beside its steps, before and after."""
    if line.case is None:
        return ()
    now = comparing.changed_facts(line)
    return tuple((getattr(line.case, name) or "—", value) for name, value in now.items())


def steps(line: Line) -> Iterator[tuple[str, date]]:
    """The steps that a row adds, by name and day."""
    for one in comparing.loud(line.add):
        yield named(comparing.name_of(one)), one.on


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
