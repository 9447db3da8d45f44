"""Check the numbers of a draft, against itself and against the book."""

from __future__ import annotations

import io
import json
from argparse import Namespace

from django.http import HttpRequest, HttpResponse
from ninja import Router

from zonebook.core.bulletin.drafts import draft_text
from zonebook.site.api.reply import reply
from zonebook.site.api.shapes import Checked, Draft, Lang, answers
from zonebook.site.commands import check_

router = Router(tags=["文稿核数 · check"])


@router.post("/check", response=answers(Checked, 400, 413), summary="文稿核数 · check a draft")
def check(request: HttpRequest, body: Draft, lang: Lang) -> HttpResponse:
    """读出文稿中的每个数并核对；同 zonebook check；文稿不保存。

    Every number of a draft, read and checked; the same as `zonebook check`; the text is not kept.
    """
    text = draft_text(body.text.encode())
    out = io.StringIO()
    args = Namespace(period=body.period or None, lang=lang)
    check_.print_file("-", text, args, check_.sentences(), out)
    return reply(json.loads(out.getvalue()))
