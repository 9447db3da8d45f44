"""Where an event may stand at all, whatever its kind asks besides: after what, with what told."""

from __future__ import annotations

from datetime import date

from zonebook.core.procedures.events import DECISIONS, Event
from zonebook.core.procedures.state import ItemCase, Rules
from zonebook.core.values import Reason

AFTER_CLOSING = frozenset(
    {
        "delivered",
        "recalled",
        "revoked",
        "inspected",
        "rated",
        "answered",
        "gap_cured",
        "assisted",
        "mandate_ended",
    }
)
AFTER_ACCEPTANCE = (
    frozenset(
        {
            "pause_opened",
            "pause_ended",
            "extended",
            "opinion_asked",
            "opinion_given",
            "gap_opened",
            "extension_asked",
            "extension_refused",
        }
    )
    | DECISIONS
)
NEEDS = {
    "opinion_asked": ("department", "days"),
    "mandate_given": ("assistant",),
    "rated": ("grade",),
    "assisted": ("note",),
    "extension_asked": ("days", "reason"),
    "extension_refused": ("reason",),
}
TOLD_WHY = frozenset(  # whoever is turned away, or loses what was granted, is told why
    {"acceptance_refused", "declined", "rejected", "recalled", "revoked", "terminated"}
)


AHEAD = ("until", "due_on")  # days that an event tells in advance


def misplaced(state: ItemCase, event: Event, rules: Rules) -> Reason | None:
    """Why no event of a kind may stand there, whatever it says; None where it may."""
    kind = event.kind
    name = {"event": rules.events[kind].name}
    if state.closed_on is not None and kind not in AFTER_CLOSING:
        return Reason("case.closed", {**name, "day": state.closed_on})
    if state.accepted_on is None and kind in AFTER_ACCEPTANCE:
        return Reason("case.not_accepted", name)
    for needed in NEEDS.get(kind, ()):
        if not event.args.get(needed):
            return Reason("case.lacks", {**name, "field": Reason(f"case.field.{needed}")})
    return None


def untold(event: Event, rules: Rules) -> Reason | None:
    """What an event leaves out or gets wrong that nothing before it decides: why, until when."""
    name = {"event": rules.events[event.kind].name}
    told_why = rules.checks_materials or rules.papers_required
    if told_why and event.kind in TOLD_WHY and not event.args.get("reason"):
        return Reason("case.without_reason", name)
    for key in AHEAD:
        day = event.args.get(key)
        if isinstance(day, date) and day < event.on:
            return Reason("case.day_behind", {**name, "day": day, "on": event.on})
    return None
