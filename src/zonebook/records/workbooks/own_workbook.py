"""An office's own last workbook, brought up to date for 导出: its looks, formulas and rows stay."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from zonebook.core.values import Reason
from zonebook.records import files, permissions, registers
from zonebook.records.models import SheetImport
from zonebook.records.registers import Register
from zonebook.records.workbooks import rewrite, shelf
from zonebook.records.workbooks.current import values_of
from zonebook.records.workbooks.dryrun import Asking, read
from zonebook.records.workbooks.grid import Grid, Value, is_blank
from zonebook.records.workbooks.headers import NUMBER, NUMBER_HEADER
from zonebook.records.workbooks.picking import split_up
from zonebook.records.workbooks.reading import Reading
from zonebook.records.workbooks.rows import Entry, unit_of
from zonebook.records.workbooks.sheets import read as read_file
from zonebook.records.workbooks.spelling import sample_of, spelled
from zonebook.records.workbooks.words import name_of


@dataclass(frozen=True)
class Place:
    """A column of the sheet with all that writing into it needs."""

    index: int
    name: str
    sample: Value


class OwnWorkbook:
    """An office's own workbook, brought up to date: looks and formulas stay, values follow the book."""

    def __init__(self, register: Register, asking: Asking, sheets: Sequence[Any]) -> None:
        self.register, self.asking, self.sheets = register, asking, sheets
        self.shelf = shelf.Shelf(register)
        self.raw = files.read(sheets[0].file.sha)
        grids = read_file(self.raw, sheets[0].file.name)
        names = {one.partition("/")[0] for one in self.imported() if "/" in one}
        self.tables = split_up([one for one in grids if one.name in names], None, asking)
        self.grids = {one.called: one for one in (*grids, *self.tables)}

    @property
    def can_be_rewritten(self) -> bool:
        """Whether no row of a table that is written back is also a row of another table.

        Tables that stand beside each other, on their side or crossed are not written back.
        """
        return all(
            one.sheet in self.grids and stands_alone(self.grids[one.sheet], self.tables)
            for one in self.sheets
        )

    def content(self) -> bytes:
        """The workbook's bytes: the lowest table of a sheet first, so that those above stay put.

        The tables of other registers in it are brought up to date too; records that they lack are
        not added there.
        """
        book = openpyxl.load_workbook(io.BytesIO(self.raw))
        others = list(self.others())
        parts = [self, *(one for one in others if isinstance(one, OwnWorkbook))]
        readings = [
            (part, i, read(part.grids[one.sheet], self.asking, part.register))
            for part in parts
            for i, one in enumerate(part.sheets)
        ]
        for one in others:
            if not isinstance(one, OwnWorkbook):
                self.say_day(book, one)
        for part, i, reading in sorted(readings, key=lambda one: -one[2].layout.top):
            sheet = OwnSheet(part, book[reading.grid.name], reading, part.sheets[i].rows)
            sheet.update(self.unclaimed() if part is self and i == 0 else [])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def unclaimed(self) -> list[Any]:
        """The records that no imported sheet brought: they are added to the first table."""
        claimed = {number for one in self.known_imports() for number in one.rows.values()}
        return [row for number, row in self.shelf.by_number.items() if number not in claimed]

    def others(self) -> Iterator[Any]:
        """The tables of other registers in the workbook: written back where that may be, else told of."""
        found: dict[str, dict[str, Any]] = {}
        imports = SheetImport.objects.filter(file=self.sheets[0].file_id, batch__undone_by=None)
        for one in imports.exclude(register=self.register.key).select_related("batch", "file"):
            found.setdefault(one.register, {})[one.sheet] = one  # the last import of a table counts
        for key, sheets in found.items():
            register = registers.all_registers().get(key)
            if register is not None and self.may_read(register):
                part = OwnWorkbook(register, self.asking, list(sheets.values()))
                if part.can_be_rewritten:
                    yield part
                    continue
            yield from sheets.values()

    def may_read(self, register: Register) -> bool:
        """Whether the person may see a register at all."""
        asking = self.asking
        return asking.by is None or permissions.permits(
            asking.by, "read", register.system, on=asking.on
        )

    def say_day(self, book: Any, table: Any) -> None:
        """Say on a table that is not brought up to date of which day it is, as a comment of its head."""
        grid = self.grids.get(table.sheet) or self.grids.get(table.sheet.partition("/")[0])
        if grid is None or grid.name not in book.sheetnames:
            return
        filled = (
            (r, c)
            for r, cells in enumerate(grid.rows)
            for c, one in enumerate(cells)
            if r not in grid.elsewhere and not is_blank(one)
        )
        row, column = next(filled, (0, 0))
        reason = Reason("workbooks.as_imported", {"day": str(table.batch.on)})
        said = " ".join(self.asking.catalog.sentences.say(reason, one) for one in ("zh", "en"))
        cell = book[grid.name].cell(row + 1, column + 1)
        if type(cell).__name__ != "MergedCell":
            cell.comment = Comment(said, "Zonebook")

    def imported(self) -> Iterator[str]:
        """The tables of the file that were imported, of whatever register."""
        imports = SheetImport.objects.filter(file=self.sheets[0].file_id, batch__undone_by=None)
        yield from imports.values_list("sheet", flat=True)

    def known_imports(self) -> Any:
        """All sheets that brought records of the register."""
        return SheetImport.objects.filter(register=self.register.key, batch__undone_by=None)


def stands_alone(table: Grid, tables: Sequence[Grid]) -> bool:
    """Whether a table of a sheet has its rows for itself; what heads all tables may be shared."""
    if table.turned or table.constants:
        return False
    others = [one for one in tables if one.name == table.name and one.called != table.called]
    return not any(
        mine != theirs and not all(map(is_blank, mine)) and not all(map(is_blank, theirs))
        for other in others
        for mine, theirs in zip(table.rows, other.rows, strict=True)
    )


class OwnSheet:
    """One sheet of an office's own workbook."""

    def __init__(
        self, book: OwnWorkbook, sheet: Any, reading: Reading, rows: dict[str, str]
    ) -> None:
        self.book, self.sheet, self.reading = book, sheet, reading
        self.numbers = {int(row): number for row, number in rows.items()}
        self.setting = replace(book.asking.setting, said=reading.said)
        self.places = list(self.columns())

    def columns(self) -> Iterator[Place]:
        """The columns that the register fills."""
        grid = self.reading.grid
        data = [line.row for line in self.reading.layout.of_kind("data")]
        for name, index in self.reading.header_map.index_of.items():
            if name in self.book.register.columns:
                cells = [grid.at(row, index) for row in data[:200]]
                yield Place(index, name, sample_of(cells, self.book.register.columns[name].type))

    def update(self, appended: Sequence[Any]) -> None:
        """Bring the rows up to date, append what the sheet lacks, note the numbers."""
        number_column = self.number_column()
        last = max((line.row + 1 for line in self.reading.layout.of_kind("data")), default=0)
        last = last or self.reading.layout.bottom + 1
        removed = []
        for entry in self.reading.entries:
            row = entry.row + 1
            number = self.numbers.get(row, "")
            record = self.book.shelf.by_number.get(number)
            if record is not None:
                self.write(row, entry, values_of(record, self.book.shelf))
                self.sheet.cell(row, number_column).value = number
            elif number:
                removed.append(row)
        if appended:
            self.append(last, appended, number_column)
        for row in sorted(removed, reverse=True):
            rewrite.remove(self.sheet, row)

    def number_column(self) -> int:
        """The hidden column that keeps the records' numbers, made where there is none."""
        at = self.reading.header_map.index_of.get(NUMBER)
        column = (self.reading.grid.width if at is None else at) + 1
        letter = openpyxl.utils.get_column_letter(column)
        self.sheet.cell(self.reading.layout.bottom + 1, column).value = NUMBER_HEADER
        self.sheet.column_dimensions[letter].hidden = True
        return column

    def write(self, row: int, entry: Entry, values: dict[str, Any]) -> None:
        """Write the cells that say something else than the book; the others keep their spelling."""
        for place in self.places:
            value = values.get(place.name)
            if not same(entry.values.get(place.name), value, place.name, self.book):
                self.put(row, place, value, self.reading.grid.at(row - 1, place.index))

    def put(self, row: int, place: Place, value: Any, before: Value) -> None:
        """One cell in the manner of the column."""
        cell = self.sheet.cell(row, place.index + 1)
        if type(cell).__name__ == "MergedCell":
            return
        column = self.book.register.columns[place.name]
        mapped = self.reading.header_map.at[place.index]
        unit = unit_of(mapped, column, self.setting)
        mark = self.reading.grid.marks.units.get((row - 1, place.index))
        unit = (mark and self.setting.units.find(mark)) or unit
        sample = place.sample if before is None else before
        found = spelled(value, column, unit, sample, self.setting.units)
        cell.value = found
        if hasattr(found, "isoformat") and not cell.is_date:
            cell.number_format = "yyyy-mm-dd"
        elif isinstance(found, str):
            cell.data_type = "s"

    def append(self, last: int, records: Sequence[Any], number_column: int) -> None:
        """Rows below the last data row for records that no sheet has, like the row above them."""
        rewrite.insert_below(self.sheet, last, len(records))
        serial = next(
            (one.index for one in self.reading.header_map.columns if one.by == "serial"), None
        )
        kept = [
            one for one in self.reading.header_map.columns if not one.column and one.by != "serial"
        ]
        before = self.sheet.cell(last, serial + 1).value if serial is not None else 0
        for i, record in enumerate(records, 1):
            row = last + i
            rewrite.like(self.sheet, row, last)
            values = values_of(record, self.book.shelf)
            for place in self.places:
                self.put(row, place, values.get(place.name), None)
            for one in kept:
                if self.sheet.cell(row, one.index + 1).value is None and one.header in record.extra:
                    self.sheet.cell(row, one.index + 1).value = record.extra[one.header]
            if serial is not None and isinstance(before, int | float):
                self.sheet.cell(row, serial + 1).value = int(before) + i
            self.sheet.cell(row, number_column).value = record.number


def same(said: Any, known: Any, name: str, book: OwnWorkbook) -> bool:
    """Whether a sheet already says what the book knows; a known other name counts as said."""
    if said == known:
        return True
    if isinstance(said, str) and isinstance(known, str):
        if book.shelf.ways[name].place in ("reference", "names"):
            return True  # the row names its record in the office's own words
        return name_of(said) == name_of(known)
    if hasattr(said, "first") and not hasattr(known, "first"):
        return bool(said.first == known)
    return known is None and said in (None, "")
