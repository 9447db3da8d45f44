"""操作留痕: who, when, before, after, why, for those who may read the register."""

from __future__ import annotations

import pytest

from tests import cast
from zonebook.desk import search, trail
from zonebook.records import registers, schema, write
from zonebook.records.models import Entity


@pytest.fixture
def lantai(book):
    one = cast.enter(book, cast.lantai())[0]
    with write.batch(by=book.li, on=cast.TODAY, kind="edit", why="核对营业执照") as batch:
        batch.change(one, {"registered_capital_fen": 60_000_000_00}, why="核对营业执照")
    return one


def test_it_says_who_when_before_after_and_why(li, lantai):
    text = li.get("/trail").content.decode()
    for word in ("李审批", "2024-02-18", "5,000 万元", "6,000 万元", "核对营业执照"):
        assert word in text


def test_it_narrows_by_person_register_day_and_words(li, lantai):
    def count(**asked):
        return len(li.get("/trail", asked).context["page"].traces)

    assert count() == 3
    assert count(noun="membership") == 1
    assert count(person="wang") == 0
    assert count(text="营业执照") == 1
    assert count(text="兰泰疫苗") == 1
    assert count(text="没有这些字") == 0
    assert count(text=lantai.number) == 2
    assert count(since="2024年2月19日") == 0
    assert count(until="2024-02-17") == 0


def test_other_offices_do_not_see_it(wang, zhao, lantai):
    assert not wang.get("/trail").context["page"].traces
    assert zhao.get("/trail").status_code == 403


@pytest.mark.parametrize(
    "asked", [{"page": "²"}, {"page": "0"}, {"since": "昨天"}, {"noun": "person"}]
)
def test_strange_words_are_no_fault(li, lantai, asked):
    assert li.get("/trail", asked).status_code == 200


def test_nobody_writes_it(li):
    assert li.post("/trail").status_code == 405


def test_every_number_of_the_book_leads_to_a_page():
    kept = {one.noun for one in registers.all_registers().values()} | set(search.pages())
    others = {noun: model for noun, model in schema.nouns().items() if noun not in kept}
    fields = {
        noun: {one.name for one in model._meta.get_fields()} for noun, model in others.items()
    }
    assert not [noun for noun, names in fields.items() if not names & set(search.HOLDERS)]


def test_search_finds_names_and_goes_straight_to_a_number(li, lantai):
    assert "兰泰疫苗" in li.get("/search", {"q": "疫苗"}).content.decode()
    answer = li.get("/search", {"q": lantai.number.lower()}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/registers/entity/{lantai.number}"
    assert li.get("/records/QY-1999-000001").status_code == 404


def test_search_keeps_to_what_one_may_read(wang, lantai):
    assert "兰泰疫苗" not in wang.get("/search", {"q": "疫苗"}).content.decode()
    assert Entity.objects.count() == 1


def test_every_noun_of_the_book_has_a_name(book):
    assert not [one for one in schema.nouns() if trail.noun_name(one).startswith("noun.")]
