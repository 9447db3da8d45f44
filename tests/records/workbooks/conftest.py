"""What all tests of workbooks share."""

import pytest

from tests import cast
from zonebook.core.catalog import shipped
from zonebook.records import registers
from zonebook.records.workbooks.answers import Answers
from zonebook.records.workbooks.commit import import_grids
from zonebook.records.workbooks.dryrun import Asking
from zonebook.records.workbooks.picking import Delivery
from zonebook.records.workbooks.reading import read_sheet, vocabulary
from zonebook.records.workbooks.rows import Setting
from zonebook.records.workbooks.tables import tables_of
from zonebook.records.workbooks.told import Told

from .notation import DAY, sheet

INDICATORS = {
    "地区生产总值": "gdp",
    "gdp": "gdp",
    "第一产业增加值": "va_primary",
    "一产增加值": "va_primary",
}


@pytest.fixture
def read():
    """Reads a drawn sheet for one register, or for whichever fits."""

    def reading(text, register=None, *, name="", file="", learned=None, answers=None, **told):
        which = [registers.get(register)] if register else list(registers.all_registers().values())
        setting = Setting(DAY, shipped().units, indicators=INDICATORS)
        known = (lambda *_: learned) if learned else (lambda *_: None)
        said = Told(header=answers or {}, **told)
        return read_sheet(sheet(text, name, file), which, setting, known, said)

    return reading


@pytest.fixture
def rows_of(read):
    """The values of a drawn sheet, one row a dictionary of words."""

    def rows(text, register, *columns, **more):
        found = read(text, register, **more).entries
        return [tuple(str(one.values.get(name, "")) for name in columns) for one in found]

    return rows


@pytest.fixture
def take(book):
    """Imports a drawn sheet as somebody; a dry run unless told to commit."""

    def importing(
        text, register, *, by=None, commit=False, skip=False, file="台账.xlsx", **answers
    ):
        asking = Asking(by or book.wang, cast.TODAY, shipped(), Answers.from_json(answers))
        grids = [sheet(text, "表", file)]
        which = registers.get(register)
        given = Delivery(text.encode(), file, which, commit=commit, skip_refused=skip)
        return import_grids(grids, given, asking)

    return importing


@pytest.fixture
def tables():
    """The readings of all tables of a drawn sheet."""
    every = list(registers.all_registers().values())
    setting = Setting(DAY, shipped().units, indicators=INDICATORS)

    def read(text):
        found = tables_of(sheet(text, "表"), vocabulary(every), setting)
        return [read_sheet(one, every, setting) for one in found]

    return read
