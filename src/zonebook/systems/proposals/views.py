"""The page of proposals."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zonebook.desk import access
from zonebook.desk.language import say
from zonebook.systems.proposals import actions, reads


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """建议: what other offices would put into our columns, and what became of earlier ones."""
    person, on = access.anyone(request), request.today  # type: ignore[attr-defined]
    context = {"waiting": reads.mine(person, on), "settled": reads.settled(person, on)}
    return render(request, "proposals/proposals.html", context)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """采纳."""
    person = access.anyone(request)
    actions.accept(pk, by=person, on=request.today)  # type: ignore[attr-defined]
    messages.success(request, say("proposals.accepted"))
    return redirect("proposals")


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """不采纳."""
    person, why = access.anyone(request), request.POST.get("why", "")
    actions.decline(pk, by=person, on=request.today, why=why)  # type: ignore[attr-defined]
    messages.success(request, say("proposals.declined"))
    return redirect("proposals")
