"""Sign-in and sign-out, and the pages for what cannot be shown."""

from __future__ import annotations

from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from zonebook.records import invitations, permissions
from zonebook.records.models import Person
from zonebook.site import entry

BACKEND = "zonebook.site.entry.ByPassword"


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The sign-in page."""
    if request.method == "POST":
        name, password = request.POST.get("name", "").strip(), request.POST.get("password", "")
        person = auth.authenticate(request, username=name, password=password)
        if person is not None:
            auth.login(request, person)
            return redirect(next_page(request))
        return enter_page(request, status=403, name=name, wrong=True)
    if request.user.is_authenticated:
        return redirect(next_page(request))
    return enter_page(request)


def enter_page(request: HttpRequest, status: int = 200, **shown: object) -> HttpResponse:
    """The page with the role buttons of a demonstration home."""
    context = {"roles": entry.roles(), "next": next_page(request), **shown}
    return render(request, "site/enter.html", context, status=status)


@login_not_required
@require_POST
def enter_as(request: HttpRequest) -> HttpResponse:
    """以…身份进入: in a demonstration home only."""
    person = entry.in_role(request.POST.get("person", ""))
    if person is None:
        return enter_page(request, status=403, no_role=True)
    auth.login(request, person, backend=BACKEND)
    return redirect(
        next_page(request) if works_here(person, request) else own_page(person, request)
    )


def own_page(person: Person, request: HttpRequest) -> str:
    """The page of somebody who comes from outside: the enterprise's card, or the applicant's cases."""
    today = request.today  # type: ignore[attr-defined]
    return "own-card" if invitations.enterprise_of(person, "read", "policies", today) else "my"


def works_here(person: Person, request: HttpRequest) -> bool:
    """Whether somebody keeps or reads books; an applicant has a page of their own instead."""
    return bool(permissions.systems_of(person, "read", request.today))  # type: ignore[attr-defined]


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    auth.logout(request)
    return redirect("enter")


def next_page(request: HttpRequest) -> str:
    """Where somebody wanted to go, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if ours and not wanted.startswith("/enter") else "/"


@login_not_required
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages; kept in a cookie."""
    return set_language(request)


@login_not_required
@require_GET
def alive(request: HttpRequest) -> HttpResponse:
    """Says that the server answers; for start scripts."""
    return HttpResponse("ok", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address."""
    return render(request, "site/404.html", status=404)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not permitted."""
    return render(request, "site/403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Our program is wrong; the book is as it was before the request, and is not asked again."""
    return HttpResponseServerError(loader.get_template("site/500.html").render())
