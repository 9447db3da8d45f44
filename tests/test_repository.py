"""The repository keeps its own rules: words, documents, migrations, contracts, decisions."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [
    path
    for folder in ("src", "tests", "bench")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts  # written by Django
]


def test_the_readme_names_both_commands_and_every_verb():
    from zonebook.site.command import VERBS

    readme = (ROOT / "README.md").read_text("utf-8")
    assert "make demo" in readme and "make test" in readme
    for verb in VERBS:
        assert f"zonebook {verb}" in readme, verb


def test_every_verb_can_be_asked_for_help():
    from zonebook.site.command import VERBS

    for verb in VERBS:
        answer = subprocess.run(
            [sys.executable, "-m", "zonebook.site.command", verb, "--help"],
            capture_output=True,
            text=True,
            cwd=ROOT / "src",
        )
        assert answer.returncode == 0 and verb in answer.stdout, answer.stderr


# Offices run WPS and browsers with a Chromium 86 kernel; `:has()` only alone, where it adds comfort.
TOO_NEW_STYLES = re.compile(
    r"\binset:|aspect-ratio|\d[dsl]v[hw]\b|@layer|@container|color-mix|:is\(|:where\(|text-wrap"
    r"|[^{}]*:has\([^{]*,[^{]*\{|,[^{};]*:has\("
)
TOO_NEW_SCRIPTS = re.compile(
    r"\?\?=|\|\|=|&&=|\.at\(|structuredClone|hasOwn\(|findLast|toSorted|groupBy|replaceChildren"
)


@pytest.mark.parametrize(("ending", "too_new"), [("css", TOO_NEW_STYLES), ("js", TOO_NEW_SCRIPTS)])
def test_pages_need_no_browser_newer_than_chromium_86(ending, too_new):
    for path in (ROOT / "src").rglob(f"*.{ending}"):
        assert not too_new.search(path.read_text("utf-8")), (path.name, too_new)


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_decisions_are_short():
    for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"):
        assert len(path.read_text("utf-8").splitlines()) < 20, path.name


def test_the_glossary_lists_every_register_as_its_declaration_has_it():
    from zonebook.records import registers

    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")
    for one in registers.all_registers().values():
        about = one.about["en"].rstrip(".")
        row = f"| {one.name['zh']} | {one.name['en']} | {about} | `{one.noun}` | {one.model.kept.prefix} |"
        assert row in glossary, one.key


def test_the_glossary_has_every_word_of_a_code_list():
    from zonebook.records import registers

    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")
    words = [
        f"{code.zh} = {code.en}"
        for register in registers.all_registers().values()
        for column in register.columns.values()
        for code in column.codes.values()
    ]
    assert [one for one in words if one not in glossary] == []


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_is_a_god_file_or_has_loose_ends(path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    loose = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + r"Error")
    assert not loose.search(text)


def test_nothing_names_this_machine():
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.splitlines()
    private = re.compile(r"/wo" + r"rk/|\.lib" + r"rary|/opt/py" + r"pi|/opt/wh" + r"eels")
    for name in listed:
        path = ROOT / name
        if path.exists() and path.suffix in {
            ".py",
            ".md",
            ".yaml",
            ".toml",
            ".in",
            ".lock",
            ".html",
            "",
        }:
            assert not private.search(path.read_text("utf-8", errors="ignore")), name
