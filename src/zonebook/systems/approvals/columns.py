"""The header of a list as it was read, for a person to put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zonebook.core.procedures.procedure import Item
from zonebook.core.values import Refused
from zonebook.desk.language import lang, named, say
from zonebook.records.workbooks import sheets
from zonebook.records.workbooks.grid import is_blank
from zonebook.records.workbooks.picking import pick
from zonebook.records.workbooks.reading import Reading
from zonebook.records.workbooks.told import Told
from zonebook.systems.approvals import book, roll

SAMPLES, MOST = 3, 24  # values shown of a column, characters shown of a value
FIXED = ("serial", "unit")  # by what a column was read that nobody chooses


@dataclass(frozen=True)
class Column:
    """One column of the list, the first values below its head, what it was taken for."""

    header: str
    samples: tuple[str, ...]
    column: str


def columns(content: bytes, name: str, on: date, told: Told) -> list[Column]:
    """The columns of every sheet that has a header, each header once."""
    found: dict[str, Column] = {}
    for grid in pick(sheets.read(content, name), None, name):
        try:
            reading = roll.read_as_it_is(grid, on, told)
        except Refused:
            continue  # no header: what is wrong with the sheet is said above
        for one in reading.header_map.columns:
            if one.header and one.by not in FIXED:
                shown = tuple(samples(reading, one.index))
                found.setdefault(one.header, Column(one.header, shown, one.column))
    return list(found.values())


def samples(reading: Reading, index: int) -> Iterator[str]:
    """The first values below a head."""
    rows = reading.grid.rows[reading.layout.bottom + 1 :]
    there = [row[index] for row in rows if index < len(row) and not is_blank(row[index])]
    for value in there[:SAMPLES]:
        text = str(value.date()) if hasattr(value, "date") else str(value)
        yield text if len(text) <= MOST else text[:MOST] + "…"


def choices() -> list[tuple[str, str]]:
    """What a column may be taken for; those that a list cannot do without come first, marked."""
    known = sorted(roll.register().columns.items(), key=lambda pair: not pair[1].required)
    mark = say("approvals.roll.required")
    named_ = [(key, one.label(lang()) + (mark if one.required else "")) for key, one in known]
    return [("", say("import.kept_with_row")), *named_]


def items() -> list[tuple[str, str]]:
    """The items that a whole list may be about, each once."""
    found: Mapping[str, Item] = {
        row.item.key: row.item
        for one in book.procedures().procedures.values()
        for stage in one.stages
        for row in stage.items
    }
    return [(one.name["zh"], named(one.name)) for one in found.values()]
