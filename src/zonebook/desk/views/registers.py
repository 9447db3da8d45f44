"""Lists and records of every register."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zonebook.core.values import Refused
from zonebook.desk import access, actions, forms, forward, freshness, lists, records, search, shown
from zonebook.desk.language import say
from zonebook.records import files, permissions
from zonebook.records.models import Document, StoredFile
from zonebook.records.models.base import AppendOnly


@require_GET
def listing(request: HttpRequest, key: str) -> HttpResponse:
    """A register: searched, filtered, ordered, counted."""
    register = access.register_for(request, "read", key)
    asked = lists.Asked.read(register, request.GET.dict())
    today = request.today  # type: ignore[attr-defined]
    page = lists.page_of(register, asked, today)
    context = {
        "register": register,
        "page": page,
        "forward": forward.of_list(register, page, today),
        "last": freshness.last_import(register),
        "may_write": access.may(request, "write", register.system),
    }
    return render(request, "desk/list.html", context)


@require_GET
def record(request: HttpRequest, key: str, number: str) -> HttpResponse:
    """One record with everything that belongs to it."""
    register, found = access.record_for(request, "read", key, number)
    today = request.today  # type: ignore[attr-defined]
    detail = records.detail(register, found, access.readable_nouns(request), today)
    context = {
        "register": register,
        "record": found,
        "detail": detail,
        "forward": forward.of_record(detail, found.number, today),
        "stands": shown.stands(found),
        "fixed": isinstance(found, AppendOnly),
        "may_write": access.may(request, "write", register.system),
        "back": back_of(request),
        "beside": search.beside(found),
    }
    return render(request, "desk/record.html", context)


def back_of(request: HttpRequest) -> str:
    """The figure page that a record was opened from."""
    back = request.GET.get("from", "")
    return back if back.startswith("/figures/") and "//" not in back else ""


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str, number: str) -> HttpResponse:
    """Correct a record in the form that its register declares."""
    register, found = access.record_for(request, "write", key, number)
    form = forms.blank(register, found, writable(request))
    seen = actions.last_audit(found)
    if request.method == "POST":
        form = forms.read(form, request.POST.dict(), request.today)  # type: ignore[attr-defined]
        seen = int(request.POST.get("seen") or 0)
        if form.is_good:
            return save(request, form, seen)
    return form_page(request, form, seen)


def save(request: HttpRequest, form: forms.Form, seen: int) -> HttpResponse:
    """Write the corrections; a refusal stands at the top of the form, nothing typed is lost."""
    try:
        changed = actions.edit(
            register=form.register,
            record=form.record,
            values=form.values,
            seen=seen,
            why=form.why,
            by=request.user,  # type: ignore[arg-type]
            on=request.today,  # type: ignore[attr-defined]
        )
    except Refused as refused:
        return form_page(request, form, seen, refused)
    messages.success(request, say("desk.saved" if changed else "desk.nothing_changed"))
    return redirect("record", form.register.key, form.record.number)


def form_page(
    request: HttpRequest, form: forms.Form, seen: int = 0, refused: Refused | None = None
) -> HttpResponse:
    """The form with what is wrong summed at its top."""
    bad = refused is not None or bool(form.errors) or bool(form.why_error)
    context = {
        "form": form,
        "seen": seen,
        "refused": refused.findings if refused else (),
        "title": records.title_of(form.record) if form.record else "",
    }
    return render(request, "desk/form.html", context, status=400 if bad else 200)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, key: str) -> HttpResponse:
    """A new record, typed in."""
    register = access.register_for(request, "write", key)
    form = forms.blank(register, None, writable(request))
    if request.method == "GET":
        return form_page(request, form)
    form = forms.read(form, request.POST.dict(), request.today)  # type: ignore[attr-defined]
    if not form.is_good:
        return form_page(request, form)
    try:
        made = actions.add(
            register=register,
            values=form.values,
            why=form.why,
            by=request.user,  # type: ignore[arg-type]
            on=request.today,  # type: ignore[attr-defined]
        )
    except Refused as refused:
        return form_page(request, form, refused=refused)
    messages.success(request, say("desk.added", number=made.number))
    return redirect("record", register.key, made.number)


def writable(request: HttpRequest) -> set[str]:
    """The systems in which the person writes."""
    person, today = request.user, request.today  # type: ignore[attr-defined]
    return set(permissions.systems_of(person, "write", today))  # type: ignore[arg-type]


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, key: str, number: str) -> HttpResponse:
    """Take a record out of the figures, with the reason."""
    register, found = access.record_for(request, "write", key, number)
    context = {"register": register, "record": found, "title": records.title_of(found)}
    if request.method == "GET":
        return render(request, "desk/withdraw.html", context)
    why = request.POST.get("why", "").strip()[:500]
    if not why:
        context["error"] = say("form.why_needed")
        return render(request, "desk/withdraw.html", context, status=400)
    actions.withdraw(
        register=register,
        record=found,
        why=why,
        by=request.user,  # type: ignore[arg-type]
        on=request.today,  # type: ignore[attr-defined]
    )
    messages.success(request, say("desk.withdrawn", number=number))
    return redirect("record", key, number)


@require_POST
def attach(request: HttpRequest, number: str) -> HttpResponse:
    """Put a file beside a document."""
    register, found = access.record_for(request, "write", "document", number)
    upload = request.FILES.get("file")
    if upload is not None:
        stored = files.store(upload.read(), str(upload.name))
        actions.attach(
            document=found,  # type: ignore[arg-type]
            file=stored,
            by=request.user,  # type: ignore[arg-type]
            on=request.today,  # type: ignore[attr-defined]
        )
        messages.success(request, say("desk.attached", name=stored.name))
    return redirect("record", register.key, number)


@require_GET
def file(request: HttpRequest, number: str) -> FileResponse:
    """The file of a document, as an attachment."""
    _, found = access.record_for(request, "read", "document", number)
    stored: StoredFile | None = found.file if isinstance(found, Document) else None
    if stored is None:
        raise access.missing("file", number=number)
    path = files.path_of(stored.sha)
    kept = "application/octet-stream"
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=stored.name, content_type=kept
    )


@require_GET
def by_number(request: HttpRequest, number: str) -> HttpResponse:
    """The page of any record by the number that people write on paper."""
    access.anyone(request)
    return redirect(search.address_of_number(number))


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Search over everything that the person may read."""
    person = access.anyone(request)
    text = request.GET.get("q", "").strip()[:100]
    if address := search.exact(text):
        return redirect(address)
    found = search.everywhere(text, person, request.today)  # type: ignore[attr-defined]
    about = [one for one in found if not one.is_thing]
    context = {"text": text, "found": found, "about": about, "home": reverse("home")}
    return render(request, "desk/search.html", context)
