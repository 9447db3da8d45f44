"""The registration office's workbooks: three registers of enterprises, one of sole traders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from zonebook.zones.lanzhou.demo.codes import INDUSTRY_NAMES
from zonebook.zones.lanzhou.demo.registry import Entity
from zonebook.zones.lanzhou.demo.workbook import SIMULATED, Column, Sheet

ENTITY = (
    Column("序号", "number", width=7),
    Column("企业名称", width=34),
    Column("统一社会信用代码", width=22),
    Column("经营主体类型", width=12),
    Column("是否分支机构", width=8),
    Column("登记日期", "day", "登记信息"),
    Column("注册资本（万元）", "number", "登记信息"),
    Column("行业代码", "text", "登记信息", 9),
    Column("行业名称", "text", "登记信息", 26),
    Column("住所", "text", "登记信息", 30),
    Column("入区方式", "text", "入区情况", 9),
    Column("入区日期", "day", "入区情况"),
    Column("注销吊销日期", "day", "注销吊销"),
    Column("注销方式", "text", "注销吊销", 9),
    Column("出区方式", "text", "出区情况", 9),
    Column("出区日期", "day", "出区情况"),
    Column("曾用名", "text", "名称变更", 34),
    Column("更名日期", "day", "名称变更"),
    Column("数据性质", width=9),
)
SHOP = (
    Column("序号", "number", width=7),
    Column("字号名称", width=30),
    Column("统一社会信用代码", width=22),
    Column("经营主体类型", width=12),
    Column("注册日期", "dot"),
    Column("行业代码", width=9),
    Column("行业名称", width=22),
    Column("经营场所", width=30),
    Column("注销日期", "dot"),
    Column("注销方式", width=9),
    Column("数据性质", width=9),
)
KINDS = {"enterprise": "企业", "sole_trader": "个体工商户"}
ABOVE = ("填报单位：市场监管分局（登记注册）", "截至日期：2024年2月18日")
NOTES = (
    "注：1.新设立含分支机构，不含变更和迁入；迁入企业的登记日期为原登记机关的登记日期。",
    "2.注销、吊销、迁出的经营主体保留在册，出区日期当日起不再计入。",
)


def dated(columns: Iterable[Column], kind: str) -> tuple[Column, ...]:
    """The same columns with days written another way."""
    return tuple(
        replace(column, kind=kind) if column.kind == "day" else column for column in columns
    )


def entity_row(number: int, one: Entity) -> tuple[Any, ...]:
    """One enterprise."""
    closed = one.went in ("注销", "吊销")
    return (
        number, one.name, one.credit_code, KINDS[one.kind], "是" if one.branch else "否",
        one.established_on, one.capital_wan, one.industry, INDUSTRY_NAMES[one.industry],
        one.address, one.came, one.from_on, one.to_on if closed else None,
        one.went if closed else None, one.went, one.to_on, one.former_name, one.renamed_on,
        SIMULATED,
    )  # fmt: skip


def shop_row(number: int, one: Entity) -> tuple[Any, ...]:
    """One sole trader."""
    return (
        number, one.name, one.credit_code, KINDS[one.kind], one.established_on, one.industry,
        INDUSTRY_NAMES[one.industry], one.address, one.to_on, one.went, SIMULATED,
    )  # fmt: skip


def enterprises(
    entities: list[Entity], name: str, title: str, first: int, last: int, kind: str = "day"
) -> Sheet:
    """The enterprises established in these years, by day."""
    chosen = of_years(entities, "enterprise", first, last)
    rows = [entity_row(number, one) for number, one in enumerate(chosen, start=1)]
    return Sheet(name, title, dated(ENTITY, kind), rows, ABOVE, NOTES)


def shops(entities: list[Entity], name: str, title: str, first: int, last: int) -> Sheet:
    """The sole traders registered in these years, by day."""
    chosen = of_years(entities, "sole_trader", first, last)
    rows = [shop_row(number, one) for number, one in enumerate(chosen, start=1)]
    return Sheet(name, title, SHOP, rows, ABOVE)


def of_years(entities: list[Entity], kind: str, first: int, last: int) -> list[Entity]:
    """Entities of a kind established from the first to the last year."""
    since, before = date(first, 1, 1), date(last + 1, 1, 1)
    chosen = [one for one in entities if one.kind == kind and since <= one.established_on < before]
    return sorted(chosen, key=lambda one: (one.established_on, one.credit_code))
