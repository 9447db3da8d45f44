"""The page of a week."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.desk import access
from zonebook.systems.promotion import weeks


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """招商周报: what is new, moved on, signed or stood still since a Monday."""
    access.demand(request, "read", "promotion")
    asked = request.GET.get("from", ""), request.GET.get("group", "").strip()
    found = weeks.week(request.today, *asked)  # type: ignore[attr-defined]
    return render(request, "promotion/week.html", {"week": found})
