"""Every rule fires where it must and is silent where it must: cases/T01.yaml to T24.yaml."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from zonebook.core.bulletin.reading import read
from zonebook.core.bulletin.rules import BY_NAME
from zonebook.core.catalog import shipped

CASES = Path(__file__).parent / "cases"
FILES = {rule: yaml.safe_load((CASES / f"{rule}.yaml").read_text("utf-8")) for rule in BY_NAME}
FIRES = [(rule, one["text"], one["at"]) for rule, file in FILES.items() for one in file["fires"]]
SILENT = [(rule, text) for rule, file in FILES.items() for text in file["silent"]]


def said(rule, text):
    return list(BY_NAME[rule](read(text, "2023")))


@pytest.mark.parametrize(("rule", "text", "at"), FIRES)
def test_it_fires_at_the_figure(rule, text, at):
    found = said(rule, text)
    assert found, f"{rule} is silent"
    spans = [text[start:end] for one in found for start, end in one.spans]
    assert any(at in span or span in at for span in spans), spans


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_it_is_silent_about_what_agrees(rule, text):
    assert [(one.message.key, one.formula) for one in said(rule, text)] == []


@pytest.mark.parametrize("rule", BY_NAME)
def test_it_has_both_kinds_of_cases(rule):
    assert FILES[rule]["fires"]
    assert len(FILES[rule]["silent"]) >= 2


@pytest.mark.parametrize(("rule", "text", "at"), FIRES)
def test_its_words_are_in_the_catalogue_in_both_languages(rule, text, at):
    sentences = shipped().sentences
    for one in said(rule, text):
        for lang in ("zh", "en"):
            words = sentences.say(one.message, lang)
            assert not words.startswith("check."), words
            assert "{" not in words
        assert one.level in ("error", "warning", "ask")


def test_a_formula_carries_its_numbers_and_both_intervals():
    text = "完成投资84.6亿元，占年度计划投资81.8亿元的130.4%。"
    (found,) = said("T07", text)
    assert found.formula == "84.6亿元 ÷ 81.8亿元 = 103.42% ≠ 130.4%"
    assert found.suggestion.args["wording"] == "103.4%"
    assert not found.written.meets(found.computed)


SECOND = "地区生产总值352.3亿元，其中第一产业增加值1.4亿元，第二产业增加值{}亿元，第三产业增加值113.6亿元。"


def test_a_sum_is_mended_where_one_slip_of_the_keys_explains_it():
    text = SECOND.format("273.3")
    (found,) = said("T02", text)
    assert found.suggestion.args["wording"] == "237.3亿元"
    assert text[slice(*found.replaced)] == "273.3亿元"


def test_a_sum_that_nothing_explains_is_left_to_its_writer():
    (found,) = said("T02", SECOND.format("251.9"))
    assert found.suggestion is None


def test_a_net_that_does_not_agree_is_the_figure_to_be_mended():
    text = "规上企业418家，比上年净增23家：新入库51家，退库18家。"
    (found,) = said("T06", text)
    assert found.suggestion.args["wording"] == "33家"
    assert text[slice(*found.replaced)] == "23家"


def test_a_figure_is_as_exact_as_its_own_digits_whatever_was_read_before():
    share = "税收收入23.1亿元，占一般公共预算收入28.7亿元的{}。"
    assert said("T05", share.format("80%")) == []
    (found,) = said("T05", share.format("80.0%"))
    assert found.written.high - found.written.low == Fraction(1, 10)


def test_a_sum_that_is_seen_in_two_ways_is_told_once():
    bureaus = "招商一局签约27个、98.2亿元，招商二局签约31个、101.5亿元，招商三局签约28个、86.7亿元"
    text = f"新签约项目94个、286.4亿元。其中{bureaus}。"
    assert len(said("T02", text)) == len({one.spans for one in said("T02", text)}) == 1
