"""The home page, and the targets of the year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zonebook.desk import access, figures, tiles
from zonebook.desk import home as homes
from zonebook.desk.views.figures import period_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """A leader sees the figures first, an officer what is due, an enterprise its own card, an applicant
    their cases."""
    today = request.today  # type: ignore[attr-defined]
    if access.is_enterprise(request):
        return redirect("own-card")
    if access.is_applicant(request):
        return redirect("my")
    person = access.anyone(request)
    context = {"home": homes.home(person, today), "figures": tiles.tiles(today)}
    return render(request, "desk/home.html", context)


@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """Every target of a year: reached, on schedule, behind, and whose it is."""
    access.anyone(request)
    period, today = period_of(request), request.today  # type: ignore[attr-defined]
    context = {
        "aims": tiles.aims(period, today),
        "periods": list(figures.periods(period, today)),
    }
    return render(request, "desk/targets.html", context)
