"""`make bench`: every measurement in one run, as one table with ratios, medians, spread and memory.

Each module of this folder offers NAME and `rows()`, a list of rows `what, who, median, spread,
memory, ratio`. `python -m bench clock rules` runs only those named.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import bench
from zonebook.site.commands.output import print_table

HEAD = ("what", "who", "median", "spread", "memory", "ratio")


def modules(wanted: Iterable[str]) -> list[Any]:
    """The measuring modules, all of them or those named."""
    names = sorted(
        one.name for one in pkgutil.iter_modules(bench.__path__) if one.name != "__main__"
    )
    chosen = [name for name in names if not wanted or name in wanted]
    found = [importlib.import_module(f"bench.{name}") for name in chosen]
    return [one for one in found if hasattr(one, "rows")]


def cells(row: Mapping[str, Any]) -> list[str]:
    """One row of the table."""
    return [str(row.get(name, "")) for name in HEAD]


def main(wanted: list[str]) -> None:
    """Run and print, one part after the other, so that parts do not disturb each other."""
    for module in modules(wanted):
        print(f"\n{module.NAME}")
        print_table(HEAD, map(cells, module.rows()), right=(2, 3, 4, 5))


if __name__ == "__main__":
    main(sys.argv[1:])
