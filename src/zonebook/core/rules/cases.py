"""Cases of rules: written ones beside each file, and for every threshold below, at and above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from zonebook.core.rules import tree
from zonebook.core.rules.book import RuleBook
from zonebook.core.rules.comparing import SIGNS, STATUS, check_of
from zonebook.core.rules.facts import Facts, read_facts
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.measures import Derived, Measure

# Denominators large enough that a threshold of a few decimals is a whole number of grains.
WHOLE = 40_000_000_000


@dataclass(frozen=True)
class Case:
    """One enterprise's facts under one version, and what is expected of it."""

    name: str
    version: str
    kind: tree.Procedure
    on: date
    facts: Facts
    answer: str = ""
    tests: dict[str, str] = field(default_factory=dict)


def written_cases(book: RuleBook) -> Iterator[Case]:
    """The hand-written cases: `*.cases.yaml` beside the rule files."""
    for family, paths in book.paths.items():
        for path in sorted(paths[0][0].parent.glob("*.cases.yaml")):
            for row in book.catalog.read(path, f"rules/{family}/{path.name}"):
                kind = row.get("kind", "recognition")
                rule = book.find(row.get("rule", family), kind, row["day"])
                facts = read_facts(row["facts"], book.measures, book.catalog.units)
                expect = row["expect"]
                tests = {key: expect[key] for key in expect if key not in ("answer", "version")}
                if expect.get("version", rule.key) != rule.key:
                    raise AssertionError(f"{row.where()}: {rule.key}")
                yield Case(
                    row["name"], rule.key, kind, row["day"], facts, expect.get("answer", ""), tests
                )


def first_day(rule: tree.Rule, kind: tree.Procedure) -> date | None:
    """A day on which the version decides, in the middle of its first half year."""
    spans = [one for one in rule.in_force if one.kind == kind]
    return spans[0].since + timedelta(14) if spans else None


@dataclass(frozen=True)
class Edge:
    """Facts that stand just below, at or above one threshold, with the status that must follow."""

    name: str
    test: tree.Test
    facts: Facts
    status: str


def edges(rule: tree.Rule) -> Iterator[Edge]:
    """Every numeric threshold of a version met three times: below, at, above."""
    tests = (*tree.tests_of(rule.conditions), *tree.tests_of_scoring(rule.scoring), *rule.alerts)
    for test in tests:
        threshold = test.threshold
        if not isinstance(threshold, Fraction) or test.measure.key == "score":
            continue
        below, equal, above = SIGNS[test.operator]
        for word, side, met in (("below", -1, below), ("at", 0, equal), ("above", 1, above)):
            facts = standing(test.measure, threshold, side)
            if facts is not None:
                status = "unmet" if not met else "manual_review" if test.needs_review else "met"
                yield Edge(f"{rule.key} {test.id} {word} {threshold}", test, facts, status)


def standing(measure: Measure, value: Fraction, side: int) -> Facts | None:
    """Facts whose measure is the value, or the least step below or above; None if none can be."""
    how = measure.derived
    if how is None:
        number = value * measure.grain + side
        if number.denominator != 1 or (number < 0 and not measure.signed):
            return None
        return Facts(numbers={measure.key: (int(number),)})
    rows = BUILDERS[how.form](how, value, side)
    return None if rows is None else Facts(numbers=rows)


Rows = dict[str, tuple[int | None, ...]]


def at_ratio(how: Derived, value: Fraction, side: int) -> Rows | None:
    """Numerator over denominator, spread evenly over the years."""
    if how.over is None:
        return None
    years = len(how.years)
    below = 60 * how.over.grain * (WHOLE if how.over.unit == "wan_yuan" else 1000)
    above = value * below * years * how.of.grain / (how.factor * how.over.grain)
    if above.denominator != 1:
        return None
    first, rest = divmod(int(above) + side, years)
    parts = (first + rest, *[first] * (years - 1))
    return {how.of.key: parts, how.over.key: (below,) * years}


def at_sum(how: Derived, value: Fraction, side: int) -> Rows:
    """The sum spread evenly over the years."""
    years = len(how.years)
    whole = int(value * how.of.grain) + side
    first, rest = divmod(whole, years)
    return {how.of.key: (first + rest, *[first] * (years - 1))}


def at_mean(how: Derived, value: Fraction, side: int) -> Rows:
    """The mean over the years."""
    return at_sum(how, value * len(how.years), side)


def at_growth(how: Derived, value: Fraction, side: int) -> Rows:
    """One year's growth."""
    before = 100 * WHOLE
    return {how.of.key: (int(before * (100 + value) / 100) + side, before)}


def at_links(how: Derived, value: Fraction, side: int) -> Rows:
    """Two years of the same growth."""
    first = 10_000 * WHOLE
    second = int(first * (100 + value) / 100)
    return {how.of.key: (int(second * (100 + value) / 100) + side, second, first)}


def at_cagr(how: Derived, value: Fraction, side: int) -> Rows:
    """Two years that together are the compound growth."""
    return at_links(how, value, side)


def at_least_of(how: Derived, value: Fraction, side: int) -> Rows | None:
    """The same in every year but the last, which is far better."""
    facts = standing(how.of, value, side)
    if facts is None:
        return None
    fields = {key: row[0] for key, row in facts.numbers.items()}
    if len(fields) == 1:
        return {key: ((number or 0) * 3 + 10**9, number) for key, number in fields.items()}
    return {key: (number, number) for key, number in fields.items()}


def at_greatest_of(how: Derived, value: Fraction, side: int) -> Rows | None:
    """The value once, nothing in the other year."""
    facts = standing(how.of, value, side)
    return None if facts is None else {key: (0, *row) for key, row in facts.numbers.items()}


BUILDERS: dict[str, Any] = {
    "ratio": at_ratio,
    "sum": at_sum,
    "mean": at_mean,
    "growth": at_growth,
    "links": at_links,
    "cagr": at_cagr,
    "min": at_least_of,
    "max": at_greatest_of,
}


def status_of(test: tree.Test, facts: Facts, on: date) -> str:
    """The status of one test alone."""
    from zonebook.core.rules.measuring import Case as Judgement

    return STATUS[check_of(test, "recognition")(Judgement(facts, on))[0]]


def plan_of(book: RuleBook, case: Case) -> Plan:
    """The plan that a written case is judged by."""
    return book.plan(book.find(case.version, case.kind, case.on), case.kind, case.on)
