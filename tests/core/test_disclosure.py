"""保密: no hidden cell of a breakdown can be reckoned from what is printed, by brute force."""

from __future__ import annotations

import os
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.core.indicators.disclosure import Cell, hidden, is_safe, summed

MANY = 20_000 if os.environ.get("ZONEBOOK_LONG") else 200


def table(text: str, least: int = 0) -> list[Cell]:
    """`A 10 10 10 · B 5`: cells with what each respondent adds; each respondent stands in one."""
    cells = []
    for line in text.split("·"):
        key, *amounts = line.split()
        parts = {f"{key}{i}": int(one) for i, one in enumerate(amounts)}
        cells.append(Cell(key, sum(parts.values()), parts, least))
    return cells


@pytest.mark.parametrize(
    ("cells", "kept_back"),
    [
        ("A 10 10 10 · B 20 20 20", ""),
        ("A 10 10 · B 20 20 20 · C 30 30 30", "A B"),
        ("A 5 · B 6 6 · C 30 30 30", "A B"),
        ("A 5 · B 6 · C 30 30 30 · D 40 40 40", "A B C"),
        ("A 85 10 5 · B 86 10 4 · C 200 200 200", "A B"),
        ("A 85 10 5 · B 200 200 200", ""),
        ("A 1000 1 1 · B 10 10 10 · C 20 20 20", "A B C"),
        ("A 9", "A"),
        ("A 9 9 9", ""),
        ("A 0 0 0 · B 0 · C 5 5 5", "A B C"),
        ("A 3 · B -3 · C 9 9 9 · D 50 50 50", "A B C"),
        ("", ""),
    ],
)
def test_which_cells_are_kept_back(cells, kept_back):
    assert hidden(table(cells) if cells else []) == frozenset(kept_back.split())


@pytest.mark.parametrize(
    ("cells", "kept_back"),
    [
        ("A 1 · B 1 1 · C 1 1 1 1", "A B"),
        ("A 1 · B 1 · C 1", "A B C"),
        ("A 1 · B 1 · C 1 · D 1 1 1 1", "A B C D"),
        ("A 1 1 · B 1 1 1 1 · C 1 1 1 1 1", "A B"),
    ],
)
def test_counts_of_one_each_are_not_given_away_by_their_number(cells, kept_back):
    assert hidden(table(cells, least=1)) == frozenset(kept_back.split())


def solutions(cells: list[Cell], kept_back: frozenset[str]) -> list[tuple[int, ...]]:
    """All values that somebody may give the hidden cells who knows the total and the others."""
    unknown = [one for one in cells if one.key in kept_back]
    rest = sum(one.value for one in unknown)
    spans = [range(one.least, rest + 1) for one in unknown]
    return [one for one in product(*spans) if sum(one) == rest]


amounts = st.lists(st.integers(0, 6), min_size=1, max_size=4)


@st.composite
def breakdowns(draw, counts: bool):
    """Up to five groups with up to four respondents."""
    groups = draw(st.lists(amounts, min_size=1, max_size=4))
    rows = " · ".join(
        f"{'ABCD'[i]} {' '.join('1' if counts else str(n) for n in group)}"
        for i, group in enumerate(groups)
    )
    return table(rows, least=int(counts))


@pytest.mark.parametrize("counts", [False, True])
@settings(max_examples=MANY)
@given(data=st.data())
def test_no_hidden_cell_can_be_reckoned_from_the_printed_ones(counts, data):
    cells = data.draw(breakdowns(counts))
    kept_back = hidden(cells)
    for one in cells:
        assert one.key in kept_back or is_safe(one.parts)
    if not kept_back or len(kept_back) == len(cells):
        return  # all is safe, or nothing but the total is printed
    together = [one for one in cells if one.key in kept_back]
    assert len(together) > 1 and is_safe(summed(together))
    found = solutions(cells, kept_back)
    for place in range(len(together)):
        assert len({one[place] for one in found}) > 1
