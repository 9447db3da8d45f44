"""Patterns kept for the next start are those that `re.compile` makes."""

from __future__ import annotations

import marshal
import re
from pathlib import Path

import pytest

from zonebook.core.bulletin import keeping, patterns
from zonebook.core.bulletin.patterns import Late


def test_every_kept_pattern_is_the_compiled_one(tmp_path: Path) -> None:
    path = tmp_path / "__pycache__" / "patterns.marshal"
    known = keeping.known()
    patterns.keep(known, path)
    entries = patterns.kept_in(path)
    assert len(known) > 300
    for late in known:
        made = patterns.made(late.pattern, entries[late.pattern, late.flags])
        compiled = re.compile(late.pattern, late.flags)
        assert made == compiled, late.pattern  # flags, code and text
        assert made.groupindex == compiled.groupindex and made.groups == compiled.groups


def test_a_named_group_is_found_by_its_name() -> None:
    text = r"翻(?P<n>[一两二三])?番"
    found = patterns.made(text, patterns.entry_of(text, 0)).fullmatch("翻两番")
    assert found is not None and found["n"] == "两"


@pytest.mark.parametrize(
    "held",
    [
        None,
        b"",
        b"\x00\x01 no marshal",
        marshal.dumps(7),
        marshal.dumps((("3.10", 0, 4, "little"), {("第", 0): (0, b"", 0, {}, ())})),
    ],
    ids=["missing", "empty", "damaged", "another shape", "another Python"],
)
def test_without_a_file_of_this_python_patterns_are_compiled(
    held: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "patterns.marshal"
    if held is not None:
        path.write_bytes(held)
    assert patterns.kept_in(path) == {}
    assert Late("第[一二三]位", 0).search("居第二位") is not None
