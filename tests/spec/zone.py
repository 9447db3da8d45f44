"""The small zone of the spec tests: the book's tables as values, and tables written as text."""

from __future__ import annotations

from datetime import date
from typing import Any

from zonebook.core.schema import Alive, Book, Column, Reference, Table, Type

Rows = dict[str, list[dict[str, Any]]]
UNITS = {"amount_fen": "fen"}


def columns(spec: str, alive: Alive) -> tuple[Column, ...]:
    """Columns from words: `name`, `amount_fen:integer`, `signed_on:day` (a date with precision)."""
    found = [Column("id", "integer", nullable=False), Column("number", "text", nullable=False)]
    for word in spec.split():
        name, _, kind = word.partition(":")
        kinds: dict[str, Type] = {"": "text", "int": "integer", "bool": "boolean"}
        found.append(Column(name, kinds.get(kind, "date"), UNITS.get(name, "")))
        if kind == "day":
            found.append(Column(f"{name}_precision", "text"))
    if alive == "not_withdrawn":
        found.append(Column("withdrawn_on", "date"))
    return tuple(found)


def table(name: str, spec: str, refs: str = "", alive: Alive = "not_withdrawn") -> Table:
    """A table; references are written `entity>entity:certificates`."""
    references = []
    for word in refs.split():
        path, _, reverse = word.partition(":")
        column, _, to = path.partition(">")
        references.append(Reference(column, to, reverse))
    if alive == "not_voided":
        references.append(Reference("voids", name, "voided_by"))
    return Table(name, columns(spec, alive), tuple(references), alive=alive)


BOOK = Book(
    (
        table("document", "title doc_no"),
        table("entity", "kind name established_on:day closed_on:day industry is_branch:bool"),
        table("membership", "from_on:day to_on:day came went", "entity>entity:memberships"),
        table(
            "certificate",
            "qualification kind granted_on:day valid_to:date",
            "entity>entity:certificates document>document:certificates",
        ),
        table(
            "certificate_event",
            "kind occurred_on:day",
            "certificate>certificate:events",
            "not_voided",
        ),
        table("project", "name", "entity>entity:projects"),
        table("project_event", "kind occurred_on:day", "project>project:events", "not_voided"),
        table(
            "signing",
            "kind signed_on:day amount_fen:int investor",
            "project>project:signings document>document:signings",
        ),
        table(
            "statement",
            "indicator period digits:int decimals:int unit vintage vintage_no:int released_on:date issuer",
            "document>document:statements",
            "not_voided",
        ),
    )
)
UNWRITTEN: dict[str, Any] = {"number": "", "withdrawn_on": None, "voids_id": None}


def rows(text: str) -> Rows:
    """The rows of a zone written as tables, one `noun:` line before each table.

    An empty cell is an empty column; `2023-05` under a day column is known to the month, and
    `2023-12-31 (year)` to the year although another day of it stands there; columns that are not
    written are empty.
    """
    found: Rows = {one.name: [] for one in BOOK.tables}
    noun, head = "", []
    for line in (one.strip() for one in text.splitlines()):
        if line.endswith(":"):
            noun, head = line[:-1], []
        elif line and not head:
            head = [cell.strip() for cell in line.split("|")]
        elif line:
            cells = [cell.strip() for cell in line.split("|")]
            found[noun].append(row_of(BOOK.table[noun], dict(zip(head, cells, strict=True))))
    return found


def row_of(noun: Table, cells: dict[str, str]) -> dict[str, Any]:
    """A full row of the table from the cells that are written."""
    row = blank(noun)
    for name, cell in cells.items():
        column = noun.by_name.get(name)
        if name in noun.reference:
            row[f"{name}_id"] = int(cell) if cell else None
        elif column is not None and column.type == "date":
            row |= day_of(name, cell, f"{name}_precision" in noun.by_name)
        elif column is not None and column.type == "boolean":
            row[name] = {"": None, "true": True, "false": False}[cell]
        elif column is not None and column.type == "integer":
            row[name] = int(cell) if cell else None
        else:
            row[name] = cell
    return row


def day_of(name: str, cell: str, tells_precision: bool) -> dict[str, Any]:
    """A day and, where the table has a column for it, how exactly it is known."""
    written, _, told = cell.removesuffix(")").partition(" (")
    day = date.fromisoformat(written + "-01-01"[3 * written.count("-") :]) if written else None
    if not tells_precision:
        return {name: day}
    known = told or ("year", "month", "day")[written.count("-")] if written else "day"
    return {name: day, f"{name}_precision": known}


def blank(noun: Table) -> dict[str, Any]:
    """A row with nothing in it."""
    row: dict[str, Any] = {column.name: None for column in noun.columns}
    row |= {reference.column: None for reference in noun.references}
    return row | {name: value for name, value in UNWRITTEN.items() if name in row}
