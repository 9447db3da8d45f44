"""Triggers that keep append-only tables append-only, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Append-only tables that hold no records of the zone: the trail, frozen reports, drafts.
BESIDE_NOUNS = (
    "audit",
    "batch",
    "draft_check",
    "draft_decision",
    "office_draft",
    "release",
    "release_approval",
    "release_figure",
    "release_file",
)
MESSAGE = "append-only: correct it by a later row"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION zonebook_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '%: {MESSAGE}', TG_TABLE_NAME; END
$$ LANGUAGE plpgsql
"""


def names(table: str) -> dict[str, str]:
    """The two triggers of a table: the event they refuse and their name."""
    return {verb: f"{table}_no_{verb.lower()}" for verb in ("UPDATE", "DELETE")}


def create(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Protect one table."""
    postgres = editor.connection.vendor == "postgresql"
    if postgres:
        editor.execute(FUNCTION, params=None)
    for verb, name in names(table).items():
        if postgres:
            body = "FOR EACH STATEMENT EXECUTE FUNCTION zonebook_append_only()"
        else:
            body = f"BEGIN SELECT RAISE(ABORT, '{table}: {MESSAGE}'); END"
        editor.execute(f'CREATE TRIGGER {name} BEFORE {verb} ON "{table}" {body}', params=None)


# A draft that an office takes away: its rows go once the trail says so, and then only they.
REMOVED = "SELECT 1 FROM audit WHERE noun = 'office_draft' AND verb = 'remove' AND record_id = OLD."


def let_removed(
    editor: BaseDatabaseSchemaEditor, table: str, verb: str, column: str, *only: str
) -> None:
    """Let rows of a removed draft be deleted or changed, under further conditions.

    `column` holds the number of the draft; the trigger keeps its name and refuses all else.
    """
    name = names(table)[verb]
    allowed = " AND ".join([f"EXISTS ({REMOVED}{column})", *only])
    if editor.connection.vendor == "postgresql":
        refused = f"IF NOT ({allowed}) THEN RAISE EXCEPTION '{table}: {MESSAGE}'; END IF;"
        row = "OLD" if verb == "DELETE" else "NEW"
        editor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ "
            f"BEGIN {refused} RETURN {row}; END $$ LANGUAGE plpgsql",
            params=None,
        )
        body, tail = f"FOR EACH ROW EXECUTE FUNCTION {name}()", f' ON "{table}"'
    else:
        refused = f"SELECT RAISE(ABORT, '{table}: {MESSAGE}');"
        body, tail = f"WHEN NOT ({allowed}) BEGIN {refused} END", ""
    editor.execute(f"DROP TRIGGER {name}{tail}")
    editor.execute(f'CREATE TRIGGER {name} BEFORE {verb} ON "{table}" {body}', params=None)


def drop(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the protection of one table away (a migration backwards)."""
    for name in names(table).values():
        tail = f' ON "{table}"' if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER IF EXISTS {name}{tail}")


def protect(*tables: str) -> migrations.RunPython:
    """A migration step that makes tables append-only."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            create(editor, table)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            drop(editor, table)

    return migrations.RunPython(forwards, backwards)
