"""Word files of every office, opened by LibreOffice itself: their words, comments and page numbers."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pypdf
import pytest
from django.test import Client
from lxml import etree

from tests import cast
from tests.systems.approvals import projects
from tests.systems.bulletin.conftest import composed
from zonebook.systems.approvals import papers, printing
from zonebook.systems.bulletin import actions, docx
from zonebook.systems.drafts.asked import SAMPLES

NAMES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"
    for prefix, rest in (("office", "office"), ("text", "text"), ("fo", "xsl-fo-compatible"))
}


def in_libreoffice(folder: Path, kind: str) -> dict[str, Path]:
    """Every Word file of a folder, opened and saved as another kind by one LibreOffice.

    It has a profile of its own, so that several may run beside each other.
    """
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: run tools/system-deps"
    files = sorted(folder.glob("*.docx"))
    asked = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    asked += ["--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(asked, check=True, capture_output=True, timeout=180)
    return {one.stem: one.with_suffix(f".{kind}") for one in files}


def found(page: etree._ElementTree, path: str) -> list[str]:
    """The words of some elements, without spaces: what a reader sees of them."""
    elements = page.xpath(path, namespaces=NAMES)
    return ["".join("".join(one.itertext()).split()) for one in elements]


def body(page: etree._ElementTree) -> str:
    """All words of the text."""
    return "".join(found(page, "//office:body//text:p"))


def a_paper(people) -> bytes:
    """The notice of a special procedure, as its case keeps it."""
    application = projects.filed(people.li)
    case = projects.received(people.li, application, "project_proposal", date(2024, 1, 8))
    projects.step(people.li, case, "accepted", date(2024, 1, 9), paper="受1号")
    projects.step(
        people.li,
        case,
        "pause_opened",
        date(2024, 1, 10),
        paper="特1号",
        args={"pause": "expert_review", "until": date(2024, 1, 19)},
    )
    row = case.events.get(kind="pause_opened")
    return printing.as_docx(papers.read(row.args["papers"][0]))


def a_commented_draft() -> bytes:
    """The flawed sample, as the draft check gives it back."""
    answer = Client().post("/check/word", {"text": (SAMPLES / "flawed.txt").read_text("utf-8")})
    return b"".join(answer.streaming_content)


@pytest.fixture
def files(year, tmp_path) -> Path:
    """A folder with a Word file of every maker."""
    made = {
        "small": docx.as_docx(composed()),
        "annual": actions.form("annual", "docx", "2023", on=cast.TODAY, lang="zh")[1],
        "circular": actions.form("circular", "docx", "2023", on=cast.TODAY, lang="en")[1],
        "draft": a_commented_draft(),
        "paper": a_paper(year),
    }
    for name, content in made.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    return tmp_path


def test_libreoffice_opens_every_word_file_with_its_words_and_comments(files):
    pages = {name: etree.parse(one) for name, one in in_libreoffice(files, "fodt").items()}
    figures = found(pages["small"], "//text:span[@text:style-name='指标']")
    assert "352.3亿元" in figures and "97.3亿元" in figures
    assert "〔暂无数据，见注3〕" in body(pages["small"])
    assert "352.3亿元" in body(pages["annual"])
    assert "35.23billion" in body(pages["circular"]) or "37.2billion" in body(pages["circular"])
    assert "特别程序告知书" in body(pages["paper"]) and "专家评审" in body(pages["paper"])
    notes = found(pages["draft"], "//office:annotation")
    assert len(notes) == 7
    assert any("T01" in one for one in notes)
    for name, page in pages.items():  # or its commas stand in the middle of their squares
        asian = page.xpath("//@fo:country-asian | //@style:country-asian", namespaces=STYLED)
        assert set(asian) == {"CN"}, name


STYLED = {**NAMES, "style": NAMES["text"].replace(":text:", ":style:")}


def test_libreoffice_numbers_the_pages_and_prints_figures_as_text(files):
    for other in ("small", "circular", "draft", "paper"):
        (files / f"{other}.docx").unlink()
    pages = pypdf.PdfReader(in_libreoffice(files, "pdf")["annual"]).pages
    texts = ["".join(one.extract_text().split()) for one in pages]
    assert len(texts) > 2
    assert [f"—{number}—" in text for number, text in enumerate(texts, 1)] == [True] * len(texts)
    assert "352.3亿元" in "".join(texts)
    box = pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
