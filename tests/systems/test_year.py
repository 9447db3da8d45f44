"""全年一览: drawings whose every mark opens a figure, with the numbers beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.systems.test_home import stated
from zonebook.desk import charts
from zonebook.records import write
from zonebook.records.models import (
    Certificate,
    Project,
    ProjectEvent,
    Signing,
    Statement,
    Target,
)

YI = 100_000_000 * 100  # fen


@pytest.fixture
def year(book):
    """A year of investment, signings, certificates and steps of projects."""
    entity, other = cast.enter(book, cast.lantai(), cast.newcomer(established_on=date(2023, 1, 1)))
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="x", register="target") as one:
        for period, digits in (("2023-01..2023-02", 130), ("2023-Q1", 350), ("2022-Q1", 330)):
            one.add(Statement, stated(digits, period, "fai"))
        for key, digits in (("va_primary", 139), ("va_secondary", 2373), ("va_tertiary", 1136)):
            one.add(Statement, stated(digits, "2023", key))
        target = {"indicator": "fai", "year": 2023, "digits": 228, "unit": "yi_yuan"}
        one.add(Target, target)
        for day, kind in ((date(2023, 2, 1), "lead"), (date(2023, 5, 1), "started")):
            project = one.add(Project, {"name": f"项目{day}"})
            event = {"project": project, "kind": kind, "occurred_on": day}
            one.add(ProjectEvent, event)
        row = {"project": project, "kind": "contract", "signed_on": day, "amount_fen": 97 * YI}
        one.add(Signing, row)
        held = {"qualification": "hnte", "kind": "recognition", "valid_to": date(2026, 1, 1)}
        one.add(Certificate, {**held, "entity": entity, "granted_on": date(2022, 1, 1)})
        one.add(Certificate, {**held, "entity": other, "granted_on": date(2023, 6, 1)})


def drawn(client, period="2023"):
    """The charts of a year by their keys."""
    return {one.key: one for one in client.get("/year", {"period": period}).context["page"].charts}


def test_every_mark_opens_a_page_that_is_there(wang, year):
    found = drawn(wang)
    assert set(found) == {"fai", "amt_signed", "n_new_ent", "hnte_flow", "funnel", "sectors"}
    addresses = {
        mark.address for one in found.values() for mark in (*one.drawing.marks, *one.drawing.dots)
    }
    assert len(addresses) > 20
    for address in sorted(addresses)[:40]:
        assert wang.get(address).status_code == 200, address


def test_months_without_a_statement_have_no_point_and_say_so(wang, year):
    one = drawn(wang)["fai"]
    assert [dot.words for dot in one.drawing.dots if dot.css == "now"] == [
        "2023年1—2月固定资产投资 13.0亿元",
        "2023年一季度固定资产投资 35.0亿元",
    ]
    head, first = one.heads, one.rows[0]
    assert head == ("2022", "2023", "序时进度")
    assert (first[0], first[1][1].text, first[1][2].text) == ("1月", "暂无数据", "19.0亿元")


def test_the_stairs_lead_from_the_opening_to_the_closing_stock(wang, year):
    one = drawn(wang)["hnte_flow"]
    numbers = [cells[0].text for _, cells in one.rows]
    assert (numbers[0], numbers[1], numbers[-1]) == ("1", "+1", "2")


def test_the_funnel_counts_each_step_of_the_year(wang, year):
    rows = {name: cells[0].text for name, cells in drawn(wang)["funnel"].rows}
    assert (rows["新增线索"], rows["签约"], rows["开工"], rows["投产"]) == ("1", "1", "1", "0")


def test_it_prints_no_code_or_style_of_its_own(wang, year):
    text = wang.get("/year", {"period": "2023"}).content.decode()
    assert "style=" not in text
    assert "<script>" not in text
    assert text.count("<svg") >= 6


def test_a_year_without_data_says_what_belongs_there(wang, book):
    assert "这一年还没有数据" in wang.get("/year", {"period": "2019"}).content.decode()


def test_it_needs_some_right(zhao, book):
    assert zhao.get("/year").status_code == 403


@given(st.decimals(min_value="0.01", max_value="1e9", places=2))
def test_the_scale_begins_at_nought_and_covers_the_highest(value):
    marks = charts.ticks(value)
    assert marks[0] == 0
    assert marks[-1] >= value
    assert 2 <= len(marks) <= 6
    assert len({b - a for a, b in pairwise(marks)}) == 1


def test_nothing_to_draw_still_has_a_scale():
    assert charts.ticks(Decimal(0)) == [0, 1]


@given(st.lists(st.floats(0, 200), min_size=1, max_size=5))
def test_labels_behind_lines_never_cover_each_other(places):
    series = charts.Series("x", "now", ())
    ends = [y for y, _ in charts.spread([(y, series) for y in places])]
    assert all(b - a >= charts.APART - 1e-9 for a, b in pairwise(ends))
