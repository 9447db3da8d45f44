"""One row of an office's list of cases: its facts, the pauses in whatever cell they stand, its events."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Literal

from zonebook.core.period import KnownDay
from zonebook.core.procedures import roll as core
from zonebook.core.procedures.case import fold
from zonebook.core.procedures.events import Event
from zonebook.core.procedures.procedure import Item
from zonebook.core.procedures.retold import RESULT
from zonebook.core.procedures.state import Case
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.desk import typed
from zonebook.records.models import ApprovalCase, CaseEvent
from zonebook.records.workbooks.reading import Reading
from zonebook.records.workbooks.rows import Entry
from zonebook.systems.approvals import book

Kind = Literal["new", "changed", "same", "contradicts", "refused"]
FACTS = ("code", "title", "applicant", "window", "officer")
COLUMN_OF = {  # where a refusal of an event stands in its row
    "received": "received_on",
    "correction_asked": "correction_asked_on",
    "correction_made": "correction_made_on",
    "window_accepted": "accepted_on",
    "accepted": "accepted_on",
    "pause_opened": "pause_1_opened_on",
    "pause_ended": "pause_1_ended_on",
    "gap_opened": "gap_materials",
    "gap_cured": "gap_cured_on",
    "delivered": "delivered_on",
}
DEPARTMENT = "承办科室"  # how a case keeps it
DAY_OF_PAUSE = {"zh": "特别程序", "en": "pause"}
SHORTEST = 4  # characters of a word that may be a part of an item's name
DAY = r"(?:(?:19|20)\d\d[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?|(?:19|20)\d{6}"
PAUSE = re.compile(
    rf"(?P<kind>\D*?)[:(\s自从于]*(?P<first>{DAY})\s*(?:起|开始)?\s*"
    rf"(?P<more>[至到~—–-]+\s*(?P<last>{DAY}|\d{{1,2}}日?)?今?)?[)\s止结束]*"
)
BETWEEN = re.compile(r"[;\n]+|(?<=[\d)日号止今])\s*[,、。]\s*(?=[^\d\s]|\d{1,2}[.、)]\D)")


@dataclass(frozen=True)
class Contradiction:
    """A step as it stands in the book, and what the row says in its place; None says nothing."""

    row: CaseEvent
    told: Event | None
    place: Ref | None

    @property
    def may_correct(self) -> bool:
        """Whether an earlier list told it; what was entered at the desk is voided there."""
        return self.row.is_from_list


@dataclass
class Line:
    """One row of the list: what it says, what an import of it would do, what is wrong with it."""

    row: int
    title: str
    kind: Kind = "new"
    findings: list[Finding] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    case: ApprovalCase | None = None
    add: list[Event] = field(default_factory=list)
    drop: list[CaseEvent] = field(default_factory=list)
    differs: list[Contradiction] = field(default_factory=list)
    last: CaseEvent | None = None
    joined: Line | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    told: Case | None = None
    sheet: str = ""
    place: Ref | None = None
    promised_on: date | None = None
    blank: frozenset[str] = frozenset()
    places: Mapping[str, Ref] = field(default_factory=dict)
    supposes_receipt: bool = False
    why: str = ""
    beside: frozenset[int] = frozenset()  # the cases that bear its number, as it was compared
    like: Line | None = None  # the row of which it may be the same case: nobody has said yet
    rivals: tuple[str, ...] = ()  # the cases of the book of which it may be one
    officer_lost: str = ""  # why its officer's cell leads to nobody: the key of the remark
    officer_stays: str = ""  # what that cell says where the case keeps the officer it has

    @property
    def key(self) -> str:
        """By what the row is named on a form."""
        return f"{self.sheet}:{self.row}"

    @property
    def department(self) -> str:
        """The section that handles the case, as the list names it."""
        return str(self.extra.get(DEPARTMENT, ""))

    @property
    def may_correct(self) -> bool:
        """Whether all that the row tells otherwise stands in the book by an earlier list."""
        return all(one.may_correct for one in self.differs)

    @property
    def errors(self) -> list[Finding]:
        """What keeps the row from being imported."""
        return [one for one in self.findings if one.level == "error"]

    @property
    def remarks(self) -> list[Finding]:
        """What was supposed about the row, for a person to look at."""
        return [one for one in self.findings if one.level != "error"]

    @property
    def item(self) -> Item | None:
        """The item that the row was taken for."""
        key = self.facts.get("item")
        return book.procedures().items[key] if key else None


def line_of(entry: Entry, reading: Reading, procedure: str = "") -> Line:
    """One row as facts and events; what cannot be read is refused with its cell.

    `procedure` is the kind of project of the rows that name none.
    """
    cells = {name: plain_day(value) for name, value in entry.values.items()}
    places = {name: reading.grid.ref(entry.row, index)
              for name, index in reading.header_map.index_of.items()}  # fmt: skip
    line = Line(entry.row + 1, str(cells.get("title") or ""), extra=dict(entry.extra))
    line.sheet, line.place = reading.grid.name, places.get("code", places.get("title"))
    if department := cells.pop("department", None):
        line.extra[DEPARTMENT] = str(department).strip()
    line.findings += [*entry.refused, *entry.remarks]
    line.facts = {name: str(cells.get(name) or "").strip() for name in FACTS}
    if promised := cells.pop("promised_on", None):  # the clock tells it; the list's own is kept
        line.extra["承诺办结日期"] = str(promised)
        line.promised_on = promised if isinstance(promised, date) else None
    kind = str(cells.get("procedure") or procedure)
    try:
        line.facts |= dict(zip(("procedure", "item"), item_of(kind, cells), strict=True))
    except Refused as refused:
        line.findings += [replace(one, where=places.get("item")) for one in refused.findings]
    line.blank = blank_in(cells, places)
    try:
        line.findings += spread_pauses(cells, places, reading.said.year)
    except Refused as refused:
        line.findings += refused.findings
    line.facts["credit_code"] = str(cells.get("credit_code") or "").strip()
    if "item" in line.facts:
        add_events(line, cells, places)
    if line.errors:
        line.kind = "refused"
    return line


def add_events(line: Line, cells: Mapping[str, Any], places: Mapping[str, Ref]) -> None:
    """The events that a row tells, judged as those of a case."""
    rules = book.rules(line.facts["procedure"], papers=False)
    line.places, line.supposes_receipt = places, cells.get("received_on") is None
    line.events, wrong = core.events_of(core.Row(line.facts["item"], cells, places), rules)
    line.findings += wrong
    line.told = fold(line.events, rules)
    line.findings += [Finding(one.reason, place_of(line, one.event)) for one in line.told.unsound]
    if not line.events and not line.errors:
        line.findings.append(Finding(Reason("approvals.roll.no_day"), places.get("received_on")))


def place_of(line: Line, event: Event) -> Ref | None:
    """Where a step stands in its row."""
    found = line.places.get(COLUMN_OF.get(event.kind, "decided_on"))
    return found or line.places.get("pause_1_kind") or line.place


def blank_in(cells: Mapping[str, Any], places: Mapping[str, Ref]) -> frozenset[str]:
    """The kinds of step that the list has a column for, and the row says nothing of."""
    columns = {**COLUMN_OF, RESULT: "decided_on", "pause_opened": "pause_1_kind"}
    return frozenset(
        kind for kind, name in columns.items() if name in places and cells.get(name) in (None, "")
    )


def plain_day(value: Any) -> Any:
    """A day that is known to the day as a date; one that is not stays as it is written."""
    if isinstance(value, KnownDay):
        return value.first if value.precision == "day" else str(value)
    return value


def item_of(procedure: str, cells: Mapping[str, Any]) -> tuple[str, str]:
    """Procedure and item by the words of a row; Refused where they name none, or several."""
    return item_named(procedure, str(cells.get("item") or ""))


@cache
def item_named(procedure: str, item: str) -> tuple[str, str]:
    """By the name of the guide, by a word of the offices, else by a part that only one name has."""
    wanted, kind = squeezed(item), squeezed(procedure)
    rows = [
        (key, row.item)
        for key, one in book.procedures().procedures.items()
        if not kind or kind == key or kind in squeezed(one.name["zh"])
        or squeezed(one.name["zh"]) in kind
        for stage in one.stages
        for row in stage.items
    ]  # fmt: skip
    found = [(key, one) for key, one in rows if wanted in named(one)]
    if not found and len(wanted) >= SHORTEST:
        found = [(key, one) for key, one in rows if any(wanted in name for name in named(one))]
    keys = {one.key for _, one in found}
    if not found:
        raise Refused(Reason("approvals.roll.no_item", {"item": item or "—"}))
    if len(keys) > 1:
        names = [one.name for one in {one.key: one for _, one in found}.values()]
        raise Refused(Reason("approvals.roll.which_item", {"item": item, "known": names}))
    if len(found) > 1:
        raise Refused(Reason("approvals.roll.which_procedure", {"item": item}))
    return found[0][0], found[0][1].key


def named(item: Item) -> tuple[str, ...]:
    """All by which an office may call an item."""
    return (item.key, squeezed(item.name["zh"]), *map(squeezed, item.words))


def squeezed(text: str) -> str:
    """A name as it is compared: without blanks and what stands in brackets."""
    text = re.sub(r"\(.*?\)", "", "".join(unicodedata.normalize("NFKC", text).split()))
    return text.replace("审批类", "").removesuffix("项目审批").removesuffix("项目")


def spread_pauses(cells: dict[str, Any], places: dict[str, Ref], year: int | None) -> list[Finding]:
    """Put several pauses that stand in one cell into columns of their own; Refused if unreadable.

    `专家评审2023.10.9-10.20；公示10.13-10.25` becomes two pauses; where a day names no year, that of
    the acceptance is taken, and said.
    """
    accepted, remarks, number = cells.get("accepted_on"), [], 10
    for column in ("pause_1_kind", "pause_2_kind"):
        text = str(cells.get(column) or "")
        opened = cells.get(column.replace("kind", "opened_on"))
        if not re.search(r"\d", text) or opened is not None:
            continue
        near = accepted if isinstance(accepted, date) else None
        try:
            told = list(pauses_told(text, near, year))
        except Refused as refused:
            place = places.get(column)
            raise Refused(*[replace(one, where=place) for one in refused.findings]) from None
        cells.pop(column)
        for kind, first, last, supposed in told:
            number += 1
            for name, value in (("kind", kind), ("opened_on", first), ("ended_on", last)):
                cells[f"pause_{number}_{name}"] = value
                places[f"pause_{number}_{name}"] = places[column]
            if supposed:
                args = {
                    "kind": kind,
                    "first": first,
                    "last": last or {"zh": "未结束", "en": "open"},
                }
                remark = Reason("approvals.roll.year_supposed", args)
                remarks.append(Finding(remark, places[column], "warning"))
    return remarks


def pauses_told(
    text: str, accepted: date | None, year: int | None
) -> Iterator[tuple[str, date, date | None, bool]]:
    """Kind, first and last day of each pause in a cell, and whether a year was supposed."""
    for part in filter(None, map(str.strip, BETWEEN.split(unicodedata.normalize("NFKC", text)))):
        part = re.sub(r"^\(?\d{1,2}[.、)](?=\D)", "", part)
        found = PAUSE.fullmatch(part)
        if found is None or not found["kind"].strip():
            raise Refused(Reason("approvals.roll.pauses_unreadable", {"text": part}))
        first = day_near(found["first"], accepted, year)
        last = None
        if found["last"] is not None:
            last = day_near(found["last"], first, first.year)
        supposed = not re.match(r"(19|20)\d\d", found["first"])
        yield found["kind"].strip(" :("), first, last, supposed


def day_near(text: str, near: date | None, year: int | None) -> date:
    """A day that may lack its year, or all but its number: the one nearest to a day before it."""
    if near is None or re.match(r"(19|20)\d\d", text):
        return typed.day(text, DAY_OF_PAUSE, year).first
    if text.rstrip("日").isdigit():
        return typed.day(f"{near.year}.{near.month}.{text.rstrip('日')}", DAY_OF_PAUSE).first
    found = (typed.day(text, DAY_OF_PAUSE, near.year + shift).first for shift in (0, 1))
    return min(found, key=lambda day: abs((day - near).days))
