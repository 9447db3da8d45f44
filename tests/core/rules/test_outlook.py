"""The month in which a revenue reaches the scale, at the pace of its last year."""

from __future__ import annotations

import pytest

from zonebook.core.rules.outlook import reached


@pytest.mark.parametrize(
    ("value", "before", "expected"),
    [
        (1840, 1200, "2024-03"),
        (1840, 1839, None),
        (1840, 1840, None),
        (1840, 1900, None),
        (1840, None, None),
        (1000, 0, "2024-12"),
        (999, 0, "2025-01"),
        (2000, 1500, "2023-12"),
        (1, 0, None),
    ],
)
def test_the_gap_is_closed_at_last_year_s_pace(value, before, expected):
    found = reached(value, before, 2000, 2023)
    assert (None if found is None else str(found)) == expected
