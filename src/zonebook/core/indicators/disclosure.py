"""保密: which cells of a breakdown may be printed, so that no respondent can be read or reckoned.

A cell is unsafe with fewer than three respondents, or where one of them makes more than 85 % of it.
Since the total is printed, the sum of all hidden cells is known: they are hidden together with
more cells (always the smallest) until their sum is safe too, and until more than one set of
values fits it. Where that takes every cell, nothing but the total is printed, not even the names of
the cells. Statistics law, article 25: what identifies a respondent is not given away.

A partition into groups that do not overlap is protected; two breakdowns of one figure of which one
divides the other further would have to be protected together, and are not offered. Whoever knows
this rule by heart can, where the hidden cells are counts of one or two, sometimes exclude values
that would have hidden other cells; against that the total itself would have to be rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

FEWEST = 3  # respondents
MOST = Fraction(85, 100)  # of a cell, by one respondent


@dataclass(frozen=True)
class Cell:
    """A group with its value and what each respondent adds to it, in whole numbers.

    `least` is the least that a cell which stands in the list can be: 1 where it counts, else 0.
    """

    key: Any
    value: int
    parts: Mapping[Any, int] = field(default_factory=dict)
    least: int = 0


def is_safe(parts: Mapping[Any, int]) -> bool:
    """Whether a sum of these respondents may be known."""
    sizes = [abs(one) for one in parts.values()]
    return len(sizes) >= FEWEST and max(sizes) <= MOST * sum(sizes)


def hidden(cells: Sequence[Cell]) -> frozenset[Any]:
    """The keys of the cells that must not be printed beside the total."""
    chosen = [one for one in cells if not is_safe(one.parts)]
    rest = sorted((one for one in cells if is_safe(one.parts)), key=size, reverse=True)
    while chosen and rest and not together_safe(chosen):
        chosen.append(rest.pop())
    if chosen and not together_safe(chosen):
        return frozenset(one.key for one in cells)
    return frozenset(one.key for one in chosen)


def size(cell: Cell) -> tuple[int, str]:
    """Small cells go first: hiding them loses least."""
    return abs(cell.value), str(cell.key)


def together_safe(cells: Sequence[Cell]) -> bool:
    """Whether the sum of hidden cells may be known: safe itself, and made in more than one way."""
    return len(cells) > 1 and is_safe(summed(cells)) and has_ways(cells)


def has_ways(cells: Sequence[Cell]) -> bool:
    """Whether every hidden value could be another one, of all that make the same sum."""
    if any(part < 0 for one in cells for part in one.parts.values()):
        return True  # what came back is taken off: any value may stand beside any other
    return sum(one.value for one in cells) > sum(one.least for one in cells)


def summed(cells: Iterable[Cell]) -> dict[Any, int]:
    """What each respondent adds to all of these cells."""
    found: dict[Any, int] = {}
    for one in cells:
        for who, part in one.parts.items():
            found[who] = found.get(who, 0) + part
    return found
