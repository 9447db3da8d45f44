"""What is known of a row only when all of its cells are read: codes in names, order of days, doubts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from zonebook.core.period import KnownDay
from zonebook.core.units import Units
from zonebook.core.values import Finding, Reason, Refused
from zonebook.records.workbooks import codes, headers, sums
from zonebook.records.workbooks.headers import HeaderMap
from zonebook.records.workbooks.layout import Layout
from zonebook.records.workbooks.rows import Entry
from zonebook.records.workbooks.told import Told
from zonebook.records.workbooks.words import text_of

if TYPE_CHECKING:
    from zonebook.records.registers import Register

FROM_TO = (
    ("from_on", "to_on"),
    ("came_on", "went_on"),
    ("established_on", "closed_on"),
    ("granted_on", "valid_to"),
)
CODE_BEHIND = re.compile(r"[\s（(\[:：,，、/]*([0-9A-Z]{17}[0-9A-Z])[)）\]]?\s*$")


def take_units(entries: Sequence[Entry], register: Register, units: Units) -> None:
    """Where no cell says it, the unit that stands in brackets behind an indicator: 增加值（亿元）."""
    named = [name for name, one in register.columns.items() if one.type == "indicator"]
    meant = [name for name, one in register.columns.items() if one.type == "unit"]
    for entry in entries if named and meant else ():
        unit = headers.split_unit(entry.shown.get(named[0], ""), units)[1]
        if unit is not None:
            entry.values.setdefault(meant[0], unit.key)


def take_codes(
    entries: Sequence[Entry], register: Register, found: HeaderMap, layout: Layout
) -> None:
    """Where a name and its credit code stand in one cell, each put into its own column."""
    code = next((n for n, one in register.columns.items() if one.type == "credit_code"), "")
    if not code or code in found.index_of:
        return
    named = [
        n
        for n, one in register.columns.items()
        if one.type in ("text", "reference") and one.required
    ]
    for name in (one for one in named if one in found.index_of):
        for entry in entries:
            together = CODE_BEHIND.search(text_of(entry.values.get(name)))
            if together is None:
                continue
            where = layout.grid.ref(entry.row, found.index_of[name])
            try:
                entry.values[code] = codes.read_credit_code(together[1])
            except Refused as refused:
                reason = refused.findings[0].message
                args = {"column": headers.label(register.columns[code]), **reason.args}
                entry.refused.append(Finding(Reason(reason.key, args), where))
            entry.values[name] = entry.shown[name] = entry.shown[name][: together.start()].strip()


def check_order(entry: Entry, found: HeaderMap, register: Register, layout: Layout) -> None:
    """Refuse a row in which something ends before it began."""
    for begins, ends in FROM_TO:
        first, last = entry.values.get(begins), entry.values.get(ends)
        if not isinstance(first, KnownDay) or last is None:
            continue
        last_day = last.span.last_day if isinstance(last, KnownDay) else last
        if last_day < first.first:
            columns = register.columns
            args = {
                "column": headers.label(columns[ends]),
                "value": entry.shown.get(ends, str(last)),
                "begins": headers.label(columns[begins]),
                "first": entry.shown.get(begins, str(first)),
            }
            place = found.index_of.get(ends, layout.columns[0].index)
            reason = Reason("workbooks.ends_before", args)
            entry.refused.append(Finding(reason, layout.grid.ref(entry.row, place)))


def doubt(entries: Sequence[Entry], layout: Layout, told: Told) -> None:
    """Refuse the rows of which a person must say first whether they are data."""
    thin = sums.doubtful(layout)
    for entry in entries:
        if entry.row in thin and told.rows.get(entry.row + 1) != "data":
            column = next(iter(sums.filled(layout, entry.row)), layout.columns[0].index)
            reason = Reason("workbooks.row_doubtful", {"row": entry.row + 1})
            entry.refused.append(Finding(reason, layout.grid.ref(entry.row, column)))
