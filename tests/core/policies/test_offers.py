"""What the zone has for a request: enough, nearly enough, unknown, and not; and what is left."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from zonebook.core.catalog import Catalog
from zonebook.core.policies.offers import (
    Quantity,
    Supply,
    Want,
    fit,
    given,
    place,
    quantities_in,
)

CATALOG = Catalog()
UNITS = CATALOG.units
ON = date(2024, 2, 18)


def much(value: int | str, unit: str = "mu") -> Quantity:
    return Quantity(Fraction(value), UNITS[unit])


def of(want: Want, supply: Supply):
    found = fit(want, supply, ON, UNITS)
    return found.state, [one.key.rpartition(".")[2] for one in found.in_the_way]


def land(*quantities: Quantity, **more) -> Want:
    return Want("land", quantities, **more)


@pytest.mark.parametrize(
    ("wanted", "state", "why"),
    [
        ([much(19)], "fits", []),
        ([much(20)], "fits", []),
        ([much("20.01")], "near", ["short"]),
        ([], "unknown", ["no_quantity"]),
        ([much(2000, "m2")], "not", ["other_measure"]),
        ([much(2000, "m2"), much(20)], "fits", []),
        ([much(20), much(30)], "unknown", ["several_quantities"]),
    ],
)
def test_a_parcel_of_twenty_mu_answers_up_to_twenty_mu(wanted, state, why):
    assert of(land(*wanted), Supply("land", much(20))) == (state, why)


def test_land_and_workshops_of_one_request_are_each_held_against_their_own_offer():
    want = land(much(50), much(2000, "m2"))
    assert of(want, Supply("land", much(60)))[0] == "fits"
    assert of(want, Supply("land", much(1800, "m2"))) == ("near", ["short"])


def test_what_was_given_away_is_not_offered_again():
    supply = Supply("land", much(20), taken=Fraction(15))
    assert of(land(much(5)), supply) == ("fits", [])
    assert of(land(much(6)), supply) == ("near", ["short"])
    assert of(land(much(1)), Supply("land", much(20), taken=Fraction(20))) == (
        "not",
        ["none_left"],
    )


def test_a_most_for_each_is_never_used_up():
    supply = Supply("capital", much(500, "wan_yuan"), taken=Fraction(10**9), each=True)
    assert of(Want("capital", (much(500, "wan_yuan"),)), supply) == ("fits", [])
    assert of(Want("capital", (much("0.06", "yi_yuan"),)), supply) == ("near", ["short"])


@pytest.mark.parametrize(
    ("days", "state", "why"),
    [
        ({"from_on": ON}, "fits", []),
        ({"from_on": date(2024, 5, 18)}, "near", ["later"]),  # 90 days on
        ({"from_on": date(2024, 5, 19)}, "not", ["later"]),
        ({"to_on": ON}, "not", ["over"]),  # the first day that no longer counts
        ({"to_on": date(2024, 2, 19)}, "fits", []),
    ],
)
def test_an_offer_holds_from_its_first_day_and_before_its_last(days, state, why):
    assert of(land(much(1)), Supply("land", much(20), **days)) == (state, why)


@pytest.mark.parametrize(
    ("industry", "state"), [("C2710", "fits"), ("2710", "fits"), ("I65", "not"), ("", "unknown")]
)
def test_an_offer_may_be_meant_for_some_industries(industry, state):
    supply = Supply("land", much(20), industries=("C",))
    assert of(land(much(1), industry=industry), supply)[0] == state


@pytest.mark.parametrize(
    ("titles", "state"), [(frozenset({"hnte"}), "fits"), (frozenset(), "not"), (None, "unknown")]
)
def test_an_offer_may_ask_for_a_title(titles, state):
    supply = Supply("capital", much(500, "wan_yuan"), qualification="hnte")
    assert of(Want("capital", (much(1, "wan_yuan"),), titles=titles), supply)[0] == state


def test_two_things_short_are_no_near_fit():
    supply = Supply("land", much(20), from_on=date(2024, 3, 1))
    assert of(land(much(21)), supply)[0] == "not"


def test_what_fits_with_the_least_left_over_stands_first():
    want = land(much(15))
    shelf = [Supply("land", much(size)) for size in (10, 80, 14, 16)]
    rows = sorted(shelf, key=lambda one: place(one, fit(want, one, ON, UNITS)))
    assert [int(one.amount.value) for one in rows] == [16, 80, 14, 10]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("申请增加工业用地20亩", "land", [(20, "mu")]),
        ("标准厂房租赁2,000.5平方米", "land", [("2000.5", "m2")]),
        ("50亩土地，约2000平方米厂房", "land", [(50, "mu"), (2000, "m2")]),
        ("电力增容6300kVA", "energy", [(6300, "kVA")]),
        ("增容6300kVA，年用电1200万千瓦时", "energy", [(6300, "kVA"), (1200, "wan_kwh")]),
        ("2024年3月前贷款500万元", "capital", [(500, "wan_yuan")]),
        ("在20亩地上建厂，贷款500万元，招工120人", "capital", [(500, "wan_yuan")]),
        ("现有员工300人，拟招80人", "labour", [(300, "person"), (80, "person")]),
        ("用地2公顷（20000平方米）", "land", [(2, "hectare")]),
        ("用工120人", "labour", [(120, "person")]),
        ("流动资金贷款500万元", "land", []),
        ("stay of 5 months, 20 teachers", "energy", []),
        ("临时用地延期", "land", []),
    ],
)
def test_quantities_are_read_from_the_words_of_a_request(text, kind, found):
    bases = CATALOG.table("codes/factors")[kind]["bases"]
    assert quantities_in(text, bases, UNITS) == tuple(much(*one) for one in found)


@drawn(st.lists(st.none() | st.integers(0, 30).map(Fraction), max_size=8), st.integers(0, 60))
def test_no_more_is_given_than_there_is(wants, amount):
    parts = given(wants, Fraction(amount))
    asked = [one or Fraction(0) for one in wants]
    assert sum(parts) == min(sum(asked), amount)
    for at, part in enumerate(parts):  # first come, first served
        assert part == max(0, min(asked[at], amount - sum(asked[:at])))
