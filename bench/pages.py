"""Pages a second of the demonstration: a list and a figure beside a bare Django list page.

One process answers one request after another, without a network, and nobody writes in between: CPU
seconds. The bare page reads the same fifty projects through the ORM into a table; it knows no
rights, filters, words or layout. `written`: the home page when the book has changed each time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

from bench import demonstration, running

NAME = "pages: a second, one process (CPU seconds)"
RUNS, TIMES = 5, 12
BARE = (
    "<!doctype html><title>Projects</title><table>{% for one in rows %}<tr><td>{{ one.number }}"
    "<td>{{ one.name }}<td>{{ one.investor }}<td>{{ one.industry }}"
    "<td>{{ one.total_investment_fen }}<td>{{ one.group }}</tr>{% endfor %}</table>"
)
Page = Callable[[], Any]


def of_the_site(address: str) -> Page:
    """A page as the deputy director opens it."""
    from django.test import Client

    from zonebook.records.models import Person

    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(key="leader"))
    return lambda: client.get(address)


def after_writing(address: str) -> Page:
    """A page as it is asked for just after somebody has written."""
    from datetime import date

    from zonebook.records import write
    from zonebook.records.models import Person

    page, clerk = of_the_site(address), Person.objects.get(key="sun")

    def asked() -> Any:
        with write.batch(by=clerk, on=date(2024, 2, 18), kind="edit"):
            pass
        return page()

    return asked


def bare() -> Page:
    """A bare Django list page of fifty projects, through the same request and response."""
    from django.http import HttpResponse
    from django.template import engines
    from django.test import Client, override_settings
    from django.urls import path

    from zonebook.records.models import Project

    template = engines["django"].from_string(BARE)

    def listing(request: Any) -> HttpResponse:
        found = Project.objects.order_by("-id")[:50]
        return HttpResponse(template.render({"rows": found}, request))

    urls: Any = type(sys)("bench_bare_urls")
    urls.urlpatterns = [path("", listing)]
    sys.modules["bench_bare_urls"] = urls
    override_settings(ROOT_URLCONF="bench_bare_urls", MIDDLEWARE=[]).enable()
    client = Client(SERVER_NAME="localhost")
    return lambda: client.get("/")


WORKERS: dict[str, tuple[str, str, Callable[[], Page]]] = {
    "list": ("list of projects", "zonebook", lambda: of_the_site("/registers/project")),
    "figure": ("figure with its 19 rows", "zonebook",
               lambda: of_the_site("/figures/amt_signed?period=2023")),
    "home": ("the deputy director's home", "zonebook", lambda: of_the_site("/")),
    "written": ("the same after each writing", "zonebook", lambda: after_writing("/")),
    "bare": ("list of projects", "bare Django list page", bare),
}  # fmt: skip


def rows() -> Iterator[dict[str, str]]:
    """Each in a process of its own."""
    demonstration.made()
    own = 0.0
    for name, (what, who, _) in WORKERS.items():
        found = running.apart("bench.pages", name)
        rates = found.rates(TIMES)
        own = own or sorted(rates)[len(rates) // 2]
        yield running.rate_row(what, who, rates, found.peak, own, "pages")


def worker(name: str) -> None:
    """Measure one page, after one to warm up; anything but a whole page ends the bench."""
    demonstration.opened()
    page = WORKERS[name][2]()
    status = page().status_code
    if status != 200:
        raise SystemExit(f"{name}: the page answers {status}")

    def some() -> None:
        for _ in range(TIMES):
            page()

    running.tell(running.timed(some, RUNS))


if __name__ == "__main__":
    worker(sys.argv[1])
