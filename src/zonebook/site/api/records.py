"""Registers and their rows, in pages; business entities have an address of their own."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from zonebook.core.say import plain
from zonebook.core.values import Reason, Refused
from zonebook.desk import lists
from zonebook.records import permissions
from zonebook.records import registers as declared
from zonebook.records.models.base import alive
from zonebook.records.registers import Register
from zonebook.records.workbooks import shelf
from zonebook.records.workbooks.current import values_of
from zonebook.site.api import auth
from zonebook.site.api.reply import reply
from zonebook.site.api.shapes import (
    WORDS,
    After,
    Lang,
    Number,
    RegisterKey,
    Registers,
    Row,
    Rows,
    answers,
)

router = Router(tags=["台账 · registers"])
FORMAT = "zonebook.rows/1"
Limit = Annotated[int, Query(50, ge=1, le=200, description="每页行数 · rows a page")]
Search = Annotated[
    str, Query("", alias="q", max_length=100, pattern=WORDS, description="名称、代码、编号 · words")
]


class PageShelf(shelf.Shelf):
    """The part of the book that one page of a register needs."""

    def __init__(self, register: Register, rows: QuerySet[Any]) -> None:
        super().__init__(register)
        self.page = rows

    @cached_property
    def records(self) -> dict[int, Any]:
        """The rows of the page by id."""
        over = {way.reference for way in self.ways.values() if way.place in ("parent", "document")}
        return {one.pk: one for one in self.page.select_related(*over)}

    @cached_property
    def children(self) -> dict[tuple[str, int], list[Any]]:
        """The child rows of the page's records, the oldest first."""
        found: dict[tuple[str, int], list[Any]] = defaultdict(list)
        ways = [way for way in self.ways.values() if way.place in ("names", "event", "child")]
        for model, reference in {(way.model, way.reference) for way in ways}:
            rows = alive(model).filter(**{f"{reference}_id__in": list(self.records)})
            for row in rows.order_by("pk"):
                found[model._meta.db_table, getattr(row, f"{reference}_id")].append(row)
        return found


@router.get("/registers", response=answers(Registers, 403), summary="台账目录 · registers")
def registers(request: HttpRequest, lang: Lang) -> HttpResponse:
    """可查看的台账及其列 · the registers that one may read, with their columns."""
    person = auth.looking(request)
    on = request.today  # type: ignore[attr-defined]
    found = [
        described(one, lang)
        for one in declared.all_registers().values()
        if permissions.permits(person, "read", one.system, on=on)
    ]
    return reply({"format": "zonebook.registers/1", "registers": found})


def described(register: Register, lang: str) -> dict[str, Any]:
    """A register with its columns."""
    columns = [
        {"name": one.name, "label": one.label(lang), "type": one.type, "unit": one.unit}
        for one in register.columns.values()
    ]
    return {
        "key": register.key,
        "name": register.name[lang],
        "about": register.about[lang],
        "system": register.system,
        "columns": columns,
    }


@router.get(
    "/registers/{key}",
    response=answers(Rows, 403, 404),
    summary="台账一页 · rows of a register",
)
def rows(
    request: HttpRequest, key: RegisterKey, q: Search, limit: Limit, after: After, lang: Lang
) -> HttpResponse:
    """按编号先后翻页；钱以分计 · in the order of the records; money in fen, days as known."""
    return page(request, key, q, limit, after)


@router.get("/entities", response=answers(Rows, 403), summary="经营主体 · business entities")
def entities(
    request: HttpRequest, q: Search, limit: Limit, after: After, lang: Lang
) -> HttpResponse:
    """经营主体名册；q 可写名称、曾用名或统一社会信用代码 · by name, former name or credit code."""
    return page(request, "entity", q, limit, after)


@router.get("/registers/{key}/{number}", response=answers(Row, 403, 404), summary="一行 · one row")
def row(request: HttpRequest, key: RegisterKey, number: Number, lang: Lang) -> HttpResponse:
    """一条记录 · one record."""
    return single(request, key, number)


@router.get("/entities/{number}", response=answers(Row, 403, 404), summary="一户 · one entity")
def entity(request: HttpRequest, number: Number, lang: Lang) -> HttpResponse:
    """一个经营主体 · one business entity."""
    return single(request, "entity", number)


def page(request: HttpRequest, key: str, words: str, limit: int, after: str) -> HttpResponse:
    """One page of the standing rows of a register."""
    register = declared.get(key)
    auth.demand(request, "read", register.system)
    found = alive(register.model)
    if words.strip():
        found = found.filter(lists.searched(register, words))
    count = found.count()
    if after:
        last = register.model.objects.filter(number=after).values_list("pk", flat=True).first()
        found = found.filter(pk__gt=last or 0)
    listed = list(told(register, found.order_by("pk")[: limit + 1]))
    more = listed[limit - 1]["number"] if len(listed) > limit else None
    payload = {"format": FORMAT, "register": key, "count": count, "rows": listed[:limit]}
    return reply(payload | {"next": more})


def single(request: HttpRequest, key: str, number: str) -> HttpResponse:
    """One standing row of a register; Refused where there is none of that number."""
    register = declared.get(key)
    auth.demand(request, "read", register.system)
    found = list(told(register, alive(register.model).filter(number=number)))
    if not found:
        args = {"register": register.name, "number": number}
        raise Refused(Reason("api.no_record", args))
    return reply({"format": FORMAT, "register": key, "row": found[0]})


def told(register: Register, rows: QuerySet[Any]) -> list[dict[str, Any]]:
    """Rows as they travel: what each column says, the number, and what else the sheet said."""
    kept = PageShelf(register, rows)
    return [
        {"number": one.number}
        | {name: written(value) for name, value in values_of(one, kept).items()}
        | ({"extra": one.extra} if one.extra else {})
        for one in kept.records.values()
    ]


def written(value: Any) -> Any:
    """A value as it travels; a day with what is known of it."""
    return str(value) if hasattr(value, "span") else plain(value)
