"""What a person confirms once after the import: which rows are one and the same project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from zonebook.zones.lanzhou.demo.workbook import Sheet

HEAD = "# Confirmations that a person gives once: the row is the same project as the other one.\n"


def place(name: str, books: Sequence[tuple[str, Sequence[Sheet]]]) -> dict[str, Any]:
    """The first sheet and row that carries the name; a KeyError where none does."""
    for workbook, sheets in books:
        for sheet in sheets:
            for index, row in enumerate(sheet.rows):
                if name in row:
                    where = {"workbook": workbook, "sheet": sheet.name}
                    return {**where, "row": sheet.row_of(index), "name": name}
    raise KeyError(name)


def write(
    path: Path, books: Sequence[tuple[str, Sequence[Sheet]]], twins: Sequence[tuple[str, str, str]]
) -> None:
    """Write the confirmations beside the workbooks: row, same_as, why."""
    found = [
        {**place(other, books), "register": "project", "same_as": place(name, books), "why": why}
        for name, other, why in twins
    ]
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(HEAD + text, "utf-8")
