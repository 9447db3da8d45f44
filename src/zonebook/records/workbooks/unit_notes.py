"""Units that stand above the columns they hold for: 单位：亿元 over some, 单位：% over others."""

from __future__ import annotations

import re

from zonebook.core.units import Unit, Units
from zonebook.records.workbooks.layout import Layout
from zonebook.records.workbooks.money import unit_of
from zonebook.records.workbooks.words import without_brackets

UNIT_ABOVE = re.compile(r"(?:计量|金额)?单位[:：]\s*(\S+?)$")


def units_above(layout: Layout, units: Units) -> dict[int, Unit]:
    """The unit of each column where several stand above the header, each over its own columns."""
    noted: dict[int, Unit] = {}
    for cells in layout.grid.rows[max(0, layout.top - 2) : layout.top]:
        for index, value in enumerate(cells):
            found = UNIT_ABOVE.match(without_brackets(value)) if isinstance(value, str) else None
            if found and (unit := unit_of(found[1], units)):
                noted[index] = unit
    if len(set(noted.values())) < 2:
        return {}  # one unit is that of the whole sheet
    return {
        one.index: noted[max(index for index in noted if index <= one.index)]
        for one in layout.columns
        if one.index >= min(noted)
    }
