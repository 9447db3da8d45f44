"""Drafts of imports: the file that was dropped, how it is read, what a person answered so far."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from zonebook.core.values import Finding, Refused
from zonebook.desk import jobs, sheets
from zonebook.desk.refusals import missing
from zonebook.records import files, permissions, registers, write
from zonebook.records import zone as zones
from zonebook.records.models import Draft, Person
from zonebook.records.registers import Register
from zonebook.records.workbooks.answers import Answers, joined
from zonebook.records.workbooks.commit import remember as learn
from zonebook.records.workbooks.difference import DryRun
from zonebook.records.workbooks.dryrun import Asking, dry_run
from zonebook.records.workbooks.grid import Grid, is_blank
from zonebook.records.workbooks.headers import Mapped
from zonebook.records.workbooks.layout import take_apart
from zonebook.records.workbooks.picking import guessed, pick, split_up
from zonebook.records.workbooks.reading import vocabulary
from zonebook.records.workbooks.sheets import read as opened
from zonebook.records.workbooks.words import tidy

SAMPLES = 3
LATEST, FEW = 40, 5  # drafts that are looked at, and those that a page names
FIRST = 12  # rows of a sheet that a page shows
ROW_IS = ("data", "aside")
WHEN_GONE = ("keep", "close", "withdraw")


@dataclass(frozen=True)
class Read:
    """A draft as it was read: its sheets, and the dry run of the chosen one or why there is none."""

    sheets: tuple[sheets.Seen, ...]
    hidden: tuple[str, ...]
    sheet: str
    run: DryRun | None
    findings: tuple[Finding, ...]
    samples: Mapping[int, tuple[str, ...]]
    first: tuple[tuple[int, tuple[str, ...]], ...] = ()  # the sheet's first rows, as in Excel


def drafts_of(person: Person) -> list[Draft]:
    """The dry runs of a person that wait for a word, the latest first."""
    rows = Draft.objects.filter(by=person, batch=None).select_related("file").order_by("-pk")
    return [one for one in rows[:LATEST] if not one.progress.get("closed")][:FEW]


def draft_of(person: Person, pk: int) -> Draft:
    """A person's own draft; Refused if it is somebody else's."""
    rows = Draft.objects.select_related("file", "batch", "by")
    found: Draft | None = rows.filter(pk=pk, by=person).first()
    if found is None:
        raise missing("draft", pk=str(pk))
    return found


def begin(content: bytes, name: str, register: str, by: Person) -> Draft:
    """Keep a dropped file and begin its draft."""
    stored = files.store(content, name)
    with write.bookkeeping():
        draft: Draft = Draft.objects.create(
            by=by, file=stored, register=register, answers={"book": name}
        )
    return draft


def own_page(content: bytes, name: str, person: Person, on: date) -> str:
    """Where a system takes the workbook itself, as approvals takes lists of cases; else nothing."""
    for config in apps.get_app_configs():
        if named := getattr(config, "takes", None):
            address: str = import_string(named)(content, name, person, on)
            if address:
                return address
    return ""


def writable(person: Person, on: date) -> list[Register]:
    """The registers that a person may import into."""
    return [
        one
        for one in registers.all_registers().values()
        if permissions.permits(person, "write", one.system, on=on)
    ]


def remember(draft: Draft, **changes: Any) -> None:
    """Keep what a person answered."""
    for name, value in changes.items():
        setattr(draft, name, value)
    with write.bookkeeping():
        draft.save(update_fields=list(changes))


def reading(draft: Draft, on: date) -> jobs.Job:
    """The job that reads a draft as it is answered now."""
    answered = repr(sorted(draft.answers.items()))
    key = ("read", draft.pk, draft.register, draft.sheet, answered)
    return jobs.ask(key, lambda job: read(draft, on, job))


def read(draft: Draft, on: date, job: jobs.Job) -> Read:
    """Read a draft's workbook and compare the chosen sheet with the book."""
    content = files.read(draft.file.sha)
    book = str(draft.answers.get("book") or draft.file.name)
    every = opened(content, book)
    asking = asking_of(draft, on, job)
    grids = split_up(pick(every, None, book), None, asking)
    hidden = tuple(one.name for one in every if one.hidden and one.is_filled)
    seen = see(draft, grids, asking)
    sheet = sheets.first_of(draft)
    grid = next((one for one in grids if sheet in (one.called, one.name)), None)
    grid = grid or next((g for g in grids if g.name == sheet.partition("/")[0]), grids[0])
    register = registers.get(draft.register) if draft.register else None
    try:
        run = dry_run(grid, content, asking, register)
    except Refused as refused:
        return Read(seen, hidden, grid.called, None, refused.findings, {}, first_rows(grid))
    if draft.answers.get("header") and run.is_readable:
        learn([run])  # corrected once: the next sheet with this header is understood
    told = asking.answers.told.head
    return Read(seen, hidden, grid.called, run, run.findings, samples(grid, told), first_rows(grid))


def see(draft: Draft, grids: Sequence[Grid], asking: Asking) -> tuple[sheets.Seen, ...]:
    """The sheets of a workbook, and of several the register that each fits; kept with the draft."""
    if known := sheets.seen_of(draft):
        return known
    several = len(grids) > 1
    seen = tuple(sheets.Seen(one.called, guessed(one, asking) if several else "") for one in grids)
    remember(draft, progress=sheets.noted(draft, seen))
    return seen


def asking_of(draft: Draft, on: date, job: jobs.Job) -> Asking:
    """Who asks, with the answers given so far."""
    return Asking(
        by=draft.by,
        on=on,
        catalog=zones.catalog(),
        answers=Answers.from_json(draft.answers),
        progress=job.progress,
        wrote=job.writing,
    )


def first_rows(grid: Grid) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The first rows of a sheet that hold anything, where a person looks for the header."""
    filled = ((i, cells) for i, cells in enumerate(grid.rows, 1) if not all(map(is_blank, cells)))
    return tuple(
        (i, tuple(tidy(str(v))[:16] for v in cells if not is_blank(v))[:8])
        for i, cells in itertools.islice(filled, FIRST)
    )


def samples(grid: Grid, head: tuple[int, int] | None) -> dict[int, tuple[str, ...]]:
    """The first values of each column below the header."""
    layout = take_apart(grid, vocabulary(list(registers.all_registers().values())), head)
    if layout is None:
        return {}
    found: dict[int, list[str]] = {one.index: [] for one in layout.columns}
    for cells in grid.rows[layout.bottom + 1 : layout.bottom + 12]:
        for index, values in found.items():
            value = cells[index] if index < len(cells) else None
            if not is_blank(value) and len(values) < SAMPLES:
                values.append(tidy(str(value))[:24])
    return {index: tuple(values) for index, values in found.items()}


def answered(draft: Draft, post: Mapping[str, str], found: Read | None) -> dict[str, Any]:
    """The answers of a draft with those of a form laid over them."""
    answers = dict(draft.answers)
    header = dict(answers.get("header", {}))
    for one in found.run.columns if found and found.run else ():
        header |= corrected(one, post)
    told = {
        name: dict(answers.get(name, {})) for name in ("same", "gone_rows", "rows", "constants")
    }
    for name, value_ in post.items():
        kind, _, rest = name.partition("-")
        if kind == "same" and rest.isdigit():
            told["same"][rest] = joined(told["same"].get(rest, ""), value_)
        elif kind == "row" and rest.isdigit() and value_ in ROW_IS:
            told["rows"][rest] = value_
        elif kind == "gone" and value_ in WHEN_GONE:
            told["gone_rows"][rest] = value_
    if column := post.get("constant"):
        told["constants"][column] = post.get("said", "").strip()
    proposes = bool(answers.get("propose")) or post.get("propose") == "yes"
    head = post.get("head", answers.get("head", ""))
    return answers | told | {"header": header, "propose": proposes, "head": head}


def corrected(one: Mapped, post: Mapping[str, str]) -> dict[str, Any]:
    """What a person says of one column: another meaning or unit; yes to what its cells say."""
    chosen = post.get(f"column-{one.index}", one.column if post.get("confirm") == "yes" else None)
    unit = post.get(f"unit-{one.index}", one.unit)
    blank = post.get(f"blank-{one.index}", one.blank)
    is_same = (chosen, unit, blank) == (one.column, one.unit, one.blank)
    if chosen is None or (is_same and one.by != "proposed"):
        return {}
    return {one.header: {"column": chosen, "unit": unit, "blank": blank}}


def turn(draft: Draft, sheet: str) -> None:
    """Turn to another sheet of the workbook."""
    if sheet != sheets.first_of(draft) and sheet in {one.name for one in sheets.seen_of(draft)}:
        remember(draft, **sheets.moved(draft, sheet))


def leave_out(draft: Draft, sheet: str, *, skipped: bool) -> None:
    """Leave a sheet out, or take it back among those that wait; then turn to the next that waits."""
    if sheet not in {one.name for one in sheets.seen_of(draft)}:
        raise missing("sheet", sheet=sheet)
    progress = sheets.marked(draft, sheet, **({"skipped": True} if skipped else {}))
    remember(draft, progress=progress)
    finish(draft)


def finish(draft: Draft) -> None:
    """Turn to the next sheet that waits; a draft of which no sheet waits is done."""
    left = sheets.next_open(draft.progress)
    if left is not None:
        turn(draft, left)
        return
    batches = [row["batch"] for row in sheets.states_of(draft).values() if "batch" in row]
    done = {"batch_id": max(batches)} if batches else {}
    remember(draft, progress={**draft.progress, "closed": True}, **done)
