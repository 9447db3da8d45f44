"""Guards: why an event may not follow those before it, as a sentence an officer can act on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from zonebook.core.procedures.events import DECISIONS, Event
from zonebook.core.procedures.placing import misplaced, untold
from zonebook.core.procedures.procedure import Material
from zonebook.core.procedures.state import ItemCase, Rules
from zonebook.core.values import Reason


def refusal_of(
    state: ItemCase, items: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """Why the event may not follow; None where it may."""
    if event.kind not in rules.events:
        return Reason("case.unknown_kind", {"kind": event.kind})
    reason = misplaced(state, event, rules)
    guard = GUARDS.get(event.kind) if reason is None else None
    reason = guard(state, items, event, rules) if guard else reason
    return reason or untold(event, rules)


Guard = Callable[[ItemCase, Mapping[str, ItemCase], Event, Rules], Reason | None]


def received(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """An application is received once, for an item that the procedure has."""
    if event.item not in rules.procedure.items:
        return Reason("case.unknown_item", {"item": event.item, "name": rules.procedure.name})
    if state.received_on is not None:
        return Reason("case.received_twice", {"day": state.received_on})
    return None


def accepted(
    state: ItemCase, items: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """An item is accepted once, after its receipt and correction, when the items before it stand."""
    if state.accepted_on is not None:
        return Reason("case.accepted_twice", {"day": state.accepted_on})
    if state.received_on is None:
        return Reason("case.not_received")
    if state.open_correction is not None:
        return Reason("case.correction_open", {"day": state.open_correction.opened_on})
    row = rules.procedure.find(event.item)[1]
    for first in row.after:
        before = items.get(first) or rules.others.get(first)
        if before is not None and not before.stood_on(event.on):
            item = rules.procedure.find(first)[1].item
            return Reason("case.waits_for", {"item": item.name})
    if not rules.checks_materials:
        return None
    lacking = missing(state, event.args.get("gaps", ()), rules, event.item)
    if not lacking:
        return None
    return Reason("case.materials_missing", {"materials": [one.name for one in lacking]})


def missing(
    state: ItemCase, gaps: Collection[str], rules: Rules, item: str
) -> tuple[Material, ...]:
    """The required materials that nobody has, that nothing replaces and that may not follow."""
    found = rules.procedure.find(item)[1].item
    there = state.supplied | rules.shared | state.promised_instead
    return tuple(
        one
        for one in found.materials
        if one.required and one.key not in there and not (one.may_follow and one.key in gaps)
    )


def decided(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """A decision needs its pause ended, its opinions given and, to be full, its materials."""
    if state.open_pause is not None:
        kind = rules.pauses[state.open_pause.kind].name
        return Reason("case.pause_open", {"kind": kind, "day": state.open_pause.opened_on})
    if event.kind == "approved" and state.open_gaps:
        return Reason("case.gaps_open", {"materials": names(state, rules, event.item)})
    return None


def pause_opened(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """A pause is of a known kind, not open already, and begun by a written notice."""
    key = event.args.get("pause", "")
    if key not in rules.pauses.by_key:
        return Reason("clock.no_such_pause", {"kind": key, "known": list(rules.pauses.by_key)})
    kind = rules.pauses[key]
    for one in state.pauses:
        if one.kind == key and one.ended_on is None:
            return Reason("case.pause_open_already", {"kind": kind.name, "day": one.opened_on})
    if rules.papers_required and kind.needs_notice and not event.document:
        return Reason("case.pause_without_notice", {"kind": kind.name, "basis": kind.basis})
    if rules.papers_required and kind.needs_rule and not event.args.get("rule"):
        return Reason("case.pause_without_rule", {"kind": kind.name, "basis": kind.basis})
    return None


def pause_ended(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """Only an open pause ends, of the named kind, not before it began."""
    key = event.args.get("pause", "")
    found = [one for one in state.pauses if one.ended_on is None and key in ("", one.kind)]
    if not found:
        return Reason("case.no_open_pause")
    if len(found) > 1:
        return Reason("case.which_pause", {"kinds": [rules.pauses[one.kind].name for one in found]})
    return None


def correction_asked(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """Corrections are asked for once and completely, in writing (art. 32)."""
    materials = event.args.get("materials", ())
    if rules.papers_required and not materials:
        return Reason("case.correction_empty")
    if rules.papers_required and not event.document:
        return Reason("case.correction_without_notice")
    if state.open_correction is not None:
        return Reason("case.correction_open", {"day": state.open_correction.opened_on})
    due_on = event.args.get("due_on")
    if due_on is not None and due_on <= event.on:
        return Reason("case.correction_due_early", {"due": due_on, "day": event.on})
    new = [name for name in materials if name not in state.corrected]
    if state.corrected and new:
        return Reason("case.correction_again", {"materials": new})
    return None


def correction_made(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """What was asked for is made good, all of it."""
    if state.open_correction is None:
        return Reason("case.no_correction")
    materials = rules.procedure.find(event.item)[1].item.material
    owed = [one for key, one in materials.items() if key in state.corrected - state.supplied]
    if rules.checks_materials and owed:
        return Reason("case.correction_incomplete", {"materials": [one.name for one in owed]})
    return None


def supplied(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """Materials are handed in for a received item, and are those that it asks for."""
    if state.received_on is None:
        return Reason("case.not_received")
    materials = rules.procedure.find(event.item)[1].item.material
    named = event.args.get("materials", ())
    unknown = [key for key in named if key not in materials]
    if unknown or not named:
        args = {"material": unknown[0] if unknown else "—", "known": list(materials)}
        return Reason("case.unknown_material", args)
    return None


def committed(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """A commitment replaces materials that allow it, or follows the procedure's track."""
    if rules.has_bad_credit:
        return Reason("case.bad_credit_commitment")
    materials = rules.procedure.find(event.item)[1].item.material
    for key in event.args.get("materials", ()):
        if key not in materials:
            return Reason("case.unknown_material", {"material": key, "known": list(materials)})
        if not materials[key].commitment:
            return Reason("case.material_not_promised", {"material": materials[key].name})
    track = event.args.get("track", "")
    if track and (rules.track is None or event.item not in rules.track.items):
        return Reason("case.no_track", {"item": rules.procedure.find(event.item)[1].item.name})
    if not track and not event.args.get("materials"):
        name, field = rules.events[event.kind].name, Reason("case.field.materials")
        return Reason("case.lacks", {"event": name, "field": field})
    return None


def inspected(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """Only what was promised is inspected."""
    return None if state.pledges else Reason("case.nothing_promised")


def waived(state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules) -> Reason | None:
    """An item is waived before it is accepted, on an assessment of a topic that covers it."""
    if state.accepted_on is not None:
        return Reason("case.accepted_twice", {"day": state.accepted_on})
    topics = rules.procedure.find(event.item)[1].item.area_topics
    if rules.checks_materials and event.args.get("topic", "") not in topics:
        name = rules.procedure.find(event.item)[1].item.name
        return Reason("case.no_topic", {"item": name})
    return None


def mandate_ended(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """Only a mandate that runs is handed back."""
    runs = any(one.ended_on is None for one in state.mandates)
    return None if runs else Reason("case.no_mandate")


def rated(state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules) -> Reason | None:
    """A case is rated once."""
    before = next((one.on for one in state.events if one.kind == "rated"), None)
    return Reason("case.rated_twice", {"day": before}) if before else None


def gap_opened(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """A material may follow if the item allows it, once, for an applicant in good credit."""
    key = event.args.get("material", "")
    materials = rules.procedure.find(event.item)[1].item.material
    if key not in materials:
        return Reason("case.unknown_material", {"material": key, "known": list(materials)})
    name = materials[key].name
    if not materials[key].may_follow:
        return Reason("case.material_must_come", {"material": name})
    if any(gap.material == key for gap in state.gaps):
        return Reason("case.gap_twice", {"material": name})
    if rules.has_bad_credit:
        return Reason("case.bad_credit", {"material": name})
    return None


def gap_cured(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """Only an owed material is supplied."""
    key = event.args.get("material", "")
    owed = [gap.material for gap in state.open_gaps]
    return None if key in owed else Reason("case.no_such_gap", {"material": key})


def extended(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """A limit is extended once, with the head's approval and told reasons (art. 42)."""
    if state.extension is not None:
        return Reason("case.extended_twice")
    args = event.args
    told = args.get("days") and args.get("approver") and args.get("reason")
    if not told or (rules.papers_required and not event.document):
        return Reason("clock.extension_needs_approval")
    return too_long(state, event, rules)


def too_long(state: ItemCase, event: Event, rules: Rules) -> Reason | None:
    """The law says by how many days a limit may be extended (art. 42)."""
    limit = rules.procedure.extension_limit(state.accepted_on or event.on)
    if rules.papers_required and limit is not None and event.args["days"] > limit.days:
        args = {"days": event.args["days"], "longest": limit.days, "source": str(limit.source)}
        return Reason("case.extension_too_long", args)
    return None


def extension_asked(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """The head is asked once at a time, for no more days than the law gives (art. 42)."""
    if state.extension is not None:
        return Reason("case.extended_twice")
    if state.asked is not None:
        return Reason("case.extension_asked_already", {"by": state.asked.by, "day": state.asked.on})
    return too_long(state, event, rules)


def extension_refused(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """Only an extension that was asked for is refused."""
    return None if state.asked else Reason("case.extension_not_asked")


def delivered(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """A decision is delivered once, after it was made, and no certificate while papers are owed."""
    if state.decided_on is None:
        return Reason("case.not_decided")
    if state.delivered_on is not None:
        return Reason("case.delivered_twice", {"day": state.delivered_on})
    if state.open_gaps:
        return Reason("case.gaps_open", {"materials": names(state, rules, event.item)})
    return None


def undone(state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules) -> Reason | None:
    """Only a granted permit is withdrawn or revoked."""
    return None if state.is_granted and state.decision != "waived" else Reason("case.not_granted")


def opinion_given(
    state: ItemCase, _: Mapping[str, ItemCase], event: Event, rules: Rules
) -> Reason | None:
    """Only a department that was asked gives its opinion."""
    department = event.args.get("department", "")
    waiting = [one.department for one in state.opinions if one.given_on is None]
    return None if department in waiting else Reason("case.not_asked", {"department": department})


def names(state: ItemCase, rules: Rules, item: str) -> list[Mapping[str, str]]:
    """The names of the materials still owed."""
    materials = rules.procedure.find(item)[1].item.material
    return [materials[gap.material].name for gap in state.open_gaps]


GUARDS: Mapping[str, Guard] = {
    "received": received,
    "accepted": accepted,
    **dict.fromkeys(DECISIONS, decided),
    "pause_opened": pause_opened,
    "pause_ended": pause_ended,
    "correction_asked": correction_asked,
    "correction_made": correction_made,
    "gap_opened": gap_opened,
    "gap_cured": gap_cured,
    "extended": extended,
    "extension_asked": extension_asked,
    "extension_refused": extension_refused,
    "delivered": delivered,
    "recalled": undone,
    "revoked": undone,
    "opinion_given": opinion_given,
    "supplied": supplied,
    "committed": committed,
    "inspected": inspected,
    "waived": waived,
    "mandate_ended": mandate_ended,
    "rated": rated,
}
