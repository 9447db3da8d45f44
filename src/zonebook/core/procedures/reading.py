"""Reads procedures from the catalogue, strictly: whatever contradicts itself is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from zonebook.core.catalog import Catalog, Located, refusal
from zonebook.core.procedures.clock import Conventions
from zonebook.core.procedures.procedure import (
    Book,
    DatedLimit,
    Item,
    Limits,
    Material,
    Procedure,
    Source,
    Stage,
    StageItem,
    Topic,
    Track,
    Version,
    in_force,
)


def read_procedures(catalog: Catalog) -> Book:
    """All procedures with a zone's own limits laid over them; Refused, with the line, if wrong."""
    entries = list(catalog.kind("procedures").values())
    departments = catalog.table("codes/departments")
    items = {
        item.key: item
        for entry in of_kind(entries, "items")
        for item in items_of(entry, departments)
    }
    procedures = {
        entry["key"]: procedure_of(entry, items, departments)
        for entry in of_kind(entries, "procedure")
    }
    for entry in of_kind(entries, "limits"):
        lay_over(entry, procedures)
    tracks = {
        key: track for entry in of_kind(entries, "commitments") for key, track in tracks_of(entry)
    }
    topics = {
        key: topic for entry in of_kind(entries, "area_topics") for key, topic in topics_of(entry)
    }
    book = Book(procedures, items, tracks, topics)
    check(book, entries)
    return book


def of_kind(entries: Iterable[Located], kind: str) -> Iterator[Located]:
    """The files of one kind."""
    return (entry for entry in entries if entry.get("kind") == kind)


def source_of(entry: Located, row: Located, key: str = "source") -> Source:
    """The source that a row names by its key in the file's `sources`, or writes out itself."""
    named = row[key]
    if isinstance(named, str):
        if named not in entry.get("sources", {}):
            raise refusal("procedure.no_such_source", row.where(key), name=named)
        named = entry["sources"][named]
    return Source(
        named["title"], named.get("doc_no", ""), named.get("article", ""), named["verified"]
    )


def limits_of(entry: Located, row: Located, name: str) -> Limits:
    """The dated limits under a key, in order of their days; Refused where two begin together."""
    found: list[DatedLimit] = []
    for one in row.get(name, ()):
        if found and one["since"] <= found[-1].since:
            raise refusal("procedure.limits_out_of_order", one.where("since"), day=one["since"])
        source = source_of(entry, one)
        assumed = one.get("assumed", False)
        found.append(DatedLimit(one["since"], one["days"], source, one.ref(), assumed))
    return tuple(found)


def within_law(row: Located, legal: Limits, promised: Limits) -> None:
    """Refused where a promise is longer than the law allows on the day it begins."""
    for one in promised:
        bound = in_force(legal, one.since)
        if bound is not None and one.days > bound.days:
            args = {"promised": one.days, "legal": bound.days, "day": one.since}
            raise refusal("procedure.promise_above_law", row.where("promised"), **args)


def items_of(entry: Located, departments: Mapping[str, Any]) -> Iterator[Item]:
    """The items of one file."""
    for key, row in entry["items"].items():
        department = known(row, "department", departments)
        legal, promised = limits_of(entry, row, "legal"), limits_of(entry, row, "promised")
        within_law(row, legal, promised)
        if row["kind"] == "at_once" and not promised:
            raise refusal("procedure.at_once_without_limit", row.where("kind"), item=key)
        yield Item(
            key,
            row["name"],
            department,
            row["kind"],
            legal,
            promised,
            row["result"],
            tuple(materials_of(row)),
            tuple(row.get("area_topics", ())),
            row.ref(),
            tuple(row.get("words", ())),
        )


def known(row: Located, name: str, table: Mapping[str, Any]) -> str:
    """A key that must stand in a table; Refused otherwise."""
    key = str(row[name])
    if key not in table:
        raise refusal("procedure.unknown_key", row.where(name), field=name, name=key)
    return key


def materials_of(row: Located) -> Iterator[Material]:
    """The materials of an item; Refused where one stands twice."""
    seen: set[str] = set()
    for one in row.get("materials", ()):
        if one["key"] in seen:
            raise refusal("procedure.material_twice", one.where("key"), name=one["key"])
        seen.add(one["key"])
        yield Material(
            one["key"],
            one["name"],
            one["required"],
            one.get("may_follow", False),
            one.get("commitment", False),
            one.get("from_item", ""),
            one.get("register", ""),
        )


def procedure_of(
    entry: Located, items: Mapping[str, Item], departments: Mapping[str, Any]
) -> Procedure:
    """One procedure."""
    questions = entry.get("questions", {})
    overall = entry.get("overall")
    versions = tuple(versions_of(entry))
    conventions = entry.get("conventions", {})
    return Procedure(
        entry["key"],
        entry["name"],
        versions,
        tuple(stage_of(entry, row, items, departments, questions) for row in entry["stages"]),
        questions,
        DatedLimit(versions[0].since, overall["days"], source_of(entry, overall), overall.ref())
        if overall
        else None,
        limits_of(entry, entry, "delivery"),
        entry.get("commitment_track", ""),
        entry.ref(),
        Conventions(**conventions),
        limits_of(entry, entry, "intake"),
        limits_of(entry, entry, "extension"),
        limits_of(entry, entry, "correction"),
    )


def versions_of(entry: Located) -> Iterator[Version]:
    """The versions; Refused where two leave a gap or overlap."""
    rows = entry["versions"]
    for place, row in enumerate(rows):
        following = rows[place + 1] if place + 1 < len(rows) else None
        until: date | None = row.get("until", following["since"] if following else None)
        if until is not None and until <= row["since"]:
            raise refusal("procedure.version_reversed", row.where(), name=row["key"])
        if following is not None and until is not None and until != following["since"]:
            key = "gap" if until < following["since"] else "overlap"
            args = {"first": row["key"], "second": following["key"]}
            raise refusal(f"procedure.versions_{key}", following.where("since"), **args)
        yield Version(row["key"], row["since"], until, source_of(entry, row), row.ref())


def stage_of(
    entry: Located,
    row: Located,
    items: Mapping[str, Item],
    departments: Mapping[str, Any],
    questions: Mapping[str, Any],
) -> Stage:
    """One stage."""
    legal, promised = limits_of(entry, row, "legal"), limits_of(entry, row, "promised")
    within_law(row, legal, promised)
    return Stage(
        row["key"],
        row["number"],
        row["name"],
        known(row, "lead", departments),
        legal,
        promised,
        tuple(stage_item(one, items, questions) for one in row["items"]),
        row.ref(),
    )


def stage_item(row: Located, items: Mapping[str, Item], questions: Mapping[str, Any]) -> StageItem:
    """An item's place in a stage."""
    item = items[known(row, "item", items)]
    for question in row.get("when", {}):
        if question not in questions:
            raise refusal(
                "procedure.unknown_key", row.where("when"), field="when", name=str(question)
            )
    return StageItem(item, row.get("group", ""), tuple(row.get("after", ())), row.get("when", {}))


def lay_over(entry: Located, procedures: dict[str, Procedure]) -> None:
    """Put a zone's own limits and office hours in the place of the shipped ones."""
    key = known(entry, "procedure", procedures)
    procedure = procedures[key]
    stages = {stage.key: stage for stage in procedure.stages}
    for name, row in entry.get("stages", {}).items():
        if name not in stages:
            raise refusal("procedure.unknown_key", row.where(), field="stages", name=name)
        promised = limits_of(entry, row, "promised")
        within_law(row, stages[name].legal, promised)
        figures = tuple(row.get("figures", ()))
        stages[name] = replace(stages[name], promised=promised, figures=figures)
    for name, row in entry.get("items", {}).items():
        stages = {k: with_item_limits(stage, name, entry, row) for k, stage in stages.items()}
    conventions = replace(procedure.conventions, **entry.get("conventions", {}))
    correction = limits_of(entry, entry, "correction") or procedure.correction
    procedures[key] = replace(
        procedure,
        stages=tuple(stages.values()),
        conventions=conventions,
        correction=correction,
    )


def with_item_limits(stage: Stage, name: str, entry: Located, row: Located) -> Stage:
    """A stage with a zone's own promise for one of its items."""
    rows = []
    for one in stage.items:
        if one.item.key == name:
            promised = limits_of(entry, row, "promised")
            within_law(row, one.item.legal, promised)
            one = replace(one, item=replace(one.item, promised=promised))
        rows.append(one)
    return replace(stage, items=tuple(rows))


def tracks_of(entry: Located) -> Iterator[tuple[str, Track]]:
    """The commitment tracks of one file."""
    for key, row in entry["tracks"].items():
        yield (
            key,
            Track(
                key,
                row["name"],
                source_of(entry, row),
                tuple(row["items"]),
                tuple(row["standards"]),
                row["public"],
                row["inspect_within"],
                tuple(row["excluded"]),
                row["if_untrue"],
            ),
        )


def topics_of(entry: Located) -> Iterator[tuple[str, Topic]]:
    """The topics of area assessments of one file."""
    for key, row in entry["topics"].items():
        items, years = tuple(row["items"]), row["valid_years"]
        yield key, Topic(key, row["name"], row["effect"], items, years)


def check(book: Book, entries: Iterable[Located]) -> None:
    """Refused where one part names another that is not there, or items wait for each other."""
    for procedure in book.procedures.values():
        check_order(procedure)
        if procedure.commitment_track and procedure.commitment_track not in book.tracks:
            args = {"field": "commitment_track", "name": procedure.commitment_track}
            raise refusal("procedure.unknown_key", procedure.where.where, **args)
    named: list[tuple[str, str, Mapping[str, Any]]] = [
        (item.where.where, topic, book.topics)
        for item in book.items.values()
        for topic in item.area_topics
    ]
    for entry in entries:
        for part in ("tracks", "topics"):
            for row in entry.get(part, {}).values():
                named += [(row.where("items"), item, book.items) for item in row["items"]]
    for item in book.items.values():
        named += [
            (item.where.where, m.from_item, book.items) for m in item.materials if m.from_item
        ]
    for where, key, table in named:
        if key not in table:
            raise refusal("procedure.unknown_key", where, field="items", name=key)


def check_order(procedure: Procedure) -> None:
    """Refused where an item must wait for one that is unknown, or in the end for itself."""
    after = {row.item.key: row.after for stage in procedure.stages for row in stage.items}
    place = procedure.where.where
    for key, first in after.items():
        for one in first:
            if one not in after:
                raise refusal("procedure.unknown_key", place, field=f"{key}.after", name=one)
    done: set[str] = set()
    while len(done) < len(after):
        ready = {key for key, first in after.items() if key not in done and done.issuperset(first)}
        if not ready:
            waiting = ", ".join(sorted(after.keys() - done))
            raise refusal("procedure.items_wait_for_each_other", place, items=waiting)
        done |= ready
