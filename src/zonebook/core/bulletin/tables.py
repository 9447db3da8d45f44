"""Tables in a text: rows of cells cut by | or tabs, with the scale and sense of their headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from zonebook.core.bulletin.claims import Cell
from zonebook.core.bulletin.patterns import lazily

RULER = lazily(r"^[\s|:+-]*-[\s|:+-]*$")
NUMBER_CELL = lazily(r"^[第约超]?[-+]?\d[\d,]*(?:\.\d+)?\s*[%万亿]?$")
UNIT_OF_TABLE = lazily(r"单位[:：]\s*([^\s|，。）)]{1,12})")
HEAD_UNIT = lazily(
    r"[（(]\s*([^（）()]{1,12})\s*[）)]\s*$|(亿元|万元|%)\s*$|[，/]\s*(个|家|户)\s*$"
)
UNIT_COLUMN = lazily(r"^(?:计量)?单位$")
SERIAL = lazily(r"序号|编号|^№$|^No\.?$|^号$|名次|代码|电话|^项次$")


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: its place in the text as read, its words, its row and column."""

    at: int
    to: int
    text: str
    row: int
    column: int


@dataclass(frozen=True)
class Table:
    """A table: its cells, its heading cells and the unit written above it."""

    number: int
    at: int
    to: int
    spots: tuple[Spot, ...]
    heads: tuple[str, ...]
    head_rows: int
    unit: str = ""

    @cached_property
    def by_place(self) -> dict[tuple[int, int], str]:
        """The words of every cell by row and column."""
        return {(spot.row, spot.column): spot.text for spot in self.spots}

    @cached_property
    def row_heads(self) -> dict[int, str]:
        """The first words of every row that are no number."""
        found: dict[int, str] = {}
        for spot in self.spots:
            if spot.row not in found and spot.text and not NUMBER_CELL.match(spot.text):
                found[spot.row] = spot.text
        return found


class Tables:
    """All tables of a text; finds the cell at a place."""

    def __init__(self, norm: str) -> None:
        self.tables = find_tables(norm) if "|" in norm or "\t" in norm else []
        spots = [(spot.at, spot, table) for table in self.tables for spot in table.spots]
        self.begins = [at for at, _, _ in spots]
        self.spots = spots

    def cell(self, at: int) -> tuple[Spot, Table] | None:
        """The cell that holds a place."""
        if not self.begins:
            return None
        i = bisect_right(self.begins, at) - 1
        if i < 0 or at >= self.spots[i][1].to:
            return None
        return self.spots[i][1], self.spots[i][2]

    def place(self, spot: Spot, table: Table) -> Cell:
        """The cell as claims name it."""
        head = table.heads[spot.column] if spot.column < len(table.heads) else ""
        return Cell(table.number, spot.row, spot.column, head, row_head(spot, table))


def unit_of_row(spot: Spot, table: Table) -> str:
    """The unit that a column of units gives the row of a cell; empty where there is none."""
    for column, head in enumerate(table.heads):
        if UNIT_COLUMN.match(head) and column != spot.column:
            return table.by_place.get((spot.row, column), "")
    return ""


def row_head(spot: Spot, table: Table) -> str:
    """The first words of a row that are no number."""
    return table.row_heads.get(spot.row, "")


def find_tables(norm: str) -> list[Table]:
    """Runs of at least two lines with the same kind of cut."""
    found: list[Table] = []
    run: list[tuple[int, str]] = []
    at, above = 0, ""
    for line in [*norm.split("\n"), ""]:
        if "|" in line or "\t" in line:
            run.append((at, line))
        else:
            if run and len(run) >= (2 if run[0][1].count("|") != 1 else 3):
                found.append(table_of(len(found), run, above))
            run = []
            above = line if line.strip() else above
        at += len(line) + 1
    return found


def table_of(number: int, run: list[tuple[int, str]], above: str) -> Table:
    """The cells of a run of lines."""
    spots, row = [], 0
    for at, line in run:
        if RULER.match(line):
            continue
        spots += cells(at, line, row)
        row += 1
    heads, head_rows = headings(spots)
    unit = UNIT_OF_TABLE.search(above)
    first, (last_at, last_line) = run[0], run[-1]
    return Table(
        number,
        first[0],
        last_at + len(last_line),
        tuple(spots),
        heads,
        head_rows,
        unit[1] if unit else "",
    )


def cells(at: int, line: str, row: int) -> list[Spot]:
    """The cells of one line; bars at the edges cut nothing."""
    by = "\t" if "\t" in line else "|"
    found, place = [], at
    parts = line.split(by)
    for part in parts:
        stripped = part.strip()
        begin = place + (len(part) - len(part.lstrip()))
        found.append((begin, begin + max(len(stripped), 1), stripped))
        place += len(part) + 1
    if by == "|" and parts and not parts[0].strip():
        found = found[1:]
    if by == "|" and parts and not parts[-1].strip():
        found = found[:-1]
    return [Spot(a, b, text, row, column) for column, (a, b, text) in enumerate(found)]


def headings(spots: list[Spot]) -> tuple[tuple[str, ...], int]:
    """The heading of each column: rows from the top without a cell that is only a number."""
    rows: dict[int, list[Spot]] = {}
    for spot in spots:
        rows.setdefault(spot.row, []).append(spot)
    heads: list[str] = []
    count = 0
    for row in sorted(rows):
        if any(
            NUMBER_CELL.match(spot.text) and not re.match(r"(19|20)\d\d年?$", spot.text)
            for spot in rows[row]
        ):
            break
        if count >= 2:
            break
        count += 1
        for spot in rows[row]:
            while len(heads) <= spot.column:
                heads.append("")
            heads[spot.column] += spot.text
    return tuple(heads), count


def head_unit(head: str) -> str:
    """The unit written in a heading: 总投资（亿元） gives 亿元."""
    found = HEAD_UNIT.search(head)
    return (
        (found[1] or found[2] or found[3]).split("、")[0].removeprefix("单位：").strip()
        if found
        else ""
    )
