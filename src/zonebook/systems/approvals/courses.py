"""What the pages of an application show: its stages and items, their papers, who held the ball."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zonebook.core.procedures import ball
from zonebook.core.procedures.areas import Relief
from zonebook.core.procedures.clocks import clocks
from zonebook.core.procedures.deadline import Deadline
from zonebook.core.procedures.procedure import Item, Stage, StageItem, in_force
from zonebook.core.procedures.state import Case, ItemCase, Rules
from zonebook.desk import language
from zonebook.desk.language import named, say
from zonebook.desk.refusals import missing
from zonebook.records.models import Application, ApprovalCase, CaseEvent
from zonebook.systems.approvals import applying, book, materials, reads, sheets, standing, steps


@dataclass(frozen=True)
class ItemLine:
    """An item of an application: where it stands and what to do next."""

    key: str
    name: str
    department: str
    result: str
    state: str
    css: str
    number: str
    due: str
    left: str
    after: str
    materials: tuple[materials.MaterialLine, ...]
    limit: str
    relief: str = ""
    may_waive: bool = False


@dataclass(frozen=True)
class StageBlock:
    """A stage with its items and its clock."""

    key: str
    number: int
    name: str
    lead: str
    limit: str
    items: tuple[ItemLine, ...]
    clock: sheets.Brief | None = None


@dataclass(frozen=True)
class Share:
    """The days that one party held, of all."""

    holder: str
    css: str
    days: int
    working: int


def find(number: str) -> Application:
    """An application by its number; Refused where there is none."""
    rows = Application.objects.select_related("entity", "project")
    found: Application | None = rows.filter(number=number, withdrawn_on=None).first()
    if found is None:
        raise missing("record", number=number)
    return found


def on_their_way() -> list[Application]:
    """Every application, the latest first."""
    return list(Application.objects.filter(withdrawn_on=None).order_by("-filed_on", "-pk"))


def listed(applications: Sequence[Application]) -> list[tuple[Application, str, tuple[int, int]]]:
    """Applications as a list shows them: each with its procedure's name and how far it is."""
    kin = standing.kin(one.pk for one in applications)
    procedure = book.procedures().procedure
    return [(one, named(procedure(one.procedure).name), progress(one, kin)) for one in applications]


def blocks(application: Application, today: date, kin: standing.Kin) -> list[StageBlock]:
    """The stages of an application with what its answers call for."""
    procedure = book.procedures().procedure(application.procedure)
    wanted = standing.needed(application)
    beside = kin.of(application)
    spared = {one.item: one for one in applying.spared(application, today)}
    found = []
    for stage in procedure.stages:
        if wanted[stage.key]:
            lines = tuple(
                line(application, row, beside, spared, today, kin) for row in wanted[stage.key]
            )
            clock = stage_clock(stage, beside, today, kin)
            found.append(block(stage, lines, clock, today))
    return found


def block(
    stage: Stage, lines: tuple[ItemLine, ...], clock: sheets.Brief | None, on: date
) -> StageBlock:
    """One stage."""
    limit = in_force(stage.promised, on)
    return StageBlock(
        stage.key, stage.number, named(stage.name), department(stage.lead),
        str(limit.days) if limit else "", lines, clock,
    )  # fmt: skip


def department(key: str) -> str:
    """The name of a department."""
    return named(book.departments()[key])


def line(
    application: Application,
    row: StageItem,
    beside: Mapping[str, tuple[ApprovalCase, ItemCase]],
    spared: Mapping[str, Relief],
    today: date,
    kin: standing.Kin,
) -> ItemLine:
    """One item."""
    item, pair = row.item, beside.get(row.item.key)
    clock = own_clock(pair[0], pair[1], today, kin) if pair else None
    relief = spared.get(item.key)
    shared = materials.shared_of(application, item, beside, today)
    after = [
        named(book.procedures().items[key].name) for key in waits(row, application, beside, today)
    ]
    return ItemLine(
        key=item.key,
        name=named(item.name),
        department=department(item.department),
        result=named(item.result),
        state=state_words(pair[1]) if pair else say("approvals.not_begun"),
        css=state_css(pair[1]) if pair else "none",
        number=pair[0].number if pair else "",
        due=reads.due_words(clock),
        left=reads.left_words(clock) if pair and not pair[1].is_closed else "",
        after=language.word(after) if after and not pair else "",
        materials=tuple(materials.material_lines(item, None, shared)),
        limit=limit_words(item, today),
        relief=say(relief.reason) if relief and not pair else "",
        may_waive=bool(relief and relief.holds and relief.effect == "waived" and not pair),
    )


def waits(
    row: StageItem,
    application: Application,
    beside: Mapping[str, tuple[ApprovalCase, ItemCase]],
    today: date,
) -> list[str]:
    """The items that must be granted before this one is accepted."""
    wanted = {one.item.key for rows in standing.needed(application).values() for one in rows}
    return [key for key in row.after if key in wanted
            and not (key in beside and beside[key][1].stood_on(today))]  # fmt: skip


def own_clock(
    case: ApprovalCase, state: ItemCase, today: date, kin: standing.Kin
) -> Deadline | None:
    """The clock by which an item is listed: intake, promised, or delivery."""
    known = standing.rules(case, today, kin, papers=False)
    wanted = "delivery" if state.decided_on else "promised" if state.accepted_on else "intake"
    found = clocks(Case({case.item: state}), case.item, known, reads.calendar(), today)
    return next((one for one in found if one.limit.clock == wanted), None)


def stage_clock(
    stage: Stage,
    beside: Mapping[str, tuple[ApprovalCase, ItemCase]],
    today: date,
    kin: standing.Kin,
) -> sheets.Brief | None:
    """The clock of a stage over its items; None before one is accepted."""
    states = {key: state for key, (_, state) in beside.items()}
    own = [row.item.key for row in stage.items
           if row.item.key in states and states[row.item.key].accepted_on]  # fmt: skip
    if not own:
        return None
    known = standing.rules(beside[own[0]][0], today, kin, papers=False)
    found = clocks(Case(states), own[0], known, reads.calendar(), today)
    clock = next((one for one in found if one.limit.clock == "stage"), None)
    over = all(states[key].is_closed for key in own)
    return sheets.brief(clock, None, over) if clock else None


def state_words(state: ItemCase) -> str:
    """Where an item stands, in the words of its last step that says so."""
    kinds = book.event_kinds()
    for event in reversed(state.events):
        kind = kinds[event.kind]
        if kind.state is not None or kind.closes or event.kind == "delivered":
            return named(kind.name)
    return ""


def state_css(state: ItemCase) -> str:
    """The word by which the stylesheet knows a state."""
    if state.is_granted:
        return "granted"
    if state.is_closed:
        return "ended"
    return "waiting" if state.open_correction else "running"


def limit_words(item: Item, on: date) -> str:
    """The limits of an item: legal and, where it has its own, promised."""
    legal, promised = in_force(item.legal, on), in_force(item.promised, on)
    if promised:
        return say("approvals.limits", legal=legal.days if legal else "—", promised=promised.days)
    return say("approvals.limit_legal", legal=legal.days) if legal else ""


def shares(states: Iterable[ItemCase], today: date, known: Rules) -> list[Share]:
    """Who held the ball, over one item or many: days and working days by party, the most first."""
    days: Counter[str] = Counter()
    working: Counter[str] = Counter()
    for state in states:
        found = list(ball.held(state, today, known.pauses))
        days += ball.shares(found)
        working += ball.shares(found, reads.calendar())
    return [Share(say(f"approvals.holder.{key}"), key, count, working[key])
            for key, count in days.most_common()]  # fmt: skip


def shares_of(application: Application, kin: standing.Kin, today: date) -> list[Share]:
    """Who held the ball over all items of an application."""
    states = [state for _, state in kin.of(application).values()]
    return shares(states, today, book.rules(application.procedure, papers=False))


def progress(application: Application, kin: standing.Kin) -> tuple[int, int]:
    """How many of the items that are needed are granted, and how many are needed."""
    wanted = [row.item.key for rows in standing.needed(application).values() for row in rows]
    beside = kin.of(application)
    return sum(key in beside and beside[key][1].is_granted for key in wanted), len(wanted)


def answers(application: Application) -> list[tuple[str, bool]]:
    """The questionnaire with its answers."""
    procedure = book.procedures().procedure(application.procedure)
    return [(named(name), application.answers.get(key, False))
            for key, name in procedure.questions.items()]  # fmt: skip


def outside(application: Application, filing: date) -> list[str]:
    """The assessments that cover the parcel but not the day of the filing, as warnings."""
    found = applying.spared(application, filing)
    holding = {one.item for one in found if one.holds}
    return [say(one.reason) for one in found if not one.holds and one.item not in holding]


@dataclass(frozen=True)
class MandateLine:
    """One assistant of an application: until when, for which items."""

    assistant: str
    until: str
    ended: str
    items: str


def mandates(application: Application, kin: standing.Kin) -> list[MandateLine]:
    """The mandates of an application, each once with its items."""
    items: dict[tuple[str, str, str], list[str]] = {}
    for key, (_, state) in kin.of(application).items():
        for one in state.mandates:
            until = reads.language.day(one.until) if one.until else ""
            ended = reads.language.day(one.ended_on) if one.ended_on else ""
            row = items.setdefault((one.assistant, until, ended), [])
            row.append(named(book.procedures().items[key].name))
    return [MandateLine(who, until, ended, language.word(names))
            for (who, until, ended), names in items.items()]  # fmt: skip


def begun(application: Application, kin: standing.Kin) -> list[tuple[str, str]]:
    """The items that have begun and are not over: what a mandate may be given for."""
    return [(key, named(book.procedures().items[key].name))
            for key, (_, state) in kin.of(application).items() if not state.is_closed]  # fmt: skip


def next_number(application: Application, kind: str, today: date) -> str:
    """A number proposed for a paper of an application."""
    tail = application.number.rpartition("-")[2].lstrip("0")
    count = CaseEvent.objects.filter(case__application=application, kind=kind).count() + 1
    return f"高新审{steps.SHORT[kind]}〔{today.year}〕{tail}-{count}号"
