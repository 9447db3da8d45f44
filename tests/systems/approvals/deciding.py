"""A program that decides one case after another until it is killed; run by the test of kills.

`prepare` makes a home with cases, `decide` decides them, `look` says as JSON how they stand.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

ZONE = """\
key: killed
name: {zh: 试验区, en: Test zone}
today: 2024-02-18
offices:
  - key: approvals
    name: {zh: 审批局, en: Approvals}
    grants:
      - {verbs: [read, write], systems: [approvals]}
people:
  - {key: li, name: {zh: 李审批, en: Li}, office: approvals}
"""
TODAY, MANY = date(2024, 2, 18), 60


def opened(root: Path) -> Any:
    """The home of the test, open; answers its officer."""
    os.environ["ZONEBOOK_HOME"] = str(root)
    from zonebook.site import home

    home.open_home("killed")
    from zonebook.records.models import Person

    return Person.objects.get(key="li")


def prepare(root: Path) -> None:
    """A home with many accepted cases."""
    (root / "killed").mkdir(parents=True)
    (root / "killed" / "zone.yaml").write_text(ZONE, "utf-8")
    by = opened(root)
    from zonebook.systems.approvals import actions
    from zonebook.systems.approvals.actions import Step

    for n in range(MANY):
        values = {
            "title": f"第{n}号工程",
            "procedure": "government_investment",
            "item": "project_proposal",
        }
        case = actions.open_case(by=by, on=TODAY, values=values, received_on=date(2024, 1, 26))
        step = Step("accepted", date(2024, 1, 29), "受1号")
        actions.record(by=by, on=TODAY, case=case, step=step, expected=1)


def decide(root: Path) -> None:
    """Decide every case, saying so before each."""
    by = opened(root)
    from zonebook.records.models import ApprovalCase
    from zonebook.systems.approvals import actions
    from zonebook.systems.approvals.actions import Step

    for case in ApprovalCase.objects.order_by("pk"):
        print(case.number, flush=True)
        step = Step("approved", TODAY, "许准1号")
        actions.record(by=by, on=TODAY, case=case, step=step, expected=3)


def look(root: Path) -> None:
    """How the cases stand: their steps, their broken links, the rows that no batch holds."""
    opened(root)
    from zonebook.records.models import ApprovalCase, Batch, CaseEvent
    from zonebook.systems.approvals import book

    cases = ApprovalCase.objects.order_by("pk")
    kinds = [[row.kind for row in one.events.order_by("place")] for one in cases]
    empty = Batch.objects.filter(kind="case").exclude(pk__in=CaseEvent.objects.values("batch"))
    broken = [book.broken_links(one.events.all()) for one in cases]
    print(json.dumps({"kinds": kinds, "broken": broken, "empty": empty.count()}))


if __name__ == "__main__":
    {"prepare": prepare, "decide": decide, "look": look}[sys.argv[1]](Path(sys.argv[2]))
