"""What a sheet says of all its rows: the year, the unit, the period, a qualification in the title."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from zonebook.core.period import KnownDay, Period
from zonebook.core.units import Unit, Units
from zonebook.core.values import Finding, Reason, Refused
from zonebook.records.workbooks import codes, days
from zonebook.records.workbooks.grid import is_blank
from zonebook.records.workbooks.headers import UNIT_LIKE, HeaderMap
from zonebook.records.workbooks.layout import Layout
from zonebook.records.workbooks.money import unit_of
from zonebook.records.workbooks.words import tidy

if TYPE_CHECKING:
    from zonebook.records.registers import Register, RegisterColumn

CAPTION = re.compile(r"(?:^|[\s；;，,(（])([^\s:：；;，,()（）]{2,10})[:：]\s*([^\s；;)）]+)")
SPEAKS_OF_NOTHING = ("日期", "时间", "名称", "编号", "说明", "备注", "地址")
LONGEST = 40  # characters of a heading; a longer line is a note
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[^\d]|$|[01]\d(?:[^\d]|$))")
SPAN = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年?度?(1?\d\s*[-—–~至]\s*1?\d月|上半年|前三季度|第?[一二三四1-4]季度|全年|1?\d月)?"
)
MONTH = re.compile(r"(?:(?:19|20)\d\d年)?(1[0-2]|0?[1-9])月份?")
BATCH = re.compile(r"第[一二三四五六七八九十\d]{1,3}批次?")
BATCHES = "批次"
UNIT_NOTE = re.compile(r"(?:金额|计量|货币)?单位(?:均)?(?:为|[:：])\s*([^\s）)，,；;。]+)")


@dataclass(frozen=True)
class Said:
    """What the sheet says beside its cells; every value knows from where it was taken."""

    year: int | None = None
    unit: Unit | None = None
    period: str = ""
    month: int | None = None
    findings: tuple[Finding, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


def said_by(layout: Layout, units: Units) -> Said:
    """The year, unit and period that hold for all rows of a sheet."""
    dated = ((source, text, set(YEAR.findall(text))) for source, text in places(layout))
    source, text, years = next((one for one in dated if len(one[2]) == 1), ("", "", set()))
    year = int(years.pop()) if years else None
    period = period_in(text) if year else ""
    named = month_of(period)
    month = named.month if named else month_in(layout.grid.name)
    unit, unread = unit_noted(f"{layout.title} {layout.notes}", units)
    findings = ()
    if unread and not unit:
        where = layout.grid.ref(max(0, layout.top - 1), 0)
        findings = (Finding(Reason("workbooks.sheet_unit", {"unit": unread}), where, "warning"),)
    return Said(year, unit, period, month, findings, {"year": source} if year else {})


def places(layout: Layout) -> Iterator[tuple[str, str]]:
    """(name, text) of the places that may speak for the whole sheet, the nearest first."""
    yield "title", in_figures(layout.title)
    for cells in layout.grid.rows[: layout.top]:  # a letter above the table may name other years
        yield "title", in_figures(" ".join(str(one) for one in cells if not is_blank(one)))
    yield "sheet", unicodedata.normalize("NFKC", layout.grid.name)
    yield "file", unicodedata.normalize("NFKC", PurePath(layout.grid.file).stem)


def in_figures(text: str) -> str:
    """A text with its years in figures and without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", days.arabic(text)))


def period_in(text: str) -> str:
    """The period that a title names: 2023年1—12月 is 2023."""
    spans = [found for found in SPAN.finditer(text) if found[2]] or list(SPAN.finditer(text))
    if not spans:
        return ""
    try:
        return codes.read_period((spans[0][2] or "").strip(), int(spans[0][1]))
    except Refused:
        return ""


def month_in(text: str) -> int | None:
    """The month that the name of a sheet or a heading is: 1月, 七月份, 2023年7月."""
    found = MONTH.fullmatch(in_figures(text)) if text else None
    return int(found[1]) if found else None


def unit_noted(text: str, units: Units) -> tuple[Unit | None, str]:
    """The unit of money that a note such as 单位：万元 gives, and a word that is no known unit."""
    unread = ""
    for found in UNIT_NOTE.finditer(unicodedata.normalize("NFKC", text)):
        for word in re.split(r"[、/和及]", found[1]):
            unit = unit_of(word.removeprefix("人民币"), units)
            if unit and unit.base in ("CNY", "USD"):
                return unit, ""
            if UNIT_LIKE.fullmatch(word):
                unread = unread or word
    return None, unread


@dataclass(frozen=True)
class BySection:
    """What the headings of a sheet say for the rows below each; `otherwise` for rows below none."""

    keys: Mapping[str, str]
    otherwise: str | None = None

    def __str__(self) -> str:
        return "、".join(dict.fromkeys(self.keys.values()))

    def of(self, section: str) -> str | None:
        """What the heading of a row says."""
        return self.keys.get(section, self.otherwise)


def captions(layout: Layout) -> Iterator[tuple[str, str]]:
    """(word, text) of lines above the header: 发布单位：统计局, in one cell or in two."""
    for cells in layout.grid.rows[: layout.top]:
        texts = [tidy(str(one)) for one in cells if not is_blank(one)]
        for text, following in itertools.zip_longest(texts, texts[1:], fillvalue=""):
            if text.endswith((":", "：")) and following:
                yield text[:-1].strip(), following
            for found in CAPTION.finditer(text):
                if found[1] not in SPEAKS_OF_NOTHING:
                    yield found[1], found[2]


def headings(layout: Layout) -> Iterator[str]:
    """The texts that stand alone in their row below the header, as headings do."""
    for cells in layout.grid.rows[layout.bottom + 1 :]:
        if cells.count(None) >= len(cells) - 2:
            filled = [one for one in cells if not is_blank(one)]
            if len(filled) == 1 and isinstance(filled[0], str) and len(filled[0]) <= LONGEST:
                yield tidy(filled[0])


def may_stand_in_title(column: RegisterColumn, register: Register) -> bool:
    """Whether a title may say a code for all rows: 高企台账; not how some of them ended."""
    if column.type != "code" or not column.codes:
        return False
    return column.required or column.name == "kind" or column.name in register.natural_key


def is_month(column: RegisterColumn) -> bool:
    """Whether a column holds the month of a monthly return, which often stands in the title alone."""
    return column.type == "day" and column.required and "月份" in column.words


def month_of(period: str) -> date | None:
    """The month that a period is; None where it is longer."""
    if not period:
        return None
    span = Period.parse(period)
    first = span.start
    is_one = (span.last_day.year, span.last_day.month) == (first.year, first.month)
    return first if is_one else None


def code_said(column: RegisterColumn, layout: Layout) -> tuple[Any, str] | None:
    """The code that the headings of a sheet say, each for its rows, or that its title says for all."""
    words = {key: one.words for key, one in column.codes.items() if key}
    said = ((codes.find_code(text, words, inside=True), source) for source, text in places(layout))
    key, source = next((one for one in said if one[0]), (None, ""))
    by_section = {text: codes.find_code(text, words, inside=True) for text in headings(layout)}
    known = {text: one for text, one in by_section.items() if one}
    if known:
        return BySection(known, key), "section"
    return (key, source) if key else None


def batch_said(layout: Layout) -> tuple[Any, str] | None:
    """The batch that the headings of stacked blocks say, each for its rows, or the title for all.

    The first block's heading may stand above the header; two batches named there say nothing.
    """
    by_section = {text: found[0] for text in headings(layout) if (found := BATCH.match(text))}
    above = (tidy(str(one)) for row in layout.grid.rows[: layout.top] for one in row if one)
    said = {found[0] for text in above for found in BATCH.finditer(text)}
    first = said.pop() if len(said) == 1 else None
    if by_section:
        return BySection(by_section, first), "section"
    return (first, "title") if first else None


def supplied(found: HeaderMap, register: Register, layout: Layout, said: Said) -> HeaderMap:
    """The header map with the columns that the title supplies because no column does."""
    have = found.index_of
    values: dict[str, tuple[Any, str]] = {}
    for name, column in register.columns.items():
        if name in have:
            continue
        if column.type in layout.grid.constants:
            values[name] = (layout.grid.constants[column.type], "header")
            continue
        if column.type == "period" and said.period:
            values[name] = (said.period, said.sources["year"])
        elif is_month(column) and (month := month_of(said.period)):
            values[name] = (KnownDay(month, "month"), said.sources["year"])
        elif column.type == "year" and column.required and said.year:
            values[name] = (said.year, said.sources["year"])
        elif BATCHES in (column.zh, *column.words) and (batch := batch_said(layout)):
            values[name] = batch
        elif may_stand_in_title(column, register) and (value := code_said(column, layout)):
            values[name] = value
    return replace(found, supplied=values)
