"""Released bulletins: list, one with its revisions, and the files byte for byte."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from zonebook.records import releases as shelf
from zonebook.site import payloads
from zonebook.site.api import auth
from zonebook.site.api.reply import reply
from zonebook.site.api.shapes import (
    PERIOD,
    WORD,
    After,
    Lang,
    Number,
    OneRelease,
    Releases,
    answers,
)

router = Router(tags=["定稿版 · releases"])
MEDIA = {
    "text": "text/plain; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
Bulletin = Annotated[
    str, Query("", pattern=f"{WORD}|^$", description="文稿 · bulletin, annual or monthly")
]
OfPeriod = Annotated[str, Query("", pattern=f"{PERIOD}|^$", description="期间 · period")]
Limit = Annotated[int, Query(50, ge=1, le=200, description="每页个数 · a page")]


@router.get("/releases", response=answers(Releases, 403), summary="定稿版 · releases")
def releases(
    request: HttpRequest,
    bulletin: Bulletin,
    period: OfPeriod,
    limit: Limit,
    after: After,
    lang: Lang,
) -> HttpResponse:
    """全部定稿版，新的在前 · all releases, newest first."""
    auth.demand(request, "read", "bulletin")
    found = shelf.all_releases(bulletin, period)
    numbers = [one.number for one in found]
    start = numbers.index(after) + 1 if after in numbers else 0
    listed = [payloads.release(one) for one in found[start : start + limit]]
    more = listed[-1]["number"] if listed and start + limit < len(found) else None
    return reply({"format": payloads.RELEASE, "releases": listed, "next": more})


@router.get(
    "/releases/{number}", response=answers(OneRelease, 403, 404), summary="一个定稿版 · one release"
)
def release(request: HttpRequest, number: Number, lang: Lang) -> HttpResponse:
    """定稿版和修订说明：此后哪些数、哪些行变了 · a release, and what has changed since, row by row."""
    auth.demand(request, "read", "bulletin")
    found = shelf.one(number)
    changes = [one.to_json(lang) for one in shelf.revisions(found)]
    return reply({"format": payloads.RELEASE, **payloads.release(found), "revisions": changes})


@router.get(
    "/releases/{number}/files/{kind}",
    response={key: one for key, one in answers(None, 403, 404).items() if key != 200},
    summary="定稿文件 · a released file",
    openapi_extra={
        "responses": {
            200: {
                "description": "原样字节 · the file as it was frozen",
                "content": {one: {"schema": {"type": "string"}} for one in MEDIA.values()},
            }
        }
    },
)
def file(
    request: HttpRequest,
    number: Number,
    kind: Annotated[Literal["text", "json", "csv", "docx", "pdf"], Path(..., description="格式")],
    lang: Lang,
) -> HttpResponse:
    """定稿时的文件，逐字节不变 · the file as it was frozen, byte for byte."""
    auth.demand(request, "read", "bulletin")
    name, content = shelf.content(shelf.one(number), kind, lang)
    found = HttpResponse(content, content_type=MEDIA[kind])
    found.headers["Content-Disposition"] = f'attachment; filename="{number}.{kind}"'
    return found
