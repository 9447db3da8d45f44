"""The account of a rung: opening plus who came less who went is the closing stock, name by name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.core.rules.rungs import COMES, GOES, Holder, Stay, Title, account

FIRST, LAST = date(2023, 1, 1), date(2023, 12, 31)
LONG_AGO, LATER = date(2010, 5, 1), date(2030, 1, 1)


ALWAYS = (Stay(LONG_AGO),)


def moves_of(*titles, stays=ALWAYS, closed_on=None, first=FIRST, last=LAST):
    found = account([Holder(7, list(titles), list(stays), closed_on)], first, last)
    assert found.difference == 0
    return {move: [day for _, day in rows] for move, rows in found.moves.items() if rows}


@pytest.mark.parametrize(
    ("titles", "more", "expected"),
    [
        ([Title(date(2023, 10, 16), date(2026, 10, 16))], {}, {"new": date(2023, 10, 16)}),
        ([Title(date(2020, 10, 16), date(2023, 10, 16))], {}, {"expired": date(2023, 10, 16)}),
        (
            [Title(date(2022, 1, 5), date(2025, 1, 5), date(2023, 4, 1))],
            {},
            {"revoked": date(2023, 4, 1)},
        ),
        (
            [Title(date(2022, 1, 5), date(2025, 1, 5))],
            {"stays": [Stay(date(2023, 3, 2))]},
            {"moved_in": date(2023, 3, 2)},
        ),
        (
            [Title(date(2022, 1, 5), date(2025, 1, 5))],
            {"stays": [Stay(LONG_AGO, date(2023, 6, 1), "moved_out")]},
            {"moved_out": date(2023, 6, 1)},
        ),
        (
            [Title(date(2022, 1, 5), date(2025, 1, 5))],
            {"stays": [Stay(LONG_AGO, date(2023, 6, 1), "deregistered")]},
            {"closed": date(2023, 6, 1)},
        ),
        (
            [Title(date(2022, 1, 5), None)],
            {"closed_on": date(2023, 6, 1)},
            {"closed": date(2023, 6, 1)},
        ),
    ],
    ids=["new", "expired", "revoked", "moved in", "moved out", "deregistered", "closed"],
)
def test_every_way_in_and_out_has_its_place(titles, more, expected):
    assert moves_of(*titles, **more) == {move: [day] for move, day in expected.items()}


def test_who_is_recognised_again_without_a_gap_does_not_move():
    assert moves_of(Title(date(2020, 10, 16), date(2023, 10, 16)), Title(date(2023, 10, 16))) == {}


def test_who_comes_and_goes_within_the_year_is_counted_both_ways():
    found = moves_of(Title(date(2023, 2, 1), date(2025, 1, 1), date(2023, 9, 1)))
    assert found == {"new": [date(2023, 2, 1)], "revoked": [date(2023, 9, 1)]}


def test_the_last_day_of_validity_still_counts():
    until = date(2023, 12, 31)
    assert moves_of(Title(LONG_AGO, until)) == {"expired": [until]}
    assert moves_of(Title(LONG_AGO, until), last=date(2023, 12, 30)) == {}


days = st.integers(0, 1200).map(lambda n: date(2022, 1, 1) + timedelta(n))
spans = st.tuples(days, st.none() | days)
titles = st.builds(lambda span, taken: Title(span[0], span[1], taken), spans, st.none() | days)
stays = st.builds(
    lambda span, went: Stay(span[0], span[1], went),
    spans,
    st.sampled_from(["", "moved_out", "deregistered"]),
)
holders = st.lists(
    st.builds(
        lambda t, s, c: (t, s, c),
        st.lists(titles, max_size=3),
        st.lists(stays, max_size=2),
        st.none() | days,
    ),
    max_size=6,
)


@given(holders, days, st.integers(0, 500))
def test_the_account_agrees_with_counting_day_by_day(drawn, first, length):
    rows = [Holder(at, t, s, c) for at, (t, s, c) in enumerate(drawn)]
    last = first + timedelta(length)
    found = account(rows, first, last)
    assert found.difference == 0
    for row in rows:
        balance = row.holds(first - timedelta(1))
        day = first
        while day <= last:
            balance += row.holds(day) - row.holds(day - timedelta(1))
            day += timedelta(1)
        came = sum(key == row.key for move in COMES for key, _ in found.moves[move])
        gone = sum(key == row.key for move in GOES for key, _ in found.moves[move])
        assert (row.key in found.opening) + came - gone == (row.key in found.closing) == balance
