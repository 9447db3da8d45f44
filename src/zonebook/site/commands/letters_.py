"""`zonebook letters`: the notices and papers of approvals, of a case or of a day, as files to print."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from zonebook.site import home
from zonebook.site.commands import person
from zonebook.site.commands.due_ import day
from zonebook.site.commands.output import print_json, print_table

NONE = {
    "zh": "{}没有文书。看别的日子加 --on 日期，看一件办件的全部加 --case 编号。",
    "en": "{}: no letters. Add --on DATE for another day, --case NUMBER for all of a case.",
}
TITLES = {
    "zh": ("文书编号", "文书", "日期", "送给", "办件"),
    "en": ("number", "letter", "day", "to", "case"),
}
COLUMNS = ("number", "title", "on", "to", "case")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which letters, and where they are to go."""
    parser.add_argument("--zone")
    parser.add_argument("--case", help="一个办件的全部文书 · all letters of one case")
    parser.add_argument(
        "--on", help="一天的文书，默认今天 · the letters of a day, today by default"
    )
    parser.add_argument(
        "--to", type=Path, metavar="FOLDER", help="写到这个文件夹 · write them into a folder"
    )
    parser.add_argument("--as-file", choices=("docx", "pdf"), default="docx")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    person.argument(parser)


def run(args: argparse.Namespace) -> int:
    """List the letters; with --to write each as a file, which replaces one of the same name."""
    on = day("on", args.on) if args.on else None
    home.open_home(args.zone)
    person.may_read(args, "approvals")
    found = list(chosen(args.case, on))
    if args.to is not None:
        args.to.mkdir(parents=True, exist_ok=True)
        for one in found:
            (args.to / one.name(args.as_file)).write_bytes(one.content(args.as_file))
    rows = [row(one, args) for one in found]
    if args.format == "json":
        print_json({"format": "zonebook.letters/1", "letters": rows})
    else:
        lines = [tuple(one[name] for name in COLUMNS) for one in rows]
        print_table(TITLES[args.lang], lines, none=none_of(args, on))
    return 0


def none_of(args: argparse.Namespace, on: date | None) -> str:
    """That there is no letter, and how to ask for others."""
    day = on or (None if args.case else person.the_day())
    place = " ".join(str(one) for one in (args.case, day) if one)
    return NONE[args.lang].format(place)


def chosen(case: str | None, on: date | None) -> Iterator[Any]:
    """The letters of a case, those of a day, or both; of today where neither is named."""
    from zonebook.systems.approvals import letters, reads

    if case:
        yield from letters.of_case(reads.find(case), on)
    else:
        yield from letters.of_day(on or person.the_day())


def row(one: Any, args: argparse.Namespace) -> dict[str, str]:
    """One letter in a list, with the name of its file where it was written."""
    told = {
        "case": one.case.number,
        "place": str(one.place),
        "number": one.paper.number,
        "title": one.paper.title,
        "to": one.paper.to,
        "on": one.paper.on.isoformat(),
    }
    return told | ({"file": one.name(args.as_file)} if args.to is not None else {})
