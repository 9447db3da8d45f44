"""预检 as a page: what an import would do, kind by kind, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from zonebook.core.values import Finding
from zonebook.desk import records, search, sheets, shown
from zonebook.desk.imports import WHEN_GONE, Read, writable
from zonebook.desk.language import lang, say
from zonebook.records import registers
from zonebook.records import zone as zones
from zonebook.records.models import Draft
from zonebook.records.registers import Register
from zonebook.records.workbooks.answers import Answers
from zonebook.records.workbooks.difference import Add, Change, DryRun, Outcome, Pair
from zonebook.records.workbooks.headers import NUMBER, NUMBER_HEADER, Mapped
from zonebook.records.workbooks.told import YEAR_OF_DAYS

BLANKS = ("unknown", "above", "no", "zero")
MONEY_UNITS = ("CNY", "wan_yuan", "yi_yuan")
ROWS = 300  # rows of one kind that a page lists
TABS = ("new", "changed", "same", "refused", "asked", "gone", "aside", "columns")


@dataclass(frozen=True)
class Tab:
    """A kind of row with its count."""

    key: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class ShownChange:
    """One column before and after, as it prints."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownPair:
    """A record of the book that a row may be."""

    number: str
    label: str
    address: str
    agrees: str
    differs: str


@dataclass(frozen=True)
class ShownRow:
    """One row of the sheet and what becomes of it."""

    place: int
    label: str
    number: str
    address: str
    changes: tuple[ShownChange, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    pairs: tuple[ShownPair, ...]

    @property
    def doubtful(self) -> bool:
        """Whether a person has to say if the row is data."""
        return any(one.message.key == "workbooks.row_doubtful" for one in self.findings)


@dataclass(frozen=True)
class ShownColumn:
    """A column of the sheet, what it was taken for, and a few of its values."""

    index: int
    header: str
    samples: tuple[str, ...]
    column: str
    fixed: str
    unit: str
    by: str
    units: tuple[tuple[str, str], ...] = ()
    unsure: bool = False
    blank: str = "unknown"


@dataclass(frozen=True)
class Page:
    """The page of a dry run."""

    book: str
    sheet: str
    sheets: tuple[sheets.Line, ...]
    hidden_sheets: tuple[str, ...]
    register: Register | None
    registers: tuple[Register, ...]
    run: DryRun | None
    findings: tuple[Finding, ...]
    sum: str
    blocked: str
    tab: str
    tabs: tuple[Tab, ...]
    rows: tuple[ShownRow, ...]
    hidden: int
    columns: tuple[ShownColumn, ...]
    choices: tuple[tuple[str, str], ...]
    supplied: tuple[tuple[str, str, str], ...]
    gone: tuple[dict[str, str], ...]
    gone_choices: tuple[tuple[str, str], ...]
    aside: tuple[dict[str, Any], ...]
    refused_count: int
    unsure: int
    first: tuple[tuple[int, tuple[str, ...]], ...]
    head: str
    blanks: tuple[tuple[str, str], ...] = ()
    constants: tuple[tuple[str, str], ...] = ()

    @property
    def may_propose(self) -> bool:
        """Whether rows are refused for what they say of another office's column."""
        errors = self.run.errors if self.run else ()
        return any(one.message.key == "workbooks.owned_elsewhere" for one in errors)


def page(draft: Draft, found: Read, tab: str, on: date) -> Page:
    """The page of a dry run with one kind of rows listed."""
    run = found.run
    register = registers.get(run.register) if run else None
    counted = run.counted if run else {}
    tab = tab if tab in TABS else first_tab(counted)
    outcomes = [one for one in run.outcomes if one.kind == tab] if run else []
    return Page(
        book=str(draft.answers.get("book") or draft.file.name),
        sheet=found.sheet if len(found.sheets) > 1 else "",
        sheets=sheets.lines(draft, found.sheets, found.sheet),
        hidden_sheets=found.hidden,
        register=register,
        registers=tuple(writable(draft.by, on)),
        run=run,
        findings=found.findings,
        sum=say("import.sum", **counted) if run else "",
        blocked=blocked(run),
        tab=tab,
        tabs=tuple(tabs(counted, tab, run)),
        rows=tuple(row(one, register) for one in outcomes[:ROWS]) if register else (),
        hidden=max(0, len(outcomes) - ROWS),
        columns=columns(found) if tab == "columns" else (),
        choices=choices(register) if register else (),
        supplied=supplied(run, register) if run and register else (),
        gone=gone(run, draft) if run else (),
        gone_choices=tuple((key, say(f"import.gone.{key}")) for key in WHEN_GONE),
        aside=aside(run) if run else (),
        refused_count=counted.get("refused", 0),
        unsure=len(unsure(run)),
        first=found.first,
        head=str(draft.answers.get("head", "")),
        constants=constants(register) if register else (),
        blanks=tuple((key, say(f"import.blank.{key}")) for key in BLANKS),
    )


def unsure(run: DryRun | None) -> list[Mapped]:
    """The columns that were known by their cells only: a person says whether they are right."""
    return [one for one in run.columns if one.by == "proposed"] if run else []


def first_tab(counted: Mapping[str, int]) -> str:
    """What a person should look at first."""
    order = ("asked", "refused", "gone", "changed", "new", "same")
    return next((key for key in order if counted.get(key)), "columns")


def tabs(counted: Mapping[str, int], chosen: str, run: DryRun | None) -> list[Tab]:
    """Every kind of row with its count; the header map last."""
    counts = {**counted, "columns": len(run.columns) if run else 0}
    return [Tab(key, say(f"import.tab.{key}"), counts.get(key, 0), key == chosen) for key in TABS]


def blocked(run: DryRun | None) -> str:
    """Why the import cannot be confirmed yet; nothing where it can."""
    if run is None:
        return ""
    if not run.is_readable:
        return say("import.blocked.sheet")
    if unsure(run):
        return say("import.blocked.columns", n=len(unsure(run)))
    if run.counted["asked"]:
        return say("import.blocked.asked", n=run.counted["asked"])
    if run.changes_nothing and run.counted["refused"] and not run.counted["gone"]:
        return say("import.blocked.refused", n=run.counted["refused"])
    if run.changes_nothing and not run.counted["gone"]:
        return say("import.blocked.nothing")
    return ""


def row(one: Outcome, register: Register) -> ShownRow:
    """A row in words."""
    address = reverse("by-number", args=[one.number]) if one.number else ""
    return ShownRow(
        one.row + 1,
        one.label,
        one.number,
        address,
        tuple(change(found, register) for found in one.changes) or new_values(one, register),
        one.findings,
        one.remarks,
        tuple(pair(found, register) for found in one.pairs),
    )


def new_values(one: Outcome, register: Register) -> tuple[ShownChange, ...]:
    """What a new record would say, in the order of its register."""
    added = next((s for s in one.steps if isinstance(s, Add) and s.noun == register.noun), None)
    if one.kind != "new" or added is None:
        return ()
    return tuple(
        ShownChange(column.label(lang()), "", value(column, added.values[column.path[0]]))
        for column in register.columns.values()
        if len(column.path) == 1
        and column.type != "reference"
        and added.values.get(column.path[0]) not in (None, "")
    )


def change(one: Change, register: Register) -> ShownChange:
    """One column before and after."""
    column = register.columns.get(one.column)
    label = str(one.label.get(lang()) or one.label.get("zh", one.column))
    if column is None:
        return ShownChange(label, plain(one.before), plain(one.after))
    return ShownChange(label, value(column, one.before), value(column, one.after))


def value(column: Any, found: Any) -> str:
    """A value of the difference as the register prints it."""
    if found is None or found == "":
        return ""
    if column.type == "money" and isinstance(found, int):
        unit = zones.catalog().units[column.unit].name(lang())
        return f"{shown.words.number(shown.money(found, column.unit))} {unit}"
    if column.type == "last_day" and isinstance(found, date):
        return shown.text(None, column, found)
    if column.type in ("code", "indicator", "period") and isinstance(found, str):
        return shown.text(None, column, found) or found
    return plain(found)


def plain(found: Any) -> str:
    """Any other value."""
    if found is None:
        return ""
    if isinstance(found, bool):
        return shown.words.Sentences({}).word(found, lang())
    return str(found)


def titled(label: str, number: str) -> str:
    """What a record is called: its own name, or that of the record it belongs to."""
    if label != number:
        return label
    record = search.record_of(number)
    return records.title_of(record) if record else label


def pair(one: Pair, register: Register) -> ShownPair:
    """A record that a row may be, with what agrees and what differs.

    It may be a record that the row only names: a project by a row of the register of signings.
    """
    prefix = one.number.partition("-")[0]
    there = next(
        (r for r in registers.all_registers().values() if r.model.kept.prefix == prefix), register
    )

    def labels(names: Sequence[str]) -> str:
        found = (there.columns[n].label(lang()) if n in there.columns else n for n in names)
        return ("、" if lang() == "zh" else ", ").join(found)

    address = reverse("by-number", args=[one.number]) if "-" in one.number else ""
    label = titled(one.label, one.number)
    if one.number.startswith("row:"):
        label = say("import.row_of_sheet", row=one.number.removeprefix("row:"), label=label)
    return ShownPair(one.number, label, address, labels(one.agrees), labels(one.differs))


def columns(found: Read) -> tuple[ShownColumn, ...]:
    """The header map as a person corrects it."""
    units = zones.catalog().units
    run = found.run
    return tuple(
        ShownColumn(
            one.index,
            one.header,
            found.samples.get(one.index, ()),
            one.column,
            fixed_word(one.by, one.column),
            units[one.unit].name(lang()) if one.unit in units.by_key else one.unit,
            say(f"import.by.{one.by}"),
            unit_choices(one),
            one.by == "proposed",
            one.blank,
        )
        for one in (run.columns if run else ())
    )


def unit_choices(one: Mapped) -> tuple[tuple[str, str], ...]:
    """The units that a column of amounts may be in; nothing for other columns."""
    known = zones.catalog().units
    found = [(key, known[key].name(lang())) for key in MONEY_UNITS]
    return (("", say("import.unit.none")), *found) if one.holds_money else ()


def fixed_word(by: str, column: str) -> str:
    """What stands in the place of the choice where there is none."""
    if column == NUMBER:
        return NUMBER_HEADER
    return say("import.by.serial") if by == "serial" else ""


def choices(register: Register) -> tuple[tuple[str, str], ...]:
    """What a column may be taken for."""
    kept = ("", say("import.kept_with_row"))
    return (kept, *((name, one.label(lang())) for name, one in register.columns.items()))


def constants(register: Register) -> tuple[tuple[str, str], ...]:
    """What a person may name for all rows of a sheet."""
    return ((YEAR_OF_DAYS, say("import.constant.year")), *choices(register)[1:])


def supplied(run: DryRun, register: Register) -> tuple[tuple[str, str, str], ...]:
    """The columns that the sheet's title supplies."""
    return tuple(
        (
            register.columns[name].label(lang()),
            value(register.columns[name], found),
            say(f"import.from.{source}"),
        )
        for name, (found, source) in run.supplied.items()
        if name in register.columns
    )


def gone(run: DryRun, draft: Draft) -> tuple[dict[str, str], ...]:
    """The rows of the last import that are missing now, with what is to become of them."""
    answers = Answers.from_json(draft.answers)
    return tuple(
        {
            "label": titled(one.label, one.number),
            "number": one.number,
            "choice": answers.gone_rows.get(one.number, answers.gone),
        }
        for one in run.gone[:ROWS]
    )


def aside(run: DryRun) -> tuple[dict[str, Any], ...]:
    """The rows that are no data."""
    return tuple(
        {
            "place": one.row,
            "kind": say(f"import.aside.{one.kind}"),
            "text": one.text,
            "may_be_data": one.kind not in ("title", "header", "blank", "elsewhere"),
        }
        for one in run.aside[:ROWS]
    )
