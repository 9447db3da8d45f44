"""The pages of the draft check inside a zone: against the book, kept only where somebody asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from zonebook.core.values import Finding
from zonebook.desk import access
from zonebook.desk.language import say
from zonebook.records.models import DraftCheck, OfficeDraft
from zonebook.records.permissions import systems_of
from zonebook.systems.drafts import actions, binding, comments, office
from zonebook.systems.drafts import asked as asking
from zonebook.systems.drafts.asked import Asked, Decision
from zonebook.systems.drafts.sheet import Sheet, sheet_against_book
from zonebook.systems.drafts.views import listed, saved


@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """文稿核数 against the book, and the drafts that the person's office keeps."""
    person = access.anyone(request)
    if request.method == "GET" and request.GET.get("sample") not in ("clean", "flawed"):
        return door(request, Asked())
    if request.method == "GET":
        return answer(request, asking.sample(request.GET["sample"], Path(settings.HOME) / "drafts"))
    asked = asking.read(request.POST, request.FILES)
    if asked.error is not None:
        return door(request, asked)
    if request.POST.get("do") == "keep":
        found = checked(request, asked)
        title, chosen = request.POST.get("title", ""), request.POST.get("office", "")
        draft = actions.keep(found, title=title, office=chosen, by=person, on=request.today)  # type: ignore[attr-defined]
        messages.success(request, say("drafts.kept"))
        return redirect("office-draft", draft.pk)
    if request.POST.get("do"):
        decision = asking.decided(request.POST, binding.figures())
        remember(request, asked, decision)
        asked = asking.with_decision(asked, request.POST, binding.figures())
    return answer(request, asked)


def door(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page that takes a draft, above those that the office keeps."""
    person, today = request.user, request.today  # type: ignore[attr-defined]
    context = {
        "asked": asked,
        "here": reverse("drafts"),
        "lines": office.lines(person, today),  # type: ignore[arg-type]
        "removed": office.removed(person, today),  # type: ignore[arg-type]
    }
    status = 400 if asked.error else 200
    return render(request, "drafts/office.html", context, status=status)


def checked(request: HttpRequest, asked: Asked) -> Sheet:
    """A draft checked against the book as it may be told today."""
    return sheet_against_book(asked, request.today)  # type: ignore[attr-defined]


def answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page of a checked draft that is not kept."""
    more = {
        "here": reverse("drafts"),
        "word": reverse("drafts-word"),
        "list": reverse("drafts-list"),
        "title": actions.title_of(asked),
        "offices": office.offices(request.user, request.today),  # type: ignore[arg-type,attr-defined]
    }
    return shown(request, asked, more)


def shown(request: HttpRequest, asked: Asked, more: dict[str, Any]) -> HttpResponse:
    """The page of a checked draft."""
    context = {
        "asked": asked,
        "sheet": checked(request, asked),
        "figures": binding.figure_names(),
        **more,
    }
    status = 400 if asked.error else 200
    return render(request, "drafts/office_checked.html", context, status=status)


def remember(request: HttpRequest, asked: Asked, decision: Decision | Finding) -> None:
    """Learn from a choice for later drafts, or forget it; of those who write in the book only."""
    person, today = request.user, request.today  # type: ignore[attr-defined]
    if isinstance(decision, Finding) or not systems_of(person, "write", today):  # type: ignore[arg-type]
        return
    before = asked.decided("bound", decision.what)
    if before is not None and before.why:
        binding.forget(asked, before, by=person, on=today)  # type: ignore[arg-type]
    if decision.kind == "bound" and decision.why:
        binding.learn(asked, decision, by=person, on=today)  # type: ignore[arg-type]
        messages.success(request, say("drafts.learned"))


@require_POST
def word_file(request: HttpRequest) -> HttpResponse:
    """The draft as a Word file with a comment at every finding."""
    access.anyone(request)
    asked = asking.read(request.POST, request.FILES)
    if asked.error is not None:
        return door(request, asked)
    return saved(*comments.word_file(checked(request, asked), request.today))  # type: ignore[attr-defined]


@require_POST
def findings_list(request: HttpRequest) -> HttpResponse:
    """The findings as a table for a spreadsheet, or as plain text."""
    access.anyone(request)
    asked = asking.read(request.POST, request.FILES)
    if asked.error is not None:
        return door(request, asked)
    return listed(checked(request, asked), request.POST.get("as", ""))


# --- drafts that an office keeps ----------------------------------------------------------------


def kept(request: HttpRequest, pk: int) -> tuple[OfficeDraft, DraftCheck, Asked]:
    """A draft of the person's office with the check that is asked for."""
    person = access.anyone(request)
    draft = office.find(person, pk, request.today)  # type: ignore[attr-defined]
    wanted = request.POST.get("version") or request.GET.get("version") or ""
    place = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else None
    check = office.check_of(draft, place)
    return draft, check, office.asked_of(draft, check)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A kept draft: its check, what was decided, and the earlier checks; a new text is a new check."""
    found, check, asked = kept(request, pk)
    if request.method == "GET":
        return draft_page(request, found, check, asked)
    if request.POST.get("do") == "remove":
        actions.remove(found, by=access.anyone(request), on=request.today)  # type: ignore[attr-defined]
        messages.success(request, say("drafts.removed"))
        return redirect("drafts")
    if request.POST.get("do"):
        return decided(request, found, check, asked)
    newer = asking.read(request.POST, request.FILES)
    if newer.error is not None:
        error = replace(asked, error=newer.error, field="edited")
        return draft_page(request, found, check, error)
    newer = replace(newer, decisions=asked.decisions)
    person, today = access.anyone(request), request.today  # type: ignore[attr-defined]
    made = actions.check_again(found, checked(request, newer), by=person, on=today)
    messages.success(request, say("drafts.checked_again", n=made.place))
    return redirect("office-draft", pk)


def draft_page(
    request: HttpRequest, found: OfficeDraft, check: DraftCheck, asked: Asked
) -> HttpResponse:
    """The page of a kept draft."""
    here = reverse("office-draft", args=[found.pk])
    more = {
        "here": here,
        "word": f"{here}/word",
        "list": f"{here}/list",
        "door": reverse("drafts"),
        "draft": found,
        "check": check,
        "versions": office.history(found, check.place),
    }
    return shown(request, asked, more)


def decided(
    request: HttpRequest, found: OfficeDraft, check: DraftCheck, asked: Asked
) -> HttpResponse:
    """Keep what was decided about a kept draft."""
    decision = asking.decided(request.POST, binding.figures())
    if isinstance(decision, Finding):
        return draft_page(request, found, check, replace(asked, error=decision))
    person, today = access.anyone(request), request.today  # type: ignore[attr-defined]
    actions.decide(found, decision, by=person, on=today)
    remember(request, asked, decision)
    address = reverse("office-draft", args=[found.pk])
    return redirect(f"{address}?version={check.place}")


@require_POST
def draft_word(request: HttpRequest, pk: int) -> FileResponse:
    """A kept draft as a Word file with comments."""
    _, _, asked = kept(request, pk)
    return saved(*comments.word_file(checked(request, asked), request.today))  # type: ignore[attr-defined]


@require_POST
def draft_list(request: HttpRequest, pk: int) -> FileResponse:
    """The findings of a kept draft as a list."""
    _, _, asked = kept(request, pk)
    return listed(checked(request, asked), request.POST.get("as", ""))
