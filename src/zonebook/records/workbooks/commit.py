"""确认导入: writes what a dry run listed, as one batch, through the one audited door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zonebook.core.values import Finding, Level, Reason, Ref, Refused
from zonebook.records import bulk, files, permissions, registers, write
from zonebook.records.models import Batch, HeaderMap, Proposal, SheetImport, StoredFile
from zonebook.records.registers import Register
from zonebook.records.workbooks.difference import Add, DryRun, Gone, Later, Propose, Set, Step, Void
from zonebook.records.workbooks.dryrun import Asking, book_name, dry_run
from zonebook.records.workbooks.dryrun import read as understand
from zonebook.records.workbooks.grid import Grid
from zonebook.records.workbooks.picking import Delivery, is_summary, summary, wanted
from zonebook.records.workbooks.reading import Reading
from zonebook.records.workbooks.sheets import read
from zonebook.records.workbooks.shelf import NOUNS

NO_TABLE = {"workbooks.no_header", "workbooks.no_register"}
UNSURE = {"workbooks.which_register"}
NOT_YOURS = {"permissions.no_write"}
PARENTS_FIRST = ("document", "entity", "project", "certificate")


@dataclass(frozen=True)
class Imported:
    """What an import of one file did or would do: a dry run a sheet, the batch if one was written."""

    runs: tuple[DryRun, ...]
    skipped: tuple[Finding, ...] = ()
    batch: Batch | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """All findings that keep the file from being imported whole."""
        unread = (one for one in self.skipped if one.level == "error")
        return (*unread, *(one for run in self.runs for one in run.errors))


class Undecided(Exception):
    """The batch is taken back: it was a dry run, or rows are refused."""


@bulk.many_rows()
def import_file(
    content: bytes,
    name: str,
    asking: Asking,
    *,
    register: Register | None = None,
    sheet: str | None = None,
    commit: bool = False,
    skip_refused: bool = False,
    why: str = "",
) -> Imported:
    """Import the sheets of a file in their order, or show what that would do."""
    given = Delivery(content, name, register, sheet, commit, skip_refused, why)
    return import_grids(read(content, name), given, asking)


@bulk.many_rows()
def import_grids(grids: Sequence[Grid], given: Delivery, asking: Asking) -> Imported:
    """Import grids: one batch for all of them; nothing at all if a row is refused and not skipped.

    A later sheet is compared with a book in which the earlier ones stand already, also in a dry run.
    """
    chosen, skipped = wanted(grids, given, asking)
    if asking.by is None and (
        given.commit or len(chosen) > 1
    ):  # later sheets need the earlier written
        raise Refused(Reason("workbooks.who_imports"))
    runs: list[DryRun] = []
    if len(chosen) == 1 and not given.commit:
        return Imported(
            (dry_run(chosen[0], given.content, asking, given.register),), tuple(skipped)
        )
    stored = files.store(given.content, given.name) if given.commit else None
    batch = None
    try:
        first = understood(chosen[0], asking, given.register)
        key = given.register.key if given.register else first.register.key if first else ""
        with write.batch(
            by=asking.by, on=asking.on, kind="import", why=given.why, register=key
        ) as writing:
            for grid in chosen:
                reading = first if grid is chosen[0] else None
                run = run_of(grid, given, asking, reading, skipped if len(chosen) > 1 else None)
                if run is not None:
                    runs.append(run)
                if run is not None and run.is_readable:
                    Applying(run, writing, asking).apply(stored)
            must_stay = given.commit and may_stay(runs, skipped, given.skip_refused)
            changes = any(not run.changes_nothing for run in runs) or writing.touched
            if not must_stay or not changes:
                raise Undecided
            batch = writing.row
    except Undecided:
        pass
    if not runs:
        raise Refused(*skipped)
    if must_stay:
        remember(run for run in runs if run.is_readable)
    return Imported(tuple(runs), tuple(skipped), batch)


def may_stay(runs: Sequence[DryRun], skipped: Iterable[Finding], skip_refused: bool) -> bool:
    """Whether a batch may be written: all of it is in order, or refused rows are to stay out.

    Refused where a column was only guessed from its cells and nobody has said yes.
    """
    if skip_refused and not all(run.is_sure for run in runs):
        raise Refused(Reason("workbooks.columns_unsure"))
    return skip_refused or (all(run.is_clean for run in runs) and not any_error(skipped))


def understood(grid: Grid, asking: Asking, register: Register | None) -> Reading | None:
    """A sheet as it is read; nothing where it cannot be, which its dry run will say."""
    try:
        return understand(grid, asking, register)
    except Refused:
        return None


def run_of(
    grid: Grid,
    given: Delivery,
    asking: Asking,
    reading: Reading | None,
    skipped: list[Finding] | None,
) -> DryRun | None:
    """The dry run of a sheet; one among others that cannot be taken in is noted with the reason.

    It is no table, fits no register, is a summary of the others, or is kept by an office of which the
    person is none. `skipped` takes these notes; None where the sheet is the only one.
    """
    try:
        run = dry_run(grid, given.content, asking, given.register, reading)
    except Refused as refused:
        keys = {one.message.key for one in refused.findings}
        if skipped is None or not keys <= NO_TABLE | UNSURE | NOT_YOURS:
            raise
        if is_summary(grid):
            skipped.append(summary(grid))
            return None
        level: Level = "warning" if keys <= NO_TABLE else "error"
        skipped += [replace(sheet_of(one, grid), level=level) for one in refused.findings]
        return None
    if skipped is not None and not run.is_readable and is_summary(grid):
        skipped.append(summary(grid))
        return None
    return run


def sheet_of(finding: Finding, grid: Grid) -> Finding:
    """A finding about a whole sheet that may not be written, as one that names the sheet."""
    if finding.message.key not in NOT_YOURS:
        return finding
    reason = Reason("workbooks.sheet_not_yours", {"sheet": grid.called, **finding.message.args})
    return Finding(reason, Ref("cell", "", f"{grid.file} {grid.called}".strip()))


def any_error(findings: Iterable[Finding]) -> bool:
    """Whether a sheet was left out that a person has to decide about."""
    return any(one.level == "error" for one in findings)


def remember(runs: Iterable[DryRun]) -> None:
    """Remember the header maps, so that what was corrected once is not asked again.

    Whether rows were refused makes no difference: the header was understood.
    """
    with write.bookkeeping():
        for run in runs:
            HeaderMap.objects.update_or_create(
                register=run.register,
                signature=run.signature,
                defaults={"mapping": dict(run.remembered)},
            )


class Applying:
    """Writes the steps of one dry run: what others refer to first, in few statements."""

    def __init__(self, run: DryRun, writing: write.Writing, asking: Asking) -> None:
        self.run, self.writing, self.answers = run, writing, asking.answers
        self.wrote, self.at, self.of = asking.wrote, 0, 0
        self.register = registers.get(run.register)
        self.made: dict[tuple[str, Any], tuple[int, str]] = {}  # (noun, key) → id and number

    def apply(self, stored: StoredFile | None) -> None:
        """Write all; then note which record each row became."""
        steps = list(self.steps())
        self.of = len(steps)
        self.writing.told = self.tell
        self.add_all([one for one in steps if isinstance(one, Add)])
        self.set_all([one for one in steps if isinstance(one, Set)])
        for one in steps:
            if isinstance(one, Void):
                self.writing.void(one.fact, why=f"import {self.run.file}")
        self.propose([one for one in steps if isinstance(one, Propose)])
        for gone in self.run.gone:
            self.settle(gone)
        if stored is not None:
            self.note(stored)

    def tell(self, count: int) -> None:
        """Say how many of the records are written."""
        self.at = min(self.of, self.at + count)
        self.wrote(self.at, self.of)

    def steps(self) -> Iterator[Step]:
        """The steps of all rows."""
        for one in self.run.outcomes:
            yield from one.steps

    def add_all(self, adds: Sequence[Add]) -> None:
        """Add records noun by noun; one that several rows ask for is added once."""
        by_noun: dict[str, dict[Any, Add]] = defaultdict(dict)
        for i, one in enumerate(adds):
            by_noun[one.noun].setdefault(("#", i) if one.key is None else one.key, one)
        for noun in sorted(by_noun, key=lambda one: (one not in PARENTS_FIRST, order_of(one), one)):
            model: Any = NOUNS()[noun]
            wanted = by_noun[noun]
            links = self.links(noun, wanted) if refers_to_itself(model) else {}
            made = self.writing.add_rows(
                model,
                [self.resolved(one.values, links.get(key, {})) for key, one in wanted.items()],
            )
            self.made.update(((noun, key), one) for key, one in zip(wanted, made, strict=True))
            found = model.objects.in_bulk([self.made[noun, key][0] for key in links])
            self.writing.change_many(
                [(found[self.made[noun, key][0]], self.resolved(own)) for key, own in links.items()]
            )

    def links(self, noun: str, wanted: Mapping[Any, Add]) -> dict[Any, dict[str, Any]]:
        """What rows say of other rows of the same noun that are being added just now."""
        own = {
            key: {k: v for k, v in one.values.items() if self.is_link(noun, v)}
            for key, one in wanted.items()
        }
        return {key: values for key, values in own.items() if values}

    def is_link(self, noun: str, value: Any) -> bool:
        """Whether a value refers to a row of the same noun that is being added just now."""
        is_own = isinstance(value, Later) and value.noun == noun
        return is_own and (value.noun, value.key) not in self.made

    def resolved(self, values: Mapping[str, Any], without: Collection[str] = ()) -> dict[str, Any]:
        """Values whose references to records of this import are filled in."""
        made = self.made
        return {
            name: made[value.noun, value.key][0] if isinstance(value, Later) else value
            for name, value in values.items()
            if name not in without
        }

    def set_all(self, sets: Sequence[Set]) -> None:
        """Correct records noun by noun."""
        by_model: dict[Any, list[tuple[Any, dict[str, Any]]]] = defaultdict(list)
        for one in sets:
            model = type(one.record)
            by_model[model].append((one.record, self.resolved(one.values)))
        for changes in by_model.values():
            self.writing.change_many(changes, why=f"import {self.run.file}")

    def propose(self, proposals: Sequence[Propose]) -> None:
        """Put values for columns of other offices before those offices."""
        Proposal.objects.bulk_create(
            [
                Proposal(
                    batch=self.writing.row,
                    noun=one.record._meta.db_table,
                    record_id=one.record.pk,
                    number=one.record.number,
                    column=one.column,
                    value=one.value,
                )
                for one in proposals
            ]
        )
        self.writing.touched += len(proposals)

    def settle(self, gone: Gone) -> None:
        """Do with a row that is missing now what the person said: keep, close, withdraw."""
        answer = self.answers.gone_rows.get(gone.number, self.answers.gone)
        if answer == "keep":
            return
        permissions.demand(self.writing.by, "write", self.register.system, on=self.writing.on)
        why = f"gone from {self.run.file} {self.run.sheet}".strip()
        if answer == "withdraw" or not self.close(gone.record, why):
            self.writing.withdraw(gone.record, why=why)

    def close(self, record: Any, why: str) -> bool:
        """End what a record stands for on the day of writing; False where nothing can end."""
        on, noun = self.writing.on, record._meta.db_table
        if noun == "membership":
            self.writing.change(record, {"to_on": on}, why=why)
        elif noun == "entity":
            for one in record.memberships.filter(withdrawn_on=None, to_on=None):
                self.writing.change(one, {"to_on": on}, why=why)
        elif noun in ("project", "certificate"):
            model: Any = NOUNS()[f"{noun}_event"]
            kind = {"project": "dropped", "certificate": "withdrawn"}[noun]
            self.writing.add(model, {noun: record, "kind": kind, "occurred_on": on, "note": why})
        else:
            return False
        return True

    def note(self, stored: StoredFile) -> None:
        """Remember the sheet, its file and which record each of its rows became."""
        run = self.run
        SheetImport.objects.create(
            batch=self.writing.row,
            file=stored,
            register=run.register,
            sheet=run.sheet,
            signature=run.signature,
            book_name=book_name(run.file),
            counted=run.counted,
            rows=dict(self.rows()),
        )

    def rows(self) -> Iterator[tuple[str, str]]:
        """(row as in Excel, number of its record) for every row that is in the book now."""
        for one in self.run.outcomes:
            if one.kind == "new":
                record = self.made.get((self.register.noun, ("row", one.row + 1)))
                record = record or self.made.get(("statement", ("stated", *(one.key or ()))))
                if record is not None:
                    yield str(one.row + 1), record[1]
            elif one.number:
                yield str(one.row + 1), one.number


def refers_to_itself(model: Any) -> bool:
    """Whether records of a noun may refer to one another (所在载体, 并入诉求)."""
    return any(field.related_model is model for field in model._meta.concrete_fields)


def order_of(noun: str) -> int:
    """Where a noun stands among those that others refer to."""
    return PARENTS_FIRST.index(noun) if noun in PARENTS_FIRST else 0
