"""What anybody may see without sign-in: the guide to each procedure, and signed calendar feeds."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.desk.language import named
from zonebook.systems.approvals import application_views as applications
from zonebook.systems.approvals import book, feeds
from zonebook.systems.approvals import guide as guides_of


@login_not_required
@require_GET
def guides(request: HttpRequest) -> HttpResponse:
    """办事指南: every procedure."""
    rows = [
        (key, named(one.name), len(one.stages)) for key, one in book.procedures().procedures.items()
    ]
    return render(request, "approvals/guides.html", {"procedures": rows})


@login_not_required
@require_GET
def guide(request: HttpRequest, key: str) -> HttpResponse:
    """One procedure: all its items, or those that a project needs after some answers."""
    today = request.today  # type: ignore[attr-defined]
    procedure = book.procedures().procedure(key)
    asked = applications.questionnaire(request.GET, key)
    answers = {one["key"]: applications.ANSWERS[one["value"]] for one in asked if one["value"]}
    chosen = len(answers) == len(asked) and bool(asked)
    version = procedure.version(today)
    context = {
        "key": key,
        "name": named(procedure.name),
        "asked": asked,
        "chosen": chosen,
        "blocks": guides_of.preview(key, answers, today) if chosen else guides_of.whole(key, today),
        "source": str(version.source),
        "since": version.since,
        "overall": procedure.overall.days if procedure.overall else None,
        "missing": [one["name"] for one in asked if not one["value"]] if answers else [],
    }
    return render(request, "approvals/guide.html", context)


@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A calendar of due days."""
    text = feeds.feed(token, request.today)  # type: ignore[attr-defined]
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
