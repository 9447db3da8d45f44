"""Tokens: of a person, limited, dated, revocable; the book keeps only their hash."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests import cast
from tests.site.api.conftest import program
from zonebook.core.values import Refused
from zonebook.records import tokens
from zonebook.records.models import ApiToken, Audit

FIGURES = {"period": "2023", "key": "n_new_ent"}


def refusal(answer):
    return answer.json()["refused"][0]["key"]


def test_without_a_token_nothing_is_told(book):
    answer = Client().get("/api/v1/figures", FIGURES)
    assert (answer.status_code, refusal(answer)) == (401, "api.no_token")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("text", ["", "zb_", "zb_" + "x" * 43, "Basic bGk6bGktcGFzcw=="])
def test_a_wrong_token_is_no_token(book, text):
    client = Client(headers={"Authorization": f"Bearer {text}"})
    assert client.get("/api/v1/figures", FIGURES).status_code == 401


def test_a_signed_in_browser_is_no_token(book):
    client = Client()
    client.force_login(book.li)
    assert client.get("/api/v1/figures", FIGURES).status_code == 401


def test_it_may_only_what_its_scope_names(book):
    narrow = program(book.li, "read:service")
    assert narrow.get("registers/request").status_code == 200
    answer = narrow.get("registers/entity")
    assert (answer.status_code, refusal(answer)) == (403, "permissions.no_read")


def test_it_may_no_more_than_its_person(book):
    with pytest.raises(Refused) as refused:
        program(book.li, "read:promotion")
    assert refused.value.findings[0].message.key == "permissions.no_read"
    assert not ApiToken.objects.exists()


def test_a_grant_that_ends_ends_in_the_token_too(book):
    from zonebook.records import write
    from zonebook.records.models import Grant

    wide = program(book.li)
    assert wide.get("entities").status_code == 200
    with write.bookkeeping():
        Grant.objects.filter(system="registration").update(to_on=cast.TODAY)
    assert wide.get("entities").status_code == 403


def test_a_revoked_token_is_none(book):
    one = program(book.li)
    kept = tokens.all_tokens(book.li)[0]
    tokens.revoke(kept, by=book.li, on=cast.TODAY)
    assert one.get("figures", **FIGURES).status_code == 401
    with pytest.raises(Refused):
        tokens.revoke(kept, by=book.li, on=cast.TODAY)


def test_it_ends_on_its_day(book, monkeypatch):
    made, text = tokens.make(
        person=book.li, name="周报", scope={("service", "read")}, on=cast.TODAY,
        to_on=cast.TODAY + timedelta(7), by=book.li,
    )  # fmt: skip
    assert tokens.bearer(text, on=made.to_on - timedelta(1)) is not None
    assert tokens.bearer(text, on=made.to_on) is None
    assert tokens.bearer(text, on=made.from_on - timedelta(1)) is None


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"name": " "}, "tokens.no_name"),
        ({"scope": set()}, "tokens.no_scope"),
        ({"to_on": cast.TODAY}, "tokens.wrong_end"),
        ({"to_on": cast.TODAY + timedelta(367)}, "tokens.wrong_end"),
    ],
)
def test_what_is_no_token_is_refused(book, changed, key):
    asked = {"person": book.li, "name": "x", "scope": {("service", "read")}, "on": cast.TODAY}
    with pytest.raises(Refused) as refused:
        tokens.make(**(asked | {"by": book.li} | changed))
    assert refused.value.findings[0].message.key == key


def test_the_book_keeps_the_hash_only_and_the_trail_neither(book):
    one = program(book.li)
    row = ApiToken.objects.get()
    assert one.text not in (row.hint, row.digest, row.name) and len(row.digest) == 64
    told = Audit.objects.get(noun="api_token")
    assert one.text not in str(told.after) and row.digest not in str(told.after)


def test_too_many_requests_are_answered_429(book, settings):
    settings.API_RATE = "2/m"
    one = program(book.li)
    found = [one.get("due", accepted="2024-01-05", limit=3) for _ in range(3)]
    assert [answer.status_code for answer in found] == [200, 200, 429]
    assert int(found[2].headers["Retry-After"]) > 0 and refusal(found[2]) == "api.too_often"
