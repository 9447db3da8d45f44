"""目标完成情况: a figure against its target and against the share of the year that has passed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests import cast
from zonebook.core.period import Period
from zonebook.records import targets, write
from zonebook.records.models import Certificate, Project, Signing, Statement, Target

YI = 100_000_000 * 100  # fen
DAY = cast.TODAY  # 18 February: 49 of 366 days have passed


@pytest.fixture
def writing(book):
    """What a clerk writes."""
    with write.batch(by=book.wang, on=DAY, kind="edit", why="x", register="target") as one:
        yield one


def aim(writing, indicator, year, digits, unit, office="招商局"):
    row = {"indicator": indicator, "year": year, "digits": digits, "unit": unit, "office": office}
    return writing.add(Target, row)


def sign(writing, day, yi):
    project = writing.add(Project, {"name": f"项目{day}{yi}"})
    row = {"project": project, "kind": "contract", "signed_on": day, "amount_fen": yi * YI}
    writing.add(Signing, row)


def found(period, on=DAY):
    """The completions of a period by their figures."""
    return {one.figure.key: one for one in targets.completions(Period.parse(period), on)}


def test_a_year_that_is_over_reaches_its_targets_or_not(writing):
    aim(writing, "amt_signed", 2023, 90, "yi_yuan")
    aim(writing, "n_signed", 2023, 3, "ge")
    sign(writing, date(2023, 3, 5), 60)
    sign(writing, date(2023, 9, 5), 37)
    one = found("2023")
    assert (one["amt_signed"].state, one["n_signed"].state) == ("reached", "behind")
    assert one["amt_signed"].share == Fraction(97, 90)
    assert one["n_signed"].gap == 1


@pytest.mark.parametrize(("yi", "state"), [(14, "on_schedule"), (13, "behind"), (105, "reached")])
def test_a_flow_of_a_running_year_is_measured_by_the_days_that_have_passed(writing, yi, state):
    aim(writing, "amt_signed", 2024, 104, "yi_yuan")  # 104 × 49/366 is 13.92
    sign(writing, date(2024, 1, 15), yi)
    one = found("2024-01..2024-02")["amt_signed"]
    assert one.scheduled == Fraction(104 * YI // 100 * 49, 366)
    assert one.state == state


def test_a_stock_climbs_from_the_year_before(writing, book):
    aim(writing, "n_hnte", 2024, 3, "jia")
    entity, other = cast.enter(book, cast.lantai(), cast.newcomer(established_on=date(2020, 1, 1)))
    row = {"qualification": "hnte", "kind": "recognition", "valid_to": date(2026, 1, 1)}
    writing.add(Certificate, {**row, "entity": entity, "granted_on": date(2023, 1, 1)})
    assert found("2024-01..2024-02")["n_hnte"].scheduled == 1 + Fraction(2 * 49, 366)
    assert found("2024-01..2024-02")["n_hnte"].state == "behind"
    writing.add(Certificate, {**row, "entity": other, "granted_on": date(2024, 1, 1)})
    assert found("2024-01..2024-02")["n_hnte"].state == "on_schedule"


def test_what_is_not_known_is_neither_reached_nor_behind(writing):
    aim(writing, "gdp", 2023, 358, "yi_yuan")
    one = found("2023")["gdp"]
    assert (one.state, one.share, one.gap) == ("unknown", None, None)


def test_a_target_in_a_unit_of_another_kind_is_none(writing):
    aim(writing, "gdp", 2023, 358, "hu")
    values = {"period": "2023", "digits": 3523, "decimals": 1, "unit": "yi_yuan"}
    writing.add(Statement, {"indicator": "gdp", "vintage": "preliminary", **values})
    assert found("2023")["gdp"].state == "unknown"


def test_a_low_rank_is_a_good_one(writing):
    assert targets.state_of(Fraction(40), Fraction(50), Fraction(50), less=True) == "reached"
    assert targets.state_of(Fraction(60), Fraction(50), Fraction(50), less=True) == "behind"


def test_years_without_targets_have_no_completions(book):
    assert found("2019") == {}
