"""`zonebook restore`: a backup becomes a home."""

from __future__ import annotations

import argparse
from pathlib import Path

from zonebook.core.values import Reason, Refused
from zonebook.site import home


def arguments(parser: argparse.ArgumentParser) -> None:
    """The backup and the key of the home that it becomes."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--zone", required=True)


def run(args: argparse.Namespace) -> int:
    """Restore into a home that does not exist yet; a failure leaves nothing behind."""
    if args.zone in home.known():
        raise Refused(Reason("backup.exists", {"zone": args.zone}))
    with home.new(args.zone) as folder:
        home.set_up(folder)
        from django.core.management import call_command

        from zonebook.records import backup

        backup.manifest_of(args.file)
        backup.unpack(args.file, folder)
        call_command("migrate", verbosity=0)
        backup.fill(args.file)
    print(f"{args.zone}: 已恢复 · restored")
    return 0
