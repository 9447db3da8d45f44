"""What has to be written so that the book says what a row says, and which changes that makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zonebook.core.values import Finding, Reason
from zonebook.records.registers import RegisterColumn
from zonebook.records.workbooks.children import children
from zonebook.records.workbooks.difference import Add, Change, Later, Propose, Set, shown
from zonebook.records.workbooks.headers import label
from zonebook.records.workbooks.permitted import (
    Draft,
    Written,
    differs,
    document,
    in_words,
    permit,
)
from zonebook.records.workbooks.rows import Printed
from zonebook.records.workbooks.shelf import NOUNS
from zonebook.records.workbooks.ways import Way, blank_of, lacking, stored, value_at
from zonebook.records.workbooks.words import name_of


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
