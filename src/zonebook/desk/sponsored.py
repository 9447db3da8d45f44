"""包抓项目: which leader sponsors which project, and the light of each with its because."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from zonebook.core import lights
from zonebook.core.period import KnownDay
from zonebook.core.values import Ref
from zonebook.desk import language, opened, shown
from zonebook.desk.filters import Choice, choice
from zonebook.desk.language import named, say
from zonebook.records import registers
from zonebook.records import zone as zones
from zonebook.records.models import (
    Milestone,
    MonthlyInvestment,
    Person,
    PlanVersion,
    Project,
    Sponsorship,
)
from zonebook.records.models.base import alive
from zonebook.records.stamp import until_written

SIGNS = {"red": "◆", "yellow": "▲", "green": "●", "unknown": "○"}
STATES = {"red": "failed", "yellow": "ask", "green": "holds", "unknown": "open"}
ORDER = ("red", "yellow", "unknown", "green")  # what asks for somebody first


@dataclass(frozen=True)
class Part:
    """One of the two tests of a light, opened."""

    name: str
    colour: str
    sign: str
    state: str
    levels: tuple[opened.Level, ...]


@dataclass(frozen=True)
class Sponsored:
    """A project with who answers for it and its light."""

    name: str
    address: str
    leader: str
    office: str
    key: str
    colour: str
    sign: str
    state: str
    why: str
    problem: str
    rate: str
    next_step: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Board:
    """Sponsored projects of some or all leaders, those first that ask for somebody."""

    rows: tuple[Sponsored, ...]
    summed: str
    text: str
    leaders: tuple[Choice, ...]
    colours: tuple[Choice, ...]
    about: str
    source: str


def board(on: date, leader: str = "", colour: str = "") -> Board:
    """The sponsored projects of a day, of one leader and of one colour where these are asked for."""
    everything = of_leader(on)
    leaders = sorted({one.leader for one in everything})
    rows = tuple(
        one for one in everything if leader in ("", one.leader) and colour in ("", one.key)
    )
    rule = zones.catalog().kind("lights")["project"]
    return Board(
        rows,
        counted(rows),
        copied(rows, on),
        tuple(choice(one, "leader", one, {"colour": colour, "leader": leader}) for one in leaders),
        tuple(
            choice(say(f"lights.{one}"), "colour", one, {"leader": leader, "colour": colour})
            for one in ORDER
            if any(row.key == one for row in everything)
        ),
        named(rule["about"]),
        named(rule["source"]),
    )


def of_leader(on: date, leader: str | None = None) -> tuple[Sponsored, ...]:
    """The projects that a leader sponsors on a day; everybody's where none is named."""
    people = {one.name: language.person(one) for one in Person.objects.all()}
    names = people | language.offices()
    return of_leader_in(on, leader, language.lang(), tuple(names.items()))


@until_written
def of_leader_in(
    on: date, leader: str | None, tongue: str, names: tuple[tuple[str, str], ...]
) -> tuple[Sponsored, ...]:
    """The same in the language of the page, which is `tongue`, with what it calls everybody."""
    found = [sponsored(one, on, dict(names)) for one in current(on, leader)]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.key), one.name)))


def current(on: date, leader: str | None) -> list[Sponsorship]:
    """The sponsorships in force on a day, each with its project's plans, months and steps."""
    begun = Q(from_on=None) | Q(from_on__lte=on)
    lasting = Q(to_on=None) | Q(to_on__gt=on)
    standing = {"plans": PlanVersion, "investments": MonthlyInvestment, "milestones": Milestone}
    projects = Project.objects.prefetch_related(
        *(Prefetch(name, alive(model)) for name, model in standing.items())
    )
    rows = alive(Sponsorship).filter(begun, lasting, project__withdrawn_on=None)
    if leader is not None:
        rows = rows.filter(leader=leader)
    return list(rows.order_by("pk").prefetch_related(Prefetch("project", projects)))


def sponsored(row: Sponsorship, on: date, names: dict[str, str]) -> Sponsored:
    """One project in the words of the page."""
    found = light_of(row.project, on)
    why = ("；" if language.lang() == "zh" else ". ").join(map(say, found.because))
    coming = found.next_step
    return Sponsored(
        name=row.project.name,
        address=shown.address_of(row.project),
        leader=names.get(row.leader, row.leader),
        office=names.get(row.office, row.office),
        key=found.colour,
        colour=say(f"lights.{found.colour}"),
        sign=SIGNS[found.colour],
        state=STATES[found.colour],
        why=why,
        problem=reason_given(found),
        rate="" if found.rate is None else lights.percent(found.rate),
        next_step=f"{named(coming.name)} {coming.planned}" if coming else "",
        parts=tuple(map(part, found.parts)),
    )


def reason_given(found: lights.Light) -> str:
    """What the unit says of a light that is yellow or red; that it says nothing."""
    if found.colour not in ("red", "yellow"):
        return ""
    if found.problem:
        return say("lights.problem", why=found.problem)
    return say("lights.no_problem")


def part(one: lights.Light) -> Part:
    """A test of a light with its because-tree."""
    rule = zones.catalog().kind("lights")["project"]
    name = named(rule["tests"][one.key]["name"])
    return Part(
        name,
        say(f"lights.{one.colour}"),
        SIGNS[one.colour],
        STATES[one.colour],
        tuple(map(opened.level, one.because)),
    )


def light_of(project: Project, on: date) -> lights.Light:
    """The light of a project by the zone's rule, on the records that stand."""
    rule = zones.catalog().kind("lights")["project"]
    plans = [
        lights.Plan(one.year, one.version, one.amount_fen, record(one.number, "plan_version"))
        for one in project.plans.all()
    ]
    reports = [
        lights.Report(one.month_on, one.amount_fen, record(one.number, "monthly_investment"),
                      one.problem)
        for one in project.investments.all()
    ]  # fmt: skip
    return lights.light(rule, plans, reports, list(steps_of(project)), on)


def steps_of(project: Project) -> Iterable[lights.Step]:
    """The milestones of a project, named as its register names them."""
    codes = registers.get("milestone").columns["step"].codes
    for one in project.milestones.all():
        code = codes.get(one.step)
        name = {"zh": code.zh, "en": code.en} if code else {"zh": one.step, "en": one.step}
        planned = KnownDay(one.planned_on, one.planned_on_precision) if one.planned_on else None
        yield lights.Step(name, planned, one.actual_on, record(one.number, "milestone"))


def record(number: str, noun: str) -> Ref:
    """A reference to a record."""
    return Ref("record", number, noun)


def counted(rows: Sequence[Sponsored]) -> str:
    """包抓项目N个：红灯…"""
    found = {key: sum(one.key == key for one in rows) for key in SIGNS}
    return say("lights.counted", n=len(rows), **found)


def copied(rows: Sequence[Sponsored], on: date) -> str:
    """复制为文字: the lights in one paragraph, the red and the yellow by name."""
    if not rows:
        return ""
    told = [
        say("lights.text_one", colour=one.colour, project=one.name, leader=one.leader,
            office=one.office, why=one.why)
        for one in rows
        if one.key in ("red", "yellow")
    ]  # fmt: skip
    mark = "；" if language.lang() == "zh" else "; "
    return say(
        "lights.text",
        zone=named(zones.zone().name),
        on=on.isoformat(),
        summed=counted(rows),
        told=mark.join(told) or say("lights.text_none"),
    )
