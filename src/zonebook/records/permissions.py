"""Who may do what: one function, deny by default, called inside every action and every read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from zonebook.core.values import Reason, Refused
from zonebook.records.models import Grant, Person
from zonebook.records.models.people import SYSTEMS, VERBS


def in_force(on: date) -> Q:
    """The filter for dated facts that hold on a day."""
    return Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gt=on))


def grants_of(person: Person, on: date) -> set[tuple[str, str]]:
    """All (system, verb) that a person's offices hold on a day; kept with the person for the day."""
    kept: dict[date, set[tuple[str, str]]] = person.__dict__.setdefault("_grants", {})
    if on not in kept:
        offices = person.posts.filter(in_force(on)).values("office_id")
        found = Grant.objects.filter(in_force(on), office_id__in=offices)
        kept[on] = set(found.values_list("system", "verb"))
    scope: set[tuple[str, str]] | None = person.__dict__.get("_scope")
    return kept[on] if scope is None else kept[on] & scope


def limited(person: Person, scope: set[tuple[str, str]]) -> Person:
    """The person as a token stands for them: what they may, and of that only (system, verb) named."""
    person.__dict__["_scope"] = scope
    return person


def permits(person: Person | None, verb: str, system: str, object: Any = None, *, on: date) -> bool:
    """Whether a person may use a verb in a system on a day.

    `object` is what they would use it on: grants are of whole systems, so none depends on it, but
    a caller that knows it says it.
    """
    if person is None or not person.is_active or system not in SYSTEMS or verb not in VERBS:
        return False
    return (system, verb) in grants_of(person, on)


def demand(person: Person | None, verb: str, system: str, object: Any = None, *, on: date) -> None:
    """Refuse with the reason unless the person may."""
    if not permits(person, verb, system, object, on=on):
        raise Refused(
            Reason(
                f"permissions.no_{verb}" if verb in VERBS else "permissions.no_read",
                {
                    "person": person.names if person else "—",
                    "system": Reason(f"system.{system}"),
                },
            )
        )


def systems_of(person: Person, verb: str, on: date) -> list[str]:
    """The systems in which a person holds a verb, in the order of the house."""
    held = {system for system, one in grants_of(person, on) if one == verb}
    return [system for system in SYSTEMS if system in held]
