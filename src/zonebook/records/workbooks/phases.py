"""Projects built in phases: 一期 and 二期 in a column or in rows of their own, 其中 under a project."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from zonebook.core.values import Finding, Reason
from zonebook.records.workbooks.grid import Value, is_blank
from zonebook.records.workbooks.headers import HeaderMap
from zonebook.records.workbooks.layout import Layout
from zonebook.records.workbooks.lines import PHASE, serial_columns
from zonebook.records.workbooks.rows import Entry
from zonebook.records.workbooks.words import name_of, tidy

if TYPE_CHECKING:
    from zonebook.records.registers import Register

PART = re.compile(r"^其中[:：、，]?")
NUMERAL = re.compile(r"^[一二三四五六七八九十\d]{1,2}$")


def named_with_phase(
    entries: Sequence[Entry], found: HeaderMap, register: Register, layout: Layout
) -> None:
    """Call the phases of one project by name and phase, where a column of the sheet tells them apart."""
    if not {"name", "phase"} <= set(found.index_of):
        return
    together: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if "name" in entry.values:
            together[name_of(entry.values["name"])].append(entry)
    for rows in together.values():
        phases = [name_of(one.values.get("phase", "")) for one in rows]
        if len(rows) < 2 or len(set(phases)) < len(rows):
            continue  # told apart by nothing: two rows of one record, which is refused
        for entry in rows:
            if phase := str(entry.values.get("phase", "")):
                call(entry, f"{phase}期" if NUMERAL.match(phase) else phase, found, layout)


def call(entry: Entry, phase: str, found: HeaderMap, layout: Layout) -> None:
    """Put the phase behind the name of a row, and say so."""
    name = entry.values["name"]
    if name_of(name).endswith(name_of(phase)):
        return
    entry.values["name"] = entry.shown["name"] = f"{name}{phase}"
    where = layout.grid.ref(entry.row, found.index_of["name"])
    args = {"name": entry.values["name"]}
    entry.remarks.append(Finding(Reason("workbooks.named_with_phase", args), where, "warning"))


def without_parts(layout: Layout, found: HeaderMap, register: Register) -> Layout:
    """The layout with the rows that break down the project above (其中：一期工程) named as its parts.

    They are no projects of their own: their amounts stand in the row above already.
    """
    if register.noun != "project" or "name" not in found.index_of:
        return layout
    parts = set(part_rows(layout, found.index_of["name"]))
    lines = (replace(one, kind="part") if one.row in parts else one for one in layout.lines)
    return replace(layout, lines=tuple(lines))


def part_rows(layout: Layout, index: int) -> Iterator[int]:
    """The rows whose name says 其中, and those after it that go on with it without a serial number."""
    serial = serial_columns(layout)
    within = False
    for line in layout.lines:
        if line.kind != "data":
            within = within and line.kind in ("blank", "continued")
            continue
        name = layout.grid.at(line.row, index)
        counted = any(not is_blank(layout.grid.shown(line.row, one)) for one in serial)
        within = not counted and is_part(name, within and bool(serial))
        if within:
            yield line.row


def is_part(name: Value, within: bool) -> bool:
    """Whether a row without a serial number is part of the one above."""
    if not isinstance(name, str):
        return False
    said = tidy(name)
    return bool(PART.match(said)) or (within and bool(PHASE.match(said) or is_indented(name)))


def is_indented(name: str) -> bool:
    """Whether a name is set in, as what belongs to the row above is."""
    return name != name.lstrip() and bool(name.strip())
