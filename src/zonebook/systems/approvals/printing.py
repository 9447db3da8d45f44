"""A paper as DOCX and as PDF, in the type of official documents; the same paper, the same words."""

from __future__ import annotations

import io
import json
from functools import cache

from zonebook.core.say import day as day_words
from zonebook.core.values import Reason, Refused
from zonebook.systems.approvals.papers import Paper

TITLE, BODY = "方正小标宋简体", "仿宋"
PDF_TITLES = ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "STZhongsong", "Noto Serif CJK SC",
              "SimSun")  # fmt: skip
PDF_BODIES = ("FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC", "SimSun",
              "Noto Sans CJK SC")  # fmt: skip
LAYOUT = """
#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))
#set text(lang: "zh", region: "cn", size: 16pt, font: {body})
#set par(leading: 12pt, spacing: 12pt, justify: true, first-line-indent: (amount: 2em, all: true))
#let flat(it) = par(first-line-indent: 0pt, it)
"""


def as_docx(paper: Paper) -> bytes:
    """The paper as a DOCX file."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    made.core_properties.title, made.core_properties.author = paper.title, paper.by
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    for text in filter(None, (paper.head, paper.title)):
        write(made, text, TITLE, 22, centre)
    write(made, paper.number, BODY, 16, right)
    write(made, f"{paper.to}：", BODY, 16)
    for text in paper.lines:
        write(made, text, BODY, 16, indent=True)
    write(made, paper.by, BODY, 16, right)
    write(made, day_words(paper.on, "zh"), BODY, 16, right)
    if paper.sign:
        write(made, paper.sign, BODY, 16)
    write(made, paper.foot, BODY, 12)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def write(made: object, text: str, font: str, size: int, align: object = None,
          indent: bool = False) -> None:  # fmt: skip
    """One paragraph in the type of official documents."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    line = made.add_paragraph()  # type: ignore[attr-defined]
    line.paragraph_format.line_spacing = Pt(28)
    line.paragraph_format.space_after = Pt(0)
    if align is not None:
        line.alignment = align
    if indent:
        line.paragraph_format.first_line_indent = Pt(size * 2)
    run = line.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def as_pdf(paper: Paper) -> bytes:
    """The paper as a PDF file; Refused where the machine has no Chinese font."""
    import typst

    if not chosen(PDF_BODIES):
        raise Refused(Reason("approvals.no_chinese_font"))
    return bytes(typst.compile(markup(paper).encode(), format="pdf", timestamp=0))


@cache
def families() -> frozenset[str]:
    """The fonts of this machine."""
    import typst

    return frozenset(typst.Fonts().families())


def chosen(wanted: tuple[str, ...]) -> str:
    """The wanted fonts that this machine has, best first, as Typst lists them; empty for none."""
    found = [quoted(name) for name in wanted if name in families()]
    return f"({', '.join(found)},)" if found else ""


def quoted(text: str) -> str:
    """A string of Typst; words travel as strings, so that none is read as markup."""
    return json.dumps(text, ensure_ascii=False)


def markup(paper: Paper) -> str:
    """The paper in Typst."""
    title = chosen(PDF_TITLES) or chosen(PDF_BODIES)
    heads = (
        f"#align(center, block(below: 20pt, text(size: 22pt, font: {title}, {quoted(one)})))"
        for one in filter(None, (paper.head, paper.title))
    )
    ends = (paper.by, day_words(paper.on, "zh"))
    parts = [
        LAYOUT.format(title=quoted(paper.title), body=chosen(PDF_BODIES)),
        *heads,
        f"#align(right, flat(text({quoted(paper.number)})))",
        f"#flat(text({quoted(paper.to + '：')}))",
        *(f"#par(text({quoted(one)}))" for one in paper.lines),
        *(f"#align(right, flat(pad(right: 2em, text({quoted(one)}))))" for one in ends),
    ]
    if paper.sign:
        parts.append(f"#flat(text({quoted(paper.sign)}))")
    parts.append(f"#flat(text(size: 12pt, {quoted(paper.foot)}))")
    return "\n\n".join(parts)
