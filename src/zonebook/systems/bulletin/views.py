"""The pages of reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.desk import access
from zonebook.systems.bulletin import reads


@require_GET
def annual(request: HttpRequest) -> HttpResponse:
    """The annual report of a year, every figure of which opens."""
    access.anyone(request)
    year = reads.year_of(request.GET.get("year", ""), request.today)  # type: ignore[attr-defined]
    report = reads.report("annual", year, request.today)  # type: ignore[attr-defined]
    return render(request, "bulletin/report.html", {"report": report})
