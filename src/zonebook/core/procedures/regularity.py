"""Clock regularity (计时规范性核查): patterns that deserve a question, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zonebook.core.catalog import Catalog
from zonebook.core.procedures.clock import due
from zonebook.core.procedures.events import DECISIONS, Event
from zonebook.core.procedures.pauses import Pause, spans
from zonebook.core.procedures.procedure import Name
from zonebook.core.procedures.state import ItemCase, Rules
from zonebook.core.values import Reason
from zonebook.core.workdays import Calendar, NotPublished


@dataclass(frozen=True)
class Pattern:
    """A pattern with its thresholds."""

    key: str
    name: Name
    about: Name
    minutes: int = 0
    days: int = 0
    times: int = 0


@dataclass(frozen=True)
class Hit:
    """A pattern found in an item: the sentence for its officer and the events that show it."""

    pattern: str
    item: str
    reason: Reason
    evidence: tuple[Event, ...]


@dataclass(frozen=True)
class Look:
    """One item under examination: its standing events in order, its state, what it is judged by."""

    state: ItemCase
    events: tuple[Event, ...]
    rules: Rules
    calendar: Calendar
    on: date

    def of(self, *kinds: str) -> list[Event]:
        """The item's events of some kinds."""
        return [event for event in self.events if event.kind in kinds]

    @property
    def acceptance(self) -> Event | None:
        """The acceptance, if there is one."""
        return next(iter(self.of("accepted")), None)

    @property
    def decision(self) -> Event | None:
        """The decision, if there is one."""
        return next(iter(self.of(*DECISIONS)), None)


def read_patterns(catalog: Catalog) -> dict[str, Pattern]:
    """The patterns of the catalogue with their thresholds."""
    found: dict[str, Pattern] = {}
    for entry in catalog.kind("procedures").values():
        if entry.get("kind") == "regularity":
            for key, row in entry["patterns"].items():
                numbers = [row.get(name, 0) for name in ("minutes", "days", "times")]
                found[key] = Pattern(key, row["name"], row["about"], *numbers)
    return found


def hits(look: Look, patterns: Mapping[str, Pattern]) -> Iterator[Hit]:
    """All hits of an item, pattern by pattern."""
    for key, pattern in patterns.items():
        for args, evidence in FINDERS[key](look, pattern):
            named = {"pattern": pattern.name, **args}
            yield Hit(key, look.state.item, Reason(f"regularity.{key}", named), tuple(evidence))


Found = Iterator[tuple[dict[str, object], list[Event]]]


def decided_at_once(look: Look, pattern: Pattern) -> Found:
    """Acceptance and decision of a promised item within minutes; both moments must be known."""
    first, last = look.acceptance, look.decision
    kind = look.rules.procedure.find(look.state.item)[1].item.kind
    if first and last and first.at and last.at and kind == "promised":
        minutes = int((last.at - first.at).total_seconds()) // 60
        if 0 <= minutes <= pattern.minutes:
            yield {"minutes": minutes}, [first, last]


def pause_before_acceptance(look: Look, pattern: Pattern) -> Found:
    """A pause, or a review told as such, whose day lies before the acceptance."""
    first = look.acceptance
    for event in look.of("pause_opened"):
        began = event.args.get("began_on", event.on)
        if first and began < first.on:
            yield (
                {"kind": pause_name(look, event), "day": began, "accepted": first.on},
                [event, first],
            )


def pause_at_the_end(look: Look, pattern: Pattern) -> Found:
    """A pause opened on the last day of the promised limit as it stood then, or later."""
    first = look.acceptance
    if first is None:
        return
    limits = look.rules.procedure.limits(look.state.item, first.on)
    limit = next((one for one in limits if one.clock == "promised"), None)
    for event in look.of("pause_opened"):
        earlier = [pause for _, pause in stretches(look) if pause.opened_on < event.on]
        stopping = look.rules.pauses.stopping(earlier, "promised")
        if limit is None:
            return
        covered = spans(stopping, limit.conventions, event.on)
        try:
            last = due(look.calendar, limit.conventions.start(first.on), limit.days, covered)
        except NotPublished:
            continue
        if event.on >= last:
            yield {"kind": pause_name(look, event), "day": event.on, "due": last}, [event]


def pause_without_paper(look: Look, pattern: Pattern) -> Found:
    """A pause that needs a written notice and has none."""
    for event in look.of("pause_opened"):
        if not event.document and look.rules.pauses[event.args["pause"]].needs_notice:
            yield {"kind": pause_name(look, event), "day": event.on}, [event]


def pause_too_long(look: Look, pattern: Pattern) -> Found:
    """A pause that lasted beyond the day told in its notice (`until`)."""
    for event, pause in stretches(look):
        until = event.args.get("until")
        end = pause.ended_on or look.on
        if until is not None and end > until:
            days = (end - until).days
            yield {"kind": pause_name(look, event), "until": until, "days": days}, [event]


def pause_never_ended(look: Look, pattern: Pattern) -> Found:
    """A pause without an end, after many days or though the item is decided."""
    for event, pause in stretches(look):
        days = (look.on - pause.opened_on).days
        if pause.ended_on is None and (look.decision or days > pattern.days):
            yield {"kind": pause_name(look, event), "day": pause.opened_on, "days": days}, [event]


def correction_same_day(look: Look, pattern: Pattern) -> Found:
    """A correction asked for and made on the same day."""
    made = look.of("correction_made")
    for event in look.of("correction_asked"):
        for other in made:
            if other.on == event.on and other.number > event.number:
                yield {"day": event.on}, [event, other]
                break


def refused_then_approved(look: Look, pattern: Pattern) -> Found:
    """Several refusals or corrections, then a decision on the day of acceptance."""
    turned = look.of("declined", "acceptance_refused", "correction_asked")
    first, last = look.acceptance, look.decision
    if first and last and first.on == last.on and len(turned) >= pattern.times:
        yield {"times": len(turned), "day": last.on}, [*turned, first, last]


def backdated(look: Look, pattern: Pattern) -> Found:
    """An event recorded many days after it is said to have happened."""
    for event in look.events:
        if event.recorded_at is not None:
            days = (event.recorded_at.date() - event.on).days
            if days > pattern.days:
                args = {"event": look.rules.events[event.kind].name, "day": event.on, "days": days}
                yield args, [event]


def decided_on_a_rest_day(look: Look, pattern: Pattern) -> Found:
    """A decision made on a day on which offices do not work."""
    last = look.decision
    known = last is not None and look.calendar.first <= last.on <= look.calendar.last
    if last is not None and known and not look.calendar.is_working(last.on):
        yield {"why": look.calendar.why(last.on), "day": last.on}, [last]


def stretches(look: Look) -> Iterator[tuple[Event, Pause]]:
    """Each pause as its events tell it, whatever a guard made of them."""
    ends = look.of("pause_ended")
    for event in look.of("pause_opened"):
        kind = event.args["pause"]
        for end in ends:
            if end.on >= event.on and end.args.get("pause", kind) == kind:
                ends.remove(end)
                yield event, Pause(kind, event.on, end.on, event.document)
                break
        else:
            yield event, Pause(kind, event.on, None, event.document)


def pause_name(look: Look, event: Event) -> Name:
    """The name of the pause that an event opens."""
    return look.rules.pauses[event.args["pause"]].name


FINDERS: Mapping[str, Callable[[Look, Pattern], Found]] = {
    "decided_at_once": decided_at_once,
    "pause_before_acceptance": pause_before_acceptance,
    "pause_at_the_end": pause_at_the_end,
    "pause_without_paper": pause_without_paper,
    "pause_too_long": pause_too_long,
    "pause_never_ended": pause_never_ended,
    "correction_same_day": correction_same_day,
    "refused_then_approved": refused_then_approved,
    "backdated": backdated,
    "decided_on_a_rest_day": decided_on_a_rest_day,
}
