"""Looks ahead: units about to grow above scale, reforms of a threshold, cohorts under another rule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from zonebook.core.rules import tree
from zonebook.core.rules.answers import remarks
from zonebook.core.rules.near import blocking
from zonebook.core.rules.outlook import reached
from zonebook.core.rules.prose import words_of
from zonebook.core.rules.reform import parsed
from zonebook.core.rules.spoken import as_printed
from zonebook.core.rules.verdict import ANSWERS, judge
from zonebook.core.values import Finding, Reason, Refused
from zonebook.desk import language
from zonebook.desk.language import lang, say
from zonebook.records import filings, rungs, verdicts
from zonebook.records.models import Certificate
from zonebook.systems.ladder import reads

FAILS = "not_qualified"
WATCH = Fraction(7, 10)  # from this share of the scale on a unit is watched


# -- above scale ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Watched:
    """A unit near the scale: where it stands, where it must get, when it is expected to."""

    number: str
    name: str
    address: str
    value: str
    threshold: str
    missing: str
    expected: str
    source: str


def watched(on: date) -> tuple[list[Watched], list[Watched]]:
    """Units that may soon be above scale, and those that are and not in the directory yet."""
    import numpy as np

    whole = verdicts.register("above_scale", on=on)
    soon, above = [], []
    for test in whole.outcome.plan.slots:
        if not isinstance(test, tree.Test) or not isinstance(test.threshold, Fraction):
            continue
        margins = whole.outcome.margin(test.id)
        least = float(test.threshold * (WATCH - 1)) * 1.001
        for row in np.flatnonzero(margins >= least):
            if whole.population.ids[row] in whole.holders:
                continue
            found = watch(whole, int(row), test)
            if found is not None:
                (above if found[0] else soon).append(found[1:])
    order = [one for *_, one in sorted(soon, key=lambda one: (one[0], one[1]))]
    return order, [one for *_, one in sorted(above, key=lambda one: (one[0], one[1]))]


def watch(
    whole: verdicts.Whole, row: int, test: tree.Test
) -> tuple[bool, str, Fraction, Watched] | None:
    """Whether a unit is above already, what it is sorted by, and its line; None below the watch."""
    facts = whole.population.filed[row].facts
    years = facts.numbers.get(test.measure.key, ())
    if not years or years[0] is None or not isinstance(test.threshold, Fraction):
        return None
    grain, on = test.measure.grain, whole.outcome.on
    value, before = years[0], years[1] if len(years) > 1 else None
    threshold = test.threshold * grain
    if value < WATCH * threshold:
        return None
    month = reached(value, before, int(threshold), on.year - 1)
    gap = max(Fraction(0), threshold - value)
    entity = whole.entity(row)
    line = Watched(
        entity.number,
        entity.name,
        reads.verdict_address(entity.number, "above_scale"),
        amount(Fraction(value, grain)),
        amount(test.threshold),
        amount(gap / grain),
        expected(month, gap),
        test.source.article,
    )
    return gap == 0, "9" if month is None else str(month), gap / threshold, line


def expected(month: object, gap: Fraction) -> str:
    """When it is expected above the scale, in words."""
    if not gap:
        return ""
    return say("ladder.watch.unclear") if month is None else say("ladder.watch.by", month=month)


def amount(value: Fraction) -> str:
    """An amount as lists print it."""
    return f"{as_printed(value):,f}"


# -- reform --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reform:
    """What another threshold would do: answers before and after, and who among holders changes."""

    test: tree.Test
    now: str
    value: str
    before: dict[str, int]
    after: dict[str, int]
    steps: list[tuple[str, dict[str, int]]]
    fall: list[reads.Named]
    rise: list[reads.Named]
    holders: int


def tests(rule: str, on: date) -> list[tree.Test]:
    """The tests of a rule whose thresholds are numbers, the scored ones left out."""
    plan = verdicts.plan_of(rule, "recognition", on)
    return [
        one
        for one in plan.slots
        if isinstance(one, tree.Test)
        and isinstance(one.threshold, Fraction)
        and one.operator in ("at_least", "above", "at_most", "below")
        and one.measure.key != "score"
    ]


def told(one: tree.Test) -> tuple[str, str]:
    """A test as one chooses it: its key, and its condition in words."""
    return one.id, language.word(words_of(one, verdicts.rules().catalog.units))


def unit_of(one: tree.Test) -> str:
    """The unit of a test's threshold."""
    unit = verdicts.rules().catalog.units.find(one.measure.unit)
    return unit.heading(lang()) if unit else ""


def reform(rule: str, key: str, text: str, on: date) -> Reform:
    """The register under another threshold of one test; Refused where it is no number."""
    test = next((one for one in tests(rule, on) if one.id == key), None)
    if test is None or not isinstance(test.threshold, Fraction):
        raise Refused(Reason("rules.no_such_test", {"id": key, "rule": rule, "ids": [
            one.id for one in tests(rule, on)]}))  # fmt: skip
    value = parsed(text or plain(test.threshold), test)
    assert isinstance(value, Fraction)
    whole = verdicts.register(rule, on=on)
    curve = verdicts.curve(rule, key, on=on)
    held = list(whole.held_rows())
    before, after = ([ANSWERS[int(one[row])] for row in held] for one in (
        whole.outcome.answers, curve.answers(value)))  # fmt: skip
    steps = [test.threshold * share / 10 for share in (8, 9, 10, 11, 12, 13, 15)]
    return Reform(
        test,
        plain(test.threshold),
        plain(value),
        {one: before.count(one) for one in ANSWERS.values()},
        {one: after.count(one) for one in ANSWERS.values()},
        [(plain(one), curve.counts(one)) for one in steps],
        fallen(whole, held, before, after),
        fallen(whole, held, after, before),
        len(held),
    )


def fallen(
    whole: verdicts.Whole, held: list[int], before: list[str], after: list[str]
) -> list[reads.Named]:
    """The holders that fail after and did not before, by name."""
    rule = whole.outcome.plan.rule.family
    rows = zip(held, before, after, strict=True)
    names = (whole.entity(row) for row, one, other in rows if other == FAILS != one)
    return [
        reads.Named(one.number, one.name, address=reads.verdict_address(one.number, rule))
        for one in names
    ]


def plain(value: Fraction) -> str:
    """A threshold as it is typed."""
    return f"{as_printed(value):f}"


# -- replay --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Replayed:
    """One enterprise of a cohort under its own document and under another one."""

    number: str
    name: str
    day: str
    own: str
    other: str
    unmet: list[dict[str, Any]]
    open: list[dict[str, Any]]
    records: int


def versions(rule: str) -> list[tuple[str, date]]:
    """The versions of a rule with the day on which they began."""
    found = verdicts.rules().versions(rule)
    return [(one.key, one.in_force[0].since) for one in found]


def remark(version: str, asked: reads.Span) -> tuple[Finding, ...]:
    """That the document did not decide yet, or no longer, on days of the span."""
    book = verdicts.rules()
    rule = book.find(version, "recognition", asked.last)
    found = [remarks(rule, "recognition", on, book) for on in (asked.first, asked.last)]
    return found[0] or found[1]


def replay(rung: rungs.Rung, asked: reads.Span, version: str) -> list[Replayed]:
    """Those recognised in the span, judged as of that day by their own document and another.

    Those that would fall come first, with the tests that they would miss.
    """
    rows = Certificate.objects.filter(
        withdrawn_on=None, qualification=rung.key, kind="recognition",
        granted_on__gte=asked.first, granted_on__lte=asked.last,
    ).select_related("entity")  # fmt: skip
    by_day: dict[date, list[Certificate]] = defaultdict(list)
    for one in rows.order_by("granted_on", "pk"):
        by_day[one.granted_on].append(one)
    found = []
    for day, cohort in by_day.items():
        filed = filings.known(day, [one.entity_id for one in cohort])
        own = verdicts.plan_of(rung.rule, "recognition", day)
        other = verdicts.plan_of(version, "recognition", day)
        found += [replayed(one, own, other, filed[one.entity_id], day) for one in cohort]
    order = ("not_qualified", "unknown", "manual_review", "qualified")
    return sorted(found, key=lambda one: (order.index(one.other), one.day, one.number))


def replayed(one: Certificate, own: Any, other: Any, filed: filings.Filed, day: date) -> Replayed:
    """One enterprise under both documents."""
    first, second = judge(own, filed.facts, day), judge(other, filed.facts, day)
    told = verdicts.Judged(one.entity, second, filed, ()).payload(lang())
    rows = {row["key"]: row for row in told["tests"]}
    unsure = ("unknown", "manual_review")
    return Replayed(
        one.entity.number,
        one.entity.name,
        day.isoformat(),
        first.answer,
        second.answer,
        [rows[each.key] for each in blocking(second)],
        [rows[each.key] for each in blocking(second, unsure)],
        len(filed.filings),
    )
