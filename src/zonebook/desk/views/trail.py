"""操作留痕 and the batches that it is made of."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zonebook.desk import access, actions, batches, sheets, trail
from zonebook.desk.language import say


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The trail of everything that the person may read."""
    access.anyone(request)
    nouns = access.readable_nouns(request)
    page = trail.page_of(trail.Asked.read(request.GET.dict()), nouns)
    named = sorted((noun, trail.noun_name(noun)) for noun in nouns)
    context = {"page": page, "nouns": named, "people": batches.writers()}
    return render(request, "desk/trail.html", context)


@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """What one writing did, with 撤销."""
    found = batches.get(pk)
    access.demand(request, "read", actions.system_of(found))
    context = {
        "batch": found,
        "summary": batches.summary(found),
        "may_undo": batches.may_be_undone(found)
        and access.may(request, "write", actions.system_of(found)),
        "waiting": list(sheets.waiting(found)) if found.by == request.user else [],
    }
    return render(request, "desk/batch.html", context)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """撤销本次导入: take a batch back; what has changed since stays and is named."""
    found = batches.get(pk)
    access.demand(request, "write", actions.system_of(found))
    done = actions.take_back(
        batch=found,
        by=request.user,  # type: ignore[arg-type]
        on=request.today,  # type: ignore[attr-defined]
    )
    messages.success(request, say("desk.undone", batch=found.pk, n=done.undone))
    for one in done.stayed:
        messages.warning(request, say(one))
    return redirect("batch", done.batch.pk)
