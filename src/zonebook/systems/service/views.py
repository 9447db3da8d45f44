"""The pages of requests for land, energy, capital and labour."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zonebook.core.values import Refused
from zonebook.desk import access
from zonebook.desk.language import say
from zonebook.systems.service import actions, reads


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """要素对接: every open request for a factor, and how many offers answer it."""
    access.demand(request, "read", "service")
    today = request.today  # type: ignore[attr-defined]
    return render(request, "service/requests.html", {"rows": reads.open_requests(today)})


@require_GET
def request_page(request: HttpRequest, number: str) -> HttpResponse:
    """One request beside what the zone has for it."""
    access.demand(request, "read", "service")
    return page(request, number)


def page(request: HttpRequest, number: str, refused: Refused | None = None) -> HttpResponse:
    """The page of a request; a refusal stands at its top."""
    context = {
        "asked": reads.one(number, request.today),  # type: ignore[attr-defined]
        "may_write": access.may(request, "write", "service"),
        "refused": refused,
        "typed": request.POST,
    }
    return render(request, "service/request.html", context, status=400 if refused else 200)


@require_POST
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Answer it with an offer."""
    person, today = access.demand(request, "write", "service"), request.today  # type: ignore
    offer, note = request.POST.get("offer", ""), request.POST.get("note", "")
    try:
        actions.answer(request=number, offer=offer, by=person, on=today, note=note)
    except Refused as refused:
        return page(request, number, refused)
    messages.success(request, say("service.answered"))
    return redirect("service-request", number)


@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """Take an answer back."""
    person, today = access.demand(request, "write", "service"), request.today  # type: ignore
    found = actions.take_back(event=number, by=person, on=today, why=request.POST.get("why", ""))
    messages.success(request, say("service.taken_back"))
    return redirect("service-request", found.request.number)
