"""The sheets of a dropped workbook, one by one: not imported yet, imported, left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import reverse

from zonebook.desk.language import named
from zonebook.records import registers
from zonebook.records.models import Batch, Draft

State = Literal["open", "imported", "skipped"]
ANSWERS = (
    "header",
    "same",
    "gone_rows",
    "rows",
    "constants",
    "head",
)  # what a person answers of one sheet


@dataclass(frozen=True)
class Seen:
    """A sheet of the workbook and the register that its first rows fit; empty where none does."""

    name: str
    register: str


@dataclass(frozen=True)
class Line:
    """One sheet as the page lists it."""

    name: str
    register: str
    state: State
    batch: int | None
    address: str
    chosen: bool


def first_of(draft: Draft) -> str:
    """The sheet that is meant: the chosen one, or the first that was found when it was read."""
    return str(draft.sheet or draft.progress.get("first", ""))


def states_of(draft: Draft) -> Mapping[str, Mapping[str, Any]]:
    """What became of each sheet so far."""
    found: Mapping[str, Mapping[str, Any]] = draft.progress.get("sheets", {})
    return found


def state_of(draft: Draft, name: str) -> State:
    """What became of one sheet."""
    row = states_of(draft).get(name, {})
    return "imported" if "batch" in row else "skipped" if row.get("skipped") else "open"


def lines(draft: Draft, seen: Sequence[Seen], chosen: str = "") -> tuple[Line, ...]:
    """All sheets of a workbook that has several."""
    if len(seen) < 2:
        return ()
    return tuple(
        Line(
            one.name,
            named(registers.get(one.register).name) if one.register else "",
            state_of(draft, one.name),
            states_of(draft).get(one.name, {}).get("batch"),
            f"{reverse('draft', args=[draft.pk])}?sheet={one.name}",
            one.name == chosen,
        )
        for one in seen
    )


def seen_of(draft: Draft) -> tuple[Seen, ...]:
    """The sheets as they were found when the workbook was read."""
    return tuple(Seen(**row) for row in draft.progress.get("seen", ()))


def noted(draft: Draft, seen: Sequence[Seen]) -> dict[str, Any]:
    """The progress of a draft with the sheets that were found."""
    found = [one.__dict__ for one in seen]
    return {**draft.progress, "first": meant(seen, draft.register).name, "seen": found}


def meant(seen: Sequence[Seen], register: str) -> Seen:
    """The sheet to begin with: one of the register on whose page it was dropped, else any register's.

    A cover sheet with instructions, or a sheet of another register, often stands before it.
    """
    of_it = (one for one in seen if register and one.register == register)
    of_any = (one for one in seen if one.register)
    return next(of_it, None) or (next(of_any, None) if not register else None) or seen[0]


def marked(draft: Draft, name: str, **what: Any) -> dict[str, Any]:
    """The progress of a draft after something was done with one sheet; nothing makes it open."""
    rows = {key: dict(row) for key, row in states_of(draft).items() if key != name}
    return {**draft.progress, "sheets": rows | ({name: what} if what else {})}


def next_open(progress: Mapping[str, Any]) -> str | None:
    """The next sheet that nobody has imported or left out, tables first; None where all are done."""
    done = progress.get("sheets", {})
    left = [Seen(**row) for row in progress.get("seen", ()) if row["name"] not in done]
    return meant(left, "").name if left else None


def moved(draft: Draft, sheet: str) -> dict[str, Any]:
    """A draft turned to another sheet: the answers of each sheet are its own."""
    kept = dict(draft.answers.get("elsewhere", {}))
    here = {name: draft.answers[name] for name in ANSWERS if draft.answers.get(name)}
    kept[first_of(draft)] = {**here, "register": draft.register}
    there = kept.pop(sheet, {})
    rest = {key: value for key, value in draft.answers.items() if key not in ANSWERS}
    answers = {**rest, **{k: v for k, v in there.items() if k in ANSWERS}, "elsewhere": kept}
    return {"sheet": sheet, "register": there.get("register", ""), "answers": answers}


def waiting(batch: Batch) -> Iterator[Line]:
    """The sheets of an imported workbook that still wait, for the page of its batch."""
    files = batch.sheets.values("file")
    for draft in Draft.objects.filter(by=batch.by, batch=None, file__in=files):
        if any(row.get("batch") == batch.pk for row in states_of(draft).values()):
            for one in lines(draft, seen_of(draft)):
                if one.state == "open":
                    yield one
