"""A paper as DOCX and as PDF, in the type of official documents; the same paper, the same words."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from zonebook.core.say import day as day_words
from zonebook.core.values import Reason, Refused
from zonebook.systems.approvals.papers import Paper

PDF_TITLES = ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "STZhongsong", "Noto Serif CJK SC",
              "SimSun")  # fmt: skip
PDF_BODIES = ("FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC", "SimSun",
              "Noto Sans CJK SC")  # fmt: skip
LAYOUT = """
#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer-descent: 7mm, footer: context {{
    let page = counter(page).get().first()
    set text(size: 14pt)
    align(if calc.odd(page) {{ right }} else {{ left }}, pad(x: 14pt)[— #page —])
  }})
#set text(lang: "zh", region: "cn", size: 16pt, font: {body})
#set par(leading: 12pt, spacing: 12pt, justify: true, first-line-indent: (amount: 2em, all: true))
#let flat(it) = par(first-line-indent: 0pt, it)
"""
END = "width: 100%, align(right, pad(right: 2em, "  # a line at the right edge, two characters in


def as_docx(paper: Paper) -> bytes:
    """The paper as a DOCX file."""
    from docx import Document

    from zonebook.desk import word

    made = Document()
    word.page(made)
    made.core_properties.title, made.core_properties.author = paper.title, paper.by
    for text in filter(None, (paper.head, paper.title)):
        write(made, text, word.TITLE, 22)
    write(made, paper.number, word.BODY, 16, right=True, before=1)
    write(made, f"{paper.to}：", word.BODY, 16)
    for text in paper.lines:
        write(made, text, word.BODY, 16, indent=True)
    write(made, paper.by, word.BODY, 16, right=True, before=1)
    write(made, day_words(paper.on, "zh"), word.BODY, 16, right=True)
    for text in paper.sign.splitlines():
        write(made, text, word.BODY, 16, before=1)
    write(made, paper.foot, word.BODY, 12)
    word.page_numbers(made)
    word.in_chinese(made)
    word.alternatives(made)
    return word.settled(made)


def write(made: Any, text: str, font: str, size: int, *, right: bool = False,
          indent: bool = False, before: int = 0) -> None:  # fmt: skip
    """One paragraph in the type of official documents, so many lines below the last."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    from zonebook.desk import word

    line = made.add_paragraph()
    form = line.paragraph_format
    form.line_spacing, form.space_after = Pt(35 if size > 16 else 28), Pt(0)
    form.space_before = Pt(28 * before)
    if size > 16:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif right:
        form.alignment, form.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(size * 2)
    if indent:
        form.first_line_indent = Pt(size * 2)
    run = line.add_run(text)
    run.font.size = Pt(size)
    word.typeface(run, font)


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
    by, day = (quoted(one) for one in (paper.by, day_words(paper.on, "zh")))
    parts = [
        LAYOUT.format(title=quoted(paper.title), body=chosen(PDF_BODIES)),
        *heads,
        f"#block(above: 28pt, {END}flat(text({quoted(paper.number)})))))",
        f"#flat(text({quoted(paper.to + '：')}))",
        *(f"#par(text({quoted(one)}))" for one in paper.lines),
        f"#block(above: 28pt, sticky: true, {END}flat(text({by})))))",
        f"#block(above: 12pt, {END}flat(text({day})))))",
    ]
    for text in paper.sign.splitlines():
        parts.append(f"#block(above: 28pt, flat(text({quoted(text)})))")
    parts.append(f"#flat(text(size: 12pt, {quoted(paper.foot)}))")
    return "\n\n".join(parts)
