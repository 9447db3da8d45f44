"""Tables in a text: rows of cells cut by | or tabs, with the scale and sense of their headings."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from zonebook.core.bulletin.claims import Cell
from zonebook.core.bulletin.patterns import lazily

RULER = lazily(r"^[\s|:+-]*-[\s|:+-]*$")
NUMBER_CELL = lazily(r"^[第约超]?[-+]?\d[\d,]*(?:\.\d+)?\s*[%万亿]?$")
UNIT_OF_TABLE = lazily(r"单位[:：]\s*([^\s|，。）)]{1,12})")
HEAD_UNIT = lazily(
    r"[（(]\s*([^（）()]{1,12})\s*[）)]\s*$|(亿元|万元|%)\s*$|[，/]\s*(个|家|户)\s*$"
)
UNIT_COLUMN = lazily(r"^(?:计量)?单位$")
YEAR_HEAD = lazily(r"(?:19|20)\d\d年?$")
SERIAL = lazily(r"序号|编号|^№$|^No\.?$|^号$|名次|代码|电话|^项次$")


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: its place in the text as read, its words, its row and column."""

    at: int
    to: int
    text: str
    row: int
    column: int


@dataclass(eq=False)
class Table:
    """A table: its cells, its heading cells and the unit written above it."""

    number: int
    at: int
    to: int
    spots: tuple[Spot, ...]
    heads: tuple[str, ...]
    head_rows: int
    unit: str = ""
    units: tuple[str, ...] = ()  # the unit in the heading of each column, also above several

    by_place: dict[tuple[int, int], str] = field(init=False)  # the words of a row and column
    row_heads: dict[int, str] = field(init=False)  # the first words of a row that are no number

    def __post_init__(self) -> None:
        self.by_place = {(spot.row, spot.column): spot.text for spot in self.spots}
        self.row_heads = {}
        for spot in self.spots:
            if spot.row not in self.row_heads and spot.text and not NUMBER_CELL.match(spot.text):
                self.row_heads[spot.row] = spot.text


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
    spots: list[Spot] = []
    lines = [(at, line) for at, line in run if not RULER.match(line)]
    # An empty first cell is no edge where other lines have none.
    opens = all(line.lstrip(" ").startswith("|") for _, line in lines)
    closes = all(line.rstrip(" ").endswith("|") for _, line in lines)
    for row, (at, line) in enumerate(lines):
        spots += cells(at, line, row, opens, closes)
    heads, head_rows, units = headings(spots)
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
        units,
    )


def cells(at: int, line: str, row: int, opens: bool, closes: bool) -> list[Spot]:
    """The cells of one line; bars at the edges cut nothing."""
    by = "\t" if "\t" in line else "|"
    found, place = [], at
    parts = line.split(by)
    for part in parts:
        stripped = part.strip()
        begin = place + (len(part) - len(part.lstrip()))
        found.append((begin, begin + max(len(stripped), 1), stripped))
        place += len(part) + 1
    if by == "|" and opens and not parts[0].strip():
        found = found[1:]
    if by == "|" and closes and not parts[-1].strip():
        found = found[:-1]
    return [Spot(a, b, text, row, column) for column, (a, b, text) in enumerate(found)]


def headings(spots: list[Spot]) -> tuple[tuple[str, ...], int, tuple[str, ...]]:
    """Heading and unit of each column: rows from the top without a cell that is only a number.

    A heading above several columns stands in the first of them; the empty cells behind it are its.
    """
    rows: dict[int, dict[int, str]] = {}
    for spot in spots:
        rows.setdefault(spot.row, {})[spot.column] = spot.text
    told: list[dict[int, str]] = []
    for row in list(rows.values())[:2]:
        if any(NUMBER_CELL.match(text) and not YEAR_HEAD.match(text) for text in row.values()):
            break
        told.append(row)
    if len(told) == 2:
        above = ""
        for column in range(max(told[1]) + 1):
            above = told[0].get(column) or above
            if column and told[1].get(column) and not told[0].get(column):
                told[0][column] = above
    width = max((max(row) + 1 for row in told), default=0)
    pieces = [[row.get(column, "") for row in told] for column in range(width)]
    units = [next(filter(None, map(head_unit, reversed(one))), "") for one in pieces]
    return tuple("".join(one) for one in pieces), len(told), tuple(units)


def head_unit(head: str) -> str:
    """The unit written in a heading: 总投资（亿元） gives 亿元."""
    found = HEAD_UNIT.search(head)
    return (
        (found[1] or found[2] or found[3]).split("、")[0].removeprefix("单位：").strip()
        if found
        else ""
    )
