"""The pages of approvals."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zonebook.core.procedures.state import ItemCase
from zonebook.core.values import Reason, Refused
from zonebook.desk import access
from zonebook.desk.language import say
from zonebook.desk.refusals import missing
from zonebook.records import files
from zonebook.records.models import ApprovalCase, CaseEvent
from zonebook.systems.approvals import (
    actions,
    book,
    courses,
    feeds,
    forms,
    letters,
    reads,
    sheets,
    standing,
    steps,
    uploads,
)
from zonebook.systems.approvals import live as lives
from zonebook.systems.approvals import materials as materials_
from zonebook.systems.approvals import texts as messages_
from zonebook.systems.approvals.listed import DEPARTMENT


@login_not_required
@require_GET
def clock(request: HttpRequest) -> HttpResponse:
    """时限计算单: for anybody, without sign-in; nothing that is typed here is kept."""
    kinds, closures = reads.kinds(), reads.calendar().closures()
    calendar = reads.national() if forms.is_national(request.GET) else reads.calendar()
    today = request.today  # type: ignore[attr-defined]
    asked = forms.read(request.GET, calendar, kinds)
    context = {
        "asked": asked,
        "kinds": reads.kind_names(),
        "week": sheets.week(),
        "editions": reads.years(calendar),
        "longest": forms.LONGEST_LIMIT,
        "closures": closures,
    }
    if not asked.is_blank and not asked.all_errors:
        found = forms.answer(asked, calendar, kinds, today, reads.given())
        context["sheet"] = sheets.shown(found, today)
    status = 400 if asked.all_errors else 200
    return render(request, "approvals/clock.html", context, status=status)


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """办件工作台: due today, soon, late, stopped, waiting, by the promised or the legal clock."""
    person, today = access.demand(request, "read", "approvals"), request.today  # type: ignore
    by = request.GET.get("clock", "")
    by = by if by in lives.CLOCKS else "promised"
    found = lives.live(today, by)
    mine = [one for one in found if reads.is_mine(one.case, person)]
    who = request.GET.get("who") or ("mine" if mine else "all")
    shown = mine if who == "mine" else found
    if who not in ("mine", "all"):
        shown = [one for one in found if one.case.officer == who]
    context = {
        "groups": reads.desk(shown, lives.GROUPS),
        "who": who,
        "by": by,
        "mine": len(mine),
        "all": len(found),
        "shown": len(shown),
        "officers": reads.officers(),
        "may_write": access.may(request, "write", "approvals"),
        "feed": feeds.address_of_person(request, person),
    }
    return render(request, "approvals/desk.html", context)


@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: its clocks, the day sheet, everything that happened, what may follow."""
    access.demand(request, "read", "approvals")
    return case_page(request, number)


def case_page(
    request: HttpRequest, number: str, refused: Refused | None = None, typed: Any = None
) -> HttpResponse:
    """The page of a case; after a refusal with what was typed."""
    today = request.today  # type: ignore[attr-defined]
    found = reads.find(number)
    rows = reads.rows_of(found)
    whole, rules = standing.folded(found, rows, today)
    state = whole.items.get(found.item)
    context: dict[str, Any] = {"case": found, "refused": refused,
                               "department": found.extra.get(DEPARTMENT, ""),
                               "told": reads.told(rows), "last": rows[-1].place}  # fmt: skip
    if state is not None:
        known = reads.clocks_of(found, whole, rules, today)
        strict = standing.rules(found, today)
        may = [verb for verb in ("write", "review") if access.may(request, verb, "approvals")]
        wanted = request.GET.get("clock", "promised")
        chosen = next((one for one in known if one.limit.clock == wanted), None)
        chosen = chosen or next(iter(known), None)
        context |= {
            "item": reads.named_in(rules.procedure.find(found.item)[1].item.name),
            "procedure": reads.named_in(rules.procedure.name),
            "state": state,
            "clocks": [sheets.brief(one, chosen, state.is_closed) for one in known],
            "sheet": sheets.shown(chosen, today, not state.is_closed) if chosen else None,
            "week": sheets.week(),
            "held": reads.held(state, today),
            "shares": courses.shares([state], today, rules),
            "materials": materials(found, rows, state, today),
            "telling": messages_.of_case(found, state, chosen, request),
            "questions": reads.questions(found, state, rows, today),
            "may_write": access.may(request, "write", "approvals"),
            "forms": steps.forms(found, state, strict, today, rows[-1].place, typed, may),
        }
        rare = [one for one in context["forms"] if not one.is_usual]
        context |= {"rarer": rare, "rarer_open": any(one.is_open for one in rare)}
    return render(request, "approvals/case.html", context, status=400 if refused else 200)


@require_POST
def record(request: HttpRequest, number: str) -> HttpResponse:
    """Register the next step of a case."""
    person = access.demand(request, actions.verb_of(request.POST.get("kind", "")), "approvals")
    found = reads.find(number)
    try:
        actions.record(
            by=person,
            on=request.today,  # type: ignore[attr-defined]
            case=found,
            step=steps.read(request.POST, handed_in(request)),
            expected=whole(request.POST.get("expected", "")),
        )
    except Refused as refused:
        return case_page(request, number, refused, request.POST)
    messages.success(request, say("approvals.recorded"))
    return redirect("approval-case", number)


@require_GET
def regularity(request: HttpRequest) -> HttpResponse:
    """计时规范性核查: an officer's own questions first, to be answered; then everybody's."""
    person = access.demand(request, "read", "approvals")
    found = lives.asked(request.today)  # type: ignore[attr-defined]
    mine = [one for one in found if reads.is_mine(one.case, person)]
    who = request.GET.get("who") or ("mine" if mine else "all")
    shown = mine if who == "mine" else found
    context = {"shown": shown, "who": who, "mine": len(mine), "all": len(found),
               "open": sum(not one.answer for one in shown)}  # fmt: skip
    return render(request, "approvals/regularity.html", context)


@require_POST
def void(request: HttpRequest, number: str) -> HttpResponse:
    """Void a step that was entered wrongly; it stays, struck, with the reason."""
    person = access.demand(request, "write", "approvals")
    found = reads.find(number)
    try:
        actions.void(
            by=person,
            on=request.today,  # type: ignore[attr-defined]
            case=found,
            place=whole(request.POST.get("place", "")),
            why=request.POST.get("why", ""),
            expected=whole(request.POST.get("expected", "")),
        )
    except Refused as refused:
        return case_page(request, number, refused)
    messages.success(request, say("approvals.voided"))
    return redirect("approval-case", number)


def whole(text: str) -> int:
    """A number that one of our own pages sent; Refused where it is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Refused(Reason("approvals.somebody_was_faster"))
    return int(text)


def materials(
    found: ApprovalCase, rows: list[CaseEvent], state: ItemCase, today: date
) -> list[materials_.MaterialLine]:
    """The materials of a case that keeps them here; a case of a list has none."""
    if found.application is None:
        return []
    strict = standing.rules(found, today)
    there = materials_.files_of(rows)
    results = materials_.results_of(strict.others)
    item = book.item(found)
    return list(materials_.material_lines(item, state, strict.shared, there, results))


def handed_in(request: HttpRequest) -> dict[str, Any]:
    """The file that came with a form, kept."""
    upload = request.FILES.get("file")
    return uploads.keep(upload) if upload is not None else {}


@require_GET
def paper(request: HttpRequest, number: str, place: str, which: str, kind: str) -> FileResponse:
    """A paper of an event as DOCX or PDF."""
    access.demand(request, "read", "approvals")
    found = reads.find(number)
    return paper_of(found, int(place), int(which), kind)


def paper_of(found: ApprovalCase, place: int, which: int, kind: str) -> FileResponse:
    """A paper that an event kept, or that is written from an event of a list."""
    rows = reads.rows_of(found)
    row = next((one for one in rows if one.place == place), None)
    kept = letters.of_event(found, rows, row) if row is not None else []
    if row is None or not 0 < which <= len(kept):
        name = book.event_kinds()[row.kind].name if row is not None else number_of(found, place)
        raise Refused(Reason("approvals.no_paper", {"event": name}))
    one = kept[which - 1]
    return FileResponse(BytesIO(one.content(kind)), as_attachment=True, filename=one.name(kind))


def number_of(found: ApprovalCase, place: int) -> str:
    """How a step of a case is called that is not there."""
    return f"{found.number}-{place}"


@require_GET
def file(request: HttpRequest, number: str, sha: str) -> FileResponse:
    """A file that was handed in for a case, as an attachment."""
    access.demand(request, "read", "approvals")
    return file_of(reads.find(number), sha)


def file_of(found: ApprovalCase, sha: str) -> FileResponse:
    """A file of a case; none but its own are given out."""
    row = next((one for one in reads.rows_of(found) if one.args.get("sha") == sha), None)
    if row is None:
        raise missing("record", number=sha[:12])
    name = str(row.args.get("name") or "file")
    return FileResponse(BytesIO(files.read(sha)), as_attachment=True, filename=name)
