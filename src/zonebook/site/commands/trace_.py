"""`zonebook trace KEY`: the rows behind a figure, and those left out with the reason."""

from __future__ import annotations

import argparse
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


def print_rows(rows: list[Opened], sentences: Sentences, lang: str) -> None:
    """A table for people: number, what it is called, and why it is left out."""
    head = {"zh": ("编号", "名称", "原因"), "en": ("number", "name", "reason")}[lang]
    lines = [
        (one.number, one.label, sentences.say(one.reason, lang) if one.reason else "")
        for one in rows
    ]
    print_table(head, lines)
