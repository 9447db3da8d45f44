"""Sheets that come as text: CSV in the usual encodings, cells pasted from Excel or WPS, HTML."""

from __future__ import annotations

import csv
import io
from collections import Counter
from html.parser import HTMLParser

from zonebook.records.workbooks.grid import Grid, Merge, Value
from zonebook.records.workbooks.guards import CELLS, RATIO, refused

SEPARATORS = "\t,;|，"


def decoded(content: bytes, file: str) -> str:
    """The text of a file: UTF-8 with or without mark, UTF-16 with mark, GB18030; else Refused."""
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return decode(content, (name,), file)
    return decode(content, ("utf-8", "gb18030"), file)


def decode(content: bytes, names: tuple[str, ...], file: str) -> str:
    """Decode by the first encoding that fits without a single wrong byte."""
    for name in names:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise refused("encoding", file)


def separator_of(text: str) -> str:
    """The separator that cuts the lines most evenly; a tab wins, as pasted cells have tabs."""
    best, score = ",", 0
    for separator in SEPARATORS:
        widths = Counter(
            len(row) for row in csv.reader(io.StringIO(text[:20_000]), delimiter=separator)
        )
        width, lines = max(widths.items(), key=lambda one: (one[0] > 1, one[1] * (one[0] - 1)))
        if width > 1 and lines * (width - 1) > score:
            best, score = separator, lines * (width - 1)
    return best


def grid_of_text(text: str, file: str, name: str = "") -> Grid:
    """The grid of a text with separators; a quoted cell may hold line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator_of(text), strict=False))
    except csv.Error:
        raise refused("broken", file) from None
    return Grid(name, tuple(tuple(cell or None for cell in row) for row in rows), file=file)


def pasted(text: str) -> Grid:
    """The grid of cells copied from Excel or WPS."""
    return grid_of_text(text, "", "")


class Tables(HTMLParser):
    """Collects the largest table of an HTML page, as platforms export them under the name .xls."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            found = dict(attrs)
            self.cell = []
            self.span = (number(found.get("rowspan")), number(found.get("colspan")))
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.cell is not None and self.tables:
            if not self.tables[-1]:
                self.tables[-1].append([])
            self.tables[-1][-1].append(("".join(self.cell).strip(), *self.span))
            self.cell = None


def number(text: str | None) -> int:
    """A span as written; 1 where it is missing or senseless."""
    return max(1, min(int(text), 20_000)) if text and text.isdigit() else 1


def grid_of_html(text: str, file: str) -> Grid:
    """The grid of the largest table of a page, with its spans as merged ranges."""
    parser = Tables()
    parser.feed(text)
    if not parser.tables:
        raise refused("wrong_type", file, kind="HTML")
    table = max(parser.tables, key=lambda rows: sum(map(len, rows)))
    cells: dict[tuple[int, int], Value] = {}
    merges = []
    for row, line in enumerate(table):
        column = 0
        for shown, down, across in line:
            while (row, column) in cells:
                column += 1
            down = min(down, len(table) - row)
            if len(cells) + down * across > CELLS:
                raise refused("bomb", file, times=RATIO)
            spread = [
                (r, c) for r in range(row, row + down) for c in range(column, column + across)
            ]
            cells |= dict.fromkeys(spread)
            cells[row, column] = shown or None
            if len(spread) > 1:
                merges.append(Merge(row, column, row + down - 1, column + across - 1))
    width = 1 + max((column for _, column in cells), default=0)
    rows = tuple(tuple(cells.get((r, c)) for c in range(width)) for r in range(len(table)))
    return Grid("", rows, tuple(merges), file=file)
