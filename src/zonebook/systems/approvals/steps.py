"""The steps that a case may take next, each with the fields of its form, and what a form sends."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict

from zonebook.core.procedures.guards import missing
from zonebook.core.procedures.state import ItemCase, Rules
from zonebook.core.values import Reason, Refused
from zonebook.desk import typed
from zonebook.desk.language import named, say
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import actions, book, extensions, replying

SHORT = {
    "received": "收", "accepted": "受", "acceptance_refused": "不受", "declined": "不受",
    "correction_asked": "补告", "pause_opened": "特告", "approved": "许准",
    "approved_with_gaps": "许准", "rejected": "许不", "extended": "延告", "terminated": "终",
    "withdrawn": "终", "delivered": "送", "gap_opened": "容", "committed": "承",
    "mandate_given": "代", "opinion_asked": "征", "waived": "区评", "recalled": "撤回",
    "revoked": "撤销",
}  # fmt: skip
TEXTS = ("pause", "rule", "approver", "reason", "pattern", "answer", "department", "opinion", "how",
         "material", "track", "result_no", "result", "assistant", "scope", "grade", "note",
         "topic")  # fmt: skip
LISTS, DAYS = ("materials", "gaps"), ("until", "due_on")
CHOSEN = {"pause_opened": "pause", "gap_opened": "material", "opinion_asked": "department"}
Choices = list[tuple[str, str]]


@dataclass
class Field:
    """One field of a form; `kind` is text, area, day, number, choice, ticks or file."""

    name: str
    kind: str
    choices: Choices = field(default_factory=list)
    value: Any = ""
    help: str = ""
    must: bool = False  # a choice that nobody makes for the officer

    @property
    def label(self) -> str:
        """What it is called."""
        return say(f"approvals.field.{self.name}")


@dataclass
class Form:
    """One step that may follow: its name, its paper, and what it asks beside the day."""

    kind: str
    name: str
    paper: str
    is_main: bool
    is_usual: bool
    day: str
    number: str
    fields: list[Field]
    is_open: bool = False


def offered(state: ItemCase, keeps: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The steps that may follow the state of a case: the usual ones first, then the rarer."""
    if state.is_closed:
        return after_closing(state)
    handed = ("supplied",) if keeps else ()
    if state.open_correction is not None:
        return (*handed, "correction_made"), ("withdrawn", "terminated")
    if state.accepted_on is None:
        pledge = ("committed",) if keeps else ()
        ask = () if state.corrected else ("correction_asked",)
        return ("accepted", *handed, *ask, *pledge), ("acceptance_refused", "declined", "withdrawn")
    cure = ("gap_cured",) if state.open_gaps else ()
    replied = ("opinion_given",) if any(not one.given_on for one in state.opinions) else ()
    if state.open_pause is not None:
        return ("pause_ended", *cure, *replied, "pause_opened"), ("withdrawn", "terminated")
    decide = ("approved_with_gaps",) if state.open_gaps else ("approved",)
    extend = () if state.extension or state.asked else ("extension_asked",)
    more = ("correction_asked", "gap_opened", *extend, "withdrawn", "terminated")
    return (*decide, *cure, *replied, "rejected", "pause_opened", "opinion_asked"), more


def after_closing(state: ItemCase) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What may still follow a closed case."""
    cure = ("gap_cured",) if state.open_gaps and state.is_granted else ()
    waits = state.decided_on is not None and state.delivered_on is None
    deliver = ("delivered",) if waits and not state.open_gaps else ()
    inspect = ("inspected",) if state.pledges and state.is_granted else ()
    back = ("recalled", "revoked") if state.is_granted and state.decision != "waived" else ()
    return (*cure, *deliver, *inspect), back


def forms(
    case: ApprovalCase,
    state: ItemCase,
    known: Rules,
    today: date,
    last: int,
    typed: Any,
    verbs: Collection[str] = ("write",),
) -> list[Form]:
    """The forms of a case's page; what was typed before a refusal is still there."""
    usual, rarer = offered(state, case.application_id is not None) if "write" in verbs else ((), ())
    if "review" in verbs and state.asked is not None and not state.is_closed:
        usual = (*extensions.HEADS, *usual)
    found = []
    for number, kind in enumerate((*usual, *rarer)):
        if kind == "correction_asked":
            fields = correction(case, today, known)
        else:
            fields = FIELDS.get(kind, nothing)(case, state, known)
        one = form(case, kind, fields, today, last)
        one.is_main, one.is_usual = number == 0, kind in usual
        if typed and typed.get("kind") == kind:
            refill(one, typed)
        found.append(one)
    return found


def form(case: ApprovalCase, kind: str, fields: list[Field], today: date, last: int) -> Form:
    """The form of one step, with a number proposed for its paper."""
    known = book.event_kinds()[kind]
    paper = named(known.paper) if known.paper else ""
    number = proposed(case, kind, today, last) if paper else ""
    return Form(kind, named(known.name), paper, False, True, today.isoformat(), number, fields)


def proposed(case: ApprovalCase, kind: str, today: date, last: int) -> str:
    """A number for a step's paper, which an office may overwrite with its own."""
    tail = case.number.rpartition("-")[2].lstrip("0")
    return f"高新审{SHORT.get(kind, '')}〔{today.year}〕{tail}-{last + 1}号"


def refill(one: Form, typed: Any) -> None:
    """Put what was typed back into a form."""
    one.is_open = True
    one.day, one.number = typed.get("on", one.day), typed.get("paper", one.number)
    for row in one.fields:
        if row.kind == "ticks":
            row.value = typed.getlist(row.name) if hasattr(typed, "getlist") else row.value
        elif row.kind != "file":
            row.value = typed.get(row.name, row.value)


def nothing(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """A step that asks for its day only."""
    return []


def why(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """The reason that is told to the applicant."""
    return [Field("reason", "area")]


def acceptance(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """Which materials may follow, and until when."""
    item = book.item(case)
    lacking = missing(state, (), known, case.item) if case.application_id else item.materials
    may = [(one.key, named(one.name)) for one in lacking if one.may_follow and one.required]
    if not may:
        return []
    return [Field("gaps", "ticks", may), Field("due_on", "day", help=say("approvals.help.due_on"))]


def chosen(name: str, choices: Choices) -> Field:
    """A choice that is not made beforehand: the first of a list would be taken by mistake."""
    return Field(name, "choice", [("", say("approvals.choose")), *choices], must=True)


def pause(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """The kind of a pause, its expected end, the rule that it rests on."""
    kinds = [(key, named(one.name)) for key, one in known.pauses.by_key.items()]
    rule = Field("rule", "text", help=say("approvals.help.rule"))
    return [chosen("pause", kinds), Field("until", "day"), rule]


def pause_end(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """Which of the open pauses ends."""
    keys = [one.kind for one in state.pauses if one.ended_on is None]
    kinds = [(key, named(known.pauses[key].name)) for key in keys]
    return [Field("pause", "choice", kinds)]


def correction(case: ApprovalCase, on: date, known: Rules) -> list[Field]:
    """All materials that must be made good, asked for at once, and until when."""
    day = replying.usual(known, on)
    said = say("approvals.help.reply_zone" if day else "approvals.help.reply")
    due_on = Field("due_on", "day", value=day.isoformat() if day else "", help=said)
    return [Field("materials", "ticks", material_names(case)), due_on, Field("reason", "area")]


def handing_in(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """What came, and its file where there is one."""
    there = state.supplied | known.shared
    choices = [one for one in material_names(case) if one[0] not in there]
    return [Field("materials", "ticks", choices), Field("file", "file")]


def gap(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """A material that may follow after all."""
    had = {one.material for one in state.gaps}
    may = [(one.key, named(one.name)) for one in book.item(case).materials
           if one.may_follow and one.key not in had]  # fmt: skip
    return [chosen("material", may), Field("due_on", "day")]


def cure(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """The owed material that has come."""
    names = dict(material_names(case))
    owed = [(one.material, names.get(one.material, one.material)) for one in state.open_gaps]
    return [Field("material", "choice", owed), Field("file", "file")]


def extension(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """How long is asked for, and the reasons that are to be told."""
    return [Field("days", "number", value="10"), Field("reason", "area")]


def granted_extension(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """What was asked for, which the head may shorten; the reasons are told to the applicant."""
    asked = state.asked
    if asked is None:
        return []
    said = say("approvals.help.asked", by=asked.by, day=asked.on, days=asked.days)
    days = Field("days", "number", value=str(asked.days), help=said)
    return [days, Field("reason", "area", value=asked.reason)]


def promise(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """Which materials a commitment replaces, or the track that is followed."""
    may = [(one.key, named(one.name)) for one in book.item(case).materials if one.commitment]
    track = known.track
    fields = [Field("materials", "ticks", may)] if may else []
    if track is not None and case.item in track.items:
        fields.append(Field("track", "choice", [("", "—"), (track.key, named(track.name))]))
    return fields


def inspection(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """Whether what was promised is true."""
    words = [("", say("approvals.true")), ("1", say("approvals.untrue"))]
    return [Field("untrue", "choice", words), Field("result", "area")]


def question(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """Whom to ask, by when, about what."""
    departments = book.departments()
    choices = [(named(one), named(one)) for one in departments.values()]
    days = Field("days", "number", value="5")
    return [chosen("department", choices), days, Field("reason", "area")]


def reply(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """Who answered, and what."""
    waiting = [one.department for one in state.opinions if one.given_on is None]
    return [
        Field("department", "choice", [(one, one) for one in waiting]),
        Field("opinion", "area"),
    ]


def grant(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """The number of the result, which later items take as it is."""
    return [Field("result_no", "text", help=named(book.item(case).result))]


def delivery(case: ApprovalCase, state: ItemCase, known: Rules) -> list[Field]:
    """How the decision reached the applicant."""
    ways = [(one, one) for one in ("直接送达", "邮寄送达", "电子送达", "留置送达", "公告送达")]
    return [Field("how", "choice", ways)]


def material_names(case: ApprovalCase) -> Choices:
    """Every material of a case's item."""
    return [(one.key, named(one.name)) for one in book.item(case).materials]


Fields = Callable[[ApprovalCase, ItemCase, Rules], list[Field]]
FIELDS: Mapping[str, Fields] = {
    "accepted": acceptance,
    "supplied": handing_in,
    "acceptance_refused": why,
    "declined": why,
    "rejected": why,
    "terminated": why,
    "withdrawn": why,
    "recalled": why,
    "revoked": why,
    "pause_opened": pause,
    "pause_ended": pause_end,
    "gap_opened": gap,
    "gap_cured": cure,
    "extension_asked": extension,
    "extended": granted_extension,
    "extension_refused": why,
    "committed": promise,
    "inspected": inspection,
    "opinion_asked": question,
    "opinion_given": reply,
    "approved": grant,
    "approved_with_gaps": grant,
    "delivered": delivery,
}


def read(query: QueryDict, more: Mapping[str, Any] | None = None) -> actions.Step:
    """The step that a form sends; Refused where its day or a number cannot be read."""
    kind = query.get("kind", "")
    if kind not in book.event_kinds():
        raise Refused(Reason("approvals.no_such_step", {"kind": kind}))
    if (name := CHOSEN.get(kind)) and not query.get(name, "").strip():
        field = Reason(f"approvals.field.{name}")
        raise Refused(Reason("approvals.choose_first", {"field": field}))
    args: dict[str, Any] = dict(more or {})
    for name in TEXTS:
        if text := query.get(name, "").strip():
            args[name] = text
    for name in LISTS:
        if chosen := query.getlist(name):
            args[name] = chosen
    for name in DAYS:
        if text := query.get(name, "").strip():
            args[name] = whole_day(text)
    if "days" in query:
        args["days"] = whole_days(query["days"].strip())
    if query.get("untrue"):
        args["untrue"] = True
    on, paper = whole_day(query.get("on", "")), query.get("paper", "")
    return actions.Step(kind, on, paper, args, note=query.get("note", "").strip())


def whole_days(text: str) -> int:
    """A number of working days; Refused where none can be read, for no other may take its place."""
    if not (text.isdecimal() and 0 < len(text) < 3 and int(text)):
        raise Refused(Reason("approvals.days_wanted", {"text": text}))
    return int(text)


def whole_day(text: str) -> date:
    """A day typed in any usual way."""
    found = typed.day(text)
    if found.precision != "day":
        raise Refused(Reason("approvals.clock.day_wanted", {"day": found}))
    return found.first
