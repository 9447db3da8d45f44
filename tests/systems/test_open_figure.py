"""来源追溯: a figure opens to its rows, and each row to its record."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.systems.conftest import signed_in
from zonebook.records import write
from zonebook.records.models import (
    Batch,
    Grant,
    Office,
    Project,
    Release,
    ReleaseApproval,
    ReleaseFigure,
    Signing,
    Statement,
    Target,
)
from zonebook.records.models.door import opened

WAN = 10_000 * 100  # fen


@pytest.fixture
def signings(book):
    """Three projects: one contract, a framework with its contract, a letter of intent."""
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="x", register="signing") as one:
        names = ("云祥", "河洲", "陇原")
        projects = [one.add(Project, {"name": name}) for name in names]
        return one.add_many(
            Signing,
            [
                row(projects[0], "contract", date(2023, 3, 5), 120_000),
                row(projects[1], "framework", date(2023, 4, 11), 50_000),
                row(projects[1], "contract", date(2023, 9, 20), 50_000),
                row(projects[2], "intent", date(2023, 12, 8), 30_000),
            ],
        )


def row(project, kind, day, wan):
    return {"project": project, "kind": kind, "signed_on": day, "amount_fen": wan * WAN}


def test_it_shows_the_value_its_rows_and_the_rows_left_out(wang, signings):
    answer = wang.get("/figures/amt_signed", {"period": "2023"})
    page = answer.context["page"]
    text = answer.content.decode()
    assert (page.shown.value, page.shown.unit) == ("17.0", "亿元")
    assert page.counted.count == 2
    assert page.excluded.count == 2
    assert {one.why for one in page.excluded.rows} == {
        "框架协议不计，待签正式合同",
        "意向协议不计，待签正式合同",
    }
    assert "170,000" in text
    assert "台账汇总数" in text
    for one in page.counted.rows:
        assert wang.get(one.address).status_code == 200


def test_a_row_leads_back_to_the_figure(wang, signings):
    page = wang.get("/figures/amt_signed", {"period": "2023"}).context["page"]
    text = wang.get(page.counted.rows[0].address).content.decode()
    assert 'href="/figures/amt_signed?period=2023"' in text


def test_withdrawing_a_row_recomputes_it(wang, signings):
    wang.post(f"/registers/signing/{signings[0].number}/withdraw", {"why": "重复"})
    page = wang.get("/figures/amt_signed", {"period": "2023"}).context["page"]
    assert page.shown.value == "5.0"


def test_it_copies_as_one_paragraph(wang, signings):
    text = wang.get("/figures/amt_signed", {"period": "2023"}).context["page"].text
    assert "2023年签约金额17.0亿元" in text
    assert "2023-12-31" in text


def test_last_year_stands_beside_it(wang, book, signings):
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="x", register="signing") as one:
        project = one.add(Project, {"name": "泉湾"})
        one.add(Signing, row(project, "contract", date(2022, 10, 10), 40_000))
    page = wang.get("/figures/amt_signed", {"period": "2023"}).context["page"]
    assert page.change.then.full == "4.0亿元"
    assert page.change.words == "+13.0亿元（+325.0%）"


def test_parts_of_two_years_say_which_is_which(wang, signings):
    page = wang.get("/figures/n_signed.change?period=2023").content.decode()
    assert "签约项目（2023年） <b>" in page and "签约项目（2022年） <b>" in page


def test_a_figure_without_data_says_so_and_why(wang):
    answer = wang.get("/figures/gdp", {"period": "2023"})
    text = answer.content.decode()
    assert "暂无数据" in text
    assert answer.context["page"].shown.unknown
    assert '<p class="value">' not in text


def test_vintages_stand_in_their_order(wang, book):
    said = {"indicator": "gdp", "period": "2023", "decimals": 1, "unit": "yi_yuan"}
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="x", register="statement") as w:
        first = {"digits": 3523, "vintage": "preliminary", "released_on": date(2024, 1, 25)}
        w.add(Statement, {**said, **first})
        final = {"digits": 3531, "vintage": "final", "released_on": date(2024, 2, 10)}
        w.add(Statement, {**said, **final, "vintage_no": 2})
    page = wang.get("/figures/gdp", {"period": "2023"}).context["page"]
    assert page.shown.value == "353.1"
    assert [one.vintage for one in page.vintages] == ["最终核实", "初步核算"]
    assert page.vintages[0].is_shown


def test_rows_of_a_register_that_one_may_not_read_stay_closed(book, signings):
    with opened():
        office = Office.objects.get(key="approvals")
        Grant.objects.filter(office=office, system="promotion").delete()
    answer = signed_in(book.li).get("/figures/amt_signed", {"period": "2023"})
    assert answer.context["page"].counted is None
    assert "没有“招商引资”的查看权限" in answer.content.decode()
    assert "云祥" not in answer.content.decode()


def test_someone_without_any_right_sees_no_figure(zhao):
    assert zhao.get("/figures/amt_signed").status_code == 403
    assert zhao.get("/figures").status_code == 403


def test_an_unknown_figure_and_a_strange_period_are_answered(wang):
    assert wang.get("/figures/nothing").status_code == 404
    answer = wang.get("/figures/gdp", {"period": "昨天"})
    assert answer.status_code == 400
    assert "看不懂期间" in answer.content.decode()


@pytest.mark.parametrize("period", ["2023", "2023-Q4", "2023-07", "2023-01..2023-07"])
def test_the_list_of_figures_takes_every_period(wang, signings, period):
    assert wang.get("/figures", {"period": period}).status_code == 200


def test_figures_are_only_read(wang):
    assert wang.post("/figures").status_code == 405
    assert wang.post("/figures/gdp").status_code == 405


def test_it_stands_against_its_target_and_says_where_it_is_used(wang, signings, book):
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="x", register="target") as one:
        target = {"indicator": "amt_signed", "year": 2023, "digits": 20, "unit": "yi_yuan"}
        one.add(Target, {**target, "office": "招商局"})
    page = wang.get("/figures/amt_signed", {"period": "2023"}).context["page"]
    assert (page.aim.target, page.aim.rate, page.aim.label) == ("20.0亿元", "85.0%", "未完成")
    assert page.text.endswith("年度目标20.0亿元，完成85.0%。")
    assert ("文稿", "/reports/annual?period=2023") in {(one.kind, one.address) for one in page.uses}
    parts = wang.get("/figures/inv_major", {"period": "2023"}).context["page"].uses
    assert "/figures/rate_major?period=2023" in {one.address for one in parts}


def test_a_release_that_says_otherwise_is_named(wang, li, signings, book):
    released(book, "amt_signed", "97.3")
    released(book, "n_signed", "2")
    found = wang.get("/figures/amt_signed", {"period": "2023"}).context["page"].uses
    notes = {one.note: one.differs for one in found if one.kind == "定稿版"}
    assert notes == {"定稿97.3亿元，与现数不同，见修订说明": True}
    same = wang.get("/figures/n_signed", {"period": "2023"}).context["page"].uses
    assert "定稿2个，与现数一致" in {one.note for one in same}
    hidden = li.get("/figures/amt_signed", {"period": "2023"}).context["page"].uses
    assert not {one.kind for one in hidden} & {"文稿", "定稿版"}


def released(book, key, value):
    """An approved release that prints one figure."""
    with opened():
        batch = Batch.objects.create(by=book.wang, on=cast.TODAY, kind="release", register="")
        release = Release.objects.create(
            number=f"DG-2024-{Release.objects.count() + 1:06d}",
            bulletin="annual",
            period="2023",
            title="2023年发展情况",
            as_of=cast.TODAY,
            program="1",
            recorded_by=book.wang,
            batch=batch,
        )
        ReleaseApproval.objects.create(release=release, by=book.li, on=cast.TODAY, batch=batch)
        ReleaseFigure.objects.create(
            release=release,
            place=f"{key}@2023",
            key=key,
            name={},
            period="2023",
            value=value,
            unit="",
            decimals=0,
            basis="computed",
        )


def test_the_change_of_a_percentage_is_printed_in_points(book):
    from zonebook.core.indicators.generated import generated
    from zonebook.records import figures
    from zonebook.records import zone as zones

    known, units = figures.definitions(zones.catalog()), zones.catalog().units
    assert generated("satisfaction.change", known, units).unit.zh == "个百分点"
    assert generated("n_hnte.change", known, units).unit.zh == "家"
