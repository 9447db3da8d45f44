"""`zonebook due --overdue`: the open cases of a zone whose limit is used up, by each of their clocks."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from zonebook.site import home
from zonebook.site.commands.output import print_json, print_table

TITLES = {
    "zh": ("办件", "名称", "经办人", "时限", "受理", "届满", "超出"),
    "en": ("case", "title", "officer", "limit", "accepted", "due", "over"),
}
NONE = {"zh": "截至{}没有超期办件", "en": "no overdue cases as of {}"}


def run(args: argparse.Namespace, on: date | None) -> int:
    """Print them, the longest overdue first; one object with `--format json`."""
    home.open_home(args.zone)
    from zonebook.site.commands import person
    from zonebook.systems.approvals import live

    person.may_read(args, "approvals")
    today = on or person.the_day()
    rows = [row(one, clock, args.lang) for one, clock in live.overdue(today)]
    if args.format in ("json", "jsonl"):
        print_json({"format": "zonebook.due/1", "on": today.isoformat(), "overdue": rows})
    else:
        names = ("case", "title", "officer", "clock_name", "accepted", "due", "over")
        lines = [tuple(str(one[n]) for n in names) for one in rows]
        none = NONE[args.lang].format(today)
        print_table(TITLES[args.lang], lines, right=(6,), none=none)
    return 0


def row(one: Any, clock: Any, lang: str) -> dict[str, Any]:
    """One case by one of its clocks."""
    from zonebook.core.values import Reason
    from zonebook.records.zone import catalog

    sentences = catalog().sentences
    return {
        "case": one.case.number,
        "code": one.case.code,
        "title": one.case.title,
        "item": one.case.item,
        "officer": one.case.officer,
        "clock": clock.limit.clock,
        "clock_name": sentences.say(Reason(f"clock.name.{clock.limit.clock}"), lang),
        "limit": clock.limit.days,
        "accepted": str(clock.accepted_on),
        "due": str(clock.due_on or clock.due_if_ended_on or ""),
        "used": clock.used,
        "over": -clock.left,
        "because": [sentences.to_json(reason, lang) for reason in clock.because],
    }
