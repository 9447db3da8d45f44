"""办事指南: what a procedure asks for, before or without any application; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zonebook.core.procedures.procedure import StageItem
from zonebook.desk import language
from zonebook.desk.language import named
from zonebook.systems.approvals import book
from zonebook.systems.approvals.courses import ItemLine, StageBlock, block, department, limit_words
from zonebook.systems.approvals.materials import material_lines


def preview(key: str, given: Mapping[str, bool], on: date) -> list[StageBlock]:
    """The stages and items that a procedure asks for after some answers; nothing is stored."""
    procedure = book.procedures().procedure(key)
    wanted = procedure.needed(given)
    return [
        block(stage, tuple(guide_line(row, on) for row in wanted[stage.key]), None, on)
        for stage in procedure.stages
        if wanted[stage.key]
    ]


def guide_line(row: StageItem, on: date) -> ItemLine:
    """An item as the guide shows it: what it asks for, its limits, what comes first."""
    item = row.item
    return ItemLine(
        key=item.key, name=named(item.name), department=department(item.department),
        result=named(item.result), state="", css="", number="", due="", left="",
        after=language.word([book.procedures().items[key].name for key in row.after]) if row.after else "",
        materials=tuple(material_lines(item, None, frozenset())), limit=limit_words(item, on),
    )  # fmt: skip


def whole(key: str, on: date) -> list[StageBlock]:
    """Every stage and item of a procedure, whatever a project answers."""
    stages = book.procedures().procedure(key).stages
    return [block(stage, tuple(guide_line(row, on) for row in stage.items), None, on)
            for stage in stages]  # fmt: skip
