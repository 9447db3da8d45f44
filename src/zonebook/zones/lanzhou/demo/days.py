"""Days on which offices work, with the seasons of a year; good enough to draw dates from."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from zonebook.zones.lanzhou.demo.numbers import Dice

TODAY = date(2024, 2, 18)
FIRST = date(2021, 1, 1)  # registers of events begin here
CLOSED = [  # long holidays since 2021: first and last day
    ("2021-01-01", "2021-01-03"),
    ("2021-02-11", "2021-02-17"),
    ("2021-04-03", "2021-04-05"),
    ("2021-05-01", "2021-05-05"),
    ("2021-06-12", "2021-06-14"),
    ("2021-09-19", "2021-09-21"),
    ("2021-10-01", "2021-10-07"),
    ("2022-01-01", "2022-01-03"),
    ("2022-01-31", "2022-02-06"),
    ("2022-04-03", "2022-04-05"),
    ("2022-04-30", "2022-05-04"),
    ("2022-06-03", "2022-06-05"),
    ("2022-09-10", "2022-09-12"),
    ("2022-10-01", "2022-10-07"),
    ("2022-12-31", "2023-01-02"),
    ("2023-01-21", "2023-01-27"),
    ("2023-04-05", "2023-04-05"),
    ("2023-04-29", "2023-05-03"),
    ("2023-06-22", "2023-06-24"),
    ("2023-09-29", "2023-10-06"),
    ("2023-12-30", "2024-01-01"),
    ("2024-02-10", "2024-02-17"),
]
SEASON = (0.8, 0.6, 1.5, 1.2, 1.1, 1.1, 1.0, 1.0, 1.1, 0.8, 1.0, 0.9)  # by month


@cache
def closed_days() -> frozenset[date]:
    """The days of the long holidays."""
    return frozenset(
        date.fromisoformat(first) + timedelta(step)
        for first, last in CLOSED
        for step in range((date.fromisoformat(last) - date.fromisoformat(first)).days + 1)
    )


def open_on(day: date) -> bool:
    """Whether counters are open that day (make-up weekends are left out on purpose)."""
    return day.weekday() < 5 and day not in closed_days()


@cache
def open_days(first: date, last: date) -> tuple[date, ...]:
    """The working days from first to last, both included."""
    span = ((first + timedelta(step)) for step in range((last - first).days + 1))
    return tuple(day for day in span if open_on(day))


@cache
def seasoned(first: date, last: date) -> tuple[date, ...]:
    """Working days repeated by the weight of their month, so that one draw follows the seasons."""
    return tuple(
        day for day in open_days(first, last) for _ in range(round(SEASON[day.month - 1] * 10))
    )


def working_day(dice: Dice, first: date, last: date) -> date:
    """A working day of the span, more often in the busy months."""
    return dice.one(seasoned(first, last))


def working_day_of(dice: Dice, year: int) -> date:
    """A working day of the year, not after the day of the demonstration."""
    return working_day(dice, date(year, 1, 1), min(date(year, 12, 31), TODAY))


def on_or_after(day: date) -> date:
    """The first working day from this one on."""
    while not open_on(day):
        day += timedelta(1)
    return day


def years_later(day: date, years: int) -> date:
    """The same day some years later (29 February becomes 1 March)."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)
