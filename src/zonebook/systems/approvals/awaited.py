"""等您办: what of an applicant's cases waits for the applicant, until when, and where it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from zonebook.core.procedures.clocks import promised
from zonebook.core.procedures.state import Case, ItemCase
from zonebook.desk import language
from zonebook.desk.language import named, say
from zonebook.records.models import Application, ApprovalCase, CaseEvent
from zonebook.systems.approvals import book, courses, live, reads, replying, standing
from zonebook.systems.approvals import materials as materials_

RANKS = {"hand_in": 0, "look": 1, "apply": 2, "rate": 3}


@dataclass(frozen=True)
class Wait:
    """One thing to do: for which case, what, by when, and the place where it is done."""

    title: str
    item: str
    what: str
    notice: str
    due: str
    until: date | None
    is_late: bool
    does: str
    address: str
    rank: int = 0  # what holds a case up comes before what may be begun, an opinion last


@dataclass(frozen=True)
class Line:
    """A case as its applicant's list shows it."""

    case: ApprovalCase
    item: str
    state: str
    due: str


def lines(cases: Sequence[ApprovalCase], today: date) -> tuple[list[Line], list[Wait]]:
    """The cases that stand alone: where each stands, and what it waits for."""
    rows = live.by_case(CaseEvent.objects.filter(case__in=cases))
    shown, found = [], []
    for case in cases:
        whole, rules = standing.folded(case, rows.get(case.pk, ()), today)
        state = whole.items.get(case.item)
        if state is not None:
            clock = promised(whole, case.item, rules, reads.calendar(), today)
            due = reads.due_words(clock) if not state.is_closed else ""
            item = named(book.item(case).name)
            shown.append(Line(case, item, courses.state_words(state), due))
            found += of_state(case, state, today, clock.due_on if clock else None)
    return shown, in_order(found)


def of_applications(applications: Sequence[Application], today: date) -> list[Wait]:
    """What the items of applications wait for, and which items may be applied for next."""
    kin, found = standing.kin(one.pk for one in applications), []
    for application in applications:
        for case, state in kin.of(application).values():
            known = standing.rules(case, today, kin, papers=False)
            clock = promised(Case({case.item: state}), case.item, known, reads.calendar(), today)
            found += of_state(case, state, today, clock.due_on if clock else None, known.shared)
        found += next_items(application, today, kin)
    return in_order(found)


def in_order(found: Sequence[Wait]) -> list[Wait]:
    """The most urgent first; what has no day comes after, in the order of its weight."""
    return sorted(found, key=lambda one: (one.until is None, one.until or date.max, one.rank))


def to_rate(found: Sequence[Wait]) -> list[Wait]:
    """The finished cases that may be rated, which nobody has to."""
    return [one for one in found if one.rank == RANKS["rate"]]


def to_do(found: Sequence[Wait]) -> list[Wait]:
    """What the applicant is waited for, or may begin."""
    return [one for one in found if one.rank != RANKS["rate"]]


def of_state(
    case: ApprovalCase, state: ItemCase, today: date, last: date | None,
    shared: frozenset[str] = frozenset(),
) -> Iterator[Wait]:  # fmt: skip
    """What one case waits for; `last` is the last day of its promised limit."""
    if state.open_correction is not None:
        yield correction(case, state, today, shared)
    elif state.accepted_on is None and not state.is_closed and case.application_id:
        yield from lacking(case, state, shared)
    names = {one.key: named(one.name) for one in book.item(case).materials}
    for gap in state.open_gaps:
        until = gap.due_on or last
        due = language.day(until) if until else say("approvals.material.limit")
        late = until is not None and until < today
        what = say("approvals.wait.gap", material=names[gap.material])
        note = say("approvals.wait.gap_late" if late else "approvals.wait.gap_why")
        yield wait(case, what, note, due, until, late, gap.material)
    if state.decided_on is not None and state.delivered_on is None and not state.open_gaps:
        yield wait(case, say("approvals.wait.collect"), decided(state), does="look")
    is_rated = any(one.kind == "rated" for one in state.events)
    if state.delivered_on is not None and not is_rated:
        yield wait(case, say("approvals.wait.rate"), "", does="rate", field="rating")


def correction(case: ApprovalCase, state: ItemCase, today: date, shared: frozenset[str]) -> Wait:
    """The notice that asks to make materials good."""
    asked = replying.asked(state)
    assert asked is not None
    until = replying.until(asked)
    late = until is not None and until < today
    due = language.day(until) if until else say("approvals.wait.no_day")
    keys = state.corrected - state.supplied
    item = book.item(case)
    names = [named(one.name) for one in item.materials if one.key in keys - shared]
    what = say("approvals.wait.correct", materials=names) if names else say("approvals.wait.ask")
    said = say("approvals.wait.notice", paper=asked.document or "—", day=asked.on)
    first = next((one.key for one in item.materials if one.key in keys), "")
    return wait(case, what, said, due, until, late, first)


def lacking(case: ApprovalCase, state: ItemCase, shared: frozenset[str]) -> Iterator[Wait]:
    """The needed materials that a case lacks before it can be accepted."""
    known = materials_.material_lines(book.item(case), state, shared)
    missing = [one for one in known if one.css == "ended"]
    if missing:
        what = say("approvals.wait.lacks", materials=[one.name for one in missing])
        yield wait(case, what, "", say("approvals.wait.no_day"), field=missing[0].key)


def decided(state: ItemCase) -> str:
    """The decision and its day."""
    return f"{courses.state_words(state)} {language.day(state.decided_on)}"  # type: ignore[arg-type]


def wait(
    case: ApprovalCase, what: str, notice: str, due: str = "", until: date | None = None,
    is_late: bool = False, field: str = "", does: str = "hand_in",
) -> Wait:  # fmt: skip
    """One thing to do on the page of a case."""
    anchor = f"#{'f-' if does == 'hand_in' else ''}{field}" if field else ""
    address = reverse("my-case", args=[case.number]) + anchor
    item = named(book.item(case).name)
    word = say(f"approvals.wait.does_{does}")
    return Wait(case.title, item, what, notice, due, until, is_late, word, address, RANKS[does])


def next_items(application: Application, today: date, kin: standing.Kin) -> Iterator[Wait]:
    """The items of the first stage that has some which may be applied for now."""
    for stage in courses.blocks(application, today, kin):
        free = [one for one in stage.items if not (one.number or one.after or one.may_waive)]
        if free:
            what = say("approvals.wait.apply", items=[one.name for one in free])
            first, where = free[0].key, reverse("my-application", args=[application.number])
            word = say("approvals.wait.does_apply")
            yield Wait(
                application.title, stage.name, what, "", "", None, False, word,
                f"{where}?take={first}#take-{first}", RANKS["apply"],
            )  # fmt: skip
            return
