"""A register's list: searched, filtered, ordered, counted, for those who may read it."""

import re

import pytest

from tests import cast
from zonebook.records import registers, write
from zonebook.records.models import EntityName


@pytest.fixture
def three(book):
    """The cast's three enterprises."""
    return cast.enter(book, cast.lantai(), cast.jincheng(), cast.newcomer())


def names(answer) -> list[str]:
    """The first cells of the list."""
    return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', answer.content.decode())


def test_it_lists_the_latest_first(li, three):
    assert names(li.get("/registers/entity")) == [
        "新来者科技有限公司",
        "城关区金城商行",
        "兰泰疫苗有限公司",
    ]


def test_it_finds_by_name_code_and_number(li, three):
    for word in ("疫苗", cast.LANTAI_CODE, three[0].number, "兰泰 有限"):
        assert names(li.get("/registers/entity", {"q": word})) == ["兰泰疫苗有限公司"]


def test_it_finds_by_a_former_name(li, book, three):
    with write.batch(by=book.li, on=cast.TODAY, kind="edit", why="x") as batch:
        batch.add(EntityName, {"entity": three[0], "name": "兰州泰生生物厂"})
    assert names(li.get("/registers/entity", {"q": "泰生"})) == ["兰泰疫苗有限公司"]


def test_it_filters_by_words_that_can_be_removed(li, three):
    answer = li.get("/registers/entity", {"kind": "sole_trader"})
    assert names(answer) == ["城关区金城商行"]
    assert 'class="chosen"' in answer.content.decode()
    assert names(li.get("/registers/entity", {"year": "2015"})) == ["兰泰疫苗有限公司"]


def test_it_orders_with_unknown_values_last(li, three):
    by_capital = names(li.get("/registers/entity", {"sort": "-registered_capital_fen"}))
    assert by_capital[0] == "兰泰疫苗有限公司"


def test_it_prints_money_in_the_unit_of_the_head(li, three):
    text = li.get("/registers/entity").content.decode()
    assert "注册资本<small>（万元）</small>" in text.replace("</a>", "")
    assert "5,000" in text
    assert "暂无数据" in text


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "²"])
def test_strange_pages_are_the_first_or_an_empty_one(li, three, page):
    assert li.get("/registers/entity", {"page": page}).status_code == 200


@pytest.mark.parametrize("query", [{"sort": "password"}, {"kind": "x"}, {"year": "²⁰²³"}])
def test_strange_words_are_no_fault(li, three, query):
    assert li.get("/registers/entity", query).status_code == 200


def test_it_refuses_those_who_may_not_read(zhao, wang, three):
    for client in (zhao, wang):
        answer = client.get("/registers/entity")
        assert answer.status_code == 403
        assert "没有“登记注册”的查看权限" in answer.content.decode()


def test_it_rejects_post(li):
    assert li.post("/registers/entity").status_code == 405


def test_an_unknown_register_is_named(li):
    answer = li.get("/registers/nothing")
    assert answer.status_code == 404
    assert "nothing" in answer.content.decode()


def test_an_empty_register_shows_the_way_in(li):
    text = li.get("/registers/entity").content.decode()
    assert "把你的Excel拖到这里" in text


@pytest.mark.parametrize("key", registers.all_registers())
def test_every_register_has_a_page(book, key, django_assert_max_num_queries):
    from tests.systems.conftest import signed_in
    from zonebook.records.models import Grant, Office
    from zonebook.records.models.door import opened
    from zonebook.records.models.people import SYSTEMS

    with opened():
        office = Office.objects.get(key="promotion")
        for system in SYSTEMS:
            Grant.objects.get_or_create(
                office=office, system=system, verb="read", defaults={"from_on": "2020-01-01"}
            )
    client = signed_in(book.wang)
    with django_assert_max_num_queries(40):
        assert client.get(f"/registers/{key}").status_code == 200
