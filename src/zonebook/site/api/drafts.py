"""Check the numbers of a draft, against itself and against the book."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from zonebook.core.bulletin.against import check_parts_against
from zonebook.core.bulletin.check import check_parts
from zonebook.core.bulletin.drafts import draft_text
from zonebook.records import drafts as kept
from zonebook.records.zone import catalog
from zonebook.site.api import auth
from zonebook.site.api.reply import reply
from zonebook.site.api.shapes import Checked, Draft, Lang, answers
from zonebook.site.commands.check_ import print_file

router = Router(tags=["文稿核数 · check"])


@router.post("/check", response=answers(Checked, 400, 403, 413), summary="文稿核数 · check a draft")
def check(request: HttpRequest, body: Draft, lang: Lang) -> HttpResponse:
    """读出文稿中的每个数并核对文内关系；book 为真时再与账上的数核对；同 zonebook check；文稿不保存。

    Every number of a draft, read and checked against the rest of the text and, with `book`, against
    the figures of the zone (the right to read is needed); the text is not kept.
    """
    out = io.StringIO()
    parts = parts_of(request, draft_text(body.text.encode()), body)
    print_file("-", parts, lang, catalog().sentences, out)
    return reply(json.loads(out.getvalue()))


def parts_of(request: HttpRequest, text: str, body: Draft) -> Iterator[Any]:
    """The parts of a text, checked."""
    if not body.book:
        return check_parts(text, body.period or None)
    auth.looking(request)
    book = kept.Book(as_of=request.today)  # type: ignore[attr-defined]
    return check_parts_against(text, book, body.period or None, kept.learned())
