"""The materials of an item as pages show them: how each may be had, and whether it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from zonebook.core.procedures.events import GRANTS
from zonebook.core.procedures.procedure import Item, Material
from zonebook.core.procedures.state import ItemCase
from zonebook.desk import language
from zonebook.desk.language import named, say
from zonebook.records.models import Application, ApprovalCase, CaseEvent
from zonebook.systems.approvals import book


@dataclass(frozen=True)
class MaterialLine:
    """A material of an item: what it is, how it may be had, whether it is there."""

    key: str
    name: str
    tags: tuple[str, ...]
    state: str
    css: str
    file: str = ""


def shared_of(
    application: Application,
    item: Item,
    beside: Mapping[str, tuple[ApprovalCase, ItemCase]],
    on: date,
) -> frozenset[str]:
    """The materials that an application need not hand in for an item."""
    found = set()
    for one in item.materials:
        before = beside.get(one.from_item)
        if before and before[1].stood_on(on):
            found.add(one.key)
        if one.register == "entity.credit_code" and application.entity_id:
            found.add(one.key)
    return frozenset(found)


def material_lines(
    item: Item,
    state: ItemCase | None,
    shared: frozenset[str],
    files: Mapping[str, str] | None = None,
    results: Mapping[str, str] | None = None,
) -> Iterable[MaterialLine]:
    """The materials of an item, each with what is known of it; `results` by the item they are of."""
    for one in item.materials:
        word, css = material_state(one, state, shared)
        if one.key in shared and (results or {}).get(one.from_item):
            word = f"{word} · {(results or {})[one.from_item]}"
        file = (files or {}).get(one.key, "")
        yield MaterialLine(one.key, named(one.name), tags(one), word, css, file)


def results_of(others: Mapping[str, ItemCase]) -> dict[str, str]:
    """The numbers of the results that earlier items gave, which later ones take as they are."""
    found = {}
    for key, state in others.items():
        for event in state.events:
            if event.kind in GRANTS:
                found[key] = str(event.args.get("result_no") or event.document)
    return found


def tags(one: Material) -> tuple[str, ...]:
    """How a material may be had: needed, may follow, may be promised, from an earlier item."""
    words = ["needed" if one.required else "optional"]
    words += ["may_follow"] if one.may_follow else []
    words += ["may_promise"] if one.commitment else []
    found = [say(f"approvals.material.{word}") for word in words]
    if one.from_item:
        source = book.procedures().items[one.from_item]
        found.append(say("approvals.material.from_item", item=source.name))
    if one.register:
        found.append(say("approvals.material.register"))
    return tuple(found)


def material_state(
    one: Material, state: ItemCase | None, shared: frozenset[str]
) -> tuple[str, str]:
    """Whether a material is there: word and css."""
    if one.key in shared:
        return say("approvals.material.shared"), "granted"
    if state is None:
        return "", ""
    owed = next((gap for gap in state.gaps if gap.material == one.key), None)
    if owed is not None and owed.cured_on is None:
        day = language.day(owed.due_on) if owed.due_on else say("approvals.material.limit")
        return say("approvals.material.owed", due=day), "waiting"
    if one.key in state.supplied:
        return say("approvals.material.there"), "granted"
    if one.key in state.promised_instead:
        return say("approvals.material.promised"), "granted"
    if state.open_correction is not None and one.key in state.corrected:
        return say("approvals.material.correct"), "waiting"
    return (say("approvals.material.lacks"), "ended") if one.required else ("—", "")


def files_of(rows: Iterable[CaseEvent]) -> dict[str, str]:
    """The content of the file that was last handed in for each material."""
    rows = list(rows)
    gone = {row.voids_id for row in rows if row.voids_id}
    found: dict[str, str] = {}
    for row in rows:
        if row.args.get("sha") and row.pk not in gone:
            keys = [*row.args.get("materials", ()), row.args.get("material", "")]
            found |= dict.fromkeys(filter(None, keys), row.args["sha"])
    return found
