"""Indexes by which nobody finds a row: every row that is added pays for each.

They are dropped by name: to alter a field, Django would build the tables of SQLite anew, without
their triggers.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RECORDED = (
    "awardevent", "carrierevent", "caseevent", "certificateevent", "fundpayment", "partnerevent",
    "platformevent", "productevent", "projectevent", "release", "requestevent", "statement",
    "taskevent",
)  # fmt: skip
UNUSED = (*((name, "recorded_by") for name in RECORDED), ("batch", "by"), ("caseevent", "case"))


def drop(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop each index of the one column alone."""
    for table, column in places(apps):
        for name in indexes(editor, table, column):
            editor.execute(editor.sql_delete_index % {"name": editor.quote_name(name)})


def create(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Make them again (a migration backwards)."""
    for table, column in places(apps):
        name = editor.quote_name(f"{table}_{column}_again")
        table, column = editor.quote_name(table), editor.quote_name(column)
        editor.execute(f"CREATE INDEX {name} ON {table} ({column})")


def places(apps: Any) -> list[tuple[str, str]]:
    """The tables and their columns."""
    found = []
    for name, field in UNUSED:
        meta = apps.get_model("records", name)._meta
        found.append((meta.db_table, meta.get_field(field).column))
    return found


def indexes(editor: BaseDatabaseSchemaEditor, table: str, column: str) -> list[str]:
    """The names of the plain indexes of a column."""
    with editor.connection.cursor() as cursor:
        found = editor.connection.introspection.get_constraints(cursor, table)
    return [
        name
        for name, one in found.items()
        if one["index"] and not one["unique"] and one["columns"] == [column]
    ]


def person() -> Any:
    """Whoever wrote, as a field without an index."""
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class AllAtOnce(migrations.SeparateDatabaseAndState):
    """Alters the fields without building every model anew after each, which took seconds."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Forget the models that were built; they are built again when somebody asks for them."""
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


class Migration(migrations.Migration):
    dependencies = [("records", "0010_entity_listed")]
    operations = [
        AllAtOnce(
            database_operations=[migrations.RunPython(drop, create)],
            state_operations=[
                *(migrations.AlterField(name, "recorded_by", person()) for name in RECORDED),
                migrations.AlterField("batch", "by", person()),
                migrations.AlterField(
                    "caseevent",
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="records.approvalcase",
                    ),
                ),
            ],
        )
    ]
