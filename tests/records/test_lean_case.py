"""A book of before the lean indexes keeps its rows, its triggers and what is unique in it."""

import sqlite3
from datetime import date
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ConnectionHandler

from tests import cast
from zonebook.records import write
from zonebook.records.models import ApprovalCase, Batch, CaseEvent
from zonebook.site.settings import database

lean = import_module("zonebook.records.migrations.0012_lean_case")
OLD = """
CREATE TABLE "batch" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "why" text NOT NULL,
 "undoes_id" bigint NULL UNIQUE REFERENCES "batch" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "audit" ("id" integer NOT NULL PRIMARY KEY,
 "batch_id" bigint NOT NULL REFERENCES "batch" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "batch_why" ON "batch" ("why");
CREATE TRIGGER batch_no_delete BEFORE DELETE ON "batch" BEGIN SELECT RAISE(ABORT, 'kept'); END;
INSERT INTO batch VALUES (3, '写', NULL), (7, '撤', 3);
INSERT INTO audit VALUES (1, 7);
"""


@pytest.mark.django_db
def test_a_table_of_an_old_book_is_built_anew_with_all_that_hangs_on_it(tmp_path):
    handler = ConnectionHandler({"default": {**database(""), "NAME": tmp_path / "old.sqlite"}})
    old = handler["default"]
    old.ensure_connection()
    old.connection.executescript(OLD)
    for _ in range(2):  # a second time it finds nothing to do
        with old.schema_editor() as editor:
            lean.rebuild(editor, "batch", "undoes_id")
    book = old.connection
    assert book.execute("SELECT * FROM batch").fetchall() == [(3, "写", None), (7, "撤", 3)]
    [words] = book.execute("SELECT sql FROM sqlite_master WHERE name = 'batch'").fetchone()
    assert "AUTOINCREMENT" not in words and "UNIQUE" not in words
    assert 'REFERENCES "batch"' in words
    hung = book.execute("SELECT name FROM sqlite_master WHERE type <> 'table' ORDER BY name")
    assert [name for (name,) in hung] == ["batch_no_delete", "batch_why"]
    assert book.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(sqlite3.IntegrityError):
        book.execute("DELETE FROM batch")
    with pytest.raises(sqlite3.IntegrityError):
        book.execute("INSERT INTO audit VALUES (2, 9)")
    handler.close_all()


def test_no_event_is_voided_twice_and_no_batch_undone_twice(book):
    with write.batch(by=book.li, on=cast.TODAY, kind="edit") as batch:
        case = batch.add(ApprovalCase, {"title": "道路", "procedure": "p", "item": "i"})
        common = {"case": case, "kind": "received", "item": "i", "occurred_on": date(2023, 5, 1)}
        first = batch.add(CaseEvent, {**common, "place": 1, "sha": "x"})
        batch.add(CaseEvent, {**common, "place": 2, "sha": "y", "voids": first})
    with pytest.raises(IntegrityError), transaction.atomic():
        with write.batch(by=book.li, on=cast.TODAY, kind="edit") as again:
            again.add(CaseEvent, {**common, "place": 3, "sha": "z", "voids": first})
    assert CaseEvent.objects.count() == 2
    with write.batch(by=book.li, on=cast.TODAY, kind="undo", undoes=batch.row):
        pass
    with pytest.raises(IntegrityError), transaction.atomic():
        with write.batch(by=book.li, on=cast.TODAY, kind="undo", undoes=batch.row):
            pass
    assert Batch.objects.filter(undoes=batch.row).count() == 1


def test_an_empty_reference_of_a_case_stands_in_no_index(book):
    with connection.cursor() as cursor:
        for table, column in (("case_event", "document_id"), ("approval_case", "entity_id")):
            found = connection.introspection.get_constraints(cursor, table)
            names = [name for name, one in found.items() if one["columns"] == [column]
                     and one["index"]]  # fmt: skip
            assert len(names) == 1 and names[0].startswith("case_")
