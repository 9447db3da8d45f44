"""What the documents tell people to type is what the command takes; what they link to exists."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path

import pytest

from zonebook.core.values import Refused
from zonebook.site.command import VERBS, parser_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tests/golden/*.md")])
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(zonebook \S[^`]*)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)\s#]+)")
WHOLE = re.compile(r"`((?:src|tests|docs|tools|bench)/[\w/.-]+\.(?:py|md|yaml|html|css|js|po))`")


def typed(page: Path) -> list[str]:
    """The commands of a page, whole ones of its boxes and those named in a line."""
    text = page.read_text("utf-8").replace("\\\n", " ")
    boxes = [line for box in BLOCK.findall(text) for line in box.splitlines()]
    whole = [line.split("  #")[0] for line in boxes if line.startswith("zonebook ")]
    return whole + [" ".join(one.split()) for one in INLINE.findall(BLOCK.sub("", text))]


def problem(line: str) -> str | None:
    """What the parser of the verb says to a command; a number or day stands for each N and DATE."""
    words = shlex.split(re.sub(r"\bN\b", "1", line).replace("…", ""))[1:]
    if words[0] not in VERBS:
        return f"no verb {words[0]}"
    parser = parser_of(words[0])
    importlib.import_module(f"zonebook.site.commands.{words[0]}_").arguments(parser)
    try:
        parser.parse_args(words[1:])
    except Refused as refused:
        told = refused.findings[0].message.args["problem"]
        short = told.key in (
            "typed.required",
            "typed.one_required",
            "typed.no_value",
        )  # a line names only the point
        return None if short else f"{told.key} {dict(told.args)}"
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_of_a_page_is_one_that_can_be_typed(page):
    found = {line: problem(line) for line in typed(page)}
    assert {line: told for line, told in found.items() if told} == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_and_file_of_a_page_exists(page):
    text = page.read_text("utf-8")
    links = [one for one in LINK.findall(text) if not (page.parent / one).exists()]
    assert links + [one for one in WHOLE.findall(text) if not (ROOT / one).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_both_readmes_name_the_same_options(page):
    options = {
        name: set(re.findall(r"(?<!\w)--[a-z]+", (ROOT / name).read_text("utf-8")))
        for name in ("README.md", "README.zh-CN.md")
    }
    assert options[page] == options["README.md"] | options["README.zh-CN.md"]
