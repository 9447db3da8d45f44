"""The form of a record, made from its register's declaration and read by the importer's readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zonebook.core.period import KnownDay
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.desk import shown
from zonebook.desk.language import known, lang, say
from zonebook.records import schema
from zonebook.records import zone as zones
from zonebook.records.models import Document
from zonebook.records.models.base import alive
from zonebook.records.registers import Register, RegisterColumn
from zonebook.records.workbooks import headers, rows
from zonebook.records.workbooks.words import bare


@dataclass
class Field:
    """One field of the form: what it asks, what was typed, what is wrong with it."""

    name: str
    label: str
    unit: str
    kind: str
    value: str
    required: bool
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    locked: str = ""
    error: Finding | None = None


@dataclass
class Form:
    """The form of a new or an existing record."""

    register: Register
    record: Any
    fields: list[Field]
    values: dict[str, Any] = field(default_factory=dict)
    why: str = ""
    why_error: str = ""

    @property
    def errors(self) -> list[Field]:
        """The fields that must be put right."""
        return [one for one in self.fields if one.error]

    @property
    def is_good(self) -> bool:
        """Whether it may be written."""
        return not self.errors and not self.why_error


def editable(register: Register) -> list[RegisterColumn]:
    """The columns that lie on the record itself, or name the document that it rests on."""
    own = {one.name for one in register.model._meta.get_fields()}
    return [
        column
        for column in register.columns.values()
        if column.path[0] in own
        and (len(column.path) == 1 or column.path == ("document", "doc_no"))
        and not column.options.get("also")
    ]


def blank(register: Register, record: Any, writable: set[str]) -> Form:
    """The form with what the book says; columns of other offices are locked."""
    return Form(
        register,
        record,
        [field_of(one, typed(record, one), writable) for one in editable(register)],
    )


def field_of(column: RegisterColumn, value: str, writable: set[str]) -> Field:
    """One field."""
    key = f"form.help.{column.type}"
    locked = "" if column.owner in writable else say(f"system.{column.owner}")
    return Field(
        name=column.name,
        label=column.label(lang()),
        unit=shown.unit_name(column),
        kind="choice" if column.codes or column.type == "flag" else column.type,
        value=value,
        required=column.required,
        help=say(key) if known(key) else "",
        choices=choices_of(column),
        locked=locked,
    )


def choices_of(column: RegisterColumn) -> tuple[tuple[str, str], ...]:
    """The words of a closed list, the unknown first."""
    unknown = ("", shown.unknown_word())
    if column.type == "flag":
        words = zones.catalog().sentences.word
        return (unknown, ("是", words(True, lang())), ("否", words(False, lang())))
    if not column.codes:
        return ()
    words_of = ((one.key, one.zh if lang() == "zh" else one.en) for one in column.codes.values())
    return (unknown, *(pair for pair in words_of if pair[0]))


def typed(record: Any, column: RegisterColumn) -> str:
    """A stored value as a person would type it."""
    if record is None:
        return ""
    holder = shown.owner_of(record, column)
    value = getattr(holder, column.path[-1]) if holder is not None else None
    if value is None:
        return ""
    match column.type:
        case "code":
            return str(value)
        case "flag":
            return "是" if value else "否"
        case "reference":
            return str(value)
        case "written":
            return f"{shown.Decimal(value).scaleb(-holder.decimals):f}"
        case "unit":
            unit = zones.catalog().units.find(value)
            return unit.zh if unit else str(value)
        case "money":
            return f"{shown.money(value, column.unit):f}"
        case "whole" | "area":
            return str(value)
        case "share":
            return f"{shown.Decimal(int(value)).scaleb(-4).normalize():f}"
    return shown.text(holder, column, value)


def read(form: Form, post: Mapping[str, str], on: date) -> Form:
    """Read what was typed; every field that cannot be read gets its located finding."""
    for one in form.fields:
        column = form.register.columns[one.name]
        if one.locked or one.name not in post:
            continue
        one.value = post[one.name].strip()[:1000]
        try:
            form.values |= values_of(form.register, column, one.value, on)
        except Refused as refused:
            message = refused.findings[0].message
            args = {"column": headers.label(column), **message.args}
            one.error = Finding(Reason(message.key, args), Ref("cell", one.name, one.label))
    form.why = post.get("why", "").strip()[:500]
    if not form.why:
        form.why_error = say("form.why_needed")
    return form


def values_of(register: Register, column: RegisterColumn, text: str, on: date) -> dict[str, Any]:
    """The stored fields that a typed text stands for; Refused where it cannot be read."""
    if not text:
        if column.required:
            raise Refused(Reason("workbooks.value_missing"))
        return emptied(register, column)
    if column.type == "code":
        if text not in column.codes:
            raise Refused(Reason("form.no_such_word", {"value": text}))
        return {column.path[0]: text}
    if column.type == "reference":
        return {column.path[0]: referred(column, text)}
    if column.type == "document":
        return {"document": document(text)}
    unit = zones.catalog().units.find(column.unit) if column.unit else None
    setting = rows.Setting(on=on, units=zones.catalog().units, indicators=indicators())
    cell = rows.Cell(text, column, unit, "", False, None, setting)
    return stored(column, rows.READERS[column.type](cell)[0])


def stored(column: RegisterColumn, value: Any) -> dict[str, Any]:
    """A read value as the fields of the record."""
    name = column.path[0]
    if isinstance(value, KnownDay):
        return {name: value.first, f"{name}_precision": value.precision}
    if isinstance(value, rows.Printed):
        digits = int(value.number.value.scaleb(value.number.decimals))
        given = {"digits": digits, "decimals": value.number.decimals}
        return given | ({"unit": value.unit} if value.unit else {})
    return {name: value}


def emptied(register: Register, column: RegisterColumn) -> dict[str, Any]:
    """A column that was cleared: unknown, which is nothing or the empty word."""
    field = register.model._meta.get_field(column.path[0])
    return {column.path[0]: None if field.null or field.is_relation else ""}


def referred(column: RegisterColumn, text: str) -> Any:
    """The one record that a text names by number, code or name; Refused where it is none or many."""
    model = schema.nouns()[column.options["to"]]
    rows_ = alive(model)
    for name in ("number", *column.options.get("find_by", ("name",))):
        found = list(rows_.filter(**{name: text})[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(Reason("form.many_such", {"value": text}))
    raise Refused(Reason("form.none_such", {"value": text}))


def document(text: str) -> Document:
    """The document with this number; Refused where the book has none."""
    found = alive(Document).filter(doc_no=text).first()
    found = found or alive(Document).filter(number=text).first()
    if found is None:
        raise Refused(Reason("form.no_document", {"value": text}))
    return found  # type: ignore[no-any-return]


def indicators() -> dict[str, str]:
    """The keys of the indicators by their bare names."""
    found = {}
    for key, row in zones.catalog().kind("indicators").items():
        found |= {bare(row["name"][one]): key for one in ("zh", "en")} | {bare(key): key}
    return found
