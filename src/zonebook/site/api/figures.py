"""Figures with their because, and the rows behind them."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from zonebook.core.period import Period
from zonebook.records import breakdowns, permissions, schema
from zonebook.records import figures as door
from zonebook.records.zone import catalog
from zonebook.site import payloads
from zonebook.site.api import auth
from zonebook.site.api.reply import reply
from zonebook.site.api.shapes import (
    FIGURE,
    WORD,
    AsOf,
    FigureKey,
    Figures,
    Lang,
    PeriodText,
    Trace,
    answers,
)
from zonebook.site.commands.figures_ import released_by

router = Router(tags=["指标 · figures"])
Keys = Annotated[
    list[Annotated[str, Query(pattern=FIGURE)]],
    Query([], alias="key", max_length=100, description="指标代号，可重复；不写为全部 · keys"),
]


@router.get("/figures", response=answers(Figures, 403, 404), summary="指标数 · figures")
def figures(
    request: HttpRequest, period: PeriodText, key: Keys, as_of: AsOf, lang: Lang
) -> HttpResponse:
    """一个期间的指标数，每个都带依据；同 zonebook figures。

    Figures of a period, each with its because; the same as `zonebook figures`.
    """
    auth.looking(request)
    span = Period.parse(period)
    keys = key or door.keys_of(span, catalog())
    found = door.figures(keys, span, as_of=released_by(as_of))
    return reply(payloads.figures(found, catalog().sentences, lang))


@router.get(
    "/figures/{key}/breakdown", response=answers(Figures, 403, 404), summary="分组 · breakdown"
)
def breakdown(
    request: HttpRequest,
    key: FigureKey,
    period: PeriodText,
    by: Annotated[
        str,
        Query(..., pattern=WORD, description="分组方式 · way, such as section", examples=["group"]),
    ],
    as_of: AsOf,
    lang: Lang,
) -> HttpResponse:
    """指标按行业门类、招商组等分组；会泄露单户的组不给数；同 zonebook figures --by。

    A figure by groups; cells that would tell on one respondent carry no value, and it is said.
    """
    auth.looking(request)
    found = breakdowns.breakdown(key, by, Period.parse(period), as_of=released_by(as_of))
    return reply(payloads.by_groups(found, catalog().sentences, lang))


@router.get("/figures/{key}/trace", response=answers(Trace, 403, 404), summary="看来源 · trace")
def trace(
    request: HttpRequest,
    key: FigureKey,
    period: PeriodText,
    as_of: AsOf,
    lang: Lang,
    limit: Annotated[int, Query(500, ge=1, le=2000, description="每页行数 · rows a page")],
    after: Annotated[int, Query(0, ge=0, le=10**7, description="从第几行后 · rows to pass over")],
) -> HttpResponse:
    """指标背后计入的行和剔除的行；须有这些台账的查看权限；同 zonebook trace。

    The rows that count and those left out, page by page; the registers' read right is needed.
    """
    person = auth.looking(request)
    figure = door.trace(key, period, as_of=released_by(as_of))
    counted, left_out = door.opened(figure)
    owner = {name: table.owner for name, table in schema.book().table.items()}
    for system in sorted({owner[one.table] for one in (*counted, *left_out)}):
        permissions.demand(person, "read", system, on=request.today)  # type: ignore[attr-defined]
    end = after + limit
    payload: dict[str, Any] = payloads.trace(
        figure, counted[after:end], left_out[after:end], catalog().sentences, lang
    )
    longest = max(len(counted), len(left_out))
    payload["counted"] = {"records": len(counted), "excluded": len(left_out)}
    payload["next"] = end if end < longest else None
    return reply(payload)
