"""Every rule that asks the book fires where it must and is silent where it must: D01 to D10."""

from pathlib import Path

import pytest
import yaml

from tests.core.bulletin.small_facts import SmallFacts
from zonebook.core.bulletin.against import check_against
from zonebook.core.bulletin.rules.data import BY_NAME
from zonebook.core.catalog import shipped

CASES = Path(__file__).parent / "cases"
FILES = {rule: yaml.safe_load((CASES / f"{rule}.yaml").read_text("utf-8")) for rule in BY_NAME}
FIRES = [(rule, case) for rule, file in FILES.items() for case in file["fires"]]
SILENT = [(rule, case) for rule, file in FILES.items() for case in file["silent"]]


def said(rule, case):
    """What one rule says of a case, and the whole check."""
    checked = check_against(case["text"], SmallFacts(case), "2023")
    return [one for one in checked.findings if one.rule == rule], checked


@pytest.mark.parametrize(("rule", "case"), FIRES)
def test_it_fires_at_the_figure(rule, case):
    found, checked = said(rule, case)
    assert found, [(j.verdict, j.claim.text, j.place) for j in checked.judged]
    spans = [case["text"][start:end] for one in found for start, end in one.spans]
    assert case["at"] in spans, spans


@pytest.mark.parametrize(("rule", "case"), SILENT)
def test_it_is_silent_about_what_agrees(rule, case):
    assert [(one.message.key, one.formula) for one in said(rule, case)[0]] == []


@pytest.mark.parametrize("rule", BY_NAME)
def test_it_has_both_kinds_of_cases(rule):
    assert FILES[rule]["fires"]
    assert len(FILES[rule]["silent"]) >= 2


@pytest.mark.parametrize(("rule", "case"), FIRES)
def test_its_words_are_in_the_catalogue_in_both_languages(rule, case):
    for one in said(rule, case)[0]:
        for lang in ("zh", "en"):
            words = shipped().sentences.say(one.message, lang)
            assert not words.startswith("check."), words
            assert "{" not in words
        assert one.level in ("error", "warning", "ask")


def test_a_wrong_number_is_told_once_though_a_relation_fails_with_it():
    case = {
        "book": [
            "n_request@2023 = 186件",
            "n_request_met@2023 = 171件",
            "request_met@2023 = 91.9%",
        ],
        "text": "受理企业诉求186件，已解决171件，解决率99.1%。",
    }
    checked = check_against(case["text"], SmallFacts(case), "2023")
    assert [(one.rule, one.level) for one in checked.findings] == [("D01", "error")]


def test_a_falling_figure_is_suggested_as_rising_where_the_book_says_so():
    case = FILES["D01"]["fires"][4]
    (found,) = said("D01", case)[0]
    assert found.suggestion.args["wording"] == "增长1.2%"
    assert found.formula == "g_industry@2023 = 1.2% ≠ -1.2%"


def test_growth_by_a_multiple_is_suggested_as_what_comes_on_top():
    (found,) = said("D01", FILES["D01"]["fires"][-1])[0]
    assert found.suggestion.args["wording"] == "1.61倍"
    assert "增长1.61倍" in found.message.args["right"]
