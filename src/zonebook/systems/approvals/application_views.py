"""The pages of applications, for officers: filing, items, area assessments, mandates, slips."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zonebook.core.values import Refused
from zonebook.desk import access
from zonebook.desk.language import named, say
from zonebook.systems.approvals import (
    applying,
    book,
    courses,
    guide,
    reads,
    slips,
    standing,
    steps,
)
from zonebook.systems.approvals.actions import Step

ANSWERS = {"yes": True, "no": False}


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """申报: the projects on their way, the latest first."""
    access.demand(request, "read", "approvals")
    shown = courses.listed(courses.on_their_way())
    context = {"shown": shown, "may_write": access.may(request, "write", "approvals")}
    return render(request, "approvals/applications.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """登记申报: a few questions decide the items; nothing is written before it is sent."""
    person, today = access.demand(request, "write", "approvals"), request.today  # type: ignore
    query = request.POST or request.GET
    key = query.get("procedure", "")
    context: dict[str, Any] = {"procedures": procedures(), "typed": query, "key": key}
    if key not in book.procedures().procedures:
        return render(request, "approvals/new.html", context)
    asked = questionnaire(query, key)
    context |= {"asked": asked, "name": named(book.procedures().procedure(key).name)}
    answers = {one["key"]: ANSWERS[one["value"]] for one in asked if one["value"]}
    if request.method == "GET":
        if len(answers) == len(asked):
            context["blocks"] = guide.preview(key, answers, today)
        return render(request, "approvals/new.html", context)
    try:
        values = read_values(request.POST, key, answers)
        made = applying.file(by=person, on=today, values=values)
    except Refused as refused:
        context["refused"] = refused
        return render(request, "approvals/new.html", context, status=400)
    messages.success(request, say("approvals.filed", number=made.number))
    return redirect("application", made.number)


def procedures() -> list[tuple[str, str]]:
    """Every procedure: key and name."""
    return [(key, named(one.name)) for key, one in book.procedures().procedures.items()]


def questionnaire(query: QueryDict, key: str) -> list[dict[str, str]]:
    """The questions of a procedure with what was answered."""
    asked = applying.questions(book.procedures().procedure(key))
    given = {one: query.get(f"q_{one}", "") for one, _ in asked}
    return [{"key": one, "name": named(name), "value": given[one] if given[one] in ANSWERS else ""}
            for one, name in asked]  # fmt: skip


def read_values(form: QueryDict, key: str, answers: Mapping[str, bool]) -> dict[str, Any]:
    """What a filing says; the applicant and the project are found by code or name."""
    applicant = form.get("applicant", "").strip()
    entity = applying.entity_of(applicant)
    title = form.get("title", "").strip()
    return {
        "title": title,
        "procedure": key,
        "applicant": entity.name if entity else applicant,
        "entity": entity,
        "project": applying.project_of(title),
        "filed_on": steps.whole_day(form.get("filed_on", "")),
        "answers": dict(answers),
        "parcel": form.get("parcel", "").strip(),
        "window": form.get("window", "").strip(),
    }


@require_GET
def show(request: HttpRequest, number: str) -> HttpResponse:
    """One application: stages, items, papers, who held the ball."""
    access.demand(request, "read", "approvals")
    return page(request, number)


def page(request: HttpRequest, number: str, refused: Refused | None = None) -> HttpResponse:
    """The page of an application; after a refusal with its reasons."""
    today = request.today  # type: ignore[attr-defined]
    found = courses.find(number)
    kin = standing.kin([found.pk])
    filing = filing_day(request, today)
    context = {
        "application": found,
        "procedure": named(book.procedures().procedure(found.procedure).name),
        "blocks": courses.blocks(found, filing, kin),
        "filing": filing,
        "answers": courses.answers(found),
        "outside": courses.outside(found, filing),
        "shares": courses.shares_of(found, kin, today),
        "mandates": courses.mandates(found, kin),
        "begun": courses.begun(found, kin),
        "assistants": slips.assistants(today),
        "receipt": courses.next_number(found, "received", today),
        "mandate_no": courses.next_number(found, "mandate_given", today),
        "waive_no": courses.next_number(found, "waived", today),
        "may_write": access.may(request, "write", "approvals"),
        "refused": refused,
    }
    status = 400 if refused else 200
    return render(request, "approvals/application.html", context, status=status)


def filing_day(request: HttpRequest, today: date) -> date:
    """The day on which the next item is expected to be filed; today where none is given."""
    text = request.GET.get("filing", "").strip()
    return steps.whole_day(text) if text else today


@require_POST
def receive(request: HttpRequest, number: str) -> HttpResponse:
    """收件: an item's papers are taken in."""
    person, today = access.demand(request, "write", "approvals"), request.today  # type: ignore
    found, form = courses.find(number), request.POST
    try:
        step = Step("received", steps.whole_day(form.get("on", "")), form.get("paper", ""),
                    {"materials": form.getlist("materials")})  # fmt: skip
        case = applying.receive(
            by=person, on=today, application=found, item=form.get("item", ""), step=step
        )
    except Refused as refused:
        return page(request, number, refused)
    messages.success(request, say("approvals.recorded"))
    return redirect("approval-case", case.number)


@require_POST
def waive(request: HttpRequest, number: str) -> HttpResponse:
    """区域评估: an item need not be applied for."""
    person, today = access.demand(request, "write", "approvals"), request.today  # type: ignore
    found, form = courses.find(number), request.POST
    try:
        step = Step("waived", steps.whole_day(form.get("on", "")), form.get("paper", ""))
        applying.waive(by=person, on=today, application=found, item=form.get("item", ""), step=step)
    except Refused as refused:
        return page(request, number, refused)
    messages.success(request, say("approvals.recorded"))
    return redirect("application", number)


@require_POST
def mandate(request: HttpRequest, number: str) -> HttpResponse:
    """代办委托: an assistant for some items, or its end."""
    person, today = access.demand(request, "write", "approvals"), request.today  # type: ignore
    found, form = courses.find(number), request.POST
    try:
        if form.get("end"):
            step = Step("mandate_ended", steps.whole_day(form.get("on", "")),
                        args={"note": form.get("note", "").strip()})  # fmt: skip
            applying.hand_back(by=person, on=today, application=found, step=step)
        else:
            given = {"by": person, "on": today, "application": found}
            applying.mandate(items=form.getlist("items"), step=mandate_step(form), **given)
    except Refused as refused:
        return page(request, number, refused)
    messages.success(request, say("approvals.recorded"))
    return redirect("application", number)


def mandate_step(form: QueryDict) -> Step:
    """The mandate that a form gives; Refused without an assistant."""
    who = slips.assistant(form.get("assistant", ""))
    args: dict[str, Any] = {"assistant": who.name, "person": who.key}
    if scope := form.get("scope", "").strip():
        args["scope"] = scope
    if until := form.get("until", "").strip():
        args["until"] = steps.whole_day(until)
    return Step("mandate_given", steps.whole_day(form.get("on", "")), form.get("paper", ""), args)


@require_POST
def slip(request: HttpRequest, number: str) -> HttpResponse:
    """邀请单: a code for the applicant, shown once, to be printed."""
    person, today = access.demand(request, "write", "approvals"), request.today  # type: ignore
    given: dict[str, Any] = {"by": person, "on": today}
    if number.startswith("SL-"):
        holder: Any = courses.find(number)
        given["application"] = holder
    else:
        holder = reads.find(number)
        given["case"] = holder
    if request.POST.get("entity") and holder.entity is not None:
        given = {"by": person, "on": today, "entity": holder.entity}
    invitation, code = slips.issue(**given)
    context = {"slip": invitation, "code": code, "holder": holder,
               "whole": "entity" in given}  # fmt: skip
    return render(request, "approvals/slip.html", context)
