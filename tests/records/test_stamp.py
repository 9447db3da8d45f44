"""What was reckoned from the book holds until the book changes, and no longer."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from datetime import date

import pytest
from django.db import connection, transaction

from tests import cast
from zonebook.records import figures, write
from zonebook.records.models import Roadshow
from zonebook.records.stamp import stamp, until_written

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("ZONEBOOK_TEST_POSTGRES")), reason="copies a book of SQLite"
)


@pytest.fixture
def li(django_db_setup, django_db_blocker, home):
    """An officer, in a copy of the empty book that is written to for good."""
    empty, name = connection.settings_dict["NAME"], home / "book.sqlite"
    with django_db_blocker.unblock():
        connection.ensure_connection()
        tests_own = connection.connection
        with contextlib.closing(sqlite3.connect(name)) as copy:
            tests_own.backup(copy)
        connection.connection, connection.settings_dict["NAME"] = None, name
        yield cast.settle().li
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = tests_own, empty


def hold_roadshow(li):
    with write.batch(by=li, on=cast.TODAY, kind="edit") as writing:
        writing.add(
            Roadshow, {"name": "兰州新区推介会", "held_on": date(2023, 5, 6), "state": "held"}
        )


def test_every_writing_changes_the_stamp(li):
    before = stamp()
    assert stamp() == before
    hold_roadshow(li)
    assert stamp() != before


def test_another_book_of_as_many_batches_has_another_stamp(li, settings, tmp_path):
    before = stamp()
    settings.HOME = tmp_path / "other"
    assert stamp() != before


def test_inside_a_writing_there_is_no_stamp(li):
    with transaction.atomic():
        assert stamp() is None


def test_a_reading_is_made_once_a_state_of_the_book(li):
    read = []

    @until_written
    def count(noun):
        read.append(noun)
        return Roadshow.objects.count()

    assert [count("roadshow"), count("roadshow")] == [0, 0]
    hold_roadshow(li)
    assert [count("roadshow"), count("roadshow")] == [1, 1]
    assert len(read) == 2
    with transaction.atomic():
        assert count("roadshow") == 1
    assert len(read) == 3  # what a writing sees is its own


def test_pages_share_what_computes_figures_until_somebody_writes(li):
    shared = figures.computer()
    assert figures.computer() is shared
    assert figures.computer(rows=True) is not shared
    assert shared.figures(["n_roadshow"], figures.spanned("2023"))[0].value is None
    hold_roadshow(li)
    assert figures.computer() is not shared
    assert figures.figures(["n_roadshow"], "2023")[0].value == 1


def test_what_computes_figures_begins_anew_when_odd_periods_have_filled_it(li, monkeypatch):
    shared = figures.computer()
    shared.figures(["n_roadshow"], figures.spanned("2023"))
    monkeypatch.setattr(figures, "REMEMBERED", 0)
    assert figures.computer() is shared
    assert figures.computer() is not shared
