"""Pages for those who lead: limit replay, and the exchange with other platforms."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.core.values import Refused
from zonebook.desk import access
from zonebook.desk.language import say
from zonebook.systems.approvals import exchange, limits, reads

TRIED = "11 7 5"


@require_GET
def replay(request: HttpRequest) -> HttpResponse:
    """时限压减测算: what items took, and what the limits typed would have meant."""
    access.demand(request, "read", "approvals")
    today = request.today  # type: ignore[attr-defined]
    text, year = request.GET.get("limits") or TRIED, request.GET.get("year", "")
    chosen = year_of(year)
    years = [str(one) for one in range(today.year, today.year - 4, -1)]
    context = {"tried": text, "year": year, "years": years}
    try:
        context["blocks"] = limits.blocks(today, limits.asked_limits(text), chosen)
    except Refused as refused:
        context["findings"] = refused.findings
        return render(request, "approvals/limits.html", context, status=400)
    return render(request, "approvals/limits.html", context)


@require_GET
def items(request: HttpRequest, stage: str) -> HttpResponse:
    """The items behind a count of the replay: of one promise (`since`), against one limit."""
    access.demand(request, "read", "approvals")
    asked, today = request.GET, request.today  # type: ignore[attr-defined]
    only = asked.get("only", "")
    try:
        since = date.fromisoformat(asked["since"]) if asked.get("since") else None
        limit = limits.asked_limits(asked.get("limit", ""))[0]
        name = reads.named_in(limits.stage_of(*stage.rsplit("-", 1)).name)
    except (ValueError, TypeError, StopIteration, Refused):
        raise Http404 from None  # an address that no count of the page has
    year = asked.get("year", "")
    found = limits.lines(today, year_of(year), stage, since, limit)
    kept = [one for one in found if only in ("", "decided" if one.decided_on else "", one.outcome)]
    context = {
        "title": say("limits.counted", stage=name, count=len(kept)),
        "against": say("limits.against", limit=limit),
        "lines": kept,
        "year": year,
    }
    return render(request, "approvals/limits_items.html", context)


def year_of(text: str) -> int | None:
    """The year asked for; None for all."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


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
