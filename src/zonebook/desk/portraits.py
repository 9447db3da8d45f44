"""What the long pictures of figures, pages, lists and enterprises show."""

from __future__ import annotations

from datetime import date

from zonebook.desk import enterprises, lists, opened, shown, sponsored, tiles, year
from zonebook.desk.language import named, say
from zonebook.desk.pictures import Picture, Table
from zonebook.records.registers import Register


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
    kept = kept_columns(rows)
    why = any(row.why for row in rows.rows)
    heads = [named_head(rows.heads[i]) for i in kept] + ([say("picture.why")] if why else [])
    cells = [
        (*(row.cells[i].text or "—" for i in kept), *((row.why,) if why else ()))
        for row in rows.rows
    ]
    title = say("picture.rows", title=title, n=rows.count)
    return Table(tuple(heads), tuple(cells), *widths(rows, kept), title)


def kept_columns(rows: opened.Rows | lists.Listed) -> list[int]:
    """The first column and those that stand on the card of a small screen."""
    return [
        i
        for i, _ in enumerate(rows.heads)
        if i == 0 or any(row.cells[i].is_main for row in rows.rows)
    ]


def widths(
    rows: opened.Rows | lists.Listed, kept: list[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """The columns of numbers, and those as wide as their words."""
    right = frozenset(at for at, i in enumerate(kept) if i and rows.heads[i].is_number)
    whole = (i for i in kept[1:] if any(row.cells[i].is_whole for row in rows.rows))
    return right, frozenset(kept.index(i) for i in whole)


def named_head(head: shown.Head) -> str:
    """A head with its unit."""
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


def of_list(register: Register, page: lists.Listed, on: date) -> Picture:
    """One page of a list as it was searched, narrowed and ordered."""
    kept = kept_columns(page)
    cells = tuple(tuple(listed(row, i) for i in kept) for row in page.rows)
    heads = tuple(named_head(page.heads[i]) for i in kept)
    chosen = [one.chosen.text for one in page.filters if one.chosen]
    narrowed = [*([page.asked.search] if page.asked.search else []), *chosen]
    counted = say("picture.found", n=page.count, first=page.first, last=page.last)
    lines = (say("picture.narrowed", words=narrowed), counted) if narrowed else (counted,)
    made = Table(heads, cells, *widths(page, kept))
    return Picture(named(register.name), "", lines, (made,), foot(on.isoformat()))


def listed(row: lists.Row, place: int) -> str:
    """A cell of a list; a row without a name has its number."""
    text = row.cells[place].text
    return text or (row.number if place == 0 else "—")


def of_year(page: year.Page, as_of: str) -> Picture:
    """The year at a glance: every drawing with what it says."""
    made = tuple(
        Table((), (), title=one.title, drawing=one.drawing, about=one.about) for one in page.charts
    )
    return Picture(say("picture.year", year=str(page.year)), "", (), made, foot(as_of))


def of_sponsored(board: sponsored.Board, on: date) -> Picture:
    """The sponsored projects with their lights and why."""
    heads = tuple(say(f"picture.head.{name}") for name in ("project", "light", "why"))
    rows = tuple(
        (f"{one.name}\n{one.leader}", f"{one.sign} {one.colour}", "\n".join([one.why, one.problem]).strip())
        for one in board.rows
    )  # fmt: skip
    made = Table(heads, rows, narrow=frozenset({1}))
    return Picture(say("lights.page"), "", (board.summed,), (made,), foot(on.isoformat()))
