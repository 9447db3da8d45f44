"""Limit replay and durations: open runs are neither kept nor forgotten."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.procedures.ledger import CALENDAR
from zonebook.core.procedures.replay import Run, quantile, replay


def d(text: str) -> date:
    return date.fromisoformat(text)


RUNS = [
    Run("案1", "eia", d("2023-09-04"), d("2023-09-11")),  # 5 days
    Run("案2", "eia", d("2023-09-04"), d("2023-09-15")),  # 9 days
    Run("案3", "eia", d("2023-09-04"), d("2023-09-20"), ((d("2023-09-05"), d("2023-09-15")),)),  # 4
    Run("案4", "design_scheme", d("2023-09-04"), d("2023-09-27")),  # 17 days
    Run("案5", "design_scheme", d("2023-09-20"), None),  # open, 6 days on the 28th
]


def rows(*limits: int):
    return {
        (one.group, one.limit): (one.kept, one.breached, one.open, one.missing)
        for one in replay(RUNS, limits, CALENDAR, d("2023-09-28"))
    }


def test_had_eleven_or_seven_or_five_applied():
    assert rows(11, 7, 5) == {
        ("eia", 11): (3, (), 0, 0),
        ("eia", 7): (2, ("案2",), 0, 2),
        ("eia", 5): (2, ("案2",), 0, 4),
        ("design_scheme", 11): (0, ("案4",), 1, 6),
        ("design_scheme", 7): (0, ("案4",), 1, 10),
        ("design_scheme", 5): (0, ("案4", "案5"), 0, 13),
    }


def test_the_bottleneck_comes_first():
    found = replay(RUNS, [7], CALENDAR, d("2023-09-28"))
    assert [one.group for one in found] == ["design_scheme", "eia"]
    assert found[1].share_in_time == Fraction(2, 3)


def test_where_nothing_is_known_there_is_no_share():
    (only,) = replay([RUNS[4]], [7], CALENDAR, d("2023-09-28"))
    assert only.share_in_time is None


@pytest.mark.parametrize(
    ("durations", "share", "expected"),
    [
        ([(5, True), (7, True), (9, True), (20, True)], Fraction(1, 2), 7),
        ([(5, True), (7, True), (9, True), (20, True)], Fraction(9, 10), 20),
        ([(5, True), (7, False), (9, True), (20, True)], Fraction(1, 2), 9),
        ([(5, True), (7, False), (9, False), (20, False)], Fraction(1, 2), None),
        ([], Fraction(1, 2), None),
    ],
)
def test_open_items_count_as_censored(durations, share, expected):
    assert quantile(durations, share) == expected


@given(st.lists(st.integers(0, 30), min_size=1), st.sampled_from([50, 80, 90]))
def test_without_open_items_it_is_the_plain_quantile(days, percent):
    share = Fraction(percent, 100)
    within = min(day for day in days if sum(one <= day for one in days) >= share * len(days))
    assert quantile([(day, True) for day in days], share) == within


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1))
def test_a_longer_wait_of_an_open_item_never_lowers_the_median(durations):
    waiting = [
        (days + 40, decided) if not decided else (days, decided) for days, decided in durations
    ]
    before, after = quantile(durations, Fraction(1, 2)), quantile(waiting, Fraction(1, 2))
    assert after is None or before is None or after >= before


def test_used_days_of_an_open_run_go_to_the_day_of_the_answer():
    run = Run("案", "eia", d("2023-09-22"), None)
    assert run.used(CALENDAR, d("2023-10-13")) == 11
    assert run.used(CALENDAR, d("2023-10-13") + timedelta(1)) == 11
