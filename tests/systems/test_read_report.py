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
    asked = wang.get("/reports/annual", {"period": "2022"})
    assert str(asked.context["report"].period) == "2022"
    for text in ("x", "1066", "2030", "²⁰²³", "2023-07", "@2023-12-31"):
        found = wang.get("/reports/annual", {"period": text}).context["report"]
        assert str(found.period) == "2023"


def test_the_monthly_bulletin_begins_with_the_last_month_that_is_over(wang):
    report = wang.get("/reports/monthly").context["report"]
    assert [one.address for one in report.periods[:2]] == ["?period=2024-01", "?period=2023-12"]
    assert [one.name for one in report.texts] == ["年度发展情况", "月度简报", "目标任务通报"]
    running = wang.get("/reports/monthly", {"period": "2024-02"})
    assert str(running.context["report"].period) == "2024-02"
    assert "送审定稿" not in running.content.decode()
    assert wang.get("/reports/weekly").status_code == 404


def test_it_comes_as_a_file_of_every_form(wang):
    inside = {
        "docx": b"word/document.xml",
        "text": "2022年".encode(),
        "json": b'"zonebook.bulletin/1"',
    }
    for kind, part in (inside | {"csv": b"n_hnte"}).items():
        answer = wang.get(f"/reports/annual/{kind}", {"period": "2022"})
        assert part in b"".join(answer.streaming_content), kind
        assert "attachment" in answer["Content-Disposition"]
    assert wang.get("/reports/annual/xls", {"period": "2022"}).status_code == 400
    assert wang.get("/reports/annual/docx", {"period": "2022-07"}).status_code == 400


def test_a_section_is_copied_with_the_day_of_its_data(wang):
    section = wang.get("/reports/annual").context["report"].sections[0]
    assert section.copied.endswith("（截至2023年12月31日，来源：园区一本账）")
    assert f'id="copied-{section.key}"' in wang.get("/reports/annual").content.decode()


def test_it_is_only_read_and_only_by_those_who_read_something(wang, zhao):
    assert wang.post("/reports/annual").status_code == 405
    assert zhao.get("/reports/annual").status_code == 403
