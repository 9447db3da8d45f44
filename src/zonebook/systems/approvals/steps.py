"""The steps that a case may take next, each with the fields of its form."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict

from zonebook.core.procedures.state import ItemCase
from zonebook.core.values import Finding, Reason, Refused
from zonebook.desk.language import named
from zonebook.records.models import ApprovalCase
from zonebook.records.workbooks.days import read_day
from zonebook.systems.approvals import actions, book

BEFORE = ("accepted", "correction_asked", "acceptance_refused", "withdrawn")
RUNNING = ("approved", "rejected", "pause_opened", "correction_asked", "extended", "terminated")
SHORT = {
    "received": "收", "accepted": "受", "acceptance_refused": "不受", "correction_asked": "补告",
    "pause_opened": "特告", "approved": "许准", "rejected": "许不", "extended": "延告",
    "terminated": "终", "delivered": "送",
}  # fmt: skip


@dataclass
class Form:
    """One step that may follow: its name, its paper, and what it asks beside the day."""

    kind: str
    name: str
    paper: str
    is_main: bool
    day: str
    number: str
    fields: tuple[str, ...] = ()
    choices: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    error: Finding | None = None


def offered(state: ItemCase) -> tuple[str, ...]:
    """The steps that may follow the state of a case, the most usual first."""
    if state.is_closed:
        is_waiting = state.decided_on is not None and state.delivered_on is None
        return ("delivered",) if is_waiting else ()
    if state.open_correction is not None:
        return ("correction_made", "withdrawn", "terminated")
    if state.accepted_on is None:
        return BEFORE if not state.corrected else ("accepted", "acceptance_refused", "withdrawn")
    if state.open_pause is not None:
        return ("pause_ended", "pause_opened")
    return RUNNING


def forms(case: ApprovalCase, state: ItemCase, today: date, last: int) -> list[Form]:
    """The forms of a case's page."""
    return [form(case, state, kind, today, last, n == 0) for n, kind in enumerate(offered(state))]


def form(
    case: ApprovalCase, state: ItemCase, kind: str, today: date, last: int, is_main: bool
) -> Form:
    """The form of one step, with a number proposed for its paper."""
    known = book.event_kinds()[kind]
    paper = named(known.paper) if known.paper else ""
    tail = case.number.rpartition("-")[2].lstrip("0")
    number = f"高新审{SHORT.get(kind, '')}〔{today.year}〕{tail}-{last + 1}号" if paper else ""
    found = Form(kind, named(known.name), paper, is_main, today.isoformat(), number)
    match kind:
        case "pause_opened":
            kinds = [(key, named(one.name)) for key, one in book.pause_kinds().by_key.items()]
            found.fields, found.choices = ("pause", "until", "rule"), {"pause": kinds}
        case "pause_ended":
            open_now = [one.kind for one in state.pauses if one.ended_on is None]
            kinds = [(key, named(book.pause_kinds()[key].name)) for key in open_now]
            found.fields, found.choices = ("pause",), {"pause": kinds}
        case "correction_asked":
            materials = [(one.key, named(one.name)) for one in book.item(case).materials]
            found.fields, found.choices = ("materials",), {"materials": materials}
        case "extended":
            found.fields = ("days", "approver", "reason")
    return found


def read(query: QueryDict) -> actions.Step:
    """The step that a form sends; Refused where its day or a number cannot be read."""
    kind = query.get("kind", "")
    if kind not in book.event_kinds():
        raise Refused(Reason("approvals.no_such_step", {"kind": kind}))
    args: dict[str, Any] = {}
    for name in ("pause", "rule", "approver", "reason", "pattern", "answer"):
        if text := query.get(name, "").strip():
            args[name] = text
    if materials := query.getlist("materials"):
        args["materials"] = materials
    if (days := query.get("days", "").strip()).isdecimal() and 0 < len(days) < 3:
        args["days"] = int(days)
    if until := query.get("until", "").strip():
        args["until"] = whole_day(until)
    return actions.Step(kind, whole_day(query.get("on", "")), query.get("paper", ""), args,
                        note=query.get("note", "").strip())  # fmt: skip


def whole_day(text: str) -> date:
    """A day typed in any usual way."""
    found = read_day(text.strip() or "—")
    if found.precision != "day":
        raise Refused(Reason("approvals.clock.day_wanted", {"day": found}))
    return found.first
