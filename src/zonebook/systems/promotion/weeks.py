"""招商周报: what a week brought to leads, projects and signings, and what stands still."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zonebook.desk import context, filters, lists, shown
from zonebook.desk.language import lang, named, say
from zonebook.records import registers
from zonebook.records import zone as zones
from zonebook.records.models import Project, ProjectEvent, Signing
from zonebook.records.models.base import alive

DAYS = 7
BETWEEN = {"zh": "", "en": " "}  # two sentences
FOUND = ("planning", "lead")  # a project enters the zone's sight
STANDS = {  # the stages in which a project may stand still, and whose limit binds it
    "planning": "unsigned",
    "lead": "unsigned",
    "negotiating": "unsigned",
    "signed": "unstarted",
    "registered": "unstarted",
    "formalities": "unstarted",
}


@dataclass(frozen=True)
class Line:
    """One thing that happened to a project."""

    on: date
    project: str
    address: str
    what: str
    group: str
    amount: str = ""


@dataclass(frozen=True)
class Section:
    """新增, 推进, 签约, 终止 or 停滞, with its lines."""

    key: str
    name: str
    lines: tuple[Line, ...]

    @property
    def has_amounts(self) -> bool:
        """Whether a line tells an amount."""
        return any(one.amount for one in self.lines)


@dataclass(frozen=True)
class Week:
    """The days from a Monday on, at most seven, and what they brought."""

    first: date
    last: date
    working: int
    sections: tuple[Section, ...]
    standing: Section
    groups: tuple[filters.Choice, ...]
    earlier: str
    later: str
    about: str
    source: str
    text: str

    @property
    def nothing(self) -> str:
        """What these days did not bring, in a sentence each."""
        gone = [say(f"week.text_no_{one.key}") for one in self.sections if not one.lines]
        return BETWEEN[lang()].join(gone)


def week(on: date, begin: str = "", group: str = "") -> Week:
    """The week of a day in its address, else the one since the last Monday before today."""
    first = monday_of(begin, on) or on - timedelta(on.weekday() or DAYS)
    last = min(first + timedelta(DAYS - 1), on)
    still = standing(last, group)
    stopped = [one for one in still if first <= one.on <= last]
    sections = (*happened(first, last, group), section("stalled", stopped))
    return Week(
        first,
        last,
        context.calendar().count(after=first - timedelta(1), through=last),
        sections,
        section("standing", still),
        tuple(choices(first, group)),
        filters.address(asked_for(first - timedelta(DAYS), group)),
        filters.address(asked_for(first + timedelta(DAYS), group))
        if first + timedelta(DAYS) <= on
        else "",
        named(rule()["about"]),
        named(rule()["source"]),
        copied(first, last, group, sections),
    )


def monday_of(begin: str, on: date) -> date | None:
    """The Monday of a day as an address writes it; None for no day that the calendar knows by now."""
    try:
        day = date.fromisoformat(begin)
    except ValueError:
        return None
    known = context.calendar().first + timedelta(DAYS) <= day <= on
    return day - timedelta(day.weekday()) if known else None


def asked_for(first: date, group: str) -> dict[str, str]:
    """What the address of another week or group asks for."""
    return {"from": first.isoformat(), "group": group}


def choices(first: date, asked: str) -> Iterable[filters.Choice]:
    """The groups that look after projects; the chosen one is taken off by its word."""
    names = alive(Project).exclude(group="").values_list("group", flat=True)
    for name in sorted(names.distinct(), key=lists.as_counted):
        yield filters.choice(name, "group", name, asked_for(first, asked))


def rule() -> Any:
    """After how many days a project stands still."""
    return zones.catalog().kind("stalled")["project"]


def happened(first: date, last: date, group: str) -> Iterable[Section]:
    """新增, 推进, 签约 and 终止 of the days; a stage known only to its month is told nowhere."""
    events = of_group(alive(ProjectEvent), "project__group", group).filter(
        occurred_on__range=(first, last),
        occurred_on_precision="day",
        project__withdrawn_on=None,
    )
    rows = list(events.select_related("project").order_by("occurred_on", "pk"))
    kinds = {one.kind for one in rows}
    yield section("new", [staged(one) for one in rows if one.kind in FOUND])
    further = kinds - {*FOUND, "signed", "dropped"}  # signings are told with their amounts
    yield section("further", [staged(one) for one in rows if one.kind in further])
    yield section("signed", [paper(one) for one in signings(first, last, group)])
    yield section("dropped", [staged(one) for one in rows if one.kind == "dropped"])


def signings(first: date, last: date, group: str) -> Iterable[Signing]:
    """The papers signed on the days."""
    rows = of_group(alive(Signing), "group", group).filter(
        signed_on__range=(first, last), signed_on_precision="day"
    )
    return rows.select_related("project").order_by("signed_on", "pk")


def of_group(rows: Any, path: str, group: str) -> Any:
    """The rows of a group; all where none is asked for."""
    return rows.filter(**{path: group}) if group else rows


def section(key: str, lines: Sequence[Line]) -> Section:
    """Some lines under their head."""
    return Section(key, say(f"week.{key}"), tuple(lines))


def staged(event: ProjectEvent) -> Line:
    """A project that reached a stage."""
    project = event.project
    what = say(f"stage.{event.kind}")
    return Line(event.occurred_on, project.name, shown.address_of(project), what, project.group)


def paper(one: Signing) -> Line:
    """A paper with its amount."""
    columns = registers.get("signing").columns
    what = shown.text(one, columns["kind"], one.kind)
    amount = shown.quantity(one, columns["amount_fen"], one.amount_fen) if one.amount_fen else ""
    assert one.signed_on is not None  # asked for by its day
    return Line(one.signed_on, one.project.name, shown.address_of(one), what, one.group, amount)


def standing(on: date, group: str) -> list[Line]:
    """Projects without a new stage for longer than the zone allows, the longest first.

    Each with the day on which its days ran out.
    """
    days = [one for one in rule()["days"] if one <= on]
    if not days:
        return []
    allowed = rule()["days"][max(days)]
    found = []
    for project, kind, since in last_stages(on, group):
        until = since + timedelta(allowed[STANDS[kind]]) if kind in STANDS else None
        if until is not None and until <= on:
            what = say("week.since", stage=say(f"stage.{kind}"), on=since, days=(on - since).days)
            found.append(Line(until, project.name, shown.address_of(project), what, project.group))
    return sorted(found, key=lambda one: (one.on, one.project))


def last_stages(on: date, group: str) -> Iterable[tuple[Project, str, date]]:
    """Every project with the last stage that it reached up to a day."""
    events = of_group(alive(ProjectEvent), "project__group", group).filter(
        occurred_on__lte=on, project__withdrawn_on=None
    )
    last = {
        project: (kind, since)
        for project, kind, since in events.order_by("occurred_on", "pk").values_list(
            "project_id", "kind", "occurred_on"
        )
    }
    waiting = [project for project, (kind, _) in last.items() if kind in STANDS]
    for project in Project.objects.filter(pk__in=waiting).only("name", "number", "group"):
        yield project, *last[project.pk]


def copied(first: date, last: date, group: str, sections: Sequence[Section]) -> str:
    """复制为文字: the week in one paragraph."""
    return say(
        "week.text",
        zone=named(zones.zone().name),
        group=group,
        first=first,
        last=last,
        told=BETWEEN[lang()].join(map(said, sections)),
        on=last.isoformat(),
    )


def said(one: Section) -> str:
    """A section as the paragraph tells it."""
    if not one.lines:
        return say(f"week.text_no_{one.key}")
    mark = "；" if lang() == "zh" else "; "
    lines = mark.join(told(line, one.key) for line in one.lines)
    return say(f"week.text_{one.key}", n=len(one.lines), told=lines)


def told(one: Line, key: str) -> str:
    """A line as the paragraph tells it; of a project that stands still the day is in its words."""
    how = "still" if key == "stalled" else "amount" if one.amount else "stage"
    args = {"project": one.project, "what": one.what, "on": one.on, "amount": one.amount}
    return say(f"week.line_{how}", **args)
