"""一企一档: finding an enterprise, and its file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zonebook.desk import access, enterprises


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Enterprises by credit code, present or former name."""
    access.demand(request, "read", "registration")
    text = request.GET.get("q", "").strip()[:100]
    if address := enterprises.exact(text):
        return redirect(address)
    hits = enterprises.find(text, request.today)  # type: ignore[attr-defined]
    context = {"text": text, "hits": hits, "few": enterprises.FEW}
    return render(request, "desk/enterprises.html", context)


@require_GET
def file(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that the book holds of one enterprise."""
    access.demand(request, "read", "registration")
    asked = {name: request.GET.get(name, "")[:40] for name in ("in", "year")}
    today = request.today  # type: ignore[attr-defined]
    entity = enterprises.get(number)
    page = enterprises.file(entity, access.readable_nouns(request), today, asked)
    return render(request, "desk/enterprise.html", {"page": page})
