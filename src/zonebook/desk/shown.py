"""How a record's values stand on a page: days, amounts, codes, references, and 「暂无数据」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from zonebook.core import say as words
from zonebook.core.period import KnownDay, Period
from zonebook.core.values import Refused
from zonebook.desk.language import lang, named, say
from zonebook.desk.stages import stages_of
from zonebook.records import figures, registers
from zonebook.records import zone as zones
from zonebook.records.models.base import AppendOnly, Numbered
from zonebook.records.registers import Register, RegisterColumn

WHOLE = {"credit_code", "code", "day", "last_day", "planned_day", "stage", "period"}
NUMBERS = {"money", "written", "whole", "area", "share"}
CODE = re.compile(r"(?=.*\d)[A-Za-z0-9-]{4,22}")  # numbers of papers, written as one word
APART = ("kind", "measure")  # columns that tell apart the child rows on which a column may lie
STAGE = RegisterColumn("stage", "项目阶段", "Stage", "stage", ("stage",))


@dataclass(frozen=True)
class Head:
    """A column's head; the unit stands here once."""

    name: str
    label: str
    unit: str
    is_number: bool
    sortable: bool


@dataclass(frozen=True)
class Cell:
    """One value as it prints; an unknown one says so."""

    label: str
    text: str
    is_number: bool = False
    address: str = ""
    is_main: bool = True  # stands on the card of a small screen
    is_whole: bool = False  # codes and days are not broken over two lines

    @property
    def unknown(self) -> bool:
        """Whether the book does not know it."""
        return self.text == ""


def columns_of(register: Register, names: Iterable[str] | None = None) -> list[RegisterColumn]:
    """The declared columns by name; `stage` is derived from a project's log."""
    chosen = register.listed if names is None else names
    return [STAGE if name == "stage" else register.columns[name] for name in chosen]


def head(register: Register, column: RegisterColumn) -> Head:
    """The head of a column."""
    return Head(
        column.name,
        column.label(lang()),
        unit_name(column),
        column.type in NUMBERS,
        sort_path(register, column) is not None,
    )


def unit_name(column: RegisterColumn) -> str:
    """The unit of a column of numbers in the page's language."""
    unit = zones.catalog().units.find(column.unit) if column.unit else None
    name = unit.name(lang()) if unit and column.type in NUMBERS - {"written"} else ""
    return "" if name == column.label(lang()).lower() else name  # not “Rank (rank)”


def sort_path(register: Register, column: RegisterColumn) -> str | None:
    """The column to order rows by; None where it is derived or lies on many rows."""
    if column.type == "stage":
        return None
    model, steps = register.model, list(column.path)
    for step in steps:
        field = model._meta.get_field(step)
        if field.one_to_many:
            return None
        model = field.related_model
    last = register.model._meta.get_field(steps[0])
    if last.is_relation and len(steps) == 1:
        steps.append(named_by(last.related_model))
    return "__".join(steps)


def named_by(model: type[models.Model]) -> str:
    """The column that names a noun."""
    names = {field.name for field in model._meta.concrete_fields}
    return next(one for one in ("name", "title", "number") if one in names)


def standing(rows: Iterable[Any]) -> list[Any]:
    """The rows that have been neither withdrawn nor voided."""
    return [one for one in rows if stands(one)]


def stands(one: Numbered) -> bool:
    """Whether a row is still part of every figure."""
    if isinstance(one, AppendOnly):
        return one.voids_id is None and not hasattr(one, "voided_by")  # type: ignore[attr-defined]
    return one.withdrawn_on is None  # type: ignore[attr-defined,no-any-return]


def owner_of(record: Numbered, column: RegisterColumn) -> Any:
    """The row that holds the column's value: the record, one it refers to, or its latest child."""
    holder: Any = record
    for step in column.path[:-1]:
        if holder is None:
            return None
        if not holder._meta.get_field(step).one_to_many:
            holder = getattr(holder, step)
            continue
        rows = standing(getattr(holder, step).all())
        for name in APART:
            if wanted := column.options.get(name):
                rows = [one for one in rows if getattr(one, name) == wanted]
        awaited = column.options.get("expected", False)  # what is expected is not a fact
        rows = [one for one in rows if getattr(one, "expected", awaited) == awaited]
        holder = max(rows, key=lambda one: one.pk, default=None)
    return holder


def raw(record: Numbered, column: RegisterColumn) -> Any:
    """The stored value of a column."""
    holder = owner_of(record, column)
    return None if holder is None else getattr(holder, column.path[-1])


def cell(record: Numbered, column: RegisterColumn, on: date, decimals: int | None = None) -> Cell:
    """A column of a record as it prints."""
    [(printed, address)] = prints([record], column, on, decimals)
    return Cell(column.label(lang()), printed, column.type in NUMBERS and not address, address)


def prints(
    records: Sequence[Numbered], column: RegisterColumn, on: date, decimals: int | None = None
) -> list[tuple[str, str]]:
    """What a column of each record says, and the address of the record that it names."""
    if column.type == "stage":
        reached = stages_of([one.pk for one in records], on)
        return [
            (say(f"stage.{reached[one.pk]}") if one.pk in reached else "", "") for one in records
        ]
    tongue = lang()
    return [printed(one, column, tongue, decimals) for one in records]


def printed(
    record: Numbered, column: RegisterColumn, tongue: str, decimals: int | None
) -> tuple[str, str]:
    """What a column that is not derived says, and the address of the record that it names."""
    holder = owner_of(record, column)
    value = None if holder is None else getattr(holder, column.path[-1])
    if isinstance(value, Numbered):
        return str(value), address_of(value)
    return text(holder, column, value, decimals, tongue) or still(holder, column), ""


def still(holder: Any, column: RegisterColumn) -> str:
    """What an end that has not come says of its row, where the register names it: 在区, 至今.

    `while` names the column whose emptiness says that it goes on, where it is not the column itself;
    `once` the column that ends what nobody reports on any more: 已销号.
    """
    words = column.options.get("still")
    if holder is None or words is None:
        return ""
    if "once" in words:
        return "" if getattr(holder, words["once"]) is None else named(words)
    goes_on = getattr(holder, words.get("while", column.path[-1])) is None
    return named(words) if goes_on else ""


def listed(record: Numbered, column: RegisterColumn, on: date, decimals: int | None = None) -> Cell:
    """A column of a record in a table; on a card, where there is no head, its label has the unit."""
    return down([record], column, on, decimals)[0]


def down(
    records: Sequence[Numbered],
    column: RegisterColumn,
    on: date,
    decimals: int | None = None,
    *,
    is_main: bool = True,
    if_known: bool = False,
) -> list[Cell]:
    """A column of a table, cell under cell; `if_known`, those that know it stand on the card too."""
    tongue, unit = lang(), unit_name(column)
    label = column.label(tongue)
    if unit:
        label += f"（{unit}）" if tongue == "zh" else f" ({unit})"
    is_whole, is_number = column.type in WHOLE, column.type in NUMBERS
    return [
        Cell(
            label,
            said,
            is_number and not address,
            address,
            is_main or (if_known and said != ""),
            is_whole or CODE.fullmatch(said) is not None,
        )
        for said, address in prints(records, column, on, decimals)
    ]


def field(record: Numbered, column: RegisterColumn, on: date) -> Cell:
    """A column of a page: here, without a head, a number carries its unit."""
    found = cell(record, column, on)
    if not found.is_number or found.unknown:
        return found
    value = raw(record, column)
    if value in (None, ""):
        return found
    return replace(found, text=quantity(owner_of(record, column), column, value))


def text(
    holder: Any,
    column: RegisterColumn,
    value: Any,
    decimals: int | None = None,
    tongue: str = "",
) -> str:
    """A stored value as an office prints it, in the page's language or the `tongue` given."""
    if column.type == "code":
        code = column.codes.get(value or "")
        return "" if code is None else (code.zh if (tongue or lang()) == "zh" else code.en)
    if value is None or value == "":
        return ""
    match column.type:
        case "day" | "planned_day" | "last_month":
            precision = getattr(holder, f"{column.path[-1]}_precision", "day")
            return str(KnownDay(value, precision))
        case "last_day":
            return (value - timedelta(1)).isoformat()
        case "money":
            return words.number(money(value, column.unit, decimals))
        case "whole" | "area":
            return words.number(int(value))
        case "share":
            return words.number(Decimal(int(value)).scaleb(-4).normalize()) + "%"
        case "written":
            return as_written(holder, Decimal(value).scaleb(-holder.decimals), tongue or lang())
        case "flag":
            return words.Sentences({}).word(bool(value), lang())
        case "indicator":
            row = zones.catalog().kind("indicators").get(value)
            return named(row["name"]) if row else str(value)
        case "period":
            return period_words(str(value))
        case "unit":
            unit = zones.catalog().units.find(value)
            return unit.name(lang()) if unit else str(value)
    return str(value)


def quantity(holder: Any, column: RegisterColumn, value: Any, gap: str = "") -> str:
    """A number with its unit as each language says it: 834万元, 8.34 million CNY; else its text."""
    printed = text(holder, column, value)
    unit = zones.catalog().units.find(column.unit) if column.unit else None
    if not printed or unit is None or column.type not in NUMBERS - {"written"}:
        return printed
    if lang() == "zh":
        return f"{printed}{gap}{unit.zh}" if unit.zh else printed
    amount = money(value, column.unit) if column.type == "money" else Decimal(int(value))
    moved, name = unit.printed(amount, lang())
    if abs(moved) < 1 and name != unit.en:  # 219,326 CNY rather than 0.219326 million CNY
        moved, name = amount * unit.factor, zones.catalog().units[unit.base].en
    return f"{words.number(plain(moved))} {name}".strip()


def plain(value: Decimal) -> Decimal:
    """A number without noughts behind its last digit."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def as_written(holder: Any, value: Decimal, tongue: str) -> str:
    """A statement's number with its unit, as each language says both."""
    unit = zones.catalog().units.find(holder.unit)
    figure = figures.definitions(zones.catalog()).get(getattr(holder, "indicator", ""))
    if figure is not None and unit is not None and figure.unit.key == unit.key:
        unit = figure.unit  # said in the scale in which its figure is said
    moved, name = unit.said(value, tongue) if unit else (value, holder.unit)
    return f"{words.number(moved)}{'' if name == '%' else ' '}{name}".strip()


def period_words(value: str) -> str:
    """A stored period in words; one that cannot be read as it stands."""
    try:
        return words.period(Period.parse(value), lang())
    except Refused:
        return value


def money(fen: int, unit: str, decimals: int | None = None) -> Decimal:
    """An amount of fen in a unit of money, exactly, with at least so many decimals."""
    found = zones.catalog().units[unit or "CNY"]
    exact = (Decimal(fen) / 100 / found.factor).normalize()
    exponent = exact.as_tuple().exponent
    places = max(0, -exponent if isinstance(exponent, int) else 0, decimals or 0)
    return exact.quantize(Decimal(1).scaleb(-places))


def decimals_of(records: Sequence[Numbered], column: RegisterColumn) -> int:
    """So many decimals that a column's amounts stand under each other."""
    amounts = [raw(one, column) for one in records]
    exponents = (money(one, column.unit).as_tuple().exponent for one in amounts if one is not None)
    return max((-one for one in exponents if isinstance(one, int)), default=0)


@cache
def register_of(noun: str) -> Register | None:
    """The register that lists a noun; the first, where several do."""
    return next((one for one in registers.all_registers().values() if one.noun == noun), None)


def address_of(record: Numbered) -> str:
    """The page of a record."""
    return address_under(record._meta.db_table) + record.number


def address_under(noun: str) -> str:
    """What the number of a record of this noun follows in the address of its page."""
    register = register_of(noun)
    if register is None:
        return reverse("by-number", args=["-"])[:-1]
    return f"{reverse('register', args=[register.key])}/"


def unknown_word() -> str:
    """What stands where the book does not know."""
    return _("暂无数据")
