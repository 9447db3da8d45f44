"""The strict reader, the units and the sentences."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.core.catalog import Catalog, parse, shipped
from zonebook.core.period import KnownDay, Period
from zonebook.core.values import Amount, Reason, Refused


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        parse(text, "x.yaml")
    finding = refused.value.findings[0]
    return finding.message.key, finding.where.where


def test_decimals_are_exact_and_days_are_days():
    row = parse("a: 237.3\nb: 2023-05-06\nc: 0.1\nd: -12\ne: '0042'\nf: null\ng: true", "x.yaml")
    assert row["a"] == Decimal("237.3") and row["c"] == Decimal("0.1")
    assert row["b"] == date(2023, 5, 6)
    assert (row["d"], row["e"], row["f"], row["g"]) == (-12, "0042", None, True)


def test_every_mapping_knows_its_place():
    row = parse("key: x\nlimit:\n  2019-01-01: 15\n  2023-01-01: 11\n", "p.yaml")
    assert row["limit"].where(date(2023, 1, 1)) == "p.yaml:4"


@pytest.mark.parametrize(
    ("text", "problem", "where"),
    [
        ("a: 1\nb: 2\na: 3", "catalog.repeated_key", "x.yaml:3"),
        ("a: yes", "catalog.ambiguous_word", "x.yaml:1"),
        ("a: 0042", "catalog.leading_zero", "x.yaml:1"),
        ("a: [1, 2\nb: 3", "catalog.unreadable", "x.yaml:2"),
        ("a: .inf", "catalog.not_a_number", "x.yaml:1"),
        ("a: 2023-02-30", "catalog.not_a_day", "x.yaml:1"),
        ("a: !!binary aGk=", "catalog.unknown_tag", "x.yaml:1"),
    ],
)
def test_what_is_not_in_order_is_refused_with_its_line(text, problem, where):
    assert refusal(text) == (problem, where)


def test_a_home_lays_its_entries_over_the_shipped_ones(tmp_path):
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "units.yaml").write_text("sui: {base: year, zh: 岁, en: years of age}")
    catalog = Catalog(tmp_path)
    assert catalog.units.find("岁").key == "sui"
    assert catalog.units.find("亿元").key == "yi_yuan"


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("万元", "wan_yuan"),
        ("wan_yuan", "wan_yuan"),
        ("㎡", "m2"),
        ("square_metre", "m2"),
        ("家", "jia"),
    ],
)
def test_units_are_found_by_key_word_and_alias(word, key):
    assert shipped().units.find(word).key == key


@given(st.fractions(), st.sampled_from(sorted(shipped().units.by_key)))
def test_units_convert_there_and_back_exactly(value, key):
    unit = shipped().units[key]
    assert unit.from_base(unit.to_base(value)) == value


def test_every_base_is_a_unit_of_its_own():
    units = shipped().units
    assert {unit.base for unit in units.by_key.values()} <= set(units.by_key)


def test_every_message_speaks_both_languages_with_the_same_arguments():
    from zonebook.core.say import PLACE

    for key, row in shipped().sentences.rows.items():
        assert row["zh"] and row["en"], key
        assert set(PLACE.findall(row["zh"])) == set(PLACE.findall(row["en"])), key


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (date(2023, 5, 6), "2023年5月6日", "6 May 2023"),
        (KnownDay(date(2023, 5, 1), "month"), "2023年5月", "May 2023"),
        (Period.parse("2023-01..2023-07"), "2023年1—7月", "Jan 2023 – Jul 2023"),
        (Period.parse("2023-Q3"), "2023年三季度", "Q3 2023"),
        (Decimal("-1234.50"), "−1,234.50", "−1,234.50"),
        (["甲", "乙"], "甲、乙", "甲, 乙"),
        (Amount(Decimal("97.3"), "亿元"), "97.3 亿元", "97.3 亿元"),
        (Fraction(1, 4), "0.25", "0.25"),
        (True, "是", "yes"),
    ],
)
def test_arguments_are_said_as_people_say_them(value, zh, en):
    sentences = shipped().sentences
    assert (sentences.word(value, "zh"), sentences.word(value, "en")) == (zh, en)


def test_a_reason_travels_with_its_sentence():
    row = shipped().sentences.to_json(Reason("period.unreadable", {"text": "2023年"}))
    assert row["key"] == "period.unreadable" and "2023年" in row["text"]
