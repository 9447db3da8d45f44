"""Backup, restore and verification of a book."""

import json
import zipfile

import pytest
from django.db import connection

from tests import cast
from zonebook.core.values import Refused
from zonebook.records import backup, files, verify, write
from zonebook.records.models import Document, Entity, StoredFile
from zonebook.records.models.door import opened


@pytest.fixture
def filled(book):
    """A book with two entities, a change and a document with its file."""
    lantai, _ = cast.enter(book, cast.lantai(), cast.jincheng())
    paper = files.store("认定文件".encode(), "notice.txt")
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as batch:
        batch.change(lantai, {"address": "雁滩路1号"})
        batch.add(Document, {"title": "认定文件", "doc_no": "甘科〔2023〕1号", "file": paper})
    return book


def keys(findings):
    return [finding.message.key for finding in findings]


def test_a_sound_book_gives_no_finding(filled):
    assert verify.verify() == []


def test_it_notices_a_change_past_the_door(filled):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE entity SET name = 'x' WHERE credit_code IS NOT NULL")
    assert keys(verify.verify()) == ["verify.past_the_door"]


def test_it_notices_a_damaged_and_a_missing_file(filled):
    stored = StoredFile.objects.get()
    files.path_of(stored.sha).write_text("something else")
    assert keys(verify.verify()) == ["verify.file_changed"]
    files.path_of(stored.sha).unlink()
    assert keys(verify.verify()) == ["verify.file_gone"]


def test_it_notices_a_lost_trigger(filled):
    tail = ' ON "statement"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER statement_no_update{tail}")
    assert keys(verify.verify()) == ["verify.trigger_gone"]


def test_a_backup_restores_to_the_same_hashes(filled, tmp_path, settings):
    """The rows go into an empty book of the same database: everything is taken out first."""
    target = tmp_path / "zone.backup"
    before = backup.back_up(target)
    assert before["entity"]["rows"] == 2
    empty_the_book()
    settings.HOME = tmp_path / "elsewhere"
    backup.unpack(target, settings.HOME)
    backup.fill(target)
    assert backup.hashes() == before
    assert verify.verify() == []


def test_the_hash_does_not_depend_on_the_order_in_which_a_database_keeps_a_mapping(filled):
    """PostgreSQL puts short keys first, SQLite keeps them as they came."""
    before = backup.hashes()["entity"]
    extra, same = {"行业名称": "零售", "性质": "模拟"}, {"性质": "模拟", "行业名称": "零售"}
    with opened():
        Entity.objects.order_by("pk").filter(name__contains="疫苗").update(extra=extra)
        one = backup.hashes()["entity"]
        Entity.objects.filter(name__contains="疫苗").update(extra=same)
    assert before != one == backup.hashes()["entity"]


def test_a_backup_of_the_first_format_is_restored(filled, tmp_path):
    target, older = tmp_path / "zone.backup", tmp_path / "older.backup"
    backup.back_up(target)
    manifest = {"format": "zonebook.backup/1", "tables": backup.hashes(in_order=False)}
    with zipfile.ZipFile(target) as now, zipfile.ZipFile(older, "w") as then:
        for name in now.namelist():
            text = json.dumps(manifest) if name == "manifest.json" else now.read(name)
            then.writestr(name, text)
    before = backup.hashes()
    empty_the_book()
    backup.fill(older)
    assert backup.hashes() == before


def test_a_backup_that_says_something_else_than_it_holds_is_taken_back(filled, tmp_path):
    target, other = tmp_path / "zone.backup", tmp_path / "other.backup"
    backup.back_up(target)
    with zipfile.ZipFile(target) as now, zipfile.ZipFile(other, "w") as then:
        for name in now.namelist():
            then.writestr(name, now.read(name).replace("甘科".encode(), "甘料".encode()))
    empty_the_book()
    with pytest.raises(Refused) as refused:
        backup.fill(other)
    assert keys(refused.value.findings) == ["backup.differs"]
    assert not Entity.objects.exists()


def empty_the_book():
    """Take every row out, past triggers and door, as only a test may."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            kept = cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for name, _ in kept:
                cursor.execute(f"DROP TRIGGER {name}")
            for model in reversed(backup.tables()):
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
            for _, sql in kept:
                cursor.execute(sql)
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            names = ", ".join(f'"{model._meta.db_table}"' for model in backup.tables())
            cursor.execute(f"TRUNCATE {names} CASCADE")


def test_it_refuses_to_restore_over_records(filled, tmp_path):
    target = tmp_path / "zone.backup"
    backup.back_up(target)
    with pytest.raises(Refused) as refused:
        backup.fill(target)
    assert keys(refused.value.findings) == ["backup.not_empty"]
    assert Entity.objects.count() == 2


@pytest.mark.parametrize("content", [b"", b"not a zip", None])
def test_it_refuses_what_is_no_backup(book, tmp_path, content):
    target = tmp_path / "other.zip"
    if content is None:
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("manifest.json", json.dumps({"format": "other/1"}))
    else:
        target.write_bytes(content)
    with pytest.raises(Refused) as refused:
        backup.manifest_of(target)
    assert keys(refused.value.findings) == ["backup.unreadable"]
