"""Pages as long pictures."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from zonebook.desk import access, enterprises, lists, opened, pictures, portraits, tiles
from zonebook.desk import year as years
from zonebook.desk.language import say
from zonebook.desk.views.figures import period_of
from zonebook.desk.views.sponsored import board_of


def answer(picture: pictures.Picture) -> HttpResponse:
    """A picture as an attachment under its title."""
    found = HttpResponse(pictures.drawn(picture), content_type="image/png")
    name = quote(say("picture.name", title=picture.title))
    found["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return found


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The main figures."""
    access.anyone(request)
    return answer(portraits.of_home(tiles.tiles(request.today)))  # type: ignore[attr-defined]


@require_GET
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One figure with its rows."""
    access.anyone(request)
    today, nouns = request.today, access.readable_nouns(request)  # type: ignore[attr-defined]
    page = opened.page(key, period_of(request), today, nouns)
    return answer(portraits.of_figure(page))


@require_GET
def enterprise(request: HttpRequest, number: str) -> HttpResponse:
    """One enterprise."""
    access.demand(request, "read", "registration")
    today, nouns = request.today, access.readable_nouns(request)  # type: ignore[attr-defined]
    page = enterprises.file(enterprises.get(number), nouns, today, {})
    return answer(portraits.of_enterprise(page, today))


@require_GET
def listing(request: HttpRequest, key: str) -> HttpResponse:
    """One page of a register, as its address narrows and orders it."""
    register = access.register_for(request, "read", key)
    today = request.today  # type: ignore[attr-defined]
    page = lists.page_of(register, lists.Asked.read(register, request.GET.dict()), today)
    return answer(portraits.of_list(register, page, today))


@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """The year at a glance."""
    access.anyone(request)
    period, today = period_of(request), request.today  # type: ignore[attr-defined]
    page = years.page(period, today, set())
    return answer(portraits.of_year(page, min(period.last_day, today).isoformat()))


@require_GET
def sponsored(request: HttpRequest) -> HttpResponse:
    """The sponsored projects with their lights."""
    access.demand(request, "read", "projects")
    return answer(portraits.of_sponsored(board_of(request), request.today))  # type: ignore
