"""What the cells of a column look like: days, codes, names, amounts; helps where headers do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zonebook.core.values import Refused
from zonebook.records.workbooks import codes, days, money
from zonebook.records.workbooks.grid import Value
from zonebook.records.workbooks.layout import Layout
from zonebook.records.workbooks.synonyms import WEAK, concepts, is_of_other_day, qualifiers
from zonebook.records.workbooks.words import bare, is_ditto, is_empty, text_of

if TYPE_CHECKING:
    from zonebook.records.registers import Register, RegisterColumn
    from zonebook.records.workbooks.headers import Mapped

LOOKED_AT = 40  # rows: a printed page, more of which says nothing new of what a column holds
# Shares of the filled cells. In the ledgers of tests/sheets (w and z) about one cell in five of a
# column is wrong or a remark; what no more than that fit is not what the header says.
ENOUGH, MOST, FEW = 0.8, 0.6, 0.2
CREDIT_CODE = re.compile("[0-9A-Z]{17}[0-9A-Z]")
COMPANY = re.compile(
    r"(公司|厂|店|铺|合作社|集团|研究院|设计院|事务所|工作室|经营部|商行|超市|餐厅|饭馆|门市部|服务部"
    r"|中心|有限合伙\)|农场|分行|支行|医院|学校|协会|合伙企业)(\([^()]*\))?$"
)
UNDERTAKING = re.compile(
    r"(项目|工程|基地|产业园|生产线|园区|平台|中心|总部)(\([^()]*\)|[一二三]期)?$"
)
SPEAKS_OF_COMPANY = re.compile("企业|公司|投资方|乙方")
DAYS = ("day", "last_day", "planned_day", "latest_day", "last_month")


@dataclass(frozen=True)
class Cells:
    """The filled cells of a column in the first rows below the header."""

    values: tuple[Value, ...]

    def share(self, test: Callable[[Value], Any]) -> float:
        """The share of cells that pass a test."""
        return sum(map(bool, map(test, self.values))) / len(self.values) if self.values else 0.0

    @cached_property
    def days(self) -> float:
        """The share of days."""
        return self.share(is_day)

    @cached_property
    def companies(self) -> float:
        """The share of names of companies."""
        return self.share(lambda one: isinstance(one, str) and COMPANY.search(bare_name(one)))

    @cached_property
    def undertakings(self) -> float:
        """The share of names of projects."""
        return self.share(lambda one: isinstance(one, str) and UNDERTAKING.search(bare_name(one)))

    @cached_property
    def figures(self) -> float:
        """The share of numbers, with or without a unit."""
        return self.share(is_figure)

    @cached_property
    def credit_codes(self) -> float:
        """The share of what has the form of a credit code."""
        return self.share(is_credit_code)

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The cells as words are compared."""
        return tuple(bare(text_of(one)) for one in self.values)


def bare_name(text: str) -> str:
    """A name as its ending is looked at: half-width brackets, no white space."""
    return "".join(text.replace("（", "(").replace("）", ")").split())


def sample(layout: Layout, index: int) -> Cells:
    """The filled cells of a column in the first rows below the header."""
    rows = range(layout.bottom + 1, min(len(layout.grid.rows), layout.bottom + 1 + LOOKED_AT))
    cells = (layout.grid.at(row, index) for row in rows)
    return Cells(tuple(one for one in cells if not is_empty(one) and not is_ditto(one)))


def is_day(value: Value) -> bool:
    """Whether a cell reads as a day; a bare number of five digits may be an amount."""
    if isinstance(value, date):
        return True
    if not isinstance(value, str) or not re.search(r"\d|[〇一二三四五六七八九十]+[年月]", value):
        # as Excel counts days, those of 1954 to 2064; or written 20230506
        return isinstance(value, int) and (20000 < value < 60000 or 19490101 <= value <= 20991231)
    try:
        return bool(days.read_day(value, year=2000))
    except Refused:
        return False


def is_day_or_span(value: Value) -> bool:
    """Whether a cell reads as a day, or as one from which and one to which something is valid."""
    return is_day(value) or (isinstance(value, str) and days.last_of_span(value) is not None)


def is_figure(value: Value) -> bool:
    """Whether a cell reads as a number with or without a unit."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return True
    try:
        return isinstance(value, str) and bool(money.read_figure(value))
    except Refused:
        return False


def is_period(value: Value) -> bool:
    """Whether a cell reads as a period: 2023年一季度."""
    if isinstance(value, date):
        return False
    try:
        return bool(codes.read_period(value, 2000))
    except Refused:
        return False


def is_credit_code(value: Value) -> bool:
    """Whether a cell has the form of a credit code."""
    return bool(CREDIT_CODE.fullmatch(bare(text_of(value)).upper()))


def is_near(text: str, words: set[str]) -> bool:
    """Whether a text is a word of a list with at most one sign behind it."""
    return text in words or text[:-1] in words


def words_of_codes(column: RegisterColumn) -> set[str]:
    """The words of a column's closed list."""
    return {bare(word) for code in column.codes.values() for word in code.words}


def is_unfit(cells: Cells, column: RegisterColumn) -> bool:
    """Whether the cells are plainly not what the column holds, whatever the header says."""
    if len(cells.values) < 3:
        return False
    if column.type in ("day", "planned_day", "last_day"):
        return cells.share(is_day_or_span if column.type == "last_day" else is_day) < FEW
    if column.type == "credit_code":
        return cells.credit_codes < FEW
    if column.type == "money":
        return cells.figures < FEW
    if column.type == "code" and column.codes:
        words = {key: one.words for key, one in column.codes.items()}
        return not any(codes.find_code(one, words) is not None for one in set(cells.said))
    return False


def holds(cells: Cells, column: RegisterColumn, indicators: Mapping[str, str]) -> bool:
    """Whether the cells are unmistakably what a register's column holds."""
    if len(cells.values) < 2:
        return False
    if column.type == "credit_code":
        return cells.credit_codes >= ENOUGH
    if column.type == "period":
        return cells.share(is_period) >= ENOUGH
    if column.type == "indicator":
        return cells.share(lambda one: bare(text_of(one)) in indicators) >= MOST
    if column.type == "code" and column.codes:
        words = words_of_codes(column)
        if cells.share(lambda one: bare(text_of(one)) in words) >= ENOUGH:
            return True
        # 初步核算数 is 初步核算, if few words come again
        near = sum(is_near(one, words) for one in cells.said) >= ENOUGH * len(cells.said)
        return near and 2 * len(set(cells.said)) <= len(cells.said)
    return False


def may_hold(cells: Cells, column: RegisterColumn) -> bool:
    """Whether the cells may be what a column holds: days, amounts, names of companies, of projects."""
    if not cells.values:
        return False
    if column.type in DAYS:
        return cells.days >= ENOUGH
    if column.type == "money":
        return cells.figures >= ENOUGH and cells.days < MOST
    if column.options.get("to") == "project" or (column.name, column.required) == ("name", True):
        return max(cells.undertakings, cells.companies if is_of_company(column) else 0) >= MOST
    return is_of_company(column) and cells.companies >= MOST


def is_of_company(column: RegisterColumn) -> bool:
    """Whether a column names a company."""
    if column.options.get("to") == "entity":
        return True
    return column.type == "text" and any(map(SPEAKS_OF_COMPANY.search, column.words))


def by_cells(
    rows: Mapping[int, Mapped],
    register: Register,
    cells: Mapping[int, Cells],
    indicators: Mapping[str, str],
) -> dict[int, Mapped]:
    """The columns that their cells give away, where the header says nothing known.

    Unmistakable are credit codes, periods, indicators and words of closed lists; the rest is
    proposed and waits for a person's word.
    """
    taken = {one.column for one in rows.values()}
    open_rows = {
        index: one
        for index, one in rows.items()
        if not one.column and one.by not in ("serial", "answered", "learned")
    }
    found: dict[int, Mapped] = {}
    for index, one in open_rows.items():
        fitting = [
            name
            for name, column in register.columns.items()
            if name not in taken and holds(cells[index], column, indicators)
        ]
        if len(fitting) == 1:
            found[index] = replace(one, column=fitting[0], confidence=0.8, by="content")
            taken.add(fitting[0])
    left = {index: one for index, one in open_rows.items() if index not in found}
    return found | proposed(left, register, cells, taken)


def proposed(
    rows: Mapping[int, Mapped], register: Register, cells: Mapping[int, Cells], taken: set[str]
) -> dict[int, Mapped]:
    """What a required column may be that no header names, and columns whose header is a kin word."""
    found: dict[int, Mapped] = {}
    free = [one for name, one in register.columns.items() if name not in taken]
    for column in sorted(free, key=lambda one: not one.required):
        fitting = [
            index
            for index, one in rows.items()
            if index not in found and may_hold(cells[index], column) and is_open_to(one, column)
        ]
        kin = [index for index in fitting if is_kin(rows[index].header, column)]
        chosen = kin or (fitting if column.required else [])
        if len(chosen) == 1 or (chosen and column.required and column.type not in DAYS):
            index = chosen[0]
            found[index] = replace(
                rows[index], column=column.name, confidence=0.6, by="proposed", guess=""
            )
    return found


def is_open_to(row: Mapped, column: RegisterColumn) -> bool:
    """Whether nothing in the header speaks against a column: a plan, last year, another's name."""
    ours = qualifiers(bare(row.header))
    return not ours or any(ours <= qualifiers(bare(word)) for word in column.words)


def is_kin(header: str, column: RegisterColumn) -> bool:
    """Whether a header shares a word with what the column is called, beside saying that it is a day."""
    ours = concepts(bare(header))
    if column.type in DAYS and any(
        is_of_other_day(bare(header), bare(one)) for one in column.words
    ):
        return False
    return any((ours & concepts(bare(word))) - {"日期"} - WEAK for word in column.words)
