"""Tells what happens when every register goes out as a workbook and comes back.

`python -m tests.site.round_trips` on a home; by the person of its office who may import it. Words:
the registers to leave alone.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from zonebook.core.values import Refused
from zonebook.site import home


def main(*without: str) -> None:
    """Print by register what a dry run of its own export counts, and what it complains of."""
    home.open_home(None)
    from zonebook.records import registers

    wanted = {key: one for key, one in registers.all_registers().items() if key not in without}
    found = {key: round_trip(key, one.system) for key, one in wanted.items()}
    print(json.dumps(found, ensure_ascii=False))


def round_trip(key: str, system: str) -> dict[str, Any]:
    """One register: exported, and its workbook dry-run by who may import it."""
    from zonebook.records import registers, zone
    from zonebook.records.workbooks.commit import import_file
    from zonebook.records.workbooks.dryrun import Asking
    from zonebook.records.workbooks.export import export
    from zonebook.site.commands import person

    asking = Asking(who_may_write(system), person.the_day(), zone.catalog())
    content = export(key, asking)
    try:
        run = import_file(content, f"{key}.xlsx", asking, register=registers.get(key))
    except Refused as refused:
        return {"refused": [one.message.key for one in refused.findings]}
    counted: dict[str, int] = {}
    for one in run.runs:
        for kind, number in one.counted.items():
            counted[kind] = counted.get(kind, 0) + number
    changed = [
        [row.number, {one.column: [str(one.before), str(one.after)] for one in row.changes}]
        for one in run.runs
        for row in one.outcomes
        if row.kind == "changed"
    ]
    errors = [[one.message.key, one.where.where if one.where else ""] for one in run.errors]
    return {"counted": counted, "changed": changed, "errors": errors}


def who_may_write(system: str) -> Any:
    """The first person of the home who may write in a system."""
    from zonebook.records import permissions
    from zonebook.records.models import Person
    from zonebook.site.commands import person

    on = person.the_day()
    every = Person.objects.filter(is_active=True).order_by("pk")
    return next(one for one in every if permissions.permits(one, "write", system, on=on))


if __name__ == "__main__":
    main(*sys.argv[1:])
