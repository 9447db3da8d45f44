"""Backup and restore: the whole home in one file, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records import bulk, files
from zonebook.records.models import Person
from zonebook.records.models.door import opened

FORMAT = "zonebook.backup/2"
# Whether the hashes of a format are of rows whose keys are in order: PostgreSQL keeps the keys of
# a mapping in an order of its own, so only such hashes are the same on both databases.
IN_ORDER = {"zonebook.backup/1": False, FORMAT: True}
CHUNK = 20_000  # rows in memory at once
SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


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


def stored(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a model, without what is not data of the book."""
    found = model._meta.concrete_fields
    return [one for one in found if (model, one.attname) != (Person, "last_login")]


def rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """Every row of a table as JSON can keep it, in the order of their ids."""
    names = [one.attname for one in stored(model)]
    key = names.index(model._meta.pk.attname)  # type: ignore[union-attr]
    every = model._default_manager.order_by("pk").only(*names)
    last: Any = None
    while True:
        some = list(bulk.rows((every.filter(pk__gt=last) if last else every)[:CHUNK]))
        for row in some:
            yield dict(zip(names, map(plain, row), strict=True))
        if len(some) < CHUNK:
            return
        last = some[-1][key]


def plain(value: Any) -> Any:
    """A stored value as JSON; moments to the millisecond, which both databases keep."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return value.isoformat() if isinstance(value, date) else value


def line(row: dict[str, Any], *, in_order: bool = False) -> bytes:
    """A row as a line of a backup, or as it is hashed."""
    return (SORTED if in_order else bulk.AS_JSON)(row).encode() + b"\n"


def hashes(*, in_order: bool = True) -> dict[str, dict[str, Any]]:
    """For every table how many rows it has and the hash of all of them."""
    return {
        model._meta.db_table: hashed(line(row, in_order=in_order) for row in rows(model))
        for model in tables()
    }


def hashed(lines: Iterable[bytes]) -> dict[str, Any]:
    """How many lines there are, and their hash."""
    digest, count = hashlib.sha256(), 0
    for count, one in enumerate(lines, start=1):  # noqa: B007
        digest.update(one)
    return {"rows": count, "sha256": digest.hexdigest()}


def back_up(target: Path) -> dict[str, dict[str, Any]]:
    """Write the home that is open into one file; answers the hashes of its tables.

    A backup that could not be finished leaves nothing behind: on a full disk its part would be in the way.
    """
    partial = target.with_name(target.name + ".part")
    try:
        found = archived(partial)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    partial.replace(target)
    return found


def archived(file: Path) -> dict[str, dict[str, Any]]:
    """Write the tables and files of the home that is open; answers the hashes of its tables."""
    home = Path(settings.HOME)
    with transaction.atomic(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        found = {}
        for model in tables():
            name = model._meta.db_table
            with archive.open(f"book/{name}.jsonl", "w", force_zip64=True) as out:
                found[name] = hashed(written(model, out))
        manifest = {"format": FORMAT, "zone": home.name, "tables": found}
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        for path in kept_files(home):
            archive.write(path, path.relative_to(home).as_posix())
    return found


def written(model: type[models.Model], out: IO[bytes]) -> Iterator[bytes]:
    """Write the rows of a table as they are; gives them as they are hashed."""
    for row in rows(model):
        out.write(line(row))
        yield line(row, in_order=True)


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
    except FileNotFoundError:
        raise
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        raise refused("backup.unreadable", source) from None
    if manifest.get("format") not in IN_ORDER:
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
    manifest = manifest_of(source)
    with opened(), transaction.atomic(), zipfile.ZipFile(source) as archive:
        for model in tables():
            if model._default_manager.exists():
                raise refused("backup.not_empty", source, table=model._meta.db_table)
            with archive.open(f"book/{model._meta.db_table}.jsonl") as found:
                insert(model, map(json.loads, found))
        reset_sequences()
        if hashes(in_order=IN_ORDER[manifest["format"]]) != manifest["tables"]:
            raise refused("backup.differs", source)


def insert(model: type[models.Model], found: Iterable[dict[str, Any]]) -> None:
    """Add the rows of one table as they were, ids and moments included."""
    ways, quote = [(one.attname, way_into(one)) for one in stored(model)], connection.ops.quote_name
    table, names = (
        quote(model._meta.db_table),
        ", ".join(quote(one.column) for one in stored(model)),
    )
    lines = ([way(row[name]) for name, way in ways] for row in found)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for one in lines:
                    copy.write_row(one)
        else:
            marks = ", ".join(["%s"] * len(ways))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", lines)


def way_into(field: Any) -> Callable[[Any], Any]:
    """How a value of a backup goes into the database; PostgreSQL reads days and moments itself."""
    if connection.vendor != "postgresql":
        return bulk.Column(field).into
    if not isinstance(field, models.JSONField):
        return lambda value: value
    return lambda value: None if value is None else bulk.AS_JSON(value)


def reset_sequences() -> None:
    """Let PostgreSQL go on after the highest id."""
    statements = connection.ops.sequence_reset_sql(no_style(), tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
