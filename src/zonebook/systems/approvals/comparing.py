"""The rows of a list beside each other and beside the book: new, going on, the same, contradicting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from zonebook.core.procedures.case import fold
from zonebook.core.procedures.events import Event, standing
from zonebook.core.procedures.retold import Differs, in_order, retold, settled
from zonebook.core.values import Finding, Reason, Refused
from zonebook.records.models import ApprovalCase, CaseEvent
from zonebook.records.models.base import alive
from zonebook.systems.approvals import book, officers
from zonebook.systems.approvals.listed import FACTS, Contradiction, Line, place_of
from zonebook.systems.approvals.same_case import Answers, Known, plain, together


@dataclass(frozen=True)
class Correction:
    """Which contradicting rows take the place of what the book says, and why; all if `rows` is None.

    `is_seen`: a person has chosen among the pairs, so that those not chosen stay as they are.
    `cases` says of rows without a number whether they are the same case as another or one more.
    """

    why: str = ""
    rows: frozenset[str] | None = frozenset()
    is_seen: bool = False
    cases: Answers = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.rows or self.rows is None) and not self.why.strip():
            raise Refused(Reason("approvals.roll.correct_why"))

    def takes(self, line: Line) -> bool:
        """Whether a row is to be corrected."""
        wanted = self.rows is None or line.key in self.rows
        return wanted and bool(self.why.strip()) and line.may_correct


NOTHING = Correction()
QUIET = frozenset({"window_accepted", "gap_opened"})  # told by the steps beside them


@cache
def results() -> frozenset[str]:
    """The kinds of event by which a list says how a case ended."""
    return frozenset(key for key, kind in book.event_kinds().items() if kind.words)


def known() -> Known:
    """The cases of the book as rows look for theirs; of those without a number with their steps."""
    rows = alive(CaseEvent).filter(case__code="").values_list("case_id", "kind", "occurred_on")
    steps: dict[int, set[tuple[str, date]]] = {}
    for pk, kind, on in rows:
        steps.setdefault(pk, set()).add((kind, on))
    kept = {pk: frozenset(found) for pk, found in steps.items()}
    return Known.of(ApprovalCase.objects.filter(withdrawn_on=None).order_by("pk"), kept)


def join(lines: Sequence[Line], cases: Known, correction: Correction) -> None:
    """Read the rows of one case together; one that contradicts an earlier row is refused."""
    read = [line for line in lines if line.kind != "refused"]
    for first, *others in together(read, cases, correction.cases):
        for line in others:
            found = retold(first.events, line.events, results=results(), listed=numbers(first))
            if found.differs:
                refuse(line, twice(first, line, found.differs[0]))
                continue
            gone, added = settled(first.events, found, results=results(), listed=numbers(first))
            stays = [one for one in first.events if one not in gone]
            together_now = in_order([*stays, *added], results())
            first.events = [replace(one, number=n) for n, one in enumerate(together_now, 1)]
            told = {name: value for name, value in line.facts.items() if value}
            if line.officer_lost and first.facts["officer"]:
                del told["officer"]  # a name that leads to nobody takes no officer's place
            elif told.get("officer"):
                first.officer_lost = line.officer_lost
            first.facts |= told
            first.blank &= line.blank
            first.supposes_receipt &= line.supposes_receipt
            line.joined, line.kind = first, "same"
        if others:
            judge(first)


def judge(line: Line) -> None:
    """Fold the joined rows of a case; refused where they do not make one."""
    line.told = fold(line.events, book.rules(line.facts["procedure"], papers=False))
    for one in line.told.unsound:
        refuse(line, Finding(one.reason, place_of(line, one.event)))


def refuse(line: Line, finding: Finding) -> None:
    """Keep a row out, with what is wrong."""
    line.findings.append(finding)
    line.kind = "refused"


def twice(first: Line, line: Line, found: Differs) -> Finding:
    """That two rows of one case tell a step otherwise."""
    assert found.told is not None
    key = "twice" if first.sheet == line.sheet else "twice_elsewhere"
    args = {"row": str(first.row), "sheet": first.sheet, "first": said_of(found.stands),
            "second": said_of(found.told)}  # fmt: skip
    return Finding(Reason(f"approvals.roll.{key}", args), line.place)


def numbers(line: Line) -> set[int]:
    """The places of the events of a row."""
    return {one.number for one in line.events}


def compare(lines: Sequence[Line], cases: Known, correction: Correction) -> None:
    """Set each row beside the case that the book has of it."""
    read = [line for line in lines if line.kind != "refused" and line.joined is None]
    taken: dict[int, Line] = {}
    people = officers.everybody()
    for line in read:
        line.case = cases.find(line, correction.cases)
        first = taken.setdefault(line.case.pk, line) if line.case else line
        officers.stays(line, people)
        if line.errors:
            line.kind = "refused"
        elif first is not line:
            args = {"row": str(first.row), "number": line.case.number}  # type: ignore[union-attr]
            refuse(line, Finding(Reason("approvals.roll.same_case", args), line.place))
    rows: dict[int, list[CaseEvent]] = {}
    found = CaseEvent.objects.filter(case_id__in=list(taken)).select_related("recorded_by")
    for row in found.order_by("place"):
        rows.setdefault(row.case_id, []).append(row)
    for line in read:
        if line.kind == "refused":
            continue
        if line.case is None:
            line.add = line.events
        else:
            differ(line, rows.get(line.case.pk, []), correction)


def differ(line: Line, rows: Sequence[CaseEvent], correction: Correction) -> None:
    """What the row adds to its case and where it contradicts it; steps of the desk stay."""
    by_place = {row.place: row for row in rows}
    stands = standing(book.events(rows))
    listed = {one.number for one in stands if by_place[one.number].is_from_list}
    told = without_supposed(line, stands)
    found = retold(stands, told, results=results(), listed=listed, blank=line.blank)
    line.last = rows[-1] if rows else None
    line.differs = [
        Contradiction(by_place[one.stands.number], one.told, place_of(line, one.told or one.stands))
        for one in found.differs
    ]
    if line.differs and not correction.takes(line):
        line.kind = "contradicts"
        return
    line.why = correction.why if line.differs else ""
    gone, line.add = settled(
        stands, found, results=results(), listed=listed, corrects=bool(line.differs)
    )
    line.drop = [by_place[one.number] for one in gone]
    line.kind = "changed" if line.add or line.drop or changed_facts(line) else "same"
    sound(line, stands, rows)


def without_supposed(line: Line, stands: Sequence[Event]) -> list[Event]:
    """What the row tells, without a receipt taken from the acceptance where the book has one.

    One that an earlier list supposed likewise moves with its acceptance.
    """
    received = next((one for one in stands if one.kind == "received"), None)
    accepted = next((one for one in stands if one.kind == "accepted"), None)
    was_supposed = received and accepted and received.on == accepted.on
    if not line.supposes_receipt or received is None or was_supposed:
        return line.events
    return [one for one in line.events if one.kind != "received"]


def sound(line: Line, stands: Sequence[Event], rows: Sequence[CaseEvent]) -> None:
    """Refuse the row where its case would contradict itself with what it adds."""
    rules = book.rules(line.facts["procedure"], papers=False)
    gone = {row.place for row in line.drop}
    start = rows[-1].place + len(gone) if rows else 0
    after = [one for one in stands if one.number not in gone]
    after += [replace(one, number=start + n) for n, one in enumerate(line.add, 1)]
    before = {one.event.number for one in fold(stands, rules).unsound}
    line.told = fold(after, rules)
    for one in line.told.unsound:
        if one.event.number not in before:
            refuse(line, Finding(one.reason, place_of(line, one.event)))


def changed_facts(line: Line) -> dict[str, Any]:
    """The facts of the case that the row tells otherwise; an empty cell tells nothing."""
    return {name: line.facts[name] for name in FACTS
            if line.facts[name] and plain(getattr(line.case, name)) != plain(line.facts[name])}  # fmt: skip


def contradiction(line: Line) -> Finding:
    """That a row tells steps of its case otherwise than the book, side by side, and what to do."""
    assert line.case is not None
    args = {"number": line.case.number, "title": line.title, "pairs": list(map(pair, shown(line)))}
    key = "contradicts" if line.may_correct else "contradicts_desk"
    return Finding(Reason(f"approvals.roll.{key}", args), line.differs[0].place)


def pair(one: Contradiction) -> Reason:
    """A step as the book has it and as the row tells it."""
    stands = said_of(book.events([one.row])[0])
    if one.told is None:
        return Reason("approvals.roll.pair_blank", {"stands": stands})
    return Reason("approvals.roll.pair", {"stands": stands, "told": said_of(one.told)})


def shown(line: Line) -> list[Contradiction]:
    """The pairs that a person looks at: the window's acceptance goes with the department's."""
    return [one for one in line.differs if one.row.kind not in QUIET] or line.differs


def loud(events: Sequence[Event]) -> list[Event]:
    """The steps that are named to a person."""
    return [one for one in events if one.kind not in QUIET]


def said_of(event: Event) -> Reason:
    """A step in words: its name, its day, its paper."""
    args: dict[str, Any] = {"event": name_of(event), "day": event.on, "paper": event.document}
    return Reason("approvals.roll.step_paper" if event.document else "approvals.roll.step", args)


def name_of(event: Event) -> Any:
    """What a step is called; a pause by its own name."""
    kind = book.event_kinds()[event.kind].name
    pause = str(event.args.get("pause", ""))
    if not pause:
        return kind
    name = book.pause_kinds()[pause].name
    opens = event.kind == "pause_opened"
    return {"zh": name["zh"] + ("开始" if opens else "结束"),
            "en": name["en"] + (" begins" if opens else " ends")}  # fmt: skip
