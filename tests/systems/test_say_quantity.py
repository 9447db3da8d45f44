"""A number with its unit, as each language says it, on a record's page and in its trail."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from zonebook.records import write
from zonebook.records.models import Statement


@pytest.fixture
def page(book):
    """The address of an enterprise with a registered capital of 5,000万元."""
    entity, *_ = cast.enter(book, cast.lantai())
    return f"/registers/entity/{entity.number}"


def test_chinese_says_ten_thousands(li, page):
    assert "5,000万元" in li.get(page).content.decode()


def test_english_says_millions_and_never_ten_k(li, page):
    text = li.get(page, headers={"accept-language": "en"}).content.decode()
    assert "50 million CNY" in text
    assert "CNY 10,000" not in text


def test_less_than_a_million_is_said_in_full(li, book):
    entity, *_ = cast.enter(book, cast.lantai(registered_capital_fen=21_932_600))
    address = f"/registers/entity/{entity.number}"
    assert "219,326 CNY" in li.get(address, headers={"accept-language": "en"}).content.decode()


def test_english_states_a_figure_in_billions_and_chinese_in_its_own_unit(wang, book):
    said = {"indicator": "gdp", "period": "2023", "digits": 3523, "decimals": 1, "unit": "yi_yuan"}
    when = {"vintage": "preliminary", "released_on": date(2024, 1, 25)}
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", register="statement") as writing:
        writing.add(Statement, {**said, **when})
    assert "352.3 亿元" in wang.get("/registers/statement").content.decode()
    english = wang.get("/registers/statement", headers={"accept-language": "en"}).content.decode()
    assert "35.23 billion CNY" in english and "100m CNY" not in english
