"""The legal clock is a set of days: golden dates, a day-walk as oracle, and its laws."""

import os
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.core.catalog import shipped
from zonebook.core.procedures.clock import (
    Conventions,
    counted,
    counts,
    due,
    stage_counted,
    stage_counts,
    stage_due,
    union,
)
from zonebook.core.values import Ref
from zonebook.core.workdays import Calendar, Notice, NotPublished, Special, read_calendar

CALENDAR = read_calendar(shipped())
LONG = bool(os.environ.get("ZONEBOOK_LONG"))
MANY = settings(max_examples=2000 if LONG else 200, deadline=None)
LIMITS = [0, 1, 5, 7, 10, 11, 15, 20, 45]


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("accepted", "limit", "expected"),
    [
        ("2023-09-22", 15, "2023-10-19"),
        ("2023-09-22", 11, "2023-10-13"),
        ("2023-09-22", 10, "2023-10-12"),
        ("2023-09-22", 7, "2023-10-09"),
        ("2024-01-26", 15, "2024-02-21"),
        ("2024-01-26", 11, "2024-02-09"),
        ("2024-01-26", 10, "2024-02-08"),
        ("2024-01-26", 7, "2024-02-05"),
        ("2023-01-07", 1, "2023-01-09"),  # accepted on a Saturday: Monday is the first day
        ("2023-12-29", 1, "2024-01-02"),  # over the end of a year
    ],
)
def test_known_due_days_come_out_exactly(accepted, limit, expected):
    assert due(CALENDAR, d(accepted), limit) == d(expected)


REVIEW = (d("2023-10-09"), d("2023-10-20"))
PUBLIC_NOTICE = (d("2023-10-13"), d("2023-10-25"))


def test_overlapping_pauses_stop_the_clock_once():
    accepted = d("2023-09-22")
    assert due(CALENDAR, accepted, 11, [REVIEW]) == d("2023-10-26")
    assert due(CALENDAR, accepted, 11, [REVIEW, PUBLIC_NOTICE]) == d("2023-10-31")


def walk(calendar: Calendar, accepted: date, limit: int, spans) -> date | int:
    """The rule said aloud: day after day; the unpublished year where the walk leaves the calendar."""
    day, number = accepted, 0
    while number < limit:
        day += timedelta(1)
        if not calendar.first <= day <= calendar.last:
            return day.year
        number += calendar.is_working(day) and not any(a < day <= b for a, b in spans)
    return day


def answer(calendar: Calendar, accepted: date, limit: int, spans) -> date | int:
    try:
        return due(calendar, accepted, limit, spans)
    except NotPublished as gap:
        return gap.year


@st.composite
def cases(draw):
    accepted = draw(st.dates(date(2003, 12, 20), date(2027, 1, 10)))
    spans = []
    for _ in range(draw(st.integers(0, 4))):
        first = accepted + timedelta(draw(st.integers(-30, 70)))
        spans.append((first, first + timedelta(draw(st.integers(-5, 60)))))
    return accepted, draw(st.sampled_from(LIMITS)), spans


@MANY
@given(cases())
def test_the_clock_is_the_walk(case):
    assert answer(CALENDAR, *case) == walk(CALENDAR, *case)


def random_case(rng):
    accepted = date(2003, 12, 1) + timedelta(rng.randrange(8500))
    spans = []
    for _ in range(rng.randrange(5)):
        first = accepted + timedelta(rng.randrange(-30, 70))
        spans.append((first, first + timedelta(rng.randrange(-5, 60))))
    return accepted, rng.choice(LIMITS), spans


@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="10^5 cases run in the long profile")
def test_the_clock_is_the_walk_in_a_hundred_thousand_cases():
    rng = random.Random(20231013)
    for _ in range(100_000):
        case = random_case(rng)
        assert answer(CALENDAR, *case) == walk(CALENDAR, *case), case


@MANY
@given(cases())
def test_used_days_at_the_due_day_are_the_limit(case):
    accepted, limit, spans = case
    found = answer(CALENDAR, *case)
    if isinstance(found, date) and limit:
        assert counted(CALENDAR, accepted, found, spans) == limit
        assert counted(CALENDAR, accepted, found - timedelta(1), spans) == limit - 1
        assert counts(CALENDAR, accepted, found, spans)


def not_earlier(later: date | int, sooner: date | int) -> bool:
    if isinstance(later, date) and isinstance(sooner, date):
        return later >= sooner
    return isinstance(later, int) or isinstance(sooner, int)


@MANY
@given(cases(), st.integers(-30, 70), st.integers(0, 60))
def test_an_added_pause_never_moves_a_deadline_earlier(case, shift, length):
    accepted, limit, spans = case
    first = accepted + timedelta(shift)
    more = [*spans, (first, first + timedelta(length))]
    assert not_earlier(answer(CALENDAR, accepted, limit, more), answer(CALENDAR, *case))


@MANY
@given(cases(), st.data())
def test_splitting_a_pause_changes_nothing(case, data):
    accepted, limit, spans = case
    pieces = []
    for first, last in spans:
        cut = first + timedelta(data.draw(st.integers(0, max(0, (last - first).days))))
        pieces += [(first, cut), (cut, last)] if first <= last else [(first, last)]
    assert answer(CALENDAR, accepted, limit, pieces) == answer(CALENDAR, *case)


@MANY
@given(cases(), st.randoms())
def test_order_and_repetition_of_pauses_do_not_matter(case, rng):
    accepted, limit, spans = case
    mixed = spans * 2
    rng.shuffle(mixed)
    assert answer(CALENDAR, accepted, limit, mixed) == answer(CALENDAR, *case)


def moved(day: date, working: bool) -> Calendar:
    kind = "make_up" if working else "closure"
    special = Special(kind, {"zh": "x", "en": "x"}, Notice("x", "x"), Ref("catalogue", "x"))
    return CALENDAR.changed({day: special})


@MANY
@given(cases(), st.integers(1, 60), st.booleans())
def test_a_changed_day_moves_exactly_the_cases_that_count_it(case, shift, working):
    accepted, limit, spans = case
    day = accepted + timedelta(shift)
    before = answer(CALENDAR, *case)
    if not isinstance(before, date) or not CALENDAR.first <= day <= CALENDAR.last:
        return
    was_working = CALENDAR.is_working(day)
    after = answer(moved(day, working), *case)
    covered = any(a < day <= b for a, b in spans)
    touched = day <= before and not covered and working != was_working and limit > 0
    assert (after != before) == touched
    if touched:
        assert not_earlier(before, after) if working else not_earlier(after, before)


@MANY
@given(st.lists(cases(), min_size=1, max_size=3), st.integers(0, 60), st.data())
def test_a_stage_counts_a_day_that_counts_for_an_open_item(drawn, length, data):
    origin = date(2023, 9, 1)
    items = []
    for _, _, spans in drawn:
        start = origin + timedelta(data.draw(st.integers(0, 20)))
        moved_spans = [(start + timedelta(3), start + timedelta(3) + (b - a)) for a, b in spans]
        length_open = data.draw(st.one_of(st.none(), st.integers(0, 40)))
        ended = None if length_open is None else start + timedelta(length_open)
        items.append((start, ended, moved_spans))
    on = origin + timedelta(length)
    days = [origin + timedelta(n) for n in range(length + 1)]
    walked = sum(stage_counts(CALENDAR, day, items) for day in days)
    assert stage_counted(CALENDAR, on, items) == walked


@MANY
@given(cases())
def test_a_stage_of_one_item_ends_with_the_item(case):
    accepted, limit, spans = case
    found = answer(CALENDAR, *case)
    if isinstance(found, date) and limit:
        assert stage_due(CALENDAR, limit, [(accepted, None, spans)]) == found


def test_a_stage_that_ended_early_has_no_due_day():
    with pytest.raises(ValueError, match="ended before"):
        stage_due(CALENDAR, 11, [(d("2023-09-22"), d("2023-09-27"), [])])


def test_conventions_of_a_rule_shift_the_edges():
    accepted = d("2023-09-22")
    assert due(CALENDAR, Conventions(first_day_counts=True).start(accepted), 11) == d("2023-10-12")
    strict = Conventions(day_of_service_counts=False)
    assert due(CALENDAR, accepted, 11, [strict.span(*REVIEW)]) == d("2023-10-27")
    lenient = Conventions(day_of_end_counts=True)
    assert due(CALENDAR, accepted, 11, [lenient.span(*REVIEW)]) == d("2023-10-25")


@pytest.mark.parametrize(
    ("after_hours", "day", "closed", "expected"),
    [
        ("next", "2023-09-28", True, "2023-10-07"),
        ("next", "2023-09-28", False, "2023-09-28"),
        ("next", "2023-09-30", False, "2023-10-07"),
        ("same", "2023-09-28", True, "2023-09-28"),
    ],
)
def test_a_filing_after_hours_counts_as_the_rule_says(after_hours, day, closed, expected):
    rule = Conventions(after_hours=after_hours)
    assert rule.received_on(CALENDAR, d(day), closed) == d(expected)


def test_empty_and_reversed_spans_cover_nothing():
    day = d("2023-10-10")
    assert union([(day, day), (day, day - timedelta(3))]) == []
