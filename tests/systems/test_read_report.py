"""The annual report: every figure opens, a missing one is a visible gap with its reason."""

from __future__ import annotations

from datetime import date

from tests import cast
from zonebook.records import figures as book_of_figures
from zonebook.records import write
from zonebook.records import zone as zones
from zonebook.records.models import Statement
from zonebook.systems.bulletin import reads


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
    assert len(report.gaps) == report.count
    assert "〔暂无数据，见注1〕" in text
    assert 'class="figure"' not in text


def test_every_reference_of_the_catalogue_is_a_figure():
    known = book_of_figures.definitions(zones.catalog())
    for row in zones.catalog().kind("bulletins").values():
        texts = [t for s in row["sections"] for pair in s["paragraphs"] for t in pair.values()]
        keys = {found["key"] for text in texts for found in reads.REFERENCE.finditer(text)}
        assert keys - set(reads.FIXED) <= set(known)


def test_both_languages_refer_to_the_same_figures():
    for row in zones.catalog().kind("bulletins").values():
        for section in row["sections"]:
            for pair in section["paragraphs"]:
                zh, en = (sorted(reads.REFERENCE.findall(pair[lang])) for lang in ("zh", "en"))
                assert zh == en


def test_another_year_can_be_read_and_a_strange_one_is_the_last(wang):
    assert wang.get("/reports/annual", {"year": "2022"}).context["report"].year == 2022
    for year in ("x", "1066", "2030", "²⁰²³"):
        assert wang.get("/reports/annual", {"year": year}).context["report"].year == 2023


def test_it_is_only_read_and_only_by_those_who_read_something(wang, zhao):
    assert wang.post("/reports/annual").status_code == 405
    assert zhao.get("/reports/annual").status_code == 403
