"""导入台账: drop, dry run, correct, confirm; and the register given back as a workbook."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zonebook.core.values import Refused
from zonebook.desk import access, batches, committing, dry_runs, imports, jobs, sheets
from zonebook.desk.language import say
from zonebook.records import registers


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The drop zone and the last imports; a dropped file begins its dry run."""
    person = access.anyone(request)
    if request.method == "GET":
        return start_page(request)
    if not imports.writable(person, request.today):  # type: ignore[attr-defined]
        key = request.POST.get("register", "") or "entity"
        access.register_for(request, "write", key)
    upload = request.FILES.get("file")
    cells = request.POST.get("cells", "")
    if upload is None and not cells.strip():
        return start_page(request, 400)
    content = upload.read() if upload is not None else cells.encode()
    name = str(upload.name) if upload is not None else say("import.pasted")
    if upload is not None and not request.POST.get("register"):
        own = imports.own_page(content, name, person, request.today)  # type: ignore[attr-defined]
        if own:
            return redirect(own)
    try:
        draft = imports.begin(content, name, request.POST.get("register", ""), person)
    except Refused as refused:
        return start_page(request, 400, refused, cells)
    return redirect("draft", draft.pk)


def start_page(
    request: HttpRequest, status: int = 200, refused: Refused | None = None, pasted: str = ""
) -> HttpResponse:
    """The page with the drop zone."""
    person, today = request.user, request.today  # type: ignore[attr-defined]
    key = request.GET.get("register") or request.POST.get("register") or ""
    context = {
        "register": registers.all_registers().get(key),
        "writes": imports.writable(person, today),  # type: ignore[arg-type]
        "drafts": imports.drafts_of(person),  # type: ignore[arg-type]
        "recent": batches.recent(person, today),  # type: ignore[arg-type]
        "findings": refused.findings if refused else (),
        "pasted": pasted,
    }
    return render(request, "desk/import.html", context, status=status)


@require_GET
def dry_run(request: HttpRequest, pk: int) -> HttpResponse:
    """预检: what would be written, by kind of row; progress while it is read."""
    draft = imports.draft_of(access.anyone(request), pk)
    if running := committing.running(draft):
        return waiting(request, draft, _("正在写入"), running)
    written = committing.outcome(draft)
    if written is not None and written.refused is None:
        return redirect("batch", written.result)
    for one in written.refused.findings if written and written.refused else ():
        messages.error(request, say(one))
    if draft.batch is not None:
        return redirect("batch", draft.batch.pk)
    imports.turn(draft, request.GET.get("sheet", sheets.first_of(draft)))
    today = request.today  # type: ignore[attr-defined]
    job = imports.reading(draft, today)
    if not job.done.is_set():
        return waiting(request, draft, _("正在预检"), job)
    if job.refused:
        return start_page(request, 400, job.refused)
    page = dry_runs.page(draft, job.result, request.GET.get("tab", ""), today)
    status = 200 if page.run else 400
    return render(request, "desk/dry_run.html", {"draft": draft, "page": page}, status=status)


def waiting(request: HttpRequest, draft: imports.Draft, title: str, job: jobs.Job) -> HttpResponse:
    """The page that shows how far the work has come; it asks again by itself."""
    context = {"draft": draft, "title": title, "said": committing.said(job), "job": job}
    return render(request, "desk/progress.html", context)


@require_GET
def state(request: HttpRequest, pk: int) -> JsonResponse:
    """How far a draft has come."""
    draft = imports.draft_of(access.anyone(request), pk)
    today = request.today  # type: ignore[attr-defined]
    return JsonResponse(committing.state(draft, today))


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a person answered and read the sheet anew."""
    draft = imports.draft_of(access.anyone(request), pk)
    job = imports.reading(draft, request.today)  # type: ignore[attr-defined]
    found = job.result if job.done.is_set() else None
    register = request.POST.get("register", draft.register)
    answers = imports.answered(draft, request.POST.dict(), found)
    imports.remember(draft, answers=answers, register=register)
    return redirect("draft", draft.pk)


@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """确认导入: write what the dry run showed, as one batch."""
    draft = imports.draft_of(access.anyone(request), pk)
    imports.turn(draft, request.POST.get("sheet", sheets.first_of(draft)))
    today = request.today  # type: ignore[attr-defined]
    committing.commit(draft, request.POST.get("digest", ""), today)
    written = committing.outcome(draft)
    if written is not None and written.refused is None:
        return redirect("batch", written.result)
    for one in written.refused.findings if written and written.refused else ():
        messages.error(request, say(one))
    return redirect("draft", draft.pk)


@require_POST
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """跳过: a sheet of the workbook is not imported; or it is taken up again."""
    draft = imports.draft_of(access.anyone(request), pk)
    skipped = request.POST.get("act", "skip") == "skip"
    imports.leave_out(draft, request.POST.get("sheet", ""), skipped=skipped)
    return redirect("import") if draft.progress.get("closed") else redirect("draft", draft.pk)


@require_GET
def refused_rows(request: HttpRequest, pk: int) -> FileResponse:
    """The refused rows as the same workbook, its cells marked."""
    draft = imports.draft_of(access.anyone(request), pk)
    name, content = committing.refused_book(draft, request.today)  # type: ignore[attr-defined]
    return workbook(name, content)


@require_GET
def export(request: HttpRequest, key: str) -> FileResponse:
    """A register as the office's own workbook."""
    register = access.register_for(request, "read", key)
    person, today = request.user, request.today  # type: ignore[attr-defined]
    whole = "whole" in request.GET
    name, content = committing.exported(register, person, today, whole=whole)  # type: ignore[arg-type]
    return workbook(name, content)


def workbook(name: str, content: bytes) -> FileResponse:
    """A workbook to be saved."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=kind)
