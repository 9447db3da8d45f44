"""核验: whether keys, references, files, the trail and the triggers of a book are in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import connection, models
from django.db.models import Count

from zonebook.core.values import Finding, Reason, Ref
from zonebook.records import files, schema, triggers
from zonebook.records.models import Audit, StoredFile
from zonebook.records.models.base import Register
from zonebook.records.write import image


def verify() -> list[Finding]:
    """Everything that is not in order; an empty list means that the book is sound."""
    checks = (doubled_keys, broken_references, damaged_files, past_the_door, missing_triggers)
    return [finding for check in checks for finding in check()]


def doubled_keys() -> Iterator[Finding]:
    """Standing records that share a natural key."""
    for noun, model in schema.nouns().items():
        key = model.kept.natural_key
        if not key or not issubclass(model, Register):
            continue
        rows = model.objects.filter(withdrawn_on=None).exclude(
            **{f"{name}": None for name in key[:1]}
        )
        if isinstance(model._meta.get_field(key[0]), models.CharField):
            rows = rows.exclude(**{key[0]: ""})
        for row in rows.values(*key).annotate(n=Count("id")).filter(n__gt=1):
            shown = "、".join(str(row[name]) for name in key)
            yield Finding(Reason("verify.doubled_key", {"noun": noun, "key": shown, "n": row["n"]}))


def broken_references() -> Iterator[Finding]:
    """References that lead nowhere."""
    for noun, model in schema.nouns().items():
        for field in model._meta.concrete_fields:
            if not field.is_relation:
                continue
            there = field.remote_field.model._base_manager.values("pk")
            lost = model._base_manager.exclude(**{field.attname: None})
            for number in lost.exclude(**{f"{field.attname}__in": there}).values_list(
                "number", flat=True
            ):
                message = Reason(
                    "verify.broken_reference", {"number": number, "column": field.name}
                )
                yield Finding(message, Ref("record", number, noun))


def damaged_files() -> Iterator[Finding]:
    """Files that are gone or whose content is not what it was."""
    for row in StoredFile.objects.order_by("pk").iterator():
        path = files.path_of(row.sha)
        if not path.exists():
            yield Finding(Reason("verify.file_gone", {"name": row.name}), Ref("document", row.sha))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row.sha:
            yield Finding(
                Reason("verify.file_changed", {"name": row.name}), Ref("document", row.sha)
            )


def past_the_door() -> Iterator[Finding]:
    """Records that do not say what their trail says: somebody wrote past the audited door."""
    for noun, model in schema.nouns().items():
        if issubclass(model, Register):
            yield from untold_changes(noun, model)


def untold_changes(noun: str, model: Any) -> Iterator[Finding]:
    """Replay the trail of one noun and compare it with what stands there."""
    told: dict[int, dict[str, Any]] = {}
    trail = Audit.objects.filter(noun=noun).order_by("pk").values_list("record_id", "after")
    for record_id, after in trail.iterator(chunk_size=5000):
        told.setdefault(record_id, {}).update(after)
    for record in model._base_manager.iterator(chunk_size=2000):
        expected = {k: v for k, v in told.get(record.pk, {}).items() if v not in (None, "", {})}
        if image(record) != expected:
            message = Reason("verify.past_the_door", {"number": record.number})
            yield Finding(message, Ref("record", record.number, noun))


def missing_triggers() -> Iterator[Finding]:
    """Append-only tables that have lost their protection."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    nouns = [noun for noun in schema.nouns() if schema.is_append_only(noun)]
    for table in [*nouns, *triggers.BESIDE_NOUNS]:
        if not set(triggers.names(table).values()) <= there:
            yield Finding(Reason("verify.trigger_gone", {"table": table}), Ref("record", table))
