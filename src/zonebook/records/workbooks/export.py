"""导出: a register in the office's own last workbook, or in a plain layout of its own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from zonebook.core.say import plain
from zonebook.records import registers
from zonebook.records.models import SheetImport
from zonebook.records.registers import Register
from zonebook.records.workbooks import shelf
from zonebook.records.workbooks.current import values_of
from zonebook.records.workbooks.dryrun import Asking
from zonebook.records.workbooks.headers import NUMBER, NUMBER_HEADER
from zonebook.records.workbooks.own_workbook import OwnWorkbook
from zonebook.records.workbooks.spelling import spelled
from zonebook.records.workbooks.words import text_of


def as_workbook(
    register: Register, asking: Asking, book: str = "", *, whole: bool = False
) -> bytes:
    """The register as xlsx: the last imported workbook brought up to date, or a plain one.

    A register kept in several workbooks comes out `whole`, every record of it, in the plain one only.
    """
    if not whole and (sheets := list(last_sheets(register, book))):
        own = OwnWorkbook(register, asking, sheets)
        if own.can_be_rewritten:
            return own.content()
    return plain_workbook(register, asking)


def last_sheets(register: Register, book: str) -> Iterator[Any]:
    """The sheets of the last imported xlsx of a register, each in its last import."""
    found = SheetImport.objects.filter(register=register.key, batch__undone_by=None)
    found = found.filter(file__media_type="application/zip").select_related("file")
    found = found.filter(book_name=book) if book else found
    last = found.order_by("-pk").first()
    if last is None:
        return
    seen = set()
    for one in found.filter(book_name=last.book_name).order_by("-pk"):
        if one.sheet not in seen and one.file_id == last.file_id:
            seen.add(one.sheet)
            yield one


def rows_of(register: Register) -> Iterator[dict[str, Any]]:
    """The register's records as rows of words and numbers, with their numbers."""
    kept = shelf.Shelf(register)
    for record in sorted(kept.records.values(), key=lambda one: one.pk):
        yield {NUMBER: record.number, **values_of(record, kept), "extra": record.extra}


def plain_workbook(register: Register, asking: Asking) -> bytes:
    """A register that was never imported: title, one header row with units, the hidden numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(register.name["zh"][:31])
    title = book.add_format({"bold": True, "font_size": 14, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    columns = [one for one in register.columns.values() if "also" not in one.options]
    units = asking.setting.units
    sheet.merge_range(0, 0, 0, max(1, len(columns) - 1), register.name["zh"], title)
    for index, column in enumerate(columns):
        unit = units.find(column.unit) if column.type in ("money", "area") and column.unit else None
        sheet.write_string(1, index, f"{column.zh}（{unit.zh}）" if unit else column.zh, head)
        sheet.set_column(index, index, 30 if column.name in ("name", "entity", "project") else 16)
    sheet.write_string(1, len(columns), NUMBER_HEADER, head)
    sheet.set_column(len(columns), len(columns), 18, None, {"hidden": True})
    for row, values in enumerate(rows_of(register), 2):
        for index, column in enumerate(columns):
            unit = units.find(column.unit) if column.unit else None
            cell = spelled(values.get(column.name), column, unit, None, units)
            put_plain(sheet, row, index, cell)
        sheet.write_string(row, len(columns), values[NUMBER])
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    book.close()
    return out.getvalue()


def put_plain(sheet: Any, row: int, column: int, cell: Any) -> None:
    """One cell of the plain layout; texts stay texts, whatever they look like."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)


def as_csv(register: Register, asking: Asking) -> bytes:
    """The register as CSV in UTF-8 with the mark that Excel needs."""
    columns = [one for one in register.columns.values() if "also" not in one.options]
    units = asking.setting.units
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [
        f"{one.zh}（{units[one.unit].zh}）"
        if one.type in ("money", "area") and one.unit
        else one.zh
        for one in columns
    ]
    writer.writerow([*heads, NUMBER_HEADER])
    for values in rows_of(register):
        cells = [
            text_of(
                spelled(values.get(c.name), c, units.find(c.unit) if c.unit else None, None, units)
            )
            for c in columns
        ]
        writer.writerow([*map(no_formula, cells), values[NUMBER]])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def no_formula(text: str) -> str:
    """A text that Excel will not run: a leading sign of a formula is kept behind an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "@", "\t", "\r")) else text


def as_json(register: Register, asking: Asking) -> bytes:
    """The register as one JSON object; money in fen, days with what is known of them."""
    rows = [
        {name: str(v) if hasattr(v, "span") else plain(v) for name, v in values.items()}
        for values in rows_of(register)
    ]
    payload = {"format": "zonebook.export/1", "register": register.key, "rows": rows}
    return json.dumps(payload, ensure_ascii=False, indent=1).encode() + b"\n"


WRITERS = {"xlsx": as_workbook, "csv": as_csv, "json": as_json}


def export(register: str, asking: Asking, form: str = "xlsx", *, whole: bool = False) -> bytes:
    """A register in the wanted form; CSV and JSON always hold every record."""
    found = registers.get(register)
    return (
        as_workbook(found, asking, whole=True)
        if whole and form == "xlsx"
        else WRITERS[form](found, asking)
    )


def books_of(register: str) -> list[str]:
    """The workbooks in which a register is kept, as they are called, the last imported first."""
    found = SheetImport.objects.filter(register=register, batch__undone_by=None)
    return list(dict.fromkeys(found.order_by("-pk").values_list("book_name", flat=True)))
