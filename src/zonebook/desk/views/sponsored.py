"""包抓项目 with their lights."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.desk import access
from zonebook.desk import sponsored as boards


def board_of(request: HttpRequest) -> boards.Board:
    """The projects that a request asks for."""
    asked = {name: request.GET.get(name, "").strip() for name in ("leader", "colour")}
    return boards.board(request.today, **asked)  # type: ignore[attr-defined]


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Every sponsored project, its light, and why it shows that colour."""
    access.demand(request, "read", "projects")
    return render(request, "desk/sponsored.html", {"board": board_of(request)})
