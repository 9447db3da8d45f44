"""Reads the data rows of a sheet into values of a register, each refusal with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zonebook.core.units import Unit
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records.workbooks.grid import Grid, Value
from zonebook.records.workbooks.headers import NUMBER, HeaderMap, Mapped, label
from zonebook.records.workbooks.layout import Layout, Line
from zonebook.records.workbooks.readers import READERS, Cell, Printed, Setting
from zonebook.records.workbooks.titles import YEAR, BySection, month_in
from zonebook.records.workbooks.words import is_ditto, is_empty, text_of, tidy

if TYPE_CHECKING:
    from zonebook.records.registers import Register, RegisterColumn

__all__ = ["Entry", "Printed", "Setting", "read_rows"]


@dataclass
class Entry:
    """One data row as read: values by register column, what is refused, and the unknown columns."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    blank: set[str] = field(default_factory=set)
    refused: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    number: str = ""
    section: str = ""
    shown: dict[str, str] = field(default_factory=dict)
    decided: dict[str, str] = field(default_factory=dict)  # words that said what other cells mean


@dataclass(frozen=True)
class Took:
    """What a cell was read as: nothing, a value, or the reason why it cannot be read."""

    text: str = ""
    value: Any = None
    remark: Reason | None = None
    refusal: Reason | None = None


When = tuple[int | None, int | None]  # the year and month that section or title name
AT_HOME = ("人民币", "RMB", "CNY", "元人民币")
NOTHING = Took()
DITTO = Took()


class Reader:
    """Reads one column of a sheet; a value that comes again is not read again."""

    def __init__(
        self, mapped: Mapped, column: RegisterColumn | None, grid: Grid, setting: Setting
    ) -> None:
        self.mapped, self.column, self.grid, self.setting = mapped, column, grid, setting
        self.index = mapped.index
        self.unit = unit_of(mapped, column, setting) if column else None
        self.known: dict[When, dict[Any, Took]] = {}  # by year and month, by value
        self.above: Value = None
        self.unit_above: Value = None
        self.unit_beside: int | None = None  # the column that says in which unit each row counts
        self.prints = column is not None and column.type == "written"
        marks = grid.marks
        places = {*marks.errors, *marks.uncalculated, *marks.months, *marks.units}
        self.marked = {row for row, index in places if index == self.index}
        self.is_plain = not self.prints and not self.marked

    def unit_at(self, row: int) -> Value:
        """The unit or currency that stands beside an amount; 〃 is that of the row above."""
        said = self.grid.shown(row, self.unit_beside or 0)
        self.unit_above = self.unit_above if is_ditto(said) else said
        return self.unit_above

    def take(self, entry: Entry, value: Value, when: When) -> None:
        """Read the cell of one row into the entry."""
        if self.is_plain:
            took = self.read_plain(value, when) if value is not None else NOTHING
        else:
            if entry.row in self.marked and (bad := self.broken(entry.row)):
                entry.refused.append(Finding(bad, self.grid.ref(entry.row, self.index)))
                return
            took = self.read(entry.row, value, when)
        if took is DITTO or (took is NOTHING and self.mapped.blank == "above"):
            value = self.above
            took = self.read(entry.row, value, when)
        if took is NOTHING:
            self.leave_blank(entry)
            return
        self.above = value
        if self.column is None:
            self.keep(entry, took.text)
            return
        name = self.column.name
        entry.shown[name] = took.text
        if took.refusal:
            entry.refused.append(Finding(took.refusal, self.grid.ref(entry.row, self.index)))
            return
        entry.values[name] = took.value
        if took.remark:
            where = self.grid.ref(entry.row, self.index)
            entry.remarks.append(Finding(took.remark, where, "warning"))

    def broken(self, row: int) -> Reason | None:
        """Why a cell shows no value at all: an error, or a formula without its result."""
        if self.column is None:
            return None
        place, marks = (row, self.index), self.grid.marks
        args: dict[str, Any] = {"column": label(self.column)}
        if place in marks.errors:
            return Reason("workbooks.cell_error", {**args, "value": marks.errors[place]})
        return Reason("workbooks.uncalculated", args) if place in marks.uncalculated else None

    def read(self, row: int, value: Value, when: When) -> Took:
        """What a value says in this column, in the year that its section or title names."""
        if value is None:
            return NOTHING
        if self.prints or row in self.marked:
            return self.read_marked(row, value, when)
        return self.read_plain(value, when)

    def read_plain(self, value: Value, when: When) -> Took:
        """What a value says whose cell shows nothing else; the same value is read once."""
        key = value if value.__class__ is str else (value.__class__, value)
        known = self.known.get(when)
        if known is None:
            known = self.known[when] = {}
        took = known.get(key)
        if took is None:
            took = known[key] = self.read_anew(value, when, "", False, None)
        return took

    def read_marked(self, row: int, value: Value, when: When) -> Took:
        """What a value says whose cell shows more than the value: a unit, a month, its decimals."""
        mark, month_only, decimals = "", False, None
        if row in self.marked:
            mark = self.grid.marks.units.get((row, self.index), "")
            month_only = (row, self.index) in self.grid.marks.months
        if self.prints:
            decimals = self.grid.marks.decimals.get((row, self.index))
        return self.read_anew(value, when, mark, month_only, decimals)

    def read_anew(
        self, value: Value, when: When, mark: str, month_only: bool, decimals: int | None
    ) -> Took:
        """Read a value that has not come before."""
        if is_ditto(value):
            return DITTO
        is_no = self.column is not None and self.column.type == "flag" and not is_bare(value)
        if is_empty(value) and not is_no:
            return NOTHING
        text = text_of(value)
        if self.column is None:
            return Took(text)
        year, month = when
        cell = Cell(
            value, self.column, self.unit, mark, month_only, year, self.setting, decimals, month
        )
        column = {"column": label(self.column)}
        try:
            found, remark = READERS[self.column.type](cell)
        except Refused as refused:
            reason = refused.findings[0].message
            return Took(text, refusal=Reason(reason.key, {**column, **reason.args}))
        if found is None:
            return NOTHING
        remark = Reason(remark.key, {**column, **remark.args}) if remark else None
        return Took(text, found, remark)

    def leave_blank(self, entry: Entry) -> None:
        """An empty cell: unknown, unless the header map says that it means no or zero."""
        if self.column is None:
            return
        if self.mapped.blank in ("no", "zero"):
            entry.values[self.column.name] = False if self.mapped.blank == "no" else 0
        else:
            entry.blank.add(self.column.name)

    def keep(self, entry: Entry, text: str) -> None:
        """Keep the cell of an unknown column with the row, under its header."""
        name = self.mapped.header
        entry.extra[f"{name} [{self.index + 1}]" if name in entry.extra else name] = text


def unit_of(mapped: Mapped, column: RegisterColumn, setting: Setting) -> Unit | None:
    """The unit of a column: of its header, of the sheet, of the register."""
    for word in (mapped.unit, setting.said.unit.key if setting.said.unit else "", column.unit):
        unit = setting.units.find(word) if word else None
        if unit and (column.type != "money" or unit.base in ("CNY", "USD")):
            return unit
    return None


def is_bare(value: Value) -> bool:
    """Whether a cell is blank, not counting words such as 无, which a yes-no column reads as no."""
    return not text_of(value) or text_of(value) in "/-—"


def read_rows(
    layout: Layout, found: HeaderMap, register: Register, setting: Setting
) -> Iterator[Entry]:
    """The data rows of a sheet, in order."""
    readers = [
        Reader(one, register.columns.get(one.column), layout.grid, setting)
        for one in found.columns
        if one.by not in ("serial", "unit")
    ]
    for one in readers:
        one.unit_beside = found.unit_beside.get(one.index)
    needed = [
        (name, one)
        for name, one in register.columns.items()
        if one.required and (name in found.index_of or is_by_section(found, name))
    ]
    first, following = layout.columns[0].index, continued(layout)
    for line in layout.lines:
        if line.kind == "data":
            entry = read_row(layout.grid, line, readers, setting)
            for name, (value, _) in found.supplied.items():
                meant = value.of(line.section) if isinstance(value, BySection) else value
                if meant is not None:
                    entry.values.setdefault(name, meant)
            for name, column in needed:
                if name not in entry.values:
                    place = layout.grid.ref(entry.row, found.index_of.get(name, first))
                    require(entry, column, place)
            go_on(entry, layout, following.get(line.row, ()), readers)
            yield entry


def continued(layout: Layout) -> dict[int, list[int]]:
    """The rows that only go on with the texts of a data row, by that row."""
    found: dict[int, list[int]] = {}
    last = -1
    for line in layout.lines:
        if line.kind == "data":
            last = line.row
        elif line.kind == "continued":
            found.setdefault(last, []).append(line.row)
    return found


def go_on(entry: Entry, layout: Layout, rows: Sequence[int], readers: Sequence[Reader]) -> None:
    """Put the texts of the rows that go on with this one behind its own."""
    for row in rows:
        for reader in readers:
            value = layout.grid.at(row, reader.index)
            if is_empty(value):
                continue
            header, text = reader.mapped.header, text_of(value)
            if reader.column is None:
                entry.extra[header] = entry.extra.get(header, "") + text
            elif reader.column.type == "text":
                name = reader.column.name
                entry.values[name] = entry.shown[name] = entry.shown.get(name, "") + text
            else:
                where = layout.grid.ref(row, reader.index)
                args = {"column": label(reader.column), "row": entry.row + 1}
                entry.refused.append(Finding(Reason("workbooks.goes_on", args), where))


def is_by_section(found: HeaderMap, name: str) -> bool:
    """Whether the headings between the rows say a column."""
    return isinstance(found.supplied.get(name, ("",))[0], BySection)


def read_row(grid: Grid, line: Line, readers: list[Reader], setting: Setting) -> Entry:
    """One row; a merged cell says what its first cell says."""
    entry = Entry(line.row, section=line.section)
    said = setting.said
    when = year_of(line.section) or said.year, month_in(line.section) or said.month
    cells, merges = grid.rows[line.row], grid.merge_at
    width = len(cells)
    for reader in readers:
        index = reader.index
        if merges and (line.row, index) in merges:
            value = grid.shown(line.row, index)
        else:
            value = cells[index] if index < width else None
        if reader.unit_beside is not None:
            value = with_unit(value, reader.unit_at(line.row))
        if reader.mapped.column == NUMBER:
            entry.number = tidy(str(value or ""))
        else:
            reader.take(entry, value, when)
    return entry


def with_unit(value: Value, unit: Value) -> Value:
    """An amount with the unit that stands beside it, unless it has one of its own."""
    beside, text = text_of(unit), text_of(value)
    if is_empty(value) or is_empty(unit) or is_ditto(value) or beside.upper() in AT_HOME:
        return value
    if text.endswith(beside) or (text[-1:] in "元万亿" and beside[-2:] in ("万元", "亿元", "元")):
        return value
    return f"{text}{beside}"


def require(entry: Entry, column: RegisterColumn, where: Ref) -> None:
    """Refuse a row without what the register requires; a day may be unknown."""
    if any(one.where == where for one in entry.refused):
        return
    args = {"column": label(column)}
    if column.type == "day":
        entry.remarks.append(Finding(Reason("workbooks.day_unknown", args), where, "warning"))
    else:
        entry.refused.append(Finding(Reason("workbooks.value_missing", args), where))


def year_of(section: str) -> int | None:
    """The year that a section heading names."""
    years = set(YEAR.findall(section)) if section else ()
    return int(years.pop()) if len(years) == 1 else None  # type: ignore[union-attr]
