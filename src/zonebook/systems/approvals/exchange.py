"""数据交换: the rows that other platforms want, made from events, with what is missing named."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from zonebook.core.procedures import affairs
from zonebook.core.procedures import exchange as construction
from zonebook.core.procedures.deadline import Deadline
from zonebook.core.procedures.exchange import Sent
from zonebook.core.procedures.state import Case, ItemCase, Rules
from zonebook.core.values import Finding, Reason, Refused
from zonebook.desk.language import say
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import actions, live, ocel

INSTANCE_TABLE = "SPGL_XMSPSXBLXXB"
EXAMPLES = 2
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Problem:
    """What is missing in a case."""

    case: ApprovalCase
    finding: Finding


@dataclass(frozen=True)
class Lack:
    """One thing that is missing: in how many places, in which cases."""

    what: Reason
    places: int
    cases: tuple[ApprovalCase, ...]

    @property
    def examples(self) -> tuple[ApprovalCase, ...]:
        """The first cases that lack it."""
        return self.cases[:EXAMPLES]


@dataclass(frozen=True)
class Package:
    """The rows of all cases for one standard, and what is missing in them."""

    cases: int
    rows: tuple[Sent, ...]
    problems: tuple[Problem, ...]

    @property
    def counted(self) -> str:
        """How much there is, in words."""
        counts = {"cases": self.cases, "rows": len(self.rows), "findings": len(self.problems)}
        return say(Reason("exchange.counted", counts))

    @property
    def lacks(self) -> list[Lack]:
        """What is missing, each thing once, the most frequent first."""
        alike: dict[tuple[str, Any], list[Problem]] = defaultdict(list)
        for one in self.problems:
            message = one.finding.message
            alike[message.key, message.args.get("field")].append(one)
        found = [lack(field, problems) for (_, field), problems in alike.items()]
        return sorted(found, key=lambda one: -one.places)


def lack(field: Any, problems: Sequence[Problem]) -> Lack:
    """Problems of one kind as one thing that is missing."""
    kind = problems[0].finding.message.key.removeprefix("exchange.")
    cases = {one.case.pk: one.case for one in problems}
    what = Reason(f"exchange.kind.{kind}", {"field": field})
    return Lack(what, len(problems), tuple(cases.values()))


Making = Callable[[ApprovalCase, ItemCase, Rules, date], tuple[list[Sent], list[Finding]]]


def spgl(
    case: ApprovalCase, state: ItemCase, rules: Rules, today: date
) -> tuple[list[Sent], list[Finding]]:
    """One case for the construction-approval exchange: the item instance, its steps and pauses."""
    sent, findings = construction.rows(code_of(case), state.events, rules)
    clock = promised(case, state, rules, today)
    fields = {
        "spsxslbm": code_of(case),
        "blspslbm": case.application.number if case.application else "",
        "sxblsx": clock.limit.days if clock else None,
    }
    return [Sent(INSTANCE_TABLE, fields, 1), *sent], findings


def government(
    case: ApprovalCase, state: ItemCase, rules: Rules, today: date
) -> tuple[list[Sent], list[Finding]]:
    """One case for the government services platform (GB/T 39046-2020)."""
    clock = promised(case, state, rules, today)
    due = clock.due_on.isoformat() if clock and clock.due_on else ""
    known = affairs.Known(code_of(case), case.applicant, due)
    return affairs.rows(known, state.events, rules)


STANDARDS: dict[str, Making] = {"spgl": spgl, "affairs": government}


def code_of(case: ApprovalCase) -> str:
    """The number under which the platform knows the case; else the book's own."""
    return case.code or case.number


def promised(case: ApprovalCase, state: ItemCase, rules: Rules, today: date) -> Deadline | None:
    """The promised clock of a case."""
    return actions.promised(Case({case.item: state}, ()), case.item, rules, today)


def package(standard: str, today: date) -> Package:
    """The rows of every case; Refused where there is no such standard."""
    if standard not in STANDARDS:
        args = {"kind": standard, "known": "、".join((*STANDARDS, "ocel"))}
        raise Refused(Reason("exchange.unknown", args))
    rows: list[Sent] = []
    problems: list[Problem] = []
    count = 0
    for case, state, rules in live.every(today):
        sent, findings = STANDARDS[standard](case, state, rules, today)
        rows += sent
        problems += [Problem(case, one) for one in findings]
        count += 1
    return Package(count, tuple(rows), tuple(problems))


def workbook(found: Package) -> bytes:
    """A package as a workbook: a sheet a table, and one that lists what is missing."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#EEF2F7", "border": 1})
        for table in dict.fromkeys(one.table for one in found.rows):
            rows = [one.fields for one in found.rows if one.table == table]
            sheet(book, head, table, list(rows[0]), [list(row.values()) for row in rows])
        missing = [[code_of(one.case), one.case.title, say(one.finding)] for one in found.problems]
        heads = [say("exchange.code"), say("exchange.case"), say("exchange.what")]
        sheet(book, head, say("exchange.what"), heads, missing)
    return kept.getvalue()


def sheet(
    book: Any, head: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """One sheet with its head; text stays text, so that no code loses a digit."""
    page = book.add_worksheet(name[:31])
    page.write_row(0, 0, heads, head)
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if value not in ("", None):
                page.write_string(place, column, str(value))
    page.freeze_panes(1, 0)
    page.set_column(0, len(heads) - 1, 20)


def log(today: date) -> bytes:
    """All cases as an object-centric event log."""
    found = ocel.Log()
    for case, state, _ in live.every(today):
        found.case(case, state.events)
    return json.dumps(found.as_json(), ensure_ascii=False, indent=1).encode()


def download(kind: str, today: date) -> tuple[str, str, bytes]:
    """A file to exchange: its name, its type and its bytes."""
    if kind == "ocel":
        return f"ocel-{today}.json", "application/json", log(today)
    return f"{kind}-{today}.xlsx", WORKBOOK, workbook(package(kind, today))
