"""Tokens for programs: made once and shown once, kept as a hash, limited, dated, revocable.

make(…)          a new token, and its text that nobody can read again
bearer(text)     the person behind a token, limited to its scope
revoke(token)    it ends now
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from zonebook.core.values import Reason, Refused
from zonebook.records import permissions, write
from zonebook.records.models import ApiToken, Audit, Person

MARK = "zb_"  # lets scanners of source code find a token that leaked
LONGEST = 366  # days; a token that is still needed is made anew
HINT = 8
Scope = Iterable[tuple[str, str]]


def make(
    *, person: Person, name: str, scope: Scope, on: date, to_on: date | None = None, by: Person
) -> tuple[ApiToken, str]:
    """A new token with its text; Refused where the scope is more than the person may."""
    wanted = sorted({f"{verb}:{system}" for system, verb in scope})
    end = to_on or on + timedelta(LONGEST)
    check(person, name, wanted, on, end)
    text = MARK + secrets.token_urlsafe(32)
    with write.batch(by=by, on=on, kind="token", why=name) as writing:
        token = ApiToken.objects.create(
            person=person, name=name, hint=text[:HINT], digest=digest_of(text), scope=wanted,
            from_on=on, to_on=end, batch=writing.row,
        )  # fmt: skip
        note(writing, token, "add", {}, {"person": person.key, "scope": wanted, "to_on": str(end)})
    return token, text


def check(person: Person, name: str, wanted: list[str], on: date, end: date) -> None:
    """Refuse a token without name or scope, one that lasts too long, and one that may too much."""
    if not name.strip():
        raise Refused(Reason("tokens.no_name"))
    if not on < end <= on + timedelta(LONGEST):
        raise Refused(Reason("tokens.wrong_end", {"until": end, "days": LONGEST}))
    if not wanted:
        raise Refused(Reason("tokens.no_scope"))
    for one in wanted:
        verb, _, system = one.partition(":")
        permissions.demand(person, verb, system, on=on)


def revoke(token: ApiToken, *, by: Person, on: date) -> None:
    """End a token at once; Refused if it was ended before."""
    if token.revoked_on is not None:
        raise Refused(Reason("tokens.revoked", {"token": str(token), "on": token.revoked_on}))
    with write.batch(by=by, on=on, kind="token", why=token.name) as writing:
        token.revoked_on = on
        token.save(update_fields=["revoked_on"])
        note(writing, token, "change", {"revoked_on": None}, {"revoked_on": str(on)})


def note(
    writing: write.Writing,
    token: ApiToken,
    verb: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """The trail of a token, never with its text or hash."""
    Audit.objects.create(
        batch=writing.row, noun="api_token", record_id=token.pk, number=token.hint, verb=verb,
        before=before, after=after,
    )  # fmt: skip


def digest_of(text: str) -> str:
    """The hash of a token; 256 random bits need no slow one."""
    return hashlib.sha256(text.encode()).hexdigest()


def bearer(text: str, *, on: date) -> tuple[Person, ApiToken] | None:
    """Whom a token stands for on a day, limited to its scope; None where it is not good."""
    rows = ApiToken.objects.select_related("person")
    token = rows.filter(digest=digest_of(text), revoked_on=None).first()
    if token is None or not token.from_on <= on < token.to_on or not token.person.is_active:
        return None
    if token.last_used_on != on:
        token.last_used_on = on
        with write.bookkeeping():
            token.save(update_fields=["last_used_on"])
    return permissions.limited(token.person, scope_of(token)), token


def scope_of(token: ApiToken) -> set[tuple[str, str]]:
    """The scope as permissions has it: (system, verb)."""
    pairs = (one.partition(":") for one in token.scope)
    return {(system, verb) for verb, _, system in pairs}


def all_tokens(person: Person | None = None) -> list[ApiToken]:
    """Every token, or those of a person, the newest first."""
    rows = ApiToken.objects.select_related("person")
    return list((rows.filter(person=person) if person else rows).order_by("-pk"))


def one(pk: int) -> ApiToken:
    """A token by its number; Refused where there is none."""
    found: ApiToken | None = ApiToken.objects.select_related("person").filter(pk=pk).first()
    if found is None:
        raise Refused(Reason("tokens.missing", {"token": pk}))
    return found
