"""Judge an enterprise against a dated rule: typed facts, or what it filed."""

from __future__ import annotations

from argparse import Namespace
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from zonebook.core.rules.book import rule_book
from zonebook.core.rules.facts import Place
from zonebook.core.values import Reason, Refused
from zonebook.records import verdicts
from zonebook.site.api import auth
from zonebook.site.api.reply import reply
from zonebook.site.api.shapes import Facts, Judged, JudgedAll, Lang, Whole, answers
from zonebook.site.commands import judge_, judge_register
from zonebook.site.commands.judge_facts import read_object

router = Router(tags=["资格判定 · judge"])
RuleKey = Annotated[
    str,
    Path(
        ...,
        pattern=r"^[a-z][a-z0-9_]{0,80}$",
        description="规则族或版本 · a family or a version",
        examples=["hnte"],
    ),
]


@router.post(
    "/judge/{rule}", response=answers(Judged, 400, 403, 404, 413), summary="资格判定 · judge"
)
def judge(request: HttpRequest, rule: RuleKey, body: Facts, lang: Lang) -> HttpResponse:
    """按申报日的规则逐条判定所给事实或账上企业，说明差多少；同 zonebook judge；所给事实不保存。

    Judge the facts given, or an enterprise of the book (`enterprise`: code, number or name; needs the
    right to read the ladder), under the rule in force on the filing day. What is sent is not kept.
    """
    on = judge_.filing_day(body.on)
    if bool(body.enterprise) == bool(body.facts is not None):
        raise Refused(Reason("verdicts.one_source"))
    if body.enterprise:
        auth.demand(request, "read", "ladder")
        entity = verdicts.find(body.enterprise)
        found = verdicts.judge(rule, entity, on=on, kind=body.kind, changes=body.changes)
        return reply({"format": "zonebook.judge/1", **found.payload(lang)})
    book = rule_book()
    plan = book.plan(book.find(rule, body.kind, on), body.kind, on, body.changes)
    facts = exact(request).get("facts") or {}
    answer = judge_.answer_to(facts, Place("body", {}), plan, Namespace(on=on, lang=lang), book)
    return reply({"format": "zonebook.judge/1", **answer})


@router.post(
    "/judge/{rule}/register",
    response=answers(JudgedAll, 400, 403, 404, 413),
    summary="全册判定 · the register",
)
def register(request: HttpRequest, rule: RuleKey, body: Whole, lang: Lang) -> HttpResponse:
    """全册逐户判定，可改门槛试算谁会掉下来，分页；同 zonebook judge --all。

    The whole register under the rule in force that day, or under changed thresholds, in pages.
    """
    auth.demand(request, "read", "ladder")
    on = judge_.filing_day(body.on)
    whole = verdicts.register(rule, on=on, kind=body.kind, changes=body.changes)
    numbers = [whole.entity(row).number for row in range(whole.outcome.register.size)]
    start = numbers.index(body.after) + 1 if body.after in numbers else 0
    rows = range(start, min(start + body.limit, len(numbers)))
    args = Namespace(rule=rule, on=on, kind=body.kind, changes=body.changes, lang=lang)
    told = judge_register.summary(whole, args, rows)
    more = numbers[rows[-1]] if rows and rows.stop < len(numbers) else None
    return reply({"format": "zonebook.judge/1", **told, "next": more})


def exact(request: HttpRequest) -> Any:
    """The body once more, with exact decimals and repeated keys refused."""
    try:
        text = request.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = Reason("rules.json.no_utf8")
        raise Refused(Reason("rules.unreadable_facts", {"problem": problem})) from None
    return read_object(text, "body", 1)
