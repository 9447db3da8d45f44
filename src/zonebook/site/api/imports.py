"""Import a workbook: upload for a dry run, look, commit; the same refusals as everywhere."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from zonebook.core.values import Reason, Refused
from zonebook.records import files, permissions, registers, write
from zonebook.records.models import Draft, Person
from zonebook.records.workbooks.answers import Answers
from zonebook.records.workbooks.commit import Imported, import_file
from zonebook.records.workbooks.dryrun import Asking
from zonebook.records.zone import catalog
from zonebook.site import payloads
from zonebook.site.api import shapes
from zonebook.site.api.reply import reply
from zonebook.site.api.shapes import WORD, WORDS, ImportOut, Lang, Pk, answers

router = Router(tags=["导入 · import"])
OfRegister = Annotated[
    str,
    Form(
        "",
        alias="register",
        pattern=f"{WORD}|^$",
        description="台账；不写则按表头判断 · guessed if missing",
    ),
]
OfSheet = Annotated[
    str, Form("", max_length=100, pattern=WORDS, description="工作表；不写为全部 · all if missing")
]
Propose = Annotated[
    bool, Form(False, description="他局的列作为建议 · propose values for other offices' columns")
]
Upload = Annotated[UploadedFile, File(..., description="工作簿 · xlsx, xls, csv")]


@router.post(
    "/imports", response=answers(ImportOut, 400, 403, 404, 413), summary="上传预检 · dry run"
)
def begin(
    request: HttpRequest,
    file: Upload,
    lang: Lang,
    of: OfRegister,
    sheet: OfSheet,
    propose: Propose,
) -> HttpResponse:
    """上传工作簿，列出会新增、变更、退回什么；不写入任何内容。

    Upload a workbook and see what an import would do, row by row; nothing is written.
    """
    person = writer(request, of)
    name = "".join(one for one in str(file.name) if one.isprintable()) or "upload"
    content = file.read()
    answered = {"book": name, **Answers(propose=propose).to_json()}
    stored = files.store(content, name)
    with write.bookkeeping():
        draft: Draft = Draft.objects.create(
            by=person, file=stored, register=of, sheet=sheet, answers=answered
        )
    found = run(request, draft, commit=False)
    return reply(told(draft, found, lang))


@router.get("/imports/{pk}", response=answers(ImportOut, 403, 404), summary="预检 · a dry run")
def look(request: HttpRequest, pk: Pk, lang: Lang) -> HttpResponse:
    """按现在的账再预检一次 · the dry run against the book as it is now."""
    draft = own(request, pk)
    return reply(told(draft, run(request, draft, commit=False), lang))


@router.post(
    "/imports/{pk}/commit",
    response=answers(ImportOut, 400, 403, 404, 409, 413),
    summary="确认导入 · commit",
)
def commit(request: HttpRequest, pk: Pk, body: shapes.Answers, lang: Lang) -> HttpResponse:
    """写入预检所列，作为一批；账已变化则不写（409）；有退回行且未选跳过则不写（422）。

    Write what the dry run listed as one batch: 409 where the book has changed since, 422 where rows
    are refused and not skipped.
    """
    draft = own(request, pk)
    if draft.batch is not None:
        raise Refused(Reason("api.import_done", {"batch": draft.batch.pk}))
    with transaction.atomic():
        found = run(request, draft, commit=True, skip_refused=body.skip_refused, why=body.why)
        if digest_of(found) != body.digest:
            raise Refused(Reason("import.digest_changed"))
        if found.errors and found.batch is None:
            raise Refused(*found.errors)
        if found.batch is not None:
            draft.batch = found.batch
            with write.bookkeeping():
                draft.save(update_fields=["batch"])
    return reply(told(draft, found, lang))


def writer(request: HttpRequest, register: str) -> Person:
    """A person who may write in the register, or in any where none is named."""
    person: Person = request.user  # type: ignore[assignment]
    on = request.today  # type: ignore[attr-defined]
    if not register and permissions.systems_of(person, "write", on):
        return person
    permissions.demand(person, "write", registers.get(register or "entity").system, on=on)
    return person


def own(request: HttpRequest, pk: int) -> Draft:
    """A dry run of the person; Refused if there is none or it is somebody else's."""
    rows = Draft.objects.select_related("file", "batch")
    draft: Draft | None = rows.filter(pk=pk, by=request.user).first()
    if draft is None:
        raise Refused(Reason("api.no_import", {"pk": pk}))
    writer(request, draft.register)
    return draft


def run(request: HttpRequest, draft: Draft, **how: Any) -> Imported:
    """Read the workbook again and compare it with the book; the token's scope holds."""
    asking = Asking(
        by=request.user,  # type: ignore[arg-type]
        on=request.today,  # type: ignore[attr-defined]
        catalog=catalog(),
        answers=Answers.from_json(draft.answers),
    )
    return import_file(
        files.read(draft.file.sha),
        str(draft.answers["book"]),
        asking,
        register=registers.get(draft.register) if draft.register else None,
        sheet=draft.sheet or None,
        **how,
    )


def digest_of(found: Imported) -> str:
    """A short name of the difference lists of all sheets."""
    digests = [one.digest for one in found.runs]
    return (
        digests[0]
        if len(digests) == 1
        else hashlib.sha256("".join(digests).encode()).hexdigest()[:16]
    )


def told(draft: Draft, found: Imported, lang: str) -> dict[str, Any]:
    """The import as the command tells it, with its number and digest."""
    name = PurePath(str(draft.answers["book"])).name
    row = payloads.imported(name, found, catalog().sentences, lang)
    return row | {"id": draft.pk, "digest": digest_of(found)}
