"""Enterprise accounts: opened with the credit code and an invitation slip from the zone.

A slip's code is shown once and kept as a digest; a person who came in by it acts for the enterprise
as far as the enterprise's own grants go, and no farther.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from zonebook.core.values import Reason, Refused
from zonebook.records import permissions, write
from zonebook.records.models import Entity, Grant, Invitation, Person

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without those that are read as others
LENGTH, GROUP, DAYS = 12, 4, 365
VERBS = ("read", "write")


def issue(
    *, entity: Entity, by: Person, on: date, system: str = "policies"
) -> tuple[Invitation, str]:
    """A slip for an enterprise and its code, which is shown once; valid for a year."""
    permissions.demand(by, "write", system, on=on)
    code = new_code()
    person = stranger(code, entity.name)
    return given(entity, person, code, by=by, on=on, systems=(system,)), printed(code)


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def printed(code: str) -> str:
    """A code as the slip shows it, in groups."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def stranger(code: str, name: str) -> Person:
    """Whoever comes in by a code: somebody with a name and without a password."""
    person = Person(key=f"slip-{digest_of(code)[:12]}", name=name[:60])
    person.set_unusable_password()
    return person


def slip_values(code: str, person: Person, on: date) -> dict[str, Any]:
    """What the book keeps of a slip: its digest, who comes in by it, and its days."""
    if person.pk is None:
        person.save()
    dates = {"from_on": on, "to_on": on + timedelta(DAYS)}
    return {"person": person, "digest": digest_of(code), "hint": code[:GROUP], **dates}


def given(
    entity: Entity, person: Person, code: str, *, by: Person, on: date, systems: Sequence[str]
) -> Invitation:
    """The slip in the book, the person who holds it, and the enterprise's grants."""
    to_on = on + timedelta(DAYS)
    with write.batch(by=by, on=on, kind="invitation", why=entity.name) as writing:
        held = Grant.objects.filter(permissions.in_force(on), enterprise=entity)
        known = set(held.values_list("system", "verb"))
        for system in systems:
            for verb in VERBS:
                if (system, verb) not in known:
                    Grant.objects.create(
                        enterprise=entity, system=system, verb=verb, from_on=on, to_on=to_on
                    )
        values = slip_values(code, person, on)
        return writing.add(Invitation, {"entity": entity, **values})


def digest_of(code: str) -> str:
    """The digest of a code, however it was typed."""
    plain = "".join(one for one in code.upper() if one in LETTERS)
    return hashlib.sha256(plain.encode()).hexdigest()


def let_in(credit_code: str, code: str, on: date) -> Person:
    """Who a code and a credit code belong to; Refused, the same words whichever is wrong."""
    rows = Invitation.objects.select_related("person", "entity").filter(
        permissions.in_force(on), digest=digest_of(code), withdrawn_on=None
    )
    found = rows.filter(entity__credit_code=credit_code.strip().upper()).first()
    if found is None or not found.person.is_active:
        raise Refused(Reason("invitations.wrong"))
    person: Person = found.person
    return person


def enterprise_of(person: Person | None, verb: str, system: str, on: date) -> Entity | None:
    """The enterprise that a person acts for with a verb in a system on a day; None without one."""
    if person is None or not person.is_authenticated or not person.is_active:
        return None
    rows = Invitation.objects.filter(permissions.in_force(on), person=person, withdrawn_on=None)
    for slip in rows.exclude(entity=None).select_related("entity").order_by("-pk"):
        entity: Entity = slip.entity
        grants = Grant.objects.filter(permissions.in_force(on), enterprise=entity)
        if grants.filter(system=system, verb=verb).exists():
            return entity
    return None


def demand(person: Person | None, verb: str, system: str, on: date) -> Entity:
    """The enterprise that a person acts for; Refused where they act for none."""
    entity = enterprise_of(person, verb, system, on)
    if entity is None:
        raise Refused(Reason("permissions.no_enterprise"))
    return entity
