"""The rules of the draft check that compare with the book, one module each, D01 to D10."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zonebook.core.bulletin.against import Case
from zonebook.core.bulletin.findings import DraftFinding
from zonebook.core.bulletin.rules.d01_value import values
from zonebook.core.bulletin.rules.d02_revised import revised
from zonebook.core.bulletin.rules.d03_definition import definitions
from zonebook.core.bulletin.rules.d04_growth import growth
from zonebook.core.bulletin.rules.d05_records import listed_records
from zonebook.core.bulletin.rules.d06_clock import clocks
from zonebook.core.bulletin.rules.d07_unpublished import unpublished
from zonebook.core.bulletin.rules.d08_disclosure import disclosure
from zonebook.core.bulletin.rules.d09_missing import missing
from zonebook.core.bulletin.rules.d10_unbound import unbound

DataRule = Callable[[Case], Iterator[DraftFinding]]
BY_NAME: dict[str, DataRule] = {
    "D01": values,
    "D02": revised,
    "D03": definitions,
    "D04": growth,
    "D05": listed_records,
    "D06": clocks,
    "D07": unpublished,
    "D08": disclosure,
    "D09": missing,
    "D10": unbound,
}
DATA_RULES = tuple(BY_NAME.values())
NAMES = tuple(BY_NAME)
