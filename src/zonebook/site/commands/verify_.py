"""`zonebook verify`: whether keys, references, files, trail and triggers of a book are in order."""

from __future__ import annotations

import argparse

from zonebook.core.catalog import shipped
from zonebook.core.say import Sentences
from zonebook.site import home
from zonebook.site.commands import person
from zonebook.site.commands.output import print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """The zone and the form of the answer."""
    parser.add_argument("--zone")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    person.argument(parser)


def run(args: argparse.Namespace) -> int:
    """Print every finding; 1 where there is one."""
    home.open_home(args.zone)
    person.may_read_all(args)
    from zonebook.records import backup, verify
    from zonebook.systems.approvals import live

    findings = [*verify.verify(), *live.broken_chains()]
    sentences: Sentences = shipped().sentences
    if args.format == "json":
        rows = [sentences.to_json(finding.message, args.lang) for finding in findings]
        tables = backup.hashes()
        print_json({"format": "zonebook.verify/1", "findings": rows, "tables": tables})
    else:
        for finding in findings:
            print(sentences.say(finding, args.lang))
        if not findings:
            print("账本完好 · The book is in order")
    return 1 if findings else 0
