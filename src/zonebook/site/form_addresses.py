"""An address that only takes forms, opened in a browser, leads to the page that its form stands on."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve


class FormAddressMiddleware:
    """A refused form leaves its own address in the browser: reloaded or put into the other
    language, it would show the browser's own page of an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        # Programs do not ask for HTML; they are told that the address takes forms only.
        reads_pages = "text/html" in request.headers.get("accept", "")
        if answer.status_code == 405 and request.method == "GET" and reads_pages:
            return redirect(page_above(request.path))
        return answer


def page_above(path: str) -> str:
    """The nearest address above one that leads somewhere."""
    while (path := path.rpartition("/")[0]) not in ("", "/"):
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"
