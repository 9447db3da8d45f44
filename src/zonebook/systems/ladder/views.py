"""The pages of the ladder."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zonebook.core.rules import tree
from zonebook.core.values import Refused
from zonebook.desk import access
from zonebook.desk.language import named, say
from zonebook.records import registers, rungs
from zonebook.systems.ladder import actions, outlooks, reads

SHOWN = 100  # names on one page


@require_GET
def ladder(request: HttpRequest) -> HttpResponse:
    """梯次培育: every rung with its account in a span of days."""
    access.demand(request, "read", "ladder")
    asked = reads.span(request.GET, request.today)  # type: ignore[attr-defined]
    return render(request, "ladder/ladder.html", {"lines": reads.lines(asked), "span": asked})


@require_GET
def rung(request: HttpRequest, key: str) -> HttpResponse:
    """One rung: the names behind each number, and the titles that run out soon."""
    access.demand(request, "read", "ladder")
    today = request.today  # type: ignore[attr-defined]
    asked, one = reads.span(request.GET, today), rungs.rung(key)
    move = request.GET.get("move", "new")
    months = request.GET.get("months", "")
    months = int(months) if months.isascii() and months.isdigit() and 0 < int(months) < 61 else 12
    line = reads.line(one, asked)
    names = reads.names_of(line.account, move)
    context = {
        "rung": one,
        "line": line,
        "span": asked,
        "move": move,
        "names": names[:SHOWN],
        "more": max(0, len(names) - SHOWN),
        "count": len(names),
        "endings": reads.endings(one, today, months),
        "months": months,
        "choices": (3, 6, 12, 24),
    }
    return render(request, "ladder/rung.html", context)


@require_GET
def near(request: HttpRequest) -> HttpResponse:
    """接近达标: who fails one test by little, the least effort first."""
    access.demand(request, "read", "ladder")
    rule = reads.family_of(request.GET.get("rule", ""))
    whole, found = reads.near(rule, request.today)  # type: ignore[attr-defined]
    context = {
        "rule": rule,
        "families": reads.families(),
        "version": whole.outcome.plan.rule,
        "counts": whole.outcome.counts(),
        "silent": whole.population.silent,
        "near": found[:SHOWN],
        "more": max(0, len(found) - SHOWN),
        "count": len(found),
    }
    return render(request, "ladder/near.html", context)


@require_GET
def watch(request: HttpRequest) -> HttpResponse:
    """规上企业培育: who is expected above the scale, and when; who is and is not entered."""
    access.demand(request, "read", "ladder")
    soon, above = outlooks.watched(request.today)  # type: ignore[attr-defined]
    context = {"soon": soon[:SHOWN], "above": above[:SHOWN], "counts": (len(soon), len(above))}
    return render(request, "ladder/watch.html", context)


@require_GET
def verdict(request: HttpRequest, number: str, rule: str) -> HttpResponse:
    """One enterprise by one rule: every test, its gap, its document, what would do."""
    access.demand(request, "read", "ladder")
    return verdict_page(request, number, rule)


def verdict_page(
    request: HttpRequest, number: str, rule: str, refused: Refused | None = None
) -> HttpResponse:
    """The page of a verdict; after a refused plan with what was typed."""
    kind: tree.Procedure = "review" if request.GET.get("kind") == "review" else "recognition"
    today = request.today  # type: ignore[attr-defined]
    on = reads.day_of(request.GET.get("on", "")) or today
    page = reads.verdict(number, rule, on, kind)
    typed = request.POST or (
        {"next_step": page.plan.next_step, "helper": page.plan.helper, "state": page.plan.state,
         "due_on": page.plan.due_on.isoformat() if page.plan.due_on else ""}
        if page.plan else {}
    )  # fmt: skip
    may_plan = access.may(request, "write", "ladder") and page.told["rule"] in rungs.rungs()
    context: dict[str, Any] = {
        "page": page,
        "typed": typed,
        "findings": refused.findings if refused else (),
        "may_plan": may_plan,
        "states": states(),
    }
    return render(request, "ladder/verdict.html", context, status=400 if refused else 200)


@require_POST
def plan(request: HttpRequest, number: str, target: str) -> HttpResponse:
    """Keep the plan of an enterprise for a rung."""
    person = access.demand(request, "write", "ladder")
    entity = reads.entity_of(number)
    try:
        actions.keep_plan(
            by=person,
            on=request.today,  # type: ignore[attr-defined]
            entity=entity,
            target=target,
            next_step=request.POST.get("next_step", ""),
            helper=request.POST.get("helper", ""),
            due_on=reads.day_of(request.POST.get("due_on", "")),
            state=request.POST.get("state", "open"),
        )
    except Refused as refused:
        return verdict_page(request, number, rungs.rung(target).rule, refused)
    messages.success(request, say("ladder.plan.kept", name=entity.name))
    return redirect("ladder-verdict", number, rungs.rung(target).rule)


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """培育计划: every enterprise on its way, with the gaps that are open today."""
    access.demand(request, "read", "ladder")
    shown, count = reads.plans(request.today, SHOWN)  # type: ignore[attr-defined]
    return render(request, "ladder/plans.html", {"plans": shown, "count": count})


@require_GET
def reform(request: HttpRequest) -> HttpResponse:
    """标准调整测算: the register under another threshold."""
    access.demand(request, "read", "ladder")
    rule = reads.family_of(request.GET.get("rule", ""))
    on = reads.day_of(request.GET.get("on", "")) or request.today  # type: ignore[attr-defined]
    tests = outlooks.tests(rule, on)
    key = request.GET.get("test", "")
    key = key if key in {one.id for one in tests} else default_test(rule, tests)
    context: dict[str, Any] = {
        "rule": rule,
        "families": reads.families(),
        "tests": [outlooks.told(one) for one in tests],
        "unit": next((outlooks.unit_of(one) for one in tests if one.id == key), ""),
        "key": key,
        "on": on,
    }
    try:
        if key:
            context["found"] = outlooks.reform(rule, key, request.GET.get("value", ""), on)
    except Refused as refused:
        return render(
            request, "ladder/reform.html", {**context, "findings": refused.findings}, status=400
        )
    return render(request, "ladder/reform.html", context)


def default_test(rule: str, tests: list[tree.Test]) -> str:
    """The test that a reform is about first: the ratio of R&D for the high-tech rule."""
    ids = [one.id for one in tests]
    return "H5a" if rule == "hnte" else ids[0] if ids else ""


@require_GET
def replay(request: HttpRequest) -> HttpResponse:
    """换用标准回看: the recognised of a span, judged by another document."""
    access.demand(request, "read", "ladder")
    key = request.GET.get("rung", "")
    one = rungs.rungs().get(key) or rungs.rung("srdi_sme")
    known = outlooks.versions(one.rule)
    version = request.GET.get("as", "")
    version = version if version in dict(known) else known[-1][0]
    asked = reads.span(request.GET, request.today)  # type: ignore[attr-defined]
    found = outlooks.replay(one, asked, version)
    counts = {word: sum(row.other == word for row in found) for word in reads.ANSWERS}
    context = {
        "rung": one,
        "rungs": [(each.key, named(each.name)) for each in rungs.rungs().values()],
        "versions": known,
        "version": version,
        "remarks": outlooks.remark(version, asked),
        "span": asked,
        "found": found,
        "counts": counts,
    }
    return render(request, "ladder/replay.html", context)


def states() -> list[tuple[str, str]]:
    """The states of a plan with their names."""
    codes = registers.get("cultivation_plan").columns["state"].codes
    return [(key, named({"zh": one.zh, "en": one.en})) for key, one in codes.items()]
