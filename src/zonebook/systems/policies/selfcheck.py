"""政策自测: anybody types numbers and sees what a rule says of them; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from zonebook.core.values import Finding, Refused
from zonebook.desk import typed
from zonebook.desk.language import say
from zonebook.records import invitations
from zonebook.systems.policies import asking, offered, statements
from zonebook.systems.policies.asking import Asked, Slot
from zonebook.systems.policies.offered import Offer

FILES = 4


@login_not_required
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The rules and policies that one may try."""
    on = request.today  # type: ignore[attr-defined]
    context = {
        "rules": offered.rules(on),
        "policies": offered.policies(on),
        "examples": offered.table()["examples"],
    }
    return shown(request, "policies/choose.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, name: str) -> HttpResponse:
    """One rule or policy: its form, filled from statements where given, and the verdict."""
    on, error = day_of(request)
    one = offered.offer(name, on)
    if request.method == "GET":
        typed = offered.example(name, request.GET.get("example", ""))
        return page(request, one, typed, error)
    typed = posted(request)
    if request.POST.get("do") == "prefill":
        return prefilled(request, one, typed)
    return page(request, one, typed, error)


def shown(
    request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page for anybody; who acts for an enterprise sees no rail of the offices beside it."""
    on = request.today  # type: ignore[attr-defined]
    own = invitations.enterprise_of(request.user, "read", "policies", on)  # type: ignore[arg-type]
    beside = {"rail": None, "own": True} if own else {}
    return render(request, template, {**beside, **context}, status=status)


def day_of(request: HttpRequest) -> tuple[date, Finding | None]:
    """The filing day that was typed, else today."""
    today: date = request.today  # type: ignore[attr-defined]
    text = (request.POST or request.GET).get("on", "").strip()
    if not text:
        return today, None
    try:
        return typed.day(text).first, None
    except Refused as refused:
        return today, refused.findings[0]


def posted(request: HttpRequest) -> dict[str, str]:
    """What was typed; a button may stand for one changed number."""
    typed = {key: str(value) for key, value in request.POST.items()}
    slot, sign, value = request.POST.get("try", "").partition("=")
    return typed | ({slot: value} if sign else {})


def page(
    request: HttpRequest, one: Offer, typed: Mapping[str, str], error: Finding | None = None
) -> HttpResponse:
    """The form, and the verdict where something was typed."""
    asked = asking.read(one.fields, typed, one.on)
    asked = with_sources(asked, typed)
    is_asked = any(asked.values().values())
    context = context_of(one, asked) | {
        "result": one.judge(asked.facts) if is_asked and not asked.errors and not error else None,
        "day_error": error,
    }
    status = 400 if is_asked and (asked.errors or error) else 200
    return shown(request, "policies/selfcheck.html", context, status)


def context_of(one: Offer, asked: Asked) -> dict[str, Any]:
    """What the form's page shows."""
    return {
        "offer": one,
        "asked": asked,
        "groups": groups(asked),
        "examples": offered.examples(one.key),
        "years": years(asked, one.on),
    }


def years(asked: Asked, on: date) -> list[str]:
    """The heads of the years that are asked for, latest first."""
    most = max((len(one.slots) for one in asked.fields if one.widget == "number"), default=0)
    return [say("policies.ask.flow", year=str(on.year - 1 - back)) for back in range(most)]


def groups(asked: Asked) -> list[tuple[str, list[tuple[asking.Field, Mapping[str, str] | None]]]]:
    """The fields as the page lays them out: by year, single numbers, what is chosen."""
    rows: dict[str, list[tuple[asking.Field, Mapping[str, str] | None]]] = {
        "years": [], "numbers": [], "chosen": [],
    }  # fmt: skip
    for one in asked.fields:
        kind = "chosen" if one.widget == "choice" else "years" if len(one.slots) > 1 else "numbers"
        rows[kind].append((one, offered.differs(one.key)))
    return [(kind, found) for kind, found in rows.items() if found]


def prefilled(request: HttpRequest, one: Offer, typed: Mapping[str, str]) -> HttpResponse:
    """The form with the numbers of the statements that were sent; nothing is judged yet."""
    given, files = sent(request, one.on)
    wanted = {slot.name for row in one.fields for slot in row.slots}
    taken = {name: row for name, row in given.filled.items() if name in wanted}
    asked = asking.read(one.fields, {**typed, **{k: v.value for k, v in taken.items()}}, one.on)
    context = context_of(one, marked(asked, taken)) | {
        "prefill": given, "taken": len(taken), "result": None, "nothing_sent": not files,
    }  # fmt: skip
    return shown(request, "policies/selfcheck.html", context)


def sent(request: HttpRequest, on: date) -> tuple[statements.Prefill, int]:
    """What the statements that were sent give, and how many were."""
    files = [(found.name or "", found.read()) for found in request.FILES.getlist("file")[:FILES]]
    return statements.read(files, on), len(files)


def marked(asked: Asked, taken: Mapping[str, statements.Filled]) -> Asked:
    """The form in which each number from a statement says from where it is."""

    def one(slot: Slot) -> Slot:
        row = taken.get(slot.name)
        return replace(slot, source=row.source) if row else slot

    fields = tuple(replace(row, slots=tuple(map(one, row.slots))) for row in asked.fields)
    return replace(asked, fields=fields)


def with_sources(asked: Asked, typed: Mapping[str, str]) -> Asked:
    """The form in which an unchanged number still says from where it is."""

    def one(slot: Slot) -> Slot:
        source, _, value = typed.get(f"from.{slot.name}", "").rpartition("=")
        return replace(slot, source=source) if source and value == slot.value else slot

    fields = tuple(replace(row, slots=tuple(map(one, row.slots))) for row in asked.fields)
    return replace(asked, fields=fields)
