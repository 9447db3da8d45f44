"""What the pages of approvals show: the desk in groups, a case with its clocks and its timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from zonebook.core.catalog import shipped
from zonebook.core.procedures import ball
from zonebook.core.procedures.clocks import clocks
from zonebook.core.procedures.deadline import Deadline
from zonebook.core.procedures.events import standing
from zonebook.core.procedures.pauses import PauseKinds
from zonebook.core.procedures.regularity import Look, hits, read_patterns
from zonebook.core.procedures.state import ItemCase
from zonebook.core.workdays import Calendar, read_calendar
from zonebook.desk import context, language
from zonebook.desk.language import named, say
from zonebook.desk.refusals import missing
from zonebook.records import zone as zones
from zonebook.records.models import ApprovalCase, CaseEvent, Person
from zonebook.systems.approvals import book, papers

if TYPE_CHECKING:
    from zonebook.systems.approvals.live import Live


def calendar() -> Calendar:
    """The zone's calendar."""
    return context.calendar()


@cache
def national() -> Calendar:
    """The calendar of the national notices alone, without a zone's closures."""
    return read_calendar(shipped())


def kinds() -> PauseKinds:
    """The kinds of pause that hold in the zone."""
    return book.pause_kinds()


def kind_names() -> list[tuple[str, str, bool]]:
    """Every kind of pause: key, name, whether it stops the legal clock too."""
    return [(key, named(kind.name), "legal" in kind.stops) for key, kind in kinds().by_key.items()]


def years(found: Calendar) -> tuple[str, str]:
    """The first and the last year of which the calendar is known."""
    return str(found.first.year), str(found.last.year)


def given() -> str:
    """Where the limit of the public sheet comes from: its asker."""
    return say("clock.ask.given")


def named_in(names: Mapping[str, str]) -> str:
    """A name in the page's language."""
    return named(names)


@cache
def patterns() -> Any:
    """The patterns of clock regularity."""
    return read_patterns(zones.catalog())


@dataclass(frozen=True)
class Line:
    """One case on the desk."""

    number: str
    code: str
    title: str
    item: str
    applicant: str
    officer: str
    accepted: str
    due: str
    used: str
    left: str
    holder: str
    owed: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Group:
    """The cases of one group."""

    key: str
    name: str
    lines: tuple[Line, ...]


def desk(rows: Sequence[Live], groups: Sequence[str]) -> list[Group]:
    """The desk: every group with its cases, the most urgent first."""
    found: dict[str, list[Line]] = {key: [] for key in groups}
    for one in rows:
        found[one.group].append(line(one))
    return [Group(key, say(f"approvals.group.{key}"), tuple(found[key])) for key in groups]


def line(one: Live) -> Line:
    """One case in words."""
    clock, state = one.clock, one.state
    return Line(
        number=one.case.number,
        code=one.case.code,
        title=one.case.title,
        item=one.item,
        applicant=one.case.applicant,
        officer=one.case.officer,
        accepted=str(state.accepted_on or ""),
        due=str(clock.due_on) if clock and clock.due_on else due_words(clock),
        used=f"{clock.used}/{clock.limit.days}" if clock and clock.used is not None else "",
        left=left_words(clock),
        holder=say(f"approvals.holder.{one.holder}") if one.holder else "",
        **owed(one),
    )


def owed(one: Live) -> dict[str, Any]:
    """What the applicant is waited for: a correction, else materials to follow; whether it is late."""
    count = len(one.state.open_gaps)
    if one.waits:
        return {"owed": one.waits, "is_late": one.is_late}
    if not count:
        return {}
    late = any(gap.left is not None and gap.left < 0 for gap in one.debts)
    key = "approvals.owed_late" if late else "approvals.owed"
    return {"owed": say(key, n=count), "is_late": late}


def due_words(clock: Deadline | None) -> str:
    """The due day; with an open pause, that it waits for its end."""
    if clock is None:
        return ""
    if clock.due_on:
        return language.day(clock.due_on)
    return say("approvals.due_stopped") if clock.due_if_ended_on else say("approvals.due_unknown")


def left_words(clock: Deadline | None) -> str:
    """How many working days are left, in words that hold on paper."""
    if clock is None or clock.left is None:
        return ""
    if clock.left < 0:
        return say("approvals.left.over", days=-clock.left)
    if clock.left == 0 and clock.due_on is not None:
        return say("approvals.left.today")
    return say("approvals.left.days", days=clock.left)


def find(number: str) -> ApprovalCase:
    """A case by its number; Refused where there is none."""
    rows = ApprovalCase.objects.select_related("entity", "project", "application")
    found: ApprovalCase | None = rows.filter(number=number).first()
    if found is None:
        raise missing("record", number=number)
    return found


def rows_of(case: ApprovalCase) -> list[CaseEvent]:
    """The events of a case in their order."""
    found = CaseEvent.objects.filter(case=case).select_related("recorded_by", "batch")
    return list(found.order_by("place"))


@dataclass(frozen=True)
class Told:
    """One event on the timeline."""

    place: int
    day: str
    name: str
    what: str
    actor: str
    paper: str
    papers: tuple[str, ...]
    file: str
    voided: str
    may_void: bool
    late: int


@dataclass(frozen=True)
class Stretch:
    """The days that one party held the case."""

    holder: str
    css: str
    days: int
    span: str
    why: str
    left: str
    width: str


def told(rows: Sequence[CaseEvent]) -> list[Told]:
    """Everything that happened, in the order of the days; voided steps are struck."""
    gone = {row.voids_id: row.void_why for row in rows if row.voids_id}
    shown = [row for row in rows if not row.voids_id]
    return [one_told(row, gone) for row in sorted(shown, key=lambda r: (r.occurred_on, r.place))]


def one_told(row: CaseEvent, gone: Mapping[int, str]) -> Told:
    """One event in words."""
    late = (recorded_on(row) - row.occurred_on).days
    return Told(
        place=row.place,
        day=language.day(row.occurred_on),
        name=named(book.event_kinds()[row.kind].name),
        what=what(row),
        actor=row.actor,
        paper=row.paper,
        papers=notice_names(row),
        file=str(row.args.get("name", "")) if row.args.get("sha") else "",
        voided=gone.get(row.pk, ""),
        may_void=row.pk not in gone,
        late=0 if row.is_from_list else late,
    )


def recorded_on(row: CaseEvent) -> date:
    """The day on which a row was written; a demonstration has a day of its own."""
    day: date = row.batch.on if zones.zone().demo else row.recorded_at.date()
    return day


def notice_names(row: CaseEvent) -> tuple[str, ...]:
    """The papers of an event: those that it kept, else the one that can be written from it."""
    kept = row.args.get("papers")
    if kept is not None:
        return tuple(one["title"] for one in kept)
    return papers.TITLES.get(row.kind, ())[:1] if row.is_from_list else ()


TOLD = ("assistant", "scope", "rule", "assessment", "result_no", "how", "opinion", "result", "reason",
        "answer", "note")  # fmt: skip


def what(row: CaseEvent) -> str:
    """What an event is about: the kind of pause, the materials, the reason."""
    args, parts = row.args, []
    if args.get("pause") in kinds().by_key:
        parts.append(named(kinds()[args["pause"]].name))
    materials = book.item(row.case).material
    keys = [*args.get("materials", ()), *args.get("gaps", ())]
    keys += [args["material"]] if args.get("material") else []
    parts += [named(materials[key].name) for key in keys if key in materials]
    if args.get("approver"):
        parts.append(say("approvals.extended_by", days=args["days"], approver=args["approver"]))
    elif args.get("department"):
        parts.append(str(args["department"]))
    for name in ("due_on", "until"):
        if args.get(name):
            day = language.day(date.fromisoformat(args[name]))
            word = "mandate_until" if row.kind == "mandate_given" else name
            parts.append(f"{say(f'approvals.field.{word}')} {day}")
    if row.kind == "inspected":
        parts.append(say("approvals.untrue" if args.get("untrue") else "approvals.true"))
    if args.get("grade"):
        parts.append(say(f"approvals.grade.{args['grade']}"))
    parts += [str(args[name]) for name in TOLD if args.get(name)]
    return "、".join(parts) if language.lang() == "zh" else ", ".join(parts)


def held(state: ItemCase, today: date) -> list[Stretch]:
    """Who held the case and for how long, as stretches of one bar."""
    found = list(ball.held(state, today, kinds()))
    total = sum(one.days for one in found) or 1
    return list(stretches(found, total))


def stretches(found: Sequence[ball.Held], total: int) -> Iterator[Stretch]:
    """The stretches with their place on the bar, in hundredths of a per cent of its width."""
    done = 0
    for one in found:
        left, width = done * 10_000 // total, one.days * 10_000 // total
        done += one.days
        span = f"{language.day(one.first)} – {language.day(one.last)}"
        yield Stretch(
            say(f"approvals.holder.{one.holder}"), one.holder, one.days, span, say(one.reason),
            f"{left / 100:.2f}%", f"{width / 100:.2f}%",
        )  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What a clock-regularity check asks about a case, and what its officer has answered."""

    pattern: str
    name: str
    said: str
    answer: str
    case: ApprovalCase


def questions(
    case: ApprovalCase, state: ItemCase, rows: Sequence[CaseEvent], on: date
) -> list[Question]:
    """What a clock-regularity check would ask about this case, for its own officer first.

    What an office's list brings late was recorded elsewhere in time, so it is not asked about.
    """
    told = {row.place: noon(recorded_on(row)) for row in rows}
    events = tuple(
        one.changed({"recorded_at": told[one.number]}) for one in standing(book.events(rows))
    )
    answers = {
        one.args.get("pattern"): str(one.args["answer"]) for one in events if one.kind == "answered"
    }
    look = Look(state, events, book.rules(case.procedure, papers=False), calendar(), on)
    from_list = any(row.is_from_list for row in rows)
    return [
        Question(
            one.pattern,
            named(patterns()[one.pattern].name),
            say(one.reason),
            answers.get(one.pattern, ""),
            case,
        )
        for one in hits(look, patterns())
        if not (from_list and one.pattern == "backdated")
    ]


def noon(day: date) -> datetime:
    """The middle of a day."""
    return datetime.combine(day, time(12), UTC)


def clocks_of(case: ApprovalCase, whole: Any, rules: Any, today: date) -> list[Deadline]:
    """All clocks of a case; its stage is only a clock of its own where it has several items."""
    found = clocks(whole, case.item, rules, calendar(), today)
    return [one for one in found if one.limit.clock != "stage" or len(whole.items) > 1]


def officers() -> list[str]:
    """Everybody who has cases."""
    rows = ApprovalCase.objects.filter(withdrawn_on=None).exclude(officer="")
    return sorted(set(rows.values_list("officer", flat=True)))


def is_mine(case: ApprovalCase, person: Person) -> bool:
    """Whether a case is a person's own: lists name their officers by name."""
    return case.officer in (person.name, person.key)
