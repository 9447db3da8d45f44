"""Planted errors that touch an equation of the text are found; clean texts stay silent."""

import pytest

from tests.core.bulletin.mutations import clean_texts, measure, measure_against, rates
from zonebook.core.bulletin.check import check


@pytest.mark.parametrize("text", list(clean_texts()), ids=lambda one: one[0])
def test_a_clean_text_gives_no_finding(text):
    name, raw, period = text
    assert [(one.rule, one.formula) for one in check(raw, period).findings] == []


def test_planted_errors_are_found():
    counts, missed = measure(each=1)
    told = {kind: (touched, share) for kind, _, touched, _, share in rates(counts)}
    touched = sum(one for one, _ in told.values())
    found = sum(counts[kind, "found"] for kind in told)
    assert touched > 200
    assert found / touched >= 0.95, missed
    assert told["unit"][1] >= 95
    assert told["points"][1] >= 95
    assert told["rank"][1] >= 95


def test_planted_errors_in_bound_figures_are_found():
    counts, missed = measure_against(each=1)
    planted = sum(n for (_, told), n in counts.items() if told == "planted")
    found = sum(n for (_, told), n in counts.items() if told == "found")
    assert planted > 100
    assert found / planted >= 0.95, missed
