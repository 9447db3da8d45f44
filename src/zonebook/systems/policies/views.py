"""The officer's pages: policies over everybody, lists and payments, the card of one enterprise."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zonebook.core.values import Reason, Refused
from zonebook.desk import access
from zonebook.desk.language import say
from zonebook.systems.policies import actions, due, matching, reads

PAGE = 60
FEW = 20


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy offered today: what it pays, how, and how far its awards are."""
    access.demand(request, "read", "policies")
    today = request.today  # type: ignore[attr-defined]
    context = {"rows": reads.overview(today), "year": today.year - 1}
    return render(request, "policies/policies.html", context)


@require_GET
def due_list(request: HttpRequest) -> HttpResponse:
    """兑现时限: what is still to be paid, overdue first, with the working days that are left."""
    access.demand(request, "read", "policies")
    rows = due.running(request.today)  # type: ignore[attr-defined]
    return render(request, "policies/due.html", {"rows": rows})


@require_GET
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """One policy over everybody: who fits, who nearly does, and why each other one is left out."""
    access.demand(request, "read", "policies")
    return policy_page(request, key)


def policy_page(request: HttpRequest, key: str, refused: Refused | None = None) -> HttpResponse:
    """The page of one policy."""
    run = matching.run(key, request.today)  # type: ignore[attr-defined]
    state = request.GET.get("state", "")
    q = request.GET.get("q", "").strip()
    lines = [
        one
        for one in matching.in_order(run.lines)
        if (not state or one.match.state == state) and q in one.entity.name
    ]
    page = max(1, int(request.GET["page"])) if request.GET.get("page", "").isdecimal() else 1
    context: dict[str, Any] = {
        "run": run,
        "facts": reads.about(run.policy, run),
        "lines": lines[(page - 1) * PAGE : page * PAGE],
        "state": state,
        "q": q,
        "states": reads.states(run),
        "shown": len(lines),
        "page": page,
        "pages": -(-len(lines) // PAGE),
        "lists": reads.lists_of(key, run.year),
        "may_write": access.may(request, "write", "policies"),
        "refused": refused,
    }
    return render(request, "policies/policy.html", context, status=400 if refused else 200)


@require_POST
def make_list(request: HttpRequest, key: str) -> HttpResponse:
    """Put who fits on a list for public notice."""
    person = access.demand(request, "write", "policies")
    try:
        found = actions.make_list(policy=key, by=person, on=request.today)  # type: ignore
    except Refused as refused:
        return policy_page(request, key, refused)
    messages.success(request, say("policies.list_made", n=found.awards.count()))
    return redirect("award-list", found.number)


@require_GET
def award_list(request: HttpRequest, number: str) -> HttpResponse:
    """One list: its notice, each award, and what would be paid now."""
    access.demand(request, "read", "policies")
    return list_page(request, number)


def list_page(request: HttpRequest, number: str, refused: Refused | None = None) -> HttpResponse:
    """The page of a list."""
    context = {
        "sheet": reads.sheet(number, request.today),  # type: ignore[attr-defined]
        "may_write": access.may(request, "write", "policies"),
        "refused": refused,
    }
    return render(request, "policies/list.html", context, status=400 if refused else 200)


@require_POST
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Pay the batch into the ledger."""
    person = access.demand(request, "write", "policies")
    found = reads.list_of(number)
    try:
        made = actions.pay(award_list=found, by=person, on=request.today)  # type: ignore
    except Refused as refused:
        return list_page(request, number, refused)
    messages.success(request, say("policies.was_paid", n=len(made)))
    return redirect("award-list", number)


@require_GET
def award(request: HttpRequest, number: str) -> HttpResponse:
    """One award: everything that happened to it, and what may follow."""
    access.demand(request, "read", "policies")
    return award_page(request, number)


def award_page(request: HttpRequest, number: str, refused: Refused | None = None) -> HttpResponse:
    """The page of an award."""
    stands = reads.award(number)
    policy = reads.policy_of(stands)
    context = {
        "one": stands,
        "policy": policy,
        "clock": due.clock_of(stands, policy, request.today),  # type: ignore[attr-defined]
        "steps": reads.steps_of(stands),
        "may_write": access.may(request, "write", "policies"),
        "refused": refused,
        "typed": request.POST,
    }
    return render(request, "policies/award.html", context, status=400 if refused else 200)


@require_POST
def step(request: HttpRequest, number: str) -> HttpResponse:
    """Record a step of an award, or money that came back."""
    person, today = access.demand(request, "write", "policies"), request.today  # type: ignore
    found, kind = reads.award(number).award, request.POST.get("kind", "")
    note = request.POST.get("note", "")
    try:
        if kind == "returned":
            back = reads.typed_fen(request.POST.get("amount", ""))
            actions.give_back(award=found, fen=back, by=person, on=today, note=note)
        else:
            actions.move(award=found, kind=kind, by=person, on=today, note=note)
    except Refused as refused:
        return award_page(request, number, refused)
    messages.success(request, say("policies.recorded"))
    return redirect("award", number)


@require_GET
def enterprises(request: HttpRequest) -> HttpResponse:
    """Find an enterprise for its card."""
    access.demand(request, "read", "policies")
    text = request.GET.get("q", "").strip()
    hits = reads.find(Q(name__icontains=text) | Q(credit_code=text.upper()), FEW) if text else []
    context = {"text": text, "hits": hits, "few": FEW}
    return render(request, "policies/enterprises.html", context)


@require_GET
def enterprise(request: HttpRequest, number: str) -> HttpResponse:
    """政策体检卡 of one enterprise as the officer sees it."""
    access.demand(request, "read", "policies")
    entity = reads.entity(number)
    context = reads.card(entity, request.today) | {  # type: ignore[attr-defined]
        "may_write": access.may(request, "write", "policies"),
        "slips": reads.slips(entity, request.today),  # type: ignore[attr-defined]
    }
    return render(request, "policies/enterprise.html", context)


@require_POST
def invite(request: HttpRequest, number: str) -> HttpResponse:
    """开通企业账号: print a slip; its code is shown on this page only."""
    person = access.demand(request, "write", "policies")
    entity = reads.entity(number)
    if not entity.credit_code:
        raise Refused(Reason("policies.no_credit_code", {"enterprise": entity.name}))
    code = actions.invite(entity=entity, by=person, on=request.today)  # type: ignore[attr-defined]
    return render(request, "policies/slip.html", {"entity": entity, "code": code})
