"""Finds the record of the book that a row is: by number, natural key, or a person's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from zonebook.core.period import KnownDay
from zonebook.core.values import Finding, Reason
from zonebook.records import bulk
from zonebook.records.models.base import alive
from zonebook.records.workbooks.answers import NEW, Answers
from zonebook.records.workbooks.difference import Later, Pair
from zonebook.records.workbooks.references import (
    MOST_TO_COMPARE,
    NEARLY,
    SOMEWHAT,
    likeness,
)
from zonebook.records.workbooks.rows import Entry
from zonebook.records.workbooks.shelf import Shelf
from zonebook.records.workbooks.ways import columns_of, value_at
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


class Index:
    """The standing records of the noun by their natural key and by the columns that hint at them.

    It holds ids and the few values that tell records apart; the records are read when they are met.
    """

    def __init__(self, shelf: Shelf, key_columns: tuple[str, ...]) -> None:
        self.shelf, self.key_columns = shelf, key_columns
        self.is_named = shelf.register.noun in NAMED
        self.day_places = frozenset(
            i for i, name in enumerate(key_columns) if shelf.ways[name].column.type == "day"
        )
        self.exact_places = tuple(i for i in range(len(key_columns)) if i not in self.day_places)

    @cached_property
    def says(self) -> dict[str, dict[int, Any]]:
        """Column of the key or of the hints → id → what the record says there."""
        model, ways = self.shelf.register.model, self.shelf.ways
        wanted = dict.fromkeys((*self.key_columns, *self.shelf.register.candidates))
        fields = {name: known_columns(model, ways[name].field) for name in wanted}
        columns = dict.fromkeys(one for names in fields.values() for one in names)
        rows = list(bulk.rows(alive(model).values_list("pk", *columns)))
        place = {name: i + 1 for i, name in enumerate(columns)}
        return {
            name: {row[0]: compared(row, [place[one] for one in names]) for row in rows}
            for name, names in fields.items()
        }

    @cached_property
    def keys(self) -> dict[int, Key]:
        """The natural key of every record."""
        columns = [self.says[name] for name in self.key_columns]
        return {pk: tuple(column[pk] for column in columns) for pk in columns[0]} if columns else {}

    @cached_property
    def by_key(self) -> dict[Key, list[int]]:
        """Records by their whole natural key."""
        found: dict[Key, list[int]] = defaultdict(list)
        for pk, key in self.keys.items():
            found[key].append(pk)
        return found

    @cached_property
    def by_part(self) -> dict[Key, list[int]]:
        """Records by their natural key without its days: 2023年5月 and 2023-05-06 may be one."""
        found: dict[Key, list[int]] = defaultdict(list)
        for pk, key in self.keys.items():
            found[without_days(key, self.day_places)].append(pk)
        return found

    @cached_property
    def by_hint(self) -> dict[str, dict[Any, list[int]]]:
        """Candidate column → value → records; names are looked up in the directory."""
        found: dict[str, dict[Any, list[int]]] = {}
        for name in self.shelf.register.candidates:
            rows = found[name] = defaultdict(list)
            for pk, value in () if self.by_names(name) else self.says[name].items():
                rows[value].append(pk)
        return found

    def by_names(self, name: str) -> bool:
        """Whether a column is the name, which counts with all former names."""
        return self.is_named and name == "name"

    def saying(self, name: str, value: Any) -> Collection[int]:
        """The records that say a value in a candidate column."""
        if self.by_names(name):
            named = self.shelf.directory(self.shelf.register.noun).by_name.get(value, ())
            return sorted(one for one in named if one in self.says[name])
        return self.by_hint[name].get(value, ())

    def hints_of(self, pk: int, name: str) -> Collection[Any]:
        """What one record is known by in a candidate column."""
        if self.by_names(name):
            return self.shelf.directory(self.shelf.register.noun).names[pk]
        value = self.says[name][pk]
        return () if value in (None, "") else (value,)

    def fetch(self, entries: Iterable[Entry]) -> None:
        """Read the records that rows name by number or key; all of them where keys lead elsewhere."""
        ways = self.shelf.ways
        if not self.key_columns or any(ways[one].place != "own" for one in self.key_columns):
            self.shelf.fetch(self.shelf.ids.values())
            return
        wanted: set[int] = set()
        for entry in entries:
            if entry.number in self.shelf.ids:
                wanted.add(self.shelf.ids[entry.number])
            elif key := key_of_entry(entry, {}, self.key_columns):
                wanted.update(self.by_key.get(key, ()))
        self.shelf.fetch(wanted)


def known_columns(model: Any, field: str) -> tuple[str, ...]:
    """The columns of a field: a day has its precision beside it."""
    return tuple(filter(None, columns_of(model, field)))


def compared(row: Sequence[Any], places: Sequence[int]) -> Any:
    """What a record says in a column, as records are told apart by it."""
    value = row[places[0]]
    if value is None or value == "":
        return None
    return (value, row[places[1]]) if len(places) > 1 else comparable(value)


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
    number = answers.number_of(entry.row + 1, prefix) or entry.number
    if number:
        record = shelf.numbered(number)
        if record is None:
            reason = Reason("workbooks.number_unknown", {"number": number})
            return Match(findings=[Finding(reason, where)])
        return Match(record)
    if key is not None:
        found = by_natural_key(key, entry, index)
        if found is not None:
            return Match(found)
    return by_hints(entry, targets, index, answers)


def as_known(entry: Entry, record: Any, index: Index, answers: Answers) -> Entry:
    """A row whose record the book calls otherwise: that name stays, the other becomes a further one.

    So where a person said which record it is, and where the row uses a former name. A row with the
    record's number was exported and edited: its name is meant, as is one that a person renames to.
    """
    noun, said = index.shelf.register.noun, str(entry.values.get("name", ""))
    ways = index.shelf.ways
    further = next((name for name, way in ways.items() if way.place == "names"), "")
    if noun not in NAMED or not said or not further or entry.number:
        return entry
    if name_of(said) == name_of(record.name) or answers.renames(entry.row + 1):
        return entry
    values = {name: value for name, value in entry.values.items() if name != "name"}
    if name_of(said) not in index.shelf.directory(noun).names[record.pk]:
        if not answers.number_of(entry.row + 1, index.shelf.register.model.kept.prefix):
            return entry  # found by its code: the enterprise has a new name
        others = (values.get(further, ""), said)
        values[further] = "；".join(filter(None, others))
    return replace(entry, values=values)


def by_natural_key(key: Key, entry: Entry, index: Index) -> Any:
    """The record with this key, or the only one whose day is known less or more exactly."""
    exact = index.by_key.get(key, [])
    if len(exact) == 1:
        return index.shelf.record(exact[0])
    if not index.day_places:
        return None
    found = index.by_part.get(without_days(key, index.day_places), [])
    part = [index.shelf.record(one) for one in found]
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


def by_hints(entry: Entry, targets: Mapping[str, Any], index: Index, answers: Answers) -> Match:
    """The record that agrees in all that both know; one that nearly does is asked about."""
    hints = index.shelf.register.candidates
    if set(hints) <= set(index.key_columns) and all(
        one in entry.values for one in index.key_columns
    ):
        return Match()  # its whole key is known, and no record has it
    said = {name: hint_of(entry, name, targets) for name in hints}
    said = {name: value for name, value in said.items() if value not in (None, "")}
    nearby = dict.fromkeys(pk for name, value in said.items() for pk in index.saying(name, value))
    keyed = said_of_key(entry, targets, index)
    weighed = [one for pk in nearby if (one := weigh(said, keyed, pk, index))]
    sure = [pk for pk, agrees, differs in weighed if not differs and is_enough(agrees, hints)]
    if len(sure) == 1:
        return Match(index.shelf.record(sure[0]))
    prefix = index.shelf.register.model.kept.prefix
    if answers.is_new(entry.row + 1, prefix) or answers.unanswered == NEW:
        return Match()
    doubtful = [one for one in weighed if len(one[2]) <= 1 and weight(one[1], hints) > len(one[2])]
    doubtful.sort(key=lambda one: (len(one[2]), -len(one[1])))
    pairs = [pair_for(index.shelf.record(pk), *more) for pk, *more in doubtful[:3]]
    return Match(pairs=pairs or named_alike(said, keyed, index))


def weight(agrees: tuple[str, ...], hints: tuple[str, ...]) -> int:
    """How much agreement there is; the first hint counts twice."""
    return len(agrees) + (hints[0] in agrees)


def named_alike(said: Mapping[str, Any], keyed: Mapping[int, Any], index: Index) -> list[Pair]:
    """Records of a small noun whose name is nearly that of the row."""
    noun = index.shelf.register.noun
    if noun not in NAMED or "name" not in said or len(index.shelf.ids) > MOST_TO_COMPARE:
        return []
    found = []
    for pk in index.shelf.ids.values():
        nearness = max(likeness(said["name"], one) for one in index.hints_of(pk, "name"))
        if nearness < SOMEWHAT:
            continue
        weighed = weigh(said, keyed, pk, index)
        if weighed and (nearness >= NEARLY or (weighed[1] and len(weighed[2]) <= 1)):
            found.append((nearness, pair_for(index.shelf.record(pk), *weighed[1:])))
    return [pair for _, pair in sorted(found, key=lambda one: -one[0])[:3]]


def hint_of(entry: Entry, name: str, targets: Mapping[str, Any]) -> Any:
    """What a row says in a candidate column."""
    return target_key(targets[name]) if name in targets else comparable(entry.values.get(name))


def is_enough(agrees: tuple[str, ...], hints: tuple[str, ...]) -> bool:
    """Whether the first hint (the name) and, where there are many, another one agree."""
    return hints[0] in agrees and len(agrees) >= min(2, len(hints) - 1)


def said_of_key(entry: Entry, targets: Mapping[str, Any], index: Index) -> dict[int, Any]:
    """What a row says in the columns of the natural key that are no days, by their place in it."""
    names = index.key_columns
    said = {i: hint_of(entry, names[i], targets) for i in index.exact_places}
    return {i: value for i, value in said.items() if value not in (None, "")}


def weigh(
    said: Mapping[str, Any], keyed: Mapping[int, Any], pk: int, index: Index
) -> tuple[int, tuple[str, ...], tuple[str, ...]] | None:
    """In which hints a row and a record agree and differ; None where their keys contradict."""
    if keyed:
        key = index.keys[pk]
        for i, ours in keyed.items():
            if key[i] != ours and key[i] not in (None, ""):
                return None
    agrees, differs = [], []
    for name, ours in said.items():
        if theirs_all := index.hints_of(pk, name):
            (agrees if ours in theirs_all else differs).append(name)
    return pk, tuple(agrees), tuple(differs)


def pair_for(record: Any, agrees: tuple[str, ...], differs: tuple[str, ...]) -> Pair:
    """A record that the row may be."""
    return Pair(record.number, str(record), agrees, differs, record._meta.db_table)
