"""Several tables on one sheet: one below or beside the other, cross tables, tables on their side.

Each becomes a grid of its own with the addresses of the sheet; rows of another are named as such.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from zonebook.core.values import Refused
from zonebook.records.workbooks import codes, contents, titles
from zonebook.records.workbooks.grid import Grid, Marks, Merge, Value, is_blank
from zonebook.records.workbooks.headers import split_unit
from zonebook.records.workbooks.layout import (
    DEEPEST,
    Column,
    Layout,
    is_known,
    is_label,
    knows,
    raised,
    take_apart,
)
from zonebook.records.workbooks.lines import NOTE, SECTION, SERIAL, header_rows, is_repeat
from zonebook.records.workbooks.readers import Setting
from zonebook.records.workbooks.synonyms import concepts
from zonebook.records.workbooks.words import bare, text_of, tidy, without_brackets

FEWEST = 3  # cells of a header that begins a further table; two may be a caption and its value
LYING = 4  # known words down a column: more than the data of a row of labels says by chance
SAME = 0.6  # of the words of a header that stands twice: the second often lacks 序号 or 备注
VALUE = "数值"
COMPARED = re.compile("(比|较)上年(同期)?|同比|比去年")
GROWTH = re.compile("增速|增长|增幅|比上年|同比")
ON_ITS_SIDE = "T"  # the part of a sheet whose header runs down a column
NUMBERED = re.compile(r"^(附?表|第)[一二三四五六七八九十\d]")


def tables_of(grid: Grid, vocabulary: Collection[str], setting: Setting) -> list[Grid]:
    """The tables of a sheet; the sheet itself where it holds one, or none that is understood."""
    layout = take_apart(grid, vocabulary)
    if (column := lying(grid, layout, vocabulary)) is not None:
        return [turned(grid, column, vocabulary)]
    if layout is None:
        return [grid]
    found: list[Grid] = []
    for one in one_below_the_other(grid, layout, vocabulary):
        for table in side_by_side(one, take_apart(one, vocabulary)):
            found += cross_tables(take_apart(table, vocabulary), setting) or [table]
    if len(found) == 1:
        return found
    return [replace(one, part=str(i)) for i, one in enumerate(found, 1)]


def masked(grid: Grid, keeps: Callable[[int, int], bool], elsewhere: Collection[int]) -> Grid:
    """The grid with the cells of other tables left out."""
    rows = tuple(
        tuple(value if keeps(r, c) else None for c, value in enumerate(cells))
        for r, cells in enumerate(grid.rows)
    )
    merges = tuple(one for one in grid.merges if keeps(one.top, one.left))
    return replace(grid, rows=rows, merges=merges, elsewhere=grid.elsewhere | frozenset(elsewhere))


def one_below_the_other(grid: Grid, layout: Layout, vocabulary: Collection[str]) -> Iterator[Grid]:
    """The tables of a sheet whose header comes again in other words or another order."""
    starts = list(further_tables(grid, layout, vocabulary))
    if not starts:
        yield grid
        return
    common = [row for row in range(layout.top) if is_common(grid.rows[row])]
    bounds = [0, *starts, len(grid.rows)]
    for i, (first, end) in enumerate(itertools.pairwise(bounds)):
        own = {*range(first, end), *(common if i else ())}
        elsewhere = set(range(len(grid.rows))) - own
        yield masked(grid, lambda row, _, own=own: row in own, elsewhere)  # type: ignore[misc]


def is_common(cells: Sequence[Value]) -> bool:
    """Whether a row above the first header speaks for all tables, not for the first alone."""
    texts = [tidy(str(one)) for one in cells if not is_blank(one)]
    return not any(SECTION.match(one) or NUMBERED.match(one) for one in texts[:1])


def further_tables(grid: Grid, layout: Layout, vocabulary: Collection[str]) -> Iterator[int]:
    """The first row, caption included, of each table after the first."""
    at, row = layout, layout.bottom + 1
    while row < len(grid.rows):
        if begins_table(grid, row, at, vocabulary):
            top = raised(grid, row)
            below = masked(grid, lambda r, _, top=top: r >= top, range(top))  # type: ignore[misc]
            following = take_apart(below, vocabulary)
            if following is not None and following.top == top:
                yield captioned(grid, top, at.bottom)
                at, row = following, following.bottom
        row += 1


def begins_table(grid: Grid, row: int, layout: Layout, vocabulary: Collection[str]) -> bool:
    """Whether a row is the header of another table: known words that are not this header again."""
    cells = grid.rows[row]
    first = next((one for one in cells if not is_blank(one)), None)
    if not isinstance(first, str) or not is_label(first):
        return False
    if not is_known(first, vocabulary) and bare(first) not in SERIAL:
        return False
    filled = {c: v for c, v in enumerate(cells) if not is_blank(v)}
    if len(filled) < FEWEST or not knows(grid, row, vocabulary):
        return False
    between = grid.rows[layout.bottom + 1 : row]
    has_rows = any(2 * fill(one) >= len(layout.columns) for one in between)
    return has_rows and not is_repeat(filled, header_rows(layout).rows)


def fill(cells: Sequence[Value]) -> int:
    """How many cells hold anything."""
    return sum(not is_blank(one) for one in cells)


def captioned(grid: Grid, top: int, above: int) -> int:
    """The first row of what stands above a header as its caption: single cells, no notes."""
    row = top
    while row - 1 > above:
        texts = [tidy(str(one)) for one in grid.rows[row - 1] if not is_blank(one)]
        if len(texts) > 1 or (texts and NOTE.match(texts[0])):
            break
        row -= 1
    return row


def side_by_side(grid: Grid, layout: Layout | None) -> Iterator[Grid]:
    """The tables of a sheet whose header stands twice in the same rows."""
    blocks = blocks_of(layout.columns) if layout else []
    if layout is None or len(blocks) < 2:
        yield grid
        return
    starts = [block[0].index for block in blocks[1:]]
    for left, right in zip([0, *starts], [*starts, grid.width], strict=True):
        yield masked(
            grid,
            lambda row, c, left=left, right=right: row < layout.top or left <= c < right,  # type: ignore[misc]
            (),
        )


def blocks_of(columns: Sequence[Column]) -> list[Sequence[Column]]:
    """The columns cut where the first word of the header comes again with most that follow it."""
    words = [bare(one.words[-1]) for one in columns]
    cuts = [i for i, word in enumerate(words) if i > 1 and word == words[0]]
    blocks = [columns[a:b] for a, b in zip([0, *cuts], [*cuts, len(columns)], strict=True)]
    spoken = [{bare(one.words[-1]) for one in block} for block in blocks]
    is_same = all(
        len(one) > 1 and len(one & spoken[0]) >= SAME * min(len(one), len(spoken[0]))
        for one in spoken
    )
    return blocks if is_same else [columns]


def cross_tables(layout: Layout | None, setting: Setting) -> list[Grid]:
    """The tables of a cross table: one a period, or one an indicator, that heads columns."""
    if layout is None:
        return []
    year = titles.said_by(layout, setting.units).year
    by_period = {one.index: period_of(one, year) for one in layout.columns}
    by_indicator = headed(layout.columns, setting)
    if several(by_period) and any(holds_indicators(layout, one, setting) for one in layout.columns):
        return parts(layout, by_period, "period", setting)
    if several(by_indicator) and any(holds_periods(layout, one) for one in layout.columns):
        return parts(layout, by_indicator, "indicator", setting)
    return []


def several(heads: Mapping[int, str]) -> bool:
    """Whether columns are headed by different things."""
    return len({one for one in heads.values() if one}) > 1


def period_of(column: Column, year: int | None) -> str:
    """The period that heads a column: 上半年, 2023年一季度; nothing where none does."""
    for word in column.words:
        try:
            return codes.read_period(without_brackets(word), year)
        except Refused:
            continue
    return ""


def headed(columns: Sequence[Column], setting: Setting) -> dict[int, str]:
    """The indicator that heads each column; a growth beside it belongs to the one on its left."""
    found, left = {}, ""
    for column in columns:
        own = indicator_at(column, setting)
        is_growth = concepts(bare(without_brackets(column.words[-1]))) == {"同比增长"}
        left = own or (left if is_growth else "")
        found[column.index] = left
    return found


def indicator_at(column: Column, setting: Setting) -> str:
    """The indicator that the words of a header name together, or one of them: 增速 over 地区生产总值."""
    words = [without_brackets(one) for one in column.words]
    plain = [COMPARED.sub("", one) for one in words]
    together = ["".join(plain), "".join(reversed(plain))] if len(words) > 1 else []
    if len(words) > 1 and GROWTH.search("".join(words)):
        return next((key for one in together if (key := indicator_of(one, setting))), "")
    return next(
        (key for one in (*together, *column.words) if (key := indicator_of(one, setting))), ""
    )


def indicator_of(word: str, setting: Setting) -> str:
    """The indicator that a header names, with or without its unit."""
    known = setting.indicators
    for one in (word, split_unit(word, setting.units)[0], without_brackets(word)):
        if key := known.get(bare(one)):
            return key
    return ""


def holds_indicators(layout: Layout, column: Column, setting: Setting) -> bool:
    """Whether most cells of a column name indicators."""
    cells = contents.sample(layout, column.index)
    named = cells.share(lambda one: indicator_of(text_of(one), setting))
    return named >= contents.MOST


def holds_periods(layout: Layout, column: Column) -> bool:
    """Whether the cells of a column are periods."""
    cells = contents.sample(layout, column.index)
    return cells.share(contents.is_period) >= contents.ENOUGH


def parts(layout: Layout, heads: Mapping[int, str], what: str, setting: Setting) -> list[Grid]:
    """One table for each period or indicator that heads columns, its head taken from them."""
    found = []
    for head in dict.fromkeys(one for one in heads.values() if one):
        own = {one.index: one for one in layout.columns if heads[one.index] == head}
        others = {index for index, one in heads.items() if one and one != head}
        part = masked(
            layout.grid,
            lambda r, c, out=others: r < layout.top or c not in out,  # type: ignore[misc]
            (),
        )
        part = renamed(part, layout, {c: rest(one, head, what, setting) for c, one in own.items()})
        found.append(replace(part, constants={**layout.grid.constants, what: head}))
    return found


def rest(column: Column, head: str, what: str, setting: Setting) -> str:
    """What a column is called beside its head: 总量, or 数值 with the unit of the head."""
    words = [one for one in column.words if not is_head(one, head, what, setting)]
    alone = any(indicator_of(one, setting) == head for one in column.words)
    if what == "indicator" and not alone and indicator_at(column, setting) == head:
        words = []  # 增速 over 地区生产总值 is the indicator itself
    if words:
        return "/".join(words)
    units = (split_unit(one, setting.units)[1] for one in column.words)
    unit = next((one for one in units if one), None)
    return f"{VALUE}（{unit.zh}）" if unit else VALUE


def is_head(word: str, head: str, what: str, setting: Setting) -> bool:
    """Whether a word of a header is the period or the indicator itself."""
    if what == "indicator":
        return bool(indicator_of(COMPARED.sub("", word), setting))
    try:
        codes.read_period(without_brackets(word), int(head[:4]))
    except Refused:
        return False
    return True


def renamed(grid: Grid, layout: Layout, names: Mapping[int, str]) -> Grid:
    """The grid with other words in the header of some columns."""
    rows = [list(cells) for cells in grid.rows]
    for row in range(layout.top, layout.bottom + 1):
        for column, name in names.items():
            if column < len(rows[row]):
                rows[row][column] = name if row == layout.bottom else None
    merges = tuple(
        one
        for one in grid.merges
        if not (
            layout.top <= one.top <= layout.bottom
            and any(one.left <= column <= one.right for column in names)
        )
    )
    return replace(grid, rows=tuple(map(tuple, rows)), merges=merges)


def lying(grid: Grid, layout: Layout | None, vocabulary: Collection[str]) -> int | None:
    """The column down which a header runs; None where the header stands in a row, as usual."""
    across = sum(is_known(one.words[-1], vocabulary) for one in layout.columns) if layout else 0
    for column in range(min(2, grid.width)):
        cells = [grid.at(row, column) for row in range(min(len(grid.rows), DEEPEST))]
        labels = {
            bare(str(one)) for one in cells if is_label(one) and is_known(str(one), vocabulary)
        }
        if len(labels) >= max(LYING, 2 * across) and grid.width - column > 2:
            return column
    return None


def turned(grid: Grid, column: int, vocabulary: Collection[str]) -> Grid:
    """A grid with rows for columns, as a table that lies on its side is read."""
    first = next(
        r for r in range(len(grid.rows)) if is_known(text_of(grid.at(r, column)), vocabulary)
    )
    above = [tidy(str(v)) for cells in grid.rows[:first] for v in cells if not is_blank(v)]
    rows = tuple(
        tuple(grid.at(row, c) if row >= first else None for row in range(len(grid.rows)))
        for c in range(grid.width)
    )
    merges = tuple(
        Merge(one.left, one.top, one.right, one.bottom) for one in grid.merges if one.top >= first
    )
    return replace(
        grid,
        rows=rows,
        merges=merges,
        marks=turned_marks(grid.marks),
        part=ON_ITS_SIDE,
        heading=" ".join(dict.fromkeys(above)),
        turned=True,
    )


def turned_marks(marks: Marks) -> Marks:
    """The marks of a grid with rows for columns; hidden columns have become rows."""
    return Marks(
        errors={(c, r): one for (r, c), one in marks.errors.items()},
        uncalculated=frozenset((c, r) for r, c in marks.uncalculated),
        months=frozenset((c, r) for r, c in marks.months),
        units={(c, r): one for (r, c), one in marks.units.items()},
        decimals={(c, r): one for (r, c), one in marks.decimals.items()},
    )
