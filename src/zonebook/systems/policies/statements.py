"""报表预填: numbers of a balance sheet and income statement, each with the cell that it is from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zonebook.core.units import Unit, Units
from zonebook.core.values import Finding, Reason, Refused
from zonebook.records.workbooks import money, sheets
from zonebook.records.workbooks.grid import Grid, is_blank
from zonebook.systems.policies import book
from zonebook.systems.policies.asking import plain

LARGEST = 5 * 1024 * 1024
YEAR = re.compile(r"(20\d\d)(?:年度?|[-/.])(?:(\d{1,2})(?:月|[-/.]))?")
UNIT = re.compile(r"单位[:：]?\s*(?:人民币)?\s*([一-鿿]{1,3})")
NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|\d+[、.]|[(（][一二三四五六七八九十\d]+[)）]|其中[:：]|[加减][:：])+"
)
TAIL = re.compile(r"[(（].*$")
TITLE_ROWS = 6


@dataclass(frozen=True)
class Filled:
    """One number from a statement: its slot, as one would type it, and where it is from."""

    slot: str
    value: str
    source: str
    remark: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Prefill:
    """What statements gave: numbers by slot, and what could not be used."""

    filled: Mapping[str, Filled]
    findings: tuple[Finding, ...] = ()


def read(files: Sequence[tuple[str, bytes]], on: date) -> Prefill:
    """The numbers of several files; what is unreadable is a finding, never a guess."""
    filled: dict[str, Filled] = {}
    findings: list[Finding] = []
    for name, content in files:
        try:
            if len(content) > LARGEST:
                raise Refused(Reason("policies.statement.too_large", {"file": name}))
            found = [one for grid in sheets.read(content, name) for one in of_grid(grid, on)]
        except Refused as refused:
            findings += refused.findings
            continue
        good = [one for one in found if isinstance(one, Filled)]
        findings += [one for one in found if isinstance(one, Finding)]
        if not found:
            findings.append(Finding(Reason("policies.statement.nothing", {"file": name})))
        for one in good:
            filled.setdefault(one.slot, one)
    return Prefill(filled, tuple(findings))


def of_grid(grid: Grid, on: date) -> Iterator[Filled | Finding]:
    """The numbers of one sheet."""
    heads = heads_of(grid)
    captions = list(captions_of(grid))
    if not heads or not captions:
        return
    year, month = year_of(grid)
    where = {"file": grid.file, "sheet": grid.name}
    if year is None:
        yield Finding(Reason("policies.statement.no_year", where), grid.ref(0, 0))
        return
    if month not in (None, 12):
        yield Finding(Reason("policies.statement.part_year", {**where, "month": month}))
        return
    back = on.year - 1 - year
    unit, is_said = unit_of(grid, book.policies().catalog.units)
    if not is_said:
        yield Finding(Reason("policies.statement.no_unit", where), grid.ref(0, 0), "warning")
    for row, column, entry in captions:
        for shift, at in columns_for(heads, column):
            if back + shift >= 0:
                yield from cell_of(grid, row, at, entry, back + shift, unit)


def cell_of(
    grid: Grid, row: int, column: int, entry: Mapping[str, object], back: int, unit: Unit
) -> Iterator[Filled | Finding]:
    """One number, in the unit of filings."""
    value = grid.at(row, column)
    if is_blank(value) or str(value).strip() in ("-", "—", "－"):
        return
    ref = grid.ref(row, column)
    try:
        figure = money.read_figure(value)
        written = money.unit_of(figure.unit, book.policies().catalog.units) if figure.unit else unit
        if written is None or written.base != "CNY":
            raise money.refusal("unit_unreadable", value, unit=figure.unit)
    except Refused as refused:
        yield Finding(refused.findings[0].message, ref)
        return
    fen = written.to_base(figure.value) * 100
    whole = Fraction(round(fen))  # a statement may carry more digits than there are fen
    remark = entry.get("differs")
    yield Filled(
        f"{entry['measure']}.{back}",
        plain(whole / 1_000_000),
        ref.where,
        remark if isinstance(remark, Mapping) else None,
    )


def plain_word(value: object) -> str:
    """A caption without spaces, numbering and brackets."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))
    return NUMBERING.sub("", text)


def captions_of(grid: Grid) -> Iterator[tuple[int, int, Mapping[str, object]]]:
    """The cells that name something we ask for."""
    table = book.policies().catalog.table("codes/statements")
    known = {
        plain_word(caption): entry
        for kind in ("income", "balance")
        for caption, entry in table[kind].items()
    }
    for row, cells in enumerate(grid.rows):
        for column, value in enumerate(cells):
            if isinstance(value, str) and value.strip():
                word = plain_word(value)
                entry = known.get(word) or known.get(TAIL.sub("", word))
                if entry is not None:
                    yield row, column, entry


def heads_of(grid: Grid) -> list[tuple[int, int]]:
    """The columns of numbers: (column, 0 for this year or 1 for the year before)."""
    table = book.policies().catalog.table("codes/statements")
    found: dict[int, int] = {}
    for cells in grid.rows[: TITLE_ROWS + 4]:
        for column, value in enumerate(cells):
            word = plain_word(value) if isinstance(value, str) else ""
            if word in table["now"]:
                found.setdefault(column, 0)
            elif word in table["before"]:
                found.setdefault(column, 1)
    return sorted(found.items())


def columns_for(heads: Sequence[tuple[int, int]], caption: int) -> Iterator[tuple[int, int]]:
    """Of each year the first column of numbers to the right of a caption; of 本年累计 and 本期 the first."""
    for year in (0, 1):
        right = [column for column, which in heads if which == year and column > caption]
        if right:
            yield year, right[0]


def year_of(grid: Grid) -> tuple[int | None, int | None]:
    """The year of a statement and, where it says so, the month that it runs to."""
    for cells in (*grid.rows[:TITLE_ROWS],):
        for value in cells:
            if isinstance(value, date):
                return value.year, value.month
            found = YEAR.search(str(value)) if isinstance(value, str) else None
            if found:
                return int(found[1]), int(found[2]) if found[2] else None
    found = YEAR.search(grid.name) or YEAR.search(grid.file)
    return (int(found[1]), int(found[2]) if found[2] else None) if found else (None, None)


def unit_of(grid: Grid, units: Units) -> tuple[Unit, bool]:
    """The unit that the sheet says, else yuan as statements are kept; whether it was said."""
    for cells in grid.rows[:TITLE_ROWS]:
        for value in cells:
            found = UNIT.search(value) if isinstance(value, str) else None
            unit = money.unit_of(found[1], units) if found else None
            if unit is not None and unit.base == "CNY":
                return unit, True
    return units["CNY"], False
