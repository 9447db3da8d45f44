"""The facts of one enterprise: measures by name, years latest first, whole numbers of grains."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from zonebook.core.rules import industry
from zonebook.core.rules.measures import Measure, Measures
from zonebook.core.units import Units
from zonebook.core.values import Finding, Reason, Ref, Refused

LARGEST = 10**15  # of any unit; 1e9999999 would be counted with for minutes
FINEST = -20  # decimal places, likewise


@dataclass(frozen=True)
class Record:
    """A certificate, an award, a standard: what it is, when, and which rank."""

    word: str
    year: int | None = None
    rank: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(slots=True)
class Facts:
    """What is known of one enterprise; what is not here is unknown.

    `numbers` holds whole grains by year, latest first; `none` what was stated to be absent;
    `reviewed` the measures whose evidence a person has confirmed; `grades` what experts gave.
    """

    numbers: dict[str, tuple[int | None, ...]] = field(default_factory=dict)
    words: dict[str, str | bool] = field(default_factory=dict)
    records: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    none: set[str] = field(default_factory=set)
    reviewed: set[str] = field(default_factory=set)
    grades: dict[str, str | int | bool] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        """Whether something was said about the measure."""
        return any(key in one for one in (self.numbers, self.words, self.records, self.none))


@dataclass(frozen=True)
class Place:
    """Where a fact stands: the file, and the line of each measure."""

    file: str = "facts"
    lines: Mapping[str, int] = field(default_factory=dict)
    line: int = 1

    def ref(self, key: str) -> Ref:
        """A reference to the line of a measure."""
        return Ref("span", key, f"{self.file}:{self.lines.get(key, self.line)}")


class Problem(Exception):
    """A value that cannot be read: the message and its arguments."""

    def __init__(self, message: str, **args: Any) -> None:
        super().__init__(message)
        self.message, self.args_of = message, args


def read_facts(
    given: Mapping[str, Any], measures: Measures, units: Units, place: Place | None = None
) -> Facts:
    """The facts of one object; Refused with every measure that cannot be read.

    Values stand in the units of the measures; `{value, unit, reviewed}` gives a value with its
    unit. A list is by year, latest first; a value left out or null is unknown.
    """
    place = place or Place()
    facts, problems = Facts(), []
    for key, value in given.items():
        try:
            measure = measures.get(key)
            if measure is None or measure.derived is not None:
                raise Problem("rules.unknown_fact", hint=hint(key, measures))
            one_fact(measure, value, facts, units)
        except Problem as error:
            args = {"measure": key, **error.args_of}
            problems.append(Finding(Reason(error.message, args), place.ref(key)))
    if problems:
        raise Refused(*problems)
    return facts


PARTS = ("value", "unit", "reviewed")


def hint(word: str, measures: Measures) -> Reason | str:
    """What was perhaps meant by a word that names no filed measure."""
    derived = measures.get(word)
    if derived is not None:
        return Reason("rules.hint.derived", {"measures": [one.key for one in derived.inputs()]})
    filed = [one for one in measures.values() if one.derived is None]
    spellings = {name: one for one in filed for name in (one.key, one.zh, one.en)}
    found = get_close_matches(word, spellings, 1, 0.75)
    if not found:
        return Reason("rules.hint.list")
    one = spellings[found[0]]
    return Reason("rules.hint.near", {"measure": one.key, "name": one.name})


def wrong(value: Any, expected: str) -> Problem:
    """A value of the wrong type, with what it should have been."""
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return Problem("rules.wrong_fact", value=shown, expected=Reason(f"rules.expected.{expected}"))


def one_fact(measure: Measure, value: Any, facts: Facts, units: Units) -> None:
    """Put one measure's value where it belongs."""
    unit = measure.unit
    if isinstance(value, Mapping) and "value" in value:
        if extra := sorted(set(value) - set(PARTS)):
            raise Problem("rules.unknown_part", parts=extra, known=PARTS)
        if not isinstance(value.get("reviewed", False), bool):
            raise wrong(value["reviewed"], "flag")
        if value.get("reviewed"):
            facts.reviewed.add(measure.key)
        unit, value = value.get("unit", unit), value["value"]
    factor = factor_of(measure, unit, units)
    if value is None:
        facts.none.add(measure.key)
        return
    READERS[measure.type](measure, value, facts, factor)


def factor_of(measure: Measure, unit: Any, units: Units) -> Fraction:
    """How many of the measure's units make one of the unit that was written."""
    if unit == measure.unit:
        return Fraction(1)
    own, written = units.find(measure.unit), units.find(str(unit))
    if own is None or written is None or own.base != written.base:
        raise Problem("rules.fact_unit", unit=str(unit), expected=measure.unit)
    return Fraction(written.factor) / Fraction(own.factor)


def read_number(measure: Measure, value: Any, facts: Facts, factor: Fraction) -> None:
    """A number, or numbers by year; ranks may be records with their years."""
    values = value if isinstance(value, list) else [value]
    if measure.unit == "rank" and not values:
        facts.records[measure.key] = ()
        return
    if values and all(isinstance(one, Mapping) for one in values) and measure.unit == "rank":
        facts.records[measure.key] = tuple(record_of(measure, one) for one in values)
        return
    facts.numbers[measure.key] = tuple(grains(measure, one, factor) for one in values)


def grains(measure: Measure, value: Any, factor: Fraction) -> int | None:
    """One number in whole grains; None stays unknown."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong(value, "number")
    if isinstance(value, Decimal) and not value.is_finite():
        raise wrong(value, "number")
    if value < 0 and not measure.signed:
        raise Problem("rules.negative_fact", value=str(value))
    if measure.unit == "rank" and value == 0:
        raise wrong(value, "rank")
    if not -LARGEST < value < LARGEST:
        raise Problem("rules.too_large_fact", value=f"{value:.3e}", unit=measure.unit)
    if isinstance(value, Decimal) and int(value.as_tuple().exponent) < FINEST:
        raise Problem("rules.too_fine_fact", value=f"{value:.3e}", unit=measure.unit)
    exact = Fraction(value) * factor * measure.grain
    if exact.denominator != 1:
        raise Problem("rules.too_fine_fact", value=str(value), unit=measure.unit)
    return exact.numerator


def read_flag(measure: Measure, value: Any, facts: Facts, factor: Fraction) -> None:
    """True or false."""
    if not isinstance(value, bool):
        raise wrong(value, "flag")
    facts.words[measure.key] = value


def read_word(measure: Measure, value: Any, facts: Facts, factor: Fraction) -> None:
    """One of the measure's words."""
    if not isinstance(value, str) or value not in measure.values:
        raise Problem("rules.wrong_word", value=str(value), words=list(measure.values))
    facts.words[measure.key] = value


def read_code(measure: Measure, value: Any, facts: Facts, factor: Fraction) -> None:
    """An industry code of GB/T 4754: a section letter, two to four digits, or both."""
    whole = industry.full(value) if isinstance(value, str) else None
    if whole is None:
        raise Problem("rules.wrong_code", value=str(value))
    facts.words[measure.key] = whole


def read_grades(measure: Measure, value: Any, facts: Facts, factor: Fraction) -> None:
    """What experts gave: a grade for every graded item, or by item a grade, points or yes/no."""
    given = value if isinstance(value, Mapping) else {"*": value}
    for item, one in given.items():
        is_points = isinstance(one, int) and (isinstance(one, bool) or one >= 0) and item != "*"
        if not is_points and one not in measure.values:
            raise Problem("rules.wrong_word", value=str(one), words=list(measure.values))
        facts.grades[str(item)] = one


def read_records(measure: Measure, value: Any, facts: Facts, factor: Fraction) -> None:
    """Records, or their words alone; an empty list says that there are none."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        facts.numbers[measure.key] = (value,)
        return
    if not isinstance(value, list):
        raise wrong(value, "records")
    facts.records[measure.key] = tuple(record_of(measure, one) for one in value)


def record_of(measure: Measure, value: Any) -> Record:
    """One record: a word, or an object with `type` or `level`, `year`, `rank`, days."""
    row = value if isinstance(value, Mapping) else {"type": value}
    extra = set(row) - {"type", "level", "year", "rank", "issued", "expires", "number"}
    word = row.get("type" if measure.key == "certificate" else "level", row.get("type", ""))
    if extra or (word not in measure.values and measure.values):
        raise Problem("rules.wrong_word", value=str(value), words=list(measure.values))
    for key in ("year", "rank"):
        if row.get(key) is not None and (type(row[key]) is not int or row[key] < 1):
            raise wrong(row[key], key)
    days = {key: day_of(row.get(key)) for key in ("issued", "expires")}
    return Record(str(word), row.get("year"), row.get("rank"), days["issued"], days["expires"])


def day_of(value: Any) -> date | None:
    """A day written like 2023-05-06; None stays unknown."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Problem("rules.wrong_day", value=str(value)) from None


READERS: dict[str, Callable[[Measure, Any, Facts, Fraction], None]] = {
    "number": read_number,
    "flag": read_flag,
    "level": read_word,
    "choice": read_word,
    "code": read_code,
    "grade": read_grades,
    "records": read_records,
}


def facts_json(facts: Facts, measures: Measures) -> dict[str, Any]:
    """Facts in the notation that `read_facts` reads, so that a verdict can be made again.

    Fifteen digits of a decimal survive a JSON number; no enterprise files more.
    """
    found: dict[str, Any] = {}
    for key, row in facts.numbers.items():
        years = [None if one is None else decimal_json(one, measures[key]) for one in row]
        found[key] = years[0] if measures[key].type == "records" else years
    for key, word in facts.words.items():
        found[key] = word
    for key, records in facts.records.items():
        found[key] = [record_json(one, measures[key]) for one in records]
    for key in facts.none:
        found[key] = None
    if facts.grades:
        found["expert_grade"] = dict(facts.grades)
    for key in facts.reviewed & set(found):
        found[key] = {"value": found[key], "reviewed": True}
    return dict(sorted(found.items()))


def decimal_json(value: int, measure: Measure) -> int | float:
    """A number of grains in the measure's unit."""
    exact = Fraction(value, measure.grain)
    return exact.numerator if exact.denominator == 1 else float(exact)


def record_json(record: Record, measure: Measure) -> dict[str, Any]:
    """A record as an object, without what is not known of it."""
    name = "type" if measure.key == "certificate" else "level"
    row = {
        name: record.word or None, "year": record.year, "rank": record.rank,
        "issued": record.since and record.since.isoformat(),
        "expires": record.until and record.until.isoformat(),
    }  # fmt: skip
    return {key: value for key, value in row.items() if value is not None}
