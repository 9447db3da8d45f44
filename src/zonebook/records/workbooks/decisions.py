"""Confirmations kept in a file: which rows of which sheets are the same record as which others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zonebook.records import registers
from zonebook.records.workbooks.answers import Answers
from zonebook.records.workbooks.dryrun import Confirmed, book_name
from zonebook.records.workbooks.shelf import NOUNS, last_of


@dataclass(frozen=True)
class Place:
    """A row of a sheet of a workbook."""

    workbook: str
    sheet: str
    row: int

    @property
    def sheet_key(self) -> tuple[str, str]:
        """How the sheet is remembered."""
        return book_name(self.workbook), self.sheet


def place(row: Mapping[str, Any]) -> Place:
    """A place as a file of decisions writes it."""
    return Place(str(row["workbook"]), str(row["sheet"]), int(row["row"]))


def answers_in(content: Any) -> Answers:
    """The answers of a file that speaks of one sheet; a list of confirmations has none."""
    return Answers.from_json(content) if isinstance(content, Mapping) else Answers()


def confirmed_in(content: Any) -> Confirmed:
    """The confirmations of a file, looked up when their sheet's turn comes.

    Whichever of the two rows is imported later finds the record of the earlier one.
    """
    rows: Sequence[Mapping[str, Any]] = content if isinstance(content, Sequence) else ()
    by_sheet: dict[tuple[str, str], list[tuple[int, Place, str]]] = defaultdict(list)
    for one in rows:
        here, there, noun = place(one), place(one["same_as"]), str(one["register"])
        by_sheet[here.sheet_key].append((here.row, there, noun))
        by_sheet[there.sheet_key].append((there.row, here, noun))

    def confirmed(file: str, sheet: str) -> dict[int, str]:
        key = (book_name(file), sheet)
        found = {}
        for row, other, noun in by_sheet.get(key, ()):
            if other.sheet_key == key:
                if other.row < row:
                    found[row] = f"row:{other.row}"
            elif number := number_at(other, noun):
                found[row] = number
        return found

    return confirmed


def number_at(where: Place, noun: str) -> str:
    """The number of the record of a noun that an imported row became or speaks of."""
    book, sheet = where.sheet_key
    last = last_of(book, sheet)
    number = last.rows.get(str(where.row)) if last else None
    if number is None:
        return ""
    of_row = registers.get(last.register).noun
    if of_row == noun:
        return str(number)
    record = NOUNS()[of_row].objects.filter(number=number).select_related(noun).first()
    return str(getattr(record, noun).number) if record else ""
