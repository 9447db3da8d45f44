"""Where a proposed value would go: the record, the column of its register, and who owns that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from zonebook.core.period import KnownDay
from zonebook.core.values import Reason, Refused
from zonebook.records import registers, schema
from zonebook.records.models import Proposal
from zonebook.records.models.base import alive
from zonebook.records.registers import Register, RegisterColumn
from zonebook.records.workbooks.ways import Way, value_at, way_to

OWN = ("own", "reference")
KNOWN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
PRECISION = {1: "year", 2: "month", 3: "day"}


@dataclass(frozen=True)
class Place:
    """The place of a proposal: the column as its register declares it, the way to it, the record."""

    register: Register
    column: RegisterColumn
    way: Way
    record: Any

    @property
    def owner(self) -> str:
        """The system whose offices settle it."""
        return self.way.owner

    @property
    def standing(self) -> Any:
        """The row that holds the value now: the record, or its latest event of the kind."""
        if self.way.place in OWN:
            return self.record
        rows = alive(self.way.model)
        rows = rows.filter(**{self.way.reference: self.record}, **self.way.pins)
        return rows.order_by("pk").last()

    @property
    def before(self) -> Any:
        """What the book says now."""
        return value_at(self.standing, self.way.field)


def of(proposal: Proposal) -> Place:
    """The place of a proposal; Refused where no register has such a column."""
    record = schema.nouns()[proposal.noun].objects.filter(pk=proposal.record_id).first()
    for register in registers.all_registers().values():
        if register.noun != proposal.noun or record is None:
            continue
        for column in register.columns.values():
            way = way_to(register.model, column)
            own = way.place in OWN and way.field == proposal.column
            event = way.place == "event" and column.name == proposal.column
            if own or event:
                return Place(register, column, way, record)
    args = {"number": proposal.number, "column": proposal.column}
    raise Refused(Reason("proposals.no_place", args))


def typed(place: Place, value: Any) -> Any:
    """A kept value as the book stores it: a day with what is known of it."""
    field = place.way.model._meta.get_field(place.way.field)
    if value is None or field.get_internal_type() != "DateField":
        return value
    found = KNOWN.fullmatch(str(value))
    if found is None:
        raise Refused(Reason("proposals.no_day", {"text": str(value)}))
    parts = [int(one) for one in found.groups() if one]
    first = date(*parts, *[1] * (3 - len(parts)))
    return KnownDay(first, PRECISION[len(parts)])  # type: ignore[arg-type]
