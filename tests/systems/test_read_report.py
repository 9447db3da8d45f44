"""The annual report: every figure opens, a missing one is a visible gap with its reason."""

from __future__ import annotations

from datetime import date

from tests import cast
from zonebook.records import write
from zonebook.records.models import Statement


def test_its_figures_stand_in_the_text_and_open(wang, book):
    said = {"indicator": "gdp", "period": "2023", "digits": 3523, "decimals": 1, "unit": "yi_yuan"}
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="x", register="statement") as w:
        w.add(Statement, {**said, "vintage": "preliminary", "released_on": date(2024, 1, 25)})
    text = wang.get("/reports/annual").content.decode()
    assert 'href="/figures/gdp?period=2023">352.3亿元' in text
    assert "2023年，全区实现地区生产总值" in text


def test_a_gap_is_visible_and_never_nought(wang):
    answer = wang.get("/reports/annual")
    text = answer.content.decode()
    report = answer.context["report"]
    assert len(report.gaps) == report.count - 1  # the limit of a big project is set by rule
    assert "〔暂无数据，见注1〕" in text
    assert "〔无法判定，见注" in text
    assert text.count('class="figure"') == 1


def test_another_year_can_be_read_and_a_strange_one_is_the_last(wang):
    assert wang.get("/reports/annual", {"year": "2022"}).context["report"].year == 2022
    for year in ("x", "1066", "2030", "²⁰²³"):
        assert wang.get("/reports/annual", {"year": year}).context["report"].year == 2023


def test_it_is_only_read_and_only_by_those_who_read_something(wang, zhao):
    assert wang.post("/reports/annual").status_code == 405
    assert zhao.get("/reports/annual").status_code == 403
