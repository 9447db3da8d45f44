"""Who asks the interface: the person behind a token, limited to the token's scope."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from zonebook.core.values import Reason, Refused
from zonebook.records import permissions, tokens
from zonebook.records.models import Person


class Token(HttpBearer):
    """`Authorization: Bearer zb_…`; `request.user` becomes the token's person."""

    openapi_description = (
        "令牌，用 zonebook token create 建 · a token made with zonebook token create"
    )

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """The person of a token that is good today."""
        found = tokens.bearer(token, on=request.today)  # type: ignore[attr-defined]
        if found is None:
            return None
        person, kept = found
        request.user = person
        request.token = kept  # type: ignore[attr-defined]
        return person


class PerToken(SimpleRateThrottle):
    """So many requests of one token in a time (`API_RATE` of the settings)."""

    scope = "token"

    def __init__(self) -> None:
        super().__init__(settings.API_RATE)

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether the token has requests left; the rate is read anew, so that tests may change it."""
        self.num_requests, self.duration = self.parse_rate(settings.API_RATE)
        return bool(super().allow_request(request))

    def get_cache_key(self, request: HttpRequest) -> str:
        """One count a token."""
        return f"api-token-{request.token.digest}"  # type: ignore[attr-defined]


def demand(request: HttpRequest, verb: str, system: str) -> Person:
    """The person of a request; Refused where they, or the token, may not."""
    permissions.demand(request.user, verb, system, on=request.today)  # type: ignore
    return request.user  # type: ignore[return-value]


def looking(request: HttpRequest) -> Person:
    """A person who may read at least one system: figures are for the offices."""
    person: Person = request.user  # type: ignore[assignment]
    if not permissions.systems_of(person, "read", request.today):  # type: ignore[attr-defined]
        raise Refused(Reason("permissions.nothing", {"person": person.name}))
    return person
