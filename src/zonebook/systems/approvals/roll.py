"""办件台账: an office's own list, one row a case, read into events; importing it again adds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from zonebook.core.procedures.case import fold
from zonebook.core.procedures.events import Event, chained, standing
from zonebook.core.say import plain
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records import files, permissions, registers, write
from zonebook.records import zone as zones
from zonebook.records.models import (
    ApprovalCase,
    CaseEvent,
    Entity,
    Person,
    Project,
    ProjectName,
    SheetImport,
    StoredFile,
)
from zonebook.records.registers import Register
from zonebook.records.workbooks import sheets
from zonebook.records.workbooks.dryrun import book_name
from zonebook.records.workbooks.grid import Grid
from zonebook.records.workbooks.picking import pick
from zonebook.records.workbooks.reading import Reading, read_sheet
from zonebook.records.workbooks.rows import Setting
from zonebook.records.workbooks.told import NOTHING_TOLD, Told
from zonebook.systems.approvals import book
from zonebook.systems.approvals.listed import FACTS, Kind, Line, line_of

DESK_ONLY = frozenset({"papers", "result_no", "how", "reason", "note", "with_acceptance"})
HEAD, FIRST = 15, 60  # rows in which a header stands, rows by which a sheet is known
TELLING = ("受理", "收件", "接件")  # no list of cases without one of these in its header
Key = tuple[str, date, str, str]  # kind, day, paper, what else, by which events are the same


@dataclass(frozen=True)
class Plan:
    """What an import of a list would do; `sheets` with the signatures of their headers."""

    file: str
    sheets: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    batch: int | None = None

    @property
    def sheet(self) -> str:
        """The sheets that were read."""
        return "、".join(name for name, _ in self.sheets)

    @property
    def readable(self) -> list[Line]:
        """The rows that stand as cases."""
        return [line for line in self.lines if line.kind != "refused"]

    def counted(self) -> dict[str, int]:
        """How many rows are new, changed, the same, refused."""
        return counted(self.lines)

    @property
    def refused(self) -> list[Line]:
        """The rows that stay outside."""
        return [line for line in self.lines if line.kind == "refused"]


def counted(lines: Sequence[Line]) -> dict[str, int]:
    """How many rows are new, changed, the same, refused."""
    kinds: tuple[Kind, ...] = ("new", "changed", "same", "refused")
    return {kind: sum(line.kind == kind for line in lines) for kind in kinds}


@cache
def register() -> Register:
    """The columns of an office's list, declared beside this file."""
    return registers.load(Path(__file__).with_name("roll.yaml"))


def plan(
    content: bytes, name: str, on: date, sheet: str | None = None,
    told: Told = NOTHING_TOLD, procedure: str = "",
) -> Plan:  # fmt: skip
    """What an import of a list would do; Refused where no sheet of it can be read as one.

    `procedure` is the kind of project of the rows that name none.
    """
    grids = pick(sheets.read(content, name), sheet, name)
    readings: list[Reading] = []
    wrong: list[tuple[str, Refused]] = []
    for grid in grids:
        try:
            readings.append(read_list(grid, on, told))
        except Refused as refused:
            wrong.append((grid.name, refused))
    if not readings:
        raise Refused(*[one for _, refused in wrong for one in refused.findings])
    lines = [line_of(entry, one, procedure) for one in readings for entry in one.entries]
    refuse_doubles(lines)
    compare(lines)
    findings = [one for reading in readings for one in reading.findings]
    findings += [left_aside(name, refused.findings[0]) for name, refused in wrong]
    signed = tuple((one.grid.name, one.header_map.signature) for one in readings)
    return Plan(grids[0].file, signed, tuple(lines), tuple(findings))


def is_list(grids: Sequence[Grid], name: str, sheet: str | None = None) -> bool:
    """Whether a workbook fits the list of cases better than any register of the book."""
    grid = pick(grids, sheet, name)[0]
    if not any(word in str(cell) for row in grid.rows[:HEAD] for cell in row for word in TELLING):
        return False
    known = [*registers.all_registers().values(), register()]
    setting = Setting(date.min, zones.catalog().units)
    try:
        first = replace(grid, rows=grid.rows[:FIRST])
        return read_sheet(first, known, setting).register.key == register().key
    except Refused:
        return False


def read_list(grid: Grid, on: date, told: Told) -> Reading:
    """A sheet as a list of cases; Refused where it is none."""
    reading = read_sheet(grid, [register()], Setting(on, zones.catalog().units), told=told)
    wrong = [one for one in reading.findings if one.level == "error"]
    if wrong:
        raise Refused(*wrong)
    return reading


def left_aside(sheet: str, finding: Finding) -> Finding:
    """The remark that a sheet beside the lists was not read, and why."""
    args = {"sheet": sheet, "why": finding.message}
    return Finding(Reason("approvals.roll.sheet_aside", args), finding.where, "warning")


def refuse_doubles(lines: Sequence[Line]) -> None:
    """The second row of one case is refused: which of the two counts is not ours to say."""
    seen: dict[tuple[str, ...], Line] = {}
    for line in lines:
        if line.kind == "refused":
            continue
        first = seen.setdefault(key_of(line.facts), line)
        if first is not line:
            key = "twice" if first.sheet == line.sheet else "twice_elsewhere"
            args = {"row": str(first.row), "sheet": first.sheet}
            line.findings.append(Finding(Reason(f"approvals.roll.{key}", args), line.place))
            line.kind = "refused"


def key_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells cases apart: the office's code, else title, item and applicant."""
    if facts["code"]:
        return (facts["code"],)
    return (facts["title"], facts["item"], facts["applicant"])


def compare(lines: Sequence[Line]) -> None:
    """Set each row beside the case that the book has of it."""
    cases = ApprovalCase.objects.filter(withdrawn_on=None)
    known = {key_of({"code": one.code, "title": one.title, "item": one.item,
                     "applicant": one.applicant}): one for one in cases}  # fmt: skip
    rows: dict[int, list[CaseEvent]] = {}
    for row in CaseEvent.objects.select_related("recorded_by").order_by("place"):
        rows.setdefault(row.case_id, []).append(row)
    for line in lines:
        line.case = known.get(key_of(line.facts)) if line.kind != "refused" else None
        if line.case is None:
            line.add = line.events if line.kind == "new" else []
            continue
        differ(line, rows.get(line.case.pk, []))


def differ(line: Line, rows: Sequence[CaseEvent]) -> None:
    """What the row adds to its case and takes back; steps entered at the desk stay."""
    by_place = {row.place: row for row in rows}
    standing_now = standing(book.events(rows))
    wanted = [key_of_event(one) for one in line.events]
    have = {key_of_event(one): by_place[one.number] for one in standing_now}
    line.last = rows[-1] if rows else None
    line.add = [one for one, key in zip(line.events, wanted, strict=True) if key not in have]
    line.drop = [row for key, row in have.items() if key not in wanted and row.is_from_list]
    facts = changed_facts(line)
    if not (line.add or line.drop or facts):
        line.kind = "same"
        return
    line.kind = "changed"
    dropped = {row.place for row in line.drop}
    after = [one for one in standing_now if one.number not in dropped]
    start = rows[-1].place + len(dropped) if rows else 0
    after += [replace(one, number=start + n) for n, one in enumerate(line.add, 1)]
    unsound = fold(after, book.rules(line.facts["procedure"], papers=False)).unsound
    if unsound:
        line.kind = "refused"
        line.findings += [Finding(one.reason, Ref("cell", str(line.row))) for one in unsound]


def key_of_event(one: Event) -> Key:
    """By what two tellings are of the same event."""
    told = {name: value for name, value in one.args.items() if name not in DESK_ONLY}
    return (one.kind, one.on, one.document, repr(sorted(plain(told).items())))


def changed_facts(line: Line) -> dict[str, Any]:
    """The facts of the case that the row tells otherwise; an empty cell tells nothing."""
    return {name: line.facts[name] for name in FACTS
            if line.facts[name] and getattr(line.case, name) != line.facts[name]}  # fmt: skip


def import_roll(
    content: bytes, name: str, *, by: Person, on: date, sheet: str | None = None,
    skip_refused: bool = False, why: str = "", told: Told = NOTHING_TOLD, procedure: str = "",
) -> Plan:  # fmt: skip
    """Import a list as one batch; nothing at all where a row is refused and not skipped."""
    permissions.demand(by, "write", "approvals", on=on)
    found = plan(content, name, on, sheet, told, procedure)
    if found.refused and not skip_refused:
        raise Refused(*[one for line in found.refused for one in line.errors])
    if not any(line.kind in ("new", "changed") for line in found.lines):
        return found
    stored = files.store(content, name)
    with write.batch(by=by, on=on, kind="import", why=why or name) as writing:
        add_new(found, writing)
        for line in found.lines:
            if line.kind == "changed":
                change(line, writing, found)
        for sheet, signature in found.sheets:
            own = [line for line in found.lines if line.sheet == sheet]
            SheetImport.objects.create(
                batch=writing.row, file=stored, register=register().key, sheet=sheet,
                signature=signature, book_name=book_name(found.file), counted=counted(own),
                rows={str(line.row): line.case.number for line in own if line.case},
            )  # fmt: skip
    return replace(found, batch=writing.row.pk)


def keep(content: bytes, name: str) -> str:
    """Keep a list between its dry run and its confirmation; answers the address of its content."""
    return str(files.store(content, name).sha)


def kept(sha: str) -> tuple[bytes, str]:
    """A list that was kept: its content and its name; Refused where there is none."""
    row = StoredFile.objects.filter(sha=sha).first()
    if row is None:
        raise Refused(Reason("approvals.roll.not_kept"))
    return files.path_of(row.sha).read_bytes(), row.name


def add_new(found: Plan, writing: write.Writing) -> None:
    """The new cases with their events, in few statements."""
    lines = [line for line in found.lines if line.kind == "new"]
    links = Links.of(lines)
    made = writing.add_many(ApprovalCase, [links.values(line) for line in lines])
    rows = []
    for line, case in zip(lines, made, strict=True):
        line.case = case
        rows += list(rows_of(line.add, case, "", 0, found, line))
    writing.add_many(CaseEvent, rows)


def change(line: Line, writing: write.Writing, found: Plan) -> None:
    """Correct one case: what the list no longer says is voided, what it newly says is added."""
    assert line.case is not None
    for row in line.drop:
        line.last = writing.void(row, why=f"{found.file} {line.row}")  # type: ignore[assignment]
    last = line.last
    before, place = (last.sha, last.place) if last else ("", 0)
    writing.add_many(CaseEvent, list(rows_of(line.add, line.case, before, place, found, line)))
    writing.change(line.case, changed_facts(line), why=f"import {found.file}")


def rows_of(
    told: Sequence[Event], case: ApprovalCase, before: str, place: int, found: Plan, line: Line
) -> Iterator[dict[str, Any]]:
    """Events as rows at the end of a chain."""
    mark = {"roll": found.file, "row": line.row}
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
