"""The rungs of the ladder, and who holds them, as values for the account of core.rules.rungs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from zonebook.core.catalog import Catalog
from zonebook.core.rules import tree
from zonebook.core.rules.rungs import Account, Holder, Stay, Title
from zonebook.core.rules.rungs import account as reckon
from zonebook.core.values import Reason, Refused
from zonebook.records import filings
from zonebook.records import zone as zones
from zonebook.records.models import Certificate, CertificateEvent, Entity, Membership
from zonebook.records.models.base import alive


@dataclass(frozen=True)
class Rung:
    """One rung: the rule that judges it, and from when in its last year a title may be renewed."""

    key: str
    name: Mapping[str, str]
    rule: str
    renewal: tree.Procedure | None = None
    window: str = ""
    document: str = ""
    article: str = ""
    article_verified: str = ""
    indicator: str = ""

    def opens(self, valid_to: date) -> date | None:
        """From when a title that ends so may be renewed: in the year of its last day."""
        if not self.window:
            return None
        month, day = self.window.split("-")
        return date((valid_to - timedelta(1)).year, int(month), int(day))


@cache
def rungs_of(catalog: Catalog) -> dict[str, Rung]:
    """The rungs of a catalogue."""
    found = {}
    for key, row in catalog.table("codes/rungs").items():
        name = {"zh": row["zh"], "en": row["en"]}
        rest = {one: row[one] for one in row if one not in ("zh", "en")}
        found[key] = Rung(key, name, **rest)
    return found


def rungs() -> dict[str, Rung]:
    """The rungs in this zone, the lowest first."""
    return rungs_of(zones.catalog())


def rung(key: str) -> Rung:
    """One rung; Refused where there is none of that key."""
    found = rungs().get(key)
    if found is None:
        raise Refused(Reason("ladder.no_such_rung", {"rung": key, "rungs": list(rungs())}))
    return found


def account(key: str, first: date, last: date) -> Account:
    """The account of a rung over a span of days, both included; Refused where it runs backwards."""
    if last < first:
        raise Refused(Reason("ladder.span_backwards", {"first": first, "last": last}))
    return reckon(holders(rung(key).key), first, last)


def holders(key: str) -> list[Holder]:
    """Everyone who ever had the title, with their times in the zone."""
    taken: dict[int, date] = {}
    events = alive(CertificateEvent).filter(kind__in=filings.ENDS)
    for pk, day in events.values_list("certificate_id", "occurred_on"):
        taken[pk] = min(day, taken.get(pk, day))
    found: dict[int, Holder] = defaultdict(lambda: Holder(0))
    rows = Certificate.objects.filter(
        withdrawn_on=None, qualification=key, granted_on__isnull=False
    )
    for pk, entity, since, until in rows.values_list("pk", "entity_id", "granted_on", "valid_to"):
        found[entity].key = entity
        found[entity].titles.append(Title(since, until, taken.get(pk)))
    stays = Membership.objects.filter(withdrawn_on=None, entity__certificates__qualification=key)
    for entity, since, until, went in stays.values_list(
        "entity_id", "from_on", "to_on", "went"
    ).distinct():
        if entity in found:
            found[entity].stays.append(Stay(since, until, went))
    closed = Entity.objects.filter(closed_on__isnull=False, certificates__qualification=key)
    for entity, day in closed.values_list("pk", "closed_on"):
        if entity in found:
            found[entity].closed_on = day
    return list(found.values())
