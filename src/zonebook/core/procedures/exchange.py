"""Rows of the construction-approval exchange standard (工程建设项目审批数据共享交换), from events alone.

Nothing is invented: a fact that the standard wants and no event tells is a finding, not a filler.
Table and field names are those of the standard as seen in two vendors' public files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zonebook.core.procedures.events import Event, EventKind, standing
from zonebook.core.procedures.state import Rules
from zonebook.core.values import Finding, Reason

STEPS_TABLE = "SPGL_XMSPSXBLXXXXB"
PAUSES_TABLE = "SPGL_XMSPSXBLTBCXXXB"
MOMENT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Sent:
    """One row for a table of the exchange, with the event it tells."""

    table: str
    fields: Mapping[str, Any]
    event: int


def rows(case: str, events: Sequence[Event], rules: Rules) -> tuple[list[Sent], list[Finding]]:
    """The rows of one item instance, and what stands in the way of sending them.

    `case` is the instance number (审批事项受理编码, spsxslbm).
    """
    alive = [event for event in standing(events) if rules.events[event.kind].state is not None]
    findings = [*lacking(alive), *out_of_sequence(alive, rules.events)]
    sent = [step_row(case, event, rules) for event in alive]
    sent += [pause_row(case, event, rules) for event in alive if event.kind == "pause_opened"]
    return sent, findings


def step_row(case: str, event: Event, rules: Rules) -> Sent:
    """One step: who did what when (办理状态 blzt)."""
    fields = {
        "spsxslbm": case,
        "blcs": rules.procedure.find(event.item)[1].item.department,
        "blr": event.actor,
        "blzt": rules.events[event.kind].state,
        "blyj": event.why or event.args.get("opinion", ""),
        "blsj": told(event.at),
    }
    return Sent(STEPS_TABLE, fields, event.number)


def pause_row(case: str, event: Event, rules: Rules) -> Sent:
    """One special procedure: its kind and name, when it began, the time told in its notice."""
    kind = rules.pauses[event.args["pause"]]
    until = event.args.get("until")
    fields = {
        "spsxslbm": case,
        "tbcx": kind.national_code,
        "tbcxmc": kind.name["zh"],
        "tbcxkssj": told(event.at),
        "tbcxsxlx": "自然日" if until else "",  # the standard's code list was not seen
        "tbcxsx": (until - event.on).days if until else None,
    }
    return Sent(PAUSES_TABLE, fields, event.number)


def told(at: datetime | None) -> str:
    """A moment as the standard writes it; empty where only the day is known."""
    return at.strftime(MOMENT) if at is not None else ""


def lacking(events: Sequence[Event]) -> Iterator[Finding]:
    """Facts that the standard wants and the events do not tell."""
    for event in events:
        wanted = {"办理时间": event.at, "办理人": event.actor}
        if event.kind == "pause_opened":
            wanted["特别程序时限"] = event.args.get("until")
        for name, value in wanted.items():
            if not value:
                args = {"field": name, "number": event.number}
                yield Finding(Reason("exchange.lacks", args), event.ref)


def out_of_sequence(events: Sequence[Event], kinds: Mapping[str, EventKind]) -> Iterator[Finding]:
    """The order that the receiving side checks: 3 then 8; 13 only after 3; 9 and 10 in pairs.

    The numbers are the standard's states of an item (`state` in catalog/procedures/events.yaml).
    """
    states = [kinds[event.kind].state for event in events]
    for place, (event, state) in enumerate(zip(events, states, strict=True)):
        following = states[place + 1] if place + 1 < len(states) else None
        earlier = states[:place]
        open_pauses = earlier.count(9) - earlier.count(10)
        rule = None
        if state == 3 and following not in (8, None):
            rule = "three_then_eight"
        elif state == 13 and 3 not in earlier:
            rule = "thirteen_after_three"
        elif state == 9 and open_pauses > 0:
            rule = "nine_twice"
        elif state == 10 and open_pauses <= 0:
            rule = "ten_without_nine"
        if rule is not None:
            yield Finding(Reason(f"exchange.{rule}", {"number": event.number}), event.ref)


def states_of(sent: Sequence[Sent]) -> list[tuple[str, int]]:
    """The steps that rows tell, as moment and state: what comes back must be what went out."""
    steps = [row.fields for row in sent if row.table == STEPS_TABLE]
    return [(row["blsj"], row["blzt"]) for row in steps]
