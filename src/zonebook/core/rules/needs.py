"""What to supply so that a test can be told: the filed numbers that are missing, by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zonebook.core.rules.facts import Facts
from zonebook.core.rules.measures import Measure, inputs_of
from zonebook.core.rules.verdict import Answer, Verdict
from zonebook.core.values import Reason


@dataclass(frozen=True)
class Need:
    """A filed measure that nobody stated; `year` counts back from the reference year."""

    measure: Measure
    year: int


def asked(wanted: Iterable[Need], reference_year: int) -> tuple[Reason, ...]:
    """As one asks for them, years in a row at once: 2021—2023年度研发费用总额."""
    years: dict[Measure, list[int]] = {}
    for one in dict.fromkeys(wanted):
        years.setdefault(one.measure, []).append(reference_year - one.year)
    return tuple(
        words(measure, span) for measure, found in years.items() for span in spans(sorted(found))
    )


def spans(years: Sequence[int]) -> list[tuple[int, int]]:
    """Years in rising order as runs without a gap, first and last."""
    found: list[tuple[int, int]] = []
    for year in years:
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found


def words(measure: Measure, span: tuple[int, int]) -> Reason:
    """One measure and the years that are missing; what a register keeps has no year."""
    args: dict[str, object] = {"measure": measure.name}
    if measure.kind == "register":
        return Reason("rules.need.now", args)
    first, last = span
    if first == last:
        return Reason("rules.need.year", args | {"year": str(first)})
    return Reason("rules.need.years", args | {"first": str(first), "last": str(last)})


def needs(answer: Answer, verdict: Verdict) -> tuple[Need, ...]:
    """What is missing where an answer is unknown; of points, what the open items are given by."""
    test = answer.test
    if answer.status != "unknown" or test is None:
        return ()
    reviewed = test.on_review if verdict.plan.kind == "review" else None
    own = reviewed or test.measure
    measures = open_items(verdict) if own.key == "score" else [own]
    pairs = dict.fromkeys(pair for one in measures for pair in inputs_of(one))
    return tuple(Need(*pair) for pair in pairs if not is_known(verdict.facts, *pair))


def open_items(verdict: Verdict) -> Iterator[Measure]:
    """The measures of the scored items whose points cannot be told for want of facts."""
    for (_, item), (_, _, is_missing) in zip(verdict.plan.items, verdict.item_points, strict=False):
        if is_missing:
            yield from (test.measure for band in item.bands for test in band.tests)


def is_known(facts: Facts, measure: Measure, year: int) -> bool:
    """Whether something was stated of the measure and year."""
    row = facts.numbers.get(measure.key)
    if row is not None:
        return year < len(row) and row[year] is not None
    return facts.has(measure.key)
