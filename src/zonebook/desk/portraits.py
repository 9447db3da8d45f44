"""What the long pictures of a figure, the home page and an enterprise show."""

from __future__ import annotations

from datetime import date

from zonebook.desk import enterprises, opened, tiles
from zonebook.desk.language import say
from zonebook.desk.pictures import Picture, Table


def foot(as_of: str) -> str:
    """The day of the data and where it comes from."""
    return say("picture.foot", as_of=as_of)


def of_figure(page: opened.Page) -> Picture:
    """A figure with its comparison, its definition and the rows that count."""
    shown, lines = page.shown, []
    lines.append(say("picture.period", period=shown.period, basis=shown.basis))
    if page.change:
        words = page.change.words or "—"
        lines.append(say("picture.change", then=page.change.then.full, change=words))
    if page.aim and page.aim.rate:
        lines.append(say("picture.aim", target=page.aim.target, rate=page.aim.rate))
    if shown.definition:
        lines.append(say("picture.definition", text=shown.definition))
    lines += [shown.unknown]
    pairs = ((page.counted, say("picture.counted")), (page.excluded, say("picture.excluded")))
    found = tuple(table(rows, title) for rows, title in pairs if rows)
    return Picture(shown.name, shown.known_value, tuple(lines), found, foot(shown.as_of))


def table(rows: opened.Rows, title: str) -> Table:
    """Rows of a figure: the name, the first day and the amounts; of those left out the reason."""
    kept = [
        i
        for i, _ in enumerate(rows.heads)
        if i == 0 or any(row.cells[i].is_main for row in rows.rows)
    ]
    why = any(row.why for row in rows.rows)
    heads = [named_head(rows, i) for i in kept] + ([say("picture.why")] if why else [])
    cells = [
        (*(row.cells[i].text or "—" for i in kept), *((row.why,) if why else ()))
        for row in rows.rows
    ]
    right = frozenset(at for at, i in enumerate(kept) if i and rows.heads[i].is_number)
    whole = (i for i in kept[1:] if any(row.cells[i].is_whole for row in rows.rows))
    narrow = frozenset(kept.index(i) for i in whole)
    title = say("picture.rows", title=title, n=rows.count)
    return Table(tuple(heads), tuple(cells), right, narrow, title)


def named_head(rows: opened.Rows, place: int) -> str:
    """A head with its unit."""
    head = rows.heads[place]
    return f"{head.label} {head.unit}".strip()


def of_home(found: tiles.Tiles) -> Picture:
    """The figures of the home page with last year's and the targets."""
    rows = [
        (
            tile.shown.name,
            tile.shown.known_value or say("picture.unknown"),
            tile.change.then.full if tile.change else "—",
            f"{tile.done.sign} {tile.done.rate}" if tile.done and tile.done.rate else "—",
        )
        for tile in found.tiles
    ]
    heads = tuple(say(f"picture.head.{name}") for name in ("figure", "now", "then", "target"))
    as_of = max((tile.shown.as_of for tile in found.tiles), default="")
    title = say("picture.home", period=found.period)
    checks = say("picture.checks", counted=found.checks_counted)
    made = Table(heads, tuple(rows), frozenset({1, 2, 3}))
    return Picture(title, "", (checks, found.aims.summed), (made,), foot(as_of))


def of_enterprise(page: enterprises.File, on: date) -> Picture:
    """The file of an enterprise: what it is, what it holds, what happened."""
    lines = [page.stands, *page.qualifications]
    lines += [f"{cell.label} {cell.text}" for cell in page.fields if cell.text]
    told = tuple((one.day, one.words) for one in page.happenings)
    heads = (say("picture.head.day"), say("picture.head.told"))
    made = Table(heads, told, narrow=frozenset({0}))
    return Picture(page.entity.name, "", tuple(lines), (made,), foot(on.isoformat()))
