"""`zonebook demo`: load the demonstration zone from its workbooks and serve it."""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import date

from zonebook.core.catalog import shipped
from zonebook.core.values import Reason
from zonebook.site import home
from zonebook.site.commands import person
from zonebook.site.commands.output import width

KEY = "lanzhou"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to load anew, to serve, and on which day the demonstration lives."""
    parser.add_argument("--fresh", action="store_true", help="重新生成 · load anew")
    parser.add_argument("--no-serve", action="store_true", help="只载入不启动 · load only")
    parser.add_argument("--today", type=date.fromisoformat, help="演示日期 · the day, 2024-02-18")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--lan", action="store_true", help="局域网可访问 · for phones")


def run(args: argparse.Namespace) -> int:
    """Load unless a whole home stands there; then serve until Ctrl-C."""
    if args.fresh or args.today or KEY not in home.known():
        say(Reason("demo.begins"), args.lang)
        code = in_a_process_of_its_own(args.today, args.lang)
        if code:
            return code
    else:
        say(Reason("demo.kept"), args.lang)
    folder = home.open_home(KEY)
    introduce(args.lang)
    if args.no_serve:
        say(Reason("demo.serve_later"), args.lang)
        return 0
    from zonebook.site.commands.serve_ import secret_of, serve

    serve(secret_of(folder), port=args.port, lan=args.lan, lang=args.lang)
    return 0


def say(reason: Reason, lang: str) -> None:
    """A sentence of the catalogue, at once."""
    print(shipped().sentences.say(reason, lang), flush=True)


def in_a_process_of_its_own(today: date | None, lang: str) -> int:
    """Load the home; Django knows one home a process, and this one will serve the finished home."""
    module = ["-m", "zonebook.site.demonstration"]
    words = [sys.executable, *module, KEY, lang, *([str(today)] if today else [])]
    return subprocess.run(words, check=False).returncode


def introduce(lang: str) -> None:
    """Say which zone and day this is, and who can be entered as without a password."""
    from zonebook.records import zone as zones
    from zonebook.site import entry

    zone = zones.zone()
    print()
    say(Reason("demo.ready", {"zone": zone.name, "on": person.the_day()}), lang)
    print()
    say(Reason("demo.accounts"), lang)
    roles = entry.roles()
    widest = max((width(one["title"][lang]) for one in roles), default=0)
    for one in roles:
        title = one["title"][lang]
        print(f"  {title}{' ' * (widest - width(title))}  {one['key']}")
    print()
