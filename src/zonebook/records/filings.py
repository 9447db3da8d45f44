"""Filings as facts: what enterprises reported and was known on a day, each value with its record.

known(on)                 what was filed of every enterprise by that day
known(on, [entity])       of these only
A form that the statistics law protects never gets here: `admitted` refuses it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q

from zonebook.core.catalog import Catalog
from zonebook.core.rules import industry
from zonebook.core.rules.facts import Facts, Record
from zonebook.core.rules.measures import Measure, Measures, inputs_of, read_measures
from zonebook.core.rules.tree import Test
from zonebook.core.values import Ref
from zonebook.records import zone as zones
from zonebook.records.models import Certificate, CertificateEvent, Entity, Filing, FilingValue
from zonebook.records.models.base import alive

YEARS = 4  # the longest look back of a rule: equity over four years
AS_GRAINS = ("wan_yuan", "percent")  # kept in fen and ten-thousandths, as the rules count them
GRADES = "expert_grade."
TRUTH = {"yes": True, "no": False}
CHUNK = 10_000  # rows fetched at once
AT_ONCE = 500  # so many ids are asked for in one query; of more, all rows are read
ENDS = ("revoked", "withdrawn", "expired")


class ForbiddenByLaw(Exception):
    """Our program asked for returns that the law keeps from verdicts on one respondent."""


@dataclass(frozen=True)
class Form:
    """A form that enterprises file: its names, the law it is kept under, whether it may judge."""

    key: str
    name: Mapping[str, str]
    law: Mapping[str, str]
    judges: bool


@dataclass
class Filed:
    """What is known of one enterprise on a day; `sources` names the record of each value.

    Places go by measure and how many years before the reference year: the number of the record,
    and that of the filing it stands in.
    """

    facts: Facts = field(default_factory=Facts)
    places: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    filings: list[str] = field(default_factory=list)

    @property
    def sources(self) -> dict[tuple[str, int], Ref]:
        """The record of each value; made when somebody asks, not for a whole register."""
        return {at: Ref("record", *place) for at, place in self.places.items()}

    def of_test(self, test: Test) -> tuple[Ref, ...]:
        """The records that a test's value rests on, latest year first."""
        found: dict[Ref, None] = {}
        for measure, back in inputs_of(test.measure):
            place = self.places.get((measure.key, back))
            if place is not None:
                found[Ref("record", *place)] = None
        return tuple(found)


@cache
def forms(catalog: Catalog) -> dict[str, Form]:
    """All forms by key, in the order in which a later one speaks over an earlier one."""
    rows = catalog.table("codes/filing_forms")
    return {
        key: Form(key, {"zh": row["zh"], "en": row["en"]}, row["law"], row["judges"] is True)
        for key, row in rows.items()
    }


def admitted(wanted: Sequence[str] | None = None) -> tuple[str, ...]:
    """The forms that may judge an enterprise; ForbiddenByLaw where another is asked for.

    Statistics law: what identifies a respondent of a survey serves statistics only.
    """
    known = forms(zones.catalog())
    if wanted is None:
        return tuple(key for key, one in known.items() if one.judges)
    for key in wanted:
        if key not in known or not known[key].judges:
            raise ForbiddenByLaw(f"{key}: kept for statistics, no verdict may rest on it")
    return tuple(key for key in known if key in wanted)


def known(
    on: date, entities: Iterable[int] | None = None, forms: Sequence[str] | None = None
) -> dict[int, Filed]:
    """What was filed and registered of enterprises by that day, by entity id.

    The reference year is the last full calendar year before the day. A filing without a day
    counts once its year is over. Without `entities` those that filed anything are read.
    """
    allowed = admitted(forms)
    picked = None if entities is None else list(entities)
    measures = measures_of(zones.catalog())
    found: dict[int, Filed] = {}
    heads = list(heads_of(on, picked, allowed))
    ids = dict.fromkeys((one.entity for one in heads) if picked is None else picked)
    for entity in ids:
        found[entity] = Filed()
    values = values_of(heads, picked)
    for head in heads:  # the later speaks over the earlier
        take(found[head.entity], head, values.get(head.pk, ()), measures)
    registered(found, on)
    for one in found.values():
        settle(one.facts)
    return found


@cache
def measures_of(catalog: Catalog) -> Measures:
    """The measures that filings are read by."""
    return read_measures(catalog)


@dataclass(frozen=True)
class Head:
    """One filing: whose, of which year before the reference year, confirmed or not."""

    pk: int
    number: str
    entity: int
    back: int
    reviewed: bool


def heads_of(on: date, entities: list[int] | None, allowed: Sequence[str]) -> Iterator[Head]:
    """The filings that were known on a day, so that the one to believe comes last."""
    years = {str(on.year - 1 - back): back for back in range(YEARS)}
    rank = {key: at for at, key in enumerate(allowed)}
    rows = Filing.objects.filter(
        Q(filed_on__lte=on) | Q(filed_on=None),
        withdrawn_on=None,
        form__in=allowed,
        period__in=list(years),
    )
    if entities is not None:
        rows = rows.filter(entity__in=entities)
    names = ("pk", "number", "entity_id", "period", "form", "version", "reviewed_on")
    found = sorted(rows.values_list(*names), key=lambda row: (rank[row[4]], row[5], row[0]))
    last = {(entity, period, form): pk for pk, _, entity, period, form, _, _ in found}
    for pk, number, entity, period, form, _, reviewed in found:
        if last[entity, period, form] == pk:  # a corrected return stands instead of the first
            confirmed = reviewed is not None and reviewed <= on
            yield Head(pk, number, entity, years[period], confirmed)


Value = tuple[str, int | None, str, str]


def values_of(heads: Sequence[Head], entities: list[int] | None) -> dict[int, list[Value]]:
    """The values of filings, by filing: measure, number, word, permanent number."""
    if not heads:
        return {}
    rows = FilingValue.objects.filter(withdrawn_on=None)
    if entities is None:
        rows = rows.filter(filing__withdrawn_on=None)
    else:
        rows = rows.filter(filing__in=[one.pk for one in heads])
    wanted = {one.pk for one in heads}
    found: dict[int, list[Value]] = defaultdict(list)
    names = ("filing_id", "measure", "value", "word", "number")
    for filing, *value in rows.values_list(*names).iterator(chunk_size=CHUNK):
        if filing in wanted:
            found[filing].append(tuple(value))
    return found


def take(filed: Filed, head: Head, values: Iterable[Value], measures: Measures) -> None:
    """Put the values of one filing among the facts."""
    filed.filings.append(head.number)
    for key, value, word, number in values:
        if key.startswith(GRADES):
            if head.back == 0 and head.reviewed and value is not None:
                filed.facts.grades[key.removeprefix(GRADES)] = value
            continue
        measure = measures.get(key)
        if measure is None or measure.derived is not None:
            continue  # a sheet may keep more than rules ask for
        filed.places[key, head.back] = (number, head.number)
        if value is not None:
            put_number(filed.facts, measure, head.back, value)
        elif head.back == 0:
            put_word(filed.facts, measure, word)
        if head.back == 0 and head.reviewed:
            filed.facts.reviewed.add(key)


def put_number(facts: Facts, measure: Measure, back: int, value: int) -> None:
    """A number of one year, in the grains of the rules."""
    row: Any = facts.numbers.get(measure.key)
    if row is None:
        row = facts.numbers[measure.key] = [None] * YEARS  # type: ignore[assignment]
    row[back] = value if measure.unit in AS_GRAINS else value * measure.grain


def put_word(facts: Facts, measure: Measure, word: str) -> None:
    """What is no number: yes or no, a level, a rank written out, that there is none."""
    if measure.type == "flag":
        if word in TRUTH:
            facts.words[measure.key] = TRUTH[word]
    elif word in measure.values:
        facts.words[measure.key] = word
    elif measure.unit == "rank":
        is_rank = word.isascii() and word.isdigit() and int(word) > 0
        facts.records[measure.key] = (Record("", rank=int(word)),) if is_rank else ()
    elif word == "none":
        facts.none.add(measure.key)


def settle(facts: Facts) -> None:
    """Years at the end of which nothing is known are left away."""
    for key, row in facts.numbers.items():
        last = len(row)
        while last and row[last - 1] is None:
            last -= 1
        facts.numbers[key] = tuple(row[:last])


def registered(found: Mapping[int, Filed], on: date) -> None:
    """Add what other registers know: age, industry, residence, certificates held."""
    certificates = certificates_of(found, on)
    names = ("pk", "number", "kind", "industry", "established_on", "established_on_precision")
    for pk, number, kind, code, day, precision in entities_of(list(found), names):
        filed, place = found[pk], (number, "")
        if day is not None and precision == "day" and day <= on:
            filed.facts.numbers["days_since_registration"] = ((on - day).days,)
            filed.places["days_since_registration", 0] = place
        if code and (whole := industry.full(code)):
            filed.facts.words["industry_code"] = whole
            filed.places["industry_code", 0] = place
        if kind == "enterprise":
            filed.facts.words["resident_enterprise"] = True
            filed.places["resident_enterprise", 0] = place
        if certificates is not None:
            filed.facts.records["certificate"] = tuple(certificates.get(pk, ()))


def entities_of(ids: Sequence[int], names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Columns of these enterprises, some hundred at once."""
    rows = Entity.objects.filter(withdrawn_on=None)
    for start in range(0, len(ids), AT_ONCE):
        yield from rows.filter(pk__in=ids[start : start + AT_ONCE]).values_list(*names)


def certificates_of(found: Mapping[int, Filed], on: date) -> dict[int, list[Record]] | None:
    """The certificates of enterprises with the days that they hold; None in a book without any."""
    ended: dict[int, date] = {}
    for pk, day in (
        alive(CertificateEvent)
        .filter(kind__in=ENDS, occurred_on__lte=on)
        .values_list("certificate_id", "occurred_on")
    ):
        ended[pk] = min(day, ended.get(pk, day))
    held: dict[int, list[Record]] = defaultdict(list)
    rows = Certificate.objects.filter(withdrawn_on=None).order_by("granted_on", "pk")
    is_kept = rows.exists()
    if len(found) <= AT_ONCE:
        rows = rows.filter(entity__in=list(found))
    for pk, entity, word, since, until in rows.values_list(
        "pk", "entity_id", "qualification", "granted_on", "valid_to"
    ):
        if entity in found and (since is None or since <= on):
            days = [one for one in (until, ended.get(pk)) if one is not None]
            held[entity].append(Record(word, since=since, until=min(days, default=None)))
    return held if is_kept else None
