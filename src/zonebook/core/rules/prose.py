"""The sentence of a test, made from the test itself, so that prose and rule cannot drift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

from zonebook.core.catalog import shipped
from zonebook.core.rules import tree
from zonebook.core.say import number
from zonebook.core.units import Units
from zonebook.core.values import Reason, printed

Both = Mapping[str, str]


@cache
def names() -> Mapping[str, Both]:
    """The words of levels, kinds and grades in both languages."""
    return shipped().table("codes/words")


def words_of(test: tree.Test, units: Units | None = None) -> Reason:
    """The test as a sentence: 近三年研发费用占销售收入不低于 5%."""
    if test.name:
        return Reason("rules.expert", {"measure": test.name})
    threshold = said(test.threshold, test.measure.unit, units or shipped().units)
    return Reason(
        f"rules.{sentence_of(test)}", {"measure": test.measure.name, "threshold": threshold}
    )


def words_of_node(node: tree.Node, rule: tree.Rule, parts: Mapping[str, tree.Rule]) -> Reason:
    """What a node without a test of its own asks for: 综合评分大于 70 分.

    `parts` are the scorings and rules that the rule calls for, by family.
    """
    match node:
        case tree.Test():
            return words_of(node)
        case tree.Score(of=of):
            return points_to_reach((parts[of] if of else rule).scoring)
        case tree.Satisfies(family=family):
            return Reason("rules.satisfies", {"rule": parts[family].name})
        case tree.Tier(branches=branches):
            measures = dict.fromkeys(one.when.measure for one in branches)
            named = joined([one.name for one in measures], "、", ", ")
            return Reason("rules.by_tier", {"measures": named})
        case tree.Classes():
            return Reason("rules.class")
        case tree.Any_():
            return Reason("rules.any_of")
        case tree.Not():
            return Reason("rules.none_of")
    return Reason("rules.all_of")


def points_to_reach(scoring: tree.Scoring | None) -> Reason:
    """What a sum of points has to reach."""
    for one in scoring.passes if scoring else ():
        if one.applies_to == "total" and isinstance(one.test.threshold, Fraction):
            key = "above" if one.test.operator == "above" else "at_least"
            return Reason(f"rules.score.{key}", {"least": printed(one.test.threshold, 0)})
    return Reason("rules.score.passes")


def sentence_of(test: tree.Test) -> str:
    """Which sentence the test has."""
    if test.operator == "is":
        return "is_true" if test.threshold else "is_false"
    if test.operator == "exists" and isinstance(test.threshold, tree.Exists):
        return "exists"
    if test.within_years:
        return f"{test.operator}_recently"
    return test.operator


def said(threshold: tree.Threshold, unit: str, units: Units) -> Both:
    """A threshold in both languages."""
    match threshold:
        case Fraction():
            return quantity(threshold, unit, units)
        case tuple():
            return joined([word(one) for one in threshold], "、", ", ")
        case tree.Exists():
            return wanted(threshold)
        case None | bool():
            return {"zh": "", "en": ""}
    return word(threshold)


def quantity(value: Fraction, unit: str, units: Units) -> Both:
    """A number with its unit."""
    shown = number(Decimal(value.numerator) / Decimal(value.denominator))
    found = units.find(unit)
    if found is None:
        return {"zh": shown, "en": shown}
    space = "" if found.zh == "%" else " "
    if found.base == "CNY":  # nobody counts in ten thousands in English
        whole = found.to_base(value)
        return {"zh": f"{shown} {found.zh}", "en": f"CNY {number(int(whole))}"}
    english = found.one if value == 1 and found.one else found.en
    return {"zh": f"{shown}{space}{found.zh}", "en": f"{shown} {english}".strip()}


def word(key: str) -> Both:
    """A word of the catalogue; a code stands as it is."""
    return names().get(key, {"zh": key, "en": key})


def joined(rows: Sequence[Both], zh: str, en: str) -> Both:
    """Several words in a row."""
    return {"zh": zh.join(one["zh"] for one in rows), "en": en.join(one["en"] for one in rows)}


def wanted(threshold: tree.Exists) -> Both:
    """Which record must exist: 近3年国家级前3名."""
    rows = []
    for one in threshold.wanted:
        level = word(one.level)
        better = ("以上", " or higher") if one.or_better else ("", "")
        rank = one.rank_at_most
        tail = (f"前{rank}名", f", rank {rank} or better") if rank else ("", "")
        rows.append(
            {"zh": f"{level['zh']}{better[0]}{tail[0]}", "en": f"{level['en']}{better[1]}{tail[1]}"}
        )
    found = joined(rows, "或", " or ")
    years = threshold.within_years
    if not years:
        return found
    return {"zh": f"近{years}年{found['zh']}", "en": f"{found['en']} within {years} years"}
