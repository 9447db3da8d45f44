"""An assessed area spares a parcel its items, as long as it is valid and the parcel lies inside."""

from datetime import date

import pytest

from tests.core.procedures.ledger import BOOK
from zonebook.core.catalog import shipped
from zonebook.core.procedures.areas import Assessment, inside, reliefs

SQUARE = ((0, 0), (100, 0), (100, 100), (0, 100))
NOTCHED = ((0, 0), (100, 0), (100, 100), (50, 40), (0, 100))


@pytest.mark.parametrize(
    ("parcel", "boundary", "expected"),
    [
        (((10, 10), (20, 10), (20, 20)), SQUARE, True),
        (((0, 0), (100, 0), (100, 100), (0, 100)), SQUARE, True),  # the same boundary
        (((10, 10), (120, 10), (20, 20)), SQUARE, False),
        (((110, 10), (120, 10), (120, 20)), SQUARE, False),
        (((10, 70), (90, 70), (50, 10)), NOTCHED, False),  # its corners are inside, a side is not
        (((10, 20), (90, 20), (50, 10)), NOTCHED, True),
    ],
)
def test_a_parcel_must_lie_wholly_inside(parcel, boundary, expected):
    assert inside(parcel, boundary) is expected


def assessed(**changes):
    facts = {
        "topic": "geological_hazard",
        "boundary": SQUARE,
        "valid_from": date(2022, 1, 1),
        "valid_to": date(2024, 1, 1),
        "document": "区评〔2022〕1号",
    }
    return Assessment(**{**facts, **changes})


def spared(assessment, filing_on):
    names = {key: item.name for key, item in BOOK.items.items()}
    parcel = ((10, 10), (20, 10), (20, 20))
    return list(reliefs(parcel, [assessment], BOOK.topics, names, filing_on))


def test_a_valid_assessment_waives_its_item():
    (relief,) = spared(assessed(), date(2023, 12, 31))
    assert (relief.item, relief.effect, relief.holds) == ("geological_hazard", "waived", True)
    assert "不再单独办理" in shipped().sentences.say(relief.reason)
    assert relief.reason.refs[0].key == "区评〔2022〕1号"


def test_one_that_ends_before_the_filing_is_a_warning():
    (relief,) = spared(assessed(), date(2024, 1, 1))
    assert not relief.holds
    assert relief.reason.key == "area.out_of_time"


def test_some_topics_only_simplify():
    (relief,) = spared(assessed(topic="environment"), date(2023, 6, 1))
    assert (relief.item, relief.effect) == ("eia", "simplified")


def test_a_parcel_outside_is_spared_nothing():
    far = ((1000, 1000), (1100, 1000), (1100, 1100))
    assert spared(assessed(boundary=far), date(2023, 6, 1)) == []
