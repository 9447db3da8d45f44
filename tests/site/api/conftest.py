"""Programs that ask the interface: each shows a token of one of the cast."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests import cast
from zonebook.records import permissions, tokens
from zonebook.records.models import Person


@dataclass(frozen=True)
class Program:
    """A program with a token."""

    text: str

    @property
    def headers(self) -> dict[str, str]:
        """The header that carries the token."""
        return {"Authorization": f"Bearer {self.text}"}

    def get(self, address: str, **query: Any) -> Any:
        """Ask."""
        return Client(headers=self.headers).get(f"/api/v1/{address}", query)

    def post(self, address: str, body: Any = None, **form: Any) -> Any:
        """Send JSON, or a form with files."""
        client = Client(headers=self.headers)
        if form:
            return client.post(f"/api/v1/{address}", form)
        return client.post(f"/api/v1/{address}", json.dumps(body), content_type="application/json")


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """The interface lives on the cast's day."""
    monkeypatch.setenv("ZONEBOOK_TODAY", cast.TODAY.isoformat())


def program(person: Person, *scope: str) -> Program:
    """A program of a person: with the scope named, else with all that the person may."""
    held = permissions.grants_of(person, cast.TODAY)
    wanted = {(s.split(":")[1], s.split(":")[0]) for s in scope} or held
    made = tokens.make(person=person, name="统计平台", scope=wanted, on=cast.TODAY, by=person)
    return Program(made[1])


@pytest.fixture
def wang(book) -> Program:
    """Wang's program: promotion, projects, ladder, economy, reports."""
    return program(book.wang)


@pytest.fixture
def li(book) -> Program:
    """Li's program: approvals, registration, service."""
    return program(book.li)
