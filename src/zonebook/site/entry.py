"""Sign-in: by name and password, or by role in a home marked as a demonstration."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest

from zonebook.core.catalog import Located
from zonebook.records import zone as zones
from zonebook.records.models import Person


class ByPassword(BaseBackend):
    """Finds a person by key and password."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_: Any
    ) -> Person | None:
        person = Person.objects.filter(key=username, is_active=True).first()
        if person is None:
            Person().set_password(password)  # the same work, so that timing names nobody
            return None
        return person if check_password(password, person.password) else None

    def get_user(self, user_id: int) -> Person | None:
        return Person.objects.filter(pk=user_id, is_active=True).first()


def roles() -> list[Located]:
    """The people of a demonstration home that anyone may enter as; none in any other home."""
    zone = zones.zone()
    return [one for one in zone.people if one.get("demo_button")] if zone.demo else []


def in_role(key: str) -> Person | None:
    """The person behind a role button."""
    if key not in {one["key"] for one in roles()}:
        return None
    return Person.objects.filter(key=key, is_active=True).first()
