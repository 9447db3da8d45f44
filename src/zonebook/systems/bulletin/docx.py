"""A bulletin as a Word file in the layout of official documents (GB/T 9704—2012).

A4, 37 mm above, 35 below, 28 left, 26 right (the type area of 156 × 225 mm, clause 5.2); title in
小标宋 二号, headings in 黑体, body in 仿宋 三号 on a line of 28 points, which gives 22 lines a page;
page numbers 四号 in 宋体 with a dash on both sides, odd pages right, even pages left (clause 7.5).
A machine without these fonts falls back by the alternative names of the font table.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from zonebook.desk import word
from zonebook.systems.bulletin.texts import Block, Report

LINE = Pt(28)
STYLES: dict[str, tuple[str, str, float]] = {  # kind: style name, font, points
    "title": ("文稿标题", word.TITLE, 22),
    "addressee": ("主送机关", word.BODY, 16),
    "heading": ("一级标题", word.HEADING, 16),
    "body": ("文稿正文", word.BODY, 16),
    "signature": ("发文机关署名", word.BODY, 16),
    "day": ("成文日期", word.BODY, 16),
    "note": ("文稿附注", word.BODY, 14),
}
RIGHT = {"signature": 4, "day": 4}  # characters that the line stands off the right edge


def as_docx(report: Report) -> bytes:
    """The bulletin as a Word file; the same bytes for the same bulletin and program version."""
    document = Document()
    word.page(document)
    styles(document, report.lang)
    for block in report.blocks:
        paragraph(document, block)
    source(document, report)
    word.page_numbers(document)
    word.in_chinese(document)
    word.alternatives(document)
    properties(document, report)
    return word.settled(document)


def styles(document: Any, lang: str) -> None:
    """One style a kind of paragraph, and the character styles of figures and gaps."""
    for kind, (name, font, points) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(points)
        word.typeface(style, font)
        shape(style.paragraph_format, kind, points, lang)
    for name in ("指标", "暂无数据", "判断语"):
        document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    gap = document.styles["暂无数据"].element.get_or_add_rPr()
    gap.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="D9D9D9"/>'))


def shape(form: Any, kind: str, points: float, lang: str) -> None:
    """Line, alignment and indents of a kind of paragraph."""
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    form.space_before = form.space_after = Pt(0)
    form.widow_control = True
    if kind == "title":
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
        form.line_spacing, form.space_after = Pt(35), LINE
    elif kind in RIGHT:
        form.alignment, form.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(points * RIGHT[kind])
        form.space_before = LINE if kind == "signature" else Pt(0)
    elif kind in ("body", "heading", "note"):
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if lang == "zh" else WD_ALIGN_PARAGRAPH.LEFT
        form.first_line_indent = Pt(2 * points)
    form.keep_with_next = kind in ("heading", "signature")


def paragraph(document: Any, block: Block) -> None:
    """One paragraph; figures and judgements are runs of their own, in real text."""
    line = document.add_paragraph(style=STYLES[block.kind][0])
    for piece in block.pieces:
        style = None
        if piece.figure is not None:
            style = "暂无数据" if piece.is_gap else "指标"
        elif piece.judgement is not None:
            style = "判断语" if piece.judgement.state == "holds" else "暂无数据"
        line.add_run(piece.text, style=style)


def source(document: Any, report: Report) -> None:
    """The last line: where the figures come from and when they were read."""
    document.add_paragraph(report.source, style=STYLES["note"][0])


def properties(document: Any, report: Report) -> None:
    """Title and day; no moment of the machine, so that the bytes repeat."""
    core = document.core_properties
    core.title, core.author, core.comments = report.title, "", report.source
    core.last_modified_by, core.revision = "", 1
    on = report.on
    core.created = core.modified = datetime(on.year, on.month, on.day, tzinfo=UTC)
