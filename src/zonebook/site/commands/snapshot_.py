"""`zonebook snapshot`: the tables of a book at this moment, in one file for the columnar engine."""

from __future__ import annotations

import argparse
from pathlib import Path

from zonebook.core.catalog import shipped
from zonebook.core.values import Reason
from zonebook.site import home
from zonebook.site.commands import person
from zonebook.site.commands.output import print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """The zone and where the file goes."""
    parser.add_argument("file", type=Path, nargs="?", help="snapshots/<day>.duckdb of the home")
    parser.add_argument("--zone")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    person.argument(parser)


def run(args: argparse.Namespace) -> int:
    """Write the snapshot and say what is in it."""
    folder = home.open_home(args.zone)
    person.may_read_all(args)
    from zonebook.records import snapshots

    file = args.file or folder / "snapshots" / f"{person.the_day()}.duckdb"
    tables = snapshots.take(file)
    if args.format == "json":
        print_json({"format": "zonebook.snapshot/1", "file": str(file), "tables": tables})
    else:
        rows = sum(tables.values())
        said = Reason(
            "home.tables_in_file", {"file": str(file), "rows": rows, "tables": len(tables)}
        )
        print(shipped().sentences.say(said, args.lang))
    return 0
