"""What has to be written so that the book says what a row says, and which changes that makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zonebook.core.period import KnownDay
from zonebook.core.values import Finding, Reason
from zonebook.records.registers import RegisterColumn
from zonebook.records.workbooks.difference import (
    Add,
    Change,
    Later,
    Propose,
    Set,
    Step,
    Void,
    shown,
)
from zonebook.records.workbooks.headers import label
from zonebook.records.workbooks.rows import Entry, Printed
from zonebook.records.workbooks.shelf import NOUNS, Shelf
from zonebook.records.workbooks.ways import Way, blank_of, lacking, stored, value_at
from zonebook.records.workbooks.words import name_of

May = Callable[[str], bool]  # whether the person may write in a system


@dataclass
class Written:
    """The changes of one row and the steps that make them."""

    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """One row on its way into the book."""

    entry: Entry
    targets: Mapping[str, Any]
    shelf: Shelf
    may: May
    propose: bool
    where: Callable[[str], Any]
    wipes: bool  # whether an empty cell takes a value out of the book


def said_columns(draft: Draft) -> Iterator[tuple[str, Way]]:
    """The columns of which the row says something."""
    for name, way in draft.shelf.ways.items():
        if way.place == "kept" and name in draft.entry.values:
            draft.entry.extra[way.column.zh] = str(draft.entry.values[name])
        elif way.place != "stated" and (name in draft.entry.values or name in draft.targets):
            yield name, way


def printed(draft: Draft) -> dict[str, tuple[str, Any]]:
    """A printed number as it is kept (digits, decimals, unit), each with the column that says it."""
    values: dict[str, tuple[str, Any]] = {}
    for name, _way in draft.shelf.stated:
        said = draft.entry.values.get(name)
        if said is None:
            continue
        if isinstance(said, Printed):
            places = said.number.decimals
            values["digits"] = (name, int(said.number.value.scaleb(places)))
            values["decimals"] = (name, places)
        if unit := said.unit if isinstance(said, Printed) else said:
            values.setdefault("unit", (name, unit))
    return values


def add(draft: Draft) -> Written:
    """A new record with its child rows."""
    register, entry = draft.shelf.register, draft.entry
    written = Written()
    key = ("row", entry.row + 1)
    values: dict[str, Any] = {}
    if not draft.may(register.system):
        args = {"register": register.name, "system": Reason(f"system.{register.system}")}
        where = draft.where(next(iter(register.columns)))
        written.findings.append(Finding(Reason("workbooks.new_elsewhere", args), where))
    for name, way in said_columns(draft):
        if way.place == "reference":
            values[way.field] = draft.targets.get(name)
        elif way.place == "own":
            values |= stored(way.field, entry.values[name], is_day=way.is_day)
        elif way.place == "document":
            values[way.reference] = document(draft, written, name)
    values |= {name: value for name, (_, value) in printed(draft).items()}
    if entry.extra:
        values["extra"] = dict(entry.extra)
    for name, code in draft.shelf.usual_codes:
        values.setdefault(name, code)
    for name in lacking(register.model, values):
        column = register.columns.get(name) or next(iter(register.columns.values()))
        written.findings.append(Finding(why_missing(draft, column), draft.where(column.name)))
    written.steps.append(Add(register.noun, values, key))
    children(draft, written, Later(register.noun, key), None)
    parents(draft, written)
    return written


def why_missing(draft: Draft, column: RegisterColumn) -> Reason:
    """Why a new record cannot be: a value is missing, or the row ends what the book never saw begin.

    When an entity came is never guessed from when it left: figures count by that day.
    """
    entry, register = draft.entry, draft.shelf.register
    for decider, meanings in register.source.get("decides", {}).items():
        meant = meanings.get(entry.decided.get(decider, ""), {})
        if meant and column.name not in meant:
            args = {
                "column": label(column),
                "word": entry.shown.get(decider, ""),
                "register": register.name,
            }
            return Reason("workbooks.begins_nowhere", args)
    return Reason("workbooks.value_missing", {"column": label(column)})


def change(draft: Draft, record: Any) -> Written:
    """What has to change of a standing record."""
    written = Written()
    values: dict[str, Any] = {}
    for name, way in said_columns(draft):
        if way.place in ("own", "reference"):
            after = (
                draft.targets.get(name) if way.place == "reference" else draft.entry.values[name]
            )
            if differs(value_at(record, way.field), after) and permit(
                draft, written, name, way, record, after
            ):
                values |= stored(way.field, after, is_day=way.is_day)
        elif way.place == "document":
            known = getattr(record, way.reference)
            text = draft.entry.values[name]
            if (known is None or name_of(known.doc_no) != name_of(text)) and permit(
                draft, written, name, way, record, text, before=known and known.doc_no
            ):
                values[way.reference] = document(draft, written, name)
    for field_name, (name, after) in printed(draft).items():
        before = value_at(record, field_name)
        way = draft.shelf.ways[name]
        if before != after and permit(draft, written, name, way, record, after, before):
            values[field_name] = after
    values |= wiped(draft, written, record) if draft.wipes else {}
    values |= extra(draft, written, record)
    if values:
        written.steps.append(Set(record, values))
    children(draft, written, record, record)
    parents(draft, written)
    return written


def differs(before: Any, after: Any) -> bool:
    """Whether a sheet says something else than the book; nothing said is not a difference."""
    if after in (None, ""):
        return before not in (None, "") and after == ""
    if isinstance(before, KnownDay) != isinstance(after, KnownDay):
        before = before.first if isinstance(before, KnownDay) else before
        after = after.first if isinstance(after, KnownDay) else after
    return bool(before != after)


def permit(
    draft: Draft, written: Written, name: str, way: Way, record: Any, after: Any, before: Any = None
) -> bool:
    """Note a change where the person's office owns the column; else refuse or propose it."""
    if not draft.may(way.owner):
        refuse_foreign(draft, written, name, way, record)
        return False
    if before is None and record is not None and way.place != "document":
        before = value_at(record, way.field)
    before, after = in_words(draft, way, before), in_words(draft, way, after)
    written.changes.append(Change(name, label(way.column), before, after))
    return True


def in_words(draft: Draft, way: Way, value: Any) -> Any:
    """A value as a difference list shows it: the name of a referred record, the word of a code."""
    if isinstance(value, Later):
        return str(value.key)
    if way.place in ("reference", "parent") and way.column.type == "reference" and value:
        return draft.shelf.directory(str(way.column.options["to"])).label_of.get(value, value)
    code = way.column.codes.get(value) if isinstance(value, str) else None
    return code.zh if code else value


def refuse_foreign(draft: Draft, written: Written, name: str, way: Way, record: Any) -> None:
    """A column of another office: propose the value if asked to, else refuse it with that offer."""
    value = draft.entry.values.get(name)
    if draft.propose:
        holder = getattr(record, way.reference) if way.place == "parent" else record
        written.steps.append(Propose(holder, way.spoken, shown(value)))
        return
    args = {
        "column": label(way.column),
        "value": draft.entry.shown.get(name, str(value)),
        "before": str(in_words(draft, way, value_at(record, way.field)))
        if known(record, way)
        else "—",
        "system": Reason(f"system.{way.owner}"),
    }
    written.findings.append(Finding(Reason("workbooks.owned_elsewhere", args), draft.where(name)))


def known(record: Any, way: Way) -> bool:
    """Whether a record itself holds the column and says something in it."""
    return (
        record is not None
        and way.place in ("own", "reference")
        and value_at(record, way.field) is not None
    )


def wiped(draft: Draft, written: Written, record: Any) -> dict[str, Any]:
    """The columns that a person emptied in an exported sheet."""
    values: dict[str, Any] = {}
    for name in draft.entry.blank:
        way = draft.shelf.ways[name]
        if way.place != "own" or way.column.required or value_at(record, way.field) is None:
            continue
        if permit(draft, written, name, way, record, None):
            empty = blank_of(way.model, way.field)
            values |= stored(way.field, None, is_day=way.is_day, blank=empty)
    return values


def extra(draft: Draft, written: Written, record: Any) -> dict[str, Any]:
    """The unknown columns, kept with the row."""
    said = draft.entry.extra
    before = dict(record.extra)
    changed = {k: v for k, v in said.items() if before.get(k) != v}
    if not changed or not draft.may(draft.shelf.register.system):
        return {}
    for name, value in changed.items():
        written.changes.append(
            Change(name, {"zh": name, "en": name}, before.get(name), value, noun="extra")
        )
    return {"extra": before | changed}


def parents(draft: Draft, written: Written) -> None:
    """What the row says of the record that it refers to."""
    holders: dict[int, Any] = {}
    values: dict[int, tuple[Any, dict[str, Any]]] = {}
    for name, way in draft.shelf.over_parent:
        if name not in draft.entry.values and name not in draft.targets:
            continue
        target = draft.targets.get(way.reference)
        if not isinstance(target, int):
            continue  # a record that is added with the row already has what the row says
        if target not in holders:
            holders[target] = NOUNS()[way.model._meta.db_table].objects.get(pk=target)
        holder = holders[target]
        after = draft.targets.get(name, draft.entry.values.get(name))
        before = value_at(holder, way.field)
        if not differs(before, after):
            continue
        if not draft.may(way.owner):
            propose_for(draft, written, name, way, holder, after)
            continue
        change = Change(
            name, label(way.column), in_words(draft, way, before), in_words(draft, way, after)
        )
        written.changes.append(change)
        kept = values.setdefault(target, (holder, {}))
        kept[1].update(stored(way.field, after, is_day=way.is_day))
    written.steps += [Set(holder, found) for holder, found in values.values()]


def propose_for(
    draft: Draft, written: Written, name: str, way: Way, holder: Any, after: Any
) -> None:
    """A differing value for a column of another office's record."""
    if draft.propose:
        written.steps.append(Propose(holder, way.field, shown(after)))
        return
    args = {
        "column": label(way.column),
        "value": draft.entry.shown.get(name, str(after)),
        "before": str(value_at(holder, way.field) or "—"),
        "system": Reason(f"system.{way.owner}"),
    }
    written.findings.append(Finding(Reason("workbooks.owned_elsewhere", args), draft.where(name)))


def document(draft: Draft, written: Written, name: str) -> Any:
    """The document with this number, added where the book has none."""
    number = draft.entry.values[name]
    found = draft.shelf.documents.get(name_of(number))
    if found is not None:
        return found
    key = name_of(number)
    written.steps.append(Add("document", {"title": number, "doc_no": number}, key))
    return Later("document", key)


def children(draft: Draft, written: Written, holder: Any, record: Any) -> None:
    """The child rows: names, events, time in the zone."""
    rows: dict[tuple[str, str], dict[str, tuple[Way, Any]]] = {}
    for name, way in draft.shelf.beneath:
        value = draft.entry.values.get(name)
        if way.place == "names" and value:
            names(draft, written, holder, record, name, way)
        elif way.place == "event" and value:
            event(draft, written, holder, record, name, way)
        elif way.place == "child":
            key = (way.model._meta.db_table, way.pinned)
            rows.setdefault(key, {})[name] = (way, value)
    for (noun, _), columns in rows.items():
        child(draft, written, holder, record, noun, columns)


def standing_children(draft: Draft, record: Any, way: Way) -> list[Any]:
    """The child rows that a standing record has."""
    if record is None:
        return []
    return draft.shelf.children_of(way.model._meta.db_table, record.pk)


def names(draft: Draft, written: Written, holder: Any, record: Any, name: str, way: Way) -> None:
    """A former name, added where it is not known; several stand behind a separator."""
    known_names = {name_of(one.name) for one in standing_children(draft, record, way)}
    for one in re.split(r"[、;；\n]", draft.entry.values[name]):
        if one.strip() and name_of(one) not in known_names:
            if record is not None and not permit(draft, written, name, way, None, one.strip()):
                return
            values = {way.reference: holder, way.field: one.strip()}
            written.steps.append(Add(way.model._meta.db_table, values))


def event(draft: Draft, written: Written, holder: Any, record: Any, name: str, way: Way) -> None:
    """Something that happened: added, or voided and added anew where the day differs."""
    after = draft.entry.values[name]
    of_kind = [one for one in standing_children(draft, record, way) if way.is_of(one)]
    before = value_at(of_kind[-1], way.field) if of_kind else None
    if before == after:
        return
    if record is not None and not draft.may(way.owner):
        refuse_foreign(draft, written, name, way, record)
        return
    if record is not None:
        written.changes.append(Change(name, label(way.column), before, after))
    if of_kind:
        written.steps.append(Void(of_kind[-1]))
    values = {way.reference: holder, **way.pins, **stored(way.field, after, is_day=True)}
    written.steps.append(Add(way.model._meta.db_table, values))


def child(
    draft: Draft,
    written: Written,
    holder: Any,
    record: Any,
    noun: str,
    columns: Mapping[str, tuple[Way, Any]],
) -> None:
    """The child row of a record (its time in the zone), added or corrected."""
    any_way = next(iter(columns.values()))[0]
    standing = [one for one in standing_children(draft, record, any_way) if any_way.is_of(one)]
    row = standing[-1] if standing else None
    values: dict[str, Any] = {}
    for name, (way, value) in columns.items():
        after = value if value is not None else derived(draft, row, way)
        if after is None or (row is not None and not differs(value_at(row, way.field), after)):
            continue
        if row is not None and not permit(draft, written, name, way, row, after):
            continue
        values |= stored(way.field, after, is_day=way.is_day)
    if row is not None and values:
        written.steps.append(Set(row, values))
    elif (
        row is None
        and values
        and not lacking(any_way.model, {any_way.reference: 1, **any_way.pins, **values})
    ):
        if record is not None:
            first = next(iter(columns.items()))
            written.changes.append(
                Change(first[0], label(first[1][0].column), None, shown(first[1][1]))
            )
        written.steps.append(Add(noun, {any_way.reference: holder, **any_way.pins, **values}))


def derived(draft: Draft, row: Any, way: Way) -> Any:
    """What stands in for a child's column that the sheet lacks: another column, or the usual word."""
    entry, options = draft.entry, way.column.options
    if "else" in options and (row is None or value_at(row, way.field) is None):
        return entry.values.get(str(options["else"]))
    if row is None and "else_code" in options:
        return options["else_code"]
    return None
