"""Legal and promised due days: one with every day and why, or many."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from zonebook.core.workdays import read_calendar
from zonebook.records.zone import catalog
from zonebook.site import payloads
from zonebook.site.api.reply import reply
from zonebook.site.api.shapes import (
    DAY,
    KNOWN_DAY,
    PAUSE,
    WORD,
    Cases,
    Due,
    DueBatch,
    Lang,
    answers,
)
from zonebook.site.commands import due_, due_cases

router = Router(tags=["时限 · due"])
Accepted = Annotated[
    str,
    Query(
        ...,
        pattern=KNOWN_DAY,
        description="受理日，或只知月份 · day or month of acceptance",
        examples=["2024-01-05"],
    ),
]
Pauses = Annotated[
    list[Annotated[str, Query(pattern=PAUSE)]],
    Query([], alias="pause", max_length=100, description="特别程序 KIND:FROM:TO · pauses"),
]
On = Annotated[
    str, Query("", pattern=rf"^({DAY})?$", description="计算到哪一天 · the day of the answer")
]
LimitDays = Annotated[
    int, Query(..., ge=0, le=3000, description="时限（工作日）· working days", examples=[10])
]
Clock = Annotated[Literal["promised", "legal"], Query("promised", description="哪个钟 · clock")]
ProcedureKey = Annotated[
    str,
    Query(..., pattern=WORD, description="流程 · procedure", examples=["enterprise_investment"]),
]
ItemKey = Annotated[str, Query(..., pattern=WORD, description="事项 · item", examples=["filing"])]


@router.get("/due", response=answers(Due, 404), summary="时限计算单 · one due day")
def due(
    request: HttpRequest,
    accepted: Accepted,
    limit: LimitDays,
    pause: Pauses,
    on: On,
    clock: Clock,
    lang: Lang,
) -> HttpResponse:
    """给定受理日和工作日数的届满日，逐日说明，按国家日历；同 zonebook due --limit。

    The due day of a limit in working days by the national calendar, every day with its reason.
    """
    args = Namespace(
        accepted=accepted, limit=limit, pause=pause, on=on or None, clock=clock, lang=lang
    )
    sheet = due_.sheet_of(args, due_.calendar_of(None))
    return reply(payloads.due([sheet], {}, catalog().sentences, lang))


@router.get("/due/item", response=answers(Due, 404), summary="事项各时限 · clocks of an item")
def item(
    request: HttpRequest,
    procedure: ProcedureKey,
    item: ItemKey,
    accepted: Accepted,
    pause: Pauses,
    on: On,
    lang: Lang,
) -> HttpResponse:
    """一个事项按受理日适用版本的全部时限；同 zonebook due --procedure · all clocks of an item."""
    args = Namespace(
        procedure=procedure, item=item, accepted=accepted, pause=pause, on=on or None,
        extension=None, decided=None, lang=lang,
    )  # fmt: skip
    known = catalog()
    found, head = due_.item_of(args, known, read_calendar(known))
    return reply(payloads.due(found, head, catalog().sentences, lang))


@router.post(
    "/due/batch", response=answers(DueBatch, 400, 413), summary="一批届满日 · many due days"
)
def batch(request: HttpRequest, body: Cases, lang: Lang) -> HttpResponse:
    """一批办件的届满日，按原顺序；有一件写错则整批退回并逐件指出 · refused whole where one is wrong."""
    run = due_cases.Batch(read_calendar(catalog()), "cases")
    found = [run.one(json.dumps(one.dict()).encode(), i) for i, one in enumerate(body.cases, 1)]
    run.finish()
    return reply({"format": payloads.DUE, "answers": [due_cases.said(one) for one in found]})
