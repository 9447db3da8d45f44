"""What every Word file of the zone needs to look alike in Word, WPS and LibreOffice (GB/T 9704).

A Word file names the language of its Chinese text, or a reader sets the stops and commas in the
middle of their squares; quotation marks are told to be Chinese ones; and a font that a machine
does not have is replaced by the alternatives of the font table, not by whatever comes first.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

TITLE, HEADING, BODY, NUMBERS, LATIN = (
    "方正小标宋简体",
    "黑体",
    "仿宋_GB2312",
    "宋体",
    "Times New Roman",
)
FALLBACKS = {
    TITLE: "方正小标宋_GBK,华文中宋,宋体,Noto Serif CJK SC",
    HEADING: "SimHei,Noto Sans CJK SC",
    BODY: "仿宋,FangSong,华文仿宋,Noto Serif CJK SC",
    NUMBERS: "SimSun,Noto Serif CJK SC",
}
EPOCH = (1980, 1, 1, 0, 0, 0)


def page(document: Any) -> None:
    """A4 with the margins of the standard; odd and even pages number on their outer side."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    document.settings.odd_and_even_pages_header_footer = True


def typeface(style_or_run: Any, font: str) -> None:
    """The Chinese typeface of a style or a run, and the Latin one beside it."""
    style_or_run.font.name = LATIN
    names = style_or_run._element.get_or_add_rPr().get_or_add_rFonts()
    names.set(qn("w:eastAsia"), font)
    names.set(qn("w:hint"), "eastAsia")


def page_numbers(document: Any) -> None:
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
    run.font.size = Pt(14)
    typeface(run, NUMBERS)
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


def in_chinese(document: Any) -> None:
    """Name Chinese as the language of the Chinese text of a new file."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def alternatives(document: Any) -> None:
    """The font table of a new file, with what may stand in for a missing font."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    part._blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:fonts {nsdecls('w')}>{rows}</w:fonts>"
    ).encode()


def settled(document: Any) -> bytes:
    """The bytes of a file, with every member dated alike: a zip carries the moment of writing."""
    given, made = io.BytesIO(), io.BytesIO()
    document.save(given)
    with zipfile.ZipFile(given) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return made.getvalue()
