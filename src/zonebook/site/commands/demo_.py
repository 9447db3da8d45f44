"""`zonebook demo`: load the demonstration zone from its workbooks and serve it."""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import date

from zonebook.site import home

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
        print(
            "正在生成并导入演示台账 · writing and importing the demonstration workbooks", flush=True
        )
        code = in_a_process_of_its_own(args.today)
        if code:
            return code
    folder = home.open_home(KEY)
    roles()
    if not args.no_serve:
        from zonebook.site.commands.serve_ import secret_of, serve

        serve(secret_of(folder), port=args.port, lan=args.lan)
    return 0


def in_a_process_of_its_own(today: date | None) -> int:
    """Load the home; Django knows one home a process, and this one will serve the finished home."""
    words = [
        sys.executable,
        "-m",
        "zonebook.site.demonstration",
        KEY,
        *([str(today)] if today else []),
    ]
    return subprocess.run(words, check=False).returncode


def roles() -> None:
    """Print who can sign in with one button."""
    from zonebook.records import zone as zones

    for one in zones.zone().people:
        if one.get("demo_button"):
            print(f"  以{one['title']['zh']}身份进入 · {one['title']['en']}  ({one['key']})")
