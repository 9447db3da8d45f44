"""Finds the record of the book that a row is: by number, natural key, or a person's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from zonebook.core.period import KnownDay
from zonebook.core.values import Finding, Reason
from zonebook.records.workbooks.answers import NEW, Answers
from zonebook.records.workbooks.difference import Later, Pair
from zonebook.records.workbooks.references import MOST_TO_COMPARE, likeness
from zonebook.records.workbooks.rows import Entry
from zonebook.records.workbooks.shelf import Shelf
from zonebook.records.workbooks.ways import value_at
from zonebook.records.workbooks.words import name_of

Key = tuple[Any, ...]
NAMED = ("entity", "project")


@dataclass
class Match:
    """The record that a row is; nothing means that it is new, unless findings or pairs say more."""

    record: Any = None
    findings: list[Finding] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


def comparable(value: Any) -> Any:
    """A value as records are told apart by it."""
    if isinstance(value, KnownDay):
        return (value.first, value.precision)
    return name_of(value) if isinstance(value, str) else value


@dataclass
class Index:
    """The standing records of the noun by their natural key and by the columns that hint at them."""

    shelf: Shelf
    key_columns: tuple[str, ...]

    @cached_property
    def by_key(self) -> dict[Key, list[Any]]:
        """Records by their whole natural key."""
        found: dict[Key, list[Any]] = defaultdict(list)
        for record in self.shelf.records.values():
            found[self.key_of(record)].append(record)
        return found

    @cached_property
    def by_part(self) -> dict[Key, list[Any]]:
        """Records by their natural key without its days: 2023年5月 and 2023-05-06 may be one."""
        found: dict[Key, list[Any]] = defaultdict(list)
        for record in self.shelf.records.values():
            found[without_days(self.key_of(record), self.day_places)].append(record)
        return found

    @cached_property
    def by_hint(self) -> dict[tuple[str, Any], list[Any]]:
        """Records by each candidate column."""
        found: dict[tuple[str, Any], list[Any]] = defaultdict(list)
        for record in self.shelf.records.values():
            for name in self.shelf.register.candidates:
                for value in self.hints_of(record, name):
                    found[name, value].append(record)
        return found

    def hints_of(self, record: Any, name: str) -> set[Any]:
        """What a record is known by in a candidate column: a name counts with all former names."""
        noun = self.shelf.register.noun
        if name == "name" and noun in NAMED:
            return self.shelf.directory(noun).names[record.pk]
        value = comparable(value_at(record, self.shelf.ways[name].field))
        return set() if value in (None, "") else {value}

    @cached_property
    def day_places(self) -> frozenset[int]:
        """Which columns of the key are days."""
        ways = self.shelf.ways
        return frozenset(
            i for i, name in enumerate(self.key_columns) if ways[name].column.type == "day"
        )

    def key_of(self, record: Any) -> Key:
        """The natural key of a record."""
        ways = self.shelf.ways
        return tuple(comparable(value_at(record, ways[name].field)) for name in self.key_columns)


def without_days(key: Key, places: frozenset[int]) -> Key:
    """A key without its days."""
    return tuple(value for i, value in enumerate(key) if i not in places)


def key_of_entry(entry: Entry, targets: Mapping[str, Any], columns: tuple[str, ...]) -> Key | None:
    """The natural key that a row says; None where a part of it is unknown."""
    key = tuple(
        target_key(targets[name]) if name in targets else comparable(entry.values.get(name))
        for name in columns
    )
    return None if not columns or any(one in (None, "") for one in key) else key


def target_key(target: Any) -> Any:
    """What tells the target of a reference apart."""
    return ("later", target.key) if isinstance(target, Later) else target


def match(
    entry: Entry,
    key: Key | None,
    targets: Mapping[str, Any],
    index: Index,
    answers: Answers,
    where: Any,
) -> Match:
    """The record that a row is."""
    shelf = index.shelf
    prefix = shelf.register.model.kept.prefix
    answer = answers.same.get(entry.row + 1, "")
    number = answer if answer.startswith(f"{prefix}-") else entry.number
    if number:
        record = shelf.by_number.get(number)
        if record is None:
            reason = Reason("workbooks.number_unknown", {"number": number})
            return Match(findings=[Finding(reason, where)])
        return Match(record)
    if key is not None:
        found = by_natural_key(key, entry, index)
        if found is not None:
            return Match(found)
    return by_hints(entry, targets, index, answers, where)


def by_natural_key(key: Key, entry: Entry, index: Index) -> Any:
    """The record with this key, or the only one whose day is known less or more exactly."""
    exact = index.by_key.get(key, [])
    if len(exact) == 1:
        return exact[0]
    if not index.day_places:
        return None
    part = index.by_part.get(without_days(key, index.day_places), [])
    day_columns = [index.key_columns[i] for i in index.day_places]
    near = [one for one in part if all(may_be(entry, one, name, index) for name in day_columns)]
    return near[0] if len(near) == 1 else None


def may_be(entry: Entry, record: Any, name: str, index: Index) -> bool:
    """Whether the day of a record and that of a row may be the same day, differently well known."""
    ours, theirs = entry.values.get(name), value_at(record, index.shelf.ways[name].field)
    if not isinstance(ours, KnownDay) or not isinstance(theirs, KnownDay):
        return False
    if ours.precision == theirs.precision:
        return ours == theirs
    first, second = ours.span, theirs.span
    return first.start < second.end and second.start < first.end


def by_hints(
    entry: Entry, targets: Mapping[str, Any], index: Index, answers: Answers, where: Any
) -> Match:
    """The record that agrees in all that both know; one that nearly does is asked about."""
    hints = index.shelf.register.candidates
    if set(hints) <= set(index.key_columns) and all(
        one in entry.values for one in index.key_columns
    ):
        return Match()  # its whole key is known, and no record has it
    said = {name: hint_of(entry, name, targets) for name in hints}
    said = {name: value for name, value in said.items() if value not in (None, "")}
    nearby = {
        id(one): one for name, value in said.items() for one in index.by_hint.get((name, value), ())
    }
    weighed = [
        one for record in nearby.values() if (one := weigh(entry, said, targets, record, index))
    ]
    sure = [
        record for record, agrees, differs in weighed if not differs and is_enough(agrees, hints)
    ]
    if len(sure) == 1:
        return Match(sure[0])
    if answers.same.get(entry.row + 1) == NEW or answers.unanswered == NEW:
        return Match()
    doubtful = [one for one in weighed if len(one[2]) <= 1 and weight(one[1], hints) > len(one[2])]
    doubtful.sort(key=lambda one: (len(one[2]), -len(one[1])))
    pairs = [pair_for(*one) for one in doubtful[:3]]
    return Match(pairs=pairs or named_alike(entry, said, targets, index))


def weight(agrees: tuple[str, ...], hints: tuple[str, ...]) -> int:
    """How much agreement there is; the first hint counts twice."""
    return len(agrees) + (hints[0] in agrees)


def named_alike(
    entry: Entry, said: Mapping[str, Any], targets: Mapping[str, Any], index: Index
) -> list[Pair]:
    """Records of a small noun whose name is nearly that of the row."""
    noun = index.shelf.register.noun
    if noun not in NAMED or "name" not in said or len(index.shelf.records) > MOST_TO_COMPARE:
        return []
    found = []
    for record in index.shelf.records.values():
        nearness = max(likeness(said["name"], one) for one in index.hints_of(record, "name"))
        if nearness < 0.4:
            continue
        weighed = weigh(entry, said, targets, record, index)
        if weighed and (nearness >= 0.85 or (weighed[1] and len(weighed[2]) <= 1)):
            found.append((nearness, pair_for(*weighed)))
    return [pair for _, pair in sorted(found, key=lambda one: -one[0])[:3]]


def hint_of(entry: Entry, name: str, targets: Mapping[str, Any]) -> Any:
    """What a row says in a candidate column."""
    return target_key(targets[name]) if name in targets else comparable(entry.values.get(name))


def is_enough(agrees: tuple[str, ...], hints: tuple[str, ...]) -> bool:
    """Whether the first hint (the name) and, where there are many, another one agree."""
    return hints[0] in agrees and len(agrees) >= min(2, len(hints) - 1)


def weigh(
    entry: Entry, said: Mapping[str, Any], targets: Mapping[str, Any], record: Any, index: Index
) -> tuple[Any, tuple[str, ...], tuple[str, ...]] | None:
    """In which hints a row and a record agree and differ; None where their keys contradict."""
    ways = index.shelf.ways
    for i, name in enumerate(index.key_columns):
        if i in index.day_places:
            continue
        ours = hint_of(entry, name, targets)
        theirs = comparable(value_at(record, ways[name].field))
        if ours not in (None, "") and theirs not in (None, "") and ours != theirs:
            return None
    agrees, differs = [], []
    for name, ours in said.items():
        if theirs_all := index.hints_of(record, name):
            (agrees if ours in theirs_all else differs).append(name)
    return record, tuple(agrees), tuple(differs)


def pair_for(record: Any, agrees: tuple[str, ...], differs: tuple[str, ...]) -> Pair:
    """A record that the row may be."""
    return Pair(record.number, str(record), agrees, differs, record._meta.db_table)
