"""Reads a file of any kind that offices keep into grids, one a sheet."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from zonebook.records.workbooks import biff, guards, ooxml, texts
from zonebook.records.workbooks.grid import Grid, Marks, Merge, Value

MOST_KEPT = 8 * 2**20  # bytes of a file that is kept as it was read: about 60,000 rows


def read(content: bytes, file: str) -> list[Grid]:
    """The sheets of a workbook, CSV or HTML export; Refused with the reason where it is none.

    The last one read is kept: a drop is looked at to know what it is, then read, and read again after
    every answer.
    """
    return list((opened_once if len(content) <= MOST_KEPT else opened)(content, file))


def opened(content: bytes, file: str) -> list[Grid]:
    """The sheets of a file as its kind is read."""
    match guards.kind_of(content, file):
        case "text":
            return [texts.grid_of_text(texts.decoded(content, file), file)]
        case "html":
            return [texts.grid_of_html(texts.decoded(content, file), file)]
        case "xlsx":
            return read_workbook(content, file, ooxml_marks(content, file))
    return read_workbook(content, file, biff.marks_of(content) if is_ole(content) else {})


opened_once = lru_cache(maxsize=1)(opened)


def is_ole(content: bytes) -> bool:
    """Whether a file is an .xls inside, as .et files are."""
    return content.startswith(guards.OLE)


def ooxml_marks(content: bytes, file: str) -> dict[str, Marks]:
    """The marks of an xlsx; Refused where a part of it is missing or is no XML."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException

    try:
        return ooxml.marks_of(content, file)
    except DefusedXmlException:
        raise guards.refused("hostile", file) from None
    except (KeyError, ParseError):
        raise guards.refused("broken", file) from None


def read_workbook(content: bytes, file: str, marks: dict[str, Marks]) -> list[Grid]:
    """The sheets of an xlsx or xls (an .et is an xls inside, or Refused with how to save it)."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            grid_of(book.get_sheet_by_name(one.name), marks, file, one.visible)
            for one in book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError:
        raise guards.refused("password", file) from None
    except (CalamineError, OSError, ValueError):
        key = "save_as_xlsx" if file.lower().endswith((".et", ".ett")) else "broken"
        raise guards.refused(key, file, kind=".et") from None


def grid_of(sheet: Any, marks: dict[str, Marks], file: str, visible: SheetVisibleEnum) -> Grid:
    """One sheet of calamine as a grid that begins at A1."""
    rows = sheet.to_python(skip_empty_area=False)
    ranges = sheet.merged_cell_ranges or []
    return Grid(
        name=sheet.name,
        rows=tuple(tuple(map(value_of, row)) for row in rows),
        merges=tuple(Merge(r0, c0, r1, c1) for (r0, c0), (r1, c1) in ranges),
        marks=marks.get(sheet.name, Marks()),
        file=file,
        hidden=visible != SheetVisibleEnum.Visible,
    )


def value_of(value: Any) -> Value:
    """A cell's value; floats become exact decimals of the 15 digits that Excel shows."""
    kind = type(value)
    if kind is str:
        return value or None
    if kind is float:
        return int(value) if value.is_integer() and abs(value) < 1e15 else Decimal(f"{value:.15g}")
    if kind is datetime:
        return value.date()
    found: Value = value
    return found
