"""复制为文字: how a case stands, in a few lines that can be sent on as a message."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from zonebook.core.procedures.deadline import Deadline
from zonebook.core.procedures.state import ItemCase
from zonebook.desk import language
from zonebook.desk.language import named, say
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import book, courses, reads, replying


def of_case(
    case: ApprovalCase, state: ItemCase, clock: Deadline | None, request: HttpRequest
) -> str:
    """The case in a few lines: where it stands, until when, what is owed, where to look."""
    today = request.today  # type: ignore[attr-defined]
    item = book.item(case)
    head = {"title": case.title, "item": item.name, "number": case.number, "on": today}
    lines = [say("approvals.text.head", **head)]
    lines.append(say("approvals.text.state", state=courses.state_words(state)))
    if clock is not None and not state.is_closed:
        name = say(f"clock.name.{clock.limit.clock}")
        args = {"clock": name, "days": clock.limit.days, "due": reads.due_words(clock)}
        lines.append(say("approvals.text.clock", **args, left=reads.left_words(clock)))
    if state.open_correction is not None:
        names = [named(item.material[key].name) for key in sorted(state.corrected)
                 if key in item.material]  # fmt: skip
        lines.append(say("approvals.text.correct", materials=names))
        notice = replying.asked(state)
        until = replying.until(notice) if notice else None
        key = "reply" if until else "no_reply_day"
        lines.append(say(f"approvals.text.{key}", due=language.day(until) if until else ""))
    for gap in state.open_gaps:
        name = named(item.material[gap.material].name)
        day = language.day(gap.due_on) if gap.due_on else say("approvals.material.limit")
        lines.append(say("approvals.text.owed", material=name, due=day))
    address = request.build_absolute_uri(reverse("my-case", args=[case.number]))
    lines.append(say("approvals.text.look", address=address))
    return "\n".join(lines)
