"""The pages of the draft check."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from threading import BoundedSemaphore
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from zonebook.core.values import Finding, Reason
from zonebook.systems.drafts import asked as asking
from zonebook.systems.drafts import comments, findings
from zonebook.systems.drafts.asked import Asked
from zonebook.systems.drafts.sheet import Sheet, sheet

# Visitors share two of the server's threads, so that a flood of drafts never keeps the offices
# waiting. No address is counted: behind a proxy all have one, and this page keeps no record.
VISITORS = BoundedSemaphore(2)
PATIENCE = 0.3  # seconds that a draft waits for its turn; longer would hold a thread of the offices

View = Callable[[HttpRequest], HttpResponse]


def in_turn(view: View) -> View:
    """A view whose drafts wait for their turn where a visitor sends them; too long a wait is told."""

    @wraps(view)
    def waiting(request: HttpRequest) -> HttpResponse:
        if request.method == "GET" or request.user.is_authenticated:
            return view(request)
        if not VISITORS.acquire(timeout=PATIENCE):
            text = asking.plain(request.POST.get("text", ""))
            return door(request, Asked(text, error=Finding(Reason("drafts.busy"))), status=503)
        try:
            return view(request)
        finally:
            VISITORS.release()

    return waiting


@login_not_required
@require_http_methods(["GET", "POST"])
@in_turn
def check(request: HttpRequest) -> HttpResponse:
    """文稿核数 for anybody, without sign-in and without a book; nothing that is sent is kept."""
    if request.method == "GET":
        wanted = request.GET.get("sample", "")
        if wanted not in ("clean", "flawed"):
            return door(request, Asked())
        return answer(request, asking.sample(wanted))
    asked = asking.read(request.POST, request.FILES)
    if asked.error is not None:
        return door(request, asked)
    if request.POST.get("do"):
        asked = asking.with_decision(asked, request.POST)
    return answer(request, asked)


def door(request: HttpRequest, asked: Asked, status: int | None = None) -> HttpResponse:
    """The page that takes a draft; with what was wrong where it could not be read."""
    context = {"asked": asked, "here": reverse("check")}
    status = status or (400 if asked.error else 200)
    return render(request, "drafts/check.html", context, status=status)


def answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page of a checked draft."""
    context: dict[str, Any] = {
        "asked": asked,
        "sheet": sheet(asked),
        "here": reverse("check"),
        "word": reverse("check-word"),
        "list": reverse("check-list"),
    }
    return render(request, "drafts/checked.html", context, status=400 if asked.error else 200)


@login_not_required
@require_POST
@in_turn
def word_file(request: HttpRequest) -> HttpResponse:
    """The draft as a Word file with a comment at every finding."""
    asked = asking.read(request.POST, request.FILES)
    if asked.error is not None:
        return door(request, asked)
    return saved(*comments.word_file(sheet(asked), request.today))  # type: ignore[attr-defined]


@login_not_required
@require_POST
@in_turn
def findings_list(request: HttpRequest) -> HttpResponse:
    """The findings as a table for a spreadsheet, or as plain text."""
    asked = asking.read(request.POST, request.FILES)
    if asked.error is not None:
        return door(request, asked)
    return listed(sheet(asked), request.POST.get("as", ""))


def listed(found: Sheet, kind: str) -> FileResponse:
    """The findings in the wanted form."""
    if kind == "text":
        return saved(*findings.as_text(found), "text/plain; charset=utf-8")
    return saved(*findings.as_csv(found), "text/csv; charset=utf-8")


def saved(name: str, content: bytes, kind: str | None = None) -> FileResponse:
    """A file to be saved."""
    more = {"content_type": kind} if kind else {}
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, **more)
