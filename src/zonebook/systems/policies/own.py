"""The enterprise's own side: come in by slip, the card, what-if, consent and application, filing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zonebook.core.values import Refused
from zonebook.desk.language import say
from zonebook.records import invitations
from zonebook.records.models import Entity
from zonebook.systems.policies import actions, asking, book, filing, offered, reads, selfcheck
from zonebook.systems.policies.asking import Asked
from zonebook.systems.policies.offered import Offer

OWN = {"rail": None, "own": True}  # no rail of offices beside an enterprise's pages


@login_not_required
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Come in with the credit code and the slip."""
    context: dict[str, Any] = {**OWN, "typed": request.POST}
    if request.method == "POST":
        code, slip = request.POST.get("credit_code", ""), request.POST.get("slip", "")
        try:
            person = invitations.let_in(code, slip, request.today)  # type: ignore[attr-defined]
        except Refused as refused:
            context["refused"] = refused
            return render(request, "policies/own_enter.html", context, status=403)
        auth.login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("own-card")
    return render(request, "policies/own_enter.html", context)


def own(request: HttpRequest, verb: str = "read") -> Entity:
    """The enterprise that the person of a request acts for; Refused where there is none."""
    return invitations.demand(request.user, verb, "policies", request.today)  # type: ignore


@require_GET
def card(request: HttpRequest) -> HttpResponse:
    """政策体检卡: what fits, what almost fits and what is missing, the clause behind each line."""
    return card_page(request, own(request))


def card_page(request: HttpRequest, entity: Entity, refused: Refused | None = None) -> HttpResponse:
    """The card; after a refusal with its words."""
    context = {**OWN, **reads.card(entity, request.today), "refused": refused}  # type: ignore
    return render(request, "policies/own_card.html", context, status=400 if refused else 200)


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Apply for a policy."""
    entity = own(request, "write")
    try:
        actions.apply(entity=entity, policy=request.POST.get("policy", ""),
                      by=request.user, on=request.today)  # type: ignore  # fmt: skip
    except Refused as refused:
        return card_page(request, entity, refused)
    messages.success(request, say("policies.was_applied"))
    return redirect("own-card")


@require_POST
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Consent to an award, or decline it."""
    entity = own(request, "write")
    kind = request.POST.get("kind", "")
    try:
        actions.move(award=reads.award(number).award, kind=kind,
                     by=request.user, on=request.today)  # type: ignore  # fmt: skip
    except Refused as refused:
        return card_page(request, entity, refused)
    messages.success(request, say(f"policies.was_{kind}"))
    return redirect("own-card")


@require_http_methods(["GET", "POST"])
def what_if(request: HttpRequest, name: str) -> HttpResponse:
    """The form with the enterprise's own numbers; changed ones are judged and not kept."""
    entity = own(request)
    one = offered.offer(name, request.today)  # type: ignore[attr-defined]
    known = book.known(entity, one.on)
    fields = asking.filled(one.fields, known.facts, filing.sources(known))
    if request.method == "GET":
        asked = Asked(fields, known.facts)
        return what_if_page(request, one, entity, asked, one.judge(known.facts))
    typed = selfcheck.posted(request)
    asked = selfcheck.with_sources(asking.read(one.fields, typed, one.on), typed)
    result = None if asked.errors else one.judge(filing.over(known.facts, asked))
    return what_if_page(request, one, entity, asked, result)


def what_if_page(
    request: HttpRequest, one: Offer, entity: Entity, asked: Asked, result: Any
) -> HttpResponse:
    """The page of what would be if."""
    changed = request.method == "POST"
    context = {
        **OWN, **selfcheck.context_of(one, asked), "entity": entity, "result": result,
        "changed": changed,
    }  # fmt: skip
    status = 400 if asked.errors else 200
    return render(request, "policies/what_if.html", context, status=status)


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """Own filings: all numbers that are asked for, what they are from, warnings; saved when they say so."""
    on: date = request.today  # type: ignore[attr-defined]
    entity = own(request, "write" if request.method == "POST" else "read")
    known = book.known(entity, on)
    fields = filing.fields(on)
    if request.method == "GET":
        shown = asking.filled(fields, known.facts, filing.sources(known))
        return file_page(request, entity, Asked(shown, known.facts))
    typed = selfcheck.posted(request)
    if request.POST.get("do") == "prefill":
        return file_prefilled(request, entity, typed, fields)
    asked = selfcheck.with_sources(asking.read(fields, typed, on), typed)
    if asked.errors:
        return file_page(request, entity, asked, status=400)
    done = filing.save(entity=entity, asked=asked, by=request.user, on=on)  # type: ignore
    messages.success(request, say("policies.was_filed", n=done))
    return redirect("own-filing")


def file_prefilled(
    request: HttpRequest, entity: Entity, typed: Mapping[str, str], fields: Any
) -> HttpResponse:
    """The filing form with the numbers of statements; nothing is saved yet."""
    on: date = request.today  # type: ignore[attr-defined]
    given, files = selfcheck.sent(request, on)
    wanted = {slot.name for one in fields for slot in one.slots}
    taken = {name: row for name, row in given.filled.items() if name in wanted}
    values = {**typed, **{name: row.value for name, row in taken.items()}}
    asked = selfcheck.marked(asking.read(fields, values, on), taken)
    more = {"prefill": given, "taken": len(taken), "nothing_sent": not files}
    return file_page(request, entity, asked, **more)


def file_page(
    request: HttpRequest, entity: Entity, asked: Asked, status: int = 200, **more: Any
) -> HttpResponse:
    """The filing page."""
    on: date = request.today  # type: ignore[attr-defined]
    asked = replace(asked, fields=tuple(asked.fields))
    context = {
        **OWN, "entity": entity, "asked": asked, "groups": selfcheck.groups(asked),
        "years": selfcheck.years(asked, on), "past": filing.past(entity), **more,
    }  # fmt: skip
    return render(request, "policies/own_filing.html", context, status=status)
