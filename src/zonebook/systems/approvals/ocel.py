"""The event log of cases as OCEL 2.0 (JSON): one event touches a case, a project, an applicant, a paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from zonebook.core.procedures.events import Event, standing
from zonebook.records import zone as zones
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import book

TYPES = {
    "case": ("title", "item", "procedure", "officer"),
    "application": ("name",),
    "applicant": ("name",),
    "document": ("number",),
}
EVENT_ATTRIBUTES = ("actor", "state", "known_to", "pause")
STRING = "string"


class Log:
    """Objects and events as they come together, each object once."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[str, Any]] = {}
        self.events: list[dict[str, Any]] = []
        self.kinds: dict[str, None] = {}

    def object(self, kind: str, key: str, **values: str) -> str:
        """An object, written once; its id."""
        name = f"{kind}:{key}"
        self.objects.setdefault(
            name,
            {
                "id": name,
                "type": kind,
                "attributes": [
                    {"name": one, "time": "1970-01-01T00:00:00Z", "value": value}
                    for one, value in values.items()
                ],
                "relationships": [],
            },
        )
        return name

    def case(self, case: ApprovalCase, told: Iterable[Event]) -> None:
        """One case with its standing events."""
        own = self.object(
            "case",
            case.number,
            title=case.title,
            item=case.item,
            procedure=case.procedure,
            officer=case.officer,
        )
        related = {own: "case"}
        if case.application is not None:
            whole = self.object("application", case.application.number, name=case.application.title)
            related[whole] = "application"
        if case.applicant:
            related[self.object("applicant", case.applicant, name=case.applicant)] = "applicant"
        for event in standing(told):
            self.event(case, event, related)

    def event(self, case: ApprovalCase, event: Event, related: Mapping[str, str]) -> None:
        """One event; where only its day is known, `known_to` says so."""
        kinds = book.event_kinds()
        self.kinds.setdefault(event.kind)
        touched = dict(related)
        if event.document:
            touched[self.object("document", event.document, number=event.document)] = "paper"
        state = kinds[event.kind].state
        values = {
            "actor": event.actor,
            "state": "" if state is None else str(state),
            "known_to": "moment" if event.at else "day",
            "pause": str(event.args.get("pause", "")),
        }
        self.events.append(
            {
                "id": f"{case.number}-{event.number}",
                "type": event.kind,
                "time": moment(event),
                "attributes": [{"name": one, "value": value} for one, value in values.items()],
                "relationships": [
                    {"objectId": name, "qualifier": how} for name, how in touched.items()
                ],
            }
        )

    def as_json(self) -> dict[str, Any]:
        """The whole log in the shape of the standard."""
        return {
            "objectTypes": [
                {"name": kind, "attributes": [{"name": one, "type": STRING} for one in names]}
                for kind, names in TYPES.items()
            ],
            "eventTypes": [
                {
                    "name": kind,
                    "attributes": [{"name": one, "type": STRING} for one in EVENT_ATTRIBUTES],
                }
                for kind in self.kinds
            ],
            "objects": list(self.objects.values()),
            "events": sorted(self.events, key=lambda one: (one["time"], one["id"])),
        }


def moment(event: Event) -> str:
    """The moment of an event in UTC; the beginning of its legal day where no more is known."""
    at = event.at or datetime.combine(event.on, time(), ZoneInfo(zones.zone().time_zone))
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
