"""An office may take a draft away: its words and files go, and the trail keeps that it was there."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from zonebook.records import triggers

TABLES = ("draft_check", "draft_decision", "office_draft")
UNCHANGED = ("NEW.id = OLD.id", "NEW.office_id = OLD.office_id", "NEW.batch_id = OLD.batch_id")


def let(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Checks and decisions of a removed draft may be deleted, its title emptied."""
    triggers.let_removed(editor, "draft_check", "DELETE", "draft_id")
    triggers.let_removed(editor, "draft_decision", "DELETE", "draft_id")
    triggers.let_removed(editor, "office_draft", "UPDATE", "id", "NEW.title = ''", *UNCHANGED)


def keep(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing may go (a migration backwards)."""
    for table in TABLES:
        triggers.drop(editor, table)
        triggers.create(editor, table)
    if editor.connection.vendor == "postgresql":
        for name in ("draft_check_no_delete", "draft_decision_no_delete", "office_draft_no_update"):
            editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("records", "0012_lean_case")]
    operations = [migrations.RunPython(let, keep)]
