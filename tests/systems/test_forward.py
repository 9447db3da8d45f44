"""复制为文字, 长图: what people forward to a chat group says its value, its day and its source."""

from __future__ import annotations

import pytest

from tests import cast
from tests.systems.test_home import year
from zonebook.core.values import Refused
from zonebook.desk import pictures, portraits
from zonebook.desk.views import pictures as views

PNG = b"\x89PNG"
__all__ = ["year"]


@pytest.fixture
def font():
    """A machine that shows Chinese."""
    if not pictures.fonts():
        pytest.skip("no Chinese font: run tools/system-deps")


def test_a_figure_and_the_home_page_come_as_pictures(wang, year, font):
    for address in ("/figures/amt_signed/picture?period=2023", "/picture"):
        answer = wang.get(address)
        assert answer.content.startswith(PNG)
        assert answer["Content-Type"] == "image/png"
        assert answer["Content-Disposition"].startswith("attachment")


def test_an_enterprise_comes_as_a_picture(li, book, font):
    entity, *_ = cast.enter(book, cast.lantai())
    assert li.get(f"/enterprises/{entity.number}/picture").content.startswith(PNG)


def test_who_may_not_see_the_page_may_not_have_the_picture(wang, zhao, book):
    entity, *_ = cast.enter(book, cast.lantai())
    for client, address in (
        (zhao, "/picture"),
        (zhao, "/figures/gdp/picture"),
        (wang, f"/enterprises/{entity.number}/picture"),
    ):
        assert client.get(address).status_code == 403


def test_the_picture_of_a_figure_says_its_day_its_definition_and_why_rows_are_left_out(
    wang, year, book
):
    from zonebook.core.period import Period
    from zonebook.desk import opened

    page = opened.page("amt_signed", Period.year(2023), cast.TODAY, {"signing"})
    picture = portraits.of_figure(page)
    assert picture.value == "97.0亿元"
    assert picture.foot == "截至2023-12-31；来源：园区一本账"
    assert "年度目标90.0亿元，完成107.8%" in picture.lines
    assert picture.tables[0].rows == (("项目2023-05-01", "2023-05-01", "970,000"),)


def test_words_are_never_read_as_markup(book, font):
    hostile = '"#{panic("x")} \\ ] $ #set page(fill: red)'
    rows = ((hostile, hostile),)
    picture = pictures.Picture(
        hostile, hostile, (hostile,), (pictures.Table((hostile, ""), rows),), ""
    )
    assert pictures.drawn(picture).startswith(PNG)


def test_long_tables_are_cut_and_the_rest_is_counted(book):
    table = pictures.Table(("a",), tuple((str(i),) for i in range(75)))
    assert "另有15行未列出" in pictures.tabled(table)


def test_without_a_chinese_font_it_is_refused_with_the_way_out(wang, year, monkeypatch):
    monkeypatch.setattr(pictures, "fonts", lambda: ())
    with pytest.raises(Refused):
        pictures.drawn(pictures.Picture("", "", (), (), ""))
    assert "存为PDF" in wang.get("/picture").content.decode()


def test_the_file_is_named_after_the_page(book, font):
    answer = views.answer(pictures.Picture("签约金额", "", (), (), ""))
    assert "%E7%AD%BE%E7%BA%A6%E9%87%91%E9%A2%9D.png" in answer["Content-Disposition"]


def test_a_list_copies_with_what_it_was_narrowed_to(li, book):
    cast.enter(book, cast.lantai(), cast.jincheng())
    text = li.get("/registers/entity", {"kind": "enterprise", "q": "疫苗"}).context["forward"]
    assert "经营主体名册（疫苗、企业）共1条：兰泰疫苗有限公司（统一社会信用代码" not in text
    assert "经营主体名册（疫苗、企业）共1条：兰泰疫苗有限公司（" in text
    assert "注册资本（万元） 5,000" in text
    assert text.endswith("（截至2024-02-18，园区一本账）")
    none = li.get("/registers/entity", {"q": "没有"}).context["forward"]
    assert "共0条：无" in none


def test_a_record_copies_with_every_field_that_is_known(li, book):
    entity, *_ = cast.enter(book, cast.lantai())
    text = li.get(f"/registers/entity/{entity.number}").context["forward"]
    assert text.startswith(f"兰泰疫苗有限公司（{entity.number}）：")
    assert "注册资本 5,000万元" in text
    assert "暂无数据" not in text


def test_the_figures_of_an_office_copy_as_one_paragraph(wang, year):
    answer = wang.get("/figures", {"period": "2023"})
    texts = {office: text for office, _, text in answer.context["groups"]}
    assert "签约金额97.0亿元，上年80.0亿元" in texts["招商引资"]
    assert 'data-copy="words-1"' in answer.content.decode()
