"""A snapshot gives the figures of the book that it was taken of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests import cast
from tests.records.small_books import catalog, definitions, figure, rows_of
from zonebook.core.indicators.compute import Computer
from zonebook.core.period import Period
from zonebook.core.values import Refused
from zonebook.engines import snapshot
from zonebook.records import figures, schema, snapshots, zone

BOOK = """
    entity:
    id | kind        | name               | established_on | is_branch
    1  | enterprise  | 兰州"甲"科技有限公司 | 2023-03-01     | false
    2  | enterprise  | 兰州乙,贸易有限公司  | 2023-05-20     | false
    3  | sole_trader | \\N                | 2023-05-20     |
    membership:
    entity_id | from_on    | came
    1         | 2023-03-01 | established
    2         | 2023-05-20 | established
    3         | 2023-05-20 | established
"""


def taken(path: Path, text: str) -> Computer:
    """What computes from a snapshot of a small book."""
    rows = rows_of(text)
    book = schema.book()

    def given(table, names):
        return [[row[name] for name in names] for row in rows[table.name]]

    snapshot.write(path, book, given)
    return Computer(book, catalog().units, definitions(), snapshot.engine(path, book))


@pytest.mark.parametrize(("key", "value"), [("n_new_ent", 2), ("n_new_sole", 1)])
def test_it_counts_as_the_reference_does(tmp_path, key, value):
    found = taken(tmp_path / "one.duckdb", BOOK).figures([key], Period.parse("2023"))[0]
    assert found.value == figure("memory", BOOK, key, "2023").value == value


def test_texts_come_back_as_they_are_and_repeated_ones_are_enumerations(tmp_path):
    path = tmp_path / "one.duckdb"
    taken(path, BOOK)
    base = duckdb.connect(str(path), read_only=True)
    names = [one for (one,) in base.execute("SELECT name FROM entity ORDER BY id").fetchall()]
    assert names == ['兰州"甲"科技有限公司', "兰州乙,贸易有限公司", "\\N"]
    kinds = dict(base.execute("SELECT column_name, data_type FROM duckdb_columns()").fetchall())
    assert kinds["came"].startswith("ENUM")


@pytest.mark.django_db
def test_every_figure_of_a_book_is_the_same_from_its_snapshot(tmp_path):
    cast.enter(cast.settle(), cast.lantai(), cast.jincheng(), cast.newcomer())
    path = tmp_path / "snapshots" / "day.duckdb"
    counted = snapshots.take(path)
    assert set(counted) == {one.name for one in schema.book().tables}
    period = Period.parse("2023")
    keys = figures.keys_of(period, zone.catalog())
    own = figures.computer().figures(keys, period)
    assert snapshots.computer(path).figures(keys, period) == own
    with pytest.raises(Refused, match="there_already"):
        snapshots.take(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="no_file"):
        snapshots.computer(tmp_path / "none.duckdb", as_of=date(2023, 12, 31))
