"""A row on its way into the book, and what of it the person may change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zonebook.core.period import KnownDay
from zonebook.core.values import Finding, Reason
from zonebook.records.workbooks.difference import Add, Change, Later, Propose, Step, shown
from zonebook.records.workbooks.headers import label
from zonebook.records.workbooks.rows import Entry
from zonebook.records.workbooks.shelf import Shelf
from zonebook.records.workbooks.ways import Way, value_at
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


def document(draft: Draft, written: Written, name: str) -> Any:
    """The document with this number, added where the book has none."""
    number = draft.entry.values[name]
    found = draft.shelf.documents.get(name_of(number))
    if found is not None:
        return found
    key = name_of(number)
    written.steps.append(Add("document", {"title": number, "doc_no": number}, key))
    return Later("document", key)
