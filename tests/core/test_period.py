"""Periods and days in the spelling of offices."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.core.period import KnownDay, Period
from zonebook.core.values import Refused


@pytest.mark.parametrize(
    ("text", "first", "last", "months"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31), 12),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31), 3),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), 1),
        ("2023-01..2023-07", date(2023, 1, 1), date(2023, 7, 31), 7),
        ("2022-11..2023-02", date(2022, 11, 1), date(2023, 2, 28), 4),
        ("@2023-12-31", date(2023, 12, 31), date(2023, 12, 31), 0),
    ],
)
def test_it_reads_and_writes_one_spelling(text, first, last, months):
    period = Period.parse(text)
    assert (period.start, period.last_day, period.months) == (first, last, months)
    assert str(period) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "23", "2023-13", "2023-Q5", "2023-07..2023-01", "@2023-02-30", "2023年", "2023-1"),
        *("0000", "0001", "9999", "@0001-01-01", "@9999-12-31", "2023-01..9999-12", "0000-Q1"),
    ],
)
def test_it_refuses_what_it_cannot_read(text):
    with pytest.raises(Refused):
        Period.parse(text)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["day", "month", "year"]))
def test_a_day_known_in_part_lies_in_a_period_or_not_or_nobody_knows(first, precision):
    known = KnownDay(first, precision)
    days = [
        known.span.start + timedelta(n) for n in range((known.span.end - known.span.start).days)
    ]
    for period in (Period.year(2023), Period.month(2023, 5), Period.day(date(2023, 5, 6))):
        inside = {day in period for day in days}
        assert known.within(period) == (inside.pop() if len(inside) == 1 else None)


def test_the_same_period_last_year_meets_the_leap_day():
    assert str(Period.parse("2024-02").years_earlier()) == "2023-02"
    assert str(Period.parse("@2024-02-29").years_earlier()) == "@2023-02-28"


def test_the_cumulative_period_begins_in_january():
    assert str(Period.parse("2023-07").to_date()) == "2023-01..2023-07"
