"""A bulletin as a Word file in the layout of official documents (GB/T 9704—2012).

A4, 37 mm above, 35 below, 28 left, 26 right (the type area of 156 × 225 mm, clause 5.2); title in
小标宋 二号, headings in 黑体, body in 仿宋 三号 on a line of 28 points, which gives 22 lines a page;
page numbers 四号 in 宋体 with a dash on both sides, odd pages right, even pages left (clause 7.5).
A machine without these fonts falls back by the alternative names of the font table.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from zonebook.systems.bulletin.texts import Block, Report

TITLE, HEADING, BODY, NUMBERS, LATIN = (
    "方正小标宋简体",
    "黑体",
    "仿宋_GB2312",
    "宋体",
    "Times New Roman",
)
FALLBACKS = {
    TITLE: "方正小标宋_GBK;华文中宋;宋体;Noto Serif CJK SC",
    HEADING: "SimHei;Noto Sans CJK SC",
    BODY: "仿宋;FangSong;华文仿宋;Noto Serif CJK SC",
    NUMBERS: "SimSun;Noto Serif CJK SC",
}
LINE = Pt(28)
STYLES: dict[str, tuple[str, str, float]] = {  # kind: style name, font, points
    "title": ("文稿标题", TITLE, 22),
    "addressee": ("主送机关", BODY, 16),
    "heading": ("一级标题", HEADING, 16),
    "body": ("文稿正文", BODY, 16),
    "signature": ("发文机关署名", BODY, 16),
    "day": ("成文日期", BODY, 16),
    "note": ("文稿附注", BODY, 14),
}
RIGHT = {"signature": 4, "day": 4}  # characters that the line stands off the right edge
EPOCH = (1980, 1, 1, 0, 0, 0)


def as_docx(report: Report) -> bytes:
    """The bulletin as a Word file; the same bytes for the same bulletin and program version."""
    document = Document()
    page(document)
    styles(document, report.lang)
    for block in report.blocks:
        paragraph(document, block)
    source(document, report)
    footers(document)
    fonts(document)
    properties(document, report)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


def page(document: Any) -> None:
    """A4 with the margins of the standard; odd and even pages number on their outer side."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    document.settings.odd_and_even_pages_header_footer = True


def styles(document: Any, lang: str) -> None:
    """One style a kind of paragraph, and the character styles of figures and gaps."""
    for kind, (name, font, points) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        typeface(style, font, points)
        shape(style.paragraph_format, kind, points, lang)
    for name in ("指标", "暂无数据", "判断语"):
        document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    gap = document.styles["暂无数据"].element.get_or_add_rPr()
    gap.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="D9D9D9"/>'))


def typeface(style: Any, font: str, points: float) -> None:
    """The Chinese and the Latin typeface of a style."""
    style.font.size, style.font.name = Pt(points), LATIN
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


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


def footers(document: Any) -> None:
    """— 1 — at the outer side, one character from the edge of the type area."""
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.alignment = side
        form = line.paragraph_format
        form.right_indent = form.left_indent = Pt(14)
        for text in ("— ", None, " —"):
            numbered(line.add_run(text or ""), field=text is None)


def numbered(run: Any, *, field: bool) -> None:
    """A run of the page number, 四号 宋体; as a field, the number itself."""
    run.font.size, run.font.name = Pt(14), LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), NUMBERS)
    if not field:
        return
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._element.append(mark)


def fonts(document: Any) -> None:
    """Alternative names in the font table, which Word and WPS follow where a font is missing."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others.replace(";", ",")}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    part._blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:fonts {nsdecls('w')}>{rows}</w:fonts>"
    ).encode()


def properties(document: Any, report: Report) -> None:
    """Title and day; no moment of the machine, so that the bytes repeat."""
    core = document.core_properties
    core.title, core.author, core.comments = report.title, "", report.source
    core.last_modified_by, core.revision = "", 1
    on = report.on
    core.created = core.modified = datetime(on.year, on.month, on.day, tzinfo=UTC)


def settled(content: bytes) -> bytes:
    """The same archive with every member dated alike: a zip carries the moment of writing."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(member, given.read(name))
    return out.getvalue()
