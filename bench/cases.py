"""Cases through a procedure of five steps, each saved: Zonebook beside its peers and the bare rows.

Each runs in a process of its own; `cases/s` counts whole cases. Zonebook's cases are guarded,
audited, hash-chained and have their papers; Spiff saves its state as JSON in a row after each
step; viewflow keeps a row a task; the floor inserts a row and updates it five times.

The terms are the same for all: one database with one setting of how sure a commit is, and a commit
after each step, so that a kill loses at most the step at work; nobody debugs, nobody commits
several cases at once. Zonebook commits five times a case (a case begins with its receipt), Spiff
and the floor six times (a new flow is saved before its first step), viewflow for each task. Spiff
keeps one row a case, its last state, without history and with no index but the key; ours keeps
every step with its paper and its author, and references that the database checks. Spiff and the
floor have the bare driver, which plans their statements once on PostgreSQL; ours are planned once
too; viewflow has Django's, as it is made.

On SQLite a new file is written as a book is (WAL, synchronous NORMAL) and CPU seconds count. On
PostgreSQL, where `tools/with-postgres` has started one, the server works too: there the clock on
the wall counts, and the server waits for no disk (fsync off). The ratio is ours over theirs: that
of the floor is the share of it that we reach.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bench import running

NAME = "cases: through five steps, each saved (SQLite: CPU; PostgreSQL: on the wall)"
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
SERVER = "server"  # the second word of a worker that is to work on PostgreSQL
ON_SERVER = SERVER in sys.argv
INSERT = "INSERT INTO state VALUES (?, ?)".replace("?", "%s" if ON_SERVER else "?")
UPDATE = "UPDATE state SET text = ? WHERE id = ?".replace("?", "%s" if ON_SERVER else "?")


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


def viewflow() -> Work:
    """viewflow: a start, four tasks that a program does, an end, each a row."""
    from bench import case_flow
    from zonebook.site.settings import database as settings_of

    return case_flow.started(
        settings_of(os.environ["ZONEBOOK_DATABASE"])
        if ON_SERVER
        else {**settings_of(""), "NAME": f"{tempfile.mkdtemp()}/flow.sqlite"}
    )


def floor() -> Work:
    """The bare rows: one INSERT and five UPDATEs, each its own transaction."""
    base = database()

    def work(number: int) -> None:
        save(base, number, "opened", is_new=True)
        for step in STEPS:
            save(base, number, step)

    return work


def database() -> Any:
    """A new table, in the mode in which a book is kept."""
    if ON_SERVER:
        import psycopg

        base = psycopg.connect(os.environ["ZONEBOOK_DATABASE"], autocommit=True)
    else:
        base = sqlite3.connect(f"{tempfile.mkdtemp()}/cases.sqlite", isolation_level=None)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
    base.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, text TEXT)")
    return base


def emptied(name: str) -> str:
    """The address of a new database on the server."""
    import psycopg

    address = os.environ["ZONEBOOK_TEST_POSTGRES"]
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        server.execute(f"CREATE DATABASE {name}".encode())
    return address.replace("/postgres?", f"/{name}?")


def save(base: Any, number: int, text: str, *, is_new: bool = False) -> None:
    """One row, new or changed."""
    if is_new:
        base.execute(INSERT, (number, text))
    else:
        base.execute(UPDATE, (text, number))


WORKERS: dict[str, tuple[str, Callable[[], Work]]] = {
    "zonebook": ("zonebook, audited, chained, with papers", zonebook),
    "spiff": ("SpiffWorkflow, JSON state saved", spiff),
    "viewflow": ("viewflow, a row a task", viewflow),
    "floor": ("bare INSERT and five UPDATEs", floor),
}


def rows() -> Iterator[dict[str, str]]:
    """Each in a process of its own."""
    yield from rows_on("SQLite")
    if "ZONEBOOK_TEST_POSTGRES" in os.environ:
        yield from rows_on("PostgreSQL", SERVER)


def rows_on(where: str, *words: str) -> Iterator[dict[str, str]]:
    """The rows of one database."""
    own = 0.0
    for name, (who, _) in WORKERS.items():
        found = running.apart("bench.cases", name, *words)
        rates = found.rates(CASES)
        own = own or statistics.median(rates)
        yield running.rate_row(f"5 steps, {where}", who, rates, found.peak, own, "cases")


def worker(name: str) -> None:
    """Measure one: seconds of each run of CASES cases."""
    os.environ.pop("ZONEBOOK_DATABASE", None)
    if ON_SERVER:
        os.environ["ZONEBOOK_DATABASE"] = emptied(f"cases_{name}")
    work = WORKERS[name][1]()
    work(0)
    numbers = itertools.count(1)

    def some() -> None:
        for _ in range(CASES):
            work(next(numbers))

    clock = time.perf_counter if ON_SERVER else time.process_time
    running.tell(running.timed(some, RUNS, clock))


if __name__ == "__main__":
    worker(sys.argv[1])
