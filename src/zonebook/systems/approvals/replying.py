"""补正期限: until when an applicant is to make materials good, and how long that has been waited for.

The Administrative Licensing Law sets the office five days for its notice (art. 32) and the
applicant none: a day is told where the zone has set one or the officer names one, else none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from zonebook.core.procedures.clock import due
from zonebook.core.procedures.clocks import days_left
from zonebook.core.procedures.events import Event
from zonebook.core.procedures.state import ItemCase, Rules
from zonebook.core.say import day as day_words
from zonebook.core.workdays import NotPublished
from zonebook.desk import context, language
from zonebook.desk.language import say

if TYPE_CHECKING:
    from zonebook.systems.approvals.papers import Facts


def asked(state: ItemCase) -> Event | None:
    """The notice that the applicant has not answered yet."""
    if state.open_correction is None:
        return None
    return next(one for one in reversed(state.events) if one.kind == "correction_asked")


def until(notice: Event) -> date | None:
    """The day by which the notice asks for a reply; None where it tells none."""
    found = notice.args.get("due_on")
    return found if isinstance(found, date) else None


def usual(rules: Rules, on: date) -> date | None:
    """The day that the zone's own setting gives a notice of a day; None where there is none."""
    limit = rules.procedure.correction_limit(on)
    if limit is None:
        return None
    try:
        return due(context.calendar(), limit.conventions.start(on), limit.days)
    except NotPublished:
        return None


def told(state: ItemCase, today: date) -> tuple[str, bool]:
    """How long a correction has been waited for and until when; whether that day is past."""
    notice = asked(state)
    if notice is None:
        return "", False
    day = until(notice)
    waited = (
        max(0, days_left(context.calendar(), notice.on, today) or 0) if today > notice.on else 0
    )
    args = {"since": language.day(notice.on), "days": waited}
    if day is None:
        return say("approvals.reply.none", **args), False
    late = day < today
    key = "late" if late else "until"
    return say(f"approvals.reply.{key}", **args, due=language.day(day)), late


def lines(facts: Facts) -> Iterator[str]:
    """Who waits for what until when, as the notice says it."""
    day = until(facts.event)
    if day is not None:
        yield f"请于{day_words(day, 'zh')}前（含当日）将上述材料补正后一次交齐。"
    else:
        yield "法律没有规定补正期限，本机关也没有另行规定，本告知书不设期限；请尽早补正后一次交齐。"
    if facts.state.accepted_on is None:
        yield "补正期间由你单位办理，本机关等候；补正的材料收齐之日起，本机关在五个工作日内决定是否受理。"
    else:
        yield (
            "补正期间由你单位办理；自本告知书送达次日起停计承诺时限，至补正完成之日止，"
            "法定时限照常计算。"
        )
    yield "未在本告知书中列明的内容，不再要求补正。"
