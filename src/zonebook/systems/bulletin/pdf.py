"""A bulletin as PDF, set by Typst in the same layout as the Word file; refused without a Chinese font."""

from __future__ import annotations

import json
from functools import cache

from zonebook.core.values import Reason, Refused
from zonebook.systems.bulletin.texts import Block, Report

TITLES = ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "STZhongsong", "Noto Serif CJK SC", "SimSun")
HEADINGS = ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei")
BODIES = (
    "FangSong_GB2312",
    "FangSong",
    "STFangsong",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "SimSun",
    "Noto Sans CJK SC",
)
LATIN = ("Times New Roman", "Liberation Serif", "Libertinus Serif")
SIGNED = "width: 100%, align(right, pad(right: 64pt)"
LAYOUT = """
#set document(title: {title}, date: none)
#set page(
  paper: "a4",
  margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer-descent: 7mm,
  footer: context {{
    let page = counter(page).get().first()
    set text(size: 14pt)
    align(if calc.odd(page) {{ right }} else {{ left }}, pad(x: 14pt)[— #page —])
  }},
)
#set text(lang: {lang}, region: {region}, size: 16pt, font: {body})
#set par(leading: 12pt, spacing: 12pt, justify: {justify}, first-line-indent: (amount: 2em, all: true))
#let gap(it) = highlight(fill: luma(217), it)
"""


@cache
def families() -> frozenset[str]:
    """The fonts of this machine."""
    import typst

    return frozenset(typst.Fonts().families())


def chosen(wanted: tuple[str, ...]) -> list[str]:
    """The wanted fonts that this machine has, best first."""
    return [name for name in wanted if name in families()]


def has_chinese_font() -> bool:
    """Whether Chinese text would show."""
    return bool(chosen(BODIES))


def as_pdf(report: Report) -> bytes:
    """The bulletin as PDF; Refused where the machine has no Chinese font."""
    import typst

    if not has_chinese_font():
        raise Refused(Reason("bulletin.no_chinese_font"))
    return bytes(typst.compile(markup(report).encode(), format="pdf", timestamp=0))


def markup(report: Report) -> str:
    """The bulletin in Typst; all words travel as strings, so that none is read as markup."""
    head = LAYOUT.format(
        title=quoted(report.title),
        lang=quoted(report.lang),
        region=quoted("cn" if report.lang == "zh" else "gb"),
        body=fonts(BODIES),
        justify="true" if report.lang == "zh" else "false",
    )
    return head + "\n\n".join([*(line(one) for one in report.blocks), note(quoted(report.source))])


def fonts(wanted: tuple[str, ...]) -> str:
    """A list of fonts, the Latin one first for the digits."""
    return (
        "(" + "".join(f"{quoted(name)}, " for name in [*chosen(LATIN)[:1], *chosen(wanted)]) + ")"
    )


def quoted(text: str) -> str:
    """A string of Typst."""
    return json.dumps(text, ensure_ascii=False)


def line(block: Block) -> str:
    """One paragraph."""
    words = " ".join(
        f"#{'gap' if one.note else 'text'}({quoted(one.text)});" for one in block.pieces
    )
    words = words.replace("; #", ";#")
    match block.kind:
        case "title":
            title = f"text(size: 22pt, font: {fonts(TITLES)})[{words}]"
            return f"#block(width: 100%, below: 30pt, align(center, {title}))"
        case "addressee":
            return f"#par(first-line-indent: 0pt)[{words}]"
        case "heading":
            return f"#block(sticky: true, par[#text(font: {fonts(HEADINGS)})[{words}]])"
        case "signature":
            return f"#block(above: 28pt, sticky: true, {SIGNED}[{words}]))"
        case "day":
            return f"#block(above: 12pt, {SIGNED}[{words}]))"
        case "note":
            return note(quoted(block.text))
    return f"#par[{words}]"


def note(text: str) -> str:
    """A note in smaller type."""
    return f"#par[#text(size: 14pt, {text})]"
