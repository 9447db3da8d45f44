"""A case is its events: the state of each item, folded from them, with guards that say why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from zonebook.core.procedures.deadline import Extension
from zonebook.core.procedures.events import DECISIONS, GRANTS, Event, Unsound, standing
from zonebook.core.procedures.guards import refusal_of
from zonebook.core.procedures.pauses import Pause
from zonebook.core.procedures.state import (
    Asked,
    Case,
    Gap,
    ItemCase,
    Mandate,
    Opinion,
    Pledge,
    Rules,
    untouched,
)
from zonebook.core.values import Finding, Reason, Refused

# A refusal for want of an earlier step is said as "too early" where that step stands later.
WANTED = {
    "case.not_received": frozenset({"received"}),
    "case.not_accepted": frozenset({"accepted"}),
    "case.not_decided": DECISIONS,
    "case.no_open_pause": frozenset({"pause_opened"}),
    "case.no_such_gap": frozenset({"gap_opened"}),
    "case.no_correction": frozenset({"correction_asked"}),
}

TAKES_BACK = frozenset({"recalled", "revoked", "terminated"})


def fold(events: Iterable[Event], rules: Rules) -> Case:
    """The state of each item; an event that a guard refuses is not taken, and said."""
    items: dict[str, ItemCase] = {}
    unsound = []
    alive = standing(events)
    for event in alive:
        before = items.get(event.item) or untouched(event.item)
        reason = refusal_of(before, items, event, rules)
        if reason is None:
            items[event.item] = step(before, event, rules)
        else:
            unsound.append(Unsound(event, too_early(event, reason, alive, rules)))
    return Case(items, tuple(unsound))


def too_early(event: Event, reason: Reason, alive: Iterable[Event], rules: Rules) -> Reason:
    """The refusal, said by its dates where the step that is wanted comes only later."""
    for other in alive:
        later = (other.on, other.number) > (event.on, event.number)
        if later and other.item == event.item and other.kind in WANTED.get(reason.key, ()):
            names = {"event": rules.events[event.kind].name, "first": rules.events[other.kind].name}
            return Reason("case.too_early", {**names, "on": event.on, "day": other.on})
    return reason


def check(events: Sequence[Event], new: Event, rules: Rules) -> Case:
    """The case after a new event; Refused, with the reason, where it contradicts the others."""
    if new.voids is not None:
        check_void(events, new)
    known = {one.event.number for one in fold(events, rules).unsound}
    after = fold([*events, new], rules)
    broken = [one for one in after.unsound if one.event.number not in known]
    if broken and new.voids is not None:
        args = {"number": new.voids, "later": broken[0].event.number, "why": broken[0].reason}
        raise Refused(Finding(Reason("case.void_breaks", args), broken[0].event.ref))
    if broken:
        raise Refused(Finding(broken[0].reason, broken[0].event.ref))
    return after


def follow(
    before: Case, events: Sequence[Event], new: Event, rules: Rules, *, is_let: bool = False
) -> Case:
    """What `check` answers, from the state `before`: nothing is folded again for the last event.

    `is_let`: the guard of these very rules has let the event through.
    """
    if new.voids is not None or any(one.on > new.on for one in events):
        return check(events, new, rules)
    state = before.items.get(new.item) or untouched(new.item)
    reason = None if is_let else refusal_of(state, before.items, new, rules)
    if reason is not None:
        raise Refused(Finding(reason, new.ref))
    return Case({**before.items, new.item: step(state, new, rules)}, before.unsound)


def check_void(events: Sequence[Event], new: Event) -> None:
    """Refused where the voided event is not there, gone already or a void, or no why is given."""
    target = next((event for event in events if event.number == new.voids), None)
    number = {"number": new.voids}
    if target is None or target.voids is not None:
        raise Refused(Reason("case.void_nothing", number))
    if any(event.voids == new.voids for event in events):
        raise Refused(Reason("case.void_twice", number))
    if not new.why.strip():
        raise Refused(Reason("case.void_without_why", number))


def step(state: ItemCase, event: Event, rules: Rules) -> ItemCase:
    """The item after an event that its guard has let through."""
    kind = rules.events[event.kind]
    changes: dict[str, Any] = {"events": (*state.events, event)}
    if kind.state is not None:
        changes["state"] = kind.state
    if kind.closes and state.closed_on is None:
        changes["closed_on"] = event.on
    if event.kind in GRANTS or event.kind in TAKES_BACK:
        changes |= standing_of(state, event)
    return state.changed(changes | step_days(state, event))


def step_days(state: ItemCase, event: Event) -> dict[str, Any]:
    """What an event changes of an item's days and decision, else of what it owes."""
    match event.kind:
        case "received":
            days = {"received_on": event.on, "received_at": event.at}
            return {**days, **step_paper(state, event)}
        case "accepted":
            return {"accepted_on": event.on}
        case "approved" | "approved_with_gaps" | "rejected":
            return {"decided_on": event.on, "decision": event.kind}
        case "waived" | "recalled" | "revoked" | "terminated" | "withdrawn":
            return {"decision": event.kind}
        case "delivered":
            return {"delivered_on": event.on}
        case "extended":
            args = event.args
            more = Extension(args["days"], args["approver"], args["reason"], event.document)
            return {"extension": more, "asked": None}
        case "extension_asked":
            args = event.args
            who = (event.actor, args.get("person", ""))
            return {"asked": Asked(args["days"], args["reason"], *who, event.on)}
        case "extension_refused":
            return {"asked": None}
    return step_obligation(state, event)


def standing_of(state: ItemCase, event: Event) -> dict[str, Any]:
    """Since when the item is granted, and when that was taken back."""
    if event.kind in GRANTS:
        return {"granted_on": event.on}
    if event.kind in TAKES_BACK and state.granted_on is not None:
        return {"ungranted_on": event.on}
    return {}


def step_obligation(state: ItemCase, event: Event) -> dict[str, Any]:
    """What an event changes that opens or ends a pause, a correction, a debt, an opinion."""
    args = event.args
    match event.kind:
        case "pause_opened":
            pause = Pause(args["pause"], event.on, None, event.document)
            return {"pauses": (*state.pauses, pause)}
        case "pause_ended":
            return {"pauses": ended(state.pauses, event.on, args.get("pause", ""))}
        case "correction_asked":
            named = state.corrected | frozenset(args.get("materials", ()))
            one = Pause("correction", event.on, None, event.document)
            again = state.supplied - named  # what was wrong must be handed in anew
            many = (*state.corrections, one)
            return {"corrections": many, "corrected": named, "supplied": again}
        case "correction_made":
            return {"corrections": ended(state.corrections, event.on)}
        case "gap_opened":
            gap = Gap(args["material"], event.on, args.get("due_on"))
            return {"gaps": (*state.gaps, gap)}
        case "gap_cured":
            gaps = tuple(
                replace(gap, cured_on=event.on) if gap.material == args["material"] else gap
                for gap in state.gaps
            )
            return {"gaps": gaps, "supplied": state.supplied | {args["material"]}}
        case "opinion_asked":
            asked = Opinion(args["department"], event.on, args["days"])
            return {"opinions": (*state.opinions, asked)}
        case "opinion_given":
            given = tuple(
                replace(one, given_on=event.on)
                if one.department == args["department"] and one.given_on is None
                else one
                for one in state.opinions
            )
            return {"opinions": given}
        case "mandate_given":
            until, who = args.get("until"), args.get("person", "")
            mandate = Mandate(args["assistant"], event.on, None, event.document, until, who)
            return {"mandates": (*state.mandates, mandate)}
        case "mandate_ended":
            mandates = tuple(
                replace(one, ended_on=event.on) if one.ended_on is None else one
                for one in state.mandates
            )
            return {"mandates": mandates}
    return step_paper(state, event)


def step_paper(state: ItemCase, event: Event) -> dict[str, Any]:
    """What an event changes by which materials were handed in, promised instead, or inspected."""
    args = event.args
    match event.kind:
        case "received" | "supplied":
            return {"supplied": state.supplied | frozenset(args.get("materials", ()))}
        case "committed":
            named = tuple(args.get("materials", ()))
            pledge = Pledge(event.on, args.get("track", ""), named, event.document)
            return {"pledges": (*state.pledges, pledge)}
        case "inspected":
            return {"inspected_on": event.on, "is_untrue": bool(args.get("untrue"))}
    return {}


def ended(pauses: Sequence[Pause], on: date, kind: str = "") -> tuple[Pause, ...]:
    """The pauses with the open one ended; `kind` says which where several are open."""
    return tuple(
        replace(one, ended_on=on) if one.ended_on is None and kind in ("", one.kind) else one
        for one in pauses
    )
