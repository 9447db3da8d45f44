"""Which policies an enterprise fits, and whom one policy fits, with every reason."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from zonebook.records import verdicts
from zonebook.site import matches
from zonebook.site.api import auth
from zonebook.site.api.reply import reply
from zonebook.site.api.shapes import (
    DAY,
    WORD,
    WORDS,
    After,
    Lang,
    Matched,
    MatchedAll,
    Offered,
    answers,
)
from zonebook.site.commands.judge_ import filing_day
from zonebook.systems.policies import book, matching

router = Router(tags=["惠企政策 · policies"])
On = Annotated[
    str,
    Query(..., pattern=rf"^{DAY}$", description="判定日 · the day", examples=["2024-02-18"]),
]
PolicyKey = Annotated[
    str, Path(..., pattern=WORD, description="政策 · policy", examples=["hnte_rate"])
]
AnyPolicy = Annotated[
    str, Query("", pattern=f"{WORD}|^$", description="只看这一项 · this policy alone")
]
Enterprise = Annotated[
    str,
    Query(
        ...,
        min_length=1,
        max_length=100,
        pattern=WORDS,
        description="信用代码、编号或名称 · code, number or name",
        examples=["QY-2023-000001"],
    ),
]
State = Annotated[
    Literal["", "fits", "near", "review", "unknown", "not"],
    Query("", description="只看这种结果 · this state alone"),
]
Limit = Annotated[int, Query(100, ge=1, le=500, description="每页个数 · a page")]


@router.get("/policies", response=answers(Offered, 403), summary="适用政策 · policies of a day")
def policies(request: HttpRequest, on: On, lang: Lang) -> HttpResponse:
    """某日适用的政策；同 zonebook policies list · the policies offered on a day."""
    auth.demand(request, "read", "policies")
    return reply(matches.offered(filing_day(on), lang))


@router.get(
    "/policies/matches", response=answers(Matched, 403, 404), summary="一家企业 · an enterprise"
)
def enterprise(
    request: HttpRequest, enterprise: Enterprise, on: On, policy: AnyPolicy, lang: Lang
) -> HttpResponse:
    """一家企业对各项政策：符合、接近、缺什么，逐条判定；同 zonebook policies match --enterprise。

    Each policy on one enterprise of the book, test by test, and what they come to together.
    """
    auth.demand(request, "read", "policies")
    day = filing_day(on)
    if policy:
        book.policies().in_force(book.policies().find(policy), day)
    card = matching.card(verdicts.find(enterprise), day)
    return reply(matches.of_enterprise(card, policy, lang))


@router.get(
    "/policies/{policy}/matches",
    response=answers(MatchedAll, 403, 404),
    summary="一项政策对全册 · a policy over everybody",
)
def everybody(
    request: HttpRequest,
    policy: PolicyKey,
    on: On,
    state: State,
    limit: Limit,
    after: After,
    lang: Lang,
) -> HttpResponse:
    """一项政策对全册，未列入的都写明原因，分页；同 zonebook policies match --all。

    One policy over the register in pages, everybody left out with the reason.
    """
    auth.demand(request, "read", "policies")
    run = matching.run(policy, filing_day(on))
    lines = [one for one in matching.in_order(run.lines) if state in ("", one.match.state)]
    numbers = [one.entity.number for one in lines]
    start = numbers.index(after) + 1 if after in numbers else 0
    shown = lines[start : start + limit]
    more = shown[-1].entity.number if shown and start + limit < len(lines) else None
    return reply({**matches.of_everybody(run, shown, lang), "next": more})
