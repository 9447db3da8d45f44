"""The stories of a demonstration home."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.desk import access
from zonebook.desk import stories as told


@require_GET
def stories(request: HttpRequest) -> HttpResponse:
    """All walks, each with the pages to open."""
    access.anyone(request)
    found = told.stories(lambda system: access.may(request, "read", system))
    return render(request, "desk/stories.html", {"stories": found})
