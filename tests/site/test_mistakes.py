"""Mistakes of the command line: each is answered with what is wrong and what to type, in both languages."""

from __future__ import annotations

import errno
import json
import sqlite3

import pytest

from zonebook.core.values import Refused
from zonebook.site import mishaps
from zonebook.site.command import main

MISTAKES = [
    ("figure gdp", "没有“figure”这个命令，是不是 figures？", "did you mean figures?"),
    ("xyzzy", "没有“xyzzy”这个命令。", "There is no command “xyzzy”."),
    ("judge hnte", "缺少 --on。用法见 zonebook judge --help。", "--on is missing."),
    ("figures gdp --perriod 2023 --period 2023", "是不是 --period？", "did you mean --period?"),
    ("letters BJ-1", "看不懂“BJ-1”，没有执行。", "“BJ-1” was not understood"),
    ("due --limit eleven", "--limit：“eleven”不是整数。", "“eleven” is not a whole number."),
    ("due --limit 3 --overdue", "不能同时用", "do not go together"),
    ("due", "要写其中一个：--cases --limit", "One of these is needed: --cases"),
    ("serve --zone", "--zone 后面要写内容。", "--zone needs a value"),
    ("demo --today 2024-2-30", "“2024-2-30”不是日期", "is not a day"),
    ("policies guess --on 2024-02-18", "可用：list, match。", "choose from list, match."),
]


@pytest.mark.parametrize(("typed", "zh", "en"), MISTAKES, ids=[one[0] for one in MISTAKES])
def test_a_mistyped_command_is_told_in_both_languages(typed, zh, en, capsys, monkeypatch):
    monkeypatch.delenv("ZONEBOOK_LANG", raising=False)
    assert main(typed.split()) == 2
    assert zh in capsys.readouterr().err
    assert main([*typed.split(), "--lang", "en"]) == 2
    assert en in capsys.readouterr().err


def test_a_program_reads_what_was_mistyped(capsys):
    assert main(["judge", "hnte", "--format", "json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert answer["refused"][0]["args"]["problem"]["key"] == "typed.required"


def test_a_language_that_there_is_not_means_chinese(capsys, monkeypatch):
    monkeypatch.setenv("ZONEBOOK_LANG", "fr_FR")
    assert main(["judge", "hnte"]) == 2
    assert "缺少 --on" in capsys.readouterr().err


def told(failed: BaseException, *typed: str) -> str | None:
    refused = mishaps.refused(failed, typed)
    return refused.findings[0].message.key if isinstance(refused, Refused) else None


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (errno.EACCES, "mishap.no_right"),
        (errno.EROFS, "mishap.no_right"),
        (errno.ENOSPC, "mishap.full"),
        (errno.EFBIG, "mishap.full"),
    ],
)
def test_a_disk_that_refuses_is_no_fault_of_the_program(code, key):
    assert told(OSError(code, "as the system says it", "b.zip")) == key


def test_a_missing_path_is_the_typists_only_where_it_was_typed():
    missing = FileNotFoundError(errno.ENOENT, "as the system says it", "nowhere/b.zip.part")
    assert told(missing, "nowhere/b.zip") == "mishap.no_folder"
    assert told(missing, "other.zip") is None


def test_a_file_that_is_no_book_is_told_as_a_damaged_book(tmp_path):
    (tmp_path / "book.sqlite").write_bytes(b"this is no database at all, only words" * 30)
    book = sqlite3.connect(tmp_path / "book.sqlite")
    with pytest.raises(sqlite3.DatabaseError) as failed:
        book.execute("select * from entity")
    book.close()
    assert told(failed.value) == "mishap.book_broken"


def test_a_fault_of_the_program_stays_one():
    assert told(ValueError("a bug")) is None
    assert told(ConnectionRefusedError(errno.ECONNREFUSED, "no mail server")) is None


def test_a_port_that_there_is_not_is_refused():
    from zonebook.site.commands.serve_ import free_port

    for port in (0, 65536, 99999):
        with pytest.raises(Refused) as refused:
            free_port("127.0.0.1", port)
        assert refused.value.findings[0].message.key == "serve.bad_port"
