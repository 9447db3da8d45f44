"""Periods and days as offices write them: half-open inside, one spelling everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from zonebook.core.values import Reason, Refused

SPELLING = re.compile(
    r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d\d)(?:\.\.(?P<year2>\d{4})-(?P<month2>\d\d))?)?"
)
YEARS = range(1000, 9000)  # what has a year before and after it in every calendar of the machine
Precision = Literal["day", "month", "year"]


def first_of_month(year: int, month: int) -> date:
    """The first day of a month counted from January of `year`; 13 is January of the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def anniversary(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def a_day(text: str) -> date:
    """The day of `@2023-12-31`; Refused where it is none."""
    try:
        found = date.fromisoformat(text[1:])
    except ValueError:
        raise Refused(Reason("period.unreadable", {"text": text})) from None
    if found.year not in YEARS:
        raise Refused(Reason("period.unreadable", {"text": text}))
    return found


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, `start` included and `end` excluded; `is_day` where one day was asked for."""

    start: date
    end: date
    is_day: bool = False

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2023`, `2023-Q4`, `2023-07`, `2023-01..2023-07`, `@2023-12-31`; else Refused."""
        if text.startswith("@"):
            return cls.day(a_day(text))
        found = SPELLING.fullmatch(text)
        if not found or int(found["year"]) not in YEARS:
            raise Refused(Reason("period.unreadable", {"text": text}))
        year = int(found["year"])
        if found["quarter"]:
            month = 3 * int(found["quarter"]) - 2
            return cls(first_of_month(year, month), first_of_month(year, month + 3))
        if not found["month"]:
            return cls.year(year)
        last_year, last_month = int(found["year2"] or year), int(found["month2"] or found["month"])
        if last_year not in YEARS:
            raise Refused(Reason("period.unreadable", {"text": text}))
        months_are_real = 1 <= int(found["month"]) <= 12 and 1 <= last_month <= 12
        if not months_are_real or (last_year, last_month) < (year, int(found["month"])):
            raise Refused(Reason("period.unreadable", {"text": text}))
        return cls(
            first_of_month(year, int(found["month"])), first_of_month(last_year, last_month + 1)
        )

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """The calendar month."""
        return cls(first_of_month(year, month), first_of_month(year, month + 1))

    @classmethod
    def day(cls, day: date) -> Period:
        """One day, at whose end a stock stands."""
        return cls(day, day + timedelta(1), is_day=True)

    @property
    def last_day(self) -> date:
        """The last day inside; a stock asked for a period stands at its end."""
        return self.end - timedelta(1)

    @property
    def months(self) -> int:
        """How many months it spans; 0 for a day."""
        if self.is_day:
            return 0
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month

    def years_earlier(self, years: int = 1) -> Period:
        """The same period of an earlier year."""
        if self.is_day:
            return Period.day(anniversary(self.start, -years))
        return Period(anniversary(self.start, -years), anniversary(self.end, -years))

    def to_date(self) -> Period:
        """From January to its end: the cumulative period that offices report."""
        return Period(date(self.last_day.year, 1, 1), self.end)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        if self.is_day:
            return f"@{self.start.isoformat()}"
        first, last = self.start, self.last_day
        if self.months == 12 and first.month == 1:
            return f"{first.year}"
        if self.months == 3 and first.month % 3 == 1:
            return f"{first.year}-Q{(first.month + 2) // 3}"
        if self.months == 1:
            return f"{first:%Y-%m}"
        return f"{first:%Y-%m}..{last:%Y-%m}"


@dataclass(frozen=True)
class KnownDay:
    """A date known to the day, the month or the year; `first` is the first day it may be."""

    first: date
    precision: Precision = "day"

    @property
    def span(self) -> Period:
        """All days that it may be."""
        if self.precision == "day":
            return Period.day(self.first)
        if self.precision == "month":
            return Period.month(self.first.year, self.first.month)
        return Period.year(self.first.year)

    def within(self, period: Period) -> bool | None:
        """Whether it lies in the period; None where its precision cannot tell."""
        span = self.span
        if period.start <= span.start and span.end <= period.end:
            return True
        if span.end <= period.start or period.end <= span.start:
            return False
        return None

    def __str__(self) -> str:
        width = {"day": 10, "month": 7, "year": 4}[self.precision]
        return self.first.isoformat()[:width]
