"""The pages of reports."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zonebook.desk import access
from zonebook.desk.language import lang
from zonebook.systems.bulletin import actions, reads, shelf


@require_GET
def report(request: HttpRequest, key: str) -> HttpResponse:
    """A report of a period, every figure of which opens."""
    access.anyone(request)
    day = request.today  # type: ignore[attr-defined]
    made = reads.report(key, request.GET.get("period", ""), day)
    may = {
        "read_releases": access.may(request, "read", "bulletin"),
        "prepare": made.is_over and access.may(request, "write", "bulletin"),
    }
    return render(request, "bulletin/report.html", {"report": made, "may": may})


@require_GET
def form(request: HttpRequest, key: str, kind: str) -> FileResponse:
    """The same report as a file: docx, pdf, text, json or csv."""
    access.anyone(request)
    day = request.today  # type: ignore[attr-defined]
    name, content = actions.form(key, kind, request.GET.get("period", ""), on=day, lang=lang())
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)


@require_POST
def prepare(request: HttpRequest, key: str) -> HttpResponse:
    """拟稿: freeze the report as the book has it; somebody else approves it."""
    person = access.demand(request, "write", "bulletin")
    day = request.today  # type: ignore[attr-defined]
    made = actions.prepare(key, request.POST.get("period", ""), by=person, on=day)
    return redirect("release", made.release.number)


@require_GET
def releases(request: HttpRequest) -> HttpResponse:
    """定稿版: all releases, newest first."""
    access.demand(request, "read", "bulletin")
    return render(request, "bulletin/releases.html", {"lines": shelf.lines()})


@require_GET
def release(request: HttpRequest, number: str) -> HttpResponse:
    """A released report as it was frozen, its files, and what has changed since."""
    person = access.demand(request, "read", "bulletin")
    publishes = access.may(request, "publish", "bulletin")
    page = shelf.page(number, access.readable_nouns(request), person, publishes)
    return render(request, "bulletin/release.html", {"page": page})


@require_GET
def file(request: HttpRequest, number: str, kind: str) -> FileResponse:
    """A released file, byte for byte."""
    access.demand(request, "read", "bulletin")
    name, content = shelf.file(number, kind, lang())
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)


@require_POST
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """定稿: approve what somebody else prepared."""
    person = access.demand(request, "publish", "bulletin")
    actions.approve_release(number, by=person, on=request.today)  # type: ignore[attr-defined]
    return redirect("release", number)
