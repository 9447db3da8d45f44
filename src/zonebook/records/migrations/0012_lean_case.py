"""What every step of a case wrote and nobody read: indexes on columns that are nearly always empty.

They hold the filled rows alone from now on. Two of them are the uniqueness of what a row voids or a
batch undoes, which stands in the tables of SQLite itself: those are built anew, from their own words,
with their triggers, and without AUTOINCREMENT, for no row of them is ever deleted. So is the table of
the numbers that are given out: SQLite counted its ids at each number. The models go on
calling both columns one-to-one, as the queries need it. PostgreSQL's second indexes on numbers and
officers, for beginnings by which nobody looks, are gone.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AllAtOnce = import_module("zonebook.records.migrations.0011_unused_index").AllAtOnce
ONCE = {"batch": ("undoes_id", "batch_undone_once"), "case_event": ("voids_id", "case_voided_once")}
PLAIN = {
    "approvalcase": ("officer", "entity_id", "project_id", "application_id"),
    "caseevent": ("document_id",),
}
BEGINNINGS = (("approval_case", "officer"), ("approval_case", "number"), ("case_event", "number"))
ADDED = {
    "approvalcase": (
        models.Index(fields=["officer"], name="case_officer"),
        *(
            models.Index(
                fields=[name], name=f"case_{name}", condition=models.Q((f"{name}__isnull", False))
            )
            for name in ("entity", "project", "application")
        ),
    ),
    "caseevent": (
        models.Index(
            fields=["document"],
            name="case_event_document",
            condition=models.Q(("document__isnull", False)),
        ),
    ),
}


def lean(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the small indexes in the place of the whole ones."""
    is_sqlite = editor.connection.vendor == "sqlite"
    if is_sqlite:
        rebuild(editor, "sequence")
    for table, (column, name) in ONCE.items():
        if is_sqlite:
            rebuild(editor, table, column)
        else:
            for one in named(editor, table, column, unique=True):
                editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{one}"')
        editor.execute(
            f'CREATE UNIQUE INDEX IF NOT EXISTS "{name}" ON "{table}" ("{column}")'
            f' WHERE "{column}" IS NOT NULL'
        )
    for model, columns in PLAIN.items():
        table = apps.get_model("records", model)._meta.db_table
        drop(editor, ((table, column) for column in columns))
    if editor.connection.vendor == "postgresql":
        drop(editor, BEGINNINGS)
    for model, indexes in ADDED.items():
        for index in indexes:
            editor.add_index(apps.get_model("records", model), index)


def rebuild(editor: BaseDatabaseSchemaEditor, table: str, column: str = "") -> None:
    """Build a table of SQLite anew without AUTOINCREMENT and without the uniqueness of a column."""
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table]
        )
        found = cursor.fetchall()
    [whole] = [sql for kind, sql in found if kind == "table"]
    words = whole.replace(" AUTOINCREMENT", "")
    words = words.replace(f'"{column}" bigint NULL UNIQUE', f'"{column}" bigint NULL')
    if words == whole:  # after a migration backwards
        return
    words = words.replace(f'CREATE TABLE "{table}"', f'CREATE TABLE "new__{table}"', 1)
    editor.execute(words, params=None)
    editor.execute(f'INSERT INTO "new__{table}" SELECT * FROM "{table}" ORDER BY "id"')
    editor.execute(f'DROP TABLE "{table}"')
    editor.execute(f'ALTER TABLE "new__{table}" RENAME TO "{table}"')
    for kind, sql in found:
        if kind != "table":
            editor.execute(sql, params=None)


def drop(editor: BaseDatabaseSchemaEditor, places: Any) -> None:
    """Drop the plain indexes of columns, each of one column alone."""
    for table, column in places:
        for name in named(editor, table, column, unique=False):
            editor.execute(f'DROP INDEX "{name}"')


def named(
    editor: BaseDatabaseSchemaEditor, table: str, column: str, *, unique: bool
) -> Iterator[str]:
    """The names of the indexes of one column alone, those of the uniqueness or the others."""
    with editor.connection.cursor() as cursor:
        found = editor.connection.introspection.get_constraints(cursor, table)
    for name, one in found.items():
        is_key = one["primary_key"] or one["foreign_key"] or one["check"]
        if not is_key and one["columns"] == [column] and bool(one["unique"]) is unique:
            yield name


def whole_again(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the whole indexes again (a migration backwards); what is unique stays as it is."""
    for model, indexes in ADDED.items():
        known = apps.get_model("records", model)
        for index in indexes:
            editor.remove_index(known, index)
        for column in PLAIN[model]:
            table = editor.quote_name(known._meta.db_table)
            editor.execute(
                f'CREATE INDEX "{known._meta.db_table}_{column}" ON {table} ("{column}")'
            )


def reference(to: str, related_name: str) -> Any:
    """A reference that may be empty, as a field without an index of its own."""
    return models.ForeignKey(
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [("records", "0011_unused_index")]
    operations = [
        AllAtOnce(
            database_operations=[migrations.RunPython(lean, whole_again)],
            state_operations=[
                *(
                    migrations.AlterField(
                        "approvalcase", name, reference(f"records.{name}", "cases")
                    )
                    for name in ("entity", "project", "application")
                ),
                migrations.AlterField("caseevent", "document", reference("records.document", "+")),
                migrations.AlterField(
                    "approvalcase", "officer", models.CharField(default="", max_length=60)
                ),
                *(
                    migrations.AddIndex(model, index)
                    for model, indexes in ADDED.items()
                    for index in indexes
                ),
            ],
        )
    ]
