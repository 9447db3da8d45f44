"""Backup and restore: the whole home in one file, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records import files
from zonebook.records.models import Person
from zonebook.records.models.door import opened

FORMAT = "zonebook.backup/1"
CHUNK = 2000


def tables() -> list[type[models.Model]]:
    """The models of the book, each after those that it refers to."""
    waiting = sorted(apps.get_app_config("records").get_models(), key=lambda m: m._meta.db_table)
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [one for one in waiting if needs(one) <= {*ordered, one}]
        ordered += ready
        waiting = [one for one in waiting if one not in ready]
    return ordered


def needs(model: type[models.Model]) -> set[type[models.Model]]:
    """The models that a model refers to."""
    return {f.remote_field.model for f in model._meta.concrete_fields if f.is_relation}


def columns(model: type[models.Model]) -> list[str]:
    """The stored columns of a model, without what is not data of the book."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [name for name in names if (model, name) != (Person, "last_login")]


def lines(model: type[models.Model]) -> Iterator[str]:
    """Every row of a table as one JSON line, in the order of their ids."""
    names = columns(model)
    rows = model._default_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=CHUNK):
        yield json.dumps(dict(zip(names, map(plain, row), strict=True)), ensure_ascii=False)


def plain(value: Any) -> Any:
    """A stored value as JSON; moments to the millisecond, which both databases keep."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return value.isoformat() if isinstance(value, date) else value


def hashes() -> dict[str, dict[str, Any]]:
    """For every table how many rows it has and the hash of all of them."""
    found = {}
    for model in tables():
        digest, count = hashlib.sha256(), 0
        for line in lines(model):
            digest.update(line.encode() + b"\n")
            count += 1
        found[model._meta.db_table] = {"rows": count, "sha256": digest.hexdigest()}
    return found


def back_up(target: Path) -> dict[str, dict[str, Any]]:
    """Write the home that is open into one file; answers the hashes of its tables."""
    home = Path(settings.HOME)
    partial = target.with_name(target.name + ".part")
    with transaction.atomic(), zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        found = hashes()
        manifest = {"format": FORMAT, "zone": home.name, "tables": found}
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        for model in tables():
            with archive.open(f"book/{model._meta.db_table}.jsonl", "w", force_zip64=True) as out:
                for line in lines(model):
                    out.write(line.encode() + b"\n")
        for path in kept_files(home):
            archive.write(path, path.relative_to(home).as_posix())
    partial.replace(target)
    return found


def kept_files(home: Path) -> Iterable[Path]:
    """The files of a home beside its database."""
    yield from (path for path in [home / "zone.yaml"] if path.exists())
    for folder in ("catalog", "files"):
        yield from (path for path in sorted((home / folder).rglob("*")) if path.is_file())


def manifest_of(source: Path) -> dict[str, Any]:
    """What a backup says of itself; Refused if the file is no backup of ours."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        raise refused("backup.unreadable", source) from None
    if manifest.get("format") != FORMAT:
        raise refused("backup.unreadable", source)
    return manifest


def refused(key: str, source: Path, **args: Any) -> Refused:
    """A refusal that names the backup file."""
    return Refused(Finding(Reason(key, {"file": source.name, **args}), Ref("cell", source.name)))


def unpack(source: Path, home: Path) -> None:
    """Lay the files of a backup into an empty home; names that lead out of it are refused."""
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            if name == "zone.yaml" or name.split("/")[0] in ("catalog", "files"):
                target = (home / name).resolve()
                if not target.is_relative_to(home.resolve()):
                    raise refused("backup.unreadable", source)
                files.write_once(target, archive.read(name))


def fill(source: Path) -> None:
    """Write the rows of a backup into the empty database that is open; all or nothing."""
    expected = manifest_of(source)["tables"]
    with opened(), transaction.atomic(), zipfile.ZipFile(source) as archive:
        for model in tables():
            if model._default_manager.exists():
                raise refused("backup.not_empty", source, table=model._meta.db_table)
            with archive.open(f"book/{model._meta.db_table}.jsonl") as rows:
                read_rows(model, rows)
        reset_sequences()
        if hashes() != expected:
            raise refused("backup.differs", source)


def read_rows(model: type[models.Model], rows: IO[bytes]) -> None:
    """Insert the rows of one table as they were, ids and moments included."""
    waiting: list[models.Model] = []
    for line in rows:
        values = json.loads(line)
        fields = {f.attname: f for f in model._meta.concrete_fields}
        waiting.append(model(**{name: fields[name].to_python(v) for name, v in values.items()}))
        if len(waiting) == CHUNK:
            model._default_manager.bulk_create(waiting, batch_size=300)
            waiting = []
    model._default_manager.bulk_create(waiting, batch_size=300)


def reset_sequences() -> None:
    """Let PostgreSQL go on after the highest id."""
    statements = connection.ops.sequence_reset_sql(no_style(), tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
