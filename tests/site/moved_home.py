"""Restores a backup into the database of this run, and tells of it what `told_figures` tells.

Words: the backup and the periods. Run by `tools/with-postgres`.
"""

from __future__ import annotations

import json
import os
import sys

from tests.site import demo_home


def main(backup: str, *periods: str) -> None:
    """Print whether the book is in order, and its figures."""
    answer(demo_home.run(os.environ, "restore", backup, "--zone", "moved"))
    figures = answer(demo_home.python(os.environ, "tests.site.told_figures", "book", *periods))
    verified = answer(demo_home.run(os.environ, "verify", "--format", "json"))
    found = {"figures": json.loads(figures), "findings": json.loads(verified)["findings"]}
    print(json.dumps(found, ensure_ascii=False))


def answer(done: demo_home.Done) -> str:
    """What a command printed; its own complaint if it failed."""
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
