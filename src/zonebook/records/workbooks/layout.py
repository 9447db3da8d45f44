"""Finds in a sheet its title, header of one to three rows, data, totals, sections and notes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from zonebook.records.workbooks.grid import Grid, Merge, Value, is_blank
from zonebook.records.workbooks.words import bare, tidy, without_brackets

Kind = Literal[
    "title",
    "header",
    "data",
    "blank",
    "section",
    "total",
    "part",
    "note",
    "repeat",
    "numbers",
    "continued",
    "elsewhere",
]
YEARS = ("年度", "年份", "年")
PART_OF_YEAR = re.compile(
    r"^(第?[一二三四1-4]季度?|[上下]半年|前[三3]季度?|全年|q[1-4]|(\d{1,2}月?)?\d{1,2}月份?(累计)?)$"
)
DEEPEST = 80  # a header does not begin below this row: two printed pages of letter and instructions
LONGEST = 40  # a header cell is not longer: one that explains itself in brackets, never a paragraph
LABELS = 0.8  # of a header's cells are labels; the fifth may be a year or a number (2022, 1, 2)
REMARK = re.compile(
    r"^[(（]?[^:：()（）]{0,8}(单位|日期|时间|部门|人|电话|截至|口径|编号|名称)[:：]\s*\S"
)


@dataclass(frozen=True)
class Column:
    """A column of the sheet: the words of its header from top to bottom."""

    index: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its header in one line."""
        return " / ".join(self.words)


@dataclass(frozen=True)
class Line:
    """A row of the sheet and what it is; `section` is the section heading it stands under."""

    row: int
    kind: Kind
    section: str = ""


@dataclass(frozen=True)
class Layout:
    """A sheet taken apart; every row of it has a line."""

    grid: Grid
    top: int  # first row of the header
    bottom: int  # last row of the header
    columns: tuple[Column, ...]
    lines: tuple[Line, ...] = field(default=())

    @property
    def title(self) -> str:
        """All that stands above the header."""
        cells = (
            tidy(str(value))
            for row in self.grid.rows[: self.top]
            for value in row
            if not is_blank(value)
        )
        return " ".join(one for one in (self.grid.heading, *dict.fromkeys(cells)) if one)

    @property
    def notes(self) -> str:
        """All that stands in the notes under the table."""
        rows = (self.grid.rows[line.row] for line in self.lines if line.kind == "note")
        return " ".join(tidy(str(value)) for row in rows for value in row if not is_blank(value))

    def of_kind(self, kind: Kind) -> list[Line]:
        """The lines of one kind."""
        return [line for line in self.lines if line.kind == kind]


def is_label(value: Value) -> bool:
    """Whether a cell may be part of a header: a short text that is no date, number or code."""
    if not isinstance(value, str) or is_blank(value):
        return False
    text = bare(value)
    if not text or len(tidy(value)) > LONGEST or REMARK.match(tidy(value)):
        return False
    return not re.fullmatch(r"[\d%.]+|\d{2,4}年?\d{1,2}月?(\d{1,2}日?)?|[0-9a-z]{15,20}", text)


def score_of(grid: Grid, row: int, vocabulary: Collection[str]) -> float:
    """How much a row looks like the first row of a header."""
    filled = [(c, v) for c, v in enumerate(grid.rows[row]) if not is_blank(v)]
    labels = [v for _, v in filled if is_label(v)]
    if len(labels) < 2 or len(labels) < LABELS * len(filled):
        return 0
    different = len({bare(str(one)) for one in labels})
    known = sum(is_known(str(one), vocabulary) for one in labels)
    return different + 3 * known if different > 1 else 0


def is_known(text: str, vocabulary: Collection[str]) -> bool:
    """Whether a header cell is one of the words that registers declare."""
    return bare(text) in vocabulary or bare(without_brackets(text)) in vocabulary


def find_header(grid: Grid, vocabulary: Collection[str] = ()) -> tuple[int, int] | None:
    """The first and last row of the header; None where the sheet has none."""
    own = [row for row in range(len(grid.rows)) if row not in grid.elsewhere][:DEEPEST]
    scores = {row: score_of(grid, row, vocabulary) for row in own}
    best = max(scores.values(), default=0)
    if not best:
        return None
    known = (row for row in own if knows(grid, row, vocabulary))
    # where no word is known, the first row that is half as much a header as the best: a group row
    enough = (row for row in own if scores[row] >= max(3, 0.5 * best))
    first = (row for row in own if scores[row] == best)
    top = next(itertools.chain(known, enough, first))
    top = raised(grid, top)
    if top + 1 < len(grid.rows) and is_split(grid, top, vocabulary):
        return top, top + 1
    return top, lowered(grid, top)


def knows(grid: Grid, row: int, vocabulary: Collection[str]) -> bool:
    """Whether a row holds at least two declared words (or one, being the only cells) as labels."""
    labels = [str(v) for v in grid.rows[row] if is_label(v)]
    filled = [v for v in grid.rows[row] if not is_blank(v)]
    found = {bare(one) for one in labels if is_known(one, vocabulary)}
    return len(found) >= 2 and len(labels) >= LABELS * len(filled)


def raised(grid: Grid, top: int) -> int:
    """The true first row of the header: a merged group heading may stand above its known words."""
    while top > 0 and any(
        merge.bottom >= top or (merge.left < merge.right and spans_part(grid, merge, top))
        for merge in grid.merges
        if merge.top == top - 1 and is_label(grid.at(merge.top, merge.left))
    ):
        top -= 1
    return top


def is_split(grid: Grid, top: int, vocabulary: Collection[str]) -> bool:
    """Whether the words of a header run on in the row below: 签约 over 日期, where neither is merged."""
    upper, lower = grid.rows[top], grid.rows[top + 1]
    if not all(is_blank(one) or is_label(one) for one in lower):
        return False
    both = [
        (bare(str(a)), bare(str(b)))
        for a, b in zip(upper, lower, strict=False)
        if not is_blank(a) and not is_blank(b)
    ]
    joined = sum(a + b in vocabulary for a, b in both)
    return joined >= 2 and 2 * joined >= len(both)


def spans_part(grid: Grid, merge: Merge, row: int) -> bool:
    """Whether a merged range spans some of the header's columns and others have labels beside it."""
    filled = [c for c, value in enumerate(grid.rows[row]) if not is_blank(value)]
    beside = [c for c, v in enumerate(grid.rows[merge.top]) if not is_blank(v) and c != merge.left]
    inside = [c for c in filled if merge.left <= c <= merge.right]
    return (
        bool(beside)
        and 0 < len(inside) < len(filled)
        and all(is_label(grid.at(merge.top, c)) for c in beside)
    )


def lowered(grid: Grid, top: int) -> int:
    """The last row of a header that begins at `top`: merged cells and group headings lead down."""
    bottom = max(
        [m.bottom for m in grid.merges if m.top == top and is_label(grid.at(m.top, m.left))] + [top]
    )
    if bottom - top > 3:  # merged cells of the data, not of the header
        bottom = top
    while bottom - top < 2 and bottom + 1 < len(grid.rows) and is_subheader(grid, top, bottom + 1):
        bottom += 1
    return bottom


def is_subheader(grid: Grid, top: int, row: int) -> bool:
    """Whether a row continues the header: labels only, each below a gap or a group heading."""
    filled = [(c, v) for c, v in enumerate(grid.rows[row]) if not is_blank(v)]
    if not filled or not all(is_label(v) for _, v in filled):
        return False
    if len(filled) == 1 and (row - 1, filled[0][0]) not in grid.merge_at:
        return False  # a heading of the first block, not a header
    width = max(c for c, v in enumerate(grid.rows[top]) if not is_blank(v))
    gaps = {c for c in range(width + 1) if is_under_group(grid, row - 1, c)}
    same = {c for c, v in filled if bare(str(v)) == bare(str(grid.shown(row - 1, c) or ""))}
    below = {c for c, _ in filled} - same
    beyond = {c for c in below if c > width}
    return bool(below & gaps) and below <= gaps | beyond


def is_under_group(grid: Grid, row: int, column: int) -> bool:
    """Whether the header cell of a column is a gap right of a label, or a group heading itself."""
    merge = grid.merge_at.get((row, column))
    if merge:
        return merge.left < merge.right and merge.bottom == row
    if is_blank(grid.at(row, column)):
        return True
    right = grid.at(row, column + 1)
    is_merged = (row, column + 1) in grid.merge_at
    return is_blank(right) and not is_merged and column + 1 < grid.width


def columns_of(grid: Grid, top: int, bottom: int) -> tuple[Column, ...]:
    """The columns with the words of their header; a group heading counts for all columns below."""
    found = []
    for index in range(grid.width):
        words = [
            word
            for row in range(top, bottom + 1)
            if (word := header_word(grid, row, index, bottom))
        ]
        unique = tuple(dict.fromkeys(words))
        if unique:
            found.append(Column(index, unique))
    return tuple(found)


def header_word(grid: Grid, row: int, index: int, bottom: int) -> str:
    """The header text of a cell; a gap in a group row without merged cells takes its left neighbour."""
    value = grid.shown(row, index)
    if is_blank(value) and row < bottom and (row, index) not in grid.merge_at:
        if is_blank(grid.at(row + 1, index)):
            return ""
        left = index
        while left > 0 and is_blank(grid.at(row, left)):
            left -= 1
        value = grid.at(row, left) if not is_blank(grid.at(row + 1, left)) else None
        if (merge := grid.merge_at.get((row, left))) and merge.right < index:
            value = None
    if isinstance(value, int | Decimal | date):
        return str(value)
    return tidy(str(value)) if not is_blank(value) else ""


def take_apart(
    grid: Grid, vocabulary: Collection[str] = (), head: tuple[int, int] | None = None
) -> Layout | None:
    """The layout of a sheet before its columns are understood; None where it has no header.

    `head` are the rows of the header where a person named them.
    """
    rows = head if head and head[1] < len(grid.rows) else find_header(grid, vocabulary)
    if rows is None:
        return None
    found = Layout(grid, rows[0], rows[1], columns_of(grid, *rows))
    return with_whole_periods(with_whole_days(found))


def with_whole_periods(layout: Layout) -> Layout:
    """The layout with periods whose year stands in a column of its own, written once, as one text."""
    pair = next(filter(None, map(periods_in_parts, itertools.pairwise(layout.columns))), None)
    if pair is None or not parts_of_years(layout, pair[1].index):
        return layout
    years, parts = (one.index for one in pair)
    rows, year = [list(cells) for cells in layout.grid.rows], ""
    for cells in rows[layout.bottom + 1 :]:
        said = [cells[one] if one < len(cells) else None for one in (years, parts)]
        year = "".join(re.findall(r"\d", str(said[0] or ""))) or year
        if not is_blank(said[1]) and len(year) == 4:
            cells[years], cells[parts] = f"{year}年{said[1]}", None
    merges = tuple(
        one for one in layout.grid.merges if one.left != years or one.top <= layout.bottom
    )
    columns = tuple(one for one in layout.columns if one.index != parts)
    grid = replace(layout.grid, rows=tuple(map(tuple, rows)), merges=merges)
    return replace(layout, grid=grid, columns=columns)


def periods_in_parts(pair: tuple[Column, Column]) -> tuple[Column, Column] | None:
    """The columns of the year and of its part, where two neighbours may be these."""
    left, right = pair
    is_pair = bare(left.words[-1]) in YEARS and right.index == left.index + 1
    return pair if is_pair else None


def parts_of_years(layout: Layout, index: int) -> bool:
    """Whether the cells of a column are parts of a year: 一季度, 上半年, 1—9月."""
    rows = layout.grid.rows[layout.bottom + 1 : layout.bottom + 1 + DEEPEST]
    cells = [bare(str(row[index])) for row in rows if index < len(row) and not is_blank(row[index])]
    return bool(cells) and 5 * sum(map(bool, map(PART_OF_YEAR.match, cells))) >= 4 * len(cells)


def with_whole_days(layout: Layout) -> Layout:
    """The layout with days that stand in columns 年, 月 and 日 written as one."""
    triples = list(days_in_parts(layout.columns))
    if not triples:
        return layout
    rows = [list(cells) for cells in layout.grid.rows]
    gone = {one.index for triple in triples for one in triple[1:]}
    names = {}
    for triple in triples:
        names[triple[0].index] = Column(triple[0].index, triple[0].words[:-1] or ("日期",))
        for cells in rows[layout.bottom + 1 :]:
            join_day(cells, [one.index for one in triple])
    columns = (names.get(one.index, one) for one in layout.columns if one.index not in gone)
    return replace(
        layout, grid=replace(layout.grid, rows=tuple(map(tuple, rows))), columns=tuple(columns)
    )


def days_in_parts(columns: Sequence[Column]) -> Iterator[Sequence[Column]]:
    """The neighbouring columns 年 and 月, or 年, 月 and 日, of one group."""
    for i in range(len(columns)):
        for parts in ("年月日", "年月"):
            some = columns[i : i + len(parts)]
            is_day = [one.words[-1] for one in some] == list(parts)
            if is_day and len({one.words[:-1] for one in some}) == 1:
                yield some
                break


def join_day(cells: list[Value], places: Sequence[int]) -> None:
    """Write the parts of a day as one text into the first of their cells; empty the others."""
    parts = [cells[one] if one < len(cells) else None for one in places]
    said = [
        str(one).strip().rstrip(mark) for one, mark in zip(parts, "年月日", strict=False) if one
    ]
    if len(said) < 2 or not all(one.isdigit() for one in said):
        return
    whole = "".join(
        f"{str(one).strip().rstrip(mark)}{mark}"
        for one, mark in zip(parts, "年月日", strict=False)
        if one
    )
    for place in places:
        if place < len(cells):
            cells[place] = None
    cells[places[0]] = whole
