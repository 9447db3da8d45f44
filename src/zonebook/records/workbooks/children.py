"""The child rows that a row of a sheet brings: names, events, time in the zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from zonebook.records.workbooks.difference import Add, Change, Set, Void, shown
from zonebook.records.workbooks.headers import label
from zonebook.records.workbooks.permitted import (
    Draft,
    Written,
    differs,
    permit,
    refuse_foreign,
)
from zonebook.records.workbooks.ways import Way, lacking, stored, value_at
from zonebook.records.workbooks.words import name_of


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
