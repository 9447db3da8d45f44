"""The header map: which column of a sheet is which column of a register, proposed and remembered."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from zonebook.core.units import Unit, Units
from zonebook.core.values import Finding, Reason, Ref
from zonebook.records.workbooks import contents
from zonebook.records.workbooks.layout import Column, Layout
from zonebook.records.workbooks.money import unit_of
from zonebook.records.workbooks.synonyms import cannot_be, closeness, same_event, stem
from zonebook.records.workbooks.unit_notes import units_above
from zonebook.records.workbooks.words import bare, without_brackets

if TYPE_CHECKING:
    from zonebook.records.registers import Register, RegisterColumn

NUMBER = "number"  # the hidden column in which exports keep the record's number
NUMBER_HEADER = "记录编号"
# How sure a match is: 1 the declared word, 0.94 with the terms of offices made one, 0.9 the same
# concepts, 0.84 without the weak ones, from 0.82 a head that ends with the word (synonyms.closeness).
SURE = 0.8  # so all of these; below it a match is only shown, and its column is kept with the row
CURRENCY = re.compile("人民币|[美欧港日韩澳加]元|港币|英镑|RMB|CNY|USD|EUR|HKD|JPY|GBP", re.I)
YEAR_BEFORE = re.compile(r"^(19|20)\d\d年度?")
MONTHS_BEFORE = re.compile(r"^\d{1,2}月?[-—–~至]\d{1,2}月份?(?=\D)")  # 1-10月累计完成
OF_YEAR = 0.85  # 2023年投资 may be the share of a year: then only the declared word itself is sure
UNFIT = 0.7  # times 1 is a guess and no longer sure: the cells below say otherwise
GUESS = 0.6  # UNFIT times 0.9 is just above: taken only where a required column lacks
UNIT_LIKE = re.compile(r"(单位[:：]?)?[十百千万亿]*(人民|美|欧|日|港)?(元|圆|币|块钱?|刀|镑|磅)")
By = Literal[
    "learned", "answered", "word", "alike", "content", "proposed", "title", "serial", "unit", "none"
]


@dataclass(frozen=True)
class Mapped:
    """One column of the sheet and what it was taken for; `column` is empty if it is only kept."""

    index: int
    header: str
    column: str = ""
    confidence: float = 0.0
    by: By = "none"
    unit: str = ""
    blank: Literal["unknown", "above", "no", "zero"] = "unknown"
    guess: str = ""
    holds_money: bool = False

    def to_json(self) -> dict[str, Any]:
        """The line as it travels and is remembered."""
        row = {
            name: value for name, value in self.__dict__.items() if value not in ("", None, False)
        }
        return row | {"confidence": f"{self.confidence:.2f}"}


@dataclass(frozen=True)
class HeaderMap:
    """All columns of a sheet, the columns that its title supplies, and what is wrong with it."""

    register: str
    signature: str
    columns: tuple[Mapped, ...]
    supplied: Mapping[str, tuple[Any, str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @cached_property
    def index_of(self) -> dict[str, int]:
        """The sheet's column of each register column."""
        return {one.column: one.index for one in self.columns if one.column}

    @cached_property
    def at(self) -> dict[int, Mapped]:
        """What each column of the sheet is."""
        return {one.index: one for one in self.columns}

    @cached_property
    def unit_beside(self) -> dict[int, int]:
        """The column that holds the unit of each row, by the column of amounts that it stands beside."""
        found = {}
        for one in self.columns:
            if one.by == "unit":
                amounts = [c.index for c in self.columns if c.column and c.index < one.index]
                found[max(i for i in amounts if self.at[i].holds_money)] = one.index
        return found

    @property
    def confidence(self) -> float:
        """How much of the register the sheet shows: the sum over its columns."""
        return sum(one.confidence for one in self.columns if one.column)

    def remembered(self) -> dict[str, Any]:
        """The map as the home keeps it: by header text, so that a moved column is found again."""
        return {
            "columns": {
                one.header: {"column": one.column, "unit": one.unit, "blank": one.blank}
                for one in self.columns
                if one.by != "proposed"  # nobody has said yet that it is right
            }
        }


def signature(columns: Sequence[Column]) -> str:
    """What a header is remembered by: its words, without width, case and years."""
    words = [re.sub(r"(19|20)\d\d", "", bare(one.text)) for one in columns]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]


def split_unit(text: str, units: Units) -> tuple[str, Unit | None, str]:
    """A header without its unit, the unit, and the word in its place that is no known unit."""
    text = unicodedata.normalize("NFKC", text)
    for found in re.finditer(r"[(\[【]([^)\]】]*)[)\]】]", text):
        word = re.sub(r"^(金额)?(计量)?单位[:：]?", "", found[1].strip())
        rest = text[: found.start(1)] + text[found.end(1) :]  # 科技人员(人) keeps its 人
        if unit := unit_of(word, units) or ends_in_unit(word, units):
            return rest.strip(), unit, ""
        if UNIT_LIKE.fullmatch(word):
            return rest.strip(), None, word
    head, _, tail = re.sub(r"[:：,，|]", "/", text).rpartition("/")
    if head and (unit := unit_of(tail.strip(), units)):
        return head.strip(), unit, ""
    if unit := ends_in_unit(text, units):
        stem = next(text[: -len(w)] for w in money_words(units) if text.endswith(w))
        if len(bare(stem)) > 1:
            return stem, unit, ""
    return text, None, ""


def money_words(units: Units) -> list[str]:
    """The words of units that may end a header without brackets, longest first."""
    return sorted((u.zh for u in units.by_key.values() if len(u.zh) > 1), key=len, reverse=True)


def ends_in_unit(text: str, units: Units) -> Unit | None:
    """The unit whose word ends a text: 折合人民币亿元."""
    return next((units.find(word) for word in money_words(units) if text.endswith(word)), None)


def spellings(column: Column, units: Units) -> list[tuple[str, float]]:
    """The words that a header may be known by, with how much each is worth."""
    words = column.words[:-1] if unit_below(column, units) else column.words
    names = [cleaned(split_unit(word, units)[0]) for word in words]
    of_year = OF_YEAR if any(map(YEAR_BEFORE.match, words)) else 1.0
    joined = [("".join(names[start:]), 1 - 0.02 * start) for start in range(len(names))]
    if len(names) > 1:  # 总投资 over 合计 is 总投资
        joined.append(("".join(names[:-1]), 0.97 if bare(names[-1]) in SUMS else 0.7))
    found: dict[str, float] = {}
    for text, worth in joined:
        for one, less in ((text, 0.0), (without_brackets(text), 0.01)):
            word = bare(one)
            if word and (worth - less) * of_year > found.get(word, 0):
                found[word] = (worth - less) * of_year
    return list(found.items())


def unit_below(column: Column, units: Units) -> Unit | None:
    """The unit that stands alone in the last row of a header, below what it measures."""
    word = column.words[-1]
    is_day = word in ("年", "月", "日", "天")
    return unit_of(word, units) if len(column.words) > 1 and not is_day else None


def unit_of_header(column: Column, units: Units) -> Unit | None:
    """The unit that a header gives: below, beside or behind its words."""
    found = (split_unit(word, units)[1] for word in column.words)
    return unit_below(column, units) or next((one for one in found if one), None)


def cleaned(text: str) -> str:
    """A header without marks of duty, numbering and years."""
    text = re.sub(r"[*＊★☆]|[(（](必填|选填|必选|可选|是/否)[)）]", "", text)
    text = re.sub(r"^([（(]?[一二三四五六七八九十\d]{1,2}[)）、.．])", "", text)
    text = YEAR_BEFORE.sub("", text) or text
    return MONTHS_BEFORE.sub("", text) or text


def score(spelled: Sequence[tuple[str, float]], column: RegisterColumn, held: str = "") -> float:
    """How well a header fits a column of the register, 0 to 1."""
    best, is_day = 0.0, column.type in DAYS
    for text, worth in spelled:
        is_other = cannot_be(text, is_day) and column.type not in TIMES
        for rank, word in enumerate(words_of(column)):
            close = worth * closeness(text, word) - 0.0005 * min(rank, 20)
            if close > best and (not is_other or text == word):
                best = close
            if held == "day" and is_day and same_event(text, word):
                best = max(best, worth * (0.88 if stem(text) == stem(word) else 0.85))
    return best


def worth(
    spelled: Sequence[tuple[str, float]], column: RegisterColumn, cells: contents.Cells
) -> float:
    """How well a header and the cells below it fit a column of the register, 0 to 1."""
    found = score(spelled, column, "day" if cells.days >= contents.MOST else "")
    return found * (UNFIT if found > GUESS and contents.is_unfit(cells, column) else 1)


def words_of(column: RegisterColumn) -> tuple[str, ...]:
    """The words by which a column of a register is known, as they are compared."""
    return bared((*column.words, column.en, column.name))


@lru_cache(maxsize=4096)
def bared(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words as they are compared."""
    return tuple(map(bare, words))


SUMS = ("合计", "总计", "小计", "总额", "总数")
TIMES = ("period", "year")
DAYS = ("day", "last_day", "planned_day", "latest_day", "last_month")


def propose(
    layout: Layout,
    register: Register,
    units: Units,
    learned: Mapping[str, Any] | None = None,
    answered: Mapping[str, Any] | None = None,
    serial: frozenset[int] = frozenset(),
    indicators: Mapping[str, str] = MappingProxyType({}),
) -> HeaderMap:
    """The header map of a sheet for a register: answers, then what was learned, then words."""
    remembered = {bare(k): v for k, v in (learned or {}).get("columns", {}).items()}
    told = {bare(k): v for k, v in (answered or {}).items()}
    rows: dict[int, Mapped] = {}
    above = units_above(layout, units)
    taken: set[str] = set()
    open_columns = []
    for column in layout.columns:
        unit = unit_of_header(column, units) or above.get(column.index)
        plain = Mapped(column.index, column.text, unit=unit.key if unit else "")
        known = known_already(plain, column, told, remembered, register)
        if column.index in serial:
            rows[column.index] = replace(plain, by="serial", confidence=1.0)
        elif known and (not known.column or known.column not in taken):
            rows[column.index] = known
            taken.add(known.column)
        else:
            open_columns.append((column, plain))
    cells = {column.index: contents.sample(layout, column.index) for column in layout.columns}
    rows |= by_words(open_columns, register, units, taken, cells)
    rows |= contents.by_cells(rows, register, cells, indicators)
    rows |= with_units(rows, register, units, cells)
    columns = tuple(rows[index] for index in sorted(rows))
    found = HeaderMap(register.key, signature(layout.columns), columns)
    return replace(found, findings=tuple(problems(found, layout, units, register)))


def with_units(
    rows: Mapping[int, Mapped],
    register: Register,
    units: Units,
    cells: Mapping[int, contents.Cells],
) -> dict[int, Mapped]:
    """The columns of amounts, and the column of units beside one where each row has its own."""
    found: dict[int, Mapped] = {}
    if any(one.type == "unit" for one in register.columns.values()):
        return found
    for index in sorted(rows):
        one = rows[index]
        meant = register.columns.get(one.column)
        if meant is not None and meant.type == "money":
            found[index] = replace(one, holds_money=True)
            continue
        named = cells[index].share(lambda said: is_money_unit(said, units)) >= contents.ENOUGH
        if found and named and one.by not in ("answered", "learned", "serial"):
            found[index] = replace(one, column="", by="unit", confidence=1.0, guess="")
    return found


def is_money_unit(value: Any, units: Units) -> bool:
    """Whether a cell is the name of a unit of money and nothing else."""
    if not isinstance(value, str):
        return False
    unit = unit_of(value, units)
    return bool(CURRENCY.fullmatch(value.strip())) or (
        unit is not None and unit.base in ("CNY", "USD")
    )


def known_already(
    plain: Mapped,
    column: Column,
    told: Mapping[str, Any],
    remembered: Mapping[str, Any],
    register: Register,
) -> Mapped | None:
    """The line as a person answered it now, or as it was learned."""
    if bare(column.text) == bare(NUMBER_HEADER):
        return replace(plain, column=NUMBER, confidence=1.0, by="word")
    sources: tuple[tuple[By, Mapping[str, Any]], ...] = (
        ("answered", told),
        ("learned", remembered),
    )
    for by, known in sources:
        row = known.get(bare(column.text))
        if row is None:
            continue
        row = {"column": row} if isinstance(row, str) else row
        if row.get("column", "") in ("", *register.columns):
            return replace(
                plain,
                column=row.get("column", ""),
                confidence=1.0,
                by=by,
                unit=(by == "answered" and row.get("unit")) or plain.unit or row.get("unit", ""),
                blank=row.get("blank", "unknown"),
            )
    return None


def by_words(
    columns: Sequence[tuple[Column, Mapped]],
    register: Register,
    units: Units,
    taken: set[str],
    cells: Mapping[int, contents.Cells],
) -> dict[int, Mapped]:
    """The best one-to-one match of the remaining columns, best pairs first."""
    spelled = {column.index: spellings(column, units) for column, _ in columns}
    scores = [
        (worth(spelled[column.index], one, cells[column.index]), column.index, name)
        for column, _ in columns
        for name, one in register.columns.items()
        if name not in taken
    ]
    rows = {plain.index: plain for _, plain in columns}
    for value, index, name in sorted(scores, key=lambda one: (-one[0], one[1])):
        required = register.columns[name].required
        if name in taken or rows[index].column or value < GUESS:
            continue
        if value >= SURE or (required and len(columns) > 1):
            by: By = "word" if value > 0.95 else "alike"
            rows[index] = replace(rows[index], column=name, confidence=value, by=by)
            taken.add(name)
        elif not rows[index].guess:
            rows[index] = replace(rows[index], guess=name)
    return rows


def problems(
    found: HeaderMap, layout: Layout, units: Units, register: Register
) -> Iterator[Finding]:
    """Doubled columns, units in the header that cannot be read, columns known by their cells only."""
    grid, seen = layout.grid, {}
    for column in layout.columns:
        mapped = found.at[column.index]
        where = grid.ref(layout.bottom, column.index)
        word = bare(column.text)
        if word in seen and (mapped.column or found.at[seen[word]].column):
            yield Finding(Reason("workbooks.column_doubled", {"header": column.text}), where)
        seen.setdefault(word, column.index)
        meant = register.columns.get(mapped.column) if mapped.column else None
        if meant and meant.type == "money":
            for one in column.words:
                if unread := split_unit(one, units)[2]:
                    args = {"header": column.text, "unit": unread}
                    yield Finding(Reason("workbooks.header_unit", args), where)
        if meant and mapped.by == "proposed":
            told = {"header": column.text, "column": label(meant), "key": meant.name}
            yield Finding(Reason("workbooks.column_by_contents", told), where, "ask")


def missing(found: HeaderMap, register: Register, layout: Layout) -> list[Finding]:
    """The required columns that neither the header nor the title supplies."""
    have = set(found.index_of) | set(found.supplied)
    for column, meanings in register.source.get("decides", {}).items():
        if column in have:
            have |= {name for meant in meanings.values() for name in meant}
    grid = layout.grid
    where = Ref("cell", "", " ".join(one for one in (grid.file, grid.name) if one))
    return [
        Finding(
            Reason("workbooks.column_missing", {"column": label(one), "row": layout.bottom + 1}),
            where,
        )
        for name, one in register.columns.items()
        if one.required and name not in have
    ]


def label(column: RegisterColumn) -> dict[str, str]:
    """The head of a column in both languages, for messages."""
    return {"zh": column.zh, "en": column.en}
