"""预检: reads a sheet, finds its rows in the book, and lists what an import would do."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import Any

from zonebook.core.catalog import Catalog
from zonebook.core.values import Finding, Reason, Ref
from zonebook.records import bulk, permissions, registers
from zonebook.records.models import Person
from zonebook.records.registers import Register
from zonebook.records.workbooks import leaning, permitted, references, shelf, statements, steps
from zonebook.records.workbooks.answers import Answers
from zonebook.records.workbooks.difference import Add, Aside, DryRun, Gone, Later, Outcome
from zonebook.records.workbooks.grid import Grid, is_blank
from zonebook.records.workbooks.headers import label
from zonebook.records.workbooks.matching import NAMED, Index, Key, as_known, key_of_entry, match
from zonebook.records.workbooks.reading import Reading, read_sheet
from zonebook.records.workbooks.rows import Entry, Setting
from zonebook.records.workbooks.ways import Way
from zonebook.records.workbooks.words import bare, name_of, tidy

Progress = Callable[[int, int], None]  # rows done, rows to do
Confirmed = Callable[[str, str], Mapping[int, str]]  # (file, sheet) → row → number, row:N or new


@dataclass(frozen=True)
class Asking:
    """Who asks for a dry run, on which day, under which catalogue and answers."""

    by: Person | None  # None: whoever holds the home's files asks what would happen
    on: date
    catalog: Catalog
    answers: Answers = field(default_factory=Answers)
    progress: Progress = lambda done, of: None
    confirmed: Confirmed = lambda file, sheet: {}
    wrote: Progress = lambda done, of: None  # records written, records to write

    def may(self, system: str) -> bool:
        """Whether the person may write in a system."""
        return self.by is None or permissions.permits(self.by, "write", system, on=self.on)

    def about(self, file: str, sheet: str) -> Asking:
        """The same asking with what was confirmed of the rows of one sheet."""
        confirmed = self.confirmed(file, sheet)
        if not confirmed:
            return self
        same = {**confirmed, **self.answers.same}
        return replace(self, answers=replace(self.answers, same=same))

    @cached_property
    def setting(self) -> Setting:
        """What the readers of cells need."""
        return Setting(self.on, self.catalog.units, indicators=indicators(self.catalog))


def indicators(catalog: Catalog) -> dict[str, str]:
    """The keys of indicators by their names and the words that offices use for them."""
    found: dict[str, str] = {}
    for key, row in catalog.kind("indicators").items():
        for word in (key, *row.get("name", {}).values(), *row.get("words", ())):
            found.setdefault(bare(str(word)), key)
    for word, key in list(found.items()):  # 第一产业增速 is 第一产业增加值增速
        found.setdefault(word.replace("增加值", ""), key)
    for word, key in list(found.items()):  # 一产增加值 is 第一产业增加值
        found.setdefault(re.sub("第([一二三])产业", r"\1产", word), key)
    return found


def read(grid: Grid, asking: Asking, register: Register | None = None) -> Reading:
    """A sheet as the home understands it, with what it learned of its header."""
    which = [register] if register else list(registers.all_registers().values())
    return read_sheet(grid, which, asking.setting, shelf.learned, asking.answers.told)


@bulk.many_rows()
def dry_run(
    grid: Grid,
    content: bytes,
    asking: Asking,
    register: Register | None = None,
    reading: Reading | None = None,
) -> DryRun:
    """What an import of a sheet would do; Refused where the sheet cannot be read at all.

    `reading` is the sheet as it was read already, where somebody did.
    """
    asking = asking.about(grid.file, grid.called)
    reading = reading or read(grid, asking, register)
    if not asking.may(reading.register.system) and not may_some(reading, asking):
        permissions.demand(asking.by, "write", reading.register.system, on=asking.on)
    differ = Differ(reading, asking)
    outcomes = tuple(differ.outcomes())
    return DryRun(
        file=grid.file,
        sha=hashlib.sha256(content).hexdigest(),
        sheet=grid.called,
        register=reading.register.key,
        by=asking.by.key if asking.by else "",
        on=asking.on,
        signature=reading.header_map.signature,
        columns=reading.header_map.columns,
        supplied=reading.header_map.supplied,
        outcomes=outcomes,
        aside=tuple(aside(reading)),
        gone=tuple(gone(reading, differ.shelf, outcomes)),
        findings=reading.findings,
        rows_read=len(grid.rows),
        remembered=reading.remembered,
    )


def may_some(reading: Reading, asking: Asking) -> bool:
    """Whether the person owns any column that the sheet fills."""
    columns = reading.register.columns
    return any(
        asking.may(columns[name].owner) for name in reading.header_map.index_of if name in columns
    )


def aside(reading: Reading) -> Iterator[Aside]:
    """The rows that are no data, each with its kind and first words."""
    for line in reading.layout.lines:
        if line.kind != "data":
            words = [tidy(str(v)) for v in reading.grid.rows[line.row] if not is_blank(v)]
            yield Aside(line.row + 1, line.kind, " ".join(words)[:60])


def book_name(file: str) -> str:
    """What a workbook is called without the day, the month and the copy that offices add."""
    stem = PurePath(file).stem
    stem = re.sub(r"(副本|[-_ ]?copy|最终版?|定稿|终稿|[vV]\d+|修改|更新)|[(（]\d+[)）]$", "", stem)
    stem = re.sub(r"((?:19|20)\d\d)[-._年]?(1[0-2]|0?\d)[-._月]?([0-3]?\d)?日?", r"\1", stem)
    return re.sub(r"(1[0-2]|[1-9])月([0-3]?\d日)?|\s+", "", stem) or file


def gone(reading: Reading, kept: shelf.Shelf, outcomes: Sequence[Outcome]) -> Iterator[Gone]:
    """The records that the last import of this sheet brought and that no row is now."""
    grid = reading.grid
    last = shelf.last_import(reading.register.key, book_name(grid.file), grid.called)
    if last is None or any(one.kind == "asked" for one in outcomes):
        return
    here = {one.number for one in outcomes if one.number}
    before = {number: int(row) for row, number in last.rows.items()}
    if not here & set(before):
        return  # another table under the old name: none of its rows is a row of the last one
    for number, row in before.items():
        record = None if number in here else kept.numbered(number)
        if record is not None:
            yield Gone(number, str(record), row, record)


class Differ:
    """Compares the rows of one reading with the book."""

    def __init__(self, reading: Reading, asking: Asking) -> None:
        self.reading, self.asking = reading, asking
        self.register = reading.register
        self.shelf = shelf.Shelf(self.register)
        self.shelf.rows_by_name = dict(own_names(reading, self.shelf))
        names = self.register.natural_key
        self.keys = tuple(name for name in names if name in self.register.columns)
        self.index = Index(self.shelf, self.keys)
        columns = self.register.columns
        self.usual_codes = [
            (name, columns[name].options["else_code"])
            for name in self.keys
            if "else_code" in columns[name].options
        ]
        self.referring = [
            (name, way) for name, way in self.shelf.ways.items() if way.column.type == "reference"
        ]
        self.naming = [name for name, one in columns.items() if one.required][:2]
        self.rows_at = {entry.row + 1: entry for entry in reading.entries}
        unit = reading.said.unit
        self.ledger = statements.Ledger(
            self.shelf, statements.growths(asking.catalog), unit.key if unit else ""
        )

    def where(self, entry: Entry) -> Callable[[str], Ref]:
        """The cell of a column in a row; the row's first cell where the sheet lacks the column."""
        at = self.reading.header_map.index_of
        first = self.reading.layout.columns[0].index
        return lambda name: self.reading.grid.ref(entry.row, at.get(name, first))

    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of each data row, keys that stand twice refused."""
        entries = self.reading.entries
        if self.register.noun == "statement":
            self.ledger.meet(entries)
        else:
            self.index.fetch(entries)
        found = []
        for done, entry in enumerate(entries):
            found.append(self.outcome(entry))
            if done % 500 == 0:
                self.asking.progress(done, len(entries))
        self.asking.progress(len(entries), len(entries))
        return self.leaning(list(self.without_doubles(found)))

    def leaning(self, found: list[Outcome]) -> list[Outcome]:
        """The outcomes of rows that speak of other rows of the sheet, once all are known."""
        entries, first = self.reading.entries, next(iter(self.register.columns))
        asked = leaning.twins(found, entries, self.register, self.asking.answers, self.where)
        return leaning.settled(asked, entries, self.shelf.ids, self.where, first)

    def outcome(self, entry: Entry) -> Outcome:
        """What becomes of one row."""
        if self.register.noun == "statement":
            return self.ledger.outcome(entry, self.asking.may, self.where(entry))
        if same := self.same_row(entry):
            return same
        for name, code in self.usual_codes:
            entry.values.setdefault(name, code)
        targets, found = self.references(entry)
        findings = [*entry.refused, *found.findings]
        key = key_of_entry(entry, targets, self.keys)
        where = self.where(entry)
        first = where(self.keys[0] if self.keys else next(iter(self.register.columns)))
        matched = match(entry, key, targets, self.index, self.asking.answers, first)
        findings += matched.findings
        pairs = (*found.pairs, *matched.pairs)
        written = permitted.Written()
        if not findings and not pairs:
            known = matched.record
            said = as_known(entry, known, self.index, self.asking.answers) if known else entry
            written = self.written(said, targets, known)
            findings += written.findings
        kind = kind_of(findings, pairs, matched.record, written, found)
        found.remarks += self.other_phases(entry, where) if kind == "new" else []
        return Outcome(
            entry.row,
            kind,  # type: ignore[arg-type]
            number=matched.record.number if matched.record else "",
            label=self.label(entry),
            changes=tuple(written.changes),
            findings=tuple(findings) if not pairs or findings else (self.ask(entry, pairs),),
            remarks=(*entry.remarks, *found.remarks),
            pairs=() if findings else pairs,
            steps=(*found.steps, *written.steps) if kind in ("new", "changed", "same") else (),
            key=key or self.named_key(entry),
        )

    def other_phases(self, entry: Entry, where: Callable[[str], Ref]) -> list[Finding]:
        """What is remarked of a new project that the book has another phase of."""
        if self.register.noun != "project" or "name" not in entry.values:
            return []
        directory = self.shelf.directory("project")
        return references.other_phases(entry.values["name"], directory, where("name"))

    def same_row(self, entry: Entry) -> Outcome | None:
        """A row that a person said is another row of the sheet: only its other name is kept."""
        answer, noun = self.asking.answers.same.get(entry.row + 1, ""), self.register.noun
        if not answer.startswith("row:") or noun not in NAMED or "name" not in entry.values:
            return None
        other = self.rows_at.get(int(answer[4:]))
        if other is None or "name" not in other.values:
            return None
        ours, theirs = name_of(entry.values["name"]), name_of(other.values["name"])
        directory = self.shelf.directory(noun)
        alias: tuple[Add, ...] = ()
        if ours not in directory.by_name:
            known = sorted(directory.by_name.get(theirs, ()))
            target: Any = known[0] if known else Later(noun, ("row", other.row + 1))
            values = {noun: target, "name": entry.values["name"]}
            alias = (Add(f"{noun}_name", values, ("alias", theirs, ours)),)
        return Outcome(entry.row, "same", label=self.label(entry), steps=alias)

    def references(self, entry: Entry) -> tuple[dict[str, Any], references.Found]:
        """What the reference columns of a row mean."""
        targets: dict[str, Any] = {}
        together = references.Found()
        where = self.where(entry)
        for name, way in self.referring:
            found = self.as_other_row(entry, way, name) or references.find(
                entry, way, self.shelf, self.asking.answers, where(name)
            )
            if found.target is not None:
                targets[name] = found.target
            together.steps += found.steps
            together.findings += found.findings
            together.remarks += found.remarks
            together.pairs += found.pairs
        return targets, together

    def as_other_row(self, entry: Entry, way: Way, name: str) -> references.Found | None:
        """What a reference means where a person said that it is what another row speaks of."""
        answer = self.asking.answers.same.get(entry.row + 1, "")
        if not answer.startswith("row:") or name not in entry.values:
            return None
        other = self.rows_at.get(int(answer[4:]))
        if other is None or name not in other.values:
            return None
        noun = str(way.column.options["to"])
        ours, theirs = name_of(entry.values[name]), name_of(other.values[name])
        where = self.where(other)(name)
        target = references.find(other, way, self.shelf, self.asking.answers, where).target
        if target is None:
            reason = Reason("workbooks.row_stays_out", {"other": other.values[name]})
            return references.Found(findings=[Finding(reason, self.where(entry)(name))])
        if ours in self.shelf.directory(noun).by_name:
            return references.Found(target)
        values = {noun: target, "name": entry.values[name]}
        alias = Add(f"{noun}_name", values, ("alias", theirs, ours))
        return references.Found(target, steps=[alias])

    def written(self, entry: Entry, targets: dict[str, Any], record: Any) -> permitted.Written:
        """The changes and steps of a row that is in order."""
        draft = permitted.Draft(
            entry=entry,
            targets=targets,
            shelf=self.shelf,
            may=self.asking.may,
            propose=self.asking.answers.propose,
            where=self.where(entry),
            wipes=bool(entry.number),
        )
        return steps.add(draft) if record is None else steps.change(draft, record)

    def label(self, entry: Entry) -> str:
        """How a row is called in lists: what its first required columns say."""
        return " ".join(entry.shown[n] for n in self.naming if n in entry.shown)

    def named_key(self, entry: Entry) -> Key | None:
        """What tells rows apart in a register without a natural key: the name, the number."""
        if entry.number:
            return ("number", entry.number)
        name = entry.values.get("name")
        return ("name", name_of(name)) if name and not self.keys else None

    def ask(self, entry: Entry, pairs: Sequence[Any]) -> Finding:
        """The finding of a row that a person must compare with records of the book."""
        listed = [f"{one.number} {one.label}" for one in pairs]
        reason = Reason("workbooks.same_record", {"row": entry.row + 1, "records": listed})
        name = pairs[0].at or next(iter(self.register.columns))
        return Finding(reason, self.where(entry)(name), "ask")

    def without_doubles(self, found: list[Outcome]) -> Iterator[Outcome]:
        """Refuse rows that claim the same key or the same record as another row of the sheet."""
        claims: dict[Any, list[Outcome]] = defaultdict(list)
        for one in found:
            for claim in {("key", one.key), ("record", one.number)}:
                if claim[1]:
                    claims[claim].append(one)
        double: dict[int, list[int]] = defaultdict(list)
        for rows in claims.values():
            for one in rows if len(rows) > 1 else ():
                double[one.row] += [other.row + 1 for other in rows if other.row != one.row]
        entries = {entry.row: entry for entry in self.reading.entries}
        for one in found:
            others = sorted(set(double.get(one.row, ())))
            yield self.refuse_double(one, entries[one.row], others) if others else one

    def refuse_double(self, one: Outcome, entry: Entry, others: list[int]) -> Outcome:
        """A row whose key stands in other rows too."""
        name = next((n for n in (*self.keys, "name") if n in entry.values), "")
        column = self.register.columns.get(name) or next(iter(self.register.columns.values()))
        args = {"column": label(column), "value": entry.shown.get(name, ""), "rows": others}
        finding = Finding(Reason("workbooks.key_doubled", args), self.where(entry)(column.name))
        return replace(
            one, kind="refused", findings=(*one.findings, finding), changes=(), steps=(), pairs=()
        )


def own_names(reading: Reading, kept: shelf.Shelf) -> Iterator[tuple[str, int]]:
    """(name or code, row as in Excel) of a sheet whose register refers to itself."""
    for way in kept.ways.values():
        if way.column.options.get("to") == reading.register.noun:
            for entry in reading.entries:
                for column in ("name", *way.column.options.get("find_by", ())):
                    if value := entry.values.get(column):
                        yield name_of(str(value)), entry.row + 1


def kind_of(
    findings: Sequence[Finding],
    pairs: Sequence[Any],
    record: Any,
    written: permitted.Written,
    found: Any,
) -> str:
    """The kind of an outcome."""
    if findings:
        return "refused"
    if pairs:
        return "asked"
    if record is None:
        return "new"
    return "changed" if written.changes or written.steps or found.steps else "same"
