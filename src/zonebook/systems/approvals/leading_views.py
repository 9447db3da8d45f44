"""Pages for those who lead: limit replay, and the exchange with other platforms."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.core.values import Refused
from zonebook.desk import access
from zonebook.systems.approvals import exchange, limits

TRIED = "11 7 5"


@require_GET
def replay(request: HttpRequest) -> HttpResponse:
    """时限压减测算: what items took, and what the limits typed would have meant."""
    access.demand(request, "read", "approvals")
    today = request.today  # type: ignore[attr-defined]
    text, year = request.GET.get("limits") or TRIED, request.GET.get("year", "")
    chosen = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    years = [str(one) for one in range(today.year, today.year - 4, -1)]
    context = {"tried": text, "year": year, "years": years}
    try:
        context["blocks"] = limits.blocks(today, limits.asked_limits(text), chosen)
    except Refused as refused:
        context["findings"] = refused.findings
        return render(request, "approvals/limits.html", context, status=400)
    return render(request, "approvals/limits.html", context)


@require_GET
def packages(request: HttpRequest) -> HttpResponse:
    """数据交换: what could be sent, and what is missing."""
    access.demand(request, "read", "approvals")
    today = request.today  # type: ignore[attr-defined]
    found = [(key, f"exchange.{key}", exchange.package(key, today)) for key in exchange.STANDARDS]
    return render(request, "approvals/exchange.html", {"packages": found})


@require_GET
def package(request: HttpRequest, kind: str) -> FileResponse:
    """One file to exchange."""
    access.demand(request, "read", "approvals")
    name, type_, content = exchange.download(kind, request.today)  # type: ignore[attr-defined]
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=type_)
