"""The enterprise's own filing: its fields, what is known with its record, and saving a new version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from zonebook.core.rules.facts import Facts
from zonebook.core.rules.measures import Measure
from zonebook.core.values import Reason, Refused
from zonebook.records import write
from zonebook.records.filings import AS_GRAINS
from zonebook.records.models import Entity, Filing, FilingValue, Person
from zonebook.systems.policies import actions, asking, book, offered
from zonebook.systems.policies.asking import Asked, Field
from zonebook.systems.policies.book import Known

FORM = "self_report"
WORDS = {True: "yes", False: "no"}
# What other registers know is not filed here.
REGISTERED = ("days_since_registration", "industry_code", "resident_enterprise", "certificate",
              book.OF_YEAR)  # fmt: skip
TITLES = ("science_award", "standard_led", "maker_china_rank")


def fields(on: date) -> tuple[Field, ...]:
    """Everything that the offered rules and policies ask and an enterprise itself can say."""
    offers = [*offered.rules(on), *(offered.offer(one.key, on) for one in offered.policies(on))]
    plans = [plan for one in offers for plan in (one.plan, *one.beside())]
    found: dict[str, Field] = {}
    for one in asking.fields_of(plans, None, on):
        found[one.key] = one
    for offer in offers:
        for one in offer.fields:
            if one.key not in found or len(one.slots) > len(found[one.key].slots):
                found[one.key] = one
    order = list(book.policies().rules.measures)
    rows = sorted(found.values(), key=lambda one: order.index(one.key))
    return tuple(one for one in rows if one.key not in (*REGISTERED, *TITLES))


def sources(known: Known) -> dict[tuple[str, int], str]:
    """The record of each known value, as a page names it."""
    return {key: ref.where or ref.key for key, ref in known.filed.sources.items()}


def over(facts: Facts, asked: Asked) -> Facts:
    """Known facts under typed ones: what was asked and left empty is unknown, the rest stays."""
    keys = {one.key for one in asked.fields}
    typed = asked.facts

    def kept(known: Mapping[str, object]) -> dict[str, object]:
        return {key: value for key, value in known.items() if key not in keys}

    return replace(
        facts,
        numbers={**kept(facts.numbers), **typed.numbers},  # type: ignore[arg-type]
        words={**kept(facts.words), **typed.words},  # type: ignore[arg-type]
        records={**kept(facts.records), **typed.records},  # type: ignore[arg-type]
        none={key for key in facts.none if key not in keys} | typed.none,
        reviewed={
            key for key in facts.reviewed
            if key not in keys or (facts.words.get(key) == typed.words.get(key)
            and facts.numbers.get(key) == typed.numbers.get(key))
        },
    )  # fmt: skip


def save(*, entity: Entity, asked: Asked, by: Person, on: date) -> int:
    """填报: what was typed and differs from what is known becomes a new version for its year.

    Answers how many values were written. A version holds the whole year, so nothing that was filed
    before is lost by a later one.
    """
    actions.acts_for(by, entity, on)
    known = book.known(entity, on)
    rows = changed(known, asked, on)
    if not rows:
        return 0
    with write.batch(by=by, on=on, kind="filing", why=entity.name) as writing:
        for year, values in sorted(rows.items()):
            before = Filing.objects.filter(
                entity=entity, period=str(year), form=FORM, withdrawn_on=None
            ).order_by("-version").first()  # fmt: skip
            head = {"entity": entity, "period": str(year), "form": FORM, "filed_on": on}
            version = before.version + 1 if before else 1
            if before and not needing_review(on) & set(values):
                head["reviewed_on"] = before.reviewed_on  # nothing that was confirmed has changed
            made = writing.add(Filing, {**head, "version": version})
            kept = [
                {"measure": one.measure, "value": one.value, "word": one.word}
                for one in (before.values.filter(withdrawn_on=None) if before else ())
                if one.measure not in values
            ]
            new = [{"measure": key, **value} for key, value in values.items() if value]
            writing.add_many(FilingValue, [{"filing": made, **row} for row in kept + new])
    return sum(len(values) for values in rows.values())


def needing_review(on: date) -> set[str]:
    """The measures whose evidence a person confirms."""
    return {
        measure.key
        for one in offered.rules(on)
        for test in asking.tests_of(one.plan)
        if test.needs_review
        for measure in test.measure.inputs()
    }


def changed(known: Known, asked: Asked, on: date) -> dict[int, dict[str, dict[str, object]]]:
    """The values that differ from what is known, by year and measure; what was emptied is empty."""
    found: dict[int, dict[str, dict[str, object]]] = defaultdict(dict)
    shown = asking.filled(
        tuple(replace(one, slots=tuple(replace(slot, value="") for slot in one.slots))
              for one in asked.fields),
        known.facts, {},
    )  # fmt: skip
    for one, was in zip(asked.fields, shown, strict=True):
        for slot, old in zip(one.slots, was.slots, strict=True):
            if slot.value != old.value:
                value = stored(one.measure, asked.facts, slot.back)
                if value != stored(one.measure, known.facts, slot.back):
                    found[on.year - 1 - slot.back][one.key] = value
    return dict(found)


def stored(measure: Measure, facts: Facts, back: int) -> dict[str, object]:
    """A value as filings keep it: money in fen, percent in ten-thousandths, else whole units."""
    row = facts.numbers.get(measure.key, ())
    if back < len(row) and row[back] is not None:
        value = row[back] or 0
        if measure.unit not in AS_GRAINS and value % measure.grain:
            shown = asking.plain(Fraction(value, measure.grain))
            args = {"measure": measure.name, "value": shown, "unit": measure.unit}
            raise Refused(Reason("rules.too_fine_fact", args))
        return {"value": value if measure.unit in AS_GRAINS else value // measure.grain, "word": ""}
    if back == 0 and measure.key in facts.words:
        word = facts.words[measure.key]
        return {"value": None, "word": WORDS[word] if isinstance(word, bool) else word}
    if back == 0 and measure.key in facts.none:
        return {"value": None, "word": "none"}
    return {}


@dataclass(frozen=True)
class Past:
    """One filing of the past."""

    filing: Filing
    values: int


def past(entity: Entity) -> list[Past]:
    """What the enterprise filed, latest first; statistical returns are not shown here."""
    rows = Filing.objects.filter(entity=entity, withdrawn_on=None).exclude(form="statistical")
    found = rows.order_by("-period", "-version")[:20]
    return [Past(one, one.values.filter(withdrawn_on=None).count()) for one in found]
