"""The form of a rule or policy: which numbers it asks for, how they were typed, what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from zonebook.core.policies import policy as kinds
from zonebook.core.policies.policy import Amount, amounts_of
from zonebook.core.rules import tree
from zonebook.core.rules.facts import Facts, read_facts
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.measures import Measure, inputs_of
from zonebook.core.rules.prose import word, words_of
from zonebook.core.units import Unit, Units
from zonebook.core.values import Reason, Refused
from zonebook.desk import typed
from zonebook.records.workbooks import money
from zonebook.systems.policies import book

Widget = Literal["number", "day", "choice", "code"]
YES_NO = ("yes", "no")
NONE_WORDS = ("无", "没有", "none", "no", "从未")
LARGEST = 10**12  # of any unit; more is a slip of the hand
JUMP = 10  # a number ten times last year's is asked about
HUGE = 1_000_000  # ten thousand yuan: 10 billion; more likely typed in yuan


@dataclass(frozen=True)
class Slot:
    """One thing to type: of which year, what was typed, what is wrong or odd, where it is from."""

    name: str
    back: int
    label: Reason | None = None
    value: str = ""
    error: Reason | None = None
    warning: Reason | None = None
    source: str = ""


@dataclass(frozen=True)
class Field:
    """One measure of the form with its slots; `options` where one chooses."""

    measure: Measure
    widget: Widget
    slots: tuple[Slot, ...]
    options: tuple[tuple[str, Mapping[str, str]], ...] = ()
    words: tuple[str, ...] = ()  # of a title: which one the slots stand for
    tests: tuple[tree.Test, ...] = ()  # of a record that must exist

    @property
    def key(self) -> str:
        """The measure's key."""
        return self.measure.key


@dataclass(frozen=True)
class Asked:
    """A form as it was filled: its fields, the facts that could be read, whether all could."""

    fields: tuple[Field, ...]
    facts: Facts = field(default_factory=Facts)

    @property
    def errors(self) -> list[tuple[str, str, Reason]]:
        """What is wrong: the slot's name, the measure's, why."""
        return [
            (slot.name, one.measure.zh, slot.error)
            for one in self.fields
            for slot in one.slots
            if slot.error
        ]

    def values(self) -> dict[str, str]:
        """What was typed, by slot."""
        return {slot.name: slot.value for one in self.fields for slot in one.slots}


@dataclass
class Wanted:
    """What the tests ask of one measure."""

    measure: Measure
    years: set[int] = field(default_factory=set)
    words: dict[str, None] = field(default_factory=dict)
    exists: dict[str, tree.Test] = field(default_factory=dict)


def fields_of(plans: Iterable[Plan], amount: Amount | None, on: date) -> tuple[Field, ...]:
    """The fields that judging by these plans, and counting the amount, needs; in the list's order."""
    found: dict[str, Wanted] = {}
    for plan in plans:
        for test in tests_of(plan):
            ask(found, test, plan.kind)
    for node in amounts_of(amount) if amount else ():
        for measure, back in inputs_of_amount(node):
            found.setdefault(measure.key, Wanted(measure)).years.add(back)
    order = list(book.policies().rules.measures)
    rows = sorted(found.values(), key=lambda one: order.index(one.measure.key))
    return tuple(made for one in rows for made in made_of(one, on))


def tests_of(plan: Plan) -> Iterator[tree.Test]:
    """All tests of a plan, those of its scorings and of the rules to satisfy included."""
    for rule in (plan.rule, *plan.parts.values()):
        yield from tree.tests_of(rule.conditions)
        yield from tree.tests_of_scoring(rule.scoring)


def inputs_of_amount(node: Amount) -> Iterator[tuple[Measure, int]]:
    """The filed measures and years that an amount is counted from."""
    match node:
        case kinds.Rate(of=of, is_increase=rise):
            yield of, 0
            if rise:
                yield of, 1
        case kinds.Tiers(by=by):
            yield from inputs_of(by)


def ask(found: dict[str, Wanted], test: tree.Test, kind: str) -> None:
    """Add what one test asks for; what experts grade and what is a sum of points is not asked."""
    measure = test.on_review if test.on_review and kind == "review" else test.measure
    if test.operator == "expert" or measure.type == "grade" or measure.key == "score":
        return
    for one, back in inputs_of(measure):
        wanted = found.setdefault(one.key, Wanted(one))
        wanted.years.add(back)
        if test.operator == "holds" and isinstance(test.threshold, tuple):
            wanted.words |= dict.fromkeys(test.threshold)
        elif test.operator == "exists":
            wanted.exists.setdefault(str(test.threshold), test)


def made_of(wanted: Wanted, on: date) -> Iterator[Field]:
    """The fields of one measure."""
    measure, key = wanted.measure, wanted.measure.key
    if wanted.words:
        slots = tuple(Slot(f"{key}.{one}", 0) for one in wanted.words)
        yield Field(measure, "choice", slots, yes_no(), words=tuple(wanted.words))
    elif wanted.exists:
        tests = tuple(wanted.exists.values())
        slots = tuple(Slot(f"{key}.{at}", 0) for at in range(len(tests)))
        yield Field(measure, "choice", slots, yes_no(), tests=tests)
    else:
        widget, options = widget_of(measure)
        slots = tuple(Slot(f"{key}.{back}", back, label_of(measure, back, on))
                      for back in sorted(wanted.years))  # fmt: skip
        yield Field(measure, widget, slots, options)


def widget_of(measure: Measure) -> tuple[Widget, tuple[tuple[str, Mapping[str, str]], ...]]:
    """How a measure is typed."""
    if measure.type == "flag":
        return "choice", yes_no()
    if measure.type in ("level", "choice"):
        return "choice", tuple((one, word(one)) for one in measure.values)
    if measure.type == "code":
        return "code", ()
    return ("day" if measure.unit == "day" else "number"), ()


def yes_no() -> tuple[tuple[str, Mapping[str, str]], ...]:
    """是 or 否."""
    return (("yes", {"zh": "是", "en": "yes"}), ("no", {"zh": "否", "en": "no"}))


def label_of(measure: Measure, back: int, on: date) -> Reason | None:
    """Of which year a slot is; what registers know stands for now."""
    if measure.kind == "register":
        return None
    kind = "flow" if measure.kind == "flow" else "stock"
    return Reason(f"policies.ask.{kind}", {"year": str(on.year - 1 - back)})


# -- what was typed ------------------------------------------------------------------------


def read(fields: Iterable[Field], typed: Mapping[str, Any], on: date) -> Asked:
    """The form as it was typed; what cannot be read is marked and left out of the facts."""
    catalog = book.policies().catalog
    measures, units = book.policies().rules.measures, catalog.units
    facts, made = Facts(), []
    for one in fields:
        slots = [replace(slot, value=str(typed.get(slot.name, "")).strip()) for slot in one.slots]
        values: list[Any] = []
        for at, slot in enumerate(slots):
            try:
                values.append(value_of(one, slot, units, on))
            except Refused as refused:
                values.append(None)
                slots[at] = replace(slot, error=refused.findings[0].message)
        filled = replace(one, slots=tuple(slots))
        if any(slot.value for slot in slots) and not any(slot.error for slot in slots):
            filled = taken(filled, values, facts, measures, units, on)
        made.append(filled)
    return Asked(tuple(made), facts)


def taken(
    one: Field, values: list[Any], facts: Facts, measures: Any, units: Units, on: date
) -> Field:
    """Put one field's values among the facts; with the error where they do not go there."""
    try:
        given = fact_of(one, values, on)
        found = read_facts({one.key: given}, measures, units)
    except Refused as refused:
        said = refused.findings[0].message
        error = Reason(said.key, {**said.args, "measure": one.measure.name})
        first = replace(one.slots[0], error=error)
        return replace(one, slots=(first, *one.slots[1:]))
    facts.numbers |= found.numbers
    facts.words |= found.words
    facts.records |= found.records
    facts.none |= found.none
    return replace(one, slots=tuple(odd(one, facts)))


def value_of(one: Field, slot: Slot, units: Units, on: date) -> Any:
    """One slot's value; None where nothing was typed."""
    text = slot.value
    if not text:
        return None
    if one.widget == "choice":
        if text not in {key for key, _ in one.options}:
            raise Refused(Reason("policies.ask.choose", {"value": text}))
        return text
    if one.widget == "code":
        return text
    if one.widget == "day" and (text.lower() in NONE_WORDS or not text.isdecimal()):
        return "none" if text.lower() in NONE_WORDS else days_ago(text, on)
    return number_of(text, units.find(one.measure.unit), units)


def days_ago(text: str, on: date) -> int:
    """A day as the number of days since."""
    known = typed.day(text)
    if known.precision != "day":
        raise Refused(Reason("policies.ask.whole_day", {"value": text}))
    if known.first > on:
        raise Refused(Reason("policies.ask.future", {"value": text}))
    return (on - known.first).days


def number_of(text: str, own: Unit | None, units: Units) -> Decimal:
    """A number in the measure's unit: 561, 561万元, 5,610,000元, 0.0561亿."""
    figure = money.read_figure(text)
    if abs(figure.value) >= LARGEST:
        raise Refused(Reason("workbooks.number_too_large", {"value": text}))
    if not figure.unit or own is None:
        return figure.value
    written = money.unit_of(figure.unit, units)
    if written is None or written.base != own.base:
        raise Refused(Reason("policies.ask.unit", {"unit": figure.unit, "expected": own_name(own)}))
    return figure.value * written.factor / own.factor


def own_name(unit: Unit) -> Mapping[str, str]:
    """A unit's printed name."""
    return {"zh": unit.zh, "en": unit.en}


def fact_of(one: Field, values: list[Any], on: date) -> Any:
    """The values as facts are written: years in a list, titles and records as their words."""
    if one.words:
        if None in values:
            raise Refused(Reason("policies.ask.all_titles"))
        return [name for name, value in zip(one.words, values, strict=True) if value == "yes"]
    if one.tests:
        if None in values and "yes" not in values:
            raise Refused(Reason("policies.ask.all_titles"))
        pairs = zip(one.tests, values, strict=True)
        return [record_for(test, on) for test, value in pairs if value == "yes"]
    if one.measure.type == "flag":
        return values[0] == "yes"
    if one.widget in ("choice", "code"):
        return values[0]
    if values == ["none"]:
        return None
    return by_year(one, values)


def by_year(one: Field, values: list[Any]) -> Any:
    """A list by year, latest first; years that are not asked for stay unknown."""
    if one.measure.type == "records":
        return int(values[0]) if values[0] == int(values[0]) else values[0]
    row: list[Any] = [None] * (max(slot.back for slot in one.slots) + 1)
    for slot, value in zip(one.slots, values, strict=True):
        row[slot.back] = value
    return row if len(row) > 1 else row[0]


def record_for(test: tree.Test, on: date) -> dict[str, Any]:
    """The least record that a test wants, of last year."""
    if not isinstance(test.threshold, tree.Exists):
        raise ValueError(test.id)
    one = test.threshold.wanted[0]
    row: dict[str, Any] = {"level": one.level, "year": on.year - 1}
    return row | ({"rank": one.rank_at_most} if one.rank_at_most else {})


def odd(one: Field, facts: Facts) -> Iterator[Slot]:
    """The slots with what is odd about them: a jump over a year, yuan typed as ten thousand yuan."""
    row = facts.numbers.get(one.key, ())
    for slot in one.slots:
        now = row[slot.back] if slot.back < len(row) else None
        before = row[slot.back + 1] if slot.back + 1 < len(row) else None
        warning = None
        if one.measure.unit == "wan_yuan" and now is not None and now >= HUGE * one.measure.grain:
            warning = Reason("policies.ask.huge")
        elif now and before and not Fraction(1, JUMP) < Fraction(now, before) < JUMP:
            warning = Reason("policies.ask.jump")
        yield replace(slot, warning=warning)


# -- what is known already -----------------------------------------------------------------


def filled(
    fields: Iterable[Field], facts: Facts, sources: Mapping[tuple[str, int], str]
) -> tuple[Field, ...]:
    """The form filled with what is known, each slot saying from where."""
    return tuple(replace(one, slots=tuple(known_slots(one, facts, sources))) for one in fields)


def known_slots(one: Field, facts: Facts, sources: Mapping[tuple[str, int], str]) -> Iterator[Slot]:
    """The slots of a field with their known values."""
    for at, slot in enumerate(one.slots):
        value = known_value(one, at, slot, facts)
        source = sources.get((one.key, slot.back), "") if value else ""
        yield replace(slot, value=value, source=source)


def known_value(one: Field, at: int, slot: Slot, facts: Facts) -> str:
    """What is known, as one would type it; nothing where it is not."""
    if one.words:
        held = facts.records.get(one.key)
        if held is None:
            return ""
        return YES_NO[0] if any(row.word == one.words[at] for row in held) else YES_NO[1]
    if one.tests:
        return YES_NO[1] if facts.records.get(one.key) == () else ""
    if one.key in facts.words:
        found = facts.words[one.key]
        return {True: "yes", False: "no"}.get(found, str(found))  # type: ignore[call-overload]
    row = facts.numbers.get(one.key, ())
    if slot.back < len(row) and row[slot.back] is not None:
        return plain(Fraction(row[slot.back] or 0, one.measure.grain))
    return "无" if one.key in facts.none and one.widget == "day" else ""


def plain(value: Fraction) -> str:
    """An exact number as one types it."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def condition(test: tree.Test) -> Reason:
    """The sentence of a test."""
    return words_of(test, book.policies().catalog.units)
