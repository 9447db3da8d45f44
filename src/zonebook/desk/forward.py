"""复制为文字: lists, records and groups of figures as one paragraph with the day and the source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zonebook.desk import lists, records
from zonebook.desk.figures import Shown
from zonebook.desk.language import lang, named, say
from zonebook.records import zone as zones
from zonebook.records.registers import Register

FEW = 20  # rows that a paragraph names


def mark() -> str:
    """What stands between two rows of a paragraph."""
    return "；" if lang() == "zh" else "; "


def of_list(register: Register, page: lists.Listed, on: date) -> str:
    """The rows of one page of a list: each with its name, its day and its amounts."""
    told = [row_words(row) for row in page.rows[:FEW]]
    chosen = [one.chosen.text for one in page.filters if one.chosen]
    narrowed = [*([page.asked.search] if page.asked.search else []), *chosen]
    return say(
        "forward.list_narrowed" if narrowed else "forward.list",
        zone=named(zones.zone().name),
        name=named(register.name),
        narrowed=narrowed,
        n=page.count,
        told=mark().join(told) or say("forward.nothing"),
        more=say("forward.more", n=page.count - len(told)) if page.count > len(told) else "",
        on=on.isoformat(),
    )


def row_words(row: lists.Row) -> str:
    """A row: its name, then what its card shows."""
    first, *rest = row.cells
    told = [f"{one.label} {one.text}" for one in rest if one.is_main and one.text]
    joined = ("，" if lang() == "zh" else ", ").join(told[:3])
    name = first.text or row.number
    return f"{name}（{joined}）" if joined and lang() == "zh" else f"{name} ({joined})".strip(" ()")


def of_record(detail: records.Detail, number: str, on: date) -> str:
    """A record: its title, number and every field that is known."""
    told = [f"{cell.label} {cell.text}" for cell in detail.fields if cell.text]
    args = {"title": detail.title, "number": number, "told": mark().join(told)}
    return say("forward.record", on=on.isoformat(), **args)


def of_group(name: str, pairs: Sequence[tuple[Shown, Shown]]) -> str:
    """The figures of one office, each with the year before."""
    told = []
    for now, then in pairs:
        args = {"name": now.name, "value": now.full}
        if not now.known_value:
            told.append(say("home.text_unknown", **args))
        elif then.known_value:
            told.append(say("home.text_then", then=then.full, **args))
        else:
            told.append(say("home.text_value", **args))
    first = pairs[0][0]
    zone, joined = named(zones.zone().name), mark().join(told)
    args = {"zone": zone, "period": first.period, "name": name, "told": joined}
    return say("forward.group", as_of=first.as_of, **args)
