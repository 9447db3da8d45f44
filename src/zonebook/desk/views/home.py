"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.desk import access, figures
from zonebook.desk import home as homes


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """My registers, the figures of the year, the last imports, the drop zone."""
    person, today = access.anyone(request), request.today  # type: ignore[attr-defined]
    context = {"home": homes.home(person, today), "figures": figures.tiles(today)}
    return render(request, "desk/home.html", context)
