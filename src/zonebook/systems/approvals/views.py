"""The pages of approvals."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zonebook.systems.approvals import forms, reads, sheets


@login_not_required
@require_GET
def clock(request: HttpRequest) -> HttpResponse:
    """时限计算单: for anybody, without sign-in; nothing that is typed here is kept."""
    calendar, kinds = reads.calendar(), reads.kinds()
    today = request.today  # type: ignore[attr-defined]
    asked = forms.read(request.GET, calendar, kinds)
    context = {"asked": asked, "kinds": reads.kind_names(), "week": sheets.week(),
               "editions": reads.years(calendar), "longest": forms.LONGEST_LIMIT}  # fmt: skip
    if not asked.is_blank and not asked.all_errors:
        found = forms.answer(asked, calendar, kinds, today, reads.given())
        context["sheet"] = sheets.shown(found, today)
    status = 400 if asked.all_errors else 200
    return render(request, "approvals/clock.html", context, status=status)
