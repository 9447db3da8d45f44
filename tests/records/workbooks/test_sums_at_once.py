"""Rows that add up others: the sums reckoned at once are those of adding up each time."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from zonebook.records.workbooks.sums import FEWEST, Sums

ROWS = st.lists(
    st.dictionaries(st.integers(0, 3), st.integers(-3, 3).map(Fraction), max_size=4), max_size=7
)


def added_up(total, rows):
    """Whether most numbers of a row are the sums of the rows' own, each added up for itself."""
    if len(rows) < FEWEST:
        return False
    zero = Fraction(0)
    equal = [c for c, v in total.items() if v and v == sum((r.get(c, zero) for r in rows), zero)]
    return bool(equal) and 2 * len(equal) >= len(total)


@given(ROWS, st.dictionaries(st.integers(0, 4), st.integers(-9, 9).map(Fraction), max_size=5))
def test_sums_of_any_neighbouring_rows_are_those_of_adding_up(rows, total):
    sums = Sums(rows)
    for first in range(len(rows) + 1):
        for end in range(first, len(rows) + 1):
            assert sums.are(total, first, end) == added_up(total, rows[first:end])
