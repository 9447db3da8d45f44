"""Cases through a procedure of five steps, each saved: Zonebook beside its peers and the bare rows.

Each runs in a process of its own on a new SQLite file; `cases/s` counts whole cases. Zonebook's
cases are guarded, audited, hash-chained and have their papers; Spiff saves its state as JSON in a
row after each step; the floor inserts a row and updates it five times.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from bench import running

NAME = "cases: through five steps, each saved (SQLite, CPU seconds)"
STEPS = ("received", "accepted", "reviewed", "approved", "delivered")
CASES, RUNS = 40, 5
ZONE = """
key: bench
name: {zh: 测试园区, en: Bench zone}
offices:
  - key: approvals
    name: {zh: 行政审批局, en: Approvals}
    grants:
      - {verbs: [read, write], systems: [approvals]}
people:
  - {key: li, name: {zh: 李审批, en: Li}, office: approvals}
"""
DAYS = [date(2023, 9, day) for day in (21, 22, 25, 26, 27)]
Work = Callable[[int], None]


def zonebook() -> Work:
    """A case of this project: opened, accepted, asked about, decided, delivered."""
    folder = Path(tempfile.mkdtemp()) / "bench"
    folder.mkdir()
    (folder / "zone.yaml").write_text(ZONE, "utf-8")
    os.environ["ZONEBOOK_HOME"] = str(folder.parent)
    from zonebook.site import home

    home.open_home("bench")
    from zonebook.records.models import Person
    from zonebook.systems.approvals import actions
    from zonebook.systems.approvals.actions import Step

    li = Person.objects.get()
    values = {
        "title": "砚池东市政道路工程",
        "procedure": "government_investment",
        "item": "project_proposal",
        "applicant": "园区建设中心",
    }
    later = (
        Step("accepted", DAYS[1]),
        Step("opinion_asked", DAYS[2], args={"department": "natural_resources", "days": 5}),
        Step("approved", DAYS[3], "批〔2023〕1号"),
        Step("delivered", DAYS[4]),
    )

    def work(number: int) -> None:
        case = actions.open_case(by=li, on=DAYS[4], values=values, received_on=DAYS[0])
        last = 1
        for step in later:
            made = actions.record(by=li, on=DAYS[4], case=case, step=step, expected=last)
            last = made[-1].place

    return work


def spiff() -> Work:
    """SpiffWorkflow: five user tasks, its whole state as JSON in a row after each."""
    from SpiffWorkflow.bpmn import BpmnWorkflow
    from SpiffWorkflow.bpmn.parser import BpmnParser
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
    from SpiffWorkflow.util.task import TaskState

    chain = ("begin", *STEPS, "end")
    tasks = "".join(f'<userTask id="{one}" name="{one}"/>' for one in STEPS)
    flows = "".join(
        f'<sequenceFlow id="f{number}" sourceRef="{one}" targetRef="{after}"/>'
        for number, (one, after) in enumerate(itertools.pairwise(chain))
    )
    parser = BpmnParser()
    parser.add_bpmn_str(
        '<?xml version="1.0" encoding="UTF-8"?><definitions targetNamespace="bench"'
        ' xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="case"'
        f' isExecutable="true"><startEvent id="begin"/>{tasks}<endEvent id="end"/>{flows}'
        "</process></definitions>".encode()
    )
    spec, serializer = parser.get_spec("case"), BpmnWorkflowSerializer()
    base = database()

    def work(number: int) -> None:
        flow = BpmnWorkflow(spec)
        flow.do_engine_steps()
        save(base, number, serializer.serialize_json(flow), is_new=True)
        while not flow.is_completed():
            flow.get_tasks(state=TaskState.READY, manual=True)[0].run()
            flow.do_engine_steps()
            save(base, number, serializer.serialize_json(flow))

    return work


def floor() -> Work:
    """The bare rows: one INSERT and five UPDATEs, each its own transaction."""
    base = database()

    def work(number: int) -> None:
        save(base, number, "opened", is_new=True)
        for step in STEPS:
            save(base, number, step)

    return work


def database() -> sqlite3.Connection:
    """A new file with one table, in the mode in which a book is kept."""
    base = sqlite3.connect(f"{tempfile.mkdtemp()}/cases.sqlite", isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, text TEXT)")
    return base


def save(base: sqlite3.Connection, number: int, text: str, *, is_new: bool = False) -> None:
    """One row, new or changed."""
    if is_new:
        base.execute("INSERT INTO state VALUES (?, ?)", (number, text))
    else:
        base.execute("UPDATE state SET text = ? WHERE id = ?", (text, number))


WORKERS: dict[str, tuple[str, Callable[[], Work]]] = {
    "zonebook": ("zonebook, audited, chained, with papers", zonebook),
    "spiff": ("SpiffWorkflow, JSON state saved", spiff),
    "floor": ("bare INSERT and five UPDATEs", floor),
}


def rows() -> Iterator[dict[str, str]]:
    """Each in a process of its own."""
    own = 0.0
    for name, (who, _) in WORKERS.items():
        found = running.apart("bench.cases", name)
        rates = found.rates(CASES)
        own = own or statistics.median(rates)
        yield running.rate_row("5 steps", who, rates, found.peak, own, "cases")


def worker(name: str) -> None:
    """Measure one: CPU seconds of each run of CASES cases."""
    work = WORKERS[name][1]()
    work(0)
    numbers = itertools.count(1)

    def some() -> None:
        for _ in range(CASES):
            work(next(numbers))

    running.tell(running.timed(some, RUNS))


if __name__ == "__main__":
    worker(sys.argv[1])
