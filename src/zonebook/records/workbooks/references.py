"""Finds the enterprise or project that a row speaks of, asks where it is not sure, or adds it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from zonebook.core.values import Finding, Reason
from zonebook.records.workbooks.answers import NEW, Answers
from zonebook.records.workbooks.difference import Add, Later, Pair, Step
from zonebook.records.workbooks.headers import label
from zonebook.records.workbooks.rows import Entry
from zonebook.records.workbooks.shelf import NOUNS, Directory, Shelf
from zonebook.records.workbooks.ways import Way, stored
from zonebook.records.workbooks.words import alike, bare, name_of, without_phase

UNKNOWN = {"entity": "entity_unknown", "project": "project_unknown"}
KIND_BY_CODE = {"92": "sole_trader", "93": "cooperative"}
MOST_TO_COMPARE = 5000  # names are compared one by one only where a noun is small: a second's work
# Shared pairs of characters (words.alike). One character more or less in a name of eight, the usual
# length of a project's, leaves 0.93, two at its end 0.88: so written otherwise. Two names of one
# investor that share two words of four (祁连云谷智算中心, 祁连云谷超算基地) have about 0.4.
NEARLY, SOMEWHAT = 0.85, 0.4
ORDINALS = re.compile(r"[一二三四五六七八九十\d]+|[ivx]+(?=期)")


@dataclass
class Found:
    """The record that a reference means: its id, or the one to be added, or what is in the way."""

    target: int | Later | None = None
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """One reference of one row, with all that finding it needs."""

    way: Way
    noun: str
    name: str
    code: str
    where: Any
    row: int


def find(entry: Entry, way: Way, shelf: Shelf, answers: Answers, where: Any) -> Found:
    """The record that a reference column of a row means."""
    noun = str(way.column.options["to"])
    code = entry.values.get(code_column(shelf, way), "") if noun == "entity" else ""
    name = entry.values.get(way.column.name, "")
    if not name and not code:
        return Found()
    asked = Asked(way, noun, name, code, where, entry.row + 1)
    directory = shelf.directory(noun)
    answer = answers.number_of(asked.row, NOUNS()[noun].kept.prefix)
    if answer:
        return by_answer(asked, answer, directory)
    if code:
        return by_code(asked, directory, entry, shelf)
    return by_name(asked, directory, entry, shelf, answers)


def code_column(shelf: Shelf, way: Way) -> str:
    """The column of the register that holds the credit code of what a reference means."""
    for name, one in shelf.ways.items():
        if one.place == "parent" and one.reference == way.field and one.field == "credit_code":
            return name
    return ""


def by_answer(asked: Asked, answer: str, directory: Directory) -> Found:
    """The record that a person said it is; the other name is remembered."""
    pk = directory.id_of.get(answer)
    if pk is None:
        args = {"number": answer}
        return Found(findings=[Finding(Reason("workbooks.number_unknown", args), asked.where)])
    found = Found(pk)
    known = asked.name and name_of(asked.name) in directory.names[pk]
    if asked.name and not known and directory.has_names:
        values = {asked.noun: pk, "name": asked.name}
        found.steps.append(Add(f"{asked.noun}_name", values, ("alias", pk, name_of(asked.name))))
    return found


def by_code(asked: Asked, directory: Directory, entry: Entry, shelf: Shelf) -> Found:
    """The entity with this credit code; by name where the book knows it without a code."""
    pk = directory.by_code.get(asked.code)
    named = directory.by_name.get(name_of(asked.name), set()) if asked.name else set()
    if pk is None:
        uncoded = {one for one in named if one not in directory.code_of}
        if len(uncoded) == 1:
            return Found(uncoded.pop())
        return add_parent(asked, entry, shelf)
    found = Found(pk)
    if asked.name and name_of(asked.name) not in directory.names[pk]:
        args = {"name": asked.name, "known": directory.label_of[pk]}
        found.remarks.append(
            Finding(Reason("workbooks.name_differs", args), asked.where, "warning")
        )
    return found


def by_name(
    asked: Asked, directory: Directory, entry: Entry, shelf: Shelf, answers: Answers
) -> Found:
    """The one record of this name; several are asked about, like those with a similar name."""
    named = directory.by_name.get(name_of(asked.name), set())
    if len(named) == 1:
        return Found(next(iter(named)))
    if len(named) > 1:
        pairs = [pair_of(asked, directory, pk, ("name",)) for pk in sorted(named)]
        return Found(pairs=pairs)
    is_new = answers.is_new(asked.row, NOUNS()[asked.noun].kept.prefix)
    if not is_new and answers.unanswered != NEW:
        pairs = similar(asked, directory, entry, shelf)
        if pairs:
            return Found(pairs=pairs)
    return row_of_sheet(asked, shelf) or add_parent(asked, entry, shelf)


def row_of_sheet(asked: Asked, shelf: Shelf) -> Found | None:
    """Another row of the same sheet, where a register refers to itself (并入诉求, 所在载体)."""
    row = shelf.rows_by_name.get(name_of(asked.name)) if asked.noun == shelf.register.noun else None
    if row is None or row == asked.row:
        return None
    return Found(Later(asked.noun, ("row", row)))


def pair_of(asked: Asked, directory: Directory, pk: int, agrees: tuple[str, ...]) -> Pair:
    """A record that may be meant."""
    number, shown = directory.number_of[pk], directory.label_of[pk]
    return Pair(number, shown, agrees, (), asked.noun, asked.way.column.name)


def similar(asked: Asked, directory: Directory, entry: Entry, shelf: Shelf) -> list[Pair]:
    """Records whose name is nearly the same, or like it with the same investor."""
    if len(directory.names) > MOST_TO_COMPARE:
        return []
    investor = name_of(str(entry.values.get("investor", "")))
    theirs = investors(shelf) if asked.noun == "project" and investor else {}
    found = []
    for pk, names in directory.names.items():
        nearness = max(likeness(name_of(asked.name), one) for one in names)
        same_investor = bool(investor) and investor in theirs.get(pk, ())
        if nearness >= NEARLY or (same_investor and nearness >= SOMEWHAT):
            agrees = ("name", "investor") if same_investor else ("name",)
            found.append((nearness, pair_of(asked, directory, pk, agrees)))
    return [pair for _, pair in sorted(found, key=lambda one: -one[0])[:3]]


def likeness(first: str, second: str) -> float:
    """How alike two names are; names that differ in a number (一期, 二期) are not."""
    if ORDINALS.findall(bare(first)) != ORDINALS.findall(bare(second)):
        return 0.0
    return alike(first, second)


def other_phases(name: str, directory: Directory, where: Any) -> list[Finding]:
    """A remark where the book has a project that only a phase or a number tells from a new one.

    They are two projects and nothing is asked; but 期次 and 上级项目 may be worth filling in.
    """
    stem = without_phase(name)
    theirs = directory.by_stem.get(stem, ()) if len(stem) > 1 else ()  # 二期 alone names nothing
    known = [
        directory.label_of[pk] for pk in theirs if name_of(directory.label_of[pk]) != name_of(name)
    ]
    if not known:
        return []
    reason = Reason("workbooks.other_phase", {"name": name, "known": known[:3]})
    return [Finding(reason, where, "warning")]


def investors(shelf: Shelf) -> dict[int, set[str]]:
    """The investors of each project, as project and signings name them."""
    kept: dict[int, set[str]] | None = shelf.__dict__.get("_investors")
    if kept is None:
        kept = {}
        nouns = NOUNS()
        pairs = [*nouns["project"].objects.values_list("pk", "investor")]
        pairs += nouns["signing"].objects.values_list("project_id", "investor")
        for pk, investor in pairs:
            if investor:
                kept.setdefault(pk, set()).add(name_of(investor))
        shelf.__dict__["_investors"] = kept
    return kept


def add_parent(asked: Asked, entry: Entry, shelf: Shelf) -> Found:
    """Add the record that the row speaks of, where the register says that it may; else refuse."""
    way = asked.way
    may_add = {way.column.name, way.field} & set(shelf.register.create)
    if not may_add or (asked.noun == "entity" and not asked.code and way.column.required):
        args = {"column": label(way.column), "value": asked.name or asked.code}
        key = UNKNOWN.get(asked.noun, "record_unknown")
        if asked.noun == "entity" and asked.code:
            key = "entity_not_kept"
        return Found(findings=[Finding(Reason(f"workbooks.{key}", args), asked.where)])
    directory = shelf.directory(asked.noun)
    values: dict[str, Any] = {directory.name_field: asked.name or asked.code}
    if asked.noun == "entity":
        values["kind"] = KIND_BY_CODE.get(asked.code[:2], "enterprise")
        values["credit_code"] = asked.code or None
    model = NOUNS()[asked.noun]
    for name, one in shelf.ways.items():
        if name not in entry.values or one.column.type == "reference":
            continue
        if one.place == "parent" and one.reference == way.field:
            values |= stored(one.field, entry.values[name], is_day=one.is_day)
        elif asked.noun == "project" and one.place == "own" and name in ("investor", "group"):
            values[name] = entry.values[name]
    key = asked.code or name_of(asked.name)
    names = {field.attname for field in model._meta.concrete_fields}
    kept = {k: v for k, v in values.items() if k in names}
    remarks = other_phases(asked.name, directory, asked.where) if asked.noun == "project" else []
    return Found(Later(asked.noun, key), remarks=remarks, steps=[Add(asked.noun, kept, key)])
