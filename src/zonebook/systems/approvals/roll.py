"""办件台账: an office's own list, one row a case, read into events; importing it again adds nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from zonebook.core.values import Finding, Reason, Refused
from zonebook.records import files, permissions, registers, write
from zonebook.records import zone as zones
from zonebook.records.models import HeaderMap, Person, SheetImport, StoredFile
from zonebook.records.registers import Register
from zonebook.records.workbooks import sheets
from zonebook.records.workbooks.dryrun import book_name
from zonebook.records.workbooks.grid import Grid
from zonebook.records.workbooks.picking import pick
from zonebook.records.workbooks.reading import Reading, read_sheet
from zonebook.records.workbooks.rows import Setting
from zonebook.records.workbooks.shelf import learned
from zonebook.records.workbooks.told import NOTHING_TOLD, Told
from zonebook.systems.approvals import comparing, enrolling, officers
from zonebook.systems.approvals.comparing import Correction
from zonebook.systems.approvals.listed import Kind, Line, line_of

FEW = 8
HEAD, FIRST = 15, 60  # rows in which a header stands, rows by which a sheet is known
TELLING = ("受理", "收件", "接件")  # no list of cases without one of these in its header


@dataclass(frozen=True)
class Plan:
    """What an import of a list would do; `sheets` with the signatures of their headers."""

    file: str
    sheets: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    batch: int | None = None
    answered: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by signature

    @property
    def sheet(self) -> str:
        """The sheets that were read."""
        return "、".join(name for name, _ in self.sheets)

    @property
    def readable(self) -> list[Line]:
        """The rows that stand as cases."""
        return [line for line in self.lines if line.kind not in ("refused", "contradicts")]

    def counted(self) -> dict[str, int]:
        """How many rows are new, go on, are the same, contradict the book, are refused."""
        return counted(self.lines)

    @property
    def contradicting(self) -> list[Line]:
        """The rows that tell a step otherwise than the book and wait for a word."""
        return [line for line in self.lines if line.kind == "contradicts"]

    @property
    def refused(self) -> list[Line]:
        """The rows that stay outside."""
        return [line for line in self.lines if line.kind == "refused"]


def counted(lines: Sequence[Line]) -> dict[str, int]:
    """How many rows are new, go on, are the same, contradict the book, are refused."""
    kinds: tuple[Kind, ...] = ("new", "changed", "same", "contradicts", "refused")
    return {kind: sum(line.kind == kind for line in lines) for kind in kinds}


@cache
def register() -> Register:
    """The columns of an office's list, declared beside this file."""
    return registers.load(Path(__file__).with_name("roll.yaml"))


def plan(
    content: bytes, name: str, on: date, sheet: str | None = None,
    told: Told = NOTHING_TOLD, procedure: str = "", correction: Correction = comparing.NOTHING,
) -> Plan:  # fmt: skip
    """What an import of a list would do; Refused where no sheet of it can be read as one.

    `procedure` is the kind of project of the rows that name none; `correction` says which rows take
    the place of what the book says.
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
    officers.named(lines)
    cases = comparing.known()
    comparing.join(lines, cases, correction)
    comparing.compare(lines, cases, correction)
    findings = [one for reading in readings for one in reading.findings]
    findings += [*joined(lines), *officers.remarks(lines)]
    findings += [left_aside(name, refused.findings[0]) for name, refused in wrong]
    signed = tuple((one.grid.name, one.header_map.signature) for one in readings)
    maps = {one.header_map.signature: one.remembered for one in readings} if told.header else {}
    return Plan(grids[0].file, signed, tuple(lines), tuple(findings), answered=maps)


def is_list(grids: Sequence[Grid], name: str, sheet: str | None = None) -> bool:
    """Whether a workbook fits the list of cases better than any register of the book."""
    grid = pick(grids, sheet, name)[0]
    if not any(word in str(cell) for row in grid.rows[:HEAD] for cell in row for word in TELLING):
        return False
    known = [*registers.all_registers().values(), register()]
    setting = Setting(date.min, zones.catalog().units)
    try:
        first = replace(grid, rows=grid.rows[:FIRST])
        return read_sheet(first, known, setting, learned).register.key == register().key
    except Refused:
        return False


def read_list(grid: Grid, on: date, told: Told) -> Reading:
    """A sheet as a list of cases; Refused where it is none."""
    reading = read_as_it_is(grid, on, told)
    wrong = [one for one in reading.findings if one.level == "error"]
    if wrong:
        raise Refused(*wrong)
    return reading


def read_as_it_is(grid: Grid, on: date, told: Told) -> Reading:
    """A sheet as a list of cases, whatever it lacks; a header that was corrected once is known."""
    return read_sheet(grid, [register()], Setting(on, zones.catalog().units), learned, told)


def left_aside(sheet: str, finding: Finding) -> Finding:
    """The remark that a sheet beside the lists was not read, and why."""
    args = {"sheet": sheet, "why": finding.message}
    return Finding(Reason("approvals.roll.sheet_aside", args), finding.where, "warning")


def joined(lines: Sequence[Line]) -> list[Finding]:
    """The remark that several rows of the list were read as one case."""
    again = [line for line in lines if line.joined is not None]
    if not again:
        return []
    args = {"n": len(again), "rows": [str(one.row) for one in again[:FEW]]}
    return [Finding(Reason("approvals.roll.joined", args), again[0].place, "warning")]


def import_roll(
    content: bytes, name: str, *, by: Person, on: date, sheet: str | None = None,
    skip_refused: bool = False, why: str = "", told: Told = NOTHING_TOLD, procedure: str = "",
    correction: Correction = comparing.NOTHING,
) -> Plan:  # fmt: skip
    """Import a list as one batch; nothing at all where a row is refused and not skipped.

    A row that contradicts the book waits likewise, unless it is corrected or left on purpose.
    """
    permissions.demand(by, "write", "approvals", on=on)
    found = plan(content, name, on, sheet, told, procedure, correction)
    waits = [] if correction.is_seen else found.contradicting
    if (found.refused or waits) and not skip_refused:
        wrong = [one for line in found.refused for one in line.errors]
        raise Refused(*wrong, *map(comparing.contradiction, waits))
    if not any(line.kind in ("new", "changed") for line in found.lines):
        return found
    stored = files.store(content, name)
    with write.batch(by=by, on=on, kind="import", why=why or name) as writing:
        enrolling.enrol(found.lines, writing, found.file)
        for sheet, signature in found.sheets:
            own = [line for line in found.lines if line.sheet == sheet]
            SheetImport.objects.create(
                batch=writing.row, file=stored, register=register().key, sheet=sheet,
                signature=signature, book_name=book_name(found.file), counted=counted(own),
                rows={str(line.row): line.case.number for line in own if line.case},
            )  # fmt: skip
    for signature, mapping in found.answered.items():
        learn(signature, mapping)
    return replace(found, batch=writing.row.pk)


def learn(signature: str, mapping: Mapping[str, Any]) -> None:
    """Remember how a person read a header: the next list with it is understood."""
    with write.bookkeeping():
        HeaderMap.objects.update_or_create(
            register=register().key, signature=signature, defaults={"mapping": dict(mapping)}
        )


def keep(content: bytes, name: str) -> str:
    """Keep a list between its dry run and its confirmation; answers the address of its content."""
    return str(files.store(content, name).sha)


def kept(sha: str) -> tuple[bytes, str]:
    """A list that was kept: its content and its name; Refused where there is none."""
    row = StoredFile.objects.filter(sha=sha).first()
    if row is None:
        raise Refused(Reason("approvals.roll.not_kept"))
    return files.path_of(row.sha).read_bytes(), row.name
