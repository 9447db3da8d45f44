"""Rows of GB/T 39046-2020 (政务服务平台基础数据规范) from events alone: tables 6 to 9.

A field that no event tells stays empty and is a finding. Names of fields are those of the standard;
codes: A.7 kind of special procedure (1 延长审批, 2 others), A.8 rating (1 非常满意 to 5 非常不满意),
kind of case (1 即办件, 2 承诺件).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zonebook.core.procedures.events import DECISIONS, Event, standing
from zonebook.core.procedures.exchange import Sent, told
from zonebook.core.procedures.procedure import Item
from zonebook.core.procedures.state import Rules
from zonebook.core.values import Finding, Reason, Ref

ACCEPTANCE, HANDLING, SPECIAL = "表6 受理信息", "表7 办理过程信息", "表7 特别程序信息"
RESULT, RATING = "表8 办理结果信息", "表9 评价信息"
KINDS_OF_CASE = {"at_once": "1", "promised": "2"}
EXTENSION, OTHER_SPECIAL = "1", "2"


@dataclass(frozen=True)
class Known:
    """What is known of a case beside its events."""

    code: str
    applicant: str
    due: str = ""


def rows(known: Known, events: Sequence[Event], rules: Rules) -> tuple[list[Sent], list[Finding]]:
    """The rows of one case, and the facts that the standard wants and nobody recorded."""
    alive = standing(events)
    found = [row for event in alive for row in rows_of(known, event, alive, rules)]
    return found, [one for row in found for one in lacking(row)]


def rows_of(known: Known, event: Event, alive: Sequence[Event], rules: Rules) -> Iterator[Sent]:
    """The rows that one event tells."""
    item = rules.procedure.find(event.item)[1].item
    if event.kind == "accepted":
        yield Sent(ACCEPTANCE, acceptance(known, event, item), event.number)
    if event.kind in ("pause_opened", "extended"):
        yield Sent(SPECIAL, special(known, event, alive, rules), event.number)
    elif event.kind in DECISIONS:
        yield Sent(RESULT, result(known, event, item, rules), event.number)
    elif event.kind == "rated":
        fields = {
            "办件编号": known.code,
            "满意度": event.args.get("grade"),
            "评价时间": told(event.at),
        }
        yield Sent(RATING, fields, event.number)
    elif rules.events[event.kind].state is not None:
        yield Sent(HANDLING, handling(known, event, item, rules), event.number)


def acceptance(known: Known, event: Event, item: Item) -> dict[str, Any]:
    """Table 6."""
    return {
        "办件编号": known.code,
        "申请人": known.applicant,
        "事项名称": item.name["zh"],
        "受理文书编号": event.document,
        "受理时间": told(event.at),
        "承诺办结时间": known.due,
        "办件类型": KINDS_OF_CASE[item.kind],
    }


def handling(known: Known, event: Event, item: Item, rules: Rules) -> dict[str, Any]:
    """Table 7: one step."""
    return {
        "办件编号": known.code,
        "办理环节": rules.events[event.kind].name["zh"],
        "办理部门": item.department,
        "办理人": event.actor,
        "办理时间": told(event.at),
    }


def special(known: Known, event: Event, alive: Sequence[Event], rules: Rules) -> dict[str, Any]:
    """Table 7: a special procedure, from its beginning to its end."""
    kind = event.args.get("pause", "")
    end = next(
        (
            one
            for one in alive
            if one.kind == "pause_ended"
            and one.number > event.number
            and one.args.get("pause") == kind
        ),
        None,
    )
    extends = event.kind == "extended"
    return {
        "办件编号": known.code,
        "特别程序种类": EXTENSION if extends else OTHER_SPECIAL,
        "特别程序名称": "延长审批" if extends else rules.pauses[kind].name["zh"],
        "开始时间": told(event.at),
        "理由或依据": event.args.get("reason", "") or event.document,
        "申请人": event.actor,
        "结束时间": told(end.at) if end is not None else "",
    }


def result(known: Known, event: Event, item: Item, rules: Rules) -> dict[str, Any]:
    """Table 8."""
    return {
        "办件编号": known.code,
        "办理结果": rules.events[event.kind].name["zh"],
        "结果名称": item.result["zh"],
        "结果文书编号": event.document,
        "办结时间": told(event.at),
    }


def lacking(row: Sent) -> Iterator[Finding]:
    """The fields of a row that are empty; an open special procedure has no end yet."""
    may_wait: Mapping[str, tuple[str, ...]] = {SPECIAL: ("结束时间",)}
    for name, value in row.fields.items():
        if value in ("", None) and name not in may_wait.get(row.table, ()):
            args = {"field": name, "number": row.event}
            yield Finding(Reason("exchange.lacks", args), Ref("record", f"event {row.event}"))
