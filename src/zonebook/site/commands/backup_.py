"""`zonebook backup`: the whole home in one file."""

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
    parser.add_argument("file", type=Path)
    parser.add_argument("--zone")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    person.argument(parser)


def run(args: argparse.Namespace) -> int:
    """Write the backup and say what is in it."""
    home.open_home(args.zone)
    person.may_read_all(args)
    from zonebook.records import backup

    tables = backup.back_up(args.file)
    if args.format == "json":
        print_json({"format": "zonebook.backup/1", "file": str(args.file), "tables": tables})
    else:
        rows = sum(one["rows"] for one in tables.values())
        said = Reason(
            "home.tables_in_file", {"file": str(args.file), "rows": rows, "tables": len(tables)}
        )
        print(shipped().sentences.say(said, args.lang))
    return 0
