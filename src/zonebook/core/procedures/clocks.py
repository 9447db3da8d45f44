"""All clocks of a case on the same facts: legal, promised, stage, delivery, opinions, debts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from zonebook.core.procedures.clock import Item, stage_counted, stage_counts, stage_due
from zonebook.core.procedures.deadline import (
    Deadline,
    Limit,
    SheetDay,
    deadline,
    rest_days,
)
from zonebook.core.procedures.pauses import Pause, PauseKinds, spans
from zonebook.core.procedures.state import Case, ItemCase, Rules
from zonebook.core.values import Reason, Ref
from zonebook.core.workdays import Calendar, NotPublished


def pauses_of(state: ItemCase) -> list[Pause]:
    """The pauses of an item's clocks; a correction counts as one once the item is accepted."""
    start = state.accepted_on
    late = [one for one in state.corrections if start is not None and one.opened_on >= start]
    return [*state.pauses, *late]


def clocks(case: Case, item: str, rules: Rules, calendar: Calendar, on: date) -> list[Deadline]:
    """Every clock of one item as it stands at the end of `on`; before acceptance, that of intake."""
    state = case.items.get(item)
    if state is None:
        return []
    if state.accepted_on is None:
        return list(intake(state, rules, calendar, on))
    found = [
        stage_clock(case, item, limit, rules, calendar, on)
        if limit.clock == "stage"
        else decision(state, limit, rules, calendar, on)
        for limit in rules.procedure.limits(item, state.accepted_on)
    ]
    found += delivery(state, rules, calendar, on)
    found += opinions(state, rules.pauses, calendar, on)
    found += inspection(state, rules, calendar, on)
    return found + debts(case, item, rules, calendar, on)


def promised(case: Case, item: str, rules: Rules, calendar: Calendar, on: date) -> Deadline | None:
    """The promised clock alone as it stands at the end of `on`; None before acceptance."""
    state = case.items.get(item)
    if state is None or state.accepted_on is None:
        return None
    limits = rules.procedure.limits(item, state.accepted_on)
    limit = next((one for one in limits if one.clock == "promised"), None)
    return decision(state, limit, rules, calendar, on) if limit else None


def decision(state: ItemCase, limit: Limit, rules: Rules, calendar: Calendar, on: date) -> Deadline:
    """A clock from acceptance to decision: the legal or the promised one."""
    start = begun(state, limit, calendar)
    found = deadline(
        calendar,
        limit,
        start,
        pauses_of(state),
        kinds=rules.pauses,
        extension=state.extension,
        on=min(on, state.decided_on or on),
    )
    return found if start == state.accepted_on else late_filing(found, state, start)


def begun(state: ItemCase, limit: Limit, calendar: Calendar) -> date:
    """The day after which a limit runs: that of the acceptance.

    Where a zone counts what comes in after hours as received later, its own promise for an
    application accepted the same evening runs from that later day; the legal limit does not.
    """
    assert state.accepted_on is not None
    if limit.stopped_by != "promised" or state.received_on is None or state.received_at is None:
        return state.accepted_on
    try:
        filed = limit.conventions.filed_on(calendar, state.received_on, state.received_at)
    except NotPublished:
        return state.accepted_on  # then the clock itself says that the year is not known
    return max(filed, state.accepted_on)


def late_filing(found: Deadline, state: ItemCase, counts: date) -> Deadline:
    """The same clock, with the word that the application came in after hours."""
    conventions = found.limit.conventions
    args = {"day": state.received_on, "hour": conventions.closes_at, "counts": counts}
    key = "assumed_hours" if conventions.assumed else "after_hours"
    return replace(found, because=(*found.because, Reason(f"clock.because.{key}", args)))


def intake(state: ItemCase, rules: Rules, calendar: Calendar, on: date) -> Iterator[Deadline]:
    """The clock of accepting an application or telling at once all that is missing (art. 32)."""
    if state.received_on is None or state.is_closed or state.open_correction is not None:
        return
    ended = [one.ended_on for one in state.corrections if one.ended_on is not None]
    limit = rules.procedure.intake_limit(max([state.received_on, *ended]))
    if limit is None:
        return
    try:
        filed = limit.conventions.filed_on(calendar, state.received_on, state.received_at)
    except NotPublished:
        filed = state.received_on  # then the clock itself says that the year is not known
    found = deadline(calendar, limit, max([filed, *ended]), kinds=rules.pauses, on=on)
    if filed > state.received_on and filed == found.accepted_on:
        found = late_filing(found, state, filed)
    yield found


def inspection(state: ItemCase, rules: Rules, calendar: Calendar, on: date) -> Iterator[Deadline]:
    """The clock of inspecting what was promised, from the decision on."""
    if not state.pledges or state.decided_on is None or not state.is_granted:
        return
    track = rules.track
    days = track.inspect_within if track else 0
    if track is None or days == 0:
        return
    limit = Limit("inspection", days, source=str(track.source))
    until = min(on, state.inspected_on or on)
    yield deadline(calendar, limit, state.decided_on, kinds=rules.pauses, on=until)


def delivery(state: ItemCase, rules: Rules, calendar: Calendar, on: date) -> Iterator[Deadline]:
    """The clock of delivering the decision (Administrative Licensing Law art. 44)."""
    if state.decided_on is None:
        return
    limit = rules.procedure.delivery_limit(state.decided_on)
    if limit is not None:
        until = min(on, state.delivered_on or on)
        yield deadline(calendar, limit, state.decided_on, kinds=rules.pauses, on=until)


def opinions(
    state: ItemCase, kinds: PauseKinds, calendar: Calendar, on: date
) -> Iterator[Deadline]:
    """One clock for each department that was asked for its opinion."""
    for one in state.opinions:
        limit = Limit("consultation", one.days, source=one.department)
        until = min(on, one.given_on or on)
        yield deadline(calendar, limit, one.asked_on, kinds=kinds, on=until)


def debts(case: Case, item: str, rules: Rules, calendar: Calendar, on: date) -> list[Deadline]:
    """One clock for each material that may follow: by its own day, else by the promised limit."""
    state = case.items[item]
    if state.accepted_on is None:
        return []
    promised = [
        one for one in rules.procedure.limits(item, state.accepted_on) if one.clock == "promised"
    ]
    found = []
    for gap in state.gaps:
        until = min(on, gap.cured_on or on)
        source = str(rules.procedure.find(item)[1].item.material[gap.material].name["zh"])
        ref = Ref("record", f"gap {gap.material}")
        if gap.due_on is not None:
            limit = Limit("gap", 0, source=source, where=ref)
            because = (Reason("clock.because.agreed", {"due": gap.due_on, "material": source}),)
            left = days_left(calendar, until, gap.due_on)
            agreed = Deadline(limit, gap.opened_on, gap.due_on, because, None, until, left=left)
            found.append(agreed)
        elif promised:
            limit = replace(promised[0], clock="gap", source=source)
            start = begun(state, limit, calendar)
            one = deadline(calendar, limit, start, pauses_of(state), kinds=rules.pauses, on=until)
            found.append(one)
    return found


def days_left(calendar: Calendar, on: date, due_on: date) -> int | None:
    """Working days from the end of `on` to a day; below 0 once it is past, None if unknown."""
    try:
        if on <= due_on:
            return calendar.count(on, due_on)
        return min(-1, -calendar.count(due_on, on))
    except NotPublished:
        return None


def stage_items(
    case: Case, item: str, limit: Limit, rules: Rules, calendar: Calendar, on: date
) -> list[Item]:
    """The accepted items of the stage of `item`, with their ends and the pauses of their promise."""
    stage, _ = rules.procedure.find(item)
    conventions = rules.procedure.conventions
    found: list[Item] = []
    for row in stage.items:
        state = case.items.get(row.item.key)
        if state is not None and state.accepted_on is not None:
            stopping = rules.pauses.stopping(pauses_of(state), "promised")
            start = conventions.start(begun(state, limit, calendar))
            found.append((start, state.closed_on, spans(stopping, conventions, on)))
    return found


def stage_clock(
    case: Case, item: str, limit: Limit, rules: Rules, calendar: Calendar, on: date
) -> Deadline:
    """The stage's clock: a day counts if it counts for at least one item open on it."""
    items = stage_items(case, item, limit, rules, calendar, on)
    first = min(start for start, _, _ in items)
    reasons: tuple[Reason, ...] = (
        Reason("clock.because.limit", {"days": limit.days, "source": limit.source}),
        Reason("clock.because.stage", {"items": len(items)}),
    )
    try:
        used = stage_counted(calendar, on, items)
        due_on = stage_due(calendar, limit.days, items)
    except NotPublished as gap:
        return Deadline(limit, first, None, (*reasons, gap.reason), gap.reason, on)
    except ValueError:
        over = Reason("clock.stage_over", {"used": used})
        last = max(end for _, end, _ in items if end is not None)
        walk = partial(stage_days, calendar, first, last, items)
        return Deadline(
            limit, first, None, (*reasons, over), over, on, used, limit.days - used, None, walk
        )
    walk = partial(stage_days, calendar, first, due_on, items)
    reasons = (*reasons, rest_days(limit, first, due_on))
    left = limit.days - used
    if used < limit.days and stands_still(case, item, rules):
        args = {"due": due_on, "left": left, "on": on}
        unknown = Reason("clock.stage_pause_open", args)
        found = (*reasons, unknown)
        return Deadline(limit, first, None, found, unknown, on, used, left, due_on, walk)
    return Deadline(limit, first, due_on, reasons, None, on, used, left, None, walk)


def stands_still(case: Case, item: str, rules: Rules) -> bool:
    """Whether all open items of the stage of `item` are in a pause that stops their promise."""
    stage, _ = rules.procedure.find(item)
    found = [case.items.get(row.item.key) for row in stage.items]
    running = [one for one in found if one and one.accepted_on and not one.is_closed]
    return bool(running) and all(
        any(one.ended_on is None for one in rules.pauses.stopping(pauses_of(state), "promised"))
        for state in running
    )


def stage_days(
    calendar: Calendar, first: date, last: date, items: Sequence[Item]
) -> Iterator[SheetDay]:
    """Every day of a stage, counted or not, and why."""
    number = 0
    for shift in range((last - first).days + 1):
        day = first + timedelta(shift)
        why = calendar.why(day)
        if day > first and stage_counts(calendar, day, items):
            number += 1
            yield SheetDay(day, number, why)
        elif calendar.is_working(day):
            yield SheetDay(day, None, Reason("clock.day.stage_rests", {"why": why}, (), (why,)))
        else:
            yield SheetDay(day, None, why)


def overdue(found: Iterable[Deadline]) -> list[Deadline]:
    """The clocks whose limit was used up before the day they stand at."""
    return [one for one in found if one.left is not None and one.left < 0]
