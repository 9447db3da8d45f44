"""The applicant's side: let in by a slip, see the same sheet, hand in, answer, rate."""

from __future__ import annotations

from typing import Any

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zonebook.core.values import Refused
from zonebook.desk.language import named, say
from zonebook.records.models import ApprovalCase, Person
from zonebook.systems.approvals import (
    answering,
    awaited,
    book,
    courses,
    feeds,
    reads,
    sheets,
    slips,
    standing,
    uploads,
    views,
)
from zonebook.systems.approvals import materials as materials_

BACKEND = "zonebook.site.entry.ByPassword"
INTERNAL = ("opinion_asked", "opinion_given", "answered")  # between offices


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """我的办件: by the code of a slip, or of somebody signed in."""
    today = request.today  # type: ignore[attr-defined]
    if request.method == "POST":
        try:
            person = slips.let_in(request.POST.get("code", ""), today)
        except Refused as refused:
            context = {"refused": refused}
            return render(request, "approvals/my_enter.html", context, status=403)
        auth.login(request, person, backend=BACKEND)
        return redirect("my")
    if not request.user.is_authenticated:
        return render(request, "approvals/my_enter.html", {})
    person = request.user  # type: ignore[assignment]
    applications = slips.applications_of(person, today)
    cases, waits = awaited.lines(slips.cases_of(person, today), today)
    waits = awaited.in_order([*awaited.of_applications(applications, today), *waits])
    context = {
        "applications": courses.listed(applications),
        "cases": cases,
        "waits": awaited.to_do(waits),
        "rates": awaited.to_rate(waits),
    }
    return render(request, "approvals/my.html", context)


def whoever(request: HttpRequest) -> Person:
    """Who asks."""
    return request.user  # type: ignore[return-value]


@require_GET
def application(request: HttpRequest, number: str) -> HttpResponse:
    """One of my applications."""
    return application_page(request, number)


def application_page(
    request: HttpRequest, number: str, refused: Refused | None = None
) -> HttpResponse:
    """The page of an application as its applicant sees it."""
    today = request.today  # type: ignore[attr-defined]
    found = courses.find(number)
    slips.demand_application(whoever(request), found, today)
    kin = standing.kin([found.pk])
    context = {
        "application": found,
        "procedure": named(book.procedures().procedure(found.procedure).name),
        "blocks": courses.blocks(found, today, kin),
        "shares": courses.shares_of(found, kin, today),
        "refused": refused,
        "accept": ACCEPT,
        "take": request.POST.get("item") or request.GET.get("take", ""),  # whose form is open
    }
    status = 400 if refused else 200
    return render(request, "approvals/my_application.html", context, status=status)


ACCEPT = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"


@require_POST
def apply(request: HttpRequest, number: str) -> HttpResponse:
    """Apply for an item with its files."""
    today, found = request.today, courses.find(number)  # type: ignore[attr-defined]
    slips.demand_application(whoever(request), found, today)
    try:
        kept = {name.removeprefix("file_"): uploads.keep(one)
                for name, one in request.FILES.items() if name.startswith("file_")}  # fmt: skip
        made = answering.apply(by=whoever(request), on=today, application=found,
                               item=request.POST.get("item", ""), kept=kept)  # fmt: skip
    except Refused as refused:
        return application_page(request, number, refused)
    messages.success(request, say("approvals.applied", number=made.number))
    return redirect("my-case", made.number)


@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One of my cases: the same sheet as its officer's."""
    return case_page(request, number)


def case_page(request: HttpRequest, number: str, refused: Refused | None = None) -> HttpResponse:
    """The page of a case as its applicant or assistant sees it."""
    today, person = request.today, whoever(request)  # type: ignore[attr-defined]
    found = reads.find(number)
    slips.demand_case(person, found, today)
    rows = reads.rows_of(found)
    whole, rules = standing.folded(found, rows, today)
    state = whole.items[found.item]
    known = reads.clocks_of(found, whole, rules, today)
    wanted = request.GET.get("clock", "promised")
    chosen = next((one for one in known if one.limit.clock == wanted), next(iter(known), None))
    shown = [one for one in rows if one.kind not in INTERNAL]
    context: dict[str, Any] = {
        "case": found,
        "item": named(book.item(found).name),
        "procedure": named(rules.procedure.name),
        "where": courses.state_words(state),
        "state": state,
        "clocks": [sheets.brief(one, chosen, state.is_closed) for one in known],
        "sheet": sheets.shown(chosen, today, not state.is_closed) if chosen else None,
        "week": sheets.week(),
        "told": reads.told(shown),
        "held": reads.held(state, today),
        "shares": courses.shares([state], today, rules),
        "materials": views.materials(found, rows, state, today),
        "wanted": wanted_of(found, state, today),
        "last": rows[-1].place,
        "may_rate": state.delivered_on and not any(one.kind == "rated" for one in state.events),
        "grades": [(one, say(f"approvals.grade.{one}")) for one in answering.GRADES],
        "is_assistant": slips.acts_for(state, person, today),
        "refused": refused,
        "feed": feeds.address_of_case(request, found),
        "accept": ACCEPT,
    }
    return render(request, "approvals/my_case.html", context, status=400 if refused else 200)


def wanted_of(found: ApprovalCase, state: Any, today: Any) -> list[materials_.MaterialLine]:
    """The materials that are waited for."""
    lines = views.materials(found, reads.rows_of(found), state, today)
    if not lines:
        item = book.item(found)
        lines = list(materials_.material_lines(item, state, frozenset()))
        owed = {one.material for one in state.open_gaps}
        owed |= state.corrected - state.supplied if state.open_correction else set()
        return [one for one in lines if one.key in owed]
    before = state.accepted_on is None and not state.is_closed and state.open_correction is None
    css = ("waiting", "ended") if before else ("waiting",)
    return [one for one in lines if one.css in css]


@require_POST
def hand_in(request: HttpRequest, number: str) -> HttpResponse:
    """Hand a material in."""
    today, found = request.today, reads.find(number)  # type: ignore[attr-defined]
    slips.demand_case(whoever(request), found, today)
    try:
        answering.hand_in(
            by=whoever(request), on=today, case=found,
            material=request.POST.get("material", ""), file=views.handed_in(request),
            expected=views.whole(request.POST.get("expected", "")),
        )  # fmt: skip
    except Refused as refused:
        return case_page(request, number, refused)
    messages.success(request, say("approvals.handed_in"))
    return redirect("my-case", number)


@require_POST
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Rate a finished case."""
    today, form = request.today, request.POST  # type: ignore[attr-defined]
    found = reads.find(number)
    slips.demand_case(whoever(request), found, today)
    try:
        answering.rate(
            by=whoever(request), on=today, case=found, grade=form.get("grade", ""),
            note=form.get("note", "").strip()[:500],
            expected=views.whole(form.get("expected", "")),
        )  # fmt: skip
    except Refused as refused:
        return case_page(request, number, refused)
    messages.success(request, say("approvals.rated"))
    return redirect("my-case", number)


@require_POST
def log(request: HttpRequest, number: str) -> HttpResponse:
    """A line of the assistant's log."""
    today, found = request.today, reads.find(number)  # type: ignore[attr-defined]
    slips.demand_case(whoever(request), found, today)
    try:
        answering.log(by=whoever(request), on=today, case=found, note=request.POST.get("note", ""),
                      expected=views.whole(request.POST.get("expected", "")))  # fmt: skip
    except Refused as refused:
        return case_page(request, number, refused)
    messages.success(request, say("approvals.recorded"))
    return redirect("my-case", number)


@require_GET
def paper(request: HttpRequest, number: str, place: str, which: str, kind: str) -> FileResponse:
    """A paper of my case; what offices write each other is not mine."""
    found = reads.find(number)
    slips.demand_case(whoever(request), found, request.today)  # type: ignore[attr-defined]
    row = next((one for one in reads.rows_of(found) if one.place == int(place)), None)
    shown = 0 if row and row.kind in INTERNAL else int(place)
    return views.paper_of(found, shown, int(which), kind)


@require_GET
def file(request: HttpRequest, number: str, sha: str) -> FileResponse:
    """A file that I handed in."""
    found = reads.find(number)
    slips.demand_case(whoever(request), found, request.today)  # type: ignore[attr-defined]
    return views.file_of(found, sha)
