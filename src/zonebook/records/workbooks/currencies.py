"""Amounts in several columns under one head (人民币, 外币, 折人民币): which of them the book means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from zonebook.core.units import Units
from zonebook.core.values import Finding, Reason, Refused
from zonebook.records.workbooks import money
from zonebook.records.workbooks.headers import HeaderMap, Mapped, label
from zonebook.records.workbooks.layout import Column, Layout
from zonebook.records.workbooks.rows import Entry

if TYPE_CHECKING:
    from zonebook.records.registers import Register, RegisterColumn

CONVERTED = re.compile("折")  # 折人民币, 折合人民币, 折算金额: foreign money in our own
AT_HOME = re.compile("人民币|本币|内资")
FOREIGN = re.compile("外币|外资|原币|[美欧港日韩澳加]元|英镑|USD|EUR|HKD", re.I)
CHOSEN = (
    0.85  # as sure as a header of the same meaning: two words agree, the group and the currency
)


def settled(found: HeaderMap, register: Register, layout: Layout, units: Units) -> HeaderMap:
    """The header map with the column of amounts that is meant among several under its head.

    That is the converted one, or the only one in our own money; where nobody can tell, it is asked.
    """
    columns, findings = {one.index: one for one in found.columns}, list(found.findings)
    heads = {one.index: one for one in layout.columns}
    for name, column in register.columns.items():
        rivals = [one for one in columns.values() if is_rival(one, name, column, heads, units)]
        if name in found.index_of or not rivals:
            continue
        meant = the_meant(rivals, heads)
        if meant is not None:
            columns[meant.index] = replace(
                meant, column=name, confidence=CHOSEN, by="alike", guess="", holds_money=True
            )
        elif len(rivals) > 1:
            words = [one.header for one in rivals]
            told = {"column": label(column), "headers": words, "key": name}
            where = layout.grid.ref(layout.bottom, rivals[0].index)
            findings.append(Finding(Reason("workbooks.amount_one_of", told), where, "ask"))
    return replace(found, columns=tuple(columns.values()), findings=tuple(findings))


def is_rival(
    one: Mapped, name: str, column: RegisterColumn, heads: Mapping[int, Column], units: Units
) -> bool:
    """Whether a column stands under a head that names the amount, and counts in our own money."""
    if column.type != "money" or one.guess != name or len(heads[one.index].words) < 2:
        return False
    unit = units.find(one.unit) if one.unit else None
    return not is_foreign(one, heads, units) and (unit is None or unit.base == "CNY")


def is_foreign(one: Mapped, heads: Mapping[int, Column], units: Units) -> bool:
    """Whether a column holds amounts of another country's money."""
    word = heads[one.index].words[-1]
    unit = units.find(one.unit) if one.unit else None
    return bool(unit and unit.base == "USD") or (
        bool(FOREIGN.search(word)) and not CONVERTED.search(word)
    )


def the_meant(rivals: Sequence[Mapped], heads: Mapping[int, Column]) -> Mapped | None:
    """The one column that is converted, or else in our own money by its words."""
    for words in (CONVERTED, AT_HOME):
        said = [one for one in rivals if words.search(heads[one.index].words[-1])]
        if said:
            return said[0] if len(said) == 1 else None
    return None


def complete(
    entries: Sequence[Entry], found: HeaderMap, register: Register, layout: Layout, units: Units
) -> None:
    """Where the converted amount is empty, take the one in our own money beside it.

    A row that names foreign money alone is refused: unconverted it would count as nothing.
    """
    heads = {one.index: one for one in layout.columns}
    for name, index in found.index_of.items():
        if name not in register.columns or register.columns[name].type != "money":
            continue
        beside = list(siblings(found, heads, index))
        for entry in entries if beside else ():
            cell = layout.grid.ref(entry.row, index)
            if name not in entry.values and all(one.where != cell for one in entry.refused):
                fill(entry, register.columns[name], beside, heads, layout, units)


def siblings(found: HeaderMap, heads: Mapping[int, Column], index: int) -> Iterator[Mapped]:
    """The columns that the book does not take, under the same head as a column of amounts."""
    group = heads[index].words[:-1]
    for one in found.columns:
        if not one.column and one.by == "none" and group and heads[one.index].words[:-1] == group:
            yield one


def fill(
    entry: Entry,
    column: RegisterColumn,
    beside: Sequence[Mapped],
    heads: Mapping[int, Column],
    layout: Layout,
    units: Units,
) -> None:
    """Give a row its amount from the columns beside, or refuse it where they only have foreign money."""
    said = [(one, entry.extra[one.header]) for one in beside if one.header in entry.extra]
    for one, text in said:
        if AT_HOME.search(heads[one.index].words[-1]):
            where = layout.grid.ref(entry.row, one.index)
            try:
                unit = units.find(one.unit or column.unit)
                entry.values[column.name] = money.read_fen(text, unit, units)[0]
                entry.shown[column.name] = text
            except Refused as refused:
                reason = refused.findings[0].message
                args = {"column": label(column), **reason.args}
                entry.refused.append(Finding(Reason(reason.key, args), where))
            return
    for one, text in said:
        if is_foreign(one, heads, units):
            where = layout.grid.ref(entry.row, one.index)
            args = {"column": label(column), "header": one.header, "value": text}
            entry.refused.append(Finding(Reason("workbooks.not_converted", args), where))
            return
