"""What a person says of a sheet, and what lines above its header say, for all of its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from zonebook.core.values import Finding, Reason, Refused
from zonebook.records.workbooks import headers, synonyms, titles
from zonebook.records.workbooks.headers import HeaderMap
from zonebook.records.workbooks.layout import Layout
from zonebook.records.workbooks.money import unit_of
from zonebook.records.workbooks.readers import READERS, Cell, Setting
from zonebook.records.workbooks.words import bare

if TYPE_CHECKING:
    from zonebook.records.registers import Register

YEAR_OF_DAYS = "@year"  # what a person names beside the columns of a register
CAPTION = 0.93  # just below 0.94 (synonyms.closeness): the same word as offices write it, no kin


@dataclass(frozen=True)
class Told:
    """What a person says of a sheet: header text → column, row → kind, column → word, header rows."""

    header: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[int, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    head: tuple[int, int] | None = None

    @property
    def year(self) -> int | None:
        """The year of days that name a month and a day only."""
        text = self.constants.get(YEAR_OF_DAYS, "")
        return int(text) if re.fullmatch(r"(19|20)\d\d", text) else None


NOTHING_TOLD = Told()


def captioned(found: HeaderMap, register: Register, layout: Layout, setting: Setting) -> HeaderMap:
    """The header map with what lines above the header say: 发布单位：统计局."""
    values = dict(found.supplied)
    free = [one for name, one in register.columns.items() if name not in found.index_of]
    for word, text in titles.captions(layout):
        if unit_of(text, setting.units) is not None:
            continue  # 单位：万元
        for column in free:
            named = max(synonyms.closeness(bare(word), one) for one in headers.words_of(column))
            if named < CAPTION or column.name in values or len(column.path) > 1:
                continue
            unit = setting.units.find(column.unit) if column.unit else None
            try:
                cell = Cell(text, column, unit, "", False, setting.said.year, setting)
                values[column.name] = (READERS[column.type](cell)[0], "caption")
            except Refused:
                continue  # no such thing: the line speaks of something else
            break
    return replace(found, supplied=values)


def constant(found: HeaderMap, register: Register, told: Told, setting: Setting) -> HeaderMap:
    """The header map with what a person named for all rows; Refused where the column cannot hold it."""
    values = dict(found.supplied)
    for name, word in told.constants.items():
        column = register.columns.get(name)
        if column is None or name in found.index_of:
            continue
        if not word.strip():
            values.pop(name, None)
            continue
        unit = setting.units.find(column.unit) if column.unit else None
        cell = Cell(word, column, unit, "", False, setting.said.year, setting)
        try:
            values[name] = (READERS[column.type](cell)[0], "answered")
        except Refused as refused:
            reason = refused.findings[0].message
            args = {"column": headers.label(column), **reason.args}
            raise Refused(Finding(Reason(reason.key, args), None)) from None
    return replace(found, supplied=values)
