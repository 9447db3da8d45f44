"""Whoever is not signed in is sent to do so; a form that was sent comes back with what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Not to be shown again: tokens, passwords and where to go next.
UNTOLD = ("csrfmiddlewaretoken", "next")
KEY = re.compile(r"[a-z][a-z0-9_.-]*")  # of a choice, which nobody typed


class SignedInMiddleware(LoginRequiredMiddleware):
    """Asks to sign in; a redirect would lose a form that was filled while the sign-in ran out."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        """The sign-in page, or the page that gives back what was typed."""
        if request.method == "POST" and typed(request):
            return stale_form(request)
        return super().handle_no_permission(request, view_func)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an earlier sign-in: nothing was written, and what was typed can be copied."""
    came_from, context = urlsplit(request.headers.get("referer", "")), {}
    # Another site may send a form here too; it has no business on a page of ours.
    if came_from.netloc == request.get_host():
        back = came_from._replace(scheme="", netloc="").geturl()
        context = {"typed": typed(request), "back": back}
    return render(request, "site/stale.html", context, status=403)


def typed(request: HttpRequest) -> list[str]:
    """What stands in the fields of a form that was sent, each once, without passwords and tokens."""
    found = [
        value
        for name, values in request.POST.lists()
        if name not in UNTOLD and "password" not in name
        for value in values
        if value.strip() and not KEY.fullmatch(value)
    ]
    return list(dict.fromkeys(found))
