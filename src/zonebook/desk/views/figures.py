"""The list of figures, and each figure with its because-tree."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.core.period import Period
from zonebook.desk import access, figures, forward, opened


def period_of(request: HttpRequest) -> Period:
    """The period asked for; else the last year that is over. Refused where it cannot be read."""
    asked = request.GET.get("period", "").strip()
    return Period.parse(asked) if asked else Period.year(request.today.year - 1)  # type: ignore


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every figure of the catalogue with the year before, and what they must agree on."""
    access.anyone(request)
    period = period_of(request)
    checks = figures.checks(period)
    context = {
        "period": period,
        "periods": list(figures.periods(period, request.today)),  # type: ignore[attr-defined]
        "groups": [
            (office, pairs, forward.of_group(office, pairs))
            for office, pairs in figures.all_shown(period, request.today)  # type: ignore
        ],
        "checks": checks,
        "checks_counted": figures.counted_checks(checks),
    }
    return render(request, "desk/figures.html", context)


@require_GET
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """来源追溯: one figure, opened down to its rows."""
    access.anyone(request)
    nouns = access.readable_nouns(request)
    leaf = request.GET.get("rows", "1")
    leaf_no = int(leaf) if leaf.isascii() and leaf.isdigit() and len(leaf) < 6 else 1
    page = opened.page(key, period_of(request), request.today, nouns, leaf_no)  # type: ignore
    return render(request, "desk/figure.html", {"page": page})
