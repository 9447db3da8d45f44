"""What is known of a row only when all of its cells are read: codes in names, order of days, doubts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from zonebook.core.period import KnownDay
from zonebook.core.units import Units
from zonebook.core.values import Finding, Reason, Refused
from zonebook.records.workbooks import codes, contents, headers, sums
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

FORMERLY = re.compile(
    r"(?P<now>[^（(].*?)\s*[（(]\s*(?:(?P<said>曾用名称?|原用?名称?|原(?:企业|公司|单位|项目)名称?|更名前名?称?|变更前名?称?|旧[名称])"
    r"\s*[:：为是]?|原[:：为]|原)\s*(?P<then>[^（()）]+(?:[（(][^（()）]*[)）][^（()）]*)?)[)）]\s*"
)


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


def take_former_names(
    entries: Sequence[Entry], register: Register, found: HeaderMap, layout: Layout
) -> None:
    """Where a former name stands in brackets behind the present one, each put into its own column.

    甲公司（原名：乙公司） is 甲公司; what is kept of 乙公司 where the register has no column for it
    stays beside the row.
    """
    former = next((n for n, one in register.columns.items() if one.path == ("names", "name")), "")
    for name, column in register.columns.items():
        is_own = bool(former) and column.path == ("name",)
        is_other = column.type == "reference" and column.options.get("to") in ("entity", "project")
        if name not in found.index_of or not (is_own or is_other):
            continue
        for entry in entries:
            both = FORMERLY.fullmatch(text_of(entry.values.get(name)))
            if both is None or not (both["said"] or is_name(both["then"])):
                continue
            entry.values[name] = entry.shown[name] = both["now"].strip()
            if is_own:
                known = entry.values.get(former)
                entry.values[former] = f"{known}；{both['then']}" if known else both["then"]
                entry.blank.discard(former)
            else:
                entry.extra.setdefault("曾用名", both["then"])


def is_name(text: str) -> bool:
    """Whether a text in brackets is the name of a company or project, not 原料 or 原址改造."""
    name = contents.bare_name(text)
    return bool(contents.COMPANY.search(name) or contents.UNDERTAKING.search(name))


def take_signs(
    entries: Sequence[Entry], register: Register, found: HeaderMap, layout: Layout
) -> None:
    """Where no cell says what kind a row is, what an amount below zero makes it: money returned.

    The register declares it with the amount: `below_zero: {kind: return}`; a row whose word and sign
    contradict one another is refused.
    """
    for name, column in register.columns.items():
        meant = column.options.get("below_zero", {})
        for entry in entries if meant and name in found.index_of else ():
            value = entry.values.get(name)
            if not isinstance(value, int) or value == 0:
                continue
            for other, key in meant.items():
                if other not in entry.shown:
                    entry.values |= {other: key} if value < 0 else {}
                elif (entry.values.get(other) == key) != (value < 0):
                    args = {
                        "column": headers.label(column),
                        "value": entry.shown[name],
                        "other": headers.label(register.columns[other]),
                        "word": entry.shown[other],
                    }
                    where = layout.grid.ref(entry.row, found.index_of[name])
                    reason = Reason("workbooks.sign_contradicts", args)
                    entry.refused.append(Finding(reason, where))


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
