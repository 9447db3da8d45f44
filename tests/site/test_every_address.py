"""Every address of the site: nothing opens without sign-in, and nothing for who has no grant.

The list below is all that is public; a new address is closed until it is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests import cast

PUBLIC = """
enter enter/as language alive clock guide guide/{} check check/word check/list feed/{}.ics
selfcheck selfcheck/{} my/enter
api/v1/openapi.json
"""
# An applicant comes with a slip instead of a post: the own pages say that there is nothing yet.
OWN = "leave my"
SAMPLES = {"str": "QY-2023-000001", "int": "1", "slug": "x", "path": "x"}


def walk(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address as Django declares it."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, route)
        else:
            yield route


def sample(route: str) -> str:
    """An address with something in each of its places."""
    path = re.sub(r"<(\w+):\w+>", lambda found: SAMPLES[found[1]], route.removeprefix("^"))
    path = re.sub(r"\(\?P<number>[^)]*\)", "SP-2024-000001", path)
    path = re.sub(r"\(\?P<sha>[^)]*\)", "0" * 64, path)
    path = re.sub(r"\(\?P<kind>[^)]*\)", "pdf", path)
    path = re.sub(r"\(\?P<\w+>[^)]*\)", "1", path)
    return path.replace("\\.", ".").replace("^", "").removesuffix("$")


def shape(route: str) -> str:
    """An address as the list of public ones writes it."""
    return re.sub(r"<\w+:\w+>", "{}", route)


ROUTES = sorted(set(walk(get_resolver().url_patterns)))
CLOSED = [one for one in ROUTES if shape(one) not in PUBLIC.split()]


def test_the_list_of_public_addresses_has_no_others():
    assert set(PUBLIC.split()) <= {shape(one) for one in ROUTES}


@pytest.fixture
def on_the_day(monkeypatch, book):
    monkeypatch.setenv("ZONEBOOK_TODAY", cast.TODAY.isoformat())
    return book


def test_without_sign_in_every_other_address_leads_to_the_door(on_the_day):
    client, opened = Client(), []
    for route in CLOSED:
        for ask in (client.get, client.post):
            answer = ask(f"/{sample(route)}")
            to_the_door = answer.status_code == 302 and "enter" in answer.headers["Location"]
            if shape(route) == "my" and answer.status_code == 200:
                continue  # asks for the slip
            if not to_the_door and answer.status_code not in (401, 403, 404, 405):
                opened.append((route, answer.status_code))
    assert opened == []


def test_without_any_grant_no_address_tells_anything(on_the_day):
    client, opened = Client(), []
    client.force_login(on_the_day.zhao)
    for route in CLOSED:
        if shape(route) in OWN.split():
            continue
        for ask in (client.get, client.post):
            status = ask(f"/{sample(route)}").status_code
            if status not in (400, 401, 403, 404, 405):
                opened.append((route, status))
    assert opened == []


def test_an_address_that_takes_forms_leads_a_browser_to_a_page(on_the_day):
    client, blank = Client(headers={"accept": "text/html,*/*;q=0.8"}), []
    client.force_login(on_the_day.li)
    for route in ROUTES:
        if client.get(f"/{sample(route)}", follow=True).status_code == 405:
            blank.append(route)
    assert blank == []


def test_a_program_is_told_that_an_address_takes_forms(on_the_day):
    client = Client()
    client.force_login(on_the_day.li)
    assert client.get("/approvals/SP-2024-000001/record").status_code == 405
