"""Tests of one enterprise, compared exactly in whole numbers of any length."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from zonebook.core.rules import industry, tree
from zonebook.core.rules.facts import Record
from zonebook.core.rules.measures import Measure
from zonebook.core.rules.measuring import Case, Pair, compared, is_within, known_years, reading

# One bit each, so that parts are joined by `|` and looked up.
NOT_APPLICABLE, UNMET, UNKNOWN, MANUAL, MET = 0, 1, 2, 4, 8
STATUS = {
    NOT_APPLICABLE: "not_applicable",
    UNMET: "unmet",
    UNKNOWN: "unknown",
    MANUAL: "manual_review",
    MET: "met",
}
Check: TypeAlias = Callable[[Case], tuple[int, object]]


def first_of(bits: int, order: tuple[int, ...]) -> int:
    """The first of the order that is among the bits."""
    return next((one for one in order if bits & one), NOT_APPLICABLE)


# all: unmet, else unknown, else manual_review, else met; any is its dual.
all_of = tuple(first_of(bits, (UNMET, UNKNOWN, MANUAL, MET)) for bits in range(16))
any_of = tuple(first_of(bits, (MET, UNKNOWN, MANUAL, UNMET)) for bits in range(16))
turned = {UNMET: MET, MET: UNMET}
opposite = tuple(turned.get(bits, bits) for bits in range(16))


def check_of(test: tree.Test, kind: tree.Procedure) -> Check:
    """The function that answers one test for one kind of procedure."""
    if test.not_on_review and kind == "review":
        return lambda case: (NOT_APPLICABLE, None)
    measure = test.on_review if test.on_review and kind == "review" else test.measure
    check = plain_check(test, measure)
    if not test.needs_review or test.operator == "expert":
        return check

    def run(case: Case) -> tuple[int, object]:
        status, value = check(case)
        if status == MET and measure.key not in case.reviewed:
            return MANUAL, value
        return status, value

    return run


def plain_check(test: tree.Test, measure: Measure) -> Check:
    """The check by operator and type."""
    match test.operator:
        case "expert":
            return by_expert(test)
        case "holds":
            return holding(test, measure)
        case "exists":
            return existing(test, measure)
        case _ if isinstance(test.threshold, Fraction):
            return comparing(test, measure)
        case _:
            return wording(test, measure)


def by_expert(test: tree.Test) -> Check:
    """Only a person can say; their yes or no may be filed under the test's id."""

    def run(case: Case) -> tuple[int, object]:
        given = case.grades.get(test.id)
        if isinstance(given, bool):
            return (MET if given else UNMET), given
        return MANUAL, None

    return run


# value n/d against threshold p/q with d, q above zero: the sign of n*q - p*d decides.
SIGNS: dict[str, tuple[bool, bool, bool]] = {  # met when below, equal, above
    "at_least": (False, True, True),
    "at_most": (True, True, False),
    "above": (False, False, True),
    "below": (True, False, False),
    "equals": (False, True, False),
    "differs": (True, False, True),
}


COMPARE: dict[str, Callable[[int, int], bool]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "above": operator.gt,
    "below": operator.lt,
    "equals": operator.eq,
    "differs": operator.ne,
}
# "at least in each of two years": one year that falls short decides; "in any": one that does not.
DECIDED_BY_ONE_YEAR = ("at_least", "above")


def meets(test: tree.Test, measure: Measure) -> Callable[[Pair], bool]:
    """Whether a value meets the test."""
    compare, p, q = bound_of(test, measure)

    def met(pair: Pair) -> bool:
        return compare(pair[0] * q, p * pair[1])

    return met


def bound_of(test: tree.Test, measure: Measure) -> tuple[Callable[[int, int], bool], int, int]:
    """How n/d is compared with the threshold p/q: n * q with p * d."""
    if not isinstance(test.threshold, Fraction):
        raise ValueError(test)
    threshold = compared(measure, test.threshold)
    return COMPARE[test.operator], threshold.numerator, threshold.denominator


def comparing(test: tree.Test, measure: Measure) -> Check:
    """A number against a threshold, by cross-multiplication."""
    read, absent = reading(measure), (MET if test.missing_means_none else UNKNOWN)
    key, grain, met = measure.key, measure.grain, meets(test, measure)
    compare, p, q = bound_of(test, measure)
    bound = p * grain  # a filed number of grains n meets at least p/q where n * q >= p * grain
    years = known_years(measure) if test.operator in DECIDED_BY_ONE_YEAR else ()

    def run(case: Case) -> tuple[int, object]:
        pair = read(case)
        if pair is None:
            return run_partly(case)
        return (MET if compare(pair[0] * q, p * pair[1]) else UNMET), pair

    def run_filed(case: Case) -> tuple[int, object]:
        row = case.numbers.get(key)
        if row and (value := row[0]) is not None:
            return (MET if compare(value * q, bound) else UNMET), (value, grain)
        return run(case)

    def run_partly(case: Case) -> tuple[int, object]:
        if key in case.none:
            return absent, None
        listed = case.records.get(key)
        if listed is not None:
            return ranked(listed, test, case, met)
        return partly(case, years, measure, met) if years else (UNKNOWN, None)

    return run_filed if measure.derived is None else run


def partly(
    case: Case, years: tuple[Callable[[Case], Pair | None], ...], measure: Measure,
    met: Callable[[Pair], bool],
) -> tuple[int, object]:  # fmt: skip
    """One known year may decide: the least fails with any year, the greatest passes with any."""
    each = measure.derived is not None and measure.derived.form == "min"
    for read in years:
        pair = read(case)
        if pair is not None and met(pair) is not each:
            return (UNMET if each else MET), pair
    return UNKNOWN, None


def ranked(
    listed: tuple[Record, ...], test: tree.Test, case: Case, met: Callable[[Pair], bool]
) -> tuple[int, object]:
    """Ranks with their years: one that is recent and good enough suffices."""
    found = 0
    for one in listed:
        if one.rank is None:
            found |= UNKNOWN
            continue
        recent = is_within(one, test.within_years, case.on)
        if met((one.rank, 1)) and recent is not False:
            found |= MET if recent else UNKNOWN
    return any_of[found or UNMET], None


def wording(test: tree.Test, measure: Measure) -> Check:
    """A word, a level or a truth value against what is wanted."""
    key = measure.key
    if measure.type == "code" and isinstance(test.threshold, tuple):
        return lying(key, test.threshold)
    good = wanted_words(test, measure)

    def run(case: Case) -> tuple[int, object]:
        word = case.words.get(key)
        if word is None:
            return UNKNOWN, None
        return (MET if word in good else UNMET), word

    return run


def wanted_words(test: tree.Test, measure: Measure) -> frozenset[str | bool]:
    """The words that meet the test; levels stand best first in the measure."""
    values, threshold = measure.values, test.threshold
    match test.operator:
        case "is" if isinstance(threshold, bool):
            return frozenset((threshold,))
        case "equals" if isinstance(threshold, str):
            return frozenset((threshold,))
        case "differs":
            return frozenset(one for one in values if one != threshold)
        case "at_least" if isinstance(threshold, str):
            return frozenset(values[: values.index(threshold) + 1])
        case "one_of" if isinstance(threshold, tuple):
            return frozenset(threshold)
    raise ValueError(test)


def lying(key: str, scope: tuple[str, ...]) -> Check:
    """An industry code within a scope; a code too coarse to tell is unknown."""
    known: dict[str, int] = {}

    def run(case: Case) -> tuple[int, object]:
        code = case.words.get(key)
        if not isinstance(code, str):
            return UNKNOWN, None
        if code not in known:
            inside = industry.within(code, scope)
            known[code] = UNKNOWN if inside is None else MET if inside else UNMET
        return known[code], code

    return run


def holding(test: tree.Test, measure: Measure) -> Check:
    """A certificate of one of the kinds, valid on the day; `expires` is the first day without."""
    kinds, key = test.threshold, measure.key
    if not isinstance(kinds, tuple):
        raise ValueError(test)

    def run(case: Case) -> tuple[int, object]:
        listed = case.records.get(key)
        if listed is None:
            return UNKNOWN, None
        for one in listed:
            if (
                one.word in kinds
                and (one.since is None or one.since <= case.on)
                and (one.until is None or case.on < one.until)
            ):
                return MET, one.word
        return UNMET, None

    return run


def existing(test: tree.Test, measure: Measure) -> Check:
    """A record of the level, rank and age; one that lacks its rank or year leaves it open."""
    key, wanted = measure.key, test.threshold
    if not isinstance(wanted, tree.Exists):
        raise ValueError(test)

    def run(case: Case) -> tuple[int, object]:
        listed = case.records.get(key)
        if listed is None:
            count = case.numbers.get(key, (None,))[0]
            return (UNMET if count == 0 else UNKNOWN), None
        found = 0
        for one in listed:
            for want in wanted.wanted:
                found |= suits(one, want, wanted.within_years, case, measure)
        return any_of[found or UNMET], None

    return run


def suits(one: Record, want: tree.Wanted, years: int, case: Case, measure: Measure) -> int:
    """Whether one record is what is wanted."""
    levels = measure.values
    if want.or_better and levels.index(one.word) > levels.index(want.level):
        return UNMET
    if not want.or_better and one.word != want.level:
        return UNMET
    recent = is_within(one, years, case.on)
    ranks = not want.rank_at_most or (None if one.rank is None else one.rank <= want.rank_at_most)
    if recent is False or ranks is False:
        return UNMET
    return MET if recent and ranks else UNKNOWN
