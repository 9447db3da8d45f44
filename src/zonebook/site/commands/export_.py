"""`zonebook export REGISTER`: a register in the office's own last workbook, as CSV or as JSON."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zonebook.core.values import Reason
from zonebook.site import home
from zonebook.site.commands import person

FORMS = ("xlsx", "csv", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The register, where to, and in which form."""
    parser.add_argument("register", metavar="REGISTER")
    parser.add_argument("--zone")
    parser.add_argument("-o", "--output", metavar="FILE", help="输出文件 · to this file")
    parser.add_argument("--format", choices=FORMS, help="格式 · form; told by the file's ending")
    parser.add_argument(
        "--whole", action="store_true", help="全部记录 · every record, in a plain workbook"
    )
    person.argument(parser)


def run(args: argparse.Namespace) -> int:
    """Write the file; without -o, CSV and JSON go to the output, a workbook beside."""
    home.open_home(args.zone)
    from zonebook.records import registers
    from zonebook.records import zone as zones
    from zonebook.records.workbooks.dryrun import Asking
    from zonebook.records.workbooks.export import books_of, export

    register = registers.get(args.register)
    person.may_read(args, register.system)
    ending = Path(args.output or "").suffix.lstrip(".")
    form = args.format or (ending if ending in FORMS else "xlsx")
    asking = Asking(person.of(args), person.the_day(), zones.catalog())
    content = export(register.key, asking, form, whole=args.whole)
    if args.output or form == "xlsx":
        path = Path(args.output or f"{register.name['zh']}.xlsx")
        path.write_bytes(content)
        print(f"{path}  {len(content):,}", file=sys.stderr)
        books = [] if args.whole or form != "xlsx" else books_of(register.key)
        if len(books) > 1:
            told = Reason("workbooks.exported_as", {"book": books[0], "others": len(books) - 1})
            print(asking.catalog.sentences.say(told, args.lang), file=sys.stderr)
    else:
        sys.stdout.buffer.write(content)
    return 0
