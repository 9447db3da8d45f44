"""Policies between the book and the core: facts of enterprises, enriched by what registers know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from zonebook.core.catalog import Catalog
from zonebook.core.policies.book import PolicyBook
from zonebook.core.rules.facts import Facts, Record
from zonebook.records import filings, verdicts
from zonebook.records import zone as zones
from zonebook.records.filings import Filed
from zonebook.records.models import Entity

OF_YEAR = "certificate_of_year"


@cache
def policies_of(catalog: Catalog) -> PolicyBook:
    """The policies of a catalogue over its rules."""
    return PolicyBook(verdicts.book_of(catalog))


def policies() -> PolicyBook:
    """The policies that hold in this zone; the national ones where no zone is open."""
    return policies_of(zones.catalog())


@dataclass(frozen=True)
class Known:
    """One enterprise with what is known of it on a day."""

    entity: Entity
    filed: Filed
    facts: Facts


def known(entity: Entity, on: date) -> Known:
    """One enterprise."""
    filed = filings.known(on, [entity.pk])[entity.pk]
    return Known(entity, filed, enriched(filed.facts, on))


def everybody(on: date) -> list[Known]:
    """The enterprises of the zone that filed anything or hold a title, in the order of their ids."""
    found = verdicts.population(on)
    rows = zip(found.ids, found.filed, strict=True)
    return [Known(found.entities[pk], filed, enriched(filed.facts, on)) for pk, filed in rows]


def silent(on: date) -> int:
    """How many enterprises of the zone nothing was filed of, so that nothing can be told."""
    return verdicts.population(on).silent


def enriched(facts: Facts, on: date) -> Facts:
    """The facts with the titles that were obtained in the full year before the day."""
    held = facts.records.get("certificate")
    if held is None or OF_YEAR not in policies().rules.measures:
        return facts
    new = tuple(one for one in held if is_of(one, on.year - 1))
    return replace(facts, records={**facts.records, OF_YEAR: new})


def is_of(one: Record, year: int) -> bool:
    """Whether a title was granted in a year."""
    return one.since is not None and one.since.year == year


def names_of_rules() -> Mapping[str, Mapping[str, str]]:
    """The names of all families of rules."""
    return policies().rule_names
