"""What each row of a sheet is: data, or one of the named kinds that are not, with nothing dropped."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zonebook.records.workbooks.grid import Value, is_blank
from zonebook.records.workbooks.layout import Kind, Layout, Line
from zonebook.records.workbooks.words import bare, is_empty, tidy, without_brackets

TOTAL = re.compile(
    r"^(总|合|小|共|累|分|本页|本月|本年|本季|全区|全年|全部|年度)*(计|合计|小计|总计|累计|平均值?)(数|额)?$|^(grand|sub)?total$|^sum$"
)
MAY_TOTAL = re.compile("[计均共]|total|sum", re.I)
ENDS_IN_TOTAL = re.compile(r"(小计|合计|总计|累计|total)[数额]?$|^共(计)?\d+[个家户项件笔条].*$")
SECTION = re.compile(
    r"^([一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十]+[部分类组])"
)
NOTE = re.compile(
    r"^[*※★]?(注|备注|附注|说明|填表说明|填报说明|说明事项|数据来源|资料来源|来源|数据截至|截至|统计口径|口径|以上"
    r"|制表|制表人|制表单位|填表人|填报人|填表|填报|填报单位|填表日期|填报日期|审核|审核人|复核|经办人|负责人|单位负责人|科室负责人"
    r"|联系人|联系电话|电话|打印时间|打印日期|导出时间|报送|盖章|note|source)s?[\d一二三四五六]*[:：．.、)）]"
)
COUNT = re.compile(r"[:：]?共?(计)?\d+[个家户项件笔条名宗]$")
IN_BRACKETS = re.compile(r"[(（](小计|合计|总计|共计?)\d*[个家户项件笔条名宗]?[)）]$")
SPAN = re.compile(
    r"^((19|20)\d\d年?)?(第?[一二三四1-4]季度|上半年|下半年|(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?)$"
    r"|^(19|20)\d\d年度?$"
)
SENTENCE = re.compile(r"[，。；,;]|[:：].")
CARRIED = re.compile(r"^[(（]?(续上?表|接上页|转下页|过次页|承前页|以下空白|此页无正文)")
BEFORE_HEADING = ("header", "total", "repeat", "numbers", "section")
LOOKED_AT = 1000  # rows that show whether a column counts them; all of most sheets
MOST_CONTINUED = 2  # cells of a row that only goes on with the one above: 进展 and 备注
PHASE = re.compile(r"^第?[一二三四五六七八九十\d]{1,2}期(工程|项目|建设)?$")
MOST_SIGNED = 6  # cells of a line of signatures: 制表 审核 负责人 and a name beside each
SIGNED = re.compile(r"^[^:：\d]{2,12}[:：]")
NUMERAL = re.compile(r"^[(（]?([一二三四五六七八九十]+|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])[)）]?[、.．]?$")
ORDINALS = [*"甲乙丙丁戊己庚辛壬癸"]
SERIAL = frozenset(
    ("序号", "编号", "序", "no", "行号", "项次", "排序", "号", "顺序号", "顺号", "序列")
)


def classed(layout: Layout, identifying: Collection[int]) -> Layout:
    """The layout with every row classed; `identifying` are the columns that make a row a record."""
    lines = list(lines_of(layout, frozenset(identifying)))
    return replace(layout, lines=tuple(lines))


def lines_of(layout: Layout, identifying: frozenset[int]) -> Iterator[Line]:
    """One line a row, from the first to the last."""
    serial = serial_columns(layout)
    heads = header_rows(layout)
    width = layout.columns[-1].index + 1  # what stands further right is another table's
    below = [
        {c: v for c, v in enumerate(cells[:width]) if v is not None and not is_blank(v)}
        for cells in layout.grid.rows[layout.bottom + 1 :]
    ]
    usual, in_words = usually_filled(below), counted_in_words(below)
    section, notes_began, before = "", False, "header"
    headings: set[int] = set()
    last = last_record(layout, identifying)
    for row, cells in enumerate(layout.grid.rows):
        if row in layout.grid.elsewhere:
            yield Line(row, "elsewhere")
            continue
        if row <= layout.bottom:
            blank = all(map(is_blank, cells))
            yield Line(row, "blank" if blank else "title" if row < layout.top else "header")
            continue
        filled = below[row - layout.bottom - 1]
        if usual > 2 and continues(layout, row, filled, identifying, before):
            yield Line(row, "continued")
            continue
        kind = kind_of(layout, row, filled, identifying, serial, heads)
        if kind == "data" and usual > 2:
            kind = alone(layout, row, filled, before, headings, in_words)
        if kind == "section":
            headings |= set(filled)
        before = kind if kind != "blank" else before
        notes_began = notes_began or (kind == "note" and row > last)
        if kind == "section" and (notes_began or row > last):
            kind = "note"
        if kind == "section":
            section = " ".join(tidy(str(v)) for v in cells if not is_blank(v))
        yield Line(row, kind, section if kind == "data" else "")


def kind_of(
    layout: Layout,
    row: int,
    filled: dict[int, Value],
    identifying: frozenset[int],
    serial: frozenset[int],
    heads: Heads,
) -> Kind:
    """The kind of one row below the header."""
    if not filled:
        return "blank"
    texts = [v for v in filled.values() if isinstance(v, str)]
    if any(squeezed(v) in heads.words for v in texts[:2]) and is_repeat(filled, heads.rows):
        return "repeat"
    if row == layout.bottom + 1 and is_numbering(filled, layout):
        return "numbers"
    if texts and is_total(texts):
        return "total"
    if is_across(layout, row, filled, identifying):
        return "section" if len(filled) == 1 else "total"
    if texts and len(filled) <= 4 and NOTE.match(squeezed(texts[0])):
        return "note"
    if 1 < len(filled) == len(texts) <= MOST_SIGNED and all(
        SIGNED.match(squeezed(str(one))) for one in filled.values()
    ):
        return "note"  # 分管领导： 审核：某某 制表：某某
    if not any(says(c, v, serial) for c, v in filled.items()):
        return "data" if covered(layout, row, identifying) else "blank"
    if len(filled) == 1 and is_heading(layout, row, filled, identifying):
        return "section"
    return "data"


def usually_filled(below: Iterable[dict[int, Value]]) -> int:
    """How many cells a row fills: the median of rows with several; 0 where most have one only."""
    counts = sorted(map(len, filter(None, below)))
    several = [one for one in counts if one > 1]
    return several[len(several) // 2] if 2 * len(several) > len(counts) else 0


def filled_in(cells: Sequence[Value]) -> int:
    """How many cells of a row hold anything."""
    return sum(not is_blank(one) for one in cells)


def alone(
    layout: Layout,
    row: int,
    filled: dict[int, Value],
    before: Kind,
    headings: Collection[int],
    in_words: bool,
) -> Kind:
    """What a row is that stands as data, where most rows fill more than two cells.

    A single text is a heading where it names a month or a count of rows, where it stands between
    the end of one block and full rows of the next, or where an earlier heading stood; a sentence
    is a note. 一 with a title is a heading too, and with sums beside it a subtotal.
    """
    column, first = next(iter(filled.items()), (0, None))
    if not isinstance(first, str):
        return "data"
    if len(filled) == 1:
        text = tidy(first)
        if CARRIED.match(text) or SENTENCE.search(text):
            return "note"
        if SPAN.match(bare(text)) or COUNT.search(bare(text)):
            return "section"
        opens = column in headings or before in BEFORE_HEADING
        return "section" if opens and full_below(layout, row) else "data"
    if not in_words and NUMERAL.match(first.strip()):
        texts = [one for one in filled.values() if isinstance(one, str)]
        return ("section" if len(filled) == 2 else "total") if len(texts) == 2 else "data"
    return "data"


def continues(
    layout: Layout,
    row: int,
    filled: dict[int, Value],
    identifying: frozenset[int],
    before: Kind,
) -> bool:
    """Whether a row only goes on with texts of the row above: one or two, not in the first columns."""
    if before != "data" or not 1 <= len(filled) <= MOST_CONTINUED:
        return False
    if is_total([one for one in filled.values() if isinstance(one, str)]):
        return False  # 2021年小计, its formula not reckoned by the program that wrote the file
    first = [one.index for one in layout.columns[:2]]
    above = layout.grid.rows[row - 1]
    return all(
        isinstance(value, str)
        and c not in identifying
        and c not in first
        and c < len(above)
        and isinstance(above[c], str)
        and (row, c) not in layout.grid.merge_at
        and not NOTE.match(squeezed(value))
        and not is_empty(value)
        and not PHASE.match(squeezed(value))  # 二期 below a merged name is a row of its own
        for c, value in filled.items()
    )


def full_below(layout: Layout, row: int) -> bool:
    """Whether the next row that holds anything fills at least half of the columns."""
    below = filter(None, map(filled_in, layout.grid.rows[row + 1 :]))
    return next(below, 0) * 2 >= len(layout.columns)


def counted_in_words(below: Sequence[dict[int, Value]]) -> bool:
    """Whether most rows begin with 一, 二, 三: then these are serial numbers, not headings."""
    firsts = [next(iter(filled.values())) for filled in below if filled]
    numerals = sum(isinstance(one, str) and bool(NUMERAL.match(one.strip())) for one in firsts)
    return 2 * numerals > len(firsts)


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def says(column: int, value: Value, serial: frozenset[int]) -> bool:
    """Whether a cell says more than which row it stands in."""
    return not (column in serial and number_of(value) is not None) and not is_empty(value)


def covered(layout: Layout, row: int, identifying: frozenset[int]) -> bool:
    """Whether a merged cell of a row above gives this row what identifies it."""
    merges = layout.grid.merge_at
    return any(
        (merge := merges.get((row, column))) and layout.bottom < merge.top < row
        for column in identifying
    )


@dataclass(frozen=True)
class Heads:
    """The header's rows as words by column, and all its words, to know them when repeated."""

    rows: list[dict[int, str]]
    words: frozenset[str]


def header_rows(layout: Layout) -> Heads:
    """What a repeated header would look like."""
    grid = layout.grid
    shown = range(layout.top, layout.bottom + 1)
    rows = [
        {c: bare(str(v)) for c, v in enumerate(grid.rows[row]) if not is_blank(v)} for row in shown
    ]
    words = {squeezed(str(v)) for row in shown for v in grid.rows[row] if not is_blank(v)}
    last = {column.index: bare(column.words[-1]) for column in layout.columns}
    return Heads([*rows, last], frozenset(words))


def is_repeat(filled: dict[int, Value], heads: list[dict[int, str]]) -> bool:
    """Whether a row is the header again, as printed pages have it."""
    words = {c: bare(str(v)) for c, v in filled.items()}
    return len(words) > 1 and any(
        sum(head.get(c) == word for c, word in words.items()) >= max(2, 0.7 * len(words))
        for head in heads
    )


def is_numbering(filled: dict[int, Value], layout: Layout) -> bool:
    """Whether a row numbers the columns: 1 2 3 4, 甲 乙 1 2, (1) (2) (3)."""
    if len(filled) < 3 or len(filled) < 0.6 * len(layout.columns):
        return False
    words = [bare(str(v)) for _, v in sorted(filled.items())]
    numbers = [int(w) for w in words if w.isdigit() and len(w) < 4]
    letters = [w for w in words if w in ORDINALS]
    in_order = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    return len(numbers) + len(letters) == len(words) and in_order and numbers[:1] in ([], [0], [1])


def is_total(texts: list[str]) -> bool:
    """Whether a row adds up others: its label says so and nothing else in it is a name."""
    if not any(map(MAY_TOTAL.search, texts[:2])):
        return False
    label = squeezed(texts[0]).lower().rstrip(":：")
    if IN_BRACKETS.search(label) and not names_in(texts[1:]):
        return True  # 云台片区（小计13项）
    if any(TOTAL.match(COUNT.sub("", one)) for one in (label, bare(texts[0]), uncounted(texts[0]))):
        return True
    if "计" not in label and "total" not in label and "共" not in label:
        return len(texts) > 1 and bool(TOTAL.match(squeezed(texts[1]))) and not names_in(texts[2:])
    ends = ENDS_IN_TOTAL.search(label) or ENDS_IN_TOTAL.search(uncounted(texts[0]))
    return bool(ends) and not names_in(texts[1:])


def uncounted(text: str) -> str:
    """A label without what it says in brackets: 合计（9个） is 合计."""
    return bare(without_brackets(text))


def names_in(texts: list[str]) -> bool:
    """Whether any text is more than a number with a counting word."""
    return any(not re.fullmatch(r"[\d.,%\s/—-]+\w{0,3}", one) for one in texts)


def is_across(
    layout: Layout, row: int, filled: dict[int, Value], identifying: frozenset[int]
) -> bool:
    """Whether the first cell of a row is merged across columns that make a row a record."""
    column, value = next(iter(filled.items()))
    merge = layout.grid.merge_at.get((row, column))
    if merge is None or merge.top != merge.bottom or not isinstance(value, str):
        return False
    across = set(range(merge.left, merge.right + 1))
    named = {one.index for one in layout.columns}
    return bool(across & identifying) and len(across & named) > 1


def is_heading(
    layout: Layout,
    row: int,
    filled: dict[int, Value],
    identifying: frozenset[int],
) -> bool:
    """Whether a single cell is a heading: merged, numbered like one, or not where a name stands."""
    ((column, value),) = filled.items()
    if not isinstance(value, str):
        return False
    merge = layout.grid.merge_at.get((row, column))
    if merge and merge.right > merge.left:
        return True
    if SECTION.match(tidy(value)):
        return True
    return column not in identifying


def serial_columns(layout: Layout) -> frozenset[int]:
    """The columns that only count the rows: named so, and holding small numbers or nothing."""
    return frozenset(
        column.index
        for column in layout.columns
        if bare(column.words[-1]) in SERIAL and counts(layout, column.index)
    )


def counts(layout: Layout, index: int) -> bool:
    """Whether what a column says beside other cells is small whole numbers, most of the time."""
    rows = layout.grid.rows[layout.bottom + 1 :]
    told = [row[index] for row in rows[:LOOKED_AT] if len(row) > index and filled_in(row) > 2]
    filled = [one for one in told if not is_blank(one)]
    numbers = [n for one in filled if (n := number_of(one)) is not None]
    return sum(n <= 2 * len(rows) for n in numbers) >= 0.5 * len(filled)


def last_record(layout: Layout, identifying: frozenset[int]) -> int:
    """The last row with something in an identifying column and in another one."""
    rows = layout.grid.rows
    for row in range(len(rows) - 1, layout.bottom, -1):
        cells = [c for c, v in enumerate(rows[row]) if not is_blank(v)]
        texts = [tidy(str(rows[row][c])) for c in cells]
        if len(cells) > 2 and identifying & set(cells) and not TOTAL.match(bare(texts[0])):
            return row
    return layout.bottom


def number_of(value: Value) -> int | None:
    """The whole number of a counting cell."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return int(value)
    return int(value) if isinstance(value, str) and value.strip().isdigit() else None
