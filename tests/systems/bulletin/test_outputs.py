"""Every output of a bulletin, each with a figure that nobody knows."""

from __future__ import annotations

import csv
import io
import json
import time

import docx as python_docx
import pypdf
import pytest
from docx.oxml.ns import qn

from tests.systems.bulletin.conftest import composed
from zonebook.core.values import Refused
from zonebook.records import zone as zones
from zonebook.systems.bulletin import actions, data, docx, pdf

FORMS = ("text", "json", "csv", "docx", "pdf")


def opened(content: bytes):
    return python_docx.Document(io.BytesIO(content))


def made(form: str, lang: str = "zh") -> bytes:
    return actions.render(composed(lang), form, zones.catalog().sentences)


def words(form: str, content: bytes) -> str:
    """What a reader sees, without spaces and breaks."""
    match form:
        case "docx":
            text = "".join(one.text for one in opened(content).paragraphs)
        case "pdf":
            text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages)
        case _:
            text = content.decode("utf-8-sig")
    return "".join(text.split())


@pytest.mark.parametrize("form", FORMS)
def test_it_prints_the_figures_and_the_gap(year, form):
    text = words(form, made(form))
    assert "352.3" in text and "97.3" in text
    assert "暂无数据" in text
    assert "“固定资产投资”没有2024年目标" in text


@pytest.mark.parametrize("form", FORMS)
def test_it_prints_in_english(year, form):
    text = words(form, made(form, "en"))
    assert "35.23" in text and "nodata" in text.lower()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bulletin_has_the_same_bytes(year, form):
    first = made(form)
    time.sleep(2.1)  # a zip dates its members to two seconds
    assert made(form) == first


def test_the_word_file_is_laid_out_as_an_official_document(year):
    document = opened(docx.as_docx(composed()))
    section = document.sections[0]
    sizes = [round(one.mm) for one in (section.page_width, section.page_height)]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert (sizes, [round(one.mm) for one in margins]) == ([210, 297], [37, 35, 28, 26])
    assert [one.style.name for one in document.paragraphs[:4]] == [
        "文稿标题",
        "主送机关",
        "一级标题",
        "文稿正文",
    ]
    fonts = {
        name: (
            document.styles[name].font.size.pt,
            document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")),
        )
        for name in ("文稿标题", "一级标题", "文稿正文")
    }
    assert fonts == {
        "文稿标题": (22, "方正小标宋简体"),
        "一级标题": (16, "黑体"),
        "文稿正文": (16, "仿宋_GB2312"),
    }
    footers = section.footer, section.even_page_footer
    assert all("PAGE" in one._element.xml for one in footers)
    assert document.settings.odd_and_even_pages_header_footer


def test_the_figures_of_the_word_file_are_real_text(year):
    document = opened(docx.as_docx(composed()))
    runs = [(run.style.name, run.text) for one in document.paragraphs for run in one.runs]
    assert ("指标", "352.3亿元") in runs
    assert ("暂无数据", "〔暂无数据，见注3〕") in runs
    assert ("判断语", "持续向好") in runs


def test_missing_fonts_have_alternatives(year):
    document = opened(docx.as_docx(composed()))
    table = next(
        one.target_part.blob.decode()
        for one in document.part.rels.values()
        if one.reltype.endswith("/fontTable")
    )
    assert 'w:name="仿宋_GB2312"' in table and "FangSong" in table


def test_the_pdf_carries_its_fonts_and_title(year):
    found = pypdf.PdfReader(io.BytesIO(pdf.as_pdf(composed())))
    assert found.metadata.title == "试验区2023年情况"
    box = found.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    assert "—1—" in words("pdf", pdf.as_pdf(composed()))


def test_words_that_typst_would_read_as_markup_are_words(year):
    report = composed("en")
    assert '"' in pdf.markup(report)
    assert pdf.quoted('#set "x" \\ [y]') == '"#set \\"x\\" \\\\ [y]"'


def test_without_a_chinese_font_it_says_so(year, monkeypatch):
    monkeypatch.setattr(pdf, "BODIES", ("No Such Font",))
    assert not pdf.has_chinese_font()
    with pytest.raises(Refused) as refused:
        pdf.as_pdf(composed())
    assert refused.value.findings[0].message.key == "bulletin.no_chinese_font"


def test_json_carries_every_figure_with_its_place(year):
    row = json.loads(made("json"))
    assert row["format"] == "zonebook.bulletin/1"
    for one in row["figures"]:
        assert row["text"][one["start"] : one["end"]] == one["text"]
    gdp = next(one for one in row["figures"] if one["reference"] == "gdp")
    assert (gdp["value"], gdp["unit"], gdp["exact"]) == ("352.3", "亿元", "35230000000")
    gap = next(one for one in row["figures"] if one["reference"] == "fai:next_target")
    assert (gap["value"], gap["unknown"]["key"]) == (None, "bulletin.no_target")
    states = {one["key"]: one["state"] for one in row["judgements"]}
    assert states == {"up": "holds", "grew": "unknown", "big": "fails"}


def test_csv_has_one_figure_a_line(year):
    rows = list(csv.DictReader(io.StringIO(made("csv").decode("utf-8-sig"))))
    values = {one["reference"]: one["value"] for one in rows}
    assert values["gdp"] == "352.3" and values["fai:next_target"] == ""
    assert list(rows[0]) == list(data.COLUMNS)
