"""Every rule file is in order; its written cases and all its thresholds are judged right."""

from collections import Counter

import pytest

from zonebook.core.rules import tree
from zonebook.core.rules.book import rule_book
from zonebook.core.rules.cases import edges, first_day, plan_of, status_of, written_cases
from zonebook.core.rules.prose import words_of
from zonebook.core.rules.verdict import judge

BOOK = rule_book()
RULES = [rule for family in BOOK.families for rule in BOOK.versions(family)]
CASES = list(written_cases(BOOK))


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.key)
def test_every_threshold_is_right_below_at_and_above(rule):
    on = first_day(rule, "recognition")
    wrong = [one.name for one in edges(rule) if status_of(one.test, one.facts, on) != one.status]
    assert not wrong


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.key)
def test_every_number_has_a_case_on_three_sides(rule):
    tests = (*tree.tests_of(rule.conditions), *tree.tests_of_scoring(rule.scoring), *rule.alerts)
    sides = Counter(one.test.id for one in edges(rule))
    for test in tests:
        if isinstance(test.threshold, int) or not hasattr(test.threshold, "numerator"):
            continue
        if test.measure.key == "score":
            continue
        fewest = 2 if test.threshold == 0 and not test.measure.derived else 3
        assert sides[test.id] >= fewest, test.id


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one.version} {one.name}")
def test_a_written_case_is_judged_as_it_says(case):
    verdict = judge(plan_of(BOOK, case), case.facts, case.on)
    if case.answer:
        assert verdict.answer == case.answer
    found = {one.key: one.status for one in (*verdict.tests, *verdict.alerts)}
    assert {key: found[key] for key in case.tests} == case.tests


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.key)
def test_every_test_reads_as_a_sentence_in_both_languages(rule):
    sentences = BOOK.catalog.sentences
    for test in tree.tests_of(rule.conditions):
        reason = words_of(test)
        assert reason.key in sentences
        for lang in ("zh", "en"):
            said = sentences.say(reason, lang)
            assert said and "{" not in said


def test_every_value_names_a_document_and_an_article():
    for rule in RULES:
        for test in tree.tests_of(rule.conditions):
            assert test.source.document in BOOK.documents
            assert test.source.article, test.id
            assert test.source.verified in ("search", "memory")
