"""One record as a page: its fields, what belongs to it, what happened, and its trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from zonebook.desk import shown, timeline, trail
from zonebook.desk.language import named
from zonebook.records import schema
from zonebook.records.models.base import AppendOnly, Numbered
from zonebook.records.registers import Register


@dataclass(frozen=True)
class Belonging:
    """Records of another register that refer to this one."""

    name: str
    heads: tuple[shown.Head, ...]
    rows: tuple[tuple[shown.Cell, ...], ...]
    count: int


@dataclass(frozen=True)
class Detail:
    """A record's page."""

    title: str
    fields: tuple[shown.Cell, ...]
    extra: tuple[tuple[str, str], ...]
    belongings: tuple[Belonging, ...]
    happenings: tuple[timeline.Happening, ...]
    traces: tuple[trail.Trace, ...]
    document: Any
    void_why: str


def title_of(record: Numbered) -> str:
    """What a record is called on its page: its name, or what its register tells it by."""
    register = declared(record)
    columns = [register.columns[name] for name in register.title] if register else []
    told = [shown.cell(record, one, date.min).text for one in columns]
    name = str(record)
    if any(told):
        return " · ".join(one for one in told if one)
    if name != record.number:
        return name
    for reference in ("entity", "project", "investor"):
        holder = getattr(record, reference, None)
        if holder is not None:
            return str(holder)
    return record.number


def declared(record: Numbered) -> Register | None:
    """The register that lists a record's noun, if one does."""
    return shown.register_of(record._meta.db_table)


def detail(register: Register, record: Any, nouns: set[str], on: date) -> Detail:
    """Everything that one page shows of a record to a reader of these nouns."""
    columns = shown.columns_of(register, detail_names(register))
    voided = getattr(record, "voided_by", None) if isinstance(record, AppendOnly) else None
    return Detail(
        title=title_of(record),
        fields=tuple(shown.field(record, one, on) for one in columns),
        extra=tuple((str(key), str(value)) for key, value in record.extra.items()),
        belongings=tuple(belongings(record, nouns, on)),
        happenings=tuple(timeline.of(record, nouns)),
        traces=tuple(trail.of(record)),
        document=getattr(record, "document", None),
        void_why=voided.void_why if voided else "",
    )


def detail_names(register: Register) -> list[str]:
    """The columns of the page, the list's first; what lies on dated rows stands under 经过."""
    names = dict.fromkeys([*register.listed, *register.columns])
    return [name for name in names if name == "stage" or is_own(register, name)]


def is_own(register: Register, name: str) -> bool:
    """Whether a column lies on the record or on one that it refers to."""
    column = register.columns[name]
    field = register.model._meta.get_field(column.path[0])
    return not field.one_to_many and not column.options.get("also")


def belongings(record: Any, nouns: set[str], on: date) -> list[Belonging]:
    """The registers whose rows refer to the record, with their first rows."""
    found = []
    for field in record._meta.related_objects:
        noun = field.related_model._meta.db_table
        register = shown.register_of(noun)
        name = field.get_accessor_name()
        if register is None or noun not in nouns or field.name == "voided_by":
            continue
        if field.related_model not in schema.nouns().values():
            continue
        filtered = field.related_model.objects.filter(**{field.field.name: record})
        rows = shown.standing(filtered.order_by("-pk")[:60])
        if rows and name != "voided_by":
            found.append(belonging(register, field.field.name, rows, on))
    return found


def belonging(register: Register, reference: str, rows: list[Any], on: date) -> Belonging:
    """The rows of one register, without the column that names this very record."""
    columns = [one for one in shown.columns_of(register) if one.path != (reference,)]
    under = shown.address_under(register.noun)
    numbers = [shown.Cell("", row.number, address=under + row.number) for row in rows]
    cells = [shown.down(rows, one, on) for one in columns]
    return Belonging(
        named(register.name),
        tuple(shown.head(register, one) for one in columns),
        tuple(zip(numbers, *cells, strict=True)),
        len(rows),
    )
