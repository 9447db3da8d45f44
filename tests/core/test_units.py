"""Units in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zonebook.core.catalog import shipped
from zonebook.core.say import number


@pytest.mark.parametrize(
    ("unit", "value", "chinese", "english"),
    [
        ("yi_yuan", "352.3", "352.3 亿元", "35.23 billion CNY"),
        ("yi_yuan", "97.30", "97.30 亿元", "9.730 billion CNY"),
        ("wan_yuan", "6420.3", "6,420.3 万元", "64.203 million CNY"),
        ("wan_m2", "95", "95 万平方米", "950,000 m²"),
        ("wan_m2", "0.00001", "0.00001 万平方米", "0.1 m²"),
        ("%", "2.2", "2.2 %", "2.2 %"),
        ("jia", "502", "502 家", "502 "),
        ("workday", "11", "11 个工作日", "11 working days"),
    ],
)
def test_english_moves_the_point_and_keeps_every_digit(unit, value, chinese, english):
    for lang, wanted in (("zh", chinese), ("en", english)):
        shown, name = shipped().units[unit].printed(Decimal(value), lang)
        assert f"{number(shown)} {name}" == wanted


def test_a_figure_with_two_decimals_is_said_in_millions_and_keeps_every_digit():
    small = shipped().units["yi_yuan"].of_decimals(2)
    assert small.printed(Decimal("1.39"), "en") == (Decimal(139), "million CNY")
    assert small.printed(Decimal("0.8712"), "en") == (Decimal("87.12"), "million CNY")
    assert small.printed(Decimal("1.39"), "zh") == (Decimal("1.39"), "亿元")
    for unit in shipped().units.by_key.values():
        assert unit.of_decimals(1) == unit


def test_a_small_amount_by_itself_is_said_in_millions():
    """0.05 billion is said by nobody; a column of numbers keeps one scale."""
    amount = shipped().units["yi_yuan"]
    assert amount.said(Decimal("0.5"), "en") == (Decimal(50), "million CNY")
    assert amount.said(Decimal("-0.9"), "en") == (Decimal(-90), "million CNY")
    assert amount.said(Decimal("1.0"), "en") == (Decimal("0.10"), "billion CNY")
    assert amount.said(Decimal("0.0"), "en") == (Decimal("0.00"), "billion CNY")
    assert amount.said(Decimal("0.5"), "zh") == (Decimal("0.5"), "亿元")
    assert shipped().units["yi_usd"].said(Decimal("0.6"), "en") == (Decimal(60), "million USD")
    assert shipped().units["%"].said(Decimal("0.05"), "en") == (Decimal("0.05"), "%")


def test_english_counting_words_are_still_read():
    units = shipped().units
    for word in ("companies", "company", "items", "cases", "sets", "registrations"):
        found = units.find(word)
        assert found is not None and (found.kind, found.name("en", 2)) == ("counting", "")
    assert units.find("") is None


def test_the_head_of_a_column_has_no_counting_word():
    units = shipped().units
    assert [units[key].heading("zh") for key in ("workday", "ge", "jia")] == ["工作日", "个", "家"]
    assert units["workday"].heading("en") == "working days"


def test_both_languages_say_the_same_quantity():
    units = shipped().units
    scales = {"million": 10**6, "billion": 10**9}
    for unit in units.by_key.values():
        shown, name = unit.printed(Decimal(1), "en")
        word = name.split(" ")[0]
        if unit.english[1]:
            assert shown * scales.get(word, 1) == unit.factor, unit.key
