"""The one line with which every view begins: who are you, and may you."""

from __future__ import annotations

from django.http import HttpRequest

from zonebook.core.values import Reason, Refused
from zonebook.desk.refusals import missing
from zonebook.records import invitations, permissions, registers, schema
from zonebook.records.models import Invitation, Person
from zonebook.records.models.base import Numbered
from zonebook.records.registers import Register


def may(request: HttpRequest, verb: str, system: str) -> bool:
    """Whether the person of a request may use a verb in a system today."""
    return permissions.permits(request.user, verb, system, on=request.today)  # type: ignore


def demand(request: HttpRequest, verb: str, system: str) -> Person:
    """The person of a request; Refused with the reason where they may not."""
    permissions.demand(request.user, verb, system, on=request.today)  # type: ignore
    return request.user  # type: ignore[return-value]


def anyone(request: HttpRequest) -> Person:
    """A person who may read at least one system: figures and reports are open to them."""
    person: Person = request.user  # type: ignore[assignment]
    if not permissions.systems_of(person, "read", request.today):  # type: ignore[attr-defined]
        raise Refused(Reason("permissions.nothing", {"person": person.names}))
    return person


def is_enterprise(request: HttpRequest) -> bool:
    """Whether the person of a request works in no office and acts for an enterprise."""
    person, today = request.user, request.today  # type: ignore[attr-defined]
    if permissions.systems_of(person, "read", today):  # type: ignore[arg-type]
        return False
    return invitations.enterprise_of(person, "read", "policies", today) is not None  # type: ignore


def is_applicant(request: HttpRequest) -> bool:
    """Whether the person of a request works in no office and came in by an applicant's slip."""
    person, today = request.user, request.today  # type: ignore[attr-defined]
    if permissions.systems_of(person, "read", today):  # type: ignore[arg-type]
        return False
    held = Invitation.objects.filter(permissions.in_force(today), withdrawn_on=None)
    return held.filter(person=person).exists()


def register_for(request: HttpRequest, verb: str, key: str) -> Register:
    """A register that the person may use so."""
    register = registers.get(key)
    demand(request, verb, register.system)
    return register


def record_for(request: HttpRequest, verb: str, key: str, number: str) -> tuple[Register, Numbered]:
    """A record of a register that the person may use so."""
    register = register_for(request, verb, key)
    record = register.model.objects.filter(number=number).first()
    if record is None:
        raise missing("record", number=number)
    return register, record


def readable_nouns(request: HttpRequest) -> set[str]:
    """The nouns whose rows the person may see."""
    return {
        noun for noun, model in schema.nouns().items() if may(request, "read", model.kept.system)
    }
