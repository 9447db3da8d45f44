"""The zone's year at a glance."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.desk import access, figures, year
from zonebook.desk.views.figures import period_of


@require_GET
def glance(request: HttpRequest) -> HttpResponse:
    """全年一览: drawings of the year, each mark opening its figure."""
    access.anyone(request)
    period, today = period_of(request), request.today  # type: ignore[attr-defined]
    context = {
        "page": year.page(period, today, access.readable_nouns(request)),
        "periods": list(figures.periods(period, today)),
    }
    return render(request, "desk/year.html", context)
