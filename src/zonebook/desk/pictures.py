"""长图: a page as one long picture for a chat group, set by Typst on this machine, no service asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from html import escape

from zonebook.core.values import Reason, Refused
from zonebook.desk.charts import WIDTH, Drawing
from zonebook.desk.language import lang, named, say
from zonebook.records import zone as zones

FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "SimHei",
)
PIXELS = 200  # an inch, so that 390 points are 1,083 pixels
MOST = 60  # rows of a table that one picture shows
LAYOUT = """
#set document(date: none)
#set page(width: 390pt, height: auto, margin: 20pt)
#set text(font: {font}, size: 11pt, lang: {lang}, cjk-latin-spacing: none, fill: rgb("#1b2733"))
#set par(leading: 6pt, spacing: 9pt)
#let quiet(it) = text(size: 9.5pt, fill: rgb("#55626f"), it)
#let ruled(..cells) = table(
  stroke: (x, y) => (bottom: 0.5pt + rgb("#d9e0e7")), inset: (x: 4pt, y: 4pt), ..cells)
"""


@dataclass(frozen=True)
class Table:
    """Rows of words under heads; `right` are columns of numbers, `narrow` those as wide as their words."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    narrow: frozenset[int] = frozenset()
    title: str = ""
    drawing: Drawing | None = None  # stands between the title and the rows
    about: str = ""


@dataclass(frozen=True)
class Picture:
    """What stands on a long picture, from top to bottom; `foot` says the day and the source."""

    title: str
    value: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    foot: str


@cache
def fonts() -> tuple[str, ...]:
    """The fonts of this machine that show Chinese, best first."""
    import typst

    here = set(typst.Fonts().families())
    return tuple(name for name in FONTS if name in here)


def drawn(picture: Picture) -> bytes:
    """The picture as PNG; Refused where the machine has no Chinese font."""
    import typst

    if not fonts():
        raise Refused(Reason("picture.no_chinese_font"))
    made = typst.compile(markup(picture).encode(), format="png", ppi=PIXELS)
    return bytes(made)


def markup(picture: Picture) -> str:
    """The picture in Typst; all words travel as strings, so that none is read as markup."""
    font = "(" + "".join(f"{quoted(name)}, " for name in fonts()) + ")"
    source = zones.zone().source
    zone = say("picture.zone", zone=named(zones.zone().name))
    band = named(source["band"]) if zones.zone().demo and "band" in source else ""
    parts = [
        LAYOUT.format(font=font, lang=quoted(lang())),
        f"#quiet({quoted(zone)})",
        f"#quiet({quoted(band)})" if band else "",
        f'#par(text(size: 16pt, weight: "bold", {quoted(picture.title)}))',
        f'#par(text(size: 28pt, weight: "bold", {quoted(picture.value)}))' if picture.value else "",
        *(f"#par({quoted(line)})" for line in picture.lines if line),
        *(tabled(one) for one in picture.tables if one.rows or one.drawing),
        f"#quiet({quoted(picture.foot)})",
    ]
    return "\n\n".join(part for part in parts if part)


def tabled(table: Table) -> str:
    """A table under its title and its drawing; what it has no room for is counted below it."""
    parts = [
        f'#par(text(weight: "bold", {quoted(table.title)}))' if table.title else "",
        f"#quiet({quoted(table.about)})" if table.about else "",
        f'#image(bytes({quoted(svg(table.drawing))}), format: "svg", width: 100%)'
        if table.drawing
        else "",
        ruled(table) if table.rows else "",
    ]
    return "\n\n".join(part for part in parts if part)


def ruled(table: Table) -> str:
    """The rows of a table, ruled."""
    columns = ", ".join(
        "auto" if i in table.right | table.narrow else "1fr" for i in range(len(table.heads))
    )
    right = ", ".join("right" if i in table.right else "left" for i in range(len(table.heads)))
    heads = ", ".join(f"quiet({quoted(one)})" for one in table.heads)
    cells = ",\n".join(
        ", ".join(f"text(size: 10pt, {quoted(cell)})" for cell in row) for row in table.rows[:MOST]
    )
    found = f"#ruled(columns: ({columns},), align: ({right},), table.header({heads}),\n{cells})"
    if len(table.rows) > MOST:
        more = say("picture.more", n=len(table.rows) - MOST)
        found = f"{found}\n\n#quiet({quoted(more)})"
    return found


STYLE = """
text { fill: #1b2733; font-size: 11px; } polyline { fill: none; stroke: #d9e0e7; stroke-width: 1; }
.scale { fill: #55626f; font-size: 10px; } .number { font-weight: 600; }
rect.now, circle.now, rect.more { fill: #0b5cab; } rect.then, circle.then { fill: #8fb6de; }
rect.less { fill: #fff; stroke: #1b2733; stroke-dasharray: 3 2; } circle.plan { fill: #1b2733; }
polyline.now { stroke: #0b5cab; stroke-width: 2; } polyline.then { stroke: #8fb6de; stroke-width: 2; }
polyline.plan { stroke: #1b2733; stroke-dasharray: 4 3; } polyline.ground { stroke: #55626f; }
text.now { fill: #0b5cab; font-weight: 600; }
"""


def svg(drawing: Drawing) -> str:
    """A drawing of the pages as it stands in a picture: the same places, without its links."""
    parts = [
        *(f'<polyline points="{one.points}" class="{one.css}"/>' for one in drawing.paths),
        *(
            f'<rect x="{one.x}" y="{one.y}" width="{one.w}" height="{one.h}" class="{one.css}"/>'
            for one in drawing.marks
        ),
        *(f'<circle cx="{one.x}" cy="{one.y}" r="3.2" class="{one.css}"/>' for one in drawing.dots),
        *(
            f'<text x="{one.x}" y="{one.y}" text-anchor="{one.anchor}" class="{one.css}">'
            f"{escape(one.text)}</text>"
            for one in drawing.labels
        ),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {drawing.height}" '
        f'width="{WIDTH}" height="{drawing.height}" font-family="{fonts()[0]}">'
        f"<style>{STYLE}</style>{''.join(parts)}</svg>"
    )


def quoted(text: str) -> str:
    """A string of Typst."""
    return json.dumps(text, ensure_ascii=False)
