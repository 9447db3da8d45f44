"""One case told twice: what a later telling adds, what it fills in, where it contradicts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from zonebook.core.procedures.events import Event

RESULT = "result"  # the slot of all results: a case has one
ORDER = (
    *("received", "correction_asked", "correction_made", "window_accepted", "accepted"),
    *("pause_opened", "pause_ended", "gap_opened", "gap_cured", RESULT, "delivered"),
)
PAUSES = ("pause_opened", "pause_ended")
ONCE = frozenset({"received", "window_accepted", "accepted", RESULT, "delivered"})
DETAILS = ("until", "began_on", "due_on")


@dataclass(frozen=True)
class Differs:
    """An event that stands and what is told in its place: nothing where its cell is empty now."""

    stands: Event
    told: Event | None


@dataclass(frozen=True)
class Retold:
    """What a second telling is beside the first."""

    new: tuple[Event, ...] = ()
    filled: tuple[tuple[Event, Event], ...] = ()  # the event that stands, and with what is told now
    differs: tuple[Differs, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the second telling says nothing else."""
        return not (self.new or self.filled or self.differs)


@dataclass
class Found:
    """What was found so far."""

    new: list[Event] = field(default_factory=list)
    filled: list[tuple[Event, Event]] = field(default_factory=list)
    differs: list[Differs] = field(default_factory=list)


@dataclass(frozen=True)
class Stretch:
    """One pause as a telling has it."""

    opened: Event
    ended: Event | None

    @property
    def kind(self) -> Any:
        """What it is for."""
        return self.opened.args.get("pause")

    def meets(self, other: Stretch) -> bool:
        """Whether two pauses share a day, so that they cannot be one after the other."""
        ends = [one.ended.on if one.ended else None for one in (self, other)]
        begins = [self.opened.on, other.opened.on]
        return all(
            end is None or begin < end for end, begin in zip(ends, begins[::-1], strict=True)
        )


Fits = Callable[[Stretch, Stretch], bool]


def retold(
    stands: Sequence[Event], told: Sequence[Event], *, results: Collection[str],
    listed: Collection[int] = (), blank: Collection[str] = (),
) -> Retold:  # fmt: skip
    """What the events `told` are beside those that stand.

    `results` are the kinds that end a case; `listed` the numbers of the events that lists told
    before, which alone a list may fill in or miss; `blank` the kinds whose cells are empty now.
    """
    found = Found()
    for slot in dict.fromkeys(slot_of(one, results) for one in (*stands, *told)):
        if slot[0] not in PAUSES:
            have = [one for one in stands if slot_of(one, results) == slot]
            want = [one for one in told if slot_of(one, results) == slot]
            steps(slot[0], have, want, listed, blank, found)
    pauses(list(stretches(stands)), list(stretches(told)), listed, blank, found)
    return Retold(tuple(found.new), tuple(found.filled), tuple(found.differs))


def slot_of(event: Event, results: Collection[str]) -> tuple[str, str]:
    """What two tellings would call by the same name: kind and material; all results are one."""
    kind = RESULT if event.kind in results else event.kind
    return kind, str(event.args.get("material", ""))


def steps(
    kind: str, have: list[Event], want: list[Event], listed: Collection[int],
    blank: Collection[str], found: Found,
) -> None:  # fmt: skip
    """Set the steps of one name side by side, those of one day first."""
    for one in list(want):
        same = next((old for old in have if (old.kind, old.on) == (one.kind, one.on)), None)
        if same is not None:
            have.remove(same)
            want.remove(one)
            detail(same, one, listed, found)
    for one in want:
        old = next((old for old in have if kind in ONCE or old.number in listed), None)
        if old is None:
            found.new.append(one)
        else:
            have.remove(old)
            found.differs.append(Differs(old, one))
    if kind in blank:
        found.differs += [Differs(old, None) for old in have if old.number in listed]


def pauses(
    have: list[Stretch], want: list[Stretch], listed: Collection[int], blank: Collection[str],
    found: Found,
) -> None:  # fmt: skip
    """Set pauses side by side: of one kind and day, of one kind and overlapping, of one day."""
    told_none = not want
    ways: tuple[Fits, ...] = (
        lambda a, b: a.kind == b.kind and a.opened.on == b.opened.on,
        lambda a, b: a.kind == b.kind and a.meets(b),
        lambda a, b: a.opened.on == b.opened.on,
    )
    for fits in ways:
        for one in list(want):
            old = next((old for old in have if fits(old, one)), None)
            if old is not None:
                have.remove(old)
                want.remove(one)
                pause(old, one, listed, blank, found)
    for one in want:
        found.new += [event for event in (one.opened, one.ended) if event is not None]
    if told_none and "pause_opened" in blank:
        gone = [event for old in have for event in (old.opened, old.ended) if event is not None]
        found.differs += [Differs(event, None) for event in gone if event.number in listed]


def pause(
    old: Stretch, one: Stretch, listed: Collection[int], blank: Collection[str], found: Found
) -> None:
    """Set one pause beside what is told of it now."""
    is_same_kind = old.kind == one.kind
    if is_same_kind and old.opened.on == one.opened.on:
        detail(old.opened, one.opened, listed, found)
    else:
        found.differs.append(Differs(old.opened, one.opened))
    if old.ended is None:
        found.new += [one.ended] if one.ended else []
    elif one.ended is not None:
        if not is_same_kind or old.ended.on != one.ended.on:
            found.differs.append(Differs(old.ended, one.ended))
    elif not is_same_kind or ("pause_ended" in blank and old.ended.number in listed):
        found.differs.append(Differs(old.ended, None))


def stretches(events: Sequence[Event]) -> Iterator[Stretch]:
    """The pauses that events tell, each with the first end of its kind after it."""
    ends = [one for one in events if one.kind == "pause_ended"]
    for opened in (one for one in events if one.kind == "pause_opened"):
        kind = opened.args.get("pause")
        fitting = [one for one in ends
                   if one.on >= opened.on and one.args.get("pause", kind) == kind]  # fmt: skip
        ended = min(fitting, key=lambda one: one.on, default=None)
        if ended is not None:
            ends.remove(ended)
        yield Stretch(opened, ended)


def detail(old: Event, one: Event, listed: Collection[int], found: Found) -> None:
    """Set the paper and the told days of one event side by side; what is not told now, stands."""
    if old.number not in listed:
        return  # what was entered at a desk has its own paper
    pairs: list[tuple[Any, Any]] = [(old.document, one.document)]
    pairs += [(old.args.get(name), one.args.get(name)) for name in DETAILS]
    if any(was and now and was != now for was, now in pairs):
        found.differs.append(Differs(old, one))
    elif any(now and not was for was, now in pairs):
        more = {name: value for name, value in one.args.items() if value}
        whole = {"document": one.document or old.document, "args": {**old.args, **more}}
        found.filled.append((old, one.changed(whole)))


def settled(
    stands: Sequence[Event], found: Retold, *, results: Collection[str],
    listed: Collection[int] = (), corrects: bool = False,
) -> tuple[list[Event], list[Event]]:  # fmt: skip
    """What is to be voided and what added, in the order of its days.

    With `corrects` what is told now takes the place of what stands. A listed step that stands on the
    day of an added one, and comes after it, is hung behind it anew.
    """
    gone = [old for old, _ in found.filled]
    add = [*found.new, *(one for _, one in found.filled)]
    if corrects:
        gone += [one.stands for one in found.differs]
        add += [one.told for one in found.differs if one.told is not None]
    numbers = {one.number for one in gone}
    for one in stands:
        later = any(new.on == one.on and rank(new, results) < rank(one, results) for new in add)
        if later and one.number in listed and one.number not in numbers:
            gone.append(one)
            add.append(one)
    return gone, in_order(add, results)


def in_order(events: Sequence[Event], results: Collection[str]) -> list[Event]:
    """Events in the order of their days, those of one day as a case goes."""
    return sorted(events, key=lambda one: (one.on, rank(one, results)))


def rank(event: Event, results: Collection[str]) -> int:
    """The place of an event among those of its day."""
    kind = RESULT if event.kind in results else event.kind
    return ORDER.index(kind) if kind in ORDER else len(ORDER)
