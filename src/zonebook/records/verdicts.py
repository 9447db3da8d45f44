"""Verdicts from the book: one enterprise with its reasons, or the whole register in one pass.

judge("hnte", entity, on=day)        a verdict with facts, sources, contradictions
register("hnte", on=day)             every enterprise of the zone that filed or holds the title
Pages, the command and other offices ask here; facts come from records.filings alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Max, Q

from zonebook.core.catalog import Catalog
from zonebook.core.rules import answers, tree
from zonebook.core.rules.book import RuleBook
from zonebook.core.rules.consistency import contradictions
from zonebook.core.rules.facts import facts_json
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.near import NEAR, NearMiss
from zonebook.core.rules.verdict import Verdict
from zonebook.core.rules.verdict import judge as judge_facts
from zonebook.core.values import Finding, Reason, Refused
from zonebook.records import filings
from zonebook.records import zone as zones
from zonebook.records.models import (
    Audit,
    Batch,
    Certificate,
    CertificateEvent,
    Entity,
    Membership,
)
from zonebook.records.models.base import alive

if TYPE_CHECKING:
    from zonebook.engines.columns.rules import Outcome
    from zonebook.engines.columns.rules_curve import Curve
    from zonebook.engines.columns.rules_register import Register


@cache
def book_of(catalog: Catalog) -> RuleBook:
    """The rules of a catalogue."""
    return RuleBook(catalog)


def rules() -> RuleBook:
    """The rules that hold in this zone."""
    return book_of(zones.catalog())


def plan_of(
    rule: str, kind: tree.Procedure, on: date, changes: Mapping[str, str] | None = None
) -> Plan:
    """The version of a rule that decides that day, or the named one, under changed values."""
    book = rules()
    return book.plan(book.find(rule, kind, on), kind, on, changes)


def find(word: str) -> Entity:
    """An enterprise by credit code, permanent number or name; Refused where none or several fit."""
    text = word.strip()
    standing = Entity.objects.filter(withdrawn_on=None)
    found = list(standing.filter(Q(credit_code=text.upper()) | Q(number=text.upper()))[:2])
    if not found:
        found = list(standing.filter(Q(name=text) | Q(names__name=text)).distinct()[:2])
    if not found:
        raise Refused(Reason("verdicts.no_such_enterprise", {"word": word, "hint": alike(text)}))
    if len(found) > 1:
        raise Refused(Reason("verdicts.several_enterprises", {"word": word}))
    one: Entity = found[0]
    return one


def alike(text: str) -> Reason | str:
    """Enterprises whose name has the word in it, few enough to choose from; else nothing."""
    if len(text) < 2:
        return ""
    standing = Entity.objects.filter(withdrawn_on=None, name__contains=text).order_by("pk")
    found = [f"{one.name}（{one.number}）" for one in standing[: LIKE + 1]]
    return Reason("verdicts.alike", {"names": found}) if 0 < len(found) <= LIKE else ""


# -- one enterprise ------------------------------------------------------------------------


@dataclass(frozen=True)
class Judged:
    """A verdict on one enterprise of the book."""

    entity: Entity
    verdict: Verdict
    filed: filings.Filed
    findings: tuple[Finding, ...]

    def payload(self, lang: str) -> dict[str, Any]:
        """The answer of `zonebook.judge/1`: with sources, data day and what reproduces it."""
        found = answers.payload(self.verdict, rules(), self.findings, lang)
        tests = {one.id: one for one in self.verdict.plan.slots if isinstance(one, tree.Test)}
        for row in found["tests"]:
            test = tests.get(row["key"])
            row["records"] = [] if test is None else refs_json(self.filed, test)
        return {
            "enterprise": named(self.entity),
            **found,
            "data": {
                "as_of": self.verdict.on.isoformat(),
                "filings": self.filed.filings,
            },
            "facts": facts_json(self.filed.facts, rules().measures),
        }


def refs_json(filed: filings.Filed, test: tree.Test) -> list[dict[str, str]]:
    """The records under a test: the value's number and the filing that it stands in."""
    return [
        {"number": ref.key} | ({"filing": ref.where} if ref.where else {})
        for ref in filed.of_test(test)
    ]


def named(entity: Entity) -> dict[str, Any]:
    """An enterprise as answers name it."""
    return {"number": entity.number, "name": entity.name, "credit_code": entity.credit_code}


def judge(
    rule: str,
    entity: Entity,
    *,
    on: date,
    kind: tree.Procedure = "recognition",
    changes: Mapping[str, str] | None = None,
) -> Judged:
    """Judge one enterprise by what was filed up to the day."""
    filed = filings.known(on, [entity.pk])[entity.pk]
    plan = plan_of(rule, kind, on, changes)
    found = contradictions(filed.facts, rules().measures)
    return Judged(entity, judge_facts(plan, filed.facts, on), filed, tuple(found))


# -- the whole register --------------------------------------------------------------------


@dataclass(frozen=True)
class Population:
    """The enterprises that are judged on a day: their facts as columns, and who they are."""

    on: date
    ids: tuple[int, ...]
    filed: tuple[filings.Filed, ...]
    columns: Register
    silent: int  # enterprises in the zone that filed nothing and hold nothing

    @cached_property
    def rows(self) -> dict[int, int]:
        """The row of each entity."""
        return {pk: row for row, pk in enumerate(self.ids)}

    @cached_property
    def entities(self) -> dict[int, Entity]:
        """The enterprises by id, read when somebody asks for names."""
        return {one.pk: one for one in Entity.objects.filter(pk__in=self.ids)}


@dataclass
class Whole:
    """What a rule says of all enterprises of the zone on a day."""

    population: Population
    outcome: Outcome
    holders: frozenset[int]  # ids that hold the title on the day
    changes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def near(self) -> dict[int, NearMiss]:
        """Near misses by row: at most one test is failed, by at most a tenth."""
        from zonebook.engines.columns.rules import near_misses

        return dict(near_misses(self.outcome, NEAR))

    def answer(self, row: int) -> str:
        """The answer of one row."""
        from zonebook.core.rules.verdict import ANSWERS

        return ANSWERS[int(self.outcome.answers[row])]

    def entity(self, row: int) -> Entity:
        """The enterprise of a row."""
        return self.population.entities[self.population.ids[row]]

    def judged(self, row: int) -> Judged:
        """The verdict of one row with its reasons, by the plain engine."""
        filed = self.population.filed[row]
        found = contradictions(filed.facts, rules().measures)
        return Judged(self.entity(row), self.outcome.explain(row), filed, tuple(found))

    def counts_of_holders(self) -> dict[str, int]:
        """How many of those that hold the title have each answer."""
        found = dict.fromkeys(self.outcome.counts(), 0)
        for row in self.held_rows():
            found[self.answer(row)] += 1
        return found

    def held_rows(self) -> Iterator[int]:
        """The rows of those that hold the title."""
        for row, pk in enumerate(self.population.ids):
            if pk in self.holders:
                yield row


def register(
    rule: str,
    *,
    on: date,
    kind: tree.Procedure = "recognition",
    changes: Mapping[str, str] | None = None,
) -> Whole:
    """Judge every enterprise of the zone that filed anything or holds the title."""
    asked = tuple(sorted((changes or {}).items()))
    return register_at(str(settings.HOME), stamp(), rule, on, kind, asked)


@lru_cache(maxsize=12)
def register_at(
    home: str,
    state: tuple[int, int],
    rule: str,
    on: date,
    kind: tree.Procedure,
    changes: tuple[tuple[str, str], ...],
) -> Whole:
    """The same of one state of the book."""
    from zonebook.engines.columns.rules import judge_register

    plan = plan_of(rule, kind, on, dict(changes))
    found = population_at(home, state, on)
    (outcome,) = judge_register([plan], found.columns, on)
    return Whole(found, outcome, holders(plan.rule.family, on), dict(changes))


def curve(rule: str, key: str, *, on: date, kind: tree.Procedure = "recognition") -> Curve:
    """The register's answers at every threshold of one test, kept until the book changes."""
    return curve_at(str(settings.HOME), stamp(), rule, key, on, kind)


@lru_cache(maxsize=24)
def curve_at(
    home: str, state: tuple[int, int], rule: str, key: str, on: date, kind: tree.Procedure
) -> Curve:
    """The same of one state of the book."""
    from zonebook.engines.columns.rules_curve import Curve

    whole = register_at(home, state, rule, on, kind, ())
    return Curve(whole.outcome.plan, whole.outcome.register, on, key)


LIKE = 3  # so many names are few enough to choose from
FACTS = ("filing", "filing_value", "certificate", "entity", "membership")


def stamp() -> tuple[int, int]:
    """The state of what verdicts rest on: the last change of it in the trail, the last event."""
    return stamp_at(str(settings.HOME), Batch.objects.aggregate(last=Max("pk"))["last"] or 0)


@lru_cache(maxsize=4)
def stamp_at(home: str, batch: int) -> tuple[int, int]:
    """The same as of the last writing of the book: the trail is long and looked through once."""
    last = Audit.objects.filter(noun__in=FACTS).order_by("-pk").values_list("pk", flat=True).first()
    event = CertificateEvent.objects.aggregate(last=Max("pk"))["last"]
    return last or 0, event or 0


def population(on: date) -> Population:
    """The enterprises of the zone on a day with what they filed; kept until the book changes."""
    return population_at(str(settings.HOME), stamp(), on)


@lru_cache(maxsize=4)
def population_at(home: str, state: tuple[int, int], on: date) -> Population:
    """The same of one state of the book."""
    from zonebook.engines.columns.rules_register import register_of

    present = in_zone(on)
    filed = filings.known(on)
    held = set(
        Certificate.objects.filter(withdrawn_on=None, granted_on__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .values_list("entity_id", flat=True)
    )
    without = sorted((held & present) - set(filed))
    if without:
        filed |= filings.known(on, without)
    ids = tuple(sorted(present & set(filed)))
    rows = tuple(filed[pk] for pk in ids)
    columns = register_of([one.facts for one in rows], rules().measures)
    return Population(on, ids, rows, columns, len(present) - len(ids))


def in_zone(on: date) -> set[int]:
    """The enterprises that are in the zone on a day and not closed."""
    rows = Membership.objects.filter(withdrawn_on=None, from_on__lte=on)
    rows = rows.filter(Q(to_on=None) | Q(to_on__gt=on), entity__withdrawn_on=None)
    rows = rows.filter(Q(entity__closed_on=None) | Q(entity__closed_on__gt=on))
    return set(rows.filter(entity__kind="enterprise").values_list("entity_id", flat=True))


def holders(qualification: str, on: date) -> frozenset[int]:
    """The enterprises in the zone that hold a title on a day."""
    rows = Certificate.objects.filter(
        withdrawn_on=None, qualification=qualification, granted_on__lte=on
    )
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    rows = rows.exclude(
        events__in=alive(CertificateEvent).filter(kind__in=filings.ENDS, occurred_on__lte=on)
    )
    return frozenset(set(rows.values_list("entity_id", flat=True)) & in_zone(on))
