"""`zonebook trace KEY`: the rows behind a figure, and those left out with the reason."""

from __future__ import annotations

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING

from zonebook.core.say import Sentences
from zonebook.site import home, payloads
from zonebook.site.commands import person
from zonebook.site.commands.figures_ import asked, print_figures, released_by
from zonebook.site.commands.output import print_json, print_table

if TYPE_CHECKING:
    from zonebook.records.figures import Opened


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which figure of which zone and period."""
    parser.add_argument("key", metavar="KEY")
    asked(parser)


def run(args: argparse.Namespace) -> int:
    """Print the figure and its rows."""
    home.open_home(args.zone)
    person.may_look(args)
    from zonebook.records import figures, schema
    from zonebook.records.zone import catalog

    figure = figures.trace(args.key, args.period, as_of=released_by(args.as_of), engine=args.engine)
    counted, left_out = figures.opened(figure)
    owner = {name: table.owner for name, table in schema.book().table.items()}
    person.may_read(args, *{owner[one.table] for one in (*counted, *left_out)})
    sentences = catalog().sentences
    if args.format == "json":
        print_json(payloads.trace(figure, counted, left_out, sentences, args.lang))
        return 0
    print_figures([figure], sentences, args.lang)
    for rows in (counted, left_out):
        if rows:
            print()
            print_rows(rows, sentences, args.lang)
    return 0


HEADS = {"zh": ("编号", "名称", "数值", "原因"), "en": ("number", "name", "value", "reason")}


def print_rows(rows: list[Opened], sentences: Sentences, lang: str) -> None:
    """A table for people: number, name, what it adds to a sum, why it is left out; no empty column."""
    lines = [
        (
            one.number,
            called(one, lang),
            added(one),
            sentences.say(one.reason, lang) if one.reason else "",
        )
        for one in rows
    ]
    kept = [at for at, _ in enumerate(HEADS[lang]) if any(line[at] for line in lines)]
    right = [place for place, at in enumerate(kept) if at == 2]
    print_table(
        [HEADS[lang][at] for at in kept], [[line[at] for at in kept] for line in lines], right
    )


def called(one: Opened, lang: str) -> str:
    """What a record is called; what stands for a figure by the figure's name."""
    from zonebook.records import figures
    from zonebook.records.zone import catalog

    known = figures.definitions(catalog()).get(str(one.values.get("indicator", "")))
    return known.name[lang] if known and one.label == known.key else one.label


def added(one: Opened) -> str:
    """What a row adds to a sum, in the unit of the figure; nothing where rows are counted."""
    from zonebook.core.indicators.figure import exact_text
    from zonebook.records import figures, schema
    from zonebook.records.zone import catalog

    known = figures.definitions(catalog()).get(one.figure)
    if known is None or known.measure is None or known.measure.aggregate != "sum":
        return ""
    column = schema.book().table[one.table].by_name[known.measure.column]
    value = one.values.get(column.name)
    if value is None:
        return ""
    exact = catalog().units[column.unit].to_base(value) if column.unit else Fraction(value)
    return exact_text(known.unit.from_base(exact))
