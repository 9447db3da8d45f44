"""The clock of an award: counted in working days, over by so many, done, or unknown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.core.catalog import shipped
from zonebook.core.policies.clock import Days, clock
from zonebook.core.workdays import read_calendar

CALENDAR = read_calendar(shipped())
APPLIED = date(2023, 11, 22)  # sixty working days end on 20 February 2024


def asked(on: date, days: Days | None = None, delivery="fast", limit=60):
    return clock(delivery, limit, days or Days(APPLIED), on, CALENDAR)


@pytest.mark.parametrize(
    ("on", "state", "left"),
    [
        (APPLIED, "running", 60),
        (date(2024, 2, 18), "running", 2),  # a Sunday that is worked
        (date(2024, 2, 19), "running", 1),
        (date(2024, 2, 20), "today", 0),
        (date(2024, 2, 21), "over", -1),
    ],
)
def test_sixty_working_days_end_on_a_day(on, state, left):
    found = asked(on)
    assert (found.state, found.due_on, found.left) == (state, date(2024, 2, 20), left)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (Days(APPLIED, paid_on=date(2024, 2, 20)), "in_time"),
        (Days(APPLIED, paid_on=date(2024, 2, 21)), "late"),
        (Days(APPLIED, is_closed=True), "closed"),
        (Days(None), "waiting"),
        (Days(None, is_closed=True), "closed"),
    ],
)
def test_a_payment_stops_the_clock(days, state):
    assert asked(date(2024, 3, 1), days).state == state


def test_without_a_promised_time_there_is_no_clock():
    assert asked(APPLIED, limit=0) is None
    assert asked(APPLIED, delivery="special") is None
    assert asked(APPLIED, delivery="paid_without_applying").because[0].key.endswith("from_notice")


def test_a_calendar_that_is_not_published_makes_the_day_unknown():
    found = asked(date(2026, 12, 31), Days(date(2026, 12, 1)))
    assert (found.state, found.due_on) == ("unknown", None)
    assert found.because[-1].key == "clock.not_published"


@given(st.integers(0, 500), st.integers(1, 90), st.integers(0, 200))
def test_what_is_left_is_what_counting_the_days_says(first, limit, later):
    started = date(2022, 1, 4) + timedelta(first)
    on = started + timedelta(later)
    found = asked(on, Days(started), limit=limit)
    day, worked = started, 0
    while worked < limit:
        day += timedelta(1)
        worked += CALENDAR.is_working(day)
    assert found.due_on == day
    between = [min(on, day) + timedelta(n) for n in range(1, abs((day - on).days) + 1)]
    left = sum(CALENDAR.is_working(one) for one in between)
    assert found.left == (left if on <= day else -left)
