"""Rows of one sheet that lean on one another: twins that a person compares, rows that need another."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zonebook.core.values import Finding, Reason, Ref
from zonebook.records.registers import Register
from zonebook.records.workbooks.answers import NEW, Answers
from zonebook.records.workbooks.difference import Add, Later, Outcome, Pair
from zonebook.records.workbooks.references import NEARLY, SOMEWHAT, likeness
from zonebook.records.workbooks.rows import Entry
from zonebook.records.workbooks.words import name_of

GOING_IN = ("new", "changed", "same")
MOST = 500  # new names of one sheet that are compared each with each: 125,000 pairs, a second

Where = Callable[[Entry], Callable[[str], Ref]]


@dataclass(frozen=True)
class Named:
    """A project that a row would add: what the row calls it now and formerly, and who invests."""

    at: int  # the row's place among the outcomes
    entry: Entry
    names: frozenset[str]
    investor: str


# -- twins: two rows that would add two records of what may be one ------------------------------


def twins(
    found: Sequence[Outcome], entries: Sequence[Entry], register: Register, answers: Answers,
    where: Where,
) -> list[Outcome]:  # fmt: skip
    """The outcomes, where a row that may speak of an earlier row's new project is asked about."""
    column = naming_column(register)
    outcomes = list(found)
    if not column or answers.unanswered == NEW:
        return outcomes
    added = [
        Named(i, entry, names_in(entry, column), name_of(str(entry.values.get("investor", ""))))
        for i, entry in enumerate(entries)
        if column in entry.values and adds_project(outcomes[i])
    ]
    for later, earlier in alike_of(added):
        if answers.same.get(later.entry.row + 1):
            continue  # a person has said what it is
        pairs = tuple(pair_of(later, one, column) for one in earlier[:3])
        rows = [str(one.entry.row + 1) for one in earlier[:3]]
        reason = Reason("workbooks.same_row", {"row": later.entry.row + 1, "rows": rows})
        asked = Finding(reason, where(later.entry)(column), "ask")
        one = outcomes[later.at]
        outcomes[later.at] = replace(one, kind="asked", findings=(asked,), pairs=pairs, steps=())
    return outcomes


def naming_column(register: Register) -> str:
    """The column in which rows of a register name projects that they may add; empty where none do."""
    if register.noun == "project":
        return "name"
    references = (
        name
        for name, one in register.columns.items()
        if one.type == "reference" and one.options.get("to") == "project"
    )
    return next((name for name in references if name in register.create), "")


def names_in(entry: Entry, column: str) -> frozenset[str]:
    """What a row calls its project, now and formerly."""
    said = (entry.values.get(column), entry.values.get("former_name"))
    return frozenset(name_of(str(one)) for one in said if one)


def adds_project(one: Outcome) -> bool:
    """Whether a row would bring a project that the book has not."""
    return one.kind == "new" and any(s.noun == "project" for s in one.steps if isinstance(s, Add))


def alike_of(added: Sequence[Named]) -> Iterator[tuple[Named, list[Named]]]:
    """Each row with the earlier rows that may add the same project under another name."""
    close: dict[int, list[Named]] = defaultdict(list)
    for pairs in (pairs_of_investors(added), pairs_of_names(added)):
        for earlier, later in pairs:
            if earlier not in close[later.at] and may_be_one(earlier, later):
                close[later.at].append(earlier)
    by_place = {one.at: one for one in added}
    return ((by_place[at], close[at]) for at in sorted(close) if close[at])


def pairs_of_investors(added: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """The pairs of rows with the same investor."""
    together: dict[str, list[Named]] = defaultdict(list)
    for one in added:
        together[one.investor].append(one)
    for investor, rows in together.items():
        if investor and len(rows) <= MOST:
            yield from itertools.combinations(rows, 2)


def pairs_of_names(added: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """All pairs of rows, where the sheet is small enough to compare each with each."""
    return itertools.combinations(added if len(added) <= MOST else (), 2)


def may_be_one(earlier: Named, later: Named) -> bool:
    """Whether two rows may add one project: a former name, or names alike and no other investor."""
    if earlier.names & later.names:
        return earlier.names != later.names or len(later.names) > 1
    same = bool(later.investor) and earlier.investor == later.investor
    if earlier.investor and later.investor and not same:
        return False
    nearness = max(likeness(a, b) for a in earlier.names for b in later.names)
    return nearness >= (SOMEWHAT if same else NEARLY)


def pair_of(later: Named, earlier: Named, column: str) -> Pair:
    """An earlier row of the sheet as something that a row may be the same as."""
    agrees = [column] if earlier.names & later.names else []
    if later.investor and earlier.investor == later.investor:
        agrees.append("investor")
    label = earlier.entry.shown.get(column, "")
    return Pair(f"row:{earlier.entry.row + 1}", label, tuple(agrees), (), "project")


# -- rows that need another row -----------------------------------------------------------------


def settled(
    found: Sequence[Outcome], entries: Sequence[Entry], ids: Mapping[str, int],
    where: Where, column: str,
) -> list[Outcome]:  # fmt: skip
    """The outcomes, where a row that needs a row which stays out stays out too, and says why.

    A row that stands in the book already is pointed at there. `ids`: records by number.
    """
    known = {("row", one.row + 1): ids[one.number] for one in found if one.number in ids}
    outcomes = [pointed(one, known) for one in found]
    at = {one.row + 1: one for one in outcomes}
    while True:
        made = {
            (step.noun, step.key)
            for one in outcomes
            if one.kind in GOING_IN
            for step in one.steps
            if isinstance(step, Add)
        }
        lost = [(i, need) for i, one in enumerate(outcomes) for need in needs(one) - made]
        if not lost:
            return outcomes
        for i, (_, key) in lost:
            other = at[key[1]].label if isinstance(key, tuple) and key[1] in at else str(key)
            reason = Reason("workbooks.row_stays_out", {"other": other})
            one = outcomes[i]
            finding = Finding(reason, where(entries[i])(column))
            outcomes[i] = replace(one, kind="refused", findings=(finding,), changes=(), steps=())


def needs(one: Outcome) -> set[tuple[str, Any]]:
    """What the steps of a row refer to and this import has yet to add."""
    return {
        (value.noun, value.key)
        for step in one.steps
        if isinstance(step, Add)
        for value in step.values.values()
        if isinstance(value, Later)
    }


def pointed(one: Outcome, known: Mapping[Any, int]) -> Outcome:
    """An outcome whose references to rows that the book has already are their ids."""
    if not known or not any(key in known for _, key in needs(one)):
        return one
    steps = tuple(
        replace(step, values={k: place_of(v, known) for k, v in step.values.items()})
        if isinstance(step, Add)
        else step
        for step in one.steps
    )
    return replace(one, steps=steps)


def place_of(value: Any, known: Mapping[Any, int]) -> Any:
    """The id of a row that the book has; any other value as it is."""
    return known.get(value.key, value) if isinstance(value, Later) else value
