"""Procedures as values: versions, stages, items, materials, limits, each with its day and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from zonebook.core.procedures.clock import LAW, Conventions
from zonebook.core.procedures.deadline import Limit
from zonebook.core.values import Reason, Ref, Refused

Name = Mapping[str, str]
Answers = Mapping[str, bool]


@dataclass(frozen=True)
class Source:
    """The document that a limit or version rests on, and how far it was checked."""

    title: str
    doc_no: str = ""
    article: str = ""
    verified: str = "memory"

    def __str__(self) -> str:
        return self.title + (f"（{self.doc_no}）" if self.doc_no else "") + self.article


@dataclass(frozen=True)
class DatedLimit:
    """A number of working days from a day on; `assumed` where a demonstration sets the day."""

    since: date
    days: int
    source: Source
    where: Ref
    assumed: bool = False


Limits = tuple[DatedLimit, ...]


def in_force(limits: Limits, on: date) -> DatedLimit | None:
    """The limit in force on a day; None before the first."""
    found = None
    for limit in limits:
        if limit.since <= on:
            found = limit
    return found


@dataclass(frozen=True)
class Material:
    """A paper that an item asks for, and how it may be had without asking the applicant again."""

    key: str
    name: Name
    required: bool
    may_follow: bool = False
    commitment: bool = False
    from_item: str = ""
    register: str = ""


@dataclass(frozen=True)
class Item:
    """An approval item (事项): who decides, how fast, on what papers, with what result."""

    key: str
    name: Name
    department: str
    kind: Literal["at_once", "promised"]
    legal: Limits
    promised: Limits
    result: Name
    materials: tuple[Material, ...]
    area_topics: tuple[str, ...]
    where: Ref
    words: tuple[str, ...] = ()

    @cached_property
    def material(self) -> dict[str, Material]:
        """Its materials by key."""
        return {one.key: one for one in self.materials}


@dataclass(frozen=True)
class StageItem:
    """An item inside a stage: which others come first, with which it runs in parallel, and when."""

    item: Item
    group: str
    after: tuple[str, ...]
    when: Answers

    def applies(self, answers: Answers) -> bool:
        """Whether the answers of the questionnaire call for it."""
        return all(answers.get(question) == wanted for question, wanted in self.when.items())


@dataclass(frozen=True)
class Stage:
    """A stage with its lead department and its own limits; `figures` are those that state them."""

    key: str
    number: int
    name: Name
    lead: str
    legal: Limits
    promised: Limits
    items: tuple[StageItem, ...]
    where: Ref
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Version:
    """A version of a procedure: in force from `since` until the day before `until`."""

    key: str
    since: date
    until: date | None
    source: Source
    where: Ref


@dataclass(frozen=True)
class Procedure:
    """A procedure: its versions, stages, questions and the limits that hold for all items."""

    key: str
    name: Name
    versions: tuple[Version, ...]
    stages: tuple[Stage, ...]
    questions: Mapping[str, Name]
    overall: DatedLimit | None
    delivery: Limits
    commitment_track: str
    where: Ref
    conventions: Conventions = LAW
    intake: Limits = ()
    extension: Limits = ()
    correction: Limits = ()

    def version(self, on: date) -> Version:
        """The version in force on the day of acceptance; Refused where there is none."""
        for version in self.versions:
            if version.since <= on and (version.until is None or on < version.until):
                return version
        raise Refused(Reason("procedure.no_version", {"name": self.name, "day": on}, (self.where,)))

    @cached_property
    def items(self) -> dict[str, tuple[Stage, StageItem]]:
        """Each item with its stage, by its key; an item of two stages stands in the first."""
        found: dict[str, tuple[Stage, StageItem]] = {}
        for stage in self.stages:
            for row in stage.items:
                found.setdefault(row.item.key, (stage, row))
        return found

    def find(self, key: str) -> tuple[Stage, StageItem]:
        """An item with its stage; Refused with the known keys where there is none."""
        found = self.items.get(key)
        if found is not None:
            return found
        args = {"item": key, "name": self.name, "known": self.item_names}
        raise Refused(Reason("procedure.no_such_item", args, (self.where,)))

    @property
    def item_names(self) -> list[Name]:
        """Its items by key and name, as a person looks for one."""
        named = {key: row.item.name for key, (_, row) in self.items.items()}
        return [
            {"zh": f"{key}（{name['zh']}）", "en": f"{key} ({name['en']})"}
            for key, name in named.items()
        ]

    def needed(self, answers: Answers) -> dict[str, tuple[StageItem, ...]]:
        """The items that a project needs by stage; Refused where a question is not answered."""
        missing = [key for key in self.questions if key not in answers]
        if missing:
            asked = [self.questions[key] for key in missing]
            raise Refused(Reason("procedure.unanswered", {"questions": asked}, (self.where,)))
        return {
            stage.key: tuple(row for row in stage.items if row.applies(answers))
            for stage in self.stages
        }

    def limits(self, item: str, accepted_on: date) -> tuple[Limit, ...]:
        """The clocks of an item as limits in force on the day of acceptance: legal, promised, stage.

        A later change never touches a running promise; an item without a promise of its own is
        bound by its stage's.
        """
        if (item, accepted_on) not in self.known_limits:
            self.known_limits[item, accepted_on] = tuple(self.limits_of(item, accepted_on))
        return self.known_limits[item, accepted_on]

    @cached_property
    def known_limits(self) -> dict[tuple[str, date], tuple[Limit, ...]]:
        """The limits that were asked for before: a procedure never changes."""
        return {}

    def limits_of(self, item: str, accepted_on: date) -> Iterator[Limit]:
        """The same, worked out."""
        self.version(accepted_on)
        stage, row = self.find(item)
        legal = in_force(row.item.legal, accepted_on)
        promised = in_force(row.item.promised, accepted_on)
        whole = in_force(stage.promised, accepted_on)
        if promised is None:  # then the stage binds it, or the law where that is shorter
            bounds = [one for one in (whole, legal) if one is not None]
            promised = min(bounds, key=lambda one: one.days, default=None)
        if legal:
            yield self.limit("legal", legal, "legal")
        if promised:
            yield self.limit("promised", promised, "promised")
        if whole:
            yield self.limit("stage", whole, "promised")

    def delivery_limit(self, decided_on: date) -> Limit | None:
        """The limit for delivering the decision (Administrative Licensing Law art. 44)."""
        found = in_force(self.delivery, decided_on)
        return self.limit("delivery", found, "") if found else None

    def intake_limit(self, received_on: date) -> Limit | None:
        """The limit for accepting or telling what is missing (Administrative Licensing Law art. 32)."""
        found = in_force(self.intake, received_on)
        return self.limit("intake", found, "") if found else None

    def correction_limit(self, asked_on: date) -> Limit | None:
        """How long a notice of correction gives the applicant: a zone's own setting, no law's."""
        found = in_force(self.correction, asked_on)
        return self.limit("correction", found, "") if found else None

    def extension_limit(self, accepted_on: date) -> DatedLimit | None:
        """By how many days the head may extend a limit (Administrative Licensing Law art. 42)."""
        return in_force(self.extension, accepted_on)

    def limit(self, clock: str, found: DatedLimit, stopped_by: str) -> Limit:
        """A dated limit as a clock's rule row."""
        return Limit(
            clock,
            found.days,
            stopped_by,
            str(found.source),
            found.where,
            found.assumed,
            self.conventions,
        )


@dataclass(frozen=True)
class Track:
    """A commitment track: standards are published, the promise is inspected afterwards."""

    key: str
    name: Name
    source: Source
    items: tuple[str, ...]
    standards: tuple[Name, ...]
    public: bool
    inspect_within: int
    excluded: tuple[Name, ...]
    if_untrue: Name


@dataclass(frozen=True)
class Topic:
    """A topic of area assessments: which items it waives or simplifies, and for how many years."""

    key: str
    name: Name
    effect: Literal["waived", "simplified"]
    items: tuple[str, ...]
    valid_years: int


@dataclass(frozen=True)
class Book:
    """All procedures, items, commitment tracks and topics of a catalogue."""

    procedures: Mapping[str, Procedure]
    items: Mapping[str, Item]
    tracks: Mapping[str, Track]
    topics: Mapping[str, Topic]

    def procedure(self, key: str) -> Procedure:
        """One procedure; Refused with the known keys where there is none."""
        if key not in self.procedures:
            args = {"procedure": key, "known": ", ".join(self.procedures)}
            raise Refused(Reason("procedure.no_such", args))
        return self.procedures[key]
