"""A refusal as a page: what happened, where, what to do, and that nothing was lost."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zonebook.core.values import Reason, Refused

UNKNOWN = ("registers.unknown", "desk.no_such", "figures.unknown_key")


class RefusedMiddleware:
    """Turns a Refused that no view has caught into a page with its sentences."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a refusal; every other exception means that our program is wrong."""
        if not isinstance(error, Refused):
            return None
        return refused(request, error)


def status_of(error: Refused) -> int:
    """403 without the right, 404 for what is not there, 400 for what cannot be done."""
    key = error.findings[0].message.key
    if key.startswith("permissions."):
        return 403
    return 404 if key.startswith(UNKNOWN) else 400


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """The page that says why."""
    status = status_of(error)
    context = {"findings": error.findings, "status": status}
    return render(request, "desk/refused.html", context, status=status)


def missing(what: str, /, **args: object) -> Refused:
    """There is no such thing in the book."""
    return Refused(Reason(f"desk.no_such_{what}", args))
