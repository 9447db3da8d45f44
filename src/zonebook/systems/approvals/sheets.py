"""The clock sheet as pages show it: a strip with one cell a day, and the table of the same days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zonebook.core.procedures import sheet
from zonebook.core.procedures.deadline import Deadline, SheetDay
from zonebook.core.values import Reason
from zonebook.core.workdays import WEEKDAYS
from zonebook.desk import language
from zonebook.desk.language import lang, named, say
from zonebook.records import zone as zones

MOST_DAYS = 370  # beyond that a strip is no help; the due day and the reasons still stand


@dataclass(frozen=True)
class Cell:
    """One day of the strip."""

    day: date
    label: str
    number: int | None
    short: str
    css: str


@dataclass(frozen=True)
class Row:
    """One day of the table."""

    day: str
    weekday: str
    number: int | None
    why: str
    papers: tuple[str, ...]
    css: str


@dataclass(frozen=True)
class Shown:
    """A clock's sheet ready for the page: what it says, its strip, its table, its seal."""

    name: str
    found: Deadline
    due: str
    weekday: str
    unknown: str
    if_ended: str
    because: tuple[str, ...]
    blanks: range
    cells: tuple[Cell, ...]
    rows: tuple[Row, ...]
    cut: bool
    seal: str
    standing: str
    state: str

    @property
    def is_late(self) -> bool:
        """Whether days beyond the due day are shown."""
        return any("late" in one.css for one in self.cells)

    @property
    def has_papers(self) -> bool:
        """Whether a day rests on a paper that its sentence does not name."""
        return any(row.papers for row in self.rows)


def shown(found: Deadline, today: date, is_open: bool = False) -> Shown:
    """A deadline as the page shows it in its language; an open one that is over goes on to its day."""
    every = days_of(found, is_open)
    days = every[:MOST_DAYS]
    first = days[0].day.weekday() if days else 0
    due = found.due_on
    return Shown(
        name=say(f"clock.name.{found.limit.clock}"),
        found=found,
        due=language.day(due) if due else "",
        weekday=named(WEEKDAYS[due.weekday()]) if due else "",
        unknown=say(found.unknown) if found.unknown else "",
        if_ended=language.day(found.due_if_ended_on) if found.due_if_ended_on else "",
        because=tuple(say(one) for one in found.because),
        blanks=range(first),
        cells=tuple(cell(one, found, today, one is days[0]) for one in days),
        rows=tuple(row(one, found, today) for one in days),
        cut=len(every) > MOST_DAYS,
        seal=str(sheet.to_json(found, zones.catalog().sentences)["sha256"])[:16],
        standing=standing(found, today),
        state=state_of(found),
    )


def days_of(found: Deadline, is_open: bool) -> tuple[SheetDay, ...]:
    """The days of a sheet; of a case that is late and not decided, the days it is late by too."""
    if is_open and found.due_on and found.on and found.on > found.due_on:
        return found.days_through(found.on)
    return found.days


def state_of(found: Deadline) -> str:
    """How urgent a clock is: over, due, soon, stopped, unknown, running."""
    if found.left is not None and found.left < 0:
        return "over"
    if found.due_on is None:
        return "stopped" if found.due_if_ended_on else "unknown"
    if found.due_on == found.on:
        return "due"
    return "soon" if found.left is not None and found.left <= 3 else "running"


def standing(found: Deadline, today: date) -> str:
    """How much of the limit is used at the end of the day; nothing before it has begun."""
    if found.left is None or today < start_of(found):
        return ""
    if found.used is None:  # a day that was agreed, not counted
        key = "approvals.left.over" if found.left < 0 else "approvals.left.days"
        return say(key, days=abs(found.left))
    if found.left < 0:
        return say("approvals.over_by", used=found.used, days=-found.left)
    return say("approvals.standing", used=found.used, left=found.left)


def start_of(found: Deadline) -> date:
    """The day of acceptance as a plain day."""
    start = found.accepted_on
    return start if isinstance(start, date) else start.first


def css_of(one: SheetDay, found: Deadline, today: date) -> str:
    """The words by which the stylesheet knows a day."""
    words = ["counted" if one.is_counted else "rest"]
    if one.reason.key == "clock.day.first":
        words = ["first"]
    elif one.reason.key in ("clock.day.paused", "clock.day.stage_rests"):
        words.append("paused")
    if one.is_counted and found.due_on and one.day > found.due_on:
        words.append("late")
    if one.day == today:
        words.append("today")
    if one.day == (found.due_on or found.due_if_ended_on):
        words.append("due")
    return " ".join(words)


def cell(one: SheetDay, found: Deadline, today: date, is_first: bool) -> Cell:
    """One day of the strip; the month is named where it begins."""
    month = f"{one.day.month}/{one.day.day}"
    label = month if is_first or one.day.day == 1 else str(one.day.day)
    return Cell(one.day, label, one.number, short(one, found), css_of(one, found, today))


def short(one: SheetDay, found: Deadline) -> str:
    """The reason of a day in a word or two."""
    if one.day == found.due_on:
        return say("approvals.short.due")
    if one.day == found.due_if_ended_on:
        return say("approvals.short.due_if")
    if one.is_counted and found.due_on and one.day > found.due_on:
        return say("approvals.short.late")
    reason = one.reason
    match reason.key:
        case "clock.day.first":
            return say(f"approvals.short.first_{found.limit.clock}")
        case "clock.day.weekend":
            return say("approvals.short.weekend")
        case "clock.day.holiday" | "clock.day.closure":
            return named(reason.args["name"])
        case "clock.day.make_up":
            return say("approvals.short.make_up")
        case "clock.day.served":
            return say("approvals.short.served")
        case "clock.day.paused":
            return "+".join(named(name) for name in reason.args["kinds"])
        case "clock.day.stage_rests":
            return say("approvals.short.rests")
    return ""


def row(one: SheetDay, found: Deadline, today: date) -> Row:
    """One day of the table."""
    why = without_weekday(one.reason, one.day)
    refs = [ref for part in (one.reason, *one.reason.because) for ref in part.refs]
    papers = [ref.key for ref in refs if ref.kind == "document" and ref.key not in why]
    return Row(
        day=language.day(one.day),
        weekday=named(WEEKDAYS[one.day.weekday()]),
        number=one.number,
        why=why,
        papers=tuple(dict.fromkeys(papers)),
        css=css_of(one, found, today),
    )


def without_weekday(reason: Reason, day: date) -> str:
    """The reason without the weekday, which has a column of its own."""
    said = say(reason)
    head = named(WEEKDAYS[day.weekday()])
    return said.removeprefix(head).lstrip("，, ") if said.startswith(head) else said


def week() -> list[str]:
    """The heads of a strip's two weeks."""
    names = [named(one) for one in WEEKDAYS]
    return [(name[-1] if lang() == "zh" else name[:3]) for name in names] * 2


@dataclass(frozen=True)
class Brief:
    """One clock in a line: its limit, its due day, how it stands, whether its sheet is open."""

    key: str
    name: str
    days: int
    due: str
    left: str
    state: str
    assumed: bool
    source: str
    is_open: bool


def brief(found: Deadline, chosen: Deadline | None, is_over: bool) -> Brief:
    """A clock for the head of a case."""
    if found.due_on is not None:
        due = language.day(found.due_on)
    else:
        due = say("approvals.due_stopped" if found.due_if_ended_on else "approvals.due_unknown")
    name = say(f"clock.name.{found.limit.clock}")
    if found.limit.clock in ("gap", "consultation"):
        name = f"{name} · {found.limit.source}"
    return Brief(
        found.limit.clock,
        name,
        found.limit.days,
        due,
        standing(found, found.on or start_of(found)),
        "kept" if is_over and found.left is not None and found.left >= 0 else state_of(found),
        found.limit.assumed,
        found.limit.source,
        found is chosen,
    )
