"""导入办件台账: the page that takes an office's list, shows what it was read as, and writes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from zonebook.core.values import Finding, Refused
from zonebook.desk import access
from zonebook.desk.language import say
from zonebook.records.workbooks.told import Told
from zonebook.systems.approvals import columns, proof, roll, rolls_taken
from zonebook.systems.approvals.comparing import Correction
from zonebook.systems.approvals.same_case import Answer

COLUMN = "column:"  # before the head of a column that a person put right
CASE = "case:"  # before the key of a row of which a person said whether it is one more case


@dataclass(frozen=True)
class Said:
    """What a person said of a list on its page, form by form."""

    procedure: str = ""
    item: str = ""
    header: dict[str, str] = field(default_factory=dict)
    rows: frozenset[str] = frozenset()
    why: str = ""
    skips: bool = False
    cases: dict[str, Answer] = field(default_factory=dict)

    @classmethod
    def of(cls, post: QueryDict) -> Said:
        """Read it from a form."""
        heads = {name.removeprefix(COLUMN): value for name, value in post.items()
                 if name.startswith(COLUMN) and value in ("", *roll.register().columns)}  # fmt: skip
        cases: dict[str, Answer] = {
            name.removeprefix(CASE): "one" if value == "one" else "another"
            for name, value in post.items() if name.startswith(CASE) and value in ("one", "another")
        }  # fmt: skip
        return cls(
            post.get("procedure", ""), post.get("item", ""), heads,
            frozenset(post.getlist("correct")), post.get("why", "").strip(), "skip" in post, cases,
        )  # fmt: skip

    @property
    def told(self) -> Told:
        """What holds for the whole list."""
        constants = {"item": self.item} if self.item else {}
        return Told(header=self.header, constants=constants)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the next form carries on."""
        own = [("procedure", self.procedure), ("item", self.item)]
        return (
            [(name, value) for name, value in own if value]
            + [(COLUMN + head, value) for head, value in self.header.items()]
            + self.kept_cases
        )

    @property
    def kept_cases(self) -> list[tuple[str, str]]:
        """What was said of rows without a number, for the next form."""
        return [(CASE + key, value) for key, value in self.cases.items()]


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """A dry run first; once confirmed the list is written as one batch."""
    access.demand(request, "write", "approvals")
    said = Said.of(request.POST)
    upload = request.FILES.get("file")
    if upload is not None:
        return dry_run(request, upload.read(), str(upload.name), said)
    sha = request.POST.get("kept") or request.GET.get("kept", "")
    if not sha:
        return import_page(request, {})
    try:
        content, name = roll.kept(sha)
    except Refused as refused:
        return import_page(request, {"findings": refused.findings}, status=400)
    if request.method != "POST" or "again" in request.POST:
        return dry_run(request, content, name, said)
    return taken(request, content, name, said)


def taken(request: HttpRequest, content: bytes, name: str, said: Said) -> HttpResponse:
    """Write the list whose dry run was confirmed; after a refusal nothing typed is lost."""
    try:
        found = roll.import_roll(
            content,
            name,
            by=request.user,  # type: ignore[arg-type]
            on=request.today,  # type: ignore[attr-defined]
            skip_refused=said.skips,
            procedure=said.procedure,
            told=said.told,
            correction=Correction(said.why, said.rows, is_seen=True, cases=said.cases),
        )
    except Refused as refused:
        return dry_run(request, content, name, said, refused.findings)
    messages.success(request, say("approvals.roll.done", **found.counted()))
    return redirect("approvals")


def dry_run(
    request: HttpRequest, content: bytes, name: str, said: Said, wrong: tuple[Finding, ...] = ()
) -> HttpResponse:
    """What an import of the list would do, row by row, under what was answered so far."""
    on: date = request.today  # type: ignore[attr-defined]
    context: dict[str, Any] = {"said": said, "findings": wrong}
    try:
        context["kept"] = roll.keep(content, name)
        cases = Correction(cases=said.cases)
        found = roll.plan(
            content, name, on, procedure=said.procedure, told=said.told, correction=cases
        )
    except Refused as refused:
        context |= header_of(content, name, on, said)
        context["findings"] = refused.findings
        return import_page(request, context, status=400)
    asks = said.procedure or proof.asks_procedure(found)
    context |= {
        "plan": found,
        "counted": found.counted(),
        "written": sum(line.kind in ("new", "changed") for line in found.lines),
        "procedures": proof.procedures() if asks else (),
        "rows": proof.rows(found, on),
        "pairs": proof.pairs(found, said.rows),
        "doubts": proof.doubts(found, said.cases),
        **header_of(content, name, on, said),
    }
    return import_page(request, context, status=400 if wrong else 200)


def header_of(content: bytes, name: str, on: date, said: Said) -> dict[str, Any]:
    """The columns of a list as they were read, with what each may be taken for."""
    try:
        found = columns.columns(content, name, on, said.told)
    except Refused:
        return {}  # no workbook at all
    has_item = any(one.column == "item" for one in found)
    return {
        "columns": found,
        "choices": columns.choices(),
        "items": [] if has_item else columns.items(),
    }


def import_page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page that takes a list, with the last lists that were taken."""
    recent = rolls_taken.recent(request.user, request.today)  # type: ignore[arg-type, attr-defined]
    return render(request, "approvals/import.html", {**context, "recent": recent}, status=status)


@require_POST
def take_back(request: HttpRequest, batch: int) -> HttpResponse:
    """撤销本次导入: take an imported list back."""
    access.demand(request, "write", "approvals")
    rolls_taken.take_back(
        batch=batch,
        by=request.user,  # type: ignore[arg-type]
        on=request.today,  # type: ignore[attr-defined]
    )
    messages.success(request, say("approvals.roll.taken_back", batch=batch))
    return redirect("approvals-import")
