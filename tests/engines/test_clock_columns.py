"""The batch clock gives the plain clock's answer for every case."""

import os
import random
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.core.catalog import shipped
from zonebook.core.procedures.clock import counted, due
from zonebook.core.workdays import NotPublished, read_calendar
from zonebook.engines.columns.clock import UNKNOWN, ClockTable

CALENDAR = read_calendar(shipped())
TABLE = ClockTable(CALENDAR)
LONG = bool(os.environ.get("ZONEBOOK_LONG"))


def days(column):
    return TABLE.index(np.array(column, "datetime64[D]"))


def plain(accepted, limit, spans):
    try:
        return due(CALENDAR, accepted, limit, spans)
    except NotPublished:
        return None


def columns(rows, width):
    """Each case's pauses as columns; a missing one begins and ends on the same day."""
    nothing = (date(2020, 1, 1), date(2020, 1, 1))
    padded = [[*spans, *[nothing] * (width - len(spans))] for _, _, spans in rows]
    return [
        (days([spans[place][0] for spans in padded]), days([spans[place][1] for spans in padded]))
        for place in range(width)
    ]


def check(rows):
    width = max(len(spans) for _, _, spans in rows)
    limits = np.array([limit for _, limit, _ in rows], np.int32)
    found = TABLE.dues(days([accepted for accepted, _, _ in rows]), limits, columns(rows, width))
    for number, row in zip(found.tolist(), rows, strict=True):
        expected = plain(*row)
        if row[1] == 0:
            assert TABLE.days(np.array([number]))[0].item() == row[0] or number == UNKNOWN
        elif expected is None:
            assert number == UNKNOWN, row
        else:
            assert TABLE.days(np.array([number]))[0].item() == expected, row


@st.composite
def cases(draw):
    accepted = draw(st.dates(date(2003, 11, 1), date(2027, 3, 1)))
    spans = []
    for _ in range(draw(st.integers(0, 4))):
        first = accepted + timedelta(draw(st.integers(-40, 70)))
        spans.append((first, first + timedelta(draw(st.integers(-5, 400)))))
    return accepted, draw(st.sampled_from([0, 1, 7, 11, 20, 45, 400, 10_000])), spans


@settings(max_examples=300 if LONG else 60, deadline=None)
@given(st.lists(cases(), min_size=1, max_size=20))
def test_the_batch_is_the_plain_clock(rows):
    check(rows)


@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="10^5 cases run in the long profile")
def test_the_batch_is_the_plain_clock_in_a_hundred_thousand_cases():
    rng = random.Random(7)
    rows = []
    for _ in range(100_000):
        accepted = date(2003, 12, 1) + timedelta(rng.randrange(8500))
        spans = []
        for _ in range(rng.randrange(4)):
            first = accepted + timedelta(rng.randrange(-30, 70))
            spans.append((first, first + timedelta(rng.randrange(-5, 60))))
        rows.append((accepted, rng.choice([1, 5, 7, 10, 11, 15, 20, 45]), spans))
    check(rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(cases(), min_size=1, max_size=10), st.integers(0, 80))
def test_used_days_are_those_of_the_plain_clock(rows, shift):
    rows = [
        (accepted, limit, spans)
        for accepted, limit, spans in rows
        if date(2004, 6, 1) < accepted < date(2026, 6, 1)
    ]
    if not rows:
        return
    width = max(len(spans) for _, _, spans in rows)
    on = [accepted + timedelta(shift) for accepted, _, _ in rows]
    found = TABLE.used(days([row[0] for row in rows]), days(on), columns(rows, width))
    for number, day, (accepted, _, spans) in zip(found.tolist(), on, rows, strict=True):
        assert number == counted(CALENDAR, accepted, day, spans)


def test_more_cases_than_one_block_keep_their_order():
    accepted = np.arange(1, 7000, dtype=np.int16).repeat(10)
    found = TABLE.dues(accepted, 11)
    assert np.array_equal(
        found, TABLE.dues(accepted[:10_000], 11).tolist() + found[10_000:].tolist()
    )
    assert np.all(np.diff(found) >= 0)


def test_one_limit_may_stand_for_all_cases():
    assert TABLE.days(TABLE.dues(days(["2023-09-22", "2024-01-26"]), 11)).tolist() == [
        date(2023, 10, 13),
        date(2024, 2, 9),
    ]


def test_an_unpublished_year_has_no_day():
    found = TABLE.days(TABLE.dues(days(["2026-12-28", "2003-06-01"]), 11))
    assert np.isnat(found).all()
